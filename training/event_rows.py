"""Rows of events in news articles, each read against its article: `event_judgements.tsv`.

A row is told by its article, the start of its trigger, its type, status and parties; a judgement holds for that row
alone. Parts: `train`, from which the confidence of events is learned and causes of wrong rows were found; `later`, from
which it is learned too: rows of other articles, read once such causes were mended; `dev`, `fresh`, `fresh-2`,
`fresh-3`, `fresh-4`: articles of which no verdict is learned from, each read with a later version (`fresh-4`: the rows
of two versions together); `dev-again`: the rows of `dev` read a second time by another reader.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha1
from pathlib import Path

import numpy as np

from onrecord.record import Event

JUDGEMENTS = Path(__file__).parent / "event_judgements.tsv"
SETS = {
    "polnear-train": "statements/polnear-train.jsonl",
    "polnear-dev": "statements/polnear-dev.jsonl",
    "ecb-train": "crossdoc/ecbplus-articles-train.jsonl",
    "ecb-dev": "crossdoc/ecbplus-articles-dev.jsonl",
    "geovirus": "geo/geovirus.jsonl",
    "lgl": "geo/lgl.jsonl",
    "re3d": "events/re3d_train.jsonl",
    "meantime": "crossdoc/meantime-train.jsonl",
    "ngec": "events/ngec_synthetic_train.jsonl",
    "wikievents": "events/aw_wikievents_train.jsonl",
    "muc4": "events/muc4_train.jsonl",
}
"""Where the articles of a set are in the data folder."""
WORTH = {"right": 1.0, "partly": 0.5, "wrong": 0.0}
"""What a row of each verdict is worth."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a reader said of one row."""

    part: str
    article: str
    start: int
    type: str
    row: str
    verdict: str
    errors: frozenset[str]


def judgements(part: str | None = None) -> list[Judgement]:
    """All judgements, or those of one part."""
    out = []
    for line in JUDGEMENTS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            of, article, start, kind, row, verdict, errors = line.split("\t")
            out.append(Judgement(of, article, int(start), kind, row, verdict, frozenset(errors.split(",")) - {"-"}))
    return [j for j in out if part is None or j.part == part]


def articles(data: Path, wanted: set[str]) -> Iterator[tuple[str, str, str | None]]:
    """Key, text and day of the wanted articles, in the order of the files."""
    for name, file in SETS.items():
        if any(key.startswith(f"{name}/") for key in wanted):
            for row in map(json.loads, (data / file).open(encoding="utf-8")):
                key = f"{name}/{row['id']}"
                if key in wanted:
                    day = str(row.get("date") or row.get("dct") or "")
                    yield key, row["text"], day if len(day) == 10 else None


def row_of(e: Event, names: dict[str, str]) -> str:
    """What tells a row from another that the coder gives of the same words."""
    sides = (";".join(sorted(names[a] for a in side)) for side in (e.actors, e.recipients))
    return sha1("|".join([e.type, e.status, *sides]).encode()).hexdigest()[:10]


def told_apart(values: np.ndarray, good: np.ndarray) -> float:
    """Share of pairs of a good row and another in which the good one has the higher value: the area under the curve."""
    a, b = values[good], values[~good]
    return float(((a[:, None] > b).mean() + (a[:, None] >= b).mean()) / 2)
