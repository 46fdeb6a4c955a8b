"""A small report that has one of everything, for the tests of stores and formats."""

from __future__ import annotations

import pytest

from onrecord.record import (
    Actor,
    Candidate,
    Coder,
    Dateline,
    Event,
    EventDate,
    Mention,
    Place,
    Quantity,
    Repair,
    Report,
    Source,
    Statement,
    Time,
    Venue,
)

TEXT = (
    "KABUL, Jan 20 - Police spokesman Idris Welan said on Saturday that gunmen had killed at least 12 people "
    "in Kabul. “We will find them,” he told reporters at a briefing."
)


def span(words: str, nth: int = 0) -> tuple[int, int]:
    """Where `words` stand in TEXT (the nth time, from 0)."""
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return start, start + len(words)


HE = (span("he told")[0], span("he told")[0] + 2)


def make_report(id: str = "r1") -> Report:
    """A report of TEXT as a careful reader would write it."""
    second = TEXT.index("“")
    return Report(
        id=id,
        source=Source(
            uri="inbox/kabul.txt",
            outlet="Harbour Wire",
            headline="Twelve killed in Kabul",
            published="2018-01-21",
            dateline=Dateline(0, 15, place="p1", date="2018-01-20"),
            language="en",
        ),
        text=TEXT,
        coder=Coder("0.0.0", {"language": "test"}),
        repairs=[Repair("split-word", *span("gunmen"), *span("gunmen"), "gun\nmen", "gunmen")],
        sentences=[(16, second - 1), (second, len(TEXT))],
        mentions=[
            Mention(
                "m1", *span("Police spokesman Idris Welan"), "Police spokesman Idris Welan", "name", "person", "a1"
            ),
            Mention("m2", *span("gunmen"), "gunmen", "nominal", "group", "a2"),
            Mention("m3", *span("Kabul"), "Kabul", "name", "place", None, "p2"),
            Mention("m4", *HE, "he", "pronoun", "person", "a1"),
        ],
        actors=[
            Actor("a1", "Idris Welan", "person", "AFG", ["COP", "GOV"], "police spokesman", "AFGCOP", ["m1", "m4"]),
            Actor("a2", "gunmen", "group", None, ["REB"], None, "REB", ["m2"], {"wikidata": "Q0"}),
        ],
        places=[
            Place("p1", 0, 5, "KABUL", "Kabul", 34.53, 69.17, "AFG", "city", geonames=1138958, confidence=0.9),
            Place(
                "p2",
                *span("Kabul"),
                "Kabul",
                "Kabul",
                34.53,
                69.17,
                "AFG",
                "city",
                candidates=[Candidate("Kabul", "AFG", 1138957, 0.1)],
            ),
        ],
        times=[Time("t1", *span("Saturday"), "Saturday", "DATE", "2018-01-20", "2018-01-20", "2018-01-20")],
        quantities=[
            Quantity("q1", *span("at least 12 people"), "at least 12 people", 12, "at-least", "people", None, "killed")
        ],
        statements=[
            Statement(
                "s1",
                "a1",
                [span("Police spokesman Idris Welan")],
                [span("said")],
                [span("gunmen had killed at least 12 people in Kabul")],
                "indirect",
                "say",
                date="2018-01-20",
                confidence=0.9,
            ),
            Statement(
                "s2",
                "a1",
                [HE],
                [span("told")],
                [span("“We will find them,”")],
                "direct",
                "tell",
                venue=Venue("a briefing", None, *span("a briefing")),
                within=None,
                confidence=0.8,
            ),
        ],
        events=[
            Event(
                "e1",
                "ASSAULT",
                None,
                ["terrorism"],
                "180",
                ["a2"],
                [],
                [span("killed")],
                0,
                EventDate("2018-01-20", "2018-01-20", "2018-01-20"),
                "p2",
                ["q1"],
                "happened",
                "s1",
                0.7,
                {"rule": "kill"},
            )
        ],
        notes=["a note"],
    )


@pytest.fixture
def report() -> Report:
    return make_report()
