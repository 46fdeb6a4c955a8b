"""Reading a store while others write to it: one consistent state a reader, nothing can be changed, nothing runs on."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

Row = dict[str, Any]
Values = tuple[Any, ...] | list[Any] | dict[str, Any]


MAPPED = 1 << 30  # bytes of the file that are read without copying


class TooSlowError(Exception):
    """A query ran longer than its reader may."""


class Reader:
    """A read-only view of the store as it stood when the first row was read; a context manager.

    `seconds` is the longest that all its queries together may take; TooSlowError is raised beyond it.
    """

    def __init__(self, path: str | Path, seconds: float = 10.0) -> None:
        self._start(_connect(path), seconds, sqlite3.Connection.close)

    @classmethod
    def over(
        cls, connection: sqlite3.Connection, seconds: float, finished: Callable[[sqlite3.Connection], None]
    ) -> Self:
        """A reader over a connection that is open already; `finished` gets it back."""
        reader = cls.__new__(cls)
        reader._start(connection, seconds, finished)
        return reader

    def _start(
        self, connection: sqlite3.Connection, seconds: float, finished: Callable[[sqlite3.Connection], None]
    ) -> None:
        self.connection = connection
        self._finished: Callable[[sqlite3.Connection], None] | None = finished
        deadline = time.monotonic() + seconds
        # Seldom: each look at the clock waits for Python's lock, and many readers would wait for each other.
        connection.set_progress_handler(lambda: time.monotonic() > deadline, 500_000)
        connection.execute("BEGIN")
        # What was found already: a reader sees one state, so an answer stays right as long as the reader lives.
        self.known: dict[Any, Any] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # A query that failed may not be over yet: what it holds goes with its connection.
        if error is not None and self._finished is not None:
            self._finished = sqlite3.Connection.close
        self.close()

    def close(self) -> None:
        """End the reading."""
        finished, self._finished = self._finished, None
        if finished is not None:
            finished(self.connection)

    def rows(self, query: str, values: Values = ()) -> list[Row]:
        """All rows of a query, each by column name."""
        return list(self.stream(query, values))

    def tuples(self, query: str, values: Values = ()) -> list[tuple[Any, ...]]:
        """All rows of a query, each as a tuple: where there are many and their names are known."""
        with self._in_time():
            return self.connection.execute(query, values).fetchall()

    def stream(self, query: str, values: Values = ()) -> Iterator[Row]:
        """The rows of a query one at a time, none held. Raises TooSlowError as `rows` does."""
        with self._in_time():
            cursor = self.connection.execute(query, values)
            names = [column[0] for column in cursor.description]
            for row in cursor:
                yield dict(zip(names, row, strict=True))

    @contextlib.contextmanager
    def _in_time(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            if str(error) == "interrupted":
                raise TooSlowError("the question takes too long; narrow it") from error
            raise

    def value(self, query: str, values: tuple[Any, ...] | list[Any] = ()) -> Any:
        """The first column of the first row, None where there is no row."""
        found = self.tuples(query, values)
        return found[0][0] if found else None


def _connect(path: str | Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=10, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA query_only = ON")
    # A third of a page of memory for each query's working tables is plenty; sorting needn't touch the disk.
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute(f"PRAGMA mmap_size = {MAPPED}")
    return connection


class Readers:
    """Readers of one store for many threads: a connection that was opened serves one reader after the other.

    For readers whose queries are all read to their end: one that is not would hold its state of the store open.
    """

    IDLE = 16  # connections that are kept open

    def __init__(self, path: str | Path) -> None:
        self._path = path
        self._idle: deque[sqlite3.Connection] = deque()  # its append and pop are safe between threads

    def open(self, seconds: float) -> Reader:
        """A new reader; what was written before is seen."""
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = _connect(self._path)
        return Reader.over(connection, seconds, self._back)

    def _back(self, connection: sqlite3.Connection) -> None:
        # Also after a query that was given up: its lock on the store ends here.
        connection.set_progress_handler(None, 0)
        connection.rollback()
        if len(self._idle) < self.IDLE:
            self._idle.append(connection)
        else:
            connection.close()
