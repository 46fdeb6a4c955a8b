"""The map: a view of the world, its outlines and the points on it, clustered by where they fall in the picture."""

from __future__ import annotations

import bisect
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from onrecord.store.reader import Row

Place = Callable[[float, float], tuple[float, float]]
DEEPEST = 7  # the closest view shows 360 / 2^7 degrees
WIDTH = 960


@dataclass(frozen=True, slots=True)
class View:
    """What the map shows: its middle and how close it is (0 the whole world, each step twice as close).

    Degrees of longitude are drawn as wide as they are at the middle of the view.
    """

    lat: float = 0.0
    lon: float = 0.0
    zoom: float = 0.0

    @property
    def height(self) -> int:
        return 402 if self.zoom == 0 else 520  # the world down to 65 degrees south

    @property
    def pixels(self) -> float:
        """Pixels of a degree of latitude."""
        span: float = 360 / 2**self.zoom * self._narrowing
        return WIDTH / span

    @property
    def _narrowing(self) -> float:
        return 1.0 if self.zoom == 0 else max(0.2, math.cos(math.radians(self.lat)))

    def place(self) -> Place:
        """Where a point (latitude, longitude) falls in the picture, in pixels from its upper left."""
        from_middle, lon_of_middle = self.place_from(), self.lon
        if not self.zoom:
            return from_middle
        return lambda lat, lon: from_middle(lat, (lon - lon_of_middle + 540) % 360 - 180)

    def place_from(self) -> Place:
        """The same for a point by its latitude and the degrees that it lies east of the middle."""
        # The whole world is shown without the empty south: its middle is 14 degrees north.
        middle = self.lat if self.zoom else 14.0
        high, wide, half = self.pixels, self.pixels * self._narrowing, self.height / 2
        return lambda lat, away: (WIDTH / 2 + away * wide, half - (lat - middle) * high)

    def moved(self, east: float, north: float) -> View:
        """The view beside this one, by fractions of its width and height."""
        lon = (self.lon + east * 360 / 2**self.zoom + 540) % 360 - 180
        lat = max(-80.0, min(84.0, self.lat + north * self.height / self.pixels))
        return View(round(lat, 3), round(lon, 3), self.zoom)

    def zoomed(self, steps: int) -> View:
        zoom = max(0, min(DEEPEST, self.zoom + steps))
        return View() if zoom == 0 else View(self.lat, self.lon, zoom)


@dataclass(slots=True)
class Cluster:
    """Points that fall together: the middle (weighted), how many things, the places most first."""

    x: float
    y: float
    lat: float
    lon: float
    n: int
    names: list[str] = field(default_factory=list)
    labelled: bool = False  # its first name has room beside it
    box: str = ""  # the part of the world in which its points are and no others, as the facet has it; '' where none is

    @property
    def radius(self) -> float:
        return round(min(26.0, 4.5 + 2.2 * math.sqrt(self.n)), 1)


