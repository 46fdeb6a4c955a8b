"""What a relative expression hangs on: the publication date, or the date last mentioned.

News counts from the day it was published; a historical narrative (an encyclopedia's article on a war, a biography) from
the date last mentioned (Mazur and Dale 2010 on WikiWars). Which of the two an article is, its own years decide.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from onrecord.times.calendar import FINENESS, Grain, Point, of_date
from onrecord.times.tense import Direction

_YEAR = re.compile(r"(?<![\d.,$£€¥₹₩₦#-])(1[0-9]{3}|20[0-9]{2})(?![\d%]|[.,]\d| [a-z]+s\b)|\b\d{1,4}\s(?:BC|B\.C)")
# What hangs on the day of publication: a weekday without a date, "yesterday", "last week".
_DEICTIC = re.compile(
    r"(?<!every )(?<!each )\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"(?!,? (?:the |of )?(?:\d|Jan|Feb|Mar|Apr|May|Ju[nl]|Aug|Sep|Oct|Nov|Dec))"
    r"|\b(?:yesterday|tonight|tomorrow)\b|\b(?:last|next|this) (?:night|week|month|year|weekend)\b",
    re.IGNORECASE,
)
_NEWS_WORDS = 1000  # in news there is one of them at least in so many words; in an encyclopedia hardly any
# News quotes people who speak now; where words are reported this often, the text is no narrative.
_SPOKEN = re.compile(r"\b(?:said|says|told)\b")
_SPOKEN_WORDS = 300
# "The fair opens in May", "the rules take effect January 1": so many days ahead at most.
_COMING, _COMING_DAY = 240, 330
# A narrative names at least this many years, most of them this far from the year of publication.
_MIN_YEARS, _FAR, _SHARE = 5, 2, 0.6


def is_narrative(text: str, published: date | None) -> bool:
    """Whether the text tells of years that are not those of its publication."""
    years = [m.group(1) for m in _YEAR.finditer(text)]
    if len(years) < _MIN_YEARS:
        return False
    if published is None:
        return True
    words = text.count(" ") + 1
    if sum(1 for _ in _DEICTIC.finditer(text)) * _NEWS_WORDS >= words:
        return False  # news that looks back
    if sum(1 for _ in _SPOKEN.finditer(text)) * _SPOKEN_WORDS >= words:
        return False
    far = sum(1 for y in years if y is None or abs(int(y) - published.year) >= _FAR)
    return far >= _SHARE * len(years) and len(years) * 250 >= words


@dataclass(slots=True)
class Anchor:
    """The state of reading one article from its start to where it now is."""

    published: Point | None
    narrative: bool
    mentioned: list[Point] = field(default_factory=list)
    # The sentence that each mention stands in.
    sentences: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, text: str, published: date | None) -> Anchor:
        """The state before the first word."""
        return cls(of_date(published, "D") if published else None, is_narrative(text, published))

    def mention(self, point: Point, sentence: int) -> None:
        """Keep a date that the text has just named."""
        self.mentioned.append(point)
        self.sentences.append(sentence)

    def last(self, grain: Grain, within: int = 12) -> Point | None:
        """The latest mention that is at least as fine as `grain`, made coarse to it.

        A finer date is passed over once the text has moved on to another year.
        """
        newest: Point | None = None
        for point in reversed(self.mentioned[-within:]):
            if newest is not None and point.year != newest.year and newest.grain not in ("DE", "CE"):
                break
            newest = newest or point
            if FINENESS[point.grain] >= FINENESS[grain]:
                return point.to(grain)
        return None

    def now(self, grain: Grain) -> Point | None:
        """The present of the text: publication in news, the date last mentioned in a narrative."""
        if self.narrative and self.mentioned:
            return self.last(grain)
        return self.published.to(grain) if self.published else None

    def then(self, grain: Grain) -> Point | None:
        """The point in time the text is at: what it mentioned last, else its present."""
        return self.last(grain) or (self.published.to(grain) if self.published and not self.narrative else None)

    def year(self) -> int | None:
        """The year the text is in, by its last mention."""
        for point in reversed(self.mentioned):
            if point.grain not in ("DE", "CE"):
                return point.year
        return None


def pick(candidates: Sequence[Point], now: Point, way: Direction) -> Point | None:
    """Of points in ascending order the one meant: the last that has begun, the first that has not ended, or the
    nearest."""
    today = now.first()
    spans = [(p, days) for p in candidates if (days := p.days())]
    if today is None or not spans:
        return None
    if way == "past":
        return next((p for p, (first, _) in reversed(spans) if first <= today), spans[0][0])
    if way == "future":
        return next((p for p, (_, last) in spans if last >= today), spans[-1][0])
    if way == "present":
        reach = _COMING_DAY if candidates[0].grain == "D" else _COMING
        ahead = next((p for p, (first, last) in spans if last >= today and (first - today).days <= reach), None)
        if ahead is not None:
            return ahead
    return min(spans, key=lambda s: abs((s[1][0] - today).days) + (40 if s[1][0] > today else 0))[0]
