"""Where an outlet is at home: the country or state that a newspaper writes for, from tables/outlets.tsv."""

from __future__ import annotations

import functools
from pathlib import Path

from onrecord.places.folding import fold


@functools.cache
def homes() -> dict[str, str]:
    """Country or state by folded name of the outlet."""
    table = {}
    for line in (Path(__file__).with_name("tables") / "outlets.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            outlet, home = line.split("\t")
            table[fold(outlet)] = home
    return table


def home_of(outlet: str | None) -> str | None:
    """The country or state the outlet writes for, or None for what is unknown or writes for the world."""
    return homes().get(fold(outlet)) if outlet else None
