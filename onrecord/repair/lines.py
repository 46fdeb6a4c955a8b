"""Line breaks that do not belong: inside a word, at the edge of a hard-wrapped line, after an end-of-line hyphen.

Each break is one question: does the text stop here, or go on, and if it goes on, as one word or as two? Whether it
stops is read off the layout (a sentence that is not over, a line as long as all others); one word or two is weighed by
how probable each is: the frequency of the joined word against its halves', with the article's own words counted in.
"""

from __future__ import annotations

import re

from onrecord.repair.break_signs import FULL, GOES_ON, sign_of
from onrecord.repair.breaks import breaks_of, fills_line, stops, wrap_width
from onrecord.repair.joining import Judge
from onrecord.repair.repaired import Edit

_SENTENCE_END = re.compile(r"[^\W\d_]{2}[.!?][\"'”’)]* +[\"“‘]?[A-Z]")
_TAIL = 120  # characters of the paragraph before a break that are looked at


def line_edits(text: str) -> list[Edit]:
    """The line breaks to mend, in order; nothing for a text whose lines all end where a sentence or heading does."""
    if "\n" not in text:
        return []
    breaks = breaks_of(text)
    width = wrap_width(breaks)
    signs = [FULL if fills_line(b, width) else sign_of(b, len(b.left), False, b.left[-_TAIL:]) for b in breaks]
    if not any(signs):
        return []
    judge = Judge(text, any(b.lines > 1 for b in breaks))
    broken = [b for b, sign in zip(breaks, signs, strict=True) if sign == GOES_ON and b.right[0].islower()]
    judge.broken = bool(broken)
    if width is not None and not judge.blank_lines:
        ends = sum(sign != FULL and stops(b.left) for b, sign in zip(breaks, signs, strict=True))
        judge.ends_rate = ends / (ends + len(_SENTENCE_END.findall(text)) + 1)
    odds = judge.odds_of_splits(broken)
    edits: list[Edit] = []
    paragraph = 0
    for b, sign in zip(breaks, signs, strict=True):
        length = b.start - paragraph
        if sign != FULL:
            sign = sign_of(b, length, bool(broken), text[max(paragraph, b.start - _TAIL) : b.start])
        found = judge.mend(b, sign, length, odds) if sign else None
        judge.carried = ""
        if found is None:
            paragraph = b.end
        else:
            edits.append(found)
            if not found.after:
                judge.carried = text[found.shown_start : found.start]
    return edits
