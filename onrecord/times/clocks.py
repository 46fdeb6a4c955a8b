"""Readings of times of day: `18:00 UTC`, `6:40 p.m.`, `noon on Monday`, `the early hours of Friday`."""

from __future__ import annotations

import re

from onrecord.times.calendar import Point, nth_weekday, valid_day
from onrecord.times.dates import read_date
from onrecord.times.meaning import Meaning, Place
from onrecord.times.named_days import read_weekday
from onrecord.times.numbers import read_number
from onrecord.times.offsets import read_dayname
from onrecord.times.words import word_set, words

Fields = dict[str, str]
_DAY_HOLDS = 3  # sentences for which the day that was named last is that of times of day


def read_clock(fields: Fields, place: Place) -> Meaning | None:
    """A time of day, on the day the text is at; scores, ratios and prices of the same shape are left alone."""
    hour, minute = _hour_minute(fields)
    ampm = (fields.get("ampm") or fields.get("ampm1") or "")[:1]
    dp = fields.get("dp") or ("night" if "dp2" in fields else "")
    if "named" in fields:
        hour, minute = words("named_clock")[fields["named"]], 0
        if place.after() == "mass" or (place.words[0].isupper() and place.first > 0):
            return None
    if hour is None or hour > 24:
        return None
    if "mil" in fields and _may_be_year(fields, place):
        return None
    sure = bool(
        ampm
        or dp
        or fields.get("hrs")
        or fields.get("hrs2")
        or fields.get("zone")
        or fields.get("zonename")
        or fields.get("local")
        or "named" in fields
        or "hourword" in fields
        or "mil" in fields
    )
    if not sure and (fields.get("colon") == "." or place.before() not in word_set("cues", "before_clock")):
        return None
    if (
        not sure
        and fields.get("colon") == ":"
        and place.before() in ("to", "and", "by", "past", "about", "of")
        and len(fields["hour"]) == 1
    ):
        return None
    if ampm == "p" or dp in ("afternoon", "evening", "night"):
        hour = hour + 12 if hour < 12 else hour
    elif ampm == "a" and hour == 12:
        hour = 0
    day = _day(fields, place)
    zone = _zone(fields, day)
    clock = f"T{hour:02d}:{minute:02d}" + (f":{fields['secs']}" if "secs" in fields else "") + zone
    return Meaning("TIME", (day.value() if day else _open_day(fields)) + clock, day)


_UP_TO = re.compile(
    r"(?:\s?[-–]\s?|\s+\w+\s+)(?:\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?\s?m\b\.?|noon|midnight)"
    r"(?:,?\s+(?:on\s+)?(?P<day>[A-Z][a-z]+day)\b)?",
    re.IGNORECASE,
)


def read_clock_from(fields: Fields, place: Place) -> Meaning | None:
    """The first hour of `from 3 to 11 p.m.`, `10 to noon`: on the day of the second, and in its half of the day or the
    one before."""
    hour, minute = int(fields["h"]) % 12, int(fields.get("minute", 0))
    named = fields.get("named")
    late = fields.get("ampm") == "p" or named == "midnight"
    second = 12 if named else int(fields["h2"]) % 12
    before = (hour, minute) < (second, int(fields.get("min2", 0)))
    if before if late else not before:
        hour += 12
    up_to = _UP_TO.match(place.text, place.end, min(len(place.text), place.end + 50))
    day = None
    if up_to is not None:
        name = up_to["day"]
        shape = Place(place.text, place.start, up_to.end(), place.sentence, place.anchor)
        if name and name.lower() in words("weekday"):
            meaning = read_weekday({"weekday": name.lower()}, shape)
            day = meaning.point if meaning else None
        day = day or _day({}, shape)
    return Meaning("TIME", f"{day.value() if day else 'XXXX-XX-XX'}T{hour:02d}:{minute:02d}", day)


def _may_be_year(fields: Fields, place: Place) -> bool:
    """ "By 2030 today" has a year; "around 1400 yesterday" and "0530 on Tuesday" have hours and minutes."""
    if any(fields.get(key) for key in ("hrs2", "zone", "zonename", "local")):
        return False
    return fields["mil"][0] != "0" and place.before() not in ("at", "around", "about")


