"""What a store holds, counted: articles, statements by speaker, events by kind, pairs and places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from onrecord.store.store import Store

Count = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Overview:
    """Counts over a whole store; the lists hold the `top` largest, ties in alphabetical order."""

    articles: int
    words: int
    first: str | None
    last: str | None
    records: dict[str, int]
    outlets: list[Count]
    speakers: list[Count]
    events: list[Count]
    statuses: list[Count]
    pairs: list[Count]
    places: list[Count]


def overview(store: Store, top: int = 10) -> Overview:
    """Count what `store` holds. Actors are grouped by name, places by name and country."""

    def rows(query: str, *values: Any) -> list[Any]:
        return store.connection.execute(query, values).fetchall()

    articles, words, first, last = rows(
        "SELECT count(*), coalesce(sum(words), 0), min(published), max(published) FROM articles"
    )[0]
    tables = ("statements", "events", "actors", "mentions", "places", "times", "quantities", "repairs")
    return Overview(
        articles=articles,
        words=words,
        first=first,
        last=last,
        records={table: rows(f"SELECT count(*) FROM {table}")[0][0] for table in tables},
        outlets=rows(
            "SELECT coalesce(outlet, 'unknown'), count(*) FROM articles GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?", top
        ),
        speakers=rows(
            "SELECT a.name, count(*) FROM statements s JOIN actors a ON a.article = s.article AND a.id = s.speaker"
            " GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?",
            top,
        ),
        events=rows("SELECT type, count(*) FROM events GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?", top),
        statuses=rows("SELECT status, count(*) FROM events GROUP BY 1 ORDER BY 2 DESC, 1"),
        pairs=rows(
            "SELECT x.name || ' → ' || y.name || ': ' || e.type, count(*) FROM events e"
            " JOIN event_actors i ON i.article = e.article AND i.event = e.id AND i.side = 'actor'"
            " JOIN event_actors j ON j.article = e.article AND j.event = e.id AND j.side = 'recipient'"
            " JOIN actors x ON x.article = i.article AND x.id = i.actor"
            " JOIN actors y ON y.article = j.article AND y.id = j.actor"
            " WHERE x.name <> y.name GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?",
            top,
        ),
        places=rows(
            "SELECT coalesce(name, text) || iif(feature = 'country' OR country IS NULL, '', ', ' || country),"
            " count(*) FROM places GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?",
            top,
        ),
    )
