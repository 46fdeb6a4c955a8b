"""A report as the rows of the store's tables."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from typing import Any

from onrecord.record import Report, Span

# A row: the table and the values after the article's key, in the order of the table's columns.
Row = tuple[str, tuple[Any, ...]]


def report_rows(report: Report) -> Iterator[Row]:
    """Every row of the report below its article, parents before the rows that refer to them."""

    def words(spans: list[Span]) -> str:
        return " … ".join(report.text[start:end] for start, end in spans)

    for n, r in enumerate(report.repairs):
        yield "repairs", (n, r.kind, r.start, r.end, r.source_start, r.source_end, r.before, r.after)
    for n, (start, end) in enumerate(report.sentences):
        yield "sentences", (n, start, end)
    for a in report.actors:
        yield "actors", (a.id, a.name, a.type, a.country, a.role, a.code, _json(a.links))
        for n, sector in enumerate(a.sectors):
            yield "actor_sectors", (a.id, n, sector)
    for p in report.places:
        candidates = _json([dataclasses.asdict(c) for c in p.candidates])
        yield (
            "places",
            (p.id, p.start, p.end, p.text, p.name, p.lat, p.lon, p.country, p.feature, p.part, p.relation, p.geonames,
             p.radius_km, p.confidence, candidates),
        )  # fmt: skip
    for m in report.mentions:
        yield "mentions", (m.id, m.start, m.end, m.text, m.kind, m.type, m.actor, m.place)
    for t in report.times:
        yield "times", (t.id, t.start, t.end, t.text, t.type, t.value, t.earliest, t.latest, t.mod)
    for q in report.quantities:
        yield (
            "quantities",
            (q.id, q.start, q.end, q.text, q.value, q.high, q.bound, q.unit, q.kind, q.currency, q.of),
        )
    for s in report.statements:
        venue = (s.venue.text, s.venue.place) if s.venue else (None, None)
        yield (
            "statements",
            (s.id, s.speaker, words(s.source), words(s.cue), words(s.content), s.kind, s.verb, *venue, s.date,
             s.polarity, s.certainty, s.within, s.confidence),
        )  # fmt: skip
        for part, spans in (("source", s.source), ("cue", s.cue), ("content", s.content)):
            for n, (start, end) in enumerate(spans):
                yield "statement_spans", (s.id, part, n, start, end)
        for n, actor in enumerate(s.addressees):
            yield "statement_addressees", (s.id, n, actor)
    for e in report.events:
        day = (e.date.value, e.date.earliest, e.date.latest) if e.date else (None, None, None)
        yield (
            "events",
            (e.id, e.type, e.mode, e.cameo, words(e.trigger), e.sentence, *day, e.place, e.status, e.attributed_to,
             e.confidence, _json(e.evidence)),
        )  # fmt: skip
        for n, context in enumerate(e.contexts):
            yield "event_contexts", (e.id, n, context)
        for side, actors in (("actor", e.actors), ("recipient", e.recipients)):
            for n, actor in enumerate(actors):
                yield "event_actors", (e.id, side, n, actor)
        for n, quantity in enumerate(e.quantities):
            yield "event_quantities", (e.id, n, quantity)
        for n, (start, end) in enumerate(e.trigger):
            yield "event_spans", (e.id, n, start, end)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
