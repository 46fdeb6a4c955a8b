"""The mentions of one place name put together, with the gazetteer's candidates and what the words around say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.places.evidence import Evidence, containers, evidence_for, generic_words
from onrecord.places.folding import fold
from onrecord.places.gazetteer import HOWS, KINDS, POPULATION_STEP, Gazetteer

KIND = {k: i for i, k in enumerate(KINDS)}
COUNTRY, ADMIN1, ADMIN2, CITY, CAPITAL = (KIND[k] for k in ("country", "admin1", "admin2", "city", "capital"))
DEMONYM, ABBREVIATION = HOWS.index("demonym"), HOWS.index("abbreviation")
AREAS = (KIND["continent"], KIND["region"])
POSSESSIVE = re.compile(r"['’]s?$")
_PARTS = re.compile(
    r"^(?:(?:the|greater|downtown|central|upper|lower|mainland|southern|northern|eastern|western|south|north|east|west"
    r"|southeastern|southwestern|northeastern|northwestern|southeast|southwest|northeast|northwest|mid|inner|outer"
    r"|rural|metropolitan|modern|ancient|old|occupied)[ -])+",
    re.IGNORECASE,
)
# Capitalised, these are part of a name of its own.
_OWN_NAME = frozenset(["Old", "Upper", "Lower", "Inner", "Outer", "Central", "Modern", "Greater", "Mid"])
_LARGE = round(POPULATION_STEP * 12.6)  # about 300,000 people, as the gazetteer packs it
# "off the Atlantic and", but not "the Kabul suburb": an area or a water, hardly a town.
_NOUN_AFTER = re.compile(
    r"(?:['’]s)?[ -](?!(?:and|or|in|on|at|to|is|was|has|had|are|were|will|for|from|by|with|as|that|than|but)\b)[a-zA-Z]"
)


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A name to resolve: its span in the text and how much its meaning tells of the others' (a dateline: more)."""

    start: int
    end: int
    weight: float = 1.0


@dataclass(slots=True)
class Group:
    """The mentions of one name that are taken for one place; `elsewhere`: said to lie in a state that the gazetteer
    has no such place in."""

    members: list[int]
    postings: list[tuple[int, int]]
    strict: set[int] = field(default_factory=set)
    loose: set[int] = field(default_factory=set)
    kind: str = ""
    article: bool = False
    surface: str = ""
    weight: float = 1.0
    contains: bool = False
    elsewhere: bool = False


def readings(gazetteer: Gazetteer, surface: str) -> tuple[list[tuple[int, int]], str, str]:
    """Candidates of a name as written, the kind its own words say, and a container written inside it.

    Tries the name whole, without a possessive, without what follows a comma ("Paris, Texas"), without generic words
    ("City of Milford", "Balkh province") and without words for a part ("northern Syria", "downtown Cairo").
    """
    name = POSSESSIVE.sub("", " ".join(surface.split()))
    found = gazetteer.postings(fold(name))
    if found:
        return found, "", ""
    if "," in name:
        head, _, tail = name.partition(",")
        found, kind, _ = readings(gazetteer, head)
        return found, kind, tail.strip()
    before, after = generic_words()
    words = name.split()
    kind = ""
    if len(words) > 1 and words[-1].lower() in after:
        kind, words = after[words[-1].lower()], words[:-1]
    elif len(words) > 2 and words[0].lower() in before and words[1] == "of":
        kind, words = before[words[0].lower()], words[2:]
    elif len(words) > 1 and words[0].lower() in before:
        kind, words = before[words[0].lower()], words[1:]
    if kind:
        found = gazetteer.postings(fold(" ".join(words)))
    if not found:
        whole = " ".join(words)
        bare = _PARTS.sub("", whole)
        if bare and bare != name:
            found = gazetteer.postings(fold(bare))
            if whole[0].isupper() and words[0] in _OWN_NAME:
                # "Old Bailey" is no part of a small town called Bailey; "Old Cairo" is one of Cairo.
                found = [(p, how) for p, how in found if _well_known(gazetteer, p)]
    if not found and name.endswith("s"):
        found = [p for p in gazetteer.postings(fold(name[:-1])) if p[1] == DEMONYM]
    return found, kind, ""


def _well_known(gazetteer: Gazetteer, place: int) -> bool:
    """A country, state, capital, region, or a town of more than about 300,000 people."""
    c = gazetteer.columns
    return bool(c["kind"][place] != CITY and c["kind"][place] != ADMIN2) or c["population"][place] > _LARGE


