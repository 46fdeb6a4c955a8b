"""Lists of articles, statements and events, newest first, a page at a time.

A page ends with the mark of its last row, and the next one starts below it: rows that are added meanwhile neither
repeat nor hide one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.store.filters import DAY, FROM, Filters, Kind, found, match, where
from onrecord.store.reader import Reader, Row

# Where a page ended: day, article and number of its last row.
Mark = tuple[str, int, int]
# A thing: key of its article, id of the record (None of an article), day, number, and its own key.
Key = tuple[int, str | None, str, int, int]
NEWEST = 1000  # things over which facets are counted


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

# The one of `w` and those that tell the same which tells it first, and how many articles tell it.
FIRST = "coalesce((SELECT m.leader FROM merged m WHERE m.key = w.key), w.key)"
REPORTS = (
    f"(SELECT count(DISTINCT v.article) FROM (SELECT {FIRST} AS key) f JOIN passages v"
    " ON v.key = f.key OR v.key IN (SELECT m.key FROM merged m WHERE m.leader = f.key))"
)
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
    f" r.attributed_to, x.name AS speaker, w.words AS sentence, r.confidence, {_JUDGED}, {REPORTS} AS reports",
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
    """A query for the things themselves, newest first: article (k), id (i), day (d), number (m) and key (p) of each."""
    key, id = ("a.key", "NULL") if kind == "articles" else ("w.article", "w.id")
    source, condition, values = found(kind, filters)
    number, own = ("0", "a.key") if kind == "articles" else ("w.n", "w.key")
    if after is not None:
        # Within an article records go forward, as they are read.
        condition += f" AND {DAY[kind]} <= ? AND ({DAY[kind]}, {key}, -{number}) < (?, ?, ?)"
        values += [after[0], after[0], after[1], -after[2]]
    return (
        f"SELECT {key} AS k, {id} AS i, {DAY[kind]} AS d, {number} AS m, {own} AS p FROM {source} WHERE {condition}"
        f" ORDER BY {DAY[kind]} DESC, {key} DESC{'' if kind == 'articles' else ', w.n'}"
    ), values


def newest(reader: Reader, kind: Kind, filters: Filters) -> list[Key]:
    """The newest `NEWEST` things, found once a reader: the list, its count and its facets begin with them."""
    asked = (kind, filters)
    if asked not in reader.known:
        query, values = keys(kind, filters)
        reader.known[asked] = reader.tuples(f"{query} LIMIT ?", [*values, NEWEST])
    known: list[Key] = reader.known[asked]
    return known


def listing(reader: Reader, kind: Kind, filters: Filters, limit: int = 25, after: Mark | None = None) -> Page:
    """The next `limit` things below `after`, the newest first."""
    # The keys first, so that names and texts are looked up for the rows of the page only.
    if after is None and limit < NEWEST and (kind, filters) in reader.known:
        found = newest(reader, kind, filters)[: limit + 1]
    else:
        query, values = keys(kind, filters, after)
        found = reader.tuples(f"{query} LIMIT ?", [*values, limit + 1])
    more = len(found) > limit
    found = found[:limit]
    mark = (found[-1][2], found[-1][0], found[-1][3]) if more else None
    return Page(rows_of(reader, kind, [(key, id) for key, id, *_ in found]), mark)


def rows_of(reader: Reader, kind: Kind, things: Sequence[tuple[int, str | None]]) -> list[Row]:
    """The rows of these things (key of the article, id of the record), in this order."""
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


AT_ONCE = 500  # things whose rows are read together


def in_order(reader: Reader, kind: Kind, filters: Filters) -> Iterator[str]:
    """The keys of all things that the filters leave, article by article, as JSON lists of some.

    Rows with all that belongs to them can then be sent as they are read; to sort those takes long in a large store.
    """
    condition, values = where(kind, filters, all=True)
    key, order = ("a.key", "a.key") if kind == "articles" else ("w.key", "w.article, w.n, w.key")
    keys = reader.tuples(f"SELECT {key} FROM {FROM[kind]} WHERE {condition} ORDER BY {order}", values)
    start, many = 0, AT_ONCE // 10
    while start < len(keys):
        yield json.dumps([key for (key,) in keys[start : start + many]])
        start, many = start + many, AT_ONCE


def count(reader: Reader, kind: Kind, filters: Filters) -> int:
    """How many things there are."""
    known = reader.known.get((kind, filters))
    if known is not None and len(known) < NEWEST:
        return len(known)
    if kind != "articles" and filters == Filters(words=filters.words) and (expression := match(filters.words)):
        # The index of words tells by itself.
        words = f"SELECT count(*) FROM {kind[:-1]}_words WHERE {kind[:-1]}_words MATCH ?"
        counted: int = reader.value(words, [expression])
        return counted
    source, condition, values = found(kind, filters, all=True)
    number: int = reader.value(f"SELECT count(*) FROM {source} WHERE {condition}", values)
    return number
