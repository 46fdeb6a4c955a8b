"""Trains the events' teacher and writes its judgements on pairs of texts without labels (`event_silver.npz`).

    python -m training.event_teacher --tokenizer FOLDER/tokenizer.json [--data ../shared/data] [--out ...] [--quick]

The teacher is all-mpnet-base-v2 (Apache-2.0; `requirements-teacher.txt`) with marks on the words of trigger, actor and
recipient. It learns three things at once: the type of a dyad, whether a pair of phrases is one, whether a proposed
event is political, from what `train_events.py` and `train_event_gate.py` learn from. Six are trained: one without each
fold, one on all. The shipped judgements took 45 s a teacher on one H100; a first form of this program made them, which
also learned from the attacks of muc4_train, drew its texts at random, and started from weights rounded to 63 levels a
row. Without a graphics card a teacher takes about four hours on two cores, by arithmetic; that was not run. `--quick`
proves the path: one teacher of one layer, few examples, a file that isn't to be shipped. Other hardware gives other
bits, which is why the judgements themselves are kept.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from unittest import mock

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from onrecord.language.pieces import Pieces, shape_of
from onrecord.pipeline import Coder
from training import event_pairs, train_event_gate, train_events
from training.language_teacher import weights
from training.marked_teacher import Batches, Network, Numbers, fit, read

FOLDS = event_pairs.ALL
LONGEST = 118
"""Word pieces of an example; of a longer one those round its marks."""
EPOCHS, BATCH, RATE = 4, 64, 5e-5
LEAST_LINK = 0.15
"""Pairs that no teacher finds likelier than this to be a dyad are left out."""


@dataclass(frozen=True, slots=True)
class Example:
    """Words with the indexes of the marked ones, and what is known: None where it isn't."""

    words: list[str]
    marked: tuple[list[int], list[int], list[int]]  # as in marked_teacher.ROLES
    type: str | None = None
    link: bool | None = None
    political: bool | None = None
    weight: float = 1.0
    fold: int = -1


def dyads(data: Path, most: int | None) -> list[Example]:
    """Coded dyads and pairs that are none."""
    seen: list[event_pairs.Marked] = []
    plain = train_events.dyad_features

    def recorded(reading, actor, recipient, lexicon):  # type: ignore[no-untyped-def]
        seen.append(event_pairs.marked_words(reading, actor, recipient))
        return plain(reading, actor, recipient, lexicon)

    known = train_event_gate.plv_folds(data)
    with mock.patch.object(train_events, "dyad_features", recorded):
        items = train_events.dyad_items(data, train_events.Texts())
    return [
        Example(words, ([], a, r), i.type, i.type is not None, None, 1.0,
                known.get(i.text, train_event_gate.fold_of(i.text)))
        for i, (words, a, r) in list(zip(items, seen, strict=True))[:most]
    ]  # fmt: skip


class Recorder(train_event_gate.Recorder):
    """Keeps the words of what is proposed, too."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[tuple[list[str], tuple[list[int], list[int], list[int]]]] = []

    def admits(self, c, g, p, vectors, world, before):  # type: ignore[no-untyped-def]
        """Keep the candidate."""

        def tokens(keys: list[str]) -> list[int]:
            spans = [(m.start, m.end) for here in p.heads for m in here if m.actor in keys]
            return [i for i in range(len(g.s)) if any(g.s.starts[i] < e and g.s.ends[i] > b for b, e in spans)]

        trigger = sorted({c.at, *(i for i in c.tokens if i < len(g.s))})
        self.words.append((list(g.s.words), (trigger, tokens(c.actors), tokens(c.recipients))))
        return super().admits(c, g, p, vectors, world, before)


def proposals(data: Path, most: int | None) -> Iterator[Example]:
    """Events that lexicon and head propose in texts of which it is known whether they tell political events."""
    coder, recorder = Coder(), Recorder()
    texts = train_event_gate.all_texts(data) if most is None else [*islice(train_event_gate.gold(data), most)]
    with mock.patch("onrecord.events.gate.load", return_value=recorder):
        for t in texts:
            recorder.seen.clear()
            recorder.words.clear()
            coder.code_text(t.text, published=train_event_gate.PUBLISHED)
            for (c, _, _), (words, marked) in zip(recorder.seen, recorder.words, strict=True):
                found = train_event_gate.label_of(t, c)
                if found is not None:
                    yield Example(words, marked, found[0], None, t.political, found[1], t.fold)


def marks_of(e: Example) -> list[int]:
    """The mark of each word of an example; a word of several roles has the first one's."""
    marks = [0] * len(e.words)
    for k in (2, 1, 0):
        for i in e.marked[k]:
            marks[i] = k + 1
    return marks


