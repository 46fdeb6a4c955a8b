"""What the layout says of a line break: that the text ends there, perhaps goes on, or surely goes on."""

from __future__ import annotations

import re

from onrecord.repair.breaks import CODE_END, HYPHENS, OPEN_WORDS, TITLES, Break, abbreviated, bare_line, stops

LAST_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’](?=[^\W\d_]))*$")
_OPENING = "“\"‘'("
_URL = re.compile(r"https?:|www\.|\S+@\S+\.\w|\w+\.(?:com|org|net)\b")
GLUED = re.compile(r"['’](?:s|t|re|ve|ll|d|m)\b|[,;:.!?)\]”](?:\s|$)")
LONG_LINE = 60
ENDS, PERHAPS, GOES_ON, FULL = range(4)


def sign_of(b: Break, length: int, broken: bool, tail: str) -> int:
    """What a break outside the wrapped lines looks like: an end (0), perhaps a split word, or surely inside a sentence.

    `length`: characters of the paragraph so far; `tail`: its last ones. `broken`: the text has breaks that surely stand
    inside a sentence.
    """
    left, right = b.left, b.right
    if left[-1] in CODE_END or right[0] in CODE_END or _URL.match(right):
        return ENDS
    first = right[0]
    if left[-1] in HYPHENS and left[-2:-1].isalnum() and first.isalnum():
        return GOES_ON
    if stops(left):
        bare = bare_line(left)
        if b.lines > 1 or length + len(right) < LONG_LINE:
            return ENDS
        if first.islower() and (abbreviated(left) or (len(bare) < len(left) and bare[-1:] in ("!", "?"))):
            return GOES_ON
        titled = abbreviated(left) and left.split()[-1][:-1].lower() in TITLES
        return GOES_ON if titled and first.isalnum() else ENDS
    opening = first in _OPENING and right[1:2].isalnum()
    if first in ",;:.!?)]”’'\"" and (not opening or GLUED.match(right)):
        return GOES_ON if GLUED.match(right) and (first not in ".:!?" or length >= LONG_LINE) else ENDS
    long = length + len(b.ahead) >= LONG_LINE
    if first.islower():
        if right[1:2] == " " and first not in "ai" and b.lines > 1:
            return ENDS  # the letter is a bullet
        return GOES_ON if long or broken else PERHAPS
    if b.lines > 1:
        return ENDS
    if (long or broken) and (first.isalnum() or opening) and open_ended(tail, length, b, broken):
        return GOES_ON
    return PERHAPS if first.isupper() and left[-1].isalpha() else ENDS


def open_ended(tail: str, length: int, b: Break, broken: bool) -> bool:
    """A line that can't be the last of its paragraph though the next begins with a capital, a figure or a quotation."""
    first = b.right[0]
    last = LAST_WORD.search(tail[-40:])
    if last and last.group().lower() in OPEN_WORDS and (last.group().islower() or broken):
        return broken or length >= 40 or first.isdigit()
    if tail[-1] in ",–—&":
        if broken and tail[-1] in ",&":
            return length + len(b.ahead) >= LONG_LINE or length >= 30
        return length >= 40 and first.isalnum()
    if not broken or length < 30 or length + len(b.ahead) < LONG_LINE:
        return False
    if first in "“\"‘'" and not tail.split()[-1].islower():
        return False  # a quotation after a name is the next in a list
    # Running text that just stops, in a text with breaks like that: headings are short or have capitals throughout.
    words = [w for w in tail.split()[-9:] if w[0].isalpha()]
    return len(words) >= 3 and sum(w[0].islower() for w in words) >= 0.4 * len(words)
