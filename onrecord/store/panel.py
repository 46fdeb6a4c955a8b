"""Panels: events of each dyad, actor or country by day, week or month, zeros filled in; what regressions run on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from onrecord.store.filters import Filters, found, of_dyads
from onrecord.store.network import BEARERS_OF_DYADS, COUNTRY_OF_DYADS, SHARED, names_of
from onrecord.store.panel_units import Listed, Paired
from onrecord.store.reader import Reader, Row
from onrecord.store.scales import intensity, quad_names, quad_of
from onrecord.store.timeline import PERIOD, Unit, periods

By = Literal["dyad", "actor", "country", "country-dyad"]
UNIT_COLUMNS: dict[By, tuple[str, ...]] = {
    "dyad": ("actor", "actor_country", "recipient", "recipient_country"),
    "actor": ("actor", "actor_country"),
    "country": ("country",),
    "country-dyad": ("actor_country", "recipient_country"),
}
_ACTOR = " JOIN parties i ON i.passage = w.key AND i.side = 0"
_RECIPIENT = " JOIN parties j ON j.passage = w.key AND j.side = 1"
_NAMES = " JOIN names x ON x.key = i.name"
_ITS, _WHOSE = (f"iif({p}.name IN {SHARED}, {p}.country, '')" for p in "ij")
_WHO: dict[By, tuple[str, tuple[str, ...]]] = {  # joins, and what tells a unit apart, in the order of UNIT_COLUMNS
    "dyad": (_ACTOR + _RECIPIENT + _NAMES + " JOIN names y ON y.key = j.name", ("x.name", _ITS, "y.name", _WHOSE)),
    "actor": (_ACTOR + _NAMES, ("x.name", _ITS)),
    "country": (_ACTOR, ("i.country",)),
    "country-dyad": (_ACTOR + _RECIPIENT, ("i.country", "j.country")),
}
# The same by the names' keys, which are told apart faster.
_KEYED: dict[By, tuple[str, tuple[str, ...]]] = {
    **_WHO,
    "dyad": (_ACTOR + _RECIPIENT, ("i.name", _ITS, "j.name", _WHOSE)),
    "actor": (_ACTOR, ("i.name", _ITS)),
}
_KNOWN: dict[By, str] = {"dyad": "i.name <> j.name", "actor": "1", "country": "i.country <> ''",
                         "country-dyad": "i.country <> '' AND j.country <> ''"}  # fmt: skip


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
    units: Listed | Paired
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
    joins, named = _KEYED[by][0], _KNOWN[by]
    source, condition, values = found("events", filters)
    # Of everything the days are counted already.
    days_of, those = ("event_days w", "1") if filters == Filters() else (source, condition)
    span = reader.tuples(
        f"SELECT min(w.day), max(w.day) FROM {days_of} WHERE {those} AND w.day <> ''"
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
        return Panel(by, unit, "", "", Listed([]), [], undated, frozenset())
    days = [start.isoformat(), end.isoformat() + "~"]
    direct = of_dyads(filters) if by == "dyad" else None
    units: Listed | Paired
    if by == "dyad" and replace(filters, since=None, until=None) == Filters():
        units = Paired(reader, *days)
    elif direct is not None:
        keyed = reader.tuples(
            f"SELECT DISTINCT {BEARERS_OF_DYADS} FROM dyads d WHERE {direct[0]} AND d.actor <> d.recipient"
            " AND d.day BETWEEN ? AND ?",
            [*direct[1], *days],
        )
        units = Listed(_named(reader, keyed))
    else:
        keyed = reader.tuples(
            f"SELECT DISTINCT {', '.join(_KEYED[by][1])} FROM {source}{joins} WHERE {condition} AND {named}"
            " AND w.day BETWEEN ? AND ?",
            [*values, *days],
        )
        units = Listed(_named(reader, keyed) if by in ("dyad", "actor") else keyed)
    shared = frozenset(name for (name,) in reader.tuples("SELECT name FROM shared_names"))
    return Panel(by, unit, start.isoformat(), end.isoformat(), units, periods(start, end, unit), undated, shared)


def _named(reader: Reader, keyed: list[tuple[Any, ...]]) -> list[tuple[str, ...]]:
    """Units by their names instead of keys."""
    called = names_of(reader, list({key for unit in keyed for key in unit[::2]}))
    return [tuple(called[word] if n % 2 == 0 else word for n, word in enumerate(unit)) for unit in keyed]


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
    last, period = (after[:-1], after[-1]) if after else (None, "")
    for units in over.units.from_unit(last):
        # A page holds a few units; the first of them may have ended with the page before.
        units = units[: left // len(over.periods) + 2]
        countries: dict[str, str] = {}
        if over.by in ("dyad", "actor"):
            countries = _only_countries(reader, {name for unit in units for name in unit[::2]})
        counted = _counted(reader, over, filters, units[0], units[-1])
        for unit, here in zip(units, _by_unit(counted, units), strict=True):
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


def _counted(
    reader: Reader, over: Panel, filters: Filters, low: tuple[str, ...], high: tuple[str, ...]
) -> Iterator[Row]:
    """Events by unit (k0, k1, ...), period, type and mode, units from `low` to `high`, in the order of the units."""
    joins, telling = _WHO[over.by]
    direct = of_dyads(filters) if over.by == "dyad" else None
    if direct is not None:
        condition, values = direct
        telling = ("x.name", COUNTRY_OF_DYADS.format("actor"), "y.name", COUNTRY_OF_DYADS.format("recipient"))
        # Names first, in their order: only their own events are then read.
        return reader.stream(
            f"SELECT {_keys(telling)}, {PERIOD[over.unit].format(day='d.day')} AS period, d.type,"
            " nullif(d.mode, '') AS mode, count(*) AS n FROM names x CROSS JOIN dyads d ON d.actor = x.key"
            f" CROSS JOIN names y ON y.key = d.recipient WHERE x.name BETWEEN ? AND ? AND {condition}"
            f" AND ({', '.join(telling)}) BETWEEN (?, ?, ?, ?) AND (?, ?, ?, ?) AND d.actor <> d.recipient"
            " AND d.day BETWEEN ? AND ? || '~' GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1, 2, 3, 4",
            [low[0], high[0], *values, *low, *high, over.first, over.last],
        )
    source, condition, values = found("events", filters)
    many = range(1, len(telling) + 1)
    between = f"({', '.join(telling)}) BETWEEN ({', '.join('?' * len(low))}) AND ({', '.join('?' * len(low))})"
    if len(telling) == 1:
        between = f"{telling[0]} BETWEEN ? AND ?"
    return reader.stream(
        f"SELECT {_keys(telling)}, {PERIOD[over.unit].format(day='w.day')} AS period, w.type, w.mode,"
        f" count(DISTINCT w.key) AS n FROM {source}{joins} WHERE {condition}"
        f" AND {_KNOWN[over.by]} AND {between} AND w.day BETWEEN ? AND ? || '~'"
        f" GROUP BY {', '.join(map(str, many))}, period, w.type, w.mode ORDER BY {', '.join(map(str, many))}",
        [*values, *low, *high, over.first, over.last],
    )


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
