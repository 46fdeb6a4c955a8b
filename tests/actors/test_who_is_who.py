"""Which phrases are one actor, which are two, and how they are coded. All texts and people are invented."""

from __future__ import annotations

import pytest

from onrecord.ingest import Document
from onrecord.pipeline import Coder
from onrecord.record import Report


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


def code(coder: Coder, text: str) -> Report:
    return coder.code(Document("1", text=text, uri="invented"))


def bearer(report: Report, words: str) -> tuple[str, str | None] | None:
    """Name and code of the actor that a mention of these words belongs to."""
    ids = [m.actor for m in report.mentions if m.text == words]
    return next(((a.name, a.code) for a in report.actors if a.id in ids), None)


# Why, text, for mentions the name and code of their actor (None: of no actor).
CASES: list[tuple[str, str, dict[str, tuple[str, str | None] | None]]] = [
    (
        "a title in initials is the one spelled out before a name",
        "Chief Minister Oren Bugta condemned the attack. “It was not in vain,” the CM said in a statement.",
        {"the CM": ("Oren Bugta", "GOV")},
    ),
    (
        "a title told twice, with its initials",
        "Superintendent of Police (SP) Ravi Kholi said 23 men had been booked. “No force was used,” the SP said.",
        {"the SP": ("Ravi Kholi", "COP")},
    ),
    (
        "another word for the calling of whoever was just told of",
        "Orlo MP John Maketa accused the agency of bias.\n\n“We know who is behind this,” the lawmaker said.",
        {"the lawmaker": ("John Maketa", "LEG")},
    ),
    (
        "a minister whose title goes before another form of address",
        "Minister of Finance Hon. Ipi Shikola said money was short. Hon. Vipu Muhara asked why. The Minister left.",
        {"The Minister": ("Ipi Shikola", "GOV")},
    ),
    (
        "the seat of a member is called by two places",
        "Ellerdale and Thornwick MP Sir Alan Crewe-Hale (Con) said he would write to the council.",
        {"he": ("Alan Crewe-Hale", "LEG")},
    ),
    (
        "a middle name by which a person is called",
        "The army named General Idrisa Mahambe Kako leader. Mahambe took the oath on Monday.",
        {"Mahambe": ("Idrisa Mahambe Kako", "MIL")},
    ),
    (
        "honorifics, and a family name that stands first",
        "Datuk Seri Wong Kah Fok said the panel had met. Wong also said that it would report.",
        {"Wong": ("Wong Kah Fok", None)},
    ),
    (
        "a party before a vice-president, and one with its initials in brackets",
        "ANC vice-president Amar Nikola urged calm on Monday, while Justice and Development Party (AKP) spokesman Omar "
        "Taskan accused the mayor.",
        {
            "ANC vice-president Amar Nikola": ("Amar Nikola", "ZAFPTY"),
            "Justice and Development Party (AKP) spokesman Omar Taskan": ("Omar Taskan", "TURPTY"),
        },
    ),
    (
        "whoever a body is said to have is of it",
        "The Orlo Teachers' Union called a strike. The union's Ivana Cassel said so. Boeing's Jan Stein did not.",
        {"Jan Stein": ("Jan Stein", "USABUS")},
    ),
    (
        "an office in apposition is no body",
        "Sammy Gyamba, the National Communications Officer of the African National Congress, disagreed.",
        {"Sammy Gyamba": ("Sammy Gyamba", "ZAFPTY")},
    ),
    (
        "bodies whose names hold a small word",
        "He dared the Ethics and Anti-Bribery Commission to act. She wrote to Orlo and Halden Police.",
        {
            "Ethics and Anti-Bribery Commission": ("Ethics and Anti-Bribery Commission", "GOV"),
            "Orlo and Halden Police": ("Orlo and Halden Police", "COP"),
        },
    ),
    (
        "a body taken up by the noun before `for`",
        "The Orlo League for Human Rights said sixty fans were held. The League named two of them.",
        {"League": ("Orlo League for Human Rights", "SOC")},
    ),
    (
        "a region where all places are of the other land of its name",
        "MACON, Ga. (AP) - A Georgia official said nothing on Friday. The man was held near Atlanta.",
        {"A Georgia official": ("A Georgia official", "USAGOV")},
    ),
    (
        "a party that elsewhere is a parliament",
        "The minister met farmers in Karnal and Panchkula. India buys 14 crops, he said in Delhi. The Congress has "
        "lost its ground, he said.",
        {"Congress": ("Indian National Congress", "INDPTY")},
    ),
    (
        "a captain in small letters before a name leads a team",
        "Etoile captain Yassin Mera was silent. Captain Omar Dahl of the army was not.",
        {"Etoile captain Yassin Mera": ("Yassin Mera", None), "Captain Omar Dahl": ("Omar Dahl", "MIL")},
    ),
    (
        "who speaks again and again in a transcript is one",
        "Spokesman: We saw the reports.\n\nQuestion: Do you believe them?\n\nSpokesman: We can't confirm them.",
        {"Spokesman": ("Spokesman", "UNK")},
    ),
    (
        "a turn by the title alone is that of whoever was named with it",
        "Prime Minister Hal Brooker: It is not so.\n\nReporter: Why?\n\nPrime Minister: Ask them.",
        {"Prime Minister": ("Hal Brooker", "GOV")},
    ),
    (
        "a party's secretary is of no government",
        "The African National Congress, in a statement by its Publicity Secretary, Comrade Joan Etubo, said so.",
        {"Joan Etubo": ("Joan Etubo", "ZAFPTY")},
    ),
    (
        "a month is no prime minister",
        "They named him the winner of the May 6 presidential vote.",
        {"the winner of the May 6 presidential vote": ("the winner of the May 6 presidential vote", "UNK")},
    ),
    (
        "a hospital source is somebody",
        "Two people were killed, according to a hospital source, who asked for anonymity.",
        {"a hospital source": ("a hospital source", "MED")},
    ),
    (
        "the governor is who the article calls Gov.",
        "“We are upset with Gov. Lindholm's decision,” Weber said. “We believe the governor should not.”",
        {"the governor": ("Lindholm", "GOV"), "Weber": ("Weber", None)},
    ),
    (
        "an inspector general is no general",
        "The memo was sent to State Department Inspector General Ann Roe. The inspector general declined to comment.",
        {"The inspector general": ("Ann Roe", "USAGOV")},
    ),
    (
        "the other man is not the one named",
        "Officer Hale shot Bell. Hale tried to stop Bell and another man. The other man has not been identified.",
        {"The other man": ("The other man", "UNK")},
    ),
    (
        "a department taken up by its last word",
        "The State Department removed the emails, Kent said. “The Department accepts the principle,” he wrote.",
        {"Department": ("State Department", "USAGOV")},
    ),
    (
        "officials of several lands are of no one of them",
        "Officials in Mexico, China and Japan also reported cases.",
        {"Officials in Mexico, China and Japan": ("Officials in Mexico, China and Japan", "GOV")},
    ),
    (
        "a club that bears a land's name is not its government",
        "The cup goes on. Basketball Jordan objected to the plan.",
        {"Basketball Jordan": ("Basketball Jordan", "JOR")},
    ),
    (
        "a marshal of a city polices it",
        "Ann Roe, a Kestrel City Marshal, spoke to the crowd.",
        {"Ann Roe": ("Ann Roe", "COP")},
    ),
    (
        "times and power are no bodies",
        "The assessors' power over personnel was taken away. He came at least a couple of times.",
        {"The assessors' power over personnel": None, "at least a couple of times": None},
    ),
    (
        "two callings of one person",
        "Filmmaker and best-selling author Dinah Sauer made her prediction. Sauer was sure.",
        {"Filmmaker and best-selling author Dinah Sauer": ("Dinah Sauer", "CVL"), "Sauer": ("Dinah Sauer", "CVL")},
    ),
    (
        "a town with the name of a small land's seat",
        "Stanley said no. The mayor of Hamilton resigned.",
        {"Stanley": ("Stanley", None)},
    ),
    (
        "Brussels and the bloc are the union of which the article speaks",
        "The EU's envoy to Turkey, Matthias Krohl, said Brussels would look at any request. The bloc wants reforms.",
        {"Brussels": ("European Union", "EUR"), "The bloc": ("European Union", "EUR")},
    ),
    (
        "a body of the union is enough",
        "European Commission officials met farmers. Brussels has ruled out a ban, the Polish minister said.",
        {"Brussels": ("European Union", "EUR")},
    ),
    (
        "where Belgium acts its seat is its own",
        "Belgium's premier met EU officials. Brussels said no to the plan.",
        {"Brussels": ("Belgium", "BELGOV")},
    ),
    (
        "a coalition of parties",
        "Likud MK Shlomi Britan said the coalition would fall. Shas chairman Eli Mazo disagreed.",
        {"the coalition": ("the coalition", "PTY")},
    ),
    (
        "a coalition of armies",
        "The coalition said its jets had struck Taliban fighters. A soldier died, the army said.",
        {"The coalition": ("The coalition", "MIL")},
    ),
    (
        "who presides over what is no state",
        "People like it, said Prairie Pulse president Marjorie Teller. Kenya president Ann Roe agreed.",
        {
            "Prairie Pulse president Marjorie Teller": ("Marjorie Teller", None),
            "Kenya president Ann Roe": ("Ann Roe", "KENGOV"),
        },
    ),
    (
        "whoever leads a body's mission is of it",
        "The International Monetary Fund said growth was slow. Its mission chief, Helena Brandt, urged reform.",
        {"Helena Brandt": ("Helena Brandt", "IGO")},
    ),
    (
        "the governor of a bank that bears a land's name",
        "Bank of Canada governor Omar Carnel said so. The Reserve Bank of New Zealand did not.",
        {
            "Bank of Canada governor Omar Carnel": ("Omar Carnel", "CANGOV"),
            "Reserve Bank of New Zealand": ("Reserve Bank of New Zealand", "NZLGOV"),
        },
    ),
    (
        "diplomats and officials of elsewhere are not of the land around",
        "HARARE, Zimbabwe - Western diplomats warned it. European officials met. The foreign ministry said no.",
        {
            "Western diplomats": ("Western diplomats", "GOV"),
            "European officials": ("European officials", "GOV"),
            "The foreign ministry": ("The foreign ministry", "ZWEGOV"),
        },
    ),
    (
        "the House and the Chamber of a parliament",
        "The House approved the loan on Tuesday, lawmakers said. He left the Chamber with his colleagues.",
        {"House": ("House", "LEG"), "Chamber": ("Chamber", "LEG")},
    ),
    (
        "a house where no parliament is told of",
        "Otto Weiss founded the House in 1990. The House sells coats.",
        {"House": ("House", None)},
    ),
    (
        "this state is where one is",
        "No-one moves a horse in this state, the minister said.",
        {"this state": None},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("why", "text", "expected"), CASES, ids=[c[0] for c in CASES])
def test_actor_of(coder: Coder, why: str, text: str, expected: dict[str, tuple[str, str | None] | None]) -> None:
    report = code(coder, text)
    assert {words: bearer(report, words) for words in expected} == expected, why


def test_who_is_quoted_as_saying_is_whose_word_it_is(coder: Coder) -> None:
    report = code(coder, "Mr. Brandt was quoted as saying that he was optimistic about the talks.")
    (statement,) = report.statements
    assert [report.text[a:b] for a, b in statement.source] == ["Mr. Brandt"]
    assert [report.text[a:b] for a, b in statement.content] == ["that he was optimistic about the talks"]


def test_he_said_is_who_the_paragraph_has_just_told_of(coder: Coder) -> None:
    text = (
        "Brenn openly admitted that his pick was political. “With an eye to the vote, the north,” he said.\n\n"
        "Calder ducked the question, and did not make a choice. “I will predict the winner,” he said."
    )
    report = code(coder, text)
    names = {a.id: a.name for a in report.actors}
    said = {report.text[s.content[0][0] : s.content[-1][1]]: names.get(s.speaker or "") for s in report.statements}
    assert said["“I will predict the winner,”"] == "Calder"


def test_short_forms_are_of_the_body_that_the_article_names(coder: Coder) -> None:
    text = (
        "Fighting between the army and the paramilitary Rapid Support Forces spread in Sudan on Monday. "
        "RSF fighters captured the town of Bara. The RSF denied it."
    )
    report = coder.code_text(text, published="2025-11-04")
    assert {a.name: a.code for a in report.actors if "R" in (a.name or "")} == {
        "Rapid Support Forces": "SDNPRM",
        "RSF fighters": "SDNPRM",
    }
