"""Event nouns settled by what they hang on: light verbs (`carried out an attack`), stays (`was there for talks`)."""

from __future__ import annotations

from onrecord.events import targets
from onrecord.events.grammar import Grammar
from onrecord.events.lexicon import Lexicon, Light
from onrecord.events.ontology import GROUPS
from onrecord.events.parties import Parties
from onrecord.events.party_words import REPORTS
from onrecord.events.sites import keys_of
from onrecord.events.triggers import Candidate


def light_of(g: Grammar, lexicon: Lexicon, i: int) -> Light | None:
    """The light-verb row of a verb, if it has one."""
    for key in keys_of(g, i):
        rows = lexicon.light.get(key)
        if rows:
            return rows[0]
    return None


def _stay(g: Grammar, i: int) -> int | None:
    """The place that someone is at for the sake of event noun `i`: `Cairo` in `is in Cairo for talks`."""
    h = g.s.heads[i]
    if h < 0 or g.base[i] not in ("obl", "nmod") or g.case(i) not in ("on", "for") or not g.kids(h, "cop"):
        return None
    return h if g.lower[h] in ("here", "there") or g.case(h) in ("in", "at") else None


GOALS = frozenset({"target", "victim", "object", "objective"})
"""Predicates that say whom an act is done to (`the institutes were the target of bomb attacks`)."""


UNDERGOING = frozenset({("subject", "to"), ("prone", "to"), ("open", "to")})
"""Words, with their preposition, of whoever undergoes what a noun tells (`subject to raids`, `subjected to them`)."""


ANSWERS = frozenset(
    {"succeed", "respond", "react", "answer", "counter", "follow", "open", "begin", "start", "continue", "go", "press"}
) | frozenset({"hit", "strike", "come", "retaliate", "reply", "return", "close", "end", "speak", "campaign", "persist"})
"""Verbs of those who do what a noun behind `with` or `on` tells (`answered with criticism of Orlov`, `went on the
offensive against him`)."""
GUARDING = frozenset({"defend", "protect", "shield"})
"""Verbs whose object an act behind `against` is meant for (`defended the bank against attacks from Orlov`)."""
UNDER_IT = frozenset({"amid", "amidst", "despite", "after", "following", "under"})
"""Prepositions before the criticism that the subject of a clause hears (`quit amid criticism from the unions`)."""


OCCASION = frozenset({"during", "at", "in", "after", "following", "before"})
"""Prepositions before a meeting at which something else is done."""


ENDING = frozenset({"stop", "block", "disrupt"})
"""Verbs that end what goes on as well as what is only feared."""


ENDED = frozenset({"ASSAULT", "COERCE", "SANCTION"})
"""Types of what is no new act where its end is told."""


UNDERGONE = frozenset({"ACCUSE", "ASSAULT", "COERCE", "SANCTION"})
"""Types that whoever is `under` them undergoes (`is under investigation`, `is under siege`)."""


SHARING = frozenset({"participate", "engage", "join", "partake"})
"""Verbs of those who do `in` company what the noun tells."""


INVOLVING = frozenset({"involve", "engage", "embroil", "lock"})
"""Verbs whose participle is said of those who fight `in` what the noun tells."""


TELLING = frozenset({"announce", "declare", "receive", "attract"})
"""Verbs of those who tell of what others give."""


SIDES = frozenset(
    {"clash", "battle", "gunfight", "gunbattle", "firefight", "shootout", "skirmish", "fighting", "combat"}
)
"""Fights, whose other side is often told by the verb alone (`threw stones in clashes with police`)."""


CHARGES = frozenset({"charge", "count", "trial", "allegation", "accusation", "conviction", "suspicion"})
"""Nouns of what somebody faces who did the deed that stands before them."""


