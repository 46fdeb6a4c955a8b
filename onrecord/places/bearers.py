"""The places that bear a name as it is written, with all that the name alone settles about them; made once a name.

A text's table of candidates is put together from these: what its own words say (containers, countries named, where the
outlet sits) is all that remains to be filled in.
"""

from __future__ import annotations

import functools
import math
import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, nan, radians, sin
from typing import NamedTuple

import numpy as np

from onrecord.places.evidence import generic_words
from onrecord.places.folding import fold
from onrecord.places.gazetteer import HOWS, KINDS, NONE16, POPULATION_STEP, Gazetteer
from onrecord.places.ranking import ALONE, FACTS, Floats
from onrecord.places.renown import known

KIND = {k: i for i, k in enumerate(KINDS)}
COUNTRY, ADMIN1, ADMIN2, CITY, CAPITAL = (KIND[k] for k in ("country", "admin1", "admin2", "city", "capital"))
DEMONYM, ABBREVIATION = HOWS.index("demonym"), HOWS.index("abbreviation")
POSSESSIVE = re.compile(r"['’]s?$")
LARGE = round(POPULATION_STEP * 12.6)  # about 300,000 people, as the gazetteer packs it
_PARTS = re.compile(
    r"^(?:(?:the|greater|downtown|central|upper|lower|mainland|southern|northern|eastern|western|south|north|east|west"
    r"|southeastern|southwestern|northeastern|northwestern|southeast|southwest|northeast|northwest|mid|inner|outer"
    r"|rural|metropolitan|modern|ancient|old|occupied)[ -])+",
    re.IGNORECASE,
)
# Capitalised, these are part of a name of its own.
_OWN_NAME = frozenset(["Old", "Upper", "Lower", "Inner", "Outer", "Central", "Modern", "Greater", "Mid"])
_REMEMBERED = 8_192
_F = {n: i for i, n in enumerate(ALONE)}


class Rows(NamedTuple):
    """The places that bear a name, or all names of a text, column by column: each one's index, country number (0:
    none), kind, what it lies in (-1: unknown), and how it bears the name."""

    places: Sequence[int]
    countries: Sequence[int]
    kinds: Sequence[int]
    admin1s: Sequence[int]
    admin2s: Sequence[int]
    hows: Sequence[int]


class Block(NamedTuple):
    """The rows of a name in a table of candidates: `cells` holds, a row a place, the features (`ALONE`) that the name
    settles and then what `FACTS` lists, as the bytes of doubles one row after the other. Read it only."""

    rows: Rows
    cells: bytearray


NOWHERE: frozenset[int] = frozenset()
"""No country's number."""


@dataclass(slots=True, eq=False)
class Bearers:
    """What a name may mean: all places called so and those that its spelling leaves, the most important first; the kind
    that its own words say ("Balkh province") and a container written inside it ("Paris, Texas")."""

    surface: str
    folded: str
    postings: list[tuple[int, int]]
    usable: list[tuple[int, int]]
    kind: str
    inner: str
    _blocks: dict[tuple[int, frozenset[int]], Block]

    @property
    def own(self) -> frozenset[int]:
        """All places called so."""
        return frozenset([p for p, _ in self.postings])

    def block(self, gazetteer: Gazetteer, most: int, lands: frozenset[int] = NOWHERE) -> Block:
        """The rows of the `most` most important places, and of all in these countries."""
        size = min(most, len(self.usable))
        key = (size, lands if size < len(self.usable) else NOWHERE)
        known = self._blocks.get(key)
        if known is None:
            country = gazetteer.columns["country"]
            more = [x for x in self.usable[size:] if country[x[0]] in lands] if lands else []
            known = self._blocks[key] = _block(gazetteer, self.surface, self.usable[:size] + more)
        return known


@functools.lru_cache(maxsize=_REMEMBERED)
def bearers(gazetteer: Gazetteer, surface: str) -> Bearers | None:
    """The places that bear the name as written, or None where none does."""
    postings, kind, inner = readings(gazetteer, surface)
    if not postings:
        return None
    usable = _usable(postings, surface, gazetteer.columns["kind"])
    return Bearers(surface, known(gazetteer, surface).key or fold(surface), postings, usable, kind, inner, {})


def _bare(surface: str) -> str:
    """The name without the sign of a possessive."""
    return POSSESSIVE.sub("", surface) if "'" in surface or "’" in surface else surface


