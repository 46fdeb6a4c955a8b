"""The tables of quantities, as read from tables/kinds.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def tables() -> dict[str, Any]:
    """Everything in tables/kinds.toml."""
    return tomllib.loads((files("onrecord.quantities") / "tables" / "kinds.toml").read_text(encoding="utf-8"))


@cache
def kinds(table: str) -> dict[str, str]:
    """`fate` or `noun` turned round: lemma to kind; the kind that stands first in the table wins."""
    out: dict[str, str] = {}
    for kind, lemmas in tables()[table].items():
        for lemma in lemmas:
            out.setdefault(lemma, kind)
    return out


@cache
def word_set(table: str, name: str) -> frozenset[str]:
    """A list of the tables as a set."""
    return frozenset(tables()[table][name])
