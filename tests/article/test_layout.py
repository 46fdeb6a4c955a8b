"""How an article is laid out."""

from __future__ import annotations

import itertools
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.article import Layout, lay_out
from onrecord.ingest import Document

BODY = "The transport minister of Norland said on Tuesday that no plan to close the harbour had reached him."


def laid(text: str, published: str | None = "2018-02-21", headline: str | None = None) -> Layout:
    return lay_out(text, Document(id="x", text=text, published=published, headline=headline))


HERE = Path(__file__).parent


def rows(name: str) -> list[list[str]]:
    lines = (HERE / name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize(
    ("line", "place", "agency"),
    [("Karnal, February 20", "Karnal", None), ("ANKARA - Anadolu Agency", "ANKARA", "Anadolu Agency")],
)
def test_datelines_on_a_line_of_their_own(line: str, place: str, agency: str | None) -> None:
    text = f"Quay to move by spring\n\nOur Correspondent\n\n{line}\n\n{BODY}\n\nNobody else spoke."
    found = laid(text).source.dateline
    assert found is not None
    assert (text[found.place_start : found.place_end], found.agency) == (place, agency)


@pytest.mark.parametrize(("opening", "place", "day", "agency"), rows("datelines.tsv"))
def test_datelines(opening: str, place: str, day: str, agency: str) -> None:
    joined = "" if opening.endswith(("—", " ")) and opening != "Lagos —" else " "
    text = f"{opening}{joined}{BODY}\nNobody else spoke."
    layout = laid(text)
    line = layout.source.dateline
    assert line is not None
    assert text[line.start : line.end] == opening.rstrip()
    assert line.place_start is not None
    assert text[line.place_start : line.place_end] == place
    assert (line.date, line.agency) == (day or None, agency or None)
    assert text[slice(*layout.spans("body")[0])] == BODY


@pytest.mark.parametrize("opening", [row[0] for row in rows("no-datelines.tsv")])
def test_no_datelines(opening: str) -> None:
    layout = laid(f"{opening.rstrip()} {BODY}")
    assert layout.source.dateline is None


def test_a_speaker_is_no_place() -> None:
    assert laid(f"MINISTER: {BODY}\nHOST: And then?\nMINISTER: Nothing.").source.dateline is None


OPENINGS = tomllib.loads((HERE / "headlines.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", OPENINGS, ids=[case["text"][:30] for case in OPENINGS])
def test_openings(case: dict[str, str]) -> None:
    layout = laid(case["text"], headline=case.get("given"))
    assert layout.source.headline == case.get("headline")
    assert case["text"][layout.spans("body")[0][0] :].startswith(case["body"])


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
    ("en", "Another text about Nairobi."),
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
