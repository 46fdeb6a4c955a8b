"""Tables as Parquet, with types, lists and what each column means. Needs pyarrow (`onrecord[parquet]`)."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from itertools import islice
from typing import Any

from onrecord.export.codebook import codebook_markdown, datapackage
from onrecord.export.csv_tables import entry, known
from onrecord.export.exporter import Archive, Exporter, ExportError, Outgoing, encoded
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


def parquet_pieces(reader: Reader, table: str, filters: Filters) -> Iterator[bytes]:
    """One table's bytes, a batch of rows at a time. Raises ExportError where pyarrow is missing."""
    arrow = _pyarrow()
    types = {"string": arrow.string(), "integer": arrow.int64(), "number": arrow.float64(),
             "strings": arrow.list_(arrow.string())}  # fmt: skip
    schema = arrow.schema(
        [arrow.field(c.name, types[c.type], metadata={"description": c.means}) for c in TABLES[table].columns]
    )
    rows = table_rows(reader, table, filters)
    out = Outgoing()
    with arrow.parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        while batch := list(islice(rows, BATCH)):
            writer.write_table(arrow.Table.from_pylist([_whole(row) for row in batch], schema=schema))
            yield from out.taken()
    yield from out.taken()


def _whole(row: dict[str, Any]) -> dict[str, Any]:
    """Without lone surrogates, which Arrow's text can't hold."""

    def whole(value: Any) -> Any:
        return value.encode("utf-8", "surrogatepass").decode("utf-8", "replace") if isinstance(value, str) else value

    return {name: [whole(v) for v in value] if isinstance(value, list) else whole(value) for name, value in row.items()}


def _make(reader: Reader, filters: Filters, table: str | None) -> Iterator[bytes]:
    _pyarrow()
    if table is not None:
        return parquet_pieces(reader, known(table), filters)
    return _archived(reader, filters)


def _archived(reader: Reader, filters: Filters) -> Iterator[bytes]:
    archive = Archive()
    for name in TABLES:
        info = entry(f"{name}.parquet")
        info.compress_type = zipfile.ZIP_STORED  # it is compressed inside
        yield from archive.add(info, parquet_pieces(reader, name, filters))
    yield from archive.add(entry("codebook.md"), encoded([codebook_markdown()]))
    yield from archive.add(entry("datapackage.json"), encoded([datapackage("parquet")]))
    yield from archive.close()


PARQUET = Exporter(
    "parquet", "tables with types, for data frames", ".parquet", "application/vnd.apache.parquet", _make, True
)
