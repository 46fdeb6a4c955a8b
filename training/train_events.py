"""Trains the learned head of the events room (`onrecord/events/model/events.npz`).

    python -m training.train_events [--data ../shared/data] [--out onrecord/events/model/events.npz]

Needs scikit-learn (training only). Data: events/plv_train (sentence with a marked dyad and its PLOVER type),
events/plover_gsr_train (PLOVER's gold records), events/cameo_annot_train and the statement class of
events/cameo_class_train (sentences without an event, for the link model). The type model also learns from pairs of
texts without labels, as the events' teacher judges them (`event_pairs.py`, `event_teacher.py`). Prints the figures out
of fold (five folds by `sentence_id`, nothing of a fold's sentences in training, nor in that of the teacher that judged
for it). Deterministic for the same data and language model.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from onrecord.actors import code_phrase
from onrecord.events.features import DyadFeatures, dyad_features
from onrecord.events.head import Features
from onrecord.events.lexicon import load
from onrecord.language import LanguageModel
from onrecord.language.reading import Reading
from onrecord.mentions.phrases import bounds, heads
from onrecord.record import Span
from training import event_pairs
from training.soft_labels import fit_soft

Row = dict[str, Any]
DENSE_WEIGHT = 0.1
"""How much a standardised vector component counts beside a word that is there or not; chosen out of fold among 0,
0.03, 0.05, 0.1, 0.2."""
CODED = 3
"""How much a coded dyad counts beside a judged pair."""
SEEN_CODED, SEEN = 2, 8
"""A feature is kept that so many coded dyads have, or so many of all."""


def read(path: Path) -> list[Row]:
    """Rows of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


class Texts:
    """Readings of texts, each read once."""

    def __init__(self) -> None:
        self.model = LanguageModel.load()
        self.known: dict[str, Reading] = {}

    def __getitem__(self, text: str) -> Reading:
        if text not in self.known:
            self.known[text] = self.model.read(text, [(0, len(text))])
            self.known[text].scores.pop("roles", None)
        return self.known[text]


@dataclass
class Item:
    """A dyad to learn from."""

    features: DyadFeatures
    type: str | None  # None: no event between the two
    fold: int
    text: str


@dataclass
class Judged:
    """Pairs with the teacher's judgements."""

    silver: event_pairs.Silver
    features: list[DyadFeatures]

    @classmethod
    def read(cls, data: Path) -> Judged:
        """The shipped judgements, with features from the data folder's texts."""
        silver = event_pairs.load()
        return cls(silver, event_pairs.features(data, silver.pairs, load()))


def find_all(text: str, part: str) -> list[Span]:
    """The first place of a phrase, or of its parts between commas."""
    out, low = [], text.lower()
    for p in [part, *part.split(", ")]:
        at = low.find(p.lower())
        if p and at >= 0 and not (out and p != part):
            out.append((at, at + len(p)))
            if p == part:
                break
    return out


def split_yield(kind: str, f: DyadFeatures) -> str:
    """PLV has CONCEDE and RETREAT in one; the lexicon's own reading tells them apart."""
    if kind != "YIELD":
        return kind
    return f.best.type if f.best is not None and f.best.type in ("CONCEDE", "RETREAT") else "CONCEDE"


def party_spans(reading: Reading) -> list[Span]:
    """Noun phrases that may be parties: names and coded descriptions."""
    out = []
    for s in reading.sentences:
        for i in heads(s):
            if s.upos[i] == "PRON":
                continue
            first, last = bounds(s, i)
            text = reading.text[s.starts[first] : s.ends[last - 1]]
            if s.name_at(i) is not None or code_phrase(text).code:
                out.append((s.starts[first], s.ends[last - 1]))
    return out


def overlaps(a: list[Span], b: list[Span]) -> bool:
    """Do two sets of spans share a character?"""
    return any(s < f and t < e for s, e in a for t, f in b)


def dyad_items(data: Path, texts: Texts) -> list[Item]:
    """Marked dyads with their types, and pairs of the same sentences that nobody marked."""
    lexicon = load()
    marked: dict[str, list[tuple[list[Span], list[Span]]]] = {}
    rows: list[tuple[str, list[Span], list[Span], str, int]] = []
    for r in read(data / "events/plv_train.jsonl"):
        a = [tuple(x) for x in r.get("actor_spans") or find_all(r["text"], r["actor"])]
        b = [tuple(x) for x in r.get("recipient_spans") or find_all(r["text"], r["recipient"])]
        if a and b:
            rows.append((r["text"], a, b, r["root"], int(r["sentence_id"]) % 5))
    for r in read(data / "events/plover_gsr_train.jsonl"):
        a = [x for p in r["actors"] for x in find_all(r["text"], p["text"])]
        b = [x for p in r["recipients"] for x in find_all(r["text"], p["text"])]
        if a and b:
            rows.append((r["text"], a, b, r["event"], -1))
    items = []
    for text, a, b, kind, fold in rows:
        f = dyad_features(texts[text], a, b, lexicon)
        items.append(Item(f, split_yield(kind, f), fold, text))
        marked.setdefault(text, []).append((a, b))
    folds = {i.text: i.fold for i in items}
    for text in sorted(marked):
        items += negatives(texts[text], marked[text], text, folds[text], 4)
    quiet = [r["text"] for r in read(data / "events/cameo_annot_train.jsonl") if not r["relevant"]]
    quiet += [r["text"] for r in read(data / "events/cameo_class_train.jsonl") if r["quad"] == 0]
    for text in sorted(set(quiet) - set(marked)):
        items += negatives(texts[text], [], text, int(hashlib.sha1(text.encode()).hexdigest(), 16) % 5, 3)
    return items


