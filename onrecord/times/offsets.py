"""Readings that count from somewhere: `two weeks ago`, `the next day`, `last month`, `yesterday`, `later that year`."""

from __future__ import annotations

import re

from onrecord.times.calendar import Grain, Point
from onrecord.times.durations import length, rises, window
from onrecord.times.meaning import Meaning, Place, part_days, part_mod
from onrecord.times.numbers import figure, read_number
from onrecord.times.words import word_set, words

Fields = dict[str, str]

_GRAINS: dict[str, Grain] = {"D": "D", "W": "W", "WE": "WE", "M": "M", "Q": "Q", "Y": "Y", "DE": "DE", "CE": "CE"}
_UNKNOWN = {
    "D": "XXXX-XX-XX",
    "W": "XXXX-WXX",
    "WE": "XXXX-WXX-WE",
    "M": "XXXX-XX",
    "Q": "XXXX-QX",
    "Y": "XXXX",
    "DE": "XXX",
    "CE": "XX",
}
_BACK = ("ago", "back", "earlier", "previously", "beforehand", "before", "prior")
_DEICTIC_NEXT = ("next", "this coming", "the coming", "coming", "the upcoming")
_DEICTIC_LAST = ("last", "this past", "the past", "past", "the last")
_NEXT = ("the next", "the very next", "the following", "the subsequent", "following")
_BEFORE = ("the previous", "the preceding", "the prior", "previous")


def _meaning(point: Point, fields: Fields, mod: str | None = None) -> Meaning:
    mod = mod or part_mod(fields)
    return Meaning("DATE", point.value(), point, part_days(point.days(), mod), mod)


def read_dayname(fields: Fields, place: Place) -> Meaning | None:
    """`today`, `yesterday evening`, `the day after tomorrow`."""
    if place.words == "Today" and place.first > 0 and place.sentence.words[place.first - 1][:1].isupper():
        return None  # the paper "USA Today"
    beyond = fields.get("beyond")
    name = fields.get("dayname", "")
    step = (
        {"before yesterday": -2, "after tomorrow": 2}[beyond]
        if beyond
        else {"yesterday": -1, "tomorrow": 1}.get(name, 0)
    )
    part = f"T{words('daypart')[fields['dp']]}" if "dp" in fields else "TNI" if name == "tonight" else ""
    if place.anchor.narrative and name == "today":
        published = place.anchor.published
        return Meaning("DATE", "PRESENT_REF", days=published.days() if published else None, anchors=False)
    now = place.anchor.published
    point = now.shift(step) if now else None
    kind = "TIME" if part else "DATE"
    if point is None:
        if not part and name == "today":
            return Meaning("DATE", "PRESENT_REF")
        return Meaning(kind, "XXXX-XX-XX" + part)  # type: ignore[arg-type]
    return Meaning(kind, point.value() + part, point)  # type: ignore[arg-type]


def read_unit_deixis(fields: Fields, place: Place) -> Meaning | None:
    """`last year`, `the next day`, `that month`, `later this week`."""
    unit, ref = words("unit")[fields["unit"]], fields["deixis"]
    grain = _GRAINS.get(unit)
    if place.text[place.end : place.end + 1] == "-" and ref == "the":
        return None
    many = unit[0].isdigit()  # a quarter-century
    if (fields["unit"].endswith("s") and unit != "WE") or (many and ref not in ("the past", "the last")):
        return None
    if grain is None and unit != "NI" and not many:
        return None
    if ref == "the past":
        n = 1.5 if "andhalf" in fields else 1.0
        return window("past", unit, n, Meaning("DURATION", length(figure(n), unit), anchors=False), place)
    if "andhalf" in fields:
        return None
    if unit == "D" and ref in ("last", "past", "the last"):
        return None
    if ref in ("the last", "the past", "the next") and place.after() == "of" and place.after(2).isalpha():
        return None  # "the last month of the war": the war's, not the one before this
    lately = many or (ref == "the last" and place.before() in word_set("cues", "before_last"))
    if lately and not place.anchor.narrative:
        # "Over the last year": a length up to now.
        n = 1.5 if "andhalf" in fields else 1.0
        return window("past", unit, n, Meaning("DURATION", length(figure(n), unit), anchors=False), place)
    if many:
        return None
    if ref in ("current", "same", "coming", "past", "following", "previous") and place.before() not in word_set(
        "cues", "before_deixis"
    ):
        return None
    if unit == "NI":
        return _night(ref, place)
    assert grain is not None
    if ref == "the":
        return _the_unit(grain, fields, place)
    ahead = ref in ("the next", "the coming") and place.before() in word_set("cues", "before_length")
    if ahead and not place.anchor.narrative and grain != "WE":
        # "Over the next decade": a length from now on, no decade of the calendar.
        return window("next", unit, 1.0, Meaning("DURATION", f"P1{unit}", anchors=False), place)
    point = _deixis_point(grain, ref, place)
    mod = {"early": "START", "late": "END", "mid": "MID"}.get(fields.get("when", ""))
    if point is None:
        return Meaning("DATE", _partly(grain, place), mod=mod)
    return _meaning(point, fields, mod)


