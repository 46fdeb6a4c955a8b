"""Inputs that gave no report, kept so that nothing is dropped in silence."""

from __future__ import annotations

from onrecord.store.store import Store


def note_failure(store: Store, name: str, reason: str, coder: str) -> None:
    """Keep that the input `name` could not be coded; an earlier reason for it is replaced."""
    store.connection.execute(
        "INSERT INTO failures (name, reason, coder) VALUES (?, ?, ?)"
        " ON CONFLICT (name) DO UPDATE SET reason = excluded.reason, coder = excluded.coder",
        (name, reason, coder),
    )


def clear_failure(store: Store, name: str) -> None:
    """The input `name` has been coded after all."""
    store.connection.execute("DELETE FROM failures WHERE name = ?", (name,))
