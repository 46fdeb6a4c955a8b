"""`onrecord code` as it is used: inputs, formats, errors, exit status, store."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from onrecord.cli.main import main

ARTICLE = (
    "KABUL: Police spokesman Idris Welan said on Saturday that gunmen had killed 12 people in the city.\n\n"
    "“We will find them,” Welan told reporters.\n"
)
RUSSIAN = (
    "Министр иностранных дел заявил во вторник, что переговоры будут продолжены на следующей неделе в столице.\n" * 3
)
URDU = "وزیر خارجہ نے منگل کو کہا کہ مذاکرات اگلے ہفتے دارالحکومت میں جاری رہیں گے اور دونوں فریق امن چاہتے ہیں۔\n" * 3


class Run:
    """What a run of the command gave."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err
        self.errors = err.splitlines()

    @property
    def reports(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def onrecord(capsys: pytest.CaptureFixture[str]) -> Callable[..., Run]:
    def run(*args: str | Path) -> Run:
        try:
            status = main([str(a) for a in args])
        except SystemExit as stop:
            status = int(stop.code or 0)
        caught = capsys.readouterr()
        return Run(status, caught.out, caught.err)

    return run


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def stdin(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))


def test_one_article_is_one_line_of_json_in_a_pipe(onrecord: Callable[..., Run], article: Path) -> None:
    run = onrecord("code", article)
    assert (run.status, run.err) == (0, "")
    (report,) = run.reports
    assert report["text"].startswith("KABUL: Police")
    assert set(report) >= {"id", "source", "text", "repairs", "sentences", "mentions", "actors", "places", "times",
                           "quantities", "statements", "events", "coder"}  # fmt: skip


def test_text_on_standard_input(onrecord: Callable[..., Run], monkeypatch: pytest.MonkeyPatch) -> None:
    stdin(monkeypatch, ARTICLE.encode())
    run = onrecord("code", "-")
    assert run.status == 0
    assert len(run.reports) == 1


