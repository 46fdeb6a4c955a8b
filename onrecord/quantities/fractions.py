"""Shares in words: "two thirds of lawmakers", "half of the villages", "three-quarters of voters", as percentages."""

from __future__ import annotations

import re
from functools import cache

from onrecord.language.reading import Sentence
from onrecord.quantities.tables import tables
from onrecord.record import Bound, Quantity
from onrecord.times.numbers import read_number
from onrecord.times.words import words as time_words


@cache
def _pattern() -> re.Pattern[str]:
    """Bound, count, part, "of"; "half" needs no count."""
    bounds = "|".join(
        re.escape(b).replace(r"\ ", r"\s+") for b in sorted(tables()["bound"], key=lambda b: (-len(b), b))
    )
    parts = "|".join(sorted(tables()["fraction"], key=lambda p: (-len(p), p)))
    counts = "an?|one|two|three|four|five|six|seven|eight|nine"
    return re.compile(
        rf"(?<![\w-])(?:(?P<bound>{bounds})\s+)?(?:(?P<count>{counts})[\s-]+(?P<part>{parts})s?|(?P<half>half))\s+of\b",
        re.IGNORECASE,
    )


def fractions(text: str, sentence: Sentence) -> list[Quantity]:
    """The shares of a sentence, in text order, without ids; shares of a length of time are left out.

    The value is a percentage to one digit; the span ends before "of".
    """
    low = text[sentence.start : sentence.end].lower()
    if " of" not in low or not any(part in low for part in ("half", *tables()["fraction"])):
        return []
    found = []
    for m in _pattern().finditer(text, sentence.start, sentence.end):
        after = next(iter(sentence.tokens_in(m.end(), sentence.end)), None)
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
