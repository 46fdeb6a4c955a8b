"""How well events that several reports tell are found: ECB+ cross-document coreference, over the events that we code.

python -m bench.stories --data DATA

The reports of all topics are coded and put into one store, with their day of publication where the data has one (a
third has). Gold is ECB+'s: two mentions are one event where they have one chain. Of its mentions those count on which
an event of ours has its trigger; the rest are of happenings that PLOVER does not speak of, or missed. ECB+ takes a
bombing and those it killed for two events and we for one, so that its chains are harder on us than a reader would be:
`same happening` asks only whether both reports are of one seminal event (its subtopics, two alike in every topic).
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from itertools import combinations
from pathlib import Path

from bench.command import main


def told(data: Path, part: str) -> list[tuple[str, str, str, str]]:
    """Of each event of ours on a gold mention: its chain, its type, the happening its report is of, and its group."""
    from onrecord.pipeline import Coder
    from onrecord.store import Store

    folder = data / "crossdoc"
    days = {}
    for line in (folder / f"ecbplus-articles-{part}.jsonl").read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        days[article["id"]] = article.get("date")
    coder = Coder()
    gold: dict[tuple[str, str], tuple[str, str, str]] = {}
    with tempfile.TemporaryDirectory() as place, Store(Path(place) / "stories.db") as store:
        for line in (folder / f"ecbplus-{part}.jsonl").read_text(encoding="utf-8").splitlines():
            document = json.loads(line)
            report = coder.code_text(document["text"], id=document["id"], published=days.get(document["id"]))
            store.put(report)
            mentions = [m for m in document["mentions"] if m["kind"] == "event"]
            for event in report.events:
                start, end = event.trigger[0]
                chains = [m["chain"] for m in mentions if m["span"][0] < end and start < m["span"][1]]
                if chains:
                    gold[document["id"], event.id] = (chains[0], event.type, document["subtopic"])
        groups = store.connection.execute(
            "SELECT a.id, w.id, coalesce(m.leader, w.key) FROM passages w JOIN articles a ON a.key = w.article"
            " LEFT JOIN merged m ON m.key = w.key WHERE w.kind = 'event'"
        ).fetchall()
    return [(*gold[article, id], str(group)) for article, id, group in groups if (article, id) in gold]


def b_cubed(gold: list[str], found: list[str]) -> tuple[float, float]:
    """Precision and recall of groups, mention by mention (Bagga and Baldwin 1998)."""
    both, ours, theirs = Counter(zip(gold, found, strict=True)), Counter(found), Counter(gold)
    pairs = list(zip(gold, found, strict=True))
    precision = sum(both[pair] / ours[pair[1]] for pair in pairs) / len(pairs)
    recall = sum(both[pair] / theirs[pair[0]] for pair in pairs) / len(pairs)
    return precision, recall


def f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def run(data: Path, part: str = "dev") -> dict[str, float]:
    """Figures over pairs of events, and B-cubed; with two plain ways for comparison."""
    events = told(data, part)
    pairs = list(combinations(events, 2))
    joined = [(one, other) for one, other in pairs if one[3] == other[3]]
    same = sum(one[0] == other[0] for one, other in pairs)
    right = sum(one[0] == other[0] for one, other in joined)
    gold = [event[0] for event in events]
    ways = {
        "": [event[3] for event in events],
        ", each alone": [str(n) for n in range(len(events))],
        ", all of a type": [event[1] for event in events],
    }
    figures: dict[str, float] = {
        "events on gold mentions": len(events),
        "pairs joined": len(joined),
        "precision, one event": right / len(joined) if joined else 0.0,
        "precision, same happening": sum(a[2] == b[2] for a, b in joined) / len(joined) if joined else 0.0,
        "recall, one event": right / same if same else 0.0,
    }
    return figures | {f"B-cubed F1{way}": f1(*b_cubed(gold, found)) for way, found in ways.items()}


if __name__ == "__main__":
    main(run)
