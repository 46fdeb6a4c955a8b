"""What an export of a store is: a name, what it is for, and how its bytes are made, a piece at a time."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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


class Archive:
    """A ZIP archive whose bytes are sent as they are made; no file of it is ever whole here."""

    def __init__(self, compression: int = zipfile.ZIP_DEFLATED) -> None:
        self._out = Outgoing()
        self._archive = zipfile.ZipFile(self._out, "w", compression)

    def add(self, info: zipfile.ZipInfo, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """A file of it, from its pieces."""
        with self._archive.open(info, "w", force_zip64=True) as stream:
            for piece in pieces:
                stream.write(piece)
                yield from self._out.taken()
        yield from self._out.taken()

    def close(self) -> Iterator[bytes]:
        """Its end."""
        self._archive.close()
        yield from self._out.taken()


class Outgoing(io.RawIOBase):
    """Where a file is written that can't go back: what was written is taken from it, piece by piece."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._pieces.append(bytes(data))
        return len(data)

    def taken(self) -> Iterator[bytes]:
        pieces, self._pieces = b"".join(self._pieces), []
        if pieces:
            yield pieces


def from_file(write: Callable[[Path], None]) -> Iterator[bytes]:
    """The bytes of a format that needs a file to be written in, which is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="onrecord-") as folder:
        path = Path(folder) / "export"
        write(path)
        with path.open("rb") as stream:
            while chunk := stream.read(1 << 20):
                yield chunk
