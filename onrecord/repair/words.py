"""The word list: how probable a string of letters is as one English word, learned words and unlearned alike.

Probabilities are base-10 logarithms. Words outside the list are judged by their letters (a trigram model over the
list's own words), so that `Hamidulla` may be a word while `fghanis` hardly is.
"""

from __future__ import annotations

import lzma
from functools import cache
from importlib.resources import files

LETTERS = "abcdefghijklmnopqrstuvwxyz'"
_OTHER, _EDGE, _SYMBOLS = len(LETTERS), len(LETTERS) + 1, len(LETTERS) + 2
_CODE = {c: i for i, c in enumerate(LETTERS)}
# The share of running news words the list lacks: about one in a hundred, most of them names and so capitalised.
_UNLISTED = {True: -2.2, False: -4.3}
_NAME_PART = -6.8
_LETTER = -5.5  # a letter alone, a and i apart: tokenisers count clitics and initials among them
_POSSESSIVE = -2.0  # one word in a hundred stands in the possessive


class WordList:
    """Word probabilities (log10), read once from the packaged table."""

    def __init__(self, table: str) -> None:
        self.known: dict[str, float] = {}
        self.pairs: dict[tuple[str, str], tuple[int, int]] = {}
        self._letters = ""
        for line in table.splitlines():
            key, _, rest = line.partition(" ")
            if key == "#":
                continue
            if key == "letters":
                self._letters = rest
            elif key == "pairs":
                cells = rest.split(" ")
                for a, b, two, one in zip(cells[::4], cells[1::4], cells[2::4], cells[3::4], strict=True):
                    self.pairs[a, b] = int(two), int(one)
            elif key == "names":
                self.known.update(dict.fromkeys(rest.split(" "), _NAME_PART))
            else:
                self.known.update(dict.fromkeys(rest.split(" "), -int(key) / 100))
        self.known.update((letter, _LETTER) for letter in "bcdefghjklmnopqrstuvwxyz")

    def spelling(self, word: str) -> float:
        """Log10 probability of the letters of a lower-case word, given that it is a word the list lacks."""
        total, a, b = 0, _EDGE, _EDGE
        for c in word:
            code = _CODE.get(c, _OTHER)
            total += ord(self._letters[(a * _SYMBOLS + b) * _SYMBOLS + code]) - 33
            a, b = b, code
        total += ord(self._letters[(a * _SYMBOLS + b) * _SYMBOLS + _EDGE]) - 33
        return -total / 10

    def probability(self, word: str) -> float:
        """Log10 probability of a word as it stands in running text; its capital tells a name from a common word."""
        lower = word.lower().replace("’", "'")
        found = self.known.get(lower)
        if found is not None:
            return found
        if lower.endswith(("'s", "s'")):
            base = self.known.get(lower[:-2] if lower.endswith("'s") else lower[:-1])
            if base is not None:
                return base + _POSSESSIVE
        return _UNLISTED[word[:1].isupper()] + self.spelling(lower)


@cache
def word_list() -> WordList:
    """The packaged list; the first call takes about a tenth of a second."""
    packed = files("onrecord.repair").joinpath("words.txt.xz").read_bytes()
    return WordList(lzma.decompress(packed).decode("utf-8"))