def marked_pieces(e: Example, pieces: Pieces) -> Numbers:
    """What the teacher reads of an example (pieces, 3)."""
    marks = marks_of(e)
    flat = [
        (piece, shape_of(w), m) for w, own, m in zip(e.words, pieces.of(e.words), marks, strict=True) for piece in own
    ]
    if len(flat) > LONGEST:
        at = [k for k, x in enumerate(flat) if x[2]] or [0]
        first = (at[0] + at[-1]) // 2 - LONGEST // 2 if at[-1] - at[0] > LONGEST - 10 else at[0] - 10
        flat = flat[max(0, min(first, len(flat) - LONGEST)) :][:LONGEST]
    return np.array([(pieces.start, 0, 0), *flat, (pieces.stop, 0, 0)], np.int64)


def trained(network: Network, examples: list[Example], batches: Batches, names: list[str], fold: int) -> Network:
    """The network after `EPOCHS` rounds over the examples of all folds but one."""
    device = batches.device
    chosen = np.array([n for n, e in enumerate(examples) if e.fold != fold])

    def column(values: list[float]) -> Tensor:
        return torch.tensor(values, device=device)

    kind = column([-1 if e.type is None else names.index(e.type) for e in examples]).long()
    link = column([-1.0 if e.link is None else float(e.link) for e in examples])
    political = column([-1.0 if e.political is None else float(e.political) for e in examples])
    weight = column([e.weight for e in examples])
    mass = [max(1e-6, sum(e.weight for e in examples if e.political is side)) for side in (False, True)]
    balance = weight * torch.where(political == 1, sum(mass) / (2 * mass[1]), sum(mass) / (2 * mass[0]))
    seen = torch.bincount(kind[kind >= 0], minlength=len(names)) + 5.0
    rare = (seen.sum() / len(names) / seen) ** 0.5

    def loss_of(scores: Tensor, batch: Numbers) -> Tensor:
        n = torch.tensor(batch, device=device)
        yes = F.binary_cross_entropy_with_logits
        losses = yes(scores[:, 0], (political[n] == 1).float(), reduction="none") * balance[n] * (political[n] >= 0)
        losses = losses + yes(scores[:, 1], (link[n] == 1).float(), reduction="none") * (link[n] >= 0)
        typed = F.cross_entropy(scores[:, 2:], kind[n].clamp(min=0), rare, reduction="none", label_smoothing=0.05)
        return (losses + typed * weight[n] * (kind[n] >= 0)).mean()

    random = np.random.default_rng(1)
    plan = [b for _ in range(EPOCHS) for b in batches.plan(chosen, BATCH, random)]
    return fit(network, batches, plan, loss_of, RATE)


def judged(network: Network, batches: Batches) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """Probabilities of types (examples, types) and of a dyad (examples)."""
    out = read(network, batches, len(batches.rows), network.out.out_features)
    e = np.exp(out[:, 2:] - out[:, 2:].max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True), 1 / (1 + np.exp(-out[:, 1]))


def silver_examples(data: Path, pairs: list[event_pairs.Pair]) -> list[Example]:
    """Pairs as examples."""
    known, out = train_events.Texts(), []
    for p, text in zip(pairs, event_pairs.sentences(data, pairs), strict=True):
        words, a, r = event_pairs.marked_words(known[text], [p.actor], [p.recipient])
        out.append(Example(words, ([], a, r)))
    return out


def main() -> int:
    """Train the teachers, judge the pairs, write the file."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=event_pairs.SILVER)
    parser.add_argument("--quick", action="store_true", help="prove the path on little data")
    options = parser.parse_args()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    pieces, few = Pieces(options.tokenizer), 60 if options.quick else None
    examples = [*dyads(options.data, few), *proposals(options.data, few)]
    pairs = event_pairs.pairs_of(options.data, {"crossdoc/meantime-train.jsonl": 5} if few else event_pairs.TEXTS)
    names = sorted({e.type for e in examples if e.type is not None})
    known, asked = (
        Batches([marked_pieces(e, pieces) for e in own], device)
        for own in (examples, silver_examples(options.data, pairs))
    )
    state, types, link = None if few else weights(), [], []
    for fold in range(1 if few else FOLDS + 1):
        torch.manual_seed(1)
        network = Network(2 + len(names))  # political, link, types
        network.start_from(state)
        kinds, linked = judged(trained(network.to(device), examples, known, names, fold), asked)
        types.append(kinds)
        link.append(linked)
        print(f"{fold}: {len(examples)} examples, {len(pairs)} pairs", file=sys.stderr)
    kept = np.flatnonzero(np.stack(link).max(axis=0) > LEAST_LINK)
    silver = event_pairs.Silver([pairs[k] for k in kept], names, np.stack(types)[:, kept], np.stack(link)[:, kept])
    options.out.parent.mkdir(parents=True, exist_ok=True)
    event_pairs.save(silver, options.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
