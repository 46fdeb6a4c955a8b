"""CSV (RFC 4180): one row a record with a header row, for spreadsheets and data frames."""

from __future__ import annotations

import csv
from typing import TextIO

from onrecord.export.rows import Row, rows
from onrecord.record import Report

# A spreadsheet runs a cell that begins so as a formula; a leading apostrophe makes it text (OWASP, CSV injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class CsvWriter:
    """Writes the header once, then a row a record."""

    def __init__(self, out: TextIO) -> None:
        self._writer = csv.writer(out, lineterminator="\n")
        self._headed = False

    def write(self, report: Report) -> None:
        if not self._headed:
            self._writer.writerow(Row._fields)
            self._headed = True
        for row in rows(report):
            self._writer.writerow(
                ["" if v is None else f"'{v}" if isinstance(v, str) and v.startswith(FORMULA) else v for v in row]
            )
