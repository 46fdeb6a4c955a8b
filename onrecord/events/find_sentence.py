"""The events that the lexicon sees in one sentence: triggers lifted, embedded acts recoded, parties and reality
settled."""

from __future__ import annotations

from onrecord.events import blame, embedding, light_verbs, organs, reality, stand_ins, targets, toll, unreal
from onrecord.events.clipped import clipped
from onrecord.events.descriptions import stationed, within_a_word
from onrecord.events.grammar import Grammar
from onrecord.events.lexicon import Lexicon
from onrecord.events.nearest import nearest
from onrecord.events.ontology import group_of
from onrecord.events.other_senses import (
    a_motive,
    beside_the_deed,
    discharged,
    running,
    told_apart,
    told_to_the_press,
    within_family,
)
from onrecord.events.parties import Parties
from onrecord.events.party_words import REPORTS, TALKS
from onrecord.events.promotion import Promotion
from onrecord.events.stand_ins import Together
from onrecord.events.triggers import Candidate, Matcher
from onrecord.language.reading import Sentence
from onrecord.record import Actor, Mention


def object_control(lexicon: Lexicon) -> frozenset[str]:
    """Lemmas whose infinitive is done by their object (`urged Paris to withdraw`)."""
    if lexicon.object_control is None:
        lexicon.object_control = _object_control(lexicon)
    return lexicon.object_control


