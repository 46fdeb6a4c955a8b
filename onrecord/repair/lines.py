"""Line breaks that do not belong: inside a word, at the edge of a hard-wrapped line, after an end-of-line hyphen.

Each break is one question: does the text stop here, or go on, and if it goes on, as one word or as two? Whether it
stops is read off the layout (a sentence that is not over, a line as long as all others); one word or two is weighed by
how probable each is: the frequency of the joined word against its halves', with the article's own words counted in.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files

from onrecord.repair.repaired import Edit, edit
from onrecord.repair.words import WordList, word_list

_BREAK = re.compile(r"[ \t]*\n[ \t\n]*")
_LAST_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’](?=[^\W\d_]))*$")
_FIRST_WORD = re.compile(r"(?:[^\W\d_]|['’](?=[^\W\d_]))*[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_NEIGHBOURS = re.compile(r"\b([^\W\d_]+)(?= ([^\W\d_]+)\b)")
_NAMES = re.compile(r"\b([A-Z][^\W\d_]+)(?= ([A-Z][^\W\d_]+)\b)")
_SENTENCE_END = re.compile(r"[^\W\d_]{2}[.!?][\"'”’)]* +[\"“‘]?[A-Z]")
_HYPHENED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")
_CLOSING = "\"'”’)]»"
_OPENING = "“\"‘'("
_STOP = ".!?…"
_HYPHENS = "-‐"
_URL = re.compile(r"https?:|www\.|\S+@\S+\.\w|\w+\.(?:com|org|net)\b")
_CODE_END = "{}<>=|\\"
_GLUED = re.compile(r"['’](?:s|t|re|ve|ll|d|m)\b|[,;:.!?)\]”](?:\s|$)")

_EDGES = tomllib.loads(files("onrecord.repair").joinpath("edges.toml").read_text("utf-8"))
OPEN_WORDS = frozenset(_EDGES["open"])
TITLES = frozenset(_EDGES["titles"])
_SUSPENDED = frozenset({"and", "or", "to"})  # pre- and post-war
_DETERMINERS = frozenset({"a", "an", "the", "his", "her", "its", "their", "our", "my", "your", "this", "that", "no"})

WRAPPED_ODDS = -3.0  # log10 odds that a full line of a hard-wrapped text ends inside a word
COMMON = -4.2  # log10 probability of a common word: the 2,000 most frequent
BOTH_WORDS = 0.8  # margin (log10) by which a joined word must win where both halves are words themselves
RARE = -6.5  # log10 probability under which the half of a hyphenated word is hardly a word
EVIDENT = 2.0  # margin by which a joining is evident whatever the layout
HYPHEN_BONUS = 0.7  # log10 odds, beyond the words' own, for the joined word at an end-of-line hyphen
LONG_LINE = 60
_TAIL = 120  # characters of the paragraph before a break that are looked at

_ENDS, _PERHAPS, _GOES_ON, _FULL = range(4)


@dataclass(slots=True)
class _Break:
    """A run of white space with a line break in it, between two pieces of text."""

    start: int
    end: int
    lines: int
    left: str  # the line before, without its trailing space
    right: str  # the line after, without its indent
    left_start: int
    ahead: str  # the line after, with the next where it is a piece of a word


class _Article:
    """What the article itself says: its words and how they stand, away from doubtful breaks."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def words(self) -> Counter[str]:
        counts: Counter[str] = Counter(m.group().lower().replace("’", "'") for m in _WORD.finditer(self.text))
        for m in _BREAK.finditer(self.text):  # pieces at a break are no evidence of themselves
            for found in (
                _LAST_WORD.search(self.text, max(0, m.start() - 40), m.start()),
                _FIRST_WORD.match(self.text, m.end()),
            ):
                if found:
                    counts[found.group().lower().replace("’", "'")] -= 1
        return counts

    @cached_property
    def hyphened(self) -> Counter[str]:
        return Counter(m.group().lower() for m in _HYPHENED.finditer(self.text))

    @cached_property
    def size(self) -> int:
        return max(100, sum(self.words.values()))


def line_edits(text: str) -> list[Edit]:
    """The line breaks to mend, in order; nothing for a text whose lines all end where a sentence or heading does."""
    if "\n" not in text:
        return []
    breaks = _breaks(text)
    width = _wrap_width(breaks)
    signs = [_FULL if _full(b, width) else _sign(b, len(b.left), False, b.left[-_TAIL:]) for b in breaks]
    if not any(signs):
        return []
    judge = _Judge(text, any(b.lines > 1 for b in breaks))
    broken = [b for b, sign in zip(breaks, signs, strict=True) if sign == _GOES_ON and b.right[0].islower()]
    judge.broken = bool(broken)
    if width is not None and not judge.blank_lines:
        ends = sum(sign != _FULL and _stops(b.left) for b, sign in zip(breaks, signs, strict=True))
        judge.ends_rate = ends / (ends + len(_SENTENCE_END.findall(text)) + 1)
    odds = judge.odds_of_splits(broken)
    edits: list[Edit] = []
    paragraph = 0
    for b, sign in zip(breaks, signs, strict=True):
        length = b.start - paragraph
        if sign != _FULL:
            sign = _sign(b, length, bool(broken), text[max(paragraph, b.start - _TAIL) : b.start])
        found = judge.mend(b, sign, length, odds) if sign else None
        judge.carried = ""
        if found is None:
            paragraph = b.end
        else:
            edits.append(found)
            if not found.after:
                judge.carried = text[found.shown_start : found.start]
    return edits


