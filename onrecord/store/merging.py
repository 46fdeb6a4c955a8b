"""Merging: which events are one, kept in step as reports come in; the same for any order in which they come.

Tellings have an order (day of publication, article, place in the article). Each is joined to the earlier one that
shares most with it among those that nobody told before (leaders), and is a leader itself where there is none. A report
that comes in, is coded again or leaves can change that for later ones alone: those are looked at again, in order, until
nothing changes.
"""

from __future__ import annotations

import contextlib
import heapq
import json
import sqlite3
from collections.abc import Iterable
from datetime import date, timedelta

from onrecord.store.tellings import Tellings
from onrecord.stories import Telling, shared, window

_Waiting = list[tuple[tuple[str, str, int], int]]


class Merger:
    """Keeps the table `merged` of one connection in step; all within the caller's transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._tellings = Tellings(connection)
        self._version = -1

    def leaving(self, article: str) -> list[int]:
        """An article is about to leave: the events of others that were joined to its own, to be looked at again."""
        self._look()
        c = self._connection
        mine = [row[0] for row in c.execute(
            "SELECT w.key FROM articles a JOIN passages w ON w.article = a.key AND +w.kind = 'event' WHERE a.id = ?",
            (article,),
        )]  # fmt: skip
        self._tellings.forget(mine)
        joined = f"({', '.join(map(str, mine))})"
        found = [row[0] for row in c.execute(f"SELECT key FROM merged WHERE leader IN {joined}")]
        c.execute(f"DELETE FROM merged WHERE leader IN {joined}")
        return [key for key in found if key not in set(mine)]

    def arrived(self, article: int, again: Iterable[int] = ()) -> None:
        """Join the events of an article (by its key) that came in; `again` are those that `leaving` gave."""
        self._look()
        mine = [row[0] for row in self._connection.execute(
            "SELECT key FROM passages WHERE article = ? AND +kind = 'event'", (article,)
        )]  # fmt: skip
        self._settle([*mine, *again])

    def catch_up(self, most: int = 2000) -> bool:
        """Join up to so many events that were never compared; whether there were any."""
        self._look()
        c = self._connection
        waiting = [
            row[0]
            for row in c.execute(
                "SELECT u.key FROM unmerged u JOIN passages w ON w.key = u.key JOIN articles a ON a.key = w.article"
                " ORDER BY a.published IS NULL, a.published, a.id, w.n LIMIT ?",
                (most,),
            )
        ]
        self._settle(waiting)
        c.executemany("DELETE FROM unmerged WHERE key = ?", [(key,) for key in waiting])
        return bool(waiting)

    def _look(self) -> None:
        """What others wrote meanwhile may have taken a key that we knew for another event."""
        version: int = self._connection.execute("PRAGMA data_version").fetchone()[0]
        if version != self._version:
            self._tellings.clear()
            self._version = version

    def _settle(self, keys: Iterable[int]) -> None:
        waiting: _Waiting = [(t.order, t.key) for t in self._tellings.get(sorted(set(keys)))]
        heapq.heapify(waiting)
        new = {key for _, key in waiting}
        while waiting:
            _, key = heapq.heappop(waiting)
            if waiting and waiting[0][1] == key:
                continue
            (this,) = self._tellings.get([key])
            near = self._near(this)
            before = self._leader(key)
            follows, common = self._best(this, near)
            if follows is None:
                self._connection.execute("DELETE FROM merged WHERE key = ?", (key,))
            else:
                self._connection.execute(
                    "INSERT INTO merged (key, leader, shared) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE"
                    " SET leader = excluded.leader, shared = excluded.shared",
                    (key, follows, json.dumps(common)),
                )
            later: list[int] = []
            if follows is None and (key in new or before is not None):
                # A leader that was none: later ones may rather follow it.
                later = [t.key for t in near if t.order > this.order and shared(this, t) is not None]
            elif follows is not None:
                later = [row[0] for row in self._connection.execute("SELECT key FROM merged WHERE leader = ?", (key,))]
            new.discard(key)
            for other in self._tellings.get(later):
                heapq.heappush(waiting, (other.order, other.key))

    def _leader(self, key: int) -> int | None:
        found = self._connection.execute("SELECT leader FROM merged WHERE key = ?", (key,)).fetchone()
        return None if found is None else int(found[0])

    def _best(self, this: Telling, near: list[Telling]) -> tuple[int | None, list[str]]:
        best: tuple[float, tuple[str, str, int], int, list[str]] | None = None
        for other in near:
            if other.order >= this.order:
                continue
            common = shared(other, this)
            if common is None or self._leader(other.key) is not None:
                continue
            if best is None or (-common.score, other.order) < (-best[0], best[1]):
                best = (common.score, other.order, other.key, common.what)
        return (None, []) if best is None else best[2:]

    def _near(self, this: Telling) -> list[Telling]:
        """Other events of the type that are counted on about the same day (on none, where this has none)."""
        first = last = this.day
        with contextlib.suppress(ValueError, OverflowError):
            middle, apart = date.fromisoformat(this.day[:10]), timedelta(days=window())
            first, last = (middle - apart).isoformat(), (middle + apart).isoformat()
        rows = self._connection.execute(
            "SELECT key FROM passages WHERE kind = 'event' AND type = ? AND day BETWEEN ? AND ? AND key <> ?",
            (this.type, first, last + "~" if this.day else "", this.key),
        )
        return self._tellings.get([row[0] for row in rows])
