"""Names of bodies and people that are read whole, and what names nobody. All texts and people are invented."""

from __future__ import annotations

import pytest

from onrecord.ingest import Document
from onrecord.pipeline import Coder

# Why, text, the names of all actors by which the text is right (others may stand beside them), names that must not be.
CASES: list[tuple[str, str, set[str], set[str]]] = [
    (
        "a ministry with a list of fields",
        "The Ministry of Land, Infrastructure, Transport and Tourism said a director had left.",
        {"Ministry of Land, Infrastructure, Transport and Tourism"},
        {"Transport and Tourism", "Ministry of Land, Infrastructure"},
    ),
    (
        "a ministry with two",
        "The Ministry of Youth, Sports and Culture opened the stadium.",
        {"Ministry of Youth, Sports and Culture"},
        {"Sports and Culture"},
    ),
    (
        "a ministry beside other bodies",
        "The Ministry of Health, UNICEF and the Red Cross said cases rose.",
        {"Ministry of Health", "UNICEF", "Red Cross"},
        set(),
    ),
    (
        "an association of owners",
        "The Orlo Property Owners' Association said it would sue. The association met on Monday.",
        {"Orlo Property Owners' Association"},
        {"Orlo Property Owners"},
    ),
    (
        "a sheriff's department",
        "The Marl County Sheriff's Department said a man was held.",
        {"Marl County Sheriff's Department"},
        {"Marl County Sheriff", "Department"},
    ),
    (
        "a union of teachers",
        "The Ellerdale Teachers' Union called a strike on Friday.",
        {"Ellerdale Teachers' Union"},
        {"Ellerdale Teachers"},
    ),
    (
        "a university with a place behind",
        "University of Manitoba political scientist Gilles Desroche said the party had been hurt.",
        {"University of Manitoba", "Gilles Desroche"},
        {"University"},
    ),
    (
        "a general's name in two pieces",
        "Army commander General Omar Sampao Lins spoke in Lisbon.",
        {"Omar Sampao Lins"},
        {"Sampao Lins", "Omar"},
    ),
    (
        "a name's first two words",
        "Mohd Zaki Harun won the seat. Mohd Zaki thanked the voters.",
        {"Mohd Zaki Harun"},
        {"Mohd Zaki"},
    ),
    (
        "a body called after somebody",
        "Trevor Marlin was 17. The Trevor Marlin Foundation said it was sad.",
        {"Trevor Marlin"},
        set(),
    ),
    (
        "an office that was read as a body's name",
        "The Tánaiste said rents rose. Gardaí said the protest was small.",
        {"The Tánaiste", "Gardaí"},
        {"Tánaiste"},
    ),
    (
        "a party and an office before a name",
        "Likud MK Shlomi Britan said no. In an interview, Likud MK Yossi Brann said yes.",
        {"Shlomi Britan", "Yossi Brann", "Likud"},
        {"Likud MK Shlomi Britan"},
    ),
    (
        "two honorifics",
        "Election Commission chairman Tan Sri Ikmal Ostan said turnout was low.",
        {"Ikmal Ostan"},
        {"Tan Sri Ikmal Ostan"},
    ),
    (
        "a rights group",
        "Human rights group Karavano said soldiers had fired. The group called for an inquiry.",
        {"Karavano"},
        {"Human rights group", "The group"},
    ),
    (
        "a firm, and whose it is",
        "The company Brenn founded was sold. Construction firm Tokiwa Kentaro paid for the meals.",
        {"Brenn", "Tokiwa Kentaro"},
        {"Construction firm"},
    ),
    (
        "a party by its name and kind",
        "Jan Kolasz, of the agrarian PSL party, said so.",
        {"Polish People's Party", "Jan Kolasz"},
        {"the agrarian PSL party"},
    ),
    (
        "what a country is to another",
        "Turkey, Georgia's biggest trading partner, signed the deal. Norway, Zambia's largest donor, did not.",
        {"Türkiye", "Norway"},
        {"Georgia's biggest trading partner", "Zambia's largest donor"},
    ),
    (
        "what somebody is besides",
        "Mohd Zaki, who is Halden youth chief, thanked voters. Premier Hakim Manso, who is also party chairman, left.",
        {"Mohd Zaki", "Hakim Manso"},
        {"Halden youth chief", "party chairman"},
    ),
    (
        "an army and those it fights",
        "Lt. Col. Omar Dagan said New People's Army rebels fled. Soldiers fired, a charge that the Army denied.",
        {"New People's Army"},
        set(),
    ),
    (
        "a person of a party that the tables do not know",
        "Congressman Alfredo Tineo of Popular Renewal, a conservative party, called the deal a surrender.",
        {"Alfredo Tineo"},
        set(),
    ),
    (
        "an alliance of the people",
        "The People's Alliance leader said so in Suva on Monday.",
        {"People's Alliance"},
        {"People"},
    ),
    (
        "the opposition by its name",
        "The opposition CPN-UML on Monday demanded the resignation of the minister.",
        {"CPN-UML"},
        {"The opposition"},
    ),
    (
        "the opposition by a name that no table knows",
        "The opposition National Unity Party said so. The opposition said no.",
        {"National Unity Party"},
        {"The opposition"},
    ),
    (
        "who is the Speaker, and a member with two callings",
        "Mr Kojo Mensa, the Minority Leader and Member of Parliament (MP) for Orlo West, said no. “Mr Speaker, we will "
        "go,” he said. The Speaker, Mr Alhassan Baba, ruled that the motion was in order.",
        {"Kojo Mensa", "Alhassan Baba"},
        {"Member of Parliament", "Speaker"},
    ),
    (
        "a compound before a name, and a number that begins one",
        "Chiefs said the survey had under-sampled First Nations. First Capital's head of sales, Dimuthu Perana, left.",
        {"First Nations", "Dimuthu Perana"},
        {"First", "sampled First Nations"},
    ),
    (
        "a seat with a point of the compass",
        "Port of Spain South MP Keith Jofeld visited the family. Nairobi West MP Ann Roe did too.",
        {"Keith Jofeld", "Ann Roe"},
        {"Trinidad and Tobago", "Kenya"},
    ),
    (
        "the mayor and another",
        "The mayor and police chief met. Ann Roe, the mayor and a friend, spoke.",
        {"Ann Roe"},
        set(),
    ),
    (
        "a side of the border, a party to a deed, money",
        "The queue on the Polish side had reached 25 km. He would not be party to it, and asked for the funds.",
        set(),
        {"the Polish side", "party to it", "the funds"},
    ),
]


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


@pytest.mark.parametrize(("why", "text", "whole", "parts"), CASES, ids=[c[0] for c in CASES])
def test_names_are_whole(coder: Coder, why: str, text: str, whole: set[str], parts: set[str]) -> None:
    report = coder.code(Document("1", text=text, uri="invented"))
    names = {a.name for a in report.actors}
    assert whole <= names, (why, sorted(names))
    assert not parts & names, (why, sorted(names))
