"""How a place name is folded before it is looked up, so that spellings of one name meet."""

from __future__ import annotations

import functools
import unicodedata

# Letters that Unicode does not decompose, with the plain letters news agencies write for them.
_LETTERS = str.maketrans(
    {
        "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th",
        "ħ": "h", "ŋ": "n",
        "ə": "e", "'": "", "’": "", "‘": "", "`": "", "´": "", "ʻ": "", "ʼ": "", "ʿ": "", "ʾ": "", "′": "", ".": "",
        "-": " ", "‐": " ", "‑": " ", "–": " ", "—": " ", ",": " ", "/": " ", "_": " ", "(": " ", ")": " ",
        "\u00a0": " ",
        "&": " and ",
    }
)  # fmt: skip
# Words written in several ways in names of places; the value is the form that is looked up.
_WORDS = {"saint": "st", "sainte": "ste", "mt": "mount", "ft": "fort", "isl": "island", "mtns": "mountains"}
_RESPELT = frozenset(["", *_WORDS])  # and what stands between two spaces


def folded(name: str) -> str:
    """What `fold` gives, of a name that is asked for once: nothing is remembered."""
    if name.isascii():
        # Most names: letters and single spaces, and nothing in them that is written in two ways.
        key = name.lower()
        if key.isalpha():
            return key
        if key.replace(" ", "").isalpha():
            words = key.split(" ")
            if words[0] != "the" and _RESPELT.isdisjoint(words):
                return key
    plain = (
        name
        if name.isascii()
        else "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    )
    words = plain.casefold().translate(_LETTERS).split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return " ".join([_WORDS.get(w, w) for w in words] if len(words) > 1 else words)


@functools.lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """The look-up key of a name: lower case, no marks, points or apostrophes, hyphens as spaces, no leading "the".

    "Saint-Étienne" and "St. Etienne" give the same key. An empty string where nothing is left.
    """
    return folded(name)
