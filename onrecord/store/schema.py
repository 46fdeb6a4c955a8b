"""Opening the store's file: its settings, its schema version and the way up from older versions."""

from __future__ import annotations

import sqlite3
from importlib import resources
from pathlib import Path

# Marks the file as ours ("OnRe"), so that no other SQLite file is migrated by mistake.
APPLICATION_ID = 0x4F6E5265


class StoreError(ValueError):
    """The file is no record store, or one of a newer version, or a report that can't be stored."""


def migrations() -> list[str]:
    """The SQL scripts in order; the schema version is how many of them have run."""
    folder = resources.files("onrecord.store") / "migrations"
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".sql"))
    return [(folder / name).read_text(encoding="utf-8") for name in names]


def open_store(path: str | Path) -> sqlite3.Connection:
    """Open or make the store at `path` and bring its schema up to date, each step whole or not at all.

    Raises StoreError for a file that is something else or was made by a newer onrecord.
    """
    try:
        # A long wait: another process may be writing, and a writer holds the file for one report at a time.
        connection = sqlite3.connect(path, timeout=60, isolation_level=None)
        connection.execute("PRAGMA foreign_keys = ON")
        _migrate(connection, str(path))
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
    except sqlite3.DatabaseError as error:
        raise StoreError(f"{path}: can't be used as a record store: {error}") from error
    return connection


def _migrate(connection: sqlite3.Connection, path: str) -> None:
    scripts = migrations()
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    application: int = connection.execute("PRAGMA application_id").fetchone()[0]
    tables: int = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    if application != APPLICATION_ID and tables:
        raise StoreError(f"{path}: is a database, but not a record store")
    if version > len(scripts):
        raise StoreError(f"{path}: was made by a newer onrecord (schema {version}, this one knows {len(scripts)})")
    for number in range(version, len(scripts)):
        # One transaction a step. Another process may have made the step meanwhile: look again once the lock is held.
        connection.execute("BEGIN IMMEDIATE")
        try:
            if connection.execute("PRAGMA user_version").fetchone()[0] == number:
                for statement in _statements(scripts[number]):
                    connection.execute(statement)
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {number + 1}")
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise


def _statements(script: str) -> list[str]:
    """The statements of an SQL script (executescript would commit the transaction it runs in)."""
    statements, pending = [], ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            statements.append(pending)
            pending = ""
    return statements
