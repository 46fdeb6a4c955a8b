"""Lemmas by word and tags."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.language.lemmas import lemmatize

# word, universal tag, Penn tag, lemma
CASES = [
    ("said", "VERB", "VBD", "say"),
    ("Said", "VERB", "VBD", "say"),
    ("SAID", "VERB", "VBD", "say"),
    ("killed", "VERB", "VBN", "kill"),
    ("fled", "VERB", "VBD", "flee"),
    ("shelling", "VERB", "VBG", "shell"),
    ("hoping", "VERB", "VBG", "hope"),
    ("banned", "VERB", "VBN", "ban"),
    ("besieged", "VERB", "VBN", "besiege"),
    ("seized", "VERB", "VBD", "seize"),
    ("dying", "VERB", "VBG", "die"),
    ("panicked", "VERB", "VBD", "panic"),
    ("tries", "VERB", "VBZ", "try"),
    ("red", "VERB", "VBD", "red"),
    ("is", "AUX", "VBZ", "be"),
    ("'s", "AUX", "VBZ", "be"),
    ("’s", "PART", "POS", "'s"),
    ("n't", "PART", "RB", "not"),
    ("n’t", "PART", "RB", "not"),
    ("wo", "AUX", "MD", "will"),
    ("'ll", "AUX", "MD", "will"),
    # verbs made from others, rare ones of which the tagger takes for a present
    ("retook", "VERB", "VBP", "retake"),
    ("overthrew", "VERB", "VB", "overthrow"),
    ("reran", "VERB", "VBD", "rerun"),
    ("forswore", "VERB", "VBD", "forswear"),
    ("resent", "VERB", "VBP", "resent"),
    ("relay", "VERB", "VB", "relay"),
    ("gunmen", "NOUN", "NNS", "gunman"),
    ("casualties", "NOUN", "NNS", "casualty"),
    ("crises", "NOUN", "NNS", "crisis"),
    ("knives", "NOUN", "NNS", "knife"),
    ("headquarters", "NOUN", "NNS", "headquarters"),
    ("airstrikes", "NOUN", "NNS", "airstrike"),
    ("Officials", "NOUN", "NNS", "official"),
    ("biggest", "ADJ", "JJS", "big"),
    ("deadliest", "ADJ", "JJS", "deadly"),
    ("worse", "ADJ", "JJR", "bad"),
    ("Kabul", "PROPN", "NNP", "Kabul"),
    ("NATO", "PROPN", "NNP", "NATO"),
    ("Americans", "PROPN", "NNPS", "American"),
    ("Jan.", "PROPN", "NNP", "January"),
    ("him", "PRON", "PRP", "he"),
    ("The", "DET", "DT", "the"),
    ("1,200", "NUM", "CD", "1200"),
    ("”", "PUNCT", "''", '"'),
    # tags that do not go together: the Penn tag is believed
    ("tries", "NOUN", "VBZ", "try"),
    # no tags at all
    ("Word", "", "", "Word"),
]


@pytest.mark.parametrize(("word", "upos", "xpos", "lemma"), CASES)
def test_lemma(word: str, upos: str, xpos: str, lemma: str) -> None:
    assert lemmatize(word, upos, xpos) == lemma


TAGS = [("NOUN", "NNS"), ("VERB", "VBD"), ("PROPN", "NNP"), ("ADJ", "JJR"), ("PUNCT", "."), ("NUM", "CD"), ("X", "")]


@given(st.text(min_size=1, max_size=20), st.sampled_from(TAGS))
def test_every_word_has_a_lemma(word: str, tags: tuple[str, str]) -> None:
    assert lemmatize(word, *tags) or set(word) == {","}
