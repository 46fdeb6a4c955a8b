"""What is narrowed holds what the reports themselves tell, event by event: lists, counts, networks, panels, maps."""

from __future__ import annotations

import itertools
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from bench.desk import reports
from onrecord.record import Report
from onrecord.store import Store
from onrecord.store.filters import Filters, types_of
from onrecord.store.listing import count, in_order, listing
from onrecord.store.network import network
from onrecord.store.panel import By, panel, panel_rows
from onrecord.store.points import located, points
from onrecord.store.reader import Reader
from onrecord.store.timeline import timeline

Who = tuple[tuple[str, str], ...]  # name and country, '' for none


@dataclass(frozen=True)
class Told:
    """An event as its report has it."""

    article: str
    id: str
    type: str
    status: str
    day: str
    outlet: str | None
    quote: str | None
    confidence: float
    place: str
    actors: Who
    recipients: Who
    sectors: frozenset[str]
    leader: tuple[str, str]  # the event that tells the same first; itself where none does

    @property
    def names(self) -> set[str]:
        return {name for name, _ in (*self.actors, *self.recipients)}

    @property
    def countries(self) -> set[str]:
        return {country for _, country in (*self.actors, *self.recipients)}


def _made(articles: int) -> list[Report]:
    made = list(reports(articles))
    for k, report in enumerate(made):
        for n, actor in enumerate(report.actors):
            actor.country = None if n % 4 == 3 else actor.country
            actor.sectors = [["GOV"], ["MIL", "GOV"], [], ["REB"]][n % 4]
        for n, event in enumerate(report.events):
            event.confidence = 0.3 + 0.1 * n % 0.7
            others = [actor.id for actor in report.actors if actor.id not in (*event.actors, *event.recipients)]
            if n % 3 == 0:
                event.actors = [*event.actors, *others[:1]]  # several on a side
            if n % 4 == 1:
                event.recipients = []
            if n == 9 and k % 2:
                event.date = None
    return made


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Told]]:
    path = tmp_path_factory.mktemp("narrowed") / "n.db"
    made = _made(70)
    with Store(path) as opened:
        for report in made:
            opened.put(report)
        for report, other in zip(made[:10], made[60:], strict=True):
            other.id = report.id  # coded again, with other parties
            opened.put(other)
        opened.connection.execute("DELETE FROM articles WHERE id IN ('g20', 'g21')")
        leaders = {
            (article, id): (first, event)
            for article, id, first, event in opened.connection.execute(
                "SELECT a.id, w.id, b.id, v.id FROM merged m JOIN passages w ON w.key = m.key JOIN articles a"
                " ON a.key = w.article JOIN passages v ON v.key = m.leader JOIN articles b ON b.key = v.article"
            )
        }
        told = []
        for (article,) in opened.connection.execute("SELECT id FROM articles ORDER BY key").fetchall():
            told += _told(opened.get(article) or {}, leaders)
    assert leaders
    return path, told


def _told(report: dict[str, Any], leaders: dict[tuple[str, str], tuple[str, str]]) -> list[Told]:
    actors = {actor["id"]: actor for actor in report["actors"]}
    kinds = {s["id"]: s["kind"] for s in report["statements"]}
    places = {p["id"]: p for p in report["places"]}

    def who(ids: list[str]) -> Who:
        return tuple((actors[id]["name"], actors[id]["country"] or "") for id in ids)

    return [
        Told(
            report["id"], e["id"], e["type"], e["status"],
            (e["date"] or {}).get("earliest") or report["source"]["published"], report["source"]["outlet"],
            kinds.get(e["attributed_to"]), e["confidence"], places[e["place"]]["name"], who(e["actors"]),
            who(e["recipients"]),
            frozenset(s for id in (*e["actors"], *e["recipients"]) for s in actors[id]["sectors"]),
            leaders.get((report["id"], e["id"]), (report["id"], e["id"])),
        )
        for e in report["events"]
    ]  # fmt: skip


