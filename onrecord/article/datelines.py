"""The dateline that opens a report: `MOSCOW:`, `KABUL, Jan 20 (Reuters) -`, `ISLAMABAD, Feb. 20 —`.

A dateline is read part by part: a place, then in any order a region, a day and an agency, then the sign that ends it.
How much it takes to believe one depends on the place: in capitals it needs no more than that sign; in small letters a
day, a known agency, a well-known city, or a country after it.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from onrecord.article.patterns import patterns
from onrecord.ingest.days import MONTH, MONTHS

_UPPER = "".join(c for c in map(chr, range(0x41, 0x2000)) if c.isupper() and not c.isascii())
_U = f"[A-Z{_UPPER}]"
_U_REST = f"[A-Z{_UPPER}.'’\\-]"
_CAPS = rf"{_U}{_U_REST}*(?<![.\-])\.?(?!\w)(?: (?:{_U}{_U_REST}*(?!\w)|de|du|al))*"
_SHOUTED = re.compile(rf"{_CAPS}(?:(?: ?/ ?| and |-){_CAPS})*")
_TITLED = rf"{_U}[\w'’]*[^\W\d_](?:[ -](?:{_U}[\w'’]*[^\W\d_]|de|du|es|au|of|al|da)(?!\w)){{0,3}}"
_QUIET = re.compile(rf"{_TITLED}(?:/{_TITLED})?")
_SITE = re.compile(r"[A-Z]\w*\.(?:co|com|id|net|org)(?:\.[a-z]{2})?, (?=[A-Z])", re.IGNORECASE)
_NOT_MONTH = rf"(?!(?i:{MONTH})\b)"
_WORD = rf"{_U}[\w'’\-]*\.?"
_REGION = re.compile(rf", {_NOT_MONTH}((?:the )?{_WORD}(?: {_NOT_MONTH}(?:and |of )?{_WORD}){{0,3}})(?!\w)")
_ABBREVIATED = re.compile(rf", {_U}\.(?:{_U}\.)+")  # D.C., N.Y.
_DAY = (
    rf"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?(?:(?P<month>{MONTH})\b\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)? (?P<month2>{MONTH})\b\.?)(?!\d)"
    r"(?:,? (?P<year>\d{4}|\d{2}(?= *[(\[:/-]))(?!\d))?"
)
_DATE = re.compile(rf"(?:[,.:–—-]? | ?[,/] ?){_DAY}(?: \d{{4}} (?:GMT|UTC))?", re.IGNORECASE)
_BARE_DATE = re.compile(_DAY, re.IGNORECASE)
_SIGNED = re.compile(
    r"[.,]? ?(?:\((?P<round>[^()\n]{2,48})\)|\[(?P<square>[^\[\]\n]{2,48})\]|/(?P<slash>[A-Z][^/\n]{1,25})/)"
)
_UNSIGNED = re.compile(rf"[,.] (?P<agency>{_U}[\w-]{{2,14}})(?=\s?[–—-]|\. )")
_END = re.compile(r" ?:(?=\s|$)| ?[—–―‒] ?| ?--+| -+(?=\s|$)|-(?=\s)| _ | ?\|(?=\s)|\. ?[-–—]+|\.(?=\s)|(?=\s|$)")
_DATED_FIRST = re.compile(rf"{_DAY} \((?P<place>{_CAPS})\)", re.IGNORECASE)
_LONGEST = 150


@dataclass(frozen=True, slots=True)
class FoundDateline:
    """A dateline at the start of a paragraph: offsets into the paragraph, and what it says."""

    end: int
    place_start: int
    place_end: int
    agency: str | None
    month: int | None
    day: int | None
    year: int | None
    sure: bool  # a day or an agency stands in it


@dataclass(frozen=True, slots=True)
class Signs:
    """What datelines.toml holds; places in capitals, countries and cities in small letters without accents' loss."""

    locating: frozenset[str]
    not_places: frozenset[str]
    not_last: frozenset[str]
    not_first: frozenset[str]
    sites: frozenset[str]
    countries: frozenset[str]
    cities: frozenset[str]


