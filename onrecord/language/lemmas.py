"""The dictionary form of a word, from its form and its tags.

Two decisions, each looked up by tag and form, else by tag and the longest known ending: how the word's end changes
(`studies` NNS: take off `ies`, put `y`), and what becomes of its capitals (`Studies`: small, `Americans`: as it is,
`GODWIN` as a name: `Godwin`). The table is learned from UD_English-EWT and GUM by `training/train_lemmas.py` and
follows their conventions: proper nouns keep their capital, numbers lose their commas, curly quotation marks are
straight.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Literal

Case = Literal["k", "l", "t", "u"]
"""What becomes of the capitals: keep, lower, title (first capital, rest small), upper."""

LONGEST_ENDING = 7
# Pasts that are no other verb's present, whatever the tagger takes a rare verb made from one for (`overthrew`).
_PASTS = frozenset([
    "took", "threw", "wrote", "ran", "fought", "drew", "gave", "came", "saw", "rode", "drove", "spoke",
    "stood", "built", "held", "sold", "told", "thought", "made", "did", "grew", "blew", "flew", "swore",
    "paid", "led",
])  # fmt: skip
# What verbs are made with from others, whose past tense they share: `retook`, `overran`.
_PREFIXES = ("re", "over", "out", "under", "mis", "un", "fore", "with", "up", "be")


@lru_cache(maxsize=50_000)
def lemmatize(word: str, upos: str, xpos: str) -> str:
    """The lemma of `word` with its universal tag and its Penn tag; never empty for a word that is not."""
    if len(word) > 100:
        return word
    if upos == "PUNCT":
        return _tables()["s"].get(word, word)
    if upos == "NUM" and word[:1].isdigit():
        return word.replace(",", "")
    tables = _tables()
    ends, cases = tables["e"], tables["c"]
    tag = f"{upos}/{xpos}"
    if f"{tag} " not in ends:  # tags that do not go together: the Penn tag says more of the ending
        tag = tables["d"].get(xpos, tag)
    lower = word.lower()
    change = _with_prefix(ends, tag, lower) if upos == "VERB" else None
    change = change or look_up(ends, tag, lower)
    case = look_up(cases, f"{tag}/{shape(word)}", lower) or "k"
    return apply(word, change or "", case)


def _with_prefix(table: dict[str, str], tag: str, lower: str) -> str | None:
    """What becomes of the past of a verb that is made from another: `retook` from `took`."""
    if f"{tag} ^{lower}" in table:
        return None
    for prefix in _PREFIXES:
        rest = lower.removeprefix(prefix)
        if rest != lower and rest in _PASTS:
            return look_up(table, "VERB/VBD", rest)
    return None


def shape(word: str) -> str:
    """How a word is capitalised: `x`, `Xx`, or capitals throughout with their number up to 6 (`X3`); `xX` other."""
    if word.islower():
        return "x"
    if len(word) > 1 and word.isupper():
        return f"X{min(len(word), 6)}"
    if word[:1].isupper() and (len(word) == 1 or word[1:].islower()):
        return "Xx" if len(word) > 1 else "X1"
    return "xX"


def apply(word: str, change: str, case: str) -> str:
    """The word with its ending changed and its capitals set.

    `change` is `=lemma` (replaced whole) or `<n><letters>`: n characters come off the end, then the letters go on.
    """
    if change.startswith("="):
        stem, ending = "", change[1:]
    else:
        off = int(change[:1] or 0)
        stem, ending = word[: len(word) - off], change[1:]
    if case == "k":
        if not stem and ending and word.isupper() and len(word) > 1:
            return ending.upper()
        if not stem and ending and word[:1].isupper():
            return ending[:1].upper() + ending[1:]
        return (stem + (ending.upper() if stem.isupper() and len(stem) > 1 else ending)) or word
    lemma = (stem + ending).lower() or word
    if case == "l":
        return lemma
    return lemma.upper() if case == "u" else lemma[:1].upper() + lemma[1:]


def look_up(table: dict[str, str], tag: str, lower: str) -> str | None:
    """What the table says of the whole form under this tag, or of its longest known ending."""
    found = table.get(f"{tag} ^{lower}")
    if found is not None:
        return found
    for n in range(min(LONGEST_ENDING, len(lower)), -1, -1):
        found = table.get(f"{tag} {lower[len(lower) - n :]}")
        if found is not None and not (found[:1].isdigit() and int(found[0]) > max(0, len(lower) - 2)):
            return found  # a rule that would leave less than two letters is for longer words
    return None


_loaded: dict[str, dict[str, str]] = {}


def _load() -> None:
    """Lines of `lemmas.tsv`: `e`, `c`, `s` or `d` (ending, case, sign, default), the key, the value."""
    tables: dict[str, dict[str, str]] = {"e": {}, "c": {}, "s": {}, "d": {}}
    for line in files("onrecord.language").joinpath("lemmas.tsv").read_text(encoding="utf-8").split("\n"):
        if line and not line.startswith("# "):
            kind, key, value = line.split("\t")
            tables[kind][key] = value
    _loaded.update(tables)


def _tables() -> dict[str, dict[str, str]]:
    if not _loaded:
        _load()
    return _loaded
