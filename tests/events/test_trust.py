"""Confidence of events: a plain deed of named sides is surer than words about it, and nothing sure is lost."""

from __future__ import annotations

import pytest

from onrecord.events import trust
from onrecord.pipeline import Coder
from onrecord.record import Event
from training.event_rows import WORTH, judgements

DAY = "2018-02-21"


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


def event(coder: Coder, text: str, kind: str) -> Event:
    return next(e for e in coder.code_text(text, published=DAY).events if e.type == kind)


@pytest.mark.parametrize(
    ("sure", "unsure", "kind"),
    [
        (
            "Police arrested nine protesters in Tolsk on Monday.",
            "It would take an arrest of every such man in Tolsk to end it, he wrote.",
            "COERCE",
        ),
        (
            "President Mara Brenn met Chancellor Ott in Berlin on Monday.",
            "Whoever met Ott in those years, the essay says, came away thinking of Brenn.",
            "CONSULT",
        ),
        (
            "Senator Dale Okoro criticized President Mara Brenn over the budget.",
            "If he ever criticized Brenn, few in the party would be surprised by that.",
            "ACCUSE",
        ),
    ],
)
def test_a_plain_deed_is_surer(coder: Coder, sure: str, unsure: str, kind: str) -> None:
    """Where the unsure one is given at all."""
    found = [e for e in coder.code_text(unsure, published=DAY).events if e.type == kind]
    assert all(event(coder, sure, kind).confidence > e.confidence for e in found)
    assert event(coder, sure, kind).confidence > 0.7


def test_confidence_is_a_share(coder: Coder) -> None:
    text = "Rebels shelled the town of Tolsk, killing nine people, and Arland's army vowed to strike back."
    assert all(0.01 <= e.confidence <= 0.99 for e in coder.code_text(text, published=DAY).events)


def test_what_the_model_holds_for_nothing_is_not_given(coder: Coder, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Police arrested nine protesters in Tolsk on Monday."
    assert coder.code_text(text, published=DAY).events
    monkeypatch.setattr(trust, "LEAST", 1.0)
    assert not coder.code_text(text, published=DAY).events


def test_without_the_model_the_making_of_the_row_decides(coder: Coder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both sides found by the grammar, one act: the first of a sentence is surer than the next."""
    monkeypatch.setattr(trust, "load", lambda: None)
    text = "Police arrested nine protesters in Tolsk and the mayor condemned the protesters."
    first, second = coder.code_text(text, published=DAY).events
    assert first.confidence > second.confidence >= 0.05


def test_no_article_is_learned_from_and_measured_on() -> None:
    by_part = {part: {j.article for j in judgements(part)} for part in ("train", "dev", "fresh", "dev-again")}
    assert by_part["train"]
    assert not by_part["train"] & (by_part["dev"] | by_part["fresh"])
    assert by_part["dev-again"] <= by_part["dev"]
    assert {j.verdict for j in judgements()} == set(WORTH)
