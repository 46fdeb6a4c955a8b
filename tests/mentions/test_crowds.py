"""Parties, peoples, believers and crowds in the plural are group actors; names of one family are kept apart."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from onrecord.actors import resolve_actors
from onrecord.language import LanguageModel
from onrecord.mentions import find_mentions
from onrecord.record import Actor, Mention


@cache
def model() -> LanguageModel:
    return LanguageModel.load()


def read(text: str) -> tuple[list[Mention], list[Actor]]:
    """Mentions and actors of paragraphs parted by an empty line."""
    spans, at = [], 0
    for part in text.split("\n\n"):
        spans.append((at, at + len(part)))
        at += len(part) + 2
    reading = model().read(text, spans)
    mentions = find_mentions(reading)
    return mentions, resolve_actors(reading, mentions, published=date(2016, 10, 1))


def actor_of(text: str, mention: str) -> Actor | None:
    """The actor of the last mention of these words."""
    mentions, actors = read(text)
    wanted = [m.actor for m in mentions if m.text == mention]
    return next((a for a in actors if wanted and a.id == wanted[-1]), None)


# Text, words of the mention, code of its actor.
CROWDS = [
    ("Republicans said the bill was dead.", "Republicans", "USAPTY"),
    ("The bill failed. Democrats disagreed with the count.", "Democrats", "USAPTY"),
    ("Senate Republicans said no.", "Senate Republicans", "USAPTY"),
    ("Some conservatives complained.", "Some conservatives", "PTY"),
    ("Mexicans say the dam is an insult.", "Mexicans", "MEXCVL"),
    ("Many Americans told the paper they were tired.", "Many Americans", "USACVL"),
    ("Muslims complained about the order.", "Muslims", "REL"),
    ("Catholics said so too.", "Catholics", "REL"),
    ("Voters said they wanted change.", "Voters", "CVL"),
    ("Critics argued the plan was costly.", "Critics", "UNK"),
    ("Supporters cheered.", "Supporters", "CVL"),
    ("Harlan's allies said he was well.", "Harlan's allies", "UNK"),
]


@pytest.mark.parametrize(("text", "mention", "code"), CROWDS)
def test_plurals_are_group_actors(text: str, mention: str, code: str) -> None:
    actor = actor_of(text, mention)
    assert actor is not None
    assert (actor.type, actor.code) == ("group", code)


# Text, words of the mention (the last of these), name of its actor.
NAMES = [
    ("Brenn accused Hask\n\nOskar Brenn spoke. Peter Hask said nothing.", "Brenn", "Oskar Brenn"),
    ("Brenn accused Hask\n\nOskar Brenn spoke. Peter Hask said nothing.", "Hask", "Peter Hask"),
    (
        "Oskar Brenn spoke on Monday. The Brenn Foundation paid the bill. Brenn said it was legal.",
        "Brenn",
        "Oskar Brenn",
    ),
    ("Oskar Brenn spoke on Monday. Maria Brenn said her father was right.", "Maria Brenn", "Maria Brenn"),
    ("Oskar Brenn spoke. Brenn left. Maria Brenn said her father was right.", "Maria Brenn", "Maria Brenn"),
    ("Oskar Brenn spoke. Brenn left. Maria Brenn said her father was right.", "Brenn", "Oskar Brenn"),
]


@pytest.mark.parametrize(("text", "mention", "name"), NAMES)
def test_a_name_is_its_own_persons(text: str, mention: str, name: str) -> None:
    actor = actor_of(text, mention)
    assert actor is not None
    assert actor.name == name


@pytest.mark.parametrize("name", ["Thomas Sam", "Rosa Thomas"])
def test_the_articles_own_person_goes_before_an_official_of_the_tables(name: str) -> None:
    _, actors = read(f"{name} died on Monday. Thomas' sister said she was sad.")
    assert [a.name for a in actors if "JUD" in a.sectors] == []


def test_an_official_named_in_full_keeps_the_office() -> None:
    _, actors = read("Justice Clarence Thomas wrote the opinion. Justice Thomas spoke later.")
    assert [a.code for a in actors if "Thomas" in a.name] == ["USAJUD"]
