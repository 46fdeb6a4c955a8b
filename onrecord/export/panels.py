"""Panels as CSV: events of each dyad, actor or country by month (or day or week), zeros filled in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import cast, get_args

from onrecord.export.csv_tables import MEDIA_TYPE, csv_lines
from onrecord.export.exporter import Exporter, ExportError, encoded
from onrecord.store.filters import Filters
from onrecord.store.panel import By, panel, panel_rows
from onrecord.store.reader import Reader
from onrecord.store.timeline import Unit

UNITS = ("month", "week", "day")
# `dyad-month` and so on; `table` of the export.
PANELS = tuple(f"{by}-{unit}" for by in get_args(By) for unit in UNITS)


def _make(reader: Reader, filters: Filters, table: str | None) -> Iterator[bytes]:
    wanted = table or PANELS[0]
    if wanted not in PANELS:
        raise ExportError(f"there is no panel {wanted}; there are {', '.join(PANELS)}")
    by, _, unit = wanted.rpartition("-")
    since, until = (date.fromisoformat(day) if day else None for day in (filters.since, filters.until))
    over = panel(reader, cast(By, by), cast(Unit, unit), filters, since, until)
    return encoded(csv_lines(panel_rows(reader, over, filters), over.columns))


PANEL = Exporter("panel", "events of each dyad, actor or country by month, week or day, zeros filled in", ".csv",
                 MEDIA_TYPE, _make, True)  # fmt: skip
