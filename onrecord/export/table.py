"""The table: one row a record; aligned columns on a terminal, tab-separated values with a header in a pipe."""

from __future__ import annotations

from typing import TextIO

from onrecord.export.rows import Row, rows
from onrecord.record import Report

# Columns shown on a terminal, with their widths; a pipe gets all of `Row`.
WIDTHS = {"record": 9, "id": 4, "what": 14, "who": 28, "when": 12, "where": 18, "text": 44}


class TableWriter:
    """Writes a row a record; the header once."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._aligned = out.isatty()
        self._headed = False

    def write(self, report: Report) -> None:
        if self._aligned:
            self._write_aligned(report)
            return
        if not self._headed:
            self._out.write("\t".join(Row._fields) + "\n")
            self._headed = True
        for row in rows(report):
            self._out.write("\t".join("" if v is None else str(v) for v in row) + "\n")

    def _write_aligned(self, report: Report) -> None:
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        table = Table(
            title=Text(f"{report.id}  {report.source.headline or ''}".strip()), title_justify="left", box=None
        )
        for name, width in WIDTHS.items():
            table.add_column(name, max_width=width, no_wrap=True, overflow="ellipsis")
        for row in rows(report):
            cells = row._asdict()
            table.add_row(*(Text(str(cells[name])) for name in WIDTHS))
        Console(file=self._out, highlight=False).print(table)
