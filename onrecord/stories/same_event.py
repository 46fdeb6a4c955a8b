"""Whether two coded events are one event: what speaks against it rules it out, what speaks for it must add up.

What two tellings share is a list of words (`type`, `day`, `actor`, ...), each with its weight in `data/weights.toml`;
they are one event where nothing contradicts and the weights reach the threshold that stands there.
"""

from __future__ import annotations

import math
import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
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
    # What follows from the rest, kept because each is compared with many.
    reality: str = field(init=False)
    days: tuple[int, int] | None = field(init=False)
    ties: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "reality", _table()["reality"].get(self.status, self.status))
        object.__setattr__(self, "days", _days(self.first, self.last, self.published))
        object.__setattr__(self, "ties", frozenset(_ties(self)))


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((files("onrecord.stories") / "data/weights.toml").read_text(encoding="utf-8"))


def window() -> int:
    """How many days apart the tellings of one event may be counted at most."""
    days: int = _table()["window"]
    return days


@dataclass(frozen=True, slots=True)
class Shared:
    """What two tellings of one event share, and by how much it is more than is needed."""

    score: float
    what: list[str]


def shared(one: Telling, other: Telling) -> Shared | None:
    """What two tellings share where they tell of one event, else None."""
    found = compared(one, other)
    if found is None:
        return None
    table = _table()
    needed = table["threshold"] + (0.0 if one.days and other.days else table["undated"])
    total: float = sum(table["weights"][name] * found[name] for name in sorted(found)) - needed
    return Shared(total, sorted(found)) if total >= 0 else None


def compared(one: Telling, other: Telling) -> dict[str, float] | None:
    """What the two share, each from 0 to 1; None where something contradicts, or nothing ties them."""
    if one.type != other.type or one.reality != other.reality:
        return None
    mine, theirs = one.days, other.days
    if mine is not None and theirs is not None and (mine[0] > theirs[1] or theirs[0] > mine[1]):
        return None
    least = min(len(one.words), len(other.words))
    words = len(one.words & other.words) / least if least else 0.0
    if words < _table()["alike"] and one.ties.isdisjoint(other.ties):
        return None
    found: dict[str, float] = {"words": words} if least else {}
    if mine is not None and theirs is not None:
        if mine == theirs and mine[0] == mine[1]:
            found["day"] = 1.0
        elif mine[1] != theirs[1]:
            found["another day"] = 1.0
    for side, some, others in (("actor", one.actors, other.actors), ("recipient", one.recipients, other.recipients)):
        if (met := _met(some, others)) is not None:
            if met == "apart" and _foreign(some, others):
                return None
            found[f"{side} {met}"] = 1.0
    if found.keys() >= {"actor apart", "recipient apart"}:
        return None
    if not _same_place(one, other, found) or not _same_numbers(one, other, found):
        return None
    if one.mode and other.mode:
        found["mode apart" if one.mode != other.mode else "mode"] = 1.0
    if one.trigger and one.trigger == other.trigger:
        found["trigger"] = 1.0
    return found


@lru_cache(100_000)
def _days(first: str | None, last: str | None, published: str | None) -> tuple[int, int] | None:
    """The days (ordinals) on which it may have been; reports that give none tell of the days before they came out."""
    table = _table()
    try:
        if first and last:
            begin, end = date.fromisoformat(first[:10]).toordinal(), date.fromisoformat(last[:10]).toordinal()
            if end - begin > table["vague"]:
                return None
            # The day of publication stands for "lately" where the text names no day.
            lately = table["before"] if published and first[:10] == published[:10] else 0
            return begin - lately, end
        if published:
            came = date.fromisoformat(published[:10]).toordinal()
            return came - int(table["before"]), came
    except ValueError:
        pass
    return None


def _ties(telling: Telling) -> Iterator[str]:
    """Who, where and how many, as far as it can tie two tellings."""
    for party in (*telling.actors, *telling.recipients):
        folded = _folded(party.name).split()
        yield from folded[-1:]
        yield from filter(None, (party.wikidata, party.code, party.country))
    if telling.place is not None:
        yield f"in {telling.country or telling.place}"
    yield from (f"{kind} {low:g}" for kind, (low, _) in telling.numbers.items())


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


def _foreign(mine: tuple[TellingParty, ...], theirs: tuple[TellingParty, ...]) -> bool:
    """Whether all on both sides are known to be of other countries."""
    some, others = {party.country for party in mine}, {party.country for party in theirs}
    return None not in some | others and some.isdisjoint(others)


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


@lru_cache(100_000)
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
