"""Parts of places and relations to them: "the north and east of Afghanistan", "30 km south of Kunduz".

The name's record keeps its place; `part` or `relation` holds the words, and the point moves: a third of the radius
towards the side named for a part, the distance said for a relation. The words stand in tables/directions.tsv.
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Sequence
from pathlib import Path

from onrecord.places.found import Found
from onrecord.record import Place

KM_A_DEGREE = 111.2
UNITS = {"km": 1.0, "kms": 1.0, "kilometre": 1.0, "kilometer": 1.0, "kilometres": 1.0, "kilometers": 1.0, "mile": 1.609,
         "miles": 1.609, "mi": 1.609, "m": 0.001, "metres": 0.001, "meters": 0.001, "nautical": 1.852,
         "nautical miles": 1.852, "nautical mile": 1.852,
         "mi.": 1.609, "yards": 0.0009, "yard": 0.0009, "feet": 0.0003}  # fmt: skip
NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "hundred": 100,
    "several": 5, "dozens": 40,
}  # fmt: skip
NEAR_KM = 25.0
FAR_KM = 300.0  # a town's own point is kept where something lies farther off than this
_LOOK_BACK = 3  # places before among which the first of "between A and B" is looked for
_BESIDE = 40  # characters between the two of "between A and B"
BESIDE_KM = 60.0  # "north of" a town or river is no farther from its middle
_UNIT_WORDS = frozenset(UNITS) | {unit + "s" for unit in UNITS}
# One of these stands in every other relation.
_SIGNS = ("between", "near", "close", "outside", "outskirts", "off", "around", "far", "border")
_PART_NOUNS = frozenset(["part", "parts", "region", "side", "half", "provinces", "areas", "tip", "end"])
_SIDES = ("north", "south", "east", "west", "central")  # every direction has one of them in it
_BEFORE_NAME = frozenset(["the", "downtown", "central"])
# The last word before the name in the patterns below, besides the directions.
_ENDS = frozenset(["from", "outside", "off", "near", "around", "bordering"])
# And those that end one only after such a word, or "of" after a direction.
_ENDS_AFTER = {"of": ("outskirts", "coast", "border"), "to": ("close",), "with": ("border",)}


@functools.cache
def directions() -> dict[str, tuple[float, float]]:
    """Unit steps (north, east) by word."""
    table: dict[str, tuple[float, float]] = {}
    for line in (Path(__file__).with_name("tables") / "directions.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            word, north, east = line.split("\t")
            table[word] = float(north), float(east)
    return table


@functools.cache
def _patterns() -> dict[str, re.Pattern[str]]:
    side = "|".join(sorted(directions(), key=len, reverse=True))
    sides = rf"(?P<side>(?:{side})(?:(?:\s*,\s*|\s+(?:and|or|to)\s+(?:the\s+)?|\s*-\s*|\s+)(?:{side}))*)"
    number = r"(?P<number>\d[\d,.]*|" + "|".join(NUMBERS) + r")(?:\s+or\s+so)?"
    unit = "|".join(sorted(UNITS, key=len, reverse=True))
    return {
        # "the north and east of Afghanistan", "the country's north" is no part of a name
        "of": re.compile(
            rf"(?:^|\W)(?:the\s+)?{sides}(?:\s+(?:part|parts|region|side|half|provinces|areas|tip|end))?"
            r"\s+of\s+(?:the\s+)?$",
            re.I,
        ),
        "before": re.compile(rf"(?:^|[^\w-]){sides}[\s-]+$", re.I),
        "away": re.compile(
            rf"(?P<about>about|around|some|roughly|nearly|almost|over)?\s*{number}[\s-]*(?P<unit>{unit})s?\.?\s*(?:\([^)]*\)\s*)?"
            rf"(?:(?:to\s+the\s+)?{sides}(?:\s+(?:of|from))?|from|outside|away\s+from|off(?:\s+the\s+coast\s+of)?)"
            r"\s+(?:the\s+|downtown\s+|central\s+)?$",
            re.I,
        ),
        "near": re.compile(
            r"(?:^|\W)(?P<word>near|close to|just outside|outside|on the outskirts of|off the coast of|off|around"
            r"|not far from|(?:along|on|near) the border (?:with|of)|bordering)\s+(?:the\s+)?$",
            re.I,
        ),
        "between": re.compile(r"\bbetween\s+(?:the\s+)?(?P<first>[^.;]{2,40}?)\s+and\s+(?:the\s+)?$", re.I),
    }  # fmt: skip


def part_of(name: Found, place: Place, before_it: Sequence[Place]) -> None:
    """Read the words before (and inside) the name for a part or relation; moves the point of `place` if there is.

    `before_it` are the places before it, in text order.
    """
    sentence = name.sentence
    if not _may_relate(sentence.words, name.first):
        return
    low = max(0, name.first - 14)
    words = [word.lower() for word in sentence.words[low : name.first]]
    lower = " ".join(words)
    sided = any(map(lower.__contains__, _SIDES))
    measured = _names_unit(words)
    if not (sided or measured or any(map(lower.__contains__, _SIGNS))):
        return
    before = ""
    for i in range(low, name.first):
        gap = " " if i + 1 < len(sentence) and sentence.starts[i + 1] > sentence.ends[i] else ""
        before += sentence.words[i] + gap
    patterns = _patterns()
    if measured and (match := patterns["away"].search(before)):
        km = _number(match["number"]) * UNITS[match["unit"].lower()]
        place.relation = before[match.start() :].strip()
        if km > FAR_KM and place.feature == "city":
            return  # "Qeshm, 1,150 km south-east of Tehran" speaks of both
        step = _step(match["side"]) if match["side"] else None
        _move(place, step, km)
        place.radius_km = round(max(2.0, km * (0.25 if step else 1.0)), 1)
        return
    previous = None
    if "between" in lower:
        near = reversed(before_it[-_LOOK_BACK:])
        previous = next((p for p in near if p.lat is not None and place.start - p.end < _BESIDE), None)
    if previous is not None and (match := patterns["between"].search(before)) and previous.text in match["first"]:
        place.relation = f"between {previous.text} and"
        towns = "country" not in (place.feature, previous.feature)
        if (
            towns
            and place.lat is not None
            and place.lon is not None
            and previous.lat is not None
            and previous.lon is not None
        ):
            far = _distance(place, previous)
            if far < 1000 and abs(place.lon - previous.lon) < 180:
                place.lat, place.lon = (
                    round((place.lat + previous.lat) / 2, 4),
                    round((place.lon + previous.lon) / 2, 4),
                )
                place.radius_km = round(max(1.0, far / 2), 1)
        return
    match = None
    if sided and (words[-1] == "of" or words[-2:] == ["of", "the"]):
        match = patterns["of"].search(before)
    elif sided and (words[-1] == "-" or words[-1] in directions()):
        match = patterns["before"].search(before)
    if match and _beyond(place, match[0]):
        # "A village north of Kunduz": not in it.
        place.relation = f"{' '.join(match['side'].split())} of"
        radius = max(place.radius_km or 0.0, NEAR_KM)
        _move(place, _step(match["side"]), min(radius, BESIDE_KM))
        place.radius_km = round(radius, 1)
        return
    if match:
        place.part = " ".join(match["side"].split())
        step = _step(place.part)
        radius = place.radius_km or 20.0
        _move(place, step, radius * 0.5)
        place.radius_km = round(radius * 0.6, 1)
        return
    if match := patterns["near"].search(before):
        place.relation = match["word"].lower()
        if "border" not in place.relation:
            place.radius_km = round(max(place.radius_km or 0.0, NEAR_KM), 1)


def _beyond(place: Place, words: str) -> bool:
    """Whether `north of` a town is meant, not `the north of` it or `in the northern part of` it."""
    if place.feature not in ("city", "site", "water", "other"):
        return False
    lower = words.lower().split()
    return "of" in lower and lower[0] != "the" and not _PART_NOUNS.intersection(lower)


def steps(words: str) -> list[tuple[float, float]]:
    """The steps (north, east) of the directions named, in order."""
    return [directions()[w] for w in re.findall(r"[a-z]+", words.lower()) if w in directions()]


def _step(words: str) -> tuple[float, float] | None:
    """The mean step (north, east) of the directions named: "north and east", "west-southwest"."""
    found = steps(words)
    return (sum(s[0] for s in found) / len(found), sum(s[1] for s in found) / len(found)) if found else None


def _may_relate(words: list[str], first: int) -> bool:
    """Whether the word before the name (and its article) can end one of the patterns: most names need no search."""
    if not first:
        return False
    sides = directions()
    i = first - 1
    last = words[i].lower()
    while last in _BEFORE_NAME and last not in sides:
        i -= 1
        if i < 0:
            return False
        last = words[i].lower()
    if (after := _ENDS_AFTER.get(last)) is not None:
        lead = [word.lower() for word in words[max(0, i - 2) : i]]  # "north of", "north side of"
        if lead and lead[-1].endswith(after):
            return True
        return last == "of" and any(side in word for word in lead for side in _SIDES)
    if last in _ENDS or last in sides or last == "-":
        return True
    if last == "and":
        return "between" in (w.lower() for w in words[max(0, first - 14) : i])
    return "-" in last and last.rsplit("-", 1)[-1] in sides


def _names_unit(words: list[str]) -> bool:
    """Whether a token, in small letters, ends in a unit of length: "km", "miles", "30-mile"."""
    if not _UNIT_WORDS.isdisjoint(words):
        return True
    for word in words:
        if (word[0] in "0123456789.,-" or word[-1] == ".") and (
            word.lstrip("0123456789.,-").rstrip(".") in _UNIT_WORDS
        ):
            return True
    return False


def _number(word: str) -> float:
    known = NUMBERS.get(word.lower())
    if known is not None:
        return float(known)
    try:
        return float(word.replace(",", "").rstrip("."))
    except ValueError:
        return 0.0


def _move(place: Place, step: tuple[float, float] | None, km: float) -> None:
    """Move the point `km` along `step`, never over a pole or by more than 2,000 km."""
    if step is None or place.lat is None or place.lon is None or not 0 < km <= 2000:
        return
    length = math.hypot(*step)
    if not length:
        return
    lat = place.lat + step[0] / length * km / KM_A_DEGREE
    lat = max(-89.9, min(89.9, lat))
    lon = place.lon + step[1] / length * km / KM_A_DEGREE / max(0.05, math.cos(math.radians(lat)))
    place.lat, place.lon = round(lat, 4), round((lon + 180) % 360 - 180, 4)


def _distance(a: Place, b: Place) -> float:
    assert a.lat is not None
    assert b.lat is not None
    assert a.lon is not None
    assert b.lon is not None
    north = (a.lat - b.lat) * KM_A_DEGREE
    east = (a.lon - b.lon) * KM_A_DEGREE * math.cos(math.radians((a.lat + b.lat) / 2))
    return math.hypot(north, east)
