"""Areas of parts, ranges and borders as boxes: "the north of Mali", "between Aleppo and Homs", "along the border with".

A country's or province's reach is that of its towns in the gazetteer (all but the outermost two in a hundred, so that
islands far away do not stretch it); the land along a border is where towns of both countries lie within some 40 km of
each other. Boxes are [south, west, north, east] in degrees.
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from onrecord.places.bearers import ADMIN1, COUNTRY
from onrecord.places.gazetteer import Gazetteer
from onrecord.places.parts import KM_A_DEGREE, steps
from onrecord.record import Place

Floats = npt.NDArray[np.float64]
_CELL = 0.4  # degrees: towns of two countries in cells that touch lie along their border
_GRID = 454, 904  # rows and columns of such cells, with two empty ones on every side
_OUTER = 0.02  # share of the towns left out on each side
_FEWEST = 8  # towns below which an area has no box
_FEWEST_ON_BORDER = 3
_PAD = 0.05  # degrees round two towns
_WIDEST = 120.0  # degrees of longitude: wider is over the date line
_NEAR = 120  # characters on either side within which a border is spoken of
_LOOK_BACK = 12  # places before among which the other side of a border is looked for
_NAME = re.compile(r"[A-Z][a-zA-Z]{3,}")
_BORDER_WITH = re.compile(r"\b(?:border|frontier)s? (?:with|of)(?: the)? $")
_BORDER_BETWEEN = re.compile(r"\b(?:border|frontier) between(?: the)? $")
_BORDER_AFTER = re.compile(r"[’']?s? (?:border|frontier)\b")


def give_area(place: Place, before: Sequence[Place], text: str, gazetteer: Gazetteer, index: int | None) -> None:
    """Set `box` (and for a border the point and radius) of a place whose words name a part, a range or a border.

    `before` are the places found before it, `index` its entry of the gazetteer. Nothing is changed where the other side
    of a border is not known.
    """
    if place.part and index is not None and index >= 0:
        place.box = part_box(reach(gazetteer, index), place.part)
        return
    if place.relation and place.relation.startswith("between ") and before and place.feature != "country":
        place.box = _around(before[-1], place)
        return
    if place.feature != "country" or place.country is None:
        return
    other = _other_side(place, before, text, gazetteer)
    if other is None:
        return
    points = border(gazetteer, *sorted((place.country, other)))
    if points is None:
        return
    place.box = _box(points)
    middle = points[np.argmin(((points - points.mean(axis=0)) ** 2).sum(axis=1))]
    place.lat, place.lon = round(float(middle[0]), 4), round(float(middle[1]), 4)
    south, west, north, east = place.box
    high, wide = north - south, (east - west) * math.cos(math.radians((north + south) / 2))
    place.radius_km = round(math.hypot(high, wide) / 2 * KM_A_DEGREE, 1)
    place.relation = place.relation if place.relation and "border" in place.relation else "on the border"


def _other_side(place: Place, before: Sequence[Place], text: str, gazetteer: Gazetteer) -> str | None:
    """The country across the border that the words beside the place speak of."""
    near = text[max(0, place.start - _NEAR) : place.end + _NEAR]
    if "border" not in near and "frontier" not in near:
        return None  # most places
    neighbours = gazetteer.meta["neighbours"].get(place.country, [])
    lead = text[max(0, place.start - 40) : place.start]
    last = before[-1] if before else None
    adjacent = last is not None and last.feature == "country" and last.country in neighbours
    if last is not None and adjacent:
        between = text[last.end : place.start]
        if between.strip() in ("-", "–") and _BORDER_AFTER.match(text, place.end):
            return last.country
        if between.strip() == "and" and _BORDER_BETWEEN.search(text[max(0, last.start - 40) : last.start]):
            return last.country
    if _BORDER_WITH.search(lead):
        found = next((p.country for p in reversed(before[-_LOOK_BACK:]) if p.country in neighbours), None)
        return found or _said_before(text[max(0, place.start - _LOOK_BACK * 12) : place.start], neighbours, gazetteer)
    return None


def _said_before(words: str, neighbours: Sequence[str], gazetteer: Gazetteer) -> str | None:
    """The neighbour last named in the words as one who acts ("Thailand closed its border with") or by its people."""
    for word in reversed(_NAME.findall(words)):
        entry = gazetteer.country(word)
        code = entry.country if entry else gazetteer.demonym(word)
        if code in neighbours:
            return code
    return None


def _around(one: Place, other: Place) -> list[float] | None:
    """The box of two towns, from the first's point and the middle that the second's was moved to."""
    if None in (one.lat, one.lon, other.lat, other.lon) or not other.radius_km:
        return None
    assert one.lat is not None
    assert one.lon is not None
    assert other.lat is not None
    assert other.lon is not None
    lats = (one.lat, 2 * other.lat - one.lat)
    lons = (one.lon, 2 * other.lon - one.lon)
    box = [min(lats) - _PAD, min(lons) - _PAD, max(lats) + _PAD, max(lons) + _PAD]
    return [round(x, 3) for x in box] if box[3] - box[1] < _WIDEST else None


@functools.lru_cache(maxsize=512)
def reach(gazetteer: Gazetteer, index: int) -> tuple[float, float, float, float] | None:
    """The box of a country or province by its towns; None for what has too few of them or is no such area."""
    kind = gazetteer.columns["kind"][index]
    if kind == COUNTRY:
        towns = _towns(gazetteer, "country", gazetteer.columns["country"][index])
    elif kind == ADMIN1:
        towns = _towns(gazetteer, "admin1", index)
    else:
        return None
    if len(towns) < _FEWEST:
        return None
    south, west, north, east = _box(towns)
    return (south, west, north, east) if east - west < _WIDEST + 60 else None


def _box(points: Floats) -> list[float]:
    """South, west, north and east of points (lat, lon), without the outermost."""
    ranked = np.sort(points, axis=0)
    last = len(ranked) - 1
    edges = []
    for at in (last * _OUTER, last * (1 - _OUTER)):
        before = int(at)
        edges.append(ranked[before] + (ranked[min(before + 1, last)] - ranked[before]) * (at - before))
    return [round(float(x), 3) for edge in edges for x in edge]


def part_box(whole: tuple[float, float, float, float] | None, part: str) -> list[float] | None:
    """The half, quarter or middle of a box that the words mean; None for two sides at once, which no box is."""
    sides = steps(part)
    if whole is None or not sides or any(side != sides[0] for side in sides):
        return None
    south, west, north, east = whole
    up, right = sides[0]
    if up == right == 0:
        quarter_lat, quarter_lon = (north - south) / 4, (east - west) / 4
        box = [south + quarter_lat, west + quarter_lon, north - quarter_lat, east - quarter_lon]
    else:
        middle_lat, middle_lon = (south + north) / 2, (west + east) / 2
        box = [
            middle_lat if up > 0 else south,
            middle_lon if right > 0 else west,
            middle_lat if up < 0 else north,
            middle_lon if right < 0 else east,
        ]
    return [round(x, 3) for x in box]


@functools.lru_cache(maxsize=512)
def border(gazetteer: Gazetteer, one: str, other: str) -> Floats | None:
    """Points (lat, lon) of the towns along the border of two countries (ISO 3166-1 alpha-3), None where few are."""
    sides = [_towns(gazetteer, "country", gazetteer.country_number[code]) for code in (one, other)]
    cells = [_cells(side) for side in sides]
    near = []
    for k in (0, 1):
        settled = np.zeros(_GRID, dtype=np.bool_)
        settled[cells[1 - k]] = True
        for axis in (0, 1):
            settled = settled | np.roll(settled, 1, axis) | np.roll(settled, -1, axis)
        near.append(sides[k][settled[cells[k]]])
    points = np.concatenate(near)
    return points if len(points) >= _FEWEST_ON_BORDER else None


def _cells(points: Floats) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Row and column of each point's cell on a grid of the whole Earth, with a margin of empty cells."""
    cells = np.floor(points / _CELL).astype(np.int64)
    return cells[:, 0] + _GRID[0] // 2, cells[:, 1] + _GRID[1] // 2


def _towns(gazetteer: Gazetteer, column: str, value: int) -> Floats:
    """Points of the towns with this value in a column of the gazetteer, the largest town first."""
    arrays, first = gazetteer.arrays, gazetteer.first_town
    within = np.flatnonzero(arrays[column][first:] == value) + first
    return np.stack((arrays["lat"].take(within), arrays["lon"].take(within)), 1).astype(float)
