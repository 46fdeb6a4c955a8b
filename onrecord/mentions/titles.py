"""Descriptions that take somebody up by title or calling: `Foreign Minister X` ... `the minister`, `the lawmaker`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.mentions.binding import is_told_of
from onrecord.mentions.features import Cluster
from onrecord.mentions.names import SMALL
from onrecord.mentions.sequel import leads
from onrecord.mentions.traits import Phrase, noun_entry

if TYPE_CHECKING:
    from onrecord.mentions.coreference import State


def titled(m: Phrase, state: State) -> Cluster | None:
    """The last person whose title or description a definite role takes up: `Foreign Minister X` ... `the minister`."""
    if m.determiner not in ("def", "dem") or m.number == "p" or m.last - m.first > 4 or m.last - 1 != m.head:
        return None
    own = m.modifiers
    for a in reversed(state.earlier[-150:]):
        if (
            a.type != "person"
            or a.number == "p"
            or a.pronoun is not None
            or a.sentence is m.sentence
            or (
                a.kind == "nominal"
                and a.determiner == "bare"
                and a.role not in ("subj", "appos")
                and not stands_before_name(a, state.cluster_of[a.index])  # "as secretary"
            )
            or {a.gender, m.gender} == {"m", "f"}
        ):
            continue
        before = (
            a.title
            if a.kind == "name"
            else frozenset({a.lemma}) | a.modifiers
            if a.determiner != "indef" or own
            else frozenset({a.lemma})
        )
        takes_up = (m.lemma in before and (own <= before or not own)) or is_short_for(m, a)
        if takes_up and not is_told_of(m, state.cluster_of[a.index]):
            return state.cluster_of[a.index]
    return None


def stands_before_name(a: Phrase, cluster: Cluster) -> bool:
    """Whether a description is the title of somebody named right behind it: `Minister of Finance Hon. Ann Roe`."""
    return any(x.kind == "name" and x.sentence is a.sentence and 0 <= x.first - a.last <= 1 for x in cluster.members)


def is_short_for(m: Phrase, a: Phrase) -> bool:
    """Whether an office in initials is the one that a title spells out: `Chief Minister Ann Roe` ... `the CM`."""
    word = m.sentence.words[m.head]
    if not word.isupper() or len(word) < 2:
        return False
    before = a.words[: a.name.first - a.first] if a.kind == "name" and a.name is not None else a.words
    letters = "".join(w[0] for w in before if w[:1].isalpha() and w not in SMALL)
    return word.lower() in letters


def just_spoke(m: Phrase, state: State) -> Cluster | None:
    """Who spoke last, in the same paragraph and without a name, for whom the same calling takes up: `A backbencher said
    so. "...," the MP said`, whatever MP was named before."""
    entry = noun_entry(m)
    if entry is None or m.determiner not in ("def", "dem") or m.number == "p" or not m.speaks or m.last - 1 != m.head:
        return None
    last = next((a for a in reversed(state.earlier[-40:]) if a.speaks), None)
    if last is None or last.sentence is m.sentence or m.sentence.paragraph != last.sentence.paragraph:
        return None
    if last.kind != "nominal" or last.type != "person" or last.determiner != "indef" or not entry.sectors:
        return None
    told = noun_entry(last)
    alike = told is not None and told.sectors[:1] == entry.sectors[:1] and entry.sectors[0] not in ("-", "CVL")
    return state.cluster_of[last.index] if alike and {m.gender, last.gender} != {"m", "f"} else None


PARENTS = frozenset({"mother", "father", "grandmother", "grandfather"})


def is_parent(m: Phrase) -> bool:
    """`the mother of three`: a word for somebody just named."""
    behind = m.words[m.head - m.first + 1 :]
    return m.lemma in PARENTS and len(behind) == 2 and behind[0] == "of" and m.sentence.upos[m.last - 1] == "NUM"


def described(m: Phrase, state: State) -> Cluster | None:
    """Who was told of last, for one who speaks and is called by another word for the same calling: `Roe MP accused the
    board. "...," the lawmaker said`; in the paragraph before or this one, and by nothing that tells them apart.
    """
    entry = noun_entry(m)
    parent = is_parent(m)
    if entry is None or not entry.sectors or not m.speaks or m.determiner not in ("def", "dem") or m.number == "p":
        return None
    if not parent and (entry.sectors[0] in ("?", "-", "CVL") or m.last - 1 != m.head):
        return None
    told = (
        a
        for a in reversed(state.earlier[-80:])
        if a.speaks or (a.kind == "name" and a.role == "subj" and not a.quoted and leads(a))
    )
    last = next(told, None)
    if last is None or last.sentence is m.sentence or m.sentence.paragraph - last.sentence.paragraph > 1:
        return None
    cluster = state.cluster_of[last.index]
    named = [x for x in cluster.members if x.kind == "name"]
    if not named or "person" not in cluster.types or {m.gender, *cluster.genders} >= {"m", "f"}:
        return None
    if parent:
        return cluster if m.sentence.paragraph == last.sentence.paragraph else None
    gone = bool(m.modifiers & {"former", "ex"}) and m.sentence.paragraph == last.sentence.paragraph
    same = gone or any(entry.sectors[0] in x.code.sectors for x in cluster.members if x.pronoun is None)
    lands = {x.code.country for x in cluster.members if x.pronoun is None} - {None}
    return cluster if same and (m.code.country is None or m.code.country in lands or not lands) else None
