"""Which place a name means: candidates from the gazetteer, evidence of the words around, the ranker's choice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from onrecord.places.candidate_table import Home, candidate_table
from onrecord.places.gazetteer import POPULATION_STEP, Entry, Gazetteer, embedded
from onrecord.places.name_groups import ADMIN1, ADMIN2, CAPITAL, CITY, DEMONYM, PlaceName
from onrecord.places.ranking import ALONE, Floats, Table, Weights, rank, shipped_weights
from onrecord.record import Candidate

WINDOW = 150  # names resolved together
RUNNERS_UP = 3
_SMALL = round(POPULATION_STEP * 11.5)  # about 100,000 people, as the gazetteer packs it


@dataclass(slots=True)
class Resolution:
    """What a name means: the best place (None where the gazetteer has none), how sure, and what else it could be.

    `demonym`: it names a people; `stray`: a small town in a country that nothing else in the text speaks of.
    """

    entry: Entry | None
    confidence: float
    candidates: list[Candidate] = field(default_factory=list)
    demonym: bool = False
    stray: bool = False


# Said beside the name, these keep the area: "Herat province".
_ADMIN_SAID = {"admin", "admin1", "admin2", "region"}
# Features by which a text speaks of a place's country.
_SIGNS = [
    ALONE.index(name)
    for name in ("country_said", "style", "home_country", "in_container", "in_loose_container", "names_container")
]
_VILLAGE = round(POPULATION_STEP * 9.9)  # about 20,000 people
SAME_SPOT = 0.1  # degrees
TOWN_SHARE = 0.35
TOWN_SHARE_ABROAD = 0.1  # outside the United States, whose states are spoken of by name every day


def _town_of(table: Table, p: list[float], low: int, high: int, best: int, home: int) -> int:
    """Where an area and the town in it of the same name are nearly even ("Kabul", "Moscow"), news means the town."""
    if table.kind[best] not in (ADMIN1, ADMIN2):
        return best
    area = table.place[best]
    share = TOWN_SHARE if table.country[best] == home else TOWN_SHARE_ABROAD
    towns = [
        r
        for r in range(low, high)
        if p[r] >= share * p[best]
        and table.kind[r] >= CITY
        and (area in (table.admin1[r], table.admin2[r]) or _same_spot(table, r, best))
    ]
    return max(towns, key=lambda r: p[r], default=best)


def _same_spot(table: Table, one: int, other: int) -> bool:
    """Whether two candidates of one country have nearly the same point: a capital that is no part of its province."""
    return bool(
        table.country[one] == table.country[other]
        and abs(table.lat[one] - table.lat[other]) < SAME_SPOT
        and abs(table.lon[one] - table.lon[other]) < SAME_SPOT
    )


def resolve(
    text: str,
    names: Sequence[PlaceName],
    home: Home | None = None,
    gazetteer: Gazetteer | None = None,
    weights: Weights | None = None,
) -> list[Resolution]:
    """What each name of the text means, in the order given; unknown names get an empty Resolution and spoil nothing.

    Linear in the number of names: a text with more than 150 names is resolved 150 at a time.
    """
    gazetteer = gazetteer or embedded()
    weights = weights or shipped_weights()
    out = [Resolution(None, 0.0) for _ in names]
    america = gazetteer.country_number["USA"]
    for at in range(0, len(names), WINDOW):
        part = names[at : at + WINDOW]
        groups, table, alone, hows = candidate_table(text, part, home or Home(), gazetteer)
        if not groups:
            continue
        # Single numbers are quicker out of lists than out of arrays.
        p: list[float] = rank(table, alone, weights).tolist()
        at_place: list[int] = table.place.tolist()
        starts: list[int] = [*table.starts.tolist(), len(p)]
        chosen: list[tuple[int, int, list[int]]] = []
        for k, group in enumerate(groups):
            low, high = starts[k], starts[k + 1]
            order = sorted(range(low, high), key=lambda r: -p[r])
            first = order[0]
            best = first if group.kind in _ADMIN_SAID else _town_of(table, p, low, high, first, america)
            order.remove(best)
            chosen.append((best, first, order))
        c_kind = gazetteer.columns["kind"]
        around = [_around(gazetteer, at_place[best], america) for best, _, _ in chosen]
        stray = _strays(gazetteer, table, alone, [best for best, _, _ in chosen], around)
        for k, group in enumerate(groups):
            best, first, order = chosen[k]
            # Area and town of one name are the same answer for most purposes: being sure of one is being sure of both.
            sure = p[best] + (p[first] if best != first else 0.0)
            place = at_place[best]
            entry: Entry | None = gazetteer.entry(place)
            odd = hows[best] != 0 and _obscure(gazetteer, place) and not _only_town(gazetteer, place, group.postings)
            # "the Mariana Islands" are not the town of Mariana.
            odd = odd or (group.kind in ("region", "water", "other") and c_kind[place] >= CITY)
            # Nor is "Mount Sefton" the borough of Sefton.
            odd = odd or (group.kind in ("water", "other") and c_kind[place] in (ADMIN1, ADMIN2))
            # Nor "Wake Island" Wake County.
            odd = odd or (c_kind[place] == ADMIN2 and group.surface.lower().endswith((" island", " islands")))
            # "Miramar, California" is not the one in Florida: better no point than that one.
            if group.elsewhere and not group.strict:
                entry, order = None, [best, *order]
            elif odd and not group.strict and around.count(around[k]) < 2:
                # An odd other name of a small town that nothing else speaks for: better no point than that one.
                entry, order = None, [best, *order]
            runners = []
            for r in order[:RUNNERS_UP]:
                other = gazetteer.entry(at_place[r])
                runners.append(Candidate(other.name, other.country, other.geonames, round(p[r], 4)))
            meaning = Resolution(entry, round(min(1.0, sure), 4), runners, hows[best] == DEMONYM, stray[k])
            for i in group.members:
                out[at + i] = meaning
    return out


def _strays(gazetteer: Gazetteer, table: Table, alone: Floats, best: list[int], around: list[int]) -> list[bool]:
    """Which names mean a small town of a country that the text, though it speaks of others, gives no sign of."""
    signs: list[bool] = np.any(alone[:, _SIGNS], axis=1).tolist()
    wide = [table.kind[r] <= ADMIN1 or table.kind[r] == CAPITAL for r in best]
    if not (any(signs) or any(wide)):
        return [False] * len(best)
    return [
        not signs[r] and around.count(around[k]) < 2 and not wide[k] and _obscure(gazetteer, int(table.place[r]))
        for k, r in enumerate(best)
    ]


def _only_town(gazetteer: Gazetteer, place: int, postings: list[tuple[int, int]]) -> bool:
    """Whether all places of the name lie in the country of one that is no village: "Tal Afar" is hardly another."""
    c = gazetteer.columns
    return c["population"][place] > _VILLAGE and len({c["country"][p] for p, _ in postings}) == 1


def _obscure(gazetteer: Gazetteer, place: int) -> bool:
    """A town of fewer than about 100,000 people that is no capital."""
    c = gazetteer.columns
    return c["kind"][place] == CITY and c["population"][place] < _SMALL


def _around(gazetteer: Gazetteer, place: int, america: int) -> int:
    """What a place must share with another to speak for it: the state in the United States, else the country."""
    c = gazetteer.columns
    if c["country"][place] == america and c["kind"][place] >= ADMIN1:
        return -1 - int(place if c["kind"][place] == ADMIN1 else c["admin1"][place])
    return int(c["country"][place])
