"""Hospitals, squares and offices, surnames, acronyms, outlets: what becomes a place and where it is put."""

from __future__ import annotations

import pytest

from onrecord.article.layout import Layout
from onrecord.language import LanguageModel
from onrecord.places import find_places
from onrecord.places.outlets import home_of
from onrecord.record import Place, Source


def found(text: str, outlet: str | None = None) -> dict[str, Place]:
    layout = Layout(Source(outlet=outlet))
    return {p.text: p for p in find_places(LanguageModel.load().read(text, [(0, len(text))]), [], layout).places}


def test_a_site_gets_the_point_of_the_town_beside_it() -> None:
    places = found("Nine wounded farmers were taken to Almarand Hospital in Herat.")
    site, town = places["Almarand Hospital"], places["Herat"]
    assert site.feature == "site"
    assert (site.lat, site.lon, site.country) == (town.lat, town.lon, "AFG")
    assert site.name is None
    assert site.confidence < town.confidence
    assert (site.radius_km or 0) >= 3


def test_a_site_without_a_town_has_no_point() -> None:
    places = found("Nine wounded farmers were taken to Almarand Hospital on Monday.")
    assert all(p.lat is None for p in places.values())


@pytest.mark.parametrize(
    ("text", "not_places"),
    [
        ("Officials in the EU and the AU agreed, AP reported from Lagos.", ["EU", "AU", "AP"]),
        ("Dorian Lewis won the race. Fans cheered Lewis for an hour.", ["Lewis", "Dorian Lewis"]),
        ("The Eastern bloc collapsed in 1989.", ["Eastern"]),
    ],
)
def test_no_places(text: str, not_places: list[str]) -> None:
    assert not [p for p in found(text).values() if p.text in not_places and p.lat is not None]


def test_a_surname_after_in_is_a_town() -> None:
    assert "Jackson" in found("Maria Jackson was arrested. She was held in Jackson, Mississippi.")


def test_the_outlet_says_which_town() -> None:
    text = "Police in Hyderabad arrested two men."
    assert found(text, "Dawn")["Hyderabad"].country == "PAK"
    assert found(text, "The Hindu")["Hyderabad"].country == "IND"


@pytest.mark.parametrize(("outlet", "home"), [("Daily Times", "Pakistan"), ("dawn", "Pakistan"), ("Reuters", None)])
def test_home_of(outlet: str, home: str | None) -> None:
    assert home_of(outlet) == home
    assert home_of(None) is None
