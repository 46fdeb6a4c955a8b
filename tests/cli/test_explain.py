"""`onrecord explain`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.cli.main import main
from onrecord.record import Report


@pytest.fixture
def written(tmp_path: Path, report: Report) -> Path:
    path = tmp_path / "out.jsonl"
    path.write_text(json.dumps(report.to_dict()) + "\n", encoding="utf-8")
    return path


def test_an_event_is_explained_in_words(written: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", str(written), "e1"]) == 0
    out = capsys.readouterr().out
    assert "ASSAULT" in out
    assert "'killed'" in out
    assert "gunmen (REB)" in out
    assert "told as having happened" in out
    assert "Idris Welan" in out  # on whose word


def test_all_events_and_those_of_an_article(written: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", str(written), "all"]) == 0
    assert main(["explain", str(written), "r1:e1"]) == 0
    assert capsys.readouterr().out.count("trigger") == 2


def test_an_event_that_is_not_there(written: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", str(written), "e9"]) == 1
    assert "no event e9" in capsys.readouterr().err


def test_a_file_that_is_no_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text("{]\n", encoding="utf-8")
    assert main(["explain", str(bad), "e1"]) == 2
    assert "line 1 is not JSON" in capsys.readouterr().err
    assert main(["explain", str(tmp_path / "none"), "e1"]) == 2
