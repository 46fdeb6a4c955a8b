"""Bodies known by a common word or by a few letters at home alone, from home_bodies.tsv: Labor, the Nationals, PNM."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.actors.tables.read_tables import listed, sectors_of, table


@dataclass(frozen=True, slots=True)
class HomeBody:
    """What a common word names in the press of one country."""

    words: frozenset[str]
    country: str
    name: str
    sectors: tuple[str, ...]
    wikidata: str | None


def _read() -> dict[str, list[HomeBody]]:
    out: dict[str, list[HomeBody]] = {}
    for _, (country, sectors, name, words, wikidata) in table("home_bodies.tsv"):
        called = frozenset(listed(words))
        body = HomeBody(called, country, name, sectors_of(sectors), None if wikidata == "-" else wikidata)
        for word in sorted(called):
            out.setdefault(word, []).append(body)
    return out


HOME_BODIES: dict[str, list[HomeBody]] = _read()
"""The bodies that each word, folded, names in one country or another."""
