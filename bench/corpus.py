"""Every article of the development sets goes through, and every report agrees with itself.

python -m bench.corpus --data ../shared/data
"""

from __future__ import annotations

from pathlib import Path

from bench.command import main
from bench.sets import ARTICLES, documents
from onrecord import Coder, Report
from onrecord.consistency import faults
from onrecord.export.jsonl import to_json


def run(data: Path) -> dict[str, float]:
    """Articles, how many failed, how many reports contradict themselves; the first few of each are printed."""
    coder = Coder()
    figures: dict[str, float] = {}
    articles = failed = faulty = 0
    for name, (_, expected) in ARTICLES.items():
        done = 0
        for result in coder.stream(documents(data, name)):
            articles += 1
            if not isinstance(result, Report):
                failed += 1
                if failed <= 20:
                    print(f"  {name}: {result}")
                continue
            done += 1
            to_json(result)
            wrong = faults(result)
            faulty += bool(wrong)
            if wrong and faulty <= 20:
                print(f"  {name} {result.id}: {wrong[0]}" + (f" (and {len(wrong) - 1} more)" if wrong[1:] else ""))
        figures[f"{name} coded of {expected}"] = done
    return figures | {"articles": articles, "failed": failed, "contradict themselves": faulty}


if __name__ == "__main__":
    main(run)
