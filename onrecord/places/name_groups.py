"""The mentions of one place name put together, with the gazetteer's candidates and what the words around say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from onrecord.places.bearers import ADMIN1, ADMIN2, CITY, COUNTRY, DEMONYM, KIND, LARGE, Bearers, bearers
from onrecord.places.evidence import Evidence, containers, evidence_for
from onrecord.places.folding import fold
from onrecord.places.gazetteer import Gazetteer

AREAS = (KIND["continent"], KIND["region"])
_WIDE = frozenset([COUNTRY, KIND["region"]])
# "off the Atlantic and", but not "the Kabul suburb": an area or a water, hardly a town.
_NOUN_AFTER = re.compile(
    r"(?:['’]s)?[ -](?!(?:and|or|in|on|at|to|is|was|has|had|are|were|will|for|from|by|with|as|that|than|but)\b)[a-zA-Z]"
)


class PlaceName(NamedTuple):
    """A name to resolve: its span in the text and how much its meaning tells of the others' (a dateline: more)."""

    start: int
    end: int
    weight: float = 1.0


@dataclass(slots=True)
class Group:
    """The mentions of one name that are taken for one place; `elsewhere`: said to lie in a state that the gazetteer
    has no such place in."""

    members: list[int]
    bearers: Bearers
    strict: set[int] = field(default_factory=set)
    loose: set[int] = field(default_factory=set)
    kind: str = ""
    article: bool = False
    weight: float = 1.0
    elsewhere: bool = False


def group_names(gazetteer: Gazetteer, text: str, names: Sequence[PlaceName]) -> list[Group]:
    """Mentions put together by name, one sense a document; mentions with different containers stand apart."""
    groups: dict[tuple[str, str], Group] = {}
    open_group: dict[str, tuple[str, str]] = {}
    kinds = gazetteer.columns["kind"]
    for i, (start, end, weight) in enumerate(names):
        written = _as_written(text, start, end) if text.startswith(".", end) else text[start:end]
        borne = bearers(gazetteer, written)
        if borne is None:
            continue
        postings, base = borne.postings, borne.folded
        seen: Evidence = evidence_for(gazetteer, text, start, end)
        holders, holder = containers(gazetteer, borne.inner) if borne.inner else (seen.strict, seen.container)
        said = borne.kind or seen.kind
        strict: set[int] = set()
        elsewhere = False
        if holders:
            # "California, Nevada": a list, not a containment, where nothing called California lies in Nevada.
            strict = set(holders) - borne.own
            if kinds[postings[0][0]] == COUNTRY and postings[0][1] == 0:
                # "Panama, Colombia and Peru": countries in a row.
                strict = {c for c in strict if kinds[c] != COUNTRY}
            if strict and not any(inside(gazetteer, p, strict) for p, _ in postings):
                outer = next(p for p in holders if p in strict)
                elsewhere = kinds[postings[0][0]] >= ADMIN2 and is_state(gazetteer, outer)
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
            group = groups[key] = Group([], borne)
        group.members.append(i)
        group.weight = max(group.weight, weight)
        if strict:
            group.strict |= strict
        if seen.loose:
            group.loose.update(set(seen.loose) - borne.own)
        group.kind = group.kind or said
        group.elsewhere = group.elsewhere or elsewhere
        if text[start - 4 : start].lower() == "the " and not _NOUN_AFTER.match(text, end):
            group.article = True
    return [group for group in groups.values() if group.bearers.usable and not _is_thing(group, kinds)]


def _is_thing(group: Group, kinds: memoryview) -> bool:
    """ "The Acropolis", "the Alamo": no town that is called so beside its own name."""
    if not group.article or "," in group.bearers.surface:  # "the Washington, D.C., area"
        return False
    return all(how not in (0, DEMONYM) and kinds[p] >= CITY for p, how in group.bearers.usable)


def _as_written(text: str, start: int, end: int) -> str:
    """The name before a full stop, with it where a party's letter stands before an abbreviation: "R-Fla."."""
    pointed = end - start < 6 and start > 1 and text[start - 1] in "-–"
    return text[start : end + 1] if pointed and text[start - 2].isupper() else text[start:end]


def is_state(gazetteer: Gazetteer, place: int) -> bool:
    """A state of the United States, Canada or Australia after whose name no city is called: in "Boston, New York and
    Chicago" nothing lies in New York."""
    c = gazetteer.columns
    if c["kind"][place] != ADMIN1 or gazetteer.countries[c["country"][place]] not in ("USA", "CAN", "AUS"):
        return False
    postings = gazetteer.postings(fold(gazetteer.name(place)))
    return not any(how <= 1 and c["kind"][p] >= CITY and c["population"][p] > LARGE for p, how in postings[:4])


def inside(gazetteer: Gazetteer, place: int, holders: set[int]) -> bool:
    """Whether the place lies in one of the holders (countries, admin 1, admin 2, regions of one country)."""
    if not holders:
        return False
    c = gazetteer.columns
    if c["admin1"][place] in holders or c["admin2"][place] in holders:
        return True
    if c["kind"][place] == COUNTRY:
        return False
    country = c["country"][place]
    return any(h != place and c["country"][h] == country and c["kind"][h] in _WIDE for h in holders)
