"""Whether somebody who is called is called up, or called something (`calling the minister a puppet`); whether a vote
is one of no confidence."""

from __future__ import annotations

from onrecord.events.grammar import Grammar

OPENING = frozenset({"“", '"', "``", "‘"})


PRAISE = frozenset({"brilliant", "friend", "hero", "great", "good", "genius", "wonderful", "smart", "courageous"})
PRAISE |= frozenset({"brave", "partner", "ally", "patriot", "honourable", "honorable", "strong", "champion", "gifted"})
SPAN = 6
"""Words after a name in which what somebody is called stands."""


def calls_names(g: Grammar, i: int) -> bool:
    """Is somebody called something (`calling the minister an ignorant man`, `called him "a puppet"`), not called up?"""
    for k in g.kids(i, "xcomp"):
        if g.lemmas[k] == "account" or not (g.kids(k, "mark") or g.verbal(k)):
            return True  # `was called to account`
    told = g.kids(i, "obj")
    if not told:
        return g.passive(i) and any(g.lemmas[k] == "account" for k in g.kids(i, "obl"))
    if len(told) > 1:
        return True
    after = max(_within(g, told[0])) + 1
    return after < len(g.s) and (g.s.words[after] in OPENING or (g.lower[after] in ("a", "an")))


def _within(g: Grammar, top: int) -> list[int]:
    """The words of a name or noun with what stands before it."""
    return [top, *(k for k in g.s.children_of(top) if g.base[k] in ("flat", "compound", "det", "amod"))]


def praised(g: Grammar, i: int) -> bool:
    """Is what somebody is called praise?"""
    told = g.kids(i, "obj")
    after = max(_within(g, told[0])) + 1 if told else i + 1
    words = g.lemmas[after : after + SPAN]
    return bool(PRAISE & set(words)) and "not" not in words


def of_no_confidence(g: Grammar, i: int) -> bool:
    """Stands `no confidence` or `no-confidence` behind the verb, in what it governs?"""
    for k in range(i + 1, len(g.s)):
        word = g.lower[k]
        apart = word == "confidence" and any(g.lower[j] in ("no", "non") for j in range(max(i, k - 2), k))
        if (apart or word in ("no-confidence", "non-confidence")) and g.below(i, k):
            return True
    return False
