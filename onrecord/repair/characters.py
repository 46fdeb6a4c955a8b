"""Characters that went wrong on the way: mojibake, ligatures, soft hyphens, odd spaces, broken quotation marks."""

from __future__ import annotations

import bisect
import re

import ftfy

from onrecord.repair.repaired import Edit, edit

# Unicode's Latin ligatures (U+FB00-FB06), which fonts make and PDF extraction leaves behind.
LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}

_ODD = re.compile(
    "(?P<soft>\u00ad+(?:[ \\t]*\\r?\\n[ \\t]*)?)"
    "|(?P<line>\\r\\n?|[\u2028\u2029\\x0b\\x0c])"
    "|(?P<ligature>[\ufb00-\ufb06])"
    "|(?P<zero>[\u200b\u2060\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069]+|(?<=[\\x00-\u024f])[\u200c\u200d](?=[\\x00-\u024f]))"
    "|(?P<space>[\u00a0\u2000-\u200a\u202f\u205f\u3000])"
    "|(?P<control>[\\x00-\\x08\\x0e-\\x1f\\x7f]+)"
    "|(?P<mark>``|(?<![\\w'])''(?!')|(?<=[^\\s'])''(?![\\w'])|(?<=[A-Za-z])\ufffd(?=(?:s|t|re|ve|ll|d|m)\\b))"
)
# Of these one must stand in a text that has anything for `_ODD` to find.
_ASCII_ODD = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f]|``|''")
_WIDE_ODD = re.compile(
    "[\\x00-\\x08\\x0b-\\x1f\\x7f\u00a0\u00ad\u2000-\u200f\u2028-\u202f\u205f\u2060\u2066-\u2069\u3000\ufb00-\ufb06\ufeff\ufffd]|``|''"
)
# UTF-8 read as Windows-1252 or Latin-1 shows as one of these lead letters with another strange character after it; a
# C1 control stands for Windows-1252 read as Latin-1.
_MOJIBAKE = re.compile("[ÂÃÄÅÆÎÏÐÑØÙâãäåæèéêëìðñ\u0393\u0432\u0420\u0421\u0412][^\\x00-\\x7f]|[\\x80-\\x9f]")
# A capital A with tilde inside a word of small letters is the first half of an accented letter.
_INNER = re.compile("(?<=[A-Za-z])Ã[^\\x00-\\x7f](?=[a-z])")
# A space may stand for the byte A0 after a lead letter (à).
_WIDE_RUN = re.compile("[^\\x00-\\x7f]+(?:(?<=Ã) [^\\x00-\\x7f]*)*")
# A line, or of a very long one a piece that ends at a space, so that the work stays linear.
_PIECE = re.compile("[^\\n]{1,1500}[^\\n ]*[\\n ]?")


def character_edits(text: str) -> list[Edit]:
    """What to change in single characters, in order; nothing for a text in which all is well."""
    ascii_only = text.isascii()
    odd = (_ASCII_ODD if ascii_only else _WIDE_ODD).search(text) is not None
    edits = _mojibake(text) if not ascii_only and _MOJIBAKE.search(text) else []
    if odd:
        taken = [(e.start, e.end) for e in edits]
        for e in _odd(text):
            if not any(start < e.end and e.start < end for start, end in _around(taken, e.start)):
                edits.append(e)
        edits.sort(key=lambda e: e.start)
    return edits


def _around(taken: list[tuple[int, int]], place: int) -> list[tuple[int, int]]:
    k = bisect.bisect_left(taken, (place, place))
    return taken[max(0, k - 1) : k + 1]


def _odd(text: str) -> list[Edit]:
    out = []
    for m in _ODD.finditer(text):
        found, start, end = m.group(), *m.span()
        match m.lastgroup:
            case "soft":
                out.append(edit("soft-hyphen", start, end, ""))
            case "line":
                out.append(edit("line-ending", start, end, "\n"))
            case "ligature":
                out.append(edit("ligature", start, end, LIGATURES[found]))
            case "zero":
                out.append(edit("zero-width", start, end, ""))
            case "space":
                out.append(edit("space", start, end, " "))
            case "control":
                out.append(edit("control", start, end, ""))
            case _:
                out.append(edit("quotation-mark", start, end, "’" if found == "\ufffd" else '"'))
    return out


def _mojibake(text: str) -> list[Edit]:
    """Runs of characters that were decoded with the wrong table, mended as ftfy says, run by run.

    A run is mended alone where ftfy mends it alone; else with the whole of its line, since what tells a wrong decoding
    from a rare word may stand elsewhere in the line.
    """
    out: list[Edit] = []
    for m in _PIECE.finditer(text):
        if not m.group().isascii() and _MOJIBAKE.search(m.group()):
            out.extend(_line(m.group(), m.start()))
    return out


def _line(line: str, offset: int) -> list[Edit]:
    whole = _decoded(line)
    if whole == line:
        return []
    runs = [(m.start(), m.end()) for m in _WIDE_RUN.finditer(line)]
    # What stands between the runs is ASCII and passes unchanged, so it pins each run of the mended line.
    pattern = [re.escape(line[: runs[0][0]])]
    for k, (_, end) in enumerate(runs):
        following = runs[k + 1][0] if k + 1 < len(runs) else len(line)
        pattern.append("(.*?)" + re.escape(line[end:following]))
    found = re.fullmatch("".join(pattern), whole, re.DOTALL) if len(runs) <= 90 else None
    mended = [_decoded(line[a:b]) for a, b in runs] if found is None else list(found.groups())
    return [
        edit("mojibake", offset + a, offset + b, new)
        for (a, b), new in zip(runs, mended, strict=True)
        if new != line[a:b]
    ]


def _letter(found: re.Match[str]) -> str:
    try:
        letter = found.group().encode("sloppy-windows-1252").decode("utf-8")
    except UnicodeError:
        return found.group()
    return letter if letter.isalpha() else found.group()


def _decoded(text: str) -> str:
    fixed = _INNER.sub(_letter, ftfy.fix_encoding(text))
    return fixed if fixed.isascii() else ftfy.fixes.fix_c1_controls(fixed)
