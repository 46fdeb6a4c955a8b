"""Who is who in invented paragraphs: for each, mentions that must be one actor (=) and mentions that must not (!=).

A mention is given by its text; `text#2` is the second of that text. The language model reads the paragraphs.
"""

from __future__ import annotations

from functools import cache

import pytest

from onrecord.actors import resolve_actors
from onrecord.language import LanguageModel
from onrecord.language.reading import Reading
from onrecord.mentions import find_mentions, link_speakers
from onrecord.record import Actor, Mention, Statement
from tests.effort import effort

CASES: list[tuple[str, list[tuple[str, str]], list[tuple[str, str]]]] = [
    (
        "Washington, Moscow agree to resume talks\n\nMoscow said on Monday that the talks would begin in June.",
        [],
        [("Washington", "Moscow"), ("Washington", "Moscow#2")],
    ),
    (
        "Police fired tear gas at mill workers in Orlo. Union leader Ann Roe denied that workers had begun it. “We sat "
        "in the road when they attacked us,” Roe told a paper.",
        [("Police", "they")],
        [("workers", "they")],
    ),
    (
        "Soldiers raided the village. Residents fled into the hills. “They burned our houses,” said a resident.",
        [("Soldiers", "They")],
        [("Residents", "They")],
    ),
    (
        "Residents fled into the hills. “They came back at dawn,” said a resident, Otto Weiss.",
        [("Residents", "They")],
        [],
    ),
    (
        "NATO met on Monday. The military alliance said no. ASEAN met too, and the bloc said yes.",
        [("NATO", "The military alliance"), ("ASEAN", "the bloc")],
        [("NATO", "the bloc")],
    ),
    (
        "The Orlo party's leader, Ann Mulvi, accused him of lying. Ms. Mulvi said the Vale party leader had erred.",
        [("Ann Mulvi", "Ms. Mulvi")],
        [("Ms. Mulvi", "the Vale party leader")],
    ),
    (
        "Prime Minister Otto Weiss said the president had been told. Mr. Weiss hoped the minister would go.",
        [("Prime Minister Otto Weiss", "Mr. Weiss")],
        [("Prime Minister Otto Weiss", "the president"), ("Mr. Weiss", "the minister")],
    ),
    (
        "Two men were held. Police spokesman Jay Pillar said two others would be in court. He declined to name them.",
        [("Police spokesman Jay Pillar", "He")],
        [],
    ),
    (
        "Ann Roe, the mayor, praised Otto Weiss on Monday. She refused to say why.",
        [("Ann Roe", "She")],
        [],
    ),
    (
        "Norway's transport minister rejected calls to resign on Friday.\n\nBut the Minority Leader, Hawa Issa, said "
        "the Maritime Authority had warned the ministry in March that the ferry was unfit to sail. “The minister read "
        "that letter and put it in a drawer,” she said. Her party walked out of the chamber in protest.",
        [("Hawa Issa", "she")],
        [("Norway's transport minister", "she")],
    ),
    (
        "An independent MP, Lucia Farro, met him.\n\nA backbencher, who would not be named, said many were angry. “We "
        "read it in the paper,” the MP said.",
        [("A backbencher", "the MP")],
        [("Lucia Farro", "the MP")],
    ),
    (
        "Judge Ann Roe left.\n\nA detective said nobody was hurt. “We were lucky,” the officer said.",
        [("A detective", "the officer")],
        [("Judge Ann Roe", "the officer")],
    ),
    (
        "The Renewal leader said so on Monday. Vale Alliance leader Otto Weiss said no.",
        [],
        [("The Renewal leader", "Vale Alliance leader Otto Weiss")],
    ),
    (
        "Norway's special envoy left on Monday. Envoy Ingrid Sand said the talks had failed.",
        [("Norway's special envoy", "Envoy Ingrid Sand")],
        [],
    ),
    (
        "Villager Tendai Moran said officers beat her. “They did not ask,” said the mother of three.",
        [("Villager Tendai Moran", "the mother of three")],
        [],
    ),
    (
        "Otto Weiss said the road was shut. “We waited,” the father of two said.",
        [("Otto Weiss", "the father of two")],
        [],
    ),
    (
        "Otto Weiss said the road was shut.\n\n“We waited,” the mother of two said.",
        [],
        [("Otto Weiss", "the mother of two")],
    ),
    (
        "Morinan, a member of the ruling party, apologised on Monday. “I left it to others,” said the former minister.",
        [("Morinan", "the former minister")],
        [],
    ),
    (
        "The Ministry of Mines closed the pit on Monday. Traders left the town. The ministry gave no reason.",
        [("Ministry of Mines", "The ministry")],
        [],
    ),
    (
        "The Orlo Nurses Alliance went on strike. An official at the Vale Community said help was on its way. Three "
        "patients have died, the alliance said.",
        [("Orlo Nurses Alliance", "the alliance")],
        [("Vale Community", "the alliance")],
    ),
    (
        "The Orlo Bank closed on Monday. A bank in Vesk opened its doors. The bank took in deposits.",
        [],
        [("Orlo Bank", "The bank")],
    ),
    (
        "The Orlo Renewal Party rejected the offer. Its leader spoke of a trap.",
        [("Orlo Renewal Party", "Its")],
        [],
    ),
    (
        "China's Harbour Agency says a ferry has sunk. A helicopter could not reach the crew, it adds.",
        [("Harbour Agency", "it")],
        [],
    ),
    (
        "The Orlo Weather Service says the storm is slow. It expects the eye to leave by midnight.",
        [("Orlo Weather Service", "It")],
        [],
    ),
    (
        "Home Minister Hamza Zenol welcomed the report. “I will study it,” he said. Party leader Omar Nikol urged the "
        "agency to act. “If there is abuse, charge them,” he was quoted as saying.",
        [("Party leader Omar Nikol", "he#2")],
        [],
    ),
    (
        "One delegate, party chairwoman Nina Worle, pledged her vote. Another delegate explained the reason for it.",
        [],
        [("Another delegate", "party chairwoman Nina Worle")],
    ),
    (
        "The army chief, Idrissa Kone, said they would work with Uganda.",
        [],
        [("Idrissa Kone", "they")],
    ),
    (
        "Harriet Lovel KC told the court of threats. Ms Lovel said nobody had died.",
        [("Harriet Lovel", "Ms Lovel")],
        [],
    ),
    (
        "Foreign Minister Alda Brenn arrived on Monday. Brenn will meet union leaders.",
        [("Foreign Minister Alda Brenn", "Brenn")],
        [("Brenn", "union leaders")],
    ),
    (
        "Foreign Minister Alda Brenn arrived on Monday. The minister gave no details.",
        [("Foreign Minister Alda Brenn", "The minister")],
        [],
    ),
    (
        "President Oskar Lindqvist spoke on Friday. He said he was tired.",
        [("President Oskar Lindqvist", "He"), ("He", "he")],
        [],
    ),
    (
        "Maria Tolland met Peter Hask in Oslo. She thanked him for the visit.",
        [("Maria Tolland", "She"), ("Peter Hask", "him")],
        [("Maria Tolland", "him")],
    ),
    (
        "Mrs. Hask won the vote. Ann Hask spoke for an hour. The group ran advertisements against Ann.",
        [("Mrs. Hask", "Ann Hask"), ("Ann Hask", "Ann")],
        [],
    ),
    ("Mr. Hask resigned. Peter Hask had led the bank since 2010.", [("Mr. Hask", "Peter Hask")], []),
    (
        "Anna Keller and Paul Keller run the firm. Anna Keller founded it.",
        [("Anna Keller", "Anna Keller#2")],
        [("Anna Keller", "Paul Keller")],
    ),
    (
        "The Movement for Rural Justice (MRJ) called a strike. The MRJ said thousands joined.",
        [("Movement for Rural Justice", "MRJ"), ("MRJ", "MRJ#2")],
        [],
    ),
    ("Islamic State (IS) claimed the bombing. IS has struck before.", [("Islamic State", "IS"), ("IS", "IS#2")], []),
    ("The United Nations sent observers. The UN said they would stay.", [("United Nations", "UN")], []),
    (
        "The Orlo County Road Improvement District met. The clerk said the RID had no money.",
        [("Orlo County Road Improvement District", "RID")],
        [],
    ),
    (
        "The oil giant said it would pay. The steel giant sued the retail giant.",
        [("The oil giant", "it")],
        [("The oil giant", "The steel giant"), ("The steel giant", "the retail giant")],
    ),
    (
        "Kenya's Supreme Court ruled on Monday. The court gave no reasons. Uganda's Supreme Court waited.",
        [("Supreme Court", "The court")],
        [("Supreme Court", "Supreme Court#2")],
    ),
    (
        "Zimbabwe's Ministry of Health told of 484 deaths. The South African ministry of health told of three.",
        [],
        [("Ministry of Health", "South African ministry of health")],
    ),
    (
        "Brenn Motors has said that the flaw is old. It has estimated that one car in five has it.",
        [("Brenn Motors", "It")],
        [],
    ),
    (
        "The Orlo Front rejected the plan. It called on Kenya to end the siege.",
        [("Orlo Front", "It")],
        [("Kenya", "It")],
    ),
    ("Peter Hask rejected the plan. It urged patience.", [], [("Peter Hask", "It")]),
    ("Moscow said it would respond. Russia has warned of this before.", [("Moscow", "Russia")], []),
    (
        "The Kenyan government rejected the report. Kenya said the figures were false.",
        [("The Kenyan government", "Kenya")],
        [],
    ),
    ("Pakistan said on Monday that the country had suffered losses.", [("Pakistan", "the country")], []),
    ("Norway accused Sweden of delay. Norway said it wanted a deal.", [("Norway", "Norway#2")], [("Norway", "Sweden")]),
    (
        "Russian Foreign Minister Ivan Petrenko met his Turkish counterpart Emre Aksoy.",
        [("his Turkish counterpart", "Emre Aksoy")],
        [("Emre Aksoy", "Russian Foreign Minister Ivan Petrenko")],
    ),
    (
        "Khalid Rashid, the interior minister, denied the claim. Rashid called it a lie.",
        [("Khalid Rashid", "Rashid")],
        [],
    ),
    ("Mohammed Farah was arrested. Mohamed Farah had lived in Leeds.", [("Mohammed Farah", "Mohamed Farah")], []),
    ("Kh Rahim spoke in Lahore. Khalid Rahim has led the party since May.", [("Kh Rahim", "Khalid Rahim")], []),
    # two people of one clause (principles B and C)
    (
        "President Oskar Lindqvist met Foreign Minister Peter Hask. Lindqvist thanked him.",
        [("Foreign Minister Peter Hask", "him")],
        [("President Oskar Lindqvist", "him")],
    ),
    (
        "Foreign Minister Peter Hask spoke to President Oskar Lindqvist. He thanked Hask for his help.",
        [("President Oskar Lindqvist", "He")],
        [("Foreign Minister Peter Hask", "He")],
    ),
    (
        "Police blocked the road as demonstrators pelted them with eggs.",
        [("Police", "them")],
        [("demonstrators", "them")],
    ),
    (
        "Peter Hask campaigned with Karl Brenn on Friday, calling him a friend.",
        [("Karl Brenn", "him")],
        [("Peter Hask", "him")],
    ),
    ("The company sold its ships, enabling it to pay its debts.", [("The company", "it")], []),
    # the same goes on
    (
        "Karim Adel opened a school that Pavel Orin had closed. He also blamed the ministry.",
        [("Karim Adel", "He")],
        [("Pavel Orin", "He")],
    ),
    ("Senator Ruth Vance spoke. She said her vote was final.", [("Senator Ruth Vance", "She"), ("She", "her")], []),
    ("The rebels attacked at dawn. They burned two trucks.", [("The rebels", "They")], []),
    ("The army shelled the town. A spokesman said the army had been fired upon.", [("The army", "the army")], []),
    ("Protesters threw stones. The protesters then marched on parliament.", [("Protesters", "The protesters")], []),
    ("Gunmen killed two policemen. The gunmen fled.", [("Gunmen", "The gunmen")], [("Gunmen", "two policemen")]),
    (
        "Prime Minister Tomas Reyk met President Lena Moor. The president praised him.",
        [("President Lena Moor", "The president")],
        [("Prime Minister Tomas Reyk", "The president")],
    ),
    (
        "Amnesty International published a report. Amnesty said torture was common.",
        [("Amnesty International", "Amnesty")],
        [],
    ),
    ("The Taliban denied it. The Taliban have denied such attacks before.", [("Taliban", "Taliban#2")], []),
    (
        "General Bo Harrow took command. Harrow said his troops were ready.",
        [("General Bo Harrow", "Harrow"), ("Harrow", "his")],
        [("his", "his troops")],
    ),
    ("The White House said nothing. Washington said it would wait.", [("White House", "Washington")], []),
    ("Judge Carla Winfeld ruled on Tuesday. The judge gave no reasons.", [("Judge Carla Winfeld", "The judge")], []),
    ("Hezbollah fired rockets. Hizbollah has done so before.", [("Hezbollah", "Hizbollah")], []),
    (
        "John Marsh sued Mary Marsh. Mary Marsh denied the claim.",
        [("Mary Marsh", "Mary Marsh#2")],
        [("John Marsh", "Mary Marsh")],
    ),
    ("Police arrested Dan Orwick. Orwick, 42, is a teacher.", [("Dan Orwick", "Orwick")], [("Police", "Orwick")]),
    (
        "Police fired tear gas. Protesters threw stones at police. Residents said the police had blocked the road.",
        [("Police", "police"), ("Police", "the police")],
        [("Protesters", "Residents")],
    ),
    (
        "Police in Zandoria fired first. Israeli police and Iraqi police met on Monday. The police gave no details.",
        [],
        [("Israeli police", "Iraqi police"), ("Iraqi police", "The police")],
    ),
    ("Officials said the bridge was closed. The officials gave no reason.", [("Officials", "The officials")], []),
    (
        "Islamic State (IS) fighters in Afghanistan killed two soldiers. The fighters fled.",
        [("Islamic State (IS) fighters in Afghanistan", "The fighters")],
        [("two soldiers", "The fighters")],
    ),
    (
        "Dan Orwick, a fisherman, and Lena Moor, a farmer from Leeds, spoke.",
        [("Dan Orwick", "a fisherman"), ("Lena Moor", "a farmer from Leeds")],
        [("Dan Orwick", "a farmer from Leeds")],
    ),
    (
        "Peter Washington spoke on Friday. Washington said he was glad.",
        [("Peter Washington", "Washington")],
        [],
    ),
    (
        "Pavel Din, head of the teachers' union, resigned. Din gave no reason.",
        [("Pavel Din", "head of the teachers' union"), ("Pavel Din", "Din")],
        [],
    ),
    (
        "Japan and India sent ships to Zandoria. The president, Sunil Vikra, thanked both countries. "
        "“A neighbour who comes by night is a neighbour indeed,” he said.",
        [("Sunil Vikra", "he")],
        [("A neighbour", "he"), ("Japan", "India")],
    ),
    ("The European Union met on Monday. The EU agreed on sanctions.", [("European Union", "EU")], []),
    (
        "Dan King spoke to Lena Moor. Mr. King, a lawyer, agreed.",
        [("Dan King", "Mr. King"), ("Dan King", "a lawyer")],
        [],
    ),
    (
        "UN coordinator for Zandoria, Eugene Obari, said he was pleased.",
        [("UN coordinator for Zandoria", "Eugene Obari"), ("Eugene Obari", "he")],
        [],
    ),
    (
        "Special Envoy of the United Nations for Sudan Dan Orwick said on Friday that work went on.",
        [("Special Envoy of the United Nations for Sudan", "Dan Orwick")],
        [],
    ),
    (
        "Kenya's health minister, Amina Otieno, spoke on Monday. The prime minister said he was glad.",
        [("Kenya's health minister", "Amina Otieno")],
        [("Amina Otieno", "The prime minister")],
    ),
    (
        "The U.S. government pledged aid. Malaysia helped too. The government of Malaysia sent boats.",
        [("Malaysia", "The government of Malaysia")],
        [("The U.S. government", "The government of Malaysia")],
    ),
    ("The Indian Navy sank a boat. The Navy said it carried arms.", [("Indian Navy", "Navy")], []),
    (
        "The European Council met. Nick Orwick of the European Council on Foreign Relations spoke.",
        [],
        [("European Council", "European Council on Foreign Relations")],
    ),
    (
        "Ann Orlo met the mayor, Lena Moor, in Vesk. Orlo said the road was safe. “It is a good road,” she said.",
        [("Ann Orlo", "she")],
        [("Lena Moor", "she")],
    ),
    (
        "President Brenn spoke to guests. Mr. Brenn left early. Mrs. Brenn stayed.",
        [("President Brenn", "Mr. Brenn")],
        [("President Brenn", "Mrs. Brenn"), ("Mr. Brenn", "Mrs. Brenn")],
    ),
    (
        "Norway's special envoy said rebels would come. The talks begin in May, envoy Ingrid Solheim told reporters.",
        [("Norway's special envoy", "envoy Ingrid Solheim")],
        [],
    ),
    (
        "The prime minister said two men were held. Health Minister Karim Dol told reporters they were armed.",
        [],
        [("The prime minister", "Health Minister Karim Dol")],
    ),
    (
        "Envoy Ingrid Solheim met reporters. She left. President Camila Rawe has said that she would not negotiate.",
        [("President Camila Rawe", "she"), ("Envoy Ingrid Solheim", "She")],
        [],
    ),
    (
        "President Morgan spoke to guests. The Morgans, who met in school, invited them. Morgan thanked the cooks.",
        [("President Morgan", "Morgan")],
        [("President Morgan", "Morgans")],
    ),
    (
        "Caleb Orwick, 9, was found on Tuesday. His mother, Priscilla Orwick, thanked police. Orwick said so.",
        [("Priscilla Orwick", "Orwick")],
        [("Caleb Orwick", "Orwick")],
    ),
    (
        "Carla Rowen led the firm. Rowen said it grew. Rowen cut jobs, and Rowen won. Her husband, Frank Rowen, "
        "stayed at home. “Rowen” was the name of her book.",
        [("Carla Rowen", "Rowen")],
        [("Frank Rowen", "Rowen")],
    ),
    (
        "The Halden Times reported the fire on Monday. The Times said two people had died.",
        [("Halden Times", "Times")],
        [],
    ),
    (
        "The Wall Street Journal asked him to leave. The conservative newspaper wrote that he had lost.",
        [("Wall Street Journal", "The conservative newspaper")],
        [],
    ),
    (
        "The owner, Ann Stanford, sold the mill. Stanford said it was old.",
        [("Ann Stanford", "Stanford")],
        [],
    ),
    (
        "Councillor Barbara Reeve opened the park. It is green, Coun Reeve said.",
        [("Councillor Barbara Reeve", "Coun Reeve")],
        [],
    ),
    (
        "Hillary Clinton spoke in Iowa. The former secretary of state said she would win.",
        [("Hillary Clinton", "The former secretary of state")],
        [],
    ),
]


