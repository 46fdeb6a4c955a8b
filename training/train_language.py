"""Train the shared encoder and its heads; resumable and seeded.

    python -m training.train_language --out build/language [--data ../shared/data] [--words 3200000] [--quick]

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

from onrecord.language.pieces import Pieces
from training.data import wikigold, wnut17
from training.language_batches import Batch, Source, flatten
from training.language_data import NAME_LABELS, ROLE_LABELS, ewt_dev, ewt_train, gum_train, polnear, tagged
from training.language_network import Network, Sizes, pretrained
from training.language_trainer import Trainer

MIX = (("trees", 0.55), ("news", 0.37), ("names", 0.08))
"""Share of the training steps of each kind of batch."""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--weights", type=Path, default=pretrained("model.safetensors"))
    parser.add_argument("--tokenizer", type=Path, default=pretrained("tokenizer.json"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--words", type=int, default=3_200_000)
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

    trees = ewt_train(args.data) + gum_train(args.data)
    dev = ewt_dev(args.data)
    names = tagged(wikigold(args.data)) + tagged(wnut17(args.data))
    news, news_dev = polnear("train", args.data), polnear("dev", args.data)
    if args.quick:
        trees, names, news, dev, news_dev = trees[:200], names[:100], news[:5], dev[:100], news_dev[:2]
        args.words = min(args.words, 20_000)

    def table(name: str) -> dict[str, int]:
        return {v: k for k, v in enumerate(sorted({x for i in trees for x in getattr(i, name)}))}

    tables = {name: table(name) for name in ("upos", "xpos", "relations")}
    pieces = Pieces(args.tokenizer)
    sizes = Sizes(
        args.layers,
        len(tables["upos"]),
        len(tables["xpos"]),
        len(tables["relations"]),
        len(NAME_LABELS),
        len(ROLE_LABELS),
    )
    network = Network(sizes, pieces._tokenizer.get_vocab_size())
    network.encoder.load_pretrained(args.weights)
    for frozen in (network.encoder.word, network.encoder.position):
        frozen.weight.requires_grad_(False)
    (args.out / "labels.json").write_text(
        json.dumps(
            {
                "sizes": asdict(sizes),
                **{k: list(v) for k, v in tables.items()},
                "names": NAME_LABELS,
                "roles": ROLE_LABELS,
            }
        )
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
        scores = trainer.score_trees(dev) | trainer.score_roles(news_dev[:30])
        log(f"  dev at {seen}: " + " ".join(f"{k} {v:.2f}" for k, v in scores.items()))
        torch.save(
            {"network": network.state_dict(), "sizes": asdict(sizes), "seen": seen, "scores": scores},
            args.out / "average.pt.new",
        )
        (args.out / "average.pt.new").replace(args.out / "average.pt")
        with torch.no_grad():
            for k, v in trained.items():
                v.copy_(own[k])

    while seen < args.words:
        kind = choose.choices([k for k, _ in MIX], [share for _, share in MIX])[0]
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
            sums[k] = 0.98 * sums.get(k, v.item()) + 0.02 * v.item()
        if step % 50 == 0:
            speed = (seen - seen_then) / (time.time() - begun)
            log(
                f"step {step} words {seen} ({speed:.0f}/s) " + " ".join(f"{k} {v:.3f}" for k, v in sorted(sums.items()))
            )
        if step % 200 == 0:
            torch.save(
                {
                    "network": network.state_dict(),
                    "optimizer": optimizer.state_dict(),
                    "average": average,
                    "step": step,
                    "seen": seen,
                    "choose": choose.getstate(),
                    "noise": noise.getstate(),
                    "torch": torch.get_rng_state(),
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
