"""A denied deed is never told as one that happened; a headline's victims are never told as the doers."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.pipeline import Coder
from onrecord.record import Report

HERE = Path(__file__).parent


def table(name: str) -> list[list[str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [[c.strip() for c in line.split("|")] for line in lines if line.strip() and not line.startswith("#")]


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


def names(report: Report, ids: list[str]) -> str:
    said = [a.name for a in report.actors if a.id in ids]
    return " ".join([*said, *(m.text for m in report.mentions if m.actor in ids)]).lower()


@pytest.mark.parametrize(("text", "kind", "status"), table("denied.psv"))
def test_the_status_of_a_denied_deed(coder: Coder, text: str, kind: str, status: str) -> None:
    found = [e for e in coder.code_text(text, published="2018-02-21").events if e.type == kind]
    assert found
    assert {e.status for e in found} == {status}


@pytest.mark.parametrize(("text", "kind", "actor", "recipient"), table("headlines.psv"))
def test_who_suffers_in_a_headline(coder: Coder, text: str, kind: str, actor: str, recipient: str) -> None:
    report = coder.code_text(text, published="2018-02-21")
    event = next(e for e in report.events if e.type == kind)
    assert (actor in names(report, event.actors)) if actor != "-" else not event.actors
    assert recipient == "-" or recipient in names(report, event.recipients)


def test_a_denial_is_a_statement_and_no_event(coder: Coder) -> None:
    """CAMEO 016 (denies having done an act) has no PLOVER type; what is denied is told as such."""
    report = coder.code_text("The army denied that its soldiers had shelled the village.", published="2018-02-21")
    assert [(e.type, e.status) for e in report.events] == [("ASSAULT", "denied")]
