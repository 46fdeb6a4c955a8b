"""The country of a party that its own phrase names: `Arland's supreme court`, `the government of Arland`."""

from __future__ import annotations

from onrecord.events.grammar import Grammar
from onrecord.events.parties import BLOCS, OFFICE, Parties
from onrecord.events.triggers import Candidate


def give_countries(c: Candidate, g: Grammar, p: Parties) -> None:
    """Give parties with an office and no country the country that stands as possessor or after `of` in their phrase;
    the actor says where it came from."""
    for key in [*c.actors, *c.recipients]:
        actor = p.actors[key]
        if (
            actor.country
            or actor.type == "country"
            or not OFFICE & set(actor.sectors)
            or (actor.code or "")[:3] in {"", *BLOCS}
        ):
            continue
        for i in [j for j, here in enumerate(p.heads) if any(m.actor == key for m in here)]:
            holders = g.kids(i, "nmod:poss") + [j for j in g.kids(i, "nmod") if g.marked(j, "of")]
            country = next((k for j in holders if g.s.upos[j] == "PROPN" and (k := _country(p, j))), None)
            if country is not None:
                actor.country = country
                actor.code = f"{country}{actor.code}"
                actor.evidence = [*actor.evidence, "country of its possessor"]
                break


def _country(p: Parties, j: int) -> str | None:
    m = p.mention_at(j)
    key = m.actor if m is not None and m.actor is not None else p.promoted(j)
    if key is None or p.actors[key].type != "country":
        return None
    return p.actors[key].country
