"""Lists, facets and counts of a store: what each choice leaves."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.store import Store
from onrecord.store.activity import active_actors, active_pairs, counterparts, failures, identity, namesakes
from onrecord.store.facets import facets
from onrecord.store.failures import forget_failures, note_failure
from onrecord.store.filters import Filters, Kind, match
from onrecord.store.listing import count, listing
from onrecord.store.points import located, points
from onrecord.store.reader import Reader, Readers, TooSlowError
from onrecord.store.schema import migrations
from onrecord.store.timeline import periods, timeline, unit_for
from tests.conftest import make_report
from tests.serve.conftest import second_report


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("listing") / "a.db"
    with Store(found) as store:
        store.put(make_report("r1"))
        store.put(second_report("r2"))
        store.put(second_report("r3", None))
    return found


@pytest.fixture
def reader(path: Path) -> Iterator[Reader]:
    with Reader(path) as found:
        yield found


# Kind, what is asked for, and the records (article and id) that are left, newest first.
CASES: list[tuple[Kind, Filters, list[str]]] = [
    ("articles", Filters(), ["r2", "r1", "r3"]),
    ("articles", Filters(outlet="Harbour Wire"), ["r1"]),
    ("articles", Filters(words="gunmen kabul"), ["r2", "r1", "r3"]),
    ("articles", Filters(words='"kabul gunmen"'), []),
    ("articles", Filters(type="AID"), ["r2", "r3"]),
    ("articles", Filters(quote="mixed"), ["r2", "r3"]),
    ("articles", Filters(actor="gunmen"), ["r1"]),
    ("articles", Filters(actor="Ostravia", other="Idris Welan"), ["r2", "r3"]),
    ("articles", Filters(country="CZE"), ["r2", "r3"]),
    ("articles", Filters(place="Kabul", until="2018-02-01"), ["r1"]),
    ("articles", Filters(since="2018-03-05", until="2018-03-05"), ["r2"]),
    ("events", Filters(), ["r3 e2", "r2 e2", "r3 e1", "r2 e1", "r1 e1"]),
    ("events", Filters(type="AID"), ["r3 e2", "r2 e2"]),
    ("events", Filters(status="happened", outlet="Harbour Wire"), ["r1 e1"]),
    ("events", Filters(quote="indirect", outlet="Harbour Wire"), ["r1 e1"]),
    ("events", Filters(quote="direct"), []),
    ("events", Filters(actor="Ostravia"), ["r3 e2", "r2 e2"]),
    ("events", Filters(actor="Idris Welan", other="Ostravia"), ["r3 e2", "r2 e2"]),
    ("events", Filters(actor="Idris Welan", other="gunmen"), []),
    ("events", Filters(country="CZE", confidence=0.5), []),
    ("events", Filters(place="Kabul", words="killed"), ["r3 e1", "r2 e1", "r1 e1"]),
    ("events", Filters(since="2018-02-01"), ["r3 e2", "r2 e2"]),
    ("statements", Filters(outlet="Harbour Wire"), ["r1 s2", "r1 s1"]),  # s2 has the day of publication
    ("statements", Filters(quote="mixed"), ["r2 s3", "r3 s3"]),
    ("statements", Filters(type="ASSAULT", outlet="Harbour Wire"), ["r1 s1"]),
    ("statements", Filters(place="Kabul", outlet="Harbour Wire"), ["r1 s1"]),
    ("statements", Filters(actor="Idris Welan", other="gunmen"), ["r1 s1"]),
    ("statements", Filters(words="find them", outlet="Harbour Wire"), ["r1 s2"]),
    ("statements", Filters(confidence=0.85, outlet="Harbour Wire"), ["r1 s1"]),
]


@pytest.mark.parametrize(("kind", "filters", "left"), CASES)
def test_what_each_choice_leaves(reader: Reader, kind: Kind, filters: Filters, left: list[str]) -> None:
    rows = listing(reader, kind, filters).rows
    assert [" ".join([r["article"], r["id"]] if "id" in r else [r["article"]]) for r in rows] == left
    assert count(reader, kind, filters) == len(left)


def test_pages_of_any_length_are_the_list(reader: Reader) -> None:
    kinds: tuple[Kind, ...] = ("articles", "statements", "events")
    for kind in kinds:
        whole = listing(reader, kind, Filters(), 100).rows
        for size in range(1, 5):
            found, after = [], None
            while True:
                page = listing(reader, kind, Filters(), size, after)
                found += page.rows
                after = page.after
                if after is None:
                    break
            assert found == whole


def test_a_facet_is_not_narrowed_by_its_own_choice(reader: Reader) -> None:
    found = facets(reader, "events", Filters(type="AID"))
    assert dict(found["type"]) == {"ASSAULT": 3, "AID": 2}
    assert dict(found["status"]) == {"planned": 2}
    assert dict(found["actor"]) == {"Idris Welan": 2, "Ostravia": 2}
    assert dict(facets(reader, "articles", Filters())["country"]) == {"AFG": 3, "CZE": 2}


@given(st.text())
def test_no_words_are_operators(path: Path, words: str) -> None:
    with Reader(path) as reader:
        listing(reader, "events", Filters(words=words))
    assert match(words).count('"') % 2 == 0


def test_what_is_replaced_is_found_no_more(tmp_path: Path) -> None:
    with Store(tmp_path / "a.db") as store:
        store.put(make_report())
        changed = make_report()
        changed.events, changed.text = [], changed.text + " "
        store.put(changed)
        with Reader(store.path) as reader:
            assert count(reader, "events", Filters(words="killed")) == 0
            assert count(reader, "statements", Filters(words="find")) == 1
        for words in ("statement_words", "event_words"):
            store.connection.execute(f"INSERT INTO {words} ({words}) VALUES ('integrity-check')")


# Tables that follow from others, and the order in which they are compared.
FOLLOWING = ("passages", "names", "parties", "involved", "dyads", "event_days", "event_points", "merged")


def following(store: Store) -> dict[str, set[tuple[object, ...]]]:
    """What those tables hold; passages without their keys, which depend on the way they came in."""
    return {table: set(store.connection.execute(f"SELECT * FROM {table}")) for table in FOLLOWING}


def test_a_store_of_the_first_schema_gets_all_that_follows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scripts = migrations()
    monkeypatch.setattr("onrecord.store.schema.migrations", lambda: scripts[:1])
    monkeypatch.setattr("onrecord.store.store.reattach", lambda *_: None)  # that schema had no judgements
    monkeypatch.setattr("onrecord.store.store.Merger.arrived", lambda *_: None)  # nor merged anything
    monkeypatch.setattr("onrecord.store.store.Store._catch_up", lambda *_: None)
    with Store(tmp_path / "old.db") as store:
        for report in (make_report(), make_report("r2")):
            store.put(report)
    monkeypatch.undo()
    with Store(tmp_path / "old.db") as store, Store(tmp_path / "new.db") as new:
        for report in (make_report(), make_report("r2")):
            new.put(report)
        by_key = "SELECT article, kind, id, day, type, place FROM passages"
        assert set(store.connection.execute(by_key)) == set(new.connection.execute(by_key)) != set()
        for counted in ("event_days", "event_points"):
            assert following(store)[counted] == following(new)[counted] != set()
        for table in ("involved", "dyads", "merged"):
            query = f"SELECT count(*) FROM {table}"
            assert store.connection.execute(query).fetchone() == new.connection.execute(query).fetchone() != (0,) or (
                table == "dyads"
            )


def test_what_follows_goes_with_what_it_follows_from(tmp_path: Path) -> None:
    with Store(tmp_path / "f.db") as store:
        for id in ("r1", "r2", "r3"):
            store.put(make_report(id))
        store.put(second_report("r4"))
        before = {table: len(rows) for table, rows in following(store).items()}
        store.put(second_report("r2"))  # another text takes its place
        store.put(make_report("r2"))  # and the first one comes back
        assert {table: len(rows) for table, rows in following(store).items()} == before
        store.connection.execute("PRAGMA foreign_keys = ON")
        store.connection.execute("DELETE FROM articles")
        assert {name: rows for name, rows in following(store).items() if rows and name != "names"} == {}


def test_a_reader_changes_nothing_and_sees_one_state(path: Path, tmp_path: Path) -> None:
    with Reader(path) as reader, pytest.raises(Exception, match="readonly"):
        reader.rows("DELETE FROM articles")
    with Store(tmp_path / "b.db") as store:
        with Reader(store.path) as reader:
            assert count(reader, "articles", Filters()) == 0
            store.put(make_report())
            assert count(reader, "articles", Filters()) == 0
        with Reader(store.path) as reader:
            assert count(reader, "articles", Filters()) == 1


def test_readers_of_one_connection_see_what_was_written_between_them(tmp_path: Path) -> None:
    path = tmp_path / "e.db"
    with Store(path) as store:
        store.put(make_report("r1"))
        readers = Readers(path)
        with readers.open(10) as first:
            assert count(first, "articles", Filters()) == 1
            store.put(second_report("r2"))
            assert count(first, "events", Filters()) == count(first, "events", Filters())
            assert count(first, "articles", Filters()) == 1  # one state
        with pytest.raises(TooSlowError), readers.open(-1) as second:
            second.rows("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n")
        with readers.open(10) as third:
            assert third.connection is not first.connection  # the one that failed is gone
            assert count(third, "articles", Filters()) == 2
        with readers.open(10) as fourth:
            assert fourth.connection is third.connection
            with pytest.raises(sqlite3.OperationalError, match="readonly"):
                fourth.rows("DELETE FROM articles")


def test_a_reader_stops_in_time(path: Path) -> None:
    with Reader(path, seconds=0.01) as reader, pytest.raises(TooSlowError):
        reader.rows("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n")


def test_who_is_active(reader: Reader) -> None:
    found = [(r["name"], r["events"], r["statements"]) for r in active_actors(reader)]
    assert found == [("Idris Welan", 4, 4), ("Ostravia", 2, 4)]  # gunmen are nobody in particular
    (pair,) = active_pairs(reader)
    assert (pair["actor"], pair["recipient"], pair["events"]) == ("Ostravia", "Idris Welan", 2)
    assert json.loads(pair["types"]) == ["AID"]
    assert counterparts(reader, Filters(actor="Idris Welan")) == [{"name": "Ostravia", "to": 0, "from": 2}]


def test_who_an_actor_is(reader: Reader) -> None:
    who = identity(reader, "Ostravia")
    assert who is not None
    assert who["countries"] == [("CZE", 2)]
    assert who["links"] == {"wikidata": "Q12"}
    assert who["evidence"] == [{"reason": "why", "articles": ["r2", "r3"]}]
    assert identity(reader, "nobody") is None


def test_two_of_one_name_are_told_apart_by_country(tmp_path: Path) -> None:
    here, there = make_report("r1"), make_report("r2")
    there.actors[0].country, there.actors[0].role = "KEN", "runner"
    with Store(tmp_path / "n.db") as store:
        store.put(here)
        store.put(there)
    with Reader(tmp_path / "n.db") as reader:
        name = here.actors[0].name
        found = namesakes(reader, name)
        assert [(one["country"], one["articles"], one["roles"]) for one in found] == [
            ("AFG", 1, ["police spokesman"]), ("KEN", 1, ["runner"])]  # fmt: skip
        assert namesakes(reader, "gunmen") == []
        for kind in ("articles", "statements", "events"):
            alone = listing(reader, kind, Filters(actor=name, actor_country="KEN")).rows  # type: ignore[arg-type]
            both = listing(reader, kind, Filters(actor=name)).rows  # type: ignore[arg-type]
            assert {row["article"] for row in alone} == ({"r2"} if both else set())
        assert count(reader, "statements", Filters(actor=name, actor_country="KEN")) > 0


def test_two_of_one_name_and_country_are_told_apart_by_role(tmp_path: Path) -> None:
    with Store(tmp_path / "t.db") as store:
        for id, role in (("r1", "Senator"), ("r2", "surgeon"), ("r3", "senator"), ("r4", None)):
            report = make_report(id)
            report.actors[0].role = role
            store.put(report)
        name = report.actors[0].name
        with Reader(store.path) as reader:
            who = identity(reader, name)
            assert who is not None
            assert [(one["role"], one["articles"]) for one in who["titles"]] == [("senator", 2), ("surgeon", 1)]
            for role, ids in (("senator", ["r3", "r1"]), ("Surgeon", ["r2"])):
                mine = Filters(actor=name, actor_role=role)
                assert [row["article"] for row in listing(reader, "articles", mine).rows] == ids
                for kind in ("statements", "events"):
                    whole = listing(reader, kind, Filters(actor=name)).rows  # type: ignore[arg-type]
                    left = listing(reader, kind, mine).rows  # type: ignore[arg-type]
                    assert left == [row for row in whole if row["article"] in ids]


def test_where_things_are(reader: Reader) -> None:
    (point,) = points(reader, "events", Filters())
    assert (point["name"], point["country"], point["n"]) == ("Kabul", "AFG", 3)
    assert points(reader, "places", Filters(outlet="Harbour Wire"))[0]["n"] == 1
    assert located(reader, Filters()) == (3, 5)


def test_failures_are_kept_until_their_input_is_coded_again(tmp_path: Path) -> None:
    with Store(tmp_path / "a.db") as store:
        for name in ("in/a.txt", "in/b.jsonl, line 3", "into.txt"):
            note_failure(store, name, "broken", "0")
        note_failure(store, "into.txt", "still broken", "0")
        forget_failures(store, ["in"])
        with Reader(store.path) as reader:
            assert failures(reader) == [{"name": "into.txt", "reason": "still broken", "article": None}]


def test_events_over_time(reader: Reader) -> None:
    found = timeline(reader, Filters())
    assert found.unit == "day"
    assert found.counts == {"AID": {"2018-03-01": 2}, "ASSAULT": {"2018-01-20": 3}}
    assert (found.outside, found.undated) == (0, 0)
    narrow = timeline(reader, Filters(), "2018-02-01", "2018-03-31")
    assert (narrow.counts, narrow.outside) == ({"AID": {"2018-03-01": 2}}, 3)


@given(st.dates(), st.dates())
def test_periods_cover_the_window(one: date, other: date) -> None:
    first, last = sorted((one, other))
    unit = unit_for(first, last)
    found = periods(first, last, unit) if (last - first).days < 40_000 else ["0"]
    if found != ["0"] and first.year > 1:
        assert found == sorted(set(found))
        assert found[0] <= first.isoformat()
        assert found[-1] <= last.isoformat()
