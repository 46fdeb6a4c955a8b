"""Readings of days by name: weekdays by the tense of their verb, holidays by the year they are spoken of in."""

from __future__ import annotations

import re
from datetime import timedelta

from onrecord.times.calendar import Point, nth_weekday, of_date
from onrecord.times.holidays import holidays
from onrecord.times.holidays import table as holiday_table
from onrecord.times.meaning import Meaning, Place, part_mod
from onrecord.times.tense import direction, is_planned
from onrecord.times.which_year import Fields, bare_year, pointed_year, stated_year
from onrecord.times.words import word_set, words

# "Monday and Tuesday of last week": the week is that of both.
_SHARED_WEEK = re.compile(
    r"(?:(?:,|\s+and|,\s+and|\s+or|\s+to|\s+through)\s+[A-Z][a-z]+day)+\s+(of (?:last|this|next) week)\b", re.IGNORECASE
)
# "From Monday to Thursday", "Friday and Saturday".
_LIST_BEFORE = re.compile(
    r"[A-Z][a-z]+day(?:\s+(?:morning|afternoon|evening|night))?(\s+(?:to|through|until|till|and|or)|\s*[-–,])\s*(?:on\s+)?$"
)

_RANGE_AFTER = re.compile(r"\s+(?:to|through|until|till)\s+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day")


_SOON, _LONG_AGO = 75, 250


def read_holiday(fields: Fields, place: Place) -> Meaning | None:
    """`Christmas 1963`, `last Easter`, `Ramadan`."""
    name = fields["holiday"]
    in_a_name = place.after() in word_set("cues", "after_feast")
    if in_a_name or not place.words[max(0, place.words.lower().find(name[:4]))].isupper():
        return None
    year, chosen = stated_year(fields), None
    now = place.anchor.now("D") or place.anchor.now("Y")
    if year is None and now is not None:
        ref = fields.get("deixis") or ""
        way = (
            "past"
            if ref in ("last", "this past")
            else "future"
            if ref in ("next", "this coming")
            # "Sold roses for Valentine's Day" is set for no day to come.
            else direction(place.sentence, place.first, place.last, set_for=False)
        )
        near = sorted(
            ((y, d) for y in (now.year - 1, now.year, now.year + 1) for d in holidays(name, y)), key=lambda e: e[1]
        )
        today = now.first()
        if near and today and not place.anchor.narrative:
            if way == "past":
                past = [e for e in near if e[1][0] <= today][-1:] or near[:1]
                # "Shops were full before Christmas", written days ahead of it.
                soon = [e for e in near if 0 < (e[1][0] - today).days <= _SOON]
                led = place.before(2) if place.before() == "the" else place.before()
                ahead = soon and ("eve" in fields or led in ("before", "for", "of", "until"))
                near = soon[:1] if ahead and (today - past[0][1][0]).days > _LONG_AGO else past
            elif way == "future":
                near = [e for e in near if e[1][1] >= today][:1] or near[-1:]
            year, chosen = min(near, key=lambda e: abs((e[1][0] - today).days))
        else:
            year = now.year
    days = chosen or (next(iter(holidays(name, year)), None) if year is not None else None)
    if days is None:
        if year is None and (fixed := holiday_table()["day"][name].get("fixed")):
            return Meaning("DATE", f"XXXX-{fixed[0]:02d}-{fixed[1]:02d}")
        return Meaning("DATE", f"{year:04d}-XX-XX" if year else "XXXX-XX-XX")
    if "eve" in fields:
        days = (days[0] - timedelta(1), days[0] - timedelta(1))
    first = of_date(days[0], "D")
    if "dp" in fields:
        return Meaning("TIME", f"{first.value()}T{words('daypart')[fields['dp']]}", first)
    return Meaning("DATE", first.value(), first if days[0] == days[1] else None, days, part_mod(fields))


