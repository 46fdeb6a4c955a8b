"""Which place a name means: candidates from the gazetteer, evidence of the words around, the ranker's choice."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from onrecord.places.evidence import Evidence, containers, evidence_for, generic_words
from onrecord.places.folding import fold
from onrecord.places.gazetteer import HOWS, KINDS, NONE16, POPULATION_STEP, Entry, Gazetteer, embedded
from onrecord.places.ranking import ALONE, Floats, Table, Weights, rank, shipped_weights
from onrecord.record import Candidate

CAP = 24  # candidates a name; more only where a container is named beside it
BUDGET = 1200  # candidates a window, so that agreement (quadratic in them) stays bounded
WINDOW = 150  # names resolved together
RUNNERS_UP = 3
_KIND = {k: i for i, k in enumerate(KINDS)}
_COUNTRY, _ADMIN1, _ADMIN2, _CITY, _CAPITAL = (_KIND[k] for k in ("country", "admin1", "admin2", "city", "capital"))
_SMALL = round(POPULATION_STEP * 11.5)  # about 100,000 people, as the gazetteer packs it
_DEMONYM, _ABBREVIATION = HOWS.index("demonym"), HOWS.index("abbreviation")
_AREAS = (_KIND["continent"], _KIND["region"])
_SAID = {
    "city": {_CITY, _CAPITAL}, "admin2": {_ADMIN2}, "admin1": {_ADMIN1}, "admin": {_ADMIN1, _ADMIN2},
    "country": {_COUNTRY}, "region": {_ADMIN1, _ADMIN2, *_AREAS}, "water": {_KIND["water"]},
    "other": {_KIND["other"]}, "site": {_KIND["site"]},
}  # fmt: skip
_F = {n: i for i, n in enumerate(ALONE)}
_PARTS = re.compile(
    r"^(?:(?:the|greater|downtown|central|upper|lower|mainland|southern|northern|eastern|western|south|north|east|west"
    r"|southeastern|southwestern|northeastern|northwestern|southeast|southwest|northeast|northwest|mid|inner|outer"
    r"|rural|metropolitan|modern|ancient|old|occupied)[ -])+",
    re.IGNORECASE,
)
# "off the Atlantic and", but not "the Kabul suburb": an area or a water, hardly a town.
_NOUN_AFTER = re.compile(
    r"(?:['’]s)?[ -](?!(?:and|or|in|on|at|to|is|was|has|had|are|were|will|for|from|by|with|as|that|than|but)\b)[a-zA-Z]"
)
_CAPITALISED = re.compile(r"\b[A-Z][a-z]{3,}\b")


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A name to resolve: its span in the text and how much its meaning tells of the others' (a dateline: more)."""

    start: int
    end: int
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Home:
    """What is known of the article beforehand: where its outlet sits and where it was filed, as places' names."""

    outlet: str | None = None
    dateline: str | None = None


@dataclass(slots=True)
class Resolution:
    """What a name means: the best place (None where the gazetteer has none), how sure, and what else it could be."""

    entry: Entry | None
    confidence: float
    candidates: list[Candidate] = field(default_factory=list)
    demonym: bool = False


@dataclass(slots=True)
class _Group:
    """The mentions of one name that are taken for one place."""

    members: list[int]
    postings: list[tuple[int, int]]
    strict: set[int] = field(default_factory=set)
    loose: set[int] = field(default_factory=set)
    kind: str = ""
    article: bool = False
    surface: str = ""
    weight: float = 1.0
    contains: bool = False


def readings(gazetteer: Gazetteer, surface: str) -> tuple[list[tuple[int, int]], str, str]:
    """Candidates of a name as written, the kind its own words say, and a container written inside it.

    Tries the name whole, without a possessive, without what follows a comma ("Paris, Texas"), without generic words
    ("City of Milford", "Balkh province") and without words for a part ("northern Syria", "downtown Cairo").
    """
    name = re.sub(r"['’]s?$", "", " ".join(surface.split()))
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
        bare = _PARTS.sub("", " ".join(words))
        if bare and bare != name:
            found = gazetteer.postings(fold(bare))
    if not found and name.endswith("s"):
        found = [p for p in gazetteer.postings(fold(name[:-1])) if p[1] == _DEMONYM]
    return found, kind, ""


def _usable(postings: list[tuple[int, int]], surface: str, kind: memoryview) -> list[tuple[int, int]]:
    """Candidates without those that the way it is written rules out."""
    plain = surface.replace(".", "")
    upper = plain.isupper() and len(plain) <= 4
    kept = [p for p in postings if upper or p[1] != _ABBREVIATION or "." in surface]
    if upper and any(p[1] == _ABBREVIATION for p in kept):
        kept = [p for p in kept if p[1] == _ABBREVIATION]
    elif plain.isupper() and len(plain) <= 3:
        return [p for p in kept if kind[p[0]] < _CITY]  # "EU", "UN", "AU" are no towns
    return kept or postings