def lift(
    c: Candidate, g: Grammar, p: Parties, lexicon: Lexicon, verbs: dict[int, Candidate], found: dict[int, Candidate]
) -> Candidate | None:
    """Settle an event noun by the verb it hangs on; None when that verb's own event says it all. `found` holds what
    the sentence tells up to here, `verbs` what its verbs tell."""
    v = g.governor(c.at)
    if c.lemma == "threat" and _is_danger(g, lexicon, c.at, v):
        return None
    goal = g.s.heads[c.at]
    undergoing = goal >= 0 and (g.lemmas[goal], g.case(c.at)) in UNDERGOING
    undergoing = undergoing and (bool(g.kids(goal, "cop")) or g.verbal(goal))
    if goal >= 0 and (undergoing or (g.lemmas[goal] in GOALS and g.case(c.at) == "of")) and not c.recipients:
        said, by = g.s.heads[goal], g.base[goal] == "nsubj"
        whom = (
            g.objects(goal)
            if g.verbal(goal)
            else g.kids(goal, "nsubj")
            if g.kids(goal, "cop")
            else [said]
            if g.base[goal] == "appos" or (by and g.kids(said, "cop"))
            else []
        )
        c.recipients = [a for a in targets.targets(p, whom) if a not in c.actors]
        if c.recipients:
            c.roles["recipient"] = f"subj of {g.lemmas[goal]}"
            c.strong = True
            return c
    if v is None:
        where = _stay(g, c.at) if c.type == "CONSULT" else None
        said_of = c.at if where is None else where  # `is on a visit`, `is in Cairo on a visit`, `was there for talks`
        holder = p.of(g.subjects(said_of))
        if holder and where is None and g.case(c.at) == "under" and c.frame is not None and c.type in UNDERGONE:
            c.actors = [a for a in c.actors if a not in holder]
            c.recipients = holder
            c.roles["recipient"] = "subj of be under"
            c.strong = True
            if any(g.lower[j] in ("is", "are", "'s", "'re") for j in g.kids(said_of, "cop")):
                c.status = "ongoing"
            return c
        if c.lemma in SIDES and g.kids(said_of, "cop"):
            return c  # `the race is a battle between generations`: nobody fights
        if holder and g.kids(said_of, "cop"):
            c.actors = [*holder, *(a for a in c.actors if a not in holder)]
            if where is not None and not c.recipients:
                host = p.of([where]) or [a for a in [p.promoted(where)] if a is not None]
                c.recipients = host if c.mode == "visit" else []
            c.recipients = [a for a in c.recipients if a not in c.actors]
            c.roles["actor"] = "subj of be"
            c.strong = True
            if any(g.lower[j] in ("is", "are", "'s", "'re") for j in g.kids(said_of, "cop")):
                c.status = "ongoing"
        return c
    # which place of the verb does the noun stand in?
    j = c.at
    while g.s.heads[j] != v:
        j = g.s.heads[j]
        if j in found and found[j].type != c.type:
            return c  # `made a condemnation of the test`: who condemns did not test
        if j != c.at and c.type in GROUPS["force"] and _another_deed(g.lemmas[j], lexicon):
            return c  # `held an inquiry into the murder`: who inquires did not murder
    if place_of_sharing(c, g, v, j):
        who = g.surface_subject(v) if g.passive(v) else g.subjects(v)
        taking = [a for a in p.of(who) or targets.counted(p, who, True) if a not in c.actors]
        with_them = "joint" in c.roles or c.roles.get("actor") == "with"
        if g.passive(v) and taking:
            c.roles["joint"] = "in the same"
        c.actors = [*taking, *(c.actors if with_them else [])] or c.actors
        c.recipients = [r for r in c.recipients if r not in c.actors]
        if taking:
            c.roles["actor"] = "subj of " + g.lemmas[v]
            c.strong, c.status_from = True, v
    elif c.lemma in SIDES and c.roles.get("actor") == "with" and j == c.at and g.case(j) in ("in", "during"):
        c.actors = [*(a for a in p.of(g.subjects(v)) if a not in c.actors), *c.actors]
    _author_or_target(c, g, p, v, j)
    place = "obj" if j in g.objects(v) else "subj" if j in g.subjects(v) or j in g.surface_subject(v) else "other"
    row = light_of(g, lexicon, v)
    own = verbs.get(v)
    if own is not None and place == "obj" and (own.type, c.type) == ("AGREE", "AID"):
        return None  # `announced an aid package`: it is still to come
    planned = row is not None and row.effect == "plan"
    if own is not None and own.actors and place == "obj" and own.type == "AGREE" and planned:
        return None  # `scheduled a meeting`: the verb's event says it all
    if place == "obj" and g.passive(v) and (row is None or row.effect == "none"):
        _agent_of_verb_alone(c, g, p, v)
    if place == "other" and c.type == "CONSULT" and "joint" in c.roles and j == c.at and g.case(j) in OCCASION:
        # `she said at talks with the premier that ...`: whoever does something at a meeting is at it
        host = [a for a in p.of(g.subjects(v)) if a not in c.actors]
        c.actors = [*host, *c.actors]
        c.roles["actor"] = "subj of " + g.lemmas[v]
        c.strong = c.strong or bool(host)
        return c
    if own is not None and own.type == c.type and (place in ("obj", "subj") or c.type != "ASSAULT"):
        if (own.type, own.mode, place) == ("ACCUSE", "disapprove", "obj"):
            own.recipients = own.recipients or [a for a in c.actors if a not in own.actors]
            return None  # `slammed the lawsuit against the minister`: of who accuses him nobody else does
        # one act told by verb and noun (`attacks have killed eight`): the verb's record takes the noun's parties
        if not own.actors:
            own.actors = [a for a in c.actors if a not in own.recipients]
        if not own.recipients or place == "subj":  # `the strike on the convoy killed six soldiers`: both were hit
            placed = bool(own.recipients) and c.roles.get("recipient") in OCCASION  # nor the land it was in
            own.recipients += [a for a in c.recipients if a not in (*own.actors, *own.recipients) and not placed]
        own.mode = own.mode or c.mode
        return None
    truce = (c.cameo or "").startswith("087") and place == "obj" and not g.passive(v)
    if own is not None and truce and own.type == "SUPPORT":
        own.type, own.mode, own.cameo = c.type, c.mode, c.cameo
        return None  # `signed a truce`: one act
    if own is not None and place == "obj" and (own.type, c.type) == ("ACCUSE", "PROTEST"):
        return None  # `lodged a protest with Arland`: nobody marched
    given_up = own is not None and place == "obj" and own.type in ("RETREAT", "CONCEDE") and c.type in ENDED
    if given_up and g.s.xpos[v] != "VB" and g.lemmas[v] not in ENDING:
        return None  # `ended its attacks`, `lifted the ban`: their end is told
    if place == "obj" and row is not None:
        c.status_from = v
        if row.effect != "none" or row.status != "happened":  # `condemned the attack`: the attack alone is the deed
            c.tokens = sorted({v, *c.tokens})
        subject = p.of(g.subjects(v))
        if row.effect == "support" and c.roles.get("actor") == "from" and g.lemmas[v] in TELLING:
            c.strong = True  # `announced new support from the unions`: they gave it
            c.recipients = c.recipients or [a for a in subject if a not in c.actors]
        elif row.effect == "support":
            c.strong = True
            if subject:
                c.actors = _merge(c, subject) if c.actors else subject
                c.roles["actor"] = "subj of " + g.lemmas[v]
            if not c.recipients:
                _recipients(c, g, p, v)
        elif row.effect == "recipient":
            if j != c.at and g.lemmas[j] in CHARGES:
                return None  # `face murder charges`
            c.strong = True
            of = p.of([k for k in g.kids(c.at, "nmod") if g.case(k) == "of"], False)
            if (
                c.type == "ACCUSE"
                and subject
                and not c.actors
                and c.roles.get("recipient") == "of"
                and of == c.recipients
            ):
                c.actors, c.recipients, c.roles = of, [], {"actor": "of"}  # `faces the criticism of her rival`
            if subject and not c.recipients:
                c.recipients = [a for a in subject if a not in c.actors]
                c.roles["recipient"] = "subj of " + g.lemmas[v]
            if not c.actors:
                for slot in ("from", "by"):
                    c.actors = c.actors or [a for a in p.of(g.prepositional(v, slot)) if a not in c.recipients]
        elif row.effect in ("none", "plan"):
            c.status_from = None
        if row.effect == "plan" and subject and not c.actors:
            c.actors = [a for a in subject if a not in c.recipients]
            c.strong = True
        if g.lemmas[v] in ENDING and g.s.xpos[v] == "VB" and g.definite(c.at):
            return c  # `to stop the repression`: it goes on
        if g.lemmas[v] in ("end", "cease", "halt") and g.s.xpos[v] == "VB" and c.type in GROUPS["force"]:
            c.status_from, c.status, c.embedded = None, "ongoing", True  # `to end its attacks`: they go on
            return c
        if row.status in ("ongoing", "planned", "called-for", "hypothetical", "denied"):
            c.status = row.status  # type: ignore[assignment]
            if row.status in ("called-for", "hypothetical", "denied"):
                c.embedded = True
            elif row.status == "planned" and c.type in ("CONSULT", "SUPPORT", "COOPERATE", "AID"):
                c.type, c.mode, c.cameo = "AGREE", None, "030"
                c.embedded = True
        c.note = row.rule
        return c
    if place == "subj":
        row_intransitive = row
        if row_intransitive is not None and row_intransitive.effect == "none" and g.lemmas[v] in ("fail", "abort"):
            c.status, c.embedded = "denied", True
        elif g.lemmas[v] in (
            "take",
            "begin",
            "start",
            "continue",
            "resume",
            "occur",
            "happen",
            "erupt",
            "break",
            "last",
            "end",
            "rage",
            "open",
        ):
            c.status_from = v
            c.strong = True
    if own is not None and place == "subj" and (own.type, c.type) == ("REJECT", "CONSULT"):
        return None  # `talks broke down`: the verb's event says it all
    if (
        own is not None
        and place == "obj"
        and c.type in GROUPS["coop"] | GROUPS["yield"]
        and own.type in ("REJECT", "REQUEST", "AGREE")
    ):
        return None  # `rejected talks`, `demanded talks`: the verb's event says it all
    return c


