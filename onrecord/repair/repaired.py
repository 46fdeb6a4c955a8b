"""A repaired text with its way back: what was changed, and which stretch of one text is which of the other."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.record import Repair, Span


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace `[start, end)` by `after`; reported over the wider `[shown_start, shown_end)` (the whole word)."""

    kind: str
    start: int
    end: int
    after: str
    shown_start: int
    shown_end: int


def edit(kind: str, start: int, end: int, after: str) -> Edit:
    """An edit that is reported over just what it replaces."""
    return Edit(kind, start, end, after, start, end)


def apply(text: str, edits: Sequence[Edit]) -> str:
    """The text after edits that are in order and do not overlap."""
    out, last = [], 0
    for e in edits:
        out.append(text[last : e.start])
        out.append(e.after)
        last = e.end
    out.append(text[last:])
    return "".join(out)


class _Way:
    """One direction of an alignment: replaced stretches `[start, end)` become `[to_start, to_end)`."""

    def __init__(self, stretches: Sequence[tuple[int, int, int, int]]) -> None:
        self._stretches = stretches
        self._starts = [s[0] for s in stretches]

    def span(self, span: Span) -> Span:
        start, end = span
        to_start = self._at(start, bisect.bisect_right(self._starts, start) - 1, False)
        if end <= start:
            return to_start, to_start
        return to_start, max(to_start, self._at(end, bisect.bisect_left(self._starts, end) - 1, True))

    def _at(self, place: int, k: int, closing: bool) -> int:
        if k < 0:
            return place
        start, end, to_start, to_end = self._stretches[k]
        if place >= end:
            return to_end + place - end
        if end - start == to_end - to_start:
            return to_start + place - start
        return to_end if closing else to_start


class Alignment:
    """Two texts that are equal but for replaced stretches; carries spans both ways, monotone and total."""

    def __init__(self, stretches: Sequence[tuple[int, int, int, int]] = ()) -> None:
        """`stretches`: (source_start, source_end, text_start, text_end) of each replacement, in order."""
        self.stretches = list(stretches)
        self._forth = _Way(self.stretches)
        self._back = _Way([(ts, te, ss, se) for ss, se, ts, te in self.stretches])

    @classmethod
    def of(cls, edits: Sequence[Edit]) -> Alignment:
        """The alignment that ordered edits of a source make."""
        stretches, shift = [], 0
        for e in edits:
            start = e.start + shift
            stretches.append((e.start, e.end, start, start + len(e.after)))
            shift += len(e.after) - (e.end - e.start)
        return cls(stretches)

    def to_source(self, span: Span) -> Span:
        """The stretch of the source a span of the text came from; a partly covered replacement counts as a whole."""
        return self._back.span(span)

    def to_text(self, span: Span) -> Span:
        """The stretch of the text a span of the source became; what was deleted maps to an empty span."""
        return self._forth.span(span)


@dataclass(slots=True)
class Repaired:
    """The text after repair, every change in order (no two overlap), and the way between both texts."""

    text: str
    repairs: list[Repair]
    alignment: Alignment

    def to_source(self, span: Span) -> Span:
        """The stretch of the incoming text that a span of `text` came from."""
        return self.alignment.to_source(span)

    def to_text(self, span: Span) -> Span:
        """The stretch of `text` that a span of the incoming text became."""
        return self.alignment.to_text(span)


def compose(source: str, first: Sequence[Edit], second: Sequence[Edit]) -> Repaired:
    """Two rounds of edits as one: `first` on the source, `second` on what the first made of it."""
    if not first and not second:
        return Repaired(source, [], Alignment())
    text = apply(apply(source, first), second)
    one, two = Alignment.of(first), Alignment.of(second)
    alignment = Alignment(_composed(one, two))
    # What is reported, as stretches of the source: each edit over its shown stretch, and never half a replacement.
    shown: list[tuple[int, int, int, str]] = [(ss, se, 2, "") for ss, se, _, _ in alignment.stretches]
    shown += [(*one.to_source((e.shown_start, e.shown_end)), 0, e.kind) for e in second]
    shown += [(e.shown_start, e.shown_end, 1, e.kind) for e in first]
    shown.sort()
    repairs: list[Repair] = []
    low, high, rank, kind = shown[0]
    for item in [*shown[1:], (len(source) + 1, 0, 0, "")]:
        if item[0] < high:
            high = max(high, item[1])
            rank, kind = min((rank, kind), item[2:])
            continue
        start, end = alignment.to_text((low, high))
        repairs.append(Repair(kind, start, end, low, high, source[low:high], text[start:end]))
        low, high, rank, kind = item
    return Repaired(text, repairs, alignment)


def _composed(one: Alignment, two: Alignment) -> list[tuple[int, int, int, int]]:
    """Stretches of source -> text out of source -> middle and middle -> text; those of both that touch become one."""
    # (start and end in the middle, round, length on the far side)
    items = [(ms, me, 0, se - ss) for ss, se, ms, me in one.stretches]
    items += [(ms, me, 1, te - ts) for ms, me, ts, te in two.stretches]
    items.sort()
    out: list[tuple[int, int, int, int]] = []
    shifts = [0, 0]
    k = 0
    while k < len(items):
        low, high = items[k][:2]
        before = list(shifts)
        seen: set[int] = set()
        while k < len(items) and (not seen or items[k][0] < high or (items[k][0] == high and seen != {items[k][2]})):
            start, end, way, far = items[k]
            high = max(high, end)
            shifts[way] += far - (end - start)
            seen.add(way)
            k += 1
        out.append((low + before[0], high + shifts[0], low + before[1], high + shifts[1]))
    return out
