"""What reading costs: words a second from raw text to trees and names, model on disk, memory; on PolNeAR dev.

    python -m bench.reading_speed --data ../shared/data

One and two processes of one thread each, all started before the clock; words are the language model's own. Attribution
roles are no part of trees and names: with them is a figure of its own. Also: how much a sentence's analysis in a batch
differs from its analysis alone (it must not at all).
"""

from __future__ import annotations

import json
import multiprocessing
import resource
import statistics
import sys
import time
from importlib import resources
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

from bench.command import main

TIMES = 5
"""Runs with two processes, of which the median counts: they share caches and memory, and swing by a tenth."""


def _texts(data: Path) -> list[str]:
    with (data / "statements" / "polnear-dev.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


def _paragraphs(text: str) -> list[tuple[int, int]]:
    out, at = [], 0
    for part in text.split("\n"):
        if part.strip():
            out.append((at, at + len(part)))
        at += len(part) + 1
    return out


def _read(data: Path, share: int, of: int, roles: bool, start: Barrier, answers: Any) -> None:
    """Read every `of`-th article, with attribution roles where asked; puts words, seconds, those of CPU, peak in MB."""
    from onrecord.language import LanguageModel

    model = LanguageModel.load()
    texts = _texts(data)[share::of]
    model.read(texts[0], _paragraphs(texts[0])).head("roles")
    start.wait()
    begun, spent = time.perf_counter(), time.process_time()
    words = 0
    for t in texts:
        reading = model.read(t, _paragraphs(t))
        if roles:
            reading.head("roles")
        words += sum(map(len, reading.sentences))
    seconds, spent = time.perf_counter() - begun, time.process_time() - spent
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    answers.put((words, seconds, spent, peak / 2**20))


def _measure(data: Path, processes: int, roles: bool = False) -> tuple[float, float, float]:
    """Words a second of so many processes together, words a second of CPU of one, and the most memory of one in MB."""
    context = multiprocessing.get_context("spawn")
    start, answers = context.Barrier(processes), context.Queue()
    running = [
        context.Process(target=_read, args=(data, k, processes, roles, start, answers)) for k in range(processes)
    ]
    for p in running:
        p.start()
    found = [answers.get() for _ in running]
    for p in running:
        p.join()
    words, seconds, spent, peaks = zip(*found, strict=True)
    return sum(words) / max(seconds), sum(words) / sum(spent), max(peaks)


def _apart(data: Path) -> int:
    """Sentences whose analysis in a batch differs from that alone, of 300."""
    from onrecord.language import LanguageModel

    model = LanguageModel.load()
    sentences = [s.words for t in _texts(data)[:8] for s in model.read(t, _paragraphs(t)).sentences][:300]
    together = model.analyse(sentences)
    alone = [model.analyse([s])[0] for s in sentences]
    return sum(
        a.heads != b.heads or a.deprels != b.deprels or a.names != b.names or (a.vectors != b.vectors).any()
        for a, b in zip(together, alone, strict=True)
    )


def run(data: Path) -> dict[str, float]:
    """Words a second with one and two processes, peak memory and model size in MB, sentences that a batch changed."""
    if not (data / "statements").is_dir():
        raise FileNotFoundError(f"{data}/statements")
    one, _, memory = _measure(data, 1)
    two, spent, _ = (statistics.median(x) for x in zip(*(_measure(data, 2) for _ in range(TIMES)), strict=True))
    folder = Path(str(resources.files("onrecord.language") / "model"))
    return {
        "words a second, one process": one,
        "words a second, two processes": two,
        "words a second of CPU, each of two processes": spent,
        "words a second with roles, two processes": statistics.median(
            _measure(data, 2, roles=True)[0] for _ in range(TIMES)
        ),
        "peak memory, MB": memory,
        "model on disk, MB": sum(p.stat().st_size for p in folder.iterdir()) / 1e6,
        "sentences that differ in a batch, of 300": float(_apart(data)),
    }


if __name__ == "__main__":
    main(run)
