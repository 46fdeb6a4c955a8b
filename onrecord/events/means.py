"""How an attack was made: the ASSAULT mode and CAMEO code that the means speak of, where the trigger leaves them open;
and what is asked for, the mode of a REQUEST.

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
BLOWN = frozenset({"blow up", "blow", "destroy", "explosives", "bomb", "bombing"})
"""Triggers whose mode a named missile or shell outweighs (`blown up by a missile`)."""
BOMBED = frozenset({"bomb", "bombing"})
EXPLODING = frozenset({"explode", "detonate", "go", "burst", "crash", "hit", "strike", "open", "fire", "attack"})
"""Verbs of the clause of time that tells what killed (`killed after a car bomb exploded`)."""
BEARERS = frozenset({"arm", "use", "fire", "wield", "employ", "carry", "throw", "drop"})
"""Participles before the weapon of a party (`men armed with rifles`, `using explosives`)."""
WITH = frozenset({"with", "by", "from", "in", "using", "through", "after", "of", "during", "when"})


ASKED = {
    "assist": frozenset({"help", "aid", "assistance", "support", "backing", "loan", "relief", "asylum", "protection"}),
    "meet": frozenset({"talk", "talks", "meeting", "summit", "dialogue", "negotiation", "conference", "session"}),
    "yield": frozenset({"ceasefire", "truce", "release", "withdrawal", "peace", "restraint", "amnesty", "calm"}),
}
"""Nouns that say what is asked for, by PLOVER mode."""


def asked(g: Grammar, heads: list[int]) -> str | None:
    """Mode of a request or refusal by the noun asked for, else a change of what somebody does."""
    words = {g.lemmas[h] for h in heads} | {g.lower[h] for h in heads}
    found = next((mode for mode, nouns in ASKED.items() if words & nouns), None)
    return found or ("change" if any(g.verbal(h) for h in heads) else None)


@functools.cache
def _modes() -> dict[str, tuple[int, str, str]]:
    out: dict[str, tuple[int, str, str]] = {}
    for n, (_, (mode, cameo, words)) in enumerate(read_table("modes")):
        for w in words.split():
            out.setdefault(w, (n, mode, cameo))
    return out


def settle(c: Candidate, g: Grammar, p: Parties) -> None:
    """Give an ASSAULT the mode of its means and the CAMEO code of that mode, or that of armed forces; a REQUEST the
    mode of what is asked for, a change of what somebody does where nothing else is told."""
    if c.type == "REQUEST" and c.mode is None:
        c.mode = asked(g, [j for j in g.kids(c.at, "obl", "nmod", "obj") if g.case(j) in (None, "", "for")]) or "change"
    if c.type != "ASSAULT":
        return
    if c.mode == "explosives" and c.lemma in BOMBED and any(_has_aircraft(p, a) for a in c.actors):
        c.mode, c.cameo = "aerial", "195"
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
    heads += [j for j in g.kids(i, "obl") if g.case(j) == "as" and g.lemmas[j] in ("result", "consequence")]
    if g.s.deprels[i] == "acl:relcl" and not g.passive(i) and g.s.heads[i] >= 0:
        heads.append(g.s.heads[i])  # `the shootout that wounded two`
    for clause in g.kids(i, "advcl"):
        if g.lemmas[clause] in EXPLODING and {g.lower[k] for k in g.kids(clause, "mark", "advmod")} & {"after", "when"}:
            heads += [*g.kids(clause, "nsubj"), *g.kids(clause, "obj")]
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


def _has_aircraft(p: Parties, actor: str) -> bool:
    """Is it a state or its army, which bombs from the air?"""
    a = p.actors[actor]
    return a.type == "country" or (a.country is not None and "MIL" in a.sectors)