def _groups(gazetteer: Gazetteer, text: str, names: Sequence[PlaceName]) -> list[_Group]:
    """Mentions put together by name, one sense a document; mentions with different containers stand apart."""
    groups: dict[tuple[str, str], _Group] = {}
    open_group: dict[str, tuple[str, str]] = {}
    for i, name in enumerate(names):
        surface = text[name.start : name.end]
        postings, kind, inner = readings(gazetteer, surface)
        if not postings:
            continue
        seen: Evidence = evidence_for(gazetteer, text, name.start, name.end)
        if inner:
            seen.strict, seen.container = containers(gazetteer, inner)
        said = kind or seen.kind
        base = fold(surface)
        own = {p for p, _ in postings}
        # "California, Nevada": a list, not a containment, where nothing called California lies in Nevada.
        strict = {c for c in seen.strict if c not in own}
        if strict and not any(inside(gazetteer, p, strict) for p, _ in postings):
            strict = set()
        label = fold(seen.container) if strict else said if said in ("admin2", "city", "admin1") else ""
        key = (base, label) if label else open_group.get(base, (base, ""))
        open_group.setdefault(base, key)
        if key not in groups and strict and open_group[base] == (base, "") and (base, "") in groups:
            # The first plain mentions join the explicit one: "Paris ... Paris, Texas".
            groups[key] = groups.pop((base, ""))
            open_group[base] = key
        group = groups.get(key)
        if group is None:
            group = groups[key] = _Group([], _usable(postings, surface, gazetteer.columns["kind"]), surface=surface)
        group.members.append(i)
        group.weight = max(group.weight, name.weight)
        group.strict |= strict
        group.loose |= set(seen.loose) - own
        group.kind = group.kind or said
        if text[max(0, name.start - 4) : name.start].lower() == "the " and not _NOUN_AFTER.match(text, name.end):
            group.article = True
    return list(groups.values())


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
        and c["kind"][h] in (_COUNTRY, _AREAS[1])
        and c["kind"][place] != _COUNTRY
        for h in holders
    )


def _said_countries(gazetteer: Gazetteer, text: str, groups: list[_Group]) -> set[int]:
    """Numbers of the countries that the text names, by name or by people."""
    found = {
        gazetteer.columns["country"][p]
        for g in groups
        for p, _ in g.postings[:1]
        if gazetteer.columns["kind"][p] == _COUNTRY
    }
    demonyms = _demonyms(gazetteer)
    return found | {demonyms[w] for w in set(_CAPITALISED.findall(text[:20000])) if w in demonyms}


_DEMONYMS: dict[int, dict[str, int]] = {}


def _demonyms(gazetteer: Gazetteer) -> dict[str, int]:
    """Country numbers by capitalised one-word demonym; made once a gazetteer."""
    known = _DEMONYMS.get(id(gazetteer))
    if known is None:
        number = {c: i for i, c in enumerate(gazetteer.countries)}
        known = {w: number[c] for w, c in gazetteer.meta.get("demonyms", {}).items()}
        _DEMONYMS[id(gazetteer)] = known
    return known


