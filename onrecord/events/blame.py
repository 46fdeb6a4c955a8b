"""Who answers for a deed that a noun tells: those who claim it, are said to be behind it, or are accused of it.

`claimed responsibility for the kidnapping`, `an attack blamed on rebels`, `jailed for the murder of a judge`, `the
soldiers behind the massacre`: newswire names the doer of a deed far from the deed. On whose word it is told is the
attribution's business.
"""

from __future__ import annotations

from onrecord.events.grammar import Grammar
from onrecord.events.grammar_words import RELATIVES
from onrecord.events.lexicon import Lexicon
from onrecord.events.ontology import group_of
from onrecord.events.parties import Parties
from onrecord.events.reality import of_verb
from onrecord.events.triggers import Candidate

OWNING = frozenset({"claim", "assume", "accept", "take", "admit", "acknowledge", "bear", "have", "confess"})
"""Verbs of those who say that a deed is theirs."""
ANSWERING = frozenset({"responsibility", "blame", "credit"})
"""Nouns that such verbs govern, with the deed behind `for`."""
LAYING = {"place": "on", "put": "on", "lay": "on", "pin": "on", "blame": "on", "attribute": "to", "ascribe": "to"}
"""Verbs with which a deed is laid on somebody, with the preposition before him."""
INVOLVED = frozenset({"involve", "implicate"})
"""Participles of those who had a hand `in` a deed."""
TOLD = frozenset({"charge", "accusation", "suspicion", "conviction", "role", "part", "involvement", "connection"})
"""Nouns between a verb of blame and the deed (`jailed on charges of murder`, `for his role in the attack`)."""


def answerable(c: Candidate, g: Grammar, p: Parties) -> None:
    """Give a deed of force that nobody is said to do the actors who answer for it."""
    if c.actors or group_of(c.type) != "force":
        return
    if not c.nominal:
        found, why = _behind_the_harm(c, g, p)
    else:
        found, why = p.laid_to(c.at), "laid to"
        if not found:
            heads, why = _who(g, c.at)
            found = p.of(heads)
    found = [a for a in found if a not in c.recipients]
    if found:
        c.actors = found
        c.roles["actor"] = why
        if c.nominal:
            c.strong = c.answered = True


MEANS = frozenset({"in", "by", "during", "with"})
"""Prepositions between a harm and the deed or weapon that did it (`wounded in an attack claimed by rebels`)."""
SETTING = frozenset(
    {"set", "plant", "place", "detonate", "throw", "hurl", "lob", "drop", "launch", "fire", "stage", "hide"}
)
"""Verbs of those who bring a weapon or deed to bear."""
EXCHANGES = frozenset(
    {"shootout", "confrontation", "gunfight", "gunbattle", "firefight", "clash", "encounter", "exchange"}
)
"""Fights whose side that is told is the other one than those who were hurt (`killed in a clash with police`)."""
BETWEEN = EXCHANGES | {"fighting", "fight", "battle", "violence", "skirmish", "hostility", "war", "feud"}
"""Fights whose sides both did what harm they did (`fighting between the army and rebels has killed 85`)."""


def _behind_the_harm(c: Candidate, g: Grammar, p: Parties) -> tuple[list[str], str]:
    """Actors behind the deed or weapon that did what a verb tells, and by which words: `the bombing, claimed by rebels,
    killed six`, `blamed rebels for an attack in which six were killed`."""
    s, i = g.s, c.at
    if c.type not in ("ASSAULT", "COERCE") or not (g.verbal(i) or g.passive(i)):
        return [], ""
    deeds = [] if g.passive(i) else g.surface_subject(i)
    told_in = [j for j in g.kids(i, "obl") if g.case(j) in MEANS]
    relative = [j for j in told_in if g.lower[j] in RELATIVES]
    if relative and s.deprels[i] == "acl:relcl" and s.heads[i] >= 0:
        deeds.append(s.heads[i])
    deeds += [*(j for j in told_in if j not in relative), *(g.by(i) if g.passive(i) else [])]
    for j in dict.fromkeys(deeds):
        if (s.upos[j] != "NOUN" and g.lemmas[j] not in BETWEEN) or p.is_party(j):
            continue
        found, why = p.laid_to(j), "laid to"
        if not found:
            heads, why = _who(g, j)
            found = p.of(heads)
        if not found and g.lemmas[j] in EXCHANGES and j in told_in:
            found, why = [a for k in g.kids(j, "nmod") if g.case(k) == "with" for a in p.of([k], False)], "with"
        if not found and g.lemmas[j] in BETWEEN:
            found, why = p.of([k for k in g.kids(j, "nmod", "obl") if g.case(k) == "between"]), "between"
        if not found:
            heads, why = _setter(g, i, j)
            found = p.of(heads, False)
        found = [a for a in found if a not in c.recipients]
        if found:
            return found, f"{why} of {g.lemmas[j]}"
    return [], ""


def _setter(g: Grammar, i: int, j: int) -> tuple[list[int], str]:
    """Who brought the weapon `j` to bear, where another verb than the one at `i` tells (`a bomb that hurt nine was
    planted by rebels`, `set a charge that hurt nine`)."""
    verbs = [v for v in (g.s.heads[j], *g.kids(j, "acl")) if v >= 0 and v != i and g.lemmas[v] in SETTING]
    for v in verbs:
        mine = j in g.objects(v) or g.base[v] == "acl"
        if mine and g.verbal(v):
            return g.subjects(v), g.lemmas[v]
    return [], ""


