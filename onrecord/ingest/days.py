"""A day out of whatever a feed calls a date."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

MONTHS = {name: k // 2 + 1 for k, name in enumerate(
    ["january", "jan", "february", "feb", "march", "mar", "april", "apr", "may", "may", "june", "jun", "july", "jul", "august", "aug", "september", "sep", "october", "oct", "november", "nov", "december", "dec"]  # noqa: E501
)} | {"sept": 9}  # fmt: skip
MONTH = "|".join(sorted(MONTHS, key=lambda m: (-len(m), m)))

_ISO = re.compile(r"\s*(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"\s*(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?\s*$")
_YEAR_FIRST = re.compile(r"\s*(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?!\d)")
_SLASHED = re.compile(r"\s*(\d{1,2})([/.-])(\d{1,2})[/.-](\d{4})(?!\d)")
_DAY_FIRST = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s\-]+({MONTH})\b\.?,?[\s\-]+(\d{{4}})\b", re.IGNORECASE
)
_MONTH_FIRST = re.compile(rf"\b({MONTH})\b\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s+(\d{{4}})\b", re.IGNORECASE)


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def find_day(text: str) -> str | None:
    """The first day written out with its year in a text (`February 21st 2018`, `21 Feb. 2018`), as an ISO date."""
    found = [m for m in (_MONTH_FIRST.search(text), _DAY_FIRST.search(text)) if m]
    for m in sorted(found, key=lambda m: m.start()):
        if m.group(1).isdigit():
            day = _iso(int(m.group(3)), MONTHS[m.group(2).lower()], int(m.group(1)))
        else:
            day = _iso(int(m.group(3)), MONTHS[m.group(1).lower()], int(m.group(2)))
        if day:
            return day
    m2 = re.search(r"(?<!\d)(\d{4}-\d{2}-\d{2})(?!\d)", text)
    return read_day(m2.group(1)) if m2 else None


def read_day(value: object) -> str | None:
    """The ISO day of a publication date in any usual form; None where it can't be read.

    ISO 8601 with or without time (the day as written, whatever the zone), RFC 2822, `20 February 2018`,
    `Feb. 20, 2018`, `20180220`, `2018/02/20`, seconds or milliseconds since 1970 (UTC). `02/20/2018` and `20/02/2018`
    are read where only one order is a date, or both are the same day; `03/04/2018` is unknown.
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        seconds = value / 1000 if abs(value) >= 1e11 else value
        if isinstance(value, int) and 19000101 <= value <= 21001231:
            return read_day(str(value))
        try:
            return datetime.fromtimestamp(seconds, UTC).date().isoformat()
        except (OverflowError, OSError, ValueError):
            return None
    if not isinstance(value, str):
        return None
    for pattern in (_ISO, _COMPACT, _YEAR_FIRST):
        if m := pattern.match(value):
            return _iso(int(m.group(1)), int(m.group(2)), int(m.group(3)))
    if m := _SLASHED.match(value):
        first, second, year = int(m.group(1)), int(m.group(3)), int(m.group(4))
        read = (
            {_iso(year, second, first)} if m.group(2) == "." else {_iso(year, second, first), _iso(year, first, second)}
        )
        days = read - {None}
        return days.pop() if len(days) == 1 else None
    if value.strip().isdigit() and 9 <= len(value.strip()) <= 13:
        return read_day(int(value))
    written = find_day(value)
    if written:
        return written
    try:
        return parsedate_to_datetime(value).date().isoformat()
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
