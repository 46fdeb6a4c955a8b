"""The rule engine: patterns of tables/rules.toml compiled over the vocabulary, and their matches in one sentence.

A sentence is first looked over for trigger words (months, units, figures, ...); only rules whose trigger it has are
run,
so a sentence without any costs one dictionary look-up a token.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from onrecord.record import Span
from onrecord.times import holidays
from onrecord.times.words import vague, words

_MACRO = re.compile(r"\{([A-Z]+)(\d?)\}")
_GROUP = re.compile(r"\(\?P<(\w+)>")
# The vocabulary that a rule must find, the most telling first; a rule may name its own in `needs`.
_TRIGGERS = ("MONTH", "HOLIDAY", "SEASON", "WEEKDAY", "DECADE", "SET", "DAYPART", "UNIT", "VAGUEADJECTIVE", "VAGUE")

# No expression reaches farther than this before or, unless its rule says otherwise, after its trigger.
_LEFT, _RIGHT = 56, 80


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern, the reading that values it, and the triggers that a sentence must have, all of them.

    The pattern is searched for around the first, up to `reach` characters after its last word.
    """

    order: int
    kind: str
    pattern: re.Pattern[str]
    needs: tuple[str, ...]
    reach: int


@dataclass(frozen=True, slots=True)
class Match:
    """A stretch of text that a rule matched: span, the rule's kind and what its macros captured, lower case."""

    start: int
    end: int
    kind: str
    order: int
    fields: dict[str, str]


def _alternatives(entries: Iterable[str]) -> str:
    """A regular expression for any of the entries, longest first; blanks are any white space, hyphens may be blanks."""
    out = []
    for entry in sorted(entries, key=lambda e: (-len(e), e)):
        piece = (
            re.escape(entry)
            .replace(r"\ ", r"\s+")
            .replace("'", "['’]")
            .replace("’", "['’]" if "'" not in entry else "’")
        )
        out.append(piece)
    return "|".join(out)