def _object_control(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(
        lemma
        for lemma, rows in lexicon.operators.items()
        if any(r.complement in ("xcomp", "xcomp-obj") and r.inner_actor == "obj" for r in rows)
    ) | {"help", "assist", "enable"}


def blamed_for(lexicon: Lexicon) -> frozenset[tuple[str, str]]:
    """Lemmas with the preposition whose gerund is done by their object (`accused Paris of spying`)."""
    if lexicon.blamed_for is None:
        embedding = {
            (lemma, r.complement)
            for lemma, rows in lexicon.operators.items()
            for r in rows
            if r.complement in ("for", "of", "with") and r.inner_actor == "obj"
        }
        judging = {
            (lemma, "for")
            for lemma, rows in lexicon.verbs.items()
            if any(r.type in ("ACCUSE", "SUPPORT") and "obj" in r.recipients for r in rows)
        }
        lexicon.blamed_for = frozenset(embedding | judging)
    return lexicon.blamed_for


def phrasal(lexicon: Lexicon) -> frozenset[str]:
    """Verbs with a particle after which an object may stand (`hand_over`)."""
    if lexicon.phrasal is None:
        lexicon.phrasal = frozenset(w for w in lexicon.verbs if w.rpartition("_")[2] in OBJECT_PARTICLES)
    return lexicon.phrasal


OBJECT_PARTICLES = frozenset({"over", "up", "down", "out", "off", "back", "away", "in"})


def candidates_in(
    sentence: Sentence,
    mentions: list[Mention],
    actors: dict[str, Actor],
    lexicon: Lexicon,
    promotion: Promotion | None = None,
    grammar: Grammar | None = None,
    together: Together | None = None,
) -> tuple[list[Candidate], Grammar, Parties]:
    """All events that the lexicon sees in one sentence, in text order, with the grammar and parties they were read
    from. A `grammar` that was made for the sentence before is used again: parties don't change it."""
    classes = lexicon.classes
    none: frozenset[str] = frozenset()
    g = grammar or Grammar(
        sentence,
        object_control(lexicon),
        classes.get("suffered", none),
        classes.get("attackv", none),
        classes.get("armed", none),
        blamed_for(lexicon),
        phrasal(lexicon),
        classes.get("judged", none),
    )
    p = Parties(g, mentions, actors, promotion, classes.get("thing", none), classes.get("strike", none), together)
    matcher = Matcher(lexicon, g, p)
    found: dict[int, Candidate] = {}
    for i in matcher.sites.verbs:
        c = matcher.verb(i)
        if c is not None:
            found[i] = c
    verbs = dict(found)
    for i in matcher.sites.nouns:
        c = matcher.noun(i)
        if c is None:
            continue
        lifted = light_verbs.lift(c, g, p, lexicon, verbs, found)
        if lifted is not None:
            found[i] = lifted
    for c in found.values():
        _suffered(c, g, classes.get("suffered", none))
    embedding.apply_operators(g, p, lexicon, found)
    embedding.speakers_demand(g, p, lexicon, found)
    kept = []
    for i in sorted(found):
        c = found[i]
        reality.settle(c, g, lexicon)
        if not unreal.settle(c, g):
            continue
        _troops_move(c, g, p)
        blame.answerable(c, g, p)
        blame.for_their_own(c, found, g)
        _fallback_parties(c, g, p)
        _no_reporters(c, g, p)
        _by_its_organ(c, g, p)
        if toll.accident(c, g, lexicon):
            continue
        if _stands(c, g, p) and not _broken_thing(c, g, p, classes.get("armedact", none)):
            kept.append(c)
    return _one_each([c for c in kept if not _ordered(c, kept)], g, p), g, p


def _ordered(c: Candidate, others: list[Candidate]) -> bool:
    """Is it an order of which a noun tells that it is the deed (`ordered a curfew to be imposed`)?"""
    deeds = [x for x in others if x is not c and c.at in x.tokens and x.nominal]
    return c.type == "REQUEST" and c.lemma == "order" and any(x.actors == c.actors for x in deeds)


def _suffered(c: Candidate, g: Grammar, verbs: frozenset[str]) -> None:
    """Whoever is killed, held or freed with nobody named as the object is so by others (`and three wounded`)."""
    i = c.at
    if c.nominal or c.recipients or not c.actors or g.lemmas[i] not in verbs or g.s.xpos[i] not in ("VBN", "VBD"):
        return
    if g.passive(i) or g.objects(i) or g.by(i) or g.kids(i, "ccomp", "xcomp", "iobj", "obj"):
        return
    c.actors, c.recipients = [], c.actors
    c.roles["recipient"] = c.roles.pop("actor", "subj")


def _troops_move(c: Candidate, g: Grammar, p: Parties) -> None:
    """Troops that are sent move themselves where nobody is said to send them (`soldiers have been sent to the
    border`)."""
    if c.type != "MOBILIZE" or c.mode != "troops" or c.actors or not g.verbal(c.at) or not g.passive(c.at):
        return
    if g.base[c.at] in ("acl", "amod") or c.recipients == []:
        return  # `soldiers stationed there`: who they are
    moved = [a for a in p.of(g.objects(c.at)) if {"MIL", "COP", "PRM"} & set(p.actors[a].sectors)]
    if moved:
        c.actors = moved
        c.recipients = [r for r in c.recipients if r not in moved]
        c.roles["actor"] = "obj"


def _fallback_parties(c: Candidate, g: Grammar, p: Parties) -> None:
    """Where the tree gave no party: the nearest actor on the side the frame expects."""
    if c.nominal and c.status_from is None:
        return
    if (
        not c.actors
        and not g.passive(c.at)
        and c.frame is not None
        and "subj" in c.frame.actors
        and g.base[c.at] != "amod"
        and not g.subjects(c.at)
        and not (g.base[c.at] == "conj" and g.lemmas[g.s.heads[c.at]] in toll.RESULTS)
    ):
        c.actors = [a for a in nearest(p, min(c.tokens), False, 12) if a not in c.recipients]
        if c.actors:
            c.roles["actor"] = "nearest before"
    if (
        not c.recipients
        and c.frame is not None
        and c.frame.recipients
        and len(c.actors) < 2
        and not (g.verbal(c.at) and g.passive(c.at))
        and not any(g.slot(c.at, slot.lstrip("+")) for slot in c.frame.recipients)
    ):
        used = p.of(g.objects(c.at)) if g.verbal(c.at) and "obj" not in c.frame.recipients else []
        if any(r.startswith("+") for r in c.frame.recipients):  # `agreed to withdraw its troops`
            used += [a for j in c.tokens if j != c.at and g.verbal(j) for a in p.of(g.objects(j), False)]
        found = [a for a in nearest(p, max(c.tokens), True, 8) if a not in c.actors and a not in used]
        if found and any(r.startswith("+") for r in c.frame.recipients):
            c.actors += [a for a in found if not targets.is_town(p, a)]
        else:
            c.recipients = found
        if found:
            c.roles["recipient"] = "nearest after"


def _no_reporters(c: Candidate, g: Grammar, p: Parties) -> None:
    """Who only reports the deed (`two died, police said`) did not do it."""
    if "actor" in c.roles or not c.actors or group_of(c.type) != "force":
        return
    reporters = {
        a
        for i in range(len(g.lower))
        if g.lemmas[i] in REPORTS and g.verbal(i) and i not in c.tokens
        for a in p.of(g.kids(i, "nsubj"))
    }
    c.actors = [a for a in c.actors if a not in reporters]


CUSTODY = frozenset({"arrest", "detain", "apprehend", "catch", "round_up", "capture", "charge", "indict"})
"""Acts that only an arm of the state does, which news tells in the passive on that arm's word."""
TRIED = frozenset({"convict", "sentence", "jail", "imprison", "acquit", "condemn", "fine", "indict", "remand"})
"""Acts that a court does."""
KEEPERS = frozenset({"COP", "JUD", "SPY"})
"""Sectors of those who arrest and charge."""


def _by_its_organ(c: Candidate, g: Grammar, p: Parties) -> None:
    """Give an arrest or a sentence told without its doer the police that tell of it (`six were arrested, police said`),
    or the court that it is said to be in."""
    lemma = c.lemma.replace(" ", "_")
    if not g.verbal(c.at) or c.type not in ("COERCE", "SANCTION", "ACCUSE"):
        return
    if lemma in CUSTODY and not g.passive(c.at) and (arms := stand_ins.who_arrests(g.subjects(c.at), p)):
        c.actors, c.recipients = arms, c.recipients or [a for a in c.actors if a not in arms]
    if c.actors or not g.passive(c.at):
        return
    found, why = list[str](), ""
    if lemma in CUSTODY:
        verbs = [i for i in range(len(g.lower)) if g.lemmas[i] in REPORTS and g.verbal(i) and i not in c.tokens]
        found, why = (
            organs.of_tellers(lemma, [j for i in verbs for j in g.kids(i, "nsubj")], p, KEEPERS),
            "who tells of it",
        )
    elif lemma in TRIED:
        told = [j for j in g.kids(c.at, "obl") if g.case(j) in ("in", "at", "before")]
        found, why = [a for a in p.of(told, False) if "JUD" in p.actors[a].sectors], "court"
    found = [a for a in found if a not in c.recipients]
    if found:
        c.actors = found[:1]
        c.roles["actor"] = why


WITHOUT_ACTOR = frozenset(
    ["ASSAULT", "COERCE", "SANCTION", "PROTEST", "RETREAT", "ACCUSE", "CONCEDE", "SUPPORT", "MOBILIZE", "AID", "REJECT"]
)
"""Types that passives tell without their actor (`twelve people were killed`)."""


SPOKEN_OF = frozenset({"AID", "SUPPORT", "CONCEDE", "REJECT"})
"""Types that only somebody can do, so that a thing as their subject (`the oil funds`) makes no event."""


def _stands(c: Candidate, g: Grammar, p: Parties) -> bool:
    """Is there enough for an event: a party, and for weak nouns a verb that carries it or two parties."""
    parties = len(c.actors) + len(c.recipients)
    if toll.unhurt(c) or discharged(c, g) or beside_the_deed(c, g, p) or within_a_word(c, g) or stationed(c, g):
        return False
    if told_to_the_press(c, p) or a_motive(c, g) or told_apart(c, g) or running(c, g) or within_family(c, g, p):
        return False
    if (
        c.status == "planned"
        and not c.embedded
        and c.roles.get("reality") == "to-infinitive"
        and group_of(c.type) != "force"
    ):
        return False  # `pressure to help`, `in order to meet`: an aim, which no word embeds as an act of its own
    if parties == 0:
        return (c.located and c.strong and c.type == "ASSAULT" and c.status in ("happened", "ongoing")) or (
            c.nominal and c.strong and c.type == "ASSAULT" and c.note is not None and c.status == "denied"
        )  # a foiled attack
    if g.base[c.at] == "amod" and g.verbal(c.at):
        return parties > 1 and bool(c.actors)  # `the jailed writer`, `displaced people`: what is known of them, no news
    if c.nominal and not c.strong:
        return parties > 1
    if c.nominal and not c.actors and g.base[c.at] == "nmod" and g.lemmas[g.s.heads[c.at]] in TALKS:
        return g.case(c.at) not in ("on", "about", "over")  # `a summit on the unrest`: what is talked about
    if c.type == "AGREE" and parties < 2 and c.rule.startswith("operators:") and not c.runners_up:
        return False  # `agreed to hear the case`: with nobody, to nothing that is an act
    if not c.actors and c.type in SPOKEN_OF and not c.nominal and g.kids(c.at, "nsubj") and not clipped(g, c.at):
        return False  # `the oil that funds the group`: an actor is named that is none
    return bool(c.actors) or c.type in WITHOUT_ACTOR


def _broken_thing(c: Candidate, g: Grammar, p: Parties, meant: frozenset[str]) -> bool:
    """Is it the end of a thing that nobody is said to have meant (`fire destroyed a warehouse`)?"""
    if c.actors or c.type != "ASSAULT" or not all(targets.is_built(p, r) for r in c.recipients):
        return False
    return g.lemmas[c.at] not in meant and not meant & {g.lemmas[j] for j in g.by(c.at)}


def _whole_of(c: Candidate, at: dict[int, Candidate], g: Grammar) -> Candidate | None:
    """The attack whose outcome a candidate tells (`shelled the town, killing eight`), the protest whose aim it tells
    (`marched to protest`): one event, not two."""
    whole = at.get(g.s.heads[c.at])
    if c.type == "PROTEST" and whole is not None and whole.type == "PROTEST" and g.s.xpos[c.at] == "VB":
        return whole if g.base[c.at] in ("advcl", "xcomp") else None
    if c.mode == "restrict" and whole is not None and whole.mode == "crowd-control":
        if g.s.xpos[c.at] != "VB" or g.base[c.at] not in ("advcl", "xcomp"):
            return None
        if c.recipients and whole.roles.get("recipient", "nearest").startswith("nearest"):
            whole.recipients = []
        return whole  # `used tear gas to disperse the crowd`
    alike = whole is not None and whole.type == c.type and (whole.status == c.status or c.type == "AGREE")
    if c.nominal and whole is not None and alike and g.base[c.at] == "obj":
        return whole  # `reiterated the commitment to help`
    if whole is not None and toll.joined(c, whole, g):
        return whole
    told = toll.attack_before(c, at, g)
    if told is not None:
        return told
    if c.type != "ASSAULT" or c.lemma not in toll.RESULTS or g.s.xpos[c.at] != "VBG" or g.base[c.at] != "advcl":
        return None
    head = g.s.heads[c.at]  # also the verb of `carried out a raid on the camp, killing twelve`
    whole = at.get(head) or next((x for x in at.values() if x is not c and head in x.tokens), None)
    if whole is None or whole.type != "ASSAULT" or whole.status != c.status or g.kids(c.at, "nsubj", "mark"):
        return None
    return whole


def _join(whole: Candidate, part: Candidate) -> None:
    """Let one event tell what a part of it says."""
    whole.actors = whole.actors or [a for a in part.actors if a not in whole.recipients]
    whole.recipients += [r for r in part.recipients if r not in whole.recipients and r not in whole.actors]
    whole.mode = whole.mode or part.mode
    whole.tokens = sorted({*whole.tokens, *part.tokens})
    for role, slot in part.roles.items():
        whole.roles.setdefault(role, f"{slot} of {part.lemma}")


def _two_deeds(a: Candidate, b: Candidate) -> bool:
    """Are two acts of coercion of two modes (`seized power and detained the president`)?"""
    return a.type == "COERCE" and bool(a.mode and b.mode) and a.mode != b.mode


def _one_each(candidates: list[Candidate], g: Grammar, p: Parties) -> list[Candidate]:
    """Drop a record that another of the same sentence, type and parties already tells."""
    out: list[Candidate] = []
    at = {c.at: c for c in candidates}
    for c in list(candidates):
        harm = toll.harm_of(c, at, g, p)
        if harm is not None:
            _join(harm, c)
            candidates.remove(c)
            at[c.at] = harm
        verb = at.get(g.s.heads[c.at]) if c.nominal and c.type == "COOPERATE" and g.base[c.at] == "obj" else None
        if verb is not None and verb.type == "MOBILIZE" and verb in candidates:
            candidates.remove(verb)  # `began joint exercises`: together, against nobody
    for c in candidates:
        whole = _whole_of(c, at, g)
        if whole is not None and whole in out:
            _join(whole, c)
            at[c.at] = whole  # `struck the market, killing nine and wounding dozens`
            continue
        twin = next(
            (
                o
                for o in out
                if o.type == c.type
                and o.status == c.status
                and ({*o.actors, *o.recipients} & {*c.actors, *c.recipients} or not (c.actors or c.recipients))
                and (
                    (set(c.actors) <= set(o.actors) and set(c.recipients) <= set(o.recipients))
                    or (set(o.actors) <= set(c.actors) and set(o.recipients) <= set(c.recipients))
                )
                and (not (c.actors and o.actors) or set(c.actors) & set(o.actors))
                and (not (c.recipients and o.recipients) or set(c.recipients) & set(o.recipients))
                and not (_two_deeds(c, o) and bool(c.recipients) != bool(o.recipients))
            ),
            None,
        )
        if twin is None:
            out.append(c)
            continue
        twin.actors += [a for a in c.actors if a not in twin.actors]
        twin.recipients += [r for r in c.recipients if r not in twin.recipients and r not in twin.actors]
        twin.mode = twin.mode or c.mode
    return out
