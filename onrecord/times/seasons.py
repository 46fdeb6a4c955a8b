"""Readings of parts of a year: `the first quarter of 2009`, `last quarter`, `the summer of 1914`, `this spring`."""

from __future__ import annotations

import functools

from onrecord.times.anchors import pick
from onrecord.times.calendar import SEASONS, Grain, Point
from onrecord.times.meaning import Meaning, Place, part_mod
from onrecord.times.tense import direction
from onrecord.times.which_year import Fields, dated, pointed_year, stated_year
from onrecord.times.words import word_set, words


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
        return dated(point, fields) if point else Meaning("DATE", "XXXX-QX")
    last = 4 if grain == "Q" else 2
    order = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": last, "last": last}
    n = int(fields["qnum"]) if "qnum" in fields else order.get(fields.get("qord", ""), 2)
    year = stated_year(fields) or pointed_year(fields, place) or place.borrowed_year
    bare_half = grain == "H" and place.after() not in word_set("cues", "before_results")
    if n > last or (year is None and (bare_half or ("qh" in fields and place.before() not in ("in", "for", "of")))):
        return None
    if year is None:
        if _of_a_game(place.text):
            return None
        now = place.anchor.now("Y")
        if now is None:
            return Meaning("DATE", f"XXXX-{grain}{n}")
        published = place.anchor.published
        candidates = [Point(grain, now.year + k, n) for k in (-1, 0, 1)]
        # "Net income for the third quarter" is not set for a day to come.
        way = direction(place.sentence, place.first, place.last, set_for=False)
        way = "future" if way == "future" else "past"
        point = pick(candidates, published, way) if published and not place.anchor.narrative else candidates[1]
        today = published.first() if published else None
        if grain == "H" and way == "past" and point and today and (days := point.days()) and days[1] >= today:
            # What a half-year brought is told when it is over.
            point = Point("H", point.year - 1, n)
        return dated(point, fields) if point else None
    return dated(Point(grain, year, n), fields)


@functools.lru_cache(maxsize=1)
def _of_a_game(text: str) -> bool:
    """Whether the text reports a game, whose quarters are no quarters of a year."""
    return any(word in text.lower() for word in word_set("cues", "game_words"))


def read_season(fields: Fields, place: Place) -> Meaning | None:
    """`the summer of 1914`, `this spring`, `last winter`, `autumn`."""
    word = fields["season"]
    n = SEASONS.index(words("season")[word]) + 1
    year = stated_year(fields) or pointed_year(fields, place) or place.borrowed_year
    ref = fields.get("deixis")
    if year is None and ref in (None, "the") and _in_a_name(word, place):
        return None
    if year is None and word in word_set("cues", "verb_too") and not _season_noun(word, ref, fields, place):
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
                    return dated([p for p, d in spans if d[1] < today][-1], fields)
                return dated(next(p for p, d in spans if d[0] > today), fields)
            year = now.year + (step if step > 0 else 0)
    if year is None:
        now = place.anchor.now("Y")
        if now is None:
            return Meaning("DATE", f"XXXX-{SEASONS[n - 1]}", mod=part_mod(fields))
        year = now.year
        published = place.anchor.published
        # "To act before winter" looks ahead, whenever it was said.
        ahead = place.before() in ("before", "by", "until") and place.sentence.xpos[max(0, place.first - 2)] == "VB"
        if not place.anchor.narrative and published and (ahead or place.direction == "future"):
            found = pick([Point("S", year, n), Point("S", year + 1, n)], published, "future")
            year = found.year if found else year
        elif not place.anchor.narrative and published and place.direction == "past":
            found = pick([Point("S", year - 1, n), Point("S", year, n)], published, "past")
            year = found.year if found else year
    return dated(Point("S", year, n), fields)


def _in_a_name(word: str, place: Place) -> bool:
    """`the Winter Games`, `Summer Jones`: part of a name that is no season of the text."""
    at = place.words.lower().find(word)
    if not place.words[at].isupper():
        return False
    name = place.sentence.name_at(place.last)
    if place.after() == "," and ((name is not None and name.type == "place") or _before_holder(place)):
        return True  # "Spring, Texas"
    if place.before() in (",", "and") and _beside_places(place):
        return True  # "Tomball, Spring and Conroe"
    return place.after() in word_set("cues", "seasonal_names") or (
        name is not None and name.type == "person" and name.last - name.first > 1
    )


def _before_holder(place: Place) -> bool:
    """Whether a place's name stands after the comma, by itself: "in Spring, Texas," but "in spring, Texas is green"."""
    sentence = place.sentence
    holder = sentence.name_at(place.last + 2) if place.last + 2 < len(sentence) else None
    if holder is None or holder.type != "place" or holder.first != place.last + 2:
        return False
    return holder.last == len(sentence) or sentence.upos[holder.last] in ("PUNCT", "ADP")


def _beside_places(place: Place) -> bool:
    """Whether a row of places goes on with the word: a place's name stands before the comma or "and"."""
    before = place.sentence.name_at(place.first - 2) if place.first > 1 else None
    return before is not None and before.type == "place"


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
