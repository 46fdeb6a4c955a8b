"""Readings of lengths of time and of what recurs: `three days`, `a 34-year-old`, `every Monday`, `twice a week`."""

from __future__ import annotations

import re

from onrecord.times.calendar import Days, Point
from onrecord.times.meaning import Meaning, Place, part_mod
from onrecord.times.numbers import figure, read_number
from onrecord.times.words import vague, word_set, words

Fields = dict[str, str]

_IN_A_ROW = re.compile(r"consecutive|straight|successive|\b(?:last|past|next|previous)\b", re.IGNORECASE)
_SUM = re.compile(r"[^\d\s]{0,4}\d[\d,.]*(?:bn|mn?|k)?")  # "R12,500 a month", "$5m a year", "15 a day"
_HALVES = {"CE": "P50Y", "TH": "PT30M"}  # half a century, half an hour, as TIMEX3 counts them
_SET_UNITS = {
    "D": "XXXX-XX-XX",
    "W": "XXXX-WXX",
    "M": "XXXX-XX",
    "Y": "XXXX",
    "Q": "XXXX-QX",
    "WE": "XXXX-WXX-WE",
    "NI": "XXXX-XX-XXTNI",
    "TH": "PT1H",
    "TM": "PT1M",
    "TS": "PT1S",
    "DE": "XXX",
    "CE": "XX",
    "FN": "P2W",
}
# What recurs by the calendar, as a length.
_SET_LENGTHS = {"XXXX-XX-XX": "P1D", "XXXX-WXX": "P1W", "XXXX-XX": "P1M", "XXXX-QX": "P1Q", "XXXX": "P1Y",
                "XXXX-XX-XXTXX": "PT1H"}  # fmt: skip


def length(number: str, unit: str) -> str:
    """The TIMEX3 duration of `number` units."""
    if unit[0].isdigit():  # a quarter-century, a half-century
        return f"P{figure(float(number) * float(unit[:-1]))}Y" if number != "X" else "PXY"
    if number == "0.5" and unit in _HALVES:
        return _HALVES[unit]
    if unit == "FN":
        return f"P{figure(2 * float(number))}W" if number != "X" else "PXW"
    if unit == "NI":
        return f"P{number}D"
    return f"PT{number}{unit[1]}" if unit.startswith("T") else f"P{number}{unit}"


def read_duration(fields: Fields, place: Place) -> Meaning | None:
    """`three days`, `more than two and a half years`, `27-year`, `18 years old`, `the past six months`."""
    unit = words("unit")[fields["unit"]]
    n = read_number(fields["num"])
    number = fields["num"]
    if not rises(fields) or ("window" in fields and number in ("a", "an", "another")):
        return None
    if number in ("a", "an") and (unit in ("WE", "NI") or unit[0].isdigit()) and place.after_tag() in ("NN", "NNS"):
        return None  # "after a weekend traffic stop"
    if place.text[place.end : place.end + 4] == "-to-":
        return None  # "on a day-to-day basis"
    if unit == "TS" and (fields["unit"] in ("second", "sec") and (not number[0].isdigit() or number == "1")):
        return None
    if fields["unit"] in ("min", "mins", "sec", "secs", "hr", "hrs") and not number[0].isdigit():
        return None
    if unit == "Q" and not (fields["unit"] == "quarters" and _IN_A_ROW.search(place.words)):
        return None  # "three quarters of the voters"; but "six straight quarters" are a length
    if n is not None and n > 999 and not fields["unit"].endswith("s"):
        return None
    if number in ("a", "an") and place.words.lower().endswith("long"):
        return None
    if _is_clock(number, unit, place):
        return None
    if unit == "D" and number in ("a", "an") and place.before() in words("not_a_length"):
        return None
    if number == "many" and place.before() == "as" and place.before(2) == "in":
        # "His second visit in as many months" tells no number of its own.
        return None
    if number in ("some", "many", "few", "a good") and not fields["unit"].endswith("s"):
        return None
    if number.startswith(("hundreds", "thousands", "dozens")):
        n = None
    words_ = place.words.lower()
    if words_.endswith("and a half") and n is not None and not number.endswith("half"):
        n += 0.5
    if fields["unit"] in ("day", "month", "year", "week") and number in ("a", "an", "one") and place.after() == "when":
        return None
    if (
        unit == "D"
        and number == "one"
        and fields["unit"] == "day"
        and (place.before() in word_set("cues", "before_one_day") or place.after() == "to")
        and not fields.get("modifier")
    ):
        return Meaning("DATE", "FUTURE_REF" if place.before() else "XXXX-XX-XX", anchors=False)
    if "unit2" in fields and n is not None:
        second = read_number(fields["num2"])
        other = words("unit")[fields["unit2"]]
        if second is not None:
            if unit.startswith("T") and other.startswith("T"):
                value = f"PT{figure(n)}{unit[1]}{figure(second)}{other[1]}"
            elif other.startswith("T"):
                value = f"P{figure(n)}{unit}T{figure(second)}{other[1]}"
            else:
                value = f"P{figure(n)}{unit}{figure(second)}{other}"
            return Meaning("DURATION", value, anchors=False)
    if _is_rate(fields, place, number):
        return Meaning("SET", length("1", unit), anchors=False)
    mod = None if is_within(fields, place) else part_mod(fields)
    meaning = Meaning("DURATION", length(figure(n) if n is not None else "X", unit), mod=mod, anchors=False)
    if "year" in fields and "month" not in fields:
        # "The first ten months of 1915": a length, within a year that the text goes on from.
        meaning.point, meaning.anchors = Point("Y", int(fields["year"])), True
        return meaning
    return window(fields.get("window") or fields.get("window2"), unit, n, meaning, place)


