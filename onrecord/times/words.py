"""The vocabulary of time expressions, as read from tables/words.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def tables() -> dict[str, Any]:
    """Everything in tables/words.toml."""
    return tomllib.loads((files("onrecord.times") / "tables" / "words.toml").read_text(encoding="utf-8"))


@cache
def words(name: str) -> dict[str, Any]:
    """One table of the vocabulary: lower-case word to what it stands for."""
    table: dict[str, Any] = tables()[name]
    return table


@cache
def vague(name: str) -> dict[str, str]:
    """`vague` or `vague_adjective`: expression to its TIMEX3 reference value."""
    return {word: value for value, entry in tables()[name].items() for word in entry["words"]}


@cache
def word_set(table: str, name: str) -> frozenset[str]:
    """A list of the vocabulary as a set, to ask whether a word is in it."""
    return frozenset(tables()[table][name])
