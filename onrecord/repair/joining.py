"""What a line break stands for: one word, two words, a hyphenated one, or the end of a paragraph.

One word or two is weighed by how probable each is: the frequency of the joined word against its halves', with the
article's own words counted in.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import cached_property

from onrecord.repair.break_signs import FULL, GLUED, LAST_WORD, PERHAPS
from onrecord.repair.breaks import BREAK, HYPHENS, OPEN_WORDS, Break, abbreviated, stops
from onrecord.repair.repaired import Edit, edit
from onrecord.repair.words import WordList, word_list

_FIRST_WORD = re.compile(r"(?:[^\W\d_]|['’](?=[^\W\d_]))*[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_NEIGHBOURS = re.compile(r"\b([^\W\d_]+)(?= ([^\W\d_]+)\b)")
_NAMES = re.compile(r"\b([A-Z][^\W\d_]+)(?= ([A-Z][^\W\d_]+)\b)")
_HYPHENED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")
_SUSPENDED = frozenset({"and", "or", "to"})  # pre- and post-war
_DETERMINERS = frozenset({"a", "an", "the", "his", "her", "its", "their", "our", "my", "your", "this", "that", "no"})
WRAPPED_ODDS = -3.0  # log10 odds that a full line of a hard-wrapped text ends inside a word
COMMON = -4.2  # log10 probability of a common word: the 2,000 most frequent
BOTH_WORDS = 0.8  # margin (log10) by which a joined word must win where both halves are words themselves
RARE = -6.5  # log10 probability under which the half of a hyphenated word is hardly a word
EVIDENT = 2.0  # margin by which a joining is evident whatever the layout
HYPHEN_BONUS = 0.7  # log10 odds, beyond the words' own, for the joined word at an end-of-line hyphen


class _Article:
    """What the article itself says: its words and how they stand, away from doubtful breaks."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def words(self) -> Counter[str]:
        counts: Counter[str] = Counter(m.group().lower().replace("’", "'") for m in _WORD.finditer(self.text))
        for m in BREAK.finditer(self.text):  # pieces at a break are no evidence of themselves
            for found in (
                LAST_WORD.search(self.text, max(0, m.start() - 40), m.start()),
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


class Judge:
    """Weighs one break: as one word, as two, as a hyphenated one, or as the end of a paragraph."""

    def __init__(self, text: str, blank_lines: bool) -> None:
        self.text = text
        self.blank_lines = blank_lines
        self.article = _Article(text)
        self.words: WordList = word_list()
        self.broken = False  # the text has breaks that surely stand inside a sentence
        self.ends_rate = 0.0  # of the ends of sentences, the share that ends a paragraph, where that can be seen
        self.carried = ""  # the part of the word before the line, where the break before split it too

    def odds_of_splits(self, breaks: list[Break]) -> float:
        """Log10 odds that a break inside a sentence of this text splits a word, by its clear cases."""
        splits = spaces = 0
        for b in breaks:
            margin = self._margin(b)
            if margin is not None:
                splits += margin > EVIDENT
                spaces += margin < -EVIDENT
        return max(-1.0, min(1.0, math.log10((splits + 1) / (spaces + 1))))

    def mend(self, b: Break, sign: int, length: int, odds: float) -> Edit | None:
        """The edit that mends a break, or None where the text ends a paragraph there."""
        full = sign == FULL
        if full and not self._wrapped(b):
            return None
        if b.left[-1] in HYPHENS and b.left[-2:-1].isalnum() and b.right[0].isalnum():
            return self._hyphen(b)
        if GLUED.match(b.right) and not stops(b.left) and (not full or b.right[0] in "'’"):
            return self._join(b, "split-word")
        margin = self._margin(b)
        if margin is not None:
            margin += WRAPPED_ODDS if full else odds
            if margin > (EVIDENT if sign == PERHAPS else 0) and self._may_join(b, margin):
                return self._join(b, "split-word")
        if sign == PERHAPS and not (self.broken and b.lines == 1 and self._is_name(b)):
            return None
        return edit("hard-wrap", b.start, b.end, " ")

    def _wrapped(self, b: Break) -> bool:
        """Whether a filled line of a hard-wrapped text goes on in the next."""
        if not stops(b.left) or self.blank_lines or b.right[0].islower() or abbreviated(b.left):
            return True
        return (
            self.ends_rate < 0.5 and b.right[0] not in '“"‘' and not self.text[b.start : b.end].endswith(("  ", "\t"))
        )

    def _halves(self, b: Break) -> tuple[str, str] | None:
        left, right = LAST_WORD.search(b.left[-60:]), _FIRST_WORD.match(b.right)
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

    def _margin(self, b: Break) -> float | None:
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
    def _inside(b: Break, a: str) -> bool:
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

    def _is_name(self, b: Break) -> bool:
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

    def _may_join(self, b: Break, margin: float) -> bool:
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

    def _join(self, b: Break, kind: str, after: str = "", cut: int = 0) -> Edit:
        start, end = b.start - cut, b.end
        left = re.search(r"[^\s]*$", b.left[-60:])
        right = re.match(r"[\w'’-]*", b.right)
        shown_start = b.start - len(left.group()) if left else start
        lead = re.match(r"[^\w]*", b.left[len(b.left) - (b.start - shown_start) :]) if left else None
        shown_start += len(lead.group()) if lead else 0
        return Edit(kind, start, end, after, min(shown_start, start), end + (len(right.group()) if right else 0))

    def _hyphen(self, b: Break) -> Edit | None:
        """After an end-of-line hyphen: one word, a compound that keeps it, or a suspended one (`pre- and post-`)."""
        left = LAST_WORD.search(b.left[-60:-1])
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
