"""The year of an expression: said in it, pointed at ("of last year"), or left to the article."""

from __future__ import annotations

from onrecord.times.anchors import Anchor, pick
from onrecord.times.calendar import Grain, Point, valid_day
from onrecord.times.meaning import Meaning, Place, part_days, part_mod
from onrecord.times.tense import direction, has_been
from onrecord.times.words import word_set, words

Fields = dict[str, str]
_STORY = 2  # sentences in which a story of the past goes on
# A day so many days off is hardly named without its year where another year's lies this near; with an event that is
# set for a day after it ("the Nov. 8 election"), the nearer is meant already from fewer.
_FAR_DAYS, _NEAR_DAYS, _FAR_EVENT = 300, 60, 180
_JUST_PAST, _CLAUSE, _NEXT_MONTHS = 30, 8, 130


def dated(point: Point, fields: Fields) -> Meaning:
    """The point as a DATE, with what START, MID or END leaves of its days."""
    mod = part_mod(fields)
    return Meaning("DATE", point.value(), point, part_days(point.days(), mod), mod)


def stated_year(fields: Fields) -> int | None:
    """The year that the expression itself gives; negative before Christ."""
    bc = fields.get("era", "").startswith("b")
    for key in ("year", "year1", "bcyear"):
        if key in fields and int(fields[key]):
            return -int(fields[key]) if bc else int(fields[key])
    return None


def pointed_year(fields: Fields, place: Place) -> int | None:
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


def bare_year(place: Place, month: int, day: int) -> int | None:
    """The year of a month or day named without one."""
    if place.borrowed_year is not None:
        return place.borrowed_year
    anchor = place.anchor
    spoken = _year_of_sentence(place, month, day)
    if anchor.narrative and (told := anchor.year()) is not None:
        return _moved_on(anchor, told, month)
    if spoken is not None:
        return spoken
    if anchor.published is None:
        return anchor.year() if anchor.narrative else None
    year = anchor.published.year
    grain: Grain = "D" if day else "M"
    candidates = [
        Point(grain, y, month, day) for y in (year - 1, year, year + 1) if not day or valid_day(y, month, day)
    ]
    way = place.direction
    at = place.first - 2
    if not day and place.before() == "for" and (at < 0 or place.sentence.upos[at] in ("NOUN", "PROPN", "PUNCT")):
        # "The report for January" is for none to come.
        way = direction(place.sentence, place.first, place.last, set_for=False)
    found = pick(candidates, anchor.published.to(grain) or anchor.published, way)
    if found is not None:
        found = _nearer(found, candidates, anchor.published, place)
    return found.year if found else None


def _nearer(found: Point, candidates: list[Point], now: Point, place: Place) -> Point:
    """The day found, or that of another year where it is far off and the other is near."""
    today, begins = now.first(), found.first()
    if today is None or begins is None:
        return found

    def off(point: Point) -> int:
        at = point.first()
        return abs((at - today).days) if at else 0

    nearest = min(candidates, key=off)
    if begins > today:
        # "He was set to die Feb. 26", told in March.
        told = {w.lower() for w in place.sentence.words[max(0, place.first - _CLAUSE) : place.first]}
        late = off(found) > _FAR_DAYS and off(nearest) <= _JUST_PAST and told & {"was", "were", "had"}
        return nearest if late else found
    lemmas = place.sentence.lemmas[place.last + 1 : place.last + 5]
    if (
        off(found) > _FAR_EVENT
        and (found.grain == "D" or off(nearest) <= _NEXT_MONTHS)
        and any(lemma.lower() in word_set("tense", "dated_nouns") for lemma in lemmas)
    ):
        return nearest
    if found.grain != "D":
        return found
    if place.before() in ("until", "till"):
        return nearest if off(found) > _FAR_EVENT else found
    named = place.after_tag().startswith("NN")
    if off(found) > (_FAR_EVENT if named else _FAR_DAYS) and off(nearest) <= _NEAR_DAYS:
        return nearest if named or not has_been(place.sentence, place.first) else found
    return found


def weekday_year(fields: Fields, place: Place, month: int, day: int) -> int | None:
    """The year in which the day falls on the weekday named with it (`Saturday, April 18`), near that of the text."""
    name = fields.get("weekday")
    if name is None:
        return None
    wanted = words("weekday")[name.rstrip(".")]
    anchor = place.anchor
    told = anchor.year() if anchor.narrative else None
    for base in (told, anchor.published.year if anchor.published else None):
        if base is None:
            continue
        for year in (base, base - 1, base + 1):
            if valid_day(year, month, day):
                at = Point("D", year, month, day).first()
                if at is not None and at.isoweekday() == wanted:
                    return year
    return None


def _moved_on(anchor: Anchor, year: int, month: int) -> int:
    """The year that a narrative is in by now: after December comes the January of the next."""
    last = next((p for p in reversed(anchor.mentioned) if p.grain not in ("DE", "CE")), None)
    return year + 1 if last is not None and last.grain in ("D", "M") and last.index == 12 and month < 3 else year


def _year_of_sentence(place: Place, month: int, day: int) -> int | None:
    """The year that the last date of this sentence gave, where it is not the year of publication; or that the date last
    named, within the last sentences, gave ("In March 2009 he was jailed. On 12 June he fled")."""
    anchor = place.anchor
    if not anchor.sentences or anchor.sentences[-1] < place.sentence.index - _STORY:
        return None
    last = anchor.mentioned[-1]
    if anchor.sentences[-1] != place.sentence.index and (
        last.grain not in ("D", "M") or place.direction != "past" or (last.index, last.day) > (month, day or 99)
    ):
        return None
    if last.grain in ("DE", "CE") or (anchor.published is not None and abs(last.year - anchor.published.year) < 2):
        return None
    if anchor.published is not None and last.year > anchor.published.year and place.direction == "past":
        return None  # "The ban starts in January 2030. She proposed it in September"
    return last.year


def capital(place: Place, word: str) -> bool:
    """Whether the word, given in lower case, stands with a capital in the match."""
    at = place.words.lower().find(word)
    return at >= 0 and place.words[at].isupper()


def in_small_letters(place: Place) -> bool:
    """Whether the whole sentence is, so that "march 5" may be a day of March."""
    return not any(word[:1].isupper() for word in place.sentence.words)
