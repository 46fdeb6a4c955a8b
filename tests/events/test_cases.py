"""The case tables: status, type and parties of invented sentences, and sentences of other worlds that give no event.

The floors are pinned: raise them when the coder gets better, lower one only with a reason in the commit. Every third
row is held back, which means that the lexicon was not tuned on it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.pipeline import Coder
from onrecord.record import Event, Report

HERE = Path(__file__).parent
JOINT = {"CONSULT", "AGREE", "COOPERATE", "SUPPORT", "ASSAULT"}


def table(name: str) -> list[list[str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [[c.strip() for c in line.split("|")] for line in lines if line.strip() and not line.startswith("#")]


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


def names(report: Report, ids: list[str]) -> str:
    said = [a.name for a in report.actors if a.id in ids]
    return " ".join([*said, *(m.text for m in report.mentions if m.actor in ids)]).lower()


def with_type(row: list[str], report: Report) -> list[Event]:
    return [e for e in report.events if e.type in row[1].split("/")]


def judged(row: list[str], report: Report) -> tuple[bool, bool, bool]:
    """Right type, right type and status, and right parties too."""
    if row[1] == "-":
        return (not report.events,) * 3
    typed = with_type(row, report)
    status = [e for e in typed if e.status in row[2].split("/")]
    parties = any(
        (row[3] == "-" or row[3].lower() in names(report, e.actors))
        and (row[4] == "-" or row[4].lower() in names(report, e.recipients + (e.actors if e.type in JOINT else [])))
        for e in status
    )
    return bool(typed), bool(status), parties


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