CASES: dict[str, tuple[Filters, Callable[[Told], bool]]] = {
    "country": (Filters(country="AAB"), lambda e: "AAB" in e.countries),
    "country that acts": (Filters(country="AAB", part="actor"), lambda e: "AAB" in {c for _, c in e.actors}),
    "country acted on": (Filters(country="AAB", part="recipient"), lambda e: "AAB" in {c for _, c in e.recipients}),
    "two countries": (Filters(country="AAB", other_country="AAC"), lambda e: {"AAB", "AAC"} <= e.countries),
    "one on the other": (
        Filters(country="AAB", other_country="AAC", part="actor"),
        lambda e: "AAB" in {c for _, c in e.actors} and "AAC" in {c for _, c in e.recipients},
    ),
    "sector": (Filters(sector="MIL"), lambda e: "MIL" in e.sectors),
    "part of a sector's name": (Filters(sector="MI"), lambda e: False),
    "sector and status": (
        Filters(sector="REB", status="happened"),
        lambda e: "REB" in e.sectors and e.status == "happened",
    ),
    "type and country": (Filters(type="AID", country="AAC"), lambda e: e.type == "AID" and "AAC" in e.countries),
    "class": (Filters(quad="4"), lambda e: e.type in types_of("4")),
    "quote": (Filters(quote="direct"), lambda e: e.quote == "direct"),
    "confidence": (Filters(confidence=0.65), lambda e: e.confidence >= 0.65),
    "outlet and country": (
        Filters(outlet="Outlet 3", country="AAA"),
        lambda e: e.outlet == "Outlet 3" and "AAA" in e.countries,
    ),
    "days": (Filters(since="2021-01-02", until="2021-01-03"), lambda e: "2021-01-02" <= e.day <= "2021-01-03"),
    "days and sector": (
        Filters(since="2021-01-02", sector="GOV"),
        lambda e: e.day >= "2021-01-02" and "GOV" in e.sectors,
    ),
    "unjudged": (Filters(judged="unjudged"), lambda e: True),
}  # fmt: skip


def _once(events: list[Told]) -> list[Told]:
    """Of those that tell the same the first: of all where it is left, else the one that came in first."""
    kept: dict[tuple[str, str], Told] = {}
    for event in events:  # in the order in which they came in
        if event.leader not in kept or (event.article, event.id) == event.leader:
            kept[event.leader] = event
    return [event for event in events if kept[event.leader] == event]


NARROWED = [
    pytest.param(case, told, id=f"{case}{', once' if told else ''}") for case in CASES for told in (None, "once")
]


def _expected(store: tuple[Path, list[Told]], case: str, told: str | None) -> tuple[Filters, list[Told]]:
    filters, holds = CASES[case]
    events = [event for event in store[1] if holds(event)]
    return replace(filters, told=told), _once(events) if told else events


@pytest.mark.parametrize(("case", "told"), NARROWED)
def test_lists_and_counts(store: tuple[Path, list[Told]], case: str, told: str | None) -> None:
    filters, events = _expected(store, case, told)
    with Reader(store[0]) as reader:
        assert count(reader, "events", filters) == len(events)
        rows = listing(reader, "events", filters, 5000).rows
        assert sorted((row["article"], row["id"]) for row in rows) == sorted((e.article, e.id) for e in events)
        assert sum(len(keys.split(",")) for keys in in_order(reader, "events", filters)) == len(events)
        assert located(reader, filters) == (len(events), len(events))
        assert {row["name"]: row["n"] for row in points(reader, "events", filters)} == Counter(e.place for e in events)
        over_time = timeline(reader, filters, "2021-01-01", "2021-12-31", "day")
        assert sum(Counter(counts).total() for counts in over_time.counts.values()) == len(events)
        days = Counter((e.type, e.day) for e in events)
        assert {(t, day): n for t, counts in over_time.counts.items() for day, n in counts.items()} == days


def _bearer(who: tuple[str, str], shared: set[str]) -> tuple[str, str]:
    return who[0], who[1] if who[0] in shared else ""


@pytest.mark.parametrize(("case", "told"), NARROWED)
def test_networks(store: tuple[Path, list[Told]], case: str, told: str | None) -> None:
    filters, events = _expected(store, case, told)
    with Reader(store[0]) as reader:
        shared = {name for (name,) in reader.tuples("SELECT name FROM shared_names")}
        drawn = network(reader, "events", filters, 500)
        nodes = Counter(b for e in events for b in {_bearer(who, shared) for who in (*e.actors, *e.recipients)})
        assert drawn.left_out["nodes"] == 0
        assert {_of_node(node): node["events"] for node in drawn.nodes} == nodes
        types: dict[Any, Counter[str]] = {}
        for e in events:
            for one, other in itertools.product(*({_bearer(w, shared) for w in s} for s in (e.actors, e.recipients))):
                if one[0] != other[0]:
                    types.setdefault((one, other), Counter())[e.type] += 1
        called = [_of_node(node) for node in drawn.nodes]
        assert {(called[edge["source"]], called[edge["target"]]): edge["types"] for edge in drawn.edges} == types
        assert all(edge["n"] == sum(edge["types"].values()) for edge in drawn.edges)


