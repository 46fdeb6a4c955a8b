"""The PLOVER ontology: event types with quad class, intensity and modes (`data/ontology.toml`)."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class EventType:
    """One PLOVER type: quad class 1 to 4, intensity score -10 to 10, default CAMEO root, score of each mode."""

    name: str
    quad: int
    score: float
    cameo: str
    modes: dict[str, float]


GROUPS = {
    "coop": frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID"}),
    "yield": frozenset({"CONCEDE", "RETREAT"}),
    "force": frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "PROTEST"}),
    "words": frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN"}),
}
"""The groups of types that the embedding rules speak of."""

MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})
SPEECH = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
"""Types that are done by speaking."""


@functools.cache
def types() -> dict[str, EventType]:
    """All event types by name, in the order of the codebook."""
    raw = tomllib.loads(files("onrecord.events").joinpath("data/ontology.toml").read_text(encoding="utf-8"))
    return {
        name: EventType(name, int(t["quad"]), float(t["score"]), str(t["cameo"]), dict(t["modes"]))
        for name, t in raw["types"].items()
    }


def intensity(event_type: str, mode: str | None) -> float | None:
    """The conflict-cooperation score of a type and mode; None for a type of a user's own codebook."""
    found = types().get(event_type)
    if found is None:
        return None
    return found.modes.get(mode or "", found.score)


def group_of(event_type: str) -> str:
    """The embedding group of a type, `none` for a type that is in no group."""
    return next((g for g, members in GROUPS.items() if event_type in members), "none")
