"""The dateline that opens a report: `MOSCOW:`, `KABUL, Jan 20 (Reuters) -`, `ISLAMABAD, Feb. 20 —`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from onrecord.article.patterns import patterns
from onrecord.ingest.days import MONTH, MONTHS

_CAPS = r"[A-ZÀ-Þ](?:[A-ZÀ-Þ.'’\-]*[A-ZÀ-Þ.])(?: (?:[A-ZÀ-Þ][A-ZÀ-Þ.'’\-]*|de|du|al))*"
_PLACES = rf"{_CAPS}(?:(?: ?/ ?|, | and |-)(?:{_CAPS}))*"
_TITLED = r"[A-ZÀ-Þ][\w'’\-]+(?: [A-ZÀ-Þ][\w'’\-]+){0,2}"
_REGION = rf"(?:, (?!(?:{MONTH})\b)[A-ZÀ-Þ][\w.'’\-]*(?: [A-ZÀ-Þ][\w.'’\-]*){{0,3}}){{0,2}}"
_DATE = (
    rf"(?:,? (?P<month>{MONTH})\b\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<year>\d{{4}}))?"
    rf"|,? (?P<day2>\d{{1,2}})(?:st|nd|rd|th)? (?P<month2>{MONTH})\b\.?(?:,? (?P<year2>\d{{4}}))?)"
)
_AGENCY = r"(?:[.,]? ?[(\[](?P<agency>[^()\[\]\n]{2,40})[)\]]|[.,]? ?/(?P<agency2>[A-Z][\w \-]{1,25})/)"
_END = r"\s*(?P<end>:|—|–|―|--+|-(?=\s)|\.\s?-+|(?<=/)\.)\s*"
_SHOUTED = re.compile(rf"(?P<place>{_PLACES}{_REGION})(?i:{_DATE})?{_AGENCY}?{_END}(?=\S)")
_QUIET = re.compile(rf"(?P<place>{_TITLED}{_REGION})(?i:{_DATE})?{_AGENCY}?{_END}(?=\S)")
_LONGEST = 110


@dataclass(frozen=True, slots=True)
class FoundDateline:
    """A dateline at the start of a paragraph: offsets into the paragraph, and what it says."""

    end: int
    place_end: int
    agency: str | None
    month: int | None
    day: int | None
    year: int | None


def find_dateline(paragraph: str) -> FoundDateline | None:
    """The dateline a paragraph opens with, if it does.

    A place in capitals with a colon or dash is one; a place in small letters only with a date or a known agency too.
    """
    head = paragraph[:_LONGEST]
    m = _SHOUTED.match(head)
    shouted = m is not None
    if m is None:
        m = _QUIET.match(head)
    if m is None:
        return None
    known = patterns()
    signed = m.group("agency") or m.group("agency2")
    agency = known.agencies.get(signed.strip()) if signed else None
    month, day, year = (
        m.group("month") or m.group("month2"),
        m.group("day") or m.group("day2"),
        m.group("year") or m.group("year2"),
    )
    place = m.group("place")
    if place.strip(" .").upper() in known.not_places:
        return None
    if shouted:
        bare = re.sub(r"[^A-ZÀ-Þ]", "", place)
        subjects = "/" in place and m.group("end") == ":"  # BASEBALL/SOFTBALL:
        if subjects or len(bare) < 3 or len(place.split(",")[0].split()) > 5:
            return None
    elif (agency is None and (month is None or m.group("end") == ":")) or (agency is None and signed):
        return None
    return FoundDateline(
        m.end(),
        m.end("place"),
        agency,
        MONTHS[month.lower()] if month else None,
        int(day) if day else None,
        int(year) if year else None,
    )


def filed_day(found: FoundDateline, published: str | None) -> str | None:
    """The day a dateline means: its own year, or the one that puts it at or just before publication."""
    if found.month is None or found.day is None:
        return None
    years = [found.year] if found.year else []
    if not years and published is not None:
        out = date.fromisoformat(published)
        years = [out.year, out.year - 1] if (found.month, found.day) <= (out.month, out.day + 2) else [out.year - 1]
    for year in years:
        try:
            return date(year, found.month, found.day).isoformat()
        except ValueError:
            continue
    return None
