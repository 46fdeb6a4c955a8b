"""Trains the gate of the events room (`onrecord/events/model/gate.npz`) and its second opinion on types.

    python -m training.train_event_gate [--data ../shared/data] [--out onrecord/events/model/gate.npz]

Needs scikit-learn (training only). Every text is coded with the lexicon and the head; each event that they propose is
an example. Political: events of plv_train, plover_gsr_train, petrarch_gsr_train (plausible ones), cameo_class_train
(quad classes 1 to 4), cameo_annot_train (relevant rows), the riots among ECB+ train, every third synthetic story of
NGEC (events of the prompted type only, weight 0.4), the same gold sentences cut to their main clause
(`shorten.py`, weight 0.5), the invented political sentences of `gate_sentences.psv` and the rows of
tests/events/cases.psv that the lexicon was tuned on. Of other worlds: the invented sentences of sport, business,
weather and so on of `gate_sentences.psv`, GUM train (travel guides, video blogs, academic texts, biographies), EWT
train (reviews, answers, e-mail), ECB+ train (films, sport, quakes, private crime), the rows of cameo_annot_train that
coders found not relevant. Deterministic for the same data and language model.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha1
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from bench.event_cases import table
from bench.scorers.score_events import QUAD, folded
from onrecord.events.gate import Floats, Gate, GateFeatures, gate_features, opinion_features
from onrecord.events.grammar import Grammar
from onrecord.events.head import linear
from onrecord.events.parties import Parties
from onrecord.events.triggers import Candidate
from onrecord.language import LanguageModel
from onrecord.pipeline import Coder
from training.shorten import shorten
from training.train_events import Fitted, pack, read

HERE = Path(__file__).parent
FOLDS = 5
PUBLISHED = "2018-02-21"
GUM_QUIET = frozenset({"voyage", "vlog", "academic", "bio"})
EWT_QUIET = frozenset({"reviews", "answers", "email"})
ECB_QUIET = frozenset({1, 4, 6, 7, 10, 14, 20, 22, 24, 25, 27, 29, 30, 31, 32, 33})
"""Topics of ECB+ that are of other worlds: stars, films, sport, fires, quakes, murders at home, cables, patches."""
ECB_POLITICAL = frozenset({"8ecbplus", "19ecb", "19ecbplus"})
"""Its riots."""
DENSE_WEIGHT, STRENGTH, LEAST_SEEN = 0.2, 0.3, 3
"""Chosen out of fold among 0.05 to 0.3, 0.03 to 1."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text with what is known of its events."""

    text: str
    fold: int
    political: bool
    weight: float = 1.0
    type: str | None = None  # only events of this type count fully, others of the text at 0.3
    quad: int | None = None  # the same by quad class
    sure: bool = False  # events of another type are left out


@dataclass(slots=True)
class Item:
    """One proposed event."""

    features: GateFeatures
    opinion: GateFeatures
    political: bool
    weight: float
    type: str | None
    fold: int
    text: str


def fold_of(text: str) -> int:
    """The fold of a text, by its letters."""
    return int(sha1(text.encode()).hexdigest(), 16) % FOLDS


def plv_folds(data: Path) -> dict[str, int]:
    """The folds of plv_train's sentences, which other sets share in part."""
    return {r["text"]: int(r["sentence_id"]) % FOLDS for r in read(data / "events/plv_train.jsonl")}


def gold(data: Path) -> Iterator[Text]:
    """Sentences that people coded."""
    known = plv_folds(data)

    def fold(text: str) -> int:
        return known.get(text, fold_of(text))

    for r in read(data / "events/plv_train.jsonl"):
        yield Text(r["text"], known[r["text"]], True, type=r["root"])
    for r in read(data / "events/plover_gsr_train.jsonl"):
        yield Text(r["text"], fold(r["text"]), True, type=r["event"])
    for r in read(data / "events/petrarch_gsr_train.jsonl"):
        if r.get("gold_plausible", True):
            yield Text(r["text"], fold(r["text"]), True)
    for r in read(data / "events/cameo_class_train.jsonl"):
        if r["quad"]:
            yield Text(r["text"], fold(r["text"]), True, quad=r["quad"])
    for r in read(data / "events/cameo_annot_train.jsonl"):
        yield Text(r["text"], fold(r["text"]), bool(r["relevant"]))


