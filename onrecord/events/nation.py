"""The country of a party that its own phrase names: `Arland's supreme court`, `the government of Arland`."""

from __future__ import annotations

from onrecord.events.circumstance import clause_of
from onrecord.events.grammar import Grammar
from onrecord.events.parties import Parties
from onrecord.events.party_words import BLOCS, OFFICE
from onrecord.events.placing import phrase_of
from onrecord.events.triggers import Candidate
from onrecord.record import Actor, Place

DOMESTIC = frozenset({"COP", "JUD", "LEG", "OPP", "PTY", "LAB", "EDU", "MED", "JRN", "GOV", "AGR", "CRM", "UNK", "CVL"})
"""Sectors whose bearers, unnamed, act in their own country (soldiers and rebels may be abroad)."""
SIDES = frozenset({"party", "side"})
"""Those of a conflict or a deal, who may be of any country where they are of no politics."""
ABROAD = frozenset(
    {"ambassador", "envoy", "diplomat", "minister", "president", "premier", "delegation", "tourist"}
) | frozenset(
    {
        "foreigner",
        "migrant",
        "refugee",
        "passenger",
        "visitor",
        "pilgrim",
        "expatriate",
        "traveler",
        "traveller",
        "crew",
    }
)


def give_countries(c: Candidate, g: Grammar, p: Parties, places: list[Place]) -> None:
    """Give parties without a country the one that their phrase names as possessor or after `of`, else, where they are
    unnamed people or bodies of home affairs, that of the place they are said to be in; the actor says where it came
    from.
    """
    for key in [*c.actors, *c.recipients]:
        actor = p.actors[key]
        if actor.country or actor.type == "country" or (actor.code or "")[:3] in BLOCS:
            continue
        heads = [j for j, here in enumerate(p.heads) if any(m.actor == key for m in here)]
        seat = next((k for i in heads if (k := _seat(g, i, places))), None)
        if seat is not None and actor.sectors:
            _give(actor, seat, "country that it is based in")
            continue
        if OFFICE & set(actor.sectors) and actor.code:
            holders = [
                h
                for i in heads
                for h in (*g.kids(i, "nmod:poss"), *(j for j in g.kids(i, "nmod") if g.marked(j, "of")))
            ]
            country = next((k for j in holders if g.s.upos[j] == "PROPN" and (k := _country(p, j))), None)
            if country is not None:
                _give(actor, country, "country of its possessor")
                continue
        if (
            DOMESTIC & set(actor.sectors)
            and heads
            and not p.named(key)
            and not any(g.lemmas[i] in ABROAD for i in heads)
            and not (actor.sectors == ["UNK"] and any(g.lemmas[i] in SIDES for i in heads))
        ):
            country = _where(c, g, places)
            if country is not None:
                _give(actor, country, "country of the place of the event")


def _seat(g: Grammar, i: int, places: list[Place]) -> str | None:
    """The country that a body is said to be based in (`a group based in Tolsk`)."""
    for clause in g.kids(i, "acl"):
        if g.lemmas[clause] not in ("base", "headquarter"):
            continue
        for j in g.kids(clause, "obl"):
            start, end = g.s.span(j, j + 1)
            found = next((x.country for x in places if x.start < end and start < x.end and x.country), None)
            if found is not None and g.case(j) == "in":
                return found
    return None


def _give(actor: Actor, country: str, why: str) -> None:
    actor.country = country
    actor.code = f"{country}{actor.code or ''}"
    actor.evidence = [*actor.evidence, why]


def _where(c: Candidate, g: Grammar, places: list[Place]) -> str | None:
    """The one country in which the event's clause says that it happened."""
    clause = clause_of(g, c.at)
    found = set()
    for place in places:
        if place.country and g.s.start <= place.start < g.s.end:
            tokens = list(g.s.tokens_in(place.start, place.end))
            if any(j in clause and g.case(phrase_of(g, j)) in ("in", "at", "near", "outside") for j in tokens):
                found.add(place.country)
    return found.pop() if len(found) == 1 else None


def _country(p: Parties, j: int) -> str | None:
    m = p.mention_at(j)
    key = m.actor if m is not None and m.actor is not None else p.promoted(j)
    if key is None or p.actors[key].type != "country":
        return None
    return p.actors[key].country