def _another_deed(noun: str, lexicon: Lexicon) -> bool:
    """Does a noun tell of something else than force?"""
    frames = lexicon.nouns.get(noun, ())
    return bool(frames) and not any(f.type in GROUPS["force"] for f in frames)


def place_of_sharing(c: Candidate, g: Grammar, v: int, j: int) -> bool:
    """Does the subject of the verb do what the noun tells (`took part in the protest`, `engages in attacks`)?"""
    if c.type not in ("PROTEST", "ASSAULT", "ACCUSE") or g.case(c.at) != "in":
        return False
    if g.passive(v):  # `were involved in clashes with rebels`
        return j == c.at and g.lemmas[v] in INVOLVING and c.lemma in SIDES
    if g.base[v] == "advcl" and not g.kids(v, "nsubj"):
        return False  # `told them to be careful when taking part`: whoever does
    if g.lemmas[v] in SHARING:
        return j == c.at
    return g.lemmas[v] in ("take", "play") and any(g.lemmas[k] in ("part", "role") for k in (j, *g.kids(v, "obj")))


def _author_or_target(c: Candidate, g: Grammar, p: Parties, v: int, j: int) -> None:
    """Give words against somebody, told by a noun behind a preposition, who speaks them or hears them, where the noun
    itself does not tell."""
    case = g.case(j)
    beside = g.base[c.at] == "conj" and g.s.heads[c.at] == j  # `succeeded with appeals and attacks on Orlov`
    if c.type not in ("ACCUSE", "ASSAULT") or not (j == c.at or beside) or not g.verbal(v) or g.base[j] != "obl":
        return
    if not c.actors and case in ("with", "on") and g.lemmas[v] in ANSWERS and not g.passive(v):
        c.actors = [a for a in p.of(g.subjects(v)) if a not in c.recipients]
        if c.actors:
            c.roles["actor"], c.strong = "subj of " + g.lemmas[v], True
    if c.recipients or not c.actors or c.roles.get("actor") not in ("by", "from"):
        return
    heard = g.objects(v) if case in ("against", "from") and g.lemmas[v] in GUARDING else []
    came = case == "under" and g.lemmas[v] == "come"  # `came under assault from Orlov`
    if case in UNDER_IT and (c.type == "ACCUSE" or came) and g.lemmas[v] not in REPORTS:
        heard = g.surface_subject(v)
    c.recipients = [a for a in p.of(heard, False) if a not in c.actors]
    if c.recipients:
        c.roles["recipient"] = f"{case} it, with {g.lemmas[v]}"