def clusters(points: list[Row], view: View, apart: float = 26.0) -> list[Cluster]:
    """Points within the view, those that would overlap taken together; the largest cluster first in the drawing order.

    `points` come with the most things first, so that a cluster forms about its largest place.
    """
    cells: dict[tuple[int, int], list[Cluster]] = {}
    found: list[Cluster] = []
    members: dict[int, list[Row]] = {}
    place, bottom = view.place(), view.height + 10
    for point in points:
        x, y = place(point["lat"], point["lon"])
        if not (-10 <= x <= WIDTH + 10 and -10 <= y <= bottom):
            continue
        cell = int(x // apart), int(y // apart)
        nearest, least = None, apart
        for column in (cell[0] - 1, cell[0], cell[0] + 1):
            for row in (cell[1] - 1, cell[1], cell[1] + 1):
                for c in cells.get((column, row), ()):
                    away = math.hypot(c.x - x, c.y - y)
                    if away < least:
                        nearest, least = c, away
        if nearest is not None:
            nearest.n += point["n"]
            nearest.names.append(point["name"] or "?")
            members[id(nearest)].append(point)
        else:
            made = Cluster(round(x, 1), round(y, 1), point["lat"], point["lon"], point["n"], [point["name"] or "?"])
            found.append(made)
            members[id(made)] = [point]
            cells.setdefault(cell, []).append(made)
    found.sort(key=lambda c: (-c.n, c.names))
    _label(found)
    _bound(found, members, points)
    return found


def _bound(found: list[Cluster], members: dict[int, list[Row]], points: list[Row]) -> None:
    """Give each cluster the box about its points, where no others lie in that."""
    in_order = sorted((point["lat"], point["lon"]) for point in points)
    for c in found:
        lats, lons = [p["lat"] for p in members[id(c)]], [p["lon"] for p in members[id(c)]]
        south, west, north, east = min(lats), min(lons), max(lats), max(lons)
        band = in_order[bisect.bisect_left(in_order, (south, -math.inf)) : bisect.bisect(in_order, (north, math.inf))]
        others = -len(lats)
        for _, lon in band:
            if west <= lon <= east:
                others += 1
                if others > 0:
                    break
        else:
            c.box = f"{south!r},{west!r},{north!r},{east!r}"


def _label(found: list[Cluster]) -> None:
    """Mark the clusters, largest first, whose name covers no other point or name."""
    taken = [(c.x - c.radius, c.y - c.radius, c.x + c.radius, c.y + c.radius) for c in found]
    for c in found[:60]:
        left = c.x + c.radius + 2
        box = (left, c.y - 7, left + 7 * len(c.names[0]), c.y + 7)
        if box[2] <= WIDTH and not any(
            box[0] < right and box[2] > x and box[1] < bottom and box[3] > y for x, y, right, bottom in taken
        ):
            c.labelled = True
            taken.append(box)


@cache
def _lines() -> list[tuple[str, list[tuple[float, float]]]]:
    """Rings of land and lines of borders, (longitude, latitude)."""
    found = []
    for line in (files("onrecord.serve") / "world.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        kind, _, points = line.partition("\t")
        pairs = [pair.split(",") for pair in points.split()]
        found.append((kind, [(float(x), float(y)) for x, y in pairs]))
    return found


@lru_cache(maxsize=32)
def outlines(view: View) -> dict[str, str]:
    """SVG path data of the land and of the borders, in the pixels of the view; what lies outside it is left out."""
    paths: dict[str, list[str]] = {"land": [], "border": []}
    place = view.place_from()
    for kind, points in _lines():
        west, east = min(lon for lon, _ in points), max(lon for lon, _ in points)
        for turn in (-360, 0, 360):  # the same land once more to either side of the world's edge
            if not _near(view, west + turn, east + turn):
                continue
            placed = [place(lat, lon + turn - view.lon) for lon, lat in points]
            ys = [y for _, y in placed]
            if max(ys) < 0 or min(ys) > view.height:
                continue
            words = [f"{x:.0f},{y:.0f}" if view.zoom < 2 else f"{x:.1f},{y:.1f}" for x, y in placed]
            paths[kind].append("M" + " ".join(words) + ("Z" if kind == "land" else ""))
    return {kind: "".join(found) for kind, found in paths.items()}


@cache
def disputed() -> list[tuple[str, str, list[tuple[float, float]]]]:
    """Areas that more than one side claims: name, who holds and who claims it in words, ring (longitude, latitude)."""
    found = []
    for line in (files("onrecord.serve") / "disputed.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        name, says, points = line.split("\t")
        pairs = [pair.split(",") for pair in points.split()]
        found.append((name, says, [(float(x), float(y)) for x, y in pairs]))
    return found


def disputed_areas() -> dict[str, str]:
    """Disputed areas by name: who holds and who claims each."""
    return dict(sorted((name, says) for name, says, _ in disputed()))


def picture(points: list[Row], view: View) -> dict[str, Any]:
    """What the template of a map draws: the view, outlines, disputed areas and clusters, in pixels."""
    areas = []
    place = view.place()
    for name, says, ring in disputed():
        placed = [place(lat, lon) for lon, lat in ring]
        if any(-50 <= x <= WIDTH + 50 and -50 <= y <= view.height + 50 for x, y in placed):
            path = "M" + " ".join(f"{x:.1f},{y:.1f}" for x, y in placed) + "Z"
            areas.append({"name": name, "says": says, "path": path})
    return {
        "view": view, "width": WIDTH, "deepest": DEEPEST, "outlines": outlines(view), "disputed": areas,
        "clusters": clusters(points, view),
    }  # fmt: skip


def _near(view: View, west: float, east: float) -> bool:
    """Whether some of these longitudes are in the view."""
    half: float = 180 / 2**view.zoom
    return east >= view.lon - half and west <= view.lon + half