def rises(fields: Fields) -> bool:
    """Whether the number before the counted one is lower, as in `two to three years`, or there is none."""
    lower = fields.get("lower") or fields.get("lower2")
    if lower is None:
        return True
    a, b = read_number(lower), read_number(fields["num"])
    return a is not None and b is not None and a < b


def is_within(fields: Fields, place: Place) -> bool:
    """Whether "over" before a length is a preposition: `cut 500 jobs over 18 months`; `for over a year` has more."""
    if fields.get("modifier") != "over" or place.after() in ("apart", "away", "older", "longer", "behind", "ahead"):
        return False
    return place.before() not in word_set("cues", "before_over")


def _is_clock(number: str, unit: str, place: Place) -> bool:
    """`0300 hrs`, `at 1400 hours`: a time of day written as one number."""
    if unit != "TH" or not re.fullmatch(r"(?:[01]\d|2[0-3])[0-5]\d", number):
        return False
    return number[0] == "0" or place.before() in ("at", "by", "until", "from", "around", "about")


def _is_rate(fields: Fields, place: Place, number: str) -> bool:
    """`$5m a year`, `15 a day`, `three times a week`: an amount stands right before."""
    if number not in ("a", "an") or re.split(r"[\s-]", place.words.lower())[0] not in ("a", "an"):
        return False
    before = place.before()
    i = place.first - 1
    if before == "-" and _SUM.fullmatch(place.before(2)):
        return True  # a $15-an-hour wage
    if before in word_set("cues", "before_rate") or _SUM.fullmatch(before):
        return True
    return (
        i >= 1
        and place.sentence.xpos[i] in ("NNS", "CD")
        and place.sentence.xpos[i - 1] in ("CD", "$", "NN", "JJR")
        and any(place.sentence.xpos[k] == "CD" for k in range(max(0, i - 3), i + 1))
    )


_DAYS = {"D": 1, "W": 7, "M": 30.44, "Y": 365.25, "DE": 3652.5, "CE": 36525}
# "The past few days": at most so many.
_FEW = 7.0


def window(way: str | None, unit: str, n: float | None, meaning: Meaning, place: Place) -> Meaning:
    """The duration with the days it covers where it ends or begins on the day of publication: `the past three
    months`."""
    now = place.anchor.published
    if way not in ("past", "last", "next", "coming", "latest") or now is None or unit not in _DAYS:
        return meaning
    if place.anchor.narrative and way != "past":
        return meaning
    length = (n if n is not None else _FEW) * _DAYS[unit]
    if length < 200_000:
        meaning.days = _between(now, round(length) * (1 if way in ("next", "coming") else -1))
    return meaning


def _between(now: Point, step: int) -> Days | None:
    other = now.shift(step)
    a, b = now.first(), other.first() if other else None
    return (min(a, b), max(a, b)) if a and b else None


