"""Pages that compare: the network of actors, events over time, panels."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from starlette.datastructures import QueryParams

from onrecord.serve import address
from onrecord.serve.endpoints import (
    LAYERS_OF_NETWORK,
    MOST_NODES,
    MOST_ROWS,
    PANEL_BY,
    PANEL_UNITS,
    SERIES_BY,
    UNITS,
)
from onrecord.serve.formats import Answer, Later
from onrecord.serve.problems import ProblemError
from onrecord.store.facets import facets
from onrecord.store.filters import NO_COUNTRY
from onrecord.store.network import network
from onrecord.store.panel import UNIT_COLUMNS, Panel, panel, panel_rows, size
from onrecord.store.reader import Reader, Row
from onrecord.store.scales import quad_names, quad_of
from onrecord.store.timeline import Timeline, timeline

SHOWN = 80  # connections in the table of the network's page


def network_page(reader: Reader, given: QueryParams) -> Answer:
    """Who acts on whom and who speaks of whom."""
    layer = address.one_of(given, "layer", LAYERS_OF_NETWORK)
    found = address.filters(given)
    limit = address.integer(given, "limit", 100, 1, MOST_NODES)
    drawn = network(reader, layer, found, limit)
    data = {"layer": layer, "filters": address.chosen(found), "nodes": drawn.nodes,
            "edges": Later(lambda: drawn.edges), "left_out": drawn.left_out}  # fmt: skip
    labels = [node["label"] for node in drawn.nodes]

    def table() -> Iterator[Row]:
        for edge in drawn.edges:
            yield {**edge, "source": labels[edge["source"]], "target": labels[edge["target"]]}

    columns = ("source", "target", "kind", "n", "cooperation", "conflict", "first", "last")
    kind: Any = "statements" if layer == "statements" else "events"
    extra = {
        "filters_found": found, "facets": Later(lambda: facets(reader, kind, found)), "quads": quad_names(),
        "edges": Later(lambda: drawn.strongest(SHOWN)), "edge_count": len(drawn.drawn),
    }  # fmt: skip
    return Answer("network.html", data, extra, table, columns)


def timeline_page(reader: Reader, given: QueryParams) -> Answer:
    """Events by period, and by type, status or quad class."""
    unit: Any = address.one_of(given, "unit", UNITS)
    by = address.one_of(given, "by", SERIES_BY)
    found = address.filters(given)
    counted = _timeline(reader, given, found, None if unit == "auto" else unit, "type" if by == "quad" else by)
    counts = _by_quad(counted) if by == "quad" else counted.counts
    index = {period: n for n, period in enumerate(counted.periods)}
    series: list[Row] = []
    for name in sorted(counts, key=lambda name: (-sum(counts[name].values()), name)):
        row = [0] * len(index)
        for period, n in counts[name].items():
            row[index[period]] = n
        quad = quad_of(name) if by == "type" else name if by == "quad" else "0"
        label = quad_names().get(name, "Other") if by == "quad" else name
        series.append({"name": label, "quad": quad, "total": sum(row), "counts": row})
    data = {
        "unit": counted.unit, "by": by, "filters": address.chosen(found), "periods": counted.periods, "series": series,
        "outside": counted.outside, "undated": counted.undated, "since": counted.since, "until": counted.until,
    }  # fmt: skip
    table = [
        {"period": period, by if by != "none" else "what": one["name"], "events": one["counts"][n]}
        for one in series
        for n, period in enumerate(counted.periods)
    ]
    columns = ("period", by if by != "none" else "what", "events")
    extra = {"filters_found": found, "facets": Later(lambda: facets(reader, "events", found)), "quads": quad_names()}
    return Answer("timeline.html", data, extra, table, columns)


def _timeline(reader: Reader, given: QueryParams, found: Any, unit: Any, by: Any) -> Timeline:
    try:
        return timeline(reader, found, found.since, found.until, unit, by)
    except ValueError as error:
        raise ProblemError(400, f"unit: {error}") from None


def _by_quad(counted: Timeline) -> dict[str, dict[str, int]]:
    counts: dict[str, dict[str, int]] = {}
    for type, by_period in counted.counts.items():
        row = counts.setdefault(quad_of(type), {})
        for period, n in by_period.items():
            row[period] = row.get(period, 0) + n
    return counts


def panel_page(reader: Reader, given: QueryParams) -> Answer:
    """Events of each dyad, actor or country in each day, week or month, zeros filled in; as a table all of it."""
    by: Any = address.one_of(given, "by", PANEL_BY)
    unit: Any = address.one_of(given, "unit", PANEL_UNITS)
    found = address.filters(given)
    limit = address.integer(given, "limit", 200, 1, MOST_ROWS)
    since, until = (date.fromisoformat(day) if day else None for day in (found.since, found.until))
    after = address.read_words(given, len(UNIT_COLUMNS[by]) + 1)
    over = panel(reader, by, unit, found, since, until)
    rows = list(panel_rows(reader, over, found, tuple(after) if after else None, limit + 1))
    more, rows = len(rows) > limit, rows[:limit]
    data = {
        "by": by, "unit": unit, "filters": address.chosen(found), "columns": list(over.columns), "count": size(over),
        "undated": over.undated, "rows": rows, "next": _mark(over, rows[-1]) if more else None,
    }  # fmt: skip

    def table() -> Iterator[Row]:
        return panel_rows(reader, over, found)

    extra = {
        "filters_found": found, "facets": Later(lambda: facets(reader, "events", found)), "quads": quad_names(),
        "counted": counted_by(over),
    }  # fmt: skip
    return Answer("panel.html", data, extra, table, over.columns)


def counted_by(over: Panel) -> Callable[[Row], dict[str, str | None]]:
    """From a row of a panel to the facets that leave the events it counts."""

    def facets_of(row: Row) -> dict[str, str | None]:
        if over.by in ("country", "country-dyad"):
            one, other = ("country", None) if over.by == "country" else ("actor_country", "recipient_country")
            return {"country": row[one], "other_country": row[other] if other else None, "part": "actor"}
        given: dict[str, str | None] = {"part": "actor"}
        for side, name in (("actor", "actor"), ("recipient", "other")):
            given[name] = row.get(side)
            country = row.get(f"{side}_country")
            if country is not None and given[name] in over.shared:
                given["actor_country" if side == "actor" else "other_country"] = country or NO_COUNTRY
        return given

    return facets_of


def _mark(over: Panel, row: Row) -> str:
    """The last row of a page, by its unit and period: units that come in meanwhile move no page."""
    unit = [row[name] for name in UNIT_COLUMNS[over.by]]
    if over.by in ("dyad", "actor"):  # whose countries count where they tell actors of one name apart
        unit[1::2] = [
            country if name in over.shared else "" for name, country in zip(unit[::2], unit[1::2], strict=True)
        ]
    return address.write_words([*unit, row[over.unit]])
