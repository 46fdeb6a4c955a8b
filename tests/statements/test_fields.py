"""What is known of a statement: certainty, verb, speaker, addressees, venue, day, nesting, first persons."""

from __future__ import annotations

from functools import cache

import pytest

from onrecord.article.layout import Layout
from onrecord.language import LanguageModel
from onrecord.mentions import link_speakers
from onrecord.record import Dateline, Mention, MentionKind, Place, Source, Span, Statement, Time
from onrecord.statements import find_statements


@cache
def model() -> LanguageModel:
    return LanguageModel.load()


def lines(text: str) -> list[Span]:
    out: list[Span] = []
    at = 0
    for line in text.split("\n"):
        if line:
            out.append((at, at + len(line)))
        at += len(line) + 1
    return out


def mentions_of(text: str, actors: dict[str, str]) -> list[Mention]:
    """One mention for every place where one of the texts stands, with the actor it means."""
    out = []
    for part, actor in actors.items():
        at = text.find(part)
        while at >= 0:
            pronoun = part.lower() in ("he", "she", "i", "we", "my", "who", "they")
            whole = not text[at - 1 : at].isalpha() and not text[at + len(part) : at + len(part) + 1].isalpha()
            if whole:
                kind: MentionKind = "pronoun" if pronoun else "name" if part[0].isupper() else "nominal"
                out.append(Mention(f"m{len(out) + 1}", at, at + len(part), part, kind, "person", actor or None))
            at = text.find(part, at + 1)
    return out


def find(
    text: str,
    actors: dict[str, str] | None = None,
    times: dict[str, str] | None = None,
    places: list[str] | None = None,
    published: str | None = "2018-02-21",
    filed: str | None = None,
) -> list[Statement]:
    reading = model().read(text, lines(text))
    found_times = [
        Time(f"t{n}", text.index(w), text.index(w) + len(w), w, "DATE", day, day, day)
        for n, (w, day) in enumerate((times or {}).items(), 1)
    ]
    found_places = [
        Place(f"p{n}", text.index(w), text.index(w) + len(w), w, w, 1.0, 1.0, None, "city")
        for n, w in enumerate(places or [], 1)
    ]
    dateline = Dateline(0, 0, None, filed) if filed else None
    layout = Layout(Source(published=published, dateline=dateline))
    return find_statements(reading, mentions_of(text, actors or {}), [], found_times, found_places, layout)


CERTAINTY = [
    ("Ann Roe said that the bridge was closed.", "asserted"),
    ("Ann Roe confirmed that the bridge was closed.", "asserted"),
    ("Ann Roe said that the bridge may be closed.", "hedged"),
    ("Ann Roe suggested that the bridge was unsafe.", "hedged"),
    ("The ministry said the ship had probably sunk.", "hedged"),
    ("Ann Roe said the bridge would open if the money came.", "conditional"),
    ("The envoy said that unless talks resume, the truce will end.", "conditional"),
    ("The minister would say that the plan had failed.", "hypothetical"),
    ("If the minister says that the plan has failed, markets will fall.", "hypothetical"),
    ("She asked if the bridge was safe.", "asserted"),
    ("Ann Roe questioned the value of the bridge.", "hedged"),
    ("Ann Roe called the bridge a danger that might cost lives.", "asserted"),
    ("“The bridge is shut. It may open in May,” Ann Roe said.", "asserted"),
    ("Ann Roe said the bridge appears to be safe.", "hedged"),
    ("Ann Roe considers the bridge safe.", "asserted"),
    ("Ann Roe said the bridge will open in May.", "asserted"),
]


@pytest.mark.parametrize(("text", "certainty"), CERTAINTY)
def test_certainty(text: str, certainty: str) -> None:
    assert find(text)[0].certainty == certainty


VERBS = [
    ("Ann Roe said that the bridge was closed.", "say"),
    ("The bridge was closed, according to Ann Roe.", "according to"),
    ("His claim that the bridge was safe angered residents.", "claim"),
    ("Ann Roe has repeatedly warned that the dam could burst.", "warn"),
    ("Officials declined to comment.", "decline"),
    ("The envoy pointed out that the road was closed.", "point out"),
]