@cache
def model() -> LanguageModel:
    return LanguageModel.load()


def coded(text: str) -> tuple[Reading, list[Mention]]:
    reading = model().read(text, [(0, len(text))])
    mentions = find_mentions(reading)
    resolve_actors(reading, mentions)
    return reading, mentions


def actor_of(mentions: list[Mention], wanted: str) -> str | None:
    text, _, nth = wanted.partition("#")
    found = [m for m in mentions if m.text == text] or [
        m for m in mentions if m.text.lower() in (text.lower(), "the " + text.lower())
    ]
    assert len(found) >= int(nth or 1), f"no mention {wanted!r} among {[m.text for m in mentions]}"
    return found[int(nth or 1) - 1].actor


@pytest.mark.parametrize(("text", "same", "apart"), CASES, ids=[c[0][:40] for c in CASES])
def test_who_is_who(text: str, same: list[tuple[str, str]], apart: list[tuple[str, str]]) -> None:
    _, mentions = coded(text)
    for a, b in same:
        assert actor_of(mentions, a) is not None
        assert actor_of(mentions, a) == actor_of(mentions, b), (a, b)
    for a, b in apart:
        assert actor_of(mentions, a) is None or actor_of(mentions, a) != actor_of(mentions, b), (a, b)


def test_spans_are_the_text_and_in_order() -> None:
    text = "Russian Foreign Minister Ivan Petrenko said Moscow’s ships had left. “We waited,” he said."
    _, mentions = coded(text)
    assert all(text[m.start : m.end] == m.text for m in mentions)
    assert [m.start for m in mentions] == sorted(m.start for m in mentions)


