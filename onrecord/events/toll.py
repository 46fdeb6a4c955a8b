"""The toll of an attack: who was killed or hurt in it is no second event beside it.

`Nine were killed in the clash` tells the outcome of the clash that the article told before; `a guard was wounded when
gunmen attacked the convoy` tells both at once; `six died when a train derailed` tells of no attack at all. PLOVER codes
an attack once, with its victims and numbers.
"""

from __future__ import annotations

from onrecord.events import targets
from onrecord.events.grammar import Grammar
from onrecord.events.grammar_words import RELATIVES
from onrecord.events.lexicon import Lexicon
from onrecord.events.parties import Parties
from onrecord.events.triggers import Candidate
from onrecord.record import Event, Quantity

RESULTS = frozenset(
    {"kill", "injure", "wound", "maim", "destroy", "damage", "hurt", "level", "flatten", "die", "casualty"}
)
"""Verbs that tell what an attack did."""
HIT = frozenset({"target", "hit", "attack", "strike", "assault", "ambush", "shoot"})
"""Verbs of an attack that a noun behind them tells again (`was hit in a raid by rebels`)."""
CAUSES = frozenset({"when", "as", "after"})
"""Conjunctions before what brought a harm about."""
WITHIN = frozenset({"in", "during", "by", "from", "after", "of", "as"})
"""Prepositions between a harm and what brought it about (`in the clash`, `as a result of the fighting`)."""
INCIDENTS = frozenset({"incident", "violence", "melee", "riot"})
"""Nouns that take up an attack without telling one by themselves."""


def accident(c: Candidate, g: Grammar, lexicon: Lexicon) -> bool:
    """Was a harm that nobody is said to do brought about by a mishap (`six died when a train derailed`), or by a
    vehicle that no attack is told of (`when a car jumped the curb and struck them`)?"""
    if c.type != "ASSAULT" or c.lemma not in RESULTS or c.actors:
        return False
    causes = [j for j in g.kids(c.at, "advcl") if _brings_about(j, g)]
    driven = {g.lemmas[k] for j in causes for k in g.kids(j, "nsubj")} & lexicon.classes["vehicle"]
    if driven and not lexicon.classes["charge_in_it"] & {*g.lemmas, *g.lower}:
        return True
    causes += [j for j in g.kids(c.at, "obl") if g.case(j) in WITHIN]
    return any(g.lemmas[j] in lexicon.classes["accident"] for j in causes)


def unhurt(c: Candidate) -> bool:
    """Is it a harm that befell nobody, by nobody (`no firefighters were injured`)?"""
    return (
        c.type == "ASSAULT"
        and c.status == "denied"
        and c.lemma in RESULTS
        and not (c.actors or c.nominal or c.embedded)
    )


def joined(c: Candidate, whole: Candidate, g: Grammar) -> bool:
    """Is it the toll of the attack it is joined to (`four were killed and six wounded`, `attacked a village and killed
    twelve`), told with no place or day of its own?"""
    if g.base[c.at] != "conj" or c.nominal or whole.nominal or {c.type, whole.type} != {"ASSAULT"}:
        return False
    if c.lemma not in RESULTS or c.status != whole.status or not g.verbal(c.at) or not g.verbal(whole.at):
        return False
    if g.passive(c.at) != g.passive(whole.at) and whole.lemma in RESULTS:
        return False
    if c.actors != whole.actors or (not c.actors and whole.lemma not in RESULTS):
        return False
    return not (_placed(c.at, g) and _placed(whole.at, g))


def harm_of(c: Candidate, at: dict[int, Candidate], g: Grammar, p: Parties) -> Candidate | None:
    """The harm, among the events `at` their tokens, that an attack brought about (`died in an attack by rebels`, `hurt
    when rebels attacked them`)."""
    h = g.s.heads[c.at]
    harm = at.get(h) or next((x for x in at.values() if x.lemma == "casualty" and h in x.tokens), None)
    if c.type != "ASSAULT" or harm is None or harm.type != "ASSAULT":
        return None
    # `Gunmen killed two soldiers in an attack on a post`, but not `police killed a man in the attack`
    own = c.nominal and not c.actors and bool(harm.actors) and g.case(c.at) == "in" and not g.definite(c.at)
    if not (own or harm.lemma in ("die", "casualty") or g.passive(h)):
        return None
    hit = harm.lemma in HIT and c.nominal and not harm.actors and set(c.recipients) <= set(harm.recipients)
    if not (harm.lemma in RESULTS or hit) or harm.status != c.status:
        return None
    told = g.case(c.at) in ("in", "during", "by", "from") if c.nominal else _brings_about(c.at, g)
    if not told or (harm.actors and c.actors and not set(harm.actors) & set(c.actors)):
        return None
    if (
        not c.nominal
        and harm.actors
        and not all(targets.is_ground(p, r) for r in c.recipients)
        and not set(c.recipients) & set(harm.recipients)
    ):
        return None
    return harm