def candidate_table(
    text: str, names: Sequence[PlaceName], home: Home, gazetteer: Gazetteer
) -> tuple[list[_Group], Table, Floats, list[int]]:
    """Groups of mentions, the table of their candidates, the first round's features, and how each bears its name."""
    groups = [g for g in _groups(gazetteer, text, names) if g.postings]
    c = gazetteer.columns
    place: list[int] = []
    hows: list[int] = []
    member: list[int] = []
    starts: list[int] = []
    for k, group in enumerate(groups):
        starts.append(len(place))
        cap = 400 if group.strict else max(4, min(CAP, BUDGET // len(groups)))
        for p, bears in group.postings[:cap]:
            place.append(p)
            hows.append(bears)
            member.append(k)
    index = np.array(place, dtype=np.int64)
    views: dict[str, npt.NDArray[Any]] = {n: np.frombuffer(c[n], dtype=t) for n, t in _TYPES}
    kind = views["kind"][index].astype(np.int64)
    country = views["country"][index].astype(np.int64)
    admin1 = views["admin1"][index].astype(np.int64)
    admin2 = views["admin2"][index].astype(np.int64)
    admin1[admin1 == NONE16] = -1
    admin2[admin2 == NONE16] = -1
    how = np.array(hows, dtype=np.int64)
    group_of = np.array(member, dtype=np.int64)
    start_of = np.array(starts, dtype=np.int64)
    order = sorted(range(len(groups)), key=lambda k: groups[k].members[0])
    previous = np.full(len(groups), -1, dtype=np.int64)
    for a, b in itertools.pairwise(order):
        previous[b] = a
    table = Table(
        group_of, index, views["lat"][index].astype(np.float64), views["lon"][index].astype(np.float64), country, kind,
        admin1, admin2, start_of, np.array([g.weight for g in groups]), previous,
    )  # fmt: skip
    f = np.zeros((len(index), len(ALONE)))
    size = views["population"][index] / POPULATION_STEP
    town = kind >= _CITY
    f[:, _F["country"]] = kind == _COUNTRY
    f[:, _F["capital"]] = kind == _CAPITAL
    f[:, _F["admin1"]] = kind == _ADMIN1
    f[:, _F["admin2"]] = kind == _ADMIN2
    f[:, _F["continent"]] = kind == _KIND["continent"]
    f[:, _F["region"]] = kind == _KIND["region"]
    f[:, _F["water"]] = kind == _KIND["water"]
    f[:, _F["site"]] = (kind == _KIND["site"]) | (kind == _KIND["other"])
    f[:, _F["size"]] = np.where(town, size, 0) / 10
    f[:, _F["size_admin"]] = np.where((kind == _ADMIN1) | (kind == _ADMIN2), size, 0) / 10
    f[:, _F["size_country"]] = np.where(kind == _COUNTRY, size, 0) / 10
    f[:, _F["alternate"]] = how == 1
    f[:, _F["historic"]] = (how == 2) | (how == 4)
    f[:, _F["abbreviation"]] = how == _ABBREVIATION
    f[:, _F["demonym"]] = how == _DEMONYM
    largest = np.maximum.reduceat(np.where(town, size, 0.0), start_of) if len(groups) else np.zeros(0)
    behind = largest[group_of] - size
    f[:, _F["largest"]] = town & (behind <= 0)
    f[:, _F["behind_largest"]] = np.where(town, np.minimum(behind, 8.0), 0.0) / 10
    said = _said_countries(gazetteer, text, groups)
    held = {h for g in groups for h in g.strict}
    said1 = {p for g in groups for p, _ in g.postings[:2] if c["kind"][p] == _ADMIN1}
    f[:, _F["country_said"]] = [x in said for x in country.tolist()]
    f[(country == 0) | (kind == _COUNTRY), _F["country_said"]] = 0
    f[:, _F["admin1_said"]] = [x in said1 for x in admin1.tolist()]
    f[:, _F["names_container"]] = [x in held for x in place]
    for place_of in filter(None, (home.outlet, home.dateline)):
        found, _, _ = readings(gazetteer, place_of)
        if found:
            p = found[0][0]
            f[:, _F["home_country"]] = np.maximum(
                f[:, _F["home_country"]], (country == c["country"][p]) & (country > 0)
            )
            around = c["admin1"][p] if c["kind"][p] != _ADMIN1 else p
            if around != NONE16:
                f[:, _F["home_admin1"]] = np.maximum(f[:, _F["home_admin1"]], admin1 == around)
    ends = [*starts[1:], len(place)]
    firsts, seconds = admin1.tolist(), admin2.tolist()
    same, holds, held_by = _F["same_spelling"], _F["holds_namesake"], _F["in_namesake"]
    for k, group in enumerate(groups):
        rows = range(starts[k], ends[k])
        wanted = _SAID.get(group.kind)
        loose = group.loose - group.strict
        spelling = re.sub(r"['’]s?$", "", group.surface)
        own = set(place[starts[k] : ends[k]])
        above = [(firsts[r], seconds[r]) for r in rows]
        capitals = [r for r in rows if c["kind"][place[r]] == _CAPITAL]
        spelt = {place[r] for r in rows if hows[r] == 0 and gazetteer.name(place[r]) == spelling}
        holders = {x for pair in above for x in pair if x >= 0}
        for r in rows:
            # "Kandahār" in "Kandahar" is the same spelling: only the sources differ.
            f[r, same] = hows[r] == 0 and not spelt.isdisjoint((place[r], *above[r - starts[k]]))
            # Without "state" beside it, "Washington" is rather the country's capital than the state called so.
            f[r, _F["capital_elsewhere"]] = c["kind"][place[r]] == _ADMIN1 and any(
                firsts[x] != place[r] and country[x] == country[r] for x in capitals
            )
            if group.article:
                f[r, _F["article_town" if c["kind"][place[r]] >= _ADMIN2 else "article_area"]] = c["kind"][
                    place[r]
                ] not in (_COUNTRY, _ADMIN1)
            if place[r] in holders:
                f[r, holds] = 1
            if above[r - starts[k]][0] in own or above[r - starts[k]][1] in own:
                f[r, held_by] = 1
            if not (group.strict or loose or wanted):
                continue
            if group.strict:
                f[r, _F["in_container" if inside(gazetteer, place[r], group.strict) else "out_of_container"]] = 1
            elif loose and inside(gazetteer, place[r], loose):
                f[r, _F["in_loose_container"]] = 1
            if wanted:
                f[r, _F["kind_said" if c["kind"][place[r]] in wanted else "kind_not_said"]] = 1
    return groups, table, f, hows


_TYPES = (
    ("kind", np.uint8), ("country", np.uint8), ("admin1", np.uint16), ("admin2", np.uint16), ("lat", np.float32),
    ("lon", np.float32), ("population", np.uint8),
)  # fmt: skip


# Said beside the name, these keep the area: "Herat province".
_ADMIN_SAID = {"admin", "admin1", "admin2", "region"}
TOWN_SHARE = 0.35
TOWN_SHARE_ABROAD = 0.1  # outside the United States, whose states are spoken of by name every day


def _town_of(table: Table, p: Floats, low: int, high: int, best: int, home: int) -> int:
    """Where an area and the town in it of the same name are nearly even ("Kabul", "Moscow"), news means the town."""
    if table.kind[best] not in (_ADMIN1, _ADMIN2):
        return best
    area = table.place[best]
    share = TOWN_SHARE if table.country[best] == home else TOWN_SHARE_ABROAD
    towns = [
        r for r in range(low, high) if table.kind[r] >= _CITY and area in (table.admin1[r], table.admin2[r])
        and p[r] >= share * p[best]
    ]  # fmt: skip
    return max(towns, key=lambda r: float(p[r]), default=best)


def resolve(
    text: str,
    names: Sequence[PlaceName],
    home: Home | None = None,
    gazetteer: Gazetteer | None = None,
    weights: Weights | None = None,
) -> list[Resolution]:
    """What each name of the text means, in the order given; unknown names get an empty Resolution and spoil nothing.

    Linear in the number of names: a text with more than 150 names is resolved 150 at a time.
    """
    gazetteer = gazetteer or embedded()
    weights = weights or shipped_weights()
    out = [Resolution(None, 0.0) for _ in names]
    for at in range(0, len(names), WINDOW):
        part = names[at : at + WINDOW]
        groups, table, alone, hows = candidate_table(text, part, home or Home(), gazetteer)
        if not groups:
            continue
        p = rank(table, alone, weights)
        ends = [*table.starts[1:], len(p)]
        chosen: list[tuple[int, int, list[int]]] = []
        for k, group in enumerate(groups):
            low, high = int(table.starts[k]), int(ends[k])
            order = sorted(range(low, high), key=lambda r: (-p[r], r))
            first = order[0]
            best = (
                first
                if group.kind in _ADMIN_SAID
                else _town_of(table, p, low, high, first, gazetteer.countries.index("USA"))
            )
            order.remove(best)
            chosen.append((best, first, order))
        c_kind = gazetteer.columns["kind"]
        around = [_around(gazetteer, int(table.place[best])) for best, _, _ in chosen]
        for k, group in enumerate(groups):
            best, first, order = chosen[k]
            # Area and town of one name are the same answer for most purposes: being sure of one is being sure of both.
            sure = float(p[best]) + (float(p[first]) if best != first else 0.0)
            place = int(table.place[best])
            entry: Entry | None = gazetteer.entry(place)
            odd = hows[best] != 0 and _obscure(gazetteer, place)
            # "the Mariana Islands" are not the town of Mariana.
            odd = odd or (group.kind in ("region", "water", "other") and c_kind[place] >= _CITY)
            if odd and not group.strict and around.count(around[k]) < 2:
                # An odd other name of a small town that nothing else speaks for: better no point than that one.
                entry, order = None, [best, *order]
            runners = []
            for r in order[:RUNNERS_UP]:
                i = int(table.place[r])
                country = gazetteer.countries[gazetteer.columns["country"][i]] or None
                number = gazetteer.columns["geonames"][i] or None
                runners.append(Candidate(gazetteer.name(i), country, number, round(float(p[r]), 4)))
            for i in group.members:
                out[at + i] = Resolution(entry, round(min(1.0, sure), 4), runners, hows[best] == _DEMONYM)
    return out


def _obscure(gazetteer: Gazetteer, place: int) -> bool:
    """A town of fewer than about 100,000 people that is no capital."""
    c = gazetteer.columns
    return c["kind"][place] == _CITY and c["population"][place] < _SMALL


def _around(gazetteer: Gazetteer, place: int) -> int:
    """What a place must share with another to speak for it: the state in the United States, else the country."""
    c = gazetteer.columns
    if gazetteer.countries[c["country"][place]] == "USA" and c["kind"][place] >= _ADMIN1:
        return -1 - int(place if c["kind"][place] == _ADMIN1 else c["admin1"][place])
    return int(c["country"][place])
