"""Days, months and weekdays without more: the case table, with its own tree and with a tree that hangs them wrongly."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from onrecord.language import LanguageModel
from onrecord.language.reading import Reading
from onrecord.times import find_times

CASES = [
    line.split("\t")
    for line in (Path(__file__).parent / "tense.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
# Sentences whose words near the day say nothing, so that only the tree can.
_TREE_ALONE = ("On [[", "The group has 500 men")


def case(marked: str, wrong_tree: bool) -> str:
    before, _, rest = marked.partition("[[")
    expression, _, after = rest.partition("]]")
    text = before + expression + after
    reading = LanguageModel.load().read(text, [(0, len(text))])
    if wrong_tree:
        hang_on_the_first_verb(reading, len(before), len(before) + len(expression))
    found = find_times(reading, date(2018, 2, 21))
    at = [t for t in found if (t.start, t.end) == (len(before), len(before) + len(expression))]
    assert at, [(t.text, t.value) for t in found]
    return at[0].value


def hang_on_the_first_verb(reading: Reading, start: int, end: int) -> None:
    for sentence in reading.sentences:
        verb = next((i for i, tag in enumerate(sentence.upos) if tag in ("VERB", "AUX")), None)
        for i in sentence.tokens_in(start, end):
            if verb is not None:
                sentence.heads[i], sentence.deprels[i] = verb, "obl"


@pytest.mark.parametrize(("marked", "value"), CASES, ids=[c[0] for c in CASES])
def test_day(marked: str, value: str) -> None:
    assert case(marked, wrong_tree=False) == value


@pytest.mark.parametrize(("marked", "value"), CASES, ids=[c[0] for c in CASES])
def test_day_under_a_wrong_tree(marked: str, value: str) -> None:
    if marked.startswith(_TREE_ALONE):
        pytest.skip("only the tree says which day is meant")
    assert case(marked, wrong_tree=True) == value


def test_enough_cases() -> None:
    assert len(CASES) >= 40
