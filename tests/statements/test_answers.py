"""Whose word an answer is in an interview printed as questions and answers. All texts and people are invented."""

from __future__ import annotations

import pytest

from onrecord.ingest import Document
from onrecord.pipeline import Coder
from onrecord.record import Report

TURNS = (
    "Q: Why do you oppose the bill?\n\n{a}: Because I read it. My voters did too.\n\n"
    "Q: Will you resign?\n\n{a}: No. I was elected for five years.\n\nQ: Thank you.\n\n{a}: Thank you."
)

# Why, what goes before the questions, the label of the answers, whose word they are (None: nobody's).
CASES: list[tuple[str, str, str, str | None]] = [
    (
        "who spoke last before the first question",
        "In an interview on Sunday, the lawmaker Otto Weiss said he would vote against Ann Roe's bill.\n\n",
        "A",
        "Otto Weiss",
    ),
    (
        "who is named first where nobody spoke",
        "Ann Roe has led the union since 2019. She met our reporter Otto Weiss in Lund.\n\n",
        "A",
        "Ann Roe",
    ),
    ("in words", "In an interview, Otto Weiss explained why he left.\n\n", "Answer", "Otto Weiss"),
    ("nobody is named", "The interview was shortened.\n\n", "A", None),
]


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


def code(coder: Coder, text: str) -> Report:
    return coder.code(Document("1", text=text, uri="invented"))


@pytest.mark.parametrize(("why", "before", "label", "name"), CASES, ids=[c[0] for c in CASES])
def test_answers(coder: Coder, why: str, before: str, label: str, name: str | None) -> None:
    report = code(coder, before + TURNS.format(a=label))
    names = {a.id: a.name for a in report.actors}
    turns = [s for s in report.statements if [report.text[a:b] for a, b in s.cue] == [":"]]
    said = {report.text[s.source[0][0] : s.source[0][1]]: names.get(s.speaker or "") for s in turns if s.source}
    assert said == {"Q": None, label: name}, why


# Text, the words of the speaker and the name of whom they mean (None: nobody).
AGES: list[tuple[str, str, str | None]] = [
    ("Otto Weiss was glad. “I trust them,” the 58-year-old said.", "the 58-year-old", "Otto Weiss"),
    (
        "Ann Roe resigned in May.\n\n“It was a good time,” the 22-year-old said.",
        "the 22-year-old",
        "Ann Roe",
    ),
    ("Ann Roe met Otto Weiss on Monday. “I am glad,” the 22-year-old said.", "the 22-year-old", None),
]


@pytest.mark.parametrize(("text", "words", "name"), AGES, ids=[c[0][:20] for c in AGES])
def test_by_age_alone(coder: Coder, text: str, words: str, name: str | None) -> None:
    report = code(coder, text)
    names = {a.id: a.name for a in report.actors}
    said = {
        report.text[s.source[0][0] : s.source[0][1]]: names.get(s.speaker or "") for s in report.statements if s.source
    }
    assert said.get(words, "") == name


def test_i_in_an_answer_is_who_answers(coder: Coder) -> None:
    report = code(coder, "In an interview, Otto Weiss explained why he left.\n\n" + TURNS.format(a="A"))
    names = {a.id: a.name for a in report.actors}
    assert {names.get(m.actor or "") for m in report.mentions if m.text in ("I", "My")} == {"Otto Weiss"}
