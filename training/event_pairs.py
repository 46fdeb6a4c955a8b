"""Pairs of parties in texts that nobody coded, with what the events' teacher makes of them: what the head learns from
beside coded sentences.

A pair is kept by the place of its sentence in a file of the data folder, never by its words. `event_silver.npz` holds
the pairs and the teacher's judgements, one for each fold (by a teacher that saw nothing of the fold's coded sentences,
so that figures out of fold stay so) and one by the teacher that saw all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha1
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
import numpy.typing as npt

from bench.sets import rows
from onrecord.events import weigh
from onrecord.events.features import DyadFeatures, dyad_features
from onrecord.events.lexicon import Lexicon
from onrecord.language import LanguageModel
from onrecord.language.reading import Reading
from onrecord.pipeline import Coder
from onrecord.record import Span

Marked = tuple[list[str], list[int], list[int]]
"""Words, the indexes of the actor's, the indexes of the recipient's."""
SILVER = Path(__file__).parent / "event_silver.npz"
ALL = 5
"""Index of the judgements by the teacher that saw all folds."""
TEXTS = {
    "statements/polnear-train.jsonl": 480,
    "geo/lgl.jsonl": 588,
    "geo/geovirus.jsonl": 229,
    "events/muc4_train.jsonl": 700,
    "events/ngec_synthetic_train.jsonl": 900,
    "events/india_police_train.jsonl": 400,
    "crossdoc/ecbplus-articles-train.jsonl": 1000,
    "crossdoc/meantime-train.jsonl": 1000,
}
"""How many texts of each file are read at most."""
LONGEST = 4000
"""Characters of a text that are read."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two parties of a sentence: its span in the text of a row of a file, and their spans in the sentence."""

    file: str
    row: int
    sentence: Span
    actor: Span
    recipient: Span


@dataclass(frozen=True, slots=True)
class Silver:
    """Pairs with judgements: `types` (folds + 1, pairs, types), `link` (folds + 1, pairs), both probabilities."""

    pairs: list[Pair]
    names: list[str]
    types: npt.NDArray[np.float32]
    link: npt.NDArray[np.float32]


def text_of(row: dict[str, Any]) -> str:
    """The text of a row; sentences of a row without one are joined."""
    return str(row["text"]) if "text" in row else " ".join(s["text"] for s in row["sentences"])


def texts(data: Path, most: dict[str, int]) -> Iterator[tuple[str, int, str]]:
    """File, row and text of what is read: of each file those whose texts have the least hashes."""
    for file, count in most.items():
        held = [text_of(row) for row in rows(data / file)]
        order = sorted(range(len(held)), key=lambda n: sha1(held[n].encode()).hexdigest())
        for n in sorted(order[:count]):
            yield file, n, held[n][:LONGEST]


def find_words(text: str, words: list[str]) -> list[Span] | None:
    """The spans of words that follow each other in a text with only white space between; None where they don't."""
    found = re.search(r"\s*".join(f"({re.escape(w)})" for w in words), text)
    return None if found is None else [found.span(k + 1) for k in range(len(words))]


def marked_words(reading: Reading, actor: list[Span], recipient: list[Span]) -> Marked:
    """The words of the sentences that two parties stand in, and the indexes of theirs."""
    sides = [[t for a, b in spans for t in reading.tokens_in(a, b)] for spans in (actor, recipient)]
    sentences = sorted({t.sentence.index: t.sentence for side in sides for t in side}.values(), key=lambda s: s.start)
    words, base = list[str](), dict[int, int]()
    for s in sentences:
        base[s.index] = len(words)
        words += s.words
    first, second = ([base[t.sentence.index] + t.i for t in side] for side in sides)
    return words, first, second


def pairs_of(data: Path, most: dict[str, int] = TEXTS) -> list[Pair]:
    """The pairs of parties that the head looks at when it codes the texts; each once."""
    coder, seen, out = Coder(), list[Marked](), dict[Pair, None]()

    def recorded(reading: Reading, actor: list[Span], recipient: list[Span], *rest: Any) -> DyadFeatures:
        seen.append(marked_words(reading, actor, recipient))
        return dyad_features(reading, actor, recipient, *rest)

    with mock.patch.object(weigh, "dyad_features", recorded):
        for file, row, text in texts(data, most):
            seen.clear()
            coder.code_text(text, published="2018-02-21")
            for words, a, r in seen:
                spans = find_words(text, words) if a and r else None
                if spans is not None:  # what was repaired on the way has no place in the raw text
                    at = spans[0][0]
                    actor, recipient = ((spans[x[0]][0] - at, spans[x[-1]][1] - at) for x in (a, r))
                    out[Pair(file, row, (at, spans[-1][1]), actor, recipient)] = None
    return list(out)


def save(silver: Silver, path: Path) -> None:
    """Write pairs and judgements (probabilities in 255ths)."""
    files = sorted({p.file for p in silver.pairs})
    places = [[files.index(p.file), p.row, *p.sentence, *p.actor, *p.recipient] for p in silver.pairs]
    np.savez_compressed(
        path,
        files=np.array(files),
        names=np.array(silver.names),
        places=np.array(places, dtype=np.int32).T,
        types=np.round(silver.types * 255).astype(np.uint8),
        link=np.round(silver.link * 255).astype(np.uint8),
    )


def load(path: Path = SILVER) -> Silver:
    """Read pairs and judgements."""
    with np.load(path, allow_pickle=False) as z:
        files = [str(f) for f in z["files"]]
        pairs = [Pair(files[f], n, (s, e), (a, b), (c, d)) for f, n, s, e, a, b, c, d in z["places"].T.tolist()]
        return Silver(
            pairs,
            [str(n) for n in z["names"]],
            z["types"].astype(np.float32) / 255,
            z["link"].astype(np.float32) / 255,
        )


def sentences(data: Path, pairs: list[Pair]) -> list[str]:
    """The sentence of each pair."""
    held = {f: [text_of(row) for row in rows(data / f)] for f in sorted({p.file for p in pairs})}
    return [held[p.file][p.row][slice(*p.sentence)] for p in pairs]


def features(data: Path, pairs: list[Pair], lexicon: Lexicon) -> list[DyadFeatures]:
    """Features of the pairs, each sentence read by itself."""
    model, known, out = LanguageModel.load(), dict[str, Reading](), list[DyadFeatures]()
    for p, text in zip(pairs, sentences(data, pairs), strict=True):
        if text not in known:
            known = {text: model.read(text, [(0, len(text))])}  # pairs of a sentence follow each other
        out.append(dyad_features(known[text], [p.actor], [p.recipient], lexicon))
    return out
