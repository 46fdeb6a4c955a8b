"""The invented sentences of tests/events, scored: type, status and parties, and how often other worlds give events.

`cases.psv` holds the sentences with what should come out (every third row was never tuned on), `false_friends.psv`
sentences of sport, business, weather, history, obituaries, fiction and recipes, none of them a political event;
`other_worlds.psv` holds more of them in two batches, written before their output was seen and learned from by nothing:
the first chose the gate's threshold, by the second nothing was chosen.
"""

from __future__ import annotations

from pathlib import Path

from onrecord.pipeline import Coder
from onrecord.record import Event, Report

TABLES = Path(__file__).parents[1] / "tests" / "events"
PUBLISHED = "2018-02-21"
JOINT = {"CONSULT", "AGREE", "COOPERATE", "SUPPORT", "ASSAULT"}
"""Types whose second party may stand beside the first."""


def table(name: str) -> list[list[str]]:
    """The rows of a table, one list of cells each; comments and empty lines left out."""
    lines = (TABLES / name).read_text(encoding="utf-8").splitlines()
    return [[c.strip() for c in line.split("|")] for line in lines if line.strip() and not line.startswith("#")]


def names(report: Report, ids: list[str]) -> str:
    """All that the report calls these actors, in small letters."""
    said = [a.name for a in report.actors if a.id in ids]
    return " ".join([*said, *(m.text for m in report.mentions if m.actor in ids)]).lower()


def with_type(row: list[str], report: Report) -> list[Event]:
    """The events of a type that the row allows."""
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


def figures(coder: Coder) -> dict[str, float]:
    """Shares of the cases that are right, and of the other worlds' sentences that give an event."""
    rows = table("cases.psv")
    right = [judged(row, coder.code_text(row[0], published=PUBLISHED)) for row in rows]
    friends = table("false_friends.psv")
    wrong = sum(bool(coder.code_text(text, published=PUBLISHED).events) for _, text in friends)
    batches = {
        f"other_worlds.batch_{b}": [text for n, _, text in table("other_worlds.psv") if n == b] for b in ("1", "2")
    }
    fresh = {
        name: sum(bool(coder.code_text(text, published=PUBLISHED).events) for text in texts) / len(texts)
        for name, texts in batches.items()
    }
    return fresh | {
        "cases.rows": float(len(rows)),
        "cases.type": sum(r[0] for r in right) / len(rows),
        "cases.status": sum(r[1] for r in right) / len(rows),
        "cases.parties": sum(r[2] for r in right) / len(rows),
        "false_friends.rows": float(len(friends)),
        "false_friends.events": wrong / len(friends),
    }
