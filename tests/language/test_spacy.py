"""Readings to spaCy documents and back, and a spaCy pipeline as the reader."""

from __future__ import annotations

import sys
from typing import Any

import pytest
import spacy

from onrecord.consistency import faults
from onrecord.language import LanguageModel
from onrecord.language.reading import Name
from onrecord.language.spacy import SpacyReader, from_doc, to_doc
from onrecord.pipeline import Coder
from tests.language.test_conllu import assert_same, make_reading

TEXT = "Ines Vale left Marrak.\n\n“We won't,” she  said. 😀"


@pytest.fixture(scope="module")
def pipeline() -> Any:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "GPE", "pattern": "Marrak"}, {"label": "DATE", "pattern": "Friday"}])
    return nlp


def test_a_reading_comes_back_from_a_doc() -> None:
    reading = make_reading(TEXT)
    assert_same(from_doc(to_doc(reading)), reading)


def test_a_doc_shows_the_reading() -> None:
    doc = to_doc(make_reading(TEXT))
    assert [len(s) for s in doc.sents] == [5, 10]
    assert [(e.text, e.label_) for e in doc.ents] == [("Ines Vale", "person"), ("“We", "person")]
    assert doc[1].head.text == "Ines"
    assert doc[3].lemma_ == "marrak"
    assert doc[0].dep_ == "ROOT"


def test_an_empty_reading_is_an_empty_doc() -> None:
    assert_same(from_doc(to_doc(make_reading(""))), make_reading(""))


def test_a_pipeline_reads_paragraphs_with_offsets_into_the_whole_text(pipeline: Any) -> None:
    text = "KABUL:\nVale left Marrak on Friday.  She  flew.\nnot this"
    reading = SpacyReader(pipeline).read(text, [(7, 46)])
    assert [s.words for s in reading.sentences] == [
        ["Vale", "left", "Marrak", "on", "Friday", "."],
        ["She", "flew", "."],
    ]
    for sentence in reading.sentences:
        assert [text[a:b] for a, b in zip(sentence.starts, sentence.ends, strict=True)] == sentence.words
        assert sentence.heads.count(-1) == 1
        assert sentence.paragraph == 0
    assert reading.sentences[0].names == [Name(2, 3, "place")]
    assert reading.text == text


def test_a_doc_of_ones_own_has_its_lines_as_paragraphs(pipeline: Any) -> None:
    reading = from_doc(pipeline("Vale left.\n\nShe flew."))
    assert reading.paragraphs == [(0, 10), (12, 21)]
    assert [s.paragraph for s in reading.sentences] == [0, 1]


def test_a_pipeline_with_another_scheme_of_trees_is_warned_of() -> None:
    nlp = spacy.blank("en")
    parser = nlp.add_pipe("parser")
    parser.add_label("dobj")
    with pytest.warns(UserWarning, match="not Universal Dependencies"):
        SpacyReader(nlp)


def test_a_coder_reads_with_a_pipeline_in_the_place_of_the_shipped_model(pipeline: Any) -> None:
    text = "Vale left Marrak on Friday.\n\n“We left,” she said."
    report = Coder(reader=SpacyReader(pipeline)).code_text(text, published="2024-03-08")
    assert report.coder.models["language"].startswith("spacy en_")
    assert [report.text[a:b] for a, b in report.sentences] == ["Vale left Marrak on Friday.", "“We left,” she said."]
    assert "Marrak" in [m.text for m in report.mentions]
    assert not faults(report)


def test_a_reading_through_spacy_gives_the_statements_of_the_tree(pipeline: Any) -> None:
    class Through:
        version = "the shipped model through spaCy"

        def read(self, text: str, paragraphs: Any) -> Any:
            return from_doc(to_doc(LanguageModel.load().read(text, paragraphs)))

    report = Coder(reader=Through()).code_text("“We will stay,” President Ann Roe told reporters in Arda on Monday.")
    (statement,) = report.statements
    assert [report.text[a:b] for a, b in statement.content] == ["“We will stay,”"]
    assert {a.id: a.name for a in report.actors}[statement.speaker or ""] == "Ann Roe"


def test_a_missing_spacy_is_said_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy.tokens", None)
    with pytest.raises(ImportError, match="pip install spacy"):
        to_doc(make_reading(""))
