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
