"""The check that a report agrees with itself: each fault below is found, and named."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.consistency import faults
from onrecord.record import Report, Venue
from tests.conftest import make_report


def test_a_sound_report_has_no_faults(report: Report) -> None:
    assert faults(report) == []


CASES: list[tuple[str, str, Callable[[Report], object]]] = [
    ("span past the end", "s1", lambda r: r.statements[0].content.append((5, 10**6))),
    ("empty span", "e1", lambda r: r.events[0].trigger.append((5, 5))),
    ("negative span", "sentences", lambda r: r.sentences.append((-3, 4))),
    ("text that does not stand there", "m2", lambda r: setattr(r.mentions[1], "text", "rebels")),
    ("repair that does not stand there", "repair", lambda r: setattr(r.repairs[0], "after", "rebels")),
    ("statement without content", "s2", lambda r: r.statements[1].content.clear()),
    ("id given twice", "t1", lambda r: r.times.append(r.times[0])),
    ("unknown speaker", "s1", lambda r: setattr(r.statements[0], "speaker", "a7")),
    ("unknown addressee", "s1", lambda r: r.statements[0].addressees.append("a7")),
    ("unknown venue", "s1", lambda r: setattr(r.statements[0], "venue", Venue("there", "p7"))),
    ("unknown actor of a mention", "m1", lambda r: setattr(r.mentions[0], "actor", "a7")),
    ("unknown mention of an actor", "a1", lambda r: r.actors[0].mentions.append("m7")),
    ("unknown recipient", "e1", lambda r: r.events[0].recipients.append("a7")),
    ("unknown quantity", "e1", lambda r: r.events[0].quantities.append("q7")),
    ("unknown statement", "e1", lambda r: setattr(r.events[0], "attributed_to", "s7")),
    ("unknown sentence", "e1", lambda r: setattr(r.events[0], "sentence", 2)),
    ("unknown place of a dateline", "dateline", lambda r: setattr(r.source.dateline, "place", "p7")),
]


@pytest.mark.parametrize(("what", "named", "spoil"), CASES, ids=[c[0] for c in CASES])
def test_a_fault_is_found_and_named(what: str, named: str, spoil: Callable[[Report], object]) -> None:
    report = make_report()
    spoil(report)
    found = faults(report)
    assert len(found) == 1
    assert found[0].startswith(named)