def _deixis_point(grain: Grain, ref: str, place: Place) -> Point | None:
    anchor = place.anchor
    if grain == "WE" and ref == "this" and place.direction == "past" and anchor.published and not anchor.narrative:
        # "This weekend", said on a Monday of what happened.
        now, this = anchor.published.first(), anchor.published.to("WE")
        return this.shift(-1) if this and now and now.isoweekday() < 3 else this
    if (
        ref in _DEICTIC_NEXT
        or ref in _DEICTIC_LAST
        or ref in ("this", "this very", "the current", "the present", "current")
    ):
        base = anchor.now(grain)
        step = 1 if ref in _DEICTIC_NEXT else -1 if ref in _DEICTIC_LAST else 0
    else:
        base = anchor.then(grain)
        step = 1 if ref in _NEXT else -1 if ref in _BEFORE else 0
    return base.shift(step) if base else None


def _the_unit(grain: Grain, fields: Fields, place: Place) -> Meaning | None:
    """`the day`, `the year` with nothing more: only where no noun or clause follows that says which."""
    if place.after() in ("ended", "ending", "to", "through", "until") and "when" not in fields and grain != "D":
        return Meaning("DURATION", f"P1{grain}", anchors=False)
    if "when" not in fields and (
        place.after() in ("of", "when", "that", "after", "before", "he", "she", "it", "they", "the", "in")
        or place.before() not in ("of", "in", "for", "during", "by", *(_AROUND_WEEKEND if grain == "WE" else ()))
    ):
        return None
    if "when" not in fields and (grain == "W" or place.after_tag().startswith("NN")):
        return None
    point = place.anchor.then(grain)
    ahead = place.direction == "future" or place.before() in ("through", "until", "into", "before")
    if grain == "WE" and not ahead and place.anchor.published and not place.anchor.narrative:
        # "Over the weekend", said from Monday to Friday of what happened: the one before.
        now = place.anchor.published.first()
        this = place.anchor.published.to("WE")
        point = this.shift(-1) if this and now and now.isoweekday() < 6 else this
    return _meaning(point, fields) if point else Meaning("DATE", _UNKNOWN[grain])


_AROUND_WEEKEND = ("over", "at", "through", "throughout", "until", "before", "after", "into", "since")
_APPOSED = re.compile(r"\s*[,(–—]\s*(?:(?:only|just|on|and)\s+)?$")


def read_day_count(fields: Fields, place: Place) -> Meaning | None:
    """`the 43rd day` of a siege: the day it is said of ("On 21 July, the fifth day of ..."), else one not known."""
    anchor = place.anchor
    last = anchor.mentioned[-1] if anchor.mentioned else None
    low = max(place.sentence.start, place.start - 12)
    if last is not None and last.grain == "D" and _APPOSED.search(place.text, low, place.start):
        return Meaning("DATE", last.value(), last, anchors=False)
    if place.before() not in ("on", "by", "of", "for", "until", "from", "since", ","):
        return None
    return Meaning("DATE", _partly("D", place), anchors=False)


def _partly(grain: Grain, place: Place) -> str:
    """The value of a point that is only known to lie in the year or month mentioned last: `1915-XX-XX`."""
    last = place.anchor.mentioned[-1] if place.anchor.mentioned else None
    if last is None or last.grain not in ("Y", "M") or not place.anchor.narrative:
        return _UNKNOWN[grain]
    rest = {"D": "-XX-XX", "M": "-XX", "W": "-WXX"}.get(grain)
    if last.grain == "M":
        rest = "-XX" if grain == "D" else None
    return last.value() + rest if rest else _UNKNOWN[grain]


def _night(ref: str, place: Place) -> Meaning | None:
    if ref == "the":
        return None
    if ref == "last" and not place.anchor.narrative:
        base = place.anchor.now("D")
        point = base.shift(-1) if base else None
    else:
        point = _deixis_point("D", ref, place)
    return Meaning("TIME", (point.value() if point else "XXXX-XX-XX") + "TNI", point)


