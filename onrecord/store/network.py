"""Who acts on whom, and who speaks of whom: actors as nodes, what passes between them as edges."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from onrecord.store.filters import FROM, Filters, Kind, of_dyads, where
from onrecord.store.reader import Reader, Row
from onrecord.store.scales import quad_of
from onrecord.store.sides import SHARED, Bearer, Pair, Sides

NetworkLayer = Literal["events", "statements", "both"]

# The country of either end of a row of `dyads d`, where actors of several bear its name, and both ends.
COUNTRY_OF_DYADS = f"iif(d.{{0}} IN {SHARED}, d.{{0}}_country, '')"
BEARERS_OF_DYADS = (
    f"d.actor, {COUNTRY_OF_DYADS.format('actor')} AS its, d.recipient, {COUNTRY_OF_DYADS.format('recipient')} AS whose"
)

MOST_EDGES = 1500  # more can't be told apart in a picture


@dataclass(frozen=True, slots=True)
class Network:
    """The `nodes` in the most things, the strongest edges among those, and how many of each are left out."""

    nodes: list[Row]
    left_out: dict[str, int]
    drawn: list[_Edge]
    filters: Filters
    reader: Reader

    @property
    def edges(self) -> list[Row]:
        """All that are drawn, strongest first; looked up while the reader is open."""
        return self.strongest(len(self.drawn))

    def strongest(self, most: int) -> list[Row]:
        """The first `most` of them; types are looked up for no others."""
        return [edge.row() for edge in _with_types(self.reader, self.filters, self.drawn[:most])]


def network(reader: Reader, layer: NetworkLayer, filters: Filters, limit: int = 100) -> Network:
    """The network of the things that `filters` leave; actors are told apart by name, those of one name by country.

    Of `edges` `source` and `target` are ids of nodes, `kind` is acts or speaks, `n` how many events or statements, of
    the events how many cooperation and conflict, by type, and the `first` and `last` day.
    """
    kinds: tuple[Kind, ...] = ("events", "statements")
    layers = [name for name in kinds if layer in (name, "both")]
    # Of everything who takes part is counted already, and what passes between two of whom events tell.
    sides = {
        kind: Sides(reader, kind, replace(filters, told=None) if kind == "statements" else filters)
        for kind in layers
        if kind == "statements" or filters != Filters()
    }
    weight: dict[Bearer, dict[str, int]] = {}
    for kind in layers:
        many = sides[kind].parties() if kind in sides and filters != Filters() else _everyone(reader, kind)
        for bearer, n in many.items():
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
    drawn: list[_Edge] = []
    if "events" in layers:
        drawn += _acts(_counted(sides["events"], kept) if "events" in sides else _all_pairs(reader, kept), kept, shared)
    if "statements" in layers:
        drawn += _speaks(sides["statements"], kept)
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
    return Network(nodes, left_out, edges[:MOST_EDGES], filters, reader)


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
    counted: Sequence[tuple[str, int, str | None, str | None]]
    pair: tuple[Any, ...] = ()  # whose types are still to be looked up: two names' keys, two countries (None: any)

    def row(self) -> Row:
        return {
            "source": self.source, "target": self.target, "kind": self.kind, "n": self.n,
            "cooperation": sum(n for type, n, _, _ in self.counted if quad_of(type) in "12"),
            "conflict": sum(n for type, n, _, _ in self.counted if quad_of(type) in "34"),
            "types": {type: n for type, n, _, _ in self.counted if type},
            "first": min(filter(None, (first for _, _, first, _ in self.counted)), default=None),
            "last": max(filter(None, (last for _, _, _, last in self.counted)), default=None),
        }  # fmt: skip


def _everyone(reader: Reader, kind: Kind) -> Counter[Bearer]:
    """How many things each actor takes part in, of everything: counted already."""
    rows = reader.tuples(
        f"SELECT n.key, '', n.{kind} FROM names n WHERE n.{kind} > 0 AND n.key NOT IN {SHARED} UNION ALL"
        f" SELECT b.name, b.country, b.{kind} FROM bearers b WHERE b.{kind} > 0 AND b.name IN {SHARED}"
    )
    return Counter({(key, country): n for key, country, n in rows})


def _listed(kept: Iterable[Bearer]) -> str:
    return ", ".join(sorted({str(key) for key, _ in kept})) or "0"


def _counted(sides: Sides, kept: Collection[Bearer]) -> Counter[Pair]:
    return Counter({pair: of.n for pair, of in sides.pairs(kept).items()})


def _all_pairs(reader: Reader, kept: Collection[Bearer]) -> Counter[Pair]:
    """How many events pass from one of these actors to another, of everything: counted already."""
    many: Counter[Pair] = Counter()
    listed = _listed(kept)
    for one, its, other, whose, n in reader.tuples(
        f"SELECT {BEARERS_OF_DYADS}, d.n FROM pairs d WHERE d.actor IN ({listed}) AND d.recipient IN ({listed})"
        " AND d.actor <> d.recipient"
    ):
        if (one, its) in kept and (other, whose) in kept:
            many[(one, its), (other, whose)] += n
    return many


def _acts(pairs: Counter[Pair], kept: dict[Bearer, int], shared: Collection[int]) -> list[_Edge]:
    """Who acts on whom; types are looked up for the edges that are drawn."""
    return [
        _Edge(kept[one], kept[other], "acts", n, [],
              (one[0], other[0], *(bearer[1] if bearer[0] in shared else None for bearer in (one, other))))
        for (one, other), n in pairs.items()
    ]  # fmt: skip


def _speaks(sides: Sides, kept: dict[Bearer, int]) -> list[_Edge]:
    """Who speaks of whom, with the days."""
    return [
        _Edge(kept[one], kept[other], "speaks", of.n, [("", of.n, of.first or None, of.last or None)])
        for (one, other), of in sides.pairs(kept).items()
    ]


def _with_types(reader: Reader, filters: Filters, edges: list[_Edge]) -> list[_Edge]:
    """The edges, with what passes between their pairs by type."""
    asked = [(number, *edge.pair) for number, edge in enumerate(edges) if edge.pair]
    if not asked:
        return edges
    direct = of_dyads(filters)
    if direct is not None:
        condition, values = direct
    else:
        condition, values = where("events", filters)
        # Looked up one by one by their keys: a pair's events are few beside all that the filters leave.
        condition = f"EXISTS (SELECT 1 FROM {FROM['events']} WHERE w.key = d.key AND ({condition}))"
    own = " AND ".join(
        f"(json_extract(j.value, '$[{n}]') IS NULL OR d.{side}_country = json_extract(j.value, '$[{n}]'))"
        for n, side in ((3, "actor"), (4, "recipient"))
    )
    counted: dict[int, list[Any]] = {}
    for number, *by_type in reader.tuples(
        "SELECT json_extract(j.value, '$[0]') AS number, d.type, count(*), min(nullif(d.day, '')), max(d.day)"
        " FROM json_each(?) j CROSS JOIN dyads d ON d.actor = json_extract(j.value, '$[1]')"
        f" AND d.recipient = json_extract(j.value, '$[2]') AND {own} WHERE {condition} GROUP BY 1, 2",
        [json.dumps(asked), *values],
    ):
        counted.setdefault(number, []).append(by_type)
    return [replace(edge, counted=counted.get(number, edge.counted)) for number, edge in enumerate(edges)]


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
