"""Readings of years, decades and centuries: `2009`, `490 BC`, `fiscal 2014`, `the 1960s`, `the 19th century`."""

from __future__ import annotations

import re
from datetime import date

from onrecord.times.calendar import Point
from onrecord.times.meaning import Meaning, Place, part_mod
from onrecord.times.which_year import Fields, dated, stated_year
from onrecord.times.words import word_set, words

# The range of which only the end says that it lies before Christ: "1200 to about 400 BCE".
_ERA_TO_COME = re.compile(r"(?:\s*[-–]\s*|\s+(?:to|and|until)\s+)(?:about |around |ca?\. )?(\d{1,4})\s(?:BC|B\.C)")

# "555-2012" is a telephone number; "2009-2012" is a range.
_JOINED_BEFORE = re.compile(r"(?:\d[-–‑.])?(\d+)[-–‑.]$")
# "No. 14-1418", "Bill 12-1984": what is numbered so.
_NUMBERED_BEFORE = re.compile(r"([A-Za-z]+)\.? ?#?\d{1,3}[-–‑]$")
_AGES = re.compile(r"\b(?:his|her|their|my|your|our)\s+(?:(?:early|mid|late)[- ])?\d0s[^.;]{0,20}$")
_GROUPED_BEFORE = re.compile(r"\d{3,} $")
_GROUPED_AFTER = re.compile(r" \d{3,}(?![\d,]*\s[a-z])")
# "1800 555 123", "2018-13-45": never a year, whatever stands before.
_NUMBER_GOES_ON = re.compile(r" \d{3} \d{3}(?!\d)|-\d{1,2}-\d")
# "XR-1999-B", "MH-1370": the number of a model or a flight; "2015-1984": a vote or a score, for no span runs backwards.
_LETTERS_BEFORE = re.compile(r"\b(?!FY|CY)[A-Z]{1,4}-$")
_ADDRESS = re.compile(
    r"(?: [NSEW]\.?)?(?: [A-Z][\w.]*){1,3} (?:St|Street|Ave|Avenue|Dr|Drive|Rd|Road|Blvd|Boulevard|Ln|Lane|Ct|Pl|Hwy"
    r"|Highway|Pkwy|Parkway|Terrace)\b"
)
_YEAR_BEFORE, _YEAR_AFTER = re.compile(r"(?<!\d)(\d{4})[-–]$"), re.compile(r"[-–](\d{4})(?![\d-])")


def read_year(fields: Fields, place: Place) -> Meaning | None:
    """`2009`, `late 2006`, `490 BC`: a year; not a number of things, a price, a score or a name's number."""
    year = int(fields["adyear"]) if "adyear" in fields else stated_year(fields)
    if year is None:
        year = int(fields["bcyear"]) if fields.get("bcyear") else None
    if year is None:
        return None
    if "era" not in fields and "adyear" not in fields and (m := _ERA_TO_COME.match(place.text, place.end)):
        if year > int(m[1]):
            return dated(Point("Y", -year), fields)
    elif (
        "bcyear" not in fields
        and "adyear" not in fields
        and "era" not in fields
        and not _looks_like_year(fields, place, year)
    ):
        return None
    mod = "APPROX" if place.words.lower().startswith(("c.", "ca", "circa")) else part_mod(fields)
    meaning = dated(Point("Y", year), fields)
    meaning.mod = mod
    return meaning


def _looks_like_year(fields: Fields, place: Place, year: int) -> bool:
    if _NUMBER_GOES_ON.match(place.text, place.end):
        return False
    if place.before() not in ("a", "an", "the", "in", "since", "by", "during") and _ADDRESS.match(
        place.text, place.end
    ):
        return False  # "at 1300 Commerce Drive"
    if _is_of_a_number(place, year):
        return False
    if place.before() == "to" and place.after() == "from" and place.after(2).isdigit():
        return False  # "the index fell to 1850 from 1900 points"
    if (m := _JOINED_BEFORE.search(place.text, max(0, place.start - 12), place.start)) and (
        len(m[1]) not in (1, 2, 4) or m.start() < m.start(1)
    ):
        return False
    if not (place.before().isalpha() and place.before() in word_set("cues", "before_year")) and (
        _GROUPED_BEFORE.search(place.text, max(0, place.start - 8), place.start)
        or _GROUPED_AFTER.match(place.text, place.end)
    ):
        return False
    if place.words.lower().startswith(("the year", "c", "the calendar")) or fields.get("part"):
        return True
    before, after = place.before(), place.after()
    if before in word_set("cues", "not_before_year"):
        return False
    if after in word_set("cues", "not_after_year"):
        return False
    cued = before in word_set("cues", "before_year") or before == ""
    counted = place.after_tag() == "NNS" and before not in ("the", "in", "since", "(")
    tags, published = place.sentence.xpos[place.last + 1 : place.last + 3], place.anchor.published
    if published is not None and year > published.year + 1 and tags in (["JJ", "NNS"], ["VBN", "NNS"]):
        return False  # "a poll of 2047 registered voters"
    if place.sentence.xpos[place.first] == "NNP" and not cued:
        return False
    if 1900 <= year < 2100:
        return not counted or before in ("in", "since", "during", "by", "the", "of")
    return cued and not counted and year < 2100