def short(data: Path) -> Iterator[Text]:
    """Coded sentences cut to their main clause."""
    model, seen = LanguageModel.load(), set[tuple[str, str]]()
    for t in gold(data):
        known = t.type or str(t.quad or "")
        if not known or (t.text, known) in seen:
            continue
        seen.add((t.text, known))
        reading = model.read(t.text, [(0, len(t.text))])
        cut = shorten(max(reading.sentences, key=len))
        if cut is not None:
            yield Text(cut, t.fold, True, 0.5, t.type, t.quad, True)


def documents(data: Path) -> Iterator[Text]:
    """Whole texts: stories, web pages, speeches, guides."""
    for r in read(data / "events/ngec_synthetic_train.jsonl")[::3]:
        yield Text(r["text"], fold_of(r["text"]), True, 0.4, r["event"], None, True)
    for r in read(data / "coref/gum-train.jsonl"):
        if r["genre"] in GUM_QUIET:
            yield Text(r["text"], fold_of(r["text"]), False)
    for r in read(data / "crossdoc/ecbplus-articles-train.jsonl"):
        topic = r["subtopic"].removesuffix("plus").removesuffix("ecb")
        if int(topic) in ECB_QUIET or r["subtopic"] in ECB_POLITICAL:
            political = r["subtopic"] in ECB_POLITICAL
            yield Text(r["text"], fold_of(topic), political, 0.5 if topic == "19" else 1.0)
    page: list[str] = []
    genre = ""
    for line in [*(data / "language/ewt-train.conllu").read_text("utf-8").splitlines(), "# newdoc id = end"]:
        if line.startswith("# newdoc id"):
            if page and genre in EWT_QUIET:
                yield Text(" ".join(page), fold_of(" ".join(page)), False)
            page, genre = [], line.partition("=")[2].strip().partition("-")[0]
        elif line.startswith("# text ="):
            page.append(line.partition("=")[2].strip())


