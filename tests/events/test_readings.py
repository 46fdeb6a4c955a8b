"""Readings that once went wrong, each with its neighbours that must stay: type, mode, status, parties."""

from __future__ import annotations

import pytest

from bench.event_cases import PUBLISHED, names, table
from onrecord.pipeline import Coder


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


@pytest.mark.parametrize(("text", "kind", "mode", "status", "actor", "recipient"), table("readings.psv"))
def test_reading(coder: Coder, text: str, kind: str, mode: str, status: str, actor: str, recipient: str) -> None:
    report = coder.code_text(text, published=PUBLISHED)
    if kind.startswith("!"):
        assert kind[1:] not in {e.type for e in report.events}
        return
    found = [e for e in report.events if e.type == kind and (mode in ("-", e.mode)) and (status in ("-", e.status))]
    assert found, [(e.type, e.mode, e.status) for e in report.events]

    def told(ids: list[str], word: str) -> bool:
        return word == "*" or (not ids if word == "-" else word.lower() in names(report, ids))

    assert any(told(e.actors, actor) and told(e.recipients, recipient) for e in found)