@pytest.mark.parametrize(("text", "verb"), VERBS)
def test_verb(text: str, verb: str) -> None:
    assert verb in {s.verb for s in find(text)}


SPEAKERS = [
    ("Ann Roe said that the bridge was closed.", {"Ann Roe": "a1"}, "a1"),
    ("She said that the bridge was closed.", {"She": "a1"}, "a1"),
    ("“The bridge was closed,” said Ann Roe.", {"Ann Roe": "a1"}, "a1"),
    ("A spokesman for the ministry said the plan had failed.",
     {"A spokesman for the ministry": "a1", "the ministry": "a2"}, "a1"),
    ("Ann Roe, who said the bridge was unsafe, left.", {"Ann Roe": "a1"}, "a1"),
    ("Spokeswoman Lena Brandt said the plan had failed.", {"Spokeswoman Lena Brandt": "a1"}, "a1"),
    ("It is believed that the ship sank in a storm.", {"ship": "a1"}, None),
    ("Ann Roe said that the bridge was closed.", {}, None),
    ("Residents were advised to boil water.", {"Residents": "a1"}, None),
    ("Ann Roe was pressed on why the bridge had been closed.", {"Ann Roe": "a1"}, None),
    ("Voters are convinced that the count was fair.", {"Voters": "a1"}, "a1"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "actors", "speaker"), SPEAKERS)
def test_speaker(text: str, actors: dict[str, str], speaker: str | None) -> None:
    assert find(text, actors)[0].speaker == speaker


def test_quotation_in_its_own_paragraph_keeps_the_speaker() -> None:
    text = "“The deal is dead,” said Otto Varga.\n\n“We will not return to the table.”"
    found = find(text, {"Otto Varga": "a1"})
    assert {s.speaker for s in found if s.kind == "direct" and s.within is None} == {"a1"}
    assert any(e == len(text) for s in found for _, e in s.content)


ADDRESSEES = [
    ("Ann Roe told the council that the bridge was closed.", {"Ann Roe": "a1", "the council": "a2"}, ["a2"]),
    ("Ann Roe said to the council that the bridge was closed.", {"Ann Roe": "a1", "the council": "a2"}, ["a2"]),
    ("Ann Roe said that the council had left.", {"Ann Roe": "a1", "the council": "a2"}, []),
    ("“The deal is dead,” the envoy told reporters.", {"the envoy": "a1", "reporters": "a2"}, ["a2"]),
    ("The families were told that the search was over.", {"The families": "a1"}, ["a1"]),
    (
        "Residents were warned by the council that the dam could burst.",
        {"Residents": "a1", "the council": "a2"},
        ["a1"],
    ),
]


@pytest.mark.parametrize(("text", "actors", "addressees"), ADDRESSEES)
def test_addressees(text: str, actors: dict[str, str], addressees: list[str]) -> None:
    assert find(text, actors)[0].addressees == addressees


VENUES = [
    ("The minister said at a press conference in Moscow that talks had failed.", "a press conference in Moscow", "p1"),
    ("In a statement, the ministry said the talks had failed in Moscow.", "a statement", None),
    ("She said in an interview with Radio Nord that talks in Moscow had failed.", "an interview with Radio Nord", None),
    ("“The deal is dead,” she wrote on Twitter after leaving Moscow.", "Twitter", None),
    ("The minister told reporters in Moscow that talks had failed.", "Moscow", "p1"),
    ("The minister said that talks in Moscow had failed.", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "venue", "place"), VENUES)
def test_venue(text: str, venue: str | None, place: str | None) -> None:
    found = find(text, places=["Moscow"])[0].venue
    assert (found.text if found else None, found.place if found else None) == (venue, place)
    if found is not None:
        assert found.start is not None
        assert text[found.start : found.end] == found.text


def test_day_of_the_clause() -> None:
    found = find("Ann Roe said on Tuesday that the bridge was closed.", times={"Tuesday": "2018-02-20"})
    assert found[0].date == "2018-02-20"


def test_day_within_content_is_not_the_day_of_speaking() -> None:
    found = find("Ann Roe said that the bridge was closed on Sunday.", times={"Sunday": "2018-02-18"})
    assert found[0].date == "2018-02-21"


