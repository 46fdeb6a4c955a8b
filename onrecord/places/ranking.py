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
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from onrecord.places.gazetteer import KINDS

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

ALONE = (
    "country", "capital", "admin1", "admin2", "continent", "region", "water", "site", "size", "size_admin",
    "size_country",
    "alternate", "historic", "abbreviation", "demonym", "largest", "behind_largest", "same_spelling",
    "in_container", "out_of_container", "in_loose_container", "kind_said", "kind_not_said", "names_container",
    "country_said", "admin1_said", "home_country", "home_admin1", "holds_namesake", "in_namesake",
    "article_area", "article_town", "capital_elsewhere", "style", "style_elsewhere",
    "among_countries", "named_as_country", "great_said", "great_abroad",
)  # fmt: skip
TOGETHER = (
    "country_share", "admin1_share", "admin2_share", "near_30", "near_150", "near_500",
    "country_share_town", "admin1_share_town", "neighbour_first",
)  # fmt: skip
# What a table holds of each candidate beside its features: place and kind as numbers of the gazetteer, degrees, the
# point on the unit sphere, the country, admin 1 and admin 2 it is or lies in (NaN: none, it agrees with nothing), and
# whether it is a great city.
FACTS = ("place", "kind", "lat", "lon", "x", "y", "z", "in_country", "in_admin1", "in_admin2", "great")
_PLACE, _KIND, _LAT, _LON, _X, _AREA = (
    len(ALONE) + FACTS.index(n) for n in ("place", "kind", "lat", "lon", "x", "in_country")
)
GREAT = len(ALONE) + FACTS.index("great")
_COUNTRY, _ADMIN2 = (KINDS.index(k) for k in ("country", "admin2"))
EARTH_RADIUS_KM = 6371.0088
HOPELESS = 0.003  # probability after the first round; at most 1 over the candidates of a name
# Cosines of the angles of 30, 150 and 500 km.
_NEAR = np.cos(np.array([30.0, 150.0, 500.0]) / EARTH_RADIUS_KM)[:, None, None]
# Weights of the second round.
_NEARBY = slice(len(ALONE) + 3, len(ALONE) + 6)
_NEIGHBOUR = len(ALONE) + TOGETHER.index("neighbour_first")


@dataclass(frozen=True)
class Weights:
    """Weights by feature: of the first round, and of the second (which holds the first's features too)."""

    first: Floats
    second: Floats

    @functools.cached_property
    def areas(self) -> Floats:
        """The second round's of one country, admin 1 and admin 2: of a wide candidate, and of a town or admin 2."""
        shares = self.second[len(ALONE) :]
        return np.array((shares[:3], shares[:3] + np.append(shares[6:8], 0.0))).T.copy()


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
    """The candidates of all names of one text, one row each: `numbers` are its features and `FACTS`, `group` says of
    which name it is. By name: `starts`, its first row; `weight`; `previous`, the name before it in the text or -1."""

    numbers: Floats
    group: Ints
    starts: Ints
    weight: Floats
    previous: Ints

    @property
    def alone(self) -> Floats:
        """The first round's features; shape (candidates, ALONE)."""
        return self.numbers[:, : len(ALONE)]

    @property
    def place(self) -> Ints:
        return self.numbers[:, _PLACE].astype(np.int64)

    @property
    def kind(self) -> Ints:
        return self.numbers[:, _KIND].astype(np.int64)

    @property
    def lat(self) -> Floats:
        return self.numbers[:, _LAT]

    @property
    def lon(self) -> Floats:
        return self.numbers[:, _LON]

    def at(self, rows: Ints) -> Table:
        """The table of some of its rows, in order; every name must keep one."""
        starts = rows.searchsorted(self.starts)
        return Table(self.numbers.take(rows, axis=0), self.group.take(rows), starts, self.weight, self.previous)

    def softmax(self, scores: Floats) -> Floats:
        """Probability of each candidate among those of its name."""
        # No score is near 700, beyond which the largest would have to be taken off first.
        e = np.exp(scores)
        e /= np.add.reduceat(e, self.starts).take(self.group)
        return e


def empty_table() -> Table:
    """The table of a text in which no name is known."""
    none = np.zeros(0, dtype=np.int64)
    return Table(np.zeros((0, len(ALONE) + len(FACTS))), none, none, np.zeros(0), none)