def read_vague_units(fields: Fields, place: Place) -> Meaning | None:
    """`recent weeks`, `the coming months`: a reference, not a length; `the intervening years` is a length."""
    which = fields["vague"]
    unit = words("unit")[fields["units"]]
    if which in ("to come", "ahead") and not place.words.lower().startswith("the") and place.before() != "for":
        return None
    if which == "early" and unit == "TH":
        return None  # "in the early hours" is a time of day
    if which in word_set("cues", "parts_of_time") or (which in ("last", "past") and place.after() == "of"):
        return Meaning("DURATION", length("X", unit), anchors=False)
    value = {
        "these": "PRESENT_REF",
        "coming": "FUTURE_REF",
        "upcoming": "FUTURE_REF",
        "next": "FUTURE_REF",
        "to come": "FUTURE_REF",
        "ahead": "FUTURE_REF",
    }.get(which, "PAST_REF")
    if which == "these" and unit != "D":
        return None
    meaning = Meaning("DATE", value, anchors=False)
    now = place.anchor.published
    if now and unit in ("D", "W", "M", "Y") and which in ("recent", "coming", "upcoming", "past", "last", "next"):
        # "Recent days" are a handful, taken as ten at most; weeks as six, beyond which news counts in months.
        meaning.days = _between(
            now, round((6 if unit == "W" else 10) * _DAYS[unit]) * (1 if value == "FUTURE_REF" else -1)
        )
    return meaning


def read_bare_units(fields: Fields, place: Place) -> Meaning | None:
    """`for years`, `decades of`, `months-long`: a length that nobody counted."""
    unit = words("unit")[fields["units"]]
    hyphen = place.words.lower().endswith("long")
    the = place.words.lower().startswith("the ")
    if the and not (place.before() in ("over", "through", "down") and place.after() != "of"):
        return None
    if (
        not hyphen
        and not the
        and not (
            place.before() in word_set("cues", "before_bare_length")
            or place.after() in word_set("cues", "after_bare_length")
            or (place.before() == "of" and place.before(2) in ("matter", "space"))
        )
    ):
        return None
    if not hyphen and unit == "TM" and place.after() == "of":
        return None
    return Meaning(
        "DURATION", length("1" if hyphen and not fields["units"].endswith("s") else "X", unit), anchors=False
    )


def read_set_word(fields: Fields, place: Place) -> Meaning | None:
    """`daily`, `weekly`, `annual`; not in a newspaper's name."""
    word = fields["set"]
    if word == "everyday" and place.after_tag().startswith(("NN", "JJ")):
        return None  # "everyday people"
    if place.words[0].isupper() and (place.first > 0 and place.sentence.xpos[place.first] in ("NNP", "NNPS")):
        return None
    if place.words.lower().startswith("bi-"):
        return Meaning(
            "SET", {"weekly": "P2W", "monthly": "P2M", "annual": "P6M"}.get(word, words("set")[word]), anchors=False
        )
    value = words("set")[word]
    if not place.anchor.narrative:
        # As with "every day", TimeML writes a length and the narratives of WikiWars a pattern of days.
        value = _SET_LENGTHS.get(value, value)
    return Meaning("SET", value, anchors=False)


def read_set_every(fields: Fields, place: Place) -> Meaning | None:
    """`every day`, `each Monday`, `every two years`, `every other week`."""
    if "month" in fields:
        day = f"-{int(fields['day']):02d}" if "day" in fields else ""
        return Meaning("SET", f"XXXX-{words('month')[fields['month'].rstrip('.')]:02d}{day}", anchors=False)
    if "weekday" in fields:
        part = f"T{words('daypart')[fields['dp']]}" if "dp" in fields else ""
        return Meaning("SET", f"XXXX-WXX-{words('weekday')[fields['weekday'].rstrip('.')]}{part}", anchors=False)
    if "season" in fields:
        return Meaning("SET", f"XXXX-{words('season')[fields['season']]}", anchors=False)
    if "daypart" in fields and "unit" not in fields:
        return Meaning("SET", f"XXXX-XX-XXT{words('daypart')[fields['daypart']]}", anchors=False)
    unit = words("unit")[fields["unit"]]
    if "other" in fields:
        return Meaning("SET", length("2", unit), anchors=False)
    if "num" in fields:
        n = read_number(fields["num"])
        return Meaning("SET", length(figure(n) if n is not None else "X", unit), anchors=False)
    # TimeML writes "every day" P1D; the narratives of WikiWars keep TIMEX2's XXXX-XX-XX.
    value = _SET_UNITS.get(unit, length("1", unit)) if place.anchor.narrative or unit == "NI" else length("1", unit)
    return Meaning("SET", value, anchors=False)


def read_set_rate(fields: Fields, place: Place) -> Meaning | None:
    """`per month`, `twice a week`; a bare `a week` is left to the durations."""
    unit = words("unit")[fields["unit"]]
    text = place.words.lower()
    if fields["unit"].endswith("s") or not ("freq" in fields or text.startswith("per")):
        return None
    return Meaning("SET", length("1", unit), anchors=False)


