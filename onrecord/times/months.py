"""Readings of months and their weeks: `October 2007`, `last March`, `the last week of March`."""

from __future__ import annotations

import re
from datetime import timedelta

from onrecord.times.calendar import Point, nth_weekday, of_date
from onrecord.times.dates import read_date
from onrecord.times.meaning import Meaning, Place, part_mod
from onrecord.times.which_year import Fields, bare_year, capital, dated, in_small_letters, pointed_year, stated_year
from onrecord.times.words import word_set, words

# "May 45." is no day, and its month is none either; "in May 45 people died" is one.
_NO_DAY = re.compile(r"\.?\s(?:3[2-9]|[4-9]\d)(?:st|nd|rd|th)?(?=[,.;)]|$)")


def read_month(fields: Fields, place: Place) -> Meaning | None:
    """`October 2007`, `early June`, `last March`, `August`."""
    word = fields["month"].rstrip(".")
    month: int = words("month")[word]
    year = stated_year(fields) or pointed_year(fields, place)
    bare = year is None
    # "In october 1979" of a text in small letters; "may 45 people" is none.
    small = not bare and "year" in fields and in_small_letters(place)
    if not (capital(place, word) or small) or (
        bare and word in word_set("cues", "needs_more") and not place.words.endswith(".")
    ):
        return None
    if bare and word in word_set("cues", "verb_too") and not fields.get("part") and not fields.get("deixis"):
        i = place.last
        if place.sentence.upos[i] in ("AUX", "VERB") or place.sentence.xpos[i] in ("MD", "VB", "VBP", "NN"):
            return None
        if place.first == 0 and place.sentence.xpos[i] not in ("NNP", "PROPN"):
            return None
    if (
        bare
        and word == "march"
        and place.before()[:1]
        and place.sentence.words[place.first - 1][0].isupper()
        and place.first > 1
    ):
        return None
    if bare and word == "march" and _marches(place):
        return None
    if bare and place.sentence.upos[place.last] == "PROPN" and _is_person(place):
        return None
    if bare and (place.after() in word_set("cues", "after_surname") or _NO_DAY.match(place.text, place.end)):
        return None
    ref = fields.get("deixis")
    if year is None and ref and ref != "that":
        year = _deictic_year(ref, month, place)
    year = year or bare_year(place, month, 0)
    if year is None:
        return Meaning("DATE", f"XXXX-{month:02d}", mod=part_mod(fields))
    return dated(Point("M", year, month), fields)


def _marches(place: Place) -> bool:
    """ "Along the March", "the March to the Sea" is on foot; "the March vote", "from March to the end" a month."""
    if place.before() == "the" and not (place.after()[:1].isalnum() and place.after() not in ("to", "on", "of")):
        return True
    following = place.last + 2
    if place.after() in ("against", "for") and place.before() not in word_set("cues", "before_month"):
        # "The March for Peace"
        return following < len(place.sentence) and place.sentence.words[following][0].isupper()
    return place.after() in ("to", "on") and place.after(2) == "the" and place.before() not in ("from", "in", "since")


def _is_person(place: Place) -> bool:
    """`April` or `August` that the names of the sentence make part of a person."""
    name = place.sentence.name_at(place.last)
    return name is not None and name.type == "person"


def _deictic_year(ref: str, month: int, place: Place) -> int | None:
    now = place.anchor.now("M") or place.anchor.now("Y")
    if now is None:
        return None
    at = now.index if now.grain == "M" else 0
    if ref in ("last", "this past", "the previous", "the preceding"):
        return now.year if month < at else now.year - 1
    if ref in ("next", "this coming", "the following"):
        return now.year if month > at else now.year + 1
    return now.year


def read_week_of(fields: Fields, place: Place) -> Meaning | None:
    """`the last week of March`: the ISO week that holds the month's first, or last, weekday of it."""
    meaning = read_month({k: v for k, v in fields.items() if k in ("month", "year")}, place)
    if meaning is None or meaning.point is None or meaning.point.days() is None:
        return None
    order = {"first": 0, "opening": 0, "second": 1, "third": 2, "fourth": 3}
    nth = fields["nth"]
    # As ISO 8601 counts the weeks of a year: a week is the month's where its Thursday is.
    month = meaning.point
    if nth in ("last", "final"):
        day = nth_weekday(month.year, month.index, -1, 4)
    else:
        day = nth_weekday(month.year, month.index, 1, 4) + timedelta(7 * order[nth])
    return dated(of_date(day, "W"), {})


def read_week_from(fields: Fields, place: Place) -> Meaning | None:
    """`the week of July 8`, `the weekend of 13 July`: the ISO week of the day, or its weekend."""
    meaning = read_date({k: v for k, v in fields.items() if k in ("month", "day", "year")}, place)
    day = meaning.point if meaning else None
    point = day.to("WE" if fields["unitw"] == "weekend" else "W") if day else None
    return dated(point, {}) if point else None
