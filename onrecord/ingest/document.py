"""A document as it came in, before anything of language is known."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Document:
    """One raw article: its text and what the input itself says of it."""

    id: str
    text: str
    uri: str | None = None
    outlet: str | None = None
    headline: str | None = None
    published: str | None = None
    byline: str | None = None
    notes: list[str] = field(default_factory=list)
