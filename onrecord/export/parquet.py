"""Tables as Parquet, with types, lists and what each column means. Needs pyarrow (`onrecord[parquet]`)."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from onrecord.export.codebook import codebook_markdown, datapackage
from onrecord.export.csv_tables import entry, known
from onrecord.export.exporter import Exporter, ExportError, from_file
from onrecord.export.tables import TABLES, table_rows
from onrecord.store.filters import Filters
from onrecord.store.reader import Reader

BATCH = 5000  # rows that are held at a time


def _pyarrow() -> Any:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise ExportError("Parquet needs pyarrow: pip install 'onrecord[parquet]'") from None
    return pyarrow


def write_parquet(reader: Reader, table: str, filters: Filters, path: Path) -> None:
    """One table as a file. Raises ExportError where pyarrow is missing."""
    arrow = _pyarrow()
    types = {"string": arrow.string(), "integer": arrow.int64(), "number": arrow.float64(),
             "strings": arrow.list_(arrow.string())}  # fmt: skip
    schema = arrow.schema(
        [arrow.field(c.name, types[c.type], metadata={"description": c.means}) for c in TABLES[table].columns]
    )
    rows = table_rows(reader, table, filters)
    with arrow.parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        while batch := list(islice(rows, BATCH)):
            writer.write_table(arrow.Table.from_pylist([_whole(row) for row in batch], schema=schema))


def _whole(row: dict[str, Any]) -> dict[str, Any]:
    """Without lone surrogates, which Arrow's text can't hold."""

    def whole(value: Any) -> Any:
        return value.encode("utf-8", "surrogatepass").decode("utf-8", "replace") if isinstance(value, str) else value

    return {name: [whole(v) for v in value] if isinstance(value, list) else whole(value) for name, value in row.items()}


def _make(reader: Reader, filters: Filters, table: str | None) -> Iterator[bytes]:
    _pyarrow()
    if table is not None:
        wanted = known(table)
        return from_file(lambda path: write_parquet(reader, wanted, filters, path))

    def write(path: Path) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
            for name in TABLES:
                inner = path.with_name(f"{name}.parquet")
                write_parquet(reader, name, filters, inner)
                info = entry(f"{name}.parquet")
                info.compress_type = zipfile.ZIP_STORED
                with archive.open(info, "w", force_zip64=True) as stream, inner.open("rb") as data:
                    while chunk := data.read(1 << 20):
                        stream.write(chunk)
                inner.unlink()
            archive.writestr(entry("codebook.md"), codebook_markdown())
            archive.writestr(entry("datapackage.json"), datapackage("parquet"))

    return from_file(write)


PARQUET = Exporter(
    "parquet", "tables with types, for data frames", ".parquet", "application/vnd.apache.parquet", _make, True
)
