"""How the user's gazetteer overrides the embedded one.

A place of the user's own (without a GeoNames id) wins over anything of that name; a GeoNames place corrects the one
with its id, and fills in names that the embedded gazetteer lacks. Among several the nearest to what the text's
other names mean is taken.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from pathlib import Path

from onrecord.places.gazetteer import Entry, embedded
from onrecord.places.name_groups import PlaceName
from onrecord.places.resolving import Resolution
from onrecord.places.user import UserGazetteer, default_path
from onrecord.record import Candidate


@functools.lru_cache(maxsize=4)
def opened(path: Path | None = None) -> UserGazetteer | None:
    """The user's gazetteer at `path` (default: in the data folder), or None where there is none."""
    path = path or default_path()
    return UserGazetteer(path, embedded()) if path.is_file() else None


def overlay(text: str, names: Sequence[PlaceName], meanings: list[Resolution], user: UserGazetteer) -> list[Resolution]:
    """The meanings with the user's places put in."""
    anchors = [m.entry for m in meanings if m.entry is not None and m.confidence > 0.6]
    out = []
    for name, meaning in zip(names, meanings, strict=True):
        surface = text[name.start : name.end]
        mine = [m.entry for m in user.lookup(surface) if not meaning.demonym]
        ours = meaning.entry
        own = [e for e in mine if e.geonames is None]
        same = [e for e in mine if ours is not None and e.geonames == ours.geonames]
        pick = (
            _nearest(own, anchors) or (same[0] if same else None) or (_nearest(mine, anchors) if ours is None else None)
        )
        if pick is None:
            out.append(meaning)
            continue
        runners = [Candidate(ours.name, ours.country, ours.geonames, meaning.confidence)] if ours and not same else []
        sure = meaning.confidence if same and not own else 0.9 if len(mine) == 1 or own else 0.5
        out.append(Resolution(pick, sure, runners + meaning.candidates[:2]))
    return out


def _nearest(entries: list[Entry], anchors: list[Entry]) -> Entry | None:
    """The entry with the least sum of logarithmic distances to the anchors; the first where there are none."""
    if not entries:
        return None

    def cost(entry: Entry) -> float:
        total = 0.0
        for a in anchors:
            north = entry.lat - a.lat
            east = (entry.lon - a.lon + 180) % 360 - 180
            total += math.log1p(111.2 * math.hypot(north, east * math.cos(math.radians(a.lat))))
        return total

    return min(entries, key=lambda e: (cost(e), -e.population, e.index))
