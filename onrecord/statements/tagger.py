"""A linear labeller of roles from tags, tree, quotation marks and rules, for readings without the encoder's head.

A conditional random field over a paragraph's tokens. Each template gives every token one value; each value has, for
each offset at which the template is looked at, one weight a label. Trained by `training/train_statements_tagger.py`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from onrecord.statements.decode import LABELS, Scores
from onrecord.statements.lexicon import Lexicon, lexicon
from onrecord.statements.proposals import Proposal
from onrecord.statements.stream import Stream

# Where each template is looked at, relative to the token that is labelled.
TEMPLATES: dict[str, tuple[int, ...]] = {
    "word": (-1, 0, 1),
    "lemma": (-1, 0, 1),
    "tag": (-2, -1, 0, 1, 2),
    "pair": (-1, 0, 1),
    "suffix": (0,),
    "shape": (0,),
    "name": (-1, 0, 1),
    "quote": (-2, -1, 0, 1, 2),
    "quotation": (0,),
    "relation": (-1, 0, 1),
    "head": (0,),
    "head_tag": (0,),
    "head_class": (-1, 0, 1),
    "governor": (0,),
    "subject_of": (0,),
    "class": (-2, -1, 0, 1, 2),
    "rule": (-2, -1, 0, 1, 2),
    "rule_pair": (0,),
    "inner": (-1, 0, 1),
    "side": (0,),
    "side_class": (0,),
    "place": (0,),
}


def template_values(stream: Stream, proposals: Sequence[Proposal]) -> dict[str, list[str]]:
    """For each template, its value at every token of the stream."""
    words = lexicon()
    n = len(stream)
    out: dict[str, list[str]] = {name: [""] * n for name in TEMPLATES}
    out["word"] = stream.lowers
    out["lemma"] = stream.lemmas
    out["suffix"] = [w[-3:] for w in stream.lowers]
    out["shape"] = [_shape(w) for w in stream.words]
    classes = [_class(words, lemma) for lemma in stream.lemmas]
    out["class"] = classes
    _quotes(stream, out)
    _rules(stream, proposals, out)
    for k, s in enumerate(stream.reading.sentences):
        base = stream.first_of[k]
        opens = base == 0 or stream.paragraph[base - 1] != stream.paragraph[base]
        governors = _governors(s.heads, s.deprels, s.lemmas)
        for i in range(len(s)):
            at = base + i
            h = s.heads[i]
            tag = s.xpos[i]
            out["tag"][at] = tag
            out["pair"][at] = tag + " " + (s.xpos[i + 1] if i + 1 < len(s) else "")
            out["relation"][at] = s.deprels[i]
            if h >= 0:
                out["head"][at] = s.deprels[i] + " " + stream.lemmas[base + h]
                out["head_tag"][at] = s.deprels[i] + " " + s.xpos[h] + (" >" if h > i else " <")
                out["head_class"][at] = s.deprels[i] + " " + classes[base + h]
            out["governor"][at] = governors[i]
            if s.deprels[i].startswith("nsubj") and h >= 0:
                for j in range(max(0, i - 12), i + 1):
                    out["subject_of"][base + j] = classes[base + h]
            out["place"][at] = ("first" if opens else "later") + str(min(i, 2)) + ("" if i < len(s) - 1 else "end")
        for name in s.names:
            for i in range(name.first, name.last):
                out["name"][base + i] = name.type + ("" if i > name.first else " first")
    return out


def _shape(word: str) -> str:
    return (
        "d" if word[:1].isdigit() else "X" if word.isupper() else "Xx" if word[:1].isupper() else
        "x" if word[:1].isalpha() else word[:1]
    )  # fmt: skip


def _class(words: Lexicon, lemma: str) -> str:
    verb = words.verbs.get(lemma)
    if verb is not None:
        return verb.kind + (" q" if "q" in verb.frames else "")
    noun = words.nouns.get(lemma)
    if noun is not None:
        return "noun " + noun
    return "adverb" if lemma in words.adverbs else ""


def _governors(heads: list[int], deprels: list[str], lemmas: list[str]) -> list[str]:
    """For each token, relation and lemma of the nearest clause governor above it; found from the root down."""
    out: list[str | None] = [None] * len(heads)
    for i in range(len(heads)):
        chain = []
        j = i
        while (
            j >= 0
            and out[j] is None
            and deprels[j].split(":")[0] not in ("ccomp", "xcomp", "acl", "parataxis", "advcl")
        ):
            out[j] = ""
            chain.append(j)
            j = heads[j]
        if j < 0:
            value = "root"
        elif out[j] is not None:
            value = out[j] or ""
        else:
            value = out[j] = deprels[j] + " " + (lemmas[heads[j]].lower() if heads[j] >= 0 else "")
        for k in chain:
            out[k] = value
    return [v or "" for v in out]


def _quotes(stream: Stream, out: dict[str, list[str]]) -> None:
    """Quote state with the first and last mark of a quotation told apart; and each quotation's length and ending."""
    out["quote"] = [str(q) for q in stream.quote]
    for q in stream.quotations:
        tokens = stream.range_of(q.start, q.end)
        if not tokens:
            continue
        size = len(tokens)
        ending = stream.reading.text[q.inner[1] - 1 : q.inner[1]]
        opening = stream.reading.text[q.inner[0] : q.inner[0] + 1]
        value = (
            ("one" if size < 5 else "few" if size < 9 else "many")
            + ("," if ending == "," else "." if ending in ".?!" else "")
            + ("Xx" if opening.isupper() else "x")
            + ("-" if q.continues else "")
        )
        for i in tokens:
            out["quotation"][i] = value
        out["quote"][tokens[0]] += "("
        out["quote"][tokens[-1]] += ")"


