"""Words that stand for a party told elsewhere in the sentence: `whose`, `others`, `we` in a quotation, `it` in what a
body says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.events.party_words import DECLARED, REPORTS

if TYPE_CHECKING:
    from onrecord.events.parties import Parties


def of_relative(i: int, p: Parties) -> list[str]:
    """Whom `whose` stands for: the word that its relative clause is said of."""
    g, j = p.g, i
    for _ in range(6):
        if j < 0 or g.s.deprels[j] == "acl:relcl":
            break
        j = g.s.heads[j]
    above = g.s.heads[j] if j >= 0 and g.s.deprels[j] == "acl:relcl" else -1
    return p.single(above, False) if above >= 0 and above != i else []


def of_those_before(i: int, p: Parties) -> list[str]:
    """Whom `others` are of, after some of them (`some protesters marched while others threw stones`)."""
    g, s = p.g, p.g.s
    verb = s.heads[i]
    if g.lower[i] != "others" or g.base[i] != "nsubj" or verb < 0 or s.heads[verb] < 0:
        return []
    if g.base[verb] not in ("advcl", "conj", "parataxis"):
        return []
    first = g.surface_subject(s.heads[verb])
    if not any(g.lower[k] in ("some", "many", "several", "most") for j in first for k in g.kids(j, "det", "amod")):
        return []
    return p.of(first, False)


def same_speaker(i: int, p: Parties) -> list[str]:
    """Who a pronoun without antecedent is where it opens what a body says (`the ministry said it would pay`)."""
    g, s = p.g, p.g.s
    if g.lower[i] == "we":
        return who_says(i, p)
    if g.lower[i] not in ("it", "they") or s.deprels[i] not in ("nsubj", "nsubj:pass") or s.heads[i] < 0:
        return []
    verb = s.heads[i]
    if s.deprels[verb] != "ccomp" or s.heads[verb] < 0 or g.passive(s.heads[verb]):
        return []
    found = p.of(g.surface_subject(s.heads[verb]), False)
    if len(found) != 1 or (g.lower[i] == "it" and p.actors[found[0]].type == "person"):
        return []
    return found


def who_says(i: int, p: Parties) -> list[str]:
    """Who speaks in the quotation that the word at `i` stands in, where the sentence tells (`"We hold ten," the
    police said`)."""
    g, s = p.g, p.g.s
    own = s.heads[i]
    if g.base[i] != "nsubj" or own < 0 or not g.verbal(own):
        return []
    done = s.xpos[own] == "VBD" or any(g.lemmas[k] in ("will", "have", "shall") for k in g.kids(own, "aux"))
    if not done and g.lemmas[own] not in DECLARED:
        return []  # `we have to be ready`: everybody
    j = i
    for _ in range(8):
        verb = next((k for k in g.kids(j, "parataxis") if g.lemmas[k] in REPORTS), -1)
        if verb < 0 and s.heads[j] >= 0 and g.base[j] == "ccomp" and g.lemmas[s.heads[j]] in REPORTS:
            verb = s.heads[j]
        if verb >= 0:
            speakers = g.surface_subject(verb)
            if any(g.lower[k] == "we" for k in g.spread(speakers)):
                return []  # `we said`: nobody is named, and asking who they are would not end
            return p.of(speakers, False)
        j = s.heads[j]
        if j < 0:
            return []
    return []
