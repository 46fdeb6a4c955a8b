"""Who acts on whom, and who speaks of whom: actors as nodes, what passes between them as edges."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Literal

from onrecord.store.filters import FROM, Filters, where
from onrecord.store.reader import Reader, Row
from onrecord.store.scales import quad_of

NetworkLayer = Literal["events", "statements", "both"]

ACTS = (
    f" FROM {FROM['events']}"
    " JOIN event_actors i ON i.article = w.article AND i.event = w.id AND i.side = 'actor'"
    " JOIN event_actors j ON j.article = w.article AND j.event = w.id AND j.side = 'recipient'"
    " JOIN actors x ON x.article = i.article AND x.id = i.actor"
    " JOIN actors y ON y.article = j.article AND y.id = j.actor"
)
SPEAKS = (
    f" FROM {FROM['statements']}"
    " JOIN actors x ON x.article = w.article AND x.id = r.speaker"
    " JOIN statement_spans c ON c.article = w.article AND c.statement = w.id AND c.part = 'content'"
    " JOIN mentions m ON m.article = w.article AND m.kind = 'name' AND m.start >= c.start AND m.end <= c.end"
    " JOIN actors y ON y.article = m.article AND y.id = m.actor"
)


@dataclass(frozen=True, slots=True)
class Network:
    """The `nodes` with the most between them, the `edges` among those, and how many of each are left out."""

    nodes: list[Row]
    edges: list[Row]
    left_out: dict[str, int]


def network(reader: Reader, layer: NetworkLayer, filters: Filters, limit: int = 100) -> Network:
    """The network of the things that `filters` leave; actors are told apart by name.

    Edges: `source` and `target` are ids of nodes, `kind` is acts or speaks, `n` how many events or statements, of the
    events how many cooperation and conflict, by type, and the `first` and `last` day.
    """
    edges: list[Row] = []
    if layer in ("events", "both"):
        edges += _acts(reader, filters)
    if layer in ("statements", "both"):
        edges += _speaks(reader, filters)
    weight: dict[str, dict[str, int]] = {}
    for edge in edges:
        for end in ("source", "target"):
            counted = weight.setdefault(edge[end], {"acts": 0, "speaks": 0})
            counted[edge["kind"]] += edge["n"]
    ranked = sorted(weight, key=lambda name: (-sum(weight[name].values()), name))
    kept = {name: number for number, name in enumerate(ranked[:limit])}
    known = {row["name"]: row for row in about(reader, list(kept))}
    nodes = [
        {
            "id": number,
            **known.get(name, {"name": name, "type": None, "country": None, "code": None}),
            "n": sum(weight[name].values()),
            "events": weight[name]["acts"],
            "statements": weight[name]["speaks"],
        }
        for name, number in kept.items()
    ]
    shown = [
        {**edge, "source": kept[edge["source"]], "target": kept[edge["target"]]}
        for edge in edges
        if edge["source"] in kept and edge["target"] in kept
    ]
    shown.sort(key=lambda edge: (-edge["n"], edge["source"], edge["target"], edge["kind"]))
    return Network(nodes, shown, {"nodes": len(ranked) - len(kept), "edges": len(edges) - len(shown)})


def _acts(reader: Reader, filters: Filters) -> list[Row]:
    condition, values = where("events", filters)
    rows = reader.rows(
        "SELECT x.name AS source, y.name AS target, r.type AS type, count(DISTINCT w.key) AS n,"
        f" min(nullif(w.day, '')) AS first, max(w.day) AS last {ACTS}"
        f" WHERE {condition} AND x.name <> y.name GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
        values,
    )
    found: dict[tuple[str, str], Row] = {}
    for row in rows:
        edge = found.setdefault(
            (row["source"], row["target"]),
            {"source": row["source"], "target": row["target"], "kind": "acts", "n": 0, "cooperation": 0,
             "conflict": 0, "types": {}, "first": None, "last": None},
        )  # fmt: skip
        edge["n"] += row["n"]
        edge["types"][row["type"]] = row["n"]
        quad = quad_of(row["type"])
        edge["cooperation"] += row["n"] if quad in "12" else 0
        edge["conflict"] += row["n"] if quad in "34" else 0
        edge["first"] = min(filter(None, (edge["first"], row["first"])), default=None)
        edge["last"] = max(filter(None, (edge["last"], row["last"])), default=None)
    return list(found.values())


def _speaks(reader: Reader, filters: Filters) -> list[Row]:
    condition, values = where("statements", filters)
    rows = reader.rows(
        "SELECT x.name AS source, y.name AS target, 'speaks' AS kind, count(DISTINCT w.key) AS n, 0 AS cooperation,"
        f" 0 AS conflict, '{{}}' AS types, min(nullif(w.day, '')) AS first, nullif(max(w.day), '') AS last {SPEAKS}"
        f" WHERE {condition} AND x.name <> y.name GROUP BY 1, 2 ORDER BY 1, 2",
        values,
    )
    return [{**row, "types": {}} for row in rows]


def about(reader: Reader, names: list[str]) -> list[Row]:
    """Type, country and code of each name, as most articles have it."""
    return reader.rows(
        "SELECT name, json_extract(found, '$[0]') AS type, json_extract(found, '$[1]') AS country,"
        " json_extract(found, '$[2]') AS code FROM (SELECT j.value AS name,"
        " (SELECT json_array(x.type, x.country, x.code) FROM actors x WHERE x.name = j.value"
        "  GROUP BY x.type, x.country, x.code ORDER BY count(*) DESC, 1 LIMIT 1) AS found FROM json_each(?) j)",
        (json.dumps(names),),
    )
