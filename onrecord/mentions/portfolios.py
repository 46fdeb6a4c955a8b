"""The field of an office: `the Minister for Labour` names no party, and all of it is the title of who is named next."""

from __future__ import annotations

from onrecord.actors.tables.lexicon import fold, shipped
from onrecord.actors.tables.phrase_words import PORTFOLIO_HOLDERS, PORTFOLIOS
from onrecord.actors.tables.pieces import is_party, is_portfolio
from onrecord.language.reading import Name, Sentence

# What may stand between the words in capitals of an office.
_WITHIN = frozenset(["of", "for", "and", "&", ",", "the", "'s", "’s"])
_LONGEST = 8  # words before the name


def is_field_of_office(s: Sentence, n: Name) -> bool:
    """Whether the name of a party, or of a body that no table knows, is the field of an office: the `Labour` of `the
    Minister for Labour`, the `Employment and Labour` of `the Department of Employment and Labour`."""
    if n.type != "organization":
        return False
    bodies = [e for e in shipped().get(" ".join(s.words[n.first : n.last])) if e.kind == "organization"]
    if any(not is_party(e) for e in bodies):
        return False
    start = max(0, n.first - 5)
    words = [fold(w) for w in s.words[start : n.last + 1]]
    first = n.first - start
    if n.last - n.first == 1:
        return bool(bodies) and is_portfolio(words, first, first + 1)
    return first > 1 and words[first - 1] in ("of", "for") and words[first - 2] in PORTFOLIOS


def office_before(s: Sentence, first: int) -> int | None:
    """Where an office with its field begins that ends right before token `first`, in capitals: the `Minister for Women
    and Youth` before a name."""
    words = s.words
    if not first or not words[first - 1][:1].isupper():
        return None
    for k in range(first - 1, max(-1, first - 1 - _LONGEST), -1):
        if not words[k][:1].isupper():
            if words[k] not in _WITHIN:
                return None
        elif fold(words[k]) in PORTFOLIO_HOLDERS:
            if k + 2 >= first or words[k + 1] not in ("of", "for"):
                return None
            return k - 2 if k > 1 and words[k - 1] == "-" and words[k - 2][:1].isupper() else k  # Under-Secretary
    return None