def _is_danger(g: Grammar, lexicon: Lexicon, i: int, v: int | None) -> bool:
    """Is a threat a danger that somebody is (`poses a threat`, `is a threat to`), not one that somebody utters?"""
    return bool(g.kids(i, "cop")) or (v is not None and g.lemmas[v] in lexicon.classes["danger"])


def _agent_of_verb_alone(c: Candidate, g: Grammar, p: Parties, v: int) -> None:
    """Take from an event noun the agent of a verb that speaks of it (`the killing was condemned by Arland`)."""
    agents = p.of(g.by(v))
    if c.roles.get("actor") == "by" and agents and not g.by(c.at):
        c.actors = [a for a in c.actors if a not in agents]
        if not c.actors:
            del c.roles["actor"]


def _merge(c: Candidate, subject: list[str]) -> list[str]:
    joint = [a for a in c.actors if a not in subject]
    keep_joint = c.type in ("CONSULT", "SUPPORT", "AGREE", "COOPERATE") and "joint" in c.roles
    if keep_joint:
        return subject + joint
    if not c.recipients:
        c.recipients = []
    return subject


def _recipients(c: Candidate, g: Grammar, p: Parties, v: int) -> None:
    found = [a for a in p.of(g.indirect(v)) if a not in c.actors]
    if found:
        c.recipients = found
        return
    for slot in c.frame.recipients if c.frame else ():
        joint = slot.startswith("+")
        got = [a for a in p.of(g.prepositional(v, slot.lstrip("+"))) if a not in c.actors]
        if got and joint:
            c.actors += got
            return
        if got:
            c.recipients = got
            return
