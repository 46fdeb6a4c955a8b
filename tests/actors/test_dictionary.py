"""A user's own dictionary and the import of PETRARCH files, on invented ones."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from onrecord.actors import code_phrase
from onrecord.actors.dictionary import DictionaryError, with_dictionaries
from onrecord.cli.main import main

PETRARCH = """\
# an invented file
ZEMBLA_ [ZEM]
+KINGDOM_OF_ZEMBLA_
CHARLES_XAVIER_ # a king
+KING_CHARLES_OF_ZEMBLA
\t[ZEMGOV 580101-851231]
\t[ZEMELI >860101]
GRADUS_ [ZEMCRM]
"""
AGENTS = "CHESSMASTER [~EDU]\nSHADOW {SHADOWS} [~SPY]\n"


def test_toml_adds_and_overrides(tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(
        '[[actor]]\nname = "Front for Renewal"\naliases = ["FfR"]\ncountry = "KEN"\nsectors = ["PTY", "OPP"]\n'
        '[[actor]]\nname = "Hamas"\ncountry = "PSE"\nsectors = ["PTY"]\ncode = "PSEPTYHAM"\n',
        encoding="utf-8",
    )
    lexicon = with_dictionaries([path])
    assert code_phrase("the FfR", lexicon=lexicon).code == "KENPTYOPP"
    assert code_phrase("Hamas", lexicon=lexicon).code == "PSEPTYHAM"
    assert code_phrase("Hamas").code == "PSEREB"


def test_csv_with_dates(tmp_path: Path) -> None:
    path = tmp_path / "ours.csv"
    path.write_text(
        "name,type,country,sectors,since,until\n"
        "Zandor Quillip,person,PER,MIL,2001,2009-12-31\nZandor Quillip,person,PER,GOV,2010-01-01,\n",
        encoding="utf-8",
    )
    lexicon = with_dictionaries([path])
    assert code_phrase("Zandor Quillip", date(2005, 1, 1), lexicon=lexicon).sectors == ("MIL",)
    assert code_phrase("Zandor Quillip", date(2015, 1, 1), lexicon=lexicon).sectors == ("GOV",)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[actor]]\ncountry = 'KEN'\n", "needs a name"),
        ("[[actor]]\nname = 'A'\nrank = 1\n", "unknown field 'rank'"),
        ("[[actor", "ours.toml"),
        ("[[actor]]\nname = 'A'\ntype = 'ghost'\n", "ghost"),
        ("[[actor]]\nname = 'A'\nsince = 'May'\n", "no ISO date"),
    ],
)
def test_bad_dictionary_says_where(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DictionaryError, match=says):
        with_dictionaries([path])


def test_petrarch_files(tmp_path: Path) -> None:
    (tmp_path / "z.actors.txt").write_bytes(PETRARCH.encode() + b"BAD_\xff\xfe [ZEM\n")
    (tmp_path / "z.agents.txt").write_text(AGENTS, encoding="utf-8")
    lexicon = with_dictionaries([tmp_path / "z.actors.txt", tmp_path / "z.agents.txt"])
    assert code_phrase("Kingdom of Zembla", lexicon=lexicon).code == "ZEM"
    assert code_phrase("King Charles of Zembla", date(1970, 5, 1), lexicon=lexicon).code == "ZEMGOV"
    assert code_phrase("Charles Xavier", date(1990, 5, 1), lexicon=lexicon).code == "ZEMELI"
    assert code_phrase("shadows", lexicon=lexicon).sectors == ("SPY",)


def test_command_prints_the_coding(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["actor", "Russian Foreign Minister", "--on", "2018-02-20"]) == 0
    out = capsys.readouterr().out
    assert "RUSGOV" in out
    assert "agents.tsv:" in out
    assert main(["actor", "a cat"]) == 1
    assert main(["actor", "x", "--dictionary", "nowhere.toml"]) == 2
