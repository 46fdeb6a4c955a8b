"""Losses of a network, against gold labels and against a teacher's reading, and its scores on dev parts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from training.language_corpus import UNKNOWN, Batch, Corpus, sentences_of
from training.language_network import Network

WEIGHTS = {"upos": 0.3, "xpos": 0.3, "arcs": 1.0, "relations": 0.6, "names": 0.5, "roles": 1.0}
GOLD_SHARE = 0.5
"""Of a loss that has both: the rest is the teacher's."""
TAGGED = ("upos", "xpos", "names")


def known_mean(scores: Tensor, wanted: Tensor) -> Tensor:
    """Mean cross entropy over the known labels; 0 where none is known."""
    total = F.cross_entropy(
        scores.reshape(-1, scores.shape[-1]), wanted.reshape(-1), ignore_index=UNKNOWN, reduction="sum"
    )
    return total / (wanted != UNKNOWN).sum().clamp(min=1)


def towards(scores: Tensor, logs: Tensor) -> Tensor:
    """Mean cross entropy of `scores` (n, labels) against log-probabilities of the same shape."""
    return -(logs.float().exp() * scores.float().log_softmax(-1)).sum(-1).mean()


@dataclass(slots=True)
class Soft:
    """A teacher's reading: log-probabilities over flat words, and over the arcs of each sentence, row by row."""

    tags: dict[str, Tensor]
    roles: Tensor
    heads: Tensor
    relations: Tensor
    arcs: Tensor
    arc_starts: Tensor

    def arcs_of(self, sentences: Tensor, batch: Batch) -> Tensor:
        """(known words, 1 + widest) log-probabilities of heads; words in the order of `batch.inside`."""
        rows, cols = batch.inside.nonzero(as_tuple=True)
        wide = batch.counts[rows] + 1
        span = torch.arange(int(batch.counts.max()) + 1, device=rows.device)[None]
        at = (self.arc_starts[sentences][rows] + cols * wide)[:, None] + span
        logs = self.arcs[at.clamp(max=len(self.arcs) - 1)].float()
        return torch.where(span < wide[:, None], logs, -1e4)

    def save(self, path: Path) -> None:
        torch.save({k: getattr(self, k) for k in Soft.__slots__}, path)  # type: ignore[attr-defined]

    @staticmethod
    def load(path: Path, device: torch.device) -> Soft:
        return Soft(**torch.load(path, map_location=device, weights_only=True))


def short_products(device: torch.device) -> bool:
    """Whether the device multiplies bfloat16 natively: graphics cards, and processors with AVX-512 BF16 or AMX, on
    which the teacher then trains more than twice as fast as in float32."""
    if device.type == "cuda":
        return True
    has: dict[str, object] = torch.cpu.get_capabilities()
    return bool(has.get("avx512_bf16") or has.get("amx_bf16"))


