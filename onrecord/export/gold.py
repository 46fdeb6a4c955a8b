"""Judgements as gold: what analysts confirmed or corrected, and what they rejected.

As spans for Prodigy (JSONL), as statements and as events for the scorers of the scoreboard. An orphaned judgement is
gold still: its words stand in the article where they stood, or it is left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from onrecord.export.exporter import Exporter, encoded
from onrecord.record import Judgement
from onrecord.store.filters import WIDE, Filters, where
from onrecord.store.judgements import judgements
from onrecord.store.reader import Reader

Plain = dict[str, Any]


def judged_articles(reader: Reader, filters: Filters) -> Iterator[tuple[Plain, list[Judgement]]]:
    """Each article with active judgements, its report and those whose words still stand where they stood."""
    condition, values = where("articles", filters)
    for row in reader.rows(
        f"SELECT a.id FROM {WIDE['articles']} WHERE {condition} AND EXISTS (SELECT 1 FROM judgements j"
        " WHERE j.article = a.id AND j.active) ORDER BY a.key",
        values,
    ):
        report = json.loads(reader.value("SELECT report FROM articles WHERE id = ?", (row["id"],)))
        found, _ = judgements(reader, article=row["id"], active=True, limit=100_000)
        standing = [j for j in reversed(found) if _words(report["text"], j) == j.words]
        yield report, standing


def _words(text: str, judgement: Judgement) -> str:
    return " … ".join(text[start:end] for start, end in judgement.spans)


def as_right(judgement: Judgement) -> Plain:
    """The record as the analyst has it: as it was, with what was corrected."""
    return {**judgement.was, **(judgement.correction or {})}


def _spans_of(judgement: Judgement) -> Iterator[Plain]:
    right = as_right(judgement)
    meta = {"record": judgement.record, "kind": judgement.kind}
    if judgement.kind == "statement":
        for part in ("source", "cue", "content"):
            for start, end in right[part]:
                yield {"start": start, "end": end, "label": part.upper(), **meta}
        return
    spans = right["trigger"] if judgement.kind == "event" else judgement.spans
    if judgement.kind in ("place", "time", "quantity", "mention"):
        spans = [(right["start"], right["end"])]
    label = str(right["type"]) if judgement.kind in ("event", "actor", "mention") else judgement.kind
    for start, end in spans:
        yield {"start": start, "end": end, "label": label.upper(), **meta}


def _prodigy(reader: Reader, filters: Filters) -> Iterator[str]:
    for report, found in judged_articles(reader, filters):
        for answer in ("accept", "reject"):
            wanted = [j for j in found if (j.verdict == "reject") == (answer == "reject")]
            spans = [span for j in wanted for span in _spans_of(j)]
            spans.sort(key=lambda s: (s["start"], s["end"], s["label"], s["record"] or ""))
            if spans:
                line = {
                    "text": report["text"],
                    "spans": spans,
                    "meta": {"article": report["id"], "coder": report["coder"]["version"]},
                    "answer": answer,
                }
                yield json.dumps(line, ensure_ascii=False) + "\n"


def _statements(reader: Reader, filters: Filters) -> Iterator[str]:
    for report, found in judged_articles(reader, filters):
        said = [j for j in found if j.kind == "statement"]
        if not said:
            continue
        right = [as_right(j) for j in said if j.verdict != "reject"]
        # Sentences in which nothing was judged are unknown, not empty.
        known = [span for j in said for span in j.spans]
        unknown = [[a, b] for a, b in report["sentences"] if not any(s < b and e > a for s, e in known)]
        line = {
            "id": report["id"],
            "text": report["text"],
            "statements": [{part: s[part] for part in ("source", "cue", "content")} for s in right],
            "discard": unknown,
        }
        yield json.dumps(line, ensure_ascii=False) + "\n"


def _events(reader: Reader, filters: Filters) -> Iterator[str]:
    for report, found in judged_articles(reader, filters):
        codes = {a["name"]: a["country"] for a in report["actors"]}
        for j in found:
            if j.kind != "event" or j.verdict == "reject" or not j.spans:
                continue
            right = as_right(j)
            start = j.spans[0][0]
            a, b = next(((a, b) for a, b in report["sentences"] if a <= start < b), (0, len(report["text"])))
            line = {
                "id": f"{report['id']}/{j.id}",
                "text": report["text"][a:b],
                "date": report["source"]["published"],
                "event": right["type"],
                "mode": [right["mode"]] if right["mode"] else [],
                "context": right["contexts"],
                **{side: [{"text": name, "code": codes.get(name)} for name in right[side]]
                   for side in ("actors", "recipients")},
                "trigger": j.words,
                "status": right["status"],
            }  # fmt: skip
            yield json.dumps(line, ensure_ascii=False) + "\n"


def _exporter(name: str, says: str, lines: Any) -> Exporter:
    def make(reader: Reader, filters: Filters, table: str | None) -> Iterator[bytes]:
        return encoded(lines(reader, filters))

    return Exporter(name, says, ".jsonl", "application/x-ndjson", make)


SPANS = _exporter("gold-spans", "judgements as spans, for Prodigy", _prodigy)
STATEMENTS = _exporter("gold-statements", "judged statements, for the scorer of statements", _statements)
EVENTS = _exporter("gold-events", "judged events, for the scorer of events", _events)
