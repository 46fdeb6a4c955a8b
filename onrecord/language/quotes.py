"""Quotations by their marks: which stretches of a text stand between quotation marks, and each token's quote state.

Only the marks and the white space around them are looked at, so this runs before any model (the language model takes
the state as an input feature). Double marks of any make pair by a stack within a paragraph; a quotation that a
paragraph leaves open runs to its end when the next paragraph opens with a mark again (the newspaper convention) or goes
on to a closing mark. Single marks count where they open before a word and close after one; apostrophes do not.
Linear in the length of the text whatever the marks.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.record import Span

OUTSIDE, IN_DOUBLE, IN_SINGLE, MARK = 0, 1, 2, 3

_DOUBLE = re.compile(r"[“”„‟\"«»＂]|''|``|‘‘|’’")
_OPENERS = frozenset(["“", "„", "‟", "«", "``", "‘‘"])
_CLOSERS = frozenset(["”", "»", "’’"])
_SINGLE_OPEN = re.compile(r"(?<![\w'‘’.,!?;:)])[‘'](?=[\w\[“\"$£€#@…])")
_SINGLE_CLOSE = re.compile(r"(?<=[^\s‘'(\[])['’](?!['’\w])")
# Words that begin with an apostrophe: 'em, '90s.
_ELISION = re.compile(r"(?:\d\ds?\b|em\b|til\b|tis\b|twas\b|cause\b|n\b|bout\b|round\b)", re.IGNORECASE)
_BEFORE_OPEN = frozenset(" \t\n\r\xa0\u2002\u2003\u2009\u200a\u202f([{—–―-/‘“'")
_AFTER_CLOSE = frozenset(" \t\n\r\xa0\u2002\u2003\u2009\u200a\u202f.,;:!?)]}—–―-/’”'…")
_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Quotation:
    """One stretch between quotation marks, marks included, never over a paragraph's end.

    `inner` is the span without the marks; `closed` is False where the closing mark is missing; `continues` is True
    where it goes on with the quotation that the paragraph before left open; `depth` is 0 for the outermost.
    """

    start: int
    end: int
    inner: Span
    mark: Literal["double", "single"]
    depth: int
    closed: bool
    continues: bool


@dataclass(slots=True)
class _Open:
    start: int
    end: int
    depth: int
    continues: bool
    next_open: int | None = None


def _roles(text: str, start: int, end: int) -> tuple[bool, bool]:
    """Whether the mark at `[start, end)` could open and could close a quotation, by the characters beside it."""
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    opens = before in _BEFORE_OPEN and not after.isspace() and after not in ".,;:!?)]}"
    closes = not before.isspace() and before not in "([{" and after in _AFTER_CLOSE
    return opens, closes


def _paragraphs(text: str) -> list[Span]:
    return [m.span() for m in _LINE.finditer(text) if not m.group().isspace()]


def find_quotations(text: str, paragraphs: Sequence[Span] | None = None) -> list[Quotation]:
    """All quotations of a text in order of their start, nested ones included.

    `paragraphs` are the spans to pair marks within; by default the lines. An opening mark without a partner counts to
    the end of its paragraph where the quotation runs on, else to the next opening mark or the paragraph's end; a
    closing mark without a partner counts from the paragraph's start only where the paragraph before was left open.
    """
    spans = list(paragraphs) if paragraphs is not None else _paragraphs(text)
    found: list[Quotation] = []
    left_open = False  # the paragraph before ended within a quotation
    for k, (start, end) in enumerate(spans):
        reopens = k + 1 < len(spans) and _opens_with_mark(text, spans[k + 1])
        found_here, left_open = _doubles(text, start, end, left_open, reopens)
        found.extend(found_here)
        found.extend(_singles(text, start, end, found_here))
    found.sort(key=lambda q: (q.start, -q.end))
    return found


def _opens_with_mark(text: str, span: Span) -> bool:
    start = span[0]
    while start < span[1] and text[start].isspace():
        start += 1
    m = _DOUBLE.match(text, start, span[1])
    return m is not None and _roles(text, *m.span())[0]


def _doubles(text: str, start: int, end: int, left_open: bool, reopens: bool) -> tuple[list[Quotation], bool]:
    """The double-mark quotations of one paragraph, and whether it ends within one."""
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    out: list[Quotation] = []
    stack: list[_Open] = []
    marks = [m.span() for m in _DOUBLE.finditer(text, start, end)]
    for n, (a, b) in enumerate(marks):
        mark = text[a:b]
        opens, closes = _roles(text, a, b)
        if mark in _OPENERS:
            is_open = not (stack and closes and not opens)
        elif mark in _CLOSERS:
            is_open = not stack and opens and not closes
        elif opens != closes:
            is_open = opens
        else:
            is_open = not stack
        if is_open:
            for held in stack:
                if held.next_open is None:
                    held.next_open = a
            stack.append(_Open(a, b, len(stack), left_open and a == start))
            if len(stack) > 8:  # hopeless pairing: forget the oldest, so that no stack grows without end
                stack.pop(0)
        elif stack:
            held = stack.pop()
            out.append(Quotation(held.start, b, (held.end, a), "double", held.depth, True, held.continues))
        elif n == 0 and left_open:
            out.append(Quotation(start, b, (start, a), "double", 0, True, True))
        elif mark == '"' and text[a - 1 : a].isdigit():
            continue  # an inch mark: 6'2"
    runs_on = False
    for place, held in enumerate(stack):
        # The last one left open, or any that the next paragraph takes up again, goes to the end of the paragraph.
        to_end = held.next_open is None or (place == 0 and reopens)
        stop = end if to_end else held.next_open or end
        while stop > held.end and text[stop - 1].isspace():
            stop -= 1
        if stop > held.end:
            out.append(Quotation(held.start, stop, (held.end, stop), "double", held.depth, False, held.continues))
        runs_on = runs_on or to_end
        if to_end and place == 0:
            break
    return out, runs_on


def _singles(text: str, start: int, end: int, doubles: list[Quotation]) -> list[Quotation]:
    """The single-mark quotations of one paragraph."""
    opens = [m.start() for m in _SINGLE_OPEN.finditer(text, start, end)]
    if not opens:
        return []
    closes = [m.start() for m in _SINGLE_CLOSE.finditer(text, start, end)]
    inside = sorted(q.inner for q in doubles if q.depth == 0)
    inside_starts = [s for s, _ in inside]
    out: list[Quotation] = []
    done = start
    for n, a in enumerate(opens):
        if a < done or _ELISION.match(text, a + 1):
            continue
        following = opens[n + 1] if n + 1 < len(opens) else end
        k = bisect.bisect_right(closes, a)
        # A possessive plural ("the workers' rights") is passed over where a better closing mark follows.
        while k + 1 < len(closes) and closes[k + 1] < following and _may_be_possessive(text, closes[k]):
            k += 1
        if k >= len(closes) or closes[k] <= a + 1 or (text[a] != "‘" and text[closes[k]] == "’"):
            continue
        b = closes[k]
        host = bisect.bisect_right(inside_starts, a) - 1
        within = host >= 0 and a < inside[host][1]
        if within and b > inside[host][1]:
            continue
        if text[a] == "'" and b >= following and not within:
            continue
        out.append(Quotation(a, b + 1, (a + 1, b), "single", 1 if within else 0, True, False))
        done = b + 1
    return out


def _may_be_possessive(text: str, at: int) -> bool:
    return text[at - 1] in "sxz" and text[at + 1 : at + 2] == " " and text[at + 2 : at + 3].isalnum()


def quote_state(text: str, token_spans: Sequence[Span]) -> list[int]:
    """One state a token: 0 outside, 1 within double marks, 2 within single marks, 3 a quotation mark itself.

    Within several, the outermost counts. Tokens are character spans in text order; the whole text must be given, since
    a quotation runs over paragraphs.
    """
    state = bytearray(len(text))
    marks = bytearray(len(text))
    covered = 0
    for q in find_quotations(text):
        if q.start >= covered:
            value = IN_DOUBLE if q.mark == "double" else IN_SINGLE
            state[q.start : q.end] = bytes([value]) * (q.end - q.start)
            covered = q.end
        for a, b in ((q.start, q.inner[0]), (q.inner[1], q.end)):
            marks[a:b] = b"\x01" * (b - a)
    for m in _DOUBLE.finditer(text):  # unpaired marks are marks all the same
        marks[m.start() : m.end()] = b"\x01" * (m.end() - m.start())
    out = []
    for start, end in token_spans:
        if start >= len(text):
            out.append(OUTSIDE)
        elif text[start].isalnum():
            out.append(state[start])
        elif start < end and marks[start] and all(marks[start:end]):
            out.append(MARK)
        else:
            out.append(state[next((i for i in range(start, end) if text[i].isalnum()), start)])
    return out
