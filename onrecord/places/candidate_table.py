"""The table of candidates that the ranker weighs: where each lies, how it bears the name, what speaks for it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from onrecord.places.gazetteer import NONE16, POPULATION_STEP, Gazetteer
from onrecord.places.name_groups import (
    ABBREVIATION,
    ADMIN1,
    ADMIN2,
    AREAS,
    CAPITAL,
    CITY,
    COUNTRY,
    DEMONYM,
    KIND,
    Group,
    PlaceName,
    group_names,
    inside,
    readings,
)
from onrecord.places.national_style import national_style
from onrecord.places.ranking import ALONE, Floats, Table

CAP = 24  # candidates a name; more only where a container is named beside it
BUDGET = 1200  # candidates a window, so that agreement (quadratic in them) stays bounded
_SAID = {
    "city": {CITY, CAPITAL}, "admin2": {ADMIN2}, "admin1": {ADMIN1}, "admin": {ADMIN1, ADMIN2},
    "country": {COUNTRY}, "region": {ADMIN1, ADMIN2, *AREAS}, "water": {KIND["water"]},
    "other": {KIND["other"]}, "site": {KIND["site"]},
}  # fmt: skip
_F = {n: i for i, n in enumerate(ALONE)}
_WORD = re.compile(r"[A-Za-z£₦À-ž]+(?:['’-][a-z]+)?")
_READ = 20_000  # characters of a text whose words are looked through


@dataclass(frozen=True, slots=True)
class Home:
    """What is known of the article beforehand: where its outlet sits and where it was filed, as places' names."""

    outlet: str | None = None
    dateline: str | None = None