@cache
def _vocabulary() -> dict[str, str]:
    """Each vocabulary as a named group."""
    numbers = [w for w in words("number") if w != "zero"]
    table = {
        "MONTH": words("month"),
        "WEEKDAY": words("weekday"),
        "SEASON": words("season"),
        "UNIT": words("unit"),
        "DAYPART": words("daypart"),
        "ORDINAL": words("ordinal"),
        "DECADE": words("decade"),
        "ZONE": words("zone"),
        "MODIFIER": words("modifier"),
        "PART": words("part"),
        "SET": words("set"),
        "HOLIDAY": holidays.names(),
        "VAGUE": vague("vague"),
        "VAGUEADJECTIVE": vague("vague_adjective"),
    }
    out = {name: f"(?P<{name.lower()}>{_alternatives(entries)})" for name, entries in table.items()}
    out["NUMBERWORD"] = (
        f"(?:(?:an?\\s+(?=hundred|thousand|million|billion|trillion|dozen|half))?(?:{_alternatives(numbers)})\\b)"
    )
    return out


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, compiled."""
    raw = tomllib.loads((files("onrecord.times") / "tables" / "rules.toml").read_text(encoding="utf-8"))
    macros = {**_vocabulary(), **raw["macro"]}

    def expand(pattern: str) -> str:
        def put(m: re.Match[str]) -> str:
            body = expand(macros[m.group(1)])
            return _GROUP.sub(lambda g: f"(?P<{g.group(1)}{m.group(2)}>", body) if m.group(2) else body

        return _MACRO.sub(put, pattern)

    out = []
    for order, entry in enumerate(raw["rule"]):
        pattern = entry["pattern"]
        # Blanks of the pattern itself stand for any white space; those inside the vocabulary are done already.
        full = expand(pattern.replace(" ?", r"\s?").replace(" ", r"\s+"))
        seen: dict[str, int] = {}

        def number(m: re.Match[str], seen: dict[str, int] = seen) -> str:
            name = m.group(1)
            seen[name] = seen.get(name, 0) + 1
            return m.group(0) if seen[name] == 1 else f"(?P<{name}__{seen[name]}>"

        full = _GROUP.sub(number, full.replace(" ?", r"\s?").replace(" ", r"\s+"))
        shallow = expand_names(pattern, raw["macro"])
        needs = entry.get("needs") or next(t for t in _TRIGGERS if "{" + t in shallow).lower()
        needs = (needs,) if isinstance(needs, str) else tuple(needs)
        compiled = re.compile(rf"(?<![\w$£€¥₹₩₦])(?<!\d[.,])(?:{full})(?!\w)", re.IGNORECASE)
        out.append(Rule(order, entry["kind"], compiled, needs, entry.get("reach", _RIGHT)))
    return tuple(out)


@cache
def _rules_by_need() -> dict[str, tuple[Rule, ...]]:
    """The rules by the first trigger that each needs."""
    names = {rule.needs[0] for rule in rules()}
    return {name: tuple(rule for rule in rules() if rule.needs[0] == name) for name in sorted(names)}


def expand_names(pattern: str, macros: dict[str, str]) -> str:
    """The pattern with its macros, but not its vocabularies, written out."""
    return _MACRO.sub(
        lambda m: expand_names(macros[m.group(1)], macros) if m.group(1) in macros else m.group(0), pattern
    )


@cache
def _trigger_words() -> dict[str, tuple[str, ...]]:
    """One word of every entry of every vocabulary, to the triggers it is."""
    out: dict[str, set[str]] = {}
    lists: dict[str, Iterable[str]] = {
        "month": words("month"),
        "weekday": words("weekday"),
        "season": words("season"),
        "unit": words("unit"),
        "daypart": words("daypart"),
        "decade": words("decade"),
        "set": words("set"),
        "holiday": holidays.names(),
        "vague": vague("vague"),
        "vagueadjective": vague("vague_adjective"),
        **words("trigger"),
    }
    for name, entries in lists.items():
        for entry in entries:
            parts = entry.replace("’", "'").split()
            # Its longest word is the rarest, weekdays apart.
            word = max(parts, key=lambda p: 0 if p in words("weekday") and len(parts) > 1 else len(p))
            out.setdefault(word, set()).add(name)
    return {word: tuple(sorted(names)) for word, names in out.items()}


_WORDS = re.compile(r"[A-Za-z][A-Za-z.'’]*|\d+(?:[-‑–/.:]\d+)*")
_FOUR_DIGITS = re.compile(r"(?<!\d)\d{4}(?!\d)")


@lru_cache(maxsize=1 << 16)
def _triggers_of(word: str) -> tuple[str, ...]:
    """The triggers that a word, as written, is."""
    if word[0].isdigit():
        names = ["digit"]
        if not word.isdigit():
            names.append("joined")
        if word.endswith("0"):
            names.append("tens")
        if _FOUR_DIGITS.search(word):
            names.append("fourdigits")
        return tuple(names)
    table = _trigger_words()
    word = word.lower().replace("’", "'")
    word = word if word in table else word.rstrip(".")
    found = {
        name
        for form in (word, word.removesuffix("s"), word.removesuffix("'s"), word.removesuffix("s'"))
        for name in table.get(form, ())
    }
    return tuple(sorted(found))


def triggers(text: str, start: int, end: int) -> dict[str, Span]:
    """The triggers in `text[start:end]`, with where the first of each begins and the last ends."""
    found: dict[str, Span] = {}
    for m in _WORDS.finditer(text, start, end):
        for name in _triggers_of(m.group()):
            found[name] = (found[name][0] if name in found else m.start(), m.end())
    return found


def matches(text: str, start: int, end: int) -> list[Match]:
    """All matches of all rules in `text[start:end]`, overlaps included, in text order."""
    found = triggers(text, start, end)
    if not found:
        return []
    out: list[Match] = []
    for first, around in found.items():
        for rule in _rules_by_need().get(first, ()):
            if len(rule.needs) > 1 and not all(name in found for name in rule.needs):
                continue
            low, high = max(start, around[0] - _LEFT), _word_end(text, around[1] + rule.reach, end)
            for m in rule.pattern.finditer(text, low, high):
                out.append(_match(rule, m))
    out.sort(key=lambda m: (m.start, -m.end, m.order))
    return out


def _match(rule: Rule, m: re.Match[str]) -> Match:
    fields: dict[str, str] = {}
    for name, got in m.groupdict().items():
        if got is not None:
            fields.setdefault(name.split("__")[0], " ".join(got.lower().replace("’", "'").split()))
    return Match(m.start(), m.end(), rule.kind, rule.order, fields)


def again(text: str, match: Match, start: int, end: int) -> list[Match]:
    """What the rule of a match finds in `text[start:end]` alone."""
    rule = rules()[match.order]
    return [_match(rule, m) for m in rule.pattern.finditer(text, start, end)]


def _word_end(text: str, at: int, end: int) -> int:
    """The next place at or after `at` that is not inside a word."""
    while at < end and not text[at].isspace():
        at += 1
    return min(at, end)
