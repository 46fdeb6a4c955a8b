"""Whom words are meant for: the one who is asked and not the one it is asked for, the one who did a deed that is
condemned and not the one who suffered it."""

from __future__ import annotations

from onrecord.events.grammar import Grammar
from onrecord.events.lexicon import Lexicon
from onrecord.events.parties import Parties
from onrecord.events.party_words import INSTRUMENTS

DO = frozenset({"acl", "advcl", "ccomp", "xcomp"})
"""Clauses that tell what somebody is asked to do."""


def meant(
    kind: str, mode: str | None, slot: str, heads: list[int], g: Grammar, p: Parties, lexicon: Lexicon
) -> list[int]:
    """Of the words in a recipient's place the ones that a recipient of an event of this type is read from."""
    if kind == "REQUEST" and slot == "for":
        return [j for j in heads if _asked(j, g, p)]
    if kind == "ACCUSE" and mode == "disapprove" and slot.endswith(".of"):
        suffered = lexicon.classes["suffering"]
        return [j for j in heads if g.s.heads[j] < 0 or g.lemmas[g.s.heads[j]] not in suffered]
    return heads


def _asked(j: int, g: Grammar, p: Parties) -> bool:
    """Is a party after `for` itself asked to do something (`called for the army to help`), not asked for (`called for a
    special prosecutor`)? Of a thing that is asked for its owner is asked (`called for his resignation`)."""
    if g.lemmas[j] in ("release", "boycott"):
        return False  # good for the one, bad for the other, done by somebody else
    if g.verbal(j) or not p.is_party(j):
        return True
    return any(g.base[k] in DO and g.s.xpos[k] == "VB" for k in g.kids(j, *DO))


def blamed(heads: list[int], g: Grammar, p: Parties, lexicon: Lexicon) -> list[str]:
    """Who is blamed: of a deed its author, else whom the words name."""
    suffered, deeds = lexicon.classes["suffering"], lexicon.classes["attackn"]
    out: list[str] = []
    plain: list[int] = []
    for j in g.spread(heads):
        of = [k for k in g.prepositional(j, "of") if g.lemmas[k] in deeds or g.lemmas[k] in suffered]
        if p.mention_at(j) is not None or not (of or g.lemmas[j] in deeds or g.lemmas[j] in suffered):
            plain.append(j)
            continue
        for k in of or [j]:  # `acts of violence`
            out += [a for a in _authors(k, g, p, g.lemmas[k] in suffered) if a not in out]
    rest = heads if len(plain) == len(g.spread(heads)) else plain
    return [*out, *(a for a in p.of(rest) if a not in out)] if rest else out


def _authors(i: int, g: Grammar, p: Parties, suffered: bool) -> list[str]:
    """Who did a deed; its owner and the party after `of` suffered what is `suffered` (`the murder of the envoy`)."""
    if suffered:
        return p.below(i, ("by",)) or p.laid_to(i)
    found = p.owner(i) or p.below(i, ("by", "from", "of")) or p.laid_to(i)
    if found:
        return found
    before = [j for j in g.modifiers(i) if g.lemmas[j] not in INSTRUMENTS and not p.is_goal(j)]
    return next((a for a in (p.single(j, False) for j in before) if a), [])
