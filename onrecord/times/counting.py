"""Lengths counted from an event (`a week after the vote`, `the day before the siege began`) and the days they span.

TimeML marks the length alone and leaves the event to a link; a reader wants to know when. The event's day is taken from
a date said of it in its own clause, else where the article dates the same event (the same lemma in a sentence with a
date), else the main clause is the news itself and the event lies that long before its day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.language.reading import Reading, Sentence
from onrecord.record import Time
from onrecord.times.calendar import Point, of_date
from onrecord.times.words import word_set

_CONNECTIVE = re.compile(r"\s*(after|before|following|prior to)\s+", re.IGNORECASE)
_LENGTH = re.compile(r"P(\d+(?:\.\d+)?|X)(D|W|M|Y|DE)$")
_UNIT_DAYS = {"D": 1.0, "W": 7.0, "M": 30.44, "Y": 365.25, "DE": 3652.5}
# "Days after": so many at most.
_FEW = 5.0
# The longest stretch of tokens that is looked through for the event's own date.
_CLAUSE = 25
# The news itself is told in the first sentences.
_NEWS = 3
_DAY = re.compile(r"the day\s+(before|after)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Event:
    lemma: str
    sentence: int
    token: int


def date_lengths(reading: Reading, times: list[Time], published: Point | None) -> None:
    """Give the days to those `times` (in text order) that count from an event; changes them in place.

    A length gets the interval from the earlier to the later of its two ends; where the event is undated the far end is
    set half a unit farther, since "a week" is seldom seven days. `the day after ...` becomes the day itself.
    """
    days = [t for t in times if t.earliest is not None and t.type in ("DATE", "TIME")]
    for time in times:
        day = _DAY.match(time.text)
        length = _LENGTH.match(time.value) if time.type == "DURATION" else None
        if (length is None or time.earliest) and (day is None or "X" not in time.value):
            continue
        sentence = reading.sentence_at(time.start)
        if sentence is None:
            continue
        if day:
            way, start = day[1].lower(), time.end
        else:
            m = _CONNECTIVE.match(reading.text, time.end, sentence.end)
            if m is None:
                continue
            way, start = m[1].lower(), m.end()
        later = way in ("after", "following")
        event = _event_day(reading, sentence, start, time, days)
        if day:
            if event is not None:
                at = event + timedelta(1 if later else -1)
                time.value = of_date(at, "D").value()
                time.earliest = time.latest = at.isoformat()
            continue
        assert length is not None
        unit = _UNIT_DAYS[length[2]]
        span = (float(length[1]) if length[1] != "X" else _FEW) * unit
        if span > 100_000:
            continue
        try:
            if event is not None:
                other = event + timedelta(round(span) if later else -round(span))
                first, last = min(event, other), max(event, other)
            else:
                main = _main_day(sentence, time, days, published)
                if main is None or not later:
                    continue
                slack = round(unit / 2) if unit > 1 else 0
                first, last = main - timedelta(round(span) + slack), main
        except OverflowError:
            continue
        time.earliest, time.latest = first.isoformat(), last.isoformat()


def _single_day(time: Time) -> date | None:
    return date.fromisoformat(time.earliest) if time.earliest and time.earliest == time.latest else None


def _event_day(reading: Reading, sentence: Sentence, start: int, time: Time, days: list[Time]) -> date | None:
    clause = [i for i in range(len(sentence)) if sentence.starts[i] >= start][:_CLAUSE]
    for k, i in enumerate(clause):
        if sentence.words[i] in (";", ".", ":"):
            clause = clause[:k]
            break
    if not clause:
        return None
    end = sentence.ends[clause[-1]]
    own = next((d for t in days if start <= t.start < end and (d := _single_day(t))), None)
    if own is not None:
        return own
    lemma = _event_lemma(sentence, clause)
    if lemma is None:
        return None
    by_distance = sorted(reading.sentences, key=lambda s: (s.index > sentence.index, abs(s.index - sentence.index)))
    for other in by_distance:
        at = [i for i in range(len(other)) if other.lemmas[i].lower() == lemma and other.ends[i] <= time.start]
        if other is not sentence:
            at = [i for i in range(len(other)) if other.lemmas[i].lower() == lemma]
        if not at:
            continue
        here = [(t, d) for t in days if other.start <= t.start < other.end and (d := _single_day(t))]
        if here:
            spot = other.starts[at[0]]
            return min(here, key=lambda e: abs(e[0].start - spot))[1]
    return None


def _event_lemma(sentence: Sentence, clause: list[int]) -> str | None:
    """The verb of the clause, or the head of the noun phrase that stands for the event."""
    plain = word_set("counting", "light_verbs")
    verb = next((i for i in clause if sentence.upos[i] == "VERB" and sentence.lemmas[i].lower() not in plain), None)
    nouns = word_set("counting", "event_nouns")
    for i in clause:
        if verb is not None and i > verb:
            break
        # Without tags ("X") the word alone must do.
        if sentence.upos[i] in ("NOUN", "X") and sentence.lemmas[i].lower() in nouns:
            return sentence.lemmas[i].lower()
    return sentence.lemmas[verb].lower() if verb is not None else None


def _main_day(sentence: Sentence, time: Time, days: list[Time], published: Point | None) -> date | None:
    """The day of the main clause: one it names before the length, else that of publication where it is the news."""
    named = [d for t in days if sentence.start <= t.start < time.start and (d := _single_day(t))]
    if named:
        return named[-1]
    if published is None:
        return None
    i = sentence.tokens_in(time.start, time.end)[0]
    verbs = {sentence.lemmas[j].lower() for j in range(max(0, i - 4), i)}
    if sentence.index < _NEWS or verbs & word_set("counting", "news_verbs"):
        return published.first()
    return None
