"""Numbers in words and figures as values: `three hundred and fifty`, `2.5`, `1,200`, `two and a half`, `a dozen`."""

from __future__ import annotations

import re

from onrecord.times.words import words

_HALF = re.compile(r"\s+and a half$|[\s-]?(?:1/2|½)$")
_FIGURES = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
# Words for a number that nobody counted; TIMEX3 writes X.
VAGUE = (
    "several",
    "few",
    "some",
    "many",
    "couple",
    "number of",
    "dozens of",
    "hundreds of",
    "thousands of",
    "another few",
)


def read_number(text: str) -> float | None:
    """The value of a number phrase; None for a vague one (`several`) or one that is no number."""
    text = " ".join(text.lower().split())
    half = 0.0
    if _HALF.search(text):
        text, half = _HALF.sub("", text), 0.5
    if text in ("half", "half a", "half an", "a half", "an half", "one half"):
        return 0.5
    if any(word in text for word in VAGUE) and text not in ("a couple", "a couple of", "couple", "couple of"):
        return None
    if text.startswith(("a couple", "couple")):
        return 2 + half
    figures = _FIGURES.fullmatch(text)
    if figures:
        return float(text.replace(",", "")) + half
    if text in ("a", "an", "another") or (
        re.fullmatch(r"an? \w+", text) and text.split()[1] in ("single", "full", "whole", "further", "good")
    ):
        return 1 + half
    return _in_words(text, half)


def _in_words(text: str, half: float) -> float | None:
    numbers = words("number")
    total = current = 0.0
    seen = False
    for part in re.split(r"[\s-]+", text):
        if part in ("and", "a", "an"):
            continue
        if _FIGURES.fullmatch(part):
            n: float = float(part.replace(",", ""))
        else:
            found = numbers.get(part) or numbers.get(part.removesuffix("s"))
            if found is None and part != "zero":
                return None
            n = float(found or 0)
        seen = True
        if n == 100 or (n == 12 and part == "dozen"):
            current = (current or 1) * n
        elif n >= 1000:
            total += (current or 1) * n
            current = 0.0
        else:
            current += n
    return total + current + half if seen else None


def figure(n: float) -> str:
    """A number as TIMEX3 writes it in a duration: 3, 2.5."""
    return str(int(n)) if n == int(n) else f"{n:g}"