def read_unit_part(fields: Fields, place: Place) -> Meaning | None:
    """`the end of the year`, `the beginning of next month`."""
    grain = _GRAINS.get(words("unit")[fields["unit"]])
    ref = fields["deixis"]
    if grain is None or fields["unit"].endswith("s"):
        return None
    if ref == "the":
        base = (
            place.anchor.then(grain)
            if place.anchor.narrative
            else place.anchor.last(grain, 3) or place.anchor.now(grain)
        )
        base = place.anchor.now(grain) if not place.anchor.narrative and place.direction != "past" else base
    else:
        base = _deixis_point(grain, ref, place)
    return _meaning(base, fields) if base else Meaning("DATE", _UNKNOWN[grain], mod=part_mod(fields))


def read_unit_after(fields: Fields, place: Place) -> Meaning | None:
    """`the day before`, `the year previous`, `month's end`; followed by an event, its date is not known."""
    unit = words("unit")[fields.get("unitb") or fields.get("unitc") or fields["unitc2"]]
    grain = _GRAINS[unit]
    if "way2" in fields or "way3" in fields:
        base = place.anchor.then(grain) if place.anchor.narrative else place.anchor.now(grain)
        return (
            Meaning("DATE", base.value(), base, part_days(base.days(), "END"), "END")
            if base
            else Meaning("DATE", _UNKNOWN[grain], mod="END")
        )
    way = fields["way"]
    back = way in ("before", "previous", "earlier", "prior")
    event = way in ("before", "after") and place.after() not in ("", ".", ",", ";", ")", "and", "but", "'", '"', "”")
    if event:
        last = place.anchor.mentioned[-1] if place.anchor.mentioned else None
        if last is not None and last.grain == grain and _APPOSED.search(place.text, place.sentence.start, place.start):
            return Meaning("DATE", last.value(), last, anchors=False)  # "on July 24, the day before the vote"
        return Meaning("DATE", _UNKNOWN[grain], anchors=False)
    base = place.anchor.then(grain)
    point = base.shift(-1 if back else 1) if base else None
    return _meaning(point, fields) if point else Meaning("DATE", _UNKNOWN[grain])


def read_offset(fields: Fields, place: Place) -> Meaning | None:
    """`two weeks ago`, `three days later`, `a year from now`, `in a month's time`, `weeks earlier`."""
    way = fields["way"]
    back = way in _BACK
    unit = words("unit")[fields.get("bare") or fields["unit"]]
    if not rises(fields):
        return None
    n = None if "bare" in fields else read_number(fields["num"])
    if way == "time" and fields.get("unit") == "second" and not fields["num"][0].isdigit():
        return None  # "for a second time"
    if unit.startswith("T"):
        return _offset_hours(unit, n, way, place)
    if unit[0].isdigit() or (unit == "CE" and n == 0.5):
        unit, n = "Y", n * (50 if unit == "CE" else int(unit[:-1])) if n is not None else None
    if unit in ("FN", "NI", "ML"):
        factor = {"FN": 2, "NI": 1, "ML": 10}[unit]
        unit, n = {"FN": "W", "NI": "D", "ML": "CE"}[unit], n * factor if n is not None else None
    grain = _GRAINS[unit]
    if n is None:
        return Meaning("DATE", "PAST_REF" if back else "FUTURE_REF", mod=part_mod(fields), anchors=False)
    if n != int(n):
        if grain == "M":
            n = round(n)
        elif grain not in ("Y", "DE"):
            return Meaning("DURATION", f"P{figure(n)}{unit}", mod=part_mod(fields), anchors=False)
        else:
            n, grain = round(n * (12 if grain == "Y" else 120)), "M"
    deictic = way in ("ago", "back", "from now", "hence", "time")
    base = place.anchor.now(grain) if deictic else place.anchor.then(grain)
    if base is None and not deictic:
        base = place.anchor.now(grain)
    if way in ("later", "on") and not place.anchor.narrative and place.anchor.last(grain) is None:
        if way == "on":
            return Meaning("DURATION", length(figure(n), unit), anchors=False)
        if place.anchor.sentences and place.anchor.sentences[-1] >= place.sentence.index - 1:
            base = None if grain not in ("D", "W") else base  # later than a time too coarse to count from
        elif base is not None and grain not in ("D", "W"):
            # "Thirteen years later, the law is to change": what the news tells, later than it does not say what.
            return _meaning(base, fields)
    if grain == "Y" and n == 1 and back and (compared := _compared(way, place)):
        return _meaning(compared, fields)
    point = base.shift(-int(n) if back else int(n)) if base and n < 100_000 else None
    if point is None or (point.grain != "D" and abs(point.year) > 9999):
        value = _UNKNOWN[grain] if deictic or n >= 100_000 else _partly(grain, place)
        return Meaning("DATE", value, mod=part_mod(fields), anchors=False)
    now = place.anchor.published
    if way == "later" and grain == "Y" and now is not None and not place.anchor.narrative and point.year > now.year:
        point = point if place.direction == "future" else now.to("Y") or point  # what the news tells has come to pass
    meaning = _meaning(point, fields)
    if part_mod(fields):
        meaning.mod = part_mod(fields)
    return meaning


