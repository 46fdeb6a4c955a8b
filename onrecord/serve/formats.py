"""One answer in three shapes: a page, JSON, or a table as CSV."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass, field
from typing import Any

from starlette.responses import Response

from onrecord.store.reader import Row


@dataclass(slots=True)
class Answer:
    """What a page shows: `data` for JSON and the template, `extra` for the template alone, `table` for CSV."""

    template: str
    data: dict[str, Any]
    extra: dict[str, Any] = field(default_factory=dict)
    table: list[Row] | None = None
    columns: tuple[str, ...] = ()  # of the table; else those of its first row


def json_response(answer: Answer) -> Response:
    return Response(json.dumps(answer.data, ensure_ascii=False), media_type="application/json")


def csv_response(answer: Answer, name: str) -> Response:
    """The table as RFC 4180 asks: commas, CRLF, UTF-8, one line of names. Lists are joined by semicolons.

    Values are written as they are: a name that begins with "=" stays one (docs/desk.md says how to open such a file).
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    rows = answer.table or []
    columns = answer.columns or tuple(rows[0] if rows else ())
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row.get(column)) for column in columns])
    return Response(
        out.getvalue(),
        media_type="text/csv; charset=utf-8; header=present",
        headers={"content-disposition": f'attachment; filename="{name}.csv"'},
    )


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return "; ".join(str(item) for item in value)
    return value
