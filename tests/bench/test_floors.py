"""No score falls below what it has reached without a word."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bench.floors import FILE, raised, read, shortfalls, write
from bench.run import KEPT, Line, board


def kept() -> dict[str, dict[str, float]]:
    return {name: row["figures"] for name, row in json.loads(KEPT.read_text(encoding="utf-8")).items()}


def test_the_kept_figures_are_not_below_their_floors() -> None:
    assert shortfalls(kept(), read()) == []


def test_every_pinned_share_on_the_scoreboard_has_a_floor() -> None:
    pinned = {(row["bench"], row["figure"]) for row in read()}
    figures = kept()
    for line in board():
        value = figures.get(line.bench, {}).get(line.figure)
        if value is not None and 0 < value <= 1 and line.pinned:
            assert (line.bench, line.figure) in pinned, line


def test_a_fall_is_named() -> None:
    floors = [{"bench": "places", "figure": "right", "floor": 0.8}]
    assert shortfalls({"places": {"right": 0.79}}, floors) == ["places: right is 0.7900, its floor is 0.8"]
    assert shortfalls({"places": {}}, floors) == ["places: right is not given, its floor is 0.8"]
    assert shortfalls({"places": {"right": 0.8}}, floors) == []
    assert shortfalls({}, floors) == []


@given(st.floats(0.001, 1), st.floats(0.001, 1))
def test_pinning_never_lowers(before: float, now: float) -> None:
    floors = [{"bench": "b", "figure": "f", "floor": before}]
    (row,) = raised({"b": {"f": now}}, floors, [Line("b", "f", "says")])
    assert before <= row["floor"] <= max(before, now)


def test_what_is_not_pinned_gets_no_floor() -> None:
    assert raised({"b": {"f": 0.2}}, [], [Line("b", "f", "says", pinned=False)]) == []


def test_what_is_written_reads_back(tmp_path: Path) -> None:
    floors = [{"bench": "b", "figure": "a / b", "floor": 0.8, "why": 'the "old" gold was wrong'}]
    write(floors, tmp_path / "floors.toml")
    assert read(tmp_path / "floors.toml") == floors


def test_a_lowered_floor_has_its_reason() -> None:
    assert FILE.exists()
    for row in read():
        if set(row) - {"bench", "figure", "floor"}:
            assert row.get("why"), row
