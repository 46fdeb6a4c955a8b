"""What to look for in a store: the words and facets of a search, as parameterised SQL conditions.

Every kind of thing (articles, statements, events) takes every facet: an article has the facet where one of its records
has it, an event has its statement's, a statement those of the events and places told in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["articles", "statements", "events"]

# The day a thing is counted on: that of the event or statement where known, else the day of publication, else ''.
DAY: dict[Kind, str] = {
    "articles": "coalesce(a.published, '')",
    "statements": "coalesce(r.date, a.published, '')",
    "events": "coalesce(r.earliest, a.published, '')",
}
FROM: dict[Kind, str] = {
    "articles": "articles a",
    "statements": "statements r JOIN articles a ON a.key = r.article",
    "events": "events r JOIN articles a ON a.key = r.article",
}

_EVENTS_OF: dict[Kind, str] = {
    "articles": "e.article = a.key",
    "statements": "e.article = r.article AND e.attributed_to = r.id",
    "events": "e.article = r.article AND e.id = r.id",
}
_STATEMENTS_OF: dict[Kind, str] = {
    "articles": "s.article = a.key",
    "statements": "s.article = r.article AND s.id = r.id",
    "events": "s.article = r.article AND s.id = r.attributed_to",
}
_ACTORS_OF: dict[Kind, str] = {
    "articles": "actors x WHERE x.article = a.key",
    "statements": "actors x WHERE x.article = r.article AND x.id = r.speaker",
    "events": "event_actors i JOIN actors x ON x.article = i.article AND x.id = i.actor"
    " WHERE i.article = r.article AND i.event = r.id",
}
_PLACES_OF: dict[Kind, str] = {
    "articles": "places p WHERE p.article = a.key",
    "statements": "places p JOIN statement_spans c ON c.article = p.article AND c.part = 'content'"
    " AND p.start >= c.start AND p.end <= c.end WHERE c.article = r.article AND c.statement = r.id",
    "events": "places p WHERE p.article = r.article AND p.id = r.place",
}
# Two actors, each named twice: once in either direction.
_BETWEEN: dict[Kind, str] = {
    "articles": "(SELECT count(DISTINCT x.name) FROM actors x WHERE x.article = a.key AND x.name IN (?, ?, ?, ?)) = 2",
    "statements": "("
    + " OR ".join(
        [
            "(EXISTS (SELECT 1 FROM actors x WHERE x.article = r.article AND x.id = r.speaker AND x.name = ?)"
            " AND EXISTS (SELECT 1 FROM actors y JOIN mentions m ON m.article = y.article AND m.actor = y.id"
            " JOIN statement_spans c ON c.article = y.article AND c.part = 'content' AND m.start >= c.start"
            " AND m.end <= c.end WHERE y.article = r.article AND y.name = ? AND c.statement = r.id))"
        ]
        * 2
    )
    + ")",
    "events": "("
    + " OR ".join(
        [
            "EXISTS (SELECT 1 FROM event_actors i JOIN actors x ON x.article = i.article AND x.id = i.actor"
            " JOIN event_actors j ON j.article = i.article AND j.event = i.event AND j.side = 'recipient'"
            " JOIN actors y ON y.article = j.article AND y.id = j.actor"
            " WHERE i.article = r.article AND i.event = r.id AND i.side = 'actor' AND x.name = ? AND y.name = ?)"
        ]
        * 2
    )
    + ")",
}


@dataclass(frozen=True, slots=True)
class Filters:
    """Words and facets, all of which must hold; None (or '') where anything will do.

    `words` are looked for one by one, `"two words"` together; days are ISO 8601, both ends included; `country` is an
    actor's (ISO 3166-1 alpha-3), `quote` is direct, indirect or mixed, `confidence` the least one. `other` is a second
    actor: of events between the two, of statements of one in which the other is named, of articles with both.
    """

    words: str = ""
    outlet: str | None = None
    type: str | None = None
    status: str | None = None
    quote: str | None = None
    actor: str | None = None
    other: str | None = None
    country: str | None = None
    place: str | None = None
    since: str | None = None
    until: str | None = None
    confidence: float | None = None


def match(words: str) -> str:
    """An FTS5 expression for the words of a search: each a quoted string, so that nothing in it is an operator."""
    parts: list[str] = []
    for n, piece in enumerate(words.replace("\0", " ").split('"')):
        found = [piece] if n % 2 else piece.split()
        # FTS5 refuses a phrase without any letter or digit in some positions; it finds nothing anyway.
        parts += [f'"{part}"' for part in found if any(c.isalnum() for c in part)]
    return " ".join(parts)


def where(kind: Kind, filters: Filters) -> tuple[str, list[Any]]:
    """The condition that things of `kind` must meet, and its values; `1` where anything will do."""
    conditions: list[str] = []
    values: list[Any] = []

    def add(condition: str, *found: Any) -> None:
        conditions.append(condition)
        values.extend(found)

    if filters.words.strip():
        expression = match(filters.words)
        if not expression:
            add("0")
        elif kind == "articles":
            add("a.key IN (SELECT rowid FROM article_words WHERE article_words MATCH ?)", expression)
        else:
            add(
                "(r.article, r.id) IN (SELECT p.article, p.id FROM passage_words w JOIN passages p ON p.key = w.rowid"
                " WHERE passage_words MATCH ? AND p.kind = ?)",
                expression,
                kind[:-1],
            )
    if filters.outlet is not None:
        add("a.outlet = ?", filters.outlet)
    for column, value in (("type", filters.type), ("status", filters.status)):
        if value is not None and kind == "events":
            add(f"r.{column} = ?", value)
        elif value is not None:
            add(f"EXISTS (SELECT 1 FROM events e WHERE {_EVENTS_OF[kind]} AND e.{column} = ?)", value)
    if filters.quote is not None and kind == "statements":
        add("r.kind = ?", filters.quote)
    elif filters.quote is not None:
        add(f"EXISTS (SELECT 1 FROM statements s WHERE {_STATEMENTS_OF[kind]} AND s.kind = ?)", filters.quote)
    if filters.actor is not None and filters.other is not None:
        both = (filters.actor, filters.other)
        add(_BETWEEN[kind], *both, *reversed(both))
    elif filters.actor is not None or filters.other is not None:
        add(f"EXISTS (SELECT 1 FROM {_ACTORS_OF[kind]} AND x.name = ?)", filters.actor or filters.other)
    if filters.country is not None:
        add(f"EXISTS (SELECT 1 FROM {_ACTORS_OF[kind]} AND x.country = ?)", filters.country)
    if filters.place is not None:
        add(f"EXISTS (SELECT 1 FROM {_PLACES_OF[kind]} AND p.name = ?)", filters.place)
    if filters.since is not None:
        add(f"{DAY[kind]} >= ?", filters.since)
    if filters.until is not None:
        add(f"{DAY[kind]} BETWEEN '0' AND ?", filters.until)
    if filters.confidence is not None and kind != "articles":
        add("r.confidence >= ?", filters.confidence)
    return " AND ".join(conditions) or "1", values


def facet_query(kind: Kind, facet: str) -> str | None:
    """The value of a facet and the table it stands in, joined to a thing of `kind`; None where it has none."""
    if facet == "outlet":
        return "a.outlet AS value FROM {things}"
    if facet in ("type", "status"):
        if kind == "events":
            return f"r.{facet} AS value FROM {{things}}"
        return f"e.{facet} AS value FROM {{things}} JOIN events e ON {_EVENTS_OF[kind]}"
    if facet == "quote":
        if kind == "statements":
            return "r.kind AS value FROM {things}"
        return f"s.kind AS value FROM {{things}} JOIN statements s ON {_STATEMENTS_OF[kind]}"
    if facet in ("actor", "country"):
        column = "name" if facet == "actor" else "country"
        join = {
            "articles": "JOIN actors x ON x.article = a.key",
            "statements": "JOIN actors x ON x.article = r.article AND x.id = r.speaker",
            "events": "JOIN event_actors i ON i.article = r.article AND i.event = r.id"
            " JOIN actors x ON x.article = i.article AND x.id = i.actor",
        }[kind]
        return f"x.{column} AS value FROM {{things}} {join}"
    if facet == "place":
        join = {
            "articles": "JOIN places p ON p.article = a.key",
            "statements": "JOIN statement_spans c ON c.article = r.article AND c.statement = r.id"
            " AND c.part = 'content' JOIN places p ON p.article = c.article AND p.start >= c.start AND p.end <= c.end",
            "events": "JOIN places p ON p.article = r.article AND p.id = r.place",
        }[kind]
        return f"p.name AS value FROM {{things}} {join}"
    return None
