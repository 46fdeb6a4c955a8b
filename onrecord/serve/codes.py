"""Codes in words: what an event type or sector means, what a country is called, when a TIMEX3 value is."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from importlib.resources import files

# Facets whose values are codes of countries.
OF_COUNTRIES = ("country", "actor_country", "other_country")
_PARTS = {"MO": "morning", "MI": "midday", "AF": "afternoon", "EV": "evening", "NI": "night", "DT": "daytime"}
_SEASONS = {"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter", "H1": "first half", "H2": "second half",
            "Q1": "first quarter", "Q2": "second quarter", "Q3": "third quarter", "Q4": "fourth quarter"}  # fmt: skip
_REFERENCES = {"PRESENT_REF": "now", "PAST_REF": "in the past", "FUTURE_REF": "in the future"}


@cache
def _codes() -> dict[tuple[str, str], str]:
    """Facet and code -> what it means."""
    package = files("onrecord")
    lines = (package / "serve/codes.tsv").read_text(encoding="utf-8").splitlines()
    found = {(facet, code): words for facet, code, words in (x.split("\t") for x in lines if not x.startswith("#"))}
    # Read as data: importing the actors room would load its tables.
    for line in (package / "actors/tables/countries.tsv").read_text(encoding="utf-8").splitlines():
        code, _, rest = line.partition("\t")
        kind, _, rest = rest.partition("\t")
        if kind == "short":
            found["country", code] = rest.partition("\t")[0]
    return found


def says(value: str | None, facet: str = "type") -> str:
    """What a code means; empty where it has no meaning beyond itself."""
    facet = "country" if facet in OF_COUNTRIES else "sector" if facet == "actor_sector" else facet
    return _codes().get((facet, value or ""), "")


def when(value: str | None) -> str:
    """A TIMEX3 value as a person writes it: 2018-02-20 evening, week of 2018-02-19. As it stands where it is plain."""
    value = value or ""
    if value in _REFERENCES:
        return _REFERENCES[value]
    if found := re.fullmatch(r"(\d{4})-W(\d{2})(-WE)?", value):
        try:
            monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
            return f"week of {monday}" if not found[3] else f"weekend of {monday.fromordinal(monday.toordinal() + 5)}"
        except ValueError:
            return value
    if found := re.fullmatch(r"(\d{4}-\d{2}-\d{2})T([A-Z]{2})", value):
        return f"{found[1]} {_PARTS.get(found[2], found[2])}"
    if found := re.fullmatch(r"(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}(:\d{2})?)(.*)", value):
        return f"{found[1]} {found[2]} {found[4]}".rstrip()
    if found := re.fullmatch(r"(\d{4})-([A-Z][A-Z0-9])", value):
        return f"{_SEASONS.get(found[2], found[2])} {found[1]}"
    if re.fullmatch(r"\d{3}", value):
        return f"{value}0s"
    return value
