"""The rows whose status and mode a reader told: known words only, and articles of one part alone."""

from __future__ import annotations

from typing import get_args

from onrecord.events.ontology import types
from onrecord.record import Status
from training.event_status import told


def test_rows_are_told_in_known_words() -> None:
    rows = told()
    assert len(rows) > 700
    for t in rows:
        assert t.part in ("learn", "held")
        assert t.verdict in ("event", "other", "none")
        assert set(t.statuses) <= set(get_args(Status))
        assert bool(t.statuses) == (t.verdict != "none")
        assert set(t.modes) <= {"-", *types()[t.type].modes}


def test_no_article_is_in_both_parts() -> None:
    assert not {t.article for t in told("learn")} & {t.article for t in told("held")}
