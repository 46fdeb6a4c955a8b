"""Logistic regression that learns from probabilities of classes, not from one class a row."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

Floats = npt.NDArray[np.float32]


def fit_soft(
    sparse: csr_matrix, dense: Floats, target: Floats, weight: Floats, strength: float, rounds: int
) -> tuple[Floats, Floats]:
    """Weights (features, classes), the sparse features' first, and biases (classes).

    `sparse` (rows, s) and `dense` (rows, d) are the features, `target` (rows, classes) the probabilities, `weight`
    (rows). The loss is the weighted cross entropy times `strength` plus half the squared weights, as in scikit-learn's
    LogisticRegression; L-BFGS, at most so many rounds.
    """
    s, d, k = sparse.shape[1], dense.shape[1], target.shape[1]
    turned, by_row = sparse.T.tocsr(), weight[:, None]

    def loss(p: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        w, b = p[:-k].reshape(s + d, k).astype(np.float32), p[-k:].astype(np.float32)
        scores = sparse @ w[:s] + dense @ w[s:] + b
        scores -= scores.max(axis=1, keepdims=True)
        e = np.exp(scores)
        total = e.sum(axis=1, keepdims=True)
        value = -float((by_row * target * (scores - np.log(total))).sum(dtype=np.float64))
        off = by_row * (e / total - target)
        slope = np.concatenate([turned @ off, dense.T @ off])
        penalty = 0.5 * float((w.astype(np.float64) ** 2).sum())
        return strength * value + penalty, np.concatenate(
            [(strength * slope + w).ravel(), strength * off.sum(axis=0)]
        ).astype(np.float64)

    found = minimize(
        loss, np.zeros((s + d) * k + k), jac=True, method="L-BFGS-B", options={"maxiter": rounds, "maxcor": 8}
    )
    return found.x[:-k].reshape(s + d, k).astype(np.float32), found.x[-k:].astype(np.float32)
