"""Pages of different make: the article and its data come out, what stands around it does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.article import lay_out
from onrecord.ingest import Document, read_inputs

PAGES = sorted((Path(__file__).parent / "pages").glob("*.html"))
PARAGRAPHS = [
    "The quay in Arden will move to the northern shore next spring, transport minister Tomas Verel said on Monday.",
    "“We have waited twenty years for this, and we will not wait another,” Verel told reporters at the harbour.",
    "Dockers fear for their work. Their union has called a strike for Thursday and demanded talks with the government.",
    "A spokeswoman for the port said that no one would be dismissed before the new quay was finished and in use.",
    "The move will cost about 40 million dollars, half of which the Norland Development Bank has promised to lend.",
]
AROUND = [
    "Sport Results",
    "Cat found",
    "Fish prices",
    "Copyright",
    "Share on",
    "Tweet",
    "Photo:",
    "Cheap boats",
    "Subscribe",
]


def test_there_are_pages() -> None:
    assert len(PAGES) == 6


@pytest.mark.parametrize("path", PAGES, ids=[path.stem for path in PAGES])
def test_pages(path: Path) -> None:
    (found,) = read_inputs([path])
    assert isinstance(found, Document)
    layout = lay_out(found.text, found)
    source = layout.source
    assert (source.headline, source.byline, source.published) == ("Quay to move by spring", "Ana Belo", "2018-02-20")
    assert source.outlet == "The Tern Gazette"
    body = [found.text[start:end] for start, end in layout.spans("body")]
    assert body == PARAGRAPHS[: 3 if path.stem == "paywall" else 5]
    assert not [line for line in AROUND if any(line in paragraph for paragraph in body)]
