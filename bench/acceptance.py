"""One real article against the records that a careful reader expects of it (`acceptance/` beside the data folder).

Nothing is tuned on it: it shows whether the whole works, and the hundred-odd rows are those of its own checker.

    python -m bench.acceptance --data ../shared/data
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from bench.command import main
from onrecord import Coder, Report
from onrecord.export.jsonl import to_json
from onrecord.ingest import read_inputs


def run(data: Path) -> dict[str, float]:
    """Rows of the checker that are right, and how many there are. Raises FileNotFoundError without the checker."""
    folder = data.parent / "acceptance"
    checker = folder / "check.py"
    articles = sorted(folder.glob("*-[0-9][0-9].txt"))
    if not checker.exists() or not articles:
        raise FileNotFoundError(f"{folder}: no checker")
    report = next(Coder().stream(read_inputs([str(articles[0])])))
    assert isinstance(report, Report), report
    done = subprocess.run(
        [sys.executable, str(checker)], input=to_json(report), capture_output=True, text=True, check=False
    )
    counts = re.search(r"(\d+) of (\d+)", done.stdout)
    assert counts is not None, done.stderr
    print("\n".join(line for line in done.stdout.splitlines() if line.lower().startswith("miss")))
    return {"rows right": int(counts[1]), "rows": int(counts[2])}


if __name__ == "__main__":
    main(run)
