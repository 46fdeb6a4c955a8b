"""What is counted as reports come in is what the plain queries count, also after reports were coded again or left."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bench.desk import reports
from onrecord.record import Report
from onrecord.store import Store
from onrecord.store.activity import NEWEST, active_actors, active_pairs
from onrecord.store.filters import Filters
from onrecord.store.listing import listing
from onrecord.store.network import Network, network
from onrecord.store.panel import panel, panel_rows, size
from onrecord.store.points import located, points
from onrecord.store.reader import Reader, Row
from onrecord.store.schema import migrations
from onrecord.store.timeline import timeline

# Every event and statement, but not by what is counted already.
PLAIN = Filters(confidence=0.0)

COUNTED = {
    "names": (
        "SELECT key, events, statements FROM names",
        "SELECT n.key, (SELECT count(DISTINCT i.passage) FROM parties i WHERE i.name = n.key AND i.side IN (0, 1)),"
        " (SELECT count(DISTINCT i.passage) FROM parties i JOIN passages w ON w.key = i.passage"
        "  WHERE i.name = n.key AND i.side IN (2, 3) AND w.kind = 'statement') FROM names n",
    ),
    "bearers": (
        "SELECT name, country, n, events, statements FROM bearers",
        "SELECT i.name, i.country, count(*), count(DISTINCT iif(i.side < 2, i.passage, NULL)),"
        " count(DISTINCT iif(w.kind = 'statement', i.passage, NULL))"
        " FROM parties i JOIN passages w ON w.key = i.passage GROUP BY 1, 2",
    ),
    "article_actors": (
        "SELECT article, id, name, country, named, events, statements FROM article_actors",
        "SELECT x.article, x.id, n.key, coalesce(x.country, ''), x.country IS NOT NULL OR EXISTS"
        "  (SELECT 1 FROM mentions m WHERE m.article = x.article AND m.actor = x.id AND m.kind = 'name'),"
        " (SELECT count(DISTINCT i.event) FROM event_actors i WHERE i.article = x.article AND i.actor = x.id),"
        " (SELECT count(*) FROM statements s WHERE s.article = x.article AND s.speaker = x.id)"
        " FROM actors x JOIN names n ON n.name = x.name",
    ),
    "pairs": (
        "SELECT * FROM pairs",
        "SELECT i.name, j.name, i.country, j.country, count(*), coalesce(min(nullif(w.day, '')), ''), max(w.day)"
        " FROM passages w JOIN parties i ON i.passage = w.key AND i.side = 0"
        " JOIN parties j ON j.passage = w.key AND j.side = 1 GROUP BY 1, 2, 3, 4",
    ),
    "dyads": (
        "SELECT key, article, named FROM dyads",
        "SELECT w.key, w.article, min(x.named) AND min(y.named) FROM passages w"
        " JOIN event_actors i ON i.article = w.article AND i.event = w.id AND i.side = 'actor'"
        " JOIN event_actors j ON j.article = w.article AND j.event = w.id AND j.side = 'recipient'"
        " JOIN article_actors x ON x.article = w.article AND x.id = i.actor"
        " JOIN article_actors y ON y.article = w.article AND y.id = j.actor WHERE w.kind = 'event' GROUP BY 1",
    ),
    "event_places": (
        "SELECT * FROM event_places",
        "SELECT coalesce(place, ''), lat, lon, coalesce(place_country, ''), coalesce(feature, ''), count(*)"
        " FROM passages WHERE kind = 'event' AND lat IS NOT NULL GROUP BY 1, 2, 3, 4, 5",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eighty reports, of which some were coded again with other parties, days and places, and some left."""
    found = tmp_path_factory.mktemp("counted") / "c.db"
    made = list(reports(80))
    for report in made:
        for n, actor in enumerate(report.actors):
            actor.country = None if n % 3 == 0 else actor.country  # some of no country, who are not named either
        named = {actor.id for actor in report.actors[:2]}
        for mention in report.mentions:
            mention.kind = "name" if mention.actor in named else "nominal"
        for event in report.events[:2]:
            event.date = None
    with Store(found) as store:
        for report in made:
            store.put(report)
        for report, other in zip(made[:20], made[20:40], strict=True):
            other.id = report.id  # another text takes its place
            store.put(other)
        for report in made[40:50]:
            store.put(_without(report))
        store.connection.execute("DELETE FROM articles WHERE id IN ('g60', 'g61', 'g5')")
    return found


def _without(report: Report) -> Report:
    """The report with fewer events, and without a day."""
    report.events = report.events[5:]
    report.source.published = None
    return report


@pytest.mark.parametrize("table", COUNTED)
def test_a_table_holds_what_the_plain_query_counts(path: Path, table: str) -> None:
    kept, plain = COUNTED[table]
    with Reader(path) as reader:
        found = sorted(reader.tuples(kept))
        assert found == sorted(reader.tuples(plain))
        assert len(found) > 50


