"""Reading a store while others write to it: one consistent state a reader, nothing can be changed, nothing runs on."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

Row = dict[str, Any]
Values = tuple[Any, ...] | list[Any] | dict[str, Any]


class TooSlowError(Exception):
    """A query ran longer than its reader may."""


class Reader:
    """A read-only view of the store as it stood when the first row was read; a context manager.

    `seconds` is the longest that all its queries together may take; TooSlowError is raised beyond it.
    """

    def __init__(self, path: str | Path, seconds: float = 10.0) -> None:
        self.connection = sqlite3.connect(path, timeout=10, isolation_level=None, check_same_thread=False)
        self.connection.execute("PRAGMA query_only = ON")
        # A third of a page of memory for each query's working tables is plenty; sorting needn't touch the disk.
        self.connection.execute("PRAGMA temp_store = MEMORY")
        self.connection.execute("PRAGMA mmap_size = 268435456")
        deadline = time.monotonic() + seconds
        # Seldom: each look at the clock waits for Python's lock, and many readers would wait for each other.
        self.connection.set_progress_handler(lambda: time.monotonic() > deadline, 500_000)
        self.connection.execute("BEGIN")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the reading."""
        self.connection.close()

    def rows(self, query: str, values: Values = ()) -> list[Row]:
        """All rows of a query, each by column name."""
        return list(self.stream(query, values))

    def stream(self, query: str, values: Values = ()) -> Iterator[Row]:
        """The rows of a query one at a time, none held. Raises TooSlowError as `rows` does."""
        try:
            cursor = self.connection.execute(query, values)
            names = [column[0] for column in cursor.description]
            for row in cursor:
                yield dict(zip(names, row, strict=True))
        except sqlite3.OperationalError as error:
            if str(error) == "interrupted":
                raise TooSlowError("the question takes too long; narrow it") from error
            raise

    def value(self, query: str, values: tuple[Any, ...] | list[Any] = ()) -> Any:
        """The first column of the first row, None where there is no row."""
        found = self.rows(query, values)
        return next(iter(found[0].values())) if found else None
