"""A report seen from its source: the same records, their spans indexing the text as it came in."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from typing import TypeVar

from onrecord.record import Dateline, Mention, Place, Quantity, Report, Span, Time, Venue

Spanned = TypeVar("Spanned", Mention, Place, Time, Quantity, Dateline)


def source_view(report: Report, to_source: Callable[[Span], Span]) -> Report:
    """A copy of `report` whose spans index the source text; `to_source` maps a span of `report.text` to it.

    `text` stays the repaired text and `repairs` stay as they are: together they hold the whole way back. The `text` of
    a mention, place, time or quantity stays the repaired wording.
    """

    def moved(item: Spanned) -> Spanned:
        start, end = to_source((item.start, item.end))
        return dataclasses.replace(item, start=start, end=end)

    def spans(items: Sequence[Span]) -> list[Span]:
        return [to_source((start, end)) for start, end in items]

    def venue(item: Venue | None) -> Venue | None:
        if item is None or item.start is None or item.end is None:
            return item
        start, end = to_source((item.start, item.end))
        return dataclasses.replace(item, start=start, end=end)

    def dateline(item: Dateline | None) -> Dateline | None:
        if item is None or item.place_start is None or item.place_end is None:
            return moved(item) if item else None
        start, end = to_source((item.place_start, item.place_end))
        return dataclasses.replace(moved(item), place_start=start, place_end=end)

    source = report.source
    return dataclasses.replace(
        report,
        source=dataclasses.replace(source, dateline=dateline(source.dateline)),
        sentences=spans(report.sentences),
        mentions=[moved(m) for m in report.mentions],
        places=[moved(p) for p in report.places],
        times=[moved(t) for t in report.times],
        quantities=[moved(q) for q in report.quantities],
        statements=[
            dataclasses.replace(
                s, source=spans(s.source), cue=spans(s.cue), content=spans(s.content), venue=venue(s.venue)
            )
            for s in report.statements
        ],
        events=[dataclasses.replace(e, trigger=spans(e.trigger)) for e in report.events],
    )
