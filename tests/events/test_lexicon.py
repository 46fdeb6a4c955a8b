"""The trigger tables: every row can be read, and says only what the ontology knows."""

from __future__ import annotations

import pytest

from onrecord.events.lexicon import Frame, load, parse_condition
from onrecord.events.ontology import GROUPS, types

FRAMES = [f for t in (load().verbs, load().nouns) for rows in t.values() for f in rows]


def test_there_are_thousands_of_entries() -> None:
    assert load().entries >= 2500


@pytest.mark.parametrize("kind", sorted({f.type for f in FRAMES} - {"SKIP"}))
def test_types_are_of_the_ontology(kind: str) -> None:
    assert kind in types()


@pytest.mark.parametrize("frame", [f for f in FRAMES if f.mode], ids=lambda f: f.rule)
def test_modes_are_of_their_type(frame: Frame) -> None:
    assert frame.mode in types()[frame.type].modes


def test_cameo_codes_are_of_two_to_four_digits_and_of_a_root_that_exists() -> None:
    for f in FRAMES:
        if f.cameo:
            assert f.cameo.isdigit(), f.rule
            assert 2 <= len(f.cameo) <= 4, f.rule
            assert 1 <= int(f.cameo[:2]) <= 20, f.rule


def test_operators_name_groups_and_statuses_that_exist() -> None:
    for rows in load().operators.values():
        for row in rows:
            assert row.group in {*GROUPS, *types(), "any", "none"}, row.rule
            assert row.type in ("SKIP", "DROP") or row.type in types(), row.rule


def test_the_most_demanding_frame_comes_first() -> None:
    rows = load().verbs["accept"]
    assert [len(f.conditions) for f in rows] == sorted((len(f.conditions) for f in rows), reverse=True)


def test_a_condition_may_name_classes_words_and_their_absence() -> None:
    c = parse_condition("!obj=@troops/cake", load().classes)
    assert c.negated
    assert c.slot == "obj"
    assert {"soldier", "cake"} <= c.words
    assert parse_condition("to=@polity", load().classes).special == {"polity"}


def test_an_unknown_class_is_an_error() -> None:
    with pytest.raises(KeyError):
        parse_condition("obj=@nosuchclass", load().classes)