def test_i_inside_a_quotation_is_the_speaker() -> None:
    text = "“I will not resign,” Brenn said."
    reading, mentions = coded(text)
    actor = actor_of(mentions, "Brenn")
    said = Statement("s1", actor, [], [], [(0, 20)], "direct")
    assert link_speakers(reading, mentions, [said]) == 1
    assert actor_of(mentions, "I") == actor


def test_we_is_the_body_that_speaks_and_never_a_person() -> None:
    text = "“We will appeal,” the Green Valley Party said. “We will win,” Minister Ida Brenn said."
    reading, mentions = coded(text)
    party, minister = actor_of(mentions, "Green Valley Party"), actor_of(mentions, "Minister Ida Brenn")
    said = [
        Statement("s1", party, [], [], [(0, 17)], "direct"),
        Statement("s2", minister, [], [], [(47, 62)], "direct"),
    ]
    assert link_speakers(reading, mentions, said) == 1
    assert actor_of(mentions, "We") == party
    assert actor_of(mentions, "We#2") is None


NAMES = [
    ("The Kingdom of Norway sent ships. Norway said so.", "country", "Norway"),
    ("Washington's policy has changed. Washington said so.", "country", "United States"),
    ("Officials in Vest - Agder county closed the road.", "group", "Officials in Vest - Agder county"),
    ("The foreign ministry on Wednesday denied the report.", "organization", "The foreign ministry"),
    ("Kh Asif spoke. Khawaja Asif said the road was closed.", "person", "Khawaja Asif"),
    ("The mayor, Dan Orwick, a former lawyer, resigned.", "person", "Dan Orwick"),
]