def _said_countries(gazetteer: Gazetteer, words: list[str], groups: list[Group]) -> set[int]:
    """Numbers of the countries that a text of these words names, by name or by people."""
    found = {
        gazetteer.columns["country"][p]
        for g in groups
        for p, _ in g.postings[:1]
        if gazetteer.columns["kind"][p] == COUNTRY
    }
    demonyms = _demonyms(gazetteer)
    return found | {demonyms[w] for w in demonyms.keys() & set(words)}


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
) -> tuple[list[Group], Table, Floats, list[int]]:
    """Groups of mentions, the table of their candidates, the first round's features, and how each bears its name."""
    groups = [g for g in group_names(gazetteer, text, names) if g.postings]
    c = gazetteer.columns
    place: list[int] = []
    hows: list[int] = []
    member: list[int] = []
    starts: list[int] = []
    for k, group in enumerate(groups):
        starts.append(len(place))
        cap = 400 if group.strict else max(4, min(CAP, BUDGET // len(groups)))
        part = group.postings[:cap]
        place += [p for p, _ in part]
        hows += [bears for _, bears in part]
        member += [k] * len(part)
    index = np.array(place, dtype=np.int64)
    views = gazetteer.arrays
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
    # A row a feature while they are filled in.
    f = np.zeros((len(ALONE), len(index)))
    size = views["population"][index] / POPULATION_STEP
    town = kind >= CITY
    f[_F["country"]] = kind == COUNTRY
    f[_F["capital"]] = kind == CAPITAL
    f[_F["admin1"]] = kind == ADMIN1
    f[_F["admin2"]] = kind == ADMIN2
    f[_F["continent"]] = kind == KIND["continent"]
    f[_F["region"]] = kind == KIND["region"]
    f[_F["water"]] = kind == KIND["water"]
    f[_F["site"]] = (kind == KIND["site"]) | (kind == KIND["other"])
    f[_F["size"]] = np.where(town, size, 0) / 10
    f[_F["size_admin"]] = np.where((kind == ADMIN1) | (kind == ADMIN2), size, 0) / 10
    f[_F["size_country"]] = np.where(kind == COUNTRY, size, 0) / 10
    f[_F["alternate"]] = how == 1
    f[_F["historic"]] = (how == 2) | (how == 4)
    f[_F["abbreviation"]] = how == ABBREVIATION
    f[_F["demonym"]] = how == DEMONYM
    largest = np.maximum.reduceat(np.where(town, size, 0.0), start_of) if len(groups) else np.zeros(0)
    behind = largest[group_of] - size
    f[_F["largest"]] = town & (behind <= 0) & (size > 0)
    f[_F["behind_largest"]] = np.where(town, np.minimum(behind, 8.0), 0.0) / 10
    read = text[:_READ]
    words = _WORD.findall(read)
    said = _said_countries(gazetteer, words, groups)
    held = {h for g in groups for h in g.strict}
    said1 = {p for g in groups for p, _ in g.postings[:2] if c["kind"][p] == ADMIN1}
    f[_F["country_said"]] = _among(country, said)
    f[_F["country_said"], (country == 0) | (kind == COUNTRY)] = 0
    f[_F["admin1_said"]] = _among(admin1, said1)
    f[_F["names_container"]] = _among(index, held)
    for place_of in filter(None, (home.outlet, home.dateline)):
        found, _, _ = readings(gazetteer, place_of)
        if found:
            p = found[0][0]
            f[_F["home_country"]] = np.maximum(f[_F["home_country"]], (country == c["country"][p]) & (country > 0))
            around = c["admin1"][p] if c["kind"][p] != ADMIN1 else p
            if around != NONE16:
                f[_F["home_admin1"]] = np.maximum(f[_F["home_admin1"]], admin1 == around)
    lands = [g.postings[0][1] == 0 and c["kind"][g.postings[0][0]] == COUNTRY for g in groups]
    f[_F["among_countries"]] = np.where(kind == COUNTRY, (min(4, sum(lands)) - 1) / 3, 0.0)
    # "Russia" is hardly the town of 600 people in Ohio; "Lebanon" may be the one in Pennsylvania.
    of_land = np.where((kind == COUNTRY) & (how == 0), size, 0.0)
    larger = np.maximum.reduceat(of_land, start_of)[group_of] - size if len(groups) else size
    f[_F["named_as_country"]] = np.where((kind >= ADMIN2) & (larger > 0), (larger / 10) ** 2, 0.0)
    style = national_style(read, words)
    if style:
        local = (kind >= ADMIN1) & (country > 0)
        # A report that names countries is no piece of local news.
        abroad = sum(gazetteer.countries[x] not in style for x in said)
        shares = np.zeros(len(gazetteer.countries))
        for code, share in style.items():
            shares[gazetteer.countries.index(code)] = share / (1 + abroad)
        f[_F["style"]] = np.where(local, shares[country], 0.0)
        f[_F["style_elsewhere"]] = np.where(local, shares.max() - shares[country], 0.0)
    _beside(gazetteer, groups, table, f, hows)
    return groups, table, np.ascontiguousarray(f.T), hows


def _among(values: npt.NDArray[np.int64], wanted: set[int]) -> npt.NDArray[np.bool_]:
    """Which of the values are among the wanted."""
    if not wanted:
        return np.zeros(len(values), dtype=bool)
    found: npt.NDArray[np.bool_] = (values[:, None] == np.array(sorted(wanted))).any(axis=1)
    return found


def _beside(gazetteer: Gazetteer, groups: list[Group], table: Table, f: Floats, hows: list[int]) -> None:
    """Fill in what each group says of its candidates: spelling, containers, kinds, namesakes that hold one another."""
    place, kind, country = table.place.tolist(), table.kind.tolist(), table.country.tolist()
    firsts, seconds = table.admin1.tolist(), table.admin2.tolist()
    starts = table.starts.tolist()
    ends = [*starts[1:], len(place)]
    # Gathered in lists: single cells of an array are slow to write.
    columns: dict[str, list[float]] = {name: [0.0] * len(place) for name in _BESIDE}
    for k, group in enumerate(groups):
        rows = range(starts[k], ends[k])
        wanted = _SAID.get(group.kind)
        loose = group.loose - group.strict
        spelling = re.sub(r"['’]s?$", "", group.surface)
        own = set(place[starts[k] : ends[k]])
        spelt = {place[r] for r in rows if hows[r] == 0 and gazetteer.name(place[r]) == spelling}
        holders = {x for r in rows for x in (firsts[r], seconds[r]) if x >= 0}
        capitals = [r for r in rows if kind[r] == CAPITAL]
        for r in rows:
            # "Kandahār" in "Kandahar" is the same spelling: only the sources differ.
            if hows[r] == 0 and not spelt.isdisjoint((place[r], firsts[r], seconds[r])):
                columns["same_spelling"][r] = 1.0
            # Without "state" beside it, "Washington" is rather the country's capital than the state called so.
            if kind[r] == ADMIN1 and any(firsts[x] != place[r] and country[x] == country[r] for x in capitals):
                columns["capital_elsewhere"][r] = 1.0
            if group.article and kind[r] not in (COUNTRY, ADMIN1):
                columns["article_town" if kind[r] >= ADMIN2 else "article_area"][r] = 1.0
            if place[r] in holders:
                columns["holds_namesake"][r] = 1.0
            if firsts[r] in own or seconds[r] in own:
                columns["in_namesake"][r] = 1.0
            if group.strict:
                inner = inside(gazetteer, place[r], group.strict)
                columns["in_container" if inner else "out_of_container"][r] = 1.0
            elif loose and inside(gazetteer, place[r], loose):
                columns["in_loose_container"][r] = 1.0
            if wanted:
                columns["kind_said" if kind[r] in wanted else "kind_not_said"][r] = 1.0
    for name, values in columns.items():
        f[_F[name]] = values


_BESIDE = (
    "same_spelling", "capital_elsewhere", "article_town", "article_area", "holds_namesake", "in_namesake",
    "in_container", "out_of_container", "in_loose_container", "kind_said", "kind_not_said",
)  # fmt: skip
