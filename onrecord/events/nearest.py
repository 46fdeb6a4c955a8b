"""The actor that stands nearest to a word of an event: the way out where the tree gives no party."""

from __future__ import annotations

from onrecord.events.parties import Parties
from onrecord.events.party_words import ASIDE, CLAUSES, HELP, REPORTS
from onrecord.record import Mention

OUTLETS = frozenset({"JRN", "MED"})
"""Sectors of those on whose programme or page something is said."""


def nearest(p: Parties, i: int, after: bool, limit: int) -> list[str]:
    """The nearest actor before or after a token within its clause."""
    g, s = p.g, p.g.s
    steps = range(i + 1, min(len(s), i + 1 + limit)) if after else range(i - 1, max(-1, i - 1 - limit), -1)
    for j in steps:
        if (
            s.words[j] in (";", ":", '"', "“", "”")
            or (after and (g.lower[j] in CLAUSES or s.upos[j] == "AUX"))
            or (s.upos[j] == "VERB" and s.xpos[j] not in ("VBN", "VBG"))
        ):
            return []
        m = p.mention_at(j)
        if m is not None and m.actor is not None:
            return [] if (_no_party(i, j, m, p) if after else _described(i, _head(j, m, p), p)) else [m.actor]
    return []


def _described(i: int, j: int, p: Parties) -> bool:
    """Stands the party in what is said of a thing, where the word at `i` does not (`a convoy carrying food for
    villagers was shelled, killing five`)?"""
    g, top = p.g, j
    while g.s.heads[top] >= 0:
        if g.base[top] == "acl" and not g.below(top, i):
            return True
        top = g.s.heads[top]
    return False


def _no_party(i: int, j: int, m: Mention, p: Parties) -> bool:
    """Is the mention behind a word, seen first at `j`, somebody else's party, or none?"""
    sectors = set(p.actors[m.actor].sectors) if m.actor is not None else set[str]()
    outlet = bool(sectors) and sectors <= OUTLETS and p.g.case(_head(j, m, p)) == "on"
    venue = m.actor is not None and p.venue(j, m.actor)
    return outlet or venue or _of_another(i, j, p) or _aside(j, m, p) or _undergoes(j, m, p)


def _head(j: int, m: Mention, p: Parties) -> int:
    """The head of a mention that is seen first at `j`."""
    return next((k for k in p.g.s.tokens_in(m.start, m.end) if m in p.heads[k]), j)


def _aside(j: int, m: Mention, p: Parties) -> bool:
    """Is it set beside a deed by its preposition (`including Brenn`, `by rebels`, `with the help of Arland`)?"""
    g, head = p.g, _head(j, m, p)
    h = g.s.heads[head]
    behalf = h >= 0 and (g.lemmas[h] == "behalf" or (g.lemmas[h] in HELP and g.case(h) == "with"))
    return behalf or g.case(head) in ASIDE


def _undergoes(j: int, m: Mention, p: Parties) -> bool:
    """Is something else done to it (`strikes unless the hostages were freed`)?"""
    return p.g.s.deprels[_head(j, m, p)] == "nsubj:pass"


def _of_another(i: int, j: int, p: Parties) -> bool:
    """Belongs the party at `j`, as the tree has it, to another word than the one at `i`: to a thing named after it
    (`the Senate bill`), a gerund between them (`supports keeping troops`), a clause of its own, a verb of report?"""
    g, s = p.g, p.g.s
    top = j
    while s.heads[top] >= 0 and g.base[top] in ("flat", "conj", "appos", "nmod", "compound", "amod"):
        within = g.base[top] in ("compound", "amod") or s.deprels[top] == "nmod:poss"
        if within and not p.is_party(s.heads[top]):
            return s.upos[s.heads[top]] in ("NOUN", "PROPN")
        top = s.heads[top]
    v = s.heads[top]
    if v < 0 or v == i or not g.verbal(v):
        return False
    apart = g.finite(v) and (not g.below(i, v) or s.deprels[v] == "acl:relcl")
    if g.base[top] == "nsubj" and (g.lemmas[v] in REPORTS or apart):
        return top != i
    return i < v < j and s.xpos[v] == "VBG" and g.base[top] == "obj"
