"""Readings of calendar dates: days, months, years, quarters, seasons, decades, centuries, holidays, weekdays."""

from __future__ import annotations

import re
from datetime import timedelta

from onrecord.times.anchors import pick
from onrecord.times.calendar import SEASONS, Grain, Point, nth_weekday, of_date, valid_day
from onrecord.times.holidays import holiday
from onrecord.times.meaning import Meaning, Place, part_days, part_mod
from onrecord.times.words import words

Fields = dict[str, str]

# Abbreviations and words that are a month, weekday or season only where more than the bare word says so.
_NEEDS_MORE = {"mar", "sun", "sat", "mon", "wed", "sec", "min"}
_VERB_TOO = {"may", "march", "fall", "spring"}


def _point(point: Point, fields: Fields) -> Meaning:
    mod = part_mod(fields)
    return Meaning("DATE", point.value(), point, part_days(point.days(), mod), mod)


def stated_year(fields: Fields) -> int | None:
    """The year that the expression itself gives; negative before Christ."""
    bc = fields.get("era", "").startswith("b")
    for key in ("year", "year1", "bcyear"):
        if key in fields and int(fields[key]):
            return -int(fields[key]) if bc else int(fields[key])
    return None


def _pointed_year(fields: Fields, place: Place) -> int | None:
    """The year of `of that year`, `of last year`, `next`, `last`."""
    ref = fields.get("yearref")
    if ref is None:
        return None
    deictic = ref in ("last", "next") or (
        ref.startswith("of") and any(w in ref for w in (" this ", " last ", " next "))
    )
    deictic = deictic or ref in ("this year", "last year", "next year")
    base = place.anchor.now("Y") if deictic and not place.anchor.narrative else place.anchor.then("Y")
    if base is None:
        return None
    step = 1 if "next" in ref or "following" in ref else -1 if "last" in ref or "previous" in ref else 0
    moved = base.shift(step)
    return moved.year if moved else None


def _bare_year(place: Place, month: int, day: int) -> int | None:
    """The year of a month or day named without one."""
    if place.borrowed_year is not None:
        return place.borrowed_year
    anchor = place.anchor
    spoken = _year_of_sentence(place)
    if anchor.narrative and anchor.year() is not None:
        return anchor.year()
    if spoken is not None:
        return spoken
    if anchor.published is None:
        return anchor.year()
    year = anchor.published.year
    grain: Grain = "D" if day else "M"
    candidates = [
        Point(grain, y, month, day) for y in (year - 1, year, year + 1) if not day or valid_day(y, month, day)
    ]
    found = pick(candidates, anchor.published.to(grain) or anchor.published, place.direction)
    return found.year if found else None


def _year_of_sentence(place: Place) -> int | None:
    """The year that the last date of this sentence gave, where it is not the year of publication."""
    anchor = place.anchor
    if not anchor.sentences or anchor.sentences[-1] != place.sentence.index:
        return None
    last = anchor.mentioned[-1]
    if last.grain in ("DE", "CE") or (anchor.published is not None and abs(last.year - anchor.published.year) < 2):
        return None
    return last.year


def read_date(fields: Fields, place: Place) -> Meaning | None:
    """`21 February 2018`, `Feb. 21`, `the 21st of February`: a day, with or without its year."""
    month = int(fields["mm"]) if "mm" in fields else words("month")[fields["month"].rstrip(".")]
    day = int(fields["day"]) if "day" in fields else words("ordinal")[fields["ordinal"].replace(" ", "-")]
    year = stated_year(fields) or _pointed_year(fields, place)
    if not valid_day(year, month, day):
        return None
    if fields.get("month") in _VERB_TOO and not _capital(place, fields["month"]):
        return None
    year = year or _bare_year(place, month, day)
    if year is None:
        return Meaning("DATE", f"XXXX-{month:02d}-{day:02d}")
    if not valid_day(year, month, day):
        return None
    return _point(Point("D", year, month, day), fields)


