"""Where things are: events at their place, or places as articles name them, one row a point."""

from __future__ import annotations

from typing import Literal

from onrecord.store.filters import Filters, found, where
from onrecord.store.reader import Reader, Row

Layer = Literal["events", "places"]
# Facets that are in the index of passages by place.
_HELD = {"type", "quad", "status", "place", "since", "until", "told"}


def points(reader: Reader, layer: Layer, filters: Filters, limit: int = 5000) -> list[Row]:
    """Points with name, country, kind of place and how many events (or articles that name it) each has, most first."""
    if layer == "places":
        condition, values = where("articles", filters)
        query = (
            "SELECT p.name, p.lat, p.lon, min(p.country) AS country, min(p.feature) AS feature,"
            " count(DISTINCT a.key) AS n FROM places p JOIN articles a ON a.key = p.article WHERE p.lat IS NOT NULL"
            f" AND p.lon IS NOT NULL AND {condition} GROUP BY p.name, p.lat, p.lon ORDER BY n DESC, 1 LIMIT ?"
        )
    elif filters == Filters():
        query = (
            "SELECT nullif(p.place, '') AS name, p.lat, p.lon, min(nullif(p.country, '')) AS country,"
            " min(nullif(p.feature, '')) AS feature, sum(p.n) AS n FROM event_places p"
            " GROUP BY p.place, p.lat, p.lon ORDER BY n DESC, 1 LIMIT ?"
        )
        values = []
    elif filters == Filters(type=filters.type):
        query = (
            "SELECT nullif(p.place, '') AS name, p.lat, p.lon, min(nullif(p.country, '')) AS country,"
            " min(nullif(p.feature, '')) AS feature, sum(p.n) AS n FROM event_points p WHERE p.type = ?"
            " GROUP BY p.place, p.lat, p.lon ORDER BY n DESC, 1 LIMIT ?"
        )
        values = [filters.type]
    else:
        # An index holds the events place by place, with some of their facets; what asks for others is read in the
        # order of the table.
        held = filters.given() <= _HELD
        source, condition, values = found("events", filters, all=not held)
        placed = source + (" INDEXED BY passages_places" if held else "")
        query = (
            "SELECT w.place AS name, w.lat, w.lon, min(w.place_country) AS country, min(w.feature) AS feature,"
            f" count(*) AS n FROM {placed} WHERE {condition} AND w.lat IS NOT NULL AND w.lon IS NOT NULL"
            " GROUP BY w.place, w.lat, w.lon ORDER BY n DESC, 1 LIMIT ?"
        )
    return reader.rows(query, [*values, limit])


def located(reader: Reader, filters: Filters) -> tuple[int, int]:
    """How many events have a point, and how many there are."""
    if filters == Filters(type=filters.type):
        # Both are counted already.
        many, points = reader.tuples(
            "SELECT (SELECT total(n) FROM event_days WHERE type = ?1 OR ?1 IS NULL), iif(?1 IS NULL,"
            " (SELECT total(n) FROM event_places), (SELECT total(n) FROM event_points WHERE type = ?1))",
            [filters.type],
        )[0]
        return int(points), int(many)
    source, condition, values = found("events", filters, all=True)
    counted = reader.rows(f"SELECT count(*) AS n, count(w.lat) AS located FROM {source} WHERE {condition}", values)[0]
    return counted["located"], counted["n"]
