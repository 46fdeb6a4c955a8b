"""Entity mentions on re3d (CENTCOM, US State Department, Wikipedia): person, organisation, location, exact and partial.

    python bench/entities.py [--data ../shared/data]

Mentions are names and descriptions as a report lists them; the scorer leaves pronouns out of what is found. The gold
does hold some (135 of its 1,495 people, bodies and places), which nothing can then find: `without pronouns` sets them
aside.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parent / "scorers"))
from onrecord.actors import resolve_actors
from onrecord.language import LanguageModel
from onrecord.mentions import find_mentions

PRONOUNS = frozenset([
    "i", "me", "my", "we", "us", "our", "he", "him", "his", "she", "her", "it", "its", "they", "them", "their", "you",
    "your", "who", "which", "that", "this", "these", "those", "himself", "itself", "themselves",
])  # fmt: skip
FILES = ("centcom", "us-state-department", "wikipedia")


def run(data: Path) -> dict[str, Any]:
    """The scorer's report over the three files together; `undivided` leaves out what its annotators disagreed on."""
    from score_entities import score  # type: ignore[import-not-found]

    model = LanguageModel.load()
    gold: dict[str, Any] = {}
    pred: dict[str, Any] = {}
    for name in FILES:
        for line in (data / "entities" / f"re3d-{name}.jsonl").read_text(encoding="utf-8").split("\n"):
            if not line.strip():
                continue
            doc = json.loads(line)
            spans, at = [], 0
            for part in doc["text"].split("\n"):
                if part.strip():
                    spans.append((at, at + len(part)))
                at += len(part) + 1
            reading = model.read(doc["text"], spans)
            mentions = find_mentions(reading)
            resolve_actors(reading, mentions)
            gold[doc["id"]] = doc
            pred[doc["id"]] = {
                "id": doc["id"],
                "mentions": [{"start": m.start, "end": m.end, "kind": m.kind, "type": m.type} for m in mentions],
            }
    types = ["Person", "Organisation", "Location"]
    out: dict[str, Any] = score(gold, pred, types)
    out["undivided"] = score(gold, pred, types, neutral_low=True)["partial"]
    said = {
        key: {
            **doc,
            "entities": [e for e in doc["entities"] if doc["text"][e["start"] : e["end"]].lower() not in PRONOUNS],
        }
        for key, doc in gold.items()
    }
    out["without pronouns"] = score(said, pred, types)["partial"]
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    print(json.dumps(run(parser.parse_args().data), indent=1))


if __name__ == "__main__":
    main()
