"""Events with all that an event data set tells of them, one at a time: parties, place, source, numbers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from onrecord.store.filters import WIDE, Filters
from onrecord.store.listing import FIRST, in_order
from onrecord.store.reader import Reader, Row

_PARTY = (
    "(SELECT json_group_array(json(v)) FROM (SELECT json_object('id', x.id, 'name', x.name, 'type', x.type, 'country',"
    " x.country, 'code', x.code, 'role', x.role, 'wikidata', json_extract(x.links, '$.wikidata'), 'sectors',"
    " json((SELECT json_group_array(sector) FROM (SELECT c.sector FROM actor_sectors c WHERE c.article = x.article"
    " AND c.actor = x.id ORDER BY c.n)))) AS v FROM event_actors i JOIN actors x ON x.article = i.article"
    " AND x.id = i.actor WHERE i.article = w.article AND i.event = w.id AND i.side = '{side}' ORDER BY i.n))"
)
_QUERY = (
    "SELECT w.key, a.id AS article, a.uri, a.outlet, a.headline, a.published, a.language, a.coder, w.id, w.n, w.day,"
    " r.type, r.mode, r.cameo, r.date, r.earliest, r.latest, r.status, r.confidence, r.trigger_text AS trigger,"
    " r.sentence AS sentence_number, w.words AS sentence, p.id AS place_id, p.text AS place_text, p.name AS place,"
    " p.lat, p.lon, p.country AS place_country, p.feature, p.geonames, t.name AS speaker, r.attributed_to,"
    " p.part, p.relation, p.radius_km,"
    f" {_PARTY.format(side='actor')} AS actors, {_PARTY.format(side='recipient')} AS recipients,"
    " (SELECT json_group_array(context) FROM (SELECT context FROM event_contexts z WHERE z.article = w.article"
    " AND z.event = w.id ORDER BY z.n)) AS contexts,"
    " (SELECT json_group_array(json_object('kind', q.kind, 'value', q.value, 'unit', q.unit)) FROM event_quantities z"
    " JOIN quantities q ON q.article = z.article AND q.id = z.quantity WHERE z.article = w.article AND z.event = w.id)"
    " AS quantities, (SELECT json_array(count(*), count(DISTINCT v.outlet), count(DISTINCT v.article))"
    f" FROM (SELECT {FIRST} AS key) f JOIN passages v ON v.key = f.key"
    " OR v.key IN (SELECT m.key FROM merged m WHERE m.leader = f.key)) AS told"
    f" FROM {WIDE['events']} LEFT JOIN places p ON p.article = w.article AND p.id = r.place"
    " LEFT JOIN statements s ON s.article = w.article AND s.id = r.attributed_to"
    " LEFT JOIN actors t ON t.article = w.article AND t.id = s.speaker"
)
_LISTS = ("actors", "recipients", "contexts", "quantities")


@dataclass(frozen=True, slots=True)
class Party:
    """One actor in its part; all None where nobody is named."""

    name: str | None = None
    type: str | None = None
    country: str | None = None
    code: str | None = None
    role: str | None = None
    wikidata: str | None = None
    sectors: tuple[str, ...] = ()


def event_records(reader: Reader, filters: Filters) -> Iterator[Row]:
    """The events that the filters leave, in the order of the articles; lists are lists."""
    for keys in in_order(reader, "events", filters):
        query = f"{_QUERY} WHERE w.key IN (SELECT value FROM json_each(?)) ORDER BY w.article, w.n, w.key"
        for row in reader.rows(query, [keys]):
            for name in _LISTS:
                row[name] = json.loads(row[name])
            # How many tell it, of how many outlets, in how many articles.
            row["tellings"], row["outlets"], row["reports"] = json.loads(row.pop("told"))
            yield row


def pairs(event: Row) -> Iterator[tuple[Party, Party]]:
    """Each actor with each recipient; a part that nobody has is one empty party."""
    for one in _parties(event["actors"]):
        for other in _parties(event["recipients"]):
            yield one, other


def _parties(found: list[dict[str, Any]]) -> list[Party]:
    return [
        Party(p["name"], p["type"], p["country"], p["code"], p["role"], p["wikidata"], tuple(p["sectors"]))
        for p in found
    ] or [Party()]


def counted(event: Row, kind: str) -> float:
    """The sum of the event's numbers of a kind (killed, injured); 0 where there is none."""
    return float(sum(q["value"] for q in event["quantities"] if q["kind"] == kind))


def day_of(event: Row) -> str | None:
    """The ISO day the event is counted on, None where it has none."""
    return event["day"][:10] or None
