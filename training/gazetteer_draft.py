"""A place on its way into the gazetteer, and the geometry of points on the sphere."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from onrecord.places.folding import fold
from onrecord.places.gazetteer import HOWS


@dataclass
class Draft:
    """A place while the gazetteer is put together."""

    name: str
    kind: str
    lat: float
    lon: float
    country: str
    population: float = 0.0
    radius: float = 0.0
    geonames: int = 0
    admin1: str = ""
    admin2: str = ""
    names: dict[str, int] = field(default_factory=dict)

    def call(self, name: str, how: str) -> None:
        """Note a name; the better way of bearing it wins."""
        key, rank = fold(name), HOWS.index(how)
        if key:
            self.names[key] = min(rank, self.names.get(key, 99))


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance of two (lat, lon) points."""
    p, q = math.radians(a[0]), math.radians(b[0])
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(b[1] - a[1]) / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(h)))


def mean_point(points: list[tuple[float, float]]) -> tuple[float, float]:
    """Mean of points on the sphere, so that Fiji and Chukotka do not land in Africa."""
    x = y = z = 0.0
    for lat, lon in points:
        a, b = math.radians(lat), math.radians(lon)
        x, y, z = x + math.cos(a) * math.cos(b), y + math.cos(a) * math.sin(b), z + math.sin(a)
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))