def read_weekday(fields: Fields, place: Place) -> Meaning | None:
    """`Tuesday` by the tense of its verb; `last Friday`, `next Monday night`."""
    word = fields["weekday"].rstrip(".")
    n: int = words("weekday")[word]
    at = place.words.lower().find(word)
    if not (place.words[at].isupper() or word.endswith("day")):
        return None  # "sat", "wed"; but "tuesday" is one in any letters
    if word in word_set("cues", "needs_more") and "." not in place.words:
        return None
    following = place.last + 1
    if place.after() in word_set("cues", "after_paper") and place.sentence.words[following][0].isupper():
        return None  # "the Sunday Times"
    ref, week = fields.get("deixis"), fields.get("weekref", "")
    if not week and (shared := _SHARED_WEEK.match(place.text, place.end, min(len(place.text), place.end + 70))):
        week = shared[1].lower()
    day = (None if ref or week else _later_end(n, place)) or _weekday(n, ref, week, place)
    dp = fields.get("dp")
    part = f"T{words('daypart').get(dp, 'MI')}" if dp else ""
    kind = "TIME" if dp else "DATE"
    if day is None:
        return Meaning(kind, f"XXXX-WXX-{n}{part}")  # type: ignore[arg-type]
    return Meaning(kind, day.value() + part, day, mod=part_mod(fields))  # type: ignore[arg-type]


def read_nth_weekday(fields: Fields, place: Place) -> Meaning | None:
    """`the first Monday in May`, `the last Sunday of October 2015`."""
    n: int = words("weekday")[fields["weekday"].rstrip(".")]
    month: int = words("month")[fields["month"].rstrip(".")]
    year = stated_year(fields) or pointed_year(fields, place) or bare_year(place, month, 0)
    if year is None:
        return Meaning("DATE", f"XXXX-{month:02d}-XX")
    nth = -1 if fields["nth"] in ("last", "final") else words("ordinal")[fields["nth"]]
    day = nth_weekday(year, month, nth, n)
    if day.month != month:
        return None
    point = of_date(day, "D")
    return Meaning("DATE", point.value(), point)


def _later_end(n: int, place: Place) -> Point | None:
    """The day after the one that it is listed with: Thursday in `Monday to Thursday`."""
    anchor = place.anchor
    m = _LIST_BEFORE.search(place.text, max(place.sentence.start, place.start - 32), place.start)
    if m is None or not anchor.mentioned or anchor.sentences[-1] != place.sentence.index:
        return None
    before = anchor.mentioned[-1]
    day = before.first() if before.grain == "D" else None
    if day is None or day.isoweekday() == n:
        return None
    after = before.shift((n - day.isoweekday()) % 7)
    now = anchor.published.first() if anchor.published else None
    if m[1].strip() in ("to", "through", "until", "till", "-", "–"):
        return after
    # Two days that are past, or two that are to come.
    first = after.first() if after else None
    return after if first and now and (day > now or first <= now) and not anchor.narrative else None


def _weekday(n: int, ref: str | None, week: str, place: Place) -> Point | None:
    anchor = place.anchor
    relative = ref in ("that", "the same", "the following", "the next", "the previous")
    now = anchor.then("D") if relative or anchor.narrative else anchor.published
    today = now.first() if now else None
    if today is None and anchor.published:
        now, today = anchor.published, anchor.published.first()
    if now is None or today is None:
        return None
    ago = (today.isoweekday() - n) % 7
    if week:
        step = -7 if "last" in week else 7 if "next" in week or week == "week" else 0
        return now.shift(n - today.isoweekday() + step)
    if ref in ("next", "the following", "the next", "this coming", "coming"):
        ahead = 7 - ago
        # "Next Friday" said early in a week is mostly that of the week after.
        return now.shift(ahead)
    if ref in ("last", "the previous", "this past", "past"):
        return now.shift(-(ago or 7))
    if ref == "that":
        return now.shift(-ago)
    if place.direction == "present" and ref is None and ago < 7 - ago and not is_planned(place.sentence, place.first):
        return now.shift(-ago)  # "they hail her speech on Thursday", written on a Friday
    if place.direction in ("future", "present") or (ref == "this" and place.direction != "past"):
        return now.shift((7 - ago) % 7)
    if ago == 0 and _RANGE_AFTER.match(place.text, place.end, place.end + 30):
        ago = 7  # "voting ran from Monday through Saturday", written on a Monday
    return now.shift(-ago)
