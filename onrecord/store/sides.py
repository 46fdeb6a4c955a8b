"""Who is on either side of the events or statements that filters leave: read once, counted by actor and by pair."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from onrecord.store.filters import Filters, Kind, beside, found
from onrecord.store.reader import Reader

# An actor: the key of its name and, where actors of several countries bear that, its country ('' for none).
Bearer = tuple[int, str]
Pair = tuple[Bearer, Bearer]
SHARED = "(SELECT key FROM shared_names)"
Numbers = npt.NDArray[np.int64]
_WRITTEN = re.compile(r'([\t\n]*\[\d+,"(?:[^"\\]|\\.)*)"\],')


@dataclass(frozen=True, slots=True)
class Passing:
    """What passes from one actor to another: how many things, and the first and last day; '' where none has one."""

    n: int
    first: str
    last: str


def bearers_of(listed: str, shared: Collection[int]) -> list[Bearer]:
    """The actors of a list (passages.actors, passages.recipients)."""
    rows: list[Bearer] = json.loads(f"[{listed[:-1]}]")
    return [(name, country if name in shared else "") for name, country in rows]


def countries_of(listed: str) -> list[str]:
    """The countries of a list (passages.actor_countries, passages.recipient_countries)."""
    found: list[str] = json.loads(f"[{listed[:-1]}]")
    return found


def shared_names(reader: Reader) -> dict[int, str]:
    """Names that actors of several countries bear, by their keys."""
    return dict(reader.tuples("SELECT key, name FROM shared_names"))


class Sides:
    """Who acts on whom, or speaks of whom, in the things that filters leave; each actor once on a side of each.

    `days`, where given, are the first and last that count, as the store writes them.
    """

    def __init__(self, reader: Reader, kind: Kind, filters: Filters, days: Sequence[str] = ()) -> None:
        source, condition, values = found(kind, filters, all=True)
        source, lists = beside(source)
        if days:
            condition, values = f"{condition} AND w.day BETWEEN ? AND ?", [*values, *days]
        # One text, a line a thing: to hand over row by row takes longer than to find them. JSON escapes the marks.
        telling = [f"{lists}.actors || char(9) || {lists}.recipients", *(["w.day"] if kind == "statements" else [])]
        listed = ", ".join(f"group_concat({one}, char(10))" for one in telling)
        told, *dates = reader.tuples(f"SELECT {listed} FROM {source} WHERE {condition}", values)[0]
        self._dates: list[str] = dates[0].split("\n") if dates and dates[0] is not None else []
        pieces = _pieces(told or "")
        marks = {piece: n for n, piece in enumerate(dict.fromkeys(pieces))}
        written = [piece.lstrip("\t\n") for piece in marks]
        parties = bearers_of("".join(f'{one}"],' for one in written), shared_names(reader))
        numbers = {one: n for n, one in enumerate(dict.fromkeys(parties))}
        # Of each piece the things and sides that end before it, and the number of its actor.
        before = [piece[: len(piece) - len(one)] for piece, one in zip(marks, written, strict=True)]
        rows = [(ends.count("\n"), ends.count("\t"), numbers[one]) for ends, one in zip(before, parties, strict=True)]
        self.bearers: list[Bearer] = list(numbers)
        met = np.fromiter(map(marks.__getitem__, pieces), np.int64, len(pieces))
        things, sides, who = np.array(rows, np.int64).reshape(-1, 3)[met].T
        things = things.cumsum()
        # Each line has one mark between its sides.
        self._things, self._who, sides = self._once(things, who, sides.cumsum() - things)
        self._acts = sides == 0

    def _once(self, things: Numbers, who: Numbers, sides: Numbers) -> tuple[Numbers, Numbers, Numbers]:
        """Things, actors and sides, each actor once on a side of a thing; in the order of the things."""
        many = max(1, len(self.bearers))
        told = _distinct((things * 2 + sides) * many + who)
        return told // (2 * many), told % many, told // many % 2

    def parties(self) -> Counter[Bearer]:
        """How many things each actor takes part in, on either side."""
        many = max(1, len(self.bearers))
        each = np.bincount(_distinct(self._things * many + self._who) % many, minlength=len(self.bearers))
        return Counter(dict(zip(self.bearers, each.tolist(), strict=True)))

    def acting(self) -> list[Bearer]:
        """All who act, or speak."""
        return [self.bearers[one] for one in _distinct(self._who[self._acts]).tolist()]

    def pairs(self, kept: Collection[Bearer] | None = None) -> dict[Pair, Passing]:
        """What passes from one of these actors (or of all) to another of them; nothing from one to its own name.

        The days are those of statements; of events they are ''.
        """
        one, other, things = self._met(kept)
        met = one * len(self.bearers) + other
        codes = _distinct(met)
        where = np.searchsorted(codes, met)
        many = np.bincount(where, minlength=len(codes))
        first, last = self._spans(where, things, len(codes))
        ones, others = codes // max(1, len(self.bearers)), codes % max(1, len(self.bearers))
        return {
            (self.bearers[a], self.bearers[b]): Passing(n, start, end)
            for a, b, n, start, end in zip(ones.tolist(), others.tolist(), many.tolist(), first, last, strict=True)
        }

    def ordered_pairs(self, called: dict[int, str]) -> tuple[list[tuple[str, str]], Numbers]:
        """All pairs in the order of their names: the actors by name and country, and of each pair a number.

        That is the place of the one who acts, times the number of all, and the place of the other. `called` tells the
        names by their keys; a pair with one that is not there is left out.
        """
        actors = sorted((called[key], country) for key, country in self.bearers if key in called)
        place = {one: n for n, one in enumerate(actors)}
        places = np.array([place.get((called.get(key, ""), country), -1) for key, country in self.bearers], np.int64)
        one, other, _ = self._met(None)
        one, other = places[one], places[other]
        there = (one >= 0) & (other >= 0)
        return actors, _distinct(one[there] * max(1, len(actors)) + other[there])

    def _met(self, kept: Collection[Bearer] | None) -> tuple[Numbers, Numbers, Numbers]:
        """Each actor with each on the other side of the same thing: their numbers, and that of the thing."""
        wanted = np.array([kept is None or one in kept for one in self.bearers], bool)[self._who]
        ones, others = wanted & self._acts, wanted & ~self._acts
        things, who = self._things[ones], self._who[ones]
        here = self._things[others]
        start = np.searchsorted(things, here)
        each = np.searchsorted(things, here, "right") - start
        at = np.repeat(start, each) + np.arange(each.sum()) - np.repeat(each.cumsum() - each, each)
        one, other = who[at], np.repeat(self._who[others], each)
        names = np.array([name for name, _ in self.bearers], np.int64)
        apart = names[one] != names[other]
        return one[apart], other[apart], np.repeat(here, each)[apart]

    def _spans(self, where: Numbers, things: Numbers, many: int) -> tuple[list[str], list[str]]:
        """First and last day of so many pairs; `where` tells the pair of each of the things."""
        if not self._dates:
            return [""] * many, [""] * many
        known = sorted({*self._dates} - {""})
        number = {day: n for n, day in enumerate(known)} | {"": -1}
        days = np.fromiter(map(number.__getitem__, self._dates), np.int64, len(self._dates))[things]
        first, last = np.full(many, len(known)), np.full(many, -1)
        dated = days >= 0
        np.minimum.at(first, where[dated], days[dated])
        np.maximum.at(last, where[dated], days[dated])
        called = [*known, ""]  # the last one for a pair without any: both len(known) and -1 lead to it
        return [called[n] for n in first.tolist()], [called[n] for n in last.tolist()]


def _distinct(numbers: Numbers) -> Numbers:
    """Each once, in order. (np.unique hashes, which takes ten times as long for these.)"""
    ordered = np.sort(numbers)
    return ordered[np.append(True, ordered[1:] != ordered[:-1])] if len(ordered) else ordered


def _pieces(told: str) -> list[str]:
    """The actors of all lines, each without the `"],` after it and with the marks before it."""
    # Where a country has a quotation mark in it, it may have all of what parts them.
    return _WRITTEN.findall(told) if "\\" in told else told.split('"],')[:-1]
