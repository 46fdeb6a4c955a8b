"""The tokeniser: conventions from tokens.tsv, and offsets that are exact whatever the characters."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.language.tokens import tokenize
from tests.effort import effort

TABLE = Path(__file__).with_name("tokens.tsv").read_text(encoding="utf-8").splitlines()
CASES = [tuple(line.split("\t")) for line in TABLE if line and not line.startswith("# ")]

# Letters, signs that mean something to the tokeniser, and what should not be in a text at all.
ALPHABET = st.text(alphabet="abIN019.-'’\"“”(),:;!?…/$@#&%~ \n\t\x00\u200f\u2028\ud800😀é中—–", max_size=40)

LONG = [
    "a",
    "a-",
    "a.",
    "a'",
    "(",
    "a(",
    '"',
    "'s",
    "http://a/",
    "a@",
    "1,",
    "1.",
    "-",
    "‘a’",
    "é",
    "\ud800",
    "w/",
    ".a",
    "$1",
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_words_follow_the_treebanks(text: str, expected: str) -> None:
    assert [text[a:b] for a, b in tokenize(text)] == expected.split(" ")


@given(ALPHABET)
def test_every_character_but_white_space_is_in_exactly_one_word(text: str) -> None:
    spans = tokenize(text)
    assert all(a < b for a, b in spans)
    assert all(left[1] <= right[0] for left, right in itertools.pairwise(spans))
    assert "".join(text[a:b] for a, b in spans) == "".join(text.split())
    assert not any(c.isspace() for a, b in spans for c in text[a:b])


@given(ALPHABET, ALPHABET, ALPHABET)
def test_a_stretch_reads_as_it_would_alone(before: str, inside: str, after: str) -> None:
    text = before + inside + after
    start, end = len(before), len(before) + len(inside)
    assert tokenize(text, start, end) == [(a + start, b + start) for a, b in tokenize(inside)]


@given(ALPHABET)
def test_memory_of_earlier_chunks_changes_nothing(text: str) -> None:
    assert tokenize(text) == tokenize(text)


@pytest.mark.parametrize("unit", LONG)
def test_effort_is_linear_in_the_length_of_a_chunk(unit: str) -> None:
    def calls(n: int) -> int:
        text = unit * (n // len(unit))
        spans = tokenize(text)
        assert spans[0][0] == 0
        assert spans[-1][1] == len(text)
        return effort(lambda: tokenize(text))

    # 20 times the length: 20 times the calls where it is linear, 400 times where it is quadratic
    assert calls(20_000) < 200 + 40 * calls(1_000)
