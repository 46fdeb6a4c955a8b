"""One answer in three shapes: a page, JSON, or a table as CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from starlette.responses import Response, StreamingResponse

from onrecord.store.reader import Row


@dataclass(frozen=True, slots=True)
class Later:
    """A value that not every shape of an answer needs, made when the answer is written."""

    make: Callable[[], Any]


def made(values: dict[str, Any]) -> dict[str, Any]:
    """The values, those for later made now."""
    return {name: value.make() if isinstance(value, Later) else value for name, value in values.items()}


@dataclass(slots=True)
class Answer:
    """What a page shows: `data` for JSON and the template, `extra` for the template alone, `table` for CSV.

    A value of `extra` stands for the one of the same name in `data`, which is then not made for the template.
    """

    template: str
    data: dict[str, Any]
    extra: dict[str, Any] = field(default_factory=dict)
    table: list[Row] | Callable[[], Iterator[Row]] | None = None  # or how to make it, where only CSV needs all
    columns: tuple[str, ...] = ()  # of the table; else those of its first row


def json_body(answer: Answer) -> bytes:
    """The answer as JSON. A lone surrogate, which UTF-8 can't hold, is written as its escape."""
    text = json.dumps(made(answer.data), ensure_ascii=False)
    return text.encode("utf-8", "backslashreplace")


def csv_response(answer: Answer, name: str, finished: Callable[[], None]) -> Response:
    """The table as RFC 4180 asks: commas, CRLF, UTF-8, one line of names. Lists are joined by semicolons.

    Values are written as they are: a name that begins with "=" stays one (docs/desk.md says how to open such a file).
    Rows are sent as they are made; `finished` is called after the last one.
    """
    rows: Iterable[Row] = answer.table() if callable(answer.table) else answer.table or []
    columns = answer.columns or tuple(next(iter(rows), ()))
    return StreamingResponse(
        _csv(rows, columns, finished),
        media_type="text/csv; charset=utf-8; header=present",
        headers={"content-disposition": f'attachment; filename="{name}.csv"'},
    )


def _csv(rows: Iterable[Row], columns: tuple[str, ...], finished: Callable[[], None]) -> Iterator[str]:
    try:
        out = io.StringIO(newline="")
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(columns)
        for n, row in enumerate(rows, 1):
            writer.writerow([_cell(row.get(column)) for column in columns])
            if n % 500 == 0:
                yield out.getvalue()
                out.seek(0)
                out.truncate()
        yield out.getvalue()
    finally:
        finished()


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return "; ".join(str(item) for item in value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else value
