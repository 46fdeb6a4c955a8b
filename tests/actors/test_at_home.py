"""Offices and bodies of state are those of the country an article is filed from. All texts and people are invented."""

from __future__ import annotations

import pytest

from onrecord.ingest import Document
from onrecord.pipeline import Coder


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


ZAMBIA = "NDOLA, Zambia - Police detained four drivers on Monday. The government has said nothing.\n\n"


MANY = (
    "LUSAKA - Zambian doctors and Kenyan nurses opened a clinic on Monday, the health ministry said.\n\n"
    "President Chileshe Banda has asked for aid. Kenya is to send nurses. "
    'Norway has not replied. "They crossed the Malawian border," ministry spokesman Gift Mulenga said.\n\n'
    "Nurses were told by the army to stay.\n\nFew came. Fewer stayed.\n\nKenya and Angola sent none.\n"
)


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        (ZAMBIA, "Police", "ZMBCOP"),
        (ZAMBIA + "The transport minister, Chola Mwanamwambwa, was abroad.", "Chola Mwanamwambwa", "ZMBGOV"),
        # what belongs to another country, or may
        (ZAMBIA + "In Tanzania, the army closed a bridge.", "the army", "TZAMIL"),
        (ZAMBIA + "In Nairobi, the foreign ministry closed its doors.", "the foreign ministry", "KENGOV"),
        (ZAMBIA + "Ambassador Ann Roe said so.", "Ann Roe", "GOV"),
        (ZAMBIA + "Nowhere else did residents complain.", "residents", "CVL"),
        (ZAMBIA + "Information Minister Gift Mulenga told Britain to wait.", "Gift Mulenga", "ZMBGOV"),
        # one of many, and whoever speaks for it
        (ZAMBIA + "A coalition bombed the port. The coalition's spokesman denied it.", "A coalition", "MIL"),
        (
            ZAMBIA + "A coalition bombed the port. The coalition's spokesman denied it.",
            "The coalition's spokesman",
            "MIL",
        ),
        # a word that parties of many countries bear
        (ZAMBIA + "Conservatives called for a vote.", "Conservatives", "ZMBPTY"),
        # an article that speaks more of another country
        ("NDOLA, Zambia - Kenya sent envoys. Kenya asked Kenyan traders to wait. Soldiers left.", "Soldiers", "MIL"),
        # a port and a land that nobody knows
        ("PORT DELANO, Karawe - Soldiers seized power on Monday.", "Soldiers", "MIL"),
        # where many states sit
        ("GENEVA - The minister left the room on Monday.", "The minister", "GOV"),
        # who stands for a whole state, where the article speaks of many countries
        (MANY, "the health ministry", "ZMBGOV"),
        (MANY, "Chileshe Banda", "ZMBGOV"),
        (MANY, "Gift Mulenga", "ZMBGOV"),
        (MANY, "the army", "MIL"),
        # but no body of a land that the words speak of first
        (
            "BEIRUT, Lebanon - Syrian troops entered Idlib, the defence ministry said. Syria thanked Syrians.",
            "the defence ministry",
            "SYRGOVMIL",
        ),
        # a country named in a quotation alone
        (ZAMBIA + '"They went to Tanzania," police chief Chola Phiri said.', "Chola Phiri", "ZMBCOP"),
        # no dateline, but places of one country only
        (
            "Farmers met in Karnal and in Panchkula. Agriculture Minister Kanwar Rathe left Ludhiana.",
            "Kanwar Rathe",
            "INDGOV",
        ),
        # no dateline
        ("Police detained four drivers on Monday.", "Police", "COP"),
    ],
)
def test_country_by_the_dateline(coder: Coder, text: str, name: str, code: str) -> None:
    report = coder.code(Document("1", text=text, uri="invented"))
    assert {a.name: a.code for a in report.actors}[name] == code


def test_a_head_of_state_is_of_the_country_that_the_sentence_before_tells_of(coder: Coder) -> None:
    text = (
        "WASHINGTON - The Senate held a hearing on Monday. The White House said the raid was lawful.\n\n"
        "Venezuela has accused Washington of murder. President Rafael Dol called up reserves last month.\n"
    )
    report = coder.code(Document("1", text=text, uri="invented"))
    assert {a.name: a.code for a in report.actors}["Rafael Dol"] == "VENGOV"


def test_somebodys_minister_is_of_the_country_that_the_dateline_gives_them(coder: Coder) -> None:
    text = "SURIN, Thailand - Prime Minister Ann Dol shut the border on Monday, but her foreign minister met envoys.\n"
    report = coder.code(Document("1", text=text, uri="invented"))
    assert {a.name: a.code for a in report.actors}["her foreign minister"] == "THAGOV"
