"""The records of a report in words: `the minister -> reporters`, `2018-02-20`, `on the word of ...`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from onrecord.record import Event, Quantity, Report, Span, Statement, Time

# Control characters would move a terminal's cursor or recolour it; they are shown as their Unicode pictures.
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def printable(text: str) -> str:
    """`text` without control characters other than line end and tab."""
    return CONTROL.sub(lambda m: chr(0x2400 + ord(m[0])) if ord(m[0]) < 0x20 else "\u2421", text)


def one_line(text: str, width: int | None = None) -> str:
    """`text` on one line, control characters shown, cut to `width` with an ellipsis."""
    line = " ".join(printable(text).split())
    return line if width is None or len(line) <= width else line[: width - 1].rstrip() + "…"


class Wording:
    """Names things of one report by their ids. `text` is what the spans index: the report's own text by default."""

    def __init__(self, report: Report, text: str | None = None) -> None:
        self.text = report.text if text is None else text
        self.actors = {a.id: a for a in report.actors}
        self.places = {p.id: p for p in report.places}
        self.statements = {s.id: s for s in report.statements}
        self.quantities = {q.id: q for q in report.quantities}

    def spans(self, spans: Iterable[Span]) -> str:
        """The words of a discontinuous thing, its parts joined by an ellipsis."""
        return one_line(" … ".join(self.text[start:end] for start, end in spans))

    def actor(self, id: str | None) -> str:
        found = self.actors.get(id or "")
        return one_line(found.name) if found else "?"

    def names(self, ids: Iterable[str]) -> str:
        return ", ".join(self.actor(i) for i in ids)

    def place(self, id: str | None) -> str:
        found = self.places.get(id or "")
        if found is None:
            return ""
        name = one_line(found.name or found.text)
        return f"{name}, {found.country}" if found.country and found.feature != "country" else name

    def speaker(self, statement: Statement) -> str:
        """Who speaks: the actor where one was found, else the words of the source, else nobody named."""
        if statement.speaker in self.actors:
            return self.actor(statement.speaker)
        return self.spans(statement.source) or "(nobody named)"

    def quantity(self, quantity: Quantity) -> str:
        bound = {"at-least": "at least ", "at-most": "at most ", "about": "about "}.get(quantity.bound, "")
        value = f"{quantity.value:,.10g}" + (f"-{quantity.high:,.10g}" if quantity.high is not None else "")
        parts = [bound + value, quantity.currency or "", quantity.unit or "", quantity.kind or ""]
        return one_line(" ".join(dict.fromkeys(p for p in parts if p)))

    def time(self, time: Time) -> str:
        days = (
            ""
            if not time.earliest
            else time.earliest
            if time.earliest == time.latest
            else (f"{time.earliest}..{time.latest or ''}")
        )
        return " ".join(dict.fromkeys(p for p in (time.type, time.value, time.mod or "", days) if p))

    def event_kind(self, event: Event) -> str:
        return event.type + (f"/{event.mode}" if event.mode else "")

    def event_sides(self, event: Event) -> str:
        sides = self.names(event.actors) or "?"
        return f"{sides} → {self.names(event.recipients)}" if event.recipients else sides

    def event_facts(self, event: Event) -> list[str]:
        """Status, when, where, how many, and on whose word, as far as known."""
        facts: list[str] = [event.status]
        if event.date is not None and event.date.value:
            facts.append(event.date.value)
        if place := self.place(event.place):
            facts.append(f"in {place}")
        facts.extend(self.quantity(self.quantities[q]) for q in event.quantities if q in self.quantities)
        statement = self.statements.get(event.attributed_to or "")
        facts.append(f"on the word of {self.speaker(statement)} ({statement.id})" if statement else "the outlet's word")
        return facts
