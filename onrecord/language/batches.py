"""Sentences as the encoder reads them: word pieces in batches of one padded length.

A sentence is padded to a length of its own, the next multiple of four, and a batch holds only sentences of that length:
so nothing that a sentence gets depends on what is read beside it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from onrecord.language.pieces import Pieces, shape_of

MAX_LENGTH = 504
"""Word pieces of a sentence that the encoder sees, its start among them; words beyond share the last one."""
BATCH_PIECES = 1024

Numbers = npt.NDArray[np.int64]
Integers = npt.NDArray[np.int32]


@dataclass(slots=True)
class Batch:
    """Sentences of one padded length: which they are, and what the encoder reads of them."""

    sentences: list[int]
    words: Numbers
    """Words of each sentence."""
    pieces: Integers
    shapes: Integers
    """Numbers of word pieces and their case shapes (sentences, padded length), 0 where none stands."""
    lengths: Integers
    """Word pieces of each sentence, start and stop counted."""
    firsts: Numbers
    """Which piece each word is read at (sentences, 1 + most words); first the start, which stands for the root."""


def batches(sentences: Sequence[Sequence[str]], vocabulary: Pieces) -> Iterator[Batch]:
    """All sentences that have words, shortest first."""
    counts = np.array([len(words) for words in sentences], dtype=np.int64)
    flat = list(itertools.chain.from_iterable(sentences))
    of_words = vocabulary.of(flat)
    sizes = np.fromiter(map(len, of_words), dtype=np.int64, count=len(flat))
    pieces = np.fromiter(itertools.chain.from_iterable(of_words), dtype=np.int32, count=int(sizes.sum()))
    shapes = np.repeat(np.fromiter(map(shape_of, flat), dtype=np.int32, count=len(flat)), sizes)
    begins = np.concatenate([[0], np.cumsum(sizes)])  # of each word among the pieces
    ends = np.cumsum(counts)
    rows: list[tuple[Integers, Integers, Numbers]] = []
    lengths: dict[int, list[int]] = {}
    for k, (last, n) in enumerate(zip(ends.tolist(), counts.tolist(), strict=True)):
        a, b = int(begins[last - n]), int(begins[last])
        if b - a < MAX_LENGTH:
            row = (pieces[a:b], shapes[a:b], begins[last - n : last] - a + 1)
        else:
            row = _shortened(pieces, shapes, begins[last - n : last + 1])
        rows.append(row)
        if n:
            lengths.setdefault((len(row[0]) + 5) // 4 * 4, []).append(k)
    for length in sorted(lengths):
        size = max(1, BATCH_PIECES // length)
        group = lengths[length]
        for at in range(0, len(group), size):
            part = group[at : at + size]
            yield _batch(part, [rows[k] for k in part], counts[part], length, (vocabulary.start, vocabulary.stop))


def _shortened(pieces: Integers, shapes: Integers, begins: Numbers) -> tuple[Integers, Integers, Numbers]:
    """A sentence with more pieces than the encoder sees: a word that does not fit shares the last piece before it."""
    kept: list[int] = []
    firsts: list[int] = []
    for a, b in itertools.pairwise(begins.tolist()):
        if 1 + len(kept) + b - a > MAX_LENGTH:
            firsts.append(len(kept))
        else:
            firsts.append(1 + len(kept))
            kept.extend(range(a, b))
    return pieces[kept], shapes[kept], np.array(firsts, dtype=np.int64)


def _batch(
    part: list[int],
    rows: list[tuple[Integers, Integers, Numbers]],
    words: Numbers,
    length: int,
    ends: tuple[int, int],
) -> Batch:
    pieces, shapes = (np.zeros((len(part), length), dtype=np.int32) for _ in range(2))
    firsts = np.zeros((len(part), 1 + int(words.max())), dtype=np.int64)
    lengths = np.zeros(len(part), dtype=np.int32)
    for k, (own, own_shapes, own_firsts) in enumerate(rows):
        n = len(own) + 1
        pieces[k, 1:n] = own
        pieces[k, n] = ends[1]
        shapes[k, 1:n] = own_shapes
        firsts[k, 1 : 1 + len(own_firsts)] = own_firsts
        lengths[k] = n + 1
    pieces[:, 0] = ends[0]
    return Batch(part, words, pieces, shapes, lengths, firsts)
