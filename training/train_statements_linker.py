"""Train the linker of onrecord.statements: which content and which source go with which cue.

Learns from PolNeAR train with gold labels and, where files of label scores are given, with a labeller's own mistakes
(each predicted fragment stands for the gold statement it overlaps most). Needs torch; writes
onrecord/statements/linker.npz (plain arrays).

    python -m training.train_statements_linker [--data ../shared/data] [--scores train.npz] [--dev-scores dev.npz]

`training.train_statements_tagger --jackknife train.npz` makes the scores: each half labelled by a model of the other.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.statements.decode import decode, fragments_of
from onrecord.statements.features import Row
from onrecord.statements.lexicon import lexicon
from onrecord.statements.linker import content_block, content_candidates, source_block, source_candidates
from onrecord.statements.stream import Fragment, Stream
from training.roles import role_labels
from training.train_statements_data import read_jsonl, silver_reading

HIDDEN = 32
EPOCHS = 8
SEED = 7
Block = tuple[list[list[float]], list[bool]]


def gold_tokens(stream: Stream, document: dict[str, Any]) -> list[dict[str, set[int]]]:
    """Token sets of each gold statement's roles."""
    return [
        {r: {i for a, b in s[r] for i in stream.range_of(a, b)} for r in ("source", "cue", "content")}
        for s in document["statements"]
    ]


def owners(fragment: Fragment, gold: Sequence[dict[str, set[int]]]) -> set[int]:
    """The gold statements whose like role a fragment overlaps most."""
    mine = set(range(fragment.first, fragment.last))
    shared = [len(mine & g[fragment.role]) for g in gold]
    most = max(shared, default=0)
    return {i for i, n in enumerate(shared) if n == most} if most else set()


def blocks_of(
    stream: Stream, fragments: Sequence[Fragment], gold: Sequence[dict[str, set[int]]]
) -> tuple[list[Block], list[Block]]:
    """Training examples (feature rows, which rows are right) of contents and of cues."""
    row = Row.of(stream, fragments, lexicon())
    cue_owners = [owners(f, gold) for f in row.cues]
    source_owners = [owners(f, gold) for f in row.sources]
    contents: list[Block] = []
    sources: list[Block] = []
    for k, f in enumerate(row.contents):
        mine = owners(f, gold)
        candidates = content_candidates(row, k)
        if not mine or not candidates:
            continue
        right = [bool(mine & cue_owners[c]) for c in candidates]
        contents.append((content_block(row, k, candidates), [not any(right), *right]))
    for c in range(len(row.cues)):
        candidates = source_candidates(row, c)
        if not cue_owners[c] or not candidates:
            continue
        right = [bool(cue_owners[c] & source_owners[k]) for k in candidates]
        # A source shared by several statements overlaps each of them alike.
        sources.append((source_block(row, c, candidates), [not any(right), *right]))
    return contents, sources


def train(blocks: list[Block], epochs: int = EPOCHS) -> dict[str, np.ndarray]:
    """Fit one ranker: softmax over each block's rows, the right ones' probability maximal."""
    import torch

    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    order = random.Random(SEED)
    width = len(blocks[0][0][0])
    net = torch.nn.Sequential(torch.nn.Linear(width, HIDDEN), torch.nn.Tanh(), torch.nn.Linear(HIDDEN, 1))
    packed = [(torch.tensor(x, dtype=torch.float32), torch.tensor(y)) for x, y in blocks]
    step = torch.optim.AdamW(net.parameters(), lr=3e-3, weight_decay=1e-3)
    total = epochs * (len(packed) // 64 + 1)
    decay = torch.optim.lr_scheduler.LinearLR(step, 1.0, 0.05, total)
    for _ in range(epochs):
        order.shuffle(packed)
        for at in range(0, len(packed), 64):
            batch = packed[at : at + 64]
            scores = net(torch.cat([x for x, _ in batch]))[:, 0]
            sizes = [len(y) for _, y in batch]
            padded = torch.nn.utils.rnn.pad_sequence(list(scores.split(sizes)), True, -1e4)
            right = torch.nn.utils.rnn.pad_sequence([y for _, y in batch], True, False)
            chances = padded.log_softmax(1).masked_fill(~right, -1e4)
            loss = -chances.logsumexp(1).mean()
            step.zero_grad()
            loss.backward()
            step.step()
            decay.step()
    state = [p.detach().numpy() for p in net.parameters()]
    return {"w1": state[0].T, "b1": state[1], "w2": state[2].T, "b2": state[3]}


def accuracy(weights: dict[str, np.ndarray], blocks: list[Block]) -> float:
    """Share of blocks whose best row is a right one."""
    hits = 0
    for x, y in blocks:
        scores = np.tanh(np.asarray(x) @ weights["w1"] + weights["b1"]) @ weights["w2"] + weights["b2"]
        hits += y[int(scores[:, 0].argmax())]
    return hits / len(blocks)


def examples(data: Path, part: str, scores: Path | None) -> tuple[list[Block], list[Block]]:
    """All blocks of one split, with gold labels and with the labeller's where its scores are given."""
    silver = {d["id"]: d for d in read_jsonl(data / f"language/polnear-corenlp-{part}.jsonl.gz")}
    held = np.load(scores) if scores else {}
    contents: list[Block] = []
    sources: list[Block] = []
    for document in read_jsonl(data / f"statements/polnear-{part}.jsonl"):
        if document["id"] not in silver:
            continue
        stream = Stream.of(silver_reading(document["text"], silver[document["id"]]))
        spans = list(zip(stream.starts, stream.ends, strict=True))
        gold = gold_tokens(stream, document)
        labels = np.asarray(role_labels(document["text"], spans, document["statements"]))
        variants = [fragments_of(stream, labels)]
        if document["id"] in held:
            variants.append(decode(stream, held[document["id"]]))
        for fragments in variants:
            c, s = blocks_of(stream, fragments, gold)
            contents += c
            sources += s
    return contents, sources


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", type=Path, default=Path("../shared/data"))
    ap.add_argument("--scores", type=Path, help="label scores of train, an npz of one array a document id")
    ap.add_argument("--dev-scores", type=Path)
    ap.add_argument("--out", type=Path, default=Path("onrecord/statements/linker.npz"))
    args = ap.parse_args()
    contents, sources = examples(args.data, "train", args.scores)
    dev_contents, dev_sources = examples(args.data, "dev", args.dev_scores)
    out = {}
    for side, blocks, dev in (("content", contents, dev_contents), ("source", sources, dev_sources)):
        weights = train(blocks)
        print(side, len(blocks), "train", round(accuracy(weights, blocks), 4), "dev", round(accuracy(weights, dev), 4))
        out |= {f"{side}_{k}": v.astype(np.float32) for k, v in weights.items()}
    np.savez(args.out, **out)


if __name__ == "__main__":
    main()
