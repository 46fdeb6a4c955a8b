"""The reports of a store as they were coded, a line of JSON each: what `onrecord code --format jsonl` prints."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.export.exporter import Exporter, encoded
from onrecord.export.jsonl import to_json
from onrecord.record import Report
from onrecord.store.filters import WIDE, Filters, where
from onrecord.store.reader import Reader


def _lines(reader: Reader, filters: Filters) -> Iterator[str]:
    import json

    condition, values = where("articles", filters)
    for row in reader.stream(f"SELECT a.report FROM {WIDE['articles']} WHERE {condition} ORDER BY a.key", values):
        yield to_json(Report.from_dict(json.loads(row["report"]))) + "\n"


def _make(reader: Reader, filters: Filters, table: str | None) -> Iterator[bytes]:
    return encoded(_lines(reader, filters))


REPORTS = Exporter("jsonl", "whole reports, a line each", ".jsonl", "application/x-ndjson", _make)
