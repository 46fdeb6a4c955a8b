"""What each format writes of one small report."""

from __future__ import annotations

import csv
import io
import json

import pytest

from onrecord.export import FORMATS, writer_for
from onrecord.export.jsonl import to_json
from onrecord.export.wording import one_line, printable
from onrecord.record import Report
from tests.conftest import make_report


def written(name: str, *reports: Report) -> str:
    out = io.StringIO()
    writer = writer_for(name, out)
    for report in reports:
        writer.write(report)
    return out.getvalue()


def test_jsonl_is_the_report_and_reads_back(report: Report) -> None:
    line = written("jsonl", report)
    assert line.endswith("\n")
    assert line.count("\n") == 1
    plain = json.loads(line)
    assert plain == json.loads(json.dumps(report.to_dict()))
    assert Report.from_dict(plain) == report


def test_jsonl_stays_one_line_for_any_line_reader(report: Report) -> None:
    report.text = "a\u2028b\u0085c\u2029d\ne\x1b[31m"
    line = to_json(report)
    assert len(line.splitlines()) == 1
    assert json.loads(line)["text"] == report.text


def test_jsonl_survives_a_lone_surrogate(report: Report) -> None:
    report.text = "bad \ud800 half"
    line = to_json(report)
    line.encode("utf-8")
    assert json.loads(line)["text"] == report.text


def test_text_shows_article_and_records_without_colour_in_a_pipe(report: Report) -> None:
    page = written("text", report)
    assert "\x1b" not in page
    for words in (
        "Twelve killed in Kabul",
        "Harbour Wire · 2018-01-21",
        "Who said what",
        "Idris Welan told [direct, a briefing] “We will find them,”",
        "ASSAULT gunmen [happened; 2018-01-20; in Kabul, AFG; at least 12 people killed; on the word of Idris Welan",
        "a note",
    ):
        assert words in " ".join(page.split()), words


def test_text_marks_in_colour_on_a_terminal(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    out = Terminal()
    writer_for("text", out).write(report)
    assert "\x1b[1;3;31mkilled\x1b[0m" in out.getvalue()
    monkeypatch.setenv("NO_COLOR", "1")
    plain = Terminal()
    writer_for("text", plain).write(report)
    assert "31m" not in plain.getvalue()


def test_text_shows_control_characters_instead_of_obeying_them(report: Report) -> None:
    report.source.headline = "Red \x1b[31m alert\x07"
    assert "\x1b" not in written("text", report)
    assert printable("a\x1bb\nc\td\x7f") == "a\u241bb\nc\td\u2421"


@pytest.mark.parametrize("name", ["table", "csv"])
def test_rows_have_one_header_and_one_row_a_record(name: str, report: Report) -> None:
    dialect = "excel-tab" if name == "table" else "excel"
    table = list(csv.reader(io.StringIO(written(name, report, make_report("r2"))), dialect))
    header, rows = table[0], table[1:]
    assert header[:4] == ["article", "record", "id", "start"]
    per_report = 2 + 1 + 2 + 2 + 1 + 1
    assert len(rows) == 2 * per_report
    assert all(len(row) == len(header) for row in rows)
    event = dict(zip(header, next(r for r in rows if r[1] == "event"), strict=True))
    assert event["what"] == "ASSAULT"
    assert event["who"] == "gunmen"
    assert event["when"] == "2018-01-20"
    assert event["where"] == "Kabul, AFG"
    assert report.text[int(event["start"]) : int(event["end"])] == "killed"


def test_csv_cells_never_run_as_formulas(report: Report) -> None:
    report.actors[0].name = "=HYPERLINK(1)"
    rows = list(csv.reader(io.StringIO(written("csv", report))))
    assert not any(cell.startswith("=") for row in rows for cell in row)


def test_table_cells_hold_no_tab_or_line_end(report: Report) -> None:
    report.actors[0].name = "a\tb\nc"
    lines = written("table", report).splitlines()
    assert {line.count("\t") for line in lines} == {lines[0].count("\t")}
    assert one_line("a\tb\nc") == "a b c"


def test_an_empty_report_is_written_in_every_format(report: Report) -> None:
    bare = Report(id="x", source=report.source, text="", coder=report.coder)
    for name in FORMATS:
        written(name, bare)
