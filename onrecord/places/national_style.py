"""Where an article is at home, by the words that only its country's papers use: `sheriff`, `crown court`, `crore`.

A local paper never says in which country its towns lie; its offices, courts, schools and spelling do. The words stand
in tables/national_style.tsv.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from pathlib import Path

_MOST = 4  # a word counts so often at most
_DOUBT = 2.0  # signs for no country that every text is taken to hold


@functools.cache
def _signs() -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """Cues with their countries, by each way in which a cue's (first) word is written; longer ones in lower case."""
    signs: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    path = Path(__file__).with_name("tables") / "national_style.tsv"
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        cue, codes = line.split("\t")
        first = cue.split()[0]
        # A cue in lower case may begin a sentence.
        for form in dict.fromkeys((first, first.capitalize()) if first.islower() else (first,)):
            written = cue.lower() if " " in cue else cue
            signs.setdefault(form, []).append((written, tuple(codes.split(","))))
    return signs


@functools.cache
def sign_words() -> frozenset[str]:
    """The words by which a country's papers are told, or which begin such a phrase."""
    return frozenset(_signs())


def national_style(text: str, told: Sequence[str]) -> dict[str, float]:
    """The share of the signs in a text that speak for each country, by ISO 3166-1 alpha-3 code.

    The text is given with all its sign words, each as often as it stands there; other words do no harm. The shares sum
    to less than 1: a text with two or three signs says little.
    """
    signs = _signs()
    points: dict[str, float] = {}
    total = _DOUBT
    counted: dict[str, int] = {}
    codes_of: dict[str, tuple[str, ...]] = {}
    lowered = ""
    for word in sorted(set(told)):
        for cue, codes in signs.get(word, ()):
            if " " not in cue:
                counted[cue] = counted.get(cue, 0) + told.count(word)
            elif cue not in counted:
                lowered = lowered or text.lower()
                counted[cue] = lowered.count(cue)
            codes_of[cue] = codes
    for cue, number in counted.items():
        codes = codes_of[cue]
        weight = min(_MOST, number) / len(codes)
        total += weight
        for code in codes:
            points[code] = points.get(code, 0.0) + weight
    return {code: value / total for code, value in points.items()}
