"""Ordering and numbering the places of the gazetteer, and writing its file."""

from __future__ import annotations

import math
from collections import defaultdict
from pathlib import Path
from typing import Protocol

from onrecord.places.folding import fold
from onrecord.places.gazetteer import HOWS, KINDS, NONE16, POPULATION_STEP, RADIUS_STEP, pack_size, write
from training.gazetteer_draft import Draft
from training.gazetteer_sources import rows

TABLES = Path(__file__).resolve().parents[1] / "onrecord" / "places" / "tables"


class Built(Protocol):
    """What the builder has put together."""

    tables: Path
    iso3: dict[str, str]
    countries: dict[str, Draft]
    first: dict[str, Draft]
    second: dict[str, Draft]
    towns: list[Draft]
    others: list[Draft]
    demonyms: list[tuple[str, str]]


def write_gazetteer(built: Built, path: Path) -> None:
    """Order the places, number them, write the file."""
    kinds = {k: i for i, k in enumerate(KINDS)}
    regions = sorted(built.others, key=lambda d: (kinds[d.kind], d.name))
    countries = sorted(built.countries.values(), key=lambda d: d.country)
    first = sorted(built.first.items())
    second = sorted(built.second.items())
    towns = sorted(built.towns, key=lambda d: (-d.population, d.geonames))
    drafts = [*regions, *countries, *(d for _, d in first), *(d for _, d in second), *towns]
    offset1 = len(regions) + len(countries)
    at1 = {code: offset1 + i for i, (code, _) in enumerate(first)}
    at2 = {code: offset1 + len(first) + i for i, (code, _) in enumerate(second)}
    assert offset1 + len(first) + len(second) < NONE16
    assert len(drafts) < 1 << 20
    names3 = ["", *sorted(set(built.iso3.values()))]
    number = {c: i for i, c in enumerate(names3)} | {k: names3.index(v) for k, v in built.iso3.items()}
    weight = {
        "continent": 22,
        "country": 20,
        "region": 14,
        "water": 14,
        "site": 12,
        "other": 12,
        "admin1": 3,
        "admin2": -2,
        "city": 0,
        "capital": 2,
    }
    importance = [
        weight[d.kind] + math.log1p(d.population) * (0.3 if d.kind in ("country", "continent") else 1) for d in drafts
    ]
    called: list[tuple[str, float, int, int]] = []
    for i, draft in enumerate(drafts):
        for key, how in draft.names.items():
            called.append((key, -importance[i], i, how))
    by_country = {d.country: offset1 - len(countries) + i for i, d in enumerate(countries)}
    demonyms = {(fold(word), by_country[c]) for word, c in built.demonyms if c in by_country}
    for row in rows(TABLES / "demonyms.tsv"):
        demonyms.add((fold(row[0]), by_country[row[1]]))
    called += [(key, 50 - importance[i], i, HOWS.index("demonym")) for key, i in demonyms]
    called.sort()
    write(
        path,
        {
            "lat": [d.lat for d in drafts],
            "lon": [d.lon for d in drafts],
            "geonames": [d.geonames for d in drafts],
            "admin1": [
                at1.get(d.admin1, NONE16) if d.kind in ("admin2", "city", "capital") else NONE16 for d in drafts
            ],
            "admin2": [at2.get(d.admin2, NONE16) for d in drafts],
            "country": [number[d.country] for d in drafts],
            "kind": [kinds[d.kind] for d in drafts],
            "population": [pack_size(d.population, POPULATION_STEP) for d in drafts],
            "radius": [pack_size(d.radius, RADIUS_STEP) for d in drafts],
        },
        [d.name for d in drafts],
        ((key, i, how) for key, _, i, how in called),
        {
            "countries": names3,
            "country_range": [len(regions), offset1],
            "neighbours": neighbours(built),
            "demonyms": one_word_demonyms(built.demonyms),
            "sources": "GeoNames (CC BY 4.0), iso3166-2 (MIT), CIA World Factbook (public domain), "
            "onrecord's own tables",
        },
        [code for code, _ in first],
    )
    counts: dict[str, int] = defaultdict(int)
    for d in drafts:
        counts[d.kind] += 1
    print(f"{path}: {path.stat().st_size / 1e6:.1f} MB, {len(drafts)} places {dict(counts)}, {len(called)} names")


def one_word_demonyms(demonyms: list[tuple[str, str]]) -> dict[str, str]:
    """Country by the one-word demonyms that belong to one country, as they are written."""
    said: dict[str, set[str]] = defaultdict(set)
    for word, iso3 in [*demonyms, *((r[0], r[1]) for r in rows(TABLES / "demonyms.tsv"))]:
        if " " not in word:
            said[word].add(iso3)
    main = {r[0]: r[1] for r in rows(TABLES / "demonyms.tsv")}
    return {w: main.get(w) or min(c) for w, c in sorted(said.items()) if w in main or len(c) == 1}


def neighbours(built: Built) -> dict[str, list[str]]:
    """Which countries share a border (GeoNames)."""
    found = {}
    for r in rows(built.tables / "countryInfo.txt"):
        if r[0] in built.iso3 and r[17]:
            found[r[1]] = sorted(built.iso3[n] for n in r[17].split(",") if n in built.iso3)
    return found
