"""What to look for in a store: the words and facets of a search, as parameterised SQL conditions.

Every kind of thing (articles, statements, events) takes every facet: an article has the facet where one of its records
has it, an event has its statement's, a statement those of the events and places told in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["articles", "statements", "events"]

# The day a thing is counted on: that of the event or statement where known, else the day of publication, else ''.
DAY: dict[Kind, str] = {"articles": "coalesce(a.published, '')", "statements": "w.day", "events": "w.day"}
FROM: dict[Kind, str] = {
    "articles": "articles a",
    "statements": "passages w JOIN statements r ON r.article = w.article AND r.id = w.id AND w.kind = 'statement'"
    " JOIN articles a ON a.key = w.article",
    "events": "passages w JOIN events r ON r.article = w.article AND r.id = w.id AND w.kind = 'event'"
    " JOIN articles a ON a.key = w.article",
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
# Things with an actor of which the condition on x holds. By the actor first: most actors are in few things.
_WITH_ACTOR: dict[Kind, str] = {
    "articles": "a.key IN (SELECT x.article FROM actors x WHERE {})",
    "statements": "(w.article, w.id) IN (SELECT s.article, s.id FROM actors x JOIN statements s"
    " ON s.article = x.article AND s.speaker = x.id WHERE {})",
    "events": "(w.article, w.id) IN (SELECT i.article, i.event FROM actors x JOIN event_actors i"
    " ON i.article = x.article AND i.actor = x.id WHERE {})",
}
# Thing by thing: a country has many. The "+" keeps SQLite from going through all of a country for each thing.
_WITH_COUNTRY: dict[Kind, str] = {
    "articles": "EXISTS (SELECT 1 FROM actors x WHERE x.article = a.key AND +x.country = ?)",
    "statements": "EXISTS (SELECT 1 FROM actors x WHERE x.article = r.article AND x.id = r.speaker AND +x.country = ?)",
    "events": "EXISTS (SELECT 1 FROM event_actors i JOIN actors x ON x.article = i.article AND x.id = i.actor"
    " WHERE i.article = w.article AND i.event = w.id AND +x.country = ?)",
}
# Of an event the speaker of the statement that tells it.
_WITH_SPEAKER: dict[Kind, str] = {
    "articles": "a.key IN (SELECT s.article FROM actors x JOIN statements s ON s.article = x.article"
    " AND s.speaker = x.id WHERE x.name = ?)",
    "statements": _WITH_ACTOR["statements"].format("x.name = ?"),
    "events": "(w.article, w.id) IN (SELECT e.article, e.id FROM actors x JOIN statements s ON s.article = x.article"
    " AND s.speaker = x.id JOIN events e ON e.article = s.article AND e.attributed_to = s.id WHERE x.name = ?)",
}
_WITH_SECTOR: dict[Kind, str] = {
    "articles": "EXISTS (SELECT 1 FROM actor_sectors x WHERE x.article = a.key AND x.sector = ?)",
    "statements": "EXISTS (SELECT 1 FROM actor_sectors x WHERE x.article = r.article AND x.actor = r.speaker"
    " AND x.sector = ?)",
    "events": "EXISTS (SELECT 1 FROM event_actors i JOIN actor_sectors x ON x.article = i.article AND x.actor = i.actor"
    " WHERE i.article = w.article AND i.event = w.id AND x.sector = ?)",
}
# A thing with a verdict; an article where one of its records has it.
_JUDGED: dict[Kind, str] = {
    "articles": "EXISTS (SELECT 1 FROM judgements j WHERE j.article = a.id AND j.active{})",
    "statements": "EXISTS (SELECT 1 FROM judgements j WHERE j.article = a.id AND j.record = w.id AND j.active{})",
    "events": "EXISTS (SELECT 1 FROM judgements j WHERE j.article = a.id AND j.record = w.id AND j.active{})",
}
JUDGED = {"confirmed": "confirm", "corrected": "correct", "rejected": "reject", "unjudged": None}
_PLACES_OF: dict[Kind, str] = {
    "articles": "places p WHERE p.article = a.key",
    "statements": "places p JOIN statement_spans c ON c.article = p.article AND c.part = 'content'"
    " AND p.start >= c.start AND p.end <= c.end WHERE c.article = r.article AND c.statement = r.id",
    "events": "places p WHERE p.article = r.article AND p.id = r.place",
}
# Two actors, each named twice: once in either direction.
_BETWEEN: dict[Kind, str] = {
    "articles": "(SELECT count(DISTINCT x.name) FROM actors x WHERE x.article = a.key AND x.name IN (?, ?, ?, ?)) = 2",
    "statements": "(w.article, w.id) IN ("
    + " UNION ALL ".join(
        [
            "SELECT s.article, s.id FROM actors x JOIN statements s ON s.article = x.article AND s.speaker = x.id"
            " JOIN actors y ON y.article = x.article JOIN mentions m ON m.article = y.article AND m.actor = y.id"
            " JOIN statement_spans c ON c.article = s.article AND c.statement = s.id AND c.part = 'content'"
            " AND m.start >= c.start AND m.end <= c.end WHERE x.name = ? AND y.name = ?"
        ]
        * 2
    )
    + ")",
    "events": "(w.article, w.id) IN ("
    + " UNION ALL ".join(
        [
            "SELECT i.article, i.event FROM actors x JOIN event_actors i ON i.article = x.article AND i.actor = x.id"
            " AND i.side = 'actor' JOIN event_actors j ON j.article = i.article AND j.event = i.event"
            " AND j.side = 'recipient' JOIN actors y ON y.article = j.article AND y.id = j.actor"
            " WHERE x.name = ? AND y.name = ?"
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
    actor: of events between the two, of statements of one in which the other is named, of articles with both. `speaker`
    is whose word it is, `sector` a PLOVER sector of an actor, `judged` what an analyst said: confirmed, corrected,
    rejected or unjudged.
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
    speaker: str | None = None
    sector: str | None = None
    mode: str | None = None
    judged: str | None = None


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
            add("w.key IN (SELECT rowid FROM passage_words WHERE passage_words MATCH ?)", expression)
    if filters.outlet is not None:
        add("a.outlet = ?", filters.outlet)
    for column, value in (("type", filters.type), ("status", filters.status), ("mode", filters.mode)):
        if value is not None and kind == "events":
            add(f"r.{column} = ?", value)
        elif value is not None:
            add(f"EXISTS (SELECT 1 FROM events e WHERE {_EVENTS_OF[kind]} AND +e.{column} = ?)", value)
    if filters.quote is not None and kind == "statements":
        add("r.kind = ?", filters.quote)
    elif filters.quote is not None:
        add(f"EXISTS (SELECT 1 FROM statements s WHERE {_STATEMENTS_OF[kind]} AND s.kind = ?)", filters.quote)
    if filters.actor is not None and filters.other is not None:
        both = (filters.actor, filters.other)
        add(_BETWEEN[kind], *both, *reversed(both))
    elif filters.actor is not None or filters.other is not None:
        add(_WITH_ACTOR[kind].format("x.name = ?"), filters.actor or filters.other)
    if filters.country is not None:
        add(_WITH_COUNTRY[kind], filters.country)
    if filters.speaker is not None:
        add(_WITH_SPEAKER[kind], filters.speaker)
    if filters.sector is not None:
        add(_WITH_SECTOR[kind], filters.sector)
    if filters.judged is not None:
        verdict = JUDGED[filters.judged]
        if verdict is None:
            add("NOT " + _JUDGED[kind].format(""))
        else:
            add(_JUDGED[kind].format(" AND j.verdict = ?"), verdict)
    if filters.place is not None:
        add(f"EXISTS (SELECT 1 FROM {_PLACES_OF[kind]} AND +p.name = ?)", filters.place)
    if filters.since is not None:
        add(f"{DAY[kind]} >= ?", filters.since)
    if filters.until is not None:
        add(f"{DAY[kind]} BETWEEN '0' AND ?", filters.until + "~")
    if filters.confidence is not None and kind != "articles":
        add("r.confidence >= ?", filters.confidence)
    return " AND ".join(conditions) or "1", values


_SPEAKER = "JOIN statements s ON s.article = t.k AND s.id = t.i JOIN actors x ON x.article = t.k AND x.id = s.speaker"
_PARTY = "JOIN event_actors i ON i.article = t.k AND i.event = t.i JOIN actors x ON x.article = t.k AND x.id = i.actor"
# Where the values of each facet stand, joined to things `t` of one kind (t.k its article, t.i its id).
FACETS: dict[Kind, dict[str, str]] = {
    "articles": {
        "type": "e.type AS value FROM t JOIN events e ON e.article = t.k",
        "status": "e.status AS value FROM t JOIN events e ON e.article = t.k",
        "quote": "s.kind AS value FROM t JOIN statements s ON s.article = t.k",
        "actor": "x.name AS value FROM t JOIN actors x ON x.article = t.k",
        "country": "x.country AS value FROM t JOIN actors x ON x.article = t.k",
        "place": "p.name AS value FROM t JOIN places p ON p.article = t.k",
        "outlet": "a.outlet AS value FROM t JOIN articles a ON a.key = t.k",
    },
    "statements": {
        "type": "e.type AS value FROM t JOIN events e ON e.article = t.k AND e.attributed_to = t.i",
        "status": "e.status AS value FROM t JOIN events e ON e.article = t.k AND e.attributed_to = t.i",
        "quote": "s.kind AS value FROM t JOIN statements s ON s.article = t.k AND s.id = t.i",
        "actor": f"x.name AS value FROM t {_SPEAKER}",
        "country": f"x.country AS value FROM t {_SPEAKER}",
        "sector": f"c.sector AS value FROM t {_SPEAKER} JOIN actor_sectors c ON c.article = t.k AND c.actor = x.id",
        "place": "p.name AS value FROM t JOIN statement_spans c ON c.article = t.k AND c.statement = t.i"
        " AND c.part = 'content' JOIN places p ON p.article = t.k AND p.start >= c.start AND p.end <= c.end",
        "outlet": "a.outlet AS value FROM t JOIN articles a ON a.key = t.k",
    },
    "events": {
        "type": "e.type AS value FROM t JOIN events e ON e.article = t.k AND e.id = t.i",
        "mode": "e.mode AS value FROM t JOIN events e ON e.article = t.k AND e.id = t.i",
        "status": "e.status AS value FROM t JOIN events e ON e.article = t.k AND e.id = t.i",
        "quote": "s.kind AS value FROM t JOIN events e ON e.article = t.k AND e.id = t.i"
        " JOIN statements s ON s.article = t.k AND s.id = e.attributed_to",
        "actor": f"x.name AS value FROM t {_PARTY}",
        "speaker": "x.name AS value FROM t JOIN events e ON e.article = t.k AND e.id = t.i JOIN statements s"
        " ON s.article = t.k AND s.id = e.attributed_to JOIN actors x ON x.article = t.k AND x.id = s.speaker",
        "country": f"x.country AS value FROM t {_PARTY}",
        "sector": f"c.sector AS value FROM t {_PARTY} JOIN actor_sectors c ON c.article = t.k AND c.actor = x.id",
        "place": "p.name AS value FROM t JOIN events e ON e.article = t.k AND e.id = t.i"
        " JOIN places p ON p.article = t.k AND p.id = e.place",
        "outlet": "a.outlet AS value FROM t JOIN articles a ON a.key = t.k",
    },
}
