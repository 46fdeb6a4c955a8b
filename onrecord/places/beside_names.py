"""Words beside and inside place names, by what they tell of a stretch, from tables/beside_names.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path

with open(Path(__file__).with_name("tables") / "beside_names.toml", "rb") as _handle:
    _WORDS: dict[str, list[str]] = tomllib.load(_handle)

PLACE_PREPOSITIONS = frozenset(_WORDS["place_prepositions"])
STRONG_PREPOSITIONS = frozenset(_WORDS["strong_prepositions"])
STANDS_IN = frozenset(_WORDS["stands_in"])
AT = frozenset(_WORDS["at"])
TAKEN = frozenset(_WORDS["taken"])
MOVED = frozenset(_WORDS["moved"])
TAUGHT_AT = frozenset(_WORDS["taught_at"])
BEFORE_OF = frozenset(_WORDS["before_of"])
JOINERS = frozenset(_WORDS["joiners"])
TOWN_PARTS = frozenset(_WORDS["town_parts"])
PARTS = frozenset(_WORDS["parts"])
DIRECTIONS = frozenset(_WORDS["directions"])
BARE = frozenset(_WORDS["bare"])
NEVER = frozenset(_WORDS["never"])
COMMON_NOUNS = frozenset(_WORDS["common_nouns"])
WAYS = frozenset(_WORDS["ways"])
CROSSINGS = frozenset(_WORDS["crossings"])
ORDINALS = frozenset(_WORDS["ordinals"])
SHOPS = frozenset(_WORDS["shops"])
BRANDED = frozenset(_WORDS["branded"])
NO_PLACE_ENDS = frozenset(_WORDS["no_place_ends"])
THINGS = frozenset(_WORDS["things"])
NO_PLACE_NAMES = frozenset(_WORDS["no_place_names"])
AFTER_PEOPLE = frozenset(_WORDS["after_people"])
STORMS = frozenset(_WORDS["storms"])
HELD_IN = frozenset(_WORDS["held_in"])
SHIPS = frozenset(_WORDS["ships"])
NUMBERED = frozenset(_WORDS["numbered"])
NO_PLACE = frozenset(_WORDS["no_place"])
ADDRESSES = frozenset(_WORDS["addresses"])
KIN = frozenset(_WORDS["kin"])
BODIES = tuple(_WORDS["bodies"])
TITLES = frozenset(_WORDS["titles"])
PLAIN_WORDS = frozenset(_WORDS["plain_words"])
OF_STATES = frozenset(_WORDS["of_states"])