def readings(gazetteer: Gazetteer, surface: str) -> tuple[list[tuple[int, int]], str, str]:
    """Candidates of a name as written, the kind its own words say, and a container written inside it.

    Tries the name whole, without a possessive, without what follows a comma ("Paris, Texas"), without generic words
    ("City of Milford", "Balkh province") and without words for a part ("northern Syria", "downtown Cairo").
    """
    name = _bare(" ".join(surface.split()))
    found = known(gazetteer, name).postings
    if found:
        return found, "", ""
    if "," in name:
        head, _, tail = name.partition(",")
        found, kind, _ = readings(gazetteer, head)
        return found, kind, tail.strip()
    before, after = generic_words()
    words = name.split()
    kind = ""
    if len(words) > 1 and words[-1].lower() in after:
        kind, words = after[words[-1].lower()], words[:-1]
    elif len(words) > 2 and words[0].lower() in before and words[1] == "of":
        kind, words = before[words[0].lower()], words[2:]
    elif len(words) > 1 and words[0].lower() in before:
        kind, words = before[words[0].lower()], words[1:]
    if kind:
        found = gazetteer.postings(fold(" ".join(words)))
    if not found:
        whole = " ".join(words)
        bare = _PARTS.sub("", whole)
        if bare and bare != name:
            found = gazetteer.postings(fold(bare))
            if whole[0].isupper() and words[0] in _OWN_NAME:
                # "Old Bailey" is no part of a small town called Bailey; "Old Cairo" is one of Cairo.
                found = [(p, how) for p, how in found if _well_known(gazetteer, p)]
    if not found and name.endswith("s"):
        found = [p for p in gazetteer.postings(fold(name[:-1])) if p[1] == DEMONYM]
    return found, kind, ""


def _well_known(gazetteer: Gazetteer, place: int) -> bool:
    """A country, state, capital, region, or a town of more than about 300,000 people."""
    c = gazetteer.columns
    return bool(c["kind"][place] != CITY and c["kind"][place] != ADMIN2) or c["population"][place] > LARGE


def _usable(postings: list[tuple[int, int]], surface: str, kind: memoryview) -> list[tuple[int, int]]:
    """Candidates without those that the way it is written rules out."""
    if postings[-1][1] == DEMONYM:
        # "Congo", "Singapore": a country's name that its people's adjective is too.
        named = {p for p, how in postings if how != DEMONYM}
        postings = [p for p in postings if p[1] != DEMONYM or p[0] not in named]
    plain = surface.replace(".", "")
    if not (len(plain) <= 4 and plain.isupper()):
        return postings if "." in surface else [p for p in postings if p[1] != ABBREVIATION] or postings
    if abbreviated := [p for p in postings if p[1] == ABBREVIATION]:
        return abbreviated
    return postings if len(plain) > 3 else [p for p in postings if kind[p[0]] < CITY]  # "EU", "UN", "AU" are no towns


def _fixed_features() -> Floats:
    """Features that the kind of a place and how it bears the name settle; shape (kinds x hows, features)."""
    table = np.zeros((len(KINDS), len(HOWS), len(ALONE)))
    for name in ("country", "capital", "admin1", "admin2", "continent", "region", "water"):
        table[KIND[name], :, _F[name]] = 1
    table[[KIND["site"], KIND["other"]], :, _F["site"]] = 1
    table[CITY:, :, _F["size"]] = 1
    table[[ADMIN1, ADMIN2], :, _F["size_admin"]] = 1
    table[COUNTRY, :, _F["size_country"]] = 1
    for number, name in enumerate(HOWS):
        feature = {"alternate": "alternate", "historic": "historic", "nickname": "historic",
                   "abbreviation": "abbreviation", "demonym": "demonym"}.get(name)  # fmt: skip
        if feature:
            table[:, number, _F[feature]] = 1
    # "Britain", "Burma", "Palestine": another name of a country is as good as its own.
    table[COUNTRY, HOWS.index("alternate"), _F["alternate"]] = 0
    return table.reshape(len(KINDS) * len(HOWS), -1)


WIDTH = len(ALONE) + len(FACTS)
"""Cells of a row of the table."""
_as_bytes = struct.Struct(f"{len(FACTS)}d").pack
# A row's features as bytes, which its facts follow.
_FIXED: list[bytes] = [features.tobytes() for features in _fixed_features()]
_SIZES = [
    _F["size" if kind >= CITY else "size_country" if kind == COUNTRY else "size_admin"]
    if kind in (COUNTRY, ADMIN1, ADMIN2, CITY, CAPITAL)
    else -1
    for kind in range(len(KINDS))
]
# People, as the gazetteer packs them, of a town and of a capital that the whole world knows.
_GREAT = {CITY: round(POPULATION_STEP * math.log(500_000)), CAPITAL: round(POPULATION_STEP * math.log(200_000))}
_LARGEST, _BEHIND, _AS_COUNTRY, _SAME_SPELLING, _CAPITAL_ELSEWHERE, _IN_NAMESAKE, _HOLDS_NAMESAKE = (
    _F[n]
    for n in ("largest", "behind_largest", "named_as_country", "same_spelling", "capital_elsewhere", "in_namesake",
              "holds_namesake")
)  # fmt: skip


