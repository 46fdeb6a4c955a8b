"""The place and the days of events: their own words', else the day they were told; never those of another clause."""

from __future__ import annotations

import pytest

from bench.event_cases import PUBLISHED, table
from onrecord.pipeline import Coder

ROWS = table("where_when.psv")


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


@pytest.mark.parametrize("row", ROWS, ids=[f"{row[1]}: {row[0]}" for row in ROWS])
def test_where_and_when(coder: Coder, row: list[str]) -> None:
    text, kind, place, earliest, latest = row
    report = coder.code_text(text, published=PUBLISHED)
    names = {p.id: p.name or p.text for p in report.places}
    found = [
        (names.get(e.place or "", "-"), e.date.earliest or "-", e.date.latest or "-")
        for e in report.events
        if e.type == kind and e.date is not None
    ]
    assert any(name.startswith(place) and (first, last) == (earliest, latest) for name, first, last in found), found


def test_no_event_is_placed_at_its_own_party(coder: Coder) -> None:
    for text in sorted({row[0] for row in ROWS}):
        report = coder.code_text(text, published=PUBLISHED)
        actors = {m.place: m.actor for m in report.mentions if m.place is not None and m.actor is not None}
        assert not [e for e in report.events if e.place and actors.get(e.place) in (*e.actors, *e.recipients)]
