"""Who acts on whom, and who speaks of whom: actors as nodes, what passes between them as edges."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from onrecord.store.filters import Filters, Kind, found, of_dyads
from onrecord.store.reader import Reader, Row
from onrecord.store.scales import quad_of

NetworkLayer = Literal["events", "statements", "both"]

# Parties `i` and `j` of a thing: who acts on whom, who speaks of whom.
ACTS = " JOIN parties i ON i.passage = w.key AND i.side = 0 JOIN parties j ON j.passage = w.key AND j.side = 1"
SPEAKS = " JOIN parties i ON i.passage = w.key AND i.side = 2 JOIN parties j ON j.passage = w.key AND j.side = 3"

# An actor: the key of its name and, where actors of several countries bear that, its country ('' for none).
Bearer = tuple[int, str]
SHARED = "(SELECT key FROM shared_names)"
BEARERS = (
    f"i.name, iif(i.name IN {SHARED}, i.country, '') AS its, j.name, iif(j.name IN {SHARED}, j.country, '') AS whose"
)
# The same of a row of `dyads d`: for either end, and for both.
COUNTRY_OF_DYADS = f"iif(d.{{0}} IN {SHARED}, d.{{0}}_country, '')"
BEARERS_OF_DYADS = (
    f"d.actor, {COUNTRY_OF_DYADS.format('actor')} AS its, d.recipient, {COUNTRY_OF_DYADS.format('recipient')} AS whose"
)

ONCE = Filters(told="once")
# Facets that a row of `involved` answers by itself.
_OWN_FACTS = ("outlet", "type", "status", "mode", "quote", "quad", "place", "box", "since", "until", "confidence")
MOST_EDGES = 1500  # more can't be told apart in a picture


@dataclass(frozen=True, slots=True)
class Network:
    """The `nodes` in the most things, the strongest edges among those, and how many of each are left out."""

    nodes: list[Row]
    left_out: dict[str, int]
    drawn: list[_Edge]
    reader: Reader

    @property
    def edges(self) -> list[Row]:
        """All that are drawn, strongest first; looked up while the reader is open."""
        return self.strongest(len(self.drawn))

    def strongest(self, most: int) -> list[Row]:
        """The first `most` of them; types are looked up for no others."""
        return [edge.row() for edge in _with_types(self.reader, self.drawn[:most])]


def network(reader: Reader, layer: NetworkLayer, filters: Filters, limit: int = 100) -> Network:
    """The network of the things that `filters` leave; actors are told apart by name, those of one name by country.

    Of `edges` `source` and `target` are ids of nodes, `kind` is acts or speaks, `n` how many events or statements, of
    the events how many cooperation and conflict, by type, and the `first` and `last` day.
    """
    kinds: tuple[Kind, ...] = ("events", "statements")
    layers = [name for name in kinds if layer in (name, "both")]
    weight: dict[Bearer, dict[str, int]] = {}
    for kind in layers:
        for bearer, n in _parties(reader, kind, filters):
            weight.setdefault(bearer, {"events": 0, "statements": 0})[kind] = n
    names = names_of(reader, list({key for key, _ in weight}))
    shared = {row[0] for row in reader.tuples("SELECT key FROM shared_names")}
    # An actor may leave the store between two questions, while articles come in.
    ranked = sorted(
        (bearer for bearer in weight if bearer[0] in names),
        key=lambda bearer: (-sum(weight[bearer].values()), names[bearer[0]], bearer[1]),
    )
    top = ranked[:limit]
    known = about(reader, [(names[key], country if key in shared else None) for key, country in top])
    kept = {bearer: n for n, bearer in enumerate(x for x, row in zip(top, known, strict=True) if row is not None)}
    drawn = [edge for kind in layers for edge in (_acts if kind == "events" else _speaks)(reader, filters, kept)]
    edges = sorted(drawn, key=lambda edge: (-edge.n, edge.source, edge.target, edge.kind))
    rows = (row for row in known if row is not None)
    nodes = [
        {
            "id": number,
            **row,
            "label": labelled(row["name"], bearer[1] if bearer[0] in shared else None),
            "shared": bearer[0] in shared,
            "n": sum(weight[bearer].values()),
            **weight[bearer],
        }
        for (bearer, number), row in zip(kept.items(), rows, strict=True)
    ]
    left_out = {"nodes": len(ranked) - len(kept), "edges": max(0, len(edges) - MOST_EDGES)}
    return Network(nodes, left_out, edges[:MOST_EDGES], reader)


def labelled(name: str, country: str | None) -> str:
    """A name as it is written where actors of several countries bear it; None where none do."""
    return name if country is None else f"{name} ({country or 'no country'})"


@dataclass(frozen=True, slots=True)
class _Edge:
    """What passes from one node to another: how often, by type (type, how often, first and last day)."""

    source: int
    target: int
    kind: str
    n: int
    counted: list[tuple[str, int, str | None, str]]
    pairs: Sequence[tuple[Any, ...]] = ()  # rows of `pairs` whose types are still to be looked up

    def row(self) -> Row:
        return {
            "source": self.source, "target": self.target, "kind": self.kind, "n": self.n,
            "cooperation": sum(n for type, n, _, _ in self.counted if quad_of(type) in "12"),
            "conflict": sum(n for type, n, _, _ in self.counted if quad_of(type) in "34"),
            "types": {type: n for type, n, _, _ in self.counted if type},
            "first": min(filter(None, (first for _, _, first, _ in self.counted)), default=None),
            "last": max(filter(None, (last for _, _, _, last in self.counted)), default=None),
        }  # fmt: skip


def _parties(reader: Reader, kind: Kind, filters: Filters) -> list[tuple[Bearer, int]]:
    """How many things each actor takes part in."""
    sides = "(0, 1)" if kind == "events" else "(2, 3)"
    bearer = f"i.name, iif(i.name IN {SHARED}, i.country, '') AS its"
    if filters == Filters() or (kind == "events" and filters == ONCE):
        # Counted already, of events also those that others told before.
        many = {
            (key, country): n
            for key, country, n in reader.tuples(
                f"SELECT n.key, '', n.{kind} FROM names n WHERE n.{kind} > 0 AND n.key NOT IN {SHARED} UNION ALL"
                f" SELECT b.name, b.country, b.{kind} FROM bearers b WHERE b.{kind} > 0 AND b.name IN {SHARED}"
            )
        }
        if filters == ONCE:
            for key, country, n in reader.tuples(
                f"SELECT {bearer}, count(DISTINCT i.passage) FROM merged m CROSS JOIN parties i ON i.passage = m.key"
                f" AND i.side IN {sides} GROUP BY 1, 2"
            ):
                many[key, country] -= n
        return [(bearer, n) for bearer, n in many.items() if n]
    source, condition, values = found(kind, filters)
    if kind == "events" and replace(filters, **dict.fromkeys(_OWN_FACTS), words="") == Filters():
        # Name by name, in the order of a table that holds each event of a name once.
        alone = reader.tuples(
            f"SELECT w.name, '', count(*) FROM involved w WHERE {condition} AND w.name NOT IN {SHARED} GROUP BY w.name",
            values,
        )
        others = reader.tuples(
            f"SELECT w.name, i.country, count(DISTINCT w.key) FROM involved w CROSS JOIN parties i ON i.passage = w.key"
            f" AND i.side IN {sides} AND i.name = w.name WHERE {condition} AND w.name IN {SHARED} GROUP BY 1, 2",
            values,
        )
        return [((key, country), n) for key, country, n in (*alone, *others)]
    # Thing by thing: a name has many of which few are left.
    rows = reader.tuples(
        f"SELECT {bearer}, count(DISTINCT i.passage) FROM {source} CROSS JOIN parties i ON i.passage = w.key"
        f" AND i.side IN {sides} WHERE {condition} GROUP BY 1, 2",
        values,
    )
    return [((key, country), n) for key, country, n in rows]


def _among(kept: Iterable[Bearer]) -> str:
    """That both ends of an edge are among these; "+" keeps SQLite from trying each end with each other."""
    listed = ", ".join(sorted({str(key) for key, _ in kept})) or "0"
    return f"i.name <> j.name AND +i.name IN ({listed}) AND +j.name IN ({listed})"


def _acts(reader: Reader, filters: Filters, kept: dict[Bearer, int]) -> list[_Edge]:
    if filters == Filters():
        return _all_acts(reader, kept)
    direct = of_dyads(filters)
    columns = "type, count(DISTINCT {0}.key) AS n, min(nullif({0}.day, '')) AS first, max({0}.day) AS last"
    if direct is not None:
        listed = ", ".join(sorted({str(key) for key, _ in kept})) or "0"
        rows = reader.tuples(
            f"SELECT {BEARERS_OF_DYADS}, d.{columns.format('d').replace('DISTINCT ', '')} FROM dyads d WHERE"
            f" d.actor IN ({listed}) AND +d.recipient IN ({listed}) AND d.actor <> d.recipient AND {direct[0]}"
            " GROUP BY 1, 2, 3, 4, 5",
            direct[1],
        )
    else:
        source, condition, values = found("events", filters)
        rows = reader.tuples(
            f"SELECT {BEARERS}, w.{columns.format('w')} FROM {source}{ACTS} WHERE {condition} AND {_among(kept)}"
            " GROUP BY 1, 2, 3, 4, 5",
            values,
        )
    by_pair: dict[tuple[Bearer, Bearer], list[Any]] = {}
    for one, its, other, whose, *counted in rows:
        by_pair.setdefault(((one, its), (other, whose)), []).append(counted)
    return [
        _Edge(kept[one], kept[other], "acts", sum(count[1] for count in counted), counted)
        for (one, other), counted in by_pair.items()
        if one in kept and other in kept
    ]


def _all_acts(reader: Reader, kept: dict[Bearer, int]) -> list[_Edge]:
    """Of everything: pairs are counted already, and types looked up for the edges that are drawn (`_with_types`)."""
    listed = ", ".join(sorted({str(key) for key, _ in kept})) or "0"
    by_pair: dict[tuple[Bearer, Bearer], list[Any]] = {}
    for one, its, other, whose, *pair in reader.tuples(
        f"SELECT {BEARERS_OF_DYADS}, d.n, d.actor_country, d.recipient_country FROM pairs d"
        f" WHERE d.actor IN ({listed}) AND d.recipient IN ({listed}) AND d.actor <> d.recipient"
    ):
        by_pair.setdefault(((one, its), (other, whose)), []).append(pair)
    return [
        _Edge(kept[one], kept[other], "acts", sum(n for n, *_ in pairs), [],
              [(one[0], other[0], *countries) for _, *countries in pairs])
        for (one, other), pairs in by_pair.items()
        if one in kept and other in kept
    ]  # fmt: skip


def _with_types(reader: Reader, edges: list[_Edge]) -> list[_Edge]:
    """The edges, with what passes between their pairs by type."""
    asked = [(number, *pair) for number, edge in enumerate(edges) for pair in edge.pairs]
    if not asked:
        return edges
    counted: dict[int, list[Any]] = {}
    for number, *by_type in reader.tuples(
        "SELECT json_extract(j.value, '$[0]') AS number, d.type, count(*), min(nullif(d.day, '')), max(d.day)"
        " FROM json_each(?) j CROSS JOIN dyads d ON d.actor = json_extract(j.value, '$[1]')"
        " AND d.recipient = json_extract(j.value, '$[2]') AND d.actor_country = json_extract(j.value, '$[3]')"
        " AND d.recipient_country = json_extract(j.value, '$[4]') GROUP BY 1, 2",
        (json.dumps(asked),),
    ):
        counted.setdefault(number, []).append(by_type)
    return [replace(edge, counted=counted.get(number, edge.counted)) for number, edge in enumerate(edges)]


def _speaks(reader: Reader, filters: Filters, kept: dict[Bearer, int]) -> list[_Edge]:
    source, condition, values = found("statements", filters)
    rows = reader.tuples(
        f"SELECT {BEARERS}, count(*), min(nullif(w.day, '')), max(w.day) FROM {source}{SPEAKS}"
        f" WHERE {condition} AND {_among(kept)} GROUP BY 1, 2, 3, 4",
        values,
    )
    return [
        _Edge(kept[one, its], kept[other, whose], "speaks", n, [("", n, *days)])
        for one, its, other, whose, n, *days in rows
        if (one, its) in kept and (other, whose) in kept
    ]


def names_of(reader: Reader, keys: list[int]) -> dict[int, str]:
    """Names by their keys."""
    rows = reader.rows("SELECT n.key, n.name FROM json_each(?) j JOIN names n ON n.key = j.value", (json.dumps(keys),))
    return {row["key"]: row["name"] for row in rows}


def about(reader: Reader, bearers: list[tuple[str, str | None]]) -> list[Row | None]:
    """Name, type, country and code of each actor, as the newest article has them; None of one that is not there.

    An actor is a name and its country, '' for none, or None for a name alone.
    """
    rows = reader.rows(
        "SELECT j.key AS _n, x.name, x.type, x.country, x.code FROM json_each(?) j"
        " JOIN actors x ON x.name = json_extract(j.value, '$[0]') AND (x.article, x.id) = (SELECT y.article, y.id"
        "  FROM actors y WHERE y.name = json_extract(j.value, '$[0]') AND (json_extract(j.value, '$[1]') IS NULL"
        "   OR coalesce(y.country, '') = json_extract(j.value, '$[1]')) ORDER BY y.article DESC, y.id LIMIT 1)",
        (json.dumps(bearers),),
    )
    found: list[Row | None] = [None] * len(bearers)
    for row in rows:
        found[row.pop("_n")] = row
    return found
