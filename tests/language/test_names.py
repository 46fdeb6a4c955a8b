"""Names from label scores: allowed sequences, regions after towns, and an article's other uses of a word."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from onrecord.language.names import Names
from onrecord.language.reading import Name

LABELS = ["O", "B-person", "I-person", "B-place", "I-place"]
NAMES = Names(LABELS)


def scores(*rows: str) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """One row a word, as `label` or `label:weight label:weight`; scores of what is not named are 0."""
    out = np.zeros((len(rows), len(LABELS)), dtype=np.float32)
    for i, row in enumerate(rows):
        for part in row.split():
            label, _, weight = part.partition(":")
            out[i, LABELS.index(label)] = float(weight or 9)
    return out


def spans(names: list[Name]) -> list[tuple[int, int, str]]:
    return [(n.first, n.last, n.type) for n in names]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Miramar California", ["Miramar", "California"]),
        ("san rafael ca", ["san rafael ca"]),
        ("San Rafael CA", ["San Rafael", "CA"]),
        ("Concord New Hampshire", ["Concord", "New Hampshire"]),
        ("Paris France", ["Paris", "France"]),
        ("Northern California", ["Northern California"]),
        ("Papua New Guinea", ["Papua New Guinea"]),
        ("New Mexico", ["New Mexico"]),
        ("West Virginia", ["West Virginia"]),
        ("Lake Michigan", ["Lake Michigan"]),
        ("Gulf of Mexico", ["Gulf of Mexico"]),
        ("Nazi Germany", ["Nazi Germany"]),
        ("California", ["California"]),
        ("Port Vell", ["Port Vell"]),
    ],
)
def test_a_region_after_a_town_is_a_place_of_its_own(words: str, expected: list[str]) -> None:
    split = words.split()
    rows = scores("B-place", *["I-place"] * (len(split) - 1))
    found = NAMES.decode([rows], [split], pooled=False)[0]
    assert [" ".join(split[n.first : n.last]) for n in found] == expected
    assert {n.type for n in found} == {"place"}


def test_a_name_only_goes_on_with_its_own_type() -> None:
    rows = scores("B-person:5 B-place:4.9", "I-place:9 I-person:8")
    assert spans(NAMES.decode([rows], [["Ravin", "Dol"]], pooled=False)[0]) == [(0, 2, "place")]


def test_addresses_are_no_names() -> None:
    rows = scores("B-person", "B-place")
    words = ["vale@marrak.example", "https://tolsk.example"]
    assert NAMES.decode([rows], [words], pooled=False) == [[]]


def test_clear_uses_of_a_name_decide_the_doubtful_one() -> None:
    clear, doubtful = scores("O", "B-place:9"), scores("B-person:3 B-place:2.5", "O")
    words = [["near", "Harlan"], ["Harlan", "waits"]]
    alone = NAMES.decode([clear, doubtful], words, pooled=False)
    together = NAMES.decode([clear, doubtful], words, pooled=True)
    assert spans(alone[1]) == [(0, 1, "person")]
    assert spans(together[1]) == [(0, 1, "place")]


def test_where_a_name_begins_is_not_lent() -> None:
    whole, short = scores("O", "B-person:6", "I-person:6"), scores("O", "B-person:9")
    words = [["Mr.", "Ines", "Vale"], ["Mrs.", "Vale"]]
    found = NAMES.decode([whole, short], words, pooled=True)
    assert [spans(f) for f in found] == [[(1, 3, "person")], [(1, 2, "person")]]


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from(["Vale", "Tolsk", "the", "left", "CA"]), max_size=8), max_size=6),
    st.integers(0, 2**31),
    st.booleans(),
)
@example([["Vale"] * 8, ["Vale"]], 189869, False)
def test_names_lie_in_order_within_their_sentence(words: list[list[str]], seed: int, pooled: bool) -> None:
    random = np.random.default_rng(seed)
    rows = [random.normal(scale=4, size=(len(w), len(LABELS))).astype(np.float32) for w in words]
    kept = [r.copy() for r in rows]
    found = NAMES.decode(rows, words, pooled)
    assert all((a == b).all() for a, b in zip(rows, kept, strict=True)), "the scores given are left as they are"
    for sentence, names in zip(words, found, strict=True):
        edges = [edge for n in names for edge in (n.first, n.last)]
        assert edges == sorted(edges)
        assert all(0 <= n.first < n.last <= len(sentence) and 0 < n.score <= 1 for n in names)
