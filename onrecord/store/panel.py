"""Panels: events of each dyad, actor or country by day, week or month, zeros filled in; what regressions run on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from onrecord.store.filters import Filters, found, of_dyads
from onrecord.store.network import names_of
from onrecord.store.reader import Reader, Row
from onrecord.store.scales import intensity, quad_names, quad_of
from onrecord.store.timeline import PERIOD, Unit, periods

By = Literal["dyad", "actor", "country", "country-dyad"]
UNIT_COLUMNS: dict[By, tuple[str, ...]] = {
    "dyad": ("actor", "recipient"),
    "actor": ("actor",),
    "country": ("country",),
    "country-dyad": ("actor_country", "recipient_country"),
}
_ACTOR = " JOIN parties i ON i.passage = w.key AND i.side = 0"
_RECIPIENT = " JOIN parties j ON j.passage = w.key AND j.side = 1"
_NAMES = " JOIN names x ON x.key = i.name"
_WHO: dict[By, tuple[str, str, str]] = {  # joins, first and second unit of a row
    "dyad": (_ACTOR + _RECIPIENT + _NAMES + " JOIN names y ON y.key = j.name", "x.name", "y.name"),
    "actor": (_ACTOR + _NAMES, "x.name", "''"),
    "country": (_ACTOR, "i.country", "''"),
    "country-dyad": (_ACTOR + _RECIPIENT, "i.country", "j.country"),
}
# The same by the names' keys, which are told apart faster.
_KEYED: dict[By, str] = {"dyad": _ACTOR + _RECIPIENT, "actor": _ACTOR, "country": _ACTOR,
                         "country-dyad": _ACTOR + _RECIPIENT}  # fmt: skip
_BY_KEY: dict[By, tuple[str, str]] = {"dyad": ("i.name", "j.name"), "actor": ("i.name", "''")}
_KNOWN: dict[By, str] = {"dyad": "1", "actor": "1", "country": "i.country <> ''",
                         "country-dyad": "i.country <> '' AND j.country <> ''"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Panel:
    """What a panel is over: its first and last day, its units and periods (by their first days), both in order.

    `undated` is how many events have no day.
    """

    by: By
    unit: Unit
    first: str
    last: str
    units: list[tuple[str, str]]
    periods: list[str]
    undated: int

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of its columns."""
        return (*UNIT_COLUMNS[self.by], self.unit, "events", *(f"quad_{quad}" for quad in quad_names()), "intensity")


def panel(reader: Reader, by: By, unit: Unit, filters: Filters, since: date | None, until: date | None) -> Panel:
    """The units with at least one event that the filters leave, and all periods from the first to the last day.

    The days are `since` to `until` where given, else those of the first and last event in the years of the articles.
    """
    joins, first, second = _WHO[by]
    source, condition, values = found("events", filters)
    named = _KNOWN[by]
    span = reader.tuples(
        f"SELECT min(w.day), max(w.day) FROM {source} WHERE {condition} AND w.day <> ''"
        " AND w.day >= (SELECT date(min(published), '-1 year') FROM articles)"
        " AND w.day <= (SELECT date(max(published), '+1 year') FROM articles)",
        values,
    )[0]
    undated = reader.value(
        f"SELECT count(DISTINCT w.key) FROM {source}{joins} WHERE {condition} AND {named} AND w.day = ''",
        values,
    )
    start = since or (date.fromisoformat(span[0][:10]) if span[0] else None)
    end = until or (date.fromisoformat(span[1][:10]) if span[1] else None)
    if start is None or end is None or end < start:
        return Panel(by, unit, "", "", [], [], undated)
    days = [start.isoformat(), end.isoformat() + "~"]
    direct = of_dyads(filters) if by == "dyad" else None
    if direct is not None:
        units = reader.tuples(
            f"SELECT DISTINCT d.actor, d.recipient FROM dyads d WHERE {direct[0]} AND d.day BETWEEN ? AND ?",
            [*direct[1], *days],
        )
    else:
        one, other = _BY_KEY.get(by, (first, second))
        units = reader.tuples(
            f"SELECT DISTINCT {one}, {other} FROM {source}{_KEYED[by]} WHERE {condition} AND {named}"
            " AND w.day BETWEEN ? AND ?",
            [*values, *days],
        )
    if by in _BY_KEY:
        called: dict[Any, str] = {"": "", **names_of(reader, list({end for pair in units for end in pair} - {""}))}
        units = [(called[one], called[other]) for one, other in units]
    return Panel(by, unit, start.isoformat(), end.isoformat(), sorted(units), periods(start, end, unit), undated)