def _is_of_a_number(place: Place, year: int) -> bool:
    """Whether four figures are part of a model's number or its year, of a score or a vote."""
    text, start, end = place.text, place.start, place.end
    if _is_of_a_vehicle(place):
        return True
    if _LETTERS_BEFORE.search(text, max(0, start - 6), start):
        return True
    if (m := _NUMBERED_BEFORE.search(text, max(0, start - 16), start)) and m[1].lower() in word_set(
        "cues", "not_before_year"
    ):
        return True
    if (m := _YEAR_AFTER.match(text, end)) and int(m[1]) < year:
        return True
    return bool((m := _YEAR_BEFORE.search(text, max(0, start - 6), start)) and int(m[1]) > year)


def _is_of_a_vehicle(place: Place) -> bool:
    """ "A 2013 Toyota", "her silver 2005 Nissan", "a 2009 black Honda", but no "2014 Ford Foundation report"."""
    led, i = word_set("cues", "before_vehicle") | word_set("cues", "colours"), place.first - 1
    if place.before() not in led and not (i > 0 and place.sentence.xpos[i] == "JJ" and place.before(2) in led):
        return False
    n = 2 if place.after() in word_set("cues", "colours") else 1
    return place.after(n) in word_set("cues", "vehicle_makers") and place.after(n + 1) not in ("foundation", "motor")


def read_short_year(fields: Fields, place: Place) -> Meaning | None:
    """`'99`: the year of the century that the text is in."""
    yy = int(fields["yy"])
    base = place.anchor.year() if place.anchor.narrative else None
    if base is None:
        base = place.anchor.published.year if place.anchor.published else 2020
    century = base // 100 * 100
    year = century + yy if century + yy <= base + 10 else century - 100 + yy
    return Meaning("DATE", f"{year:04d}", Point("Y", year))


def read_fiscal(fields: Fields, place: Place) -> Meaning | None:
    """`fiscal 2014`, `FY2014`, `financial year 2014-15`: kept as the year; its days depend on the country."""
    year = stated_year(fields)
    if year is None:
        year = int(fields["fy"])
        year += 2000 if year < 100 else 0
    # "2017-18" begins on 1 April to 1 July of the first and ends by 30 June of the second, wherever it is written so.
    two = "fy2" in fields and 1900 < year < 2100
    days = (date(year, 4, 1), date(year + 1, 6, 30)) if two else None
    return Meaning("DATE", f"FY{year:04d}", Point("Y", year), days, anchors=False)


def read_decade(fields: Fields, place: Place) -> Meaning | None:
    """`the 1960s`, `the 80s`, `the late nineties`."""
    bc = fields.get("era", "").startswith("b")
    if "dyear" in fields:
        year = int(fields["dyear"])
        if year % 100 == 0 and year < 2000:
            return dated(Point("CE", year), fields)
    else:
        short = int(fields["dyy"]) if "dyy" in fields else words("decade")[fields["decade"]]
        if (
            "dyy" in fields
            and not place.words.lower().startswith(("the", "'", "’", "‘", "early", "late", "mid"))
            and place.before() not in ("the", "and", "or", "to", "early", "late")
        ):
            return None
        if place.before() in ("his", "her", "their", "my", "your", "in") and not place.words.lower().startswith(
            ("the", "'", "’")
        ):
            return None
        if "dyy" in fields and _AGES.search(place.text, max(0, place.start - 40), place.start):
            return None  # "people in their 40s and 50s"
        base = place.anchor.now("Y")
        century = (base.year if base else 2020) // 100 * 100
        year = century + short if not base or century + short <= base.year else century - 100 + short
        if "eighteen" in fields:
            year = 1800 + short
        elif fields.get("decade"):
            year = year if "nineteen" not in place.words.lower() else 1900 + short
    return dated(Point("DE", -year if bc else year), fields)


def read_century(fields: Fields, place: Place) -> Meaning | None:
    """`the 19th century` (TIMEX3 18), `the fifth century BC`."""
    n = int(fields["cnum"]) if "cnum" in fields else words("ordinal")[fields["ordinal"].replace(" ", "-")]
    if not 1 <= n <= 29:
        return None
    if fields.get("era", "").startswith("b"):
        return Meaning("DATE", f"BC{n - 1:02d}", mod=part_mod(fields))
    return dated(Point("CE", (n - 1) * 100), fields)
