"""Trains how far an event can be trusted (`onrecord/events/model/trust.npz`).

    python -m training.train_event_trust [--data ../shared/data] [--out onrecord/events/model/trust.npz]

Needs scikit-learn (training only). Learns from `event_judgements.tsv`: rows of news articles, each read against its
article and judged `right`, `partly` (a party or the status is wrong) or `wrong`. The articles are coded again, rows
that the present coder still gives are matched by article, trigger, type, status and parties. Only `train` and `later`
are learned from. Deterministic for the same data and language model.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from hashlib import sha1
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from onrecord.events.gate import Floats, GateFeatures
from onrecord.events.grammar import Grammar
from onrecord.events.parties import Parties
from onrecord.events.triggers import Candidate
from onrecord.events.trust import base_score, trust_features
from onrecord.pipeline import Coder
from training.event_rows import WORTH, Judgement, articles, judgements, row_of, told_apart
from training.train_events import Fitted, matrix, pack

FOLDS = 5
DENSE_WEIGHT, STRENGTH, LEAST_SEEN = 0.05, 0.1, 3
"""Chosen out of fold, articles apart."""
PARTS = {"train": 1.0, "later": 3.0}
"""Parts that are learned from, and how much a row of each counts: those read after causes of wrong rows were mended are
as often wrong as rows of any other article, what is left of those before is not."""


@dataclass(slots=True)
class Item:
    """A row that the coder gives, with what readers said of it."""

    judgement: Judgement
    features: GateFeatures
    base: float
    fold: int
    worth: float
    weight: float = 1.0


class Recorder:
    """Stands in for the making of a confidence: keeps the features of each row."""

    def __init__(self) -> None:
        self.seen: dict[tuple[int, str], tuple[GateFeatures, float]] = {}

    def __call__(self, c: Candidate, g: Grammar, p: Parties, vectors: Floats, told: str, nth: int) -> float:
        """Keep the row."""
        start = g.s.span(c.tokens[0], c.tokens[0] + 1)[0]
        self.seen.setdefault((start, c.type), (trust_features(c, g, p, vectors, told, nth), base_score(c, nth)))
        return 0.5


def items_of(data: Path, *parts: str) -> list[Item]:
    """The judged rows of some parts (all where none is named) that the present coder gives, in the order of the
    articles."""
    by_article: dict[str, dict[tuple[int, str, str], Judgement]] = defaultdict(dict)
    for j in judgements():
        if not parts or j.part in parts:
            by_article[j.article][j.start, j.type, j.row] = j
    coder, recorder, out = Coder(), Recorder(), list[Item]()
    with mock.patch("onrecord.events.trust.confidence", recorder):
        for key, text, day in articles(data, set(by_article)):
            recorder.seen.clear()
            report = coder.code_text(text, published=day)
            names = {a.id: a.name for a in report.actors}
            fold = int(sha1(key.encode()).hexdigest(), 16) % FOLDS
            for e in report.events:
                start = e.trigger[0][0]
                judged = by_article[key].get((start, e.type, row_of(e, names)))
                seen = recorder.seen.get((start, e.type))
                if judged is not None and seen is not None:
                    out.append(Item(judged, *seen, fold, WORTH[judged.verdict], PARTS.get(judged.part, 1.0)))
    return out


def fit(items: list[Item]) -> Fitted:
    """Logistic regression on the worth of rows."""
    rows = [i.features for i in items]
    counts = Counter(name for f in rows for name in f.sparse)
    vocabulary = sorted(n for n, k in counts.items() if k >= LEAST_SEEN)
    x = matrix(rows, {w: i for i, w in enumerate(vocabulary)})
    d = np.stack([f.dense for f in rows])
    mean, scale = d.mean(axis=0), DENSE_WEIGHT / (d.std(axis=0) + 1e-6)
    all_of = hstack([x, csr_matrix((d - mean) * scale)]).tocsr()
    worth = np.array([i.worth for i in items])
    both = hstack([all_of.T, all_of.T]).T.tocsr()  # a row that is half right is an example of either
    labels = np.array([1] * len(items) + [0] * len(items))
    model = LogisticRegression(C=STRENGTH, max_iter=1000)
    much = np.array([i.weight for i in items])
    model.fit(both, labels, sample_weight=np.concatenate([worth * much, (1 - worth) * much]))
    w = model.coef_.T
    size = len(vocabulary)
    return Fitted(["right"], vocabulary, w[:size], w[size:], model.intercept_, mean, scale)


def scores(fitted: Fitted, items: list[Item]) -> np.ndarray:
    """Probabilities of rows."""
    return np.asarray(1 / (1 + np.exp(-fitted.logits(items)))).ravel()


def out_of_fold(items: list[Item]) -> np.ndarray:
    """Probabilities of rows from models that saw nothing of their article."""
    found = np.zeros(len(items))
    for k in range(FOLDS):
        own = [n for n, i in enumerate(items) if i.fold == k]
        found[own] = scores(fit([i for i in items if i.fold != k]), [items[n] for n in own])
    return found


def calibrate(values: np.ndarray, items: list[Item]) -> tuple[float, float]:
    """Intercept and slope of the log odds of a row's worth over a value (Platt 1999)."""
    worth = np.array([i.worth for i in items])
    model = LogisticRegression(C=1e6, max_iter=1000)
    labels = np.array([1] * len(items) + [0] * len(items))
    both = np.concatenate([values, values])[:, None]
    much = np.array([i.weight for i in items])
    model.fit(both, labels, sample_weight=np.concatenate([worth * much, (1 - worth) * much]))
    return float(model.intercept_[0]), float(model.coef_[0, 0])


def figures(values: np.ndarray, items: list[Item]) -> dict[str, Any]:
    """How well values tell rows apart."""
    right = np.array([i.judgement.verdict == "right" for i in items])
    wrong = np.array([i.judgement.verdict == "wrong" for i in items])
    cuts = {}
    for cut in (0.0, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7):
        kept = values >= cut
        cuts[str(cut)] = {
            "kept": int(kept.sum()),
            "right": round(float(right[kept].mean()), 3),
            "wrong": round(float(wrong[kept].mean()), 3),
            "right ones kept": round(float(kept[right].mean()), 3),
        }
    return {"right": told_apart(values, right), "not wrong": told_apart(values, ~wrong), "cuts": cuts}


def main() -> int:
    """Train and write the model."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("onrecord/events/model/trust.npz"))
    parser.add_argument("--figures", action="store_true", help="print figures out of fold first")
    options = parser.parse_args()
    with mock.patch("onrecord.events.trust.LEAST", 0.0):
        items = items_of(options.data, *PARTS)
    base, found = np.array([i.base for i in items]), out_of_fold(items)
    scale = calibrate((base + found) / 2, items)
    if options.figures:
        for name, values in (("base", base), ("model", found), ("both", (base + found) / 2)):
            print(json.dumps({name: figures(values, items)}))
    arrays = pack("trust", fit(items)) | {"trust_scale_to_worth": np.array(scale, dtype=np.float32)}
    np.savez_compressed(options.out, **arrays)  # type: ignore[arg-type]
    print(f"{len(items)} rows, worth {sum(i.worth for i in items):.1f}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
