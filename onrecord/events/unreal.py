"""Acts that stand under words which make them no fact: a condition, talk of them, an ability, a poll, a question.

`reality` reads the words of an act's own phrase, `embedding` those whose codebook rules recode what they embed. Here
the tree is climbed from the act to the words above it (`data/above.psv`): `committed to carrying out attacks`, `the
idea of banning`, `if they leave and join the rebels`, `instead of denying them aid`.
"""

from __future__ import annotations

import functools
from typing import Literal

from onrecord.events.grammar import Grammar
from onrecord.events.lexicon import read_table
from onrecord.events.ontology import GROUPS
from onrecord.events.reality import of_noun, of_verb
from onrecord.events.triggers import Candidate
from onrecord.record import Status

Outcome = Status | Literal["none"]
"""What an act is told as; `none` where no event is told at all."""

CONDITIONS = frozenset({"if", "unless", "whether", "lest"})
STEPS = 6
"""Words above an act that are looked at."""
REAL = ("happened", "ongoing")
FREE = frozenset({"any", "anyone", "anybody", "whoever", "everyone", "everybody", "anything"})
"""Words of whoever there may be (`any minister who comes`)."""
SHARES = frozenset({"percent", "%", "percentage", "per-cent"})
"""What of those asked in a poll are counted by."""
POLLS = frozenset({"poll", "survey", "polling"})
OPINIONS = frozenset(
    {"support", "back", "backing", "favor", "favour", "approve", "approval", "oppose", "vote", "prefer"}
)
OPINIONS |= frozenset({"disapprove", "disapproval", "trust", "like", "agree", "disagree"})
"""Words of what people think, which are no act where they are counted."""
OF_PEOPLE = ("nummod", "compound", "nmod", "acl")
"""Relations of what tells which people are meant."""
SOURCES = frozenset({"in", "according", "by", "to", "per", "among"})
"""Prepositions before a poll that an opinion is from."""
COUNTED_BY = frozenset({"poll", "survey", "respondent", "pollster", "polling"})
PARTS = frozenset({"majority", "plurality", "half", "third", "quarter", "most", "bulk", "minority"})
ELECTORATE = frozenset({"voter", "electorate", "woman", "man", "white", "people", "respondent", "caucus-goer", "adult"})
ELECTORATE |= frozenset({"american", "latino", "hispanic", "evangelical", "independent", "youth", "senior", "public"})
"""Parts of those who vote, which a count alone tells of (`a majority of women backed her`)."""
DEGREES = frozenset({"more", "less", "most", "least", "equally"})
DOING = frozenset({"manage", "begin", "start", "continue", "use", "help", "come", "go", "proceed"})
"""Verbs whose infinitive is done."""
COMING = frozenset({"after", "before", "once", "until", "when"})
"""Conjunctions of time, under which the present tense tells of what is to come where the main clause does."""
PAST = frozenset({"was", "were"})
WARNING = frozenset({"warn", "caution", "alert"})
"""Verbs of those who tell of what may come."""
LACKING = frozenset({"need", "require"})
"""Verbs of what is not there yet (`needs a wider campaign against the rebels`)."""
UNDOUBTED = frozenset({"doubt", "question", "secret", "surprise", "mistake", "denying"})
"""Nouns of which there being none says that the thing is so."""


@functools.cache
def above() -> dict[tuple[str, str], Outcome]:
    """The table: lemma and link -> what the act is told as."""
    out: dict[tuple[str, str], Outcome] = {}
    for _, (lemmas, link, outcome) in read_table("above"):
        out.update(dict.fromkeys(((x, link) for x in lemmas.split()), outcome))  # type: ignore[arg-type]
    return out


def settle(c: Candidate, g: Grammar) -> bool:
    """Set the status of an act by the words above it; False where no event is told."""
    told = outcome(c, g)
    if told is None:
        return True
    if told == "none":
        return False
    aimed = c.roles.get("reality") == "to-infinitive" and (told == "happened" or c.type in GROUPS["force"])
    if not c.embedded and (c.status in REAL or (aimed and told in ("happened", "hypothetical", "denied"))):
        _give(c, told)
    return True


def _give(c: Candidate, told: Status) -> None:
    c.status, c.embedded = told, told not in REAL
    c.roles["reality"] = ", ".join(filter(None, [c.roles.get("reality"), "the words above"]))


def outcome(c: Candidate, g: Grammar) -> Outcome | None:
    """What the words above an act make of it; None where they leave it as it is."""
    j = c.at if c.status_from is None else c.status_from
    if c.nominal and j == c.at:
        if _counted(c, g):
            return "none"
        if g.definite(c.at) or g.kids(c.at, "cop"):
            return None
        return _of_noun(c, g)
    if _counted(c, g):
        return "none"
    if g.verbal(j) and (_asked(g, j) or (c.type not in GROUPS["force"] and _polled(g, j))):
        return "none"
    return _climb(g, j)


