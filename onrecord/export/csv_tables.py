"""Tables as CSV: for programs with the values as they are, for spreadsheets with formulas made harmless."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from onrecord.export.codebook import codebook_markdown, datapackage
from onrecord.export.csv import FORMULA
from onrecord.export.exporter import Archive, Exporter, ExportError, encoded
from onrecord.export.tables import TABLES, table_rows
from onrecord.store.filters import Filters
from onrecord.store.reader import Reader, Row

MEDIA_TYPE = "text/csv; charset=utf-8; header=present"
Cell = Callable[[Any], Any]


def cell(value: Any) -> Any:
    """A value as CSV holds it: lists joined by semicolons, nothing for null."""
    return "; ".join(map(str, value)) if isinstance(value, list) else value


def harmless(value: Any) -> Any:
    """The same for a spreadsheet: text that it would run as a formula gets an apostrophe before it (OWASP)."""
    found = cell(value)
    return f"'{found}" if isinstance(found, str) and found.startswith(FORMULA) else found


def csv_lines(rows: Iterable[Row], columns: tuple[str, ...], as_cell: Cell = cell, delimiter: str = ",",
              header: bool = True) -> Iterator[str]:  # fmt: skip
    """RFC 4180: commas, CRLF, a line of names. With tabs: tab-separated, and no field holds a tab or line end."""
    out = io.StringIO(newline="")
    tabs = delimiter == "\t"
    writer = csv.writer(
        out, delimiter=delimiter, lineterminator="\n" if tabs else "\r\n",
        quoting=csv.QUOTE_NONE if tabs else csv.QUOTE_MINIMAL, quotechar=None if tabs else '"',
    )  # fmt: skip
    if header:
        writer.writerow(columns)
    for row in rows:
        values = [as_cell(row.get(column)) for column in columns]
        writer.writerow([" ".join(v.split()) if tabs and isinstance(v, str) else v for v in values])
        yield out.getvalue()
        out.seek(0)
        out.truncate()
    yield out.getvalue()


def _csv(as_cell: Cell) -> Callable[[Reader, Filters, str | None], Iterator[bytes]]:
    def make(reader: Reader, filters: Filters, table: str | None) -> Iterator[bytes]:
        if table is not None:
            return encoded(csv_lines(table_rows(reader, known(table), filters), TABLES[table].names, as_cell))
        return _archived(reader, filters, as_cell)

    return make


def _archived(reader: Reader, filters: Filters, as_cell: Cell) -> Iterator[bytes]:
    """All tables, the codebook and a description for programs in one archive."""
    archive = Archive()
    for name, wanted in TABLES.items():
        lines = csv_lines(table_rows(reader, name, filters), wanted.names, as_cell)
        yield from archive.add(entry(f"{name}.csv"), encoded(lines))
    yield from archive.add(entry("codebook.md"), encoded([codebook_markdown()]))
    yield from archive.add(entry("datapackage.json"), encoded([datapackage("csv")]))
    yield from archive.close()


def known(table: str) -> str:
    """The table's name. Raises ExportError where there is no such table."""
    if table not in TABLES:
        raise ExportError(f"there is no table {table}; there are {', '.join(TABLES)}")
    return table


def entry(name: str) -> zipfile.ZipInfo:
    """A file of an archive, the same bytes whenever it is written."""
    found = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    found.compress_type = zipfile.ZIP_DEFLATED
    return found


CSV = Exporter("csv", "tables for programs: values as they are (RFC 4180)", ".csv", MEDIA_TYPE, _csv(cell), True)
SPREADSHEET = Exporter(
    "spreadsheet", "tables to open in a spreadsheet: text that would run as a formula gets an apostrophe", ".csv",
    MEDIA_TYPE, _csv(harmless), True,
)  # fmt: skip
