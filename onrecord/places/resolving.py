"""Which place a name means: candidates from the gazetteer, evidence of the words around, the ranker's choice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.places.areas_or_towns import Chosen, areas_in_rows, city_of_the_world
from onrecord.places.bearers import ADMIN1, ADMIN2, CAPITAL, CITY, COUNTRY, DEMONYM, KIND, LARGE, Rows
from onrecord.places.candidate_table import Candidates, Home, candidate_table
from onrecord.places.gazetteer import NONE16, POPULATION_STEP, Entry, Gazetteer, embedded
from onrecord.places.name_groups import Group, PlaceName
from onrecord.places.ranking import ALONE, Weights, rank, shipped_weights
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
# States and provinces of these are spoken of all over the world.
_STATES_OF = frozenset({"USA", "CAN", "AUS", "IND", "CHN", "RUS", "DEU", "GBR"})
# Their towns are called alike.
_ENGLISH = frozenset({"USA", "CAN", "AUS", "GBR", "IRL", "NZL"})
_VILLAGE = round(POPULATION_STEP * 9.9)  # about 20,000 people
_SURE = 0.95  # beyond which nothing is to be added
_GREAT = round(POPULATION_STEP * 13.1)  # about 500,000 people
_SEVERAL = 2
_COUNTRY_SAID = ALONE.index("country_said")
_CAPITALS = 1.5  # e-folds of people that being a capital counts for
_FAR = round(POPULATION_STEP * 4.6)  # a hundred times as many people
_WIDE = frozenset([KIND["continent"], KIND["region"]])
_FAR_AHEAD = 0.7  # e-folds of people by which a town outshines another
SAME_SPOT = 0.1  # degrees
TOWN_SHARE = 0.35
TOWN_SHARE_ABROAD = 0.05  # outside the United States, whose states are spoken of by name every day


def _town_of(rows: Rows, p: list[float], low: int, high: int, best: int, home: int, gazetteer: Gazetteer) -> int:
    """Where an area and the town in it of the same name are nearly even ("Kabul", "Moscow"), news means the town."""
    if rows.kinds[best] not in (ADMIN1, ADMIN2):
        return best
    least = (TOWN_SHARE if rows.countries[best] == home else TOWN_SHARE_ABROAD) * p[best]
    towns = [
        r for r in range(low, high) if p[r] >= least and rows.kinds[r] >= CITY and _is_round(gazetteer, rows, best, r)
    ]
    return max(towns, key=lambda r: p[r], default=best)


def _same_spot(gazetteer: Gazetteer, rows: Rows, one: int, other: int) -> bool:
    """Whether two candidates of one country have nearly the same point: a capital that is no part of its province."""
    if rows.countries[one] != rows.countries[other]:
        return False
    lat, lon = gazetteer.columns["lat"], gazetteer.columns["lon"]
    here, there = rows.places[one], rows.places[other]
    return abs(lat[here] - lat[there]) < SAME_SPOT and abs(lon[here] - lon[there]) < SAME_SPOT


def _is_round(gazetteer: Gazetteer, rows: Rows, area: int, town: int) -> bool:
    """Whether an area of the town's name (rows both) lies round it: Washington and the District of Columbia."""
    if rows.kinds[area] not in (ADMIN1, ADMIN2):
        return False
    place = rows.places[area]
    return place in (rows.admin1s[town], rows.admin2s[town]) or _same_spot(gazetteer, rows, area, town)


def resolve(
    text: str,
    names: Sequence[PlaceName],
    home: Home | None = None,
    gazetteer: Gazetteer | None = None,
    weights: Weights | None = None,
    words: Sequence[Sequence[str]] | None = None,
) -> list[Resolution]:
    """What each name of the text means, in the order given; unknown names get an empty Resolution and spoil nothing.

    `words` are those of the text, sentence by sentence, where a reading of it is at hand; else they are looked for,
    which takes as long as a third of the rest.
    Linear in the number of names: a text with more than 150 names is resolved 150 at a time.
    """
    gazetteer = gazetteer or embedded()
    weights = weights or shipped_weights()
    home = home or Home()
    nothing = Resolution(None, 0.0)
    out = [nothing] * len(names)
    america = gazetteer.country_number["USA"]
    for at in range(0, len(names), WINDOW):
        found = candidate_table(text, names[at : at + WINDOW], home, gazetteer, words)
        if not found.groups:
            continue
        rows = found.rows
        p: list[float] = rank(found.table, weights).tolist()
        chosen: Chosen = []
        low = 0
        for group in found.groups:
            high = low + found.counts[len(chosen)]
            if high == low + 1:
                chosen.append((low, low, []))  # one place is called so
                low = high
                continue
            order = sorted(range(low, high), key=p.__getitem__, reverse=True)
            first = order[0]
            best = first if group.kind in _ADMIN_SAID else _town_of(rows, p, low, high, first, america, gazetteer)
            order.remove(best)
            chosen.append((best, first, order))
            low = high
        areas_in_rows(text, names[at : at + WINDOW], found, chosen)
        _prefer_renowned(gazetteer, found, p, chosen)
        city_of_the_world(text, names[at : at + WINDOW], found, chosen, gazetteer)
        around = [_around(rows, best, america) for best, _, _ in chosen]
        stray = _strays(gazetteer, found, [best for best, _, _ in chosen], around)
        for k, group in enumerate(found.groups):
            best, first, order = chosen[k]
            # Area and town of one name are the same answer for most purposes: being sure of one is being sure of both.
            sure = p[best] + (p[first] if best != first else 0.0)
            if sure < _SURE and rows.kinds[best] >= CITY:
                sure += sum(p[r] for r in order if r != first and _is_round(gazetteer, rows, r, best))
            entry: Entry | None = None
            # "Miramar, California" is not the one in Florida: better no point than that one.
            if (
                group.elsewhere or (_is_odd(gazetteer, group, rows, best) and around.count(around[k]) < 2)
            ) and not group.strict:
                order = [best, *order]
            else:
                entry = gazetteer.entry(rows.places[best])
            runners = [Candidate(*gazetteer.brief(rows.places[r]), round(p[r], 4)) for r in order[:RUNNERS_UP]]
            meaning = Resolution(entry, round(min(1.0, sure), 4), runners, rows.hows[best] == DEMONYM, stray[k])
            for i in group.members:
                out[at + i] = meaning
    return out


