"""The layout of an article: which stretch of its text is headline, byline, dateline, body, or none of these."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from onrecord.record import Source, Span

BlockKind = Literal["headline", "byline", "body", "heading", "caption", "publication", "boilerplate"]


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text of one kind, usually a paragraph; `[start, end)` in characters, white space trimmed.

    A body block that opens with a dateline starts after it (`Layout.source.dateline` holds the dateline's span).
    """

    kind: BlockKind
    start: int
    end: int


@dataclass(slots=True)
class Layout:
    """What the page layout gives: the filled-in `Source` and the blocks in text order."""

    source: Source
    blocks: list[Block] = field(default_factory=list)

    def spans(self, *kinds: BlockKind) -> list[Span]:
        """Spans of the blocks of these kinds, in text order."""
        return [(b.start, b.end) for b in self.blocks if b.kind in kinds]
