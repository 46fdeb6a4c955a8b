"""Trains the teacher of rows and writes its judgements on rows that nobody read (`event_row_silver.npz`).

    python -m training.event_row_teacher --tokenizer FOLDER/tokenizer.json [--data ../shared/data] [--out ...] [--quick]

The teacher is all-mpnet-base-v2 (Apache-2.0; `requirements-teacher.txt`). It reads the row in words (type, mode,
status, parties with their codes), the sentence with marks on trigger, actors and recipients, and what stands around it;
it learns what readers said of rows (`event_judgements.tsv`, parts `train` and `later`): right, at least half right, and
each fault; beside them what `event_teacher.py` learns from (types and links of coded dyads, political or not). Six are
trained: one without each fold of articles, one on all. Without a graphics card a teacher takes hours. `--quick` proves
the path: one teacher of one layer, few rows, a file that isn't to be shipped.
"""

from __future__ import annotations

import argparse
import re
import sys
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from onrecord.language.pieces import Pieces, shape_of
from training import event_teacher, row_silver
from training.coded_rows import CodedRow, coded_rows
from training.event_rows import Judgement, judgements
from training.language_teacher import weights
from training.marked_teacher import Batches, Network, Numbers, fit, read

FAULTS = ("noevent", "actor", "recipient", "type", "status", "duplicate", "figurative")
PARTS = {"train": 1.0, "later": 2.5}
"""Parts that are learned from, and how much a row of each counts."""
ROW_MARK = 4
"""Of the words that tell the row; the others as `coded_rows.marks_of` has them."""
SENTENCE, ROW, BEFORE, BEHIND, ALL_OF = 118, 50, 50, 20, 180
"""Word pieces at most: of the sentence, the row in words, what stands before and behind, all together."""
EPOCHS, RATE = 4, 4e-5
ROWS, EXAMPLES = 32, 64
"""Of a batch."""


def split(text: str) -> list[str]:
    """Words of raw text, roughly."""
    return re.findall(r"\w+|[^\w\s]", text)


Flat = list[tuple[int, int, int]]
"""Pieces, each with its case shape and mark."""


def flat(pieces: Pieces, words: list[str], marks: list[int]) -> Flat:
    """Words as pieces."""
    found = pieces.of(words)
    return [(p, shape_of(w), m) for w, own, m in zip(words, found, marks, strict=True) for p in own]


