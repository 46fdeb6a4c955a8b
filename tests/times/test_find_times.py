"""Time expressions: the case table, texts without any, narratives, bad input, spans."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.language import LanguageModel
from onrecord.language.reading import Reading, Sentence
from onrecord.language.tokens import tokenize
from onrecord.record import Time
from onrecord.times import find_times
from tests.effort import effort


def read(text: str) -> Reading:
    """A reading with words alone: the rules must hold without tags or a tree."""
    sentences: list[Sentence] = []
    here: list[tuple[int, int]] = []
    tokens = tokenize(text)
    for i, (a, b) in enumerate(tokens):
        here.append((a, b))
        last = i + 1 == len(tokens)
        if last or (text[a:b] in (".", "!", "?") and text[tokens[i + 1][0]].isupper()):
            n = len(here)
            shown = [text[x:y] for x, y in here]
            sentences.append(
                Sentence(
                    len(sentences),
                    0,
                    [x for x, _ in here],
                    [y for _, y in here],
                    shown,
                    [w.lower() for w in shown],
                    ["X"] * n,
                    [""] * n,
                    [-1] * n,
                    ["dep"] * n,
                )
            )
            here = []
    return Reading(text, [(0, len(text))], sentences)


def find(text: str, published: str | None = "2018-02-21", filed: str | None = None) -> list[Time]:
    return find_times(
        read(text), date.fromisoformat(published) if published else None, date.fromisoformat(filed) if filed else None
    )


CASES = [
    line.split("\t")
    for line in (Path(__file__).parent / "expressions.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize("case", CASES, ids=[f"{c[0]} {c[1]}" for c in CASES])
def test_expression(case: list[str]) -> None:
    published, marked, kind, value, earliest, latest = case
    before, _, rest = marked.partition("[[")
    expression, _, after = rest.partition("]]")
    found = find(before + expression + after, None if published == "-" else published)
    at = [t for t in found if (t.start, t.end) == (len(before), len(before) + len(expression))]
    assert at, [(t.text, t.value) for t in found]
    got = at[0]
    assert (got.type, got.value, got.earliest or "-", got.latest or "-") == (kind, value, earliest, latest)


def test_enough_cases() -> None:
    assert len(CASES) >= 200


NOTHING = [
    "The visitors won 3-1 at home.",
    "The bill passed by 52 to 48.",
    "Call +44 20 7946 0018 or 555-0142.",
    "The A380 and the F-16 flew past the Boeing 747.",
    "The ticket costs $20.18 or £1,999.",
    "The plan was dated 31 February.",
    "They may march on the capital.",
    "In the last month of the war, troops crossed the river.",
    "Orlin threw a touchdown early in the fourth quarter.",
    "He bought 1,500 sheep and 2,000 goats.",
    "Prices fall as supplies spring back.",
    "Rooms 12 to 14 are on the second floor.",
    "The ratio is 3:1.",
    "It took second place.",
    "This is a sad day for us.",
    "The former mayor is free.",
    "She won gold at the Winter Games.",
    "Call 020 7946 0958, 1800 555 123 or quote 845 2017 1234.",
    "The number was 123-45-1999 and the fax 555-2012.",
    "The shop sold Windows 2000 and the Model 2020.",
    "It was due on May 45, they said.",
    "The May family moved out.",
    "He wrote for the Sunday Times.",
    "It cost 1999 yen.",
    "It cost ¥2012.",
    "Call 020 7946 0958 or 1800 555 123.",
    "The index fell to 1850 from 1900 points.",
    "The form said 2018-13-45.",
    "Wages of men in their 30s, 40s and 50s grew.",
    "The army burned farms in the March to the Sea. There were no battles along the March.",
    "This time around, she leads.",
    "Her desk is at ext. 2018, her PIN 1999 and the door code 2016.",
    "The year 0, the 31 February and 99999-12-31 are in no calendar.",
    "She told USA Today of the plan.",
    "The site is at 34.5553 N, 69.2075 E.",
    "She spoke on the morning news shows.",
    "He hosted the show for a second time.",
    "The Peugeot 2008 was parked outside the bank.",
    "An old BMW 2002 and a Rover 2000 were sold.",
    "Rovers lost by 1-1-2019 points in the old scheme.",
    "The visitors won 21-12-2015 on aggregate.",
    "Part XR-1999-B was recalled.",
    "Flight MH-1370 turned back; the case is Harper v. Dunn, No. 21-1204.",
    "They left by gate 2015.",
    "The motion passed by 2015-1984.",
    "Version 10.12.2016 was withdrawn.",
    "She made 1998 runs off 2015 balls.",
    "The case is told in 2015 WL 123456.",
    "The server 10.12.20.16 fell silent.",
    "At the end of the day, voters decide.",
    "He sent Christmas cards and bought a Christmas tree.",
    "Officers stopped a 2013 Toyota near the bridge.",
    "She drove a silver 2005 Nissan and he a 2009 black Honda.",
    "The crash was on FM 2071, and State Road 2012 was shut.",
    "The house passed HR 1999, and the court opened docket 2015.",
    "Reply as soon as the form comes.",
    "She moved again, this time to Orlin.",
    "The shop does it on a day-to-day basis.",
    "He led the committee Shaping the Future.",
    "At the same time, she leads.",
    "The show is at 1300 Harlan Drive in Orlin.",
    "It is too soon to say.",
    "He spoke at the March for Peace.",
    "His 1996 Dodge hit a red 2004 Honda.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_no_time_is_invented(text: str) -> None:
    assert [t.text for t in find(text)] == []


@pytest.mark.parametrize(
    "text", ["He was born on 31 February 2018.", "It happened on 30/02/2018.", "The year 0 and the year 99999."]
)
def test_impossible_dates_get_no_day(text: str) -> None:
    assert all(t.value not in ("2018-02-31", "2018-02-30", "0000", "99999") for t in find(text))


def test_a_surname_is_no_month_and_no_day() -> None:
    text = "The ban is over, said Jason January of Orlin. January thanked the crews. It had begun in January."
    reading = LanguageModel.load().read(text, [(0, len(text))])
    assert [t.start for t in find_times(reading, date(2018, 2, 21))] == [text.rindex("January")]


def test_the_dateline_is_today() -> None:
    assert find("The minister spoke today.", "2018-02-21", "2018-02-19")[0].value == "2018-02-19"


NARRATIVE = (
    "The war began in March 1839. In 1840 the fleet sailed. In May, the port was taken. Two days later the fort fell. "
    "The following year, peace was signed. In 1843 the men went home. In June, the last ship left. "
    "In 1844 nothing happened. "
    "By 1845 all was quiet."
)


def test_a_narrative_counts_from_the_date_last_mentioned() -> None:
    values = [t.value for t in find(NARRATIVE)]
    assert values == ["1839-03", "1840", "1840-05", "1840-05-XX", "1841", "1843", "1843-06", "1844", "1845"]


# What a narrative only looks out to or back on, and where it then goes on
GLANCES = [
    ("A campaign was planned for 1843. On 11 May the line broke.", "1841-05-11"),
    ("The order stayed in force until 14 September 1878. On 11 May the line broke.", "1841-05-11"),
    ("The same town had fallen a year earlier. On 11 May the line broke.", "1841-05-11"),
    ("On 16 December the fleet turned back. In January it sailed again.", "1842-01"),
]


@pytest.mark.parametrize(("told", "value"), GLANCES)
def test_a_narrative_goes_on_in_its_year(told: str, value: str) -> None:
    begin = "The war began in 1838. In 1839 the fleet sailed. In 1840 a port was taken. In April 1841 a fort fell. "
    assert value in [t.value for t in find(begin + told + " By 1845 all was quiet.")]


def test_a_town_called_spring_is_no_season() -> None:
    text = "Crews from Houston, Spring and Conroe put out the fire."
    assert find_times(LanguageModel.load().read(text, [(0, len(text))]), date(2018, 2, 21)) == []


def test_a_list_of_numbers_takes_linear_time() -> None:
    def calls(n: int) -> int:
        reading = read(", ".join(str(1000 + k % 9000) for k in range(n)))
        return effort(lambda: find_times(reading, date(2018, 2, 21)))

    assert calls(5_000) < 5 * calls(1_000) * 1.5


WORDS = [
    "on", "the", "3", "May", "2018", "-", "two", "days", "ago", "between", "and", "5", ",", "last", "Tuesday",
    "night", "of", "1990s",
    "BC", "at", "10:30", "p.m.", "early", "every", "31", "February", "99999", "0", "'98", "Q3", "fiscal", "century",
    ".", "later", "half",
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=25), st.sampled_from([None, "2018-02-21", "0001-01-01", "9999-12-31"]))
def test_spans_are_in_order_and_days_are_days(words: list[str], published: str | None) -> None:
    text = " ".join(words)
    end = 0
    for found in find(text, published):
        assert end <= found.start < found.end <= len(text)
        assert found.text == text[found.start : found.end]
        assert (found.earliest is None) == (found.latest is None)
        if found.earliest and found.latest:
            assert date.fromisoformat(found.earliest) <= date.fromisoformat(found.latest)
        end = found.end


LOOKING_BACK = (
    "Delver was born in 1950 and served in 1972. She lost in 1984, ran again in 1992, won in 1996 and left in 2000. "
    "The ceremony recalled September 11, 2001. On Sunday she left it early, and on Friday her office said she was ill. "
)


def test_news_that_looks_back_counts_from_its_own_day() -> None:
    days = {t.text: t.value for t in find(LOOKING_BACK, "2016-09-12")}
    assert days["Sunday"] == "2016-09-11"
    assert days["Friday"] == "2016-09-09"


SPOKEN = (
    "Delver was born in 1950 and served in 1972. She lost in 1984, ran again in 1992, won in 1996 and left in 2000. "
    '"I will not run," she said. Her son, who worked for her in 2000, said she was tired. In May she told a club so. '
)


def test_where_people_speak_the_text_is_news() -> None:
    assert {t.text: t.value for t in find(SPOKEN, "2016-09-12")}["May"] == "2016-05"


def test_a_fiscal_year_over_two_years_reaches_into_both() -> None:
    (year,) = find("The ministry spent less in the fiscal year 2017-18.")
    assert (year.value, year.earliest, year.latest) == ("FY2017", "2017-04-01", "2018-06-30")


def test_a_story_of_the_past_keeps_its_year() -> None:
    text = (
        "In March 2009 he was jailed in Valdera. On 12 June he escaped with two others. The mayor spoke on 4 January."
    )
    reading = LanguageModel.load().read(text, [(0, len(text))])
    values = [t.value for t in find_times(reading, date(2016, 5, 16))]
    assert values == ["2009-03", "2009-06-12", "2016-01-04"]


def test_this_weekend_is_behind_on_a_monday_that_tells_of_it() -> None:
    def weekend(text: str, day: int) -> str:
        reading = LanguageModel.load().read(text, [(0, len(text))])
        return find_times(reading, date(2018, 2, day))[0].value

    assert weekend("She won two contests this weekend.", 19) == "2018-W07-WE"
    assert weekend("The fair will open this weekend.", 19) == "2018-W08-WE"
    assert weekend("She won two contests this weekend.", 24) == "2018-W08-WE"