def _of_node(node: dict[str, Any]) -> tuple[str, str]:
    return node["name"], (node["country"] or "") if node["shared"] else ""


@pytest.mark.parametrize(("case", "told"), NARROWED)
@pytest.mark.parametrize("by", ["dyad", "actor", "country", "country-dyad"])
def test_panels(store: tuple[Path, list[Told]], case: str, told: str | None, by: By) -> None:
    filters, events = _expected(store, case, told)
    with Reader(store[0]) as reader:
        over = panel(reader, by, "day", filters, None, None)
        rows = list(panel_rows(reader, over, filters))
        assert list(panel_rows(reader, over, filters, None, 30)) == rows[:30]
    counted = Counter((unit, e.day) for e in events for unit in _units(by, e, over.shared))
    names = over.columns[: over.columns.index("day")]
    shared = over.shared
    found = {(_unit(by, [row[name] for name in names], shared), row["day"]): row["events"] for row in rows}
    assert {key: n for key, n in found.items() if n} == counted
    assert len(found) == len(rows) == len({unit for unit, _ in counted}) * len(over.periods)


def _unit(by: By, words: list[str], shared: frozenset[str]) -> tuple[str, ...]:
    """Without the country where the name tells all."""
    if by not in ("dyad", "actor"):
        return tuple(words)
    return tuple(
        word if n % 2 == 0 or words[n - 1] in shared else "" for n, word in enumerate(words)
    )  # fmt: skip


def _units(by: By, e: Told, shared: frozenset[str]) -> set[tuple[str, ...]]:
    ones, others = ({_bearer(who, set(shared)) for who in side} for side in (e.actors, e.recipients))
    states = [{country for _, country in side if country} for side in (e.actors, e.recipients)]
    if by == "dyad":
        return {(*one, *other) for one in ones for other in others if one[0] != other[0]}
    if by == "actor":
        return set(ones)
    return {(one,) for one in states[0]} if by == "country" else set(itertools.product(*states))


# Filters, what a statement of a report must be, what an article must have.
OTHERS: list[tuple[Filters, Callable[[dict[str, Any], dict[str, Any]], bool], Callable[[dict[str, Any]], bool]]] = [
    (
        Filters(country="AAB"),
        lambda r, s: _actor(r, s["speaker"])["country"] == "AAB",
        lambda r: any(a["country"] == "AAB" for a in r["actors"]),
    ),
    (
        Filters(sector="MIL"),
        lambda r, s: "MIL" in _actor(r, s["speaker"])["sectors"],
        lambda r: any("MIL" in a["sectors"] for a in r["actors"]),
    ),
    (
        Filters(type="AID", status="denied"),
        lambda r, s: all(
            any(e["attributed_to"] == s["id"] and e[facet] == value for e in r["events"])
            for facet, value in (("type", "AID"), ("status", "denied"))
        ),
        lambda r: {"AID"} <= {e["type"] for e in r["events"]} and {"denied"} <= {e["status"] for e in r["events"]},
    ),
    (
        Filters(quad="4", told="once"),
        lambda r, s: any(e["attributed_to"] == s["id"] and e["type"] in types_of("4") for e in r["events"]),
        lambda r: any(e["type"] in types_of("4") for e in r["events"]),
    ),
    (
        Filters(quote="direct", box="0,-180,60,0"),
        lambda r, s: (
            s["kind"] == "direct"
            and any(_within(p) for p in r["places"] if any(a <= p["start"] and p["end"] <= b for a, b in s["content"]))
        ),
        lambda r: any(s["kind"] == "direct" for s in r["statements"]) and any(map(_within, r["places"])),
    ),
]


def _actor(report: dict[str, Any], id: str) -> dict[str, Any]:
    found: dict[str, Any] = next(actor for actor in report["actors"] if actor["id"] == id)
    return found


def _within(place: dict[str, Any]) -> bool:
    inside: bool = 0 <= place["lat"] <= 60 and -180 <= place["lon"] <= 0
    return inside


