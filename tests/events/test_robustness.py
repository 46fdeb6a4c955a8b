"""Odd trees and odd spans: nothing raises, and what comes out is inside the text."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.events import classify_dyad, find_events
from onrecord.language.reading import Reading, Sentence
from onrecord.record import Actor, Mention

WORDS = [
    "rebels",
    "attacked",
    "the",
    "police",
    "and",
    "agreed",
    "to",
    "meet",
    "Turkey",
    ",",
    "which",
    "denied",
    "sanctions",
    "against",
    "Iran",
    "by",
    "troops",
    ".",
    "talks",
    "visit",
    "called",
    "for",
    "on",
    "with",
    "threatened",
    "refused",
    "not",
    "will",
    "would",
    "been",
    "launched",
    "strikes",
    "says",
    "must",
    "release",
    "hostages",
]
RELATIONS = [
    "nsubj",
    "nsubj:pass",
    "obj",
    "iobj",
    "obl",
    "obl:agent",
    "nmod",
    "nmod:poss",
    "acl",
    "acl:relcl",
    "advcl",
    "xcomp",
    "ccomp",
    "conj",
    "compound",
    "compound:prt",
    "appos",
    "aux",
    "aux:pass",
    "mark",
    "case",
    "det",
    "punct",
    "cop",
    "parataxis",
]


@st.composite
def sentences(draw: st.DrawFn) -> tuple[str, Sentence]:
    words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=14))
    n = len(words)
    order = draw(st.permutations(range(n)))
    heads = [-1] * n
    for k in range(1, n):  # each hangs on one before it in a random order: always a tree
        heads[order[k]] = order[draw(st.integers(0, k - 1))]
    starts, at = [], 0
    for w in words:
        starts.append(at)
        at += len(w) + 1
    text = " ".join(words)
    tags = [draw(st.sampled_from(["NOUN", "PROPN", "VERB", "ADJ", "AUX", "PRON", "ADP"])) for _ in words]
    fine = [draw(st.sampled_from(["VBD", "VBN", "VBG", "VB", "NN", "NNS", "NNP", "MD"])) for _ in words]
    deprels = ["root" if h < 0 else draw(st.sampled_from(RELATIONS)) for h in heads]
    lemmas = [w.removesuffix("ed") for w in words]
    ends = [a + len(w) for a, w in zip(starts, words, strict=True)]
    return text, Sentence(0, 0, starts, ends, words, lemmas, tags, fine, heads, deprels)


@given(sentences())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_tree_gives_events_inside_the_text(case: tuple[str, Sentence]) -> None:
    text, s = case
    mentions = [
        Mention(f"m{i}", a, b, w, "name", "group", f"a{i}")
        for i, (a, b, w) in enumerate(zip(s.starts, s.ends, s.words, strict=True))
        if i % 3 == 0
    ]
    actors = [Actor(str(m.actor), m.text, "group", sectors=["REB"]) for m in mentions]
    reading = Reading(text, [(0, len(text))], [s])
    for e in find_events(reading, mentions, actors, [], [], [], [], None):
        assert all(0 <= a < b <= len(text) for a, b in e.trigger)
        assert not set(e.actors) & set(e.recipients)
        assert {*e.actors, *e.recipients} <= {a.id for a in actors}


def test_an_empty_reading_has_no_events() -> None:
    assert find_events(Reading("", [], []), [], [], [], [], [], [], None) == []


def test_a_dyad_is_classified_with_a_probability_for_each_type() -> None:
    text = "Turkey broke off relations with Serbia on Friday."
    found = classify_dyad(text, (0, 6), (32, 38))
    assert found.type == "SANCTION"
    assert found.quad == 4
    assert sum(found.scores.values()) == pytest.approx(1, abs=1e-3)
    assert found.reasons


def test_direction_and_kind_of_a_dyad_follow_the_words() -> None:
    text = "Norway praised Chad for its reforms."
    assert classify_dyad(text, (0, 6), (15, 19)).quad == 1


@pytest.mark.parametrize("span", [(5, 5), (-1, 3), (0, 99)])
def test_a_span_outside_the_text_is_an_error(span: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="not inside"):
        classify_dyad("Norway praised Chad.", span, (15, 19))
