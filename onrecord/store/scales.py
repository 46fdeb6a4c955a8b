"""What scales say of an event type: its quad class (verbal or material, cooperation or conflict) and its intensity."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def quads() -> dict[str, tuple[str, str]]:
    """PLOVER event type -> its quad class (1 to 4) and the class's name."""
    # Read as data: importing the events room would load its models.
    table = (files("onrecord") / "events/data/maps/quad.toml").read_text(encoding="utf-8")
    return {name: (quad, label) for name, (quad, label) in tomllib.loads(table)["types"].items()}


@cache
def quad_names() -> dict[str, str]:
    """Quad class -> its name."""
    return dict(sorted(set(quads().values())))


def quad_of(type: str) -> str:
    """The quad class of an event type, '0' for a type that a user's codebook added."""
    return quads().get(type, ("0", ""))[0]


@cache
def intensities() -> dict[str, float]:
    """`TYPE` and `TYPE:mode` -> PLOVER's intensity, -10 (most hostile) to 10."""
    table = (files("onrecord") / "events/data/ontology.toml").read_text(encoding="utf-8")
    found: dict[str, float] = {}
    for name, facts in tomllib.loads(table)["types"].items():
        found[name] = facts["score"]
        found |= {f"{name}:{mode}": score for mode, score in facts["modes"].items()}
    return found


def intensity(type: str, mode: str | None) -> float | None:
    """The intensity of a mode, of its type where the mode has none; None for a type that a user's codebook added."""
    scores = intensities()
    return scores.get(f"{type}:{mode}", scores.get(type))
