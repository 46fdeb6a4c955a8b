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
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from onrecord.language.pieces import Pieces, shape_of
from training import event_teacher, row_silver
from training.coded_rows import CodedRow, coded_rows
from training.event_rows import Judgement, judgements
from training.language_teacher import HIDDEN, TeacherEncoder, weights
from training.train_language import START, STOP, VOCABULARY

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


class Network(nn.Module):
    """Encoder, marks, and scores: right, not wrong, faults, link, political, types."""

    def __init__(self, types: int) -> None:
        super().__init__()
        self.encoder = TeacherEncoder(VOCABULARY)
        nn.init.zeros_(self.encoder.shape.weight)
        self.mark = nn.Embedding(ROW_MARK + 1, HIDDEN)
        nn.init.normal_(self.mark.weight, std=0.02)
        self.middle = nn.Linear(4 * HIDDEN, 512)
        self.out = nn.Linear(512, 2 + len(FAULTS) + 2 + types)

    def forward(self, rows: Tensor, lengths: Tensor) -> Tensor:
        """`rows` (3, rows, pieces): pieces, shapes, marks; `lengths` (rows)."""
        x = self.encoder(rows[0], rows[1], lengths, self.mark(rows[2]))
        pooled = [x[:, 0]]
        for k in (1, 2, 3):
            w = (rows[2] == k).to(x.dtype)
            pooled.append((x * w[..., None]).sum(1) / w.sum(1, keepdim=True).clamp(min=1))
        h = F.gelu(self.middle(F.dropout(torch.cat(pooled, -1), 0.1, self.training)))
        scores: Tensor = self.out(F.dropout(h, 0.1, self.training))
        return scores.float()


class Batches:
    """Rows as tensors on a device."""

    def __init__(self, rows: list[npt.NDArray[np.int64]], device: str) -> None:
        self.rows, self.device = rows, device
        self.lengths = np.array([len(r) for r in rows])

    def __call__(self, chosen: npt.NDArray[np.int64]) -> tuple[Tensor, Tensor]:
        """Pieces, shapes and marks (3, rows, pieces), and lengths."""
        out = np.zeros((3, len(chosen), int(self.lengths[chosen].max())), np.int64)
        for n, k in enumerate(chosen):
            out[:, n, : self.lengths[k]] = self.rows[k].T
        return torch.tensor(out, device=self.device), torch.tensor(self.lengths[chosen], device=self.device)

    def plan(
        self, chosen: npt.NDArray[np.int64], size: int, random: np.random.Generator | None = None
    ) -> list[npt.NDArray[np.int64]]:
        """Batches of like length, in random order; in order of length without `random`."""
        parts = [chosen]
        if random is not None:
            parts = np.array_split(random.permutation(chosen), max(1, len(chosen) // (size * 20)))
        out = []
        for part in parts:
            near = part[np.argsort(self.lengths[part], kind="stable")]
            out += [near[k : k + size] for k in range(0, len(near), size)]
        return out if random is None else [out[k] for k in random.permutation(len(out))]


class Wanted:
    """What is known of each example, -1 where nothing is: columns as `Network` scores them, types as numbers."""

    def __init__(self, known: list[Judgement | None], examples: list[event_teacher.Example], device: str) -> None:
        names = sorted({e.type for e in examples if e.type is not None})
        self.types = len(names)
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


def trained(
    network: Network, batches: Batches, wanted: Wanted, rows: npt.NDArray[np.int64], examples: npt.NDArray[np.int64]
) -> Network:
    """The network after `EPOCHS` rounds over the rows, and half as many over the other examples."""
    heads = [p for n, p in network.named_parameters() if not n.startswith("encoder")]
    groups = [{"params": network.encoder.parameters(), "lr": RATE}, {"params": heads, "lr": 10 * RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    random = np.random.default_rng(1)
    plan: list[npt.NDArray[np.int64]] = []
    for _ in range(EPOCHS):
        half = random.permutation(examples)[: len(examples) // 2]
        mixed = batches.plan(rows, ROWS, random) + batches.plan(half, EXAMPLES, random)
        plan += [mixed[k] for k in random.permutation(len(mixed))]
    rate = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda k: min((k + 1) / 100, 1) * max(0.0, 1 - k / len(plan)))
    network.train()
    for batch in plan:
        with torch.autocast(batches.device, torch.bfloat16, enabled=batches.device == "cuda"):
            scores = network(*batches(batch))
        loss = wanted.loss(scores, batch)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        rate.step()
    return network.eval()


@torch.no_grad()
def judged(network: Network, batches: Batches, rows: int) -> npt.NDArray[np.float32]:
    """Probabilities of `row_silver.KEPT` (rows, 3)."""
    out = np.zeros((rows, len(row_silver.KEPT)), np.float32)
    for batch in batches.plan(np.arange(rows), 256):
        with torch.autocast(batches.device, torch.bfloat16, enabled=batches.device == "cuda"):
            out[batch] = torch.sigmoid(network(*batches(batch))[:, : out.shape[1]]).cpu().numpy()
    return out


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
    read = [put_together(pieces, r.told, r.before, r.words, r.marks, r.behind) for r in rows]
    for e in examples:
        marks = [0] * len(e.words)
        for k in (2, 1, 0):
            for i in e.marked[k]:
                marks[i] = k + 1
        read.append(put_together(pieces, ["?"], "", e.words, marks, ""))
    batches, wanted = Batches(read, device), Wanted(known, examples, device)
    learned = np.array([j is not None and j.part in PARTS for j in known])
    folds = np.array([row_silver.fold_of(r.text) for r in rows]), np.array([e.fold for e in examples])
    state, found = None if few else weights(), []
    for fold in range(1 if few else row_silver.FOLDS + 1):
        torch.manual_seed(1)
        network = Network(wanted.types)
        if state is None:
            network.encoder.layers = network.encoder.layers[:1]
        else:
            network.encoder.load_pretrained(state, START, STOP)
        own = np.flatnonzero(learned & (folds[0] != fold))
        beside = len(rows) + np.flatnonzero(folds[1] != fold)
        found.append(judged(trained(network.to(device), batches, wanted, own, beside), batches, len(rows)))
        print(f"{fold}: {len(own)} rows read, {len(rows)} judged", file=sys.stderr)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    row_silver.save([(r.text, r.start, r.type, r.hash) for r in rows], np.stack(found), options.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
