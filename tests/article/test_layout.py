"""How an article is laid out."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.article import Layout, lay_out
from onrecord.ingest import Document

BODY = "The transport minister of Norland said on Tuesday that no plan to close the harbour had reached him."


def laid(text: str, published: str | None = "2018-02-21", headline: str | None = None) -> Layout:
    return lay_out(text, Document(id="x", text=text, published=published, headline=headline))


# (opening, place, day of filing, agency)
DATELINES = [
    ("ARDEN:", "ARDEN", None, None),
    ("ARDEN, Jan 20 (Reuters) -", "ARDEN", "2018-01-20", "Reuters"),
    ("PORT ARDEN, Norland (AP) —", "PORT ARDEN, Norland", None, "AP"),
    ("ARDEN, Feb. 20 —", "ARDEN", "2018-02-20", None),
    ("ARDEN/NEW VELM —", "ARDEN/NEW VELM", None, None),
    ("Arden, 20 February (AFP) --", "Arden", "2018-02-20", "AFP"),
    ("ARDEN, December 30. /TASS/.", "ARDEN", "2017-12-30", "TASS"),
]
NO_DATELINES = ["WATCH: ", "UPDATE: ", "Arden: ", "Ministers – two of them – ", "U.S. - ", '"ARDEN: ']


@pytest.mark.parametrize(("opening", "place", "day", "agency"), DATELINES)
def test_datelines(opening: str, place: str, day: str | None, agency: str | None) -> None:
    text = f"{opening} {BODY}\nNobody else spoke."
    layout = laid(text)
    line = layout.source.dateline
    assert line is not None
    assert text[line.start : line.end] == opening
    assert line.place_start is not None
    assert text[line.place_start : line.place_end] == place
    assert (line.date, line.agency) == (day, agency)
    assert text[slice(*layout.spans("body")[0])] == BODY


@pytest.mark.parametrize("opening", NO_DATELINES)
def test_no_datelines(opening: str) -> None:
    assert laid(opening + BODY).source.dateline is None


def test_a_speaker_is_no_place() -> None:
    assert laid(f"MINISTER: {BODY}\nHOST: And then?\nMINISTER: Nothing.").source.dateline is None


# (a whole paragraph, its kind among an article's others)
PARAGRAPHS = [
    ("By Ana Belo", "byline"),
    ("Staff Reporter", "byline"),
    ("Published in The Tern Gazette, February 21st 2018.", "publication"),
    ("This article first appeared in The Tern Gazette on February 21, 2018.", "publication"),
    ("Share this article", "boilerplate"),
    ("Read more: Quay to move", "boilerplate"),
    ("Follow us on Twitter", "boilerplate"),
    ("Sign up for our morning newsletter", "boilerplate"),
    ("© 2018 Tern Media. All rights reserved.", "boilerplate"),
    ("(Reporting by Ana Belo; editing by Tomas Verel)", "boilerplate"),
    ("Advertisement", "boilerplate"),
    ("Photo: Ana Belo", "caption"),
    ("Workers at the quay. (AP Photo/Ana Belo)", "caption"),
    ("“No,” he said.", "body"),
    ("Share prices fell in Arden on Monday.", "body"),
    ("Published figures were wrong, he said.", "body"),
    ("By Monday the quay was empty.", "body"),
    ("Follow the money, she told the court.", "body"),
    ("Copyright law was the subject of the talks.", "body"),
    ("Related matters were left for the next day.", "body"),
    ("Print runs were short.", "body"),
    ("Reuters first told of the plan.", "body"),
]


@pytest.mark.parametrize(("line", "kind"), PARAGRAPHS)
def test_paragraphs(line: str, kind: str) -> None:
    text = f"{BODY}\n{BODY}\n{line}"
    assert [(b.kind, text[b.start : b.end]) for b in laid(text).blocks][2] == (kind, line)


def test_the_page_says_where_it_comes_from() -> None:
    text = f"Minister denies port plan\nBy Ana Belo in Arden\n{BODY}\nPublished in The Tern Gazette, March 1st 2018."
    source = laid(text, None).source
    assert (source.headline, source.byline) == ("Minister denies port plan", "Ana Belo")
    assert (source.outlet, source.published, source.language) == ("The Tern Gazette", "2018-03-01", "en")
    assert source.dateline is not None
    assert text[source.dateline.start : source.dateline.end] == "Arden"
    assert laid(text, "2018-02-21").source.published == "2018-02-21"


def test_a_given_headline_is_cut_off_the_text() -> None:
    text = f"Quay to move. {BODY}"
    assert [b.kind for b in laid(text, headline="Quay to move").blocks] == ["headline", "body"]


LANGUAGES = [
    ("en", BODY),
    ("ru", "Министр транспорта заявил во вторник, что плана закрытия порта не существует."),
    ("de", "Der Verkehrsminister sagte am Dienstag, es gebe keinen Plan, den Hafen zu schließen."),
    ("ur", "وزیر نے منگل کو کہا کہ بندرگاہ بند کرنے کا کوئی منصوبہ نہیں ہے اور نہ ہی کبھی تھا۔"),
]


@pytest.mark.parametrize(("code", "text"), LANGUAGES)
def test_languages(code: str, text: str) -> None:
    assert laid(text).source.language == code


LINES = st.sampled_from(
    [BODY, "By Ana Belo in Arden", "ARDEN: " + BODY, "Share", "***", "", " ", "Quay to move", "ARDEN —", "x"]
)


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.lists(LINES, max_size=8).map("\n".join), st.text(max_size=60)))
def test_every_character_lies_in_one_block_or_the_dateline(text: str) -> None:
    layout = laid(text)
    spans = [(b.start, b.end) for b in layout.blocks]
    assert spans == sorted(spans)
    if layout.source.dateline:
        spans = sorted([*spans, (layout.source.dateline.start, layout.source.dateline.end)])
    assert all(start < end for start, end in spans)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
    covered = {k for start, end in spans for k in range(start, end)}
    assert all(k in covered for k, c in enumerate(text) if not c.isspace())
