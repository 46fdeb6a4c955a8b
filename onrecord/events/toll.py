"""The toll of an attack: who was killed or hurt in it is no second event beside it.

`Nine were killed in the clash` tells the outcome of the clash that the article told before; `a guard was wounded when
gunmen attacked the convoy` tells both at once. PLOVER codes the attack once, with its victims and numbers.
"""

from __future__ import annotations

from onrecord.events.grammar import Grammar
from onrecord.events.lexicon import Lexicon
from onrecord.events.triggers import Candidate

RESULTS = frozenset({"kill", "injure", "wound", "maim", "destroy", "damage", "hurt", "level", "flatten", "die"})
"""Verbs that tell what an attack did."""
DEFINITE = frozenset({"the", "this", "that", "these", "those"})
"""Before a noun that takes up what was told before."""
IN = frozenset({"in", "during", "from", "by", "of", "after"})
"""Prepositions between a toll and its attack (`in the clash`, `as a result of the fighting`)."""
INCIDENTS = frozenset({"incident", "violence", "melee", "riot", "assault"})
"""Nouns that take up an attack without telling one by themselves."""


def of_what_was_told(c: Candidate, g: Grammar, lexicon: Lexicon) -> bool:
    """Is it the toll, with nobody named as its doer, of an attack that the article told before?"""
    if c.type != "ASSAULT" or c.lemma not in RESULTS or c.actors or c.nominal:
        return False
    within = [j for j in g.kids(c.at, "obl") if g.case(j) in IN or g.case(j) == "as"]
    within += [k for j in within for k in g.kids(j, "nmod") if g.case(k) == "of"]
    return any(_taken_up(j, g, lexicon) for j in within)


def _taken_up(j: int, g: Grammar, lexicon: Lexicon) -> bool:
    if not any(g.lower[k] in DEFINITE for k in g.kids(j, "det")):
        return False
    lemma = g.lemmas[j]
    return lemma in INCIDENTS or any(f.type == "ASSAULT" for f in lexicon.nouns.get(lemma, ()))
