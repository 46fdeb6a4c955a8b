"""Literal and associative uses of place names, on cases an expert can read and add to (cases_literal.tsv)."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.language import LanguageModel
from onrecord.language.reading import Sentence
from onrecord.mentions.literal import literal_use, reasons

CASES = [
    line.split("\t")
    for line in Path(__file__).with_name("cases_literal.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def tree(rows: str) -> Sentence:
    """A sentence of `word upos head relation` a line (lemma: the word in lower case), heads from 1, 0 the root."""
    cells = [row.split() for row in rows.strip().splitlines()]
    starts, ends, at = [], [], 0
    for word, *_ in cells:
        starts.append(at)
        ends.append(at + len(word))
        at += len(word) + 1
    return Sentence(
        0, 0, starts, ends, [c[0] for c in cells], [c[0].lower() for c in cells], [c[1] for c in cells],
        ["VBN" if c[1] == "VERB" else "X" for c in cells], [int(c[2]) - 1 for c in cells], [c[3] for c in cells],
    )  # fmt: skip


def test_cases_from_raw_text() -> None:
    """At least 95 % of the cases, whatever the parser of the day makes of them."""
    model = LanguageModel.load()
    wrong = []
    for want, name, text in CASES:
        sentence = model.read(text, [(0, len(text))]).sentences[0]
        at = text.index(name)
        tokens = sentence.tokens_in(at, at + len(name))
        if (literal_use(sentence, tokens[0], tokens[-1] + 1) >= 0.5) != (want == "1"):
            wrong.append(text)
    assert len(wrong) <= len(CASES) // 20, wrong


@pytest.mark.parametrize(
    ("rows", "literal"),
    [
        ("Moscow PROPN 2 nsubj\nsay VERB 0 root\n", False),
        ("Moscow PROPN 2 nsubj\nlie VERB 0 root\n", True),
        ("Moscow PROPN 3 nmod:poss\n's PART 1 case\nstrategy NOUN 0 root", False),
        ("Moscow PROPN 3 nmod:poss\n's PART 1 case\noutskirts NOUN 0 root", True),
    ],
)
def test_gold_trees(rows: str, literal: bool) -> None:
    assert (literal_use(tree(rows), 0, 1) >= 0.5) is literal


def test_preposition() -> None:
    inside = tree("war NOUN 0 root\nin ADP 3 case\nPeru PROPN 1 nmod")
    against = tree("sanctions NOUN 0 root\nagainst ADP 3 case\nPeru PROPN 1 nmod")
    assert literal_use(inside, 2, 3) > 0.9
    assert literal_use(against, 2, 3) < 0.2


def test_reasons_add_up_to_the_decision() -> None:
    sentence = tree("Moscow PROPN 2 nsubj\nsay VERB 0 root\n")
    assert ("speaks", -4.0) in reasons(sentence, 0, 1)


def test_every_place_in_a_sentence_of_any_shape_has_a_probability() -> None:
    sentence = tree("A X 2 x\nB X 3 x\nC X 0 root")
    for first in range(3):
        for last in range(first + 1, 4):
            assert 0.0 <= literal_use(sentence, first, last) <= 1.0
