"""Words into sentences: a learned yes or no at each place where a sentence could end.

A place is looked at where a sign that can end a sentence stands, where a line breaks inside a paragraph, or where a
capital follows; all others are skipped. What is seen there is spelled out as a handful of named observations
(`observe`), each with a weight from `sentences.tsv`; a sentence ends where the weights sum above zero. The weights are
trained by `training/train_sentences.py` on UD_English-EWT, GUM and news articles read by Stanford CoreNLP. Paragraph
breaks always end a sentence.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from importlib.resources import files

from onrecord.language.tokens import word_list
from onrecord.record import Span

_ENDS = frozenset(".!?…:;")
_OPEN = frozenset("([{“‘«\"'`")
_CLOSE = frozenset(")]}”’»\"'")
_HALF_DAY, _AFTER_HALF_DAY = word_list("half_day"), word_list("after_half_day")
_SCALES = word_list("scales")

LIMIT = 200
"""Tokens a sentence may have before it is split for the encoder."""


def split(text: str, paragraph: Span, tokens: list[Span]) -> list[Span]:
    """The sentences of a paragraph as ranges `[first, past last)` of `tokens`.

    `tokens` are the spans of the words of `text[paragraph[0]:paragraph[1]]`, as `tokenize` gives them. The ranges
    follow on each other and cover all tokens.
    """
    if not tokens:
        return []
    weights = _weights()
    bias = weights.get("bias", 0.0)
    sentences: list[Span] = []
    first = 0
    for i, seen in places(text, tokens):
        score = bias
        for observation in seen:
            score += weights.get(observation, 0.0)
        if score > 0:
            sentences.append((first, i + 1))
            first = i + 1
    sentences.append((first, len(tokens)))
    return sentences


def places(text: str, tokens: list[Span]) -> Iterator[tuple[int, list[str]]]:
    """The tokens after which a sentence could end, each with what is observed there."""
    words = [text[a:b] for a, b in tokens]
    shapes = [_shape(w) for w in words]
    capitals = sum(1 for s in shapes if s[0] == "X")
    small = sum(1 for s in shapes if s == "x")
    case = "caps" if small < 0.2 * capitals else "small" if capitals == 0 else "mixed"
    depth = 0  # of brackets
    quoted = 0  # inside curly or straight double quotation marks
    since = 0  # tokens since the last sign that ends a sentence
    plain = [_is_plain(w) for w in words]
    lines = bool(tokens) and "\n" in text[tokens[0][0] : tokens[-1][1]]
    for i in range(len(words) - 1):
        since += 1
        if plain[i] and plain[i + 1] and not lines:
            continue  # between two such words nothing below holds
        word = words[i]
        if word in ("(", "[", "{"):
            depth += 1
        elif word in (")", "]", "}"):
            depth = max(0, depth - 1)
        elif word == "“":
            quoted = 1
        elif word == "”":
            quoted = 0
        elif word in ('"', "''", "``"):
            quoted = 1 - quoted
        gap_start, gap_end = tokens[i][1], tokens[i + 1][0]
        gap = text[gap_start:gap_end]
        broken = "\n" in gap
        last = word[-1]
        follows = shapes[i + 1]
        if not (
            last in _ENDS
            or broken
            or (last in _CLOSE and i and (words[i - 1][-1] in _ENDS or gap))
            or (follows[0] == "X" and (shapes[i] in ("x", "XX", "9") or shapes[i][0] == "."))
            or shapes[i] == ":)"
            or follows in ("*", "--")
            or shapes[i] in ("*", "--")
        ):
            continue
        if follows[0] == "X" and not broken and _goes_on(word, words[i + 1]):
            continue
        if last in _CLOSE and follows[0] == "X" and i > 2 and words[i - 2] in _OPEN and shapes[i - 3][0] == "X":
            continue  # a nickname inside a name: Ann “J.D.” Roe
        yield i, _observe(words, shapes, i, gap, (depth > 0, quoted, case, since))
        if last in ".!?":
            since = 0


def _goes_on(word: str, following: str) -> bool:
    """Whether a time of day, or a sum of money, goes on with the word that follows."""
    if following in _SCALES:
        return word[0].isdigit()
    return word.lower() in _HALF_DAY and following.lower() in _AFTER_HALF_DAY


def _observe(words: list[str], shapes: list[str], i: int, gap: str, state: tuple[bool, int, str, int]) -> list[str]:
    """Named observations at the place after token `i`, one of each kind."""
    nested, quoted, case, since = state
    n = len(words)
    left = words[i]
    right = words[i + 1]
    j = i  # the sign proper: over closing marks to the left
    while j > 0 and words[j][-1] in _CLOSE and len(words[j]) <= 2:
        j -= 1
    sign = words[j] if words[j][-1] in _ENDS and len(words[j]) <= 3 else ("w." if words[j][-1] == "." else shapes[j])
    before = words[j - 1] if j > 0 else "^"
    before_shape = shapes[j - 1] if j > 0 else "^"
    k = i + 1  # the first word proper: over opening marks to the right
    while k < n - 1 and words[k][-1] in _OPEN and len(words[k]) <= 2:
        k += 1
    opener = words[k].lower() if len(words[k]) <= 12 else "long"
    opener_shape = shapes[k]
    space = "line" if "\n" in gap else "none" if not gap else "wide" if len(gap) > 1 else "one"
    second = shapes[i + 2] if i + 2 < n else "$"
    closed = "c" if j < i else "-"
    opened = "o" if k > i + 1 else "-"
    left_class = left if len(left) <= 2 and not left.isalnum() else shapes[i]
    right_class = right if len(right) <= 2 and not right.isalnum() else shapes[i + 1]
    length = str(min(since, 4)) if since < 5 else "short" if since < 9 else "long"
    stem = before.lower() if sign in (".", "...", "…") else words[j].lower()
    return [
        f"sign={sign}|{space}",
        f"left={left_class}|{right_class}|{space}",
        f"sign={sign}|{closed}{opened}|{opener_shape}|{space}",
        f"sign={sign}|before={before_shape}|{opener_shape}",
        f"stem={stem}|{opener_shape[0]}",
        f"opener={opener}|{sign}",
        f"opener={opener}|{opener_shape}|{before_shape}",
        f"left2={before_shape}|{left_class}|{right_class}|{second}",
        f"state={int(nested)}{quoted}|{sign}|{closed}{opened}|{opener_shape[0]}",
        f"case={case}|{sign}|{opener_shape[0]}|{space}",
        f"since={length}|{sign}|{opener_shape[0]}|{space}",
        f"rest={min(n - i - 1, 4)}|{left_class}|{right_class}",
        f"before={before.lower()[-8:]}|{sign}|{opener_shape[0]}",
        f"left={left.lower()[:12]}|{opener_shape[0]}",
        f"second={second}|{sign}|{opener_shape}",
        f"quote={quoted}|{left_class}|{right_class}|{space}",
        f"ahead={closed}|{opener_shape}|{words[k + 1].lower() if k + 1 < n else '$'}",
        f"further={closed}|{opener_shape}|{words[k + 2].lower() if k + 2 < n else '$'}",
    ]


@functools.lru_cache(maxsize=65_536)
def _is_plain(word: str) -> bool:
    """Whether the word is one of small letters that no sentence ends with and none begins with, by its looks."""
    return _shape(word) == "x" and word[-1] not in _ENDS and word[-1] not in _CLOSE


@functools.lru_cache(maxsize=65_536)
def _shape(word: str) -> str:
    """A word's outline: Xx, X (one capital), XX, x, 9, `x.` with a full stop, and signs as they are."""
    c = word[0]
    dotted = "." if len(word) > 1 and word[-1] == "." else ""
    if c.isalpha():
        if c.islower():
            return "x" + dotted
        if len(word) == 1 or (len(word) == 2 and dotted):
            return "X" + dotted
        return ("XX" if word.isupper() else "Xx") + dotted
    if c.isdigit():
        return "9" + dotted
    if c in ".…" or word in ("?", "!"):
        return word if len(word) == 1 else ".." if c in ".…" else "!!"
    if c in "!?":
        return "!!"
    if c in ":;=(" and len(word) > 1:
        return ":)"
    if c in "*•·●▪■►|>#":
        return "*"
    if c in "-–—―−":
        return "--"
    if c in "=_~+":
        return "=="
    if c in "@" or word[:4] in ("http", "www."):
        return "@"
    return word if len(word) <= 2 else "?s"


