"""Rows that a teacher judged: kept and read again as they were, nothing of held-out articles among what is learned."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from training import row_silver
from training.event_rows import judgements

KEYS = [
    ("a.jsonl#3", 17, "ASSAULT", "0123456789"),
    ("a.jsonl#3", 17, "COERCE", "abcdef0123"),
    ("set/x_1", 0, "AID", "ffff000000"),
]


def test_rows_come_back_as_they_were(tmp_path: Path) -> None:
    judged = np.random.default_rng(3).random((row_silver.FOLDS + 1, len(KEYS), len(row_silver.KEPT)))
    row_silver.save(KEYS, judged, tmp_path / "silver.npz")
    found = row_silver.load(tmp_path / "silver.npz")
    assert [found.index[k] for k in KEYS] == [0, 1, 2]
    assert np.abs(found.judged - judged).max() <= 0.5 / 255 + 1e-6


def test_the_kept_rows_are_whole() -> None:
    silver = row_silver.load()
    assert silver.judged.shape == (row_silver.FOLDS + 1, len(silver.index), len(row_silver.KEPT))
    assert silver.judged.min() >= 0
    assert silver.judged.max() <= 1
    right, not_wrong = silver.judged[row_silver.ALL, :, 0], silver.judged[row_silver.ALL, :, 1]
    assert not_wrong.mean() > right.mean()  # what is right is not wrong


def test_a_teacher_without_a_fold_is_worse_on_it_than_one_with_it() -> None:
    """The judgements of each fold are those of a teacher that saw no verdict of it."""
    silver = row_silver.load()
    read = {(j.article, j.start, j.type, j.row): j.verdict != "wrong" for j in judgements("train")}
    rows = [(silver.index[k], row_silver.fold_of(k[0]), good) for k, good in read.items() if k in silver.index]
    number, fold, good = (np.array(x) for x in zip(*rows, strict=True))
    without, with_it = silver.judged[fold, number, 1], silver.judged[row_silver.ALL, number, 1]
    assert np.abs(without - good).mean() > np.abs(with_it - good).mean() + 0.02
