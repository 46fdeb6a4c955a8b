"""From fragments to statements: a cue is the hub of each; a small learned ranker finds its source and its contents.

Every content picks a cue among those near it or none; every cue picks a source among those near it or none. The ranker
is one hidden layer over the columns of `features.py`, trained by `training/train_statements_linker.py`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from onrecord.statements.features import CONTENT_FEATURES, SOURCE_FEATURES, Row, content_features, source_features
from onrecord.statements.lexicon import lexicon
from onrecord.statements.stream import Fragment, Stream

Matrix = npt.NDArray[np.float32]

# How many cues before and after a content, and sources before and after a cue, are looked at.
CUES_BEFORE, CUES_AFTER = 4, 3
SOURCES_BEFORE, SOURCES_AFTER = 4, 3
FARTHEST_PARAGRAPH = 4


@dataclass(slots=True)
class Draft:
    """A statement before its fields are known: the fragments, and the ranker's log-probability of each link."""

    cue: Fragment | None
    source: Fragment | None
    contents: list[Fragment]
    source_link: float = 0.0
    content_links: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Layers:
    """One hidden layer: scores = tanh(x @ w1 + b1) @ w2 + b2."""

    w1: Matrix
    b1: Matrix
    w2: Matrix
    b2: Matrix

    def __call__(self, x: Matrix) -> Matrix:
        scores: Matrix = np.tanh(x @ self.w1 + self.b1) @ self.w2 + self.b2
        return scores


@dataclass(frozen=True, slots=True)
class Linker:
    """The two rankers."""

    content: Layers
    source: Layers

    @classmethod
    @cache
    def load(cls) -> Linker:
        """The shipped weights, read once."""
        with files("onrecord.statements").joinpath("linker.npz").open("rb") as opened, np.load(opened) as held:
            made = [
                Layers(*(held[f"{side}_{part}"].astype(np.float32) for part in ("w1", "b1", "w2", "b2")))
                for side in ("content", "source")
            ]
        return cls(*made)


def content_candidates(row: Row, k: int) -> list[int]:
    """Numbers of the cues that content number `k` may belong to."""
    f, stream = row.contents[k], row.stream
    at = int(np.searchsorted(row.cue_firsts, f.first))
    out = []
    for c in range(max(0, at - CUES_BEFORE), min(len(row.cues), at + CUES_AFTER)):
        cue = row.cues[c]
        near = f.first if c < at else f.last - 1
        if abs(stream.paragraph[cue.first] - stream.paragraph[near]) <= (FARTHEST_PARAGRAPH if c < at else 1):
            out.append(c)
    return out


def source_candidates(row: Row, c: int) -> list[int]:
    """Numbers of the sources that cue number `c` may have."""
    cue, stream = row.cues[c], row.stream
    at = int(np.searchsorted(row.source_firsts, cue.first))
    return [
        k
        for k in range(max(0, at - SOURCES_BEFORE), min(len(row.sources), at + SOURCES_AFTER))
        if abs(stream.paragraph[cue.first] - stream.paragraph[row.sources[k].first]) <= 1
    ]


def content_block(row: Row, k: int, candidates: Sequence[int]) -> list[list[float]]:
    """Feature rows of one content: one for no cue, then one a candidate; the last column marks the first row."""
    rows = [[*content_features(row, k, c), 0.0] for c in candidates]
    alone = [0.0] * (len(CONTENT_FEATURES) + 1)
    alone[-1] = 1.0
    if rows:
        own = ("quoted_all", "quoted_part", "starts_mark", "ends_mark", "ends_comma", "starts_lower", "continues",
               "alone_in_paragraph", "paragraph_start", "long", "last_quoted", "last_same_paragraph")  # fmt: skip
        for name in own:
            i = CONTENT_FEATURES.index(name)
            alone[i] = rows[0][i]
    return [alone, *rows]


def source_block(row: Row, c: int, candidates: Sequence[int]) -> list[list[float]]:
    """Feature rows of one cue: a first row for no source, then one a candidate; the last column marks the first row."""
    alone = [0.0] * (len(SOURCE_FEATURES) + 1)
    alone[-1] = 1.0
    first = SOURCE_FEATURES.index("cue_speech")
    alone[first : first + len(row.cue_marks[c])] = row.cue_marks[c]
    return [alone, *([*source_features(row, k, c), 0.0] for k in candidates)]


def _log_softmax(scores: Matrix) -> Matrix:
    shifted: Matrix = scores - scores.max()
    out: Matrix = shifted - math.log(float(np.exp(shifted).sum()))
    return out


def link(stream: Stream, fragments: Sequence[Fragment], linker: Linker | None = None) -> list[Draft]:
    """Statements, in the order of their first token, from the fragments of a text."""
    linker = linker or Linker.load()
    row = Row.of(stream, fragments, lexicon())
    drafts: list[Draft | None] = [None] * len(row.cues)
    loose: list[Draft] = []
    choices = _rank(linker.content, [content_block(row, k, cs) for k, cs in _each(row, len(row.contents))])
    for (k, cs), chances in zip(_each(row, len(row.contents)), choices, strict=True):
        best = int(chances.argmax())
        if best == 0:
            loose.append(Draft(None, None, [row.contents[k]], 0.0, [float(chances[0])]))
            continue
        c = cs[best - 1]
        draft = drafts[c]
        if draft is None:
            draft = drafts[c] = Draft(row.cues[c], None, [])
        draft.contents.append(row.contents[k])
        draft.content_links.append(float(chances[best]))
    live = [c for c, draft in enumerate(drafts) if draft is not None]
    options = [source_candidates(row, c) for c in live]
    ranked = _rank(linker.source, [source_block(row, c, o) for c, o in zip(live, options, strict=True)])
    for c, held, chances in zip(live, options, ranked, strict=True):
        best = int(chances.argmax())
        draft = drafts[c]
        assert draft is not None
        draft.source = row.sources[held[best - 1]] if best else None
        draft.source_link = float(chances[best])
    made = [d for d in drafts if d is not None] + loose
    return sorted(made, key=lambda d: min(f.first for f in d.contents))


def _each(row: Row, count: int) -> list[tuple[int, list[int]]]:
    return [(k, content_candidates(row, k)) for k in range(count)]


def _rank(layers: Layers, blocks: list[list[list[float]]]) -> list[Matrix]:
    """Log-probabilities of each block's rows; all blocks go through the layers at once."""
    if not blocks:
        return []
    scores = layers(np.asarray([r for block in blocks for r in block], dtype=np.float32))[:, 0]
    out = []
    at = 0
    for block in blocks:
        out.append(_log_softmax(scores[at : at + len(block)]))
        at += len(block)
    return out
