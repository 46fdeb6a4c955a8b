"""Finding the places of an article: which names are meant as places, which place each is, and which part of it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import NamedTuple

from onrecord.actors.tables.sport import on_sport
from onrecord.article.layout import Layout
from onrecord.language.reading import Reading
from onrecord.mentions.literal import is_affiliation, literal_use, reasons
from onrecord.mentions.literal_cues import SEATS
from onrecord.places.areas import give_area
from onrecord.places.beside_names import AFTER_PEOPLE, STRONG_PREPOSITIONS
from onrecord.places.candidate_table import Home
from onrecord.places.candidates import candidates
from onrecord.places.evidence import evidence_for
from onrecord.places.found import Found
from onrecord.places.gazetteer import Entry, Gazetteer, embedded
from onrecord.places.name_groups import PlaceName, inside
from onrecord.places.outlets import home_of
from onrecord.places.overlay import opened, overlay
from onrecord.places.parts import part_of
from onrecord.places.resolving import Resolution, resolve
from onrecord.places.second_look import ends_a_body, is_landmark, is_street, is_way
from onrecord.places.sites import HINT_WEIGHT, follows, hints, inner_name, is_part_of, is_site, settle
from onrecord.places.user import UserGazetteer
from onrecord.record import Feature, Mention, Place, Span

LITERAL = 0.5  # least probability of a literal use
KNOWN = 0.3  # least score of a name that the gazetteer knows
UNKNOWN = 0.65  # least score of a name that it does not know
UNKNOWN_SITE = 0.45  # the same of a hospital or a square, which stands in a town
UNKNOWN_WAY = 0.4  # the same of a street
UNKNOWN_SAID = 0.35  # the same of what is called a town or a province
DATELINE_WEIGHT = 2.0
LITTLE = 0.5  # of the odds of a country that only the name of a body speaks of, where others speak of another
SURE_OF_TOWN = 0.6  # least confidence in the town that a hospital is called after
SMALL_PLACE = 0.7  # log-odds for a literal use of the name of a town or county
LANDMARK = 4.0  # the same of a street, a river or a mountain, which stands for nobody
TEAM = -3.0  # the same in reports on sport, which call teams after their towns and countries
TEAM_ELSE = 0.96  # probability from which even there the place is meant
_PLAYING = frozenset(["country", "admin1", "city", "capital"])
_SMALL_TOWN = 300_000
_FAR = 1.0  # degrees
_TOWNS = frozenset(["city", "capital"])
_LANDMARKS = frozenset(["water", "other", "site"])
_SEATS = frozenset(["country", "capital", "admin1", "continent", "region"])
FEATURES: dict[str, Feature] = {
    "country": "country", "admin1": "admin", "admin2": "admin", "city": "city", "capital": "city",
    "continent": "region",
    "region": "region", "water": "water", "site": "site", "other": "other",
}  # fmt: skip
_DATELINE_PLACE = re.compile(r"[A-ZÀ-Ž][\w.'’ -]*?(?:, [A-ZÀ-Ž][\w.]+)?(?=\s*(?:[,:(/—–―‒-]|$))")
_STROKE = re.compile(r" ?/ ?([^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*)*)")


class Located(NamedTuple):
    """The places that a text speaks of; and by span of each name of a place, also of those used for a government or
    within the name of a body, the country (ISO 3166-1 alpha-3) that it lies in with the odds for it, 0 to 1."""

    places: list[Place]
    lands: dict[Span, tuple[str, float]]


def find_places(
    reading: Reading,
    mentions: Sequence[Mention],
    layout: Layout | None = None,
    *,
    outlet_home: str | None = None,
    gazetteer: Gazetteer | None = None,
    user: UserGazetteer | None = None,
) -> Located:
    """The places that the text speaks of, in text order, and where they are; sets `place` of the mentions that name
    them and of the layout's dateline.

    A name used for a government, a people or a team is left out (it is an actor), though it helps to tell the others
    apart. A name that the gazetteer lacks is kept without a point, or with that of the town or district that it is said
    to lie in ("the Mirpur area of Dhaka"), of a hospital or a square also of the one that it is called after.
    `outlet_home` is the name of the place or country that the outlet writes for (default: what tables/outlets.tsv
    says of the layout's outlet); `user` is the user's own gazetteer (default: the one in the data folder, if any).
    """
    gazetteer = gazetteer or embedded()
    user = user or opened()
    found = candidates(reading, gazetteer, user)
    dateline = _dateline(reading.text, layout, found)
    filed = [dateline, *_further(reading.text, dateline[1], layout)] if dateline else []
    names = [PlaceName(*span, DATELINE_WEIGHT) for span in filed]
    spans = [(f.sentence.starts[f.first], f.sentence.ends[f.last - 1]) for f in found]
    names += itertools.starmap(PlaceName, spans)
    towns = _towns_of_sites(found, gazetteer, reading.text)
    within = [*towns.values(), *hints(reading, gazetteer)]
    names += [PlaceName(*span, HINT_WEIGHT) for span in within]
    if outlet_home is None and layout is not None:
        outlet_home = home_of(layout.source.outlet)
    home = Home(outlet_home, reading.text[slice(*dateline)] if dateline else None)
    words = [sentence.words for sentence in reading.sentences]
    meanings = resolve(reading.text, names, home, gazetteer, words=words)
    lands = _lands(names, meanings, len(names) - len(within))
    named_after = dict(zip(towns, meanings[len(names) - len(within) :], strict=False))
    names, meanings = names[: len(names) - len(within)], meanings[: len(meanings) - len(within)]
    if user is not None:
        meanings = overlay(reading.text, names, meanings, user)
    places: list[Place] = []
    for span in filed:
        places.append(_place(reading.text, span, meanings[0], 1.0))
        meanings = meanings[1:]
    before: tuple[int, Resolution] | None = None
    sport: bool | None = None  # whether the text reports on sport, where that was asked
    for number, (name, (start, end), meaning) in enumerate(zip(found, spans, meanings, strict=True)):
        sentence, first, last = name.sentence, name.first, name.last
        if meaning.entry is not None and is_street(sentence, first, last):
            meaning = Resolution(None, 0.0, meaning.candidates)
        if meaning.stray and not _stands_for_itself(name, meaning):
            meaning = Resolution(None, 0.0, meaning.candidates)
        site = last - first > 1 and is_site(sentence, last)
        if meaning.demonym or name.score < (KNOWN if meaning.entry else UNKNOWN_SAID):
            continue
        # No name that the gazetteer lacks need be surer than `UNKNOWN`, whatever its words say.
        if (
            meaning.entry is None
            and name.score < UNKNOWN
            and name.score < _least_score(gazetteer, reading.text, name, site)
        ):
            continue
        speaks = meaning.entry is None and last < len(sentence) and sentence.words[last] in AFTER_PEOPLE
        if speaks and not is_way(sentence, first, last):
            continue
        if (site and is_affiliation(sentence, first)) or ends_a_body(sentence, first):
            continue
        prior = _prior(name, meaning)
        literal = literal_use(sentence, first, last, prior)
        if LITERAL <= literal < TEAM_ELSE and meaning.entry is not None and meaning.entry.kind in _PLAYING:
            sport = on_sport(words) if sport is None else sport
            literal = literal_use(sentence, first, last, prior + TEAM) if sport else literal
        if before and _holds(gazetteer, meaning, before, start, reading.text):
            literal = max(literal, 0.9)  # "Oxnard, California said" speaks of Oxnard's place, whatever follows
        before = (end, meaning)
        if literal < LITERAL and not _lies_there(name, meaning, gazetteer, reading.text):
            continue
        owner = number - 1 if number and reading.text[found[number - 1].end : start] in ("'s ", "’s ") else -1
        further = number + 1 < len(found) and _is_elsewhere(meaning, meanings[number + 1])
        if (owner >= 0 and _is_elsewhere(meaning, meanings[owner])) or (
            further and is_part_of(reading.text, (start, end), found[number + 1].start)
        ):
            meaning = Resolution(None, 0.0, meaning.candidates)
        place = _place(reading.text, (start, end), meaning, min(1.0, name.score) * literal)
        if meaning.entry is None and site:
            near = [(found[i], meanings[i]) for i in (number + 1, number - 1) if 0 <= i < len(found)]
            _settle(place, named_after.get(number), near, reading.text)
        elif meaning.entry is None:
            container = meanings[owner] if owner >= 0 else None
            if number + 1 < len(found) and is_part_of(reading.text, (start, end), found[number + 1].start):
                container = meanings[number + 1]
            if container is not None and not container.demonym:
                feature = place.feature
                settle(place, container.entry, container.confidence)
                place.feature = feature
        part_of(name, place, places)
        give_area(place, places, reading.text, gazetteer, meaning.entry.index if meaning.entry else None)
        places.append(place)
    places.sort(key=lambda p: (p.start, p.end))
    for number, place in enumerate(places, 1):
        place.id = f"p{number}"
    _link(places, mentions, layout, dateline)
    return Located(places, lands)


def _lands(names: list[PlaceName], meanings: list[Resolution], alone: int) -> dict[Span, tuple[str, float]]:
    """By the span of each name, the country of the place that it means, and how it stands against other countries; a
    name within a body's (all after the first `alone`) says little of a country that no other name lies in."""
    lands: dict[Span, tuple[str, float]] = {}
    seen = set()
    odds_of: dict[int, float] = {}  # by the meaning's identity: the mentions of a name share theirs
    for number, ((start, end, _), meaning) in enumerate(zip(names, meanings, strict=True)):
        land = meaning.entry.country if meaning.entry else None
        if land is None or meaning.demonym:
            continue
        odds = odds_of.get(id(meaning))
        if odds is None:
            others = sum([c.score for c in meaning.candidates if c.country != land]) if meaning.candidates else 0.0
            odds = odds_of[id(meaning)] = meaning.confidence / (meaning.confidence + others)
        if number < alone:
            seen.add(land)
        elif seen and land not in seen:
            odds *= LITTLE
        lands.setdefault((start, end), (land, odds))
    return lands


def _towns_of_sites(found: list[Found], gazetteer: Gazetteer, text: str) -> dict[int, Span]:
    """By number of a found site, the town that its own name begins or ends with."""
    towns = {}
    for number, name in enumerate(found):
        if name.last - name.first > 1 and is_site(name.sentence, name.last):
            inner = inner_name(name.sentence, gazetteer, text, name.first, name.last)
            if inner is not None:
                towns[number] = name.sentence.span(*inner)
    return towns


def _settle(place: Place, named_after: Resolution | None, near: list[tuple[Found, Resolution]], text: str) -> None:
    """Put a site in the town named right after it, before it ("Cairo's Tahrir Square") or in its own name."""
    place.feature = "site"
    for name, meaning in near:
        span = (place.start, place.end)
        beside = follows(text, span, name.start) or text[name.end : place.start] in ("'s ", "’s ")
        if beside and not meaning.demonym and settle(place, meaning.entry, meaning.confidence):
            return
    if named_after is not None and named_after.confidence >= SURE_OF_TOWN and not named_after.stray:
        settle(place, named_after.entry, named_after.confidence * 0.8)


def _stands_for_itself(name: Found, meaning: Resolution) -> bool:
    """Whether a small town in a country that the text gives no sign of is said to be a place, and there is but one."""
    before = name.sentence.words[name.first - 1].lower() if name.first else ""
    others = {c.country for c in meaning.candidates} - {meaning.entry.country if meaning.entry else None}
    return before in STRONG_PREPOSITIONS and not others


def _least_score(gazetteer: Gazetteer, text: str, name: Found, site: bool) -> float:
    """How sure the recogniser must be of a name that the gazetteer lacks: less where its words call it a street or
    those beside it a province."""
    if is_way(name.sentence, name.first, name.last) or is_landmark(name.sentence, name.first, name.last):
        return UNKNOWN_WAY
    if name.named and evidence_for(gazetteer, text, name.start, name.end).kind:
        return UNKNOWN_SAID
    return UNKNOWN_SITE if site else UNKNOWN


def _prior(name: Found, meaning: Resolution) -> float:
    """Log-odds of a literal use by the kind of place: governments are called after countries, states and capitals,
    nobody after a street or a river, but for a few ("Wall Street")."""
    entry = meaning.entry
    if (entry is None or entry.kind in _LANDMARKS) and is_landmark(name.sentence, name.first, name.last):
        return 0.0 if " ".join(name.sentence.words[name.first : name.last]).lower() in SEATS else LANDMARK
    return SMALL_PLACE if entry is not None and entry.kind not in _SEATS else 0.0


def _holds(gazetteer: Gazetteer, meaning: Resolution, before: tuple[int, Resolution], start: int, text: str) -> bool:
    """Whether the name follows another after a comma and names the place that the other lies in."""
    if meaning.entry is None or before[1].entry is None or text[before[0] : start] not in (", ", " "):
        return False
    if min(meaning.entry.index, before[1].entry.index) < 0:
        return meaning.entry.country == before[1].entry.country
    return inside(gazetteer, before[1].entry.index, {meaning.entry.index})


def _is_elsewhere(meaning: Resolution, container: Resolution) -> bool:
    """Whether a small town lies far from the one named after it: the Mirpur in "Mirpur, a part of Dhaka" is another."""
    here, there = meaning.entry, container.entry
    if (
        here is None
        or there is None
        or here.kind != "city"
        or there.kind not in _TOWNS
        or here.population > _SMALL_TOWN
    ):
        return False
    return abs(here.lat - there.lat) > _FAR or abs(here.lon - there.lon) > _FAR


def _lies_there(name: Found, meaning: Resolution, gazetteer: Gazetteer, text: str) -> bool:
    """Whether the place that it lies in is named after it and it modifies nothing: "to isolate Raqqa, Syria"."""
    strict = evidence_for(gazetteer, text, name.start, name.end).strict
    if not strict or meaning.entry is None or not inside(gazetteer, meaning.entry.index, set(strict)):
        return False
    return not any(cue.startswith("modifier") for cue, _ in reasons(name.sentence, name.first, name.last))


def _dateline(text: str, layout: Layout | None, found: list[Found]) -> Span | None:
    """The span of the place in the dateline, where the reading does not cover it."""
    if layout is None or layout.source.dateline is None:
        return None
    start, end = layout.source.dateline.place_start, layout.source.dateline.end
    start = layout.source.dateline.start if start is None else start
    if any(f.start < end and start < f.end for f in found):
        return None
    match = _DATELINE_PLACE.match(text, start, end)
    if match is None or not match[0].strip():
        return None
    return start, start + len(match[0].split(",")[0].rstrip(" -–—―‒:"))


def _further(text: str, at: int, layout: Layout | None) -> list[Span]:
    """The places that stand behind the first of a dateline after a stroke: the `DUBAI` of `BELGRADE/DUBAI`."""
    line = layout.source.dateline if layout is not None else None
    out = []
    while line is not None and (m := _STROKE.match(text, at, line.end)):
        out.append(m.span(1))
        at = m.end()
    return out


def _place(text: str, span: Span, meaning: Resolution, sure: float) -> Place:
    """The record of one place; its id is given later."""
    entry: Entry | None = meaning.entry
    return Place(
        id="",
        start=span[0],
        end=span[1],
        text=text[span[0] : span[1]],
        name=entry.name if entry else None,
        lat=entry.lat if entry else None,
        lon=entry.lon if entry else None,
        country=entry.country if entry else None,
        feature=FEATURES[entry.kind] if entry else "other",
        geonames=entry.geonames if entry else None,
        radius_km=entry.radius_km if entry else None,
        confidence=round(sure * (meaning.confidence if entry else 0.5), 3),
        candidates=meaning.candidates,
    )


def _link(places: list[Place], mentions: Sequence[Mention], layout: Layout | None, dateline: Span | None) -> None:
    """Point the mentions, and the dateline, at their places."""
    at = {(p.start, p.end): p.id for p in places}
    ends = sorted(places, key=lambda p: p.start)
    for mention in mentions:
        if mention.kind != "name":
            continue
        exact = at.get((mention.start, mention.end))
        if exact is None and mention.type == "place":
            exact = next((p.id for p in ends if p.start < mention.end and mention.start < p.end), None)
        if exact is not None:
            mention.place = exact
    if layout is not None and layout.source.dateline is not None:
        line = layout.source.dateline
        line.place = next((p.id for p in ends if p.start < line.end and line.start < p.end), None)
