"""A STIX 2.1 bundle: articles as reports, actors as identities, places as locations, events as incidents.

Ids are version 5 UUIDs of what they stand for, so that the same store gives the same bundle. What STIX has no field
for (type, mode, status, on whose word) is in the incident's description and labels.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from typing import Any

from onrecord.export.event_records import day_of, event_records
from onrecord.export.exporter import Exporter, encoded
from onrecord.store.filters import Filters
from onrecord.store.reader import Reader, Row

# Of this project, made once.
NAMESPACE = uuid.UUID("6f0c9a1e-6f36-5b0e-9d0b-3f1f6a2f3c55")
# When a thing was made whose article has no date: STIX asks for one.
UNKNOWN = "1970-01-01T00:00:00.000Z"
_CLASSES = {"person": "individual", "organization": "organization", "group": "group", "country": "organization"}
_SECTORS = {"GOV": "government-national", "MIL": "defense", "COP": "emergency-services", "HLH": "healthcare",
            "EDU": "education", "BUS": "commercial", "JRN": "communications", "NGO": "non-profit"}  # fmt: skip
Plain = dict[str, Any]


def _id(kind: str, *parts: object) -> str:
    return f"{kind}--{uuid.uuid5(NAMESPACE, json.dumps([kind, *parts], ensure_ascii=True))}"


def _made(day: str | None) -> str:
    return f"{day[:10]}T00:00:00.000Z" if day and len(day) >= 10 else UNKNOWN


def _object(kind: str, id: str, day: str | None, **fields: object) -> Plain:
    filled = {name: value for name, value in fields.items() if value not in (None, [], "")}
    return {"type": kind, "spec_version": "2.1", "id": id, "created": _made(day), "modified": _made(day), **filled}


def _objects(reader: Reader, filters: Filters) -> Iterator[Plain]:
    seen: set[str] = set()
    author = _object("identity", _id("identity", "onrecord"), None, name="On Record", identity_class="system")
    yield author
    current: Row | None = None
    told: list[str] = []
    for event in event_records(reader, filters):
        if current is not None and current["article"] != event["article"]:
            yield _report(current, told, author["id"])
            told = []
        current = event
        parties: dict[str, list[str]] = {}
        for side in ("actors", "recipients"):
            for party in event[side]:
                # Actors of one name and state are one; the first article that names it gives the rest.
                id = _id("identity", party["name"], party["country"], party["type"])
                parties.setdefault(side, []).append(id)
                if id not in seen:
                    seen.add(id)
                    yield _identity(party, id)
        where = None
        if event["lat"] is not None and event["lon"] is not None:
            where = _id("location", event["place"], event["lat"], event["lon"])
            if where not in seen:
                seen.add(where)
                yield _object("location", where, None, name=event["place"] or event["place_text"],
                              latitude=event["lat"], longitude=event["lon"])  # fmt: skip
        incident = _id("incident", event["article"], event["id"])
        yield _incident(event, incident, author["id"])
        told += [incident, *parties.get("actors", []), *parties.get("recipients", []), *([where] if where else [])]
        links = [
            *(("related-to", "actor", id, incident) for id in parties.get("actors", [])),
            *(("related-to", "recipient", incident, id) for id in parties.get("recipients", [])),
            *([("related-to", "place", incident, where)] if where else []),
        ]
        for kind, part, source, target in dict.fromkeys(links):
            link = _id("relationship", part, source, target)
            told.append(link)
            yield _object("relationship", link, event["published"], relationship_type=kind, description=part,
                          source_ref=source, target_ref=target)  # fmt: skip
    if current is not None:
        yield _report(current, told, author["id"])


def _identity(party: Row, id: str) -> Plain:
    sectors = sorted({_SECTORS[s] for s in party["sectors"] if s in _SECTORS})
    reference = {"source_name": "wikidata", "external_id": party["wikidata"]}
    return _object(
        "identity", id, None, name=party["name"], identity_class=_CLASSES.get(party["type"], "unknown"),
        sectors=sectors, external_references=[reference] if party["wikidata"] else [],
        labels=[label for label in (party["code"],) if label],
    )  # fmt: skip


def _incident(event: Row, id: str, author: str) -> Plain:
    said = f" On the word of {event['speaker']}." if event["speaker"] else ""
    names = [", ".join(p["name"] for p in event[side]) or "nobody named" for side in ("actors", "recipients")]
    labels = [event["type"].lower(), *([event["mode"]] if event["mode"] else []), event["status"], *event["contexts"]]
    return _object(
        "incident", id, event["published"], created_by_ref=author,
        name=f"{event['type']}: {names[0]} to {names[1]}" + (f", {day_of(event)}" if day_of(event) else ""),
        description=f"{' '.join((event['sentence'] or '').split())} [{event['status']}]{said}",
        labels=list(dict.fromkeys(labels)), confidence=round(100 * event["confidence"]),
    )  # fmt: skip


def _report(event: Row, told: list[str], author: str) -> Plain:
    links = event["uri"] if (event["uri"] or "").startswith(("http://", "https://")) else None
    reference = {"source_name": event["outlet"] or "article", "external_id": event["article"]}
    return _object(
        "report", _id("report", event["article"]), event["published"], created_by_ref=author,
        name=event["headline"] or event["article"], report_types=["threat-report"],
        published=_made(event["published"]), object_refs=list(dict.fromkeys(told)),
        external_references=[{**reference, "url": links} if links else reference],
    )  # fmt: skip


def _bundle(reader: Reader, filters: Filters) -> Iterator[str]:
    yield f'{{"type": "bundle", "id": "{_id("bundle", repr(filters))}", "objects": [\n'
    between = ""
    for found in _objects(reader, filters):
        yield between + json.dumps(found, ensure_ascii=False)
        between = ",\n"
    yield "\n]}\n"


def _make(reader: Reader, filters: Filters, table: str | None) -> Iterator[bytes]:
    return encoded(_bundle(reader, filters))


STIX = Exporter(
    "stix", "a STIX 2.1 bundle, for threat intelligence", ".json", "application/stix+json;version=2.1", _make
)
