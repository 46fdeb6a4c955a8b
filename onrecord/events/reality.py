"""How real an act is as told: happened, ongoing, planned, called-for, threatened, hypothetical, denied.

Reads auxiliaries, negation, determiners, adjectives and conditionals around a trigger (`data/status.psv`) and then
applies PLOVER's own rules for what is still to come (manual draft 2.0: a meeting to come is AGREE, a refused one
REJECT).
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, field

from onrecord.events.doers import joined_to
from onrecord.events.grammar import Grammar
from onrecord.events.grammar_words import HYPHENS
from onrecord.events.lexicon import Lexicon, read_table
from onrecord.events.ontology import GROUPS, SPEECH
from onrecord.events.triggers import Candidate
from onrecord.record import Status


@dataclass(slots=True)
class Reality:
    """What the words around a verb or noun say."""

    negated: bool = False
    status: Status = "happened"
    future: bool = False
    cues: list[str] = field(default_factory=list)


@functools.cache
def words() -> dict[str, dict[str, str]]:
    """The table of status words: kind -> form -> status."""
    out: dict[str, dict[str, str]] = {}
    for _, (kind, status, forms) in read_table("status"):
        out.setdefault(kind, {}).update(dict.fromkeys(forms.split(), status))
    return out


def of_verb(g: Grammar, i: int) -> Reality:
    """Reality of the clause of verb `i`."""
    table, r = words(), Reality()
    auxiliaries = g.kids(i, "aux")
    if not auxiliaries and g.s.deprels[i] == "conj" and g.s.heads[i] >= 0 and not g.kids(i, "nsubj"):
        auxiliaries = [j for j in g.kids(g.s.heads[i], "aux") if g.s.xpos[i] in ("VB", "VBN", "VBG")]
    perfect = any(g.lower[j] in ("have", "has", "had", "'ve", "’ve") for j in auxiliaries)
    for j in auxiliaries:
        kind = table["aux"].get(g.lower[j])
        if kind is None or (g.lower[j] in ("'d", "’d") and g.s.xpos[i] == "VBN"):
            continue  # `he'd met them`: had
        r.cues.append(g.lower[j])
        if kind == "planned":
            r.status, r.future = "planned", True
        elif kind == "would":
            r.status, r.future = ("hypothetical", False) if perfect else ("planned", True)
        elif kind == "can" or kind == "hypothetical":
            r.status = "hypothetical"
        elif kind == "called-for":
            r.status = "called-for"
    for j in [*g.kids(i, "advmod", "cc:preconj", "det"), *_joined_denial(g, i)]:
        if table["negation"].get(g.lower[j]) and not (
            g.lower[j] == "not" and j + 1 < len(g.lower) and g.lower[j + 1] == "only"
        ):
            r.negated = True
            r.cues.append(g.lower[j])
    for j in g.kids(i, "advmod"):
        if g.lower[j] == "longer" and any(g.lower[k] in ("no", "any") for k in g.kids(j, "advmod", "det")):
            r.negated = True  # `no longer backs them`
            r.cues.append("no longer")
    for j in [*g.kids(i, "nsubj", "obj"), *_joined_subject(g, i)]:
        if g.lemmas[j] == "confidence":
            continue  # `voted no confidence in the premier`
        if any(g.lower[k] == "no" and k + 1 < len(g.lower) and g.lower[k + 1] not in HYPHENS for k in g.kids(j, "det")):
            r.negated = True
            r.cues.append("no")
        if any(g.lower[k] == "neither" for k in g.kids(j, "cc", "det", "advmod", "dep")):
            r.negated = True
            r.cues.append("neither")
        if g.lower[j] in ("nobody", "none", "nothing", "neither"):
            r.negated = True
            r.cues.append(g.lower[j])
    if g.lower[i] == "going" and r.status == "happened" and _intended(g, i):
        r.status, r.future = "planned", True
        r.cues.append("going to")
    if any(g.lower[j] == "rather" and g.lower[j + 1 : j + 2] == ["than"] for j in g.kids(i, "cc", "mark")):
        r.negated = True  # `fined them rather than arresting them`
        r.cues.append("rather than")
    marks = [g.lower[j] for j in g.kids(i, "mark")]
    asked = g.s.heads[i] >= 0 and g.lemmas[g.s.heads[i]] in ASKING and g.base[i] in ("ccomp", "acl")
    if asked and "that" in marks and g.s.xpos[i] == "VB" and not auxiliaries and g.kids(i, "nsubj"):
        r.status = "called-for"  # `the suggestion that Arland spy on Brenn`
        r.cues.append("subjunctive")
    if any(m in ("if", "unless", "whether", "lest") for m in marks):
        r.status = "hypothetical"
        r.cues += [m for m in marks if m in ("if", "unless", "whether", "lest")]
    if "until" in marks and r.status == "happened" and g.s.xpos[i] in ("VBZ", "VBP") and not auxiliaries:
        r.status = "hypothetical"  # `no talks until the militia lays down its arms`
        r.cues.append("until")
    if "without" in marks:
        r.negated = True
        r.cues.append("without")
    if (
        r.status == "happened"
        and g.s.xpos[i] == "VBG"
        and any(g.lower[j] in ("is", "are", "'s", "’s", "'re", "’re", "am", "be") for j in auxiliaries)
    ):
        r.status = "ongoing"
        r.cues.append("present progressive")
    if r.status == "happened" and g.s.xpos[i] == "VBG" and perfect and any(g.lower[j] == "been" for j in auxiliaries):
        r.status = "ongoing"
        r.cues.append("perfect progressive")
    if g.s.xpos[i] == "VB" and any(g.lower[j] in ("due", "set") for j in g.kids(i, "case", "mark", "advmod")):
        r.status, r.future = "planned", True
        r.cues.append("due to")
    if g.s.xpos[i] == "VB" and "to" in marks and r.status != "hypothetical" and _is_to(g, i, auxiliaries):
        r.status, r.future = "planned", True  # `is to arrive on Tuesday`
        r.cues.append("is to")
    if g.s.xpos[i] == "VBN" and "to" in marks and r.status == "happened" and _is_to_be(g, auxiliaries):
        r.status, r.future = "planned", True  # `is to be tried`
        r.cues.append("is to be")
    if g.s.xpos[i] == "VB" and not auxiliaries and "to" in marks and g.s.deprels[i] == "root" and g.kids(i, "nsubj"):
        r.status, r.future = "planned", True  # a headline: `Minister to visit Tolsk`
        r.cues.append("to")
    if r.status == "ongoing" and r.cues[-1:] == ["present progressive"] and _to_come(g, i):
        r.status, r.future = "planned", True  # `are meeting next week`
        r.cues.append("a time to come")
    if r.status == "happened" and g.s.xpos[i] in ("VBP", "VBZ") and not auxiliaries:
        usual = [g.lower[j] for j in g.kids(i, "advmod") if g.lower[j] in table["habit"]]
        usual += [g.lower[i]] * (g.lemmas[i] in table["lasting"])  # `continues to shell the town`
        if usual:
            r.status = "ongoing"
            r.cues += usual
    if _imperative(g, i, auxiliaries, marks):
        r.status = "called-for"
        r.cues.append("imperative")
    if _inverted(g, i, auxiliaries):
        r.status = "hypothetical"
        r.cues.append("inversion")
    if (
        r.status == "happened"
        and g.s.deprels[i] == "conj"
        and "to" in marks
        and g.s.xpos[i] == "VB"
        and not auxiliaries
    ):
        r.status = "planned"  # `is ready to talk and to end the siege`
        r.cues.append("to-infinitive")
    top = i  # `working to defeat the rebels and destroy their bases`
    while g.s.deprels[top] == "conj" and g.s.xpos[top] == "VB" and not g.kids(top, "mark", "aux", "nsubj"):
        top = joined_to(g, top)
    marks = marks if top == i else [g.lower[j] for j in g.kids(top, "mark")]
    if (
        r.status == "happened"
        and g.s.deprels[top] in (("advcl", "xcomp", "acl") if top == i else ("advcl", "acl"))
        and "to" in marks
        and g.s.xpos[i] == "VB"
    ):
        r.status = "planned"
        r.cues.append("to-infinitive")
    return r


ASKING = frozenset({"suggestion", "proposal", "demand", "request", "insistence", "recommendation", "order", "plea"})
ASKING |= frozenset({"suggest", "propose", "insist", "recommend", "ask", "require", "stipulate", "requirement"})
"""Words over a clause in the subjunctive."""


def _joined_subject(g: Grammar, i: int) -> list[int]:
    """The subject that a verb joined to another by `or` shares with it (`no suspect was named or arrested`)."""
    h = g.s.heads[i]
    joined = g.s.deprels[i] == "conj" and h >= 0 and any(g.lower[j] in ("or", "nor") for j in g.kids(i, "cc"))
    return g.kids(h, "nsubj") if joined and not g.kids(i, "nsubj") else []


def _joined_denial(g: Grammar, i: int) -> list[int]:
    """The adverbs of the verb that one is joined to under the same helping verb (`did not kill or kidnap anyone`)."""
    h = g.s.heads[i]
    if g.s.deprels[i] != "conj" or h < 0 or g.s.xpos[i] != g.s.xpos[h] or g.kids(i, "nsubj", "aux", "mark", "advmod"):
        return []
    joins = {g.lower[j] for j in g.kids(i, "cc")}
    same = g.s.xpos[i] == "VB" and bool(g.kids(h, "aux"))
    return g.kids(h, "advmod") if joins & {"or", "nor"} or (same and joins <= {"and"}) else []


def _to_come(g: Grammar, i: int) -> bool:
    """Is a time to come told of the verb (`next week`, `tomorrow`)?"""
    times = g.kids(i, "obl", "advmod")
    return any(g.lower[j] == "tomorrow" or {g.lower[k] for k in g.kids(j, "amod")} & {"next", "coming"} for j in times)


def _intended(g: Grammar, i: int) -> bool:
    """`were going to kill them`: what somebody means to do, not done yet."""
    to = [j for j in g.kids(i, "xcomp") if g.s.xpos[j] == "VB" and any(g.lower[k] == "to" for k in g.kids(j, "mark"))]
    return bool(to) and any(g.lower[j] in BE for j in g.kids(i, "aux"))


BE = frozenset({"is", "are", "was", "were", "am", "be", "been", "'s", "’s", "'re", "’re", "'m", "’m"})


def _imperative(g: Grammar, i: int, auxiliaries: list[int], marks: list[str]) -> bool:
    """Is it asked of whoever hears it (`Cease the attacks and free the prisoners`)?"""
    if g.s.xpos[i] != "VB" or auxiliaries or marks or g.kids(i, "nsubj", "csubj", "cop"):
        return False
    h = g.s.heads[i]
    if g.base[i] == "conj" and h >= 0:
        return _imperative(g, h, g.kids(h, "aux"), [g.lower[j] for j in g.kids(h, "mark")])
    return g.base[i] in ("root", "parataxis")


def _inverted(g: Grammar, i: int, auxiliaries: list[int]) -> bool:
    """A condition without `if`: `Had the rebels attacked, ...`, `Were Arland to leave, ...`."""
    subject = g.kids(i, "nsubj")
    if not auxiliaries or not subject or g.s.words[-1] == "?":
        return False
    first = min(auxiliaries)
    opens = first == 0 or g.s.words[first - 1] in (",", ";", "“", '"')
    return opens and first < min(subject) and g.lower[first] in ("had", "were", "should")


ATTEMPTS = frozenset({"attempt", "bid", "effort", "try", "plot", "plan", "conspiracy"})
FAILING = frozenset({"fail", "foil", "thwart", "prevent", "avert", "stop", "abort", "collapse", "disrupt", "frustrate"})


def attempted(g: Grammar, i: int) -> Status | None:
    """How real an act is that a noun of trying governs (`a failed attempt to storm`, `the bid to kill him was foiled`):
    denied where it failed, happened where it was tried; None where no such noun is.
    """
    h = g.s.heads[i]
    if g.s.deprels[i] != "acl" or h < 0 or g.lemmas[h] not in ATTEMPTS:
        return None
    verb = g.governor(h)
    if (verb is not None and g.lemmas[verb] in FAILING) or of_noun(g, h).negated:
        return "denied"
    if g.lemmas[h] == "effort":
        return "ongoing"
    return "happened" if g.lemmas[h] in ("attempt", "bid", "try") else None


def _is_to(g: Grammar, i: int, auxiliaries: list[int]) -> bool:
    """Does a form of `be` alone stand before the infinitive (`is to arrive`, not `is said to have`)?"""
    h = g.s.heads[i]
    above = g.base[i] in ("xcomp", "ccomp") and h >= 0 and g.lemmas[h] == "be" and bool(g.kids(h, "nsubj"))
    own = bool(auxiliaries) and all(g.lemmas[j] == "be" for j in auxiliaries)
    return (above and g.lower[h] in ("is", "are", "was", "were")) or own


def _is_to_be(g: Grammar, auxiliaries: list[int]) -> bool:
    """Stand `is` or `are` and `be` before the participle, on both sides of `to`?"""
    return [g.lower[j] for j in auxiliaries if g.lemmas[j] == "be"] in (["is", "be"], ["are", "be"])


def of_noun(g: Grammar, i: int) -> Reality:
    """Reality of the phrase of noun `i`, its own words only."""
    table, r = words(), Reality()
    for j in g.kids(i, "det", "amod", "compound", "advmod"):
        form = g.lower[j]
        if form in table["determiner"] and g.base[j] in ("det", "advmod"):
            if form == "no" or form == "neither":
                r.negated = True
            else:
                r.status = "hypothetical"
            r.cues.append(form)
        elif form in table["adjective"]:
            status = table["adjective"][form]
            if status == "denied":
                r.negated = True
            elif status != "happened":
                r.status = status  # type: ignore[assignment]
                r.future = status == "planned"
            r.cues.append(form)
    return r


def settle(c: Candidate, g: Grammar, lexicon: Lexicon) -> None:
    """Set the status of a candidate that no embedding word has settled, and apply the codebook's rules for the
    future."""
    at = c.status_from if c.status_from is not None else c.at
    verb = g.verbal(at)
    r = of_verb(g, at) if verb else of_noun(g, at)
    if c.nominal and at != c.at:
        own = of_noun(g, c.at)
        r.negated = r.negated or own.negated
        if r.status == "happened":
            r.status, r.future = own.status, own.future
        r.cues += own.cues
    elif verb and at != c.at and g.verbal(c.at) and of_verb(g, c.at).negated:
        r.negated = not r.negated  # `decided not to fund`
        r.cues.append("not")
    if not verb and g.kids(at, "cop"):
        told = of_verb(g, at)  # `were not endorsements`, `would be an attack`
        r.negated = r.negated or told.negated
        if r.status == "happened" and told.status in ("planned", "hypothetical", "called-for"):
            r.status, r.future = told.status, told.future
        r.cues += told.cues
    if r.cues:
        c.roles["reality"] = ", ".join(dict.fromkeys(r.cues))
    c.negated = r.negated
    tried = attempted(g, at) if verb and c.type in GROUPS["force"] else None
    if tried is not None and c.status not in ("denied", "called-for"):
        c.status = tried
        c.roles["reality"] = ", ".join(filter(None, [c.roles.get("reality"), g.lemmas[g.s.heads[at]]]))
        return
    if c.embedded:
        return
    if r.status == "ongoing" and c.type in SPEECH:
        r.status = "happened"
    if r.negated:
        if c.type in GROUPS["coop"] | GROUPS["yield"] and (r.future or r.status in ("planned", "hypothetical")):
            supposed = r.status == "hypothetical" and any(x in ("if", "unless", "whether", "lest") for x in r.cues)
            c.status = "hypothetical" if supposed else "happened"
            c.type, c.mode, c.cameo = "REJECT", refusal_mode(c.type, c.mode), "12"
            return
        if c.type in GROUPS["coop"] | GROUPS["yield"] and at != c.at and g.lemmas[at] in DECIDING:
            c.type, c.mode, c.cameo, c.status = "REJECT", refusal_mode(c.type, c.mode), "12", "happened"
            return
        if c.type in GROUPS["coop"] and c.type != "SUPPORT" and r.status == "called-for":
            c.status = "called-for"
            return
        c.status = "denied"
        return
    if c.status == "happened" or r.status not in ("happened", "ongoing"):
        c.status = r.status
    apply_future(c, r)


DECIDING = frozenset({"decide", "choose", "opt", "vote", "resolve", "rule"})
"""Verbs of whoever decides: not to do what is asked is a refusal."""


def apply_future(c: Candidate, r: Reality) -> None:
    """PLOVER: CONSULT, SUPPORT, COOPERATE and AID to come are AGREE; announced force or protest is THREATEN.

    A release or pull-out told in the future (`will free`) is AGREE as in coded records (36 of 65 such sentences),
    though the manual's text has CONCEDE; the noun (`announced the withdrawal`) stays CONCEDE.
    """
    if c.status != "planned" or not r.future:
        return
    if c.type in ("CONSULT", "SUPPORT", "COOPERATE", "AID"):
        cameo = {"CONSULT": "036", "SUPPORT": "030", "COOPERATE": "031", "AID": "033"}[c.type]
        c.type, c.mode, c.cameo = "AGREE", None, cameo
    elif c.type in ("RETREAT", "CONCEDE") and not c.nominal:
        c.runners_up = ["CONCEDE", *c.runners_up]
        c.type, c.mode, c.cameo = "AGREE", None, "035"
    elif c.type == "RETREAT":
        c.type, c.mode, c.cameo = "CONCEDE", None, "083"
    elif c.type in ("ASSAULT", "PROTEST", "SANCTION", "COERCE") and c.actors and not c.nominal:
        c.runners_up = [c.type, *c.runners_up]
        c.type, c.mode, c.cameo = "THREATEN", threat_mode(c.type, c.mode, c.cameo), "13"


def refusal_mode(inner: str, mode: str | None = None) -> str | None:
    """Mode of a REQUEST or REJECT by what is asked or refused; that somebody leave office is a change (PLOVER)."""
    if inner in ("CONSULT",):
        return "meet"
    if inner in ("CONCEDE", "RETREAT"):
        return "change" if mode == "resign" else "yield"
    if inner in ("AID", "COOPERATE", "SUPPORT", "AGREE"):
        return "assist"
    return "change"


def threat_mode(inner: str, mode: str | None, cameo: str | None = None) -> str | None:
    """Mode of a THREATEN by what is threatened; CAMEO 192 is the seizure of territory."""
    if inner == "ASSAULT":
        return "territory" if cameo == "192" else "violence"
    if inner == "COERCE":
        return "arrest" if mode == "arrest" else "restrict"
    if inner == "SANCTION":
        return "expel" if mode == "expel" else "relations" if mode == "withdraw" or cameo == "161" else "restrict"
    if inner == "PROTEST":
        return "restrict"
    if inner == "REJECT":
        return "relations"
    if inner == "MOBILIZE":
        return "violence"
    return None
