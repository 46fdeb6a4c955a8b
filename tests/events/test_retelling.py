"""One attack told in several sentences, its toll among them, is one event; what was done to others stays its own."""

from __future__ import annotations

import pytest

from bench.event_cases import PUBLISHED
from onrecord.pipeline import Coder

CASES = [
    # text, how many events of the type ASSAULT
    ("Rebels attacked an army post in Tarsk. During the attack, one soldier was killed and two were wounded.", 1),
    ("Rebels clashed with troops near Tarsk. Nine rebels were killed in the clash, the army said.", 1),
    ("Troops fought guerrillas in Velmora. As a result of the fighting, one guerrilla was killed.", 1),
    ("Gunmen ambushed a convoy near Tarsk. Four drivers were killed in the ambush.", 1),
    ("Rebels attacked an army post in Tarsk. Two teachers were killed in an attack in Lusenga.", 2),
    ("Rebels clashed with troops near Tarsk. Commander Pavel Orin was killed in the clash.", 2),
    ("Gunmen kidnapped two nurses in Tarsk. A policeman was wounded in the incident.", 2),
    ("Rebels attacked an army post in Tarsk. Three miners were killed in the explosion of a boiler.", 1),
    ("Rebels claimed two attacks in the port area of Tarsk which killed at least 28 people.", 1),
    ("The minister spoke of the militants' raids in the town of Velmora, which targeted and killed civilians.", 1),
    ("More than 60 civilians were killed in bombings that targeted bus stations and a hospital.", 1),
    ("Gunmen attacked a village whose residents had killed two soldiers.", 2),
]


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


@pytest.mark.parametrize(("text", "count"), CASES)
def test_an_attack_and_its_toll(coder: Coder, text: str, count: int) -> None:
    report = coder.code_text(text, published=PUBLISHED)
    assert len([e for e in report.events if e.type == "ASSAULT"]) == count


TOLD_AGAIN = [
    # text, type, how many events of that type
    ("Senator backs Arland's President Orlov. Senator Anna Keller backed President Orlov on Monday.", "SUPPORT", 1),
    (
        "France condemns Chad. France on Monday criticised Chad over the border. It slammed Chad again.",
        "ACCUSE",
        1,
    ),
    ("France condemned Chad. Norway condemned Chad as well.", "ACCUSE", 2),
    ("France condemned Chad. France condemned Mali as well.", "ACCUSE", 2),
    ("France criticised Chad on January 3. France criticised Chad on February 9.", "ACCUSE", 2),
    ("Police shot the teacher Pavel Orin on Monday. Orin was shot near his home.", "ASSAULT", 1),
    ("Governor endorses Poe\n\nAnn Poe received the endorsement of Governor Ravin Dol.", "SUPPORT", 1),
    ("The minister Pavel Orin resigned on Monday. Orin's resignation came after a scandal.", "RETREAT", 1),
    ("Minister Ann Poe met the Kenyan president. Poe later met the Ugandan premier.", "CONSULT", 2),
    ("Minister Ann Poe met the Kenyan president. Poe met the Kenyan president for an hour.", "CONSULT", 1),
    ("Soldiers arrested Pavel Orin on Monday. The opposition leader Ivo Lund was arrested near his home.", "COERCE", 2),
    ("Gunmen kill two soldiers\n\nSuspected rebels killed two soldiers in an attack on a camp.", "ASSAULT", 1),
    ("Gunmen kill two traders\n\nSuspected rebels killed nine soldiers in an attack on a camp.", "ASSAULT", 2),
]


@pytest.mark.parametrize(("text", "kind", "count"), TOLD_AGAIN)
def test_one_act_told_again(coder: Coder, text: str, kind: str, count: int) -> None:
    report = coder.code_text(text, published=PUBLISHED)
    assert len([e for e in report.events if e.type == kind]) == count


def test_the_headline_takes_the_name(coder: Coder) -> None:
    report = coder.code_text(TOLD_AGAIN[0][0], published=PUBLISHED)
    names = {a.id: a.name for a in report.actors}
    event = next(e for e in report.events if e.type == "SUPPORT")
    assert ["Keller" in names[a] for a in event.actors] == [True]
    assert event.evidence["also_in"] == [1]


