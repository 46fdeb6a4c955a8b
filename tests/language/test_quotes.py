"""Quotation marks: pairing, running quotations, apostrophes, and broken input."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.language.quotes import find_quotations, quote_state
from tests.effort import effort

# A text, and the words that stand within quotation marks (of any kind).
CASES = [
    ('"We waited," she said, "and nobody came."', "We waited and nobody came"),
    ("“We waited,” she said, “and nobody came.”", "We waited and nobody came"),
    ("''We waited,'' she said.", "We waited"),
    ("``We waited,'' she said.", "We waited"),
    ("«We waited», she said.", "We waited"),
    ("„We waited“, she said.", "We waited"),
    ("‘We waited,’ she said.", "We waited"),
    ("'We waited,' she said.", "We waited"),
    ("'We didn't wait,' she said.", "We didn't wait"),
    ("The workers' union and the miners' league met.", ""),
    ("They don't know and she can't say.", ""),
    ("Back in the '90s they called 'em rebels.", ""),
    ("He is 6'2\" and she is 5'4\" tall.", ""),
    ("The ‘workers’ rights’ bill passed.", "workers rights"),
    ("She called it “a ‘dirty’ deal” and left.", "a dirty deal"),
    ("“He told me “no” twice,” she said.", "He told me no twice"),
    ("“We will go, he said. “And we stay.” Then he left.", "We will go he said And we stay"),
    ("“First part.\n\n“Second part.”\n\nShe left.", "First part Second part"),
    ('"First part.\n\n"Second part."\n\nShe left.', "First part Second part"),
    ("“First part.\n\nSecond part.” She left.", "First part Second part"),
    ("She left.” Nobody knew why.", ""),
    ('He said,"We go," and left.', "We go"),
    ('He began "We were—" and stopped.', "We were"),
    ('The "deal"-maker left.', "deal"),
    ("", ""),
    ('"', ""),
    ("“", ""),
]


def words(text: str) -> list[tuple[int, int]]:
    return [m.span() for m in re.finditer(r"\w+(?:['’]\w+)*|''|``|[^\w\s]", text)]


@pytest.mark.parametrize(("text", "quoted"), CASES)
def test_words_within_marks(text: str, quoted: str) -> None:
    spans = words(text)
    states = quote_state(text, spans)
    got = [text[a:b] for (a, b), s in zip(spans, states, strict=True) if s in (1, 2) and text[a].isalnum()]
    assert got == quoted.split()


def test_states_of_each_kind() -> None:
    text = "Ann: “I saw ‘it’,” ‘so what’"
    spans = words(text)
    assert quote_state(text, spans) == [0, 0, 3, 1, 1, 3, 1, 3, 1, 3, 3, 2, 2, 3]


def test_running_quotation_is_linked() -> None:
    first, second, third = find_quotations("“One.\n\n“Two.\n\n“Three,” she said.")
    assert (first.closed, second.closed, third.closed) == (False, False, True)
    assert (first.continues, second.continues, third.continues) == (False, True, True)


def test_nesting_four_deep() -> None:
    text = "“a “b “c “d” c” b” a”"
    assert [q.depth for q in find_quotations(text)] == [0, 1, 2, 3]


@given(st.text(alphabet="ab .,\n“”\"'‘’«»—", max_size=80))
def test_quotations_stay_within_a_paragraph(text: str) -> None:
    for q in find_quotations(text):
        assert 0 <= q.start <= q.inner[0] <= q.inner[1] <= q.end <= len(text)
        assert "\n" not in text[q.start : q.end]
    spans = words(text)
    assert len(quote_state(text, spans)) == len(spans)


@pytest.mark.parametrize("unit", ['"', "“", "”", "‘a ", "'a ", "a' ", '"a ', "“a "])
def test_many_marks_take_linear_effort(unit: str) -> None:
    def calls(n: int) -> int:
        text = unit * n
        spans = words(text)
        return effort(lambda: quote_state(text, spans))

    assert calls(10_000) < 200 + 20 * calls(1_000)