def _capital(place: Place, word: str) -> bool:
    at = place.words.lower().find(word)
    return at >= 0 and place.words[at].isupper()


def read_numeric(fields: Fields, place: Place) -> Meaning | None:
    """`21/02/2018`, `7/8/07`: day before month unless only the other order is a date or lies nearer to publication."""
    a, b, year = int(fields["n1"]), int(fields["n2"]), int(fields["yy"])
    if len(fields["yy"]) == 2:
        if fields["sep"] != "/":
            return None
        year += 2000 if year < 50 else 1900
    found = [Point("D", year, m, d) for d, m in dict.fromkeys([(a, b), (b, a)]) if valid_day(year, m, d)]
    if not found or not 1000 <= year < 2100:
        return None
    published = place.anchor.published
    now = published.first() if published else None
    if now and len(found) == 2:
        found.sort(key=lambda p: abs(((p.first() or now) - now).days))
    return _point(found[0], fields)


def read_nine_eleven(fields: Fields, place: Place) -> Meaning | None:
    """The attacks of 11 September 2001 by their date's name."""
    return Meaning("DATE", "2001-09-11", Point("D", 2001, 9, 11), anchors=False)


def read_month(fields: Fields, place: Place) -> Meaning | None:
    """`October 2007`, `early June`, `last March`, `August`."""
    word = fields["month"].rstrip(".")
    month: int = words("month")[word]
    year = stated_year(fields) or _pointed_year(fields, place)
    bare = year is None
    if not _capital(place, word) or (bare and word in _NEEDS_MORE and not place.words.endswith(".")):
        return None
    if bare and word in _VERB_TOO and not fields.get("part") and not fields.get("deixis"):
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
    if bare and place.sentence.upos[place.last] == "PROPN" and _is_person(place):
        return None
    ref = fields.get("deixis")
    if year is None and ref and ref != "that":
        year = _deictic_year(ref, month, place)
    year = year or _bare_year(place, month, 0)
    if year is None:
        return Meaning("DATE", f"XXXX-{month:02d}", mod=part_mod(fields))
    return _point(Point("M", year, month), fields)


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
    return _point(of_date(day, "W"), {})


def read_day_of_month(fields: Fields, place: Place) -> Meaning | None:
    """`the 20th`, in a text that has just named a month."""
    ref = fields.get("monthref", "")
    month = place.anchor.now("M") if any(w in ref for w in ("this", "last", "next")) else place.anchor.then("M")
    if month is not None and ("last" in ref or "next" in ref):
        month = month.shift(-1 if "last" in ref else 1)
    day = int(fields["day"])
    if month is None or (not place.anchor.mentioned and not ref) or not valid_day(month.year, month.index, day):
        return None
    if not ref and place.before() not in ("on", "by", "until", "of", "since", "from", "before", "after"):
        return None
    return _point(Point("D", month.year, month.index, day), fields)


# The range of which only the end says that it lies before Christ: "1200 to about 400 BCE".
_ERA_TO_COME = re.compile(r"(?:\s*[-–]\s*|\s+(?:to|and|until)\s+)(?:about |around |ca?\. )?(\d{1,4})\s(?:BC|B\.C)")

_YEAR_CUES = frozenset(
    [
        "in",
        "since",
        "by",
        "until",
        "till",
        "from",
        "to",
        "of",
        "during",
        "before",
        "after",
        "through",
        "between",
        "early",
        "late",
        "mid",
        "and",
        "or",
        "the",
        "circa",
        "c.",
        "ca",
        "ca.",
        "around",
        "about",
        "for",
        "throughout",
        "(",
        "[",
        ",",
        "–",
        "-",
        "—",
        ";",
        "/",
        "mid-",
        "than",
        "year",
        "until",
        "summer",
        "spring",
        "winter",
        "autumn",
        "fall",
        "season",
        "election",
    ]
)


