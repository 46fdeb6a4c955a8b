"""Phrases that are no mention of an actor: they speak of nobody in particular, or mean a place."""

from __future__ import annotations

from onrecord.actors.draft import Draft
from onrecord.actors.tables.lexicon import fold
from onrecord.mentions.literal import literal_use
from onrecord.mentions.traits import Phrase

# Before a description these say that nobody in particular is meant.
NOBODY = frozenset({"any", "no", "what", "whatever", "whichever", "every", "each"})


def is_nobody(own: list[Phrase]) -> bool:
    """Whether the only description of an actor speaks of nobody in particular: `to become president`, `any minister`,
    `he is a leader`. One who acts, or is named or described again, is somebody.
    """
    if len(own) != 1 or own[0].kind != "nominal" or own[0].role in ("subj", "pass", "appos"):
        return False
    p = own[0]
    s = p.sentence
    if fold(s.words[p.first]) in NOBODY:
        return True
    one = p.type == "person" and p.number == "s" and s.words[p.head].islower()
    predicate = any(s.deprels[j] == "cop" for j in s.children_of(p.head)) or p.governor in ("become", "remain", "be")
    return one and (p.determiner == "bare" or (p.determiner == "indef" and predicate)) and not p.code.country


def literal(p: Phrase, d: Draft) -> bool:
    """Whether a place name means the place: then it is no mention of the actor."""
    if p.kind != "name" or (d.type != "country" and not d.town) or p.type != "place":
        return False
    first, last = (p.name.first, p.name.last) if p.name is not None else (p.first, p.last)
    return literal_use(p.sentence, first, last) >= 0.5
