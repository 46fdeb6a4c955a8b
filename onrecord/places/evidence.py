"""What the words around a place name say of which place it is: containers and kinds.

"Long Beach, California", "the Texas town of Paris", "Balkh in Afghanistan", "the Iraqi city of Mosul", "Pike County".
Works on the text alone, so it serves gold spans and found names alike; a container need not be among the names.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field
from pathlib import Path

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
# "the Texas town of ", "California's ", "Iraq's northern city of ", "the Afghan capital ".
_BEFORE_WORDS = re.compile(rf"({_CAPITAL}(?: {_CAPITAL}){{0,2}}?)(?:['’]s)?\s+((?:[a-z-]+\s+){{0,4}})$")
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
# What can open a container in one of the patterns above, after spaces.
_OPENS, _LEADS = frozenset([",", "("]), frozenset([",", "i", "o"])
# How places can contain: country, admin 1 and 2, and regions that lie in one country.
_CONTAINERS = frozenset(KINDS.index(k) for k in ("country", "admin1", "admin2", "region"))
_STATES = frozenset(KINDS.index(k) for k in ("country", "admin1"))
_DEMONYM = HOWS.index("demonym")


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


@dataclass(slots=True)
class Evidence:
    """What is said beside one mention: places that contain it (strict: after a comma; loose: in words), its kind.

    Shared by all who ask of the same mention: read it only.
    """

    strict: list[int] = field(default_factory=list)
    loose: list[int] = field(default_factory=list)
    container: str = ""
    kind: str = ""


def containers(gazetteer: Gazetteer, phrase: str, demonyms: bool = False) -> tuple[list[int], str]:
    """The containing places that the longest beginning of `phrase` names, with that beginning."""
    words = phrase.split()
    for n in range(len(words), 0, -1):
        name = " ".join(words[:n])
        key = fold(name.removesuffix("'s").removesuffix("’s"))
        if not key:
            continue
        found = [
            i
            for i, how in gazetteer.postings(key)[:8]
            if gazetteer.columns["kind"][i] in _CONTAINERS and (demonyms or how != _DEMONYM)
        ]
        if found:
            return found, name
    return [], ""


@functools.lru_cache(maxsize=2048)
def evidence_for(gazetteer: Gazetteer, text: str, start: int, end: int) -> Evidence:
    """The evidence beside `text[start:end]`; looks at 60 characters on either side and never across a line break."""
    found = Evidence()
    after = text[end : end + 60].split("\n", 1)[0]
    before = text[max(0, start - 60) : start].rsplit("\n", 1)[-1]
    generic_before, generic_after = generic_words()
    # Most names are followed by none of these: the first letters tell before a pattern is tried.
    spaced = after[:1].isspace()
    rest = after.lstrip()
    opens = rest[:1]
    if opens in _OPENS and (match := _AFTER_COMMA.match(after)):
        found.strict, found.container = containers(gazetteer, match[1])
    elif (
        after[:1] == " "
        and _may_begin(after[1:2])
        and (match := _AFTER_BARE.match(after))
        and match[1].split()[0].lower() not in generic_after
    ):
        found.strict, found.container = containers(gazetteer, match[1])
        found.strict = [p for p in found.strict if gazetteer.columns["kind"][p] in _STATES]
    if not found.strict and opens in _LEADS and (match := _AFTER_WORDS.match(after)):
        found.loose, _ = containers(gazetteer, match[2], demonyms=True)
    words_before = before.rsplit(None, 1)[-1:] if before[-1:].isspace() else []
    # The word right before is the cheapest sign that nothing before it holds the name: "from Texas to Paris".
    apart = not words_before or words_before[0] in _APART
    if not apart:
        words_before = before.split()
    if (
        not apart
        and not found.loose
        and _may_hold(words_before)
        and (match := _BEFORE_WORDS.search(before))
        and not _APART.intersection(match[2].split())
    ):
        words = match[1].split()
        for k in range(len(words)):
            found.loose, name = containers(gazetteer, " ".join(words[k:]), demonyms=True)
            if found.loose and len(name.split()) == len(words) - k:
                break
            found.loose = []
        # "the Texas town of Paris" is as good as "Paris, Texas".
        if found.loose and not found.strict and match[2] and any(w in generic_before for w in match[2].split()):
            found.strict, found.container, found.loose = found.loose, match[1], []
    if spaced and (match := _WORD_AFTER.match(after)):
        beside = match[1]
        found.kind = "admin1" if beside == "state" else generic_after.get(beside.lower(), "")
        listed = beside in _JOINS or beside in generic_plurals()
    else:
        listed = opens == ","
    if listed and not found.kind and (match := _LISTED.match(after)):
        found.kind = generic_plurals().get(match[1], "")
    if not found.kind and words_before:
        found.kind = generic_before.get(_noun_before(words_before), "")
    return found


def _may_begin(letter: str) -> bool:
    """Whether a name in capitals may begin with it: a capital, or a letter beyond ASCII."""
    return "A" <= letter <= "Z" or letter >= "À"


def _may_hold(words: list[str]) -> bool:
    """Whether `_BEFORE_WORDS` can match: a word with a capital stands before at most four in small letters."""
    tail = " ".join(words[-5:])
    return not (tail.islower() and tail.isascii())


def _noun_before(words: list[str]) -> str:
    """The last word in small letters, "of" and "the" passed over: "city" of "in the city of the "."""
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
