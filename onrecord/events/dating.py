"""When an event took place: the date beside it, else one counted from another event, else the day it was told.

In order: a date of the event's own clause; a length of time that counts it from another event (`a week after ...`,
`two days before the March 4 vote`); a date elsewhere in the sentence; the date named before, where it is of then; how
long it had been going on; the day of the statement that it is; the day of publication.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from onrecord.events.circumstance import clause_of, distance
from onrecord.events.grammar import Grammar
from onrecord.record import EventDate, Span, Status, Time

LENGTH = re.compile(r"P(\d+)([DWMY])")
DAYS = {"D": 1, "W": 7, "M": 30, "Y": 365}
_NEAR = 300  # characters before a sentence in which the date stands that its `then` takes up
SLACK = {"D": 0, "W": 3, "M": 15, "Y": 183}
"""Days by which something counted in days, weeks, months or years may be off on either side."""


def choose_time(
    g: Grammar,
    i: int,
    times: list[Time],
    published: date | None,
    status: Status,
    others_words: Sequence[Span] = (),
    told: date | None = None,
    apart: bool = False,
) -> tuple[EventDate | None, str]:
    """The date of the event at token `i` and where it was found: `clause`, `offset`, `sentence`, `then`,
    `length`, `statement`, `before`, `article` or `none`.

    A time in `others_words`, what somebody says who does not speak of the event, is not its. `told` is the day of the
    statement that the event itself is; `apart`: the event is only spoken of by another (`condemned the attack`),
    whose day is not its.
    """
    here = [t for t in times if g.s.start <= t.start < g.s.end]
    here = [t for t in here if not any(a <= t.start < b for a, b in others_words)]
    over = published is not None and status in ("happened", "ongoing")
    if over:  # `offered to meet them on Tuesday`: what has happened has no date to come
        here = [t for t in here if t.earliest is None or t.earliest <= str(published)]
    clause = clause_of(g, i)
    dated = _dated(g, i, here)
    if apart:
        dated = [(at, t) for at, t in dated if g.below(i, at)]
    else:
        dated = [(at, t) for at, t in dated if at in clause or not _of_another(g, i, at)]
    day = told or published
    offset = _offset(g, i, here, dated, day)
    own = [t for at, t in dated if at in clause]
    if offset is not None and over and (offset[0].earliest or "") > str(published):
        offset = None  # counted from something whose day is not told
    if offset is not None and not (own and offset[1]):
        return offset[0], "offset"
    if dated:
        t = own[0] if own else dated[0][1]
        return EventDate(t.value, t.earliest, t.latest), "clause" if own else "sentence"
    then = _then(g, i, times) if over else None
    if then is not None:
        return EventDate(then.value, then.earliest, then.latest), "then"
    length = _length(g, i, here)
    if status == "ongoing" and length is not None and published is not None:
        return _around(g, i, length[0], length[1], published), "length"
    if told is not None:
        return _on(told), "statement"
    if published is None:
        return None, "none"
    if apart and status == "happened":
        return EventDate(None, None, published.isoformat()), "before"
    if status in ("planned", "threatened"):
        return EventDate(None, published.isoformat(), None), "article"
    return _on(published), "article"


def _then(g: Grammar, i: int, times: list[Time]) -> Time | None:
    """The date named last before the sentence, where its verb says that the event was then (`39 were killed then`)."""
    if not any(g.lower[j] == "then" and j > i for j in g.kids(i, "advmod")):
        return None
    before = [t for t in times if t.type == "DATE" and t.earliest and g.s.start - _NEAR <= t.start < g.s.start]
    return max(before, key=lambda t: t.start, default=None)


def _on(day: date) -> EventDate:
    return EventDate(day.isoformat(), day.isoformat(), day.isoformat())


def _dated(g: Grammar, i: int, times: list[Time]) -> list[tuple[int, Time]]:
    """The dates and times of day of the sentence with their tokens nearest to `i`, nearest first."""
    out = []
    for t in times:
        tokens = list(g.s.tokens_in(t.start, t.end))
        if t.type in ("DATE", "TIME") and t.earliest and tokens:
            best = min(tokens, key=lambda j: distance(g, i, j))
            out.append((distance(g, i, best), t.start, best, t))
    return [(best, t) for _, _, best, t in sorted(out, key=lambda x: x[:2])]


def _of_another(g: Grammar, i: int, at: int) -> bool:
    """Does the token stand in a relative clause that the event is not in (`sent to Karsia, at war since 1991`), or say
    when something else took place (`the toll of last week's flood`)?"""
    j = at
    while j >= 0 and not g.below(j, i):
        if g.s.deprels[j] == "nmod:poss" and not g.below(g.s.heads[j], i):
            return True
        if g.s.deprels[j] == "acl:relcl" or (g.base[j] == "acl" and g.verbal(j)):
            return True
        j = g.s.heads[j]
    return False


def _offset(
    g: Grammar, i: int, times: list[Time], dated: list[tuple[int, Time]], day: date | None
) -> tuple[EventDate, bool] | None:
    """The date counted from another event by `a week after ...`, and whether `i` is the event of the main clause."""
    for t in times:
        count = LENGTH.fullmatch(t.value or "")
        tokens = list(g.s.tokens_in(t.start, t.end))
        if t.type != "DURATION" or count is None or not tokens or tokens[-1] + 1 >= len(g.s):
            continue
        word = tokens[-1] + 1
        other = g.s.heads[word]  # what it is counted from
        if g.lower[word] not in ("after", "before") or g.base[word] not in ("mark", "case") or other < 0:
            continue
        back = g.below(other, i)
        sign = 1 if (g.lower[word] == "before") == back else -1
        anchors = [x for at, x in dated if g.below(other, at) != back]
        if back and any(g.below(other, at) for at, _ in dated):
            return None  # it has a date of its own
        if anchors and anchors[0].earliest == anchors[0].latest and anchors[0].earliest is not None:
            day = date.fromisoformat(anchors[0].earliest[:10])
        elif not back or day is None or anchors:
            continue
        step = sign * int(count[1]) * DAYS[count[2]]
        at = day + timedelta(days=step)
        slack = timedelta(days=SLACK[count[2]])
        value = {"D": at.isoformat(), "W": f"{at:%G-W%V}", "M": f"{at:%Y-%m}", "Y": f"{at:%Y}"}[count[2]]
        return EventDate(value, (at - slack).isoformat(), (at + slack).isoformat()), not back
    return None


def _length(g: Grammar, i: int, times: list[Time]) -> tuple[int, bool] | None:
    """For how many days the event at `i` lasts, and whether that is up to now (`for three days`) or in all (`a
    three-day visit`).
    """
    for t in times:
        count = LENGTH.fullmatch(t.value or "")
        tokens = list(g.s.tokens_in(t.start, t.end))
        if t.type != "DURATION" or count is None or not tokens:
            continue
        days = int(count[1]) * DAYS[count[2]]
        top = next((j for j in tokens if g.s.heads[j] not in tokens), tokens[-1])
        if g.s.heads[top] != i:
            continue
        if g.base[top] in ("amod", "compound", "nummod", "nmod"):
            return days, False
        if g.case(top) == "for" or g.base[top] == "obl":
            return days, True
    return None


def _around(g: Grammar, i: int, days: int, until_now: bool, day: date) -> EventDate:
    """The interval of what was going on at `day` for a length of time."""
    first = day - timedelta(days=days if until_now else days - 1)
    last = day if until_now else day + timedelta(days=days - 1)
    return EventDate(None, first.isoformat(), last.isoformat())
