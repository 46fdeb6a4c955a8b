"""Inputs that gave no report, kept so that nothing is dropped in silence."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.store.store import Store


def note_failure(store: Store, name: str, reason: str, coder: str) -> None:
    """Keep that the input `name` could not be coded; an earlier reason for it is replaced."""
    store.connection.execute(
        "INSERT INTO failures (name, reason, coder) VALUES (?, ?, ?)"
        " ON CONFLICT (name) DO UPDATE SET reason = excluded.reason, coder = excluded.coder",
        (name, reason, coder),
    )


def forget_failures(store: Store, inputs: Iterable[str]) -> None:
    """These files and folders are about to be coded again: what failed in them is to be found out anew."""
    for name in inputs:
        below = (name.rstrip("/") + "/", name + ", line ")
        store.connection.execute(
            "DELETE FROM failures WHERE name = ?1 OR substr(name, 1, length(?2)) = ?2"
            " OR substr(name, 1, length(?3)) = ?3",
            (name, *below),
        )
