"""The embedded gazetteer: what it knows, how it is opened, folding of names."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.places.folding import fold
from onrecord.places.gazetteer import DEFAULT_PATH, Gazetteer, embedded, write
from tests.effort import effort

# name, kind, country, main name of the best-known place of that name and kind
KNOWN = [
    ("Kabul", "capital", "AFG"),
    ("Balkh", "admin1", "AFG"),
    ("Kiev", "capital", "UKR"),
    ("Bombay", "city", "IND"),
    ("Saigon", "city", "VNM"),
    ("Leningrad", "city", "RUS"),
    ("Burma", "country", "MMR"),
    ("Ivory Coast", "country", "CIV"),
    ("Calif.", "admin1", "USA"),
    ("Ala.", "admin1", "USA"),
    ("Ont.", "admin1", "CAN"),
    ("NSW", "admin1", "AUS"),
    ("the Hague", "city", "NLD"),
    ("Tahrir Square", "site", "EGY"),
    ("Capitol Hill", "site", "USA"),
    ("Central Asia", "region", None),
    ("the Sahel", "region", None),
    ("West Bank", "region", "PSE"),
    ("Donbas", "region", "UKR"),
    ("Strait of Hormuz", "water", None),
    ("Nile", "water", None),
    ("Hindu Kush", "other", None),
    ("Africa", "continent", None),
    ("Pointe Coupee", "admin2", "USA"),
    ("Kattegat", "water", None),
    ("Granite State", "admin1", "USA"),
    ("the Hamptons", "region", "USA"),
    ("Jordan Valley", "region", None),
    ("Czechoslovakia", "region", None),
    ("Essequibo", "region", "GUY"),
    ("Rojava", "region", "SYR"),
    ("Tal Afar", "city", "IRQ"),
    ("Hadramawt", "admin1", "YEM"),
    ("Lachin Corridor", "region", "AZE"),
]


@pytest.mark.parametrize(("name", "kind", "country"), KNOWN)
def test_known(name: str, kind: str, country: str | None) -> None:
    assert (kind, country) in {(m.entry.kind, m.entry.country) for m in embedded().lookup(name)}


def test_unknown() -> None:
    assert embedded().lookup("Qwertzuiop") == []
    assert not embedded().knows("")


@pytest.mark.parametrize(
    ("name", "code"), [("AFG", "AFG"), ("Afghanistan", "AFG"), ("UK", "GBR"), ("Holland", "NLD"), ("Kosovo", "XKX")]
)
def test_countries(name: str, code: str) -> None:
    found = embedded().country(name)
    assert found is not None
    assert found.country == code


def test_capitals_and_peoples() -> None:
    assert embedded().capital_of("Islamabad") == "PAK"
    assert embedded().capital_of("Karachi") is None
    assert embedded().demonym("Afghans") == "AFG"
    assert embedded().demonym("Kabul") is None


def test_every_country_has_a_point_on_the_earth() -> None:
    first, last = embedded().meta["country_range"]
    for index in range(first, last):
        entry = embedded().entry(index)
        assert entry.kind == "country"
        assert -90 <= entry.lat <= 90
        assert -180 <= entry.lon <= 180


def test_is_small_and_opens_without_reading_its_places() -> None:
    assert DEFAULT_PATH.stat().st_size < 30_000_000
    assert effort(Gazetteer) < 2_000


def test_spellings_meet() -> None:
    assert fold("Saint-Étienne") == fold("St. Etienne") == "st etienne"
    assert fold("The Gambia") == fold("Gambia")
    assert fold("Sana‘a") == fold("Sana'a") == "sanaa"


@given(st.text(max_size=40))
def test_folding_is_stable_and_lookup_never_fails(name: str) -> None:
    assert fold(fold(name)) == fold(name)
    embedded().lookup(name)


def test_written_and_read_back(tmp_path: Path) -> None:
    path = tmp_path / "small.bin"
    columns: dict[str, Iterable[float]] = {
        "lat": [1.5], "lon": [-2.5], "geonames": [7], "admin1": [0xFFFF], "admin2": [0xFFFF], "country": [1],
        "kind": [8], "population": [100], "radius": [10],
    }  # fmt: skip
    meta = {"countries": ["", "XYZ"], "country_range": [0, 0]}
    write(path, columns, ["Óne"], iter([("one", 0, 0)]), meta)
    found = Gazetteer(path).lookup("one")
    assert [(m.entry.name, m.entry.lat, m.entry.lon, m.entry.country, m.how) for m in found] == [
        ("Óne", 1.5, -2.5, "XYZ", "main")
    ]


def test_another_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "no.bin"
    path.write_bytes(b"not a gazetteer at all")
    with pytest.raises(ValueError, match="not a gazetteer"):
        Gazetteer(path)


PRESS = [
    ("Maarat al-Numan", "SYR"), ("Tel Abyad", "SYR"), ("Tell Abyad", "SYR"), ("Qamishli", "SYR"), ("Hawija", "IRQ"),
    ("Deir al-Balah", "PSE"), ("Marjah", "AFG"), ("Maungdaw", "MMR"), ("Jos Plateau", "NGA"), ("Old Bailey", "GBR"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "country"), PRESS)
def test_names_as_the_press_spells_them(name: str, country: str) -> None:
    assert [m.entry.country for m in embedded().lookup(name)][:1] == [country]


def test_countries_are_called_what_they_are_called() -> None:
    called = {code: embedded().country(code) for code in ("COD", "DOM", "VAT", "BES", "NLD")}
    assert [entry and entry.name for entry in called.values()] == [
        "Democratic Republic of the Congo", "Dominican Republic", "Vatican City", "Caribbean Netherlands",
        "Netherlands",
    ]  # fmt: skip
    assert called["BES"] is not None
    assert called["BES"].lat < 20
