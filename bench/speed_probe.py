"""One measurement of bench.speed, in a process of its own: `python -m bench.speed_probe DATA WORKERS ARTICLES`."""

from __future__ import annotations

import json
import resource
import sys
import time
from itertools import islice
from pathlib import Path

from bench.sets import documents
from onrecord import Report
from onrecord.pipeline import code_all


def measure(data: Path, workers: int, articles: int) -> dict[str, float]:
    """Words a second once the models are loaded, and the peak memory of this process in MB."""
    results = code_all(islice(documents(data, "PolNeAR dev"), articles), workers=workers)
    for _ in range(workers):
        next(results)  # by now every process has loaded its models
    start, words = time.perf_counter(), 0
    for result in results:
        assert isinstance(result, Report), result
        words += len(result.text.split())
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return {"rate": words / seconds, "peak": peak / 2**20}


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))))