def _prefer_renowned(gazetteer: Gazetteer, found: Candidates, p: list[float], chosen: Chosen) -> None:
    """Change, in `chosen`, regions for the country or the capital called like them, and, where a text gives no sign of
    the country that a name's best place lies in, that for the renowned place of the name: no report that has no word of
    Jamaica means the parish of Manchester.
    """
    rows = found.rows
    for k, group in enumerate(found.groups):
        best, _, order = chosen[k]
        if not order:  # one place is called so
            continue
        if rows.kinds[best] != ADMIN1 or group.strict or group.kind in _ADMIN_SAID:
            continue
        wider = _land(rows, best, order)
        if wider is None and not any(rows.admin1s[b] == rows.places[best] for b, _, _ in chosen):
            wider = _seat(rows, best, order)
        if wider is not None:
            chosen[k] = (wider, best, [r for r in order if r != wider])
    america = gazetteer.country_number["USA"]
    around = [_around(rows, best, america) for best, _, _ in chosen]
    states = len({rows.places[best] for best, _, _ in chosen if rows.kinds[best] in (COUNTRY, ADMIN1)})
    for k, group in enumerate(found.groups):
        best, _, order = chosen[k]
        if not order:  # one place is called so
            continue
        kind = rows.kinds[best]
        said = group.strict or group.loose or group.kind in _ADMIN_SAID or group.elsewhere or found.signs[best]
        state = kind == ADMIN1 and gazetteer.countries[rows.countries[best]] in _STATES_OF
        if (
            kind == ADMIN2
            and not group.kind
            and (town := _town_before_district(gazetteer, rows, order, best)) is not None
        ):
            chosen[k] = (town, best, [r for r in order if r != town])
            continue
        if kind == CITY and not (group.strict or group.loose or group.kind or group.elsewhere):
            famous = _overshadowing(gazetteer, rows, order, best, states, _SEVERAL)
            if famous is not None:  # of few names: whether several countries are named is worth a look
                abroad = len({rows.countries[b] for b, _, _ in chosen} - {0, rows.countries[best]})
                bests = [rows.kinds[b] for b, _, _ in chosen]
                if any(n != k and there == around[k] and bests[n] > ADMIN1 for n, there in enumerate(around)):
                    abroad = 0  # another town of the state is named
                famous = _overshadowing(gazetteer, rows, order, best, states, abroad)
            if famous is not None:
                chosen[k] = (famous, famous, [best, *(r for r in order if r != famous)])
                p[best], p[famous] = p[famous], p[best]
                continue
            native = None if found.signs[best] else _native(gazetteer, found, order, best)
            if native is not None:
                chosen[k] = (native, native, [best, *(r for r in order if r != native)])
                p[best], p[native] = p[native], p[best]
                continue
        if said or state or kind < ADMIN1 or around.count(around[k]) > 1:
            continue
        better = [r for r in order if rows.kinds[r] >= CITY and _outshines(gazetteer, rows, r, best)]
        if better:
            other = max(better, key=lambda r: _fame(gazetteer, rows, r))
            p[best], p[other] = p[other], p[best]
            chosen[k] = (other, other, [best, *(r for r in order if r != other)])


def _overshadowing(
    gazetteer: Gazetteer, rows: Rows, order: list[int], town: int, states: int, abroad: int
) -> int | None:
    """What a name must mean rather than a small town called so, whatever state is named: a part of the world ("the
    Middle East"), in a text that names several `states` a city of the same country a hundred times its size, and where
    places of several countries `abroad` are named a capital."""
    people = gazetteer.columns["population"]
    size = people[rows.places[town]]
    if size >= (_SMALL if abroad > 1 else _VILLAGE):
        return None
    for r in order:
        if rows.hows[r] != 0:
            continue
        if rows.kinds[r] in _WIDE or (abroad > 1 and rows.kinds[r] == CAPITAL and people[rows.places[r]] > LARGE):
            return r
        if (
            states > 1
            and rows.kinds[r] >= CITY
            and rows.countries[r] == rows.countries[town]
            and people[rows.places[r]] > max(LARGE, size + _FAR)
        ):
            return r
    return None


