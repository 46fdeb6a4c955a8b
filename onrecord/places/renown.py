"""How readily a place of the gazetteer is meant by its name alone: by its kind, its size and how it bears the name."""

from __future__ import annotations

from onrecord.places.gazetteer import KINDS, POPULATION_STEP, Gazetteer

_CITY = KINDS.index("city")
# Kinds that are famous enough to be meant without further sign.
FAMOUS = frozenset(KINDS.index(k) for k in ("country", "capital", "continent", "region", "water", "site"))
CAPITAL = KINDS.index("capital")
_ADMIN1 = KINDS.index("admin1")
_LARGE = round(POPULATION_STEP * 11.9)  # about 150,000 people, as the gazetteer packs it

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
