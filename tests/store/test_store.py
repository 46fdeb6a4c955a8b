"""The record store: whole or not at all, the same again changes nothing, older files come up to date."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from onrecord.record import Report
from onrecord.store import Store, StoreError, overview
from onrecord.store.schema import APPLICATION_ID, migrations
from tests.conftest import make_report


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "desk.db")


def counts(store: Store) -> dict[str, int]:
    names = [
        row[0]
        for row in store.connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'article_words%' ORDER BY name"
        )
    ]
    return {name: store.connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names}


def test_a_report_comes_back_as_it_was_put_in(store: Store, report: Report) -> None:
    assert store.put(report) == "added"
    plain = store.get("r1")
    assert plain is not None
    assert Report.from_dict(plain) == report
    assert store.get("r2") is None


def test_every_record_has_its_row(store: Store, report: Report) -> None:
    store.put(report)
    expected = {
        "articles": 1, "repairs": 1, "sentences": 2, "mentions": 4, "actors": 2, "actor_sectors": 3, "places": 2,
        "times": 1, "quantities": 1, "statements": 2, "statement_spans": 6, "statement_addressees": 0, "events": 1,
        "event_contexts": 1, "event_actors": 1, "event_quantities": 1, "event_spans": 1,
    }  # fmt: skip
    assert {name: n for name, n in counts(store).items() if name in expected} == expected


def test_the_same_report_again_changes_nothing(store: Store, report: Report) -> None:
    store.put(report)
    before = list(store.connection.iterdump())
    assert store.put(make_report()) == "unchanged"
    assert list(store.connection.iterdump()) == before


def test_a_changed_report_takes_the_place_of_the_old_one(store: Store, report: Report) -> None:
    store.put(report)
    report.events = []
    assert store.put(report) == "updated"
    assert counts(store)["articles"] == 1
    assert counts(store)["events"] == 0
    assert counts(store)["event_actors"] == 0


def test_a_report_that_contradicts_itself_is_not_stored_at_all(store: Store, report: Report) -> None:
    store.put(report)
    before = list(store.connection.iterdump())
    bad = make_report()
    bad.events[0].actors = ["a99"]
    with pytest.raises(StoreError, match="r1"):
        store.put(bad)
    other = make_report("r2")
    other.statements[0].within = "s99"
    with pytest.raises(StoreError, match="r2"):
        store.put(other)
    assert list(store.connection.iterdump()) == before


def test_a_statement_may_lie_within_a_later_one(store: Store, report: Report) -> None:
    report.statements[0].within = "s2"
    assert store.put(report) == "added"


def test_full_text_search_follows_the_articles(store: Store, report: Report) -> None:
    store.put(report)
    assert store.search("gunmen briefing") == ["r1"]
    assert store.search('gunmen" OR "x') == []
    assert store.search("") == []
    report.text += " Nobody fled."
    report.source.headline = "Killing in a street"
    store.put(report)
    assert store.search("twelve") == []
    assert store.search("street fled") == ["r1"]


def test_settings_of_the_file(store: Store) -> None:
    def pragma(name: str) -> object:
        return store.connection.execute(f"PRAGMA {name}").fetchone()[0]

    assert pragma("journal_mode") == "wal"
    assert pragma("foreign_keys") == 1
    assert pragma("user_version") == len(migrations())
    assert pragma("application_id") == APPLICATION_ID
    assert store.connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_opening_again_keeps_what_is_there(tmp_path: Path, report: Report) -> None:
    with Store(tmp_path / "desk.db") as store:
        store.put(report)
    with Store(tmp_path / "desk.db") as store:
        assert [a.id for a in store.articles()] == ["r1"]


def test_a_file_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE theirs (x)")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="not a record store"):
        Store(path)
    assert path.read_bytes() == before


def test_a_store_of_a_newer_onrecord_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    Store(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {len(migrations()) + 1}")
    with pytest.raises(StoreError, match="newer"):
        Store(path)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("not a database, only a long enough line of text to be taken for a header\n" * 50)
    with pytest.raises(StoreError, match=r"notes\.txt"):
        Store(path)


def test_overview_counts(store: Store) -> None:
    for name in ("r1", "r2"):
        store.put(make_report(name))
    found = overview(store)
    assert found.articles == 2
    assert (found.first, found.last) == ("2018-01-21", "2018-01-21")
    assert found.speakers == [("Idris Welan", 4)]
    assert found.events == [("ASSAULT", 2)]
    assert found.places == [("Kabul, AFG", 4)]
    assert found.records["statements"] == 4
    json.dumps(found.outlets)


def test_overview_pairs_nobody_with_himself(store: Store) -> None:
    report = make_report("r1")
    signed = report.events[0]
    signed.actors = signed.recipients = [actor.id for actor in report.actors[:2]]
    store.put(report)
    sides = [name.split(": ")[0].split(" → ") for name, _ in overview(store).pairs]
    assert sides
    assert all(one != other for one, other in sides)


def test_two_connections_write_in_turn(tmp_path: Path) -> None:
    with Store(tmp_path / "desk.db") as one, Store(tmp_path / "desk.db") as two:
        one.put(make_report("r1"))
        two.put(make_report("r2"))
        assert one.put(make_report("r2")) == "unchanged"
        assert [a.id for a in two.articles()] == ["r1", "r2"]
