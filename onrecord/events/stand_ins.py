"""Words that stand for a party told elsewhere: `whose`, `others`, `we` in a quotation, `it` in what a body says of
itself, `they` for all of those told of together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onrecord.events.party_words import DECLARED, REPORTS

if TYPE_CHECKING:
    from onrecord.events.grammar import Grammar
    from onrecord.events.parties import Parties

ALL_OF_THEM = frozenset({"they", "them", "their", "both"})


@dataclass(slots=True)
class Together:
    """Who the last sentence read told of together (`Brenn and Lind met`): coreference finds one party a mention, but
    the `they` of the next sentence means all."""

    sentence: int = -2
    subject: list[str] = field(default_factory=list)
    companies: list[list[str]] = field(default_factory=list)
    things: bool = False
    """Told it of several things, which `them` may mean as well?"""

    def read(self, g: Grammar, p: Parties) -> None:
        """Take a sentence in; one whose subject is `they` goes on with the same."""
        i = next((j for j, h in enumerate(g.s.heads) if h < 0), -1)
        head = g.kids(i, "nsubj")[:1] if i >= 0 else []
        carried = self.subject if head and g.lower[head[0]] == "they" and self.sentence == g.s.index - 1 else []
        companies = []
        for j in range(len(g.lower)):
            if p.heads[j] and g.kids(j, "conj"):
                actors = p.of([j], False)
                if len(actors) > 1:
                    companies.append(actors)
                    if head == [j]:
                        carried = actors
        self.sentence, self.subject, self.companies = g.s.index, carried, companies
        self.things = any(
            g.s.xpos[j] == "NNS" and g.base[j] in ("obj", "nsubj") and not p.is_party(j) for j in range(len(g.lower))
        )


def all_of_them(i: int, p: Parties) -> list[str]:
    """All whom `they` means where the sentence before told of them together: its subject for one that nobody is found
    for, else the company of which the one found is the first."""
    g, told = p.g, p.together
    if told is None or g.lower[i] not in ALL_OF_THEM or g.s.index - told.sentence != 1:
        return []
    m = p.mention_at(i)
    if m is None or m.kind != "pronoun":
        meant = m is None and g.s.upos[i] == "PRON" and (g.lower[i] == "they" or not told.things)
        return list(told.subject) if meant else []
    return next((list(c) for c in told.companies if c[0] == m.actor), [])


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
    if g.lower[i] == "it" and (len(found) != 1 or p.actors[found[0]].type == "person"):
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
