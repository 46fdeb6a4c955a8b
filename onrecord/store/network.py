"""Who acts on whom, and who speaks of whom: actors as nodes, what passes between them as edges."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from onrecord.store.filters import Filters, Kind, found, of_dyads
from onrecord.store.reader import Reader, Row
from onrecord.store.scales import quad_of

NetworkLayer = Literal["events", "statements", "both"]

# Parties `i` and `j` of a thing: who acts on whom, who speaks of whom.
ACTS = " JOIN parties i ON i.passage = w.key AND i.side = 0 JOIN parties j ON j.passage = w.key AND j.side = 1"
SPEAKS = " JOIN parties i ON i.passage = w.key AND i.side = 2 JOIN parties j ON j.passage = w.key AND j.side = 3"

MOST_EDGES = 1500  # more can't be told apart in a picture


@dataclass(frozen=True, slots=True)
class Network:
    """The `nodes` in the most things, the strongest `edges` among those, and how many of each are left out."""

    nodes: list[Row]
    edges: list[Row]
    left_out: dict[str, int]


def network(reader: Reader, layer: NetworkLayer, filters: Filters, limit: int = 100) -> Network:
    """The network of the things that `filters` leave; actors are told apart by name.

    Edges: `source` and `target` are ids of nodes, `kind` is acts or speaks, `n` how many events or statements, of the
    events how many cooperation and conflict, by type, and the `first` and `last` day.
    """
    kinds: tuple[Kind, ...] = ("events", "statements")
    layers = [name for name in kinds if layer in (name, "both")]
    weight: dict[int, dict[str, int]] = {}
    for name in layers:
        for row in _parties(reader, name, filters):
            weight.setdefault(row["name"], {"events": 0, "statements": 0})[name] = row["n"]
    names = names_of(reader, list(weight))
    ranked = sorted(weight, key=lambda key: (-sum(weight[key].values()), names[key]))
    # An actor may leave the store between two questions, while articles come in.
    known = {row["name"]: row for row in about(reader, [names[key] for key in ranked[:limit]])}
    kept = {key: number for number, key in enumerate(key for key in ranked[:limit] if names[key] in known)}
    found = [edge for name in layers for edge in (_acts if name == "events" else _speaks)(reader, filters, kept)]
    edges = sorted(found, key=lambda edge: (-edge.n, edge.source, edge.target, edge.kind))
    nodes = [
        {
            "id": number,
            **known[names[key]],
            "n": sum(weight[key].values()),
            **weight[key],
        }
        for key, number in kept.items()
    ]
    left_out = {"nodes": len(ranked) - len(kept), "edges": max(0, len(edges) - MOST_EDGES)}
    return Network(nodes, [edge.row() for edge in edges[:MOST_EDGES]], left_out)


@dataclass(frozen=True, slots=True)
class _Edge:
    """What passes from one node to another: how often, by type (type, how often, first and last day)."""

    source: int
    target: int
    kind: str
    n: int
    counted: list[tuple[str, int, str | None, str]]

    def row(self) -> Row:
        return {
            "source": self.source, "target": self.target, "kind": self.kind, "n": self.n,
            "cooperation": sum(n for type, n, _, _ in self.counted if quad_of(type) in "12"),
            "conflict": sum(n for type, n, _, _ in self.counted if quad_of(type) in "34"),
            "types": {type: n for type, n, _, _ in self.counted if type},
            "first": min(filter(None, (first for _, _, first, _ in self.counted)), default=None),
            "last": max(filter(None, (last for _, _, _, last in self.counted)), default=None),
        }  # fmt: skip


def _parties(reader: Reader, kind: Kind, filters: Filters) -> list[Row]:
    """How many things each name takes part in."""
    source, condition, values = found(kind, filters)
    sides = "(0, 1)" if kind == "events" else "(2, 3)"
    if filters == Filters() and kind == "events":
        # Nothing to look up beside the parties: an index holds them name by name.
        return reader.rows(f"SELECT name, count(DISTINCT passage) AS n FROM parties WHERE side IN {sides} GROUP BY 1")
    return reader.rows(
        f"SELECT i.name, count(DISTINCT i.passage) AS n FROM {source} JOIN parties i ON i.passage = w.key"
        f" AND i.side IN {sides} WHERE {condition} GROUP BY 1",
        values,
    )


def _among(names: Iterable[int]) -> str:
    """That both ends of an edge are among these; "+" keeps SQLite from trying each end with each other."""
    listed = ", ".join(map(str, names)) or "0"
    return f"i.name <> j.name AND +i.name IN ({listed}) AND +j.name IN ({listed})"


def _acts(reader: Reader, filters: Filters, kept: dict[int, int]) -> list[_Edge]:
    direct = of_dyads(filters)
    columns = "type, count(DISTINCT {0}.key) AS n, min(nullif({0}.day, '')) AS first, max({0}.day) AS last"
    if direct is not None:
        listed = ", ".join(map(str, kept)) or "0"
        rows = reader.tuples(
            f"SELECT d.actor, d.recipient, d.{columns.format('d').replace('DISTINCT ', '')} FROM dyads d WHERE"
            f" d.actor IN ({listed}) AND +d.recipient IN ({listed}) AND d.actor <> d.recipient AND {direct[0]}"
            " GROUP BY 1, 2, 3",
            direct[1],
        )
    else:
        source, condition, values = found("events", filters)
        rows = reader.tuples(
            f"SELECT i.name, j.name, w.{columns.format('w')} FROM {source}{ACTS} WHERE {condition} AND {_among(kept)}"
            " GROUP BY 1, 2, 3",
            values,
        )
    by_pair: dict[tuple[int, int], list[Any]] = {}
    for one, other, *counted in rows:
        by_pair.setdefault((one, other), []).append(counted)
    return [
        _Edge(kept[one], kept[other], "acts", sum(count[1] for count in counted), counted)
        for (one, other), counted in by_pair.items()
    ]


def _speaks(reader: Reader, filters: Filters, kept: dict[int, int]) -> list[_Edge]:
    source, condition, values = found("statements", filters)
    rows = reader.tuples(
        f"SELECT i.name, j.name, count(*), min(nullif(w.day, '')), max(w.day) FROM {source}{SPEAKS}"
        f" WHERE {condition} AND {_among(kept)} GROUP BY 1, 2",
        values,
    )
    return [_Edge(kept[one], kept[other], "speaks", n, [("", n, *days)]) for one, other, n, *days in rows]


def names_of(reader: Reader, keys: list[int]) -> dict[int, str]:
    """Names by their keys."""
    rows = reader.rows("SELECT n.key, n.name FROM json_each(?) j JOIN names n ON n.key = j.value", (json.dumps(keys),))
    return {row["key"]: row["name"] for row in rows}


def about(reader: Reader, names: list[str]) -> list[Row]:
    """Type, country and code of each name, as the newest article has them."""
    return reader.rows(
        "SELECT j.value AS name, x.type, x.country, x.code FROM json_each(?) j"
        " JOIN actors x ON x.name = j.value AND (x.article, x.id) = (SELECT y.article, y.id FROM actors y"
        "  WHERE y.name = j.value ORDER BY y.article DESC, y.id LIMIT 1)",
        (json.dumps(names),),
    )
