"""Readings to CoNLL-U and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.language.conllu import ConlluError, from_conllu, to_conllu
from onrecord.language.reading import Name, Reading, Sentence
from onrecord.language.tokens import tokenize

FOREIGN = """\
# newdoc id = d
# newpar
# sent_id = 1
1-2\tDidn't\t_\t_\t_\t_\t_\t_\t_\t_
1\tDid\tdo\tAUX\tVBD\t_\t4\taux\t_\t_
2\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_
3\tVale\tVale\tPROPN\tNNP\t_\t4\tnsubj\t_\tNER=B-person
4\tleave\tleave\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No
4.1\tleave\tleave\tVERB\tVB\t_\t_\t_\t_\t_
5\t?\t?\tPUNCT\t.\t_\t4\tpunct\t_\t_

# newpar
# sent_id = 2
1\tNo\tno\tINTJ\tUH\t_\t0\troot\t_\tSpaceAfter=No
2\t.\t.\tPUNCT\t.\t_\t1\tpunct\t_\t_

"""


def make_reading(text: str) -> Reading:
    """A reading with a flat tree and a name over the first two words of each line."""
    reading = Reading(text, [], [])
    at = 0
    for line in text.split("\n"):
        spans = tokenize(text, at, at + len(line))
        if spans:
            words = [text[a:b] for a, b in spans]
            n = len(words)
            reading.paragraphs.append((spans[0][0], spans[-1][1]))
            reading.sentences.append(
                Sentence(
                    index=len(reading.sentences),
                    paragraph=len(reading.paragraphs) - 1,
                    starts=[a for a, _ in spans],
                    ends=[b for _, b in spans],
                    words=words,
                    lemmas=[w.lower() for w in words],
                    upos=["PROPN"] * n,
                    xpos=["NNP"] * n,
                    heads=[-1] + [0] * (n - 1),
                    deprels=["root"] + ["dep"] * (n - 1),
                    names=[Name(0, min(2, n), "person")],
                )
            )
        at += len(line) + 1
    return reading


def assert_same(left: Reading, right: Reading) -> None:
    assert (left.text, left.paragraphs) == (right.text, right.paragraphs)
    assert len(left.sentences) == len(right.sentences)
    for a, b in zip(left.sentences, right.sentences, strict=True):
        for field in ("index", "paragraph", "starts", "ends", "words", "lemmas", "upos", "xpos", "heads", "deprels"):
            assert getattr(a, field) == getattr(b, field), field
        assert [(n.first, n.last, n.type) for n in a.names] == [(n.first, n.last, n.type) for n in b.names]


@pytest.mark.parametrize("text", ["", "Ines Vale left.\n\n  “We won't,” she said.", "one\u2028two 😀 (three)"])
def test_what_is_written_reads_back(text: str) -> None:
    reading = make_reading(text)
    assert_same(from_conllu(to_conllu(reading)), reading)


@given(st.text(alphabet="aB1.'_|# \n\x0b\u2028\x85😀=", max_size=30))
def test_any_text_reads_back(text: str) -> None:
    reading = make_reading(text)
    assert_same(from_conllu(to_conllu(reading)), reading)


def test_treebank_files_get_their_text_from_space_after() -> None:
    reading = from_conllu(FOREIGN)
    assert reading.text == "Didn't Vale leave?\n\nNo. "
    assert reading.paragraphs == [(0, 18), (20, 23)]
    first, second = reading.sentences
    assert [reading.text[a:b] for a, b in zip(first.starts, first.ends, strict=True)] == first.words
    assert [reading.text[a:b] for a, b in zip(second.starts, second.ends, strict=True)] == ["No", "."]
    assert first.names == [Name(2, 3, "person")]
    assert first.root.text == "leave"
    assert (first.paragraph, second.paragraph) == (0, 1)


BROKEN = [
    ("1\tonly\tthree\n\n", "line 1"),
    ("1\ta\ta\tX\tX\t_\tzero\troot\t_\t_\n\n", "no number"),
    ("1\ta\ta\tX\tX\t_\t7\troot\t_\t_\n\n", "outside"),
    ("# onrecord.reading = {\n", "line 1"),
    ('# onrecord.reading = {"text": "a", "paragraphs": [[0, 1]]}\n1\ta\ta\tX\tX\t_\t0\troot\t_\t_\n\n', "start_char"),
]


@pytest.mark.parametrize(("content", "message"), BROKEN)
def test_a_damaged_file_says_where(content: str, message: str) -> None:
    with pytest.raises(ConlluError, match=message):
        from_conllu(content)
