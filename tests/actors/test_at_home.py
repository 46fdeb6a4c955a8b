"""Offices and bodies of state are those of the country an article is filed from. All texts and people are invented."""

from __future__ import annotations

import pytest

from onrecord.ingest import Document
from onrecord.pipeline import Coder


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


ZAMBIA = "NDOLA, Zambia - Police detained four drivers on Monday. The government has said nothing.\n\n"


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
