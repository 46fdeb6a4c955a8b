"""Pronouns whose antecedent the run of the text gives: the `she` of `"...," she said`, the `he` of `He also said`,
the `it` of `It said`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from onrecord.actors.tables.lexicon import shipped
from onrecord.mentions.features import Cluster, agrees
from onrecord.mentions.phrases import base
from onrecord.mentions.traits import Phrase
from onrecord.mentions.vocabulary import unsaid

if TYPE_CHECKING:
    from onrecord.mentions.coreference import State


def spoke_before(m: Phrase, state: State) -> Cluster | None:
    """Who spoke last, for the `she` of `"...," she said`: in this paragraph or the one before it, a person whom nothing
    says to be he; none where a later sentence speaks of somebody else who could be meant, outside of quotations.
    """
    for a in reversed(state.earlier[-120:]):
        if m.sentence.paragraph - a.sentence.paragraph > 1:
            return None
        if a.quoted or a.number == "p" or (a.type != "person" and a.gender not in ("m", "f")):
            continue
        cluster = state.cluster_of[a.index]
        if "person" not in cluster.types or (cluster.genders & {"m", "f"}) - {m.gender}:
            continue
        if cluster is not state.speaker:
            if answers(a, m, state):
                return cluster
            if a.sentence is m.sentence or state.spoke_in is None or a.sentence.index > state.spoke_in:
                return None
        elif a.speaks:
            return cluster
    return None


def goes_on(m: Phrase, state: State) -> Cluster | None:
    """Who the sentence before told of, for the pronoun with which one goes on to tell of the same: `Brenn criticized
    the bill that her husband had signed. He also charged that ...`.
    """
    s = m.sentence
    if m.pronoun is None or m.pronoun.word not in GOING_ON or m.role != "subj" or m.quoted:
        return None
    verb = s.heads[m.head]
    if m.head > 1 or verb < 0 or s.heads[verb] >= 0:
        return None
    told = m.pronoun.word == "it"  # of a body that has just acted: "Roe Motors won. It says ..."
    passive = any(base(s.deprels[j]) in ("aux", "cop") and s.lemmas[j] == "be" for j in s.children_of(verb))
    if told and (passive or not (m.speaks or m.governor in unsaid()["mind"])):
        return None
    if (
        not told
        and m.governor not in CLOSING
        and not ALSO & {s.words[j].lower() for j in s.children_of(verb) if base(s.deprels[j]) == "advmod" and j < verb}
    ):
        return None
    a = _subject_before(m, state)
    if a is None:
        return None
    cluster = state.cluster_of[a.index]
    if (
        not agrees(a, m)
        or (cluster.genders & {"m", "f"}) - {m.gender, "?"}
        or (a.pronoun is not None and a.pronoun.person < 3)
    ):
        return None
    if told:
        body = bool(cluster.types & {"organization", "group"}) or a.code.kind == "country"
        return cluster if body and a.number != "p" else None
    person = a.type == "person" or "person" in cluster.types or a.gender in ("m", "f")
    return cluster if person == (m.pronoun.word != "they") else None


def _subject_before(m: Phrase, state: State) -> Phrase | None:
    """The subject of the sentence before in the same paragraph, outside of quotations; None where there is none."""
    s = m.sentence
    for a in reversed(state.earlier[-80:]):
        if s.index - a.sentence.index > 1 or a.sentence.paragraph != s.paragraph:
            return None
        if a.sentence is not s and not a.quoted and a.role in ("subj", "pass") and leads(a):
            return a
    return None


def body_that_spoke(m: Phrase, state: State) -> Cluster | None:
    """The body that spoke last, for the `it` of `"...," it said`: in this paragraph or the one before."""
    if m.pronoun is None or m.pronoun.word != "it" or not m.speaks or m.quoted or state.speaker is None:
        return None
    verb = m.sentence.heads[m.head]
    behind = base(m.sentence.deprels[verb]) == "parataxis" or any(
        base(m.sentence.deprels[j]) == "ccomp" and j < m.head for j in m.sentence.children_of(verb)
    )
    spoken = next((a for a in reversed(state.earlier[-120:]) if a.speaks), None)
    if not behind or spoken is None or m.sentence.paragraph - spoken.sentence.paragraph > 1:
        return None
    cluster = state.speaker
    body = bool(cluster.types & {"organization", "group"}) and "person" not in cluster.types
    return cluster if body and spoken.number != "p" else None


def tells_of_oneself(m: Phrase, state: State) -> Cluster | None:
    """Who says it, for the `she` of `Ann Roe has said that she would not sign`."""
    s = m.sentence
    if m.pronoun is None or m.gender not in ("m", "f") or m.role != "subj":
        return None
    verb = s.heads[m.head]
    above = s.heads[verb] if verb >= 0 and base(s.deprels[verb]) == "ccomp" else -1
    if above < 0 or above > m.head or s.lemmas[above] not in SAYING:
        return None
    for a in reversed(state.earlier[-20:]):
        if a.sentence is not s:
            return None
        if a.head in s.children_of(above) and a.role == "subj" and a.pronoun is None and a.type == "person":
            cluster = state.cluster_of[a.index]
            other = (cluster.genders & {"m", "f"}) - {m.gender}
            return None if other or a.number == "p" else cluster
    return None


def introduced(m: Phrase, state: State, office: Callable[[Phrase], str]) -> Cluster | None:
    """Who was told of by the calling alone, for the name that follows it: `Norway's special envoy said ...`, then
    `envoy Ingrid Roe told reporters`. `office` tells which one of two words or more a phrase names."""
    s = m.sentence
    if m.kind != "name" or m.type != "person" or not m.title or s.words[m.last : m.last + 1] == ["of"]:
        return None
    for a in reversed(state.earlier[-40:]):
        if m.sentence.index - a.sentence.index > 3:
            return None
        if a.kind != "nominal" or a.type != "person" or a.lemma not in m.title or a.number == "p":
            continue
        cluster = state.cluster_of[a.index]
        named = any(x.kind == "name" for x in cluster.members)
        ours, theirs = set(office(a).split()) - PLAIN, set(office(m).split()) - PLAIN
        if of_two_bodies(a, m):
            return None
        one_office = ours <= {a.lemma, *m.title} and theirs <= {a.lemma, *a.words}
        return None if named or a.determiner not in ("def", "poss") or not (one_office and agrees(a, m)) else cluster
    return None


def of_two_bodies(a: Phrase, m: Phrase) -> bool:
    """Whether a description and a title each name a body that the other does not: `The Renewal leader` and `Unionist
    leader Ann Roe`."""
    words = a.sentence.words[a.first + 1 : a.last]
    own = {w.lower() for w in words if w[:1].isupper()} - {a.lemma}
    first = m.name.first if m.name is not None else m.head
    title = {w.lower() for w in m.sentence.words[m.first : first] if w[:1].isupper()} - {a.lemma}
    plain = {w for w in title if any(e.kind == "agent" and e.bearer == "person" for e in shipped().get(w))}
    return bool(own) and bool(title - plain) and own.isdisjoint(title)


PLAIN = frozenset({"special", "senior", "top", "new", "visiting", "veteran"})
"""What a description may add to a calling that is the same without it."""
SAYING = frozenset({"say", "tell", "announce", "add", "promise", "vow", "insist", "claim", "believe", "think", "deny"})
"""Verbs after which who speaks mostly speaks of himself."""
CLOSING = frozenset({"decline", "refuse"})
"""Verbs with which a report closes what somebody said: `Brenn said two men were held. She declined to name them`."""
GOING_ON = frozenset({"he", "she", "they", "it"})
ALSO = frozenset({"also", "then", "later", "further", "previously", "earlier", "once", "again", "subsequently"})


def leads(a: Phrase) -> bool:
    """Whether it is the subject of the sentence's main verb."""
    verb = a.sentence.heads[a.head]
    return verb >= 0 and a.sentence.heads[verb] < 0


