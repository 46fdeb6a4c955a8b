"""The table of candidates that the ranker weighs: where each lies, how it bears the name, what speaks for it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from onrecord.places.gazetteer import HOWS, KINDS, NONE16, POPULATION_STEP, Gazetteer
from onrecord.places.name_groups import (
    ADMIN1,
    ADMIN2,
    AREAS,
    CAPITAL,
    CITY,
    COUNTRY,
    KIND,
    POSSESSIVE,
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


def _fixed_features() -> Floats:
    """Features that the kind of a place and how it bears the name settle; shape (kinds x hows, features)."""
    table = np.zeros((len(KINDS), len(HOWS), len(ALONE)))
    for name in ("country", "capital", "admin1", "admin2", "continent", "region", "water"):
        table[KIND[name], :, _F[name]] = 1
    table[[KIND["site"], KIND["other"]], :, _F["site"]] = 1
    table[CITY:, :, _F["size"]] = 1
    table[[ADMIN1, ADMIN2], :, _F["size_admin"]] = 1
    table[COUNTRY, :, _F["size_country"]] = 1
    for number, name in enumerate(HOWS):
        feature = {"alternate": "alternate", "historic": "historic", "nickname": "historic",
                   "abbreviation": "abbreviation", "demonym": "demonym"}.get(name)  # fmt: skip
        if feature:
            table[:, number, _F[feature]] = 1
    # "Britain", "Burma", "Palestine": another name of a country is as good as its own.
    table[COUNTRY, HOWS.index("alternate"), _F["alternate"]] = 0
    return table.reshape(-1, len(ALONE))


_FIXED = _fixed_features()
_WORD = re.compile(r"[A-Za-z£₦À-ž]+(?:['’-][a-z]+)?")
_READ = 20_000  # characters of a text whose words are looked through


@dataclass(frozen=True, slots=True)
class Home:
    """What is known of the article beforehand: where its outlet sits and where it was filed, as places' names."""

    outlet: str | None = None
    dateline: str | None = None


def _said_countries(gazetteer: Gazetteer, words: set[str], groups: list[Group]) -> set[int]:
    """Numbers of the countries that a text of these words names, by name or by people."""
    found = {
        gazetteer.columns["country"][p]
        for g in groups
        for p, _ in g.postings[:1]
        if gazetteer.columns["kind"][p] == COUNTRY
    }
    demonyms = _demonyms(gazetteer)
    return found | {demonyms[w] for w in demonyms.keys() & words}


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
    before = [-1] * len(groups)
    for a, b in itertools.pairwise(order):
        before[b] = a
    table = Table(
        group_of, index, views["lat"][index].astype(np.float64), views["lon"][index].astype(np.float64), country, kind,
        admin1, admin2, start_of, np.array([g.weight for g in groups]), np.array(before, dtype=np.int64),
    )  # fmt: skip
    # A row a feature while they are filled in; those of kind and how alone are looked up.
    f = np.ascontiguousarray(_FIXED[kind * len(HOWS) + how].T)
    size = views["population"][index] / POPULATION_STEP
    town = kind >= CITY
    is_country = f[_F["country"]] > 0
    f[_F["size"] : _F["size_country"] + 1] *= size
    f[_F["size"] : _F["size_country"] + 1] /= 10
    if groups:
        # "Russia" is hardly the town of 600 people in Ohio; "Lebanon" may be the one in Pennsylvania.
        of_town, of_land = np.where(town, size, 0.0), np.where(is_country & (how <= 1), size, 0.0)
        largest, larger = np.maximum.reduceat(np.stack((of_town, of_land)), start_of, axis=1)[:, group_of] - size
        f[_F["largest"]] = town & (largest <= 0) & (size > 0)
        f[_F["behind_largest"]] = np.where(town, np.minimum(largest, 8.0), 0.0) / 10
        f[_F["named_as_country"]] = np.where((kind >= ADMIN2) & (larger > 0), (larger / 10) ** 2, 0.0)
    read = text[:_READ]
    words = _WORD.findall(read)
    vocabulary = set(words)
    said = _said_countries(gazetteer, vocabulary, groups)
    held = {h for g in groups for h in g.strict}
    said1 = {p for g in groups for p, _ in g.postings[:2] if c["kind"][p] == ADMIN1}
    f[_F["country_said"]] = _among(country, said)
    f[_F["country_said"], (country == 0) | is_country] = 0
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
    f[_F["among_countries"]] = np.where(is_country, (min(4, sum(lands)) - 1) / 3, 0.0)
    style = national_style(read, words, vocabulary)
    if style:
        local = (kind >= ADMIN1) & (country > 0)
        # A report that names countries is no piece of local news.
        abroad = sum(gazetteer.countries[x] not in style for x in said)
        shares = np.zeros(len(gazetteer.countries))
        for code, share in style.items():
            shares[gazetteer.country_number[code]] = share / (1 + abroad)
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
    # Gathered as (feature, row): single cells of an array are slow to write.
    features: list[int] = []
    cells: list[int] = []

    def mark(name: str, marked: list[int]) -> None:
        features.extend([_F[name]] * len(marked))
        cells.extend(marked)

    for k, group in enumerate(groups):
        rows = range(starts[k], ends[k])
        spelling = POSSESSIVE.sub("", group.surface).encode("utf-8")
        own = set(place[starts[k] : ends[k]])
        spelt = {place[r] for r in rows if hows[r] == 0 and gazetteer.is_called(place[r], spelling)}
        if spelt:
            # "Kandahār" in "Kandahar" is the same spelling: only the sources differ.
            same = [
                r for r in rows if hows[r] == 0 and (place[r] in spelt or firsts[r] in spelt or seconds[r] in spelt)
            ]
            mark("same_spelling", same)
        # Without "state" beside it, "Washington" is rather the country's capital than the state called so.
        capitals = [r for r in rows if kind[r] == CAPITAL]
        for r in rows if capitals else ():
            if kind[r] == ADMIN1 and any(firsts[x] != place[r] and country[x] == country[r] for x in capitals):
                mark("capital_elsewhere", [r])
        if group.article:
            mark("article_town", [r for r in rows if kind[r] >= ADMIN2])
            mark("article_area", [r for r in rows if kind[r] < ADMIN2 and kind[r] not in (COUNTRY, ADMIN1)])
        held = [r for r in rows if firsts[r] in own or seconds[r] in own]
        if held:
            mark("in_namesake", held)
            holders = {firsts[r] for r in held} | {seconds[r] for r in held}
            mark("holds_namesake", [r for r in rows if place[r] in holders])
        loose = group.loose - group.strict
        if group.strict:
            inner = [r for r in rows if inside(gazetteer, place[r], group.strict)]
            mark("in_container", inner)
            mark("out_of_container", sorted(set(rows).difference(inner)))
        elif loose:
            mark("in_loose_container", [r for r in rows if inside(gazetteer, place[r], loose)])
        if wanted := _SAID.get(group.kind):
            mark("kind_said", [r for r in rows if kind[r] in wanted])
            mark("kind_not_said", [r for r in rows if kind[r] not in wanted])
    f[features, cells] = 1.0
