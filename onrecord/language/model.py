"""The language model at run time: raw text to a `Reading`, one pass of the shared encoder, ONNX Runtime only.

What a sentence gets never depends on its neighbours, the batch or the number of threads: the encoder's products are of
integers with fixed scales, the rest is computed in float32 row by row, and a sentence is padded to a length of its own
(`batches.py`). Names alone look further: in `read`, the uses of a name in the article help each other (`names.py`).
"""

from __future__ import annotations

import functools
import itertools
import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime

from onrecord.language.batches import Batch, batches
from onrecord.language.capitals import stand_ins
from onrecord.language.lemmas import lemmatize
from onrecord.language.names import Names
from onrecord.language.pieces import Pieces
from onrecord.language.quotes import quote_state
from onrecord.language.reading import Name, Reading, Sentence
from onrecord.language.sentences import split, split_long
from onrecord.language.tokens import tokenize
from onrecord.language.trees import heads_of_all
from onrecord.record import Span

Floats = npt.NDArray[np.float32]

MAX_WORDS = 150
ARCS = 256
"""Arcs whose relations are scored together: enough to be fast, few enough for the processor's cache."""
ROLE_BATCH = 8
"""Paragraphs that the roles head reads side by side; each one's result is its own, to the bit."""
PARAGRAPH_WORDS = 400
"""Words that the roles head reads in one go; a longer paragraph is read in pieces that end with a sentence."""


@dataclass(slots=True)
class _Analysis:
    """What the model says of one sentence."""

    upos: list[str]
    xpos: list[str]
    heads: list[int]
    deprels: list[str]
    names: list[Name]
    name_scores: Floats
    vectors: Floats


