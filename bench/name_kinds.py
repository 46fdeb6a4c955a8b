"""The kinds of names (facility, event, product, law) against GUM's entities, which nothing of them was learned from.

    python -m bench.name_kinds [--data ../shared/data]

GUM does not know these kinds, but its types rule most mistakes out: a facility is a place there, an event an event, a
product an object (a program something abstract), a law something abstract. A name with a kind counts where it holds the
head of one of GUM's mentions. Recall is of the events alone, the one kind that GUM marks: those whose head is a proper
noun.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from bench.command import main
from onrecord.language import LanguageModel

GUM_TYPES = {
    "facility": {"place"}, "event": {"event"}, "product": {"object", "abstract"}, "law": {"abstract"},
}  # fmt: skip


def run(data: Path) -> dict[str, float]:
    """Names with each kind, the share of them that GUM's type agrees with, and how many of GUM's events are found."""
    model = LanguageModel.load()
    n: Counter[str] = Counter()
    for split in ("train", "dev"):
        for line in (data / "coref" / f"gum-{split}.jsonl").open(encoding="utf-8"):
            gold = json.loads(line)
            mentions = [(*m["head"], m["type"]) for m in gold["mentions"]]
            proper = {t[0] for t in gold["tokens"] if t[2] == "PROPN"}
            reading = model.read(gold["text"], [tuple(p["span"]) for p in gold["paragraphs"]])
            names = [(*s.span(x.first, x.last), x.kind) for s in reading.sentences for x in s.names if x.kind]
            for start, end, kind in names:
                types = {t for a, b, t in mentions if start <= a and b <= end}
                if types:
                    n[kind] += 1
                    n[kind + " right"] += bool(GUM_TYPES[kind] & types)
            for a, b, type in mentions:
                if type == "event" and a in proper:
                    n["events there"] += 1
                    n["events found"] += any(x <= a and b <= y and kind == "event" for x, y, kind in names)
    out: dict[str, float] = {}
    for kind in GUM_TYPES:
        out[f"GUM, names told to be a {kind}"] = float(n[kind])
        out[f"GUM, of these, its type agrees: {kind}"] = n[f"{kind} right"] / max(n[kind], 1)
    out["GUM, named events told"] = n["events found"] / max(n["events there"], 1)
    return out


if __name__ == "__main__":
    main(run)
