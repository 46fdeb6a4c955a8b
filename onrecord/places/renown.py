"""How readily a place of the gazetteer is meant by its name alone: by its kind, its size and how it bears the name."""

from __future__ import annotations

import functools
from typing import NamedTuple

from onrecord.places.folding import folded
from onrecord.places.gazetteer import HOWS, KINDS, POPULATION_STEP, Gazetteer

_CITY = KINDS.index("city")
# Kinds that are famous enough to be meant without further sign.
FAMOUS = frozenset(KINDS.index(k) for k in ("country", "capital", "continent", "region", "water", "site"))
CAPITAL = KINDS.index("capital")
_ADMIN1 = KINDS.index("admin1")
_LARGE = round(POPULATION_STEP * 11.9)  # about 150,000 people, as the gazetteer packs it
_DEMONYM, _ABBREVIATION = HOWS.index("demonym"), HOWS.index("abbreviation")
_REMEMBERED = 32_768

_SMALL_STATE = round(POPULATION_STEP * 9.9)  # about 20,000 people: a parish of a small island


def renown(gazetteer: Gazetteer, place: int, how: int) -> float:
    """How readily a place of this kind and size is meant by its name."""
    kind = gazetteer.columns["kind"][place]
    if kind in FAMOUS:
        return 0.8 if how <= 1 else 0.6
    if kind == _ADMIN1:
        if gazetteer.columns["population"][place] < _SMALL_STATE:
            return 0.3 if how == 0 else 0.0
        return 0.7 if how == 0 else 0.55
    if kind == _CITY and gazetteer.columns["population"][place] > _LARGE:
        return 0.6 if how == 0 else 0.4
    return 0.3 if how == 0 else 0.0


class Known(NamedTuple):
    """What the gazetteer knows of a name as written: all that bear it, and those of them that are no peoples, the most
    important first; how readily one of the first four is meant, and the same of those that it does not abbreviate;
    the name folded, where any bears it."""

    postings: list[tuple[int, int]]
    places: list[tuple[int, int]]
    renown: float
    spelt_renown: float
    key: str


_NOTHING = Known([], [], 0.0, 0.0, "")


@functools.lru_cache(maxsize=_REMEMBERED)
def known(gazetteer: Gazetteer, surface: str) -> Known:
    """What the gazetteer knows of a name; asked once a name, for most of a text's names are asked for again."""
    key = folded(surface)
    postings = gazetteer.look_up(key)
    if not postings:
        return _NOTHING
    best = spelt = 0.0
    for p, how in postings[:4]:
        if how != _DEMONYM and (points := renown(gazetteer, p, how)) > spelt:
            if points > best:
                best = points
            if how != _ABBREVIATION:
                spelt = points
    # Peoples come last.
    places = postings if postings[-1][1] != _DEMONYM else [x for x in postings if x[1] != _DEMONYM]
    return Known(postings, places, best, spelt, key)
