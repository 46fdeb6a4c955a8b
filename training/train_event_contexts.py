"""Trains the contexts of events (`onrecord/events/model/contexts.npz`).

    python -m training.train_event_contexts [--data ../shared/data] [--out onrecord/events/model/contexts.npz]

Needs scikit-learn (training only). Two steps. One model a context reads the vectors of sentence and trigger, and
learns from the words of `data/contexts.psv`: of the events found in plv_train and cameo_class_train those count as of a
context that have one of its words (silver; contexts with fewer than 25 such events are left to their words). Then
coders' own choices, plover_gsr_train (163 events), weigh words, vectors and how often a context is chosen for a type.
Deterministic for the same data and language model.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
from sklearn.linear_model import LogisticRegression

from bench.events import OLDER
from onrecord.events import contexts
from onrecord.events.circumstance import context_names
from onrecord.events.contexts import FEATURES, Contexts, Floats, dense
from onrecord.events.ontology import types
from onrecord.events.triggers import Candidate
from onrecord.pipeline import Coder
from onrecord.record import Actor
from training.train_event_gate import fold_of
from training.train_events import read

FOLDS = 5
LEAST_WORDS = 25
SCALE = 0.1
"""How much a standardised vector component counts."""


@dataclass(slots=True)
class Seen:
    """An event with what its contexts are chosen by."""

    c: Candidate
    votes: dict[str, list[int]]
    actors: dict[str, Actor]
    vectors: Floats


@dataclass(slots=True)
class Row:
    """A gold record and the events found for it."""

    given: frozenset[str]
    type: str
    fold: int
    seen: list[Seen]


class Recorder:
    """Stands in for the model and keeps what it is asked."""

    def __init__(self) -> None:
        self.seen: list[Seen] = []

    def choose(self, c: Candidate, votes: dict[str, list[int]], actors: dict[str, Actor], vectors: Floats) -> list[str]:
        """Keep the event."""
        self.seen.append(Seen(c, votes, dict(actors), vectors))
        return []


def events_of(rows: list[dict[str, Any]]) -> list[list[Seen]]:
    """The events of each text."""
    coder, recorder, out = Coder(), Recorder(), list[list[Seen]]()
    with mock.patch("onrecord.events.contexts.load", return_value=recorder):
        for r in rows:
            recorder.seen = []
            coder.code_text(r["text"])
            out.append(recorder.seen)
    return out


def gold(data: Path) -> list[Row]:
    """Coders' choices with the events that carry them: those of the gold type, else all."""
    rows = read(data / "events/plover_gsr_train.jsonl")
    out = []
    for r, seen in zip(rows, events_of(rows), strict=True):
        typed = [s for s in seen if s.c.type == r["event"]] or seen
        given = frozenset(OLDER.get(c, c) for c in r.get("context") or [])
        out.append(Row(given, r["event"], fold_of(r["text"]), typed))
    return out


def silver(data: Path) -> list[Seen]:
    """Events of sentences without coded contexts, each sentence once."""
    rows = [*read(data / "events/plv_train.jsonl"), *read(data / "events/cameo_class_train.jsonl")]
    once = list({r["text"]: r for r in rows}.values())
    return [s for seen in events_of(once) for s in seen]


def fit_vectors(seen: list[Seen], names: list[str]) -> tuple[Floats, Floats, Floats, Floats]:
    """Weights, bias, mean and scale of the vectors' models."""
    x = np.stack([dense(s.c, s.vectors) for s in seen])
    mean, scale = x.mean(axis=0), SCALE / (x.std(axis=0) + 1e-6)
    z = (x - mean) * scale
    weights, bias = np.zeros((x.shape[1], len(names))), np.full(len(names), contexts.UNSEEN)
    for n, name in enumerate(names):
        y = np.array([bool(s.votes.get(name)) for s in seen])
        if y.sum() >= LEAST_WORDS:
            model = LogisticRegression(C=0.3, max_iter=200, class_weight="balanced").fit(z, y)
            weights[:, n], bias[n] = model.coef_[0], model.intercept_[0]
    # as they are stored, so that the next step learns from what it will see
    return weights.astype(np.float16).astype(np.float32), bias.astype(np.float32), mean, scale


def fit(rows: list[Row], names: list[str], vectors: tuple[Floats, Floats, Floats, Floats]) -> Contexts:
    """The whole model."""
    kinds = list(types())
    counts, totals = np.zeros((len(kinds), len(names)), np.float32), np.zeros(len(kinds), np.float32)
    for r in rows:
        if r.type in kinds:
            totals[kinds.index(r.type)] += 1
            for n, name in enumerate(names):
                counts[kinds.index(r.type), n] += name in r.given
    width = len(FEATURES)
    zeros, ones = np.zeros(width, np.float32), np.ones(width, np.float32)
    m = Contexts(names, kinds, *vectors, counts, totals, zeros, zeros, ones, 0.0)
    x = np.concatenate([m.features(s.c, s.votes, s.actors, s.vectors, r.given) for r in rows for s in r.seen])
    y = np.array([name in r.given for r in rows for _ in r.seen for name in names])
    m.weights_mean, m.weights_scale = x.mean(axis=0), x.std(axis=0) + 1e-6
    model = LogisticRegression(C=0.1, max_iter=500).fit((x - m.weights_mean) / m.weights_scale, y)
    m.weights, m.constant = model.coef_[0].astype(np.float32), float(model.intercept_[0])
    return m


def micro_f1(rows: list[Row], models: list[Contexts]) -> float:
    """Micro-F1 of the contexts, each row by the model of its fold."""
    right = given = told = 0
    for r in rows:
        m = models[r.fold]
        found = {c for s in r.seen for c in m.choose(s.c, s.votes, s.actors, s.vectors)}
        right, given, told = right + len(found & r.given), given + len(r.given), told + len(found)
    return 2 * right / (given + told)


def fold_models(data: Path) -> list[Contexts]:
    """A model for each fold of plover_gsr_train, trained without it."""
    names, rows = context_names(), gold(data)
    vectors = fit_vectors(silver(data), names)
    return [fit([r for r in rows if r.fold != k], names, vectors) for k in range(FOLDS)]


def main() -> int:
    """Train and write the model."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("onrecord/events/model/contexts.npz"))
    options = parser.parse_args()
    names, rows = context_names(), gold(options.data)
    vectors = fit_vectors(silver(options.data), names)
    curve = {}
    for part in (5, 3, 2, 1):  # fewer coded events: every part-th left in
        fewer = [r for n, r in enumerate(rows) if part == 5 or n % 5 < part]
        models = [fit([r for r in fewer if r.fold != k], names, vectors) for k in range(FOLDS)]
        curve[len(fewer)] = round(micro_f1(rows, models), 3)
    model = fit(rows, names, vectors)
    weights = {f: round(float(w), 2) for f, w in zip(FEATURES, model.weights, strict=True)}
    print(
        json.dumps(
            {
                "micro-F1 out of fold by coded events": curve,
                "weights": weights,
            }
        )
    )
    options.out.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(options.out, **contexts.pack(model))  # type: ignore[arg-type]
    return 0


if __name__ == "__main__":
    sys.exit(main())
