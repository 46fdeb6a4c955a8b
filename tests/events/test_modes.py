"""Every PLOVER mode in a sentence that tells it: reached, and right."""

from __future__ import annotations

import pytest

from bench.event_cases import PUBLISHED, table
from onrecord.events.ontology import types
from onrecord.pipeline import Coder


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


ROWS = table("modes.psv")


def test_every_mode_has_a_sentence() -> None:
    assert {(row[1], row[2]) for row in ROWS} == {(name, mode) for name, t in types().items() for mode in t.modes}


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_mode(coder: Coder, row: list[str]) -> None:
    found = {(e.type, e.mode) for e in coder.code_text(row[0], published=PUBLISHED).events}
    assert (row[1], row[2]) in found
