"""An actor phrase cut into the pieces that the tables know, longest match first, and which of them says the country."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from onrecord.actors.tables.lexicon import Entry, Lexicon, fold, words_of
from onrecord.actors.tables.phrase_words import (
    BREAKS,
    CHARGES,
    EDGES,
    FIELD_BEFORE,
    FIELDS,
    FOREIGN,
    FOUGHT,
    NEGATED,
    PARTY_BEFORE,
    PORTFOLIO_AFTER,
    PORTFOLIOS,
    STANDS,
)


@dataclass(slots=True)
class Piece:
    """A known stretch of words `[first, last)` and how it can be read."""

    first: int
    last: int
    entries: list[Entry]
    entry: Entry
    genitive: bool = False


@dataclass(slots=True)
class Parts:
    """A phrase cut into pieces: `head` are those before the first preposition, `tail` the rest."""

    words: list[str]
    folded: list[str]
    pieces: list[Piece] = field(default_factory=list)
    cut: int = 0

    @property
    def head(self) -> list[Piece]:
        return [p for p in self.pieces if p.first < self.cut]

    @property
    def tail(self) -> list[Piece]:
        return [p for p in self.pieces if p.first >= self.cut]


def cut_up(phrase: str, lexicon: Lexicon) -> Parts:
    """The known pieces of a phrase, left to right, longest first."""
    words = words_of(phrase)
    parts = Parts(words, [fold(w) for w in words])
    i = 0
    inside: set[int] = set()
    while i < len(words):
        end, entries = lexicon.longest(words, i, parts.folded)
        field = is_portfolio(parts.folded, i, i + 1)
        lower = end > i + 1 and words[i][:1].isupper() and words[i + 1].islower()
        if lower and entries[0].kind == "agent" and not field:
            # "Labour leader": the party's, whose name it begins with in capitals.
            named = [e for e in lexicon.get(words[i]) if is_party(e)]
            end, entries = (i + 1, named) if named else (end, entries)
        fought = i > 0 and parts.folded[i - 1] in FOUGHT
        party = bool(entries) and is_party(entries[0]) and is_portfolio(parts.folded, i, end)
        if entries and entries[0].kind == "organization" and (fought or party):
            inside.update(range(i, end))
            i = end
        elif entries:
            # A name of a people before a body's own name ("the French National Assembly") may be part of a longer
            # match.
            piece = Piece(i, end, entries, entries[0], end < len(words) and words[end] in ("'s", "'", "’"))
            parts.pieces.append(piece)
            inside.update(range(i, end))
            i = end
        else:
            i += 1
    parts.cut = next((k for k, w in enumerate(parts.folded) if k not in inside and w in BREAKS and k > 0), len(words))
    return parts


def is_party(entry: Entry) -> bool:
    """Whether an entry is a party's name."""
    return entry.kind == "organization" and entry.sectors[:1] == ("PTY",)


def is_portfolio(folded: list[str], first: int, last: int) -> bool:
    """Whether one word, all folded, is the field of an office: of "the Minister for Labour", "Labour Department"."""
    if last - first != 1:
        return False
    if last < len(folded) and folded[last] in PORTFOLIO_AFTER:
        return True
    after = folded[last] if last < len(folded) else ""
    if folded[first] in FIELDS and after in FIELD_BEFORE and not (first and folded[first - 1] in PARTY_BEFORE):
        return True
    lead = folded[max(0, first - 5) : first]
    return lead[-1:] in (["of"], ["for"], ["and"]) and any(
        word in PORTFOLIOS and after in ("of", "for") for word, after in pairwise(lead)
    )


def parts_lower(parts: Parts, p: Piece) -> bool:
    """Whether a piece is written in small letters."""
    return all(w.islower() for w in parts.words[p.first : p.last])


# Where the word "county" goes before the name ("County Durham"): "Bristol County" lies elsewhere.
COUNTY_FIRST = frozenset({"GBR", "IRL"})
GEO = frozenset({"country", "people", "capital", "city", "region", "disputed"})


def land_of(parts: Parts, pieces: list[Piece]) -> Piece | None:
    """The piece that says the country: the first one, unless what follows it makes it somebody else's ("-backed")."""
    found: Piece | None = None
    for p in pieces:
        if p.entry.kind not in GEO:
            continue
        after = parts.folded[p.last] if p.last < len(parts.folded) else ""
        before = parts.folded[p.first - 1] if p.first else ""
        if after in FOREIGN or before in NEGATED or (after == "county" and p.entry.country in COUNTY_FIRST):
            continue
        if p.first >= parts.cut and _is_beside(parts, p):
            continue
        if found is None or (found.entry.kind in ("region", "city") and p.entry.kind in ("country", "people")):
            found = p
    return found


def _is_beside(parts: Parts, p: Piece) -> bool:
    """Whether what follows a phrase's head only lies at a country's edge: "a post near the border with Chad"."""
    words = parts.folded
    if p.last + 1 == len(words) and words[p.last] in EDGES:
        return True
    before = words[p.first - 1]
    if "including" in words[: p.first]:
        return True  # "three people, including a Kenyan"
    return before == "near" or (before == "with" and not EDGES.isdisjoint(words[max(0, p.first - 4) : p.first]))


def stands_at(parts: Parts, p: Piece) -> bool:
    """Whether a piece only says where somebody is: `a crowd near parliament`, `people outside the court`."""
    before = [w for w in parts.folded[max(0, p.first - 3) : p.first] if w not in ("the", "a", "an")]
    return not STANDS.isdisjoint(before[-1:])


def is_charge(parts: Parts, p: Piece) -> bool:
    """Whether a piece is of what somebody is in charge of: `the minister for EU affairs`."""
    return not CHARGES.isdisjoint(parts.folded[p.last : p.last + 1])


def several_lands(parts: Parts, pieces: list[Piece]) -> bool:
    """Whether the first country named is only one of a list: `in Kenya and Norway`."""
    lands = [p for p in pieces if p.entry.kind in GEO]
    if len(lands) < 2 or lands[0].entry.country == lands[1].entry.country:
        return False
    between = parts.folded[lands[0].last : lands[1].first]
    more = [p.entry.country for p in lands[2:]]
    return between in (["and"], ["or"], ["and", "the"], [",", "and"]) or (
        between in ([","], [",", "the"]) and bool(more)
    )
