"""Records as highlights in the text of their article.

Records overlap and nest: an event's trigger stands within what was said, a place within an actor's name, a statement's
words to both sides of its cue. The text is therefore cut at every boundary, and each piece knows which records cover
it; put together again the pieces are the text, whatever the records are.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

# What can be switched on and off, in the order of the switches, with its name.
LAYERS: dict[str, str] = {
    "statements": "Statements",
    "events": "Events",
    "actors": "Actors",
    "places": "Places",
    "times": "Times",
    "quantities": "Numbers",
    "repairs": "Repairs",
}


@dataclass(frozen=True, slots=True)
class Highlight:
    """`[start, end)` of a text belongs to the record `id` of a layer; `part` says as what (content, cue, source).

    Without layer and id it is a part of the page's layout: headline, dateline.
    """

    start: int
    end: int
    layer: str
    id: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that the same highlights cover, the innermost (shortest) last."""

    start: int
    text: str
    highlights: tuple[Highlight, ...]
    opens: bool  # a highlight begins here

    @property
    def ids(self) -> list[str]:
        """The records that cover it, innermost first, each once."""
        return list(dict.fromkeys(h.id for h in reversed(self.highlights) if h.id))

    @property
    def classes(self) -> list[str]:
        """Names for the style sheet: the layers, and the parts of statements."""
        names = (
            name
            for h in self.highlights
            for name in (f"on-{h.layer}" if h.layer else "", f"is-{h.part}" if h.part else "")
        )
        return list(dict.fromkeys(name for name in names if name))


def pieces(text: str, highlights: Iterable[Highlight]) -> list[Piece]:
    """Cut `text` at every boundary of the highlights. Spans beyond the text are clipped, empty ones left out."""
    clipped = [
        Highlight(max(0, h.start), min(len(text), h.end), h.layer, h.id, h.part)
        for h in highlights
        if max(0, h.start) < min(len(text), h.end)
    ]
    clipped.sort(key=lambda h: (h.start, -h.end, h.layer, h.id, h.part))
    cuts = sorted({0, len(text), *(h.start for h in clipped), *(h.end for h in clipped)})
    found: list[Piece] = []
    active: list[Highlight] = []
    coming = 0
    for start, end in pairwise(cuts):
        active = [h for h in active if h.end > start]
        before = coming
        while coming < len(clipped) and clipped[coming].start == start:
            active.append(clipped[coming])
            coming += 1
        # A word that tells an event and that somebody said something is the event's first: it is filled as such.
        inmost_last = sorted(
            active, key=lambda h: (h.start - h.end, h.start, h.part == "trigger", h.layer, h.id, h.part)
        )
        found.append(Piece(start, text[start:end], tuple(inmost_last), coming > before))
    return found


def headline_span(report: dict[str, Any]) -> tuple[int, int] | None:
    """Where the headline stands at the head of the text; None where the text begins without it."""
    headline = (report["source"]["headline"] or "").strip()
    start = report["text"].find(headline, 0, len(headline) + 200) if headline else -1
    return (start, start + len(headline)) if start >= 0 and not report["text"][:start].strip() else None


def highlights_of(report: dict[str, Any]) -> list[Highlight]:
    """Every span of a report (as plain JSON values) that a reader may want to see. Repairs are called r1, r2, ..."""
    found: list[Highlight] = []
    for statement in report["statements"]:
        for part in ("source", "cue", "content"):
            found += [Highlight(s, e, "statements", statement["id"], part) for s, e in statement[part]]
    for event in report["events"]:
        found += [Highlight(s, e, "events", event["id"], "trigger") for s, e in event["trigger"]]
    for mention in report["mentions"]:
        if mention["actor"]:
            found.append(Highlight(mention["start"], mention["end"], "actors", mention["actor"]))
    for layer in ("places", "times", "quantities"):
        found += [Highlight(item["start"], item["end"], layer, item["id"]) for item in report[layer]]
    for n, repair in enumerate(report["repairs"], 1):
        found.append(Highlight(repair["start"], repair["end"], "repairs", f"r{n}"))
    return found


def layout_of(report: dict[str, Any]) -> list[Highlight]:
    """The parts of a report's text that are set in letters of their own: headline and dateline."""
    headline, dateline = headline_span(report), report["source"]["dateline"]
    found = [Highlight(*headline, "", "", "headline")] if headline else []
    if dateline:
        found.append(Highlight(dateline["start"], dateline["end"], "", "", "dateline"))
    return found
