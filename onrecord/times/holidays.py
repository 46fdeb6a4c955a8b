"""Named days of a year: Easter and what hangs on it, Islamic feasts, lunar new year, fixed and n-th-weekday
holidays."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from onrecord.times.calendar import Days, nth_weekday

# Day 0 of the Hebrew calendar's count of months, as a proleptic Gregorian ordinal.
_HEBREW_EPOCH = -1373427


@cache
def table() -> dict[str, Any]:
    """The holiday table as read from tables/holidays.toml."""
    return tomllib.loads((files("onrecord.times") / "tables" / "holidays.toml").read_text(encoding="utf-8"))


def names() -> list[str]:
    """All holiday names, lower case."""
    return list(table()["day"])


def easter(year: int) -> date:
    """Gregorian Easter Sunday (the anonymous computus of Nature, 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def islamic(year: int, month: int, day: int) -> date:
    """A day of the tabular Islamic calendar (civil epoch, 30-year cycle) as a Gregorian date; within a day of
    sightings."""
    ordinal = day + (59 * (month - 1) + 1) // 2 + (year - 1) * 354 + (3 + 11 * year) // 30 + 227014
    return date.fromordinal(ordinal)


def orthodox_easter(year: int) -> date:
    """Easter Sunday of the Julian computus (Meeus) as a Gregorian date."""
    a, b, c = year % 4, year % 7, year % 19
    d = (19 * c + 15) % 30
    month, day = divmod(d + (2 * a + 4 * b - d + 34) % 7 + 114, 31)
    return date(year, month, day + 1) + timedelta(year // 100 - year // 400 - 2)


def hebrew_new_year(year: int) -> date:
    """The Gregorian date of 1 Tishri of a Hebrew year: its molad (counted in 1,080ths of an hour) with the four
    postponements."""
    months = (235 * year - 234) // 19
    parts = 12084 + 13753 * months
    day = 29 * months + parts // 25920
    if 3 * (day + 1) % 7 < 3:
        day += 1
    return date.fromordinal(day + _HEBREW_EPOCH)


def _hebrew(year: int) -> date:
    """1 Tishri with the two postponements that hang on the lengths of the years around it."""
    last, this, following = (hebrew_new_year(year + k) for k in (-1, 0, 1))
    if (following - this).days == 356:
        return this + timedelta(2)
    return this + timedelta(1) if (this - last).days == 382 else this


def holidays(name: str, year: int) -> list[Days]:
    """The days that the name can mean in the year: one of them, or one for each feast that it is short for."""
    rule = table()["day"].get(name, {})
    found = [holiday(full, year) for full in rule.get("either", [name])]
    return [days for days in found if days is not None]


def holiday(name: str, year: int) -> Days | None:
    """First and last day of the holiday in the year; None for an unknown name or a year that the tables do not
    reach."""
    rule = table()["day"].get(name)
    if rule is None or not 1583 <= year <= 2999:
        return None
    if "fixed" in rule:
        day = date(year, *rule["fixed"])
        return day, day
    if "nth" in rule:
        day = nth_weekday(year, *rule["nth"])
        return day, day
    if "nth_after" in rule:
        *nth, after = rule["nth_after"]
        day = nth_weekday(year, *nth) + timedelta(after)
        return day, day
    if "before" in rule:
        month, day_of_month, weekday = rule["before"]
        last = date(year, month, day_of_month) - timedelta(1)
        day = last - timedelta((last.isoweekday() - weekday) % 7)
        return day, day
    if "hebrew" in rule or "hebrew_spring" in rule:
        # The Hebrew year that begins in the autumn is the Gregorian one's and 3,761; Passover lies 163 days before it.
        first, length = rule.get("hebrew") or rule["hebrew_spring"]
        start = _hebrew(year + 3761) + timedelta(first - (163 if "hebrew_spring" in rule else 0))
        return start, start + timedelta(length - 1)
    if "orthodox" in rule:
        day = orthodox_easter(year) + timedelta(rule["orthodox"])
        return day, day
    if "easter" in rule:
        day = easter(year) + timedelta(rule["easter"])
        return day, day
    if "islamic" in rule:
        month, first, length = rule["islamic"]
        guess = (year - 622) * 33 // 32
        for lunar in range(guess - 1, guess + 3):
            start = islamic(lunar, month, first)
            if start.year == year:
                return start, start + timedelta(length - 1)
        return None
    for text in table()["table"][rule["table"]]:
        if int(text[:4]) == year:
            day = date.fromisoformat(text)
            return day, day
    return None
