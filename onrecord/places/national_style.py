"""Where an article is at home, by the words that only its country's papers use: `sheriff`, `crown court`, `crore`.

A local paper never says in which country its towns lie; its offices, courts, schools and spelling do. The words stand
in tables/national_style.tsv.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Set
from pathlib import Path
from typing import NamedTuple

_MOST = 4  # a word counts so often at most
_DOUBT = 2.0  # signs for no country that every text is taken to hold
_BEGINNING = 3  # letters by which the second word of a cue is told: of "law" and "laws"


class Told(NamedTuple):
    """How often each sign word stands in a text (other words do no harm), and the words that follow one, None where
    they are not known."""

    words: Mapping[str, int]
    after: Set[str] | None = None


class _Cue(NamedTuple):
    """A cue, its countries, and how the second of its words begins, if it has several."""

    written: str
    codes: tuple[str, ...]
    second: str


@functools.cache
def _signs() -> dict[str, list[_Cue]]:
    """Cues by each way in which a cue's (first) word is written; longer ones in lower case."""
    signs: dict[str, list[_Cue]] = {}
    path = Path(__file__).with_name("tables") / "national_style.tsv"
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        cue, codes = line.split("\t")
        first, *further = cue.split()
        second = further[0][:_BEGINNING].lower() if further else ""
        # A cue in lower case may begin a sentence.
        for form in dict.fromkeys((first, first.capitalize()) if first.islower() else (first,)):
            written = cue.lower() if further else cue
            signs.setdefault(form, []).append(_Cue(written, tuple(codes.split(",")), second))
    return signs


@functools.cache
def sign_words() -> frozenset[str]:
    """The words by which a country's papers are told, or which begin such a phrase."""
    return frozenset(_signs())


def national_style(text: str, told: Told) -> dict[str, float]:
    """The share of the signs in a text that speak for each country, by ISO 3166-1 alpha-3 code.

    The shares sum to less than 1: a text with two or three signs says little. A country has a share of 0 where only the
    first words of its cues stand: the text might still be one of its papers'.
    """
    signs = _signs()
    points: dict[str, float] = {}
    total = _DOUBT
    counted: dict[str, int] = {}
    codes_of: dict[str, tuple[str, ...]] = {}
    lowered = ""
    # Most longer cues are not in the text, as the words after their first one show sooner than a search.
    after = None if told.after is None else {word[:_BEGINNING].lower() for word in told.after}
    for word in sorted(told.words):
        for cue, codes, second in signs.get(word, ()):
            if not second:
                counted[cue] = counted.get(cue, 0) + told.words[word]
            elif after is not None and second not in after:
                counted.setdefault(cue, 0)
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