def _breaks(text: str) -> list[_Break]:
    found = [m for m in _BREAK.finditer(text) if m.start() > 0 and m.end() < len(text)]
    out = []
    for k, m in enumerate(found):
        left_start = found[k - 1].end() if k else 0
        right_end = found[k + 1].start() if k + 1 < len(found) else len(text)
        # Long lines need no copy: the 200 characters next to the break tell all that is asked of them but their length.
        out.append(
            _Break(
                m.start(),
                m.end(),
                m.group().count("\n"),
                text[left_start : m.start()],
                text[m.end() : right_end],
                left_start,
                "",
            )
        )
    for b, following in zip(out, [*out[1:], None], strict=False):
        piece = following is not None and following.lines == 1 and len(b.right) < 20 and following.right[0].islower()
        b.ahead = b.right + following.right if piece and following is not None and " " not in b.right else b.right
    return out


def _wrap_width(breaks: list[_Break]) -> int | None:
    """The width a text is hard-wrapped at, or None. Filled lines hold no room for the word that follows them."""
    single = [b for b in breaks if b.lines == 1 and len(b.left) <= 140]  # longer lines are paragraphs left unwrapped
    if len(single) < 3:
        return None
    # The longest lines may be an address or a headline that was never wrapped: the width that explains most lines wins.
    lengths = sorted({len(b.left) for b in single}, reverse=True)[:6]
    best, width = 0, 0
    for candidate in lengths:
        longer = sum(len(b.left) > candidate for b in single)
        explained = sum(_full(b, candidate) for b in single) - 2 * longer
        if explained > best and candidate >= 30:
            best, width = explained, candidate
    full = [b for b in single if _full(b, width)]
    going_on = sum(not _stops(b.left) for b in full)
    if len(full) >= 3 and len(full) >= 0.5 * len(single) and going_on >= 0.5 * len(full):
        return width
    return None


def _full(b: _Break, width: int | None) -> bool:
    if width is None or b.lines > 1 or len(b.left) > width:
        return False
    room = width - len(b.left)
    if b.left[-1] in _HYPHENS:
        return room < 12
    return room < 1 + len(b.ahead.split(None, 1)[0])


def _bare(line: str) -> str:
    return line.rstrip(_CLOSING)


def _stops(line: str) -> bool:
    """The line ends as a sentence does."""
    bare = _bare(line)
    return not bare or bare[-1] in _STOP or bare[-1] in ":;" or bare[-1] in _CODE_END


def _abbreviated(line: str) -> bool:
    """The line's last word is a title or initials, whose point ends no sentence."""
    last = line.split()[-1] if line.endswith(".") and line.split() else ""
    return bool(last) and (last[:-1].lower().strip('(“"‘') in TITLES or re.fullmatch(r"(?:[A-Z]\.)+", last) is not None)


def _sign(b: _Break, length: int, broken: bool, tail: str) -> int:
    """What a break outside the wrapped lines looks like: an end (0), perhaps a split word, or surely inside a sentence.

    `length`: characters of the paragraph so far; `tail`: its last ones. `broken`: the text has breaks that surely stand
    inside a sentence.
    """
    left, right = b.left, b.right
    if left[-1] in _CODE_END or right[0] in _CODE_END or _URL.match(right):
        return _ENDS
    first = right[0]
    if left[-1] in _HYPHENS and left[-2:-1].isalnum() and first.isalnum():
        return _GOES_ON
    if _stops(left):
        bare = _bare(left)
        if b.lines > 1 or length + len(right) < LONG_LINE:
            return _ENDS
        if first.islower() and (_abbreviated(left) or (len(bare) < len(left) and bare[-1:] in ("!", "?"))):
            return _GOES_ON
        titled = _abbreviated(left) and left.split()[-1][:-1].lower() in TITLES
        return _GOES_ON if titled and first.isalnum() else _ENDS
    opening = first in _OPENING and right[1:2].isalnum()
    if first in ",;:.!?)]”’'\"" and (not opening or _GLUED.match(right)):
        return _GOES_ON if _GLUED.match(right) and (first not in ".:!?" or length >= LONG_LINE) else _ENDS
    long = length + len(b.ahead) >= LONG_LINE
    if first.islower():
        if right[1:2] == " " and first not in "ai" and b.lines > 1:
            return _ENDS  # the letter is a bullet
        return _GOES_ON if long or broken else _PERHAPS
    if b.lines > 1:
        return _ENDS
    if (long or broken) and (first.isalnum() or opening) and _open_ended(tail, length, b, broken):
        return _GOES_ON
    return _PERHAPS if first.isupper() and left[-1].isalpha() else _ENDS


