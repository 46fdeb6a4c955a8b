"""Facets: the commonest values that the things of a search have, with how many have each."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from typing import Any

from onrecord.store.filters import Filters, Kind
from onrecord.store.listing import newest
from onrecord.store.reader import Reader

# Facets that one question answers together: their names, and the question. `t` are the things: t.k the article, t.i the
# record's id, t.p its key; the first column is the thing, the others are the facets' values.
_Question = tuple[tuple[str, ...], str]
_OUTLET: _Question = (("outlet",), "t.p, a.outlet FROM t JOIN articles a ON a.key = t.k")
_SECTOR = "JOIN actor_sectors c ON c.article = t.k AND c.actor"
_BY_KIND: dict[Kind, tuple[_Question, ...]] = {
    "articles": (
        (("type", "mode", "status"), "t.p, e.type, e.mode, e.status FROM t JOIN events e ON e.article = t.k"),
        (("quote",), "t.p, s.kind FROM t JOIN statements s ON s.article = t.k"),
        (("actor", "country"), "t.p, x.name, x.country FROM t JOIN actors x ON x.article = t.k"),
        (("speaker",), "t.p, x.name FROM t JOIN statements s ON s.article = t.k"
         " JOIN actors x ON x.article = t.k AND x.id = s.speaker"),
        (("sector",), "t.p, c.sector FROM t JOIN actor_sectors c ON c.article = t.k"),
        (("place",), "t.p, p.name FROM t JOIN places p ON p.article = t.k"),
        _OUTLET,
    ),
    "statements": (
        (("type", "mode", "status"),
         "t.p, e.type, e.mode, e.status FROM t JOIN events e ON e.article = t.k AND e.attributed_to = t.i"),
        (("quote",), "t.p, w.quote FROM t JOIN passages w ON w.key = t.p"),
        (("actor", "country"), "t.p, n.name, nullif(i.country, '') FROM t JOIN parties i ON i.passage = t.p"
         " AND i.side = 2 JOIN names n ON n.key = i.name"),
        (("sector",),
         f"t.p, c.sector FROM t JOIN statements s ON s.article = t.k AND s.id = t.i {_SECTOR} = s.speaker"),
        (("place",), "t.p, p.name FROM t JOIN statement_spans c ON c.article = t.k AND c.statement = t.i"
         " AND c.part = 'content' JOIN places p ON p.article = t.k AND p.start >= c.start AND p.end <= c.end"),
        _OUTLET,
    ),
    "events": (
        (("type", "mode", "status", "quote", "place", "outlet"),
         "t.p, w.type, w.mode, w.status, w.quote, w.place, w.outlet FROM t JOIN passages w ON w.key = t.p"),
        (("actor", "country"), "t.p, n.name, nullif(i.country, '') FROM t JOIN parties i ON i.passage = t.p"
         " AND i.side IN (0, 1) JOIN names n ON n.key = i.name"),
        (("speaker",), "t.p, n.name FROM t JOIN parties i ON i.passage = t.p AND i.side = 2"
         " JOIN names n ON n.key = i.name"),
        (("sector",),
         f"t.p, c.sector FROM t JOIN event_actors i ON i.article = t.k AND i.event = t.i {_SECTOR} = i.actor"),
    ),
}  # fmt: skip
_THINGS = (
    "WITH t AS MATERIALIZED (SELECT json_extract(value, '$[0]') AS k, json_extract(value, '$[1]') AS i,"
    " json_extract(value, '$[2]') AS p FROM json_each(?)) SELECT "
)

# In the order of a page.
_ORDER = ("type", "mode", "status", "quote", "actor", "speaker", "country", "sector", "place", "outlet")
FACETS: dict[Kind, tuple[str, ...]] = {
    kind: tuple(sorted((name for names, _ in questions for name in names), key=_ORDER.index))
    for kind, questions in _BY_KIND.items()
}


def facets(reader: Reader, kind: Kind, filters: Filters, top: int = 12) -> dict[str, list[tuple[str, int]]]:
    """The `top` values of every facet with how many of the newest things have each.

    A facet's own choice does not narrow it. Only so many things are counted, so that a large store answers at once.
    """
    found: dict[str, list[tuple[str, int]]] = {}
    things: dict[Filters, str] = {}  # facets without a choice share what they are counted over
    for names, question in _BY_KIND[kind]:
        sets: dict[Filters, list[str]] = {}
        for name in names:
            nothing: dict[str, Any] = {name: None}
            sets.setdefault(replace(filters, **nothing), []).append(name)
        for narrowed, wanted in sets.items():
            if narrowed not in things:
                things[narrowed] = json.dumps([(key, id, own) for key, id, _, _, own in newest(reader, kind, narrowed)])
            answers = reader.tuples(_THINGS + question, [things[narrowed]])
            for name in wanted:
                column = 1 + names.index(name)
                having = {(row[0], row[column]) for row in answers if row[column] is not None}
                counts = Counter(value for _, value in having)
                found[name] = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:top]
    return {name: found[name] for name in FACETS[kind]}
