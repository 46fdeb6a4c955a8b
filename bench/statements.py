"""Statements: attribution on PolNeAR dev and GUM dev from raw text, reliability of the confidences, words a second.

    python -m bench.statements [--data ../shared/data]
    python -m bench.statements --predictions out.jsonl     also write PolNeAR dev's predictions in the scorer's form

PolNeAR annotates no statement within another's content, so those with `within` are left out when it is scored.
"""

from __future__ import annotations

import hashlib
import json
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from bench.command import main
from bench.scorers.score_statements import Statement as Tokens
from bench.scorers.score_statements import Text, jaccard, match, same_source, score
from onrecord.article.layout import Layout
from onrecord.ingest.document import Document
from onrecord.language import LanguageModel
from onrecord.pipeline import Coder
from onrecord.record import Report, Source, Span, Statement
from onrecord.statements import find_statements

ROLES = ("source", "cue", "content")


def documents(data: Path, name: str) -> list[dict[str, Any]]:
    """The documents of one file of the statements folder."""
    lines = (data / "statements" / name).read_text(encoding="utf-8").split("\n")
    return [json.loads(line) for line in lines if line.strip()]


def paragraphs_of(text: str) -> list[Span]:
    """Lines with more than white space: how these corpora part paragraphs."""
    out, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            out.append((at, at + len(line)))
        at += len(line) + 1
    return out


class Reader:
    """Raw text to statements, with the time that reading and finding took."""

    def __init__(self) -> None:
        self.model = LanguageModel.load()
        self.reading_s = self.finding_s = 0.0
        self.words = 0

    def statements(self, text: str, published: str | None) -> list[Statement]:
        """All statements of a text, nested ones included."""
        begin = time.perf_counter()
        reading = self.model.read(text, paragraphs_of(text))
        reading.head("roles")  # the language model's part, though it is read only when asked for
        middle = time.perf_counter()
        found = find_statements(reading, [], [], [], [], Layout(Source(published=published)))
        self.reading_s += middle - begin
        self.finding_s += time.perf_counter() - middle
        self.words += sum(len(s) for s in reading.sentences)
        return found


def plain(statements: Iterable[Statement], nested: bool) -> list[dict[str, Any]]:
    """Statements in the scorer's form; without the ones within others unless `nested`."""
    return [
        {r: [list(span) for span in getattr(s, r)] for r in ROLES} | {"confidence": s.confidence}
        for s in statements
        if nested or s.within is None
    ]


