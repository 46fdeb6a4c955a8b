"""Short names in capitals that are common words too: when they are names, and that nothing else changes."""

from __future__ import annotations

import pytest

from onrecord.language import LanguageModel

# Text, the tag of each IS or WHO in it, in order.
CASES = [
    ("Islamic State (IS) fighters fled. IS has killed a thousand people, officials said.", ["PROPN", "PROPN"]),
    ("The north of the land, where Islamic State is strong, is calm. The army fought IS near the river.", ["PROPN"]),
    ("IS claimed the attack in Kandor. The army says IS is weak.", ["PROPN", "PROPN"]),
    ("WHO said the outbreak was over.", ["PROPN"]),
    ("The minister thanked the WHO for its help.", ["PROPN"]),
    ("This IS what the minister promised us last year.", ["AUX"]),
    ("The bridge, he said, IS safe to use again.", ["AUX"]),
    ("ISLAMIC STATE IS BEHIND THE BLAST, SAYS ARMY", ["AUX"]),
    ("Nobody knows WHO said so in the end.", ["PRON"]),
]


@pytest.mark.parametrize(("text", "tags"), CASES, ids=[c[0][:40] for c in CASES])
def test_capitals_that_are_words(text: str, tags: list[str]) -> None:
    reading = LanguageModel.load().read(text, [(0, len(text))])
    found = [(w, u) for s in reading.sentences for w, u in zip(s.words, s.upos, strict=True) if w in ("IS", "WHO")]
    assert [u for _, u in found] == tags
    for s in reading.sentences:
        assert [text[a:b] for a, b in zip(s.starts, s.ends, strict=True)] == s.words