def read_offset_day(fields: Fields, place: Place) -> Meaning | None:
    """`a week from today`, `two weeks ago Tuesday`, `a year ago this month`: counted from a day that is named."""
    unit = words("unit")[fields["unit"]]
    n = read_number(fields["num"])
    named = fields.get("fromday") or fields["agoday"]
    grain = _GRAINS.get(words("unit").get(fields.get("agounit", "day"), "D"), "D")
    if n is None or n != int(n) or n > 1000 or unit not in ("D", "W", "FN", "M", "Y"):
        return None
    now = place.anchor.published
    if now is None:
        return Meaning("DATE", _UNKNOWN[grain])
    base: Point | None = now.to(grain)
    if named in ("yesterday", "tomorrow"):
        base = now.shift(-1 if named == "yesterday" else 1)
    elif "weekday" in fields and (today := now.first()):
        ago = (today.isoweekday() - words("weekday")[fields["weekday"].rstrip(".")]) % 7
        base = now.shift(-ago if "agoday" in fields else (7 - ago) % 7)
    steps = int(n) * {"D": 1, "W": 7, "FN": 14, "M": 1, "Y": 12}[unit] * (-1 if "agoday" in fields else 1)
    point = base and (base.shift(steps) if unit in ("D", "W", "FN") else _months_on(base, steps))
    return _meaning(point, fields) if point and point.days() else None


def _months_on(point: Point, months: int) -> Point | None:
    """The same day (or month, quarter, week) so many months on; none where the calendar lacks it."""
    if point.grain == "D":
        moved = Point("M", point.year, point.index).shift(months)
        return Point("D", moved.year, moved.index, point.day) if moved else None
    if point.grain == "M":
        return point.shift(months)
    return Point(point.grain, point.year + months // 12, point.index) if months % 12 == 0 else None


def _offset_hours(unit: str, n: float | None, way: str, place: Place) -> Meaning | None:
    number = figure(n) if n is not None else "X"
    now = place.anchor.now("D")
    if way == "ago" and unit == "TH" and n is not None and n >= 24 and now is not None:
        point = now.shift(-int(n // 24))
        return Meaning("DATE", point.value(), point, anchors=False) if point else None
    if way in ("ago", "earlier", "later"):
        day = place.anchor.then("D")
        if day is not None and n is None:
            return Meaning("TIME", day.value() + "TXX", day, anchors=False)
    return Meaning("DURATION", f"PT{number}{unit[1]}", anchors=False)


def _compared(way: str, place: Place) -> Point | None:
    """`... in the third quarter, from $2 million a year earlier`: the same quarter (or month) of the year before."""
    anchor = place.anchor
    if anchor.narrative or not anchor.mentioned:
        return None
    last, near = anchor.mentioned[-1], place.sentence.index - anchor.sentences[-1]
    if (last.grain == "Q" and near <= 1) or (last.grain == "M" and near == 0 and way != "ago"):
        return Point(last.grain, last.year - 1, last.index)
    return None


def read_year_ago(fields: Fields, place: Place) -> Meaning | None:
    """`the year-ago quarter`, `the same month last year`: as long ago as a year from the period under report."""
    unit = {"quarter": "Q", "month": "M", "week": "W"}.get(fields["span"])
    anchor = place.anchor
    year = int(fields["year"]) if "year" in fields else None
    last: Point | None
    if unit is None:
        last = next((p for p in reversed(anchor.mentioned) if p.grain in ("Q", "M", "H", "D", "W")), None)
        if last is None:
            now = anchor.now("Y")
            last = now
    else:
        grain = _GRAINS[unit]
        last = next((p for p in reversed(anchor.mentioned) if p.grain == grain), None)
        if last is None and (now := anchor.now(grain)):
            # The period under report is the one that has ended.
            last = now.shift(-1)
    if last is None:
        return Meaning("DATE", _UNKNOWN[_GRAINS[unit]] if unit else "XXXX", anchors=False)
    point = Point(last.grain, year or last.year - 1, last.index, last.day)
    if point.days() is None:
        return None
    return Meaning("DATE", point.value(), point, anchors=False)