def size(over: Panel) -> int:
    """How many rows the panel has."""
    return len(over.units) * len(over.periods)


def panel_rows(
    reader: Reader, over: Panel, filters: Filters, begin: int = 0, limit: int | None = None
) -> Iterator[Row]:
    """The rows from number `begin` on, at most `limit`: every unit in every period, unit by unit."""
    wide = len(over.periods)
    end = size(over) if limit is None else min(size(over), begin + limit)
    if begin >= end:
        return
    number = begin // wide
    last = (end - 1) // wide
    counted = _counted(reader, over, filters, over.units[number], over.units[last])
    waiting = next(counted, None)
    for unit in range(number, last + 1):
        here: dict[str, list[Row]] = {}
        while waiting is not None and (waiting["a"], waiting["b"]) == over.units[unit]:
            here.setdefault(waiting["period"], []).append(waiting)
            waiting = next(counted, None)
        names = dict(zip(UNIT_COLUMNS[over.by], over.units[unit], strict=False))
        for n in range(max(0, begin - unit * wide), min(wide, end - unit * wide)):
            yield {**names, over.unit: over.periods[n], **_sums(here.get(over.periods[n], []))}


def _counted(
    reader: Reader, over: Panel, filters: Filters, low: tuple[str, str], high: tuple[str, str]
) -> Iterator[Row]:
    """Events by unit, period, type and mode, the units from `low` to `high`, in the order of the units."""
    joins, first, second = _WHO[over.by]
    direct = of_dyads(filters) if over.by == "dyad" else None
    if direct is not None:
        condition, values = direct
        # Names first, in their order: only their own events are then read.
        return reader.stream(
            f"SELECT x.name AS a, y.name AS b, {PERIOD[over.unit].format(day='d.day')} AS period, d.type,"
            " nullif(d.mode, '') AS mode, count(*) AS n FROM names x CROSS JOIN dyads d ON d.actor = x.key"
            f" CROSS JOIN names y ON y.key = d.recipient WHERE x.name BETWEEN ? AND ? AND {condition}"
            " AND (x.name, y.name) BETWEEN (?, ?) AND (?, ?) AND d.day BETWEEN ? AND ? || '~'"
            " GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2",
            [low[0], high[0], *values, *low, *high, over.first, over.last],
        )
    source, condition, values = found("events", filters)
    return reader.stream(
        f"SELECT {first} AS a, {second} AS b, {PERIOD[over.unit].format(day='w.day')} AS period, w.type, w.mode,"
        f" count(DISTINCT w.key) AS n FROM {source}{joins} WHERE {condition}"
        f" AND {_KNOWN[over.by]} AND ({first}, {second}) BETWEEN (?, ?) AND (?, ?) AND w.day BETWEEN ? AND ? || '~'"
        " GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2",
        [*values, *low, *high, over.first, over.last],
    )


def _sums(rows: list[Row]) -> Row:
    """Events in all, by quad class, and the sum of their intensities."""
    quads = {f"quad_{quad}": 0 for quad in quad_names()}
    for row in rows:
        quad = f"quad_{quad_of(row['type'])}"
        if quad in quads:
            quads[quad] += row["n"]
    strength = sum(row["n"] * (intensity(row["type"], row["mode"]) or 0.0) for row in rows)
    return {"events": sum(row["n"] for row in rows), **quads, "intensity": round(strength, 2)}
