"""How an actor phrase is coded: country, PLOVER sectors, role, code, and the table rows that say so.

`code_phrase` cuts the phrase into known pieces (pieces.py), chooses their senses (senses.py), finds the head, and lets
the head's own piece, a named body, a dated office-holder, or the words it depends on give each field (coding.py).
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from onrecord.actors.tables.actor_code import ActorCode
from onrecord.actors.tables.coding import Coding
from onrecord.actors.tables.lexicon import BLOCS, Entry, Lexicon, fold, shipped
from onrecord.actors.tables.phrase_words import EXAMPLES, EXAMPLES_OF_TWO, SHIPS
from onrecord.actors.tables.pieces import cut_up
from onrecord.actors.tables.senses import choose, surname

# "Islamic State (IS) fighters": the short form in brackets says nothing more of the phrase.
DEFINED = re.compile(r" ?\( ?[A-Z][\w&.-]{1,9} ?\)(?= \w)")

# A warship by its name; who serves on it ("USS Marrak sailors") is coded like it.
SHIP = re.compile(r"\b([A-Z]{3,5}) [A-Z][\w'-]+")


def code_phrase(
    phrase: str, on: date | None = None, country_hint: str | None = None, lexicon: Lexicon | None = None
) -> ActorCode:
    """Code any actor phrase.

    phrase: the words of a mention ("three US soldiers"); on: the day for which offices count (None: the latest known);
    country_hint: ISO 3166-1 alpha-3 of the country meant where the phrase names none and its own word is ambiguous;
    lexicon: the tables, with a user's own dictionary if any (default: those shipped).
    Returns an empty `ActorCode` for a phrase that names no actor. Never raises on any text.
    """
    phrase = DEFINED.sub("", " ".join(phrase.split()[:60]))
    if lexicon is None or lexicon is shipped():
        return code_by_tables(phrase, on, country_hint)
    return code_words(phrase, on, country_hint, lexicon)


@lru_cache(maxsize=16384)  # an article says the same phrases again and again
def code_by_tables(phrase: str, on: date | None, country_hint: str | None) -> ActorCode:
    """`code_words` by the shipped tables."""
    return code_words(phrase, on, country_hint, shipped())


def code_words(phrase: str, on: date | None, country_hint: str | None, lexicon: Lexicon) -> ActorCode:
    """`code_phrase` of a phrase with single blanks."""
    whole = lexicon.get(phrase)
    if whole and whole[0].code is not None:
        return given(phrase, whole, on)
    ship = SHIP.search(phrase)
    if ship and ship[1] in SHIPS and not any(e.kind == "organization" for e in lexicon.get(ship[0])):
        evidence = f"country and sectors: {ship[0]!r} is a warship (phrase_words.toml)"
        return ActorCode(SHIPS[ship[1]], sectors=("MIL",), bearer="thing", kind="organization", evidence=(evidence,))
    whole_of = before_examples(phrase)
    if whole_of is not None:
        c = code_words(whole_of, on, country_hint, lexicon)
        if c.sectors or c.country or c.bloc or c.bearer == "person":
            return c  # "groups such as the Halden Front" say nothing of their own
    parts = cut_up(phrase, lexicon)
    day = on.isoformat() if on else None
    choose(parts, day, country_hint)
    surname(parts, lexicon, day, country_hint)
    out = Coding(parts, country_hint)
    out.run()
    return out.result()


def before_examples(phrase: str) -> str | None:
    """The words before those that name some of the same: the "35 people" of `35 people, including two policemen`; None
    where there are none.
    """
    words = phrase.split(" ")
    for k in range(1, len(words)):
        one, two = fold(words[k]), (fold(words[k]), fold(words[k + 1]) if k + 1 < len(words) else "")
        if one in EXAMPLES or two in EXAMPLES_OF_TWO:
            return " ".join(words[:k]).rstrip(" ,(")
    return None


def given(phrase: str, entries: list[Entry], on: date | None) -> ActorCode:
    """The coding of a phrase that stands whole in a user's own dictionary."""
    day = on.isoformat() if on else None
    own = [e for e in entries if e.code is not None]
    dated = [e for e in own if (e.since or e.until) and e.holds(day)]
    e = (dated or [x for x in own if not x.since and not x.until] or own)[0]
    bloc = e.country if e.country in BLOCS else None
    return ActorCode(
        None if bloc else e.country,
        bloc,
        e.sectors,
        e.role,
        e.name,
        e.bearer,
        e.kind,
        e.wikidata,
        e.code or None,
        evidence=(f"{phrase!r}: {e.source}",),
    )


__all__ = ["ActorCode", "code_phrase"]
