"""Fit the confidence of statements on PolNeAR dev, from raw text: logistic regression, checked on folds of documents.

    python -m training.train_statements_confidence [--data ../shared/data] [--readings CACHE]

Writes onrecord/statements/confidence.toml. Train would not do: the labeller knows its sentences too well.
"""

from __future__ import annotations

import argparse
import pickle
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bench.scorers.score_statements import Statement as Tokens
from bench.scorers.score_statements import Text, match
from bench.statements import documents, paragraphs_of, reliability
from onrecord.language import LanguageModel
from onrecord.statements import find
from onrecord.statements.confidence import features
from onrecord.statements.stream import Stream

Array = npt.NDArray[np.float64]
FOLDS = 5
BY_HAND = {"unlabelled": -1.1}
OUT = Path(__file__).parents[1] / "onrecord/statements/confidence.toml"
HEAD = """# Weights of the confidence of statements, fitted on PolNeAR dev by training/train_statements_confidence.py;
# unlabelled is set by hand, since PolNeAR has no nested statements.
"""


def fit(x: Array, y: Array, ridge: float = 1.0) -> Array:
    """Logistic regression by Newton steps; the first column is the constant and is not held back."""
    w = np.zeros(x.shape[1])
    hold = np.full(x.shape[1], ridge)
    hold[0] = 1e-6
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        slope = x.T @ (p - y) + hold * w
        curve = (x * (p * (1 - p))[:, None]).T @ x + np.diag(hold)
        w -= np.linalg.solve(curve, slope)
    return w


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", type=Path, default=Path("../shared/data"))
    ap.add_argument("--readings", type=Path, help="the model's readings of dev, a pickle of {id: Reading}")
    args = ap.parse_args()
    held = pickle.loads(args.readings.read_bytes()) if args.readings else {}
    model = None if held else LanguageModel.load()
    find.LEAST = 0.0  # the doubtful ones must be seen to be weighed
    rows: list[list[float]] = []
    right: list[bool] = []
    fold: list[int] = []
    names: list[str] = []
    for n, document in enumerate(documents(args.data, "polnear-dev.jsonl")):
        text = Text(document["text"], document.get("discard") or ())
        reading = held.get(document["id"])
        if reading is None:
            assert model is not None
            reading = model.read(document["text"], paragraphs_of(document["text"]))
        stream = Stream.of(reading)
        placed = [p for p in find.drafts_of(stream) if p.within is None and p.labelled]
        made = []
        for p in placed:
            d = p.draft
            parts = {"source": [d.source], "cue": [d.cue], "content": d.contents}
            spans = {r: [stream.span(f.first, f.last) for f in fs if f] for r, fs in parts.items()}
            made.append(Tokens(spans, text, ""))
        gold = [s for s in (Tokens(x, text, "") for x in document["statements"]) if s.words["content"]]
        found = {j for _, j in match(gold, made, need_source=True)}
        for j, p in enumerate(placed):
            if made[j].words["content"]:
                values = {k: v for k, v in features(stream, p).items() if k not in BY_HAND}
                names = list(values)
                rows.append(list(values.values()))
                right.append(j in found)
                fold.append(n % FOLDS)
    x, y, k = np.asarray(rows), np.asarray(right, dtype=float), np.asarray(fold)
    chances = np.zeros(len(y))
    for f in range(FOLDS):
        w = fit(x[k != f], y[k != f])
        chances[k == f] = 1 / (1 + np.exp(-x[k == f] @ w))
    table = reliability(list(zip(chances.tolist(), right, strict=True)), bins=10)
    for confidence, share, count in table:
        print(f"{confidence:.3f} {share:.3f} {count}")
    print("expected calibration error", round(sum(abs(c - s) * n for c, s, n in table) / len(y), 4))
    w = fit(x, y)
    lines = [f"{name} = {value:.3f}" for name, value in zip(names, w, strict=True)]
    lines += [f"{name} = {value}" for name, value in BY_HAND.items()]
    OUT.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
