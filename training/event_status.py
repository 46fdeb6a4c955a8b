"""What rows of events in news articles tell, as a reader saw it: `event_status.tsv`, read, and coded again.

A row is told by its article, the start of its trigger and its type. Parts: `learn`, at which mends and heads may look;
`held`, other articles, by which they are measured. `weight` is how many rows of those drawn a row stands for: figures
with it are those of articles as they come.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from onrecord.events.ontology import types
from onrecord.pipeline import Coder
from onrecord.record import Event, Report
from training.event_rows import articles

ROWS = Path(__file__).parent / "event_status.tsv"


@dataclass(frozen=True, slots=True)
class Told:
    """One row: what the coder gave when it was read, and what the reader says it tells."""

    part: str
    article: str
    start: int
    type: str
    weight: float
    verdict: str
    statuses: tuple[str, ...]
    modes: tuple[str, ...]

    @property
    def moded(self) -> bool:
        """Was a mode read (an event of the type, and the type has modes)?"""
        return self.verdict == "event" and bool(types()[self.type].modes)


def told(part: str | None = None) -> list[Told]:
    """All rows, or those of one part."""
    out = []
    for line in ROWS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            of, article, start, kind, _, _, weight, verdict, statuses, modes = line.split("\t")
            out.append(
                Told(
                    of,
                    article,
                    int(start),
                    kind,
                    float(weight),
                    verdict,
                    tuple(statuses.split(",")) if statuses != "-" else (),
                    tuple(modes.split(",")),
                )
            )
    return [t for t in out if part is None or t.part == part]


def coded(data: Path, coder: Coder, rows: list[Told]) -> Iterator[tuple[Told, Event, Report]]:
    """The rows that the present coder still gives, before the drop by confidence, with the event and its report."""
    by_article: dict[str, dict[tuple[int, str], Told]] = {}
    for t in rows:
        by_article.setdefault(t.article, {})[t.start, t.type] = t
    with mock.patch("onrecord.events.trust.LEAST", 0.0):
        for key, text, day in articles(data, set(by_article)):
            report = coder.code_text(text, published=day)
            seen = set()
            for e in report.events:
                t = by_article[key].get((e.trigger[0][0], e.type))
                if t is not None and t not in seen:
                    seen.add(t)
                    yield t, e, report
