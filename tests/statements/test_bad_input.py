"""Broken, odd and very long texts: no crash, spans in range, work in proportion."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.article.layout import Layout
from onrecord.language import LanguageModel
from onrecord.language.reading import Reading, Sentence
from onrecord.record import Source, Statement
from onrecord.statements import find_statements
from onrecord.statements.stream import Stream
from tests.effort import effort

SPEECH = {"said": "say", "says": "say", "told": "tell", "denied": "deny", "asked": "ask"}


def flat_reading(text: str) -> Reading:
    """A reading without a model: words parted by blanks, a chain for a tree, sentences end with a stop."""
    sentences: list[Sentence] = []
    paragraphs: list[tuple[int, int]] = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            paragraphs.append((at, at + len(line)))
            starts: list[int] = []
            ends: list[int] = []
            i = 0
            while i < len(line):
                if line[i].isspace():
                    i += 1
                    continue
                j = i + 1
                while line[i].isalnum() and j < len(line) and line[j].isalnum():
                    j += 1
                starts.append(at + i)
                ends.append(at + j)
                if line[i] in ".?!" or j >= len(line.rstrip()):
                    sentences.append(_sentence(text, starts, ends, len(sentences), len(paragraphs) - 1))
                    starts, ends = [], []
                i = j
        at += len(line) + 1
    return Reading(text, paragraphs, sentences)


def _sentence(text: str, starts: list[int], ends: list[int], index: int, paragraph: int) -> Sentence:
    words = [text[a:b] for a, b in zip(starts, ends, strict=True)]
    n = len(words)
    upos = [
        "VERB" if w in SPEECH else "PUNCT" if not w.isalnum() else "PROPN" if w[0].isupper() else "NOUN" for w in words
    ]
    return Sentence(
        index, paragraph, starts, ends, words, [SPEECH.get(w, w.lower()) for w in words], upos,
        ["VBD" if u == "VERB" else "NN" for u in upos], [-1, *range(n - 1)],
        ["root"] + ["ccomp" if i % 3 else "nsubj" for i in range(n - 1)],
    )  # fmt: skip


def find(text: str) -> list[Statement]:
    return find_statements(flat_reading(text), [], [], [], [], Layout(Source(published="2018-02-21")))


TEXTS = {
    "empty": "",
    "blank": "   \n\n  ",
    "one mark": '"',
    "one mark in words": 'Ann Roe said " it rained.',
    "only marks": "“”‘’\"'«»",
    "5000 marks": '" ' * 5000,
    "5000 openers": "“a " * 5000,
    "5000 closers": "a” " * 5000,
    "four deep": "“a “b “c “d” c” b” a,” she said.",
    "300 speakers": "\n\n".join(f"“It rained,” said Speaker{i} Roe. “It rained again.”" for i in range(300)),
    "300 in one paragraph": " ".join(f"“It rained,” said Speaker{i} Roe." for i in range(300)),
    "transcript": "\n".join(f"{'ROE' if i % 2 else 'VARGA'}: It rained {i} times." for i in range(200)),
    "poem": "\n".join(["The river said", "to the stone", "be still"] * 50),
    "list": "\n".join(f"- item {i}: said" for i in range(300)),
    "one long sentence": "Ann said " * 2000,
    "colons": "Ann: " * 1000,
    "dashes": "— " * 1000,
}


@pytest.mark.parametrize("name", TEXTS)
def test_no_crash_and_spans_in_range(name: str) -> None:
    text = TEXTS[name]
    found = find(text)
    ids = {s.id for s in found}
    assert len(ids) == len(found)
    for s in found:
        assert s.content
        for a, b in (*s.source, *s.cue, *s.content):
            assert 0 <= a < b <= len(text)
        assert s.within is None or (s.within in ids and s.within != s.id)


def test_every_speaker_of_many_is_found() -> None:
    text = TEXTS["300 speakers"]
    found = [s for s in find(text) if s.within is None]
    # The made-up tree hangs the family name elsewhere, so the source may be the first word alone.
    named = {text[a:b].split()[0] for s in found for a, b in s.source}
    assert sum(f"Speaker{i}" in named for i in range(300)) > 250


def work(unit: str, n: int) -> int:
    reading = flat_reading(unit * n)
    return effort(lambda: find_statements(reading, [], [], [], [], Layout(Source())))


@pytest.mark.parametrize(
    "unit",
    ["Ann said it rained. ", "“It rained,” said Ann Roe. ", "“a ", '" ', "Ann said ", "‘a’ ", "Ann: it rained\n"],
)
def test_work_is_linear(unit: str) -> None:
    work(unit, 20)  # what is loaded once
    assert work(unit, 400) < 12 * work(unit, 50)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(["said", "Ann", "“", "”", '"', "'", ",", ".", ":", "—", "\n", "it", "denied", "that"]),
        max_size=40,
    )
)
def test_any_mix_of_words_and_marks(parts: list[str]) -> None:
    text = " ".join(parts)
    for s in find(text):
        assert all(0 <= a < b <= len(text) for a, b in (*s.source, *s.cue, *s.content))
        assert len(s.content) == len(set(s.content))


def test_same_input_same_output() -> None:
    text = TEXTS["300 in one paragraph"]
    assert find(text) == find(text)


def test_nothing_hangs_above_a_root() -> None:
    text = "Ann Roe spoke. The bridge was closed."
    stream = Stream.of(LanguageModel.load().read(text, [(0, len(text))]))
    assert [stream.head(stream.head(i)) for i in range(len(stream)) if stream.head(i) < 0] == [-1, -1]
