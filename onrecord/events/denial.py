"""Deeds that the article tells as denied: by a statement that denies them, or by a report of them that is rejected.

A denied deed is never told as one that happened. Two ways to see a denial: the statements stage says that the words
stand in what a speaker denies (directly or through a statement that quotes another), or the grammar says that a
report of the deed is denied or called false (`data/status.psv`, the kinds `report`, `denying` and `untrue`).
"""

from __future__ import annotations

from onrecord.events.grammar import Grammar
from onrecord.events.reality import of_verb, words
from onrecord.events.triggers import Candidate
from onrecord.record import Statement, Status


def status_of(c: Candidate, g: Grammar, statements: list[Statement]) -> Status:
    """The status of an event, after the denials around it; `denied that it had not paid` tells that it paid not."""
    if c.status == "denied" and not c.negated:
        return c.status
    if _known(c, g) or not (c.disowned or _by_statement(c, g, statements) or _by_report(c, g)):
        return c.status
    if c.nominal and g.lemmas[c.at] in words()["report"]:
        return c.status  # `denied accusations that ...`: somebody did accuse
    return "happened" if c.negated else "denied"


def _known(c: Candidate, g: Grammar) -> bool:
    """Is it only mentioned, as what all know (`denied that they broke the law through their agreement with Arland`)?"""
    if not c.nominal or not (g.definite(c.at) or g.kids(c.at, "nmod:poss")):
        return False
    h = g.s.heads[c.at]
    if g.base[c.at] == "obj" and g.lemmas[h] in SPEAKING_OF:
        return True  # `failed to mention the attack`
    if g.base[c.at] == "obj" and c.status_from is None and g.verbal(h):  # `denied that he had opposed the invasion`
        return g.lemmas[h] not in words()["denying"]
    return g.base[c.at] in ("obl", "nmod") and g.case(c.at) in CIRCUMSTANCES


def _by_statement(c: Candidate, g: Grammar, statements: list[Statement]) -> bool:
    if not any(s.polarity == "denied" for s in statements):
        return False
    start, end = g.s.span(c.at, c.at + 1)
    by_id = {s.id: s for s in statements}
    for s in statements:
        if any(a < end and start < b for a, b in s.cue) or not any(a <= start and end <= b for a, b in s.content):
            continue
        seen: set[str] = set()
        outer: Statement | None = s
        while outer is not None and outer.id not in seen:
            denying = outer.polarity == "denied" and _denies_what_it_tells(outer)
            if denying and not (_presupposed(c, g, outer) or _cue_negated(g, outer)):
                return True
            seen.add(outer.id)
            outer = by_id.get(outer.within or "")
    return False


SPEAKING_OF = frozenset({"mention", "discuss", "recall", "remember", "acknowledge", "note", "address", "describe"})
"""Verbs of whoever speaks, or does not speak, of what there was."""


def _denies_what_it_tells(s: Statement) -> bool:
    """`denied that`, `does not believe that`; not `did not say why`, `refused to give details while`, which leave open
    what they tell or take it for granted."""
    return s.verb is not None and (s.verb in words()["denying"] or s.verb in words()["disbelief"])


CIRCUMSTANCES = frozenset({"through", "after", "during", "since", "before", "despite", "following", "of", "under"})
"""Prepositions before a deed that is known, whatever is denied of it."""


BESIDE = frozenset({"while", "as", "after", "since", "when", "because", "although", "though", "before", "until"})
"""Conjunctions of clauses that are told beside what is denied."""


def _cue_negated(g: Grammar, s: Statement) -> bool:
    """`did not deny`: the sentence's own denying verb under a negation denies nothing."""
    told = [j for a, b in s.cue for j in g.s.tokens_in(a, b)]
    if any(g.lemmas[j] in ("doubt", "question") and any(g.lower[k] == "no" for k in g.kids(j, "det")) for j in told):
        return True  # `left no doubt that he would go`
    verbs = [j for j in told if g.lemmas[j] in words()["denying"] and g.verbal(j)]
    return any(of_verb(g, j).negated for j in verbs)


def _presupposed(c: Candidate, g: Grammar, s: Statement) -> bool:
    """Is the deed told in a relative or adverbial clause inside what is denied (`denied a role in the raid that killed
    nine`, `denied a request for access while police investigate`)?"""
    j, steps = c.at, 0
    while g.s.heads[j] >= 0 and steps < len(g.lower):
        h = g.s.heads[j]
        start, end = g.s.span(h, h + 1)
        if not any(a <= start and end <= b for a, b in s.content):
            return False
        if g.s.deprels[j] == "acl:relcl" and g.lemmas[h] not in words()["report"]:
            return True
        if g.base[j] == "advcl" and {g.lower[k] for k in g.kids(j, "mark")} & BESIDE:
            return True
        j, steps = h, steps + 1
    return False


def _by_report(c: Candidate, g: Grammar) -> bool:
    """Is the deed told in the clause of a report that is denied or called untrue?"""
    j, steps = c.at, 0
    while g.s.heads[j] >= 0 and steps < len(g.lower):
        h = g.s.heads[j]
        if g.base[j] in ("acl", "ccomp", "nmod") and g.lemmas[h] in words()["report"] and _untrue(g, h):
            return True
        if g.base[j] == "ccomp" and any(g.lemmas[k] in words()["report"] for k in g.kids(h, "obj")) and _denies(g, h):
            return True
        j, steps = h, steps + 1
    return False


def _untrue(g: Grammar, i: int) -> bool:
    """Is the report at token `i` the object of a denial, or said to be false?"""
    if any(g.lower[k] in words()["untrue"] for k in g.kids(i, "amod")):
        return True
    h = g.s.heads[i]
    beside = [*g.kids(i, "acl"), *(g.kids(h, "ccomp", "acl") if h >= 0 else [])]
    if any(k > i and g.kids(k, "cop") and _false(g, k) for k in beside):
        return True  # `reports that ... were false`, with the predicate put under the report
    if h < 0:
        return False
    if g.lemmas[h] in words()["calling"] and g.base[i] == "obj" and not of_verb(g, h).negated:
        # `called reports that ... untrue`: after so long a clause the parser rarely finds whose predicate it is
        return any(word in words()["untrue"] for word in g.lower[i + 1 :])
    if g.base[i] == "nsubj" and _false(g, h):
        return True
    return g.s.deprels[i] in ("obj", "nsubj:pass") and _denies(g, h)


def _false(g: Grammar, i: int) -> bool:
    return g.lower[i] in words()["untrue"] and not of_verb(g, i).negated


def _denies(g: Grammar, i: int) -> bool:
    return g.lemmas[i] in words()["denying"] and not of_verb(g, i).negated
