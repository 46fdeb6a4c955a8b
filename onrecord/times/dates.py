"""Readings of days: `21 February 2018`, `Feb. 21`, `7/8/07`, `the 20th`."""

from __future__ import annotations

from onrecord.times.calendar import Point, valid_day
from onrecord.times.meaning import Meaning, Place
from onrecord.times.which_year import (
    Fields,
    bare_year,
    capital,
    dated,
    in_small_letters,
    pointed_year,
    stated_year,
    weekday_year,
)
from onrecord.times.words import word_set, words


def read_date(fields: Fields, place: Place) -> Meaning | None:
    """`21 February 2018`, `Feb. 21`, `the 21st of February`: a day, with or without its year."""
    month = int(fields["mm"]) if "mm" in fields else words("month")[fields["month"].rstrip(".")]
    day = int(fields["day"]) if "day" in fields else words("ordinal")[fields["ordinal"].replace(" ", "-")]
    year = stated_year(fields) or pointed_year(fields, place)
    if not valid_day(year, month, day):
        return None
    if fields.get("month") in word_set("cues", "verb_too") and not (
        capital(place, fields["month"]) or in_small_letters(place)
    ):
        return None
    year = (
        year
        or _year_from_here(fields, place, month, day)
        or _named_year(place, month, day)
        or weekday_year(fields, place, month, day)
    )
    year = year or bare_year(place, month, day)
    if year is None:
        return Meaning("DATE", f"XXXX-{month:02d}-{day:02d}")
    if not valid_day(year, month, day):
        return None
    return dated(Point("D", year, month, day), fields)


def _year_from_here(fields: Fields, place: Place, month: int, day: int) -> int | None:
    """The year of `next Jan. 20`, `last April 3`."""
    ref, now = fields.get("dref"), place.anchor.published
    today = now.first() if now else None
    if ref is None or today is None:
        return None
    passed = (month, day) < (today.month, today.day)
    if ref in ("last", "this past"):
        return today.year if passed else today.year - 1
    return today.year + 1 if passed else today.year


def _named_year(place: Place, month: int, day: int) -> int | None:
    """The year of a day that an event is called by: `the Sept. 11 attacks`."""
    entry = words("named_date").get(f"{month}-{day}")
    if entry is None or not {place.after(), place.after(2)} & set(entry["nouns"]):
        return None
    published = place.anchor.published
    return int(entry["year"]) if published is None or published.year >= entry["year"] else None


def read_numeric(fields: Fields, place: Place) -> Meaning | None:
    """`21/02/2018`, `7/8/07`: day before month unless only the other order is a date or lies nearer to publication."""
    a, b, year = int(fields["n1"]), int(fields["n2"]), int(fields["yy"])
    if len(fields["yy"]) == 2:
        if fields["sep"] != "/":
            return None
        year += 2000 if year < 50 else 1900
    if place.before() in word_set("cues", "not_before_year") or _is_score(place):
        return None  # "version 10.12.2016"
    found = [Point("D", year, m, d) for d, m in dict.fromkeys([(a, b), (b, a)]) if valid_day(year, m, d)]
    if not found or not 1000 <= year < 2100:
        return None
    published = place.anchor.published
    now = published.first() if published else None
    # Between points the day stands first, whoever writes it.
    if now and len(found) == 2 and fields["sep"] != ".":
        found.sort(key=lambda p: abs(((p.first() or now) - now).days))
    return dated(found[0], fields)


def _is_score(place: Place) -> bool:
    """ "Won 21-12-2015 on aggregate"."""
    after = place.after(2) if place.after() in ("on", "in") else place.after()
    return after in word_set("cues", "after_score")


def read_nine_eleven(fields: Fields, place: Place) -> Meaning | None:
    """The attacks of 11 September 2001 by their date's name."""
    return Meaning("DATE", "2001-09-11", Point("D", 2001, 9, 11), anchors=False)


def read_day_of_month(fields: Fields, place: Place) -> Meaning | None:
    """`the 20th`, in a text that has just named a month."""
    ref = fields.get("monthref", "")
    month = place.anchor.now("M") if any(w in ref for w in ("this", "last", "next")) else place.anchor.then("M")
    if month is not None and ("last" in ref or "next" in ref):
        month = month.shift(-1 if "last" in ref else 1)
    day = int(fields["day"])
    if month is None or (not place.anchor.mentioned and not ref) or not valid_day(month.year, month.index, day):
        return None
    if not ref and place.before() not in ("on", "by", "until", "of", "since", "from", "before", "after"):
        return None
    return dated(Point("D", month.year, month.index, day), fields)
