"""Build the actor tables that come from public data: countries, leaders, armed groups, and first-level divisions.

    python training/build_actors.py [--data ../shared/data]

Writes countries.tsv, leaders.tsv, groups.tsv and divisions.tsv into onrecord/actors/tables, sorted, so that the
same data
gives the same bytes. The other tables there are written by hand. Leaders come from the CC0 files only.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

TABLES = Path(__file__).resolve().parents[1] / "onrecord" / "actors" / "tables"
LEFT_OUT_NAMES = {
    "Dilmun",
    "Tylos",
    "Awal",
    "Mishmahig",
    "Pleasant Island",
    "Congo",
    "Palestine",
    "Hospitallers",
    "CH",
    "CAR",
    "Ducie",
    "Henderson",
    "Ascension",
}
"""Former or partial names that mean something else in the news."""

LEFT_OUT_CAPITALS = {
    "Adamstown",
    "Douglas",
    "George Town",
    "Hamilton",
    "Jamestown",
    "Plymouth",
    "Saint John's",
    "San Juan",
    "Stanley",
    "Victoria",
    "West Island",
}
"""Capitals of small lands whose name is far oftener a person's or another town's: who says so is no government."""


def rows(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def plain(text: str | None) -> list[str]:
    """The names in a factbook field, without its notes and brackets."""
    if not text:
        return []
    text = re.sub(r"\([^)]*\)|\[[^\]]*\]", "", text)
    parts = re.split(r";|,|\bor\b", text)
    return [
        p.strip(" *") for p in parts if p.strip(" *") and "note" not in p and "former" not in p and p.strip() != "the"
    ]


def demonyms(c: dict[str, Any]) -> set[str]:
    """Adjectives and nouns of a people: "Afghan(s)" gives Afghan, Afghans."""
    out: set[str] = set()
    for field in ("noun", "adjective"):
        raw = (c["demonym"] or {}).get(field) or ""
        raw = raw.split("note")[0]
        plural = "(s)" in raw
        for w in plain(raw.replace("(s)", "")):
            if w[:1].isupper() and len(w) > 2:
                out.add(w)
                if plural and field == "noun":
                    out.add(w + "s")
    return out


def countries(data: Path) -> list[str]:
    """Lines `iso3, kind (short|name|people|capital), word, wikidata`; territories without an ISO code are left out."""
    out = []
    for c in rows(data / "actors" / "countries.jsonl"):
        iso = c["iso3"]
        if not iso or c["part_of"]:
            continue
        n = c["names"]
        names: list[str] = []
        for key in ("short", "long", "un", "cldr", "iso", "abbreviation", "former"):
            names += plain(n.get(key))
        names += [x.removeprefix("The ") for x in names if x.startswith("The ")]
        names = [x.replace("&", "and") for x in names] + [x for x in names if "&" in x]
        seen: set[str] = set()
        short = plain(n.get("cldr")) or plain(n.get("short"))
        if short:
            out.append(f"{iso}\tshort\t{short[0].replace('&', 'and')}\t{c['wikidata'] or '-'}")
        # Two letters that are no ordinary word ("UK") are kept by hand in names_extra.tsv.
        for name in names:
            if len(name) > 2 and name not in LEFT_OUT_NAMES and name not in seen and name[0].isupper():
                seen.add(name)
                out.append(f"{iso}\tname\t{name}\t{c['wikidata'] or '-'}")
        for w in sorted(demonyms(c)):
            out.append(f"{iso}\tpeople\t{w}\t{c['wikidata'] or '-'}")
        capital = (c["capital"] or {}).get("name") or ""
        for w in plain(re.split(r";|note", capital)[0]) if "no official" not in capital else []:
            if not w.startswith("D.C") and w not in LEFT_OUT_CAPITALS and (iso, w) != ("NFK", "Kingston"):
                out.append(f"{iso}\tcapital\t{w}\t{c['wikidata'] or '-'}")
    return sorted(set(out))


def leaders(data: Path) -> list[str]:
    """Lines `name, family name, iso3, role, since, until, wikidata, source`."""
    actors = data / "actors"
    by_qid = {c["wikidata"]: c["iso3"] for c in rows(actors / "countries.jsonl") if c["wikidata"] and c["iso3"]}
    out = set()
    independent = {
        c["iso3"] for c in rows(actors / "countries.jsonl") if c["independent"] == "Yes" and not c["part_of"]
    }
    independent |= {"XKX", "PSE", "TWN"}
    # A king of several realms, or a president who also heads territories, is listed under his own state.
    home = {"Charles III": "GBR", "Emmanuel Macron": "FRA", "Harald V of Norway": "NOR", "Frederik X of Denmark": "DNK"}
    for r in rows(actors / "leaders-factbook.jsonl"):
        if (
            home.get(next((k for k in home if r["name"] and k in r["name"]), ""), r["iso3"]) != r["iso3"]
            or r["iso3"] not in independent
        ):
            continue
        if r["iso3"] and r["name"] and r["name"].lower() != "vacant":
            out.add(
                (
                    r["name"],
                    r["family_name"] or "-",
                    r["iso3"],
                    r["title"] or "-",
                    r["since"] or "",
                    "",
                    "-",
                    "factbook",
                )
            )
    for r in rows(actors / "leaders-us-executive.jsonl"):
        role = "President" if r["office"] == "president" else "Vice President"
        out.add(
            (
                r["name"],
                r["family_name"],
                "USA",
                role,
                r["start"] or "",
                r["end"] or "",
                r["wikidata"] or "-",
                "us-executive",
            )
        )
    for r in rows(actors / "leaders-wikidata-2021.jsonl"):
        iso = by_qid.get(r["country_wikidata"])
        if iso and "co-prince" not in r["position"].lower():
            role = re.split(r"\s+(?:of|to)\s+", r["position"])[0]
            since, until = (str(r[k] or "") for k in ("start_year", "end_year"))
            out.add(
                (r["name"], "-", iso, role[0].upper() + role[1:], since, until, r["wikidata"] or "-", "wikidata-2021")
            )
    return ["\t".join(r) for r in sorted(out)]


def groups(data: Path) -> list[str]:
    """Lines `name, aliases, country, sectors`; a group found in three countries or more belongs to none (IMG)."""
    found: dict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for r in rows(data / "actors" / "armed-groups-factbook.jsonl"):
        if re.search(r"Islamic State|ash-Sham|Revolutionary Guard", r["name"]):
            continue  # the branches of IS and the Guards are in organizations.tsv
        name = re.split(r"/| - |-People's", r["name"])[0]
        aliases, lands = found[name]
        aliases.update(a for a in r["aliases"] if len(a) > 2)
        lands.update(r["countries"])
    out = []
    for name, (aliases, lands) in sorted(found.items()):
        home = next(iter(lands)) if len(lands) == 1 else "IMG"
        crime = bool(re.search(r"Cartel|Mara|Lobos|Choneros|Aragua|Grif|Viv|Familia|New Family", name))
        out.append(f"{name}\t{'; '.join(sorted(aliases)) or '-'}\t{home}\t{'CRM' if crime else 'REB'}")
    return out


def divisions(data: Path) -> list[str]:
    """Lines `name, iso3` of first-level divisions whose name belongs to one country only and is no plain English
    word.
    """
    iso3 = {}
    for line in (data / "geo" / "geonames" / "countryInfo.txt").read_text(encoding="utf-8").split("\n"):
        cells = line.split("\t")
        if len(cells) > 5 and not line.startswith("#"):
            iso3[cells[0]] = cells[1]
    where: dict[str, set[str]] = defaultdict(set)
    for line in (data / "geo" / "geonames" / "admin1CodesASCII.txt").read_text(encoding="utf-8").split("\n"):
        cells = line.split("\t")
        if len(cells) > 2:
            land = iso3.get(cells[0].split(".")[0])
            if land:
                for name in {cells[1], cells[2]}:
                    where[name].add(land)
    bad = re.compile(r"^((North|South|East|West)(ern)?|Central|Capital|Center|Centre|Union|La Union|.* Region)$")
    return [
        f"{n}\t{next(iter(v))}" for n, v in sorted(where.items()) if len(v) == 1 and len(n) > 3 and not bad.match(n)
    ]


def write(name: str, head: str, lines: list[str]) -> None:
    """One table with its comment on source and licence."""
    (TABLES / name).write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{name}: {len(lines)} rows")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    data = parser.parse_args().data
    fact = "factbook/factbook.json (CC0, from the CIA World Factbook)"
    write(
        "countries.tsv",
        f"# Names, peoples and capitals. Source: {fact}; codes: datasets/country-codes (PDDL). "
        "Built by training/build_actors.py.\n# iso3, kind (short|name|people|capital), word, wikidata\n",
        countries(data),
    )
    write(
        "leaders.tsv",
        f"# Heads of state and government. Sources: {fact}; unitedstates/congress-legislators (CC0); Wikidata (CC0).\n"
        "# Built by training/build_actors.py. name, family name, iso3, role, since, until, wikidata, source; "
        "empty until: in office or unknown\n",
        leaders(data),
    )
    write(
        "groups.tsv",
        f"# Armed groups. Source: {fact}. Built by training/build_actors.py.\n# name, aliases, country, sectors\n",
        groups(data),
    )
    write(
        "divisions.tsv",
        "# First-level divisions with an unambiguous name. Source: GeoNames (CC BY 4.0, geonames.org). "
        "Built by training/build_actors.py.\n# name, iso3\n",
        divisions(data),
    )


if __name__ == "__main__":
    main()
