"""The user's own gazetteer and the command that fills it."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from onrecord.cli import gazetteer as command
from onrecord.places.gazetteer import embedded
from onrecord.places.name_groups import PlaceName
from onrecord.places.overlay import overlay
from onrecord.places.resolving import resolve
from onrecord.places.user import UserGazetteer, add

DUMP = "\t".join(
    [
        "999000001",
        "Testabad",
        "Testabad",
        "Probabad,Тест",
        "34.5",
        "66.5",
        "P",
        "PPL",
        "AF",
        "",
        "30",
        "",
        "",
        "",
        "4200",
        "",
        "9",
        "Asia/Kabul",
        "2020-01-01",
    ]
)


def parsed(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    command.add_parser(parser.add_subparsers())
    return parser.parse_args(["gazetteer", *words])


def test_geonames_dump(tmp_path: Path) -> None:
    source, target = tmp_path / "AF.txt", tmp_path / "deep" / "my.db"
    source.write_text(DUMP + "\n" + "too\tshort\n", encoding="utf-8")
    done = add(source, target)
    assert done.places == 1
    assert done.problems == ("line 2: 2 columns, not 19",)
    (match,) = UserGazetteer(target, embedded()).lookup("Probabad")
    assert match.how == "alternate"
    assert match.entry.country == "AFG"
    assert match.entry.admin1 is not None
    assert embedded().entry(match.entry.admin1).name == "Balkh"


def test_adding_twice_replaces(tmp_path: Path) -> None:
    source, target = tmp_path / "AF.txt", tmp_path / "my.db"
    source.write_text(DUMP + "\n", encoding="utf-8")
    add(source, target)
    add(source, target)
    assert len(UserGazetteer(target, embedded()).lookup("Testabad")) == 1


def test_own_place_overrides(tmp_path: Path) -> None:
    source, target = tmp_path / "own.csv", tmp_path / "my.db"
    source.write_text("name,lat,lon,country,kind,aliases\nParis,10.5,20.5,TCD,site,Camp Paris\n", encoding="utf-8")
    add(source, target)
    text = "The camp at Paris was full."
    names = [PlaceName(12, 17)]
    (found,) = overlay(text, names, resolve(text, names), UserGazetteer(target, embedded()))
    assert found.entry is not None
    assert (found.entry.lat, found.entry.lon, found.entry.country) == (10.5, 20.5, "TCD")
    assert found.candidates[0].country == "FRA"


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ("X,95,0", "no point on the earth"),
        ("X,a,b", "could not convert"),
        (",1,1", "no name"),
    ],
)
def test_bad_rows_are_told_and_passed_over(tmp_path: Path, rows: str, problem: str) -> None:
    source = tmp_path / "own.csv"
    source.write_text(f"name,lat,lon\n{rows}\nGood,1,2\n", encoding="utf-8")
    done = add(source, tmp_path / "my.db")
    assert done.places == 1
    assert len(done.problems) == 1
    assert problem in done.problems[0]


def test_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, target = tmp_path / "own.csv", tmp_path / "my.db"
    source.write_text("name,lat,lon\nBidi Test,3.5,31.4\n", encoding="utf-8")
    assert command.run(parsed("add", str(source), "--gazetteer", str(target))) == 0
    assert command.run(parsed("find", "Bidi Test", "--gazetteer", str(target))) == 0
    assert "3.5\t31.4" in capsys.readouterr().out
    assert command.run(parsed("add", str(tmp_path / "none.csv"), "--gazetteer", str(target))) == 1
    assert command.run(parsed("find", "Qwertzuiop", "--gazetteer", str(target))) == 1
    other = tmp_path / "other.txt"
    other.write_text("just words\n", encoding="utf-8")
    assert command.run(parsed("add", str(other), "--gazetteer", str(target))) == 1
    assert "neither a GeoNames dump" in capsys.readouterr().err
