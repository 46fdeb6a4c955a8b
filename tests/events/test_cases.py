"""The case tables: status, type and parties of invented sentences, and sentences of other worlds that give no event.

The floors are pinned: raise them when the coder gets better, lower one only with a reason in the commit. Every third
row is held back, which means that the lexicon was not tuned on it.
"""

from __future__ import annotations

import pytest

from bench.event_cases import judged, table
from onrecord.pipeline import Coder
from onrecord.record import Report


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


@pytest.fixture(scope="module")
def reports(coder: Coder) -> list[tuple[list[str], Report]]:
    known: dict[str, Report] = {}
    out = []
    for row in table("cases.psv"):
        if row[0] not in known:
            known[row[0]] = coder.code_text(row[0], published="2018-02-21")
        out.append((row, known[row[0]]))
    return out


@pytest.mark.parametrize(
    ("held", "what", "floor"),
    [(False, 0, 0.95), (False, 1, 0.94), (False, 2, 0.88), (True, 0, 0.93), (True, 1, 0.92), (True, 2, 0.84)],
)
def test_cases_reach_the_floor(reports: list[tuple[list[str], Report]], held: bool, what: int, floor: float) -> None:
    found = [judged(row, r)[what] for n, (row, r) in enumerate(reports) if (n % 3 == 2) is held]
    missed = [row for n, (row, r) in enumerate(reports) if (n % 3 == 2) is held and not judged(row, r)[what]]
    assert sum(found) / len(found) >= floor, missed


def test_the_tables_are_large_enough() -> None:
    assert len(table("cases.psv")) >= 300
    assert len(table("false_friends.psv")) >= 150
    assert {row[2].split("/")[0] for row in table("cases.psv")} >= {
        "happened", "ongoing", "planned", "called-for", "hypothetical", "denied",
    }  # fmt: skip


def test_other_worlds_give_few_events(coder: Coder) -> None:
    rows = table("false_friends.psv")
    wrong = [text for _, text in rows if coder.code_text(text, published="2018-02-21").events]
    assert len(wrong) / len(rows) <= 0.03, wrong


@pytest.mark.parametrize(("batch", "most"), [("1", 0.03), ("2", 0.03)])
def test_other_worlds_give_few_events_when_nothing_was_tuned_on_them(coder: Coder, batch: str, most: float) -> None:
    texts = [text for n, _, text in table("other_worlds.psv") if n == batch]
    wrong = [text for text in texts if coder.code_text(text, published="2018-02-21").events]
    assert len(texts) >= 150
    assert len(wrong) / len(texts) <= most, wrong


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("Soldiers captured the town of Northtown from the rebels.", 1),
        ("The striker captured the cup for Northtown with a late header.", 0),
        ("The drivers' union called a strike over the fuel tax.", 1),
        ("The bowler called a strike with his last ball of the night.", 0),
    ],
)
def test_the_gate_weighs_the_whole_sentence(coder: Coder, text: str, events: int) -> None:
    assert len(coder.code_text(text, published="2018-02-21").events) == events


def test_an_event_that_the_lexicon_alone_decided_has_runner_up_types(reports: list[tuple[list[str], Report]]) -> None:
    alone = [e for _, r in reports for e in r.events if "type_probability" not in e.evidence]
    assert alone
    assert all(e.evidence["runners_up"] and e.type not in e.evidence["runners_up"] for e in alone)


def test_a_quoted_act_points_to_its_statement_and_a_speech_act_does_not(coder: Coder) -> None:
    report = coder.code_text(
        "Foreign Minister Arvid Sahl said that Russia had attacked Ukraine. Germany condemned Russia.",
        published="2018-02-21",
    )
    attack = next(e for e in report.events if e.type == "ASSAULT")
    assert attack.attributed_to is not None
    accusation = next(e for e in report.events if e.type == "ACCUSE")
    assert accusation.attributed_to is None


def test_every_event_shows_its_evidence(reports: list[tuple[list[str], Report]]) -> None:
    for _, report in reports:
        for event in report.events:
            assert event.evidence["trigger"]
            assert event.evidence["rule"]
            assert 0 < event.confidence <= 1
            assert all(0 <= a < b <= len(report.text) for a, b in event.trigger)
            known = {a.id for a in report.actors}
            assert set(event.actors) | set(event.recipients) <= known
            mutual = event.evidence["roles"].get("recipient") == "each other"
            assert mutual or not set(event.actors) & set(event.recipients)
