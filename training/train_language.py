"""Train the shared encoder and its heads: first a large teacher, then the small student that it teaches.

    python -m training.train_language teacher --out build/language/teacher
    python -m training.train_language student --out build/language/student --teacher build/language/teacher
    python -m training.train_language student --out build/language/alone        without a teacher: from the labels only

Both read `build/language/corpus.npz` (`pack_language.py`). The teacher learns from the gold and silver labels, then
reads every sentence of training and of the unlabelled texts; the student learns from the labels and, in equal parts,
from the teacher's reading. `--words` is the number of running words to train on, over all parts and passes. The
learning rate warms up, stays, and falls to zero over the last half; in the last quarter the student's products are
rounded as the shipped model's are. The teacher multiplies in bfloat16 where the machine can. Kept is the running
average of the weights. Seeded and resumable: a checkpoint is written every 500 steps; starting again with the same
`--out` goes on from it. `--device cuda` uses a graphics card; `--seconds` ends a run by the clock instead (no
checkpoints then).
"""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import torch

from training.language_corpus import Corpus
from training.language_network import Encoder, Network, Sizes, calibrate, pretrained, quantize
from training.language_teacher import TeacherEncoder, weights
from training.language_trainer import Soft, Trainer, short_products

VOCABULARY = 30522
START, STOP = 101, 102
MIX = {
    "teacher": {"trees": 0.5, "news": 0.38, "names": 0.12},
    "student": {"trees": 0.36, "news": 0.32, "names": 0.08, "texts": 0.24},
}
"""Share of the training steps of each part."""
RATES = {"teacher": (7e-5, 1e-3), "student": (4e-4, 1.5e-3)}
"""Of the encoder and of the heads."""
AVERAGE = 0.998


class Draw:
    """Endless batches of a part."""

    def __init__(self, corpus: Corpus, part: str, pieces: int, seed: int) -> None:
        self.corpus, self.part, self.pieces = corpus, part, pieces
        self.random = np.random.default_rng(seed)
        self.queue: list[Any] = []

    def next(self) -> Any:
        if not self.queue:
            self.queue = self.corpus.plan(self.part, self.pieces, self.random)
        return self.queue.pop()


