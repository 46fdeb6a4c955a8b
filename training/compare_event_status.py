"""Would a learned head tell status and mode of events better than tables and grammar? Measures both; ships nothing.

    python -m training.compare_event_status [--data ../shared/data]

Needs scikit-learn (training only). Two logistic models, as the other heads: of the status, and of the mode among those
of the type. They see what the tables say and by which rule, words of tense, mood and negation around trigger and
governor, the path to the root, type and kind of word that the row stands on, and the encoder's vectors of trigger,
governor, auxiliaries and sentence. Learned from the rows of `event_status.tsv` (`learn`) and the invented sentences of
`tests/events/cases.psv`; figures out of fold (articles apart) on `learn`, and on `held` with all that is learned from.
Ways: the tables alone; the head alone; the head where it is sure (from some probability on) and
the tables else. Deterministic for the same data and language model.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from dataclasses import dataclass
from hashlib import sha1
from pathlib import Path
from unittest import mock

import numpy as np
from sklearn.linear_model import LogisticRegression

from bench.event_cases import PUBLISHED, table
from onrecord.events.gate import Floats, GateFeatures
from onrecord.events.grammar import Grammar
from onrecord.events.head import mean_of
from onrecord.events.ontology import group_of, types
from onrecord.events.parties import Parties
from onrecord.events.triggers import Candidate
from onrecord.pipeline import Coder
from onrecord.record import Event
from training.event_status import Told, coded, told
from training.train_events import matrix

FOLDS = 5
DENSE_WEIGHT, STRENGTH, LEAST_SEEN = 0.05, 0.1, 2
SURE = (0.5, 0.6, 0.7, 0.8, 0.9)
STEPS = 4
"""Words above a trigger that are looked at."""


@dataclass(slots=True)
class Item:
    """One event: what a head sees, what the tables say, and what is right."""

    features: GateFeatures
    given: str
    right: tuple[str, ...]
    weight: float
    fold: int
    part: str
    among: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """What is learned: what the tables say where that is right, else the likeliest."""
        return self.given if self.given in self.right else self.right[0]


class Recorder:
    """Stands in for the making of a confidence: keeps what a head would see of each event."""

    def __init__(self) -> None:
        self.seen: dict[tuple[int, str], GateFeatures] = {}

    def __call__(self, c: Candidate, g: Grammar, p: Parties, vectors: Floats, told: str, nth: int) -> float:
        """Keep the event."""
        start = g.s.span(c.tokens[0], c.tokens[0] + 1)[0]
        self.seen.setdefault((start, c.type), features(c, g, vectors, told))
        return 0.5


def features(c: Candidate, g: Grammar, vectors: Floats, told: str) -> GateFeatures:
    """What a head sees of an event; `told` is the kind of the statement it stands in."""
    s, group = g.s, str(group_of(c.type))
    at = c.at if c.status_from is None else c.status_from
    above = g.governor(c.at)
    out: dict[str, float] = {
        f"type:{c.type}": 1.0,
        f"trigger:{c.lemma}": 1.0,
        f"trigger:{c.lemma}:{s.xpos[c.at]}": 1.0,
        f"rule:{c.rule.partition(':')[0]}": 1.0,
        f"status:{c.status}": 1.0,
        f"status:{c.status}:{group}": 1.0,
        f"mode:{c.type}:{c.mode}": 1.0,
        f"told:{told}": 1.0,
        f"tag:{s.xpos[at]}": 1.0,
        f"relation:{g.base[at]}": 1.0,
        f"relation:{g.base[at]}:{s.xpos[at]}:{group}": 1.0,
        f"ends:{s.words[-1]}": 1.0,
    }
    for cue in c.roles.get("reality", "none").split(", "):
        out[f"reality:{cue}"] = 1.0
        out[f"reality:{cue}:{c.status}"] = 1.0
    for name in ("nominal", "strong", "embedded", "negated", "located"):
        if getattr(c, name):
            out[name] = 1.0
    helpers: list[int] = []
    for place, i in (("own", c.at), ("from", at), ("above", above)):
        if i is None:
            continue
        out[f"{place} tag:{s.xpos[i]}"] = 1.0
        for j in s.children_of(i):
            if g.base[j] in ("aux", "mark", "advmod", "cop", "det", "case", "amod", "compound"):
                out[f"{place} below:{g.base[j]}:{g.lower[j]}"] = 1.0
            elif g.base[j] in ("obj", "obl", "nmod", "nsubj"):
                out[f"{place} party:{g.base[j]}:{g.lemmas[j]}"] = 1.0
        helpers += g.kids(i, "aux", "mark")
    j = at
    for step in range(STEPS):
        h = s.heads[j]
        if h < 0:
            break
        out[f"path {min(step, 1)}:{g.base[j]}:{g.lemmas[h]}"] = 1.0
        out[f"path:{g.base[j]}:{s.xpos[h]}"] = 1.0
        j = h
    modal = {"could", "would", "might", "may", "can", "should", "must", "if", "whether", "not", "never", "to", "will"}
    for word in modal.intersection(g.lower):
        out[f"has:{word}"] = 1.0
    blocks = [vectors.mean(axis=0)]
    for tokens in (c.tokens, [] if above is None else [above], helpers):
        blocks.append(mean_of(vectors, [i for i in tokens if i < len(vectors)]))
    return GateFeatures(out, np.concatenate(blocks).astype(np.float32))


def fold_of(key: str) -> int:
    """The fold of an article."""
    return int(sha1(key.encode()).hexdigest(), 16) % FOLDS


def items_of(data: Path) -> tuple[list[Item], list[Item]]:
    """Items of status and of mode: rows that were read, and the invented sentences."""
    coder, recorder = Coder(), Recorder()
    status, mode = list[Item](), list[Item]()

    def add(t: Told, e: Event, f: GateFeatures) -> None:
        fold = fold_of(t.article)
        status.append(Item(f, e.status, t.statuses, t.weight, fold, t.part))
        if t.moded:
            among = ("-", *types()[t.type].modes)
            mode.append(Item(f, e.mode or "-", t.modes, t.weight, fold, t.part, among))

    with mock.patch("onrecord.events.trust.confidence", recorder):
        for t, e, _ in coded(data, coder, told()):
            f = recorder.seen.get((t.start, t.type))
            if f is not None and t.verdict != "none":
                add(t, e, f)
        for text, kind, said, *_ in table("cases.psv"):
            recorder.seen.clear()
            report = coder.code_text(text, published=PUBLISHED)
            found = [e for e in report.events if e.type in kind.split("/")]
            if len(found) == 1 and said != "-":
                f = recorder.seen.get((found[0].trigger[0][0], found[0].type))
                if f is not None:
                    status.append(Item(f, found[0].status, tuple(said.split("/")), 1.0, fold_of(text), "cases"))
    return status, mode


def rotated(items: list[Item]) -> np.ndarray:
    """The items in as many numbers as there are items: a model with this penalty is the same as with all features."""
    rows = [i.features for i in items]
    counts = Counter(name for f in rows for name in f.sparse)
    x = matrix(rows, {n: k for k, n in enumerate(sorted(n for n, k in counts.items() if k >= LEAST_SEEN))})
    d = np.stack([f.dense for f in rows]).astype(np.float64)
    d = (d - d.mean(axis=0)) * (DENSE_WEIGHT / (d.std(axis=0) + 1e-6))
    values, axes = np.linalg.eigh((x @ x.T).toarray() + d @ d.T)
    return np.asarray(axes * np.sqrt(np.clip(values, 0.0, None)))


def guesses(items: list[Item], x: np.ndarray, learn: list[int], own: list[int]) -> list[tuple[str, float]]:
    """What a model learned from some items says of others: the likeliest label among those of the type, and how
    likely."""
    model = LogisticRegression(C=STRENGTH, max_iter=300)
    model.fit(x[learn], [items[n].label for n in learn])
    names, out = [str(c) for c in model.classes_], []
    for n, z in zip(own, model.decision_function(x[own]), strict=True):
        known = [k for k, name in enumerate(names) if not items[n].among or name in items[n].among]
        e = np.exp(z[known] - z[known].max())
        out.append((names[known[int(e.argmax())]], float(e.max() / e.sum())))
    return out


def right(items: list[Item], said: list[str]) -> dict[str, float]:
    """Shares that are right: as they come, each row once."""
    good = np.array([s in i.right for s, i in zip(said, items, strict=True)], dtype=float)
    weight = np.array([i.weight for i in items])
    return {"as they come": round(float((good * weight).sum() / weight.sum()), 3), "once": round(float(good.mean()), 3)}


def ways(items: list[Item], found: list[tuple[str, float]], sure: float | None) -> list[str]:
    """What is said: the tables (`sure` None), else the head from a probability on."""
    return [i.given if sure is None or p < sure else guess for i, (guess, p) in zip(items, found, strict=True)]


def compare(items: list[Item]) -> dict[str, dict[str, dict[str, float]]]:
    """Figures of each way, by part."""
    x = rotated(items)
    learn = [n for n, i in enumerate(items) if i.part != "held"]
    held = [n for n, i in enumerate(items) if i.part == "held"]
    found = dict(zip(held, guesses(items, x, learn, held), strict=True))
    for k in range(FOLDS):
        own = [n for n in learn if items[n].fold == k]
        others = [n for n in learn if items[n].fold != k]
        found |= dict(zip(own, guesses(items, x, others, own), strict=True))
    out: dict[str, dict[str, dict[str, float]]] = {}
    for name, sure in [("tables", None), ("head", 0.0), *((f"head from {p}, else tables", p) for p in SURE)]:
        figures = {}
        for part in ("learn", "cases", "held"):
            rows = [n for n, i in enumerate(items) if i.part == part]
            if rows:
                own_items = [items[n] for n in rows]
                figures[part] = right(own_items, ways(own_items, [found[n] for n in rows], sure))
        out[name] = figures
    return out


def main() -> int:
    """Print the figures of status and mode."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    options = parser.parse_args()
    for name, items in zip(("status", "mode"), items_of(options.data), strict=True):
        print(f"{name}: {Counter(i.part for i in items)}", file=sys.stderr)
        for way, figures in compare(items).items():
            print(json.dumps({name: way} | figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
