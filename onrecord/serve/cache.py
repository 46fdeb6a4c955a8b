"""Answers kept for a while: a busy desk makes a page once, however many ask for it.

An answer is good as long as the store is as it was, and a few seconds longer while it is written to. For some more
seconds the old one is given at once and a new one is made behind it. What a user has just changed is never answered
from here.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

MOST_BYTES = 64_000_000
FRESH = 10.0  # seconds that an answer is good for while the store is written to
AT_ONCE = 2  # answers that are made at the same time
STALE = 30.0  # seconds that one may still be given while another is made


@dataclass(slots=True)
class _Kept:
    body: bytes
    version: int
    made: float
    making: bool = False


@dataclass(slots=True)
class _Making:
    """A request that waits for another's answer."""

    done: threading.Event = field(default_factory=threading.Event)


class Cache:
    """Bodies of answers by their address, the least used ones dropped; safe for many threads."""

    def __init__(self, store: str | Path, clock: Callable[[], float] = time.monotonic) -> None:
        self._connection = sqlite3.connect(store, isolation_level=None, check_same_thread=False)
        self._clock = clock
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._making: dict[str, _Making] = {}
        self._bytes = 0
        self._cleared = 0
        # Large questions take their turn: many at once would each be slower, and hold up the small ones.
        self._turns = threading.BoundedSemaphore(AT_ONCE)

    def get(self, key: str, make: Callable[[], bytes]) -> bytes:
        """The answer of this key, made where there is no good one. What `make` raises is raised and not kept."""
        while True:
            with self._lock:
                now, version = self._clock(), self._version()
                found = self._kept.get(key)
                if found is not None:
                    self._kept.move_to_end(key)
                    age = now - found.made
                    if found.version == version or age < FRESH:
                        return found.body
                    if age < STALE:
                        if not found.making:
                            found.making = True
                            self._behind(key, make)
                        return found.body
                other = self._making.get(key)
                if other is None:
                    self._making[key] = _Making()
                    break
            # Another request makes it already: two at once would only be slower.
            other.done.wait(STALE)
        return self._made(key, make)

    def _behind(self, key: str, make: Callable[[], bytes]) -> None:
        """Make the answer anew while the old one is given."""

        def work() -> None:
            # Whatever it raises, the next request that waits for it is told.
            with contextlib.suppress(Exception):
                self._made(key, make)

        threading.Thread(target=work, name="answer", daemon=True).start()

    def clear(self) -> None:
        """Forget all: something was changed here."""
        with self._lock:
            self._kept.clear()
            self._bytes = 0
            self._cleared += 1

    def _made(self, key: str, make: Callable[[], bytes]) -> bytes:
        with self._lock:
            version, made, cleared = self._version(), self._clock(), self._cleared
        try:
            with self._turns:
                body = make()
        except BaseException:
            with self._lock:
                kept = self._kept.get(key)
                if kept is not None:
                    kept.making = False
            raise
        else:
            with self._lock:
                if cleared == self._cleared:
                    self._keep(key, _Kept(body, version, made))
            return body
        finally:
            with self._lock:
                waiting = self._making.pop(key, None)
            if waiting is not None:
                waiting.done.set()

    def _keep(self, key: str, kept: _Kept) -> None:
        old = self._kept.pop(key, None)
        self._bytes += len(kept.body) - (len(old.body) if old else 0)
        self._kept[key] = kept
        while self._bytes > MOST_BYTES and self._kept:
            _, dropped = self._kept.popitem(last=False)
            self._bytes -= len(dropped.body)

    def _version(self) -> int:
        """A number that changes when another connection has written to the store."""
        found: int = self._connection.execute("PRAGMA data_version").fetchone()[0]
        return found
