"""Where a record stands in its article: what ties a judgement to the words, whatever the record is called next time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, get_args

from onrecord.record import RecordKind

KINDS: tuple[RecordKind, ...] = get_args(RecordKind)

# The part of a report that holds each kind, and the field that says what type a record of it is.
PARTS: dict[RecordKind, tuple[str, str]] = {
    "statement": ("statements", "kind"),
    "event": ("events", "type"),
    "actor": ("actors", "type"),
    "place": ("places", "feature"),
    "time": ("times", "type"),
    "quantity": ("quantities", "bound"),
    "mention": ("mentions", "type"),
}
# Characters that an old and a new record must share, of all that either has, to be taken for one.
ENOUGH = 0.5

Span = tuple[int, int]
Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A record's kind, id and type, where it stands, its words, and the record itself with names for ids."""

    kind: RecordKind
    id: str
    type: str
    spans: tuple[Span, ...]
    words: str
    was: Plain


def anchors(report: Plain, kind: RecordKind | None = None) -> Iterator[Anchor]:
    """The anchors of all records of a report (as plain JSON values), or of those of one kind."""
    names = {a["id"]: a["name"] for a in report["actors"]}
    names |= {p["id"]: p["name"] or p["text"] for p in report["places"]}
    for each in (kind,) if kind else KINDS:
        part, type_field = PARTS[each]
        for item in report[part]:
            spans = _spans(each, item, report)
            words = " … ".join(report["text"][start:end] for start, end in spans)
            yield Anchor(each, item["id"], str(item[type_field]), spans, words, _named(item, names))


def anchor_of(report: Plain, record: str) -> Anchor | None:
    """The anchor of the record of this id; None where the report has none."""
    return next((found for found in anchors(report) if found.id == record), None)


def fitting(wanted: Anchor, also: str | None, text: str, candidates: list[Anchor]) -> str | None:
    """The id of the record that an anchor of an earlier report speaks of; None where none fits.

    It must be of the anchor's type, or of type `also` (what a correction asked for). Where the words still stand where
    they stood the same spans fit best, then those that share most of their characters; where the text has moved, the
    nearest record with the same words. Between records on the same words the parties decide.
    """
    here = " … ".join(text[start:end] for start, end in wanted.spans) == wanted.words
    best: tuple[float, float, float] | None = None
    found = None
    for candidate in candidates:
        if candidate.type not in (wanted.type, also):
            continue
        if here:
            score = shared(wanted.spans, candidate.spans)
            if score < ENOUGH:
                continue
            rank = (score, _alike(wanted.was, candidate.was), 0.0)
        elif candidate.words == wanted.words:
            away = abs(candidate.spans[0][0] - wanted.spans[0][0]) if candidate.spans and wanted.spans else 0
            rank = (0.0, _alike(wanted.was, candidate.was), -float(away))
        else:
            continue
        if best is None or rank > best:
            best, found = rank, candidate.id
    return found


def shared(one: tuple[Span, ...], other: tuple[Span, ...]) -> float:
    """The characters that both cover as a share of those that either covers; 1 where neither covers any."""
    a, b = _characters(one), _characters(other)
    return len(a & b) / len(a | b) if a or b else 1.0


def _characters(spans: tuple[Span, ...]) -> set[int]:
    return {n for start, end in spans for n in range(start, end)}


def _spans(kind: RecordKind, item: Plain, report: Plain) -> tuple[Span, ...]:
    if kind == "statement":
        found = [*item["source"], *item["cue"], *item["content"]]
    elif kind == "event":
        found = item["trigger"]
    elif kind == "actor":
        own = set(item["mentions"])
        found = [(m["start"], m["end"]) for m in report["mentions"] if m["id"] in own]
    else:
        found = [(item["start"], item["end"])]
    return tuple(sorted((start, end) for start, end in found))


# Fields that hold ids of actors or places.
_REFERENCES = ("speaker", "addressees", "actors", "recipients", "place", "of", "actor")


def _named(item: Plain, names: dict[str, str]) -> Plain:
    def name(value: Any) -> Any:
        if isinstance(value, list):
            return [names.get(v, v) for v in value]
        return names.get(value, value) if isinstance(value, str) else value

    return {key: name(value) if key in _REFERENCES else value for key, value in item.items() if key != "evidence"}


def _alike(one: Plain, other: Plain) -> float:
    """How many of the parties of two records have the same names."""
    return float(sum(1 for key in _REFERENCES if key in one and one[key] == other.get(key)))
