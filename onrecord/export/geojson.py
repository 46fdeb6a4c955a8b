"""Events at their places as GeoJSON (RFC 7946): WGS 84, longitude first; the area of a part of a place, a
range or a border ("northern Mali") as the feature's `bbox`."""

from __future__ import annotations

import json
from collections.abc import Iterator

from onrecord.export.event_records import day_of, event_records
from onrecord.export.exporter import Exporter, encoded
from onrecord.store.filters import Filters
from onrecord.store.reader import Reader, Row

PROPERTIES = ("article", "headline", "outlet", "published", "uri", "type", "mode", "cameo", "status", "date", "place",
              "place_country", "feature", "part", "relation", "radius_km", "geonames", "sentence", "speaker",
              "confidence")  # fmt: skip
_BOX = (
    "SELECT json_extract(x.value, '$.box') AS box, json_extract(x.value, '$.lat') AS lat,"
    " json_extract(x.value, '$.lon') AS lon FROM articles a, json_each(a.report, '$.places') x"
    " WHERE a.id = ? AND json_extract(x.value, '$.id') = ?"
)


def _bbox(reader: Reader, event: Row) -> dict[str, list[float]]:
    """The `bbox` member ([west, south, east, north], RFC 7946, 5) where the event's place has an area of its own.

    Only what has a part or a relation has one; a place that was corrected since has lost it.
    """
    if not (event["part"] or event["relation"]):
        return {}
    for row in reader.stream(_BOX, [event["article"], event["place_id"]]):
        if row["box"] and (row["lat"], row["lon"]) == (event["lat"], event["lon"]):
            south, west, north, east = json.loads(row["box"])
            return {"bbox": [west, south, east, north]}
    return {}


def _features(reader: Reader, filters: Filters) -> Iterator[str]:
    yield '{"type": "FeatureCollection", "features": [\n'
    between = ""
    for event in event_records(reader, filters):
        if event["lat"] is None or event["lon"] is None:
            continue
        feature = {
            "type": "Feature",
            "id": f"{event['article']}/{event['id']}",
            **_bbox(reader, event),
            "geometry": {"type": "Point", "coordinates": [round(event["lon"], 6), round(event["lat"], 6)]},
            "properties": {
                **{name: event[name] for name in PROPERTIES},
                "day": day_of(event),
                "actors": [party["name"] for party in event["actors"]],
                "recipients": [party["name"] for party in event["recipients"]],
                "contexts": event["contexts"],
            },
        }
        yield between + json.dumps(feature, ensure_ascii=False)
        between = ",\n"
    yield "\n]}\n"


def _make(reader: Reader, filters: Filters, table: str | None) -> Iterator[bytes]:
    return encoded(_features(reader, filters))


GEOJSON = Exporter("geojson", "events at their places, for maps", ".geojson", "application/geo+json", _make)
