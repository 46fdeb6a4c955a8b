"""JSON Lines: one report a line, in the names and the order of the data model."""

from __future__ import annotations

import json
from typing import TextIO

from onrecord.record import Report


def to_json(report: Report) -> str:
    """The report as one line of JSON, the same bytes for the same report. A lone surrogate becomes its escape."""
    line = json.dumps(report.to_dict(), ensure_ascii=False, allow_nan=False, separators=(", ", ": "))
    # JSON may hold U+2028 and the like unescaped, but line-wise readers then see several lines.
    for char in "\u0085\u2028\u2029":
        line = line.replace(char, f"\\u{ord(char):04x}")
    # A lone surrogate can't be written as UTF-8; backslashreplace gives \udxxx, which is its JSON escape.
    return line.encode("utf-8", "backslashreplace").decode("utf-8")


class JsonlWriter:
    """Writes one report a line."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def write(self, report: Report) -> None:
        self._out.write(to_json(report) + "\n")
