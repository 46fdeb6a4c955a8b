"""The codebook that goes with exported tables, generated from the data model: to be read, and as a Data Package."""

from __future__ import annotations

import json
from collections.abc import Iterator

from onrecord import __version__
from onrecord.export.exporter import Exporter, encoded
from onrecord.export.tables import TABLES
from onrecord.store.filters import Filters
from onrecord.store.reader import Reader


def codebook_markdown() -> str:
    """Every table and column, in Markdown."""
    lines = [
        "# Codebook",
        "",
        f"Tables of On Record {__version__}. Offsets count Unicode code points from 0 into an article's `text`; an"
        " end is the character after the last one. Lists are joined by semicolons in CSV.",
    ]
    for table in TABLES.values():
        lines += ["", f"## {table.name}", "", f"{table.says}.", "", "| column | type | meaning |", "|---|---|---|"]
        for c in table.columns:
            kind = "list of strings" if c.type == "strings" else c.type
            lines.append(f"| `{c.name}` | {kind} | {c.means.replace('|', '/')} |")
    return "\n".join(lines) + "\n"


def datapackage(format: str) -> str:
    """The tables as a Data Package (Frictionless, version 1), for programs."""
    types = {"strings": "string", "string": "string", "integer": "integer", "number": "number"}
    resources = [
        {
            "name": table.name,
            "path": f"{table.name}.{format}",
            "profile": "tabular-data-resource",
            "description": table.says,
            "encoding": "utf-8",
            "schema": {
                "fields": [{"name": c.name, "type": types[c.type], "description": c.means} for c in table.columns],
                "missingValues": [""],
                "primaryKey": ["article"] if table.name == "articles" else ["article", "id"],
                **(
                    {}
                    if table.name == "articles"
                    else {"foreignKeys": [{"fields": "article", "reference": {"resource": "articles",
                                                                               "fields": "article"}}]}
                ),
            },
        }
        for table in TABLES.values()
    ]  # fmt: skip
    package = {
        "name": "on-record",
        "title": "Records of news reports",
        "profile": "tabular-data-package",
        "version": __version__,
        "resources": resources,
    }
    return json.dumps(package, indent=1, ensure_ascii=False) + "\n"


def _make(reader: Reader, filters: Filters, table: str | None) -> Iterator[bytes]:
    return encoded([codebook_markdown()])


CODEBOOK = Exporter("codebook", "every table and column explained", ".md", "text/markdown; charset=utf-8", _make)
