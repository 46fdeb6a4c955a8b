"""Entities of FollowTheMoney (Aleph, OpenSanctions), one a line: articles, actors, events, statements as notes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from onrecord.export.countries import countries
from onrecord.export.event_records import day_of, event_records
from onrecord.export.exporter import Exporter, encoded
from onrecord.export.tables import table_rows
from onrecord.store.filters import Filters
from onrecord.store.reader import Reader

_SCHEMATA = {"person": "Person", "organization": "Organization", "group": "LegalEntity", "country": "PublicBody"}


def _id(*parts: object) -> str:
    return "onrecord-" + hashlib.sha1(json.dumps(parts).encode()).hexdigest()


def _entity(id: str, schema: str, **properties: Any) -> str:
    """An entity as a line; properties are lists of text, those without a value are left out."""
    filled = {}
    for name, value in properties.items():
        values = value if isinstance(value, list) else [value]
        kept = [str(v) for v in dict.fromkeys(values) if v not in (None, "")]
        if kept:
            filled[name] = kept
    return json.dumps({"id": id, "schema": schema, "properties": filled}, ensure_ascii=False) + "\n"


def _actor_id(name: str, country: str | None) -> str:
    """Actors of one name and state are one."""
    return _id("actor", name, country)


def _entities(reader: Reader, filters: Filters) -> Iterator[str]:
    for row in table_rows(reader, "articles", filters):
        link = row["uri"] if (row["uri"] or "").startswith(("http://", "https://")) else None
        yield _entity(_id("article", row["article"]), "Article", title=row["headline"] or row["article"],
                      publisher=row["outlet"], publishedAt=row["published"], sourceUrl=link, author=row["byline"],
                      language=row["language"] and {"en": "eng"}.get(row["language"]), bodyText=row["text"],
                      fileName=row["article"])  # fmt: skip
    actors = (
        "SELECT r.name, r.country, min(r.type) AS type, min(r.role) AS role, min(json_extract(r.links, '$.wikidata'))"
        " AS wikidata, min(r.code) AS code FROM actors r GROUP BY r.name, r.country ORDER BY r.name, r.country"
    )
    wanted: set[str] = set()
    for event in event_records(reader, filters):
        ids = {side: [_actor_id(p["name"], p["country"]) for p in event[side]] for side in ("actors", "recipients")}
        wanted.update(ids["actors"], ids["recipients"])
        names = [", ".join(p["name"] for p in event[side]) or "nobody named" for side in ("actors", "recipients")]
        yield _entity(
            _id("event", event["article"], event["id"]), "Event", name=f"{event['type']}: {names[0]} to {names[1]}",
            date=day_of(event), location=event["place"], country=_alpha2(event["place_country"]),
            summary=" ".join((event["sentence"] or "").split()), involved=ids["actors"] + ids["recipients"],
            keywords=[event["type"], event["mode"], event["status"], *event["contexts"]],
            proof=_id("article", event["article"]), recordId=f"{event['article']}/{event['id']}",
        )  # fmt: skip
    for row in table_rows(reader, "statements", filters):
        if row["speaker_name"] is None:
            continue
        speaker = _actor_id(row["speaker_name"], row["speaker_country"])
        wanted.add(speaker)
        words = " ".join(row["content"].split())
        yield _entity(_id("statement", row["article"], row["id"]), "Note", name=f"{row['speaker_name']}: {words[:100]}",
                      description=words, entity=speaker,
                      proof=_id("article", row["article"]), keywords=[row["kind"], row["polarity"]])  # fmt: skip
    for row in reader.stream(actors):
        id = _actor_id(row["name"], row["country"])
        if id in wanted:
            schema = _SCHEMATA.get(row["type"], "LegalEntity")
            own = {"position": row["role"]} if schema == "Person" else {}
            yield _entity(id, schema, name=row["name"], country=_alpha2(row["country"]), wikidataId=row["wikidata"],
                          keywords=row["code"], **own)  # fmt: skip


def _alpha2(country: str | None) -> str | None:
    """FollowTheMoney writes countries by two letters."""
    known = countries().get(country or "")
    return known.alpha2.lower() if known else None


def _make(reader: Reader, filters: Filters, table: str | None) -> Iterator[bytes]:
    return encoded(_entities(reader, filters))


FTM = Exporter("ftm", "entities for FollowTheMoney and Aleph", ".ftm.json", "application/x-ndjson", _make)
