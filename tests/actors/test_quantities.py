"""Of whom numbers are said: quantities.tsv, which an expert can read and extend; the language model reads the rows."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from onrecord.actors import resolve_actors
from onrecord.language import LanguageModel
from onrecord.mentions import find_mentions
from onrecord.quantities import find_quantities
from onrecord.times import find_times

LINES = (Path(__file__).parent / "quantities.tsv").read_text(encoding="utf-8").split("\n")
CASES = [x.split("\t") for x in LINES if x and not x.startswith("#")]


@cache
def model() -> LanguageModel:
    return LanguageModel.load()


@pytest.mark.parametrize("case", CASES, ids=["|".join(c[::2]) for c in CASES])
def test_of_whom(case: list[str]) -> None:
    text, number, whom = case
    reading = model().read(text, [(0, len(text))])
    quantities = find_quantities(reading, find_times(reading, None))
    mentions = find_mentions(reading)
    resolve_actors(reading, mentions, quantities=quantities)
    # The longest quantity with these words: none at all is as good as one said of nobody.
    found = max((q for q in quantities if number in q.text), key=lambda q: len(q.text), default=None)
    if whom == "-":
        assert found is None or found.of is None
        return
    wanted = {m.actor for m in mentions if m.text.lower() in (whom.lower(), "the " + whom.lower())} - {None}
    assert found is not None
    assert found.of in wanted