def test_said_at_a_time_that_is_no_day_has_no_day() -> None:
    reading = model().read("Ann Roe said in June 2012 that the bridge was closed.", [(0, 53)])
    month = Time("t1", 16, 25, "June 2012", "DATE", "2012-06", "2012-06-01", "2012-06-30")
    found = find_statements(reading, [], [], [month], [], Layout(Source(published="2018-02-21")))
    assert found[0].date is None


def test_a_day_told_of_the_speaker_is_not_the_day_of_speaking() -> None:
    text = "Ann Roe, who was arrested on Sunday, said that the bridge was closed."
    assert find(text, times={"Sunday": "2018-02-18"})[0].date == "2018-02-21"


def test_whoever_is_called_by_phone_is_not_what_is_said() -> None:
    text = "The president called his counterpart, Karim Dol, on Monday and promised to send helicopters."
    contents = [text[a:b] for s in find(text) for a, b in s.content]
    assert not any("counterpart" in content for content in contents)
    assert find("Ann Roe called Karim Dol a liar.")


def test_nothing_was_said_on_a_day_to_come() -> None:
    text = "The minister offered to meet rebel leaders on Tuesday but said the talks would be short."
    assert {s.date for s in find(text, times={"Tuesday": "2018-02-27"})} == {"2018-02-21"}


POLARITIES = [
    ("Ann Roe denied that the bridge was closed.", "denied"),
    ("Ann Roe did not deny that the bridge was closed.", "affirmed"),
    ("Ann Roe protested that the bridge was closed.", "affirmed"),
    ("Ann Roe questioned the closure of the bridge.", "affirmed"),
    ("Ann Roe disputed that the bridge was closed.", "denied"),
]


@pytest.mark.parametrize(("text", "polarity"), POLARITIES)
def test_polarity(text: str, polarity: str) -> None:
    assert find(text)[0].polarity == polarity


def test_turns_of_a_transcript_within_marks() -> None:
    text = (
        '"ROE: Is the bridge safe?\n\n"VARGA: Well, it is, and I have seen it.\n\n"And I think it will stay so.\n\n'
        '"(CROSSTALK.)\n\n"ROE: But who pays for it?\n\n"VARGA: The town pays for it."'
    )
    found = [s for s in find(text) if s.within is None]
    turns = [("".join(text[a:b] for a, b in s.source), "".join(text[a:b] for a, b in s.content)) for s in found]
    assert [source for source, _ in turns] == ["ROE", "VARGA", "ROE", "VARGA"]
    assert "stay so" in turns[1][1]
    assert not any("CROSSTALK" in content for _, content in turns)


SOURCES = [
    ("A UN report said that the bridge was closed.", {"UN": "a1"}, "a1"),
    ("A study of traffic in Oslo schools found that the bridge was closed.", {"Oslo schools": "a1"}, None),
    ("One of the lawyers, Ann Roe, said that the bridge was closed.", {"the lawyers": "a1", "Ann Roe": "a2"}, "a2"),
    ("Research done by the Vesk Institute found that the bridge was closed.", {"Vesk Institute": "a1"}, "a1"),
    ("“It is late,” Vesk News said in a statement. “We will wait,” the statement added.", {"Vesk News": "a1"}, "a1"),
    ("The ministry issued a report on Monday. The report said the bridge was closed.", {"The ministry": "a1"}, "a1"),
    ("The ministry issued a report on Monday. A letter said the bridge was closed.", {"The ministry": "a1"}, None),
    ("Ann Roe said it was late. They added that the bridge was closed.", {"Ann Roe": "a1"}, "a1"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "actors", "speaker"), SOURCES)
def test_speaker_of_a_source_that_is_no_name(text: str, actors: dict[str, str], speaker: str | None) -> None:
    assert find(text, actors)[-1].speaker == speaker


def test_dateline_day_goes_before_publication() -> None:
    assert find("Ann Roe said that the bridge was closed.", filed="2018-02-20")[0].date == "2018-02-20"


def test_no_day_without_publication() -> None:
    assert find("Ann Roe said that the bridge was closed.", published=None)[0].date is None


def test_day_is_carried_within_a_speech_event() -> None:
    text = "Ann Roe said on Tuesday that the bridge was closed. Roe said the ferry would sail again."
    found = find(text, {"Ann Roe": "a1", "Roe": "a1"}, {"Tuesday": "2018-02-20"})
    assert [s.date for s in found if s.within is None] == ["2018-02-20", "2018-02-20"]


