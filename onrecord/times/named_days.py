"""Readings of days by name: weekdays by the tense of their verb, holidays by the year they are spoken of in."""

from __future__ import annotations

from onrecord.times.calendar import Point, of_date
from onrecord.times.holidays import holiday
from onrecord.times.meaning import Meaning, Place, part_mod
from onrecord.times.which_year import Fields, stated_year
from onrecord.times.words import word_set, words


def read_holiday(fields: Fields, place: Place) -> Meaning | None:
    """`Christmas 1963`, `last Easter`, `Ramadan`."""
    name = fields["holiday"]
    if not place.words[max(0, place.words.lower().find(name[:4]))].isupper():
        return None
    year = stated_year(fields)
    now = place.anchor.now("D") or place.anchor.now("Y")
    if year is None and now is not None:
        ref = fields.get("deixis") or ""
        way = (
            "past" if ref in ("last", "this past") else "future" if ref in ("next", "this coming") else place.direction
        )
        near = [(y, d) for y in (now.year - 1, now.year, now.year + 1) if (d := holiday(name, y))]
        today = now.first()
        if near and today and not place.anchor.narrative:
            if way == "past":
                near = [e for e in near if e[1][0] <= today][-1:] or near[:1]
            elif way == "future":
                near = [e for e in near if e[1][1] >= today][:1] or near[-1:]
            year = min(near, key=lambda e: abs((e[1][0] - today).days))[0]
        else:
            year = now.year
    days = holiday(name, year) if year is not None else None
    if days is None:
        return Meaning("DATE", f"{year:04d}-XX-XX" if year else "XXXX-XX-XX")
    first = of_date(days[0], "D")
    if "dp" in fields:
        return Meaning("TIME", f"{first.value()}T{words('daypart')[fields['dp']]}", first)
    return Meaning("DATE", first.value(), first if days[0] == days[1] else None, days, part_mod(fields))


def read_weekday(fields: Fields, place: Place) -> Meaning | None:
    """`Tuesday` by the tense of its verb; `last Friday`, `next Monday night`."""
    word = fields["weekday"].rstrip(".")
    n: int = words("weekday")[word]
    at = place.words.lower().find(word)
    if not place.words[at].isupper() or (word in word_set("cues", "needs_more") and "." not in place.words):
        return None
    ref, week = fields.get("deixis"), fields.get("weekref", "")
    day = _weekday(n, ref, week, place)
    dp = fields.get("dp")
    part = f"T{words('daypart').get(dp, 'MI')}" if dp else ""
    kind = "TIME" if dp else "DATE"
    if day is None:
        return Meaning(kind, f"XXXX-WXX-{n}{part}")  # type: ignore[arg-type]
    return Meaning(kind, day.value() + part, day, mod=part_mod(fields))  # type: ignore[arg-type]


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
    if place.direction in ("future", "present") or (ref == "this" and place.direction != "past"):
        return now.shift((7 - ago) % 7)
    return now.shift(-ago)
