"""Which words an article's mentions take in, and of what type they are: invented sentences."""

from __future__ import annotations

import pytest

from onrecord.language import LanguageModel
from onrecord.mentions import find_mentions

# Why, text, mentions that must be there with their type, words that no mention may consist of.
CASES: list[tuple[str, str, dict[str, str], list[str]]] = [
    (
        "a rank with a full stop belongs to the name",
        "“We are ready,” said Col. David C. Moore, the group's commander.",
        {"Col. David C. Moore": "person"},
        ["Col", "David C. Moore"],
    ),
    (
        "a nickname stands inside one name",
        'Brig. Gen. Paul "Tex" Cole led the inquiry.',
        {'Brig. Gen. Paul "Tex" Cole': "person"},
        ["Cole", "Tex"],
    ),
    (
        "a dotted nickname ends no sentence",
        "It was quiet, said Col. John “J.D.” Moore, a spokesman.",
        {"Col. John “J.D.” Moore": "person"},
        ["J.D.", "Moore"],
    ),
    (
        "a body's words side by side are one name",
        "Lt. Gen. Mark Dale, commander of Combined Joint Task Force - Operation Iron Shield, spoke in Baghdad.",
        {"Combined Joint Task Force - Operation Iron Shield": "organization"},
        ["Combined"],
    ),
    (
        "fighters of a body with a long name",
        "Islamic State of Iraq and the Levant fighters attacked Hadra on Monday.",
        {"Islamic State of Iraq and the Levant fighters": "group", "Islamic State of Iraq and the Levant": "group"},
        ["fighters"],
    ),
    (
        "a campaign against somebody is no body",
        "Officials said the campaign against the northern rebels is going well.",
        {"the northern rebels": "group"},
        ["the campaign against the northern rebels"],
    ),
    (
        "a campaign that speaks is one",
        "The Lind campaign said it would appeal.",
        {"The Lind campaign": "organization"},
        [],
    ),
    (
        "a road is no body",
        "Drivers blocked the Orlo Expressway and the Kasai Highway on Saturday.",
        {"Orlo Expressway": "place", "Kasai Highway": "place"},
        [],
    ),
    (
        "an office with its field is a title",
        "Minister for Women and Youth Ana Roe resigned on Monday.",
        {"Minister for Women and Youth Ana Roe": "person"},
        ["Women", "Youth", "Ana Roe"],
    ),
    (
        "a field of policy is no party",
        "The Minister of Labour, Chris Roe, met Labour members in Leeds.",
        {"Chris Roe": "person", "Labour members": "group"},
        [],
    ),
    ("a town by its residents", "Raqqa residents fled after shells hit the market.", {"Raqqa": "place"}, []),
    (
        "a program is no person",
        "Internet Explorer had a flaw, Ann Roe said.",
        {"Ann Roe": "person"},
        ["Internet Explorer"],
    ),
    ("a town by its police", "Mombasa police held two men.", {"Mombasa": "place"}, []),
    ("a capital with hyphens", "Police in Port-au-Prince said so.", {"Police in Port-au-Prince": "group"}, ["Prince"]),
    ("a hospital as a building", "The hospital contains 300 beds.", {"The hospital": "place"}, []),
    ("a hospital as its staff", "The hospital said two people had died.", {"The hospital": "organization"}, []),
    ("a land to be in", "His presence in the country was denied.", {"the country": "place"}, []),
    ("a land that acts", "The country asked its neighbors for help.", {"The country": "organization"}, []),
    ("a village that was shelled", "The village was shelled overnight.", {"The village": "place"}, []),
    ("control of a town", "Rebels regained control of the city.", {"the city": "place"}, []),
    ("a land as ours", "The law protects our homeland.", {"our homeland": "place"}, []),
    ("a body that acts, of a faith", "A Sunni group claimed responsibility.", {"A Sunni group": "organization"}, []),
    ("several lands that act", "Five countries signed the treaty.", {"Five countries": "organization"}, []),
    ("several lands that nothing is said of", "Trade among countries fell.", {}, ["countries"]),
    ("an officer of a land", "Troops held a senior Velian general.", {}, ["general"]),
    ("an officer to whom something is done", "A senior general was arrested.", {"A senior general": "person"}, []),
    ("partners of ours", "He thanked our partners.", {"our partners": "group"}, []),
    ("the enemy is many", "The enemy shelled the town.", {"The enemy": "group"}, []),
    ("the alliance that strikes", "They were hit by the coalition.", {"the coalition": "group"}, []),
    ("a state that one is in", "He was taken prisoner in May.", {}, ["prisoner"]),
    ("craft, not people", "Strikes by attack, fighter and bomber aircraft went on.", {}, ["fighter", "bomber"]),
    ("the side of a border", "They crossed to the Syrian side of the border.", {}, ["the Syrian side of the border"]),
    ("a warship stands for its crew", "HMS Brenn sailed on Monday.", {"HMS Brenn": "organization"}, ["HMS"]),
    ("a law is nobody", "The Clean Rivers Act was upheld.", {}, ["Clean Rivers Act", "Clean"]),
    ("a short name with a hyphen", "The KDTF-ORS spokesman left.", {"KDTF-ORS": "organization"}, ["KDTF"]),
    ("a given name that is a word too", "Sen. Dusty Brenn left.", {"Sen. Dusty Brenn": "person"}, ["Sen.", "Brenn"]),
    (
        "a firm with a hyphen before its chief",
        "Former Varn-Oster CEO Ann Roe left.",
        {"Varn-Oster CEO Ann Roe": "person"},
        ["Oster CEO Ann Roe"],
    ),
    ("a village that fears", "The village fears an attack.", {"The village": "group"}, []),
    (
        "authorities who speak are a body, whatever stands before them",
        "The bridge was shut, authorities said. Tajik authorities refused to open it.",
        {"authorities": "organization", "Tajik authorities": "organization"},
        [],
    ),
    (
        "a source that speaks, and senior figures, are people",
        "A source close to the talks said so. Senior figures met in Brenn.",
        {"A source close to the talks": "person", "Senior figures": "group"},
        [],
    ),
    (
        "callings of everyday news",
        "A dispatcher took the call. Forecasters said rain would come. The plaintiff lost. Fire crews came.",
        {"A dispatcher": "person", "Forecasters": "group", "The plaintiff": "person", "Fire crews": "organization"},
        [],
    ),
    (
        "who wrote a paper is told before it",
        "Two girls were hurt, a police report said. Schools were shut, government figures show.",
        {"police": "group", "government": "organization"},
        [],
    ),
    (
        "capitals of a headline do not run a name on over its verb",
        "Brenn Made This Shocking Final Demand To Hask Right Before Debate. Peter Brenn said he would go.",
        {"Brenn": "person"},
        ["Brenn Made This Shocking Final Demand To Hask Right Before"],
    ),
    (
        "law and justice are nobody",
        "She spoke of law and justice. Justice Ann Roe agreed.",
        {"Justice Ann Roe": "person"},
        ["justice"],
    ),
]


@pytest.mark.parametrize(("why", "text", "there", "absent"), CASES, ids=[c[0] for c in CASES])
def test_mentions(why: str, text: str, there: dict[str, str], absent: list[str]) -> None:
    mentions = find_mentions(LanguageModel.load().read(text, [(0, len(text))]))
    found = {m.text: m.type for m in mentions}
    assert {k: found.get(k) for k in there} == there, why
    assert not [w for w in absent if w in found], why
