"""Hospitals, airports, squares and offices: what their names say of the town they stand in.

"St. Cloud Hospital" and "Tahrir Square in Cairo" are places of their own that the gazetteer lacks: they get the point
of the town that their name, or the words right after it, names, its size as radius, and less confidence. "Alexandria
Police Department" is no place, but tells which Alexandria an article is about. The words stand in
tables/facilities.tsv.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from pathlib import Path

from onrecord.language.reading import Reading, Sentence
from onrecord.places.gazetteer import HOWS, KINDS, Entry, Gazetteer
from onrecord.places.renown import known
from onrecord.record import Candidate, Place, Span

HINT_WEIGHT = 0.7  # what a name within a longer name tells of the others
SHARE = 0.6  # of the container's confidence that is left for the site
WIDEST_KM = 150.0  # a container wider than this puts nothing on a map
_DEMONYM = HOWS.index("demonym")
_CONTAINERS = frozenset(KINDS.index(k) for k in ("country", "admin1", "admin2", "city", "capital"))
_BEFORE = frozenset(["the", "city", "of"])  # a place's name in a longer one
_BETWEEN = re.compile(
    r"(?:,? (?:in|near|outside|of|at)(?: the| downtown| central| nearby)?(?: city| town| village)?(?: of)? |, )"
)


# What stands between a part of a town or a village and the town or province that it is said to lie in.
_PART_OF = re.compile(
    r"(?: (?:area|district|neighbou?rhood|quarter|suburb|section|slums?|borough|ward|estate|favela|compound|"
    r"refugee camp|camp|county|prefecture|township|municipality|regency|parish|village|hamlet|market|square|street|"
    r"hotel|hospital|airport|station|beach|port))?"
    r"(?:,? (?:in|of)(?: the)?(?: (?:city|town|province|district|state|region|centre|center)(?: of)?)?"
    r"(?: (?:downtown|central|northern|southern|eastern|western|nearby|west|east|north|south))? )"
)


@functools.cache
def facilities() -> dict[str, str]:
    """`site`, `spot` or `body` by the last word of a name."""
    table = {}
    for line in (Path(__file__).with_name("tables") / "facilities.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            word, kind = line.split("\t")
            table[word] = kind
    return table


def is_site(sentence: Sentence, last: int) -> bool:
    """Whether the last word of a name is that of a building or ground."""
    return facilities().get(sentence.words[last - 1].lower().rstrip(".")) in ("site", "spot")


def inner_name(sentence: Sentence, gazetteer: Gazetteer, text: str, first: int, last: int) -> tuple[int, int] | None:
    """Tokens of the place that a longer name is called after: "[St. Cloud] Hospital", "University of [Alexandria]"."""
    words, told = sentence.words, facilities()
    if told.get(words[last - 1].lower()) == "spot":
        return None
    while first < last and words[first].lower() in _BEFORE:
        first += 1
    for end in range(last - 1, first, -1):
        after = words[end].lower().rstrip(".")
        if after in told and words[end - 1][0].isalnum() and _known(gazetteer, sentence, text, first, end):
            return first, end
    if "of" in words[first + 1 : last - 1]:
        at = max(i for i in range(first, last) if words[i] == "of")
        if at + 1 < last and _known(gazetteer, sentence, text, at + 1, last):
            return at + 1, last
    return None


def _known(gazetteer: Gazetteer, sentence: Sentence, text: str, first: int, last: int) -> bool:
    surface = text[sentence.starts[first] : sentence.ends[last - 1]]
    borne = known(gazetteer, surface).postings
    if not borne:
        return False
    if not surface[0].isupper() or surface.lower() in facilities() or (surface.isupper() and len(surface) < 4):
        return False
    kind = gazetteer.columns["kind"]
    return any(how != _DEMONYM and how <= 1 and kind[p] in _CONTAINERS for p, how in borne[:3])


def hints(reading: Reading, gazetteer: Gazetteer) -> Iterator[Span]:
    """Places within the names of organisations, as character spans in text order."""
    for sentence in reading.sentences:
        for name in sentence.names:
            if name.type == "organization" and name.last - name.first > 1:
                inner = inner_name(sentence, gazetteer, reading.text, name.first, name.last)
                if inner is not None:
                    yield sentence.span(*inner)


def settle(place: Place, container: Entry | None, sure: float) -> bool:
    """Give a site without a point that of the town it stands in; False where the town is not known or too wide."""
    if container is None or container.radius_km > WIDEST_KM or container.kind in ("country", "continent", "region"):
        return False
    place.feature = "site"
    place.lat, place.lon, place.country = container.lat, container.lon, container.country
    place.radius_km = max(3.0, container.radius_km)
    place.confidence = round(place.confidence * 2 * SHARE * sure, 3)
    place.candidates = [Candidate(container.name, container.country, container.geonames, round(sure, 4))]
    return True


def follows(text: str, site: Span, start: int) -> bool:
    """Whether the name at `start` says where the site is: "Tahrir Square in Cairo", "Beaumont Hospital, Royal Oak"."""
    return 0 < start - site[1] < 30 and _BETWEEN.fullmatch(text, site[1], start) is not None


def is_part_of(text: str, part: Span, start: int) -> bool:
    """Whether the words say that what the gazetteer lacks lies in the name at `start`: "the Mirpur area of Dhaka"."""
    return 3 < start - part[1] < 40 and _PART_OF.fullmatch(text, part[1], start) is not None
