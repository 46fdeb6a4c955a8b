"""Panels: events of each dyad, actor or country by day, week or month, zeros filled in; what regressions run on."""

from __future__ import annotations

import itertools
import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any, Literal

from onrecord.store.filters import Filters, beside, found, of_dyads, where
from onrecord.store.network import COUNTRY_OF_DYADS, names_of
from onrecord.store.panel_units import Listed, Ordered, Paired
from onrecord.store.reader import Reader, Row
from onrecord.store.scales import intensity, quad_names, quad_of
from onrecord.store.sides import SHARED, Sides, bearers_of, countries_of, shared_names
from onrecord.store.timeline import PERIOD, Unit, periods

By = Literal["dyad", "actor", "country", "country-dyad"]
UNIT_COLUMNS: dict[By, tuple[str, ...]] = {
    "dyad": ("actor", "actor_country", "recipient", "recipient_country"),
    "actor": ("actor", "actor_country"),
    "country": ("country",),
    "country-dyad": ("actor_country", "recipient_country"),
}
# The lists in a row of passages that tell its units.
_LISTS: dict[By, tuple[str, ...]] = {
    "dyad": ("actors", "recipients"),
    "actor": ("actors",),
    "country": ("actor_countries",),
    "country-dyad": ("actor_countries", "recipient_countries"),
}
# Of a day what tells its period.
_PREFIX: dict[Unit, str] = {
    "day": "w.day",
    "week": "w.day",
    "month": "substr(w.day, 1, 7)",
    "year": "substr(w.day, 1, 4)",
}
# Countries of so few units are looked for in the lists; of more everything is counted.
FEW = 8


