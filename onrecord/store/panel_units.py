"""The units of a panel in the order of its rows: a list, or the pairs of a whole store as they are asked for."""

from __future__ import annotations

import bisect
from collections.abc import Iterator

import numpy as np

from onrecord.store.network import BEARERS_OF_DYADS, COUNTRY_OF_DYADS, names_of
from onrecord.store.reader import Reader
from onrecord.store.sides import Numbers

Names = tuple[str, ...]
AT_ONCE = 50  # actors whose pairs are looked up together
MOST_AT_ONCE = 5000  # units of a list


class Listed:
    """Units that are all known."""

    def __init__(self, units: list[Names]) -> None:
        self._units = sorted(units)

    def __len__(self) -> int:
        return len(self._units)

    def from_unit(self, first: Names | None, many: int = 2) -> Iterator[list[Names]]:
        """The units from this one on (or the next where it is not there), first so many, then more at a time."""
        start = bisect.bisect_left(self._units, first) if first else 0
        while start < len(self._units):
            yield self._units[start : start + many]
            start, many = start + many, min(2 * many, MOST_AT_ONCE)


class Ordered:
    """Pairs that are all known, by the places of their actors (Sides.ordered_pairs): of many only some are written."""

    def __init__(self, actors: list[tuple[str, str]], pairs: Numbers) -> None:
        self._actors = actors
        self._pairs = pairs

    def __len__(self) -> int:
        return len(self._pairs)

    def from_unit(self, first: Names | None, many: int = 2) -> Iterator[list[Names]]:
        """The units from this one on (or the next where it is not there), first so many, then more at a time."""
        start = int(np.searchsorted(self._pairs, self._place(first))) if first else 0
        while start < len(self._pairs):
            some = self._pairs[start : start + many].tolist()
            yield [(*self._actors[n // len(self._actors)], *self._actors[n % len(self._actors)]) for n in some]
            start, many = start + many, min(2 * many, MOST_AT_ONCE)

    def _place(self, unit: Names) -> int:
        """The number of the pair, or the least of those above it."""
        one, other = (unit[0], unit[1]), (unit[2], unit[3])
        place = bisect.bisect_left(self._actors, one)
        there = place < len(self._actors) and self._actors[place] == one
        return place * len(self._actors) + (bisect.bisect_left(self._actors, other) if there else 0)


class Paired:
    """All pairs with an event from a `first` to a `last` day, read as they are asked for: a large store has many.

    Names are told apart by country where actors of several bear them; an actor with itself is no pair.
    """

    def __init__(self, reader: Reader, first: str, last: str) -> None:
        self._reader = reader
        self._days = [first, last]
        # A pair has an event between the days where its first or its last one is, or else one of those between them.
        self._between = (
            "d.first <> '' AND d.first <= ?2 AND d.last >= ?1 AND (d.first >= ?1 OR d.last <= ?2 OR EXISTS (SELECT 1"
            " FROM dyads e WHERE e.actor = d.actor AND e.recipient = d.recipient AND e.day BETWEEN ?1 AND ?2"
            " AND e.actor_country = d.actor_country AND e.recipient_country = d.recipient_country))"
        )

    def __len__(self) -> int:
        units = f"SELECT DISTINCT {BEARERS_OF_DYADS} FROM pairs d WHERE d.actor <> d.recipient AND {self._between}"
        found: int = self._reader.value(f"SELECT count(*) FROM ({units})", self._days)
        return found

    def from_unit(self, first: Names | None, many: int = 2) -> Iterator[list[Names]]:
        """The same; those of some actors at a time."""
        low, strictly = (first[0], False) if first else ("", False)
        while True:
            actors = self._reader.tuples(
                f"SELECT n.name, n.key FROM names n WHERE n.name {'>' if strictly else '>='} ? AND EXISTS"
                " (SELECT 1 FROM pairs d WHERE d.actor = n.key) ORDER BY n.name LIMIT ?",
                [low, AT_ONCE],
            )
            for name, key in actors:
                units = self._of(name, key)
                if first is not None:
                    units = [unit for unit in units if unit >= first]
                if units:
                    yield units
            if len(actors) < AT_ONCE:
                return
            low, strictly = actors[-1][0], True

    def _of(self, name: str, key: int) -> list[Names]:
        columns = f"{COUNTRY_OF_DYADS.format('actor')}, d.recipient, {COUNTRY_OF_DYADS.format('recipient')}"
        rows = self._reader.tuples(
            f"SELECT DISTINCT {columns} FROM pairs d WHERE d.actor = ?3 AND d.recipient <> ?3 AND {self._between}",
            [*self._days, key],
        )
        called = names_of(self._reader, list({row[1] for row in rows}))
        return sorted((name, its, called[other], whose) for its, other, whose in rows)
