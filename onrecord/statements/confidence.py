"""How sure a statement is: the chance that source and content are right, from the labels' and the links' own scores.

A logistic model; its weights stand in `confidence.toml`, fitted by `training/train_statements_confidence.py`, and
`bench/statements.py` prints how the chances compare with the shares right.
"""

from __future__ import annotations

import math
import tomllib
from functools import cache
from importlib.resources import files

from onrecord.statements.lexicon import lexicon
from onrecord.statements.nesting import Placed
from onrecord.statements.stream import Fragment, Stream

# Scores are logarithms of chances; below this they say no more.
LOWEST = -4.0


@cache
def weights() -> dict[str, float]:
    """The shipped weights by feature name."""
    text = files("onrecord.statements").joinpath("confidence.toml").read_text(encoding="utf-8")
    return {name: float(value) for name, value in tomllib.loads(text).items()}


def features(stream: Stream, placed: Placed) -> dict[str, float]:
    """What the chance is made of; scores are mean log-probabilities of labels and of links."""
    d = placed.draft
    sizes = [f.last - f.first for f in d.contents]
    content = sum(f.score * n for f, n in zip(d.contents, sizes, strict=True)) / sum(sizes)
    verbs = lexicon().verbs
    speech = d.cue is not None and any(
        (verb := verbs.get(stream.lemmas[i])) is not None and verb.kind in ("say", "tell", "claim")
        for i in range(d.cue.first, d.cue.last)
    )
    return {
        "bias": 1.0,
        "cue_score": _score(d.cue),
        "source_score": _score(d.source),
        "content_score": _chance(content),
        "content_link": _chance(min(d.content_links, default=0.0)),
        "source_link": _chance(d.source_link),
        "no_source": float(d.source is None),
        "no_cue": float(d.cue is None),
        "quoted": float(stream.is_quoted(d.contents[0].first)),
        "rule": float(placed.rule is not None),
        "short": float(sum(sizes) < 4),
        "according": float(placed.rule == "according"),
        "speech": float(speech),
        "unlabelled": float(not placed.labelled),
    }


def _chance(score: float) -> float:
    return math.exp(max(LOWEST, score))


def _score(fragment: Fragment | None) -> float:
    return 1.0 if fragment is None else _chance(fragment.score)


def confidence_of(stream: Stream, placed: Placed) -> float:
    """Chance between 0.01 and 0.99 that the statement is right, in hundredths."""
    held = weights()
    total = sum(held[name] * value for name, value in features(stream, placed).items())
    return min(0.99, max(0.01, round(1 / (1 + math.exp(-total)), 2)))
