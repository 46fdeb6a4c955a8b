"""Train the shared encoder and its heads; resumable and seeded.

    python -m training.train_language --data ../shared/data --weights PATH/model.safetensors --tokenizer PATH/tokenizer.json \
        --out build/language [--words 5500000] [--quick]

`--words` is the number of running words to train on, over all sources and passes. The learning rate warms up, stays,
and falls to zero over the last 40 %. Kept and evaluated is the running average of the weights. A checkpoint is written
every 200 steps; starting again with the same `--out` goes on from it.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from dataclasses import asdict
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812
from torch.nn.utils.rnn import pad_sequence

from onrecord.language.pieces import Pieces, shape_of
from training.language_data import NAME_LABELS, ROLE_LABELS, UNKNOWN, Item, column_names, ewt, gum, polnear, uner
from training.language_network import Network, Sizes

BATCH_PIECES = 1500
MIX = (("trees", 0.55), ("news", 0.37), ("names", 0.08))
"""Share of the training steps of each kind of batch."""


class Batch:
    """Sentences as tensors, padded; `items` in the order of the rows."""

    def __init__(self, items: list[Item], pieces: Pieces, noise: random.Random | None) -> None:
        self.items = items
        ids, shapes, firsts = [], [], []
        for item in items:
            row, shape_row, first = [pieces.start], [0], [0]
            disguise = noise.random() if noise else 1.0
            for word, ps in zip(item.words, pieces.of(item.words), strict=True):
                shape = shape_of(word)
                if disguise < 0.03 and shape > 2:
                    shape = 3
                elif disguise < 0.06 and shape > 2:
                    shape = 5
                first.append(len(row))
                row += ps
                shape_row += [shape] * len(ps)
            ids.append(torch.tensor([*row, pieces.stop]))
            shapes.append(torch.tensor([*shape_row, 0]))
            firsts.append(torch.tensor(first))
        self.lengths = torch.tensor([len(i) for i in ids])
        self.pieces = pad_sequence(ids, batch_first=True)
        self.shapes = pad_sequence(shapes, batch_first=True)
        self.firsts = pad_sequence(firsts, batch_first=True)
        self.counts = torch.tensor([len(i.words) for i in items])

    def labels(self, name: str, table: dict[str, int] | None = None) -> Tensor:
        """(sentences, words) label numbers, `UNKNOWN` in padding and where the source has no such label."""
        rows = []
        for item in self.items:
            values = getattr(item, name)
            if not values:
                rows.append(torch.full((len(item.words),), UNKNOWN))
            elif table is None:
                rows.append(torch.tensor(values))
            else:
                rows.append(torch.tensor([table.get(v, UNKNOWN) for v in values]))
        return pad_sequence(rows, batch_first=True, padding_value=UNKNOWN)


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
            total = F.cross_entropy(scores.reshape(-1, scores.shape[-1]), wanted.reshape(-1), ignore_index=UNKNOWN, reduction="sum")
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
            scores = self.network.roles(pad_sequence(sequences, batch_first=True), pad_sequence(quotes, batch_first=True))
            out["roles"] = plain(scores, pad_sequence(wanted_rows, batch_first=True, padding_value=UNKNOWN))
        return out

    @torch.no_grad()
    def score_trees(self, items: list[Item], names: list[list[int]]) -> dict[str, float]:
        """UPOS, XPOS, UAS, LAS (greedy heads, gold tokens) and name F1 against `names`."""
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
            relations = self.network.relations(dep[:, 1:].reshape(b * n, -1), picked.reshape(b * n, -1)).argmax(-1).view(b, n)
            known = batch.labels("heads") != UNKNOWN
            good_head = (heads == batch.labels("heads") + 1) & known
            total += int(known.sum())
            right["upos"] += int((upos.argmax(-1) == batch.labels("upos", self.tables["upos"])).sum())
            right["xpos"] += int((xpos.argmax(-1) == batch.labels("xpos", self.tables["xpos"])).sum())
            right["uas"] += int(good_head.sum())
            right["las"] += int((good_head & (relations == batch.labels("relations", self.tables["relations"]))).sum())
            tags = self.network.names(words[:, 1:]).argmax(-1)
            for r, i in enumerate(rows):
                gold, pred = spans(names[i]), spans(tags[r, : len(items[i].words)].tolist())
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


def flatten(article: list[list[Item]]) -> tuple[list[Item], list[list[int]]]:
    """Sentences of some paragraphs in a row, and each paragraph as row numbers."""
    items: list[Item] = []
    paragraphs = []
    for paragraph in article:
        paragraphs.append(list(range(len(items), len(items) + len(paragraph))))
        items += paragraph
    return items, paragraphs


class Source:
    """Endless batches of about `BATCH_PIECES` word pieces: of like length for trees, of whole paragraphs for news."""

    def __init__(self, groups: list[list[Item]], seed: int, *, sort: bool) -> None:
        self.groups, self.sort = groups, sort
        self.random = random.Random(seed)
        self.queue: list[list[list[Item]]] = []

    def refill(self) -> None:
        keys = [(sum(len(i.words) for i in g) + self.random.random() * 6, k) for k, g in enumerate(self.groups)]
        self.random.shuffle(keys)
        if self.sort:
            keys.sort()
        batch: list[list[Item]] = []
        size = 0
        for _, k in keys:
            group = self.groups[k]
            n = sum(len(i.words) + 2 for i in group) * 1.25
            if batch and size + n > BATCH_PIECES:
                self.queue.append(batch)
                batch, size = [], 0.0
            batch.append(group)
            size += n
        self.queue.append(batch)
        self.random.shuffle(self.queue)

    def next(self) -> list[list[Item]]:
        if not self.queue:
            self.refill()
        return self.queue.pop()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--words", type=int, default=5_500_000)
    parser.add_argument("--layers", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--quick", action="store_true", help="a few steps on little data, to prove the path")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)

    def log(text: str) -> None:
        print(text, flush=True)
        with (args.out / "log.txt").open("a", encoding="utf-8") as f:
            f.write(text + "\n")

    language, statements = args.data / "language", args.data / "statements"
    trees = ewt(language / "ewt-train.conllu") + gum(args.data / "coref" / "gum-train.jsonl")
    dev, dev_names = ewt(language / "ewt-dev.conllu"), uner(language / "uner-ewt-dev.iob2")
    names = column_names(language / "ner-wikigold.conll") + column_names(language / "ner-wnut17-train.conll")
    news = polnear(statements / "polnear-train.jsonl", language / "polnear-corenlp-train.jsonl.gz")
    news_dev = polnear(statements / "polnear-dev.jsonl", language / "polnear-corenlp-dev.jsonl.gz")
    if args.quick:
        trees, names, news, dev, dev_names, news_dev = trees[:200], names[:100], news[:5], dev[:100], dev_names[:100], news_dev[:2]
        args.words = min(args.words, 20_000)

    def table(name: str) -> dict[str, int]:
        return {v: k for k, v in enumerate(sorted({x for i in trees for x in getattr(i, name)}))}

    tables = {name: table(name) for name in ("upos", "xpos", "relations")}
    pieces = Pieces(args.tokenizer)
    sizes = Sizes(args.layers, len(tables["upos"]), len(tables["xpos"]), len(tables["relations"]), len(NAME_LABELS), len(ROLE_LABELS))
    network = Network(sizes, pieces._tokenizer.get_vocab_size())
    network.encoder.load_pretrained(args.weights)
    for frozen in (network.encoder.word, network.encoder.position):
        frozen.weight.requires_grad_(False)
    (args.out / "labels.json").write_text(
        json.dumps({"sizes": asdict(sizes), **{k: list(v) for k, v in tables.items()}, "names": NAME_LABELS, "roles": ROLE_LABELS})
    )
    inside = {id(p) for p in network.encoder.parameters()}
    slow = [p for p in network.encoder.parameters() if p.requires_grad]
    fast = [p for p in network.parameters() if p.requires_grad and id(p) not in inside]
    rates = (3e-4, 2e-3)
    optimizer = torch.optim.AdamW(
        [{"params": slow, "lr": rates[0]}, {"params": fast, "lr": rates[1]}], betas=(0.9, 0.98), weight_decay=0.01
    )
    trained = {k: v for k, v in network.named_parameters() if v.requires_grad}
    average = {k: v.detach().clone() for k, v in trained.items()}
    sources = {
        "trees": Source([[i] for i in trees], args.seed, sort=True),
        "news": Source([p for a in news for p in a], args.seed + 1, sort=False),
        "names": Source([[i] for i in names], args.seed + 2, sort=True),
    }
    weights = {"upos": 0.3, "xpos": 0.3, "arcs": 1.0, "relations": 0.6, "names": 0.5, "roles": 1.0}
    choose, noise = random.Random(args.seed + 3), random.Random(args.seed + 4)
    step = seen = 0
    checkpoint = args.out / "checkpoint.pt"
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=False)
        network.load_state_dict(state["network"])
        optimizer.load_state_dict(state["optimizer"])
        average, step, seen = state["average"], state["step"], state["seen"]
        choose.setstate(state["choose"])
        noise.setstate(state["noise"])
        for name, source in sources.items():
            source.random.setstate(state["sources"][name])
        torch.set_rng_state(state["torch"])
        log(f"resumed at step {step}, {seen} words")
    trainer = Trainer(network, tables, pieces)
    network.train()
    begun, seen_then = time.time(), seen
    sums: dict[str, float] = {}

    def evaluate() -> None:
        own = {k: v.detach().clone() for k, v in trained.items()}
        with torch.no_grad():
            for k, v in trained.items():
                v.copy_(average[k])
        scores = trainer.score_trees(dev, dev_names) | trainer.score_roles(news_dev[:30])
        log(f"  dev at {seen}: " + " ".join(f"{k} {v:.2f}" for k, v in scores.items()))
        torch.save({"network": network.state_dict(), "sizes": asdict(sizes), "seen": seen, "scores": scores}, args.out / "average.pt.new")
        (args.out / "average.pt.new").replace(args.out / "average.pt")
        with torch.no_grad():
            for k, v in trained.items():
                v.copy_(own[k])

    while seen < args.words:
        pick, kind = choose.random(), "names"
        for kind, share in MIX:
            pick -= share
            if pick < 0:
                break
        groups = sources[kind].next()
        items, paragraphs = flatten(groups)
        batch = Batch(items, pieces, noise)
        losses = trainer.loss(batch, paragraphs if kind == "news" else None)
        total = sum((weights[k] * v for k, v in losses.items()), torch.zeros(()))
        optimizer.zero_grad()
        total.backward()
        torch.nn.utils.clip_grad_norm_([*slow, *fast], 1.0)
        done = seen / args.words
        scale = min(1.0, (step + 1) / 60) * min(1.0, (1 - done) / 0.4)
        for group, rate in zip(optimizer.param_groups, rates, strict=True):
            group["lr"] = rate * scale
        optimizer.step()
        decay = min(0.995, (step + 1) / (step + 20))
        with torch.no_grad():
            for k, v in trained.items():
                average[k].lerp_(v, 1 - decay)
        step += 1
        seen += int(batch.counts.sum())
        for k, v in losses.items():
            sums[k] = 0.98 * sums.get(k, float(v)) + 0.02 * float(v)
        if step % 50 == 0:
            speed = (seen - seen_then) / (time.time() - begun)
            log(f"step {step} words {seen} ({speed:.0f}/s) " + " ".join(f"{k} {v:.3f}" for k, v in sorted(sums.items())))
        if step % 200 == 0:
            torch.save(
                {
                    "network": network.state_dict(), "optimizer": optimizer.state_dict(), "average": average, "step": step,
                    "seen": seen, "choose": choose.getstate(), "noise": noise.getstate(), "torch": torch.get_rng_state(),
                    "sources": {k: s.random.getstate() for k, s in sources.items()},
                },
                args.out / "checkpoint.pt.new",
            )  # fmt: skip
            (args.out / "checkpoint.pt.new").replace(checkpoint)
        if step % 400 == 0:
            evaluate()
    evaluate()


if __name__ == "__main__":
    main()