def read_year(fields: Fields, place: Place) -> Meaning | None:
    """`2009`, `late 2006`, `490 BC`: a year; not a number of things, a price, a score or a name's number."""
    year = int(fields["adyear"]) if "adyear" in fields else stated_year(fields)
    if year is None:
        year = int(fields["bcyear"]) if fields.get("bcyear") else None
    if year is None:
        return None
    if "era" not in fields and "adyear" not in fields and (m := _ERA_TO_COME.match(place.text, place.end)):
        if year > int(m[1]):
            return _point(Point("Y", -year), fields)
    elif (
        "bcyear" not in fields
        and "adyear" not in fields
        and "era" not in fields
        and not _looks_like_year(fields, place, year)
    ):
        return None
    mod = "APPROX" if place.words.lower().startswith(("c.", "ca", "circa")) else part_mod(fields)
    meaning = _point(Point("Y", year), fields)
    meaning.mod = mod
    return meaning


def _looks_like_year(fields: Fields, place: Place, year: int) -> bool:
    if place.words.lower().startswith(("the year", "c", "the calendar")) or fields.get("part"):
        return True
    before, after = place.before(), place.after()
    if before in (
        "$",
        "£",
        "€",
        "#",
        "no.",
        "no",
        "number",
        "flight",
        "us$",
        "page",
        "room",
        "section",
        "article",
        "rs",
        "rs.",
    ):
        return False
    if after in (
        "%",
        "percent",
        "per",
        "km",
        "m",
        "miles",
        "kg",
        "metres",
        "meters",
        "feet",
        "ft",
        "people",
        "hours",
        "hrs",
        "troops",
        "men",
        "tonnes",
        "tons",
        "times",
        "years",
        "points",
        "votes",
        "euros",
        "dollars",
        "pounds",
    ):
        return False
    cued = before in _YEAR_CUES or before == ""
    counted = place.after_tag() == "NNS" and before not in ("the", "in", "since", "(")
    if place.sentence.xpos[place.first] == "NNP" and not cued:
        return False
    if 1900 <= year < 2100:
        return not counted or before in ("in", "since", "during", "by", "the", "of")
    return cued and not counted and year < 2100


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
    return Meaning("DATE", f"FY{year:04d}", Point("Y", year), anchors=False)


def read_decade(fields: Fields, place: Place) -> Meaning | None:
    """`the 1960s`, `the 80s`, `the late nineties`."""
    bc = fields.get("era", "").startswith("b")
    if "dyear" in fields:
        year = int(fields["dyear"])
        if year % 100 == 0 and year < 2000:
            return _point(Point("CE", year), fields)
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
        base = place.anchor.now("Y")
        century = (base.year if base else 2020) // 100 * 100
        year = century + short if not base or century + short <= base.year else century - 100 + short
        if "eighteen" in fields:
            year = 1800 + short
        elif fields.get("decade"):
            year = year if "nineteen" not in place.words.lower() else 1900 + short
    return _point(Point("DE", -year if bc else year), fields)


def read_century(fields: Fields, place: Place) -> Meaning | None:
    """`the 19th century` (TIMEX3 18), `the fifth century BC`."""
    n = int(fields["cnum"]) if "cnum" in fields else words("ordinal")[fields["ordinal"].replace(" ", "-")]
    if not 1 <= n <= 29:
        return None
    if fields.get("era", "").startswith("b"):
        return Meaning("DATE", f"BC{n - 1:02d}", mod=part_mod(fields))
    return _point(Point("CE", (n - 1) * 100), fields)