class LanguageModel:
    """The shipped model; load it once a process."""

    def __init__(self, path: Path) -> None:
        labels = json.loads((path / "labels.json").read_text(encoding="utf-8"))
        self.upos, self.xpos, self.relations = labels["upos"], labels["xpos"], labels["relations"]
        self._root = self.relations.index("root")
        self._names = Names(labels["names"])
        self.roles: list[str] = labels["roles"]
        self.version: str = labels["version"]
        self.pieces = Pieces(path / "pieces.json")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.enable_mem_pattern = False  # batches differ in shape: a pattern a shape would only hold memory

        def session(name: str) -> Any:
            return onnxruntime.InferenceSession(
                str(path / f"{name}.onnx"),
                options,
                providers=["CPUExecutionProvider"],
                disabled_optimizers=["SkipLayerNormFusion"],  # the fused norm is many times slower than its two parts
            )

        self._reader, self._relations, self._roles = session("reader"), session("relations"), session("roles")

    @classmethod
    def load(cls, path: Path | None = None) -> LanguageModel:
        """The model in `path`, by default the one in the package. Raises FileNotFoundError if none is there."""
        if path is not None:
            return cls(path)
        return _shipped()

    def read(self, text: str, paragraphs: Sequence[Span]) -> Reading:
        """Read the given stretches of `text` (character spans, in order, not overlapping); the rest is left out.

        Attribution roles, which trees and names do without, are read when a stage asks: `Reading.head("roles")`.
        """
        cut: list[tuple[int, list[Span]]] = []
        for p, (start, end) in enumerate(paragraphs):
            tokens = tokenize(text, start, end)
            for first, last in split(text, (start, end), tokens):
                for a, b in split_long(text, tokens[first:last], MAX_WORDS):
                    cut.append((p, tokens[first + a : first + b]))
        all_words = [[text[a:b] for a, b in spans] for _, spans in cut]
        analyses = self._analyse(stand_ins(text, all_words))
        all_names = self._names.decode([a.name_scores for a in analyses], all_words, pooled=True)
        sentences = []
        for index, ((p, spans), words, names, found) in enumerate(
            zip(cut, all_words, all_names, analyses, strict=True)
        ):
            sentences.append(
                Sentence(
                    index=index,
                    paragraph=p,
                    starts=[a for a, _ in spans],
                    ends=[b for _, b in spans],
                    words=words,
                    lemmas=[lemmatize(w, u, x) for w, u, x in zip(words, found.upos, found.xpos, strict=True)],
                    upos=found.upos,
                    xpos=found.xpos,
                    heads=found.heads,
                    deprels=found.deprels,
                    names=names,
                )
            )
        reading = Reading(text=text, paragraphs=list(paragraphs), sentences=sentences)
        reading.scores["vectors"] = [a.vectors for a in analyses]
        reading.later["roles"] = self._read_roles
        return reading

    def analyse(self, sentences: Sequence[Sequence[str]]) -> list[_Analysis]:
        """Tags, tree, names and word vectors of sentences given as words, in their order, each one for itself."""
        found = self._analyse(sentences)
        for analysis, words in zip(found, sentences, strict=True):
            analysis.names = self._names.decode([analysis.name_scores], [words], pooled=False)[0]
        return found

    def _analyse(self, sentences: Sequence[Sequence[str]]) -> list[_Analysis]:
        """As `analyse`, with the scores of name labels, but no names yet."""
        out = [self._nothing()] * len(sentences)
        done: list[tuple[Batch, list[list[int]]]] = []
        flat: dict[str, list[Any]] = {k: [] for k in ("upos", "xpos", "names", "vectors", "dep", "head")}
        for batch in batches(sentences, self.pieces):
            vectors, upos, xpos, names, arcs, dep, head = self._reader.run(
                ["vectors", "upos", "xpos", "names", "arcs", "rel_dep", "rel_head"],
                {
                    "pieces": batch.pieces,
                    "shapes": batch.shapes,
                    "lengths": batch.lengths,
                    "firsts": batch.firsts,
                    "places": np.arange(batch.pieces.shape[1], dtype=np.int64),
                },
            )
            trees = heads_of_all(arcs, batch.words)
            done.append((batch, trees))
            word = np.flatnonzero(np.arange(1, names.shape[1]) <= batch.words[:, None])
            rows, places = np.divmod(word, names.shape[1] - 1)
            places += 1
            above = np.fromiter(itertools.chain.from_iterable(trees), dtype=np.int64, count=len(word)) + 1
            flat["upos"].append(upos.argmax(2)[rows, places])
            flat["xpos"].append(xpos.argmax(2)[rows, places])
            flat["names"].append(names[rows, places])
            flat["vectors"].append(vectors[rows, places])
            flat["dep"].append(dep[rows, places])
            flat["head"].append(head[rows, above])
        if not done:
            return out
        whole = {k: np.concatenate(v) for k, v in flat.items()}
        upos_of = np.array(self.upos, dtype=object)[whole["upos"]].tolist()
        xpos_of = np.array(self.xpos, dtype=object)[whole["xpos"]].tolist()
        relations = self._label(whole["dep"], whole["head"])
        at = 0
        for batch, trees in done:
            for k, tree in zip(batch.sentences, trees, strict=True):
                last = at + len(tree)
                own = relations[at:last]
                own[tree.index(-1)] = "root"
                out[k] = _Analysis(
                    upos=upos_of[at:last],
                    xpos=xpos_of[at:last],
                    heads=tree,
                    deprels=own,
                    names=[],
                    name_scores=whole["names"][at:last],
                    vectors=whole["vectors"][at:last],
                )
                at = last
        return out

    def _nothing(self) -> _Analysis:
        nothing = np.zeros((0, self._names.size), np.float32)
        return _Analysis([], [], [], [], [], nothing, np.zeros((0, 384), np.float32))

    def _label(self, dep: Floats, head: Floats) -> list[str]:
        """The best relation of every arc but the root's, from the vectors (arcs, 64) of its two ends."""
        best: list[int] = []
        for k in range(0, len(dep), ARCS):
            scores = self._relations.run(["scores"], {"dep": dep[k : k + ARCS], "head": head[k : k + ARCS]})[0]
            scores[:, self._root] = -np.inf
            best += scores.argmax(1).tolist()
        return [self.relations[b] for b in best]

    def _read_roles(self, reading: Reading) -> list[Floats]:
        """Log-probabilities (tokens, roles) of every sentence, read paragraph by paragraph."""
        spans = [(a, b) for s in reading.sentences for a, b in zip(s.starts, s.ends, strict=True)]
        quotes = quote_state(reading.text, spans)
        groups: list[list[int]] = []
        words = 0
        for s in reading.sentences:
            fresh = not groups or reading.sentences[groups[-1][0]].paragraph != s.paragraph
            if fresh or words + len(s) > PARAGRAPH_WORDS:
                groups.append([])
                words = 0
            groups[-1].append(s.index)
            words += len(s)
        begins = np.cumsum([0, *(len(s) for s in reading.sentences)]).tolist()
        spans_of = [(begins[g[0]], begins[g[-1] + 1]) for g in groups]
        whole = np.concatenate(reading.scores["vectors"]) if groups else np.zeros((0, 384), dtype=np.float32)
        states = np.array(quotes, dtype=np.int32)
        scores = np.zeros((len(whole), len(self.roles)), dtype=np.float32)
        order = sorted(range(len(groups)), key=lambda g: (spans_of[g][1] - spans_of[g][0], g))
        for k in range(0, len(order), ROLE_BATCH):
            part = [spans_of[g] for g in order[k : k + ROLE_BATCH]]
            lengths = np.array([b - a for a, b in part], dtype=np.int32)
            vectors = np.zeros((lengths[-1], len(part), whole.shape[1]), dtype=np.float32)
            marks = np.zeros((lengths[-1], len(part)), dtype=np.int32)
            for j, (a, b) in enumerate(part):
                vectors[: b - a, j] = whole[a:b]
                marks[: b - a, j] = states[a:b]
            found = self._roles.run(["roles"], {"vectors": vectors, "quotes": marks, "lengths": lengths})[0]
            for j, (a, b) in enumerate(part):
                scores[a:b] = found[: b - a, j]
        return [scores[a:b] for a, b in itertools.pairwise(begins)]


@functools.cache
def _shipped() -> LanguageModel:
    return LanguageModel(Path(str(resources.files("onrecord.language") / "model")))
