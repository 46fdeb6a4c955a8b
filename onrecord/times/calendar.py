"""Calendar points of every grain: their TIMEX3 values, the days they cover, and arithmetic on them.

Years before Christ are negative (-490 is 490 BC; there is no year 0). Days are proleptic Gregorian.
"""

from __future__ import annotations

import calendar as months
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Grain = Literal["CE", "DE", "Y", "H", "S", "Q", "M", "W", "WE", "D"]
Days = tuple[date, date]

# From coarse to fine, for asking whether one point is at least as fine as another.
FINENESS: dict[str, int] = {"CE": 0, "DE": 1, "Y": 2, "H": 3, "S": 3, "Q": 3, "M": 4, "W": 5, "WE": 6, "D": 7}
_SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}
SEASONS = ("SP", "SU", "FA", "WI")
LAST_YEAR = 2999


@dataclass(frozen=True, slots=True)
class Point:
    """A day, week, weekend, month, quarter, season, half-year, year, decade or century.

    `index` is the month, quarter, half, ISO week or (1 to 4) season; `day` the day of the month. A decade is known by
    its first year, a century by its hundreds (1700 for TIMEX3's 17).
    """

    grain: Grain
    year: int
    index: int = 0
    day: int = 0

    def value(self) -> str:
        """The TIMEX3 value: 2018-02-21, 2018-W08, 2018-W08-WE, 2018-Q1, 2018-SP, 2018-H1, 2018, 201, 20, BC0490."""
        era, year = ("BC", -self.year) if self.year < 0 else ("", self.year)
        if self.grain == "CE":
            return f"{era}{year // 100:02d}"
        if self.grain == "DE":
            return f"{era}{year // 10:03d}"
        head = f"{era}{year:04d}"
        match self.grain:
            case "Y":
                return head
            case "H":
                return f"{head}-H{self.index}"
            case "Q":
                return f"{head}-Q{self.index}"
            case "S":
                return f"{head}-{SEASONS[self.index - 1]}"
            case "M":
                return f"{head}-{self.index:02d}"
            case "W":
                return f"{head}-W{self.index:02d}"
            case "WE":
                return f"{head}-W{self.index:02d}-WE"
            case _:
                return f"{head}-{self.index:02d}-{self.day:02d}"

    def days(self) -> Days | None:
        """The first and last day it covers; None where `datetime` has no such day (before Christ, after 9999)."""
        try:
            return self._days()
        except (ValueError, OverflowError):
            return None

    def _days(self) -> Days:
        match self.grain:
            case "CE":
                return date(max(self.year, 1), 1, 1), date(self.year + 99, 12, 31)
            case "DE":
                return date(self.year, 1, 1), date(self.year + 9, 12, 31)
            case "Y":
                return date(self.year, 1, 1), date(self.year, 12, 31)
            case "H":
                return _span(self.year, self.index * 6 - 5, self.year, self.index * 6)
            case "Q":
                return _span(self.year, self.index * 3 - 2, self.year, self.index * 3)
            case "S":
                first, last = _SEASON_MONTHS[SEASONS[self.index - 1]]
                return _span(self.year, first, self.year + (last < first), last)
            case "M":
                return _span(self.year, self.index, self.year, self.index)
            case "W":
                monday = date.fromisocalendar(self.year, self.index, 1)
                return monday, monday + timedelta(6)
            case "WE":
                saturday = date.fromisocalendar(self.year, self.index, 6)
                return saturday, saturday + timedelta(1)
            case _:
                day = date(self.year, self.index, self.day)
                return day, day

    def first(self) -> date | None:
        """The first day it covers."""
        days = self.days()
        return days[0] if days else None

    def shift(self, n: int) -> Point | None:
        """The point `n` of its own grain later (earlier where negative); None beyond the calendar."""
        match self.grain:
            case "CE":
                return Point("CE", self.year + 100 * n)
            case "DE":
                return Point("DE", self.year + 10 * n)
            case "Y":
                year = self.year + n
                return (
                    Point("Y", year - 1 if self.year < 0 and n < 0 else year)
                    if year
                    else Point("Y", -1 if n < 0 else 1)
                )
            case "H" | "S" | "Q" | "M":
                size = {"H": 2, "S": 4, "Q": 4, "M": 12}[self.grain]
                at = self.index - 1 + n
                return Point(self.grain, self.year + at // size, at % size + 1)
            case _:
                first = self.first()
                if first is None:
                    return self._shift_bc(n)
                try:
                    moved = first + timedelta(n if self.grain == "D" else 7 * n)
                except OverflowError:
                    return None
                return of_date(moved, self.grain)

    def _shift_bc(self, n: int) -> Point | None:
        """A day before Christ moved within its month; the Julian calendar's month lengths are not claimed."""
        if self.grain == "D" and 1 <= self.day + n <= 28:
            return Point("D", self.year, self.index, self.day + n)
        return None

    def to(self, grain: Grain) -> Point | None:
        """The coarser point that holds this one (its first day), or itself; None where this one is the coarser."""
        if grain == self.grain:
            return self
        if grain in ("Y", "DE", "CE"):
            if self.grain in ("DE", "CE"):
                return Point("CE", self.year // 100 * 100) if grain == "CE" else None
            sign = -1 if self.year < 0 else 1
            size = {"Y": 1, "DE": 10, "CE": 100}[grain]
            return Point(grain, sign * (abs(self.year) // size * size))
        if FINENESS[grain] > FINENESS[self.grain]:
            return None
        if grain == "M" and self.grain == "D":
            return Point("M", self.year, self.index)
        first = self.first()
        return of_date(first, grain) if first else None


def _span(year: int, month: int, last_year: int, last_month: int) -> Days:
    return date(year, month, 1), date(last_year, last_month, months.monthrange(last_year, last_month)[1])


def of_date(day: date, grain: Grain) -> Point:
    """The point of the grain that holds the day."""
    match grain:
        case "CE":
            return Point("CE", day.year // 100 * 100)
        case "DE":
            return Point("DE", day.year // 10 * 10)
        case "Y":
            return Point("Y", day.year)
        case "H":
            return Point("H", day.year, 1 + (day.month > 6))
        case "Q":
            return Point("Q", day.year, (day.month + 2) // 3)
        case "S":
            # January and February belong to the winter that began the year before.
            return Point("S", day.year - (day.month < 3), (day.month % 12) // 3 or 4)
        case "M":
            return Point("M", day.year, day.month)
        case "W" | "WE":
            year, week, _ = day.isocalendar()
            return Point(grain, year, week)
        case _:
            return Point("D", day.year, day.month, day.day)


def valid_day(year: int | None, month: int, day: int) -> bool:
    """Whether the calendar has the day; with no year, 29 February counts."""
    if not 1 <= month <= 12 or day < 1:
        return False
    leap = year if year is not None and year > 0 else 2000
    return leap <= LAST_YEAR and day <= months.monthrange(leap, month)[1]


def nth_weekday(year: int, month: int, n: int, weekday: int) -> date:
    """The n-th ISO weekday of the month; n = -1 is the last."""
    if n < 0:
        last = date(year, month, months.monthrange(year, month)[1])
        return last - timedelta((last.isoweekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta((weekday - first.isoweekday()) % 7 + 7 * (n - 1))
