"""Short names in capitals that are common words too (`IS`, `WHO`): which of them an article means as names.

The encoder was trained on text where `IS` is mostly the verb. Where the article tells that it is a name, the encoder is
given a name of the same kind in its place; the reading keeps the words and offsets of the text.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Sequence
from importlib.resources import files
from typing import NamedTuple


class _Short(NamedTuple):
    full: tuple[str, ...]
    like: str
    article: bool


def stand_ins(text: str, sentences: Sequence[Sequence[str]]) -> list[list[str]]:
    """The words of an article's sentences as the encoder should read them.

    A short name is one where `text` has the name in full, or where a sentence tells it: the article stands before it if
    that tells, or it opens a statement that goes on with another verb. Sentences mostly in capitals tell nothing.
    """
    table = _table()
    places = {
        k: [i for i, w in enumerate(words) if w in table]
        for k, words in enumerate(sentences)
        if not table.keys().isdisjoint(words) and not _shouts(words)
    }
    named = {short for short, row in table.items() if any(f in text for f in row.full)} if places else set()
    for k, found in places.items():
        words = sentences[k]
        named |= {
            words[i]
            for i in found
            if (table[words[i]].article and i and words[i - 1].lower() == "the") or _opens(words, i)
        }
    out = [list(words) for words in sentences]
    for k, found in places.items():
        for i in found:
            if out[k][i] in named:
                out[k][i] = table[out[k][i]].like
    return out


def _shouts(words: Sequence[str]) -> bool:
    """Whether a sentence is in capitals: more than half of its words of letters are, or it is too short to tell."""
    letters = [w for w in words if w.isalpha() and len(w) > 1]
    return 2 * sum(w.isupper() for w in letters) > len(letters) or len(letters) < 3


def _opens(words: Sequence[str], i: int) -> bool:
    """Whether `IS claimed the attack.`: the capitals open a statement and a verb with its own auxiliary or an object
    follows.
    """
    if i or len(words) < 4 or words[-1] == "?":
        return False
    return words[1] in ("has", "had", "have", "was", "were", "is", "said", "says", "will", "would", "did", "claimed")


@functools.cache
def _table() -> dict[str, _Short]:
    rows = tomllib.loads(files("onrecord.language").joinpath("capitals.toml").read_text(encoding="utf-8"))
    return {short: _Short(tuple(row["full"]), row["like"], row["article"]) for short, row in rows.items()}
