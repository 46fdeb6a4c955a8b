"""What an expression means, and where it stands: the two records that readings take and give."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from onrecord.language.reading import Sentence
from onrecord.record import TimeType
from onrecord.times.anchors import Anchor
from onrecord.times.calendar import Days, Point
from onrecord.times.tense import Direction, direction
from onrecord.times.words import words


@dataclass(slots=True)
class Meaning:
    """A TIMEX3 type and value; the calendar point behind it where there is one, else the days it allows."""

    type: TimeType
    value: str
    point: Point | None = None
    days: Days | None = None
    mod: str | None = None
    # Whether later expressions may hang on it.
    anchors: bool = True


class Place:
    """Where a match stands: its sentence, first token, and the state of the article up to there."""

    def __init__(self, text: str, start: int, end: int, sentence: Sentence, anchor: Anchor) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.sentence = sentence
        self.anchor = anchor
        # The year of the expression that follows in the same list or range ("April and May 1990").
        self.borrowed_year: int | None = None

    @cached_property
    def first(self) -> int:
        """Index of the first token of the match."""
        found = self.sentence.tokens_in(self.start, self.end)
        return found[0] if found else 0

    @cached_property
    def last(self) -> int:
        """Index of the last token of the match."""
        found = self.sentence.tokens_in(self.start, self.end)
        return found[-1] if found else 0

    @cached_property
    def direction(self) -> Direction:
        """Whether the words around speak of past or future; what has been since a day has that day behind."""
        if self.before() == "since" and self.after() not in ("is", "will"):
            return "past"
        return direction(self.sentence, self.first, self.last)

    def before(self, n: int = 1) -> str:
        """The n-th word before the match, lower case; empty at the start of the sentence."""
        i = self.first - n
        return self.sentence.words[i].lower() if i >= 0 else ""

    def after(self, n: int = 1) -> str:
        """The n-th word after the match, lower case; empty at the end of the sentence."""
        i = self.last + n
        return self.sentence.words[i].lower() if i < len(self.sentence) else ""

    def after_tag(self) -> str:
        """The Penn tag of the word after the match."""
        i = self.last + 1
        return self.sentence.xpos[i] if i < len(self.sentence) else ""

    def before_tag(self) -> str:
        """The Penn tag of the word before the match."""
        return self.sentence.xpos[self.first - 1] if self.first else ""

    @property
    def words(self) -> str:
        """The matched text."""
        return self.text[self.start : self.end]


def part_mod(fields: dict[str, str]) -> str | None:
    """START, MID or END from `early`, `the middle of`, ...; APPROX and the like from `about`, `more than`, ..."""
    for key in ("part", "part3"):
        if key in fields:
            got = words("part").get(" ".join(fields[key].replace("-", " ").split()))
            if got:
                return str(got)
    if "modifier" in fields:
        return str(words("modifier")[fields["modifier"]])
    return None


def part_days(days: Days | None, mod: str | None) -> Days | None:
    """What START, MID or END leaves of an interval: its first half, its middle three fifths, its last half."""
    if days is None or mod not in ("START", "MID", "END"):
        return days
    first, last = days
    length = (last - first).days
    if mod == "START":
        return first, first + timedelta(length // 2)
    if mod == "END":
        return last - timedelta(length // 2), last
    return first + timedelta(length // 5), last - timedelta(length // 5)
