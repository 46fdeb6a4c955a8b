"""The sentence splitter: invented news from sentences.txt, and ranges that cover all words in order."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.language.sentences import split, split_long
from onrecord.language.tokens import tokenize

LINES = Path(__file__).with_name("sentences.txt").read_text(encoding="utf-8").splitlines()
CASES = [line.split(" || ") for line in LINES if line and not line.startswith("# ")]

TEXTS = st.text(alphabet="aBI 1.?!'\"“”()[]:;-…\n\t*\ud800😀", max_size=60)


def sentences(text: str) -> list[str]:
    tokens = tokenize(text)
    return [text[tokens[a][0] : tokens[b - 1][1]] for a, b in split(text, (0, len(text)), tokens)]


@pytest.mark.parametrize("expected", CASES, ids=[c[0][:40] for c in CASES])
def test_news_is_split_as_a_reader_would(expected: list[str]) -> None:
    assert sentences(" ".join(expected)) == expected


def test_nothing_has_no_sentences() -> None:
    assert split("  ", (0, 2), []) == []


@given(TEXTS)
def test_sentences_follow_on_each_other_and_cover_all_words(text: str) -> None:
    tokens = tokenize(text)
    found = split(text, (0, len(text)), tokens)
    assert [i for a, b in found for i in range(a, b)] == list(range(len(tokens)))
    assert all(a < b for a, b in found)


@given(st.lists(st.sampled_from(["go", ",", ";", ")", "\n", "--"]), max_size=80), st.integers(1, 20))
def test_a_long_sentence_is_cut_within_the_limit(words: list[str], limit: int) -> None:
    text = " ".join(words)
    tokens = tokenize(text)
    parts = split_long(text, tokens, limit)
    assert [i for a, b in parts for i in range(a, b)] == list(range(len(tokens)))
    assert all(b - a <= limit for a, b in parts)


def test_a_long_sentence_is_cut_at_its_semicolon() -> None:
    text = "one two three four five , six seven ; eight nine ten eleven"
    tokens = tokenize(text)
    assert split_long(text, tokens, 10) == [(0, 9), (9, 13)]


def test_a_sentence_within_the_limit_stays_whole() -> None:
    text = "one ; two"
    assert split_long(text, tokenize(text), 3) == [(0, 3)]