def test_jsonl_on_standard_input_keeps_ids_and_facts(
    onrecord: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [
        {
            "id": "x1",
            "text": ARTICLE,
            "published": "2018-01-21",
            "outlet": "Harbour Wire",
            "uri": "https://a.example/1",
        },
        {"id": "x2", "text": ARTICLE},
    ]
    stdin(monkeypatch, "\n".join(json.dumps(line) for line in lines).encode())
    run = onrecord("code", "-")
    assert run.status == 0
    assert [r["id"] for r in run.reports] == ["x1", "x2"]
    assert run.reports[0]["source"]["outlet"] == "Harbour Wire"
    assert run.reports[0]["source"]["published"] == "2018-01-21"
    assert run.reports[1]["source"]["published"] is None


def test_published_is_for_inputs_that_carry_no_date(
    onrecord: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [{"id": "x1", "text": ARTICLE, "published": "2018-01-21"}, {"id": "x2", "text": ARTICLE}]
    stdin(monkeypatch, "\n".join(json.dumps(line) for line in lines).encode())
    run = onrecord("code", "-", "--published", "2019-05-06")
    assert [r["source"]["published"] for r in run.reports] == ["2018-01-21", "2019-05-06"]


@pytest.mark.parametrize(
    "args",
    [
        ["code"],
        ["code", "a.txt", "--published", "yesterday"],
        ["code", "a.txt", "--workers", "0"],
        ["code", "a.txt", "--format", "xml"],
        ["code", "a.txt", "--spans", "source", "--store", "desk.db"],
        ["code", "a.txt", "--spans", "source", "--format", "text"],
        ["code", "a.txt", "--out", "no/such/folder/out.jsonl"],
        ["unknown"],
        [],
    ],
)
def test_wrong_usage_is_status_2(
    args: list[str], onrecord: Callable[..., Run], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(ARTICLE, encoding="utf-8")
    run = onrecord(*args)
    assert run.status == 2
    assert run.err
    assert not run.out


# What may lie in an inbox: a name, its bytes, and the words that its one line on standard error must have.
BAD: list[tuple[str, bytes, str]] = [
    ("empty.txt", b"", "empty"),
    ("blank.txt", b" \n\n \t\n", "empty"),
    ("binary.txt", bytes(range(256)) * 20, "binary"),
    ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(200), "binary"),
    ("russian.txt", RUSSIAN.encode(), "ru"),
    ("urdu.txt", URDU.encode(), "ur"),
    ("notjson.jsonl", b'{"text": "A minister spoke."}\nthis is no JSON\n', "line 2"),
    ("notext.jsonl", b'{"id": "a"}\n', "line 1"),
    ("wrongtypes.jsonl", b'{"text": 17}\n', "line 1"),
    ("list.jsonl", b"[1, 2]\n", "line 1"),
]


@pytest.mark.parametrize(("name", "data", "words"), BAD, ids=[case[0] for case in BAD])
def test_bad_input_is_one_clear_line_and_the_rest_goes_on(
    name: str, data: bytes, words: str, onrecord: Callable[..., Run], tmp_path: Path, article: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    run = onrecord("code", tmp_path / name, article)
    assert run.status == 1
    assert len(run.errors) == 1, run.err
    assert name in run.errors[0]
    assert words in run.errors[0]
    assert run.reports[-1]["text"].startswith("KABUL: Police")


def test_a_date_that_is_none_is_noted_and_not_used(onrecord: Callable[..., Run], tmp_path: Path) -> None:
    path = tmp_path / "soon.jsonl"
    path.write_text(json.dumps({"text": ARTICLE, "published": "soon"}), encoding="utf-8")
    (report,) = onrecord("code", path).reports
    assert report["source"]["published"] is None
    assert any("soon" in note for note in report["notes"])


# What looks odd but can be read: all of it must be coded.
ODD: list[tuple[str, bytes]] = [
    ("utf16.txt", ARTICLE.encode("utf-16")),
    ("bom.txt", b"\xef\xbb\xbf" + ARTICLE.encode()),
    ("latin1.txt", ARTICLE.replace("city", "café").encode("cp1252")),
    ("crlf.txt", ARTICLE.replace("\n", "\r\n").encode()),
    ("deep.html", b"<html><body>" + b"<div>" * 3000 + ARTICLE.encode() + b"</div>" * 3000 + b"</body></html>"),
    ("unclosed.html", b"<html><body><p>" + ARTICLE.encode() + b"<p><b>Police said no more."),
]


@pytest.mark.parametrize(("name", "data"), ODD, ids=[case[0] for case in ODD])
def test_odd_input_is_coded(name: str, data: bytes, onrecord: Callable[..., Run], tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    run = onrecord("code", tmp_path / name)
    assert (run.status, run.err) == (0, "")
    assert "Idris Welan said on Saturday" in run.reports[0]["text"]


def test_missing_file_and_broken_link_are_named(onrecord: Callable[..., Run], tmp_path: Path, article: Path) -> None:
    link = tmp_path / "link.txt"
    link.symlink_to(tmp_path / "nowhere.txt")
    run = onrecord("code", tmp_path / "missing.txt", link, article)
    assert run.status == 1
    assert len(run.errors) == 2
    assert "missing.txt" in run.errors[0]
    assert "link.txt" in run.errors[1]
    assert len(run.reports) == 1


def test_a_folder_inside_a_folder_is_walked_and_its_bad_files_named(
    onrecord: Callable[..., Run], tmp_path: Path, article: Path
) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "b.txt").write_text(ARTICLE, encoding="utf-8")
    (inner / "empty.txt").touch()
    (tmp_path / "no articles").mkdir()
    run = onrecord("code", tmp_path)
    assert run.status == 1
    assert len(run.reports) == 2
    assert len(run.errors) == 1
    assert "empty.txt" in run.errors[0]


def test_a_folder_without_articles_is_an_error(onrecord: Callable[..., Run], tmp_path: Path) -> None:
    run = onrecord("code", tmp_path)
    assert run.status == 1
    assert len(run.errors) == 1


def test_duplicate_ids_are_told_apart_or_named(onrecord: Callable[..., Run], tmp_path: Path) -> None:
    path = tmp_path / "twice.jsonl"
    path.write_text("\n".join(json.dumps({"id": "x", "text": text}) for text in (ARTICLE, ARTICLE + "More.")))
    run = onrecord("code", path)
    ids = [r["id"] for r in run.reports]
    assert len(set(ids)) == len(ids)
    assert run.status == 0 or len(run.errors) == 1


def test_a_hundred_thousand_lines_are_one_article(onrecord: Callable[..., Run], tmp_path: Path) -> None:
    path = tmp_path / "lines.txt"
    path.write_text(ARTICLE + "\n" * 100_000, encoding="utf-8")
    run = onrecord("code", path)
    assert run.status == 0
    assert len(run.reports) == 1


def test_out_writes_the_file_and_nothing_else(onrecord: Callable[..., Run], tmp_path: Path, article: Path) -> None:
    run = onrecord("code", article, "--out", tmp_path / "out.jsonl")
    assert (run.status, run.out, run.err) == (0, "", "")
    printed = onrecord("code", article).out
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == printed


def test_store_alone_prints_only_what_was_stored(onrecord: Callable[..., Run], tmp_path: Path, article: Path) -> None:
    store = tmp_path / "desk.db"
    first = onrecord("code", article, "--store", store)
    assert (first.status, first.out, first.err) == (0, "", "1 article in desk.db: 1 added\n")
    again = onrecord("code", article, "--store", store)
    assert again.err == "1 article in desk.db: 1 unchanged\n"
    both = onrecord("code", article, "--store", store, "--format", "jsonl")
    assert len(both.reports) == 1


def test_show_and_stats_read_the_store(onrecord: Callable[..., Run], tmp_path: Path, article: Path) -> None:
    store = tmp_path / "desk.db"
    onrecord("code", article, "--store", store)
    listed = onrecord("show", store)
    assert listed.status == 0
    assert len(listed.out.splitlines()) == 1
    page = onrecord("show", store, "article")
    assert page.status == 0
    assert "Who said what" in page.out
    assert onrecord("show", store, "article", "--format", "jsonl").out == onrecord("code", article).out
    assert onrecord("show", store, "nothing").status == 1
    assert onrecord("show", store, "--search", "gunmen reporters").out == listed.out
    assert onrecord("show", store, "--search", "submarine").status == 1
    overview = json.loads(onrecord("stats", store, "--json").out)
    assert overview["articles"] == 1
    assert "1 articles" in onrecord("stats", store).out
    assert onrecord("stats", tmp_path / "none.db").status == 2
    assert onrecord("show", article).status == 2


def test_help_shows_examples(onrecord: Callable[..., Run]) -> None:
    for args in (["--help"], ["code", "--help"], ["show", "--help"], ["stats", "--help"]):
        run = onrecord(*args)
        assert run.status == 0
        assert "examples:" in run.out
        assert "onrecord " in run.out


def test_every_option_is_explained(onrecord: Callable[..., Run]) -> None:
    text = onrecord("code", "--help").out
    for option in ("--format", "--spans", "--published", "--workers", "--out", "--store"):
        assert option in text


def test_nothing_heavy_is_imported_for_help() -> None:
    import subprocess

    script = (
        "import sys; from onrecord.cli.main import parser; parser();"
        "print([m for m in ('numpy', 'onnxruntime', 'rich', 'sqlite3') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


CODEBOOK = """
name = "land"
fields = ["class"]
[[add]]
type = "LANDGRAB"
definition = "Takes land from those who use it"
verbs = ["grab seize | obj=farmland/land | LANDGRAB | | 171 | subj | from"]
maps = { land = ["taking"] }
"""


def test_a_codebook_adds_an_event_type(onrecord: Callable[..., Run], tmp_path: Path) -> None:
    text = tmp_path / "land.txt"
    text.write_text("Armed settlers seized farmland from villagers near Harsk on Monday.\n", encoding="utf-8")
    book = tmp_path / "land.toml"
    book.write_text(CODEBOOK, encoding="utf-8")
    done = onrecord("code", "--format", "jsonl", "--codebook", book, text)
    assert done.status == 0
    assert [e["type"] for e in done.reports[0]["events"]] == ["LANDGRAB"]


@pytest.mark.parametrize(
    ("content", "says"), [("name =", "not valid TOML"), (CODEBOOK.replace("farmland/land", "@nosuch"), "nosuch")]
)
def test_a_bad_codebook_is_said_before_anything_is_coded(
    onrecord: Callable[..., Run], article: Path, tmp_path: Path, content: str, says: str
) -> None:
    book = tmp_path / "bad.toml"
    book.write_text(content, encoding="utf-8")
    done = onrecord("code", "--codebook", book, article)
    assert (done.status, done.out) == (2, "")
    assert says in done.err


OWN = '[[actor]]\nname = "Front for Renewal"\naliases = ["FfR"]\ncountry = "KEN"\nsectors = ["PTY", "OPP"]\n'


def test_actors_of_ones_own_are_found_and_coded(onrecord: Callable[..., Run], tmp_path: Path) -> None:
    text = tmp_path / "front.txt"
    text.write_text("The Front for Renewal said it would march. The FfR called for calm.\n", encoding="utf-8")
    own = tmp_path / "own.toml"
    own.write_text(OWN, encoding="utf-8")
    done = onrecord("code", "--format", "jsonl", "--actors", own, text)
    assert done.status == 0
    assert [(a["name"], a["code"]) for a in done.reports[0]["actors"]] == [("Front for Renewal", "KENPTYOPP")]
    assert {s["speaker"] for s in done.reports[0]["statements"]} == {"a1"}


@pytest.mark.parametrize(
    ("name", "content", "says"), [("own.toml", "[[actor]]", "needs a name"), ("own.xls", "", "is .toml")]
)
def test_bad_actors_are_said_before_anything_is_coded(
    onrecord: Callable[..., Run], article: Path, tmp_path: Path, name: str, content: str, says: str
) -> None:
    own = tmp_path / name
    own.write_text(content, encoding="utf-8")
    done = onrecord("code", "--actors", own, article)
    assert (done.status, done.out) == (2, "")
    assert says in done.err
