"""Events at their places as GeoJSON (RFC 7946): WGS 84, longitude first."""

from __future__ import annotations

import json
from collections.abc import Iterator

from onrecord.export.event_records import day_of, event_records
from onrecord.export.exporter import Exporter, encoded
from onrecord.store.filters import Filters
from onrecord.store.reader import Reader

PROPERTIES = ("article", "headline", "outlet", "published", "uri", "type", "mode", "cameo", "status", "date", "place",
              "place_country", "feature", "geonames", "sentence", "speaker", "confidence")  # fmt: skip


def _features(reader: Reader, filters: Filters) -> Iterator[str]:
    yield '{"type": "FeatureCollection", "features": [\n'
    between = ""
    for event in event_records(reader, filters):
        if event["lat"] is None or event["lon"] is None:
            continue
        feature = {
            "type": "Feature",
            "id": f"{event['article']}/{event['id']}",
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
