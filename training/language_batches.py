"""Batches of training sentences: as tensors, and drawn endlessly from the sources."""

from __future__ import annotations

import random

import torch
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence

from onrecord.language.pieces import Pieces, shape_of
from training.language_data import UNKNOWN, Item

BATCH_PIECES = 1500


class Batch:
    """Sentences as tensors, padded; `items` in the order of the rows."""

    def __init__(self, items: list[Item], pieces: Pieces, noise: random.Random | None) -> None:
        self.items = items
        ids, shapes, firsts = [], [], []
        for item in items:
            row, shape_row, first = [pieces.start], [0], [0]
            disguise = noise.random() if noise else 1.0
            for word, ps in zip(item.words, pieces.of(item.words), strict=True):
                shape = shape_of(word)
                if disguise < 0.03 and shape > 2:
                    shape = 3
                elif disguise < 0.06 and shape > 2:
                    shape = 5
                first.append(len(row))
                row += ps
                shape_row += [shape] * len(ps)
            ids.append(torch.tensor([*row, pieces.stop]))
            shapes.append(torch.tensor([*shape_row, 0]))
            firsts.append(torch.tensor(first))
        self.lengths = torch.tensor([len(i) for i in ids])
        self.pieces = pad_sequence(ids, batch_first=True)
        self.shapes = pad_sequence(shapes, batch_first=True)
        self.firsts = pad_sequence(firsts, batch_first=True)
        self.counts = torch.tensor([len(i.words) for i in items])

    def labels(self, name: str, table: dict[str, int] | None = None) -> Tensor:
        """(sentences, words) label numbers, `UNKNOWN` in padding and where the source has no such label."""
        rows = []
        for item in self.items:
            values = getattr(item, name)
            if not values:
                rows.append(torch.full((len(item.words),), UNKNOWN))
            elif table is None:
                rows.append(torch.tensor(values))
            else:
                rows.append(torch.tensor([table.get(v, UNKNOWN) for v in values]))
        return pad_sequence(rows, batch_first=True, padding_value=UNKNOWN)


def flatten(article: list[list[Item]]) -> tuple[list[Item], list[list[int]]]:
    """Sentences of some paragraphs in a row, and each paragraph as row numbers."""
    items: list[Item] = []
    paragraphs = []
    for paragraph in article:
        paragraphs.append(list(range(len(items), len(items) + len(paragraph))))
        items += paragraph
    return items, paragraphs


class Source:
    """Endless batches of about `BATCH_PIECES` word pieces: of like length for trees, of whole paragraphs for news."""

    def __init__(self, groups: list[list[Item]], seed: int, *, sort: bool) -> None:
        self.groups, self.sort = groups, sort
        self.random = random.Random(seed)
        self.queue: list[list[list[Item]]] = []

    def refill(self) -> None:
        keys = [(sum(len(i.words) for i in g) + self.random.random() * 6, k) for k, g in enumerate(self.groups)]
        self.random.shuffle(keys)
        if self.sort:
            keys.sort()
        batch: list[list[Item]] = []
        size = 0
        for _, k in keys:
            group = self.groups[k]
            n = sum(len(i.words) + 2 for i in group) * 1.25
            if batch and size + n > BATCH_PIECES:
                self.queue.append(batch)
                batch, size = [], 0.0
            batch.append(group)
            size += n
        self.queue.append(batch)
        self.random.shuffle(self.queue)

    def next(self) -> list[list[Item]]:
        if not self.queue:
            self.refill()
        return self.queue.pop()