def _rules(stream: Stream, proposals: Sequence[Proposal], out: dict[str, list[str]]) -> None:
    """What the rules say of each token, outermost and within, and on which side of which cue it stands."""
    for p in proposals:
        name = "rule" if p.outermost else "inner"
        row = out[name]
        for f in p.parts:
            row[f.first] = f"B{f.role} {p.rule}"
            for i in range(f.first + 1, f.last):
                row[i] = f"I{f.role} {p.rule}"
        if p.outermost and p.cue is not None:
            n = stream.sentence[p.cue.first]
            for i in range(stream.first_of[n], stream.first_of[n + 1]):
                if not out["side"][i] or i >= p.cue.first:
                    out["side"][i] = ("<" if i < p.cue.first else ">") + p.rule
                    out["side_class"][i] = ("<" if i < p.cue.first else ">") + (p.verb or "")
    rule = out["rule"]
    out["rule_pair"] = [f"{a[:3]}{b[:3]}" for a, b in zip(["", *rule[:-1]], rule, strict=True)]


@dataclass(frozen=True, slots=True)
class Tagger:
    """Weights by template and offset, and from label to label."""

    values: dict[str, dict[str, int]]
    weights: dict[str, npt.NDArray[np.float32]]  # (offsets, values + 1, labels); the last value is the unknown one
    transitions: npt.NDArray[np.float32]

    @classmethod
    @cache
    def load(cls) -> Tagger:
        """The shipped weights, read once."""
        folder = files("onrecord.statements")
        with folder.joinpath("tagger.npz").open("rb") as opened, np.load(opened) as held:
            names = json.loads(bytes(held["names"]).decode("utf-8"))
            weights = {t: held[f"w_{t}"].astype(np.float32) for t in names}
            transitions = held["transitions"].astype(np.float32)
        return cls({t: {v: i for i, v in enumerate(vs)} for t, vs in names.items()}, weights, transitions)

    def scores(self, stream: Stream, proposals: Sequence[Proposal]) -> Scores:
        """Log-probabilities of the labels, one row a token of the stream."""
        n = len(stream)
        emissions = np.zeros((n, len(LABELS)), dtype=np.float32)
        paragraph = np.asarray(stream.paragraph)
        for name, column in template_values(stream, proposals).items():
            if name not in self.values:
                continue
            known, table = self.values[name], self.weights[name]
            missing = len(known)
            ids = np.fromiter((known.get(v, missing) for v in column), dtype=np.int64, count=n)
            for k, offset in enumerate(TEMPLATES[name]):
                if abs(offset) >= n:
                    continue
                here, there = _shifted(n, offset)
                same = paragraph[here] == paragraph[there]
                emissions[here] += table[k][np.where(same, ids[there], missing)]
        lengths: list[int] = []
        for i in range(n):
            if not i or paragraph[i] != paragraph[i - 1]:
                lengths.append(0)
            lengths[-1] += 1
        return marginals(emissions, self.transitions, lengths)


def _shifted(n: int, offset: int) -> tuple[slice, slice]:
    return (slice(0, n - offset), slice(offset, n)) if offset >= 0 else (slice(-offset, n), slice(0, n + offset))


def marginals(emissions: Scores, transitions: Scores, lengths: Sequence[int]) -> Scores:
    """Log marginal probabilities of a linear chain, several sequences abreast (forward and backward sums)."""
    longest = max(lengths, default=0)
    out = np.zeros_like(emissions)
    if not longest:
        return out
    order = np.argsort(-np.asarray(lengths), kind="stable")
    sizes = np.asarray(lengths)[order]
    offsets = np.concatenate([[0], np.cumsum(lengths)])[order]
    live = [int(np.searchsorted(-sizes, -t, side="left")) for t in range(longest)]
    moves = np.exp(transitions.astype(np.float64))
    top = emissions.max(axis=1, keepdims=True)
    likely = np.exp((emissions - top).astype(np.float64))
    forward = np.zeros((len(emissions), emissions.shape[1]))
    backward = np.ones_like(forward)
    state = likely[offsets]
    state /= state.sum(axis=1, keepdims=True)
    forward[offsets] = state
    for t in range(1, longest):
        m = live[t]
        at = offsets[:m] + t
        step = (state[:m] @ moves) * likely[at]
        step /= step.sum(axis=1, keepdims=True)
        forward[at] = step
        state = step
    for t in range(longest - 2, -1, -1):
        m = live[t + 1]
        at = offsets[:m] + t
        step = (backward[at + 1] * likely[at + 1]) @ moves.T
        backward[at] = step / step.sum(axis=1, keepdims=True)
    both = forward * backward
    both /= both.sum(axis=1, keepdims=True)
    out[:] = np.log(np.maximum(both, 1e-7))
    return out
