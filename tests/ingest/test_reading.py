"""What comes in, and what cannot be read."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pytest

from onrecord.ingest import Document, InputError, read_inputs
from onrecord.ingest.days import read_day

# (content of a file, its name, the text read or the error's words)
FILES = [
    (b"", "empty.txt", "empty"),
    (b" \n ", "blank.txt", "empty"),
    (b"\x89PNG\r\n\x1a\n\x00\x00", "picture.png", "a binary file, not text"),
    (b"\x00\x01\x02\x03\x04", "data.bin", "a binary file, not text"),
]
TEXTS = [
    (b"Plain.", "a.txt", "Plain.", 0),
    (b"No ending known.", "report.xyz", "No ending known.", 0),
    (b"\xef\xbb\xbfMarked.", "bom.txt", "Marked.", 0),
    ("Kabul “news”".encode("utf-16"), "wide.txt", "Kabul “news”", 0),
    (b"caf\xe9 said \x93yes\x94", "western.txt", "café said “yes”", 1),
]


@pytest.mark.parametrize(("data", "name", "reason"), FILES)
def test_what_is_no_text_is_one_error(tmp_path: Path, data: bytes, name: str, reason: str) -> None:
    (tmp_path / name).write_bytes(data)
    (found,) = read_inputs([tmp_path / name])
    assert found == InputError(str(tmp_path / name), reason)


@pytest.mark.parametrize(("data", "name", "text", "notes"), TEXTS)
def test_text_is_decoded(tmp_path: Path, data: bytes, name: str, text: str, notes: int) -> None:
    (tmp_path / name).write_bytes(data)
    (found,) = read_inputs([tmp_path / name])
    assert isinstance(found, Document)
    assert found.text == text
    assert len(found.notes) == notes


def test_a_bad_line_costs_itself_alone(tmp_path: Path) -> None:
    lines = ['{"text": "One.", "id": "x"}', "nonsense", '{"id": "y"}', '{"text": 5}', "[1]", "", '{"text": "Two."}']
    (tmp_path / "feed.jsonl").write_text("\n".join(lines), "utf-8")
    found = list(read_inputs([tmp_path / "feed.jsonl"]))
    assert [d.text for d in found if isinstance(d, Document)] == ["One.", "Two."]
    assert [e.line for e in found if isinstance(e, InputError)] == [2, 3, 4, 5]


def test_the_same_id_again_is_suffixed_and_names_both_places() -> None:
    feed = b'{"text": "One.", "id": "x"}\n{"text": "Two.", "id": "x"}\n{"text": "Three.", "id": "x"}\n'
    found = [d for d in read_inputs(["-"], io.BytesIO(feed)) if isinstance(d, Document)]
    assert [d.id for d in found] == ["x", "x#2", "x#3"]
    assert "line 1" in found[1].notes[0]
    assert "line 2" in found[1].notes[0]


def test_wrong_types_are_noted_and_the_article_kept() -> None:
    row = {"text": "One.", "id": 7, "outlet": ["x"], "published": "03/04/2018", "uri": "http://news.example/1"}
    (found,) = read_inputs(["-"], io.BytesIO(json.dumps(row).encode() + b"\n"))
    assert isinstance(found, Document)
    assert (found.id, found.outlet, found.published, found.uri) == ("7", None, None, "http://news.example/1")
    assert len(found.notes) == 2


def test_standard_input_as_text_keeps_its_braces() -> None:
    (found,) = read_inputs(["-"], io.BytesIO(b"{ not json\nbut text"))
    assert isinstance(found, Document)
    assert found.text == "{ not json\nbut text"


def test_folders_are_read_by_name_and_links_in_a_circle_once(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "two.txt").write_text("Two.")
    (tmp_path / "c.txt").write_text("Three.")
    (tmp_path / "a.txt").write_text("One.")
    os.symlink(tmp_path, tmp_path / "b" / "up")
    os.symlink(tmp_path / "nowhere", tmp_path / "d.txt")
    found = list(read_inputs([tmp_path]))
    assert [d.text if isinstance(d, Document) else d.message for d in found] == [
        "One.",
        "Two.",
        "Three.",
        "a broken symbolic link",
    ]


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    (found,) = read_inputs([tmp_path / "none.txt"])
    assert isinstance(found, InputError)


def test_a_page_gives_its_article_and_data(tmp_path: Path) -> None:
    body = "".join(
        f"<p>The harbour master of Arden spoke for the {n} time about the plan to move the quay.</p>" for n in range(6)
    )
    (tmp_path / "p.html").write_text(
        '<html><head><meta property="og:title" content="Quay to move">'
        '<meta property="article:published_time" content="2024-03-05T10:00:00Z"></head>'
        f"<body><nav>Home</nav><article><h1>Quay to move</h1>{body}</article></body></html>",
        "utf-8",
    )
    (found,) = read_inputs([tmp_path / "p.html"])
    assert isinstance(found, Document)
    assert (found.headline, found.published) == ("Quay to move", "2024-03-05")
    assert "harbour master of Arden" in found.text
    assert "Home" not in found.text


def test_a_page_nested_too_deeply_still_gives_its_text(tmp_path: Path) -> None:
    (tmp_path / "deep.html").write_text("<div>" * 20_000 + "<p>Far down.</p>" + "</div>" * 20_000)
    (found,) = read_inputs([tmp_path / "deep.html"])
    assert isinstance(found, Document)
    assert found.text == "Far down."


DAYS = [
    ("2018-02-20", "2018-02-20"),
    ("2018-02-20T23:59:00+09:00", "2018-02-20"),
    ("Tue, 20 Feb 2018 10:00:00 GMT", "2018-02-20"),
    ("February 20th, 2018", "2018-02-20"),
    ("20 Feb. 2018", "2018-02-20"),
    ("20180220", "2018-02-20"),
    ("2018/02/20", "2018-02-20"),
    ("20/02/2018", "2018-02-20"),
    ("02/20/2018", "2018-02-20"),
    ("20.02.2018", "2018-02-20"),
    (1519084800, "2018-02-20"),
    (1519084800000, "2018-02-20"),
    ("03/04/2018", None),
    ("2018-02-30", None),
    ("yesterday", None),
    ("", None),
    (None, None),
    (True, None),
    ([], None),
    (float("inf"), None),
]


@pytest.mark.parametrize(("given", "day"), DAYS)
def test_days(given: object, day: str | None) -> None:
    assert read_day(given) == day
