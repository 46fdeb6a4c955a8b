"""The learned head: type of a dyad, whether two mentions are a dyad at all, and how far to trust an event.

Two linear models over `features.DyadFeatures`, trained by `training/train_events.py` and shipped as one npz of float16
weights. Softmax over types with a fitted temperature; a logistic link score.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from io import BytesIO
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


class Features(Protocol):
    """What a linear model reads: named features with their values, and one dense vector."""

    @property
    def sparse(self) -> Mapping[str, float]: ...

    @property
    def dense(self) -> Floats: ...


def mean_of(vectors: Floats, tokens: list[int]) -> Floats:
    """The mean vector of some tokens of a sentence, zeros for none; as `numpy.mean` gives it, in half the time."""
    if not tokens:
        return np.zeros(vectors.shape[1], dtype=np.float32)
    if len(tokens) == 1:
        alone: Floats = vectors[tokens[0]]
        return alone
    found: Floats = np.add.reduce(vectors[tokens], axis=0) / np.float32(len(tokens))
    return found


@dataclass(slots=True)
class Linear:
    """One linear model: sparse rows by feature name, dense rows over standardised vectors."""

    classes: list[str]
    index: dict[str, int]
    sparse: Floats
    dense: Floats
    bias: Floats
    mean: Floats
    scale: Floats
    temperature: float

    def logits(self, f: Features) -> Floats:
        """Scores of the classes, divided by the temperature."""
        index = self.index
        known = [(index[k], v) for k, v in f.sparse.items() if k in index]
        out = np.asarray(((f.dense - self.mean) * self.scale) @ self.dense + self.bias, dtype=np.float32)
        if known:
            weights = np.array([v for _, v in known], dtype=np.float32)
            out += weights @ self.sparse[[k for k, _ in known]]
        scaled: Floats = out / np.float32(self.temperature)
        return scaled

    def probabilities(self, f: Features) -> dict[str, float]:
        """Probability of each class (softmax; for a single class the logistic of its score)."""
        z = self.logits(f)
        if len(self.classes) == 1:
            return {self.classes[0]: float(1.0 / (1.0 + np.exp(-z[0])))}
        e = np.exp(z - z.max())
        p = e / e.sum()
        return {c: float(x) for c, x in zip(self.classes, p, strict=True)}

    def reasons(self, f: Features, name: str, top: int = 5) -> list[tuple[str, float]]:
        """The named features that speak most for a class, with their weights."""
        k = self.classes.index(name)
        found = [(n, float(self.sparse[self.index[n], k]) * v) for n, v in f.sparse.items() if n in self.index]
        return sorted((x for x in found if x[1] > 0), key=lambda x: (-x[1], x[0]))[:top]


@dataclass(slots=True)
class Head:
    """The trained models of the events room: `type` over dyads, `link` of a pair of mentions."""

    type: Linear
    link: Linear
    version: str


def linear(z: Mapping[str, npt.NDArray[Any]], name: str) -> Linear:
    """The linear model that an npz holds under a name."""
    vocabulary = bytes(z[f"{name}_vocabulary"]).decode("utf-8").split("\n")
    return Linear(
        bytes(z[f"{name}_classes"]).decode("utf-8").split("\n"),
        {w: i for i, w in enumerate(vocabulary)},
        z[f"{name}_sparse"].astype(np.float32),
        z[f"{name}_dense"].astype(np.float32),
        z[f"{name}_bias"].astype(np.float32),
        z[f"{name}_mean"].astype(np.float32),
        z[f"{name}_scale"].astype(np.float32),
        float(z[f"{name}_temperature"]),
    )


def unpack(data: bytes) -> Head:
    """A head from the bytes of its npz."""
    with np.load(BytesIO(data), allow_pickle=False) as z:
        return Head(linear(z, "type"), linear(z, "link"), bytes(z["version"]).decode("utf-8"))


@functools.cache
def load() -> Head | None:
    """The shipped head, None where the package carries none (then the lexicon alone decides)."""
    path = files("onrecord.events").joinpath("model/events.npz")
    return unpack(path.read_bytes()) if path.is_file() else None
