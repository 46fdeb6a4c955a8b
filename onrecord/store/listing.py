"""Lists of articles, statements and events, newest first, a page at a time; and how many there are of each facet.

A page ends with the mark of its last row, and the next one starts below it: rows that are added meanwhile neither
repeat nor hide one.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

from onrecord.store.filters import DAY, FROM, Filters, Kind, facet_query, where
from onrecord.store.reader import Reader, Row

FACETS = ("type", "status", "quote", "actor", "country", "place", "outlet")

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
_ARTICLE = "a.id AS article, a.headline, a.outlet, a.published"
_NUMBER = "CAST(substr(r.id, 2) AS INTEGER)"

_COLUMNS: dict[Kind, str] = {
    "articles": f"{_ARTICLE}, a.byline, a.uri, a.language, a.words,"
    " (SELECT count(*) FROM statements s WHERE s.article = a.key) AS statements,"
    " (SELECT count(*) FROM events e WHERE e.article = a.key) AS events,"
    " substr(a.text, 1, 400) AS opening, a.coder",
    "statements": f"{_ARTICLE}, r.id, {DAY['statements']} AS day, r.date, x.name AS speaker,"
    " x.country AS speaker_country, r.source_text AS source, r.cue_text AS cue, r.content_text AS content,"
    " r.kind, r.verb, r.polarity, r.certainty, r.within, r.confidence",
    "events": f"{_ARTICLE}, r.id, {DAY['events']} AS day, r.date, r.earliest, r.latest, r.type, r.mode, r.cameo,"
    f" {_NAMES.format(side='actor')} AS actors, {_NAMES.format(side='recipient')} AS recipients,"
    " r.status, r.trigger_text AS trigger, coalesce(p.name, p.text) AS place, p.lat, p.lon, p.country AS place_country,"
    " r.attributed_to, x.name AS speaker, w.words AS sentence, r.confidence",
}
_JOINS: dict[Kind, str] = {
    "articles": "",
    "statements": "LEFT JOIN actors x ON x.article = r.article AND x.id = r.speaker",
    "events": "LEFT JOIN places p ON p.article = r.article AND p.id = r.place"
    " LEFT JOIN statements s ON s.article = r.article AND s.id = r.attributed_to"
    " LEFT JOIN actors x ON x.article = s.article AND x.id = s.speaker"
    " LEFT JOIN passages w ON w.article = r.article AND w.kind = 'event' AND w.id = r.id",
}


def listing(reader: Reader, kind: Kind, filters: Filters, limit: int = 25, after: Mark | None = None) -> Page:
    """The next `limit` things below `after`, the newest first."""
    condition, values = where(kind, filters)
    number = "0" if kind == "articles" else _NUMBER
    if after is not None:
        # Within an article records go forward, as they are read.
        condition += f" AND ({DAY[kind]}, a.key, -{number}) < (?, ?, ?)"
        values += [after[0], after[1], -after[2]]
    # The keys first, so that names and texts are looked up for the rows of the page only.
    keys = f"SELECT a.key AS k, {'NULL' if kind == 'articles' else 'r.id'} AS i, {DAY[kind]} AS d, {number} AS m"
    inner = f"{keys} FROM {FROM[kind]} WHERE {condition} ORDER BY d DESC, k DESC, m LIMIT ?"
    same = "a.key = k.k" if kind == "articles" else "r.article = k.k AND r.id = k.i"
    start, _, rest = FROM[kind].partition(" JOIN ")
    tables = f"{start} ON {same}" + (f" JOIN {rest}" if rest else "")
    rows = reader.rows(
        f"SELECT k.d AS _day, k.k AS _key, k.m AS _number, {_COLUMNS[kind]} FROM ({inner}) k"
        f" JOIN {tables} {_JOINS[kind]} ORDER BY k.d DESC, k.k DESC, k.m ASC",
        [*values, limit + 1],
    )
    more = len(rows) > limit
    rows = rows[:limit]
    mark = (rows[-1]["_day"], rows[-1]["_key"], rows[-1]["_number"]) if more else None
    for row in rows:
        for inner_key in ("_day", "_key", "_number"):
            del row[inner_key]
        for name in ("actors", "recipients"):
            if name in row:
                row[name] = json.loads(row[name])
    return Page(rows, mark)


def count(reader: Reader, kind: Kind, filters: Filters) -> int:
    """How many things there are."""
    condition, values = where(kind, filters)
    tables = FROM[kind] if "a." in condition or kind == "articles" else FROM[kind].partition(" JOIN ")[0]
    found: int = reader.value(f"SELECT count(*) FROM {tables} WHERE {condition}", values)
    return found


def facets(reader: Reader, kind: Kind, filters: Filters, top: int = 12) -> dict[str, list[tuple[str, int]]]:
    """The `top` values of every facet with how many things have each; a facet's own choice does not narrow it."""
    found: dict[str, list[tuple[str, int]]] = {}
    for facet in FACETS:
        query = facet_query(kind, facet)
        if query is None:
            continue
        nothing: dict[str, Any] = {facet: None}
        condition, values = where(kind, replace(filters, **nothing))
        thing = "a.key" if kind == "articles" else "r.article || ' ' || r.id"
        several = (kind == "articles" and facet != "outlet") or facet in ("actor", "country", "place")
        counted = f"count(DISTINCT {thing})" if several else "count(*)"
        rows = reader.rows(
            f"SELECT value, n FROM (SELECT {counted} AS n, {query.format(things=FROM[kind])} WHERE {condition}"
            " GROUP BY value) WHERE value IS NOT NULL ORDER BY n DESC, value LIMIT ?",
            [*values, top],
        )
        found[facet] = [(row["value"], row["n"]) for row in rows]
    return found