def _usable(postings: list[tuple[int, int]], surface: str, kind: memoryview) -> list[tuple[int, int]]:
    """Candidates without those that the way it is written rules out."""
    if postings[-1][1] == DEMONYM:
        # "Congo", "Singapore": a country's name that its people's adjective is too.
        named = {p for p, how in postings if how != DEMONYM}
        postings = [p for p in postings if p[1] != DEMONYM or p[0] not in named]
    plain = surface.replace(".", "")
    upper = plain.isupper() and len(plain) <= 4
    kept = [p for p in postings if upper or p[1] != ABBREVIATION or "." in surface]
    if upper and any(p[1] == ABBREVIATION for p in kept):
        kept = [p for p in kept if p[1] == ABBREVIATION]
    elif plain.isupper() and len(plain) <= 3:
        return [p for p in kept if kind[p[0]] < CITY]  # "EU", "UN", "AU" are no towns
    return kept or postings


def group_names(gazetteer: Gazetteer, text: str, names: Sequence[PlaceName]) -> list[Group]:
    """Mentions put together by name, one sense a document; mentions with different containers stand apart."""
    groups: dict[tuple[str, str], Group] = {}
    open_group: dict[str, tuple[str, str]] = {}
    for i, name in enumerate(names):
        surface = text[name.start : name.end]
        postings, kind, inner = readings(gazetteer, surface)
        if not postings:
            continue
        seen: Evidence = evidence_for(gazetteer, text, name.start, name.end)
        holders, holder = containers(gazetteer, inner) if inner else (seen.strict, seen.container)
        said = kind or seen.kind
        base = fold(surface)
        own = {p for p, _ in postings}
        # "California, Nevada": a list, not a containment, where nothing called California lies in Nevada.
        strict = {c for c in holders if c not in own}
        kinds = gazetteer.columns["kind"]
        if any(kinds[p] == COUNTRY and how == 0 for p, how in postings[:1]):
            # "Panama, Colombia and Peru": countries in a row.
            strict = {c for c in strict if kinds[c] != COUNTRY}
        elsewhere = False
        if strict and not any(inside(gazetteer, p, strict) for p, _ in postings):
            elsewhere = kinds[postings[0][0]] >= ADMIN2 and is_state(gazetteer, next(p for p in holders if p in strict))
            strict = set()
        label = fold(holder) if strict else said if said in ("admin2", "city", "admin1") else ""
        key = (base, label) if label else open_group.get(base, (base, ""))
        open_group.setdefault(base, key)
        if key not in groups and strict and open_group[base] == (base, "") and (base, "") in groups:
            # The first plain mentions join the explicit one: "Paris ... Paris, Texas".
            groups[key] = groups.pop((base, ""))
            open_group[base] = key
        group = groups.get(key)
        if group is None:
            group = groups[key] = Group([], _usable(postings, surface, gazetteer.columns["kind"]), surface=surface)
        group.members.append(i)
        group.weight = max(group.weight, name.weight)
        group.strict |= strict
        group.loose |= set(seen.loose) - own
        group.kind = group.kind or said
        group.elsewhere = group.elsewhere or elsewhere
        if text[max(0, name.start - 4) : name.start].lower() == "the " and not _NOUN_AFTER.match(text, name.end):
            group.article = True
    return list(groups.values())


def is_state(gazetteer: Gazetteer, place: int) -> bool:
    """A state of the United States, Canada or Australia after whose name no city is called: in "Boston, New York and
    Chicago" nothing lies in New York."""
    c = gazetteer.columns
    if c["kind"][place] != ADMIN1 or gazetteer.countries[c["country"][place]] not in ("USA", "CAN", "AUS"):
        return False
    postings = gazetteer.postings(fold(gazetteer.name(place)))
    return not any(how <= 1 and c["kind"][p] >= CITY and c["population"][p] > _LARGE for p, how in postings[:4])


def inside(gazetteer: Gazetteer, place: int, holders: set[int]) -> bool:
    """Whether the place lies in one of the holders (countries, admin 1, admin 2, regions of one country)."""
    if not holders:
        return False
    c = gazetteer.columns
    if c["admin1"][place] in holders or c["admin2"][place] in holders:
        return True
    country = c["country"][place]
    return any(
        h != place
        and c["country"][h] == country
        and c["kind"][h] in (COUNTRY, AREAS[1])
        and c["kind"][place] != COUNTRY
        for h in holders
    )