def read_clock_words(fields: Fields, place: Place) -> Meaning | None:
    """`half past six`, `a quarter to nine in the evening`, `twenty past four`; "a quarter to three million" is none."""
    hour = read_number(fields["hourword"])
    spoken = fields["fraction"].removeprefix("a ").removesuffix(" minutes")
    minutes = {"half": 30.0, "quarter": 15.0}.get(spoken) or read_number(spoken)
    side = fields["side"]
    if hour is None or minutes is None or not 1 <= hour <= 12 or not 1 <= minutes <= 30:
        return None
    if side != "past" and spoken != "quarter":
        return None  # "five to six people", "ten after two"
    if spoken == "half" and side != "past":
        return None
    said = fields.get("ampm", "") or fields.get("dp", "") or fields.get("dp2", "")
    if place.after_tag() in ("NN", "NNS", "CD", "JJ") and not said:
        return None
    total = int(hour) * 60 + int(minutes) * (1 if side in ("past", "after") else -1)
    night = "dp2" in fields
    if said[:1] == "p" or fields.get("dp") in ("afternoon", "evening") or night:
        total += 720 if total < 720 else 0
    elif said[:1] == "a" and total >= 720:
        total -= 720
    day = _day(fields, place)
    on = day.value() if day else _open_day(fields)
    return Meaning("TIME", f"{on}T{total // 60 % 24:02d}:{total % 60:02d}", day)


def _open_day(fields: Fields) -> str:
    """The day of a time whose date nothing tells: its weekday, where the text has that."""
    name = fields.get("weekday")
    return f"XXXX-WXX-{words('weekday')[name.rstrip('.')]}" if name else "XXXX-XX-XX"


def _hour_minute(fields: Fields) -> tuple[int | None, int]:
    if "hour1" in fields:
        return int(fields["hour1"]), 0
    if "mil" in fields:
        return int(fields["mil"][:2]), int(fields["mil"][2:])
    if "hourword" in fields:
        n = read_number(fields["hourword"])
        return (int(n) if n is not None and n <= 24 else None), 0
    if "hour" in fields:
        return int(fields["hour"]), int(fields["minute"])
    return None, 0


def _zone(fields: Fields, day: Point | None) -> str:
    """Hours from UTC as ISO 8601 writes them; empty where the text names no zone."""
    name = fields.get("zonename") or fields.get("zone", "")
    if name in words("zone_united_states"):
        hours = words("zone_united_states")[name] + _is_american_summer(day)
        return f"-{abs(hours):02d}"
    if "zonename" in fields:
        return str(words("zone_name")[name])
    zone = words("zone").get(name, "")
    shift = re.sub(r"\s", "", fields.get("zoneshift", ""))
    if shift:
        hours, _, minutes = shift[1:].partition(":")
        return f"{shift[0]}{int(hours[:2]):02d}" + (f":{minutes}" if minutes else "")
    return str(zone)


def _is_american_summer(day: Point | None) -> bool:
    """Whether the clocks of the United States are an hour ahead on the day (the rule since 2007)."""
    first = day.first() if day else None
    return first is not None and nth_weekday(first.year, 3, 2, 7) <= first < nth_weekday(first.year, 11, 1, 7)


def _day(fields: Fields, place: Place) -> Point | None:
    name = fields.get("onday")
    if name in ("today", "yesterday", "tomorrow"):
        meaning = read_dayname({"dayname": name}, place)
        return meaning.point if meaning else None
    if name and "weekday" in fields:
        dated = _day_after(place)
        if dated and (first := dated.first()) and first.isoweekday() == words("weekday")[fields["weekday"].rstrip(".")]:
            return dated  # "6:30 p.m. Monday, March 30"
        shape = Place(place.text, place.end - len(name), place.end, place.sentence, place.anchor)
        shape.first = place.first
        meaning = read_weekday({"weekday": fields["weekday"]}, shape)
        return meaning.point if meaning else None
    later = _day_after(place)
    if later is not None:
        return later
    anchor = place.anchor
    ahead = place.direction in ("future", "present")
    for point, sentence in zip(reversed(anchor.mentioned), reversed(anchor.sentences), strict=True):
        if sentence < place.sentence.index - _DAY_HOLDS:
            break
        if point.grain == "D" and (ahead or not _lies_ahead(point, anchor.published)):
            return point
    return anchor.then("D") if anchor.narrative else anchor.published


def _lies_ahead(point: Point, published: Point | None) -> bool:
    """Whether a day comes after that of publication."""
    day, now = point.days(), published.days() if published else None
    return day is not None and now is not None and day[0] > now[1]


_AFTER = re.compile(
    r"(?:\s+[A-Z][a-z]+\s+time)?,?\s+(?:on\s+)?(?:[A-Z][a-z]+day,?\s+)?"
    r"(?:(?P<d>\d{1,2})(?:st|nd|rd|th)?\s+(?P<m>[A-Z][a-z]{2,8})"
    r"|(?P<m2>[A-Z][a-z]{2,8})\.?\s+(?P<d2>\d{1,2})(?:st|nd|rd|th)?)\b(?:,?\s+(?P<y>[12]\d{3}))?"
)