@dataclass(frozen=True, slots=True)
class Panel:
    """What a panel is over: its first and last day, its units and periods (by their first days), both in order.

    A unit of actors is each one's name and, where actors of several countries bear that, its country, else ''.
    `shared` are such names; `undated` is how many events have no day.
    """

    by: By
    unit: Unit
    first: str
    last: str
    units: Listed | Ordered | Paired
    periods: list[str]
    undated: int
    shared: frozenset[str]

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of its columns."""
        return (*UNIT_COLUMNS[self.by], self.unit, "events", *(f"quad_{quad}" for quad in quad_names()), "intensity")


def panel(reader: Reader, by: By, unit: Unit, filters: Filters, since: date | None, until: date | None) -> Panel:
    """The units with at least one event that the filters leave, and all periods from the first to the last day.

    The days are `since` to `until` where given, else those of the first and last event in the years of the articles.
    """
    source, ordered, values = found("events", filters)
    first, last = (since, until) if since and until else _span(reader, source, ordered, values)
    source, lists = beside(source)
    columns = ", ".join(f"{lists}.{name}" for name in _LISTS[by])
    named = shared_names(reader)
    units_of = _units_of(by, named)
    undated = reader.tuples(f"SELECT {columns} FROM {source} WHERE {ordered} AND w.day = ''", values)
    without_day = sum(bool(units_of(lists)) for lists in undated)
    start, end = since or first, until or last
    if start is None or end is None or end < start:
        return Panel(by, unit, "", "", Listed([]), [], without_day, frozenset())
    days = [start.isoformat(), end.isoformat() + "~"]
    units: Listed | Ordered | Paired
    if by == "dyad" and replace(filters, since=None, until=None) == Filters():
        units = Paired(reader, *days)
    else:
        units = _units(reader, by, filters, days)
    return Panel(
        by, unit, start.isoformat(), end.isoformat(), units, periods(start, end, unit), without_day,
        frozenset(named.values()),
    )  # fmt: skip


def _units(reader: Reader, by: By, filters: Filters, days: list[str]) -> Listed | Ordered:
    """The units with an event on one of the days."""
    if by in ("dyad", "actor"):
        sides = Sides(reader, "events", filters, days)
        called = names_of(reader, list({key for key, _ in sides.bearers}))
        if by == "dyad":
            return Ordered(*sides.ordered_pairs(called))
        return Listed([(called[key], country) for key, country in sides.acting()])
    source, condition, values = found("events", filters, all=True)
    source, lists = beside(source)
    columns = ", ".join(f"{lists}.{name}" for name in _LISTS[by])
    rows = reader.tuples(
        f"SELECT DISTINCT {columns} FROM {source} WHERE {condition} AND w.day BETWEEN ? AND ?", [*values, *days]
    )
    units_of = _units_of(by, ())
    return Listed(list({unit for row in rows for unit in units_of(row)}))


def _span(reader: Reader, source: str, condition: str, values: list[Any]) -> tuple[date | None, date | None]:
    """The first and last day with an event in the years of the articles; read from either end of an index of days."""
    years = reader.tuples("SELECT date(min(published), '-1 year'), date(max(published), '+1 year') FROM articles")[0]
    ends: list[date | None] = []
    for order in ("", " DESC"):
        day = reader.value(
            f"SELECT w.day FROM {source} WHERE {condition} AND w.day <> '' AND w.day BETWEEN ? AND ?"
            f" ORDER BY w.day{order} LIMIT 1",
            [*values, *years],
        )
        ends.append(date.fromisoformat(day[:10]) if day else None)
    return ends[0], ends[1]


def _units_of(by: By, shared: Collection[int]) -> Callable[[tuple[str, ...]], Iterable[tuple[Any, ...]]]:
    """From the lists of an event to its units, names by their keys."""
    bearers = cache(lambda listed: dict.fromkeys(bearers_of(listed, shared)))
    countries = cache(countries_of)

    def pairs(lists: tuple[str, ...]) -> list[tuple[Any, ...]]:
        ones, others = map(bearers, lists)
        return [(*one, *other) for one in ones for other in others if one[0] != other[0]]

    whose: dict[By, Callable[[tuple[str, ...]], list[tuple[Any, ...]]]] = {
        "dyad": pairs,
        "actor": lambda lists: list(bearers(lists[0])),
        "country": lambda lists: [(country,) for country in countries(lists[0])],
        "country-dyad": lambda lists: list(itertools.product(*map(countries, lists))),
    }
    return whose[by]


def size(over: Panel) -> int:
    """How many rows the panel has."""
    return len(over.units) * len(over.periods)


def panel_rows(
    reader: Reader, over: Panel, filters: Filters, after: tuple[str, ...] | None = None, limit: int | None = None
) -> Iterator[Row]:
    """Every unit in every period, unit by unit, at most `limit` rows.

    `after` a row, which is given as its unit and period, come those below it, whether it is still there or not.
    """
    left = size(over) if limit is None else limit
    if not over.periods:
        return
    at_once = 2 if limit is None else limit // len(over.periods) + 2
    last, period = (after[:-1], after[-1]) if after else (None, "")
    for units in over.units.from_unit(last, at_once):
        # A page holds a few units; the first of them may have ended with the page before.
        units = units[: left // len(over.periods) + 2]
        countries: dict[str, str] = {}
        if over.by in ("dyad", "actor"):
            countries = _only_countries(reader, {name for unit in units for name in unit[::2]})
        count = _of_names if over.by in ("dyad", "actor") else _of_countries
        for unit, here in zip(units, _by_unit(count(reader, over, filters, units), units), strict=True):
            names = dict(zip(UNIT_COLUMNS[over.by], unit, strict=True))
            for side in ("actor", "recipient"):
                if side in names:
                    names[f"{side}_country"] = names[f"{side}_country"] or countries.get(names[side], "")
            for start in over.periods:
                if left and (unit != last or start > period):
                    left -= 1
                    yield {**names, over.unit: start, **_sums(here.get(start, []))}
        if not left:
            return


def _by_unit(rows: Iterator[Row], units: list[tuple[str, ...]]) -> Iterator[dict[str, list[Row]]]:
    """The rows of each unit by period; both are in the order of the units."""
    waiting = next(rows, None)
    for unit in units:
        here: dict[str, list[Row]] = {}
        while waiting is not None and (key := tuple(waiting[f"k{n}"] for n in range(len(unit)))) <= unit:
            if key == unit:  # else of a namesake that is no unit here
                here.setdefault(waiting["period"], []).append(waiting)
            waiting = next(rows, None)
        yield here
    for _ in rows:  # to the end: a query that is not read to it holds its state of the store
        pass


def _only_countries(reader: Reader, names: set[str]) -> dict[str, str]:
    """The country of each name whose every record is of one."""
    rows = reader.tuples(
        "SELECT n.name, min(b.country) FROM json_each(?) j JOIN names n ON n.name = j.value"
        " JOIN bearers b ON b.name = n.key GROUP BY 1 HAVING count(*) = 1",
        (json.dumps(sorted(names)),),
    )
    return dict(rows)


def _of_names(reader: Reader, over: Panel, filters: Filters, units: list[tuple[str, ...]]) -> Iterator[Row]:
    """Events by unit (k0, k1, ...), period, type and mode, from the first unit to the last, in their order."""
    low, high = units[0], units[-1]
    direct = of_dyads(filters) if over.by == "dyad" else None
    # What the facets ask is asked of each event of the units, not of all that there are.
    condition, values = direct or where("events", filters, all=True)
    telling: tuple[str, ...]
    if over.by == "dyad":
        telling = ("x.name", COUNTRY_OF_DYADS.format("actor"), "y.name", COUNTRY_OF_DYADS.format("recipient"))
        joins = "dyads d ON d.actor = x.key CROSS JOIN names y ON y.key = d.recipient"
        joins += "" if direct else " CROSS JOIN passages w ON w.key = +d.key"
        facts, many, condition = "d", "count(*)", f"{condition} AND d.actor <> d.recipient"
    else:
        telling = ("x.name", f"iif(i.name IN {SHARED}, i.country, '')")
        # The "+" keeps SQLite from trying each of the events that a facet leaves with each name.
        joins = "parties i ON i.name = x.key AND i.side = 0 CROSS JOIN passages w ON w.key = +i.passage"
        facts, many = "w", "count(DISTINCT w.key)"
    marks = ", ".join("?" * len(telling))
    ordered = ", ".join(str(n + 1) for n in range(len(telling)))
    # Names first, in their order: only their own events are then read.
    return reader.stream(
        f"SELECT {_keys(telling)}, {PERIOD[over.unit].format(day=f'{facts}.day')} AS period, {facts}.type,"
        f" nullif({facts}.mode, '') AS mode, {many} AS n FROM names x CROSS JOIN {joins} WHERE x.name BETWEEN ? AND ?"
        f" AND {condition} AND ({', '.join(telling)}) BETWEEN ({marks}) AND ({marks})"
        f" AND {facts}.day BETWEEN ? AND ? || '~' GROUP BY {ordered}, period, {facts}.type, {facts}.mode"
        f" ORDER BY {ordered}",
        [low[0], high[0], *values, *low, *high, over.first, over.last],
    )


def _of_countries(reader: Reader, over: Panel, filters: Filters, units: list[tuple[str, ...]]) -> Iterator[Row]:
    """The same where a unit is a country or two."""
    source, condition, values = found("events", filters, all=True)
    source, lists = beside(source)
    columns = _LISTS[over.by]
    if len(units) <= FEW:
        one = " AND ".join(f"instr({lists}.{name}, json_quote(?) || ',')" for name in columns)
        condition += f" AND ({' OR '.join([one] * len(units))})"
        values = [*values, *itertools.chain.from_iterable(units)]
    units_of = _units_of(over.by, ())
    counted: Counter[tuple[Any, ...]] = Counter()
    # One text, a line an event, counted here: to hand over row by row, or to sort in SQLite, takes longer.
    listed = " || char(9) || ".join(f"{lists}.{name}" for name in columns)
    told = reader.value(
        f"SELECT group_concat({listed} || char(9) || json_array({_PREFIX[over.unit]}, w.type, w.mode), char(10))"
        f" FROM {source} WHERE {condition} AND w.day BETWEEN ? AND ? || '~'",
        [*values, over.first, over.last],
    )
    by_line = Counter(told.split("\n") if told is not None else ())
    facts = {line.rpartition("\t")[2] for line in by_line}
    known: dict[str, tuple[str, str, str | None]] = {fact: tuple(json.loads(fact)) for fact in facts}
    dates = json.dumps(sorted({day for day, _, _ in known.values()}))
    period_of = dict(
        reader.tuples(f"SELECT value, {PERIOD[over.unit].format(day='value')} FROM json_each(?)", [dates])
    )  # fmt: skip
    for line, n in by_line.items():
        *sides, fact = line.split("\t")
        day, type, mode = known[fact]
        for unit in units_of(tuple(sides)):
            counted[unit, period_of[day], type, mode or ""] += n
    for unit, period, type, mode in sorted(counted):
        yield {
            **{f"k{n}": word for n, word in enumerate(unit)},
            "period": period, "type": type, "mode": mode or None, "n": counted[unit, period, type, mode],
        }  # fmt: skip


def _keys(telling: tuple[str, ...]) -> str:
    return ", ".join(f"{column} AS k{n}" for n, column in enumerate(telling))


def _sums(rows: list[Row]) -> Row:
    """Events in all, by quad class, and the sum of their intensities."""
    quads = {f"quad_{quad}": 0 for quad in quad_names()}
    for row in rows:
        quad = f"quad_{quad_of(row['type'])}"
        if quad in quads:
            quads[quad] += row["n"]
    strength = sum(row["n"] * (intensity(row["type"], row["mode"]) or 0.0) for row in rows)
    return {"events": sum(row["n"] for row in rows), **quads, "intensity": round(strength, 2)}