def _of_noun(c: Candidate, g: Grammar) -> Outcome | None:
    """An act noun under a noun (`the risk of an attack`), or done by a gerund (`the idea of giving them support`)."""
    h = g.s.heads[c.at]
    if h < 0:
        return None
    if g.base[c.at] == "nmod" and not g.verbal(h):
        if g.lemmas[h] in UNDOUBTED and of_noun(g, h).negated:
            return None  # `left no doubt of his commitment`
        return above().get((g.lemmas[h], g.case(c.at)))
    if g.base[c.at] == "obl" and g.verbal(h) and g.lemmas[h] in WARNING and g.case(c.at) in ("of", "about"):
        return "hypothetical"
    if g.base[c.at] == "obj" and g.lemmas[h] in LACKING and g.verbal(h) and not of_verb(g, h).negated:
        return "called-for"
    if g.base[c.at] == "obj" and g.s.xpos[h] == "VBG" and c.type not in GROUPS["force"]:
        return _climb(g, h)
    return None


def _climb(g: Grammar, j: int) -> Outcome | None:
    for _ in range(STEPS):
        h = g.s.heads[j]
        marks = {g.lower[k] for k in g.kids(j, "mark", "case")}
        if marks & CONDITIONS:
            return "hypothetical"
        if h < 0:
            return None
        told = _beside(g, j, h, marks) or _under(g, j, h, marks)
        if told is not None:
            return told
        dep, base = g.s.deprels[j], g.base[j]
        if dep == "acl:relcl":
            free = g.lower[h] in FREE or any(g.lower[k] in FREE for k in g.kids(h, "det"))
            supposed = g.lemmas[h] == "scenario" and above()["scenario", "acl"]
            return "none" if free else supposed or None
        if base == "conj":
            own = bool(g.kids(j, "nsubj")) or g.s.xpos[j] in ("VBD", "VBZ", "VBP")
            if own and not any(g.lower[k] in CONDITIONS for k in g.kids(h, "mark")):
                return None
        elif base == "csubj":
            real = of_verb(g, h)
            told = above().get((g.lemmas[h], "csubj"))
            return "hypothetical" if real.future or real.status == "hypothetical" else told
        elif base not in ("xcomp", "ccomp", "advcl") or (base == "advcl" and "by" not in marks):
            return None
        if not g.verbal(h) and (base == "ccomp" or not g.kids(h, "cop")):
            return None
        j = h
    return None


def _beside(g: Grammar, j: int, h: int, marks: set[str]) -> Outcome | None:
    """What the conjunction of an adverbial clause says (`instead of denying`, `before approving`)."""
    if g.base[j] not in ("advcl", "acl", "obl"):
        return None
    if marks & {"instead", "rather", "except"}:
        return "denied"
    if g.s.xpos[j] in ("VBZ", "VBP") and not g.kids(j, "aux") and marks & COMING:
        to_come = g.verbal(h) and (of_verb(g, h).future or _climb(g, h) in ("planned", "hypothetical", "called-for"))
        return "planned" if to_come else None  # `will leave after the president meets them`
    if g.s.xpos[j] == "VB" and "to" in marks and _measured(g, j, h):
        return "none"  # `has not done enough to fight them`, `has too few tanks to attack`
    if g.s.xpos[j] != "VBG":
        return None
    if "of" in marks and "short" in g.lower[max(0, j - 4) : j]:
        return "denied"  # `stopped short of endorsing him`
    if "than" in marks:
        return "none"
    above_it = of_verb(g, h) if g.verbal(h) else None
    if above_it is None:
        return None
    to_come = above_it.future or above_it.status in ("hypothetical", "called-for")
    if "before" in marks:
        usual = g.s.xpos[h] in ("VBP", "VBZ") and not g.kids(h, "aux")
        return "none" if usual else "planned" if to_come or above_it.status == "planned" else None
    if "by" in marks:
        aimed = g.s.xpos[h] == "VB" and g.base[h] in ("xcomp", "acl", "advcl")
        done = g.s.heads[h] >= 0 and g.lemmas[g.s.heads[h]] in DOING and not to_come
        return "hypothetical" if to_come or (aimed and not done) else None
    return None


def _measured(g: Grammar, j: int, h: int) -> bool:
    """Does `enough` or `too` before an infinitive tell what somebody is able to do?"""
    return any(g.lower[k] in ("enough", "too") and g.below(h, k) for k in range(min(h, j), j))


