"""Whether two coded events are one event: what speaks against it rules it out, what speaks for it must add up.

What two tellings share is a list of words (`type`, `day`, `actor`, ...), each with its weight in `data/weights.toml`;
they are one event where nothing contradicts and the weights reach the threshold that stands there.
"""

from __future__ import annotations

import math
import re
import tomllib
import unicodedata
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class TellingParty:
    """One who acts or is acted on, as one article names it; `named` is False for "two men"."""

    name: str
    type: str
    named: bool
    country: str | None = None
    code: str | None = None
    wikidata: str | None = None


@dataclass(frozen=True, slots=True)
class Telling:
    """What one report tells of one event.

    `key` tells tellings apart; `order` is by which the first of several is found; `first` to `last` are the days on
    which it may have been, as the text has them, None where it gives none; `published` is the day of the report.
    `numbers` are kind -> least and most (killed, injured, ...). `words` are those of the sentence that tells it; `day`
    is the one it is counted on.
    """

    key: int
    order: tuple[str, str, int]
    type: str
    mode: str | None
    status: str
    first: str | None
    last: str | None
    published: str | None
    actors: tuple[TellingParty, ...] = ()
    recipients: tuple[TellingParty, ...] = ()
    place: str | None = None
    geonames: int | None = None
    point: tuple[float, float] | None = None
    feature: str | None = None
    country: str | None = None
    numbers: dict[str, tuple[float, float]] = field(default_factory=dict)
    words: frozenset[str] = frozenset()
    trigger: str = ""
    day: str = ""


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((files("onrecord.stories") / "data/weights.toml").read_text(encoding="utf-8"))


def window() -> int:
    """How many days apart the tellings of one event may be counted at most."""
    days: int = _table()["window"]
    return days


def shared(one: Telling, other: Telling) -> list[str] | None:
    """What two tellings share where they tell of one event, else None."""
    found = compared(one, other)
    return sorted(found) if found is not None and _weighed(one, other, found) >= 0 else None


def score(one: Telling, other: Telling) -> float:
    """By how much what they share is more than is needed; below 0 where they don't tell of one event."""
    found = compared(one, other)
    return -math.inf if found is None else _weighed(one, other, found)


def _weighed(one: Telling, other: Telling, found: dict[str, float]) -> float:
    table = _table()
    needed = table["threshold"] + (0.0 if _days(one) and _days(other) else table["undated"])
    total: float = sum(table["weights"][name] * found[name] for name in sorted(found)) - needed
    return total


def compared(one: Telling, other: Telling) -> dict[str, float] | None:
    """What the two share, each from 0 to 1; None where something contradicts."""
    if one.type != other.type or _reality(one.status) != _reality(other.status):
        return None
    found: dict[str, float] = {}
    if not _same_days(one, other, found):
        return None
    for side, mine, theirs in (("actor", one.actors, other.actors), ("recipient", one.recipients, other.recipients)):
        if (met := _met(mine, theirs)) is not None:
            found[f"{side} {met}"] = 1.0
    if found.keys() >= {"actor apart", "recipient apart"}:
        return None
    if not _same_place(one, other, found) or not _same_numbers(one, other, found):
        return None
    if one.mode and other.mode:
        if one.mode != other.mode:
            found["mode apart"] = 1.0
        else:
            found["mode"] = 1.0
    if one.trigger and one.trigger == other.trigger:
        found["trigger"] = 1.0
    least = min(len(one.words), len(other.words))
    if least:
        found["words"] = len(one.words & other.words) / least
    return found


def _reality(status: str) -> str:
    return str(_table()["reality"].get(status, status))


def _days(telling: Telling) -> tuple[date, date] | None:
    """The days on which it may have been; reports that give none tell of the days before they came out."""
    table = _table()
    try:
        if telling.first and telling.last:
            first, last = date.fromisoformat(telling.first[:10]), date.fromisoformat(telling.last[:10])
            if (last - first).days > table["vague"]:
                return None
            # The day of publication stands for "lately" where the text names no day.
            lately = table["before"] if telling.published and first.isoformat() == telling.published[:10] else 0
            return first - timedelta(days=lately), last
        if telling.published:
            came = date.fromisoformat(telling.published[:10])
            return came - timedelta(days=table["before"]), came
    except (ValueError, OverflowError):
        pass
    return None


