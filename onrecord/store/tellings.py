"""Tellings: the events of the store with all that is compared to find those that are told twice."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import OrderedDict
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from onrecord.stories import Telling, TellingParty

KEPT = 50_000  # tellings that are kept in memory
UNDATED = "9999"  # after all that is dated

_FACTS = (
    "SELECT w.key, coalesce(substr(a.published, 1, 10), ?2), a.id, w.n, e.type, e.mode, e.status, e.earliest, e.latest,"
    " a.published, coalesce(p.name, p.text), p.geonames, p.lat, p.lon, p.feature, p.country, w.words, e.trigger_text,"
    " w.day FROM json_each(?1) t JOIN passages w ON w.key = t.value JOIN articles a ON a.key = w.article"
    " JOIN events e ON e.article = w.article AND e.id = w.id"
    " LEFT JOIN places p ON p.article = e.article AND p.id = e.place"
)
_PARTIES = (
    "SELECT w.key, i.side, x.name, x.type, x.type = 'country' OR EXISTS (SELECT 1 FROM mentions m WHERE m.article ="
    " x.article AND m.actor = x.id AND m.kind = 'name'), x.country, x.code, json_extract(x.links, '$.wikidata')"
    " FROM json_each(?) t JOIN passages w ON w.key = t.value JOIN event_actors i ON i.article = w.article"
    " AND i.event = w.id JOIN actors x ON x.article = i.article AND x.id = i.actor ORDER BY w.key, i.side, i.n"
)
_NUMBERS = (
    "SELECT w.key, q.kind, q.value, coalesce(q.high, q.value) FROM json_each(?) t JOIN passages w ON w.key = t.value"
    " JOIN event_quantities z ON z.article = w.article AND z.event = w.id"
    " JOIN quantities q ON q.article = z.article AND q.id = z.quantity WHERE q.kind IS NOT NULL ORDER BY w.key, z.n"
)


@cache
def _common() -> frozenset[str]:
    """Words that tell nothing of what happened."""
    text = (files("onrecord.stories") / "data/common_words.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


def telling_words(sentence: str) -> frozenset[str]:
    """The words by which two sentences are compared."""
    return frozenset(re.findall(r"[^\W\d_]{3,}|\d+", sentence.casefold())) - _common()


class Tellings:
    """The tellings of one store, the ones used last kept."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._kept: OrderedDict[int, Telling] = OrderedDict()

    def forget(self, keys: Iterable[int]) -> None:
        """They are no longer in the store."""
        for key in keys:
            self._kept.pop(key, None)

    def clear(self) -> None:
        """Forget all: the store may have been changed by others."""
        self._kept.clear()

    def get(self, keys: Iterable[int]) -> list[Telling]:
        """The tellings of these events, in this order; what is not in the store is left out."""
        wanted = list(keys)
        missing = [key for key in wanted if key not in self._kept]
        self._kept.update(self._read(missing))
        found = []
        for key in wanted:
            if key in self._kept:
                self._kept.move_to_end(key)
                found.append(self._kept[key])
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return found

    def _read(self, keys: list[int]) -> dict[int, Telling]:
        if not keys:
            return {}
        asked = json.dumps(keys)
        c = self._connection
        sides: dict[int, dict[str, list[TellingParty]]] = {}
        for key, side, name, type, named, *codes in c.execute(_PARTIES, (asked,)):
            party = TellingParty(name, type, bool(named), *codes)
            sides.setdefault(key, {"actor": [], "recipient": []})[side].append(party)
        numbers: dict[int, dict[str, tuple[float, float]]] = {}
        for key, kind, low, high in c.execute(_NUMBERS, (asked,)):
            numbers.setdefault(key, {}).setdefault(kind, (low, high))
        found: dict[int, Telling] = {}
        for row in c.execute(_FACTS, (asked, UNDATED)):
            key, out, article, n, type, mode, status, first, last, published, *where, words, trigger, day = row
            place, geonames, lat, lon, feature, country = where
            who = sides.get(key, {})
            found[key] = Telling(
                key, (out, article, n), type, mode, status, first, last, published,
                actors=tuple(who.get("actor", ())), recipients=tuple(who.get("recipient", ())), place=place,
                geonames=geonames, point=None if lat is None or lon is None else (lat, lon), feature=feature,
                country=country, numbers=numbers.get(key, {}), words=telling_words(words), trigger=trigger.casefold(),
                day=day,
            )  # fmt: skip
        return found