def _who(g: Grammar, i: int) -> tuple[list[int], str]:
    """Tokens of those who answer for the deed that the noun at `i` names, and by which words."""
    s = g.s
    h = s.heads[i]
    if g.case(i) == "behind" and g.kids(i, "cop"):
        return g.kids(i, "nsubj"), "behind"
    if h < 0:
        return [], ""
    if g.case(i) == "behind" and g.base[i] == "nmod":
        return [h], "behind"
    if g.case(i) == "for" and g.lemmas[h] == "responsible":
        return g.surface_subject(h) or ([s.heads[h]] if g.base[h] in ("amod", "acl") and s.heads[h] >= 0 else []), (
            "responsible for"
        )
    if g.case(i) in ("in", "of", "for") and g.lemmas[h] == "guilty":
        found = g.kids(h, "nsubj") or (g.objects(s.heads[h]) if s.heads[h] >= 0 and g.base[h] == "xcomp" else [])
        return found, "guilty"
    if g.case(i) == "for" and g.lemmas[h] in ANSWERING and s.heads[h] >= 0:
        v = s.heads[h]
        if g.lemmas[v] in OWNING:
            return _owners(g, v), "claims responsibility"
        if g.lemmas[v] in LAYING:
            return [j for j in g.kids(v, "obl") if g.marked(j, LAYING[g.lemmas[v]])], "responsibility laid on"
        return [], ""
    if g.base[i] in ("obj", "nsubj") and g.lemmas[h] in LAYING:
        return [j for j in g.kids(h, "obl") if g.marked(j, LAYING[g.lemmas[h]])], "laid on"
    if g.case(i) == "in" and g.lemmas[h] in INVOLVED and g.passive(h):
        return g.objects(h), "involved in"
    if i in g.objects(h) and g.lemmas[h] in ("claim", "admit"):
        return _owners(g, h), "claims it"
    case = g.case(i)
    if g.lemmas[h] in TOLD and case in ("of", "in", "to", "with"):
        case, h = g.case(h), s.heads[h]
        if h >= 0 and g.verbal(h) and case in ("on", "for", "of", "with", "over"):
            return (g.objects(h), f"{g.lemmas[h]} {case}") if _blaming(g, h) else ([], "")
        return [], ""
    if h >= 0 and (g.lemmas[h], case) in g.blamed_for:
        return g.objects(h), f"{g.lemmas[h]} {case}"
    return [], ""


JUDGING = frozenset({"ACCUSE", "SANCTION", "REJECT", "COERCE", "PROTEST", "THREATEN", "SUPPORT"})
"""Types of what is done to somebody for what he did."""


def for_their_own(c: Candidate, found: dict[int, Candidate], g: Grammar) -> None:
    """Give a deed over which somebody is blamed, told by `its` or `his`, to the one who is blamed (`cut ties with
    Arland over its support for the rebels`)."""
    h = g.s.heads[c.at]
    if not c.nominal or c.roles.get("actor") != "poss" or h < 0 or g.case(c.at) not in ("over", "for"):
        return
    whole = found.get(h) or next((x for x in found.values() if h in x.tokens), None)
    own = any(g.s.upos[j] == "PRON" for j in g.kids(c.at, "nmod:poss"))
    if not own or whole is None or whole is c or whole.type not in JUDGING or not set(c.actors) <= set(whole.actors):
        return
    meant = [a for a in whole.recipients if a not in c.recipients]
    if meant:
        c.actors = meant


LODGING = frozenset({"file", "lodge", "submit", "register"})
"""Verbs of those who themselves protest against somebody (`filed a protest against Arland`)."""


def _owners(g: Grammar, v: int) -> list[int]:
    """Who says that a deed is theirs; nobody where that is denied or still to come (`no group has claimed it`)."""
    told = of_verb(g, v)
    return [] if told.negated or told.status not in ("happened", "ongoing") else g.subjects(v)


def spare_victims(c: Candidate, g: Grammar, p: Parties, lexicon: Lexicon) -> None:
    """Take those from the blamed to whom the deed was done (`condemned the killing of two judges`, `marched to protest
    the arrest of a judge`); a protest is against who did it, where that is told (`the arrest of a judge by police`).
    """
    if c.type not in ("ACCUSE", "PROTEST") or not c.recipients or c.lemma in LODGING:
        return
    deeds = g.objects(c.at)
    if c.type == "PROTEST":
        told_at = [c.at, *(j for j in c.tokens if g.lemmas[j] == "protest"), *g.kids(c.at, "advcl", "xcomp")]
        deeds = [j for i in told_at for j in (*g.objects(i), *g.kids(i, "obl", "nmod"))]
    suffered = {a for j in deeds for a in _victims(j, g, p, lexicon)}
    if suffered.isdisjoint(c.recipients):
        return
    c.recipients = [a for a in c.recipients if a not in suffered]
    if not c.recipients and c.type == "PROTEST":
        doers = [k for j in deeds for k in g.kids(j, "nmod") if g.case(k) == "by"]
        c.recipients = [a for a in p.of(doers) if a not in suffered and a not in c.actors]
    if not c.recipients:
        c.roles.pop("recipient", None)
        c.link = None


def _victims(j: int, g: Grammar, p: Parties, lexicon: Lexicon) -> list[str]:
    """Whom a noun says a deed of force was done to."""
    frames = lexicon.nouns.get(g.lemmas[j], ())
    if not any(group_of(f.type) == "force" for f in frames):
        return []
    done_to = [k for k in g.kids(j, "nmod") if g.case(k) in ("on", "against")]
    if not any("of" in f.actors for f in frames):
        done_to += [k for k in g.kids(j, "nmod") if g.case(k) == "of"]
    return p.of(done_to)


def _blaming(g: Grammar, i: int) -> bool:
    return any(lemma == g.lemmas[i] for lemma, _ in g.blamed_for)
