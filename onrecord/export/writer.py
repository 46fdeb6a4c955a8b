"""What a format has to do, and the formats by name."""

from __future__ import annotations

from typing import Protocol, TextIO

from onrecord.export.csv import CsvWriter
from onrecord.export.jsonl import JsonlWriter
from onrecord.export.table import TableWriter
from onrecord.export.text import TextWriter
from onrecord.record import Report


class Writer(Protocol):
    """Writes reports to a text stream one by one; holds none of them."""

    def write(self, report: Report) -> None: ...


# The formats of `onrecord code --format`. A new one: a file with a writer here, one line in this table, one test.
FORMATS: dict[str, type[JsonlWriter] | type[TextWriter] | type[TableWriter] | type[CsvWriter]] = {
    "jsonl": JsonlWriter,
    "text": TextWriter,
    "table": TableWriter,
    "csv": CsvWriter,
}


def writer_for(name: str, out: TextIO) -> Writer:
    """The writer of the format called `name`, onto `out`. Raises KeyError for a format there is not."""
    return FORMATS[name](out)
