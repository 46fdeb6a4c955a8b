"""Writes the outlines of the desk's map (onrecord/serve/world.tsv) from Natural Earth by way of world-atlas.

python -m training.build_world countries-110m.json land-110m.json

The two files are in the npm package world-atlas 2.0.2 (TopoJSON of Natural Earth 4.1.0, 1:110m, public domain).
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

OUT = Path(__file__).parent.parent / "onrecord/serve/world.tsv"
HEAD = """\
# Outlines of the world's land and borders between countries, longitude and latitude in degrees (WGS 84).
# Written by training/build_world.py from Natural Earth 1:110m (public domain, naturalearthdata.com) by way of
# world-atlas 2.0.2, rounded to 0.1 degree. Borders are de facto, as Natural Earth draws them.
# Kind (land: a ring; border: a line), then the points; a ring runs on beyond 180 degrees where it crosses them.
"""

Point = tuple[float, float]


def arcs(topology: dict[str, Any]) -> list[list[Point]]:
    """The arcs of a TopoJSON topology in degrees: they are stored as differences of whole numbers."""
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * kx + dx, y * ky + dy))
        found.append(points)
    return found


def polygons(geometries: list[dict[str, Any]]) -> list[list[list[int]]]:
    """All polygons, each a list of rings of arc numbers (negative: backwards)."""
    return [p for g in geometries for p in (g["arcs"] if g["type"] == "MultiPolygon" else [g["arcs"]])]


def unwrapped(points: list[Point]) -> list[Point]:
    """The line without jumps from one edge of the map to the other."""
    found: list[Point] = []
    turn = 0
    for n, (lon, lat) in enumerate(points):
        if n and abs(lon - points[n - 1][0]) > 180:
            turn += 360 if lon < points[n - 1][0] else -360
        found.append((lon + turn, lat))
    return found


def rounded(points: list[Point]) -> list[Point]:
    found: list[Point] = []
    for lon, lat in points:
        point = (round(lon, 1) + 0.0, round(lat, 1) + 0.0)
        if not found or found[-1] != point:
            found.append(point)
    return found


def main() -> None:
    countries, land = (json.loads(Path(name).read_text(encoding="utf-8")) for name in sys.argv[1:3])
    lines: list[tuple[str, list[Point]]] = []
    coast = arcs(land)
    for rings in polygons(land["objects"]["land"]["geometries"]):
        for ring in rings:
            points = [p for arc in ring for p in (coast[arc] if arc >= 0 else coast[~arc][::-1])]
            points = unwrapped(points)
            if abs(points[-1][0] - points[0][0]) > 180:  # round the pole: closed along it
                points += [(points[-1][0], -90.0), (points[0][0], -90.0)]
            lines.append(("land", rounded(points)))
    edges = arcs(countries)
    rings = [r for p in polygons(countries["objects"]["countries"]["geometries"]) for r in p]
    shared = Counter(arc if arc >= 0 else ~arc for ring in rings for arc in ring)
    lines += [("border", rounded(unwrapped(edges[arc]))) for arc in sorted(shared) if shared[arc] > 1]
    with OUT.open("w", encoding="utf-8", newline="\n") as out:
        out.write(HEAD)
        for kind, points in lines:
            if len(points) > (3 if kind == "land" else 1):
                out.write(kind + "\t" + " ".join(f"{lon:g},{lat:g}" for lon, lat in points) + "\n")


if __name__ == "__main__":
    main()