class Agreement(NamedTuple):
    """Which candidates (rows) agree with which of other names (columns); quadratic in the candidates.

    `same`: in one country, admin 1, admin 2, and `near`: within 30, 150 and 500 km; three matrices each. `before`: it
    is what the name just before may mean, and holds with it. `weight`: of the other's name, 0 where it is the same
    name; `weight_near`: four times that, as it goes into the logarithms, with 0 for wide things too, which say nothing
    of where within them the rest lies; `rest`: by row, the weight of all other names together.
    """

    same: Bools
    near: Bools
    before: Bools
    weight: Floats
    weight_near: Floats
    rest: Floats


def agreement(table: Table) -> Agreement:
    """Who agrees with whom; made once a table, used in every round."""
    numbers, group = table.numbers, table.group
    own = table.weight.take(group)
    weight = (group[:, None] != group) * own
    # Copied, so that each lies in one piece: what is compared all with all is read faster so.
    facts = numbers[:, _X : _AREA + 3].T.copy()
    areas = facts[3:]
    same = areas[:, :, None] == areas[:, None, :]
    near = numbers[:, _X:_AREA] @ facts[:3] >= _NEAR
    kind = numbers[:, _KIND]
    is_country = kind == _COUNTRY
    before = same[0] & is_country[:, None]
    before |= same[1]
    before &= table.previous.take(group)[:, None] == group
    rest = np.add.reduce(table.weight) - own
    np.maximum(rest, 1e-9, out=rest)
    return Agreement(same, near, before, weight, weight * (((kind > 0) > is_country) * 4.0), rest)


def together(table: Table, p: Floats) -> Floats:
    """Features of agreement with the other names, given what each probably means; shape (candidates, TOGETHER)."""
    out = np.zeros((len(p), len(TOGETHER)))
    if len(table.starts) < 2:
        return out
    agree = agreement(table)
    # einsum, not a BLAS product: the same sums whatever the number of threads.
    shares = np.einsum("kij,ij,j->ki", agree.same, agree.weight, p) / agree.rest
    out[:, :3] = shares.T
    out[:, 3:6] = np.log1p(np.einsum("kij,ij,j->ki", agree.near, agree.weight_near, p)).T
    out[:, 6:8] = (shares[:2] * (table.numbers[:, _KIND] >= _ADMIN2)).T
    # What the name just before it means weighs more than the rest.
    out[:, 8] = np.einsum("ij,j->i", agree.before, p)
    return out


def _weighed(table: Table, weights: Weights) -> Floats:
    """The features of `together` with their weights, as four matrices (row, other): one that holds all that are sums
    of probabilities, and the three that are logarithms of such sums."""
    agree = agreement(table)
    n = len(table.group)
    layers = np.empty((4, n, n))
    factors = weights.areas.take(table.numbers[:, _KIND] >= _ADMIN2, axis=1)
    factors /= agree.rest
    flat = layers[0]
    np.add.reduce(factors[:, :, None] * agree.same, axis=0, out=flat)
    flat *= agree.weight
    flat += weights.second[_NEIGHBOUR] * agree.before
    np.multiply(agree.near, agree.weight_near, out=layers[1:])
    return layers


def rank(table: Table, weights: Weights, rounds: int = 2) -> Floats:
    """Probabilities of the candidates. What the first round leaves no chance is out of the second (it is quadratic)."""
    if len(table.group) == len(table.starts):
        return np.ones(len(table.group))  # one candidate a name
    p = table.softmax(np.vecdot(table.alone, weights.first))
    keep = (p >= HOPELESS).nonzero()[0]
    out: Floats = np.zeros(len(p))
    if len(keep) == len(table.starts):
        out[keep] = 1.0  # one candidate a name is left
        return out
    small = table.at(keep) if len(keep) < len(p) else table
    alone = np.vecdot(small.alone, weights.second[: len(ALONE)])
    if len(small.starts) == 1:
        q = small.softmax(alone)
    else:
        q = p.take(keep)
        nearby = weights.second[_NEARBY]
        layers = _weighed(small, weights)
        for _ in range(rounds):
            # Row by row, no product of matrices: the same sums whatever the number of threads.
            sums = np.vecdot(layers, q)
            scores = sums[0]
            scores += alone
            scores += np.vecdot(np.log1p(sums[1:]).T, nearby)
            q = small.softmax(scores)
    out[keep] = q
    return out


def to_toml(first: Sequence[float], second: Sequence[float], note: str) -> str:
    """The weights as a table for people to read."""
    lines = [f"# {line}" for line in note.splitlines()] + ["", "[first]"]
    lines += [f"{n} = {w:.3f}" for n, w in zip(ALONE, first, strict=True)]
    lines += ["", "[second]"]
    lines += [f"{n} = {w:.3f}" for n, w in zip(ALONE + TOGETHER, second, strict=True)]
    return "\n".join(lines) + "\n"