@cache
def signs() -> Signs:
    """The packaged table, read once."""
    table = tomllib.loads(files("onrecord.article").joinpath("datelines.toml").read_text("utf-8"))
    return Signs(
        *(frozenset(table[name]) for name in ("locating", "not_places", "not_last", "not_first", "sites")),
        *(frozenset(item.lower() for item in table[name]) for name in ("countries", "cities")),
    )


@dataclass(slots=True)
class _Parts:
    """What follows the place, as far as it was read."""

    at: int
    regions: int = 0
    country: bool = False
    agency: str | None = None
    signed: str | None = None
    month: int | None = None
    day: int | None = None
    year: int | None = None
    slashed: bool = False
    region: tuple[int, int] | None = None  # the first of the regions

    def dated(self, m: re.Match[str]) -> None:
        month = m.group("month") or m.group("month2")
        year = m.group("year")
        self.month, self.day = MONTHS[month.lower()], int(m.group("day") or m.group("day2"))
        if year:
            self.year = int(year) if len(year) == 4 else 1900 + int(year) + 100 * (int(year) < 50)


def find_dateline(paragraph: str) -> FoundDateline | None:
    """The dateline a paragraph opens with, if it does.

    A text without small letters, or without capitals, is read as if it had them: there the place needs a day or an
    agency too.
    """
    head = paragraph[:_LONGEST]
    letters = [c for c in head if c.isalpha()]
    flat = len(letters) > 20 and (head == head.upper() or head == head.lower())
    if flat and head == head.lower():
        upper = "".join(c.upper() if len(c.upper()) == 1 else c for c in head)  # offsets stay
        return _read(upper, flat)
    return _read(head, flat)


def _read(head: str, flat: bool) -> FoundDateline | None:
    site = _SITE.match(head)
    start = site.end() if site else 0
    first = _DATED_FIRST.match(head)
    if first is not None:
        parts = _Parts(first.end())
        parts.dated(first)
        return _ended(head, first.start("place"), first.end("place"), parts, shouted=True, flat=flat, site=True)
    for pattern, shouted in ((_SHOUTED, True), (_QUIET, False)):
        m = pattern.match(head, start)
        if m is not None:
            found = _ended(head, start, m.end(), _follow(head, m.end()), shouted, flat, site is not None)
            if found is not None:
                return found
    return None


def _follow(head: str, at: int) -> _Parts:
    """The region, day and agency that follow a place, in any order, each once (regions twice)."""
    parts = _Parts(at)
    while True:
        if parts.month is None and (m := _DATE.match(head, parts.at)):
            parts.dated(m)
            parts.at = m.end()
        elif parts.signed is None and (m := _SIGNED.match(head, parts.at)):
            inner = m.group("round") or m.group("square") or m.group("slash")
            if not _sign(parts, inner.strip()):
                return parts
            parts.slashed = m.group("slash") is not None
            parts.at = m.end()
        elif parts.regions < 2 and parts.month is None and parts.signed is None and (m := _region(head, parts.at)):
            parts.regions += 1
            if parts.region is None and m.lastindex is not None:
                parts.region = m.span(1)
            parts.country |= m.lastindex is not None and m.group(1).lower().removeprefix("the ") in signs().countries
            parts.at = m.end()
        elif parts.signed is None and (m := _UNSIGNED.match(head, parts.at)):
            known = patterns().agencies.get(m.group("agency"))
            if known is None and (parts.month is None or not m.group("agency").isupper()):
                return parts
            parts.signed, parts.agency, parts.slashed = m.group("agency"), known or m.group("agency"), True
            parts.at = m.end()
        else:
            return parts


def _region(head: str, at: int) -> re.Match[str] | None:
    m = _ABBREVIATED.match(head, at)
    if m is not None:
        return m
    m = _REGION.match(head, at)
    # An agency without brackets is no region.
    return None if m is None or m.group(1) in patterns().agencies else m


