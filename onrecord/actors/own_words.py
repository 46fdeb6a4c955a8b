"""How one phrase of an article codes an actor: by the tables, but people's own names say nothing by their words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from onrecord.actors.tables.code import ActorCode, code_phrase
from onrecord.actors.tables.lexicon import Lexicon, fold, shipped, words_of, written_right
from onrecord.mentions.traits import Phrase
from onrecord.mentions.vocabulary import HONORIFICS, SUFFIXES, genders


def own_code(p: Phrase, day: date | None, lexicon: Lexicon, people: dict[str, list[frozenset[str]]]) -> ActorCode:
    """The coding of a phrase. Names of people in it say nothing by their words (`Larry King` is no monarch, `Mark
    Cuban` no Cuban) unless the tables know the person; where a family name alone means an official to the tables, and
    the article names somebody else by it and never the official, it is coded without the name.
    """
    c = code_phrase(p.called, day, lexicon=lexicon)
    if c.given is not None:
        return c
    if c.kind != "person" or not c.name:
        known = known_person(p, day, lexicon)
        return known or (c if c.kind == "person" else of_its_side(p, without_names(p, c, day, lexicon)))
    official = [fold(w) for w in words_of(c.name)]
    shared = [w for w in official if w in p.words]
    if len(shared) != 1 or len(official) < 2 or shared[0] not in people:
        return c
    if any(set(official) <= full or {official[0], official[-1]} <= full for full in people[shared[0]]):
        return c
    named = frozenset().union(*people[shared[0]])  # "Chief Martin Baron" is no baron either
    rest = " ".join(w for w in p.text.split() if fold(w).strip("'’") not in named and w not in ("'", "'s", "’", "’s"))
    return code_phrase(rest, day, lexicon=lexicon)


SIDES = {"ruling": ("PTY",), "governing": ("PTY",), "opposition": ("PTY", "OPP")}
"""Sectors of a name that no table knows, by the word before it."""


def of_its_side(p: Phrase, c: ActorCode) -> ActorCode:
    """ "The ruling Patriotic Union", "the opposition United Congress": a party, whatever its last word is elsewhere."""
    side = SIDES.get(p.sentence.words[p.first - 1].lower()) if p.first else None
    unknown = p.kind == "name" and p.type in ("organization", "group") and c.kind in (None, "agent")
    if side is None or not unknown:
        return c
    word = p.sentence.words[p.first - 1]
    return replace(c, sectors=side, evidence=(*c.evidence, f"sectors: {word!r} before the name"))


def known_person(p: Phrase, day: date | None, lexicon: Lexicon) -> ActorCode | None:
    """A person whom the tables know without the initial or the suffix that the article writes: `Ann R. Roe Jr.`"""
    if p.kind != "name" or p.type != "person" or len(p.given) < 3:
        return None
    first, last = (p.name.first, p.name.last) if p.name is not None else (p.first, p.last)
    words = p.sentence.words
    kept = [
        w for k, w in enumerate(words[p.first : p.last], p.first)
        if not (first < k < last and (len(fold(w)) == 1 or fold(w) in SUFFIXES))
    ]  # fmt: skip
    c = code_phrase(" ".join(kept), day, lexicon=lexicon)
    return c if c.kind == "person" else None


def without_names(p: Phrase, c: ActorCode, day: date | None, lexicon: Lexicon) -> ActorCode:
    """The coding of a phrase with the people named in it left out, where their words were read as anything else."""
    s = p.sentence
    hidden: set[int] = set()
    if p.kind == "name" and p.type != "person":
        # "Soldier Field", "Green Bay": who is inside a name says nothing of what bears it.
        inside = c.kind == "agent" and c.bearer == "person" and not c.plural and c.role is not None
        if inside and p.type in ("organization", "place") and fold(p.own.split()[-1]) != (c.role or "").split()[-1]:
            return ActorCode(c.country, c.bloc)
        return c
    for n in s.names:
        if n.type != "person" or not (p.first <= n.first and n.last <= p.last):
            continue
        words = s.words[n.first : n.last]
        own = range(n.first + title_words(words), n.last)
        name = " ".join(s.words[k] for k in own)
        whole = len(own) > 1 and any(e.kind == "organization" for e in lexicon.get(name))  # "the UN Secretary-General"
        if not whole and code_phrase(name, day, lexicon=lexicon).kind not in (None, "person"):
            hidden.update(own)
    if not hidden:
        return c
    rest = [s.words[k] for k in range(p.first, p.last) if k not in hidden]
    return code_phrase(" ".join(rest), day, lexicon=lexicon)


def title_words(words: list[str]) -> int:
    """How many words of a name are titles before it: 1 of `Governor Brenn`, 2 of `Prime Minister Brenn` and of `Datuk
    Seri Brenn`.
    """
    for n in range(min(5, len(words) - 1), 0, -1):
        found = shipped().get(" ".join(words[:n]))
        titled = any(e.kind == "agent" and e.bearer == "person" and written_right(e, words[:n]) for e in found)
        if titled and not genders()["given"].get(fold(words[0])):
            return n
    first = fold(words[0])
    return 1 + title_words(words[1:]) if len(words) > 1 and first in HONORIFICS else 0
