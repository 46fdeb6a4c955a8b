"""What stands under words that make it no fact is not told as one; what merely stands beside them is."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.event_cases import PUBLISHED
from onrecord.pipeline import Coder


def table() -> list[list[str]]:
    lines = (Path(__file__).parent / "above.psv").read_text(encoding="utf-8").splitlines()
    return [[c.strip() for c in line.split("|")] for line in lines if line.strip() and not line.startswith("#")]


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


@pytest.mark.parametrize(("text", "kind", "status"), table())
def test_the_status_under_the_words_above(coder: Coder, text: str, kind: str, status: str) -> None:
    found = {e.status for e in coder.code_text(text, published=PUBLISHED).events if e.type == kind}
    assert found == (set() if status == "none" else {status})