def test_the_headline_takes_the_day(coder: Coder) -> None:
    text = "Norway and Peru sign gas deal\n\nThe presidents of Norway and Peru signed an agreement on February 19."
    event = next(e for e in coder.code_text(text, published=PUBLISHED).events if e.type == "SUPPORT")
    assert event.date is not None
    assert event.date.value == f"{PUBLISHED[:4]}-02-19"


def test_the_toll_goes_to_the_attack(coder: Coder) -> None:
    report = coder.code_text(CASES[0][0], published=PUBLISHED)
    attack = next(e for e in report.events if e.type == "ASSAULT")
    names = {a.id: a.name for a in report.actors}
    kinds = {q.kind for q in report.quantities if q.id in attack.quantities}
    assert {"killed", "injured"} <= kinds
    assert "one soldier" in [names[r] for r in attack.recipients]


def test_a_row_is_true_of_its_own_sentence(coder: Coder) -> None:
    """Who is told with it in another sentence is not added to those whom the first one names."""
    told = [
        ("Israel cooperates with Egypt on security. On trade, Israel cooperates with Jordan.", 2),
        ("The militia shot two nurses in Karsia. Two nurses and a priest were shot in Karsia, an officer said.", 1),
    ]
    for text, count in told:
        report = coder.code_text(text, published=PUBLISHED)
        assert len(report.events) == count
        for e in report.events:
            a, b = report.sentences[e.sentence]
            here = {m.actor for m in report.mentions if a <= m.start < b}
            assert here >= {*e.actors, *e.recipients}


def test_the_victims_are_not_the_accused(coder: Coder) -> None:
    for text in ("Nigeria condemned the killing of two aid workers.", "France condemned the attack on the embassy."):
        report = coder.code_text(text, published=PUBLISHED)
        assert [e.recipients for e in report.events if e.type == "ACCUSE"] == [[]]


def test_a_claim_is_of_the_attack_and_not_of_the_dead_on_the_other_side(coder: Coder) -> None:
    text = (
        "Militants attacked a post near Tarsk on Sunday and killed two soldiers. Eight militants were killed in the "
        "return of fire. The Islamic Front of Velmora claimed responsibility for the attack."
    )
    report = coder.code_text(text, published=PUBLISHED)
    names = {a.id: a.name for a in report.actors}
    by = {tuple(names[r] for r in e.recipients): [names[a] for a in e.actors] for e in report.events}
    assert any("soldiers" in " ".join(to) and "Velmora" in " ".join(who) for to, who in by.items())
    assert not any("militants" in " ".join(to) and who for to, who in by.items())


CLAIMS = [
    # text, whose deed the one ASSAULT is (None: nobody is named)
    ("Gunmen killed four policemen in Karsia on Monday. The Red Front claimed responsibility.", "Red Front"),
    ("A bomb killed six soldiers in Karsia. The Red Front claimed responsibility in a statement to a radio.", "Red"),
    ("Attackers shot dead two priests in Orlo. The Red Front later claimed responsibility for it.", "Red Front"),
    ("A car bomb killed 12 policemen in Quetta. No group immediately claimed responsibility.", None),
    ("A car bomb killed 12 policemen in Quetta. No group has claimed responsibility for the attack.", None),
    ("A car bomb killed 12 policemen in Quetta. The Red Front has not claimed responsibility for it.", None),
    ("A car bomb killed 12 policemen in Quetta. The Governor of Tolsk claimed credit for the reform.", None),
]


@pytest.mark.parametrize(("text", "who"), CLAIMS)
def test_who_claims_the_attack_told_before(coder: Coder, text: str, who: str | None) -> None:
    report = coder.code_text(text, published=PUBLISHED)
    names = {a.id: a.name for a in report.actors}
    attack = [e for e in report.events if e.type == "ASSAULT"]
    assert len(attack) == 1
    told = " ".join(names[a] for a in attack[0].actors)
    assert who in told if who is not None else not told