def _day_after(place: Place) -> Point | None:
    """The date that follows: `11 a.m. on 11 November 1918`."""
    m = _AFTER.match(place.text, place.end, min(len(place.text), place.end + 60))
    if m is None:
        return None
    month = words("month").get((m["m"] or m["m2"]).lower())
    if month is None:
        return None
    day = int(m["d"] or m["d2"])
    if not valid_day(int(m["y"]) if m["y"] else None, month, day):
        return None
    fields = {"month": (m["m"] or m["m2"]).lower(), "day": str(day)} | ({"year": m["y"]} if m["y"] else {})
    meaning = read_date(fields, Place(place.text, m.start(), m.end(), place.sentence, place.anchor))
    return meaning.point if meaning else None


def read_daypart(fields: Fields, place: Place) -> Meaning | None:
    """`this morning`, `that night`, `the morning of April 19`, `in the evening`."""
    part = words("daypart")[fields["daypart"]]
    ref = fields.get("deixis")
    if place.after() in word_set("cues", "after_broadcast") or (place.first > 0 and "This M" in place.words):
        return None  # "morning news shows", the programme "This Morning"
    mod = (
        "START"
        if "early" in place.words.lower().split()[:2]
        else "END"
        if "late" in place.words.lower().split()[:2]
        else None
    )
    if "month" in fields:
        meaning = read_date(fields, place)
        if meaning is None:
            return None
        return Meaning("TIME", f"{meaning.value}T{part}", meaning.point, mod=mod)
    if "weekday" in fields:
        shape = Place(place.text, place.end - len(fields["weekday"]), place.end, place.sentence, place.anchor)
        meaning = read_weekday({"weekday": fields["weekday"]}, shape)
        return Meaning("TIME", f"{meaning.value}T{part}", meaning.point, mod=mod) if meaning else None
    if "day" in fields:
        month = place.anchor.then("M")
        if month is None or not valid_day(month.year, month.index, int(fields["day"])):
            return None
        point = Point("D", month.year, month.index, int(fields["day"]))
        return Meaning("TIME", f"{point.value()}T{part}", point, mod=mod)
    return _loose(fields, place, part, ref, mod)


def read_daypart_after(fields: Fields, place: Place) -> Meaning | None:
    """`the night before`, `the morning after`: of the day before, or after, the one that the text is at."""
    base = place.anchor.then("D")
    point = base.shift(-1 if fields["way"] == "before" else 1) if base else None
    part = words("daypart")[fields["daypart"]]
    return Meaning("TIME", f"{point.value() if point else 'XXXX-XX-XX'}T{part}", point, anchors=False)


def read_early_hours(fields: Fields, place: Place) -> Meaning | None:
    """`the early hours of Sunday`: before its morning."""
    shape = Place(place.text, place.end - len(fields["weekday"]), place.end, place.sentence, place.anchor)
    # The words before the whole say the tense.
    shape.first = place.first
    meaning = read_weekday({"weekday": fields["weekday"]}, shape)
    return (
        Meaning("TIME", f"{meaning.value}T{words('daypart')['morning']}", meaning.point, mod="START")
        if meaning
        else None
    )


def _loose(fields: Fields, place: Place, part: str, ref: str | None, mod: str | None) -> Meaning | None:
    if (fields["daypart"].endswith("s") and fields["daypart"] not in ("sunrise",)) or place.sentence.upos[
        place.last
    ] in ("VERB", "PROPN"):
        return None
    if place.before() in ("good", "one", "each", "every", "-") or place.after() == "-":
        return None
    if ref is None and place.first > 0 and place.words[0].isupper():
        return None  # of a title
    anchor = place.anchor
    step = 0
    if ref in ("this", "last"):
        base = anchor.now("D")
        step = -1 if ref == "last" else 0
    elif ref is None or ref in ("the", "one"):
        bare = not place.words.lower().startswith("the") and place.before() not in word_set("cues", "before_daypart")
        compound = place.sentence.deprels[place.last] == "compound" or place.after_tag() in ("NN", "NNS")
        if bare and not compound and fields["daypart"] != "overnight":
            return None
        base = anchor.then("D") if not anchor.narrative else None
    else:
        base = anchor.then("D")
        step = 1 if "next" in ref or "following" in ref else -1 if "previous" in ref else 0
    point = base.shift(step) if base else None
    return Meaning(
        "TIME",
        f"{point.value() if point else 'XXXX-XX-XX'}T{part}",
        point,
        mod=mod,
        anchors=point is not None and ref is not None,
    )
