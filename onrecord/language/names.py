"""From the scores of name labels to names: the best allowed label sequence, with the whole article's say.

An article uses a name many times, and some of its contexts tell more than others: the scores of a capitalised word are
therefore averaged with those of its other occurrences in the article before labels are chosen (as the pooled contextual
embeddings of Akbik, Bergmann and Vollgraf 2019 do on the side of the input).
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Sequence
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from onrecord.language.name_kinds import kind_of
from onrecord.language.reading import Name, NameType

Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.intp]
_ADDRESS = re.compile(r"\w@\w+\.|://|^www\.")

NAME_DOUBT = 1.0
"""Added to the score of "no name" (natural log): the labels that names were learned from mark more than people do. From
0 to 1.0 names gain (UNER EWT dev F1 .727 to .740, PolNeAR dev .844 to .851), beyond it short acronyms are lost."""
OTHERS = 0.25
"""Weight of a word's other occurrences against 1 for its own: from 0 to .25 names gain (UNER EWT dev F1 .741 to .744,
PolNeAR dev .852 to .855), from .5 on they lose."""


_LEAST = 0.0001  # score of a name, as it is rounded: what was decoded is never impossible


class Names:
    """Decodes scores of the labels it is made for (`O`, `B-person`, `I-person`, ...; `O` is the first)."""

    def __init__(self, labels: Sequence[str]) -> None:
        self.labels = tuple(labels)
        self._types: list[NameType | None] = [None, *(label[2:] for label in self.labels[1:])]  # type: ignore[list-item]
        self._begins = [label.startswith("B-") for label in self.labels]
        self._allowed = _transitions(self.labels)
        kinds = list(dict.fromkeys(label[2:] for label in self.labels))
        self._kinds = np.array([kinds.index(label[2:]) for label in self.labels])

    @property
    def size(self) -> int:
        """How many labels there are."""
        return len(self.labels)

    def decode(self, scores: Sequence[Floats], words: Sequence[Sequence[str]], pooled: bool) -> list[list[Name]]:
        """The names of sentences, given each one's scores (words, labels) and words; addresses are no names.

        With `pooled` the sentences are an article's and lend each other what they know of a word; without, each one
        is decoded for itself: the best label of each word where those make a path, else the best path (Viterbi: an I
        only follows its own type).
        """
        out: list[list[Name]] = [[] for _ in words]
        flat = [w for sentence in words for w in sentence]
        if not flat:
            return out
        whole = np.concatenate(scores)
        if pooled:
            whole = _pool(whole, flat, self._kinds)
        whole[:, 0] += NAME_DOUBT
        addresses = {w for w in set(flat) if _ADDRESS.search(w)}
        if addresses:
            whole[[i for i, w in enumerate(flat) if w in addresses], 0] += 100.0
        labels = whole.argmax(1)
        logs = _log_shares(whole)
        counts = np.array([len(sentence) for sentence in words])
        ends = np.cumsum(counts)
        before = np.concatenate([[0], labels[:-1]])
        before[(ends - counts)[counts > 0]] = 0  # a sentence begins after no name
        wrong = np.flatnonzero(np.isinf(self._allowed[before, labels]))
        broken = set(np.searchsorted(ends, wrong, side="right").tolist())
        best: list[int] = labels.tolist()
        for k in sorted(set(np.searchsorted(ends, np.flatnonzero(labels), side="right").tolist())):
            a, b = int(ends[k] - counts[k]), int(ends[k])
            path = _best_path(logs[a:b], self._allowed) if k in broken else best[a:b]
            out[k] = self._names(logs[a:b], path, words[k])
        return out

    def _names(self, logs: Floats, path: list[int], words: Sequence[str]) -> list[Name]:
        """The names on a path of labels."""
        out: list[Name] = []
        first = -1
        for i, x in enumerate([*path, 0]):
            if first >= 0 and (x == 0 or self._begins[x]):
                kind = self._types[path[first]]
                assert kind is not None
                score = sum(float(logs[j, path[j]]) for j in range(first, i)) / (i - first)
                cut = _region(words[first:i]) if kind == "place" else 0
                for a, b in ((first, i - cut), (i - cut, i)) if cut else ((first, i),):
                    sure = max(_LEAST, round(float(np.exp(score)), 4))
                    out.append(Name(a, b, kind, sure, kind_of(words[a:b], kind)))
                first = -1
            if self._begins[x]:
                first = i
        return out


def _log_shares(scores: Floats) -> Floats:
    high = scores.max(1, keepdims=True)
    shares: Floats = scores - high - np.log(np.exp(scores - high).sum(1, keepdims=True))
    return shares


def _pool(scores: Floats, words: list[str], kinds: Numbers) -> Floats:
    """`scores` where a capitalised word that is a name somewhere has its other occurrences' log shares mixed in.

    What is shared is the type (`kinds` gives each label's, no name among them), not where a name begins: the second
    word of one name may be the first of another.
    """
    places: dict[str, list[int]] = {}
    for i, w in enumerate(words):
        if w[0].isupper():
            places.setdefault(w, []).append(i)
    repeated = [found for found in places.values() if len(found) > 1]
    if not repeated:
        return scores
    rows = np.array([i for found in repeated for i in found])
    counts = np.array([len(found) for found in repeated])
    group, starts = np.repeat(np.arange(len(repeated)), counts), np.cumsum(counts) - counts
    labels = _log_shares(scores[rows])
    named = np.maximum.reduceat(labels.argmax(1), starts) > 0
    types = np.stack([np.logaddexp.reduce(labels[:, kinds == k], axis=1) for k in range(kinds.max() + 1)], axis=1)
    others = (np.add.reduceat(types, starts)[group] - types) / (counts[group, None] - 1).astype(np.float32)
    mixed = (types + np.float32(OTHERS) * others) / np.float32(1 + OTHERS)
    out = scores.copy()
    keep = named[group]
    out[rows[keep]] = (mixed[:, kinds] + labels - types[:, kinds])[keep]
    return out


def _region(words: Sequence[str]) -> int:
    """How many last words of a place's name are the region that a town before them lies in; 0 where it is one name."""
    regions, not_after = _towns_before_regions()
    if words[0].lower() in not_after or "of" in words:
        return 0
    for n in (3, 2, 1):
        last = " ".join(words[-n:])
        if len(words) > n and (last if len(last) == 2 else last.lower()) in regions:
            return n
    return 0


@functools.cache
def _towns_before_regions() -> tuple[frozenset[str], frozenset[str]]:
    table = tomllib.loads(files("onrecord.language").joinpath("names.toml").read_text(encoding="utf-8"))
    known = table["towns_before_regions"]
    regions = frozenset(r if len(r) == 2 else r.lower() for r in known["regions"])  # "in", "or" are no regions
    return regions, frozenset(known["not_after"])


def _best_path(logs: Floats, allowed: Floats) -> list[int]:
    """Labels of the highest sum of `logs` (words, labels) among those that `allowed` (label, next) lets follow."""
    best, back = logs[0] + allowed[0], []
    for row in logs[1:]:
        options = best[:, None] + allowed
        choice = options.argmax(0)
        back.append(choice)
        best = options[choice, np.arange(len(choice))] + row
    path = [int(best.argmax())]
    for choice in reversed(back):
        path.append(int(choice[path[-1]]))
    path.reverse()
    return path


def _transitions(labels: tuple[str, ...]) -> Floats:
    """0 where label j may follow label i, else minus infinity."""
    table = np.zeros((len(labels), len(labels)), dtype=np.float32)
    for i, a in enumerate(labels):
        for j, b in enumerate(labels):
            if b.startswith("I-") and a[2:] != b[2:]:
                table[i, j] = -np.inf
    return table
