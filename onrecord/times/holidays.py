"""Named days of a year: Easter and what hangs on it, Islamic feasts, lunar new year, fixed and n-th-weekday
holidays."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from onrecord.times.calendar import Days, nth_weekday


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
