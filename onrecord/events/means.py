"""How an attack was made: the ASSAULT mode and CAMEO code that the means speak of, where the trigger leaves them open.

`killed with machetes`, `an attack by warplanes`, `armed with rifles`, `the drone strike killed`: weapons stand beside
the trigger in a few places, never in what is attacked. `data/modes.psv` lists them; the modes are PLOVER's.
"""

from __future__ import annotations

import functools

from onrecord.events.grammar import Grammar
from onrecord.events.lexicon import read_table
from onrecord.events.parties import Parties
from onrecord.events.triggers import Candidate

OPEN = frozenset({None, "180", "190"})
"""CAMEO codes that say nothing of the means."""
BLOWN = frozenset({"blow up", "blow", "destroy", "explosives"})
"""Triggers whose mode a named missile or shell outweighs (`blown up by a missile`)."""
BEARERS = frozenset({"arm", "use", "fire", "wield", "employ", "carry", "throw", "drop"})
"""Participles before the weapon of a party (`men armed with rifles`, `using explosives`)."""
WITH = frozenset({"with", "by", "from", "in", "using", "through", "after", "of", "during", "when"})


@functools.cache
def _modes() -> dict[str, tuple[int, str, str]]:
    out: dict[str, tuple[int, str, str]] = {}
    for n, (_, (mode, cameo, words)) in enumerate(read_table("modes")):
        for w in words.split():
            out.setdefault(w, (n, mode, cameo))
    return out


def settle(c: Candidate, g: Grammar, p: Parties) -> None:
    """Give an ASSAULT the mode of its means and the CAMEO code of that mode, or that of armed forces."""
    if c.type != "ASSAULT":
        return
    if c.mode is None or (c.mode == "explosives" and c.lemma in BLOWN):
        found = sorted(_modes()[w] for j in _beside(g, c.at) for w in (g.lemmas[j], g.lower[j]) if w in _modes())
        if found and (c.mode is None or found[0][1] in ("heavy-weapons", "aerial", "drone")):
            _, c.mode, cameo = found[0]
            c.cameo = cameo if c.cameo in OPEN or c.lemma in BLOWN else c.cameo
    elif c.cameo in OPEN:
        c.cameo = next((code for _, mode, code in sorted(_modes().values()) if mode == c.mode), c.cameo)
    if c.cameo == "180" and any("MIL" in p.actors[a].sectors for a in (*c.actors, *c.recipients)):
        c.cameo = "190"  # CAMEO 18 is violence without armed forces, 19 that of and on them


def _beside(g: Grammar, i: int) -> list[int]:
    """Tokens that may name the means of the act at token `i`."""
    heads = [i] if not g.verbal(i) else []
    heads += g.by(i) if g.passive(i) else g.kids(i, "nsubj")
    heads += [j for j in g.kids(i, "obl", "nmod") if g.case(j) in WITH]
    if not g.verbal(i) and g.s.heads[i] >= 0 and g.base[i] == "obj":
        heads += [j for j in g.kids(g.s.heads[i], "obl") if g.case(j) == "with"]
    out: list[int] = []
    for j in heads:
        out += [j, *g.modifiers(j), *(k for k in g.kids(j, "nmod") if g.case(k) in ("of", "with"))]
        for clause in g.kids(j, "acl"):
            if g.lemmas[clause] in BEARERS:
                out += [*g.kids(clause, "obj"), *(k for k in g.kids(clause, "obl") if g.case(k) == "with")]
    for clause in g.kids(i, "advcl", "xcomp"):
        if g.lemmas[clause] in BEARERS and g.s.xpos[clause] in ("VBG", "VBN"):
            out += [*g.kids(clause, "obj"), *(k for k in g.kids(clause, "obl") if g.case(k) == "with")]
    return out
