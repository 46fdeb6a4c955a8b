"""The articles of the data folder as documents, set by set."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord.ingest.document import Document

# Name -> file, and how many articles it must hold: every one of them has to go through.
ARTICLES = {
    "PolNeAR dev": ("statements/polnear-dev.jsonl", 84),
    "GeoVirus": ("geo/geovirus.jsonl", 229),
    "WikiWars": ("time/wikiwars-train.jsonl", 16),
    "ECB+ dev": ("crossdoc/ecbplus-articles-dev.jsonl", 197),
    "MUC-4 dev": ("events/muc4_dev.jsonl", 200),
}


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSONL file."""
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def documents(data: Path, name: str) -> Iterator[Document]:
    """The articles of the set `name`, with the date and headline that the set gives."""
    file, _ = ARTICLES[name]
    for row in rows(data / file):
        yield Document(
            id=str(row["id"]),
            text=row["text"],
            uri=row.get("url"),
            headline=row.get("title"),
            published=row.get("date") or row.get("dct"),
        )
