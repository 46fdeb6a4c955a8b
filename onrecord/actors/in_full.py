"""Descriptions coded by what they mean in the article: with the name of a body that they speak of by a common noun
(`the bloc's envoy`), and without the place where somebody's own people are (`its envoy in Halden`)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from onrecord.actors.draft import STATE_SECTORS
from onrecord.actors.owners import keeper, posted_at, pronoun_before
from onrecord.actors.tables.code import ActorCode, code_phrase
from onrecord.actors.tables.lexicon import Lexicon
from onrecord.actors.tables.phrase_words import LEADS, SENT
from onrecord.mentions.traits import Phrase

# By sentence, the descriptions of a body that the article names: first and last token, and the body's name.
Bodies = dict[int, list[tuple[int, int, str]]]


def bodies_described(clusters: Sequence[Sequence[Phrase]]) -> Bodies:
    """Where the article speaks of bodies of no one state by a noun that alone would tell another sector."""
    out: Bodies = {}
    for phrases in clusters:
        told = [p for p in phrases if p.kind == "nominal" and p.determiner in ("def", "dem") and p.code.sectors]
        known = next((p.code for p in phrases if told and p.kind == "name" and is_of_many(p.code)), None)
        for p in told:
            if known is not None and known.name and p.code.sectors != known.sectors and not p.code.country:
                out.setdefault(p.sentence.index, []).append((p.first, p.last, known.name))
    return out


def is_known_body(c: ActorCode) -> bool:
    """Whether a phrase is coded as a body that the tables know by its name."""
    return c.kind == "organization" and c.name is not None


def is_of_many(c: ActorCode) -> bool:
    """Whether a phrase is coded as a body that the tables know, and know to be of no one state: NATO, the UN."""
    return is_known_body(c) and c.bloc is not None


def in_full(p: Phrase, bodies: Bodies, day: date | None, lexicon: Lexicon) -> ActorCode | None:
    """The coding of a phrase with the name of the body that is described inside it; None where there is none."""
    s = p.sentence
    inside = [
        (a, b, name) for a, b, name in bodies.get(s.index, ()) if p.first <= a and b <= p.last and not a <= p.head < b
    ]
    if not inside:
        return None
    first, last, name = inside[0]
    post = posted_at(p)
    if code_phrase(" ".join(s.words[p.first : p.last if post is None else post]), day, lexicon=lexicon).country:
        return None  # "the bank's director for Kenya"
    persons = {k for n in s.names if n.type == "person" for k in range(n.first, n.last)}
    before = [s.words[k] for k in range(p.first, first) if k not in persons]
    behind = [s.words[k] for k in range(last, p.last) if k not in persons]
    mark = ["'s"] if s.words[last - 1] in ("'s", "’s", "'", "’") else []
    c = code_phrase(" ".join([*before, name, *mark, *behind]), day, lexicon=lexicon)
    return c if c.kind is not None else None


def at_its_post(p: Phrase, day: date | None, lexicon: Lexicon) -> ActorCode | None:
    """The coding of somebody's own people without the place where they are, which is not where they belong to: `its
    troops in Halden`; None where nothing says that they are somebody's.
    """
    place = posted_at(p)
    if place is None:
        return None
    s = p.sentence
    c = code_phrase(" ".join(s.words[p.first : place]), day, lexicon=lexicon)
    if c.kind != "agent":
        return None
    owner = pronoun_before(p)
    if owner is None:
        return c if keeper(p, c.sectors) is not None else None
    sent = (c.role or "").split(" ")[-1] in SENT | LEADS or bool(STATE_SECTORS & set(c.sectors[:1]))
    return c if sent or owner in ("its", "whose") else None
