"""The command `export`: every filter of a search, one file or standard output."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from onrecord.cli.main import main
from onrecord.store import Store
from tests.conftest import make_report


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Store(tmp_path / "desk.db") as store:
        store.put(make_report("r1"))
        store.put(make_report("r2"))
    return tmp_path / "desk.db"


@pytest.mark.parametrize(("options", "articles"), [
    ([], ["r1", "r2"]), (["--told", "once"], ["r1"]), (["--type", "AID"], []), (["--country", "AFG"], []),
    (["--actor", "gunmen", "--since", "2018-01-01"], ["r1", "r2"]),
    (["--actor", "gunmen", "--actor-country", "KEN"], []), (["--outlet", "Harbour Wire", "--told", "once"], ["r1"]),
])  # fmt: skip
def test_filters_narrow_a_table(path: Path, tmp_path: Path, options: list[str], articles: list[str]) -> None:
    out = tmp_path / "events.csv"
    assert main(["export", str(path), "--format", "csv", "--table", "events", "--out", str(out), *options]) == 0
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"), newline="")))
    assert [row["article"] for row in rows if row["id"] == "e1"] == articles
    assert all((row["same_as"], row["reports"]) == ("r1/e1", "2") for row in rows if row["id"] == "e1")


@pytest.mark.parametrize("options", [["--told", "twice"], ["--judged", "perhaps"], ["--format", "none"]])
def test_wrong_usage_is_said(path: Path, options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    given = options if "--format" in options else ["--format", "csv", *options]
    assert main(["export", str(path), *given]) == 2
    assert options[0].strip("-") in capsys.readouterr().err or "none" in options