def _town_before_district(gazetteer: Gazetteer, rows: Rows, order: list[int], district: int) -> int | None:
    """A town of more than about 100,000 people that is called so by its own name, rather than a district of its country
    that lies elsewhere: La Paz, which is no part of the state of Mexico."""
    people, country = gazetteer.columns["population"], rows.countries[district]
    towns = [r for r in order if rows.kinds[r] >= CITY and rows.hows[r] == 0 and rows.countries[r] == country]
    return next((r for r in towns if people[rows.places[r]] > _SMALL and rows.hows[district] == 0), None)


def _native(gazetteer: Gazetteer, found: Candidates, order: list[int], town: int) -> int | None:
    """The place called like a town of a country that no word of the text names that lies in a country that one does:
    "San Pedro, the Paraguayan ministry said"; a large one where the town is great."""
    rows, people = found.rows, gazetteer.columns["population"]
    least = LARGE if people[rows.places[town]] > _GREAT else 0  # of the other, where the town is a great one
    said = found.table.numbers[:, _COUNTRY_SAID]
    for r in order:
        fit = rows.kinds[r] >= ADMIN1 and rows.hows[r] <= (rows.kinds[r] == ADMIN1) and people[rows.places[r]] >= least
        if fit and said[r] and gazetteer.countries[rows.countries[r]] not in _ENGLISH:
            return r
    return None


def _land(rows: Rows, best: int, order: list[int]) -> int | None:
    """The country that the region called like it lies in: Taiwan, whose largest province is but said to be one."""
    kinds, hows, countries = rows.kinds, rows.hows, rows.countries
    return next((r for r in order if kinds[r] == COUNTRY and hows[r] <= 1 and countries[r] == countries[best]), None)


def _seat(rows: Rows, best: int, order: list[int]) -> int | None:
    """The capital of the country that lies outside the region called like it: Washington, Buenos Aires."""
    kinds, hows, countries = rows.kinds, rows.hows, rows.countries
    return next((r for r in order if kinds[r] == CAPITAL and hows[r] == 0 and countries[r] == countries[best]), None)


def _fame(gazetteer: Gazetteer, rows: Rows, town: int) -> float:
    """How much a town is spoken of all over the world: its size, of a capital twice over."""
    size = gazetteer.columns["population"][rows.places[town]] / POPULATION_STEP
    return size + (_CAPITALS if rows.kinds[town] == CAPITAL else 0.0)


def _outshines(gazetteer: Gazetteer, rows: Rows, town: int, other: int) -> bool:
    """Whether a town is so much better known than a place of another country that its name alone means the town."""
    size = gazetteer.columns["population"][rows.places[town]]
    main, abroad = rows.hows[town] == 0, rows.countries[town] != rows.countries[other]
    if rows.kinds[other] in (ADMIN1, ADMIN2) and abroad:
        return size > (_SMALL if main else LARGE)
    if not abroad or not main or size < _SMALL:
        return False
    return _fame(gazetteer, rows, town) > _fame(gazetteer, rows, other) + _FAR_AHEAD


def _is_odd(gazetteer: Gazetteer, group: Group, rows: Rows, best: int) -> bool:
    """Whether the best place is an odd answer, which something else in the text must speak for."""
    place, kind = rows.places[best], rows.kinds[best]
    # An odd other name of a small town.
    if rows.hows[best] != 0 and _obscure(gazetteer, place) and not _only_town(gazetteer, place, group.bearers.usable):
        return True
    # "the Mariana Islands" are not the town of Mariana.
    if group.kind in ("region", "water", "other") and kind >= CITY:
        return True
    # Nor is "Mount Sefton" the borough of Sefton.
    if group.kind in ("water", "other") and kind in (ADMIN1, ADMIN2):
        return True
    # Nor "Wake Island" Wake County.
    return kind == ADMIN2 and group.bearers.surface.lower().endswith((" island", " islands"))


def _strays(gazetteer: Gazetteer, found: Candidates, best: list[int], around: list[int]) -> list[bool]:
    """Which names mean a small town of a country that the text, though it speaks of others, gives no sign of."""
    signs = found.signs
    kinds = [found.rows.kinds[r] for r in best]
    wide = [kind <= ADMIN1 or kind == CAPITAL for kind in kinds]
    if not (any(signs) or any(wide)):
        return [False] * len(best)
    return [
        not signs[r] and not wide[k] and around.count(around[k]) < 2 and _obscure(gazetteer, found.rows.places[r])
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


def _around(rows: Rows, best: int, america: int) -> int:
    """What a place must share with another to speak for it: the state in the United States, else the country."""
    country, kind = rows.countries[best], rows.kinds[best]
    if country == america and kind >= ADMIN1:
        # A state that is not known counts like another number, as the gazetteer packs it.
        state = rows.places[best] if kind == ADMIN1 else rows.admin1s[best]
        return -1 - (state if state >= 0 else NONE16)
    return country
