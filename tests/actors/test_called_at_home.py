"""Bodies that only their own country's press calls by a common word, and who is of them. All texts are invented."""

from __future__ import annotations

import pytest

from onrecord.ingest import Document
from onrecord.pipeline import Coder

# Why, text, words of mentions and the name and code of their actor.
CASES: list[tuple[str, str, dict[str, tuple[str, str | None]]]] = [
    (
        "Labor and the Nationals of Australia",
        "Australian officials defended the deal on Monday. Nationals leader Wade Brann said that Labor had lied to the "
        "Australian Senate and to Tasmania.",
        {
            "Labor": ("Australian Labor Party", "AUSPTY"),
            "Nationals leader Wade Brann": ("Wade Brann", "AUSPTY"),
        },
    ),
    (
        "a spokesperson with a field",
        "Labour health spokesperson Ngaire Poole said New Zealand was short of nurses. The Green Party agreed. Doctors "
        "in Wellington and Auckland went on strike on Monday, the New Zealand Herald reported.",
        {
            "Labour health spokesperson Ngaire Poole": ("Ngaire Poole", "NZLPTY"),
            "Green Party": ("Green Party", "NZLPTY"),
        },
    ),
    (
        "Labour in Ireland and Labour in Britain",
        "Labour leader Donal Prent told the Dáil that rents in Cork and Galway had risen. The Taoiseach disagreed.",
        {"Labour leader Donal Prent": ("Donal Prent", "IRLPTY")},
    ),
    (
        "in Britain it stays",
        "Labour leader Donald Prent told the House of Commons that rents in Leeds had risen. Downing Street disagreed.",
        {"Labour leader Donald Prent": ("Donald Prent", "GBRPTY")},
    ),
    (
        "Tories and Liberals of Canada",
        "WINNIPEG - Tory leader Quinn Brathe said in Manitoba that Canada had no plan. The Liberals disagreed.",
        {"Tory leader Quinn Brathe": ("Quinn Brathe", "CANPTY"), "Liberals": ("Liberal Party", "CANPTY")},
    ),
    (
        "initials of a party of the Caribbean",
        "PORT OF SPAIN, Trinidad - UNC senator Anil Mahabar said so at a rally in Couva, Trinidad. The UNC lost.",
        {"The UNC": ("United National Congress", "TTOPTY")},
    ),
    (
        "which elsewhere are a university",
        "Students of UNC in Chapel Hill, North Carolina, marched on Monday. UNC said that it would listen.",
        {"UNC": ("UNC", None)},
    ),
    (
        "a party of two countries",
        "DHAKA, Bangladesh - Jamaat-e-Islami chief Abdul Manar expressed shock. Police in Bangladesh held two men.",
        {"Jamaat-e-Islami": ("Jamaat-e-Islami", "BGDPTY")},
    ),
]


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


@pytest.mark.parametrize(("why", "text", "expected"), CASES, ids=[c[0] for c in CASES])
def test_called_so_at_home(coder: Coder, why: str, text: str, expected: dict[str, tuple[str, str | None]]) -> None:
    report = coder.code(Document("1", text=text, uri="invented"))
    actors = {a.id: (a.name, a.code) for a in report.actors}
    found = {m.text.removeprefix("The "): actors[m.actor] for m in report.mentions if m.actor}
    assert {words: found.get(words.removeprefix("The ")) for words in expected} == expected, why