def negatives(
    reading: Reading, gold: list[tuple[list[Span], list[Span]]], text: str, fold: int, limit: int
) -> list[Item]:
    """Ordered pairs of phrases that no gold dyad overlaps in the same order."""
    spans = party_spans(reading)
    pairs = [
        (a, b)
        for a in spans
        for b in spans
        if not overlaps([a], [b]) and not any(overlaps([a], x) and overlaps([b], y) for x, y in gold)
    ]
    pairs.sort(key=lambda p: hashlib.sha1(f"{text}{p}".encode()).hexdigest())
    return [Item(dyad_features(reading, [a], [b], load()), None, fold, text) for a, b in pairs[:limit]]


class Featured(Protocol):
    """Something that has the features of a linear model."""

    @property
    def features(self) -> Features: ...


@dataclass
class Fitted:
    """A linear model with all that scoring needs."""

    classes: list[str]
    vocabulary: list[str]
    sparse: np.ndarray
    dense: np.ndarray
    bias: np.ndarray
    mean: np.ndarray
    scale: np.ndarray
    temperature: float = 1.0

    def logits(self, items: Sequence[Featured]) -> np.ndarray:
        x = matrix([i.features for i in items], {w: i for i, w in enumerate(self.vocabulary)})
        d = (np.stack([i.features.dense for i in items]) - self.mean) * self.scale
        return np.asarray(x @ self.sparse + d @ self.dense + self.bias)


def matrix(found: Sequence[Features], index: dict[str, int]) -> csr_matrix:
    """Sparse features as rows."""
    rows, cols, values = [], [], []
    for n, features in enumerate(found):
        for name, value in features.sparse.items():
            if name in index:
                rows.append(n)
                cols.append(index[name])
                values.append(value)
    return csr_matrix((values, (rows, cols)), shape=(len(found), len(index)), dtype=np.float64)


def fit(items: list[Item], labels: list[str], strength: float, least: int) -> Fitted:
    """Multinomial logistic regression, classes weighted alike; features seen at least `least` times."""
    counts = Counter(name for i in items for name in i.features.sparse)
    vocabulary = sorted(n for n, c in counts.items() if c >= least)
    x = matrix([i.features for i in items], {w: i for i, w in enumerate(vocabulary)})
    d = np.stack([i.features.dense for i in items])
    mean, scale = d.mean(axis=0), DENSE_WEIGHT / (d.std(axis=0) + 1e-6)
    model = LogisticRegression(C=strength, max_iter=400, class_weight="balanced")
    model.fit(hstack([x, csr_matrix((d - mean) * scale)]).tocsr(), labels)
    weights, bias = model.coef_.T, model.intercept_
    classes = [str(c) for c in model.classes_]
    if len(classes) == 2:
        classes = [classes[1]]
    return Fitted(classes, vocabulary, weights[: len(vocabulary)], weights[len(vocabulary) :], bias, mean, scale)


def fit_types(items: list[Item], judged: Judged, judge: int) -> Fitted:
    """The type model, from coded dyads and from pairs as the teacher `judge` (a fold, or all) sees them."""
    labels = [str(i.type) for i in items]
    names = sorted(set(labels))
    kinds = judged.silver.types[judge][:, [judged.silver.names.index(n) for n in names]]
    found = [i.features for i in items] + judged.features
    counts = Counter(n for i in items for n in i.features.sparse)
    every = counts + Counter(n for f in judged.features for n in f.sparse)
    vocabulary = sorted(n for n, c in every.items() if c >= SEEN or counts[n] >= SEEN_CODED)
    x = matrix(found, {w: i for i, w in enumerate(vocabulary)}).astype(np.float32)
    d = np.stack([f.dense for f in found])
    mean, scale = d.mean(axis=0), DENSE_WEIGHT / (d.std(axis=0) + 1e-6)
    target = np.concatenate([np.zeros((len(items), len(names)), np.float32), kinds])
    target[np.arange(len(items)), [names.index(x) for x in labels]] = 1.0
    seen = Counter(labels)
    coded = [CODED * len(labels) / (len(names) * seen[k]) for k in labels]
    mass = (kinds * judged.silver.link[judge][:, None]).sum(axis=0)
    rare = np.sqrt(mass.sum() / (len(names) * mass))
    weight = np.concatenate([np.array(coded), judged.silver.link[judge] * (kinds @ rare)]).astype(np.float32)
    w, bias = fit_soft(x, ((d - mean) * scale).astype(np.float32), target, weight, 0.1, 100)
    return Fitted(names, vocabulary, w[: len(vocabulary)], w[len(vocabulary) :], bias, mean, scale)


