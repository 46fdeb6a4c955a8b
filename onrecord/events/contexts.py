"""PLOVER contexts of an event: what words speak for, what the shared encoder sees, what coders choose for its type.

Each context of the table gets a probability from one small logistic model over pairs of an event and a context. Its
features (`FEATURES`): how many words speak for the context and how near, how the sentence's vectors look to a model
that learned from such words (so that sentences without the words are seen too), and how often coders gave the context
at all and to the type. Trained by `training/train_event_contexts.py`.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib.resources import files
from io import BytesIO

import numpy as np
import numpy.typing as npt

from onrecord.events.circumstance import SPOKEN, between_states, default_context, priors
from onrecord.events.triggers import Candidate
from onrecord.record import Actor

Floats = npt.NDArray[np.float32]

FEATURES = (
    "words", "any word", "share of words", "most words", "second most", "default of the type", "default, no words",
    "vectors", "nearest word", "no words", "diplomatic between states", "said between states", "prior", "how often",
    "how often for the type",
)  # fmt: skip
FIRST, SECOND = 0.25, 0.4
"""Probability from which the likeliest context is given, and from which further ones are."""
UNSEEN = -2.0
"""Log odds of a context for which the vectors' model had too few words to learn from."""
SMOOTH = 3.0
"""How many events of a type the general rate of a context counts as."""


@dataclass(slots=True)
class Contexts:
    """The trained model: `vectors` (2 x 384 by contexts) with its mean and scale, counts of coders' choices, and the
    weights of `FEATURES`."""

    names: list[str]
    types: list[str]
    vectors: Floats
    bias: Floats
    mean: Floats
    scale: Floats
    counts: Floats  # types x contexts: how often coders gave the context to an event of the type
    totals: Floats  # events of each type
    weights: Floats
    weights_mean: Floats
    weights_scale: Floats
    constant: float

    def seen(self, c: Candidate, vectors: Floats) -> Floats:
        """Log odds of each context by the vectors of the sentence and the trigger."""
        x = (dense(c, vectors) - self.mean) * self.scale
        return np.asarray(x @ self.vectors + self.bias, dtype=np.float32)

    def rates(self, kind: str, given: frozenset[str] | None = None) -> tuple[Floats, Floats]:
        """Log odds of how often coders chose each context, at all and for the type; an event's own choice, `given`,
        is left out while training on it."""
        own = np.zeros(len(self.names), dtype=np.float32)
        for name in given or ():
            own += np.array([n == name for n in self.names], dtype=np.float32)
        one = 0.0 if given is None else 1.0
        p = (self.counts.sum(axis=0) - own + 0.3) / (self.totals.sum() - one + 1.0)
        known = kind in self.types
        k = self.types.index(kind) if known else 0
        count = self.counts[k] - own if known else np.zeros_like(p)
        q = (count + SMOOTH * p) / ((self.totals[k] - one if known else 0.0) + SMOOTH)
        p, q = np.clip(p, 1e-4, 0.99), np.clip(q, 1e-4, 0.99)
        return np.log(p / (1 - p)), np.log(q / (1 - q))

    def features(
        self,
        c: Candidate,
        votes: dict[str, list[int]],
        actors: dict[str, Actor],
        vectors: Floats,
        given: frozenset[str] | None = None,
    ) -> Floats:
        """Features of the pairs of the event and each context (contexts x features)."""
        general, typed = self.rates(c.type, given)
        seen, usual = self.seen(c, vectors), default_context(c)
        total = sum(len(v) for v in votes.values())
        weight = {k: len(v) + priors().get(k, 0.0) for k, v in votes.items()}
        ranked = sorted(votes, key=lambda k: (-weight[k], min(abs(j - c.at) for j in votes[k]), k))
        states = between_states(c, actors)
        out = np.zeros((len(self.names), len(FEATURES)), dtype=np.float32)
        out[:, 7], out[:, 9], out[:, 13], out[:, 14] = seen, not total, general, typed
        for k, here in votes.items():
            nearest, prior = np.log1p(min(abs(j - c.at) for j in here)), priors().get(k, 0.0)
            n = self.names.index(k)
            out[n, :5] = min(len(here), 3), 1.0, len(here) / total, ranked[:1] == [k], ranked[1:2] == [k]
            out[n, 8], out[n, 12] = nearest, prior
        if usual is not None:
            out[self.names.index(usual), 5:7] = 1.0, not total
        if states:
            out[self.names.index("diplomatic"), 10:12] = 1.0, c.type in SPOKEN
        return out

    def choose(self, c: Candidate, votes: dict[str, list[int]], actors: dict[str, Actor], vectors: Floats) -> list[str]:
        """The contexts of an event, the likeliest first."""
        x = (self.features(c, votes, actors, vectors) - self.weights_mean) / self.weights_scale
        p = 1.0 / (1.0 + np.exp(-(x @ self.weights + self.constant)))
        order = sorted(range(len(self.names)), key=lambda n: (-float(p[n]), self.names[n]))
        return [self.names[n] for r, n in enumerate(order) if p[n] > (SECOND if r else FIRST)]


def dense(c: Candidate, vectors: Floats) -> Floats:
    """The mean vectors of the sentence and of the trigger."""
    trigger = [i for i in c.tokens if i < len(vectors)] or [c.at]
    return np.concatenate([vectors.mean(axis=0), vectors[trigger].mean(axis=0)])


def unpack(data: bytes) -> Contexts:
    """The model from the bytes of its npz."""
    with np.load(BytesIO(data), allow_pickle=False) as z:
        names, types = (bytes(z[k]).decode("utf-8").split("\n") for k in ("names", "types"))
        arrays = {k: z[k].astype(np.float32) for k in ARRAYS}
        return Contexts(names=names, types=types, constant=float(z["constant"]), **arrays)


ARRAYS = ("vectors", "bias", "mean", "scale", "counts", "totals", "weights", "weights_mean", "weights_scale")


def pack(m: Contexts) -> dict[str, npt.NDArray[np.generic]]:
    """The arrays of a model as they are stored."""
    out: dict[str, npt.NDArray[np.generic]] = {k: getattr(m, k).astype(np.float32) for k in ARRAYS}
    out["vectors"] = m.vectors.astype(np.float16)
    for k, words in (("names", m.names), ("types", m.types)):
        out[k] = np.frombuffer("\n".join(words).encode(), dtype=np.uint8)
    out["constant"] = np.array(m.constant, dtype=np.float32)
    return out


@functools.cache
def load() -> Contexts | None:
    """The shipped model, None where the package carries none (then the tables alone choose)."""
    path = files("onrecord.events").joinpath("model/contexts.npz")
    return unpack(path.read_bytes()) if path.is_file() else None
