"""Lists of articles, statements and events, newest first, a page at a time; and how many there are of each facet.

A page ends with the mark of its last row, and the next one starts below it: rows that are added meanwhile neither
repeat nor hide one.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

from onrecord.store.filters import DAY, FACETS, FROM, Filters, Kind, where
from onrecord.store.reader import Reader, Row

# Where a page ended: day, article and number of its last row.
Mark = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of a list, and where the next page starts; None on the last."""

    rows: list[Row]
    after: Mark | None


_NAMES = (
    "(SELECT json_group_array(name) FROM (SELECT x.name FROM event_actors i JOIN actors x ON x.article = i.article"
    " AND x.id = i.actor WHERE i.article = r.article AND i.event = r.id AND i.side = '{side}' ORDER BY i.n))"
)
_JUDGED = "(SELECT j.verdict FROM judgements j WHERE j.article = a.id AND j.record = r.id AND j.active) AS judged"
_ARTICLE = "a.id AS article, a.headline, a.outlet, a.published"

_COLUMNS: dict[Kind, str] = {
    "articles": f"{_ARTICLE}, a.byline, a.uri, a.language, a.words,"
    " (SELECT count(*) FROM statements s WHERE s.article = a.key) AS statements,"
    " (SELECT count(*) FROM events e WHERE e.article = a.key) AS events,"
    " substr(a.text, 1, 400) AS opening, a.coder",
    "statements": f"{_ARTICLE}, r.id, {DAY['statements']} AS day, r.date, x.name AS speaker,"
    " x.country AS speaker_country, r.source_text AS source, r.cue_text AS cue, r.content_text AS content,"
    f" r.kind, r.verb, r.polarity, r.certainty, r.within, r.confidence, {_JUDGED}",
    "events": f"{_ARTICLE}, r.id, {DAY['events']} AS day, r.date, r.earliest, r.latest, r.type, r.mode, r.cameo,"
    f" {_NAMES.format(side='actor')} AS actors, {_NAMES.format(side='recipient')} AS recipients,"
    " r.status, r.trigger_text AS trigger, coalesce(p.name, p.text) AS place, p.lat, p.lon, p.country AS place_country,"
    f" r.attributed_to, x.name AS speaker, w.words AS sentence, r.confidence, {_JUDGED}",
}
_JOINS: dict[Kind, str] = {
    "articles": "",
    "statements": "LEFT JOIN actors x ON x.article = r.article AND x.id = r.speaker",
    "events": "LEFT JOIN places p ON p.article = r.article AND p.id = r.place"
    " LEFT JOIN statements s ON s.article = r.article AND s.id = r.attributed_to"
    " LEFT JOIN actors x ON x.article = s.article AND x.id = s.speaker",
}

# The columns of things `t` (t.k its article, t.i its id).
_SELECTED: dict[Kind, str] = {
    kind: f"{_COLUMNS[kind]} FROM t JOIN "
    + (
        ""
        if kind == "articles"
        else f"passages w ON w.article = t.k AND w.kind = '{kind[:-1]}' AND w.id = t.i"
        f" JOIN {kind} r ON r.article = t.k AND r.id = t.i JOIN "
    )
    + f"articles a ON a.key = t.k {_JOINS[kind]}"
    for kind in _COLUMNS
}


def keys(kind: Kind, filters: Filters, after: Mark | None = None) -> tuple[str, list[Any]]:
    """A query for the things themselves, newest first: article (k), id (i), day (d) and number (m) of each."""
    key, id = ("a.key", "NULL") if kind == "articles" else ("w.article", "w.id")
    condition, values = where(kind, filters)
    number = "0" if kind == "articles" else "w.n"
    if after is not None:
        # Within an article records go forward, as they are read.
        condition += f" AND {DAY[kind]} <= ? AND ({DAY[kind]}, {key}, -{number}) < (?, ?, ?)"
        values += [after[0], after[0], after[1], -after[2]]
    return (
        f"SELECT {key} AS k, {id} AS i, {DAY[kind]} AS d, {number} AS m FROM {FROM[kind]} WHERE {condition}"
        f" ORDER BY {DAY[kind]} DESC, {key} DESC{'' if kind == 'articles' else ', w.n'}"
    ), values


def listing(reader: Reader, kind: Kind, filters: Filters, limit: int = 25, after: Mark | None = None) -> Page:
    """The next `limit` things below `after`, the newest first."""
    # The keys first, so that names and texts are looked up for the rows of the page only.
    query, values = keys(kind, filters, after)
    rows = reader.rows(
        f"WITH t AS MATERIALIZED ({query} LIMIT ?) SELECT t.d AS _day, t.k AS _key, t.m AS _number, {_SELECTED[kind]}"
        " ORDER BY t.d DESC, t.k DESC, t.m",
        [*values, limit + 1],
    )
    more = len(rows) > limit
    rows = rows[:limit]
    mark = (rows[-1]["_day"], rows[-1]["_key"], rows[-1]["_number"]) if more else None
    for row in rows:
        for inner_key in ("_day", "_key", "_number"):
            del row[inner_key]
    return Page(_with_lists(rows), mark)


def rows_of(reader: Reader, kind: Kind, things: list[tuple[int, str]]) -> list[Row]:
    """The rows of these statements or events (key of the article, id), in this order."""
    return _with_lists(
        reader.rows(
            "WITH t AS MATERIALIZED (SELECT key AS o, json_extract(value, '$[0]') AS k, json_extract(value, '$[1]')"
            f" AS i FROM json_each(?)) SELECT {_SELECTED[kind]} ORDER BY t.o",
            (json.dumps(things),),
        )
    )


def _with_lists(rows: list[Row]) -> list[Row]:
    for row in rows:
        for name in ("actors", "recipients"):
            if name in row:
                row[name] = json.loads(row[name])
    return rows


def count(reader: Reader, kind: Kind, filters: Filters) -> int:
    """How many things there are."""
    condition, values = where(kind, filters)
    found: int = reader.value(f"SELECT count(*) FROM {FROM[kind]} WHERE {condition}", values)
    return found


def facets(
    reader: Reader, kind: Kind, filters: Filters, top: int = 12, newest: int = 1000
) -> dict[str, list[tuple[str, int]]]:
    """The `top` values of every facet with how many of the `newest` things have each.

    A facet's own choice does not narrow it. Only so many things are counted, so that a large store answers at once.
    """
    found: dict[str, list[tuple[str, int]]] = {}
    things: dict[Filters, str] = {}  # facets without a choice share what they are counted over
    for facet, values_of in FACETS[kind].items():
        nothing: dict[str, Any] = {facet: None}
        narrowed = replace(filters, **nothing)
        if narrowed not in things:
            query, values = keys(kind, narrowed)
            newest_keys = reader.rows(f"{query} LIMIT ?", [*values, newest])
            things[narrowed] = json.dumps([[row["k"], row["i"]] for row in newest_keys])
        rows = reader.rows(
            "WITH t AS MATERIALIZED (SELECT key AS o, json_extract(value, '$[0]') AS k,"
            " json_extract(value, '$[1]') AS i FROM json_each(?)) SELECT value, count(DISTINCT thing) AS n FROM"
            f" (SELECT t.o AS thing, {values_of})"
            " WHERE value IS NOT NULL GROUP BY value ORDER BY n DESC, value LIMIT ?",
            [things[narrowed], top],
        )
        found[facet] = [(row["value"], row["n"]) for row in rows]
    return found