def _under(g: Grammar, j: int, h: int, marks: set[str]) -> Outcome | None:
    """What the word that governs a clause says of it."""
    base, lemma, table = g.base[j], g.lemmas[h], above()
    infinitive = g.s.xpos[j] in ("VB",) and "to" in marks
    if lemma == "able" and infinitive:
        return _able(g, h)
    if g.s.upos[h] == "ADJ":
        if lemma == "likely" and infinitive and any(g.lower[k] in DEGREES for k in g.kids(h, "advmod")):
            return "none"
        told = table.get((lemma, "to-inf")) if infinitive and base in ("xcomp", "csubj", "ccomp", "advcl") else None
        if told is not None:
            return None if any(g.lower[k] in PAST for k in g.kids(h, "cop")) else told
    if base == "acl" and g.s.deprels[j] != "acl:relcl" and not g.verbal(h):
        own = of_noun(g, h)
        if own.negated and lemma not in UNDOUBTED and g.s.xpos[j] != "VBN":
            return "denied"
        finite_past = g.s.xpos[j] == "VBD" or (g.s.xpos[j] == "VBN" and not infinitive)
        told = table.get((lemma, "acl"))
        if told is not None and not own.negated and not finite_past:
            return told
        if told is not None and lemma == "chance" and not finite_past:
            return told
    if g.s.xpos[j] == "VBG" or g.passive(j):
        for mark in sorted(marks):
            told = table.get((lemma, mark))
            if told is not None and base in ("advcl", "obl", "acl", "nmod", "xcomp", "ccomp"):
                return told
            if mark == "of" and base == "acl" and (lemma, "acl") in table:
                return table[lemma, "acl"]
    if base in ("xcomp", "ccomp") and g.verbal(h):
        told = table.get((lemma, base))
        if told is not None and not (base == "ccomp" and g.s.xpos[j] == "VBD"):
            negated = of_verb(g, h).negated
            return "hypothetical" if negated and told in ("called-for", "planned") else told
    return None


def _able(g: Grammar, h: int) -> Outcome | None:
    """`was able to free them` tells that it was done, `would have been able` that it was not, `is able` an ability."""
    own = of_verb(g, h)
    if own.negated:
        return "denied"
    if own.future or own.status in ("hypothetical", "planned", "called-for"):
        return "hypothetical"
    return "happened" if any(g.lower[k] in PAST for k in g.kids(h, "cop")) else "none"


def _asked(g: Grammar, i: int) -> bool:
    """Is it asked whether it will be or is done (`how many will you kill?`)? What was done is asked about as a fact
    (`why did they shoot?`)."""
    subject, helping = g.kids(i, "nsubj"), g.kids(i, "aux")
    if not subject or not helping or min(helping) > min(subject) or g.base[i] == "conj":
        return False
    first = g.lower[min(helping)]
    before = {g.lower[k] for k in g.kids(i, "advmod", "obj", "obl", "nsubj") if k < min(helping)}
    wh = bool(before & {"why", "how", "when", "where", "what", "who", "whom"}) or any(
        g.s.xpos[k] in ("WRB", "WP", "WDT") for k in range(min(helping))
    )
    if first in ("will", "would", "should", "shall", "may", "could", "can"):
        return wh or g.s.words[-1] == "?"
    return first in ("did", "does", "do", "is", "are") and not wh and g.s.words[-1] == "?"


def _polled(g: Grammar, i: int) -> bool:
    """Is it a share of those asked in a poll, or a poll, that says so (`51 percent said they would vote for her`)?"""
    j = i
    for _ in range(STEPS):
        for k in g.kids(j, "nsubj"):
            if g.lemmas[k] in SHARES or g.lower[k] in SHARES:
                return True
            if j != i and g.lemmas[k] in POLLS:
                return True
        h = g.s.heads[j]
        if h < 0 or g.base[j] not in ("ccomp", "xcomp", "conj", "parataxis"):
            return False
        j = h
    return False


def _counted(c: Candidate, g: Grammar) -> bool:
    """Is it an opinion that is counted, or from a poll (`leads with 34 percent support`, `half of voters in the survey
    back him`)?"""
    i = c.at
    if c.lemma not in OPINIONS or c.type not in ("SUPPORT", "REJECT", "ACCUSE"):
        return False
    bare = [j for j in g.kids(i, "obl", "nmod", "obj", "nummod", "compound", "advmod") if not g.case(j)]
    people = [*g.surface_subject(i), *(g.by(i) if g.passive(i) else ())] if g.verbal(i) else []
    for _ in range(2):  # `half of the voters asked in a poll`
        people += [
            k for j in people for k in g.kids(j, *OF_PEOPLE) if k not in people and g.s.deprels[k] != "acl:relcl"
        ]
    polls = [*people, *(j for j in g.kids(i, "nmod", "obl") if g.case(j) in SOURCES)]
    counts = [*people, *bare, *(k for j in bare for k in g.kids(j, "nummod"))]
    share = any(g.lemmas[j] in PARTS for j in people) and any(g.lemmas[j] in ELECTORATE for j in people)
    return (
        share
        or any(g.lemmas[j] in COUNTED_BY for j in polls)
        or any({g.lemmas[j], g.lower[j]} & SHARES for j in counts)
    )
