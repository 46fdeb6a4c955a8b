"""A report as rows: one a record, the same columns for every kind of record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from onrecord.export.wording import Wording, one_line
from onrecord.record import Report, Span


class Row(NamedTuple):
    """One record. `what` is its type or code, `who` the actors in it, `detail` the rest in words."""

    article: str
    record: str
    id: str
    start: int | None
    end: int | None
    what: str
    who: str
    when: str
    where: str
    text: str
    detail: str


def rows(report: Report) -> Iterator[Row]:
    """Statements, events, actors, places, times and quantities of the report, in that order."""
    say = Wording(report)

    def row(
        kind: str, id: str, spans: list[Span], what: str, text: str, who: str = "", when: str = "", where: str = "",
        detail: str = "",
    ) -> Row:  # fmt: skip
        start, end = (spans[0][0], spans[-1][1]) if spans else (None, None)
        return Row(
            one_line(report.id),
            kind,
            id,
            start,
            end,
            what,
            who,
            when,
            one_line(where),
            one_line(text),
            one_line(detail),
        )

    def facts(*parts: str | None) -> str:
        return "; ".join(part for part in parts if part)

    for s in report.statements:
        yield row(
            "statement", s.id, sorted([*s.source, *s.cue, *s.content]), s.kind, say.spans(s.content), say.speaker(s),
            s.date or "", s.venue.text if s.venue else "",
            facts(say.spans(s.cue), "denied" if s.polarity == "denied" else "",
                  f"to {say.names(s.addressees)}" if s.addressees else ""),
        )  # fmt: skip
    for e in report.events:
        yield row(
            "event", e.id, e.trigger, say.event_kind(e), say.spans(e.trigger), say.event_sides(e),
            (e.date.value or "") if e.date else "", say.place(e.place),
            facts(f"CAMEO {e.cameo}" if e.cameo else "", *say.event_facts(e)),
        )  # fmt: skip
    first = {m.id: (m.start, m.end) for m in report.mentions}
    for a in report.actors:
        spans = [first[m] for m in a.mentions[:1] if m in first]
        detail = facts(a.role, a.country, *a.sectors)
        yield row("actor", a.id, spans, a.code or a.type, a.name, one_line(a.name), detail=detail)
    for p in report.places:
        point = f"{p.lat:.4f}, {p.lon:.4f}" if p.lat is not None and p.lon is not None else "no point"
        detail = facts(point, p.part)
        yield row("place", p.id, [(p.start, p.end)], p.feature, p.text, where=say.place(p.id), detail=detail)
    for t in report.times:
        yield row("time", t.id, [(t.start, t.end)], t.type, t.text, when=t.value, detail=say.time(t))
    for q in report.quantities:
        who = say.actor(q.of) if q.of else ""
        yield row("quantity", q.id, [(q.start, q.end)], q.kind or "number", q.text, who, detail=say.quantity(q))
