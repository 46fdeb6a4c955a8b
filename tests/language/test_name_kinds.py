"""The kind of a name: a table of names with their types."""

from __future__ import annotations

import pytest

from onrecord.language.conllu import from_conllu, to_conllu
from onrecord.language.name_kinds import kind_of
from onrecord.language.reading import Name, Reading, Sentence

CASES = [
    ("Tolsk International Airport", "place", "facility"),
    ("the Marrak Bridge", "place", "facility"),
    ("Vale Street", "place", "facility"),
    ("Route 9", "place", "facility"),
    ("I - 44", "place", "facility"),
    ("Kestrel Air Force Base", "place", "facility"),
    ("Marrak City Hall", "organization", "facility"),
    ("Wall Street", "place", ""),
    ("Marrak", "place", ""),
    ("Tower", "place", ""),
    ("Ines Castle", "person", ""),
    ("Ministry of Bridges", "organization", ""),
    ("World War II", "other", "event"),
    ("the Tolsk Summit", "other", "event"),
    ("World Cup 2030", "other", "event"),
    ("Hurricane Ines", "other", "event"),
    ("Battle of Tolsk", "other", "event"),
    ("Operation Steady Hand", "other", "event"),
    ("War Office", "organization", ""),
    ("F - 16", "other", "product"),
    ("MiG-29s", "other", "product"),
    ("Boeing 737", "other", "product"),
    ("Internet Explorer", "other", "product"),
    ("Boeing", "organization", ""),
    ("G - 20", "organization", ""),
    ("Harbour Safety Act", "other", "law"),
    ("Treaty of Tolsk", "other", "law"),
    ("Geneva Convention", "other", "law"),
    ("Office for the Protection of the Constitution", "organization", ""),
    ("Marrakis", "other", ""),
]


@pytest.mark.parametrize(("name", "type", "kind"), CASES)
def test_a_name_is_of_the_kind_that_its_words_tell(name: str, type: str, kind: str) -> None:
    assert kind_of(name.split(), type) == kind


@pytest.mark.parametrize("words", [["the"], ["'s"], ["2024"], ["-"], ["\ud800"]])
def test_odd_names_have_no_kind(words: list[str]) -> None:
    assert kind_of(words, "other") == ""


def test_kinds_go_to_conllu_and_back() -> None:
    words = ["Tolsk", "Airport", "fell"]
    text = "Tolsk Airport fell"
    names = [Name(0, 2, "place", kind="facility")]
    tags = (["NNP", "NNP", "VBD"], [1, 2, -1], ["compound", "nsubj", "root"])
    sentence = Sentence(0, 0, [0, 6, 14], [5, 13, 18], words, words, ["PROPN", "PROPN", "VERB"], *tags, names)
    written = to_conllu(Reading(text, [(0, 18)], [sentence]))
    assert written.count("NameKind=facility") == 1
    assert from_conllu(written).sentences[0].names == names
