"""Words that stand for a party told elsewhere: `whose`, `others`, `we` in a quotation, `it` in what a body says of
itself, `they` for all of those told of together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onrecord.events.party_words import DECLARED, REPORTS

if TYPE_CHECKING:
    from onrecord.events.grammar import Grammar
    from onrecord.events.parties import Parties
    from onrecord.record import Mention

ENVOYS = frozenset(
    {"leader", "negotiator", "delegation", "delegate", "envoy", "representative", "counterpart", "diplomat", "official",
     "minister", "premier", "chancellor", "president", "ambassador", "secretary", "authority", "government", "team",
     "embassy", "ministry", "mediator", "legislature", "parliament"}
)  # fmt: skip
"""Nouns of those who act for a state."""
ARMS = frozenset({"COP", "MIL", "SPY", "PRM"})
"""Sectors of those who take people in."""
ALL_OF_THEM = frozenset({"they", "them", "their", "both"})


@dataclass(slots=True)
class Together:
    """Who the last sentence read told of together (`Brenn and Lind met`): coreference finds one party a mention, but
    the `they` of the next sentence means all."""

    sentence: int = -2
    subject: list[str] = field(default_factory=list)
    companies: list[list[str]] = field(default_factory=list)
    arms: list[str] = field(default_factory=list)
    """The police and soldiers it named."""
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
        here = dict.fromkeys(m.actor for j in range(len(g.lower)) for m in p.heads[j] if m.actor is not None)
        self.arms = [a for a in here if ARMS & set(p.actors[a].sectors)]
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


def who_arrests(heads: list[int], p: Parties) -> list[str]:
    """Who `they` are that arrest somebody, where coreference takes them for no arm of a state: the one police or army
    of the sentence before (`Police fired at the crowd. They arrested fourteen of them`)."""
    g, told = p.g, p.together
    if told is None or len(heads) != 1 or g.lower[heads[0]] not in ("they", "who") or g.s.index - told.sentence != 1:
        return []
    m = p.mention_at(heads[0])
    if m is None or m.kind != "pronoun" or m.actor is None or set(p.actors[m.actor].sectors) & (ARMS | {"GOV", "REB"}):
        return []
    return told.arms if len(told.arms) == 1 else []


OWN = frozenset({"their", "his", "her", "its"})


def of_clause(j: int, i: int, p: Parties) -> list[str]:
    """Whose the act at `i` is by a possessive at `j`, where whoever coreference takes it for is not told of in the
    sentence: the clause's own subject (`the voters were unsparing in their criticism`)."""
    g, s, h = p.g, p.g.s, p.g.s.heads[i]
    if g.lower[j] not in OWN or p.antecedents(j):
        return []
    while h >= 0 and not g.kids(h, "nsubj"):
        h = s.heads[h]
    subject = g.kids(h, "nsubj")[-1] if h >= 0 else j
    m = p.mention_at(subject) if subject < j and s.upos[subject] in ("NOUN", "PROPN") else None
    if m is None or m.actor is None:
        return []
    several = s.xpos[subject] in ("NNS", "NNPS") or bool(g.kids(subject, "conj"))
    person = p.actors[m.actor].type == "person"
    fits = several if g.lower[j] == "their" else not several and person == (g.lower[j] != "its")
    return p.of([subject], False) if fits else []


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
    one = len(found) == 1 and p.actors[found[0]].type == "person"
    if one or (g.lower[i] == "it" and len(found) != 1):
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


def of_each(i: int, m: Mention, p: Parties) -> list[str]:
    """The states whose people in office a plural names together (`the foreign ministers of Arland and Brenn`, `Arlandic
    and Brennish negotiators`): each is a party."""
    g = p.g
    if g.s.xpos[i] != "NNS" or m.kind != "nominal" or m.actor is None or m.type == "place":
        return []
    if g.lemmas[i] not in ENVOYS:
        return []
    whose = [j for j in g.kids(i, "nmod") if g.case(j) in ("of", "from")] + g.kids(i, "amod", "compound")
    for j in whose:
        several = [j, *g.kids(j, "conj")]
        found = [a for k in several for a in (p.single(k, False) if g.base[j] == "nmod" else p.by_words(k))]
        states = [a for a in dict.fromkeys(found) if p.actors[a].type == "country"]
        if len(states) > 1 and len(states) == len(several):
            return states
    return []


def of_nations(i: int, p: Parties) -> list[str]:
    """The people of several nations that a plural names together (`Arlandic and Brennish soldiers`): each a party."""
    g = p.g
    if g.s.xpos[i] != "NNS" or g.s.upos[i] != "NOUN":
        return []
    for j in (*g.kids(i, "amod"), *g.kids(i, "compound")):
        several = [j, *g.kids(j, "conj")]
        if len(several) > 1 and all(g.s.words[k][:1].isupper() and k < i for k in several):
            found = [p.of_nation(k, i) for k in several]
            each = [a for a in dict.fromkeys(found) if a is not None]
            if len(each) == len(several):
                return each
    return []


MEANT = frozenset({"it", "him", "her", "them"})
WHOSE = frozenset({"its", "his", "her", "their"})


def of_speaker(i: int, p: Parties, owned: bool = False) -> list[str]:
    """Whom a pronoun after the verb at `i` means that cannot mean the verb's own subject: whoever speaks of it (`Arland
    accused rebels of attacking it`); with `owned` whose things a possessive pronoun tells (`of ramming its ships`)."""
    g, h = p.g, p.g.s.heads[i]
    if h < 0 or g.base[i] not in ("advcl", "ccomp", "acl") or not g.verbal(h):
        return []
    told = [*g.kids(i, "obj"), *(k for j in g.kids(i, "obj") for k in g.kids(j, "nmod"))]
    told = [k for j in told for k in g.kids(j, "nmod:poss")] if owned else [*told, *g.kids(i, "obl")]
    meant = WHOSE if owned else MEANT
    return p.of(g.surface_subject(h), False) if any(g.lower[j] in meant for j in told) else []


def own_side(actors: list[str], recipients: list[str], p: Parties) -> bool:
    """Are all recipients of the country of those who act?"""
    lands = {p.actors[a].country for a in actors}
    return None not in lands and bool(recipients) and {p.actors[a].country for a in recipients} <= lands
