"""What should not be in a text at all: the reading keeps exact offsets and does not fail."""

from __future__ import annotations

import pytest

from onrecord.language import LanguageModel, Reading

TEXTS = {
    "nothing": "",
    "white space": " \t \u00a0 ",
    "one sign": ".",
    "a 10,000-character word": "x" * 10_000 + " fell.",
    "2,000 signs": "(" * 2_000,
    "a 2,000-character chunk of words": "a-" * 1_000,
    "a 50,000-word sentence": "the envoy said that " * 12_500,
    "emoji": "Ines Vale 😀👍🏽 left 🇺🇳 today.",
    "right-to-left": "The \u200fعربي\u200e word, \u202eabc\u202c he said.",
    "all capitals": "THE ARMY LEFT THE TOWN. NOBODY SAID WHY.",
    "no punctuation": "the army left the town nobody said why they had gone",
    "tabs and control characters": "The\tarmy\x00\x07 left\x1b[0m\x0c the town.\x85Then\u2028it came back.",
    "lone surrogates": "Vale \ud800 said\udfff: \ud83d go.",
    "combining marks": "Ine\u0301s Va\u0308le le\u0323ft.",
    "another script": "Президент приехал в Киев. 我们走了。",
}


@pytest.fixture(scope="module")
def model() -> LanguageModel:
    return LanguageModel.load()


def read(model: LanguageModel, text: str) -> Reading:
    return model.read(text, [(0, len(text))])


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_offsets_are_exact_and_nothing_is_lost(model: LanguageModel, text: str) -> None:
    reading = read(model, text)
    words = [(s.starts[i], s.ends[i], w) for s in reading.sentences for i, w in enumerate(s.words)]
    assert all(text[a:b] == w for a, b, w in words)
    assert "".join(w for _, _, w in words) == "".join(text.split())
    for sentence in reading.sentences:
        n = len(sentence)
        assert n == len(sentence.lemmas) == len(sentence.upos) == len(sentence.xpos) == len(sentence.deprels)
        assert sentence.heads.count(-1) == 1
        assert all(len(sentence.path(i, sentence.heads.index(-1))) <= n for i in range(0, n, 50)), "a tree"


def test_no_paragraphs_no_sentences(model: LanguageModel) -> None:
    assert model.read("Something else.", []).sentences == []


@pytest.mark.parametrize("kind", ["emoji", "lone surrogates", "a 10,000-character word", "all capitals"])
def test_bad_neighbours_change_nothing(model: LanguageModel, kind: str) -> None:
    news = "The minister of Marrak said on Friday that Ines Vale had left."
    alone = read(model, news).sentences[0]
    text = TEXTS[kind] + "\n" + news
    start = len(TEXTS[kind]) + 1
    beside = model.read(text, [(0, start - 1), (start, len(text))]).sentences[-1]
    for field in ("words", "upos", "xpos", "heads", "deprels", "lemmas"):
        assert getattr(alone, field) == getattr(beside, field), field
    # A name's confidence looks at its other uses in the text, so only what is a name must stay.
    assert [(n.first, n.last, n.type) for n in alone.names] == [(n.first, n.last, n.type) for n in beside.names]
