"""Who is meant by an age alone: `"...," the 58-year-old said`."""

from __future__ import annotations

import re

from onrecord.statements.speakers import MentionIndex
from onrecord.statements.stream import Fragment, Stream

_AGE = re.compile(r"[Tt]he (?:\d+|[a-z]+(?:-[a-z]+)?)[- –]year[- –]old")


def is_by_age(stream: Stream, source: Fragment) -> bool:
    """Whether a source says only how old somebody is."""
    start, end = stream.span(source.first, source.last)
    return _AGE.fullmatch(stream.reading.text[start:end].strip(" ,")) is not None


def who_is_so_old(stream: Stream, source: Fragment, index: MentionIndex) -> str | None:
    """The one person whom the paragraph, else the one before it, speaks of outside of quotations; None where it speaks
    of two."""
    start = stream.starts[source.first]
    here = stream.paragraph[source.first]
    for back in (0, 1):
        told = {
            m.actor
            for m in index.mentions
            if m.end <= start and m.actor and m.type == "person" and _paragraph(stream, m.start) == here - back
            and not _quoted(stream, m.start)
        }  # fmt: skip
        if told:
            return told.pop() if len(told) == 1 else None
    return None


def _token(stream: Stream, at: int) -> int | None:
    inside = stream.range_of(at, at + 1)
    return inside.start if inside else None


def _paragraph(stream: Stream, at: int) -> int:
    token = _token(stream, at)
    return -1 if token is None else stream.paragraph[token]


def _quoted(stream: Stream, at: int) -> bool:
    token = _token(stream, at)
    return token is not None and stream.is_quoted(token)