def _sign(parts: _Parts, inner: str) -> bool:
    """Reads what stands in brackets: an agency, a day, or both. False for a remark in small letters."""
    dated = _BARE_DATE.search(inner) if parts.month is None else None
    if dated is not None:
        parts.dated(dated)
        inner = (inner[: dated.start()] + inner[dated.end() :]).strip(" ,/–-")
        if not inner:
            return True
    known = patterns().agencies.get(inner)
    if known is None and not (inner[0].isupper() or inner[1:2].isupper()):
        return False
    parts.signed, parts.agency = inner, known or inner
    return True


def _ended(
    head: str, start: int, place_end: int, parts: _Parts, shouted: bool, flat: bool, site: bool
) -> FoundDateline | None:
    m = _END.match(head, parts.at)
    if m is None:
        return None
    sign = m.group().strip()
    known_agency = parts.signed is not None and parts.signed in patterns().agencies
    sure = parts.month is not None or known_agency or (shouted and parts.signed is not None)
    rest = head[m.end() :].lstrip()
    known = patterns().agencies
    if sign and (rest in known or rest in known.values()):  # a line of its own: ANKARA - Anadolu Agency
        agency = known.get(rest, rest)
        return FoundDateline(len(head), start, place_end, agency, parts.month, parts.day, parts.year, True)
    one = " " not in head[start:place_end] or head[start:place_end].lower() in signs().cities
    if (
        not sign
        and not rest
        and parts.month is not None
        and one
        and not flat
        and _is_place(head[start:place_end], shouted)
    ):
        # A line of its own: Karnal, November 20
        return FoundDateline(len(head), start, place_end, parts.agency, parts.month, parts.day, parts.year, True)
    if not sign and not (parts.signed and (parts.month or known_agency)):
        return None
    if not sign and not (rest[:1].isupper() or rest[:1].isdigit() or rest[:1] in "“\"'‘"):
        return None
    if sign == "." and not parts.slashed:
        return None
    place = head[start:place_end]
    if place.endswith(".") and "." not in place.split()[-1][:-1] and len(place.split()[-1]) > 3:
        place_end, place = place_end - 1, place[:-1]  # MOSCOW. Feb 20
    if parts.region is not None and len(place.split()) > 1 and place.split()[-1].upper() in signs().sites:
        start, place_end = parts.region  # Parliament House, Accra
        place = head[start:place_end]
    city = place.lower() in signs().cities
    if not _is_place(place, shouted) or (flat and not sure):
        return None
    if shouted:
        if "/" in place and sign == ":" and not sure:  # BASEBALL/SOFTBALL:
            city = all(part.strip().lower() in signs().cities for part in place.split("/"))
            if not city:
                return None
    elif not (site or parts.month or known_agency):
        if not (city or parts.country) or not (rest[:1].isupper() or rest[:1].isdigit() or rest[:1] in "“\"'‘"):
            return None
        if re.match(r"[^.!?]*[a-z] ?[–—] ", rest) and sign in "–—-":
            return None  # a remark between dashes
    end = m.end() + len(head[m.end() :]) - len(head[m.end() :].lstrip())
    return FoundDateline(
        end,
        start,
        place_end,
        parts.agency,
        parts.month,
        parts.day,
        parts.year,
        sure,
    )


def _is_place(place: str, shouted: bool) -> bool:
    bare = place.strip(" .").upper()
    words = bare.split()
    if bare in signs().not_places or words[0] in signs().not_first or words[-1] in signs().not_last:
        return False
    if words[0] in signs().not_places and words[0] not in signs().locating and len(words) > 1 and shouted:
        return False
    if not shouted:
        return words[0] not in signs().not_places and bare.lower() not in MONTHS
    letters = sum(c.isalpha() for c in bare)
    return letters >= 3 and len(words) <= (9 if words[0] in signs().locating else 6)


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