def attack_before(c: Candidate, at: dict[int, Candidate], g: Grammar) -> Candidate | None:
    """The attack whose toll a relative clause tells (`attacks in the port of Tolsk which killed nine`), wherever the
    parser hung the clause."""
    verb = c.at
    while g.base[verb] == "conj":
        verb = g.s.heads[verb]
    if c.type != "ASSAULT" or c.nominal or g.s.deprels[verb] != "acl:relcl" or g.passive(c.at):
        return None
    if c.lemma not in RESULTS | HIT or any(g.lower[j] not in RELATIVES for j in g.kids(verb, "nsubj")):
        return None
    j = g.s.heads[verb]
    while j >= 0 and j not in at and g.base[j] == "nmod":
        j = g.s.heads[j]
    whole, by_toll = at.get(j), False
    if whole is None and j >= 0 and g.base[j] == "obl" and g.case(j) in WITHIN:
        whole = at.get(g.s.heads[j])  # `were killed in bombings that targeted a market`
        by_toll = whole is not None and whole.lemma in RESULTS and g.passive(whole.at)
    if (
        whole is None
        or not (whole.nominal or j in whole.tokens or by_toll)
        or whole.type != c.type
        or whole.status != c.status
    ):
        return None
    return whole if set(c.actors) <= set(whole.actors) else None


def of_what_was_told(c: Candidate, g: Grammar, lexicon: Lexicon) -> bool:
    """Is it the toll, with nobody named as its doer, of an attack that the article told before?"""
    if c.type != "ASSAULT" or c.lemma not in RESULTS or c.actors or c.nominal:
        return False
    within = [j for j in g.kids(c.at, "obl") if g.case(j) in WITHIN]
    within += [k for j in within for k in g.kids(j, "nmod") if g.case(k) == "of"]
    return any(g.definite(j) and _tells_attack(g.lemmas[j], lexicon) for j in within)


def keep_to_their_own(events: list[Event], quantities: list[Quantity]) -> None:
    """Leave the number of one attack's victims to it where the sentence tells of another attack by others or on another
    day besides (`police shot two protesters, hours after rebels killed five soldiers`)."""
    whose = {q.id: q.of for q in quantities if q.of is not None}
    for number in sorted({q for e in events for q in e.quantities if q in whose}):
        owners = [e for e in events if number in e.quantities and whose[number] in e.recipients]
        for e in events if owners else ():
            if e.type == "ASSAULT" and number in e.quantities and not any(_of_one_deed(e, o) for o in owners):
                e.quantities.remove(number)


def _of_one_deed(one: Event, whole: Event) -> bool:
    """Whether the victims of `whole` may be those of `one`: the same did it, or who did it is not told of both; of a
    clash, which is on nobody, whatever became of it that day is told."""
    if one is whole or not set(one.actors).isdisjoint(whole.actors):
        return True
    if one.status != whole.status or (one.actors and whole.actors and one.recipients):
        return False
    days = [e.date.value if e.date else None for e in (one, whole)]
    return None in days or days[0] == days[1]


def _tells_attack(noun: str, lexicon: Lexicon) -> bool:
    return noun in INCIDENTS or any(f.type == "ASSAULT" for f in lexicon.nouns.get(noun, ()))


def _brings_about(i: int, g: Grammar) -> bool:
    return g.base[i] == "advcl" and any(g.lower[j] in CAUSES for j in g.kids(i, "mark", "advmod"))


def _placed(i: int, g: Grammar) -> bool:
    """Has the clause a place or day of its own?"""
    return any(g.case(j) in ("in", "at", "near", "on", "outside") for j in g.kids(i, "obl"))
