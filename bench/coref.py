"""Coreference on GUM dev: CoNLL mean (MUC, B3, CEAF-e) in the OntoNotes layout, from raw text or from gold trees.

    python bench/coref.py [--data ../shared/data] [--gold-trees] [--news]

All noun phrases take part here, as GUM marks them all; a report lists people, bodies and places only.
"""

from __future__ import annotations

import argparse
import json
import sys
from functools import cache
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from bench.scorers.score_coref import load, score
from onrecord.language.reading import Name, Reading, Sentence
from onrecord.mentions.coreference import ALL_NOUNS_MARGIN, Ranker, corefer, shipped_ranker
from onrecord.mentions.find import noun_phrases
from onrecord.mentions.traits import Phrase

NAMED = {"person": "person", "organization": "organization", "place": "place"}


def documents(data: Path, part: str) -> list[dict[str, Any]]:
    """GUM's documents of a part (train, dev)."""
    return [
        json.loads(x)
        for x in (data / "coref" / f"gum-{part}.jsonl").read_text(encoding="utf-8").split("\n")
        if x.strip()
    ]


@cache
def model() -> Any:
    from onrecord.language import LanguageModel

    return LanguageModel.load()


def gold_reading(doc: dict[str, Any]) -> Reading:
    """The reading that GUM's own trees give; names are its name mentions with their types."""
    sentences = []
    inner = {tuple(m["tok"]): m["type"] for m in doc["mentions"]}
    for k, x in enumerate(doc["sentences"]):
        a, b = x["tok"]
        t = doc["tokens"][a:b]
        para = next((i for i, p in enumerate(doc["paragraphs"]) if p["span"][0] <= t[0][0] < p["span"][1]), 0)
        s = Sentence(
            k,
            para,
            [w[0] for w in t],
            [w[1] for w in t],
            [doc["text"][w[0] : w[1]] for w in t],
            [w[4] for w in t],
            [w[2] for w in t],
            [w[3] for w in t],
            [w[5] - a if w[5] >= 0 else -1 for w in t],
            [w[6] for w in t],
        )
        last = -1
        for (f, e), kind in sorted(inner.items(), key=lambda z: (z[0][0], -z[0][1])):
            if a <= f and e <= b and kind in NAMED and f - a >= last:
                run = [i for i in range(f - a, e - a) if s.upos[i] == "PROPN"]
                if run and run[-1] - run[0] + 1 == len(run) and len(run) >= e - f - 1 - (s.upos[f - a] == "DET"):
                    s.names.append(Name(run[0], run[-1] + 1, NAMED[kind]))  # type: ignore[arg-type]
                    last = run[-1] + 1
        sentences.append(s)
    return Reading(doc["text"], [tuple(p["span"]) for p in doc["paragraphs"]], sentences)


def phrases_of(doc: dict[str, Any], gold_trees: bool) -> list[Phrase]:
    """All noun phrases of a document in the wide convention."""
    reading = (
        gold_reading(doc) if gold_trees else model().read(doc["text"], [tuple(p["span"]) for p in doc["paragraphs"]])
    )
    return noun_phrases(reading, wide=True)


def run(
    data: Path, gold_trees: bool = False, genres: set[str] | None = None, ranker: Ranker | None = None
) -> dict[str, Any]:
    """The scorer's figures on GUM dev."""
    gold = [d for d in documents(data, "dev") if not genres or d["genre"] in genres]
    ranker = ranker or Ranker(shipped_ranker().weights, ALL_NOUNS_MARGIN)
    pred = []
    for doc in gold:
        clusters = corefer(phrases_of(doc, gold_trees), ranker, grouped=False)
        pred.append({"id": doc["id"], "clusters": [[[p.start, p.end] for p in c] for c in clusters if len(c) > 1]})
    return score(load(gold, pred, "onto"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--gold-trees", action="store_true")
    parser.add_argument("--news", action="store_true")
    args = parser.parse_args()
    out = run(args.data, args.gold_trees, {"news"} if args.news else None)
    print(
        json.dumps(
            {
                k: (
                    round(v, 4)
                    if isinstance(v, float)
                    else {a: round(b, 4) for a, b in v.items()}
                    if isinstance(v, dict)
                    else v
                )
                for k, v in out.items()
            }
        )
    )


if __name__ == "__main__":
    main()
