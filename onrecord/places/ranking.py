"""The ranker: which of the places that bear a name is meant, as a weighted sum of declared features.

Two rounds. The first scores each candidate by itself (kind, size, how it bears the name, what stands beside the name);
the second adds how well it agrees with the other names of the text: shares of their probable meanings in the same
country, admin 1 and admin 2, and within 30, 150 and 500 km. Weights stand in tables/ranker.toml and are fitted by
`training/train_place_ranker.py` (conditional logit over the candidates of a name).
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from onrecord.places.gazetteer import KINDS

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

ALONE = (
    "country", "capital", "admin1", "admin2", "continent", "region", "water", "site", "size", "size_admin",
    "size_country",
    "alternate", "historic", "abbreviation", "demonym", "largest", "behind_largest", "same_spelling",
    "in_container", "out_of_container", "in_loose_container", "kind_said", "kind_not_said", "names_container",
    "country_said", "admin1_said", "home_country", "home_admin1", "holds_namesake", "in_namesake",
    "article_area", "article_town", "capital_elsewhere", "style", "style_elsewhere",
    "among_countries", "named_as_country",
)  # fmt: skip
TOGETHER = (
    "country_share", "admin1_share", "admin2_share", "near_30", "near_150", "near_500",
    "country_share_town", "admin1_share_town", "neighbour_first",
)  # fmt: skip
_COUNTRY, _ADMIN1, _ADMIN2 = (KINDS.index(k) for k in ("country", "admin1", "admin2"))
EARTH_RADIUS_KM = 6371.0088
HOPELESS = 0.003  # probability after the first round; at most 1 over the candidates of a name


@dataclass(frozen=True)
class Weights:
    """Weights by feature: of the first round, and of the second (which holds the first's features too)."""

    first: Floats
    second: Floats


@functools.cache
def shipped_weights() -> Weights:
    """The weights that come with the package."""
    with open(Path(__file__).with_name("tables") / "ranker.toml", "rb") as handle:
        table: dict[str, Any] = tomllib.load(handle)
    return Weights(
        np.array([table["first"].get(n, 0.0) for n in ALONE]),
        np.array([table["second"].get(n, 0.0) for n in ALONE + TOGETHER]),
    )


@dataclass(slots=True)
class Table:
    """The candidates of all names of one text, one row a candidate; `group` says of which name."""

    group: Ints
    place: Ints
    lat: Floats
    lon: Floats
    country: Ints
    kind: Ints
    admin1: Ints
    admin2: Ints
    starts: Ints
    weight: Floats
    previous: Ints

    def at(self, rows: Ints) -> Table:
        """The table of some of its rows, in order; every name must keep one."""
        group = self.group[rows]
        starts = np.searchsorted(group, np.arange(len(self.starts)))
        return Table(
            group, self.place[rows], self.lat[rows], self.lon[rows], self.country[rows], self.kind[rows],
            self.admin1[rows], self.admin2[rows], starts, self.weight, self.previous,
        )  # fmt: skip

    def softmax(self, scores: Floats) -> Floats:
        """Probability of each candidate among those of its name."""
        top = np.maximum.reduceat(scores, self.starts)
        e: Floats = np.exp(scores - top[self.group])
        return e / np.add.reduceat(e, self.starts)[self.group]


@dataclass(slots=True)
class Agreement:
    """Which candidates agree with which candidates of other names, as matrices of 0 and 1 (row, other); made once a
    table, used in every round.

    `shares`: same country, admin 1, admin 2; `near`: within 30, 150 and 500 km; `before`: with what the name just
    before means.
    """

    shares: list[Floats]
    near: list[Floats]
    before: Floats


def agreement(table: Table) -> Agreement:
    """The matrices of a table; quadratic in its candidates."""
    kind = table.kind
    is_country = kind == _COUNTRY
    other = table.group[:, None] != table.group[None, :]
    country = (table.country[:, None] == table.country[None, :]) & (table.country > 0)[:, None]
    region = np.where(kind == _ADMIN1, table.place, table.admin1)
    first = (region[:, None] == region[None, :]) & (region >= 0)[:, None]
    second = np.where(kind == _ADMIN2, table.place, table.admin2)
    shares = [(country & other), (first & other), (second[:, None] == second[None, :]) & (second >= 0)[:, None] & other]
    lat, lon = np.radians(table.lat), np.radians(table.lon)
    points = np.stack((np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)), 1)
    chord = np.clip(points @ points.T, -1.0, 1.0)
    # Wide things say nothing of where within them the rest lies.
    narrow = other & (~is_country & (kind > 0))[None, :]
    near = [narrow & (chord >= np.cos(km / EARTH_RADIUS_KM)) for km in (30.0, 150.0, 500.0)]
    previous = table.previous[table.group]
    follows = (previous[:, None] == table.group[None, :]) & (previous >= 0)[:, None]
    before = follows & (first | (country & is_country[:, None]))
    return Agreement([m.astype(float) for m in shares], [m.astype(float) for m in near], before.astype(float))


def together(table: Table, p: Floats, agree: Agreement | None = None) -> Floats:
    """Features of agreement with the other names, given what each probably means; shape (candidates, TOGETHER)."""
    out = np.zeros((len(p), len(TOGETHER)))
    if len(table.starts) < 2:
        return out
    agree = agree or agreement(table)
    weight = table.weight[table.group]
    mass = p * weight
    total = np.maximum(table.weight.sum() - weight, 1e-9)
    # einsum, not a BLAS product: the same sums whatever the number of threads.
    for k, matrix in enumerate(agree.shares):
        out[:, k] = np.einsum("ij,j->i", matrix, mass) / total
    for k, matrix in enumerate(agree.near):
        out[:, 3 + k] = np.log1p(4.0 * np.einsum("ij,j->i", matrix, mass))
    small = table.kind >= _ADMIN2
    out[:, 6] = out[:, 0] * small
    out[:, 7] = out[:, 1] * small
    # What the name just before it means weighs more than the rest.
    out[:, 8] = np.einsum("ij,j->i", agree.before, p)
    return out


def rank(table: Table, alone: Floats, weights: Weights, rounds: int = 2) -> Floats:
    """Probabilities of the candidates. What the first round leaves no chance is out of the second (it is quadratic)."""
    p = table.softmax(alone @ weights.first)
    keep = np.flatnonzero(p >= HOPELESS)
    small, features = table.at(keep), alone[keep]
    q = p[keep]
    agree = agreement(small) if len(small.starts) > 1 else None
    for _ in range(rounds):
        q = small.softmax(
            features @ weights.second[: len(ALONE)] + together(small, q, agree) @ weights.second[len(ALONE) :]
        )
    out: Floats = np.zeros(len(p))
    out[keep] = q
    return out


def to_toml(first: Sequence[float], second: Sequence[float], note: str) -> str:
    """The weights as a table for people to read."""
    lines = [f"# {line}" for line in note.splitlines()] + ["", "[first]"]
    lines += [f"{n} = {w:.3f}" for n, w in zip(ALONE, first, strict=True)]
    lines += ["", "[second]"]
    lines += [f"{n} = {w:.3f}" for n, w in zip(ALONE + TOGETHER, second, strict=True)]
    return "\n".join(lines) + "\n"
