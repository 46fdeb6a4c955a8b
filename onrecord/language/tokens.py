"""Text into words: character spans after the conventions of Universal Dependencies for English.

The conventions are those of the treebanks the shared model is trained on (UD_English-EWT, GUM): hyphenated compounds
come apart (`three - day`) but for a few prefixes (`anti-corruption`), clitics stand alone (`do n't`, `Rana 's`),
signs of currency and units stand alone (`$ 3 bn`), addresses and numbers stay whole.

White space separates; each run of other characters (a chunk) is cut by itself, so that the result for a chunk depends
on the chunk and on the first character after it only, and can be remembered. Runs of text have few different chunks,
which is what makes this fast. Every step is linear in the chunk's length.
"""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import Any

from onrecord.record import Span

_TABLES: dict[str, Any] = tomllib.loads(files("onrecord.language").joinpath("tokens.toml").read_text(encoding="utf-8"))


def word_list(name: str) -> frozenset[str]:
    """One list of `tokens.toml`."""
    return frozenset(_TABLES[name].split())


_ABBREVIATIONS = word_list("abbreviations")
_IN_CONTEXT = word_list("abbreviations_in_context")
_DOTTED = word_list("dotted")
_PREFIXES = word_list("prefixes")
_SLASHED = word_list("slashed")
_UNITS = word_list("units")
_EMOTICONS = word_list("emoticons")
_ELIDED = word_list("elided")
_JOINED: dict[str, int] = _TABLES["joined"]
_CURRENCY = frozenset(_TABLES["currency_prefixes"])
_CLITIC = re.compile(rf"(?:n['’`´]t|['’`´](?:{'|'.join(_TABLES['clitics'])}))\Z", re.IGNORECASE)

_LONG = 256  # a longer chunk is no address and no abbreviation: it is cut at its punctuation only
_REMEMBERED = 40  # longer chunks are rare and not worth the memory
_MEMORY = 60_000  # chunks

_CHUNK = re.compile(r"\S+")
_PLAIN = re.compile(r"[A-Za-z]+|[0-9]+")
_OPENERS = frozenset("([{<\"“”„‟«‹‘’'`´*_~|¿¡•·●▪■►→–—―−-‐‑…/\\=#@+:;,.!?)]}>»›")
_CLOSERS = frozenset(")]}>\"”“„‟»›’‘'`´*_~|,;:!?….–—―−-‐‑/\\=<«([{‹")
_RUNS = frozenset(".-!?*=_~#…–—―+|<>'`$’‘")  # a row of one of these is one token (of ! and ? mixed, too)
_ALIKE = ("!?", ".…", "‘’")  # these make one row together
_ADDRESS = re.compile(
    r"(?:https?|ftp)://[^\s<>\"”]+|www\.[^\s<>\"”]+|mailto:\S+"
    r"|[\w.+%-]+@[\w-]+(?:\.[\w-]+)*"
    r"|(?:[\w-]+\.)+(?:com|org|net|gov|edu|mil|int|info|co|uk|us|ru|ua|de|fr|in|pk|cn|jp|au|ca|eu|io|tv|me|ac)(?:\.\w\w)?(?:/\S*)?"
    r"|[\w-]+\.(?:com|doc|docx|xls|xlsx|pdf|jpg|png|txt|html?|zip|exe)",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"@\w+|#[^\W\d]\w*")
_LETTERS = frozenset("vpc")  # "Rana v. Rahim", "p. 12", "c. 1900"
_NUMBER = re.compile(
    r"\d{1,4}/\d{1,2}/\d{1,4}|\d{1,2}/\d{1,2}"  # dates
    r"|\+?\d{1,4}(?:[-.]\d{2,4})?[-.]\d{3}[-.]\d{3,4}|\d{3}/\d{3}-\d{4}|\d{3}-\d{4}"  # telephone numbers
    r"|\d{1,4}-\d{1,2}-\d{1,4}"  # dates with hyphens
    r"|\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s)?|\d{1,3}0['’]s"
    r"|[.,]\d+|\+\d+",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]\.?\Z")