def build(kind: str, layers: int, labels: dict[str, Any], initial: Path | None) -> Network:
    """A fresh network on its pretrained encoder; `initial` names a file with the pretrained state."""
    sizes = Sizes(layers, *(len(labels[k]) for k in ("upos", "xpos", "relations", "names", "roles")))
    if kind == "teacher":
        teacher = TeacherEncoder(VOCABULARY)
        teacher.load_pretrained(weights() if initial is None else torch.load(initial), START, STOP)
        return Network(sizes, teacher)
    student = Encoder(layers, VOCABULARY)
    if initial is None:
        from safetensors.torch import load_file

        student.load_pretrained(load_file(str(pretrained("model.safetensors"))))
    else:
        student.load_pretrained(torch.load(initial))
    return Network(sizes, student)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("kind", choices=("teacher", "student"))
    parser.add_argument("--corpus", type=Path, default=Path("build/language/corpus.npz"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--teacher", type=Path, help="folder with the teacher's reading (student only)")
    parser.add_argument("--initial", type=Path, help="file with the pretrained state, instead of the package's")
    parser.add_argument("--words", type=int, default=None, help="default: 2 million (teacher), 6 million (student)")
    parser.add_argument("--seconds", type=float, default=None)
    parser.add_argument("--layers", type=int, default=4)
    parser.add_argument("--batch", type=int, default=2_000, help="word pieces a batch, padding included")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--rates", type=float, nargs=2, default=None)
    parser.add_argument("--evaluate", type=int, default=1000, help="steps between scores on dev")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = True
    device = torch.device(args.device)
    args.out.mkdir(parents=True, exist_ok=True)
    kind: str = args.kind
    words = args.words or (2_000_000 if kind == "teacher" else 6_000_000)

    def log(text: str) -> None:
        print(text, flush=True)
        with (args.out / "log.txt").open("a", encoding="utf-8") as f:
            f.write(text + "\n")

    corpus = Corpus(args.corpus, device)
    network = build(kind, 12 if kind == "teacher" else args.layers, corpus.labels, args.initial).to(device)
    soft = Soft.load(args.teacher / "reading.pt", device) if args.teacher else None
    trainer = Trainer(network, corpus)
    inside = {id(p) for p in network.encoder.parameters()}
    slow = [p for p in network.encoder.parameters() if p.requires_grad]
    fast = [p for p in network.parameters() if p.requires_grad and id(p) not in inside]
    rates = tuple(args.rates or RATES[kind])
    groups = [{"params": slow, "lr": rates[0]}, {"params": fast, "lr": rates[1]}]
    optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01, fused=device.type == "cuda")
    trained = [p for p in network.parameters() if p.requires_grad]
    average = [p.detach().clone() for p in trained]
    mix = MIX[kind if soft is not None else "teacher"]
    draws = {p: Draw(corpus, p, args.batch, args.seed + k) for k, p in enumerate(mix)}
    choose = np.random.default_rng(args.seed + 100)
    noise = torch.Generator().manual_seed(args.seed + 200)
    step = seen = 0
    checkpoint = args.out / "checkpoint.pt"
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=False)
        network.load_state_dict(saved["network"])
        optimizer.load_state_dict(saved["optimizer"])
        average, step, seen = saved["average"], saved["step"], saved["seen"]
        choose.bit_generator.state = saved["choose"]
        for part, draw in draws.items():
            draw.random.bit_generator.state, draw.queue = saved["draws"][part]
        noise.set_state(saved["noise"])
        torch.set_rng_state(saved["torch"])
        if saved["rounded"]:
            quantize(network)
        log(f"resumed at step {step}, {seen} words")
    rounded = checkpoint.exists() and saved["rounded"]
    network.train()
    begun, seen_then = time.time(), seen
    sums: dict[str, torch.Tensor] = {}

    def swap() -> None:
        with torch.no_grad():
            for p, a in zip(trained, average, strict=True):
                p.data, a.data = a.data, p.data

    def evaluate() -> dict[str, dict[str, float]]:
        swap()
        scores = {part: trainer.score(part) for part in ("dev", "gum_dev", "news_dev")}
        swap()
        for part, row in scores.items():
            log(f"  {part} at {seen}: " + " ".join(f"{k} {v:.2f}" for k, v in row.items() if v))
        return scores

    while True:
        done = (time.time() - begun) / args.seconds if args.seconds else seen / words
        if done >= 1:
            break
        if kind == "student" and not rounded and done >= 0.75:
            calibrate(network)
            rounded = True
        part = str(choose.choice(list(mix), p=list(mix.values())))
        with torch.autocast(device.type, torch.bfloat16, enabled=kind == "teacher" and short_products(device)):
            losses = trainer.loss(draws[part].next(), soft, noise)
        total = torch.stack(list(losses.values())).sum()
        optimizer.zero_grad(set_to_none=True)
        total.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        scale = min(1.0, (step + 1) / 100) * min(1.0, (1 - done) / 0.5)
        for group, rate in zip(optimizer.param_groups, rates, strict=True):
            group["lr"] = rate * scale
        optimizer.step()
        with torch.no_grad():
            torch._foreach_lerp_(average, [p.data for p in trained], 1 - min(AVERAGE, (step + 1) / (step + 20)))
        step += 1
        seen += trainer.last_words
        for k, v in losses.items():
            sums[k] = v.detach() if k not in sums else torch.lerp(sums[k], v.detach(), 0.02)
        if step % 100 == 0:
            speed = (seen - seen_then) / (time.time() - begun)
            log(f"step {step} words {seen} ({speed:.0f}/s) " + " ".join(f"{k} {float(v):.3f}" for k, v in sums.items()))
        if step % 500 == 0 and not args.seconds:
            torch.save(
                {
                    "network": network.state_dict(),
                    "optimizer": optimizer.state_dict(),
                    "average": average,
                    "step": step,
                    "seen": seen,
                    "rounded": rounded,
                    "choose": choose.bit_generator.state,
                    "draws": {k: (d.random.bit_generator.state, d.queue) for k, d in draws.items()},
                    "noise": noise.get_state(),
                    "torch": torch.get_rng_state(),
                },
                args.out / "checkpoint.pt.new",
            )  # fmt: skip
            (args.out / "checkpoint.pt.new").replace(checkpoint)
        if step % args.evaluate == 0:
            evaluate()
    scores = evaluate()
    swap()
    state = {k: v for k, v in network.state_dict().items() if not k.startswith(("encoder.word.", "encoder.position."))}
    if kind == "teacher":
        trainer.read((*tuple(mix), "texts")).save(args.out / "reading.pt")
    else:
        torch.save({"network": {k: v.cpu() for k, v in state.items()}}, args.out / "average.pt")
    about = {"sizes": asdict(network.sizes), "seen": seen, "steps": step, "seed": args.seed, "scores": scores}
    (args.out / "trained.json").write_text(json.dumps(about | {"labels": corpus.labels}, indent=1) + "\n")


if __name__ == "__main__":
    main()
