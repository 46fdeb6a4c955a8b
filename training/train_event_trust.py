"""Trains how far an event can be trusted (`onrecord/events/model/trust.npz`).

    python -m training.train_event_trust [--data ../shared/data] [--out onrecord/events/model/trust.npz]

Needs scikit-learn (training only). Learns from `event_judgements.tsv`: rows of news articles, each read against its
article and judged `right`, `partly` (a party or the status is wrong) or `wrong`, parts `train` and `later`; and from
rows that nobody read, as a teacher judges them who learned from those (`event_row_silver.npz`). The texts are coded
again, rows that the present coder still gives are matched by text, trigger, type, status and parties. Figures out of
fold: articles apart, with the teacher that saw nothing of the fold. Deterministic for the same data and language model.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from onrecord.events.gate import GateFeatures
from training import row_silver
from training.coded_rows import CodedRow, coded_rows
from training.event_rows import WORTH, Judgement, judgements, told_apart
from training.train_events import Fitted, matrix, pack

DENSE_WEIGHT, STRENGTH, LEAST_SEEN = 0.1, 0.1, 3
"""Chosen out of fold, articles apart."""
PARTS = {"train": 1.0, "later": 3.0}
"""Parts that are learned from, and how much a row of each counts: those read after causes of wrong rows were mended are
as often wrong as rows of any other article, what is left of those before is not."""
UNREAD = 2.0
"""How much a row counts that nobody read."""


@dataclass(slots=True)
class Item:
    """A row with what readers said of it (None: nobody read it), and what it is worth to learn from, by fold: (folds +
    1,), the judgements of the teachers that saw nothing of a fold, of the one that saw all."""

    judgement: Judgement | None
    features: GateFeatures
    base: float
    fold: int
    taught: np.ndarray
    weight: float

    @property
    def worth(self) -> float:
        """What readers gave it."""
        return WORTH[self.judgement.verdict] if self.judgement else 0.0


def items_of(rows: Iterable[CodedRow], silver: row_silver.Silver) -> list[Item]:
    """What is learned from, in the order of the texts: rows that the teachers judged, those that readers read half as
    these say; nothing of the articles of other parts than `PARTS`."""
    every = judgements()
    readers = {(j.article, j.start, j.type, j.row): j for j in every if j.part in PARTS}
    held_out = {j.article for j in every} - {j.article for j in every if j.part in PARTS}
    out = []
    for r in rows:
        key = (r.text, r.start, r.type, r.hash)
        number, judgement = silver.index.get(key), readers.get(key)
        if number is None or r.text in held_out:
            continue
        taught = silver.judged[:, number, :2].mean(axis=1)
        weight = UNREAD
        if judgement is not None:
            taught, weight = (taught + WORTH[judgement.verdict]) / 2, PARTS[judgement.part]
        out.append(Item(judgement, r.features, r.base, row_silver.fold_of(r.text), taught, weight))
    return out


def fit(items: list[Item], fold: int) -> Fitted:
    """Logistic regression on the worth of rows, nothing of a fold among them (`row_silver.ALL`: all are)."""
    items = [i for i in items if i.fold != fold]
    rows = [i.features for i in items]
    counts = Counter(name for f in rows for name in f.sparse)
    vocabulary = sorted(n for n, k in counts.items() if k >= LEAST_SEEN)
    x = matrix(rows, {w: i for i, w in enumerate(vocabulary)})
    d = np.stack([f.dense for f in rows])
    mean, scale = d.mean(axis=0), DENSE_WEIGHT / (d.std(axis=0) + 1e-6)
    all_of = hstack([x, csr_matrix((d - mean) * scale)]).tocsr()
    worth = np.array([i.taught[fold] for i in items])
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
    for k in range(row_silver.FOLDS):
        own = [n for n, i in enumerate(items) if i.fold == k]
        found[own] = scores(fit(items, k), [items[n] for n in own])
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
    verdicts = [i.judgement.verdict for i in items if i.judgement]
    right, wrong = (np.array([v == name for v in verdicts]) for name in ("right", "wrong"))
    cuts = {}
    for cut in (0.0, 0.25, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7):
        kept = values >= cut
        cuts[str(cut)] = {
            "kept": int(kept.sum()),
            "right": round(float(right[kept].mean()), 3),
            "wrong": round(float(wrong[kept].mean()), 3),
            "right ones kept": round(float(kept[right].mean()), 3),
            "wrong ones kept": round(float(kept[wrong].mean()), 3),
        }
    return {"right": told_apart(values, right), "not wrong": told_apart(values, ~wrong), "cuts": cuts}


def main() -> int:
    """Train and write the model."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("onrecord/events/model/trust.npz"))
    parser.add_argument("--figures", action="store_true", help="print figures out of fold first")
    options = parser.parse_args()
    items = items_of(coded_rows(row_silver.texts(options.data)), row_silver.load())
    read = [n for n, i in enumerate(items) if i.judgement]
    own, found = [items[n] for n in read], out_of_fold(items)[read]
    base = np.array([i.base for i in own])
    scale = calibrate((base + found) / 2, own)
    if options.figures:
        later = [n for n, i in enumerate(own) if i.judgement and i.judgement.part == "later"]
        for name, values in (("base", base), ("model", found), ("both", (base + found) / 2)):
            print(json.dumps({name: figures(values, own)}))
            print(json.dumps({f"{name}, later": figures(values[later], [own[n] for n in later])}))
    arrays = pack("trust", fit(items, row_silver.ALL)) | {"trust_scale_to_worth": np.array(scale, dtype=np.float32)}
    np.savez_compressed(options.out, **arrays)  # type: ignore[arg-type]
    print(f"{len(items)} rows, {len(own)} of them read", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
