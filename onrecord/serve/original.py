"""The text as it came in, put together again from the mended text and its repairs."""

from __future__ import annotations

from typing import Any


def original(report: dict[str, Any]) -> list[tuple[str, str | None]]:
    """The source text in pieces: words as they are, or the words before a repair with its id (r1, r2, ...).

    `report` is plain JSON. Joined, the pieces are the text that was repaired: between two repairs both texts agree.
    """
    text: str = report["text"]
    found: list[tuple[str, str | None]] = []
    at = 0
    numbered = [(f"r{n}", repair) for n, repair in enumerate(report["repairs"], 1)]
    for id, repair in sorted(numbered, key=lambda item: (item[1]["source_start"], item[1]["source_end"])):
        if repair["start"] > at:
            found.append((text[at : repair["start"]], None))
        found.append((repair["before"], id))
        at = max(at, repair["end"])
    if at < len(text):
        found.append((text[at:], None))
    return found