_AMPERSAND = re.compile(r"[A-Z][A-Za-z]?&[A-Z][A-Za-z]?\Z|[a-z]&[a-z]\Z")
_INFIX = re.compile(
    r"\.{2,}|-{2,}|[!?]{2,}|\*+|={2,}|_{2,}|~+|\.…|…+"  # rows
    r"|[^\w\s.,:'’`´&@_-]|[-‐‑–—―−]"  # a sign that stands alone
    r"|(?<=\D)[,:]|[,:](?=\D)"
    r"|(?<=[^\W\d_][^\W\d_])\.(?=[A-Z][a-z])"  # "ended.The"
)
_DIGITS_LETTERS = re.compile(r"((?:\d+(?:[.,:]\d+)*))([^\W\d_][^\W\d_.]*\.?(?:m\.)?)\Z")
_MONEY = re.compile(r"([A-Z.]*)([$£€¥₹₽₩₺₴₦฿₪])(.*)\Z", re.DOTALL)

_memory: dict[tuple[str, int], tuple[Span, ...]] = {}


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The character spans of the words of `text[start:end]`, in order; white space is in none, all else in exactly one.

    Never fails, whatever the characters; linear in the length of the text.
    """
    spans: list[Span] = []
    append = spans.append
    stop = len(text) if end is None else end
    remembered = _memory
    for match in _CHUNK.finditer(text, start, stop):
        a, b = match.span()
        chunk = match.group()
        follows = 0
        if text[b - 1] == ".":
            follows = _kind(text, b, stop)
        pieces = remembered.get((chunk, follows))
        if pieces is None:
            pieces = tuple(_cut(chunk, follows))
            if b - a <= _REMEMBERED:
                if len(remembered) >= _MEMORY:
                    remembered.clear()
                remembered[chunk, follows] = pieces
        if len(pieces) == 1:
            append((a, b))
        else:
            for x, y in pieces:
                append((a + x, a + y))
    return spans


def _kind(text: str, at: int, stop: int) -> int:
    """What follows a full stop: 0 nothing or other, 1 a capital, 2 a small letter, 3 a digit."""
    if at + 1 >= stop:
        return 0
    c = text[at + 1] if not text[at + 1].isspace() else text[at + 2 : at + 3]
    if c.isdigit():
        return 3
    if c.islower():
        return 2
    return 1 if c.isupper() else 0


def _cut(chunk: str, follows: int) -> list[Span]:
    """The words of one chunk; `follows` is what comes after it, as `_kind` has it."""
    if _PLAIN.fullmatch(chunk):
        return _cut_word(chunk, 0, len(chunk))
    if chunk in _EMOTICONS:
        return [(0, len(chunk))]
    head: list[Span] = []
    tail: list[Span] = []
    a, b = 0, len(chunk)
    short = b <= _LONG
    while a < b:
        if short and _is_whole(chunk, a, b, follows if b == len(chunk) else 2):
            break
        c = chunk[a]
        if c in _OPENERS and not (c in "'’‘`" and _keeps_apostrophe(chunk, a, b)):
            if c in ".,+" and a + 1 < b and chunk[a + 1].isdigit() and (a == 0 or chunk[a - 1] in "($£€\"“‘'"):
                while b > a and chunk[b - 1] in _CLOSERS:
                    n = _run_back(chunk, a, b)
                    tail.append((b - n, b))
                    b -= n
                break
            n = _run(chunk, a, b)
            head.append((a, a + n))
            a += n
            continue
        c = chunk[b - 1]
        if c in _CLOSERS:
            n = _run_back(chunk, a, b)
            tail.append((b - n, b))
            b -= n
            continue
        break
    if a < b:
        if short and _is_whole(chunk, a, b, follows if b == len(chunk) else 2):
            head.append((a, b))
        else:
            head.extend(_cut_core(chunk, a, b, short))
    head.extend(reversed(tail))
    return head


def _run(chunk: str, a: int, b: int) -> int:
    """How many characters from `a` on are one token of punctuation."""
    c = chunk[a]
    if c not in _RUNS:
        return 1
    n = a + 1
    same = next((s for s in _ALIKE if c in s), c)
    while n < b and chunk[n] in same:
        n += 1
    if c in "'`’‘$<>|" and n - a > 2:
        return 1
    return n - a


def _run_back(chunk: str, a: int, b: int) -> int:
    """How many characters before `b` are one token of punctuation."""
    c = chunk[b - 1]
    if c not in _RUNS:
        return 1
    n = b - 1
    same = next((s for s in _ALIKE if c in s), c)
    while n > a and chunk[n - 1] in same:
        n -= 1
    if c in "'`’‘$<>|" and b - n > 2:
        return 1
    return b - n


def _keeps_apostrophe(chunk: str, a: int, b: int) -> bool:
    """Whether an opening apostrophe belongs to the word: `'em`, `'90s`, `'s`."""
    rest = chunk[a + 1 : b].rstrip('.,;:!?)"”').lower() if b - a < 12 else ""
    if not rest:
        return False
    return rest in _ELIDED or rest in _TABLES["clitics"] or (rest[0].isdigit() and rest.rstrip("s").isdigit())


def _is_whole(chunk: str, a: int, b: int, follows: int) -> bool:
    """Whether `chunk[a:b]` is one word for all its punctuation: an abbreviation, an address, a number, an emoticon."""
    last = chunk[b - 1]
    if last == "." and (b - a < 2 or chunk[b - 2] != "."):
        return _is_abbreviation(chunk[a : b - 1], follows)
    if last in ".,;!?\"”’'" or chunk[a] in '"“”([':
        return False
    if b - a < 5 and chunk[a:b] in _EMOTICONS:
        return True
    if last in ")]>" or chunk[a] in "<":
        return False
    word = chunk[a:b]
    return bool(
        _NUMBER.fullmatch(word)
        or _HANDLE.fullmatch(word)
        or _AMPERSAND.fullmatch(word)
        or (("." in word or "@" in word) and last not in ":" and (_ADDRESS.fullmatch(word) or _ACRONYM.fullmatch(word)))
        or ("/" in word and word.lower() in _SLASHED)
    )


def _is_abbreviation(word: str, follows: int) -> bool:
    """Whether the full stop after `word` belongs to it."""
    if len(word) == 1:
        if word in _LETTERS:
            return follows == (1 if word == "v" else 3)
        return word.isupper() and follows != 0 and word != "I"
    lower = word.lower()
    if lower in _DOTTED or _ACRONYM.fullmatch(word):
        return True
    if lower in _IN_CONTEXT:
        if lower in ("no", "nos"):
            return follows == 3
        return follows in (2, 3) and (word[0].isupper() or lower == "etc")
    return lower in _ABBREVIATIONS


def _cut_core(chunk: str, a: int, b: int, short: bool) -> list[Span]:
    """The words of what is left of a chunk when the punctuation at its ends is off."""
    spans: list[Span] = []
    if short:
        money = _MONEY.match(chunk[a:b])
        if money and (not money[1] or money[1] in _CURRENCY):
            sign = a + money.end(2)
            while sign < b and chunk[sign] == "$":
                sign += 1
            spans.append((a, sign))
            if sign < b:
                spans.extend(_cut_core(chunk, sign, b, short) if not _is_whole(chunk, sign, b, 2) else [(sign, b)])
            return spans
    at = a
    cuts: list[Span] = [m.span() for m in _INFIX.finditer(chunk, a, b)]
    for x, y in cuts:
        if x < at or (y == x + 1 and chunk[x] == "-" and _keeps_hyphen(chunk, a, at, x, b)):
            continue
        if x > at:
            spans.extend(_cut_word(chunk, at, x))
        spans.append((x, y))
        at = y
    if at < b:
        spans.extend(_cut_word(chunk, at, b))
    return spans


def _keeps_hyphen(chunk: str, a: int, at: int, x: int, b: int) -> bool:
    """Whether the hyphen at `x`, in a word that opened at `at`, belongs to the word."""
    if not 0 < x - at < 8 or x + 1 >= b or (x - at > 1 and chunk[at:x].isupper() and not chunk[x:b].isupper()):
        return False
    return chunk[at:x].lower() in _PREFIXES


def _cut_word(chunk: str, a: int, b: int) -> list[Span]:
    """The words of a stretch without punctuation but for apostrophes and full stops: clitics, units come off."""
    n = b - a
    if n > 40:
        return [(a, b)]
    word = chunk[a:b]
    lower = word.lower()
    at = _JOINED.get(lower)
    if at is not None:
        return [(a, a + at), (a + at, b)]
    if word[0].isdigit():
        if _NUMBER.fullmatch(word):
            return [(a, b)]
        found = _DIGITS_LETTERS.match(word)
        if found and found[2].lower() in _UNITS:
            return [(a, a + found.end(1)), (a + found.end(1), b)]
    clitic = _CLITIC.search(word)
    if clitic and clitic.start() > 0:
        return [(a, a + clitic.start()), (a + clitic.start(), b)]
    if n > 1 and word[-1] in "'’`´":
        return [(a, b - 1), (b - 1, b)]
    return [(a, b)]