def _same_days(one: Telling, other: Telling, found: dict[str, float]) -> bool:
    mine, theirs = _days(one), _days(other)
    if mine is None or theirs is None:
        return True
    if mine[0] > theirs[1] or theirs[0] > mine[1]:
        return False
    if mine == theirs and mine[0] == mine[1]:
        found["day"] = 1.0
    elif mine[1] != theirs[1]:
        found["another day"] = 1.0
    return True


def _met(mine: tuple[TellingParty, ...], theirs: tuple[TellingParty, ...]) -> str | None:
    """How two sides meet: the same name, alike, apart; None where either names nobody."""
    if not mine or not theirs:
        return None
    best = None
    for a in mine:
        for b in theirs:
            how = _alike(a, b)
            if how == "named":
                return "named"
            best = how or best
    if best is not None:
        return best
    # Somebody unnamed may be anybody of whom nothing else is known.
    if all(_open(a) for a in mine) or all(_open(b) for b in theirs):
        return None
    return "apart"


def _open(party: TellingParty) -> bool:
    return not party.named and not party.country


def _alike(a: TellingParty, b: TellingParty) -> str | None:
    if a.wikidata and a.wikidata == b.wikidata:
        return "named"
    mine, theirs = _folded(a.name), _folded(b.name)
    if a.named and b.named:
        if mine == theirs:
            return "named"
        short, long = sorted((mine.split(), theirs.split()), key=len)
        if short and long[-len(short) :] == short and (len(short) > 1 or "person" in (a.type, b.type)):
            return "named"  # Wanyonyi, Peter Wanyonyi
        if {a.type, b.type} == {"person"}:
            return None  # two people of one office are two people
    elif not a.named and not b.named and mine.split()[-1:] == theirs.split()[-1:]:
        return "alike"  # six herders, the herders
    if a.code and a.code == b.code:
        return "alike"  # Kenya, its interior minister
    if a.country and a.country == b.country and "country" in (a.type, b.type):
        return "alike"
    return None


@cache
def _folded(name: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", plain.casefold()))


_WHOLE = ("country", "region")


def _same_place(one: Telling, other: Telling, found: dict[str, float]) -> bool:
    if one.place is None or other.place is None:
        return True
    if one.country and other.country and one.country != other.country:
        return False
    if (one.geonames, one.place) == (other.geonames, other.place):
        found["country" if one.feature in _WHOLE else "place"] = 1.0
        return True
    if one.feature in _WHOLE or other.feature in _WHOLE:
        found["country"] = 1.0
        return True
    if one.point and other.point:
        apart = _kilometres(one.point, other.point)
        near = _table()["near_km"] * (3 if "admin" in (one.feature, other.feature) else 1)
        if apart > near:
            return False
        found["near"] = 1.0
    return True


def _kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Along a great circle, haversine formula; radius of the earth 6,371 km."""
    lat, other, east = math.radians(a[0]), math.radians(b[0]), math.radians(b[1] - a[1])
    h = math.sin((other - lat) / 2) ** 2 + math.cos(lat) * math.cos(other) * math.sin(east / 2) ** 2
    return 2 * 6371 * math.asin(min(1.0, math.sqrt(h)))


def _same_numbers(one: Telling, other: Telling, found: dict[str, float]) -> bool:
    """Tolls differ from report to report; what differs by far more than that is another event's."""
    for kind in one.numbers.keys() & other.numbers.keys():
        (low, high), (least, most) = one.numbers[kind], other.numbers[kind]
        if low <= most and least <= high:
            found["number"] = 1.0
        elif max(low, least) > _table()["apart"] * max(1.0, min(high, most)) + 2:
            return False
    return True
