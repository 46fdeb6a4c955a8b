"""Searches that are kept under a name, each of them a feed."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime

from onrecord.store.filters import Kind
from onrecord.store.reader import Reader

MOST = 1000  # searches of a store


class SearchError(ValueError):
    """A search that can't be kept; the message says why."""


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """What is looked for: things of a kind, narrowed by facets as an address writes them."""

    id: int
    name: str
    kind: Kind
    filters: dict[str, str]
    made: str


def keep_search(connection: sqlite3.Connection, name: str, kind: Kind, filters: dict[str, str]) -> SavedSearch:
    """Keep a search under a name. Raises SearchError where the name is taken or too many are kept."""
    made = datetime.now(UTC).isoformat(timespec="seconds")
    if connection.execute("SELECT count(*) FROM searches").fetchone()[0] >= MOST:
        raise SearchError(f"{MOST} searches are kept already")
    try:
        key = connection.execute(
            "INSERT INTO searches (name, kind, filters, made) VALUES (?, ?, ?, ?)",
            (name, kind, json.dumps(filters, sort_keys=True), made),
        ).lastrowid
    except sqlite3.IntegrityError:
        raise SearchError(f"there is a search of the name {name} already") from None
    assert key is not None
    return SavedSearch(key, name, kind, filters, made)


def drop_search(connection: sqlite3.Connection, number: int) -> None:
    """Keep a search no longer. Raises LookupError where there is none of this number."""
    if connection.execute("DELETE FROM searches WHERE key = ?", (number,)).rowcount == 0:
        raise LookupError("there is no such search")


def saved_searches(reader: Reader) -> list[SavedSearch]:
    """All of them, by name."""
    rows = reader.tuples("SELECT key, name, kind, filters, made FROM searches ORDER BY name")
    return [SavedSearch(key, name, kind, json.loads(filters), made) for key, name, kind, filters, made in rows]


def search_named(reader: Reader, name: str) -> SavedSearch | None:
    """The search of a name, None where there is none."""
    return next((search for search in saved_searches(reader) if search.name == name), None)