def test_nested_statement_points_to_the_outer_one() -> None:
    found = find("The daily reported that aides had denied that money was paid.")
    outer = next(s for s in found if s.verb == "report")
    inner = next(s for s in found if s.verb == "deny")
    assert (outer.within, inner.within) == (None, outer.id)
    assert inner.polarity == "denied"


def test_first_persons_are_the_speaker() -> None:
    text = "“I never saw my report,” said Ann Roe. I was there."
    mentions = mentions_of(text, {"I": "", "my": "", "Ann Roe": "a1"})
    reading = model().read(text, lines(text))
    found = find_statements(reading, mentions, [], [], [], Layout(Source()))
    assert found[0].speaker == "a1"
    link_speakers(reading, mentions, found)
    first_persons = [(m.start < 25, m.actor) for m in mentions if m.text in ("I", "my")]
    assert sorted(first_persons) == [(False, None), (True, "a1"), (True, "a1")]


def test_confidence_is_a_chance() -> None:
    for s in find("Ann Roe said that the bridge was closed. Reports that the ship sank spread."):
        assert 0.0 < s.confidence < 1.0


def test_first_person_within_a_quotation_speaks_for_the_one_quoted() -> None:
    found = find("“We believe that the bridge was never safe,” said Ann Roe.", {"Ann Roe": "a1"})
    assert [(s.verb, s.speaker) for s in found] == [("say", "a1"), ("believe", "a1")]


def test_a_month_is_no_march() -> None:
    assert find("Ann Roe said in March that the bridge was closed.")[0].venue is None


def test_a_pronoun_is_not_somebody_named_in_its_own_words_only() -> None:
    text = "Otto Weiss thanked the crew.\n\n“A neighbour who comes at night is a friend,” he said."
    found = find(text, {"Otto Weiss": "a1", "A neighbour": "a2", "he": "a2"})
    assert [s.speaker for s in found if s.kind == "direct"] == ["a1"]


def test_a_dateline_is_no_content() -> None:
    text = "KISUMU, June 3 - Two boats sank on the lake on Saturday, the coast guard said."
    found = find(text)
    assert [text[a:b] for a, b in found[0].content] == ["Two boats sank on the lake on Saturday"]


def test_a_name_without_a_mention_means_what_it_means_elsewhere() -> None:
    text = "Otto Weiss left the hall. Later Weiss said that the bridge was closed."
    reading = model().read(text, lines(text))
    mentions = [Mention("m1", 0, 10, "Otto Weiss", "name", "person", "a1")]
    found = find_statements(reading, mentions, [], [], [], Layout(Source()))
    assert [s.speaker for s in found] == ["a1"]


def test_a_speaker_line_in_capitals_means_the_name() -> None:
    text = "Ann Roe and Otto Weiss met on Monday.\n\nWEISS: The bridge was never safe."
    found = find(text, {"Ann Roe": "a1", "Otto Weiss": "a2"})
    assert [s.speaker for s in found if s.kind == "indirect" and s.source] == ["a2"]


def test_he_added_is_who_spoke_before() -> None:
    text = "Otto Weiss said the bridge was closed. He added that Ann Roe would repair it."
    found = find(text, {"Otto Weiss": "a1", "Ann Roe": "a2", "He": "a2"})
    assert [s.speaker for s in found if s.within is None] == ["a1", "a1"]


@pytest.mark.parametrize(
    "text",
    [
        "Sacked Clerk Goes on Shopping Spree\n\nA clerk bought nine boats.",
        "Old Ferry Sinks Off Coast\n\nNobody was hurt.",
    ],
)
def test_a_headline_without_a_word_of_speech_is_no_statement(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("Police said they held him on suspicion that he fired the shots and found a box of bullets.", []),
        ("Ann Roe said the court must determine whether the law is valid.", []),
        ("The daily said Otto Weiss believes that the bridge is safe.", ["believe"]),
        ("Ann Roe said the army denied that shots were fired.", ["deny"]),
    ],
)
def test_what_tells_within_a_content(text: str, inner: list[str]) -> None:
    assert [s.verb for s in find(text) if s.within is not None] == inner
