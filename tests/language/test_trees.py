"""Trees from arc scores: always one tree with one root, and the best one."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.language.trees import heads_of, heads_of_all


def is_tree(heads: list[int]) -> bool:
    if heads.count(-1) != 1:
        return False
    for i in range(len(heads)):
        seen, j = set(), i
        while j >= 0:
            if j in seen:
                return False
            seen.add(j)
            j = heads[j]
    return True


def total(scores: np.ndarray, heads: list[int]) -> float:
    return float(sum(scores[i, h + 1] for i, h in enumerate(heads)))


@pytest.mark.parametrize("n", [1, 2, 3, 7, 30, 150])
def test_any_scores_give_one_tree_with_one_root(n: int) -> None:
    draw = np.random.default_rng(n)
    for _ in range(60):
        assert is_tree(heads_of(draw.normal(size=(n, n + 1)).astype(np.float32)))


def test_clear_scores_give_the_tree_they_describe() -> None:
    scores = np.full((4, 5), -5.0, dtype=np.float32)
    for dependent, head in enumerate([2, 0, -1, 2]):
        scores[dependent, head + 1] = 5.0
    assert heads_of(scores) == [2, 0, -1, 2]


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 4), st.integers(0, 10_000))
def test_with_one_clear_root_no_tree_scores_higher(n: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(n, n + 1)).astype(np.float32)
    scores[:, 0] -= 20.0
    scores[seed % n, 0] += 60.0
    found = heads_of(scores)
    trees = [list(h) for h in itertools.product(range(-1, n), repeat=n) if is_tree(list(h))]
    best = max(total(scores, h) for h in trees)
    assert is_tree(found)
    assert total(scores, found) == pytest.approx(best, abs=1e-4)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 9), min_size=1, max_size=5), st.integers(0, 10_000))
def test_a_batch_gives_each_sentence_the_tree_that_it_has_alone(words: list[int], seed: int) -> None:
    most = max(words)
    scores = np.random.default_rng(seed).normal(size=(len(words), most + 1, most + 1)).astype(np.float32)
    together = heads_of_all(scores, np.array(words))
    assert together == [heads_of(scores[k, 1 : 1 + n]) for k, n in enumerate(words)]
