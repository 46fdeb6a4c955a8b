"""Sentences as CoNLL-U for linguists, with the records in MISC.

The store keeps no trees: the texts are read again by the language model, which takes as long as reading takes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from onrecord.export.exporter import Exporter, encoded
from onrecord.store.filters import WIDE, Filters, where
from onrecord.store.reader import Reader

_OFFSETS = re.compile(r"start_char=(\d+)\|end_char=(\d+)")


def marked(conllu: str, report: dict[str, Any]) -> str:
    """CoNLL-U of a report's text with each token's records added to its MISC: `Statement=s1:content`, `Event=e2`."""
    spans: list[tuple[int, int, str, str]] = []
    for s in report["statements"]:
        spans += [(a, b, "Statement", f"{s['id']}:{part}") for part in ("source", "cue", "content") for a, b in s[part]]
    for e in report["events"]:
        spans += [(a, b, "Event", f"{e['id']}:{e['type']}") for a, b in e["trigger"]]
    spans += [(m["start"], m["end"], "Actor", m["actor"]) for m in report["mentions"] if m["actor"]]
    for kind, part in (("Place", "places"), ("Time", "times"), ("Quantity", "quantities")):
        spans += [(x["start"], x["end"], kind, x["id"]) for x in report[part]]
    spans.sort()
    lines = []
    for line in conllu.split("\n"):
        found = _OFFSETS.search(line) if "\t" in line else None
        if found is not None:
            start, end = int(found[1]), int(found[2])
            here: dict[str, list[str]] = {}
            for a, b, kind, value in spans:
                if a >= end:
                    break
                if b > start and value not in here.setdefault(kind, []):
                    here[kind].append(value)
            line += "".join(f"|{kind}={','.join(values)}" for kind, values in sorted(here.items()))
        lines.append(line)
    return "\n".join(lines)


def _documents(reader: Reader, filters: Filters) -> Iterator[str]:
    from onrecord.language import LanguageModel
    from onrecord.language.conllu import to_conllu

    model = None
    condition, values = where("articles", filters)
    for row in reader.stream(f"SELECT a.report FROM {WIDE['articles']} WHERE {condition} ORDER BY a.key", values):
        report = json.loads(row["report"])
        if not report["sentences"]:
            continue
        model = model or LanguageModel.load()
        reading = model.read(report["text"], _paragraphs(report))
        facts = {"newdoc id": report["id"], "outlet": report["source"]["outlet"], "published":
                 report["source"]["published"], "headline": report["source"]["headline"]}  # fmt: skip
        yield "".join(f"# {name} = {' '.join(value.split())}\n" for name, value in facts.items() if value)
        # The first line holds the whole text as JSON, for our own reader.
        yield marked(to_conllu(reading).partition("\n")[2], report)


def _paragraphs(report: dict[str, Any]) -> list[tuple[int, int]]:
    """The stretches of text that were read: sentences, those of one paragraph together."""
    found: list[tuple[int, int]] = []
    for start, end in report["sentences"]:
        if found and "\n" not in report["text"][found[-1][1] : start] and start >= found[-1][1]:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _make(reader: Reader, filters: Filters, table: str | None) -> Iterator[bytes]:
    return encoded(_documents(reader, filters))


CONLLU = Exporter("conllu", "sentences with trees and records, for linguists (reads the texts again)", ".conllu",
                  "text/plain; charset=utf-8", _make)  # fmt: skip