def test_a_newer_store_counts_as_one_that_was_brought_up_to_date(path: Path, tmp_path: Path) -> None:
    """The counts of the migration are those of the triggers."""
    scripts = migrations()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("onrecord.store.schema.migrations", lambda: scripts[:9])
        with Store(tmp_path / "old.db") as store:
            for report in reports(30):
                store.put(report)
    with Store(tmp_path / "old.db") as old, Store(tmp_path / "new.db") as new:
        for report in reports(30):
            new.put(report)
        for table in ("names", "bearers", "article_actors", "pairs", "dyads", "event_places"):
            query = f"SELECT * FROM {table}"
            assert set(old.connection.execute(query)) == set(new.connection.execute(query)) != set(), table
        lists = "SELECT key, actors, recipients, actor_countries, recipient_countries, sectors FROM passages"
        sides = [
            {(key, *(frozenset(map(str, json.loads(f"[{listed[:-1]}]"))) for listed in row))
             for key, *row in store.connection.execute(lists)}
            for store in (old, new)
        ]  # fmt: skip
        assert sides[0] == sides[1]


def _drawn(found: Network) -> tuple[list[Row], list[Row], dict[str, int]]:
    return found.nodes, found.edges, found.left_out


@pytest.mark.parametrize("layer", ["events", "statements", "both"])
@pytest.mark.parametrize("limit", [7, 60])
def test_the_network_of_everything(path: Path, layer: str, limit: int) -> None:
    with Reader(path) as reader:
        fast = _drawn(network(reader, layer, Filters(), limit))  # type: ignore[arg-type]
        assert fast == _drawn(network(reader, layer, PLAIN, limit))  # type: ignore[arg-type]
        assert fast[1]
        once = _drawn(network(reader, layer, Filters(told="once"), limit))  # type: ignore[arg-type]
        assert once == _drawn(network(reader, layer, replace(PLAIN, told="once"), limit))  # type: ignore[arg-type]


@pytest.mark.parametrize(("since", "until"), [
    (None, None), ("2021-01-02", "2021-01-03"), ("2021-01-04", "2021-01-04"), ("2020-01-01", "2020-02-01"),
])  # fmt: skip
@pytest.mark.parametrize("unit", ["day", "month"])
def test_the_panel_of_all_pairs(path: Path, since: str | None, until: str | None, unit: str) -> None:
    days = [date.fromisoformat(day) if day else None for day in (since, until)]
    fast, plain = Filters(since=since, until=until), Filters(since=since, until=until, confidence=0.0)
    with Reader(path) as reader:
        over = panel(reader, "dyad", unit, fast, *days)  # type: ignore[arg-type]
        other = panel(reader, "dyad", unit, plain, *days)  # type: ignore[arg-type]
        rows = list(panel_rows(reader, over, fast))
        assert (size(over), over.undated) == (size(other), other.undated)
        assert rows == list(panel_rows(reader, other, plain))
        assert len(rows) == size(over)
        # Page by page it is the same.
        paged: list[Row] = []
        after = None
        while page := list(panel_rows(reader, over, fast, after, 7)):
            paged += page
            names = [page[-1][name] for name in ("actor", "actor_country", "recipient", "recipient_country")]
            for n in (0, 2):
                names[n + 1] = names[n + 1] if names[n] in over.shared else ""
            after = (*names, page[-1][unit])
            if len(paged) > 100:
                break
        assert paged == rows[: len(paged)]


def test_where_and_when(path: Path) -> None:
    with Reader(path) as reader:
        assert points(reader, "events", Filters()) == points(reader, "events", PLAIN) != []
        assert located(reader, Filters()) == located(reader, PLAIN)
        assert timeline(reader, Filters()) == timeline(reader, PLAIN)


def test_who_is_active(path: Path) -> None:
    with Reader(path) as reader:
        articles = reader.value("SELECT count(*) FROM articles")
        assert articles < NEWEST
        everything = listing(reader, "events", Filters(), 5000).rows
        pairs = active_pairs(reader, 5)
        assert all(pair["events"] > 0 for pair in pairs)
        for pair in pairs:
            one, other = pair["actor_country"], pair["recipient_country"]
            between = Filters(actor=pair["actor"], other=pair["recipient"], actor_country=one, other_country=other,
                              part="actor")  # fmt: skip
            # Where an article does not name both, its events are not counted.
            assert pair["events"] <= len(listing(reader, "events", between, 5000).rows) <= len(everything)
        for actor in active_actors(reader, 5):
            assert actor["articles"] > 0
            assert actor["events"] + actor["statements"] > 0
