"""Shares in words: "two thirds of lawmakers", "half of the villages", "three-quarters of voters", as percentages."""

from __future__ import annotations

import re
from functools import cache

from onrecord.language.reading import Sentence
from onrecord.quantities.kinds import has_fate
from onrecord.quantities.tables import tables
from onrecord.record import Bound, Quantity
from onrecord.times.numbers import read_number
from onrecord.times.words import words as time_words

# "One in five", "four in 10".
_WHOLES = ("three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "twenty", "100", "10", "12", "20",
           "50", "3", "4", "5", "6", "7", "8", "9")  # fmt: skip


@cache
def _pattern() -> re.Pattern[str]:
    """Bound, count, part, "of"; "half" needs no count."""
    bounds = "|".join(
        re.escape(b).replace(r"\ ", r"\s+") for b in sorted(tables()["bound"], key=lambda b: (-len(b), b))
    )
    parts = "|".join(sorted(tables()["fraction"], key=lambda p: (-len(p), p)))
    counts = "an?|one|two|three|four|five|six|seven|eight|nine"
    whole = "|".join(_WHOLES)
    return re.compile(
        rf"(?<![\w-])(?:(?P<bound>{bounds})\s+)?(?:(?P<count>{counts})[\s-]+(?P<part>{parts})s?|(?P<half>half))\s+of\b"
        rf"|(?<![\w-])(?:(?P<bound2>{bounds})\s+)?(?P<few>one|two|three|four|five|six|seven|eight|nine|[1-9])"
        rf"\s+(?:in|out\s+of)\s+(?P<whole>{whole})(?![\w.,:/-]*\d)(?!\s+(?:million|billion|thousand|hundred))\b",
        re.IGNORECASE,
    )


def fractions(text: str, sentence: Sentence) -> list[Quantity]:
    """The shares of a sentence, in text order, without ids; shares of a length of time are left out.

    The value is a percentage to one digit; the span ends before "of".
    """
    low = text[sentence.start : sentence.end].lower()
    shared = " of" in low and any(part in low for part in ("half", *tables()["fraction"]))
    if not shared and " out of " not in low and not (" in " in low and any(f" in {w}" in low for w in _WHOLES)):
        return []
    found = []
    for m in _pattern().finditer(text, sentence.start, sentence.end):
        after = next(iter(sentence.tokens_in(m.end(), sentence.end)), None)
        if m["few"]:
            if one := _one_in(sentence, m, after):
                found.append(one)
            continue
        if after is None or _is_time(sentence, after):
            continue
        count = 1.0 if m["half"] else read_number(m["count"].lower()) or 1.0
        share = count * (50.0 if m["half"] else 100.0 / tables()["fraction"][m["part"].lower()])
        if share > 100:
            continue
        bound: Bound = tables()["bound"][" ".join(m["bound"].lower().split())] if m["bound"] else "exact"
        end = m.end() - len("of")
        span = text[m.start() : end].rstrip()
        found.append(
            Quantity("", m.start(), m.start() + len(span), span, round(share, 1), bound, "%", kind="percentage")
        )
    return found


def _is_time(sentence: Sentence, at: int) -> bool:
    """Whether a length of time follows: "a third of a year"."""
    units = time_words("unit")
    return any(word.lower() in units for word in sentence.words[at : at + 3])


def _one_in(sentence: Sentence, m: re.Match[str], after: int | None) -> Quantity | None:
    """`one in five children`, `nearly four in 10`; no share is "killed two in 10 days", "three in four attacks"."""
    few, whole = read_number(m["few"].lower()), read_number(m["whole"].lower())
    first = next(iter(sentence.tokens_in(m.start("few"), m.end())), 0)
    if few is None or whole is None or few >= whole or (after is not None and _is_time(sentence, after)):
        return None
    before = sentence.lemmas[first - 1].lower() if first else ""
    if has_fate(sentence, range(max(0, first - 1), first)) or before in ("no.", "number"):
        return None
    bound: Bound = tables()["bound"][" ".join(m["bound2"].lower().split())] if m["bound2"] else "exact"
    value = round(100 * few / whole, 1)
    return Quantity("", m.start(), m.end(), m.group(), value, bound, "%", kind="percentage")
