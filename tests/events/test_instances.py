"""`Several attacks, including one in ...`: the single events beside the sum, and parties joined on the surface."""

from __future__ import annotations

import pytest

from onrecord.pipeline import Coder
from onrecord.record import Report

CASES = [
    # text, places and days of the single events
    (
        "Boko Haram has staged several attacks in Nigeria, including one on a police station in Kano on January 20.",
        [("Kano", "2018-01-20")],
    ),
    (
        "The rebels carried out a string of bombings, among them one in Mosul on 3 May 2017 "
        "and another in Tikrit on 5 May 2017.",
        [("Mosul", "2017-05-03"), ("Tikr", "2017-05-05")],
    ),
    ("The rebels carried out several attacks in Mali, including one last year that failed.", []),
    ("The rebels carried out an attack in Gao on 3 May 2017.", []),
]


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


def singles(report: Report) -> list[tuple[str, str | None]]:
    names = {p.id: p.name or "" for p in report.places}
    return [
        (names.get(e.place or "", ""), e.date.value if e.date else None)
        for e in report.events
        if e.evidence.get("note") == "one of them"
    ]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_single_events_have_their_own_place_and_day(coder: Coder, text: str, expected: list[tuple[str, str]]) -> None:
    found = singles(coder.code_text(text, published="2018-02-21"))
    assert len(found) == len(expected), found
    for (place, day), (wanted, on) in zip(found, expected, strict=True):
        assert place.startswith(wanted)
        assert day == on


def test_the_sum_keeps_no_party_of_the_single_event(coder: Coder) -> None:
    report = coder.code_text(CASES[1][0], published="2018-02-21")
    whole = next(e for e in report.events if e.evidence.get("note") != "one of them")
    named = {a.id: a.name for a in report.actors}
    assert not [r for r in whole.recipients if named[r].startswith(("Mos", "Tikr"))]


def test_who_only_reports_is_no_perpetrator(coder: Coder) -> None:
    report = coder.code_text(
        "The mayor's brother was kidnapped in Cali, according to police sources in Caracas.", published="2018-02-21"
    )
    assert [e.actors for e in report.events if e.type == "ASSAULT"] == [[]]


def test_a_body_is_of_the_country_that_has_it(coder: Coder) -> None:
    report = coder.code_text("Ivory Coast's Supreme Court rejected the appeal of the opposition.")
    event = next(e for e in report.events if e.type == "REJECT")
    assert [a.country for a in report.actors if a.id in event.actors] == ["CIV"]
