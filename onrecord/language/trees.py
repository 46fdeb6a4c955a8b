"""From arc scores to a tree: each word's best head, and the best whole tree where those make none."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.intp]


def heads_of_all(scores: Floats, words: npt.NDArray[np.int64]) -> list[list[int]]:
    """`heads_of` for a batch.

    `scores` (sentences, 1 + most words, 1 + most words): row dependent, column head, 0 the root; `words` of each one.
    """
    most = scores.shape[1] - 1
    own = scores[:, 1:].copy()
    places = np.arange(most)
    own[:, places, places + 1] = -np.inf
    own[np.broadcast_to(np.arange(most + 1) > words[:, None, None], own.shape)] = -np.inf
    out = []
    for k, (heads, n) in enumerate(zip(own.argmax(2).tolist(), words.tolist(), strict=True)):
        best: list[int] = heads[:n]
        if best.count(0) == 1 and _is_tree(best):
            out.append([h - 1 for h in best])
        else:
            out.append(heads_of(scores[k, 1 : 1 + n]))
    return out


def heads_of(scores: Floats) -> list[int]:
    """Heads of a sentence's words, -1 the root, from `scores` (words, 1 + words): row dependent, column 0 the root.

    Each word's best head where that is a tree with one root, else the maximum spanning tree with one root
    (Chu and Liu 1965, Edmonds 1967).
    """
    n = scores.shape[0]
    scores = scores[:, : n + 1].copy()
    scores[np.arange(n), np.arange(1, n + 1)] = -np.inf
    heads = scores.argmax(1)
    if int((heads == 0).sum()) != 1 or not _is_tree(heads.tolist()):
        # One root: the word that loses least by being it.
        pool = np.flatnonzero(heads == 0)
        pool = pool if len(pool) else np.arange(n)
        rest = scores[:, 1:].max(1) if n > 1 else np.zeros(n, dtype=np.float32)
        root = int(pool[(scores[pool, 0] - rest[pool]).argmax()])
        scores[np.arange(n) != root, 0] = -np.inf
        scores[root, 1:] = -np.inf
        heads = scores.argmax(1)
    if not _is_tree(heads.tolist()):
        square = np.full((n + 1, n + 1), -np.inf, dtype=np.float64)
        square[1:] = scores
        heads = _spanning(square)[1:]
    return [h - 1 for h in heads.tolist()]


def _is_tree(heads: list[int]) -> bool:
    """Whether every word reaches the root (0); `heads[i]` is the head, counted from 1, of word i + 1."""
    above = [0, *heads]
    seen = [0] * len(above)  # the walk that came by; 0 not yet
    for i in range(1, len(above)):
        j = i
        while j and not seen[j]:
            seen[j] = i
            j = above[j]
        if j and seen[j] == i:
            return False
    return True


def _cycle(heads: Numbers) -> list[int]:
    """Some cycle among `heads` (index 0 is the root), or an empty list."""
    state = [0] * len(heads)
    state[0] = 2
    for i in range(1, len(heads)):
        path = []
        j = i
        while state[j] == 0:
            state[j] = 1
            path.append(j)
            j = int(heads[j])
        if state[j] == 1:
            return path[path.index(j) :]
        for k in path:
            state[k] = 2
    return []


def _spanning(scores: npt.NDArray[np.float64]) -> Numbers:
    """Heads of the best spanning tree rooted at 0; `scores[dependent, head]`, by contracting cycles one at a time."""
    heads: Numbers = scores.argmax(1)
    heads[0] = 0
    ring = _cycle(heads)
    if not ring:
        return heads
    n = len(heads)
    inside = np.zeros(n, dtype=bool)
    inside[ring] = True
    outside = [i for i in range(n) if not inside[i]]
    own = scores[ring, heads[ring]]
    m = len(outside)
    small = np.full((m + 1, m + 1), -np.inf)
    small[:m, :m] = scores[np.ix_(outside, outside)]
    small[:m, m] = scores[np.ix_(outside, ring)].max(1)
    leave = scores[np.ix_(outside, ring)].argmax(1)
    gain = scores[np.ix_(ring, outside)] - own[:, None]
    enter = gain.argmax(0)
    small[m, :m] = gain.max(0)
    small[m, m] = -np.inf
    done = _spanning(small)
    out: Numbers = heads.copy()
    for k, i in enumerate(outside):
        if i:
            out[i] = ring[leave[k]] if done[k] == m else outside[done[k]]
    entry = int(done[m])
    out[ring[enter[entry]]] = outside[entry]
    return out
