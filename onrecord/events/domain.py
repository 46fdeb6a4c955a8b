"""Words of other worlds: sport, business, weather, kitchens and films use the verbs of politics for other things."""

from __future__ import annotations

import functools

from onrecord.events.grammar import Grammar
from onrecord.events.lexicon import read_table
from onrecord.events.parties import Parties
from onrecord.events.triggers import Candidate


@functools.cache
def _table() -> dict[str, list[tuple[str, int]]]:
    out: dict[str, list[tuple[str, int]]] = {}
    for _, (domain, weight, words) in read_table("domains"):
        for w in words.split():
            out.setdefault(w, []).append((domain, int(weight)))
    return out


def domain_scores(g: Grammar) -> dict[str, int]:
    """How much each other world is spoken of in the sentence."""
    table, out = _table(), dict[str, int]()
    for i, lemma in enumerate(g.lemmas):
        for domain, weight in table.get(lemma) or table.get(g.lower[i]) or ():
            out[domain] = out.get(domain, 0) + weight
    return out


def foreign_domain(g: Grammar, c: Candidate, p: Parties) -> str | None:
    """The other world that the event belongs to, None where it is political."""
    scores = domain_scores(g)
    if not scores:
        return None
    domain, weight = max(scores.items(), key=lambda kv: (kv[1], kv[0]))
    political = sum(p.political(a) for a in {*c.actors, *c.recipients})
    if weight >= 2 and political == 0:
        return domain
    if weight >= 4 and domain in ("sport", "recipe", "culture", "weather"):
        return domain
    return None
