"""Repair: from the text as it came in to the text as it was written, with the way back."""

from __future__ import annotations

from onrecord.repair.characters import character_edits
from onrecord.repair.lines import line_edits
from onrecord.repair.repaired import Repaired, apply, compose


def repair(text: str) -> Repaired:
    """Mends what went wrong between the writer and this text; healthy text comes through unchanged.

    Characters first (mojibake, ligatures, soft hyphens, zero-width and odd spaces, broken quotation marks, `\\r\\n` to
    `\\n`), then line breaks (words split by one, hard wraps, end-of-line hyphens). Paragraph breaks stay. Every change
    is one `Repair` with its span in both texts. Takes any string; linear in its length.
    """
    first = character_edits(text)
    return compose(text, first, line_edits(apply(text, first) if first else text))
