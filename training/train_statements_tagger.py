"""Train the linear role labeller of onrecord.statements (needs python-crfsuite, for training only).

python -m training.train_statements_tagger --data ../shared/data --out onrecord/statements/tagger.npz
    [--readings CACHE]     the language model's readings of PolNeAR train, a pickle of {id: Reading}; else silver parses
    [--jackknife OUT.npz]  also write scores of train, each half labelled by a model of the other (for the linker)
"""

from __future__ import annotations

import argparse
import json
import pickle
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.language.reading import Reading
from onrecord.statements.rules import propose
from onrecord.statements.stream import Stream
from onrecord.statements.tagger import TEMPLATES, Tagger, template_values
from training.roles import IGNORED, LABELS, role_labels
from training.train_statements_data import read_jsonl, silver_reading

SETTINGS = {"max_iterations": 40, "c1": 0.3, "c2": 0.02, "feature.minfreq": 4}
SMALLEST = 0.01
Example = tuple[Stream, list[Any], list[int]]


def examples(data: Path, part: str, readings: dict[str, Reading] | None) -> dict[str, Example]:
    """Streams, proposals and labels by document id."""
    silver = {d["id"]: d for d in read_jsonl(data / f"language/polnear-corenlp-{part}.jsonl.gz")}
    out = {}
    for document in read_jsonl(data / f"statements/polnear-{part}.jsonl"):
        name = document["id"]
        if readings is not None and name in readings:
            reading = readings[name]
        elif readings is None and name in silver:
            reading = silver_reading(document["text"], silver[name])
        else:
            continue
        stream = Stream.of(reading)
        spans = list(zip(stream.starts, stream.ends, strict=True))
        labels = role_labels(document["text"], spans, document["statements"], document.get("discard") or ())
        out[name] = (stream, propose(stream), labels)
    return out


def train(parts: Sequence[Example]) -> Tagger:
    """Fit the field and lay its weights out as tables."""
    import pycrfsuite

    trainer = pycrfsuite.Trainer(verbose=False)
    for stream, proposals, labels in parts:
        values = template_values(stream, proposals)
        begin = 0
        for end in range(1, len(stream) + 1):
            if end < len(stream) and stream.paragraph[end] == stream.paragraph[begin]:
                continue
            if all(labels[i] != IGNORED for i in range(begin, end)):
                rows = []
                for i in range(begin, end):
                    row = []
                    for name, offsets in TEMPLATES.items():
                        column = values[name]
                        row += [
                            f"{name}|{o}|{column[i + o]}" for o in offsets if begin <= i + o < end and column[i + o]
                        ]
                    rows.append(row)
                trainer.append(rows, [LABELS[labels[i]] for i in range(begin, end)])
            begin = end
    trainer.set_params(SETTINGS)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "model")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        info = tagger.info()
    by_template: dict[str, dict[str, dict[tuple[int, int], float]]] = defaultdict(lambda: defaultdict(dict))
    for (attribute, label), weight in info.state_features.items():
        name, offset, value = attribute.split("|", 2)
        if abs(weight) >= SMALLEST:
            by_template[name][value][TEMPLATES[name].index(int(offset)), LABELS.index(label)] = weight
    names, tables = {}, {}
    for name, held in by_template.items():
        values_of = sorted(held)
        table = np.zeros((len(TEMPLATES[name]), len(values_of) + 1, len(LABELS)), dtype=np.float16)
        for row, value in enumerate(values_of):
            for (k, label), weight in held[value].items():
                table[k, row, label] = weight
        names[name] = {v: i for i, v in enumerate(values_of)}
        tables[name] = table
    moves = np.zeros((len(LABELS), len(LABELS)), dtype=np.float32)
    for (a, b), weight in info.transitions.items():
        moves[LABELS.index(a), LABELS.index(b)] = weight
    for role in (2, 4, 6):
        for a in range(len(LABELS)):
            if a not in (role, role - 1):
                moves[a, role] = -30.0
    return Tagger(names, {n: t.astype(np.float32) for n, t in tables.items()}, moves)


def save(tagger: Tagger, path: Path) -> None:
    """Write the tables as plain arrays."""
    names = {t: list(v) for t, v in tagger.values.items()}
    held: dict[str, Any] = {f"w_{t}": w.astype(np.float16) for t, w in tagger.weights.items()}
    held["transitions"] = tagger.transitions
    held["names"] = np.frombuffer(json.dumps(names, ensure_ascii=False).encode("utf-8"), dtype=np.uint8)
    np.savez_compressed(path, **held)


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", type=Path, default=Path("../shared/data"))
    ap.add_argument("--readings", type=Path)
    ap.add_argument("--jackknife", type=Path)
    ap.add_argument("--out", type=Path, default=Path("onrecord/statements/tagger.npz"))
    args = ap.parse_args()
    readings = pickle.loads(args.readings.read_bytes()) if args.readings else None
    held = examples(args.data, "train", readings)
    names = sorted(held)
    save(train([held[n] for n in names]), args.out)
    if args.jackknife:
        args.jackknife.parent.mkdir(parents=True, exist_ok=True)
        scores = {}
        for mine, others in ((names[0::2], names[1::2]), (names[1::2], names[0::2])):
            tagger = train([held[n] for n in others])
            scores |= {n: tagger.scores(*held[n][:2]) for n in mine}
        np.savez(args.jackknife, **scores)


if __name__ == "__main__":
    main()