CODES = [
    ("Larry King met Mark Cuban in Oslo.", {"Larry King": None, "Mark Cuban": None}),
    ("Kenya's Health Minister, Amina Otieno, spoke.", {"Amina Otieno": "KENGOV"}),
    ("Kenya sent Health Minister Amina Otieno. Kenya's ambassador to the UN, Dan Orwick, spoke.",
     {"Dan Orwick": "KENGOV"}),
    ("The Kremlin denied it.", {"Russia": "RUSGOV"}),
    ("The Ministry of Mines closed the pit. Its spokeswoman, Ana Ruiz, blamed the flood.", {"Ana Ruiz": "GOV"}),
    ("Emergency Minister Craig Dalton left. Mr Dalton's office said that he was ill. Dalton's spokesman confirmed it.",
     {"Mr Dalton's office": "GOV", "Dalton's spokesman": "GOV"}),
    ("The Orlo Bar Association met on Monday. Its president, Ana Ruiz, blamed the judges.", {"Ana Ruiz": "SOC"}),
    ("Nairobi is at peace. The president will fly to Nairobi for talks with his Kenyan counterpart.",
     {"The president": "GOV"}),
    ("The Orlo Nurses Alliance rejected the offer. Its secretary general, Ana Ruiz, left the talks.",
     {"Orlo Nurses Alliance": "MED", "Ana Ruiz": "MED"}),
    ("Israel's Labour Party lost the vote.", {"Labour Party": "ISRPTY"}),
    ("House Democrats said they would stay.", {"Democrats": "USAPTY"}),
    ("Governor Amina Otieno spoke in Vesk.", {"Amina Otieno": "GOV"}),
    ("Kenya voted on Monday. Kenya's courts were shut. In Kenya the army stayed away. The foreign ministry was silent.",
     {"The foreign ministry": "KENGOV", "the army": "KENMIL"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "codes"), CODES)
def test_how_actors_are_coded(text: str, codes: dict[str, str | None]) -> None:
    reading = model().read(text, [(0, len(text))])
    found = {a.name: a.code for a in resolve_actors(reading, find_mentions(reading))}
    assert {name: found.get(name, "no such actor") for name in codes} == codes


@pytest.mark.parametrize(("text", "kind", "name"), NAMES)
def test_what_an_actor_is_called(text: str, kind: str, name: str) -> None:
    reading = model().read(text, [(0, len(text))])
    actors = resolve_actors(reading, find_mentions(reading))
    assert (kind, name) in [(a.type, a.name) for a in actors]


NO_ACTORS = [
    ("A Tajik newspaper printed the list.", "Tajik"),
    ("The blast began in a storage tank.", "tank"),
    ("He was charged with the commission of a felony.", "commission"),
    ("Thieves broke into the accounting firm's offices.", "offices"),
    ("The administration of the vaccine began.", "administration"),
    ("Troops reached the besieged city.", "city"),
    ("He hopes to become president.", "president"),
    ("Ann Orlo did not name any minister.", "minister"),
    ("A VBIED went off near the gate.", "VBIED"),
    ("The source of the infection is unknown.", "source"),
    ("The sum surprised auditors: the figure of two million had never been published.", "figure"),
    ("These figures show that exports fell.", "figures"),
    ("The movement of horses and mules was free.", "movement"),
    ("The jet is due on November 17, during the flight.", "November"),
    ("The plane left the Ann Orlo airport for Brenn.", "Orlo"),
    ("The poet won the Peter Hask prize on Monday.", "Hask"),
]


@pytest.mark.parametrize(("text", "noun"), NO_ACTORS)
def test_senses_that_are_no_actors(text: str, noun: str) -> None:
    reading = model().read(text, [(0, len(text))])
    actors = resolve_actors(reading, find_mentions(reading))
    assert [a.name for a in actors if noun in a.name and a.name != "A Tajik newspaper"] == []


@pytest.mark.parametrize("text", ["", "   ", "?", "))) ((( !!!", "and and and", "He", "1 2 3"])
def test_odd_text_gives_no_error(text: str) -> None:
    reading = model().read(text, [(0, len(text))])
    resolve_actors(reading, find_mentions(reading))


def test_three_hundred_speakers_are_three_hundred_actors_and_take_linear_work() -> None:
    def work(n: int) -> tuple[int, int]:
        first, last = "ABCDEFGHIJKLMNOPRSTV", "abdegiklmnoprtuvz"
        names = [
            f"{first[k % 20]}orin {first[k // 20 % 20]}{last[k % 17]}{last[k // 17 % 17]}nov{last[k * 7 % 17]}k"
            for k in range(n)
        ]
        text = "\n".join(f"{name} said that the road was closed." for name in names)
        reading = model().read(text, [(0, len(text))])
        actors: list[Actor] = []
        calls = effort(lambda: actors.extend(resolve_actors(reading, find_mentions(reading))))
        return calls, len(actors)

    work(75)  # fill the tables' caches
    small, _ = work(75)
    large, found = work(300)
    assert found > 150
    assert large < 12 * small
