"""Of whom somebody is: of the body named before, of who has them, of no party. All texts and people are invented."""

from __future__ import annotations

import pytest

from onrecord.ingest import Document
from onrecord.pipeline import Coder


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


HAITI = " Haiti's government thanked it. Haiti said gangs had fled. Haiti asked for more."
KOSOVO = " Kosovo's government wept. Kosovo said so. Kosovo's mayors met. Kosovo closed a road."
MALI = " Mali's government said so. Mali asked for more time. Mali thanked it."


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        # sides of a conflict or a deal
        ("NATO urged all parties to show restraint.", "all parties", "UNK"),
        ("The envoy met both parties in Juba on Monday.", "both parties", "UNK"),
        ("The parties to the talks met in Juba. An election was held.", "The parties to the talks", "UNK"),
        ("The warring parties met. The opposition party left the parliament.", "The warring parties", "UNK"),
        (
            "The envoy demanded that parties to the conflict in Iraq obey it.",
            "parties to the conflict in Iraq",
            "IRQUNK",
        ),
        # and political parties
        ("The Senate met on Monday. Both parties backed the bill.", "Both parties", "PTY"),
        ("All parties in parliament voted for it.", "All parties in parliament", "PTY"),
        ("Several opposition parties left on Monday.", "Several opposition parties", "PTYOPP"),
        # a common noun for the body named before, and its people
        ("NATO met. A spokeswoman for the alliance, Oana Marin, urged calm.", "Oana Marin", "IGOMIL"),
        ("The EU met. Josip Dol, the bloc's envoy, urged calm.", "Josip Dol", "EURGOV"),
        ("ASEAN met in Jakarta. The group's envoy, Siti Rahman, urged calm.", "Siti Rahman", "IGOGOV"),
        ("Officials of the African Union met. The bloc's chairman, Amadou Dol, left.", "Amadou Dol", "IGO"),
        ("The African Union met. The union said it would send help.", "African Union", "IGO"),
        ("ECOWAS met in Abuja on Monday. The regional bloc urged calm.", "ECOWAS", "IGO"),
        # but another body of that kind
        (
            "NATO met. The Orlo Farmers Alliance marched. Its spokesman left the alliance.",
            "NATO",
            "IGOMIL",
        ),
        ("A trade union called a strike. The union said so.", "A trade union", "LAB"),
        # somebody's own people, wherever they are
        ("NATO said its troops had left Kosovo. Kosovo said so. Kosovo wept.", "its troops", "IGOMIL"),
        ("NATO has 900 soldiers in Kosovo. Kosovo said so.", "900 soldiers in Kosovo", "IGOMIL"),
        ("Norway, whose soldiers serve in Mali, said no." + MALI, "whose soldiers", "NORMIL"),
        ("Serbia recalled its representative in Kosovo on Friday.", "its representative in Kosovo", "SRBGOV"),
        ("The rebels fled. Their leader in Gao, Ali Dol, said so." + MALI, "Ali Dol", "REB"),
        ("Kenya sent 400 police officers to Haiti in June." + HAITI, "400 police officers", "KENCOP"),
        # some of many
        (
            "35 people, including seven policemen, were hurt.",
            "35 people, including seven policemen",
            "CVL",
        ),
        ("Twelve people, among them two soldiers, were killed in Gao.", "Twelve people", "MLICVL"),
        ("Twelve people, among them two soldiers, were killed in Gao.", "two soldiers", "MIL"),
        # what a leader orders is the leader's country's
        ("Serbian President Milan Dol said he had ordered the army to stand by." + KOSOVO, "the army", "SRBMIL"),
        ("Chad's president, Idris Dol, said the army would respond." + KOSOVO, "the army", "TCDMIL"),
        ("Serbian President Milan Dol said the army must leave Kosovo." + KOSOVO, "the army", "MIL"),
        ("Kenya deployed the army along the border." + HAITI, "the army", "KENMIL"),
        ("Chad's president, Idris Dol, dismissed the army chief." + KOSOVO, "the army chief", "TCDMIL"),
        # what two countries have each
        (
            "Kosovo and Serbia met. An envoy said both delegations were calm." + KOSOVO,
            "both delegations",
            "GOV",
        ),
        # a ministry's field is no party
        ("Labour minister Tanvir Dol said so.", "Tanvir Dol", "GOV"),
        ("Labour inspectors closed a mill.", "Labour inspectors", "GOV"),
        ("Labour leader Tanvir Dol said so.", "Tanvir Dol", "GBRPTY"),
    ],
)
def test_whose(coder: Coder, text: str, name: str, code: str) -> None:
    report = coder.code(Document("1", text=text, uri="invented"))
    assert {a.name: a.code for a in report.actors}.get(name) == code


def test_an_army_that_a_leader_speaks_of_is_not_the_neighbours(coder: Coder) -> None:
    text = "Chad's president, Idris Dol, met envoys. Sudan's army had come. Dol said the army would respond."
    report = coder.code(Document("1", text=text, uri="invented"))
    assert {a.name: a.code for a in report.actors}["the army"] == "TCDMIL"


def test_a_body_and_the_noun_for_it_are_one_actor(coder: Coder) -> None:
    report = coder.code(
        Document("1", text="The EU met. The bloc urged calm, and the union sent aid. ASEAN said no.", uri="invented")
    )
    of = {m.text: m.actor for m in report.mentions}
    assert of["The bloc"] == of["the union"] == of["EU"] != of["ASEAN"]


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("Prime Minister Ann Roe of Thailand met General Omar Dol of Sudan.", "Ann Roe", "THAGOV"),
        ("Prime Minister Ann Roe of Thailand met General Omar Dol of Sudan.", "Omar Dol", "SDNMIL"),
        ("Belgian Prime Minister Wim Roe said his country would not sign.", "Belgium", "BELGOV"),
        ("Hungary's Gabor Dol, the Kremlin's closest friend, left.", "Gabor Dol", "HUN"),
    ],
)
def test_where_a_leader_is_of(coder: Coder, text: str, name: str, code: str) -> None:
    report = coder.code(Document("1", text=text, uri="invented"))
    assert {a.name: a.code for a in report.actors}.get(name) == code
