"""Ranges and lists: the end that is only a number (`5-9 March`, `1914-18`, `499 to 493 BC`), and years lent
backwards."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.language.reading import Sentence
from onrecord.times.anchors import Anchor
from onrecord.times.calendar import Point, valid_day
from onrecord.times.grammar import Match
from onrecord.times.meaning import Meaning
from onrecord.times.numbers import read_number
from onrecord.times.words import words

_LINK = r"(?:\s*[-–—‑/]\s*|,?\s+(?:and|to|or|until|till|through|&)\s+|,\s+)"
# What may stand between two members of a list that share the last one's year.
_SHARED = re.compile(
    rf"{_LINK}(?:(?:the|from|again in|in|early|late|mid)[\s-]+)*(?:[A-Za-z ]{{0,30}}?\s(?:and|to)\s(?:in\s)?)?$",
    re.IGNORECASE,
)
_DAY_BEFORE = re.compile(
    r"(?<![\w$£€.,:/-])(?:the\s+)?([1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?:\s*[-–—‑/]\s*|\s+(?:and|to|or|until)\s+)(?:the\s+)?$",
    re.I,
)
_DAY_AFTER = re.compile(
    r"(?:\s*[-–—‑/]\s*|\s+(?:to|and|or|through|until)\s+)(?:the\s+)?([1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?:,\s*([12]\d{3}))?(?=[,.;:)\s–—-]|$)(?![.,]\d)"
)
_YEAR_BEFORE = re.compile(r"(?<![\w$£€.,:/-])([1-9]\d{0,3})(?:\s*[-–—‑]\s*|\s+(?:and|to|or|until)\s+)$")
_SHORT_YEAR = re.compile(r"\s?[-–—‑/]\s?(\d\d)(?![\d\w%]|[.,]\d)")
_LENGTH_BEFORE = re.compile(r"\bbetween\s+([\w.,-]+)\s+and\s+$", re.IGNORECASE)
_POINTED = re.compile(r"^(?:of )?(this|last|next)(?: year)?$")
_UP_TO = re.compile(r"\s*(?:[-–—]|to\b|until\b|till\b|through\b)")
_FOLLOWS_DAY = re.compile(
    r"\s*(?:[,.;:)–—-]|$|\s(?:in|at|by|the|and|when|after|for|of|on|to|he|she|it|they|a|were|was|had)\b)"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """One expression of a range."""

    start: int
    end: int
    meaning: Meaning


def lend_year(text: str, match: Match, following: Sequence[Match], anchor: Anchor) -> int | None:
    """The year that a bare month, day or season takes from the next member of its list: `April and May 1990`."""
    if match.kind not in ("month", "date", "season", "quarter") or "year" in match.fields or "bcyear" in match.fields:
        return None
    end = match.end
    for other in following[:3]:
        if other.start < end:
            continue
        if len(text[end : other.start]) > 45 or not _SHARED.match(text[end : other.start] or " "):
            return None
        if other.kind not in ("month", "date", "season", "quarter"):
            return None
        for key in ("year", "bcyear"):
            if key in other.fields:
                bc = other.fields.get("era", "").startswith("b")
                year = -int(other.fields[key]) if bc else int(other.fields[key])
                return year - _ends_later(text, end, match, other)
        if ref := other.fields.get("yearref"):
            said = _POINTED.search(ref)
            if said is None or anchor.narrative or anchor.published is None:
                return None
            year = anchor.published.year + {"this": 0, "last": -1, "next": 1}[said[1]]
            return year - _ends_later(text, end, match, other)
        end = other.end
    return None


def _ends_later(text: str, end: int, match: Match, other: Match) -> bool:
    """Whether the range ends in the year after that of its beginning: `from August to May 2010`."""
    first, second = match.fields.get("month"), other.fields.get("month")
    between = text[max(0, match.start - 8) : match.start].lower() == "between "
    if first is None or second is None or not (between or _UP_TO.match(text, end, other.start)):
        return False
    months = words("month")
    return bool(months[first.rstrip(".")] > months[second.rstrip(".")])


def other_end(text: str, start: int, end: int, meaning: Meaning, sentence: Sentence) -> list[Piece]:
    """The members of a range beside `text[start:end]` that are mere numbers."""
    point = meaning.point
    low, high = sentence.start, sentence.end
    if meaning.type == "DURATION":
        return _length_before(text, low, start, meaning)
    if meaning.type != "DATE" or point is None:
        return []
    if point.grain == "D":
        return _days(text, low, high, start, end, point)
    if point.grain == "Y":
        return _years(text, low, high, start, end, point)
    return []


def _days(text: str, low: int, high: int, start: int, end: int, point: Point) -> list[Piece]:
    words = text[start:end]
    if words[0].isdigit() or words.lower().startswith("the "):
        m = _DAY_BEFORE.search(text, max(low, start - 25), start)
        if m and valid_day(point.year, point.index, int(m[1])) and re.match(r"(?:the\s+)?\d", words, re.I):
            other = Point("D", point.year, point.index, int(m[1]))
            if int(m[1]) < point.day or "and" in m[0]:
                at = m.start()
                stop = m.start(1) + len(re.match(r"\d+(?:st|nd|rd|th)?", text[m.start(1) :])[0])  # type: ignore[index]
                return [Piece(at, stop, Meaning("DATE", other.value(), other))]
        return []
    m = _DAY_AFTER.match(text, end, high)
    if m is None or not re.search(r"\d(?:st|nd|rd|th)?$", words) or re.search(r"\d{4}$", words):
        return []
    year = int(m[2]) if m[2] else point.year
    day = int(m[1])
    if day <= point.day or not valid_day(year, point.index, day) or not _FOLLOWS_DAY.match(text, m.end(), high):
        return []
    other = Point("D", year, point.index, day)
    return [Piece(m.start(1), m.end(), Meaning("DATE", other.value(), other))]


def _years(text: str, low: int, high: int, start: int, end: int, point: Point) -> list[Piece]:
    out = []
    m = _SHORT_YEAR.match(text, end, high)
    if m and point.year > 0 and int(m[1]) > point.year % 100:
        other = Point("Y", point.year // 100 * 100 + int(m[1]))
        out.append(Piece(m.start(1), m.end(1), Meaning("DATE", other.value(), other)))
    if point.year < 0 or re.search(r"[A-Z]", text[start:end]):
        m = _YEAR_BEFORE.search(text, max(low, start - 12), start)
        if m:
            other = Point("Y", -int(m[1]) if point.year < 0 else int(m[1]))
            if abs(other.year) != abs(point.year):
                out.append(Piece(m.start(1), m.end(1), Meaning("DATE", other.value(), other)))
    return out


def _length_before(text: str, low: int, start: int, meaning: Meaning) -> list[Piece]:
    m = _LENGTH_BEFORE.search(text, max(low, start - 40), start)
    n = read_number(m[1]) if m else None
    if m is None or n is None or not re.match(r"P(T?)[\d.X]+(\D+)$", meaning.value):
        return []
    shape = re.match(r"P(T?)[\d.X]+(\D+)$", meaning.value)
    assert shape is not None
    return [Piece(m.start(1), m.end(1), Meaning("DURATION", f"P{shape[1]}{n:g}{shape[2]}", anchors=False))]