def answers(a: Phrase, m: Phrase, state: State) -> bool:
    """Whether a is who the text has just told of, and nobody else: `Roe ducked the question. "...," he said.`, the
    quotation in a paragraph of its own too.
    """
    if a.kind != "name" or a.role != "subj" or m.sentence.paragraph - a.sentence.paragraph > 1:
        return False
    alone = m.sentence.paragraph == a.sentence.paragraph
    if m.sentence.index - a.sentence.index != 1 and (alone or not leads(a)):
        return False
    between = [p for p in state.earlier[-80:] if a.sentence.index <= p.sentence.index <= m.sentence.index]
    if any(not p.quoted and p.sentence not in (a.sentence, m.sentence) for p in between):
        return False
    return not any(
        p.type == "person"
        and not p.quoted
        and p.number != "p"
        and state.cluster_of[p.index] is not state.cluster_of[a.index]
        for p in between
    )


def its_own(m: Phrase, state: State) -> Cluster | None:
    """The body that the sentence before told of, for the `its` that opens a sentence: `The Halden Union rejected the
    offer. Its leader said ...`."""
    if m.pronoun is None or m.pronoun.word != "its" or m.head > 0 or m.quoted:
        return None
    a = _subject_before(m, state)
    if a is None or a.number == "p":
        return None
    cluster = state.cluster_of[a.index]
    return cluster if cluster.types & {"organization", "group"} and "person" not in cluster.types else None