def temperature(logits: np.ndarray, labels: list[str], classes: list[str]) -> float:
    """The temperature with the least log loss."""
    gold = np.array([classes.index(x) for x in labels])
    best = (1e9, 1.0)
    for t in np.arange(0.4, 2.6, 0.05):
        z = logits / t
        z = z - z.max(axis=1, keepdims=True)
        logp = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
        best = min(best, (float(-logp[np.arange(len(gold)), gold].mean()), float(t)))
    return best[1]


def fit_both(items: list[Item], judged: Judged, judge: int) -> tuple[Fitted, Fitted]:
    """The type model and the link model."""
    kind = fit_types([i for i in items if i.type is not None], judged, judge)
    link = fit(items, ["link" if i.type is not None else "" for i in items], 0.03, 3)
    return kind, link


def out_of_fold(items: list[Item], judged: Judged) -> tuple[float, dict[str, Any]]:
    """Temperature and figures from five folds."""
    all_logits, all_labels, link_scores, link_gold = [], [], [], []
    classes: list[str] = []
    for k in range(5):
        held = [i for i in items if i.fold == k]
        texts = {i.text for i in held}
        kind, link = fit_both([i for i in items if i.fold != k and i.text not in texts], judged, k)
        classes = kind.classes
        typed = [i for i in held if i.type is not None]
        all_logits.append(kind.logits(typed))
        all_labels += [str(i.type) for i in typed]
        link_scores.append(link.logits(held)[:, 0])
        link_gold += [i.type is not None for i in held]
        print(f"fold {k} done", file=sys.stderr)
    logits = np.concatenate(all_logits)
    t = temperature(logits, all_labels, classes)
    predicted = [classes[j] for j in logits.argmax(axis=1)]
    scores, gold = np.concatenate(link_scores), np.array(link_gold)
    figures = {
        "accuracy": float(np.mean([a == b for a, b in zip(predicted, all_labels, strict=True)])),
        "link_f1": max(
            2 * (gold & (scores > c)).sum() / max(1, gold.sum() + (scores > c).sum()) for c in np.arange(-2, 2, 0.1)
        ),
        "temperature": t,
    }
    return t, figures


def pack(name: str, m: Fitted) -> dict[str, np.ndarray]:
    """The arrays of a model as they are stored."""
    return {
        f"{name}_vocabulary": np.frombuffer("\n".join(m.vocabulary).encode(), dtype=np.uint8),
        f"{name}_classes": np.frombuffer("\n".join(m.classes).encode(), dtype=np.uint8),
        f"{name}_sparse": m.sparse.astype(np.float16),
        f"{name}_dense": m.dense.astype(np.float16),
        f"{name}_bias": m.bias.astype(np.float32),
        f"{name}_mean": m.mean.astype(np.float32),
        f"{name}_scale": m.scale.astype(np.float32),
        f"{name}_temperature": np.float32(m.temperature),
    }


def main() -> int:
    """Train and write the head."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("onrecord/events/model/events.npz"))
    parser.add_argument("--fold", type=int, default=None, help="leave this fold of plv_train out (for the bench)")
    parser.add_argument("--temperature", type=float, default=None)
    options = parser.parse_args()
    texts = Texts()
    items = dyad_items(options.data, texts)
    print(f"{len(items)} pairs, {sum(i.type is not None for i in items)} dyads", file=sys.stderr)
    judged = Judged.read(options.data)
    t = options.temperature
    if t is None:
        t, figures = out_of_fold(items, judged)
        print(json.dumps(figures))
    save(items, judged, t, options.fold, options.out)
    return 0


def save(items: list[Item], judged: Judged, t: float, fold: int | None, out: Path) -> None:
    """Fit on all items but those of `fold` and write the npz."""
    if fold is not None:
        texts = {i.text for i in items if i.fold == fold}
        items = [i for i in items if i.text not in texts]
    kind, link = fit_both(items, judged, event_pairs.ALL if fold is None else fold)
    kind.temperature = t
    arrays = pack("type", kind) | pack("link", link)
    arrays["version"] = np.frombuffer(b"1", dtype=np.uint8)
    out.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(out, **arrays)  # type: ignore[arg-type]


if __name__ == "__main__":
    sys.exit(main())
