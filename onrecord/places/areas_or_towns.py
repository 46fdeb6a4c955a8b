"""Whether an area or the town in it is meant by a name that both bear, by the other names of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.places.bearers import ADMIN1, Rows
from onrecord.places.beside_names import OF_STATES
from onrecord.places.candidate_table import Candidates
from onrecord.places.gazetteer import POPULATION_STEP, Gazetteer
from onrecord.places.name_groups import PlaceName

Chosen = list[tuple[int, int, list[int]]]
"""By name: the row chosen, the most probable one, and the others in order."""

_ROW = 24  # characters between two names in a row
_IN_A_ROW = re.compile(r"(?:,|;| and| or|[a-z ]*,)[a-z ]*")
_WORLD_CITY = round(POPULATION_STEP * 15.6)  # about 6 million people, as the gazetteer packs it
_ROUND = 0.5  # degrees within which a town is part of such a city
_LOOK_BACK = 24  # characters before a name in which what it is said of stands
_BELONGS = frozenset(["of", "from", "for"])
_AFTER = re.compile(r"(?:['’]s)? ([A-Za-z]+)")


def _in_a_row(
    text: str, names: Sequence[PlaceName], found: Candidates, chosen: Chosen, group_of: dict[int, int], k: int
) -> Iterator[int]:
    """The areas' rows that a mention of the name stands in a row with: "Alberta, New Brunswick and Quebec"."""
    for i in found.groups[k].members:
        for j in (i - 1, i + 1):
            if group_of.get(j, k) == k:
                continue
            beside = chosen[group_of[j]][0]
            between = text[names[min(i, j)].end : names[max(i, j)].start]
            if found.rows.kinds[beside] == ADMIN1 and 1 < len(between) < _ROW and _IN_A_ROW.fullmatch(between):
                yield beside


def areas_in_rows(text: str, names: Sequence[PlaceName], found: Candidates, chosen: Chosen) -> None:
    """Change, in `chosen`, the town that was taken for the area of its name back to the area where it stands in a row
    with other areas of the country: "Alberta, New Brunswick and Quebec"."""
    rows = found.rows
    unsure = [k for k, (best, first, order) in enumerate(chosen) if best != first and rows.kinds[first] == ADMIN1]
    if not unsure:
        return
    group_of = {i: k for k, group in enumerate(found.groups) for i in group.members}
    for k in unsure:
        best, first, order = chosen[k]
        country = rows.countries[first]
        if any(rows.countries[beside] == country for beside in _in_a_row(text, names, found, chosen, group_of, k)):
            chosen[k] = (first, first, [best, *(r for r in order if r != first)])


def city_of_the_world(
    text: str, names: Sequence[PlaceName], found: Candidates, chosen: Chosen, gazetteer: Gazetteer
) -> None:
    """Change, in `chosen`, the state of New York for the city: without a sign of the state the name means the city, as
    press style books have it (AP: "New York" for the city, "New York state" for the state).

    Signs are a town outside the city that is named or put into it ("Buffalo, New York"), other states in a row with it,
    and what only a state has: a governor, a border.
    """
    rows, people = found.rows, gazetteer.columns["population"]
    for k, (best, _, order) in enumerate(chosen):
        group, state = found.groups[k], rows.places[best]
        if rows.kinds[best] != ADMIN1 or not order or group.strict or group.kind:
            continue
        city = next((r for r in order if rows.admin1s[r] == state and people[rows.places[r]] > _WORLD_CITY), None)
        if city is None or _towns_elsewhere(gazetteer, rows, chosen, state, city):
            continue
        if any(_of_a_state(text, names[i]) for i in group.members):
            continue
        group_of = {i: n for n, other in enumerate(found.groups) for i in other.members}
        if not any(_in_a_row(text, names, found, chosen, group_of, k)):
            chosen[k] = (city, best, [r for r in order if r != city])


def _towns_elsewhere(gazetteer: Gazetteer, rows: Rows, chosen: Chosen, state: int, city: int) -> bool:
    """Whether the text names a town or a district of the state that lies away from its great city."""
    lat, lon = gazetteer.columns["lat"], gazetteer.columns["lon"]
    here = rows.places[city]
    for best, _, _ in chosen:
        place = rows.places[best]
        if rows.admin1s[best] == state and (
            abs(lat[place] - lat[here]) > _ROUND or abs(lon[place] - lon[here]) > _ROUND
        ):
            return True
    return False


def _of_a_state(text: str, name: PlaceName) -> bool:
    """ "The New York border", "upstate New York", "the senator from New York": what only a state has or is."""
    before = text[max(0, name.start - _LOOK_BACK) : name.start].lower().split()
    if len(before) > 1 and before[-1] in _BELONGS:
        before.pop()
    after = _AFTER.match(text, name.end)
    return (bool(before) and before[-1] in OF_STATES) or (after is not None and after[1].lower() in OF_STATES)