def _block(gazetteer: Gazetteer, surface: str, postings: list[tuple[int, int]]) -> Block:
    """The rows of these places, borne by this name."""
    c = gazetteer.columns
    lands, firsts, seconds = c["country"], c["admin1"], c["admin2"]
    places, hows = zip(*postings, strict=True)
    kinds = [*map(c["kind"].__getitem__, places)]
    rows = Rows(
        places,
        [*map(lands.__getitem__, places)],
        kinds,
        [-1 if firsts[p] == NONE16 else firsts[p] for p in places],
        [-1 if seconds[p] == NONE16 else seconds[p] for p in places],
        hows,
    )
    population = [*map(c["population"].__getitem__, places)]
    lats, lons = c["lat"], c["lon"]
    pieces: list[bytes] = []
    for place, country, kind, admin1, admin2, how, people in zip(*rows, population, strict=True):
        lat, lon = lats[place], lons[place]
        up, along = radians(lat), radians(lon)
        high = cos(up)
        region = place if kind == ADMIN1 else admin1
        district = place if kind == ADMIN2 else admin2
        pieces += (
            _FIXED[kind * len(HOWS) + how],
            _as_bytes(
                place, kind, lat, lon, high * cos(along), high * sin(along), sin(up),
                country or nan, region if region >= 0 else nan, district if district >= 0 else nan,
                people > _GREAT.get(kind, 255),
            ),
        )  # fmt: skip
    flat = bytearray().join(pieces)
    # Cells are set where they lie.
    _settle(gazetteer, surface, rows, population, memoryview(flat).cast("d"))
    return Block(rows, flat)


def _english_name(gazetteer: Gazetteer, surface: str, rows: Rows, population: list[int], spelt: set[int]) -> int | None:
    """The largest town of the name where that is but its English one: Köln, of those called Cologne; `spelt` are those
    whose own name it is."""
    towns = [(size, -n) for n, (kind, size) in enumerate(zip(rows.kinds, population, strict=True)) if kind >= CITY]
    if not towns:
        return None
    largest = -max(towns)[1]
    place = rows.places[largest]
    if place in spelt:
        return None
    return place if rows.hows[largest] == 0 and fold(gazetteer.name(place)) != fold(_bare(surface)) else None


def _settle(gazetteer: Gazetteer, surface: str, rows: Rows, population: list[int], cells: memoryview[float]) -> None:
    """Set in each row's features what the places of a name say of one another and of its spelling; `cells` are those
    of all rows, one row after the other."""
    sizes = [people / POPULATION_STEP for people in population]
    places, countries, kinds, admin1s, _, hows = rows
    spelling = _bare(surface).encode("utf-8")
    spelt = {p for p, how in zip(places, hows, strict=True) if how == 0 and gazetteer.is_called(p, spelling)}
    if spelt and (english := _english_name(gazetteer, surface, rows, population, spelt)) is not None:
        spelt.add(english)
    town = land = 0.0
    capitals: list[tuple[int, int]] = []  # what each lies in: country, admin 1
    for n, (kind, size) in enumerate(zip(kinds, sizes, strict=True)):
        if kind >= CITY:
            if size > town:
                town = size
            if kind == CAPITAL:
                capitals.append((countries[n], admin1s[n]))
        elif kind == COUNTRY and hows[n] <= 1 and size > land:
            land = size
    several = len(places) > 1
    own = frozenset(places)
    holders: list[int] = []
    at = 0  # where the row begins
    for place, country, kind, admin1, admin2, how, size in zip(*rows, sizes, strict=True):
        if (feature := _SIZES[kind]) >= 0:
            cells[at + feature] = size / 10
        # "Russia" is hardly the town of 600 people in Ohio; "Lebanon" may be the one in Pennsylvania.
        if kind >= CITY:
            behind = town - size
            if behind <= 0 < size:
                cells[at + _LARGEST] = 1.0
            cells[at + _BEHIND] = (behind if behind < 8.0 else 8.0) / 10
        if land > size and kind >= ADMIN2:
            cells[at + _AS_COUNTRY] = ((land - size) / 10) * ((land - size) / 10)
        # "Kandahār" in "Kandahar" is the same spelling: only the sources differ.
        if spelt and how == 0 and (place in spelt or admin1 in spelt or admin2 in spelt):
            cells[at + _SAME_SPELLING] = 1.0
        # Without "state" beside it, "Washington" is rather the country's capital than the state called so.
        if kind == ADMIN1 and capitals and any(x != place and there == country for there, x in capitals):
            cells[at + _CAPITAL_ELSEWHERE] = 1.0
        if several and (admin1 in own or admin2 in own):
            cells[at + _IN_NAMESAKE] = 1.0
            holders += admin1, admin2
        at += WIDTH
    if holders:
        for n, place in enumerate(places):
            if place in holders:
                cells[n * WIDTH + _HOLDS_NAMESAKE] = 1.0
