"""What stands beside an article's text: the original, put together again, and the parts set in letters of their own."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from onrecord.repair import repair
from onrecord.serve.highlights import headline_span, layout_of, pieces
from onrecord.serve.original import original
from onrecord.serve.world import View, disputed, picture
from tests.conftest import make_report

SAMPLES = Path(__file__).parent.parent.parent / "samples/articles"

# Broken texts; the original has to come back to the letter.
BROKEN = [
    "The minister of A\nfghanistan spoke.",
    "Dif\ufb01cult talks went on in the capital, of-\nficials said on Mon\u00adday.",
    "\u00e2\u20ac\u0153We will find them,\u00e2\u20ac\u009d he said.",
    "A line that was wrapped\nhard in the middle of a sentence\nby an old system.",
    "Nothing is wrong here.",
    "",
    *(path.read_text(encoding="utf-8") for path in sorted(SAMPLES.rglob("*.txt"))),
]


@pytest.mark.parametrize("text", BROKEN)
def test_the_original_comes_back_from_the_text_and_its_repairs(text: str) -> None:
    mended = repair(text)
    report: dict[str, Any] = {"text": mended.text, "repairs": [dataclasses.asdict(r) for r in mended.repairs]}
    found = original(report)
    assert "".join(words for words, _ in found) == text
    assert [id for _, id in found if id] == [f"r{n + 1}" for n in range(len(mended.repairs))]


# Headline, text -> where it stands.
HEADLINES = [
    ("Talks resume", "Talks resume\n\nNAIROBI - ...", (0, 12)),
    ("Talks resume", "\n Talks resume\nNAIROBI", (2, 14)),
    ("Talks resume", "NAIROBI - Talks resume today", None),
    ("", "NAIROBI", None),
    (None, "NAIROBI", None),
]


@pytest.mark.parametrize(("headline", "text", "span"), HEADLINES)
def test_a_headline_at_the_head_of_the_text(headline: str | None, text: str, span: tuple[int, int] | None) -> None:
    assert headline_span({"source": {"headline": headline}, "text": text}) == span


def test_parts_of_the_layout_are_no_records() -> None:
    report = make_report()
    plain = report.to_dict()
    plain["source"]["headline"] = report.text[:5]
    found = pieces(report.text, layout_of(plain))
    assert "is-headline" in found[0].classes
    assert all(not piece.ids for piece in found)
    assert "".join(piece.text for piece in found) == report.text


def test_disputed_areas_are_rings_with_both_sides_named() -> None:
    names = {name for name, _, _ in disputed()}
    assert {"Crimea", "Western Sahara", "Golan Heights", "Kosovo", "Abyei"} <= names
    for name, says, ring in disputed():
        assert len(ring) >= 4, name
        assert all(-180 <= lon <= 180 and -90 <= lat <= 90 for lon, lat in ring), name
        assert "claim" in says or "part of" in says or "State of" in says, name


def test_a_view_draws_the_disputed_areas_in_it() -> None:
    assert {area["name"] for area in picture([], View(45, 35, 5))["disputed"]} >= {"Crimea"}
    assert {area["name"] for area in picture([], View(-51, -59, 5))["disputed"]} == {"Falkland Islands"}