def read_weekdays(fields: Fields, place: Place) -> Meaning | None:
    """`on Tuesdays`, `Monday nights`."""
    word = fields["weekday"].rstrip(".")
    if len(word) < 6 or not place.words[0].isupper():
        return None
    part = f"T{words('daypart')[fields['dp']]}" if "dp" in fields else ""
    return Meaning("SET", f"XXXX-WXX-{words('weekday')[word]}{part}", anchors=False)


def read_weekends(fields: Fields, place: Place) -> Meaning | None:
    """`on weekends`, `most weekdays`."""
    if place.before() not in ("on", "at", "most", "during", "and", "or") and place.before(2) not in ("p.m.", "pm"):
        return None
    return Meaning("SET", "XXXX-WXX-WE" if place.words.lower() == "weekends" else "XXXX-WD", anchors=False)


def read_vague(fields: Fields, place: Place) -> Meaning | None:
    """`now`, `recently`, `the future`: TIMEX3 references."""
    word = fields["vague"]
    value = vague("vague")[word]
    if word == "now" and place.after() in ("that",) and place.first == 0:
        return None
    if word == "future" and place.sentence.upos[place.first] == "NOUN" and place.before() not in ("the", "in", "near"):
        return None
    if word == "the past" and place.after_tag() in ("CD", "NN", "NNS", "JJ") and place.after() not in ("",):
        return None
    if word in ("the future", "the past") and place.after() == "of" and word == "the future":
        return None
    if word == "the present" and place.after_tag().startswith(("NN", "JJ")):
        return None
    if word == "shortly" and place.after() in ("after", "before", "afterwards", "thereafter"):
        return None
    # In a tale of the past "soon" only orders events; it points ahead where something is still to come.
    if word in ("soon", "shortly") and place.direction not in ("future", "present"):
        return None
    if (place.before() == "as" and place.after() == "as") or (
        word == "soon" and place.before() in ("too", "how", "so")
    ):
        return None  # "as soon as", "as recently as", "too soon to say"
    if word in ("at the moment", "the moment", "for the moment") and place.after_tag().startswith(("NN", "PRP", "DT")):
        return None  # "at the moment he spoke"
    if place.words[:1].islower() and place.first and place.words.split()[-1][:1].isupper():
        return None  # the committee called Shaping the Future
    if place.text[place.end : place.end + 1] in ("-", "‑") or place.text[place.start - 1 : place.start] == "-":
        return None
    return Meaning("DATE", value, anchors=False)


def read_vague_adjective(fields: Fields, place: Place) -> Meaning | None:
    """`current`, `recent`, `former` before a noun."""
    word = fields["vagueadjective"]
    if word == "former" and not place.anchor.narrative:
        return None
    if place.after_tag() == "" and place.after() in ("", ".", ",", ";"):
        return None
    if word == "present" and (
        place.sentence.upos[place.first] not in ("ADJ", "X")
        or (place.after_tag() and not place.after_tag().startswith(("NN", "JJ")))
        or place.before().endswith("ly")
        or place.before_tag().startswith("NN")
    ):
        return None  # "the delegates present", "lawfully present"
    if place.sentence.deprels[place.first] == "root":
        return None
    if word == "former" and place.before() == "the" and place.after_tag() not in ("NN", "NNS", "NNP", "JJ", "NNPS"):
        return None
    return Meaning("DATE", vague("vague_adjective")[word], anchors=False)


def read_that_time(fields: Fields, place: Place) -> Meaning | None:
    """`this period`, `that time`, `at the time`: the point the text is at."""
    noun = fields.get("noun")
    if "thetime" in fields and place.before() != "at" and not place.words.lower().startswith("at "):
        return None
    if noun in ("point", "era", "date", "moment") and place.before() not in word_set("cues", "before_that_time"):
        return None
    if noun == "time" and (place.before() in ("for", "of") or place.after() in ("around", "of")):
        return None
    if fields.get("deixis") == "the same" and not place.anchor.narrative and place.first == 1 and place.after() == ",":
        return None  # "At the same time, ..." only joins sentences
    if noun == "time" and fields.get("deixis") == "this":
        if place.before() not in word_set("cues", "before_this_time"):
            return None  # "it moved again, this time to Orlin"
        if not place.anchor.narrative and place.before() == "at":
            return Meaning("DATE", "PRESENT_REF", anchors=False)
    point = place.anchor.mentioned[-1] if place.anchor.mentioned else None
    if point is None or "thetime" in fields:
        return Meaning(
            "DATE",
            "PRESENT_REF"
            if fields.get("deixis") == "this" or ("thetime" in fields and place.anchor.narrative)
            else "PAST_REF",
            anchors=False,
        )
    return Meaning("DATE", point.value(), point, anchors=False)
