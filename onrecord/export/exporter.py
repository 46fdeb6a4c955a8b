"""What an export of a store is: a name, what it is for, and how its bytes are made, a piece at a time."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord.store.filters import Filters
from onrecord.store.reader import Reader

# Makes the bytes from a reader of the store, what to keep of it, and the table where the export takes one.
Make = Callable[[Reader, Filters, str | None], Iterator[bytes]]


class ExportError(ValueError):
    """The export can't be made: it needs a package or a table, or there is no such thing."""


@dataclass(frozen=True, slots=True)
class Exporter:
    """One format. `takes_table`: it is asked for one table, or gives all of them in one archive."""

    name: str
    says: str
    ending: str
    media_type: str
    make: Make
    takes_table: bool = False


def encoded(lines: Iterable[str], size: int = 65536) -> Iterator[bytes]:
    """Text as UTF-8 in pieces of about `size` bytes. A lone surrogate, which no file can hold, becomes U+FFFD."""
    pending: list[str] = []
    long = 0
    for line in lines:
        pending.append(line)
        long += len(line)
        if long >= size:
            yield _bytes("".join(pending))
            pending, long = [], 0
    if pending:
        yield _bytes("".join(pending))


def _bytes(text: str) -> bytes:
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace").encode("utf-8")


def from_file(write: Callable[[Path], None]) -> Iterator[bytes]:
    """The bytes of a format that needs a file to be written in, which is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="onrecord-") as folder:
        path = Path(folder) / "export"
        write(path)
        with path.open("rb") as stream:
            while chunk := stream.read(1 << 20):
                yield chunk
