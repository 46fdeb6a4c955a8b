"""Countries by their codes, and the divisions of a country that a place lies in, as other data sets ask for them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.places.gazetteer import Gazetteer


@dataclass(frozen=True, slots=True)
class Country:
    """ISO 3166-1 codes of a country, and the UN M49 region it is in; empty where it has none."""

    alpha3: str
    alpha2: str
    numeric: str
    region: str


@cache
def countries() -> dict[str, Country]:
    """ISO 3166-1 alpha-3 -> country."""
    lines = (files("onrecord.export") / "countries.tsv").read_text(encoding="utf-8").splitlines()
    return {line[:3]: Country(*line.split("\t")) for line in lines if not line.startswith("#")}


@cache
def _gazetteer() -> tuple[Gazetteer, dict[int, int]]:
    """The gazetteer, and GeoNames id -> index in it."""
    # Only where a place is looked up: with it come the models' libraries, and the desk starts without them.
    from onrecord.places.gazetteer import embedded

    return embedded(), {id: index for index, id in enumerate(embedded().columns["geonames"]) if id}


@cache
def divisions(geonames: int | None) -> tuple[str | None, str | None]:
    """Names of the first and second division that a place of the gazetteer is or lies in; None where not known."""
    if not geonames:
        return None, None
    gazetteer, places = _gazetteer()
    index = places.get(geonames)
    if index is None:
        return None, None
    place = gazetteer.entry(index)
    first = index if place.kind == "admin1" else place.admin1
    second = index if place.kind == "admin2" else place.admin2
    return (
        None if first is None else gazetteer.name(first),
        None if second is None else gazetteer.name(second),
    )
