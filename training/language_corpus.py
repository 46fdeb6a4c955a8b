"""A packed training corpus on whatever device the training runs on, and its batches.

`pack_language.py` writes the file. Sentences of news keep their order, so that a paragraph is a range of sentences: the
attribution head reads paragraphs.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

UNKNOWN = -100
"""A label that a source does not have; PyTorch's cross entropy skips it by default."""
LABELS = ("upos", "xpos", "heads", "relations", "names", "roles")
PARTS = ("trees", "news", "names", "texts", "dev", "gum_dev", "news_dev")


@dataclass(slots=True)
class Batch:
    """Sentences, padded. Shapes: pieces, shapes (s, p); firsts (s, 1 + w); labels (s, w); `index` (s, w) flat words."""

    pieces: Tensor
    shapes: Tensor
    lengths: Tensor
    firsts: Tensor
    counts: Tensor
    inside: Tensor
    index: Tensor
    labels: dict[str, Tensor]


class Corpus:
    """A packed corpus on a device."""

    def __init__(self, path: Path, device: torch.device) -> None:
        packed = np.load(path)
        self.device = device
        self.labels: dict[str, Any] = json.loads(packed["labels"].tobytes())

        def move(name: str) -> Tensor:
            return torch.from_numpy(packed[name].astype(np.int32)).to(device)

        self.pieces, self.shapes, self.firsts, self.quotes = (move(k) for k in ("pieces", "shapes", "firsts", "quotes"))
        self.words = {k: move(k).long() for k in LABELS}
        self.piece_counts, self.word_counts = move("piece_counts").long(), move("word_counts").long()
        self.piece_starts = torch.cumsum(self.piece_counts, 0) - self.piece_counts
        self.word_starts = torch.cumsum(self.word_counts, 0) - self.word_counts
        self.parts = {k: packed[f"part_{k}"].astype(np.int64) for k in PARTS}
        self._piece_counts = packed["piece_counts"].astype(np.int64)

    def batch(self, sentences: Tensor, generator: torch.Generator | None = None) -> Batch:
        """The sentences as one batch; with a generator, some lose their case (all small, all capitals)."""
        lengths, counts = self.piece_counts[sentences], self.word_counts[sentences]
        span = torch.arange(int(lengths.max()), device=self.device)[None]
        real = span < lengths[:, None]
        at = (self.piece_starts[sentences][:, None] + span).clamp(max=len(self.pieces) - 1)
        pieces = torch.where(real, self.pieces[at], 0)
        shapes = torch.where(real, self.shapes[at], 0)
        if generator is not None:
            chance = torch.rand(len(sentences), generator=generator).to(self.device)[:, None]
            cased = shapes > 2
            shapes = torch.where(cased & (chance < 0.03), 3, shapes)
            shapes = torch.where(cased & (chance >= 0.03) & (chance < 0.06), 5, shapes)
        span = torch.arange(int(counts.max()), device=self.device)[None]
        inside = span < counts[:, None]
        index = (self.word_starts[sentences][:, None] + span).clamp(max=len(self.firsts) - 1)
        firsts = torch.where(inside, self.firsts[index], 0)
        firsts = torch.cat([torch.zeros_like(firsts[:, :1]), firsts], 1).long()
        labels = {k: torch.where(inside, v[index], UNKNOWN) for k, v in self.words.items()}
        return Batch(pieces, shapes, lengths, firsts, counts, inside, index, labels)

    def paragraphs(self, batch: Batch, sizes: Sequence[int]) -> tuple[Tensor, Tensor]:
        """For paragraphs of `sizes` sentences in a row: (p, words) positions in the batch's words, and a mask.

        Positions count over the batch's real words, sentence by sentence.
        """
        owner = torch.repeat_interleave(
            torch.arange(len(sizes), device=self.device), torch.tensor(sizes, device=self.device)
        )
        words = torch.zeros(len(sizes), dtype=torch.long, device=self.device).index_add_(0, owner, batch.counts)
        begins = torch.cumsum(words, 0) - words
        span = torch.arange(int(words.max()), device=self.device)[None]
        inside = span < words[:, None]
        return torch.where(inside, begins[:, None] + span, 0), inside

    def plan(self, part: str, pieces: int, random: np.random.Generator | None) -> list[np.ndarray[Any, Any]]:
        """A pass over a part as batches, each an array (groups, 2) of sentence ranges.

        Batches hold about `pieces` word pieces with their padding; sentences that are read singly are batched by
        length. Without `random`: in order of length.
        """
        ranges = self.parts[part]
        ends = np.concatenate([[0], np.cumsum(self._piece_counts)])
        size = ends[ranges[:, 1]] - ends[ranges[:, 0]]
        single = bool((ranges[:, 1] - ranges[:, 0] == 1).all())
        if random is None:
            order = np.argsort(size, kind="stable")
        elif single:
            order = np.argsort(size + random.random(len(size)) * 4, kind="stable")
        else:
            order = random.permutation(len(size))
        batches: list[np.ndarray[Any, Any]] = []
        first, widest, rows = 0, 0, 0
        for k, g in enumerate(order):
            a, b = ranges[g]
            wide, more = int(self._piece_counts[a:b].max()), int(b - a)
            if k > first and max(widest, wide) * (rows + more) > pieces:
                batches.append(ranges[order[first:k]])
                first, widest, rows = k, 0, 0
            widest, rows = max(widest, wide), rows + more
        batches.append(ranges[order[first:]])
        if random is not None:
            random.shuffle(batches)  # type: ignore[arg-type]
        return batches


def sentences_of(ranges: np.ndarray[Any, Any], device: torch.device) -> Tensor:
    """The sentences of some ranges, in order."""
    return torch.from_numpy(np.concatenate([np.arange(a, b) for a, b in ranges])).to(device)
