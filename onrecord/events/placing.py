"""Where an event took place: a place that a locative phrase ties to the event itself, else none.

News names many places in a sentence; most of them belong to other clauses, to a party's description or to what is
talked about. A wrong point on the map is worse than none, so a place counts only behind a preposition of place on the
event's own words, or at the head of the sentence (`In Tolsk, gunmen ...`). What is said takes place where it is said.
"""

from __future__ import annotations

from collections.abc import Collection

from onrecord.events.grammar import Grammar
from onrecord.events.instances import SINGLE
from onrecord.events.ontology import SPEECH
from onrecord.events.triggers import Candidate
from onrecord.record import Place

NEARBY = frozenset(
    {"in", "at", "near", "on", "outside", "inside", "around", "across", "along", "off", "over", "within"}
)
AT = NEARBY | {"throughout", "by", "beside", "between", "above", "under", "beyond", "toward", "towards"}
"""Prepositions of where something is."""
TOWARD = frozenset({"to", "into", "through", "toward", "towards"})
"""Prepositions of the places that people and troops go to."""
MOVING = frozenset({"MOBILIZE", "CONSULT", "ASSAULT", "PROTEST"})
"""Types of such movements."""
LEAVING = frozenset({"RETREAT", "AID"})
"""Types of what is taken or rescued from somewhere."""
DOWN = frozenset({"obl", "nmod", "obj", "nsubj", "conj", "appos", "iobj", "dep", "xcomp", "nummod"})
"""Relations through which a place may hang below the event's words."""
FURTHEST = 3
"""Steps below the event's words at which a place is still theirs."""


def choose_place(
    g: Grammar, c: Candidate, places: list[Place], taken: Collection[str], apart: bool = False
) -> tuple[str | None, str]:
    """The id of the event's place and where it was found (`clause`, `sentence` or `none`); `taken` holds the ids of
    places that are actors of the event, `apart` says that the sentence tells of another and only speaks of this."""
    tops = {c.at} if apart else _tops(g, c)
    found: list[tuple[int, int, bool, int, str]] = []
    for place in places:
        if place.id in taken or not g.s.start <= place.start < g.s.end:
            continue
        tokens = list(g.s.tokens_in(place.start, place.end))
        if not tokens:
            continue
        j = next((k for k in tokens if g.s.heads[k] not in tokens), tokens[0])
        h = phrase_of(g, j)
        if place.feature == "country" and g.base[j] in ("compound", "amod") and g.s.upos[h] == "NOUN":
            continue  # `a U.S. facility in Tolsk`: whose it is
        case = g.case(h)
        fits = case in AT or (case in TOWARD and c.type in MOVING) or (case == "from" and c.type in LEAVING)
        if not fits:
            continue
        # In "the Black Sea resort of Tolsk" the resort is the place.
        inside = g.base[j] in ("compound", "amod")
        steps = None if _of_topic(g, c, h) else _steps(g, tops, h)
        if steps is not None and steps <= (1 if c.type in SPEECH else FURTHEST):
            found.append((0, steps, inside, abs(j - c.at), place.id))
        elif c.note == SINGLE or (not apart and _opens(g, h, c.at)):
            found.append((1, 0, inside, abs(j - c.at), place.id))
    if not found:
        return None, "none"
    best = min(found)
    return best[-1], "clause" if best[0] == 0 else "sentence"


TOPICAL = frozenset({"discuss", "debate", "review", "deliberate", "address"})
"""Verbs of talk whose object is what is talked about."""


def _of_topic(g: Grammar, c: Candidate, h: int) -> bool:
    """Does the phrase belong to what is talked about (`discussed the war in Arland`)?"""
    if c.type not in ("CONSULT", "AGREE") or g.lemmas[c.at] not in TOPICAL:
        return False
    topics = g.kids(c.at, "obj")
    first = min(g.kids(h, "case"), default=h)
    return any(g.below(j, h) or j == first - 1 for j in topics)


def phrase_of(g: Grammar, j: int) -> int:
    """The head of the phrase that carries the preposition of the place at token `j` (`in the town of Tolsk`)."""
    steps = 0
    while steps < 4 and g.s.heads[j] >= 0:
        case = g.case(j)
        inside = g.base[j] in ("compound", "flat", "appos", "conj", "list") and not case
        of = g.base[j] == "nmod" and case == "of"
        if not (inside or of) or g.verbal(g.s.heads[j]):
            return j
        j, steps = g.s.heads[j], steps + 1
    return j


def _tops(g: Grammar, c: Candidate) -> set[int]:
    """The event's own words, and those above whose circumstances are its own too: the verb that an event noun hangs on,
    the verb that a bare infinitive belongs to."""
    tops = set(c.tokens)
    j = c.at
    if c.nominal:
        v = g.governor(j)
        if v is not None:
            tops.add(v)
            j = v
    steps = 0
    while g.base[j] in ("xcomp", "conj") and g.s.heads[j] >= 0 and steps < 3:
        if g.base[j] == "conj" and g.kids(j, "nsubj"):
            break
        j, steps = g.s.heads[j], steps + 1
        tops.add(j)
    return tops


def _steps(g: Grammar, tops: set[int], h: int) -> int | None:
    """How many steps the phrase at `h` hangs below the event's words; None where it belongs to another clause."""
    n, j = 0, h
    while j >= 0 and j not in tops:
        if g.base[j] not in DOWN or (g.base[j] in ("conj", "xcomp") and g.verbal(j)):
            return None
        n, j = n + 1, g.s.heads[j]
    return n if j >= 0 else None


def _opens(g: Grammar, h: int, at: int) -> bool:
    """Does the phrase open the sentence, before any subject (`In Tolsk, gunmen killed nine, police said`)?"""
    if h > at or g.base[h] != "obl":
        return False
    return not any(g.base[k] in ("nsubj", "csubj") or g.verbal(k) for k in range(h))
