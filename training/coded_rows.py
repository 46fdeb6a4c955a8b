"""Rows that the present coder gives in texts, with all that their confidence is learned from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from unittest import mock

from onrecord.events.gate import GateFeatures
from onrecord.events.grammar import Grammar
from onrecord.events.parties import Parties
from onrecord.events.triggers import Candidate
from onrecord.events.trust import base_score, trust_features
from onrecord.pipeline import Coder
from onrecord.record import Event, Report, Span
from training.event_rows import row_of

AROUND = (300, 120)
"""Characters of the text before and behind the sentence that are kept."""


@dataclass(frozen=True, slots=True)
class CodedRow:
    """A row with what its confidence is made of, and what a reader of words sees: its sentence, each word with its mark
    (1 of the trigger, 2 of an actor, 3 of a recipient, else 0), the row in words, what stands around the sentence."""

    text: str
    start: int
    type: str
    hash: str
    features: GateFeatures
    base: float
    words: list[str]
    marks: list[int]
    told: list[str]
    before: str
    behind: str


def marks_of(c: Candidate, g: Grammar, p: Parties) -> list[int]:
    """The mark of each word of the sentence; a word of several parts of the row has the first one's."""
    out = [0] * len(g.s)
    for mark, keys in ((3, c.recipients), (2, c.actors)):
        for i, here in enumerate(p.cover):
            if any(m.actor in keys for m in here):
                out[i] = mark
    for i in (c.at, *(i for i in c.tokens if i < len(out))):
        out[i] = 1
    return out


class Recorder:
    """Stands in for the making of a confidence: keeps what it would be made of."""

    def __init__(self) -> None:
        self.seen: dict[tuple[int, str], tuple[Span, dict[str, Any]]] = {}

    def __call__(self, c: Candidate, g: Grammar, p: Parties, vectors: Any, told: str, nth: int) -> float:
        """Keep the row."""
        start = g.s.span(c.tokens[0], c.tokens[0] + 1)[0]
        own = {
            "features": trust_features(c, g, p, vectors, told, nth),
            "base": base_score(c, nth),
            "words": list(g.s.words),
            "marks": marks_of(c, g, p),
        }
        self.seen.setdefault((start, c.type), ((g.s.start, g.s.end), own))
        return 0.5


def in_words(e: Event, report: Report) -> list[str]:
    """Type, mode, status and parties of a row as words."""
    by_id = {a.id: a for a in report.actors}
    out = [e.type.lower(), *([e.mode] if e.mode else []), "-", e.status, "-"]
    for side, keys in (("actor", e.actors), ("recipient", e.recipients)):
        out += [side, ":"]
        for a in (by_id[k] for k in keys[:3]):
            out += [*a.name.split(), "(", a.code or "none", ")", ";"]
    return out


def coded_rows(texts: Iterable[tuple[str, str, str | None]]) -> Iterator[CodedRow]:
    """The rows of texts (key, text, day), those too that are too little sure to be given."""
    coder, recorder = Coder(), Recorder()
    with mock.patch("onrecord.events.trust.confidence", recorder):
        for key, text, day in texts:
            recorder.seen.clear()
            report = coder.code_text(text, published=day)
            names = {a.id: a.name for a in report.actors}
            for e in report.events:
                start = e.trigger[0][0]
                seen = recorder.seen.get((start, e.type))
                if seen is None:
                    continue
                (a, b), own = seen
                yield CodedRow(
                    text=key,
                    start=start,
                    type=e.type,
                    hash=row_of(e, names),
                    told=in_words(e, report),
                    before=report.text[max(0, a - AROUND[0]) : a],
                    behind=report.text[b : b + AROUND[1]],
                    **own,
                )
