"""What the words around a place name say of which place it is: containers and kinds.

"Long Beach, California", "the Texas town of Paris", "Balkh in Afghanistan", "the Iraqi city of Mosul", "Pike County".
Works on the text alone, so it serves gold spans and found names alike; a container need not be among the names.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from onrecord.places.folding import fold
from onrecord.places.gazetteer import HOWS, KINDS, Gazetteer

TABLES = Path(__file__).with_name("tables")
_CAPITAL = r"[A-ZÀ-Ž][\w.'’&-]*"
# ", California" and " (California)": up to four capitalised words right after the name.
_AFTER_COMMA = re.compile(rf"\s*(?:,|\()\s*(?:in |the )?({_CAPITAL}(?: (?:of |and )?{_CAPITAL}){{0,3}})")
# "Miramar California", without the comma.
_AFTER_BARE = re.compile(rf" ({_CAPITAL}(?: {_CAPITAL})?)")
# "Walton and Oconee counties": names joined before one noun in the plural.
_LISTED = re.compile(rf"(?:(?:,| and|, and| or|, or) (?:the )?{_CAPITAL}(?: {_CAPITAL})?){{0,8}} ([a-z]+)")
# " in the Iraqi province of Nineveh": lower-case words between, no other name.
_AFTER_WORDS = re.compile(rf",?\s+(?:in|of|,)\s+((?:the\s+)?(?:[a-z-]+\s+){{0,3}}?)({_CAPITAL}(?: {_CAPITAL}){{0,2}})")
# ", a department of Paraguay": what the name is said to be, and where.
_AFTER_APPOSITION = re.compile(
    rf",\s+(?:an?|the)\s+((?:[a-z-]+\s+){{1,4}})(?:in|of)\s+(?:[a-z-]+\s+){{0,2}}({_CAPITAL}(?: {_CAPITAL}){{0,2}})"
)
# "the Texas town of ", "California's ", "Iraq's northern city of ", "the Afghan capital ".
_BEFORE_WORDS = re.compile(rf"({_CAPITAL}(?: {_CAPITAL}){{0,2}}?)(?:['’]s)?\s+((?:[a-z-]+\s+){{0,4}})$")
_SPANNED = 7  # words of the longest match; what is left of them is not looked through
# Words that part two names rather than join them: "from Texas to Paris".
_APART = frozenset(
    [
        "and",
        "or",
        "to",
        "from",
        "in",
        "at",
        "for",
        "with",
        "but",
        "than",
        "versus",
        "vs",
        "against",
        "by",
        "on",
        "near",
        "outside",
        "into",
        "is",
        "was",
        "are",
        "were",
        "said",
    ]
)
_JOINS = frozenset(["and", "or"])
_WORD_AFTER = re.compile(r"\s+([A-Za-z]+)")
# What else a place is called besides the generic words.
_CALLED = frozenset(["department", "district", "area", "part", "quarter", "stronghold", "parish", "camp", "outpost"])
_ARTICLES = frozenset(["a", "an", "the"])
_ARTICLE_BEGINS = frozenset(["a", "t"])  # of "a", "an" and "the"
# What can open a container in one of the patterns above, after spaces.
_OPENS, _LEADS = frozenset([",", "("]), frozenset([",", "i", "o"])
# How places can contain: country, admin 1 and 2, and regions that lie in one country.
_CONTAINERS = frozenset(KINDS.index(k) for k in ("country", "admin1", "admin2", "region"))
_COUNTRY = KINDS.index("country")
_STATES = frozenset(KINDS.index(k) for k in ("country", "admin1"))
_DEMONYM, _ABBREVIATION = HOWS.index("demonym"), HOWS.index("abbreviation")
_REMEMBERED = 8_192  # names of containers


@functools.cache
def generic_words() -> tuple[dict[str, str], dict[str, str]]:
    """Kind of place by common noun: (before the name, after the name)."""
    before: dict[str, str] = {}
    after: dict[str, str] = {}
    for line in (TABLES / "generic.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            word, kind, where = line.split("\t")
            if where in ("before", "both"):
                before[word] = kind
            if where in ("after", "both"):
                after[word] = kind
    return before, after


@functools.cache
def generic_plurals() -> dict[str, str]:
    """Kind of place by common noun in the plural, as it stands after several names: "counties", "provinces"."""
    _, after = generic_words()
    return {word.removesuffix("y") + "ies" if word.endswith("y") else word + "s": kind for word, kind in after.items()}


class Evidence(NamedTuple):
    """What is said beside one mention: places that contain it (strict: after a comma; loose: in words), its kind."""

    strict: Sequence[int] = ()
    loose: Sequence[int] = ()
    container: str = ""
    kind: str = ""


_NOTHING = Evidence()


@functools.lru_cache(maxsize=_REMEMBERED)
def _holders(gazetteer: Gazetteer, name: str, demonyms: bool) -> Sequence[int]:
    """The places of that name that can contain others."""
    key = fold(name.removesuffix("'s").removesuffix("’s"))
    postings = gazetteer.postings(key) if key else None
    if not postings and name.startswith("Co. "):
        county = fold(name.removeprefix("Co. "))  # of Ireland or Britain
        postings = gazetteer.postings(f"county {county}") or gazetteer.postings(county)
    if not postings:
        return ()
    kinds = gazetteer.columns["kind"]
    if len(name) == 2 and not name.isupper():
        postings = [p for p in postings if p[1] != _ABBREVIATION]  # "In the town of": no town of Indiana
    held = [i for i, how in postings[:8] if kinds[i] in _CONTAINERS and (demonyms or how != _DEMONYM)]
    # "La Paz, Mexico": the country, not its state of that name.
    land = gazetteer.columns["country"]
    lands = {land[i] for i in held if kinds[i] == _COUNTRY}
    return [i for i in held if kinds[i] == _COUNTRY or land[i] not in lands] if lands else held


def containers(gazetteer: Gazetteer, phrase: str, demonyms: bool = False) -> tuple[Sequence[int], str]:
    """The containing places that the longest beginning of `phrase` names, with that beginning."""
    words = phrase.split()
    for n in range(len(words), 0, -1):
        name = " ".join(words[:n])
        if found := _holders(gazetteer, name, demonyms):
            return found, name
    return (), ""


@functools.lru_cache(maxsize=2048)
def evidence_for(gazetteer: Gazetteer, text: str, start: int, end: int) -> Evidence:
    """The evidence beside `text[start:end]`; looks at 60 characters on either side and never across a line break."""
    strict: Sequence[int] = ()
    loose: Sequence[int] = ()
    container = kind = ""
    after = text[end : end + 60].partition("\n")[0]
    before = text[start - 60 if start > 60 else 0 : start].rpartition("\n")[2]
    generic_before, generic_after = generic_words()
    # Most names are followed by none of these: the first letters tell before a pattern is tried.
    rest = after.lstrip()
    opens = rest[:1]
    spaced = len(rest) < len(after)
    if opens in _OPENS and (match := _AFTER_COMMA.match(after)):
        strict, container = containers(gazetteer, match[1])
    elif spaced and _may_begin(after[1:2]) and after[0] == " " and (match := _AFTER_BARE.match(after)):
        beside = match[1]
        if beside.split(" ", 1)[0].lower() not in generic_after:
            strict, container = containers(gazetteer, beside)
            strict = [p for p in strict if gazetteer.columns["kind"][p] in _STATES]
    if not strict and opens in _LEADS:
        if match := _AFTER_WORDS.match(after):
            loose, _ = containers(gazetteer, match[2], demonyms=True)
        elif rest[2:3] in _ARTICLE_BEGINS and (match := _AFTER_APPOSITION.match(after)):
            called = match[1].split()
            if not (_CALLED.isdisjoint(called) and generic_before.keys().isdisjoint(called)):
                strict, container = containers(gazetteer, match[2])
    words_before = before.rsplit(None, _SPANNED) if before[-1:].isspace() else []
    if (
        words_before
        and not loose
        and _may_hold(words_before)
        and (match := _BEFORE_WORDS.search(before, len(words_before[0]) if len(words_before) > _SPANNED else 0))
        and _APART.isdisjoint(between := match[2].split())
    ):
        words = match[1].split()
        for k in range(len(words)):
            if loose := _holders(gazetteer, " ".join(words[k:]), True):
                break
        # "the Texas town of Paris" is as good as "Paris, Texas".
        if loose and not strict and not generic_before.keys().isdisjoint(between):
            strict, container, loose = loose, match[1], ()
    if spaced and (match := _WORD_AFTER.match(after)):
        beside = match[1]
        kind = "admin1" if beside == "state" else generic_after.get(beside.lower(), "")
        if beside == "state" and after.startswith(" of ", match.end()):
            kind = ""  # "the Gulf state of Qatar"
        elif kind == "city" and words_before and words_before[-1].lower() in _ARTICLES:
            kind = ""  # "the Somerset town" lies in Somerset
        listed = beside in _JOINS or beside in generic_plurals()
    else:
        listed = opens == ","
    if listed and not kind and (match := _LISTED.match(after)):
        kind = generic_plurals().get(match[1], "")
    if words_before and not kind:
        kind = generic_before.get(_noun_before(words_before), "")
    return Evidence(strict, loose, container, kind) if strict or loose or container or kind else _NOTHING


def _may_begin(letter: str) -> bool:
    """Whether a name in capitals may begin with it: a capital, or a letter beyond ASCII."""
    return "A" <= letter <= "Z" or letter >= "À"


def _may_hold(words: list[str]) -> bool:
    """Whether `_BEFORE_WORDS` can match: a word with a capital stands before at most four in small letters, none of
    which parts it from the name."""
    for word in words[:-6:-1]:
        if word in _APART:
            return False
        if not word.isascii():
            return True
        if not word.islower() and word.strip("-"):
            return word != word.lower()
    return False


def _noun_before(words: list[str]) -> str:
    """The last word in small letters, "of" and "the" passed over: "city" of "in the city of the "."""
    last = words[-1]
    if last.isalpha() and last != "the" and last != "of":
        return last.lower()
    for passed in ("the", "of"):
        if len(words) > 1 and words[-1] == passed:
            words = words[:-1]
    last = words[-1]
    if last.isalpha():
        return last.lower()
    at = len(last)
    while at and last[at - 1].isalpha():
        at -= 1
    return last[at:].lower()
