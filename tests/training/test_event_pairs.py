"""Pairs of parties that the events' teacher judged: kept by place, read back as they were written."""

import json
from pathlib import Path

import numpy as np
import pytest

from onrecord.events.ontology import GROUPS
from training.event_pairs import ALL, Pair, Silver, find_words, load, save, sentences, texts


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Troops left Karsia.", ["left", "Karsia"], ["left", "Karsia"]),
        ("The U.N. envoy didn't\nwait.", ["did", "n't", "wait", "."], ["did", "n't", "wait", "."]),
        ("(AP) Troops left.", ["(", "AP", ")", "Troops"], ["(", "AP", ")", "Troops"]),
        ("Troops left Karsia.", ["Karsia", "left"], None),
    ],
)
def test_words_are_found_where_they_follow_each_other(text: str, words: list[str], found: list[str] | None) -> None:
    spans = find_words(text, words)
    assert (None if spans is None else [text[a:b] for a, b in spans]) == found


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    pairs = [Pair("a.jsonl", 3, (10, 90), (0, 6), (20, 31)), Pair("b.jsonl", 0, (0, 40), (5, 9), (11, 12))]
    types = np.array([[[0.2, 0.8], [1.0, 0.0]]], np.float32)
    save(Silver(pairs, ["AGREE", "AID"], types, np.array([[0.6, 1.0]], np.float32)), tmp_path / "silver.npz")
    back = load(tmp_path / "silver.npz")
    assert (back.pairs, back.names) == (pairs, ["AGREE", "AID"])
    assert np.abs(back.types - types).max() < 0.01


def test_a_text_is_drawn_by_its_own_words_and_a_line_separator_ends_no_row(tmp_path: Path) -> None:
    rows = [{"text": "One\u2028two."}, {"sentences": [{"text": "Three."}, {"text": "Four."}]}, {"text": "Five."}]
    lines = "\n".join(json.dumps(r, ensure_ascii=False) for r in rows)
    (tmp_path / "x.jsonl").write_text(lines + "\n", "utf-8")
    assert [t for _, _, t in texts(tmp_path, {"x.jsonl": 9})] == ["One\u2028two.", "Three. Four.", "Five."]
    assert len(list(texts(tmp_path, {"x.jsonl": 2}))) == 2
    assert sentences(tmp_path, [Pair("x.jsonl", 1, (7, 12), (0, 2), (2, 4))]) == ["Four."]


def test_the_shipped_judgements_are_probabilities_of_plover_types() -> None:
    silver = load()
    assert set(silver.names) <= {kind for group in GROUPS.values() for kind in group}
    assert silver.types.shape == (ALL + 1, len(silver.pairs), len(silver.names))
    assert np.abs(silver.types.sum(axis=2) - 1).max() < 0.05
    assert all(0 <= a < b <= p.sentence[1] - p.sentence[0] for p in silver.pairs for a, b in (p.actor, p.recipient))
    assert len(set(silver.pairs)) == len(silver.pairs)