def invented() -> Iterator[Text]:
    """Sentences made for this."""
    for line in (HERE / "gate_sentences.psv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            world, _, text = line.partition(" | ")
            yield Text(text, fold_of(text), world == "political")
    for n, row in enumerate(table("cases.psv")):
        if n % 3 != 2:
            yield Text(row[0], fold_of(row[0]), True)


class Recorder:
    """Stands in for the gate: keeps what is proposed, lets pass what the word lists let pass."""

    def __init__(self) -> None:
        self.seen: list[tuple[Candidate, GateFeatures, GateFeatures]] = []

    def admits(
        self, c: Candidate, g: Grammar, p: Parties, vectors: Floats, world: str | None, before: list[float]
    ) -> bool:
        """Keep the candidate."""
        self.seen.append((c, gate_features(c, g, p, vectors, world), opinion_features(c, g, p, vectors)))
        return world is None


def label_of(t: Text, c: Candidate) -> tuple[str | None, float] | None:
    """The type of a proposed event where its text's label gives it, and its weight; None where it is left out."""
    named = t.type is not None or t.quad is not None
    right = folded(c.type) == folded(t.type) if t.type else QUAD.get(c.type) == t.quad
    if named and not right and t.sure:
        return None
    return (c.type if right and named and t.political else None), t.weight * (0.3 if named and not right else 1.0)


def items_of(texts: list[Text]) -> list[Item]:
    """The events that the lexicon and the head propose in the texts, as examples."""
    coder, recorder, out = Coder(), Recorder(), list[Item]()
    with mock.patch("onrecord.events.gate.load", return_value=recorder):
        for t in texts:
            recorder.seen.clear()
            coder.code_text(t.text, published=PUBLISHED)
            for c, features, opinion in recorder.seen:
                label = label_of(t, c)
                if label is not None:
                    kind, weight = label
                    out.append(Item(features, opinion, t.political, weight, kind, t.fold, t.text))
    return out


def all_texts(data: Path) -> list[Text]:
    """Everything that the gate learns from, each text once a label."""
    return list(dict.fromkeys([*gold(data), *short(data), *documents(data), *invented()]))


def fit(rows: list[GateFeatures], labels: list[str], weights: list[float], rounds: int) -> Fitted:
    """Logistic regression with classes weighted alike, so many rounds of its solver."""
    counts = Counter(name for f in rows for name in f.sparse)
    vocabulary = sorted(n for n, k in counts.items() if k >= LEAST_SEEN)
    index = {w: i for i, w in enumerate(vocabulary)}
    cells = [(n, index[k], v) for n, f in enumerate(rows) for k, v in f.sparse.items() if k in index]
    at, column, value = zip(*cells, strict=True)
    x = csr_matrix((value, (at, column)), shape=(len(rows), len(vocabulary)), dtype=np.float64)
    d = np.stack([f.dense for f in rows])
    mean, scale = d.mean(axis=0), DENSE_WEIGHT / (d.std(axis=0) + 1e-6)
    total = Counter[str]()
    for label, w in zip(labels, weights, strict=True):
        total[label] += w  # type: ignore[assignment]
    balanced = [w * sum(total.values()) / (len(total) * total[k]) for k, w in zip(labels, weights, strict=True)]
    model = LogisticRegression(C=STRENGTH, max_iter=rounds)
    model.fit(hstack([x, csr_matrix((d - mean) * scale)]).tocsr(), labels, sample_weight=balanced)
    classes = [str(c) for c in model.classes_]
    w = model.coef_.T
    return Fitted(
        classes[1:] if len(classes) == 2 else classes,
        vocabulary,
        w[: len(vocabulary)],
        w[len(vocabulary) :],
        model.intercept_,
        mean,
        scale,
    )


def fit_gate(items: list[Item]) -> Fitted:
    """The gate."""
    labels = ["political" if i.political else "another world" for i in items]
    return fit([i.features for i in items], labels, [i.weight for i in items], 300)


def fit_opinion(items: list[Item]) -> Fitted:
    """The second opinion on types, which does not see what the lexicon said."""
    typed = [i for i in items if i.type is not None]
    return fit([i.opinion for i in typed], [str(i.type) for i in typed], [i.weight for i in typed], 60)


def save(items: list[Item], out: Path) -> None:
    """Fit on all items and write the npz."""
    arrays = pack("gate", fit_gate(items)) | pack("opinion", fit_opinion(items))
    out.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(out, **arrays)  # type: ignore[arg-type]


def without(items: list[Item], fold: int) -> Gate:
    """The gate that saw nothing of a fold; it has no second opinion of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "gate.npz"
        fitted = pack("gate", fit_gate([i for i in items if i.fold != fold]))
        np.savez(path, **fitted)  # type: ignore[arg-type]
        with np.load(path) as z:
            model = linear(z, "gate")
    return Gate(model, model)


def out_of_fold(items: list[Item]) -> dict[str, Any]:
    """Of the events of each label, the share that passes at some scores."""
    scores = np.zeros(len(items))
    for k in range(FOLDS):
        gate = without(items, k)
        for n, i in enumerate(items):
            if i.fold == k:
                scores[n] = gate.score(i.features)
    political, sure = np.array([i.political for i in items]), np.array([i.weight == 1.0 for i in items])
    return {
        "events": {"political": int(political.sum()), "other worlds": int((~political).sum())},
        "pass": {
            str(c): [
                round(float((scores[political & sure] > c).mean()), 3),
                round(float((scores[~political] > c).mean()), 3),
            ]
            for c in (-1.0, -0.5, -0.2, -0.1, 0.0, 0.5, 1.0)
        },
    }


def main() -> int:
    """Train and write the gate."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("onrecord/events/model/gate.npz"))
    parser.add_argument("--figures", action="store_true", help="print figures out of fold first")
    options = parser.parse_args()
    items = items_of(all_texts(options.data))
    if options.figures:
        print(json.dumps(out_of_fold(items)))
    save(items, options.out)
    print(f"{len(items)} proposed events, {sum(i.political for i in items)} political", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
