"""Whose number is whose: the victims of one deed are not counted with another. All texts are invented."""

from __future__ import annotations

import pytest

from onrecord import Coder

CASES = [
    (
        "Police shot two protesters dead on Monday, hours after rebels killed five soldiers in the north.",
        {"shot": [2.0], "killed": [5.0]},
    ),
    (
        "Gunmen attacked a convoy in Tol on Friday, a week after an ambush that killed 14 soldiers.",
        {"attacked": [], "killed": [14.0]},
    ),
    ("Rebels attacked a village on Friday and killed nine civilians.", {"attacked": [9.0]}),
    ("A bomb exploded at a market in Tol on Friday, killing nine civilians.", {"exploded": [9.0]}),
]


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_numbers_stay_with_their_deed(coder: Coder, text: str, expected: dict[str, list[float]]) -> None:
    report = coder.code_text(text, published="2024-03-14")
    values = {q.id: q.value for q in report.quantities}
    found = {
        text[start:end]: [values[q] for q in event.quantities]
        for event in report.events
        for start, end in event.trigger[:1]
    }
    assert found == expected