def _open_ended(tail: str, length: int, b: _Break, broken: bool) -> bool:
    """A line that can't be the last of its paragraph though the next begins with a capital, a figure or a quotation."""
    first = b.right[0]
    last = _LAST_WORD.search(tail[-40:])
    if last and last.group().lower() in OPEN_WORDS and (last.group().islower() or broken):
        return broken or length >= 40 or first.isdigit()
    if tail[-1] in ",–—&":
        if broken and tail[-1] in ",&":
            return length + len(b.ahead) >= LONG_LINE or length >= 30
        return length >= 40 and first.isalnum()
    if not broken or length < 30 or length + len(b.ahead) < LONG_LINE:
        return False
    if first in "“\"‘'" and not tail.split()[-1].islower():
        return False  # a quotation after a name is the next in a list
    # Running text that just stops, in a text with breaks like that: headings are short or have capitals throughout.
    words = [w for w in tail.split()[-9:] if w[0].isalpha()]
    return len(words) >= 3 and sum(w[0].islower() for w in words) >= 0.4 * len(words)


class _Judge:
    """Weighs one break: as one word, as two, as a hyphenated one, or as the end of a paragraph."""

    def __init__(self, text: str, blank_lines: bool) -> None:
        self.text = text
        self.blank_lines = blank_lines
        self.article = _Article(text)
        self.words: WordList = word_list()
        self.broken = False  # the text has breaks that surely stand inside a sentence
        self.ends_rate = 0.0  # of the ends of sentences, the share that ends a paragraph, where that can be seen
        self.carried = ""  # the part of the word before the line, where the break before split it too

    def odds_of_splits(self, breaks: list[_Break]) -> float:
        """Log10 odds that a break inside a sentence of this text splits a word, by its clear cases."""
        splits = spaces = 0
        for b in breaks:
            margin = self._margin(b)
            if margin is not None:
                splits += margin > EVIDENT
                spaces += margin < -EVIDENT
        return max(-1.0, min(1.0, math.log10((splits + 1) / (spaces + 1))))

    def mend(self, b: _Break, sign: int, length: int, odds: float) -> Edit | None:
        """The edit that mends a break, or None where the text ends a paragraph there."""
        full = sign == _FULL
        if full and not self._wrapped(b):
            return None
        if b.left[-1] in _HYPHENS and b.left[-2:-1].isalnum() and b.right[0].isalnum():
            return self._hyphen(b)
        if _GLUED.match(b.right) and not _stops(b.left) and (not full or b.right[0] in "'’"):
            return self._join(b, "split-word")
        margin = self._margin(b)
        if margin is not None:
            margin += WRAPPED_ODDS if full else odds
            if margin > (EVIDENT if sign == _PERHAPS else 0) and self._may_join(b, margin):
                return self._join(b, "split-word")
        if sign == _PERHAPS and not (self.broken and b.lines == 1 and self._is_name(b)):
            return None
        return edit("hard-wrap", b.start, b.end, " ")

    def _wrapped(self, b: _Break) -> bool:
        """Whether a filled line of a hard-wrapped text goes on in the next."""
        if not _stops(b.left) or self.blank_lines or b.right[0].islower() or _abbreviated(b.left):
            return True
        return (
            self.ends_rate < 0.5 and b.right[0] not in '“"‘' and not self.text[b.start : b.end].endswith(("  ", "\t"))
        )

    def _halves(self, b: _Break) -> tuple[str, str] | None:
        left, right = _LAST_WORD.search(b.left[-60:]), _FIRST_WORD.match(b.right)
        if left is None or right is None:
            return None
        whole = self.carried if len(left.group()) == len(b.left) and self.carried.isalpha() else ""
        return whole + left.group(), right.group()

    def probability(self, word: str) -> float:
        """Log10 probability of a word in this article: one part in ten by its own words, the rest by the list."""
        listed = self.words.probability(word)
        seen = self.article.words[word.lower().replace("’", "'")]
        if seen <= 0:
            return listed
        return math.log10(0.9 * 10**listed + 0.1 * seen / self.article.size)

    def _margin(self, b: _Break) -> float | None:
        """Log10 odds of one word against two, the layout aside; None where the halves cannot be one word."""
        halves = self._halves(b)
        if halves is None:
            return None
        a, c = halves
        shouted = a.isupper() and c.isupper() and len(a + c) > 2
        if not c[0].islower() and not shouted and self.article_case(a + c) == 0:
            return None
        if a.isupper() and len(a) > 1 and not shouted and (a + c).lower() not in self.words.known:
            return None
        joined = self.probability(a + c)
        apart = self.probability(a) + self.probability(c)
        low = (a.lower(), c.lower())
        if a[0].isupper() and not a.isupper() and self.words.known.get(low[0], -9.0) > COMMON and self._inside(b, a):
            apart -= 1.5  # a common word has no capital there: half a name
        counted = self.words.pairs.get(low)
        if counted is not None and sum(counted) >= 5 and a.islower():
            return math.log10((counted[1] + 0.3) / (counted[0] + 0.3))
        if low[0] in _DETERMINERS and low[1] in self.words.known and low[1] not in OPEN_WORDS:
            apart += 0.7
        margin = joined - apart
        if self._stand_apart(*low):
            margin -= 2.0
        return margin

    @staticmethod
    def _inside(b: _Break, a: str) -> bool:
        """The half before the break stands inside a sentence, after a word in small letters or a name."""
        before = b.left[-60 : -len(a)]
        return before.endswith(" ") and before.rstrip()[-1:].isalpha()

    def _stand_apart(self, a: str, c: str) -> bool:
        """The article has the two words beside each other elsewhere."""
        return (a, c) in self._neighbours

    @cached_property
    def _neighbours(self) -> frozenset[tuple[str, str]]:
        """Words with one space between them, in small letters."""
        return frozenset((m.group(1), m.group(2)) for m in _NEIGHBOURS.finditer(self.text.lower()))

    def _is_name(self, b: _Break) -> bool:
        """The words on both sides stand side by side elsewhere, both with a capital."""
        halves = self._halves(b)
        return halves is not None and halves in self._names

    @cached_property
    def _names(self) -> frozenset[tuple[str, str]]:
        # Where the halves of split words stand as they were too, and put together.
        texts = (self.text, self.text.replace("\n", ""))
        return frozenset((m.group(1), m.group(2)) for text in texts for m in _NAMES.finditer(text))

    @cached_property
    def _exact(self) -> Counter[str]:
        return Counter(_WORD.findall(self.text))

    def article_case(self, word: str) -> int:
        """How often the article has this word in just these capitals."""
        return self._exact[word] if len(word) > 3 else 0

    def _may_join(self, b: _Break, margin: float) -> bool:
        halves = self._halves(b)
        if halves is None:
            return False
        space = self.text[b.start : b.end]
        if space != "\n" and margin < EVIDENT:
            return False
        known = self.words.known
        if all(known.get(h.lower(), -9.0) > -6.0 for h in halves):
            return margin > BOTH_WORDS
        return True

    def _join(self, b: _Break, kind: str, after: str = "", cut: int = 0) -> Edit:
        start, end = b.start - cut, b.end
        left = re.search(r"[^\s]*$", b.left[-60:])
        right = re.match(r"[\w'’-]*", b.right)
        shown_start = b.start - len(left.group()) if left else start
        lead = re.match(r"[^\w]*", b.left[len(b.left) - (b.start - shown_start) :]) if left else None
        shown_start += len(lead.group()) if lead else 0
        return Edit(kind, start, end, after, min(shown_start, start), end + (len(right.group()) if right else 0))

    def _hyphen(self, b: _Break) -> Edit | None:
        """After an end-of-line hyphen: one word, a compound that keeps it, or a suspended one (`pre- and post-`)."""
        left = _LAST_WORD.search(b.left[-60:-1])
        right = _FIRST_WORD.match(b.right)
        if left is None or right is None:
            return self._join(b, "hyphenation", b.left[-1], 1)
        a, c = left.group(), right.group()
        if c in _SUSPENDED and (a + c).lower() not in self.words.known:
            if b.right[len(c) : len(c) + 1] == "-":  # hit-and-run
                return self._join(b, "hyphenation", b.left[-1], 1)
            return edit("hard-wrap", b.start, b.end, " ")
        if not c[0].islower() and not (a.isupper() and c.isupper()):
            return self._join(b, "hyphenation", "" if self.article_case(a + c) else b.left[-1], 1)
        joined = self.probability(a + c)
        apart = self.probability(a) + self.probability(c)
        margin = joined - apart + HYPHEN_BONUS
        compound = self.article.hyphened[f"{a}-{c}".lower()]
        margin += 3 * (self.article.words[(a + c).lower()] > 0) - 3 * (compound > 0)
        margin += 2 * sum(self.words.known.get(h.lower(), -9.0) < RARE for h in (a, c))
        if margin > 0:
            return self._join(b, "hyphenation", "", 1)
        return self._join(b, "hyphenation", b.left[-1], 1)
