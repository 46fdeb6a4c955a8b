"""What stands around an event: its clause, its quantities and its contexts."""

from __future__ import annotations

import functools

from onrecord.events.grammar import Grammar
from onrecord.events.lexicon import read_table
from onrecord.events.party_words import BLOCS
from onrecord.events.triggers import Candidate
from onrecord.record import Actor, Quantity


def clause_of(g: Grammar, i: int) -> set[int]:
    """Tokens of the clause around `i`: what hangs on the trigger and on the verb that carries it, other finite
    clauses left out."""
    top = i
    while g.s.heads[top] >= 0 and not g.verbal(top):
        top = g.s.heads[top]
    if g.base[top] == "xcomp" and g.s.heads[top] >= 0:
        top = g.s.heads[top]
    out: set[int] = set()
    todo = [top]
    while todo:
        j = todo.pop()
        out.add(j)
        for k in g.s.children_of(j):
            if g.base[k] in ("ccomp", "parataxis", "advcl") and k != i and g.verbal(k):
                continue
            if g.base[k] == "conj" and g.verbal(k) and g.verbal(j) and not _above(g, i, k):
                continue
            if g.s.deprels[k] == "acl:relcl" and not _above(g, i, k):
                continue
            todo.append(k)
    return out


def _above(g: Grammar, i: int, k: int) -> bool:
    j = i
    while j >= 0:
        if j == k:
            return True
        j = g.s.heads[j]
    return False


def distance(g: Grammar, i: int, j: int) -> tuple[int, int]:
    """How far two tokens are apart: steps in the tree, then words."""
    return len(g.s.path(i, j)), abs(i - j)


KIND_TYPES = {
    "killed": {"ASSAULT", "PROTEST"},
    "injured": {"ASSAULT", "PROTEST"},
    "wounded": {"ASSAULT", "PROTEST"},
    "missing": {"ASSAULT"},
    "arrested": {"COERCE", "PROTEST"},
    "displaced": {"ASSAULT", "SANCTION", "COERCE"},
    "protesters": {"PROTEST"},
    "fighters": {"ASSAULT", "MOBILIZE"},
    "troops": {"MOBILIZE", "RETREAT", "AID", "AGREE", "ASSAULT"},
    "money": {"AID", "AGREE", "SANCTION", "COOPERATE", "SUPPORT"},
}


KILLS_NOBODY = frozenset({"abduct", "destroy"})
"""Modes of attacks that no dead are counted for but those of their own clause."""


def choose_quantities(g: Grammar, c: Candidate, quantities: list[Quantity]) -> list[str]:
    """Ids of the quantities of the event's clause (tolls of the sentence too) that speak of its parties or of its
    size."""
    clause = clause_of(g, c.at)
    out = []
    for q in quantities:
        if not (g.s.start <= q.start < g.s.end):
            continue
        tokens = list(g.s.tokens_in(q.start, q.end))
        inside = any(j in clause for j in tokens)
        kinds = KIND_TYPES.get(q.kind or "")
        of_party = q.of is not None and (q.of in c.actors or q.of in c.recipients)
        money = q.currency is not None and c.type in KIND_TYPES["money"]
        toll = kinds is not None and c.type in kinds and (inside or of_party or c.mode not in KILLS_NOBODY)
        if (of_party and inside) or toll or (money and inside):
            out.append(q.id)
    return out


@functools.cache
def _contexts() -> tuple[dict[str, list[str]], dict[tuple[str, str], list[str]]]:
    single: dict[str, list[str]] = {}
    pairs: dict[tuple[str, str], list[str]] = {}
    for _, (context, words) in read_table("contexts"):
        if context.startswith(("default:", "prior:")):
            continue
        for w in words.split():
            parts = w.split("_")
            if len(parts) == 1:
                single.setdefault(w, []).append(context)
            else:
                pairs.setdefault((parts[0], parts[1]), []).append(context)
    return single, pairs


def context_votes(g: Grammar) -> dict[str, list[int]]:
    """Contexts that words of the sentence speak for, with the tokens that do."""
    single, pairs = _contexts()
    out: dict[str, list[int]] = {}
    for i, lemma in enumerate(g.lemmas):
        found = list(single.get(lemma, ())) or list(single.get(g.lower[i], ()))
        if i + 1 < len(g.lemmas):
            found += pairs.get((g.lower[i], g.lower[i + 1]), []) or pairs.get((lemma, g.lemmas[i + 1]), [])
        for context in found:
            out.setdefault(context, []).append(i)
    return out


@functools.cache
def context_names() -> list[str]:
    """All contexts that the table has words for, in order."""
    single, pairs = _contexts()
    return sorted({c for table in (single, pairs) for found in table.values() for c in found})


@functools.cache
def _default_contexts() -> dict[str, str]:
    return {key.removeprefix("default:"): c for _, (key, c) in read_table("contexts") if key.startswith("default:")}


def default_context(c: Candidate) -> str | None:
    """The context of an event's type and mode where no word speaks."""
    return _default_contexts().get(f"{c.type}:{c.mode}") or _default_contexts().get(c.type)


@functools.cache
def priors() -> dict[str, float]:
    """How much each context counts beside its words."""
    return {key.removeprefix("prior:"): float(v) for _, (key, v) in read_table("contexts") if key.startswith("prior:")}


def choose_contexts(c: Candidate, votes: dict[str, list[int]], actors: dict[str, Actor] | None = None) -> list[str]:
    """The context most words near the event speak for (a second only where as many do), else that of its type.

    What states or international bodies say to each other is diplomatic beside whatever it is about.
    """
    prior = priors()
    weight = {k: len(votes[k]) + prior.get(k, 0.0) for k in votes}
    ranked = sorted(votes, key=lambda k: (-weight[k], min(abs(j - c.at) for j in votes[k]), k))
    chosen = [k for k in ranked[:2] if k == ranked[0] or len(votes[k]) > 2]
    if not chosen:
        default = default_context(c)
        chosen = [default] if default else []
    if "diplomatic" not in chosen and c.type in SPOKEN and actors is not None and between_states(c, actors):
        chosen.append("diplomatic")
    return chosen


SPOKEN = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN"})
STATELY = frozenset({"GOV", "MIL"})


def between_states(c: Candidate, actors: dict[str, Actor]) -> bool:
    """Do governments of two countries, or one and an international body, face each other?"""

    def lands(keys: list[str]) -> set[str]:
        found = [actors[k] for k in keys]
        return {
            a.country or (a.code or "")[:3]
            for a in found
            if (a.country and (a.type == "country" or STATELY & set(a.sectors)))
            or (not a.country and (a.code or "")[:3] in BLOCS)
        }

    own, others = lands(c.actors), lands(c.recipients)
    return bool(own and others and own != others) or len(own) > 1