def put_together(
    pieces: Pieces, told: list[str], before: str, words: list[str], marks: list[int], behind: str
) -> npt.NDArray[np.int64]:
    """What the teacher reads of a row (pieces, 3)."""
    main = flat(pieces, words, marks)
    if len(main) > SENTENCE:
        at = next((k for k, x in enumerate(main) if x[2] == 1), 0)
        first = max(0, min(at - SENTENCE // 2, len(main) - SENTENCE))
        main = main[first : first + SENTENCE]
    row = flat(pieces, told, [ROW_MARK] * len(told))[:ROW]
    left = min(BEFORE, ALL_OF - len(main) - len(row))
    ahead = flat(pieces, split(before), [0] * len(split(before)))[-left:] if before and left > 0 else []
    after = flat(pieces, split(behind), [0] * len(split(behind)))[:BEHIND]
    end = (pieces.stop, 0, 0)
    return np.array([(pieces.start, 0, 0), *row, end, *ahead, *main, *after, end], np.int64)


class Wanted:
    """What is known of each example, -1 where nothing is: right, not wrong, faults, link, political, and types as
    numbers, as the network scores them."""

    def __init__(self, known: list[Judgement | None], examples: list[event_teacher.Example], device: str) -> None:
        names = sorted({e.type for e in examples if e.type is not None})
        n = len(known)
        yes = np.full((n + len(examples), 2 + len(FAULTS) + 2), -1.0, np.float32)
        kind, worth = np.full(len(yes), -1), np.ones(len(yes), np.float32)
        for i, j in enumerate(known):
            if j is not None:
                yes[i, :2] = j.verdict == "right", j.verdict != "wrong"
                if j.errors or j.verdict == "right":
                    yes[i, 2 : 2 + len(FAULTS)] = [f in j.errors for f in FAULTS]
                worth[i] = PARTS.get(j.part, 1.0)
        for i, e in enumerate(examples, n):
            yes[i, -2:] = -1 if e.link is None else e.link, -1 if e.political is None else e.political
            kind[i], worth[i] = -1 if e.type is None else names.index(e.type), e.weight
        self.yes, self.kind, self.worth = (torch.tensor(x, device=device) for x in (yes, kind, worth))
        self.outputs = yes.shape[1] + len(names)
        parts = [1.0, 1.0, *[0.3] * len(FAULTS), 0.7, 0.7]
        self.parts = torch.tensor(parts, device=device)

    def loss(self, scores: Tensor, chosen: npt.NDArray[np.int64]) -> Tensor:
        """Of some examples."""
        n = torch.tensor(chosen, device=scores.device)
        yes, columns = self.yes[n], self.yes.shape[1]
        each = F.binary_cross_entropy_with_logits(scores[:, :columns], (yes > 0.5).float(), reduction="none")
        total = (each * (yes >= 0) * self.parts).sum(1)
        typed = F.cross_entropy(scores[:, columns:], self.kind[n].clamp(min=0), reduction="none", label_smoothing=0.05)
        return ((total + 0.7 * typed * (self.kind[n] >= 0)) * self.worth[n]).mean()


def planned(batches: Batches, rows: Numbers, examples: Numbers) -> list[Numbers]:
    """`EPOCHS` rounds over the rows, and half as many over the other examples."""
    random, plan = np.random.default_rng(1), list[Numbers]()
    for _ in range(EPOCHS):
        half = random.permutation(examples)[: len(examples) // 2]
        mixed = batches.plan(rows, ROWS, random) + batches.plan(half, EXAMPLES, random)
        plan += [mixed[k] for k in random.permutation(len(mixed))]
    return plan


def main() -> int:
    """Train the teachers, judge the rows, write the file."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=row_silver.SILVER)
    parser.add_argument("--quick", action="store_true", help="prove the path on little data")
    options = parser.parse_args()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    pieces, few = Pieces(options.tokenizer), 60 if options.quick else None
    readers = {(j.article, j.start, j.type, j.row): j for j in judgements()}
    rows: list[CodedRow] = list(islice(coded_rows(row_silver.texts(options.data)), few))
    known = [readers.get((r.text, r.start, r.type, r.hash)) for r in rows]
    examples = [*event_teacher.dyads(options.data, few), *event_teacher.proposals(options.data, few)]
    texts = [put_together(pieces, r.told, r.before, r.words, r.marks, r.behind) for r in rows]
    texts += [put_together(pieces, ["?"], "", e.words, event_teacher.marks_of(e), "") for e in examples]
    batches, wanted = Batches(texts, device), Wanted(known, examples, device)
    learned = np.array([j is not None and j.part in PARTS for j in known])
    folds = np.array([row_silver.fold_of(r.text) for r in rows]), np.array([e.fold for e in examples])
    state, found = None if few else weights(), []
    for fold in range(1 if few else row_silver.FOLDS + 1):
        torch.manual_seed(1)
        network = Network(wanted.outputs, more=1)
        network.start_from(state)
        own = np.flatnonzero(learned & (folds[0] != fold))
        beside = len(rows) + np.flatnonzero(folds[1] != fold)
        fit(network.to(device), batches, planned(batches, own, beside), wanted.loss, RATE)
        found.append(1 / (1 + np.exp(-read(network, batches, len(rows), len(row_silver.KEPT)))))
        print(f"{fold}: {len(own)} rows read, {len(rows)} judged", file=sys.stderr)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    row_silver.save([(r.text, r.start, r.type, r.hash) for r in rows], np.stack(found), options.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
