"""The table of layout patterns, compiled once."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Patterns:
    """What patterns.toml holds; lists of patterns that match a whole paragraph from its start."""

    bylines: list[re.Pattern[str]]
    publications: list[re.Pattern[str]]
    boilerplate: list[re.Pattern[str]]
    captions: list[re.Pattern[str]]
    tails: list[re.Pattern[str]]
    agencies: dict[str, str]


@cache
def patterns() -> Patterns:
    table = tomllib.loads(files("onrecord.article").joinpath("patterns.toml").read_text("utf-8"))

    def compiled(name: str) -> list[re.Pattern[str]]:
        return [re.compile(p, re.IGNORECASE) for p in table[name]]

    return Patterns(
        bylines=compiled("bylines"),
        publications=compiled("publications"),
        boilerplate=compiled("boilerplate"),
        captions=compiled("captions"),
        tails=compiled("tails"),
        agencies=dict(table["agencies"]),
    )
