"""The tables as a SQLite file that Datasette opens as it is, and the metadata that explains it there."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

from onrecord import __version__
from onrecord.export.exporter import Exporter, encoded, from_file
from onrecord.export.tables import TABLES, table_rows
from onrecord.store.filters import Filters
from onrecord.store.reader import Reader

_TYPES = {"string": "TEXT", "strings": "TEXT", "integer": "INTEGER", "number": "REAL"}
_INDEXES = {"events": ("day", "type", "place_country"), "statements": ("day", "speaker_name"), "actors": ("name",),
            "places": ("name",), "articles": ("published", "outlet")}  # fmt: skip
_SEARCHED = {"articles": ("headline", "text"), "statements": ("content",), "events": ("sentence",)}
BATCH = 2000


def write_sqlite(reader: Reader, filters: Filters, path: Path) -> None:
    """A new database with the tables, their keys and indexes, and full-text search; lists are JSON."""
    with closing(sqlite3.connect(path)) as out:
        out.execute("PRAGMA journal_mode = OFF")
        out.execute("PRAGMA synchronous = OFF")
        for table in TABLES.values():
            columns = [f'"{c.name}" {_TYPES[c.type]}' for c in table.columns]
            key = "article" if table.name == "articles" else "article, id"
            links = [] if table.name == "articles" else ["FOREIGN KEY (article) REFERENCES articles (article)"]
            out.execute(f"CREATE TABLE {table.name} ({', '.join([*columns, f'PRIMARY KEY ({key})', *links])})")
            marks = ", ".join("?" * len(columns))
            rows = table_rows(reader, table.name, filters)
            while batch := list(islice(rows, BATCH)):
                values = [
                    [json.dumps(v, ensure_ascii=False) if isinstance(v, list) else v for v in row.values()]
                    for row in batch
                ]
                out.executemany(f"INSERT INTO {table.name} VALUES ({marks})", values)
            for column in _INDEXES.get(table.name, ()):
                out.execute(f"CREATE INDEX {table.name}_{column} ON {table.name} ({column})")
        for name, searched in _SEARCHED.items():
            listed = ", ".join(searched)
            out.execute(f"CREATE VIRTUAL TABLE {name}_fts USING fts5 ({listed}, content='{name}')")
            out.execute(f"INSERT INTO {name}_fts (rowid, {listed}) SELECT rowid, {listed} FROM {name}")
        out.commit()


def datasette_metadata() -> str:
    """What Datasette shows beside the tables (`datasette records.sqlite --metadata metadata.json`)."""
    tables = {
        table.name: {
            "description": table.says,
            "columns": {c.name: c.means for c in table.columns if c.means},
            **({"fts_table": f"{table.name}_fts", "fts_pk": "rowid"} if table.name in _SEARCHED else {}),
            **({"sort_desc": "day"} if "day" in table.names else {}),
        }
        for table in TABLES.values()
    }
    about = {
        "title": "On Record",
        "description": f"Who said what, who did what to whom, as coded by On Record {__version__}",
        "databases": {"records": {"tables": tables}},
    }
    return json.dumps(about, indent=1, ensure_ascii=False) + "\n"


def _make(reader: Reader, filters: Filters, table: str | None) -> Iterator[bytes]:
    return from_file(lambda path: write_sqlite(reader, filters, path))


def _metadata(reader: Reader, filters: Filters, table: str | None) -> Iterator[bytes]:
    return encoded([datasette_metadata()])


SQLITE = Exporter(
    "sqlite", "the tables as a database that Datasette opens", ".sqlite", "application/vnd.sqlite3", _make
)
METADATA = Exporter("datasette-metadata", "what Datasette shows beside that database", ".json", "application/json",
                    _metadata)  # fmt: skip