_loaded: dict[str, float] = {}


def _weights() -> dict[str, float]:
    if not _loaded:
        table = files("onrecord.language").joinpath("sentences.tsv").read_text(encoding="utf-8")
        for line in table.splitlines():
            if not line.startswith("# "):
                weight, _, observation = line.partition("\t")
                _loaded[observation] = int(weight) / 100
    return _loaded


def split_long(text: str, tokens: list[Span], limit: int = LIMIT) -> list[Span]:
    """The tokens of one sentence as ranges `[first, past last)` of at most `limit`, cut where the words part best.

    The last third of each window is searched for a line break, then a semicolon, a dash or closing mark, a comma, and
    else a place between chunks of text; ties go to the latest. A sentence within the limit comes back whole.
    """
    parts: list[Span] = []
    first, last = 0, len(tokens)
    while last - first > limit:
        best, cut = -1, first + limit
        for i in range(first + limit - 1, first + limit - 1 - max(1, limit // 3), -1):
            rank = _parting(text, tokens, i)
            if rank > best:
                best, cut = rank, i + 1
        parts.append((first, cut))
        first = cut
    parts.append((first, last))
    return parts


def _parting(text: str, tokens: list[Span], i: int) -> int:
    """How well the words part after token `i`."""
    gap = text[tokens[i][1] : tokens[i + 1][0]]
    word = text[tokens[i][0] : tokens[i][1]]
    if "\n" in gap:
        return 5
    if word[0] in ".!?;":
        return 4
    if word[0] in ":–—―" or word in ("--", ")", "]", "”"):
        return 3
    if word == ",":
        return 2
    return 1 if gap else 0
