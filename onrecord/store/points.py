"""Where things are: events at their place, or places as articles name them, one row a point."""

from __future__ import annotations

from typing import Literal

from onrecord.store.filters import FROM, Filters, where
from onrecord.store.reader import Reader, Row

Layer = Literal["events", "places"]


def points(reader: Reader, layer: Layer, filters: Filters, limit: int = 5000) -> list[Row]:
    """Points with name, country, kind of place and how many events (or articles that name it) each has, most first."""
    grouped = "p.name, p.lat, p.lon, min(p.country) AS country, min(p.feature) AS feature"
    by = "WHERE p.lat IS NOT NULL AND p.lon IS NOT NULL AND {} GROUP BY p.name, p.lat, p.lon ORDER BY n DESC, 1 LIMIT ?"
    if layer == "places":
        condition, values = where("articles", filters)
        query = (
            f"SELECT {grouped}, count(DISTINCT a.key) AS n FROM places p JOIN articles a ON a.key = p.article "
            + by.format(condition)
        )
    else:
        condition, values = where("events", filters)
        query = (
            f"SELECT {grouped}, count(*) AS n FROM {FROM['events']}"
            " JOIN places p ON p.article = r.article AND p.id = r.place " + by.format(condition)
        )
    return reader.rows(query, [*values, limit])


def located(reader: Reader, filters: Filters) -> tuple[int, int]:
    """How many events have a point, and how many there are."""
    condition, values = where("events", filters)
    found = reader.rows(
        f"SELECT count(*) AS n, sum(EXISTS (SELECT 1 FROM places q WHERE q.article = r.article AND q.id = r.place"
        f" AND q.lat IS NOT NULL)) AS located FROM {FROM['events']} WHERE {condition}",
        values,
    )[0]
    return found["located"] or 0, found["n"]
