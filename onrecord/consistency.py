"""Whether a report agrees with itself: spans within its text, ids given once, references to records that exist."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from onrecord.record import Mention, Place, Quantity, Report, Span, Time


def faults(report: Report) -> list[str]:
    """What is wrong with a report whose spans index its own text, one line a fault; empty where all is well."""
    return [*_span_faults(report), *_reference_faults(report)]


def _span_faults(report: Report) -> Iterator[str]:
    size = len(report.text)

    def outside(name: str, spans: Iterable[Span]) -> Iterator[str]:
        for start, end in spans:
            if not 0 <= start < end <= size:
                yield f"{name}: span {start}-{end} does not lie in a text of {size} characters"

    yield from outside("sentences", report.sentences)
    if report.source.dateline is not None:
        yield from outside("dateline", [(report.source.dateline.start, report.source.dateline.end)])
    spanned: list[Mention | Place | Time | Quantity] = [
        *report.mentions, *report.places, *report.times, *report.quantities
    ]  # fmt: skip
    for item in spanned:
        yield from outside(item.id, [(item.start, item.end)])
        if report.text[item.start : item.end] != item.text:
            yield f"{item.id}: its text {item.text!r} is not what stands at {item.start}-{item.end}"
    for r in report.repairs:
        if report.text[r.start : r.end] != r.after:
            yield f"repair {r.kind}: {r.after!r} is not what stands at {r.start}-{r.end}"
    for s in report.statements:
        yield from outside(s.id, [*s.source, *s.cue, *s.content])
        if not s.content:
            yield f"{s.id}: nothing was said"
        if s.venue is not None and s.venue.start is not None and s.venue.end is not None:
            yield from outside(f"{s.id} venue", [(s.venue.start, s.venue.end)])
    for e in report.events:
        yield from outside(e.id, e.trigger)


def _reference_faults(report: Report) -> Iterator[str]:
    mentions, actors, places, quantities, statements = (
        {item.id for item in items}
        for items in (report.mentions, report.actors, report.places, report.quantities, report.statements)
    )
    ids = [
        item.id
        for items in (
            report.mentions, report.actors, report.places, report.times, report.quantities, report.statements,
            report.events,
        )
        for item in items
    ]  # fmt: skip
    yield from (f"{id}: given more than once" for id, n in Counter(ids).items() if n > 1)

    def missing(name: str, known: set[str], references: Iterable[str | None]) -> Iterator[str]:
        yield from (f"{name}: refers to {id}, which is not there" for id in references if id and id not in known)

    if report.source.dateline is not None:
        yield from missing("dateline", places, [report.source.dateline.place])
    for m in report.mentions:
        yield from missing(m.id, actors, [m.actor])
        yield from missing(m.id, places, [m.place])
    for a in report.actors:
        yield from missing(a.id, mentions, a.mentions)
    for q in report.quantities:
        yield from missing(q.id, actors, [q.of])
    for s in report.statements:
        yield from missing(s.id, actors, [s.speaker, *s.addressees])
        yield from missing(s.id, statements, [s.within])
        yield from missing(s.id, places, [s.venue.place if s.venue else None])
    for e in report.events:
        yield from missing(e.id, actors, [*e.actors, *e.recipients])
        yield from missing(e.id, places, [e.place])
        yield from missing(e.id, quantities, e.quantities)
        yield from missing(e.id, statements, [e.attributed_to])
        if not 0 <= e.sentence < max(1, len(report.sentences)):
            yield f"{e.id}: there is no sentence {e.sentence}"
