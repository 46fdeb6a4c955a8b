"""How sure a statement is: the chance that source and content are right, from the labels' and the links' own scores.

A logistic model whose weights are fitted on PolNeAR dev (see bench/statements.py, `reliability`).
"""

from __future__ import annotations

import math

from onrecord.statements.nesting import Placed
from onrecord.statements.stream import Stream

NAMES = ("bias", "cue_score", "source_score", "content_score", "content_link", "source_link", "no_source", "no_cue",
         "quoted", "rule", "short", "unlabelled", "according")  # fmt: skip
WEIGHTS = (1.2, 0.8, 0.5, 1.0, 0.6, 0.6, -1.0, -0.8, 0.4, 0.5, -0.3, -0.8, 0.5)


def features(stream: Stream, placed: Placed) -> list[float]:
    """The columns of `NAMES`; scores are log-probabilities, cut off at -3."""
    d = placed.draft
    first = d.contents[0]
    weights = [f.last - f.first for f in d.contents]
    content = sum(f.score * w for f, w in zip(d.contents, weights, strict=True)) / sum(weights)
    return [
        1.0,
        max(-3.0, d.cue.score) if d.cue else 0.0,
        max(-3.0, d.source.score) if d.source else 0.0,
        max(-3.0, content),
        max(-3.0, min(d.content_links, default=0.0)),
        max(-3.0, d.source_link),
        float(d.source is None),
        float(d.cue is None),
        float(stream.is_quoted(first.first)),
        float(placed.rule is not None),
        float(sum(weights) < 4),
        float(not placed.labelled),
        float(placed.rule == "according"),
    ]


def confidence_of(stream: Stream, placed: Placed) -> float:
    """Chance between 0 and 1 that the statement is right, rounded to two places."""
    total = sum(w * x for w, x in zip(WEIGHTS, features(stream, placed), strict=True))
    return round(1 / (1 + math.exp(-total)), 2)
