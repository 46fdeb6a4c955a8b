"""Who is on either side of the events that filters leave: read once, then counted by actor and by pair."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection
from functools import cache

from onrecord.store.filters import Filters, beside, found
from onrecord.store.reader import Reader

# An actor: the key of its name and, where actors of several countries bear that, its country ('' for none).
Bearer = tuple[int, str]
Pair = tuple[Bearer, Bearer]
SHARED = "(SELECT key FROM shared_names)"


def bearers_of(listed: str, shared: Collection[int]) -> tuple[Bearer, ...]:
    """The actors of a list (passages.actors, passages.recipients), each once."""
    rows: list[Bearer] = json.loads(f"[{listed[:-1]}]")
    return tuple(dict.fromkeys((name, country if name in shared else "") for name, country in rows))


def countries_of(listed: str) -> list[str]:
    """The countries of a list (passages.actor_countries, passages.recipient_countries)."""
    found: list[str] = json.loads(f"[{listed[:-1]}]")
    return found


def shared_names(reader: Reader) -> dict[int, str]:
    """Names that actors of several countries bear, by their keys."""
    return dict(reader.tuples("SELECT key, name FROM shared_names"))


class Sides:
    """Who acts on whom in the events that filters leave; each actor once in each event."""

    def __init__(self, reader: Reader, filters: Filters) -> None:
        shared = shared_names(reader)
        self._bearers = cache(lambda listed: bearers_of(listed, shared))
        source, condition, values = found("events", filters, all=True)
        source, lists = beside(source)
        # Counted here: SQLite would sort them first.
        self._counted = Counter(
            reader.tuples(f"SELECT {lists}.actors, {lists}.recipients FROM {source} WHERE {condition}", values)
        )

    def parties(self) -> Counter[Bearer]:
        """How many events each actor takes part in, on either side."""
        many: Counter[Bearer] = Counter()
        for (actors, recipients), n in self._counted.items():
            ones, others = self._bearers(actors), self._bearers(recipients)
            for bearer in ones:
                many[bearer] += n
            for bearer in others:
                if bearer not in ones:
                    many[bearer] += n
        return many

    def pairs(self, kept: Collection[Bearer]) -> Counter[Pair]:
        """How many events pass from one of these actors to another of them; none from one to its own name."""
        many: Counter[Pair] = Counter()
        for (actors, recipients), n in self._counted.items():
            ones = [one for one in self._bearers(actors) if one in kept]
            for other in self._bearers(recipients) if ones else ():
                if other in kept:
                    for one in ones:
                        if one[0] != other[0]:
                            many[one, other] += n
        return many