def read_quarter(fields: Fields, place: Place) -> Meaning | None:
    """`the first quarter of 2009`, `the second half`, `Q3 2014`, `last quarter`."""
    grain: Grain = "H" if fields.get("part2") == "half" or fields.get("qh") == "h" else "Q"
    if ref := fields.get("deixis"):
        now = place.anchor.now(grain)
        point = (
            now.shift(
                1
                if "next" in ref or "following" in ref
                else -1
                if any(w in ref for w in ("last", "prev", "latest", "most recent", "prior"))
                else 0
            )
            if now
            else None
        )
        return _point(point, fields) if point else Meaning("DATE", "XXXX-QX")
    last = 4 if grain == "Q" else 2
    order = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": last, "last": last}
    n = int(fields["qnum"]) if "qnum" in fields else order.get(fields.get("qord", ""), 2)
    year = stated_year(fields) or _pointed_year(fields, place) or place.borrowed_year
    if n > last or (year is None and (grain == "H" or ("qh" in fields and place.before() not in ("in", "for", "of")))):
        return None
    if year is None:
        now = place.anchor.now("Y")
        if now is None:
            return Meaning("DATE", f"XXXX-{grain}{n}")
        published = place.anchor.published
        candidates = [Point(grain, now.year + k, n) for k in (-1, 0, 1)]
        way = place.direction if place.direction == "future" else "past"
        point = pick(candidates, published, way) if published and not place.anchor.narrative else candidates[1]
        return _point(point, fields) if point else None
    return _point(Point(grain, year, n), fields)


def read_season(fields: Fields, place: Place) -> Meaning | None:
    """`the summer of 1914`, `this spring`, `last winter`, `autumn`."""
    word = fields["season"]
    n = SEASONS.index(words("season")[word]) + 1
    year = stated_year(fields) or _pointed_year(fields, place) or place.borrowed_year
    ref = fields.get("deixis")
    if year is None and word in _VERB_TOO and not _season_noun(word, ref, fields, place):
        return None
    if year is None and ref in ("last", "next", "the previous", "the following", "the next", "previous", "following"):
        now = place.anchor.now("D") or place.anchor.now("Y")
        step = -1 if ref in ("last", "the previous", "previous") else 1
        if now is not None:
            candidates = [Point("S", now.year + k, n) for k in (-2, -1, 0, 1, 2)]
            today = now.first()
            spans = [(p, d) for p in candidates if (d := p.days())]
            if today is not None and spans:
                if step < 0:
                    return _point([p for p, d in spans if d[1] < today][-1], fields)
                return _point(next(p for p, d in spans if d[0] > today), fields)
            year = now.year + (step if step > 0 else 0)
    if year is None:
        now = place.anchor.now("Y")
        if now is None:
            return Meaning("DATE", f"XXXX-{SEASONS[n - 1]}", mod=part_mod(fields))
        year = now.year
        published = place.anchor.published
        if not place.anchor.narrative and published and place.direction == "past":
            found = pick([Point("S", year - 1, n), Point("S", year, n)], published, "past")
            year = found.year if found else year
    return _point(Point("S", year, n), fields)


def _season_noun(word: str, ref: str | None, fields: Fields, place: Place) -> bool:
    """`fall` and `spring` are seasons only as nouns that nothing is said to be of."""
    if place.sentence.upos[place.last] in ("VERB", "AUX", "ADJ") or place.sentence.xpos[place.last] in ("VB", "VBP"):
        return False
    if place.after() == "of" or (word == "fall" and place.after() in ("in", "from", "by", "to")):
        return False
    if ref in ("the", None) and word == "fall":
        return (
            place.before() in ("in", "by", "since", "until", "during", "of", "and", "or", "through", "late", "early")
            and ref is None
        ) or (ref == "the" and place.before() in ("in", "by", "during", "until", "since", "for", "through"))
    if ref is None and place.sentence.upos[place.last] != "NOUN" and not place.words[0].isupper():
        return place.before() in ("in", "by", "during", "until", "since", "for", "through", "of", "early", "late")
    return ref != "the" or place.before() in ("in", "by", "during", "until", "since", "for", "through", "of")


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
    if not place.words[at].isupper() or (word in _NEEDS_MORE and "." not in place.words):
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
