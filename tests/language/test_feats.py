"""Universal features: a table of sentences given with tags and trees, and what is told of a word in them."""

from __future__ import annotations

import pytest

from onrecord.language import LanguageModel
from onrecord.language.conllu import from_conllu, to_conllu
from onrecord.language.feats import FEATURES, features_of, universal
from onrecord.language.reading import Reading

# Each word as form/UPOS/XPOS/head (from 1, 0 the root)/relation; then the word that is looked at and its features.
CASES = [
    ("She/PRON/PRP/2/nsubj left/VERB/VBD/0/root", "left", "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin"),
    ("They/PRON/PRP/2/nsubj left/VERB/VBD/0/root", "left", "Mood=Ind|Number=Plur|Person=3|Tense=Past|VerbForm=Fin"),
    ("We/PRON/PRP/2/nsubj know/VERB/VBP/0/root", "know", "Mood=Ind|Number=Plur|Person=1|Tense=Pres|VerbForm=Fin"),
    ("She/PRON/PRP/2/nsubj left/VERB/VBD/0/root", "She", "Case=Nom|Gender=Fem|Number=Sing|Person=3|PronType=Prs"),
    ("saw/VERB/VBD/0/root her/PRON/PRP/1/obj", "her", "Case=Acc|Gender=Fem|Number=Sing|Person=3|PronType=Prs"),
    ("saw/VERB/VBD/0/root it/PRON/PRP/1/obj", "it", "Case=Acc|Gender=Neut|Number=Sing|Person=3|PronType=Prs"),
    ("men/NOUN/NNS/3/nsubj:pass were/AUX/VBD/3/aux:pass held/VERB/VBN/0/root", "held",
     "Tense=Past|VerbForm=Part|Voice=Pass"),
    ("men/NOUN/NNS/3/nsubj have/AUX/VBP/3/aux fled/VERB/VBN/0/root", "fled", "Tense=Past|VerbForm=Part"),
    ("towns/NOUN/NNS/0/root taken/VERB/VBN/1/acl", "taken", "Tense=Past|VerbForm=Part|Voice=Pass"),
    ("will/AUX/MD/2/aux leave/VERB/VB/0/root", "leave", "VerbForm=Inf"),
    ("Leave/VERB/VB/0/root now/ADV/RB/1/advmod", "Leave", "Mood=Imp|VerbForm=Fin"),
    ("the/DET/DT/2/det towns/NOUN/NNS/0/root", "towns", "Number=Plur"),
    ("the/DET/DT/2/det towns/NOUN/NNS/0/root", "the", "Definite=Def|PronType=Art"),
    ("bigger/ADJ/JJR/2/amod towns/NOUN/NNS/0/root", "bigger", "Degree=Cmp"),
    ("12/NUM/CD/2/nummod men/NOUN/NNS/0/root", "12", "NumType=Card"),
    ("1.5/NUM/CD/2/nummod tonnes/NOUN/NNS/0/root", "1.5", "NumType=Frac"),
    ("the/DET/DT/3/det first/ADJ/JJ/3/amod raid/NOUN/NN/0/root", "first", "Degree=Pos|NumType=Ord"),
    ("men/NOUN/NNS/0/root who/PRON/WP/3/nsubj fled/VERB/VBD/1/acl:relcl", "who", "PronType=Rel"),
    ("Who/PRON/WP/2/nsubj fled/VERB/VBD/0/root ?/PUNCT/./2/punct", "Who", "PronType=Int"),
    (",/PUNCT/,/0/root", ",", ""),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "word", "feats"), CASES)
def test_a_word_has_the_features_of_its_tags_and_place(sentence: str, word: str, feats: str) -> None:
    rows = [w.rsplit("/", 4) for w in sentence.split()]
    words, upos, xpos, heads, deprels = (list(c) for c in zip(*rows, strict=True))
    found = features_of((words, upos, xpos, [int(h) - 1 for h in heads], deprels))
    assert found[words.index(word)] == feats


def test_heads_that_go_round_end() -> None:
    assert features_of((["a", "b"], ["VERB"] * 2, ["VB"] * 2, [1, 0], ["conj"] * 2)) is not None
    assert features_of((["a", "b"], ["PRON"] * 2, ["WP"] * 2, [1, 0], ["obj"] * 2)) is not None
    assert features_of((["a", "b"], ["VERB"] * 2, ["VBD"] * 2, [1, 0], ["conj"] * 2)) is not None


def test_only_universal_features_are_told() -> None:
    assert universal("ExtPos=ADP|NumForm=Word|NumType=Card|Typo=Yes") == "NumType=Card"
    assert universal("_") == ""
    text = "Ines Vale, the minister, was told on Friday that twelve rebels had left Tolsk."
    reading = LanguageModel.load().read(text, [(0, len(text))])
    told = [f for s in reading.sentences for feats in s.feats for f in feats.split("|") if f]
    assert told
    assert {f.partition("=")[0] for f in told} <= FEATURES
    assert next(t for t in reading.sentences[0] if t.text == "told").is_("Voice=Pass")


def test_features_that_a_file_brings_are_kept() -> None:
    rows = (
        "1\tTowns\ttown\tNOUN\tNNS\tGender=Com|Number=Ptan\t0\troot\t_\t_\n"
        "2\tfell\tfall\tVERB\tVBD\t_\t1\tacl\t_\t_\n\n"
    )
    reading: Reading = from_conllu(rows)
    assert reading.sentences[0].feats == ["Gender=Com|Number=Ptan", ""]
    assert from_conllu(to_conllu(reading)).sentences[0].feats == reading.sentences[0].feats