def reliability(pairs: Sequence[tuple[float, bool]], bins: int = 5) -> list[tuple[float, float, int]]:
    """Mean confidence, share right and count of each of `bins` equally filled groups, least sure first."""
    ranked = sorted(pairs)
    out = []
    for k in range(bins):
        group = ranked[k * len(ranked) // bins : (k + 1) * len(ranked) // bins]
        if group:
            out.append((sum(c for c, _ in group) / len(group), sum(r for _, r in group) / len(group), len(group)))
    return out


def right(document: dict[str, Any], predicted: Sequence[dict[str, Any]]) -> list[tuple[float, bool]]:
    """Confidence of each prediction and whether it is right: matched softly, source included."""
    text = Text(document["text"], document.get("discard") or ())
    gold = [s for s in (Tokens(x, text, "") for x in document["statements"]) if s.words["content"]]
    mine = [(x["confidence"], Tokens(x, text, "")) for x in predicted]
    mine = [m for m in mine if m[1].words["content"]]
    found = {j for _, j in match(gold, [m[1] for m in mine], need_source=True)}
    return [(c, j in found) for j, (c, _) in enumerate(mine)]


def polnear(data: Path, reader: Reader, predictions: Path | None = None) -> dict[str, float]:
    """The scorer's figures on PolNeAR dev, and how far confidence is from the share right."""
    gold = documents(data, "polnear-dev.jsonl")
    predicted = []
    pairs: list[tuple[float, bool]] = []
    for document in gold:
        found = plain(reader.statements(document["text"], document["date"]), nested=False)
        predicted.append({"id": document["id"], "statements": found})
        pairs += right(document, found)
    if predictions is not None:
        predictions.write_text("".join(json.dumps(p) + "\n" for p in predicted), encoding="utf-8")
    result = score(gold, predicted)
    out = {f"PolNeAR dev, {k} F1": result[k]["f1"] for k in
           ("ar soft", "ar strict", "content tokens", "source tokens", "cue tokens")}  # fmt: skip
    out |= {f"PolNeAR dev, soft recall {k}": v["recall"] for k, v in result["ar soft recall by kind"].items()}
    out["PolNeAR dev, source accuracy"] = result["source accuracy"]
    table = reliability(pairs)
    for n, (confidence, share, _) in enumerate(table, 1):
        out[f"reliability, fifth {n}: confidence"] = confidence
        out[f"reliability, fifth {n}: right"] = share
    total = len(pairs)
    out["reliability, expected calibration error"] = sum(abs(c - s) * n for c, s, n in table) / total if total else 0.0
    return out


def gum(data: Path, reader: Reader) -> dict[str, float]:
    """Recall of GUM's attributions, at any depth; nesting and polarity of those found."""
    inner = inner_found = 0
    gold_count = hit = nested = nested_right = negative = negative_found = agree = false_negative = 0
    for document in documents(data, "gum-attribution-dev.jsonl"):
        text = Text(document["text"])
        found = reader.statements(document["text"], document.get("date"))
        mine = [Tokens(x, text, "") for x in plain(found, nested=True)]
        gold = [Tokens(x, text, "") for x in document["statements"]]
        pair: dict[int, int] = {}
        used: set[int] = set()
        ranked = sorted(
            (-jaccard(g.words["content"], m.words["content"]), i, j)
            for i, g in enumerate(gold)
            for j, m in enumerate(mine)
            if jaccard(g.words["content"], m.words["content"]) >= 0.5 and (same_source(g, m) or not g.words["source"])
        )
        for _, i, j in ranked:
            if i not in pair and j not in used:
                pair[i] = j
                used.add(j)
        number = {s.id: n for n, s in enumerate(found)}
        gold_count += len(gold)
        hit += len(pair)
        for i, g in enumerate(gold):
            denied = document["statements"][i]["polarity"] == "negative"
            within = any(g.words["content"] < o.words["content"] for o in gold)
            inner += within
            inner_found += within and i in pair
            negative += denied
            if i in pair:
                said_denied = found[pair[i]].polarity == "denied"
                agree += said_denied == denied
                negative_found += denied and said_denied
                false_negative += said_denied and not denied
            for k, outer in enumerate(gold):
                if k == i or i not in pair or k not in pair or not g.words["content"] < outer.words["content"]:
                    continue
                nested += 1
                at = found[pair[i]].within
                while at is not None and number[at] != pair[k]:
                    at = found[number[at]].within
                nested_right += at is not None
    return {
        "GUM dev, recall": hit / gold_count,
        "GUM dev, recall of nested ones": inner_found / inner if inner else 0.0,
        "GUM dev, nested pairs found": nested,
        "GUM dev, nesting right": nested_right / nested if nested else 0.0,
        "GUM dev, polarity right": agree / hit if hit else 0.0,
        "GUM dev, negatives found": negative_found / negative if negative else 0.0,
        "GUM dev, false negatives": false_negative,
    }


JUDGEMENTS = Path(__file__).parent / "speaker_judgements.tsv"
GOOD = ("right", "abstained rightly")


def speaker_digest(report: Report, statement: Statement) -> str:
    """A short sum of where a statement's source stands and what its speaker is called."""
    name = next((a.name for a in report.actors if a.id == statement.speaker), "")
    held = f"{statement.source[0][0]} {name}".encode()
    return hashlib.sha256(held).hexdigest()[:10]


def speakers_judged(gold: Sequence[dict[str, Any]], reports: dict[str, Report]) -> dict[str, float]:
    """The share of hand-checked speakers that are right, over the statements whose speaker is still the one judged.

    `speaker_judgements.tsv` names PolNeAR dev statements by document and number; docs/speakers.md says how it was made.
    """
    rows = [r.split("\t") for r in JUDGEMENTS.read_text(encoding="utf-8").splitlines() if r and r[0] != "#"]
    now: dict[tuple[str, int], str] = {}
    for document in gold:
        if not any(r[0] == document["id"] for r in rows):
            continue
        report = reports[document["id"]]
        for number, statement in matched(document, report):
            now[document["id"], number] = speaker_digest(report, statement)
    verdicts = [r[3] for r in rows if now.get((r[0], int(r[1]))) == r[2]]
    named = [v for v in verdicts if not v.startswith("abstained")]
    return {
        "speakers judged by hand": len(rows),
        "speakers judged, still the same": len(verdicts),
        "speakers right, of those judged and the same": sum(v in GOOD for v in verdicts) / len(verdicts),
        "speakers right, of those named": sum(v == "right" for v in named) / len(named) if named else 0.0,
    }


def matched(document: dict[str, Any], report: Report) -> list[tuple[int, Statement]]:
    """Numbers of the gold statements with a source, each with the statement that matches it softly."""
    text = Text(document["text"], document.get("discard") or ())
    gold = [(n, Tokens(x, text, "")) for n, x in enumerate(document["statements"])]
    gold = [g for g in gold if g[1].words["content"] and g[1].words["source"]]
    mine = [s for s in report.statements if s.within is None and s.source]
    made = [Tokens(x, text, "") for x in plain(mine, nested=False)]
    return [(gold[i][0], mine[j]) for i, j in match([g for _, g in gold], made, need_source=True)]


def through_pipeline(data: Path) -> dict[str, float]:
    """PolNeAR dev through all stages: the same score, and how many statements have a speaker, a day, a venue."""
    coder = Coder(spans="source")
    gold = documents(data, "polnear-dev.jsonl")
    predicted = []
    reports: dict[str, Report] = {}
    count = named = speaker = dated = 0
    for document in gold:
        report = coder.code(Document(document["id"], document["text"], published=document["date"]))
        reports[document["id"]] = report
        predicted.append({"id": document["id"], "statements": plain(report.statements, nested=False)})
        for s in report.statements:
            count += 1
            named += bool(s.source)
            speaker += bool(s.source) and s.speaker is not None
            dated += s.date is not None
    result = score(gold, predicted)
    return {
        "pipeline, PolNeAR dev, ar soft F1": result["ar soft"]["f1"],
        "pipeline, PolNeAR dev, ar strict F1": result["ar strict"]["f1"],
        "pipeline, sources with a speaker": speaker / named if named else 0.0,
        "pipeline, statements with a day": dated / count if count else 0.0,
        **speakers_judged(gold, reports),
    }


def run(data: Path, predictions: Path | None = None) -> dict[str, float]:
    """All figures."""
    reader = Reader()
    out = polnear(data, reader, predictions)
    out["words a second, statements alone"] = reader.words / reader.finding_s
    out["cost, share of the language model's time"] = reader.finding_s / reader.reading_s
    return out | gum(data, reader) | through_pipeline(data)


if __name__ == "__main__":
    if "--predictions" in sys.argv:
        at = sys.argv.index("--predictions")
        where = Path(sys.argv[at + 1])
        del sys.argv[at : at + 2]
        main(lambda data: run(data, where))
    else:
        main(run)
