"""The line breaks of a text, the lines beside them, and the width that it is hard-wrapped at."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files

BREAK = re.compile(r"[ \t]*\n[ \t\n]*")
CLOSING = "\"'”’)]»"
STOP = ".!?…"
HYPHENS = "-‐"
CODE_END = "{}<>=|\\"
_EDGES = tomllib.loads(files("onrecord.repair").joinpath("edges.toml").read_text("utf-8"))
OPEN_WORDS = frozenset(_EDGES["open"])
TITLES = frozenset(_EDGES["titles"])


@dataclass(slots=True)
class Break:
    """A run of white space with a line break in it, between two pieces of text."""

    start: int
    end: int
    lines: int
    left: str  # the line before, without its trailing space
    right: str  # the line after, without its indent
    left_start: int
    ahead: str  # the line after, with the next where it is a piece of a word


def breaks_of(text: str) -> list[Break]:
    """The line breaks of a text in order, but for those at its ends."""
    found = [m for m in BREAK.finditer(text) if m.start() > 0 and m.end() < len(text)]
    out = []
    for k, m in enumerate(found):
        left_start = found[k - 1].end() if k else 0
        right_end = found[k + 1].start() if k + 1 < len(found) else len(text)
        # Long lines need no copy: the 200 characters next to the break tell all that is asked of them but their length.
        out.append(
            Break(
                m.start(),
                m.end(),
                m.group().count("\n"),
                text[left_start : m.start()],
                text[m.end() : right_end],
                left_start,
                "",
            )
        )
    for b, following in zip(out, [*out[1:], None], strict=False):
        piece = following is not None and following.lines == 1 and len(b.right) < 20 and following.right[0].islower()
        b.ahead = b.right + following.right if piece and following is not None and " " not in b.right else b.right
    return out


def wrap_width(breaks: list[Break]) -> int | None:
    """The width a text is hard-wrapped at, or None. Filled lines hold no room for the word that follows them."""
    single = [b for b in breaks if b.lines == 1 and len(b.left) <= 140]  # longer lines are paragraphs left unwrapped
    if len(single) < 3:
        return None
    # The longest lines may be an address or a headline that was never wrapped: the width that explains most lines wins.
    lengths = sorted({len(b.left) for b in single}, reverse=True)[:6]
    best, width = 0, 0
    for candidate in lengths:
        longer = sum(len(b.left) > candidate for b in single)
        explained = sum(fills_line(b, candidate) for b in single) - 2 * longer
        if explained > best and candidate >= 30:
            best, width = explained, candidate
    full = [b for b in single if fills_line(b, width)]
    going_on = sum(not stops(b.left) for b in full)
    if len(full) >= 3 and len(full) >= 0.5 * len(single) and going_on >= 0.5 * len(full):
        return width
    return None


def fills_line(b: Break, width: int | None) -> bool:
    """Whether the line before the break is filled: the next word would not have fitted into `width`."""
    if width is None or b.lines > 1 or len(b.left) > width:
        return False
    room = width - len(b.left)
    if b.left[-1] in HYPHENS:
        return room < 12
    return room < 1 + len(b.ahead.split(None, 1)[0])


def bare_line(line: str) -> str:
    """A line without the quotation marks and brackets that close it."""
    return line.rstrip(CLOSING)


def stops(line: str) -> bool:
    """The line ends as a sentence does."""
    bare = bare_line(line)
    return not bare or bare[-1] in STOP or bare[-1] in ":;" or bare[-1] in CODE_END


def abbreviated(line: str) -> bool:
    """The line's last word is a title or initials, whose point ends no sentence."""
    last = line.split()[-1] if line.endswith(".") and line.split() else ""
    return bool(last) and (last[:-1].lower().strip('(“"‘') in TITLES or re.fullmatch(r"(?:[A-Z]\.)+", last) is not None)
