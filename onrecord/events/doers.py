"""Who does what a clause without a subject of its own tells of a noun: whoever takes the step of doing it, holds the
rally at which it is said, is shown doing it, or is the senator who did it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.events.grammar_words import (
    ACTS,
    DOCUMENTS,
    EXPLETIVE,
    GATHERINGS,
    HOLDING,
    KIN,
    OF_OTHERS,
    OTHERS,
    RELATIVES,
    SHOWING,
)

if TYPE_CHECKING:
    from onrecord.events.grammar import Grammar


def of_ones_own(g: Grammar, h: int, depth: int) -> list[int]:
    """Whose act, habit or role a noun with a gerund is (`took the step of criticizing them`)."""
    v = g.s.heads[h]
    if v < 0 or g.lemmas[h] not in ACTS or g.base[h] != "obj" or g.lemmas[v] in OF_OTHERS | OTHERS:
        return []
    return g.surface_subject(v, depth + 1)


def described(g: Grammar, i: int) -> list[int]:
    """Of whom an adjective behind an object is said (`called voters stupid`, `found them guilty`)."""
    h = g.s.heads[i]
    if g.base[i] != "xcomp" or g.s.upos[i] != "ADJ" or h < 0:
        return []
    return [j for j in g.kids(h, "obj") if j < i]


def shown(g: Grammar, h: int, i: int) -> list[int]:
    """Of whom a participle behind `of` is said: who is shown (`videos of Brenn insulting them`), who has died."""
    bereaved = g.s.xpos[i] == "VBN" and g.lemmas[h] in KIN  # `parents of two pupils killed in the raid`
    if not bereaved and (g.s.xpos[i] != "VBG" or g.lemmas[h] not in SHOWING):
        return []
    return [j for j in g.kids(h, "nmod") if h < j < i and g.case(j) == "of"][-1:]


def author(g: Grammar, h: int, depth: int) -> list[int]:
    """Whose doing a document or campaign is (`issued a declaration demanding`, `a bill that would ban`), or a
    gathering (`opened a rally blasting them`)."""
    v = g.s.heads[h]
    if v >= 0 and g.lemmas[h] in GATHERINGS and g.lemmas[v] in HOLDING and g.base[h] == "obj":
        return g.surface_subject(v, depth + 1)
    if g.lemmas[h] not in DOCUMENTS or g.s.heads[h] < 0:
        return []
    owner = g.kids(h, "nmod:poss") or [j for j in g.kids(h, "nmod") if g.case(j) in ("by", "from")]
    if owner or g.lemmas[g.s.heads[h]] in g.judged | OTHERS:
        return owner  # `slammed a lawsuit alleging that ...`: somebody else's
    return g.surface_subject(g.s.heads[h], depth + 1)


def who_it_is(g: Grammar, h: int) -> list[int]:
    """Of whom a common noun is said (`Brenn is a senator who opposed it`, `is one of many opposing it`)."""
    s = g.s
    if s.upos[h] == "PROPN" or (s.heads[h] < 0 and not g.kids(h, "cop")):
        return []
    of_one = g.base[h] == "nmod" and g.lemmas[s.heads[h]] == "one" and g.case(h) == "of"
    if g.base[h] == "conj" or of_one:
        h = s.heads[h]
    found = g.kids(h, "nsubj") if g.kids(h, "cop") else []
    if s.xpos[h] == "NNS" and any(g.kids(j, "nmod:poss") for j in found):
        return []  # `Brenn's targets are leaders who oppose it`: the leaders do
    return [j for j in found if g.lower[j] not in EXPLETIVE and g.lower[j] not in RELATIVES]


def joined_to(g: Grammar, i: int) -> int:
    """The verb that a verb is joined to: a bare one that the parser joined to a finite one is joined to the
    infinitive between them (`gave the army a week to leave or face sanctions`)."""
    s, h = g.s, g.s.heads[i]
    slip = s.xpos[i] == "VB" and s.xpos[h] in ("VBD", "VBZ", "VBP") and not g.kids(i, "aux", "mark", "nsubj")
    if slip and not g.kids(h, "aux"):
        for j in range(i - 1, h, -1):
            if s.xpos[j] == "VB" and g.below(h, j) and any(g.lower[k] == "to" for k in g.kids(j, "mark")):
                return j
    return h


def judge_of(g: Grammar, i: int) -> int | None:
    """The verb of judging whose object did the deed that the gerund at `i` tells (`jailed six men for life for
    killing him`); None where there is none."""
    h = g.s.heads[i]
    while h >= 0 and not g.verbal(h):
        h = g.s.heads[h]
    marks = {g.lower[j] for j in g.kids(i, "mark", "case")}
    return h if h >= 0 and any((g.lemmas[h], m) in g.blamed_for for m in marks) else None
