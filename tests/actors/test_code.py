"""How phrases are coded: phrases.tsv, which a codebook's reader can check and extend."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.actors import code_phrase
from onrecord.actors.tables.lexicon import shipped, words_of
from onrecord.actors.tables.read_tables import bodies_of, plural_of, same_body
from onrecord.actors.tables.senses import holders

LINES = (Path(__file__).parent / "phrases.tsv").read_text(encoding="utf-8").split("\n")
CASES = [x.split("\t") for x in LINES if x and not x.startswith("#")]


@pytest.mark.parametrize("case", CASES, ids=["|".join(c) for c in CASES])
def test_phrase(case: list[str]) -> None:
    phrase, land, sectors, *on = case
    got = code_phrase(phrase, date.fromisoformat(on[0]) if on else None)
    assert (got.country or got.bloc or "-", ",".join(got.sectors) or "-") == (land, sectors)


def test_evidence_names_words_and_table_row() -> None:
    got = code_phrase("Kenyan troops")
    assert got.code == "KENMIL"
    assert any("'Kenyan'" in e and ".tsv:" in e for e in got.evidence)
    assert any("'troops'" in e and "agents.tsv:" in e for e in got.evidence)


def test_short_names_are_read_in_capitals_only() -> None:
    assert code_phrase("who").bloc is None
    assert code_phrase("WHO").bloc == "UNO"
    assert code_phrase("us").country is None
    assert code_phrase("US").country == "USA"


def test_hint_gives_the_country_of_a_noun_without_one() -> None:
    assert code_phrase("Defense Minister", None, "DEU").code == "DEUGOVMIL"
    assert code_phrase("French Defense Minister", None, "DEU").country == "FRA"


@pytest.mark.parametrize(
    ("noun", "many"),
    [
        ("attorney general", "attorney generals"),
        ("city", "cities"),
        ("chief of police", "chiefs of police"),
        ("boss", "bosses"),
    ],
)
def test_regular_plurals(noun: str, many: str) -> None:
    assert plural_of(noun) == many


def test_possessive_stands_alone() -> None:
    assert words_of("Norway’s al-Noor party") == ["Norway", "'s", "al", "Noor", "party"]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_coded_without_error(text: str) -> None:
    got = code_phrase(text)
    assert got.country is None or len(got.country) == 3


def test_every_country_is_found_by_its_own_name() -> None:
    lexicon = shipped()
    # Guam or Western Sahara, regions or disputed in our tables, take the controlling state.
    own = [
        (iso, name)
        for iso, name in sorted(lexicon.names.items())
        if lexicon.get(name) and lexicon.get(name)[0].kind == "country"
    ]
    wrong = [(iso, name) for iso, name in own if code_phrase(name).country not in (iso, None)]
    assert wrong == []


HOLDERS = [
    ("RUS", "foreign minister", "2018-02-20", "Sergei Lavrov"),
    ("PAK", "Foreign Minister", "2018-02-20", "Khawaja Muhammad Asif"),
    ("IND", "External Affairs Minister", "2007-03-01", "Pranab Mukherjee"),
    ("DEU", "chancellor", "2009-02-20", "Angela Merkel"),
    ("USA", "secretary of defense", "2018-02-20", "James Mattis"),
    ("PAK", "foreign minister", "1990-01-01", None),
]


@pytest.mark.parametrize(("country", "role", "on", "name"), HOLDERS)
def test_who_held_an_office(country: str, role: str, on: str, name: str | None) -> None:
    found = holders(shipped(), country, role, on)
    assert (found[0].name if found else None) == name


def test_a_row_of_several_bodies_names_each() -> None:
    assert dict(reversed(p) for p in bodies_of("Ay Party", "AP | Bee Party; BP | Cee", "-")) == {
        "Ay Party": "Ay Party", "AP": "Ay Party", "Bee Party": "Bee Party", "BP": "Bee Party", "Cee": "Cee",
    }  # fmt: skip
    assert same_body("Nord", "Nord News Agency")
    assert same_body("Party of the Dunes", "PD")
    assert not same_body("Nord", "Sud")


@pytest.mark.parametrize("phrase", ["a critic of Vladimir Putin", "a spokesman for Vladimir Putin"])
def test_who_is_named_behind_a_noun_is_somebody_else(phrase: str) -> None:
    code = code_phrase(phrase)
    assert (code.name, code.wikidata) == (None, None)
    assert code.role in ("critic", "spokesman")


def test_a_body_with_a_country_in_its_name_is_not_the_country() -> None:
    for phrase in ("Harvest USA Action", "Voices for Kenya", "Racing Kenya"):
        assert code_phrase(phrase).kind == "organization", phrase
    for phrase in ("neighbouring Iran", "Northern Syria", "South Sudan"):
        assert code_phrase(phrase).kind == "country", phrase


def test_a_deputy_is_not_whom_he_stands_in_for() -> None:
    assert code_phrase("the deputy foreign minister").role == "deputy foreign minister"
    assert code_phrase("an opposition deputy").role == "deputy"