@pytest.mark.parametrize(("filters", "said", "has"), OTHERS)
def test_statements_and_articles(
    store: tuple[Path, list[Told]], filters: Filters, said: Callable[..., bool], has: Callable[..., bool]
) -> None:
    with Store(store[0]) as opened:
        held = [opened.get(article.id) or {} for article in opened.articles()]
    with Reader(store[0]) as reader:
        statements = {(r["id"], s["id"]) for r in held for s in r["statements"] if said(r, s)}
        rows = listing(reader, "statements", filters, 5000).rows
        assert {(row["article"], row["id"]) for row in rows} == statements
        assert count(reader, "statements", filters) == len(statements) == len(rows)
        articles = {r["id"] for r in held if has(r)}
        assert {row["article"] for row in listing(reader, "articles", filters, 5000).rows} == articles
        assert count(reader, "articles", filters) == len(articles)
        assert len(articles) > 0
        nodes = network(reader, "statements", filters, 500)
        assert max((node["n"] for node in nodes.nodes), default=0) <= len(statements)


@pytest.mark.parametrize("filters", [case[0] for case in OTHERS] + [Filters(), Filters(quote="indirect")])
def test_networks_of_statements(store: tuple[Path, list[Told]], filters: Filters) -> None:
    """Who speaks of whom: by the words of a statement in which another is named."""
    said = {case: holds for case, holds, _ in OTHERS}.get(filters, lambda r, s: filters.quote in (None, s["kind"]))
    with Store(store[0]) as opened:
        held = [opened.get(article.id) or {} for article in opened.articles()]
    with Reader(store[0]) as reader:
        shared = {name for (name,) in reader.tuples("SELECT name FROM shared_names")}
        drawn = network(reader, "statements", filters, 500)
    nodes: Counter[tuple[str, str]] = Counter()
    days: dict[Any, list[str]] = {}
    for report in held:
        for statement in report["statements"]:
            if not said(report, statement):
                continue
            named = {
                mention["actor"] for mention in report["mentions"]
                if any(a <= mention["start"] and mention["end"] <= b for a, b in statement["content"])
            }  # fmt: skip
            speaker, *others = (
                _bearer((one["name"], one["country"] or ""), shared)
                for one in (_actor(report, id) for id in (statement["speaker"], *sorted(named)))
            )
            nodes.update({speaker, *others})
            for other in {*others}:
                if speaker[0] != other[0]:
                    days.setdefault((speaker, other), []).append(statement["date"])
    assert {_of_node(node): node["statements"] for node in drawn.nodes} == nodes
    called = [_of_node(node) for node in drawn.nodes]
    edges = {(called[e["source"]], called[e["target"]]): (e["n"], e["first"], e["last"]) for e in drawn.edges}
    assert edges == {pair: (len(told), min(told), max(told)) for pair, told in days.items()}
    assert edges or filters.type or filters.box  # which leave few


def test_a_country_that_is_written_like_the_lists_themselves(tmp_path: Path) -> None:
    """Whoever writes a store may call a country anything; who acts on whom stays what it is."""
    (report,) = reports(1)
    odd = ('X"],[7,"Y', "tab\there", "line\nthere", "back\\")
    for n, actor in enumerate(report.actors):
        actor.country = odd[n % 4]
    with Store(tmp_path / "odd.db") as opened:
        opened.put(report)
    with Reader(tmp_path / "odd.db") as reader:
        everything, narrowed = (network(reader, "events", Filters(told=told)) for told in (None, "once"))
        assert everything.nodes == narrowed.nodes
        assert [{**edge, "types": None} for edge in everything.edges] == [
            {**edge, "types": None} for edge in narrowed.edges
        ]


def test_lists_beside_a_record_are_those_of_its_parties(store: tuple[Path, list[Told]]) -> None:
    """Also after an article was coded again; in any order."""
    with Reader(store[0]) as reader:
        parties: dict[int, dict[str, set[Any]]] = {}
        for key, kind, side, name, country in reader.tuples(
            "SELECT w.key, w.kind, i.side, i.name, i.country FROM passages w JOIN parties i ON i.passage = w.key"
        ):
            if (kind, side) != ("event", 2):  # on whose word an event is told
                mine = parties.setdefault(key, {"actors": set(), "recipients": set()})
                mine["recipients" if side % 2 else "actors"].add((name, country))
        for key, *lists in reader.tuples(
            "SELECT key, actors, recipients, actor_countries, recipient_countries FROM passages"
        ):
            told = [json.loads(f"[{listed[:-1]}]") for listed in lists]
            for side, who, where in zip(("actors", "recipients"), told[:2], told[2:], strict=True):
                expected = parties.get(key, {}).get(side, set())
                assert {tuple(one) for one in who} == expected
                assert sorted(where) == sorted({country for _, country in expected if country})
