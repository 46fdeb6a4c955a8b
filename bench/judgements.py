"""The coder against what analysts judged in a store.

python -m bench.judgements --store desk.db [--recode]

For each kind of record: of those judged how many are right, with Wilson's 95 % interval. With --recode the articles are
coded again by the present coder: how many of the records that were confirmed it still finds, and how many of those
rejected it still makes; then the scorer of statements against the gold statements.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import math
from collections import Counter
from pathlib import Path
from typing import Any

from onrecord.export.gold import STATEMENTS, judged_articles
from onrecord.store.anchors import PARTS, Anchor, anchors, fitting
from onrecord.store.filters import Filters
from onrecord.store.judgements import judgements
from onrecord.store.reader import Reader


def wilson(right: int, of: int, z: float = 1.96) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927)."""
    share = right / of
    middle = share + z * z / (2 * of)
    wide = z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return max(0.0, (middle - wide) / (1 + z * z / of)), min(1.0, (middle + wide) / (1 + z * z / of))


def against(store: Path, recode: bool = False) -> dict[str, Any]:
    """Figures by kind of record; see above."""
    with Reader(store, 1e9) as reader:
        found, _ = judgements(reader, active=True, limit=10**9)
        verdicts = Counter((j.kind, j.verdict) for j in found)
        figures: dict[str, Any] = {}
        for kind in PARTS:
            judged = sum(verdicts[kind, v] for v in ("confirm", "correct", "reject"))
            if judged:
                right = verdicts[kind, "confirm"]
                low, high = wilson(right, judged)
                figures[kind] = {"judged": judged, "right": right / judged, "from": low, "to": high}
        if recode:
            articles = list(judged_articles(reader, Filters()))
            gold = b"".join(STATEMENTS.make(reader, Filters(), None)).decode()
            figures |= _recoded(articles, gold)
    return figures


def _recoded(articles: list[Any], gold: str) -> dict[str, Any]:
    from onrecord.pipeline import Coder

    coder = Coder()
    counted: Counter[tuple[str, str]] = Counter()
    predicted = []
    for report, found in articles:
        source = report["source"]
        new = coder.code_text(report["text"], id=report["id"], published=(source["published"] or "")[:10] or None,
                              outlet=source["outlet"], headline=source["headline"]).to_dict()  # fmt: skip
        predicted.append(new)
        for j in found:
            old = Anchor(j.kind, "", j.type, tuple(j.spans), j.words, j.was)
            there = fitting(old, None, new["text"], list(anchors(new, j.kind))) is not None
            counted["confirmed" if j.verdict == "confirm" else "wrong", "there" if there else "gone"] += 1
    out: dict[str, Any] = {
        "confirmed records found again": counted["confirmed", "there"],
        "confirmed records lost": counted["confirmed", "gone"],
        "rejected or corrected records still made": counted["wrong", "there"],
        "rejected or corrected records no longer made": counted["wrong", "gone"],
    }
    lines = [json.loads(line) for line in gold.splitlines()]
    if lines:
        place = Path(__file__).parent / "scorers" / "score_statements.py"
        spec = importlib.util.spec_from_file_location("score_statements", place)
        assert spec is not None
        assert spec.loader is not None
        scorer = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(scorer)
        wanted = {line["id"] for line in lines}
        out["statements"] = scorer.score(lines, [p for p in predicted if p["id"] in wanted])
    return out


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", type=Path, required=True)
    parser.add_argument("--recode", action="store_true")
    args = parser.parse_args()
    print(json.dumps(against(args.store, args.recode), indent=1, default=str))
