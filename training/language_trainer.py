"""The network with its losses and its scores on dev data."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812
from torch.nn.utils.rnn import pad_sequence

from onrecord.language.pieces import Pieces
from training.language_batches import Batch, flatten
from training.language_data import NAME_LABELS, UNKNOWN, Item
from training.language_network import Network


class Trainer:
    """The network with its label tables, losses and scores."""

    def __init__(self, network: Network, tables: dict[str, dict[str, int]], pieces: Pieces) -> None:
        self.network, self.tables, self.pieces = network, tables, pieces

    def vectors(self, batch: Batch) -> Tensor:
        return self.network.words(batch.pieces, batch.shapes, batch.lengths, batch.firsts)

    def loss(self, batch: Batch, paragraphs: list[list[int]] | None) -> dict[str, Tensor]:
        """Losses by head; `paragraphs` lists row numbers for the roles head."""
        words = self.vectors(batch)
        flat = words[:, 1:]
        out = {}

        def plain(scores: Tensor, wanted: Tensor) -> Tensor:
            total = F.cross_entropy(
                scores.reshape(-1, scores.shape[-1]), wanted.reshape(-1), ignore_index=UNKNOWN, reduction="sum"
            )
            return total / max(int((wanted != UNKNOWN).sum()), 1)

        upos, xpos = self.network.tags(flat)
        if any(i.upos for i in batch.items):
            out["upos"] = plain(upos, batch.labels("upos", self.tables["upos"]))
        if any(i.xpos for i in batch.items):
            out["xpos"] = plain(xpos, batch.labels("xpos", self.tables["xpos"]))
        if any(i.names for i in batch.items):
            out["names"] = plain(self.network.names(flat), batch.labels("names"))
        if batch.items[0].heads:
            heads = batch.labels("heads")
            wanted = torch.where(heads == UNKNOWN, UNKNOWN, heads + 1)
            arcs = self.network.arcs(words)[:, 1:]
            beyond = torch.arange(arcs.shape[2])[None, None] > batch.counts[:, None, None]
            out["arcs"] = plain(arcs.masked_fill(beyond, -1e4), wanted)
            rows, cols = (wanted != UNKNOWN).nonzero(as_tuple=True)
            dep, head = self.network.relation_parts(words)
            scores = self.network.relations(dep[rows, cols + 1], head[rows, wanted[rows, cols]])
            relations = batch.labels("relations", self.tables["relations"])[rows, cols]
            out["relations"] = F.cross_entropy(scores, relations, ignore_index=UNKNOWN)
        if paragraphs:
            sequences, quotes, wanted_rows = [], [], []
            for rows_of in paragraphs:
                sequences.append(torch.cat([flat[r, : len(batch.items[r].words)] for r in rows_of]))
                quotes.append(torch.tensor([q for r in rows_of for q in batch.items[r].quotes]))
                wanted_rows.append(torch.tensor([x for r in rows_of for x in batch.items[r].roles]))
            scores = self.network.roles(
                pad_sequence(sequences, batch_first=True), pad_sequence(quotes, batch_first=True)
            )
            out["roles"] = plain(scores, pad_sequence(wanted_rows, batch_first=True, padding_value=UNKNOWN))
        return out

    @torch.no_grad()
    def score_trees(self, items: list[Item]) -> dict[str, float]:
        """UPOS, XPOS, UAS, LAS (greedy heads, gold tokens) and name F1."""
        self.network.eval()
        order = sorted(range(len(items)), key=lambda i: len(items[i].words))
        right = {"upos": 0, "xpos": 0, "uas": 0, "las": 0}
        total = hit = said = there = 0
        for k in range(0, len(order), 64):
            rows = order[k : k + 64]
            batch = Batch([items[i] for i in rows], self.pieces, None)
            words = self.vectors(batch)
            upos, xpos = self.network.tags(words[:, 1:])
            arcs = self.network.arcs(words)[:, 1:]
            beyond = torch.arange(arcs.shape[2])[None, None] > batch.counts[:, None, None]
            heads = arcs.masked_fill(beyond, -1e4).argmax(-1)
            dep, head = self.network.relation_parts(words)
            b, n = heads.shape
            picked = head.gather(1, heads[..., None].expand(-1, -1, head.shape[-1]))
            relations = (
                self.network.relations(dep[:, 1:].reshape(b * n, -1), picked.reshape(b * n, -1)).argmax(-1).view(b, n)
            )
            known = batch.labels("heads") != UNKNOWN
            good_head = (heads == batch.labels("heads") + 1) & known
            total += int(known.sum())
            right["upos"] += int((upos.argmax(-1) == batch.labels("upos", self.tables["upos"])).sum())
            right["xpos"] += int((xpos.argmax(-1) == batch.labels("xpos", self.tables["xpos"])).sum())
            right["uas"] += int(good_head.sum())
            right["las"] += int((good_head & (relations == batch.labels("relations", self.tables["relations"]))).sum())
            tags = self.network.names(words[:, 1:]).argmax(-1)
            for r, i in enumerate(rows):
                gold, pred = spans(items[i].names), spans(tags[r, : len(items[i].words)].tolist())
                pred = {p for p in pred if p[2] != "other"}
                hit, said, there = hit + len(gold & pred), said + len(pred), there + len(gold)
        self.network.train()
        return {k: 100 * v / total for k, v in right.items()} | {"names_f1": 200 * hit / max(said + there, 1)}

    @torch.no_grad()
    def score_roles(self, articles: list[list[list[Item]]]) -> dict[str, float]:
        """F1 of the tokens of each role and of the names against the silver ones, articles of `polnear`."""
        self.network.eval()
        hit, said, there = [0] * 4, [0] * 4, [0] * 4
        for article in articles:
            items, paragraphs = flatten(article)
            batch = Batch(items, self.pieces, None)
            words = self.vectors(batch)
            for rows in paragraphs:
                sequence = torch.cat([words[r, 1 : 1 + len(items[r].words)] for r in rows])[None]
                quotes = torch.tensor([[q for r in rows for q in items[r].quotes]])
                pred = self.network.roles(sequence, quotes)[0].argmax(-1).tolist()
                gold = [x for r in rows for x in items[r].roles]
                for g, p in zip(gold, pred, strict=True):
                    if g == UNKNOWN:
                        continue
                    a, b = (g + 1) // 2, (p + 1) // 2
                    if a:
                        there[a] += 1
                        hit[a] += a == b
                    if b:
                        said[b] += 1
            tags = self.network.names(words[:, 1:]).argmax(-1)
            for r, item in enumerate(items):
                gold_names, pred_names = spans(item.names), spans(tags[r, : len(item.words)].tolist())
                gold_names, pred_names = ({n for n in s if n[2] != "other"} for s in (gold_names, pred_names))
                hit[0] += len(gold_names & pred_names)
                said[0] += len(pred_names)
                there[0] += len(gold_names)
        self.network.train()
        names = {0: "news_names_f1", 1: "source_f1", 2: "cue_f1", 3: "content_f1"}
        return {names[i]: 200 * hit[i] / max(said[i] + there[i], 1) for i in range(4)}


def spans(labels: list[int]) -> set[tuple[int, int, str]]:
    """Names `(first, last, type)` of a BIO label row; a stray I begins a name."""
    out = set()
    start, kind = -1, ""
    for i, x in enumerate([*labels, 0]):
        label = NAME_LABELS[x] if x > 0 else "O"
        if start >= 0 and (label == "O" or label[0] == "B" or label[2:] != kind):
            out.add((start, i, kind))
            start = -1
        if label != "O" and start < 0:
            start, kind = i, label[2:]
    return out
