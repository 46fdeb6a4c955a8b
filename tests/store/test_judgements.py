"""An analyst's word on a record outlives the record: kept, taken back, tied again after coding anew, or orphaned."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import pytest

from onrecord.record import Event, Report
from onrecord.store import Store
from onrecord.store.filters import Filters
from onrecord.store.judgements import JudgementError, amend, counts, judge, judgements, undo
from onrecord.store.listing import listing
from onrecord.store.reader import Reader
from tests.conftest import TEXT, make_report, span


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(tmp_path / "desk.db")
    store.put(make_report())
    return store


def recoded(report: Report) -> Report:
    """The same text, coded by a later version."""
    report.coder.version = "9.9"
    return report


def active(store: Store, record: str | None = None) -> list[tuple[str, str | None]]:
    with Reader(store.path) as reader:
        found, _ = judgements(reader, record=record, active=True)
    return [(j.verdict, j.record) for j in found]


def test_the_newest_word_counts_and_undo_brings_back_the_one_before(store: Store) -> None:
    first = judge(store.connection, "r1", "e1", "confirm", "seen it")
    second = judge(store.connection, "r1", "e1", "reject")
    assert active(store, "e1") == [("reject", "e1")]
    again = undo(store.connection, second.id)
    assert again is not None
    assert again.id == first.id
    assert again.note == "seen it"
    assert undo(store.connection, first.id) is None
    assert active(store) == []
    with pytest.raises(LookupError):
        undo(store.connection, first.id)


def test_a_judgement_holds_what_was_judged(store: Store) -> None:
    found = judge(store.connection, "r1", "e1", "correct", correction={"type": "COERCE"}, judge="me", made="2026-01-01")
    assert (found.kind, found.type, found.words, found.spans) == ("event", "ASSAULT", "killed", [span("killed")])
    assert found.was["actors"] == ["gunmen"]
    assert (found.judge, found.made, found.coder) == ("me", "2026-01-01", "0.0.0")
    assert amend(store.connection, found.id, "confirm", "after all", None).verdict == "confirm"


@pytest.mark.parametrize(("record", "verdict", "correction", "error"), [
    ("e9", "confirm", None, LookupError), ("e1", "correct", None, JudgementError),
    ("e1", "confirm", {"type": "AID"}, JudgementError), ("e1", "correct", {"lat": 1.0}, JudgementError),
    ("p1", "correct", {"type": "x"}, JudgementError), ("e1", "correct", {}, JudgementError),
])  # fmt: skip
def test_what_can_not_be_said_is_refused(
    store: Store, record: str, verdict: str, correction: dict[str, object] | None, error: type[Exception]
) -> None:
    with pytest.raises(error):
        judge(store.connection, "r1", record, verdict, correction=correction)  # type: ignore[arg-type]
    assert active(store) == []


@pytest.mark.parametrize("record", ["e1", "s1", "s2", "a1", "a2", "p1", "p2", "t1", "q1", "m1", "m4"])
def test_every_kind_of_record_keeps_its_judgement_under_another_id(store: Store, record: str) -> None:
    judge(store.connection, "r1", record, "confirm")
    report = recoded(make_report())
    new = f"{record[0]}77"
    plain = report.to_dict()
    renamed = Report.from_dict(_renamed(plain, record, new))
    assert store.put(renamed) == "updated"
    assert active(store) == [("confirm", new)]


def _renamed(value: object, old: str, new: str) -> dict[str, object]:
    if isinstance(value, dict):
        return {key: _renamed(item, old, new) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_renamed(item, old, new) for item in value]  # type: ignore[return-value]
    return new if value == old else value  # type: ignore[return-value]


def test_a_record_that_is_gone_leaves_an_orphan_and_comes_back(store: Store) -> None:
    judge(store.connection, "r1", "e1", "confirm", "a note")
    without = recoded(make_report())
    without.events = []
    store.put(without)
    assert active(store) == [("confirm", None)]
    with Reader(store.path) as reader:
        assert counts(reader)["orphaned"] == 1
        assert [j.note for j in judgements(reader, state="orphaned")[0]] == ["a note"]
    store.put(make_report())
    assert active(store) == [("confirm", "e1")]


def test_another_type_is_another_record_unless_it_is_what_was_asked_for(store: Store) -> None:
    judge(store.connection, "r1", "e1", "reject")
    other = recoded(make_report())
    other.events[0].type = "COERCE"
    store.put(other)
    assert active(store) == [("reject", None)]
    store.put(make_report())
    judge(store.connection, "r1", "e1", "correct", correction={"type": "COERCE"})
    store.put(other)
    assert ("correct", "e1") in active(store)


def test_spans_that_moved_a_little_are_the_same_record(store: Store) -> None:
    judge(store.connection, "r1", "s1", "confirm")
    moved = recoded(make_report())
    start, end = moved.statements[0].content[0]
    moved.statements[0].content = [(start, end - 9)]
    store.put(moved)
    assert active(store) == [("confirm", "s1")]


def _shifted(value: object, by: int) -> object:
    """Every span `by` characters on."""
    if isinstance(value, dict):
        names = ("start", "end", "place_start", "place_end")
        return {k: v + by if k in names and isinstance(v, int) else _shifted(v, by) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [v + by if isinstance(v, int) else _shifted(v, by) for v in value]
    return value


@pytest.mark.parametrize("record", ["q1", "e1", "s2", "a1", "p2"])
def test_a_text_that_moved_is_found_by_its_words(store: Store, record: str) -> None:
    judge(store.connection, "r1", record, "confirm")
    moved = recoded(make_report())
    moved.source.dateline = None
    before = "By our own staff. "
    plain = _shifted({**moved.to_dict(), "text": before + TEXT}, len(before))
    assert isinstance(plain, dict)
    store.put(Report.from_dict(plain))
    assert active(store) == [("confirm", record)]


def test_between_two_events_on_one_word_the_parties_decide(store: Store) -> None:
    report = make_report("r2")
    twin = deepcopy(report.events[0])
    report.events.append(Event(**{**{f: getattr(twin, f) for f in Event.__slots__}, "id": "e2", "actors": ["a1"]}))
    store.put(report)
    judge(store.connection, "r2", "e2", "confirm")
    swapped = recoded(deepcopy(report))
    swapped.events[0].actors, swapped.events[1].actors = ["a1"], ["a2"]
    store.put(swapped)
    assert active(store) == [("confirm", "e1")]


def test_lists_are_narrowed_by_what_was_said(store: Store) -> None:
    judge(store.connection, "r1", "e1", "reject")

    def ids(judged: str) -> list[str]:
        with Reader(store.path) as reader:
            kinds = ("events", "statements", "articles")
            return [
                row.get("id", row["article"]) for k in kinds for row in listing(reader, k, Filters(judged=judged)).rows
            ]

    assert ids("rejected") == ["e1", "r1"]
    assert ids("confirmed") == []
    assert ids("unjudged") == ["s2", "s1"]
