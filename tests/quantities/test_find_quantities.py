"""Quantities: the case table, numbers that count nothing, the noun counted, bad input, spans."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.language import LanguageModel
from onrecord.language.reading import Reading
from onrecord.quantities import counted, find_quantities
from onrecord.record import Quantity
from onrecord.times import find_times
from tests.effort import effort


@cache
def read(text: str) -> Reading:
    return LanguageModel.load().read(text, [(0, len(text))])


def find(text: str) -> list[Quantity]:
    reading = read(text)
    return find_quantities(reading, find_times(reading, date(2018, 2, 21)))


CASES = [
    line.split("\t")
    for line in (Path(__file__).parent / "amounts.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize("case", CASES, ids=[c[0] for c in CASES])
def test_amount(case: list[str]) -> None:
    marked, value, high, bound, unit, kind = case
    before, _, rest = marked.partition("[[")
    expression, _, after = rest.partition("]]")
    found = find(before + expression + after)
    at = [q for q in found if (q.start, q.end) == (len(before), len(before) + len(expression))]
    assert at, [(q.text, q.value, q.kind) for q in found]
    got = at[0]
    shown = (
        f"{got.value:.15g}",
        "-" if got.high is None else f"{got.high:.15g}",
        got.bound,
        got.unit or "-",
        got.kind or "-",
    )
    assert shown == (value, high, bound, unit, kind)


def test_enough_cases() -> None:
    assert len(CASES) >= 80


NOTHING = [
    "Rovers won 3-1 on Saturday.",
    "Oslo 4 Bergen 4",
    "The army was trapped inside the Bermuda Hundred river bend.",
    "Families moved to Thousand Oaks.",
    "Call +92 300 1234567 for details.",
    "He lives at 24 Hill Street.",
    "The F-16 and the A380 flew past.",
    "A 34-year-old man came on 21 February 2018.",
    "The visitors beat the hosts 102-98.",
    "He was named on page 12 of the report.",
    "Resolution 2254 was adopted.",
    "The talks lasted three days.",
    "No one came.",
    "He finished 4th.",
    "The vase dates from the 1960s.",
    "It began at 10:30 p.m. in the hall.",
    "The number is 555-0142.",
    "Carla Dunn, 63, was killed in the blast on Monday.",
    "Peter Harlan, 38, a baker, was wounded.",
    "The dead man was named as Peter Harlan (38).",
    "The driver, 34, was killed.",
    "He held a 12-gauge shotgun.",
    "It began at 10 a.m. in the hall.",
    "It began at 10 a. m. in the hall.",
    "It began at 10 a. m.",
    "The talks were held on 31 February.",
    "The death of Peter Harlan, a father of seven, shocked the town.",
    "The camp lies at 34.5281° N, 69.1723° E.",
    "The overpass at the 678 project was shut, a 911 dispatcher said.",
    "The singer dies at 91.",
    "She died at the age of 91, and he was killed at 34.",
    "He recited 2 Timothy to the hall.",
    "Police saw a 1996 Dodge pickup and a 2005 black Ford.",
    "He carried a 9mm pistol.",
    "The car was driven by Marisa Harlan, 23 of Las Vegas.",
    "The camp is at 33°47′N 44°30′E.",
    "He lived in the 2900 block of Elm Street and worked on the 717 program.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_what_counts_nothing_is_no_quantity(text: str) -> None:
    assert [(q.text, q.kind) for q in find(text)] == []


def test_the_counted_noun_is_kept_for_the_actors() -> None:
    text = "Police detained more than 1,500 protesters."
    noun = counted(read(text), find(text)[0])
    assert noun is not None
    assert noun.text == "protesters"


def test_the_group_named_before_counts_fighters() -> None:
    text = "Militants attacked the town. The group has a thousand people, officials say."
    assert [(q.text, q.kind) for q in find(text)] == [("a thousand people", "fighters")]


def test_money_has_its_currency() -> None:
    assert find("The bank lost £20m on the deal.")[0].currency == "GBP"


def test_a_list_of_numbers_takes_linear_time() -> None:
    def calls(n: int) -> int:
        reading = read(", ".join(str(k) for k in range(n)) + ".")
        return effort(lambda: find_quantities(reading, []))

    assert calls(5_000) < 5 * calls(1_000) * 1.5


WORDS = ["at", "least", "12", "people", "$", "3.4bn", "a", "dozen", "between", "20", "and", "30", "-", ",", "killed",
"thousands", "of", "%",
         "km", "two", "hundred", "million", "1,000", "up", "to", "one", ".", "€", "5m", "wounded"]  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=20))
def test_spans_are_in_order(words: list[str]) -> None:
    text = " ".join(words)
    end = 0
    for found in find(text):
        assert end <= found.start < found.end <= len(text)
        assert found.text == text[found.start : found.end]
        assert found.high is None or found.high > found.value
        end = found.end


def test_degrees_on_a_map_or_of_a_quake_are_no_heat() -> None:
    text = (
        "The quake of 3.8 degrees on the Richter scale struck at 26.9 degrees in latitude. It was 31 degrees at noon."
    )
    assert [q.kind == "temperature" for q in find(text) if "degrees" in q.text] == [False, False, True]


@pytest.mark.parametrize(("text", "value", "unit"), [
    ("A shed of 50m by 30m was alight.", 50, "m"),
    ("The pit is 20m deep.", 20, "m"),
    ("The plan feeds 20m people.", 20e6, "people"),
    ("The air force has 20 F-16 jets.", 20, "jets"),
    ("The carrier bought 22 Boeing 787 jets.", 22, "jets"),
])  # fmt: skip
def test_metres_are_no_millions_and_model_numbers_no_end(text: str, value: float, unit: str) -> None:
    first = find(text)[0]
    assert (first.value, first.unit) == (value, unit)
