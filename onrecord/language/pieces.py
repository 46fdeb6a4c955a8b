"""Words to word pieces, as the shared encoder reads them. Training and inference use this one file."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from pathlib import Path

from tokenizers import Tokenizer

MAX_PIECES = 8
"""A word keeps its first pieces only: the rest of a very long token says little and costs quadratic time."""

_QUOTES = str.maketrans("“”„«»‘’‚`´", "\"\"\"\"\"'''''")


@functools.lru_cache(maxsize=65_536)
def shape_of(word: str) -> int:
    """One of nine letter-case classes: the word pieces are lower-cased, so case comes in by itself."""
    if not any(c.isalpha() for c in word):
        return 1 if any(c.isdigit() for c in word) else 0
    if any(c.isdigit() for c in word):
        return 2
    if word.islower():
        return 3
    if len(word) == 1:
        return 4
    if word.isupper():
        return 5
    if word[0].isupper() and word[1:].islower():
        return 6
    return 7 if word[0].isupper() else 8


class Pieces:
    """A word-piece vocabulary with a cache from word to piece numbers."""

    def __init__(self, path: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self.start = self._number("[CLS]")
        self.stop = self._number("[SEP]")
        self.unknown = self._number("[UNK]")
        self._known: dict[str, tuple[int, ...]] = {}

    def _number(self, piece: str) -> int:
        number = self._tokenizer.token_to_id(piece)
        if number is None:
            raise ValueError(f"the word-piece vocabulary lacks {piece}")
        return int(number)

    def of(self, words: Sequence[str]) -> list[tuple[int, ...]]:
        """Piece numbers of each word, at least one and at most `MAX_PIECES`."""
        known = self._known
        fresh = sorted({w for w in words if w not in known})
        if fresh:
            if len(known) > 200_000:  # bounds memory on endless streams; the cache never changes a result
                known.clear()
                fresh = sorted(set(words))
            texts = [w[:100].translate(_QUOTES).encode("utf-8", "replace").decode("utf-8") for w in fresh]
            for w, e in zip(fresh, self._tokenizer.encode_batch(texts, add_special_tokens=False), strict=True):
                known[w] = tuple(e.ids[:MAX_PIECES]) or (self.unknown,)
        return [known[w] for w in words]
