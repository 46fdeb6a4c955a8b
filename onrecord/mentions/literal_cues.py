"""The cues of literal and associative uses, from `literal.toml`: log-odds, words by what they tell, seats of power."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from onrecord.language.reading import Sentence

_TABLE: dict[str, dict[str, Any]] = tomllib.loads(Path(__file__).with_name("literal.toml").read_text(encoding="utf-8"))


def _words(part: str, name: str) -> frozenset[str]:
    """Lemmas or forms of a list of the table."""
    return frozenset(_TABLE[part][name].split())


SCORE: dict[str, float] = _TABLE["score"]
"""Log-odds for a literal use by cue."""
SEATS = frozenset(s.strip() for s in _TABLE["seats"]["names"].replace("\n", "").split("|"))

FEELS = _words("adjectives", "feels")

HAPPENING = _words("nouns", "happening")
HYPHENED_ACTOR = _words("nouns", "hyphened_actor")
HYPHENED_PLACE = _words("nouns", "hyphened_place")
ILLNESS = _words("nouns", "illness")
MANY = _words("nouns", "many")
PACT = _words("nouns", "pact")
PART = _words("nouns", "part")
PARTY = _words("nouns", "party")
PARTY_SIGN = _words("nouns", "party_sign")
PERSON = _words("nouns", "person")
PLACE = _words("nouns", "place")
POLITY = _words("nouns", "polity")
RESULT = _words("nouns", "result")
SCHOLAR = _words("nouns", "scholar")
SEATED = _words("nouns", "seated")
STANCE = _words("nouns", "stance")
TEAM = _words("nouns", "team")

BETWEEN_PARTIES = _words("prepositions", "between")
FOR_PERSON = _words("prepositions", "for_person")
FROM_PERSON = _words("prepositions", "from_person")
OF_PARTY = _words("prepositions", "of_party")
OF_PLACE = _words("prepositions", "of_place")
ON_PARTY = _words("prepositions", "on_party")
PARTY_PREPOSITIONS = _words("prepositions", "party")
PREPOSITIONS = _words("prepositions", "place")
JOINS = _words("prepositions", "joins")
TO_PLACE = _words("prepositions", "to_place")
TO_PERSON = _words("prepositions", "to_person")

ACTS = _words("verbs", "acts")
ADDRESSED = _words("verbs", "addressed")
BEATEN = _words("verbs", "beaten")
BELONGS = _words("verbs", "belongs")
LIES = _words("verbs", "lies")
PLAYS = _words("verbs", "plays")
SEEMS = _words("verbs", "seems")
SPEAKS = _words("verbs", "speaks")
VISITED = _words("verbs", "visited")


def is_in(sentence: Sentence, i: int, listed: frozenset[str]) -> bool:
    """Whether the token's lemma or form is in a list of the table."""
    return sentence.lemmas[i].lower() in listed or sentence.words[i].lower() in listed