class Trainer:
    """A network on a corpus."""

    def __init__(self, network: Network, corpus: Corpus) -> None:
        self.network, self.corpus = network, corpus
        self.device = corpus.device
        self.last_words = 0

    def vectors(self, batch: Batch) -> Tensor:
        return self.network.words(batch.pieces, batch.shapes, batch.lengths, batch.firsts)

    def arcs(self, heads: dict[str, Tensor], batch: Batch) -> Tensor:
        """(s, words, 1 + words) arc scores, heads beyond a sentence's end ruled out."""
        arcs = heads["arcs"][:, 1:].float()
        beyond = torch.arange(arcs.shape[2], device=self.device)[None, None] > batch.counts[:, None, None]
        return arcs.masked_fill(beyond, -1e4)

    def role_scores(self, words: Tensor, batch: Batch, sizes: list[int]) -> tuple[Tensor, Tensor]:
        """Role scores of the batch's real words, paragraph by paragraph, and the words' flat numbers."""
        real = words[:, 1:][batch.inside]
        index = batch.index[batch.inside]
        places, inside = self.corpus.paragraphs(batch, sizes)
        quotes = torch.where(inside, self.corpus.quotes[index][places], 0)
        return self.network.roles(real[places], quotes)[inside], index[places][inside]

    def loss(self, ranges: np.ndarray, soft: Soft | None, generator: torch.Generator) -> dict[str, Tensor]:  # type: ignore[type-arg]
        """Weighted losses by head for a batch of sentence ranges; ranges of several sentences are paragraphs."""
        sentences = sentences_of(ranges, self.device)
        batch = self.corpus.batch(sentences, generator)
        sizes = [int(b - a) for a, b in ranges]
        self.last_words = int(batch.counts.sum())
        words = self.vectors(batch)
        heads = self.network.heads(words)
        index = batch.index[batch.inside]
        out: dict[str, Tensor] = {}

        def mix(name: str, gold: Tensor, taught: Tensor | None, known: bool) -> None:
            total = gold if taught is None else GOLD_SHARE * gold + (1 - GOLD_SHARE) * taught if known else taught
            out[name] = WEIGHTS[name] * total

        for name in TAGGED:
            scores, wanted = heads[name][:, 1:], batch.labels[name]
            taught = None if soft is None else towards(scores[batch.inside], soft.tags[name][index])
            mix(name, known_mean(scores, wanted), taught, bool((wanted != UNKNOWN).any()))
        wanted = torch.where(batch.labels["heads"] == UNKNOWN, UNKNOWN, batch.labels["heads"] + 1)
        arcs = self.arcs(heads, batch)
        known = bool((wanted != UNKNOWN).any())
        if known or soft is not None:
            taught = None if soft is None else self._arcs_taught(arcs, batch, soft.arcs_of(sentences, batch))
            mix("arcs", known_mean(arcs, wanted), taught, known)
            if soft is None:
                rows, cols = (wanted != UNKNOWN).nonzero(as_tuple=True)
                at = wanted[rows, cols]
            else:
                rows, cols = batch.inside.nonzero(as_tuple=True)
                at = soft.heads[index].long()
                at = torch.where(wanted[rows, cols] == UNKNOWN, at, wanted[rows, cols])
            scores = self.network.relations(heads["rel_dep"][rows, cols + 1], heads["rel_head"][rows, at])
            gold = known_mean(scores, batch.labels["relations"][rows, cols])
            if soft is None:
                mix("relations", gold, None, True)
            else:
                # the teacher's relation is of the head that it chose: where gold has another, gold alone teaches
                same = soft.heads[index].long() == at
                mix("relations", gold, towards(scores[same], soft.relations[index][same]), known)
        if max(sizes) > 1 or len(ranges) < len(sentences):
            scores, flat = self.role_scores(words, batch, sizes)
            wanted = self.corpus.words["roles"][flat]
            taught = None if soft is None else towards(scores, soft.roles[flat])
            if taught is not None or bool((wanted != UNKNOWN).any()):
                mix("roles", known_mean(scores, wanted), taught, bool((wanted != UNKNOWN).any()))
        return out

    @staticmethod
    def _arcs_taught(arcs: Tensor, batch: Batch, logs: Tensor) -> Tensor:
        return towards(arcs[batch.inside], logs)

    @torch.no_grad()
    def read(self, parts: tuple[str, ...], pieces: int = 24_000) -> Soft:
        """The network's own reading of whole parts, as a `Soft` to teach with."""
        corpus, network = self.corpus, self.network
        network.eval()
        n = len(corpus.firsts)
        labels = corpus.labels

        def table(width: int) -> Tensor:
            return torch.zeros(n, width, dtype=torch.float16, device=self.device)

        squares = corpus.word_counts * (corpus.word_counts + 1)
        soft = Soft(
            {k: table(len(labels[k])) for k in TAGGED},
            table(len(labels["roles"])),
            torch.zeros(n, dtype=torch.int16, device=self.device),
            table(len(labels["relations"])),
            torch.zeros(int(squares.sum()), dtype=torch.float16, device=self.device),
            torch.cumsum(squares, 0) - squares,
        )
        for part in parts:
            for ranges in corpus.plan(part, pieces, None):
                sentences = sentences_of(ranges, self.device)
                batch = corpus.batch(sentences)
                with torch.autocast(self.device.type, torch.bfloat16, enabled=short_products(self.device)):
                    words = self.vectors(batch)
                    heads = network.heads(words)
                    scores, flat = self.role_scores(words, batch, [int(b - a) for a, b in ranges])
                index = batch.index[batch.inside]
                for name in TAGGED:
                    soft.tags[name][index] = heads[name][:, 1:][batch.inside].float().log_softmax(-1).half()
                arcs = self.arcs(heads, batch)[batch.inside]
                rows, cols = batch.inside.nonzero(as_tuple=True)
                best = arcs.argmax(-1)
                soft.heads[index] = best.to(torch.int16)
                found = network.relations(
                    heads["rel_dep"][rows, cols + 1].float(), heads["rel_head"][rows, best].float()
                )
                soft.relations[index] = found.log_softmax(-1).half()
                wide = batch.counts[rows] + 1
                span = torch.arange(arcs.shape[1], device=self.device)[None]
                at = (soft.arc_starts[sentences][rows] + cols * wide)[:, None] + span
                inside = span < wide[:, None]
                soft.arcs[at[inside]] = arcs.log_softmax(-1).clamp(min=-60.0).half()[inside]
                soft.roles[flat] = scores.float().log_softmax(-1).half()
        network.train()
        return soft

    @torch.no_grad()
    def score(self, part: str) -> dict[str, float]:
        """Greedy UPOS, XPOS, UAS, LAS, names and roles F1 of a part, as far as it has the labels; per cent."""
        corpus, network = self.corpus, self.network
        network.eval()
        names, roles = corpus.labels["names"], corpus.labels["roles"]
        right = dict.fromkeys(("upos", "xpos", "uas", "las"), 0)
        total = tagged = 0
        counts = {k: [0, 0, 0] for k in ("names", "source", "cue", "content")}
        for ranges in corpus.plan(part, 8_000, None):
            sentences = sentences_of(ranges, self.device)
            batch = corpus.batch(sentences)
            words = self.vectors(batch)
            heads = network.heads(words)
            rows, cols = batch.inside.nonzero(as_tuple=True)
            best = self.arcs(heads, batch)[batch.inside].argmax(-1)
            found = network.relations(heads["rel_dep"][rows, cols + 1], heads["rel_head"][rows, best]).argmax(-1)
            gold = {k: v[batch.inside] for k, v in batch.labels.items()}
            there = gold["heads"] != UNKNOWN
            good = (best == gold["heads"] + 1) & there
            total += int(there.sum())
            tagged += int((gold["xpos"] != UNKNOWN).sum())
            right["uas"] += int(good.sum())
            right["las"] += int((good & (found == gold["relations"])).sum())
            for name in ("upos", "xpos"):
                right[name] += int((heads[name][:, 1:][batch.inside].argmax(-1) == gold[name]).sum())
            said = heads["names"][:, 1:].argmax(-1).masked_fill(~batch.inside, 0).cpu().tolist()
            wanted = batch.labels["names"].masked_fill(batch.labels["names"] == UNKNOWN, 0).cpu().tolist()
            for a, b in zip(said, wanted, strict=True):
                mine, gold_names = spans(a, names), spans(b, names)
                counts["names"][0] += len(mine & gold_names)
                counts["names"][1] += len(mine)
                counts["names"][2] += len(gold_names)
            if bool((gold["roles"] != UNKNOWN).any()):
                scores, flat = self.role_scores(words, batch, [int(b - a) for a, b in ranges])
                pred, true = scores.argmax(-1), corpus.words["roles"][flat]
                for k, label in enumerate(roles):
                    if label[:2] != "B-":
                        continue
                    a, b = (pred == k) | (pred == k + 1), (true == k) | (true == k + 1)
                    a &= true != UNKNOWN
                    for i, x in enumerate((a & b, a, b)):
                        counts[label[2:]][i] += int(x.sum())
        network.train()
        out = {k: 100 * v / max(tagged if k == "xpos" else total, 1) for k, v in right.items()}
        return out | {f"{k}_f1": 200 * h / max(s + t, 1) for k, (h, s, t) in counts.items()}


def spans(labels: list[int], table: list[str]) -> set[tuple[int, int, str]]:
    """Names `(first, last, type)` of a BIO label row, but for those of type other; a stray I begins a name."""
    out = set()
    start, kind = -1, ""
    for i, x in enumerate([*labels, 0]):
        label = table[x] if x > 0 else "O"
        if start >= 0 and (label == "O" or label[0] == "B" or label[2:] != kind):
            if kind != "other":
                out.add((start, i, kind))
            start = -1
        if label != "O" and start < 0:
            start, kind = i, label[2:]
    return out
