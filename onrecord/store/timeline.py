"""Events counted by period and type."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from onrecord.store.filters import DAY, Filters, found, where
from onrecord.store.reader import Reader

Unit = Literal["day", "week", "month", "year"]

# The first day of the period that a day lies in; weeks begin on Monday.
PERIOD: dict[Unit, str] = {
    "day": "substr({day}, 1, 10)",
    "week": "date(substr({day}, 1, 10), 'weekday 0', '-6 days')",
    "month": "substr({day}, 1, 7) || '-01'",
    "year": "substr({day}, 1, 4) || '-01-01'",
}
# Days of a period, at least.
DAYS: dict[Unit, int] = {"day": 1, "week": 7, "month": 28, "year": 365}
MOST = 5000  # periods of a timeline
By = Literal["type", "status", "none"]
_BY: dict[By, str] = {"type": "w.type", "status": "w.status", "none": "'all'"}


@dataclass(frozen=True, slots=True)
class Timeline:
    """Counts of events by first day of their period and by type; zeros are left out.

    `periods` are all periods of the window in order, the empty ones too; `outside` events lie before or after it,
    `undated` have no day at all.
    """

    unit: Unit
    periods: list[str]
    counts: dict[str, dict[str, int]]  # type (or what is counted by) -> period -> events
    outside: int
    undated: int
    since: str = ""  # first and last day of the window; '' where there is no event
    until: str = ""

    @property
    def total(self) -> int:
        """All events, with those that are not shown."""
        return sum(sum(by_period.values()) for by_period in self.counts.values()) + self.outside + self.undated


def timeline(
    reader: Reader, filters: Filters, since: str | None = None, until: str | None = None, unit: Unit | None = None,
    by: By = "type",
) -> Timeline:  # fmt: skip
    """Count events over a window of days: as given, else about the days on which the articles came out.

    Articles speak of long ago; without a window one date of 1945 would leave the rest a dot. `unit` is the finest that
    gives a readable number of periods, where not given; raises ValueError where a given one makes more than `MOST`.
    """
    published = reader.rows("SELECT min(published) AS first, max(published) AS last FROM articles")[0]
    first, last = _day(since) or _day(published["first"]), _day(until) or _day(published["last"])
    day = DAY["events"]
    if by != "status" and filters == Filters(type=filters.type, since=filters.since, until=filters.until):
        # Counted already, by day and type.
        source = "(SELECT 'event' AS kind, type, day, n FROM event_days) w"
        condition, values = where("events", filters)
        many, each = "total(w.n)", "w.n"
    else:
        source, condition, values = found("events", filters)
        many, each = "count(*)", "count(*)"
    if first is None or last is None or last < first:
        total = reader.value(f"SELECT {many} FROM {source} WHERE {condition}", values)
        return Timeline(unit or "month", [], {}, 0, int(total))
    if since is None:
        first -= timedelta(days=7)
    if until is None:
        last += timedelta(days=7)
    unit = unit or unit_for(first, last)
    if (last - first).days / DAYS[unit] > MOST:
        raise ValueError(f"more than {MOST} periods: take a longer unit, or narrow the window with since and until")
    starts = periods(first, last, unit)
    # The "+" keeps SQLite from an index of types where few are left of an outlet or place.
    few = "+" if filters.outlet or filters.place or filters.box else ""
    by_day = f"SELECT {few}{_BY[by]} AS type, {day} AS day, {each} AS n FROM {source} WHERE {condition}"
    # Days first, in the order of an index, so that only their counts are sorted. All are read once: of those outside
    # the window (no period) and those without a day ('') only the number is told.
    rows = reader.tuples(
        f"SELECT iif(t.day BETWEEN ? AND ?, {PERIOD[unit].format(day='t.day')}, iif(t.day = '', '', NULL)) AS period,"
        " t.type, CAST(sum(t.n) AS INTEGER) AS n"
        f" FROM ({by_day}{'' if each == 'w.n' else ' GROUP BY 1, 2'}) t GROUP BY 1, 2 ORDER BY 1, 2",
        [first.isoformat(), last.isoformat() + "~", *values],
    )
    counts: dict[str, dict[str, int]] = {}
    beside = {None: 0, "": 0}
    for period, type, n in rows:
        if period:
            counts.setdefault(type, {})[period] = n
        else:
            beside[period] += n
    return Timeline(unit, starts, counts, beside[None], beside[""], first.isoformat(), last.isoformat())


def unit_for(first: date, last: date) -> Unit:
    """The finest unit that gives at most some sixty periods."""
    days = (last - first).days
    return "day" if days <= 62 else "week" if days <= 430 else "month" if days <= 2200 else "year"


def periods(first: date, last: date, unit: Unit) -> list[str]:
    """The first days of all periods from that of `first` to that of `last`."""
    if unit == "week":
        current = first - timedelta(days=first.weekday())
    elif unit == "month":
        current = first.replace(day=1)
    elif unit == "year":
        current = first.replace(month=1, day=1)
    else:
        current = first
    found = []
    while current <= last:
        found.append(current.isoformat())
        try:
            current = following(current, unit)
        except (OverflowError, ValueError):  # the calendar ends with the year 9999
            break
    return found


def following(start: date, unit: Unit) -> date:
    """The first day of the next period. Raises ValueError or OverflowError after the year 9999."""
    if unit == "month":
        return date(start.year + start.month // 12, start.month % 12 + 1, 1)
    if unit == "year":
        return date(start.year + 1, 1, 1)
    return start + timedelta(days=7 if unit == "week" else 1)


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value[:10]) if value else None
    except ValueError:
        return None
