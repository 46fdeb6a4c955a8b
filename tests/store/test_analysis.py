"""Networks, timelines, panels and accounts over a few reports whose events can be counted by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from onrecord.record import Actor, Coder, Event, EventDate, Mention, Place, Report, Source, Statement
from onrecord.store import Store
from onrecord.store.accounts import accounts, most_told, story, told_elsewhere
from onrecord.store.activity import active_actors, active_pairs, guises
from onrecord.store.filters import Filters
from onrecord.store.listing import count, listing
from onrecord.store.network import network
from onrecord.store.panel import panel, panel_rows, size
from onrecord.store.points import located
from onrecord.store.reader import Reader
from onrecord.store.timeline import timeline

TEXT = "Velia told Ostmark near Dorsk. Velia said Ostmark had struck Dorsk again and again."

# article, day, event type, who, whom
DEEDS = [
    ("b1", "2020-01-01", "ASSAULT", "Ostmark", "Velia"), ("b2", "2020-01-02", "ASSAULT", "Ostmark", "Velia"),
    ("b3", "2020-01-02", "ASSAULT", "Ostmark", "Nereth"), ("b4", "2020-01-20", "AID", "Velia", "Ostmark"),
    ("b5", "2020-03-05", "AGREE", "Velia", "Ostmark"),
]  # fmt: skip


def told(id: str, day: str, type: str, who: str, whom: str) -> Report:
    def at(word: str) -> tuple[int, int]:
        return TEXT.index(word), TEXT.index(word) + len(word)

    actors = [Actor("a1", who, "country", who[:3].upper(), ["GOV"], None, None, ["m1"]),
              Actor("a2", whom, "country", whom[:3].upper(), ["GOV"], None, None, ["m2"])]  # fmt: skip
    second = TEXT.rindex("Ostmark")
    mentions = [Mention("m1", 0, 5, "Velia", "name", "organization", "a1"),
                Mention("m2", second, second + 7, "Ostmark", "name", "organization", "a2")]  # fmt: skip
    return Report(
        id, Source(published=day, headline=id), TEXT, Coder("1"), sentences=[(0, 30), (31, len(TEXT))],
        mentions=mentions, actors=actors, places=[Place("p1", *at("Dorsk"), "Dorsk", "Dorsk", 1.0, 2.0, "OST", "city")],
        statements=[Statement("s1", "a1", [(31, 36)], [(37, 41)], [(42, len(TEXT))], "indirect", date=day)],
        events=[Event("e1", type, None, [], None, ["a1"], ["a2"], [(53, 59)], 1, EventDate(day, day, day), "p1")],
    )  # fmt: skip


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("store") / "b.db"
    with Store(found) as store:
        for deed in DEEDS:
            report = told(*deed)
            if deed[0] == "b2":
                report.actors[0].role = "Minister"
            store.put(report)
    return found


def test_the_network_counts_who_acts_on_whom_and_who_speaks_of_whom(path: Path) -> None:
    with Reader(path) as reader:
        found = network(reader, "both", Filters())
        drawn = found.edges
        small = network(reader, "events", Filters(), limit=2)
        narrowed = network(reader, "events", Filters(type="AID")).edges
    names = [node["name"] for node in found.nodes]
    assert names == ["Ostmark", "Velia", "Nereth"]
    edges = {(names[e["source"]], names[e["target"]], e["kind"]): e for e in drawn}
    assert {key: e["n"] for key, e in edges.items()} == {
        ("Ostmark", "Velia", "acts"): 2, ("Ostmark", "Nereth", "acts"): 1, ("Velia", "Ostmark", "acts"): 2,
        ("Ostmark", "Velia", "speaks"): 2, ("Ostmark", "Nereth", "speaks"): 1, ("Velia", "Ostmark", "speaks"): 2,
    }  # fmt: skip
    one = edges["Velia", "Ostmark", "acts"]
    assert (one["cooperation"], one["conflict"], one["types"]) == (2, 0, {"AID": 1, "AGREE": 1})
    assert (one["first"], one["last"]) == ("2020-01-20", "2020-03-05")
    assert found.nodes[0] == {"name": "Ostmark", "type": "country", "country": "OST", "code": None, "id": 0, "n": 10,
                              "label": "Ostmark", "shared": False,
                              "events": 5, "statements": 5}  # fmt: skip
    assert len(small.nodes) == 2
    assert small.left_out == {"nodes": 1, "edges": 0}
    assert [(e["source"], e["target"], e["n"]) for e in narrowed] == [(1, 0, 1)]


def test_a_timeline_can_be_asked_for_in_a_unit_and_by_another_thing(path: Path) -> None:
    with Reader(path) as reader:
        months = timeline(reader, Filters(), "2020-01-01", "2020-03-31", "month")
        one = timeline(reader, Filters(), "2020-01-01", "2020-03-31", "month", "none")
        with pytest.raises(ValueError, match="periods"):
            timeline(reader, Filters(), "0001-01-01", "2020-03-31", "day")
    assert months.periods == ["2020-01-01", "2020-02-01", "2020-03-01"]
    assert months.counts["ASSAULT"] == {"2020-01-01": 3}
    assert one.counts == {"all": {"2020-01-01": 4, "2020-03-01": 1}}


def test_a_panel_has_every_unit_in_every_period(path: Path) -> None:
    with Reader(path) as reader:
        months = panel(reader, "dyad", "month", Filters(), None, None)
        units = [unit for some in months.units.from_unit(None) for unit in some]
        rows = list(panel_rows(reader, months, Filters()))
        many = size(months)
    assert months.periods == ["2020-01-01", "2020-02-01", "2020-03-01"]
    assert units == [("Ostmark", "", "Nereth", ""), ("Ostmark", "", "Velia", ""), ("Velia", "", "Ostmark", "")]
    assert many == len(rows) == 9
    assert [list(row) for row in rows] == [list(months.columns)] * 9
    assert [row["events"] for row in rows] == [1, 0, 0, 2, 0, 0, 1, 0, 1]
    assert [row["quad_4"] for row in rows] == [1, 0, 0, 2, 0, 0, 0, 0, 0]
    assert [row["quad_2"] for row in rows] == [0, 0, 0, 0, 0, 0, 1, 0, 0]
    assert rows[6]["intensity"] == 10.0  # PLOVER's AID


@pytest.mark.parametrize("begin", range(10))
def test_a_panel_goes_on_at_any_row(path: Path, begin: int) -> None:
    with Reader(path) as reader:
        months = panel(reader, "dyad", "month", Filters(), None, None)
        rows = list(panel_rows(reader, months, Filters()))
        before = rows[begin - 1] if begin else None
        after = None if before is None else (before["actor"], "", before["recipient"], "", before["month"])
        assert list(panel_rows(reader, months, Filters(), after, 4)) == rows[begin : begin + 4]


@pytest.mark.parametrize(("by", "unit", "units", "periods"), [
    ("actor", "day", 2, 65), ("country", "week", 2, 10), ("country-dyad", "month", 3, 3),
])  # fmt: skip
def test_panels_of_other_units(path: Path, by: str, unit: str, units: int, periods: int) -> None:
    with Reader(path) as reader:
        found = panel(reader, by, unit, Filters(), None, None)  # type: ignore[arg-type]
        rows = list(panel_rows(reader, found, Filters()))
    assert (len(found.units), len(found.periods)) == (units, periods)
    assert sum(row["events"] for row in rows) == 5


def test_a_panel_over_given_days_has_zeros_beyond_the_events(path: Path) -> None:
    with Reader(path) as reader:
        found = panel(reader, "actor", "month", Filters(), date(2019, 12, 1), date(2020, 1, 31))
        rows = list(panel_rows(reader, found, Filters()))
    assert [(row["actor"], row["events"]) for row in rows] == [
        ("Ostmark", 0),
        ("Ostmark", 3),
        ("Velia", 0),
        ("Velia", 1),
    ]


def test_accounts_of_an_event_are_its_tellings_in_other_articles(path: Path) -> None:
    with Reader(path) as reader:
        found = accounts(reader, "b1", "e1")
        back = accounts(reader, "b2", "e1")
        nothing = accounts(reader, "b5", "e1")
        most = most_told(reader, Filters())
        here = told_elsewhere(reader, "b2")
    assert [row["article"] for row in found] == ["b2"]
    assert {"actor named", "recipient named", "place", "words"} <= set(found[0]["shared"])
    assert [(row["article"], row["shared"]) for row in back] == [("b1", found[0]["shared"])]
    assert nothing == []
    assert [(row["article"], row["reports"]) for row in most] == [("b1", 2)]
    assert [(told["event"]["id"], [row["article"] for row in told["accounts"]]) for told in here] == [("e1", ["b1"])]


@pytest.mark.parametrize(("filters", "left"), [
    (Filters(told="once"), ["b5", "b4", "b3", "b1"]),
    (Filters(told="once", type="ASSAULT"), ["b3", "b1"]),
    (Filters(told="once", since="2020-01-02", type="ASSAULT"), ["b3", "b2"]),  # b1, which tells it first, is not left
    (Filters(told="once", actor="Ostmark", other="Velia"), ["b5", "b4", "b1"]),
    (Filters(told="once", country="NER"), ["b3"]),
])  # fmt: skip
def test_an_event_that_two_reports_tell_counts_once(path: Path, filters: Filters, left: list[str]) -> None:
    with Reader(path) as reader:
        rows = listing(reader, "events", filters).rows
        assert [row["article"] for row in rows] == left
        assert count(reader, "events", filters) == len(left)
        assert sum(
            sum(by.values()) for by in timeline(reader, filters, "2020-01-01", "2020-12-31").counts.values()
        ) == len(left)
        assert located(reader, filters)[1] == len(left)
        whole = panel(reader, "actor", "month", filters, date(2020, 1, 1), date(2020, 12, 31))
        assert sum(row["events"] for row in panel_rows(reader, whole, filters)) == len(left)
        assert sum(edge["n"] for edge in network(reader, "events", filters).edges) == len(left)


def test_a_story_is_told_by_articles_of_those_days_with_the_same_names(path: Path) -> None:
    with Reader(path) as reader:
        found = story(reader, "b1")
    assert [(row["article"], row["shared"]) for row in found] == [
        ("b2", ["Dorsk", "Ostmark", "Velia"]), ("b3", ["Dorsk", "Ostmark"])]  # fmt: skip


def test_actors_of_one_name_and_two_countries_are_two(tmp_path: Path) -> None:
    first, second, third = (told(f"n{n}", f"2020-01-0{n}", "ASSAULT", "Ostmark", "Velia") for n in (1, 2, 3))
    for report, name, country in ((first, "the navy", "OST"), (second, "the navy", "KEN"), (third, "the navy", None)):
        report.actors[0].name, report.actors[0].country = name, country
    with Store(tmp_path / "n.db") as store:
        for report in (first, second, third):
            store.put(report)
        with Reader(store.path) as reader:
            drawn = network(reader, "events", Filters())
            edges = drawn.edges
            by_type = network(reader, "events", Filters(words="struck"))
            rows = {
                filters: [
                    (row["actor"], row["actor_country"], row["recipient"], row["recipient_country"])
                    for row in panel_rows(reader, panel(reader, "dyad", "month", filters, None, None), filters)
                ]
                for filters in (Filters(), Filters(words="struck"))
            }
            active = [(row["name"], row["country"], row["events"]) for row in active_actors(reader)]
            pairs = [(row["actor"], row["actor_country"], row["events"]) for row in active_pairs(reader)]
            here = Filters(actor="the navy", actor_country="KEN", other="Velia", part="actor")
            assert [row["article"] for row in listing(reader, "events", here).rows] == ["n2"]
            stateless = Filters(actor="the navy", actor_country="none")
            for kind in ("articles", "events"):
                assert [row["article"] for row in listing(reader, kind, stateless).rows] == ["n3"]  # type: ignore[arg-type]
            whose = guises(reader, "the navy")
        labels = ["Velia", "the navy (no country)", "the navy (KEN)", "the navy (OST)"]
        assert [node["label"] for node in drawn.nodes] == [node["label"] for node in by_type.nodes] == labels
        assert [(e["source"], e["n"]) for e in edges] == [(1, 1), (2, 1), (3, 1)]
        expected = [("the navy", country, "Velia", "VEL") for country in ("", "KEN", "OST")]
        assert list(rows.values()) == [expected, expected]
        assert ("the navy", "KEN", 1) in active
        assert ("the navy", "KEN", 1) in pairs
        assert whose == []
        # One of them leaves: the name is that of one again.
        second.actors[0].country = "OST"
        store.put(second)
        with Reader(store.path) as reader:
            left = network(reader, "events", Filters())
        assert [(node["label"], node["n"]) for node in left.nodes] == [("Velia", 3), ("the navy", 3)]


def test_a_part_a_class_and_a_second_country_narrow(path: Path) -> None:
    with Reader(path) as reader:
        for filters, articles in [
            (Filters(actor="Velia", part="actor"), "b5 b4"),
            (Filters(actor="Velia", part="recipient"), "b2 b1"),
            (Filters(actor="Velia", other="Ostmark", part="recipient"), "b2 b1"),
            (Filters(actor="Velia", other="Ostmark", part="actor"), "b5 b4"),
            (Filters(quad="4"), "b3 b2 b1"),
            (Filters(quad="1", actor="Velia"), "b5"),
            (Filters(country="OST", part="actor"), "b3 b2 b1"),
            (Filters(country="OST", other_country="VEL", part="actor"), "b2 b1"),
            (Filters(country="OST", other_country="VEL"), "b5 b4 b2 b1"),
            (Filters(actor="Ostmark", actor_sector="GOV", part="recipient"), "b5 b4"),
            (Filters(actor="Ostmark", actor_sector="MED"), ""),
            (Filters(actor="Ostmark", actor_role="MINISTER"), "b2"),
            (Filters(actor="Ostmark", other="Velia", actor_role="minister"), "b2"),
            (Filters(actor="Velia", actor_role="minister"), ""),
            (Filters(box="0,1,2,3"), "b5 b4 b3 b2 b1"),
            (Filters(box="3,1,4,3"), ""),
            (Filters(box="0,170,2,-170"), ""),
            (Filters(box="0,-10,2,-20"), "b5 b4 b3 b2 b1"),
        ]:
            found = [row["article"] for row in listing(reader, "events", filters).rows]
            assert (found, count(reader, "events", filters)) == (articles.split(), len(found)), filters
        for box, many in (("0,1,2,3", 5), ("3,1,4,3", 0)):
            assert count(reader, "articles", Filters(box=box)) == many
        spoken = Filters(actor="Ostmark", other="Velia", part="recipient")
        assert {row["speaker"] for row in listing(reader, "statements", spoken).rows} == {"Velia"}
