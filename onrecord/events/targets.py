"""What an attack is on: people and bodies, else buildings, vehicles, or people of whom only the number is told."""

from __future__ import annotations

from onrecord.events.parties import Parties

CROWDS = frozenset({"thousands", "hundreds", "dozens", "scores", "tens"})
"""Numbers that stand for people without a noun."""


def targets(p: Parties, heads: list[int], where: frozenset[str] = frozenset()) -> list[str]:
    """What an attack is on: actors, else buildings, vehicles and installations, which are parties of an attack; things
    of the lemmas `where` only tell where it was."""
    out: list[str] = []
    for i in p.g.spread(heads):
        found = p.single(i, deep=False)
        hit = p.promotion is not None and is_thing(p, i) and p.g.lemmas[i] not in where
        if not found and hit:
            found = p.owner(i) or p.below(i, ("of",))  # `Arland's embassy`, `the port of Tolsk`
        if not found and hit and p.promotion is not None:
            actor = p.promotion.of_thing(p.g, i)
            found = [p.actors.setdefault(actor.id, actor).id]
        out += [a for a in found or p.single(i) if a not in out]
    return out


def counted(p: Parties, heads: list[int], crowds_only: bool = False) -> list[str]:
    """People of whom only the number is told: `nine` (of `killed nine`), `thousands`."""
    out: list[str] = []
    for i in p.g.spread(heads):
        s, alone = p.g.s, not p.g.kids(i, "nmod")
        number = s.upos[i] == "NUM" and s.xpos[i] == "CD" and not crowds_only and not p.g.kids(i, "compound")
        if p.promotion is None or not alone or not (number or p.g.lower[i] in CROWDS):
            continue
        if number and len(s.words[i]) == 4 and s.words[i].isdigit():
            continue  # a year
        actor = p.promotion.of_count(p.g, i)
        out.append(p.actors.setdefault(actor.id, actor).id)
    return out


def is_built(p: Parties, actor: str) -> bool:
    """Is the actor only the target that a building, vehicle or installation is?"""
    held = p.promotion.pending.get(actor) if p.promotion is not None else None
    return held is not None and held[2].type == "other"


def is_ground(p: Parties, actor: str) -> bool:
    """Is the actor a target that people are in: a building, a vehicle, a village?"""
    held = p.promotion.pending.get(actor) if p.promotion is not None else None
    if held is not None:
        return held[2].type in ("other", "place")
    return any(m.type == "place" for m in p.mentions if m.actor == actor)


def is_thing(p: Parties, i: int) -> bool:
    """Is the word a building, vehicle or installation that may be attacked (`power lines`, `a bus`)?"""
    g = p.g
    if g.s.upos[i] not in ("NOUN", "PROPN"):
        return False
    if g.lemmas[i] in p.things:
        return True
    before = g.lemmas[i - 1] if i > 0 and g.s.heads[i - 1] == i else ""
    return f"{before}-{g.lemmas[i]}" in p.things


def is_town(p: Parties, actor: str) -> bool:
    """Is the actor only a place below a country that was made a party here?"""
    held = p.promotion.pending.get(actor) if p.promotion is not None else None
    if held is None or p.promotion is None:
        return False
    place = p.promotion.places.get(held[2].place or "")
    return place is not None and place.feature != "country"


def is_spot(p: Parties, i: int) -> bool:
    """Does the word stand for a place that no actor is (`the city of Tolsk`)?"""
    m = p.idle_heads.get(i) or p.mention_at(i)
    if m is None or m.type != "place" or (m.actor is not None and p.actors[m.actor].type == "country"):
        return False
    return m.actor is None and not p.a_country(i)
