"""The arm of the state for which somebody speaks: `police spokeswoman Dana Roe` tells of arrests by the police."""

from __future__ import annotations

from onrecord.events.parties import Parties

INSIDE = ("compound", "nmod:desc", "flat", "appos", "amod", "nmod", "nmod:poss")
"""Relations by which a title or description holds the body that somebody is of."""
VOICES = frozenset(
    {"spokesman", "spokeswoman", "spokesperson", "chief", "commissioner", "commander", "officer", "source"}
)
VOICES |= frozenset({"superintendent", "inspector", "director", "head", "captain", "sheriff", "official", "statement"})
"""Those who speak for a body and are not the ones who did it."""

ALONE = frozenset({"sheriff", "marshal", "magistrate"})
"""Officers who make arrests in their own name."""
CHARGING = frozenset({"charge", "indict"})
"""What prosecutors do themselves."""


def of_tellers(lemma: str, heads: list[int], p: Parties, sectors: frozenset[str]) -> list[str]:
    """Of those who tell of an arrest the body of one of the `sectors` that is told to have made it: they themselves
    where they are no single people, else the one that their title names."""
    out: list[str] = []
    for j in heads:
        found = p.single(j, False)
        people = [a for a in found if (p.actors[a].type == "person" or _speaks(j, p)) and not _sheriff(j, p)]
        if lemma in CHARGING and not p.g.kids(j, "compound"):
            people = [a for a in people if "JUD" not in p.actors[a].sectors]
        for a in [*(x for x in found if x not in people), *(_body(j, p, sectors - {"JUD"}) if people else [])]:
            if sectors & set(p.actors[a].sectors) and a not in out:
                out.append(a)
    return out


def _sheriff(j: int, p: Parties) -> bool:
    """Is it somebody who is the law himself?"""
    return any(p.g.lemmas[k] in ALONE for k in (j, *p.g.kids(j, *INSIDE)))


def _speaks(j: int, p: Parties) -> bool:
    return p.g.lemmas[j] in VOICES


def _body(j: int, p: Parties, sectors: frozenset[str], depth: int = 0) -> list[str]:
    """The body of one of the `sectors` that the words of a title or description name."""
    for k in p.g.kids(j, *INSIDE) if depth < 4 else ():
        found = [] if _speaks(k, p) else p.single(k, False)
        for a in [*found, *p.by_words(k)]:
            if p.actors[a].type not in ("person", "country") and sectors & set(p.actors[a].sectors):
                return [a]
        found = _body(k, p, sectors, depth + 1)
        if found:
            return found
    return []
