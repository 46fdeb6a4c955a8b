"""Rows of events in texts, with what a teacher makes of them: what the confidence of events is learned from beside the
rows that people read.

A row is kept by its text (file and number in the data folder), the start of its trigger, its type and the hash that
`event_rows.py` tells rows apart by, never by its words. `event_row_silver.npz` holds the probabilities of `KEPT` by a
teacher a fold of articles (which saw no judged row of that fold) and by the one that saw all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha1
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bench.sets import rows
from training.event_pairs import text_of
from training.event_rows import articles, judgements

SILVER = Path(__file__).parent / "event_row_silver.npz"
FOLDS = 5
ALL = FOLDS
"""Index of the judgements by the teacher that saw all folds."""
KEPT = ("right", "not wrong", "no event")
PUBLISHED = "2018-02-21"
TEXTS = {
    "statements/polnear-train.jsonl": 1000,
    "geo/lgl.jsonl": 1000,
    "geo/geovirus.jsonl": 1000,
    "events/muc4_train.jsonl": 1300,
    "events/ngec_synthetic_train.jsonl": 1600,
    "events/india_police_train.jsonl": 1000,
    "crossdoc/ecbplus-articles-train.jsonl": 1000,
    "crossdoc/meantime-train.jsonl": 1000,
}
"""How many texts of each file are read at most; the judged articles come first."""
LONGEST = 12_000
"""Characters of a text that are read."""

Key = tuple[str, int, str, str]
"""Text, start of the trigger, type, hash of the row."""


def fold_of(text: str) -> int:
    """The fold that a text belongs to."""
    return int(sha1(text.encode()).hexdigest(), 16) % FOLDS


def texts(data: Path, most: dict[str, int] = TEXTS) -> Iterator[tuple[str, str, str | None]]:
    """Key, text, day of the judged articles, then of others: of each file those whose texts have the least hashes."""
    judged = set()
    for article in articles(data, {j.article for j in judgements()}):
        judged.add(article[1])
        yield article
    for file, count in most.items():
        held = [text_of(row) for row in rows(data / file)]
        order = sorted(range(len(held)), key=lambda n: sha1(held[n].encode()).hexdigest())
        for n in sorted(order[:count]):
            if held[n] not in judged:
                yield f"{file}#{n}", held[n][:LONGEST], PUBLISHED


@dataclass(frozen=True, slots=True)
class Silver:
    """`judged` (folds + 1, rows, kept): probabilities by each teacher; `index` gives the number of a row."""

    index: dict[Key, int]
    judged: npt.NDArray[np.float32]


def save(keys: list[Key], judged: npt.NDArray[np.floating], path: Path) -> None:
    """Write rows and judgements (probabilities in 255ths)."""
    names, kinds = sorted({k[0] for k in keys}), sorted({k[2] for k in keys})
    where = {n: i for i, n in enumerate(names)}
    np.savez_compressed(
        path,
        texts=np.frombuffer("\n".join(names).encode(), dtype=np.uint8),
        types=np.frombuffer("\n".join(kinds).encode(), dtype=np.uint8),
        places=np.array([[where[t], start, kinds.index(kind)] for t, start, kind, _ in keys], dtype=np.int32).T,
        hashes=np.frombuffer(b"".join(bytes.fromhex(h) for _, _, _, h in keys), dtype=np.uint8),
        judged=np.round(judged * 255).astype(np.uint8),
    )


def load(path: Path = SILVER) -> Silver:
    """Read rows and judgements."""
    with np.load(path, allow_pickle=False) as z:
        names, kinds = (bytes(z[k]).decode().split("\n") for k in ("texts", "types"))
        digests = bytes(z["hashes"]).hex()
        keys = [
            (names[t], start, kinds[k], digests[10 * n : 10 * n + 10])
            for n, (t, start, k) in enumerate(z["places"].T.tolist())
        ]
        return Silver({k: n for n, k in enumerate(keys)}, z["judged"].astype(np.float32) / 255)
