"""Words a second, peak memory and start-up time, on PolNeAR dev.

    python -m bench.speed --data ../shared/data

Each figure is taken in a process of its own. Peak memory is that of one process; words are white-space separated.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

from bench.command import main


def _timed(command: list[str], times: int = 5) -> float:
    """Median seconds of a command."""
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def _measure(data: Path, workers: int, limit: int) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.speed_probe", str(data), str(workers), str(limit)],
        check=True,
        capture_output=True,
        text=True,
    )
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def run(data: Path) -> dict[str, float]:
    """Words a second with one and two processes, peak memory in MB, start-up times in seconds."""
    if not (data / "statements").is_dir():
        raise FileNotFoundError(f"{data}/statements")
    one = _measure(data, 1, 84)
    two = _measure(data, 2, 84)
    python = sys.executable
    return {
        "words a second, one process": one["rate"],
        "words a second, two processes": two["rate"],
        "peak memory, MB": one["peak"],
        "start-up of the command, s": _timed([python, "-m", "onrecord.cli.main", "--version"]),
        "start-up with models, s": _timed([python, "-c", "import onrecord; onrecord.Coder()"]),
    }


if __name__ == "__main__":
    main(run)
