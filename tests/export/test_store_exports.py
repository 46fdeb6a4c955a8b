"""Every export of a store is read with the format's own reader, or checked against the format's own rules."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from onrecord.cli.main import main
from onrecord.export import parquet
from onrecord.export.countries import divisions
from onrecord.export.csv_tables import harmless
from onrecord.export.event_data import EMPTY, GDELT, acled_row
from onrecord.export.event_records import Party
from onrecord.export.exporter import ExportError
from onrecord.export.exporters import EXPORTERS
from onrecord.export.tables import TABLES, table_rows
from onrecord.record import Actor, Event, EventDate, Report
from onrecord.store import Store
from onrecord.store.filters import Filters
from onrecord.store.judgements import judge
from onrecord.store.reader import Reader
from tests.conftest import make_report, span

ODD = "=1+1, \"Ünal\"; <b>\t&amp;\x0b\x1b'line'"


def odd_report() -> Report:
    """Names that every format has to escape, several parties, a second day."""
    report = make_report("odd/1 ?")
    report.source.outlet = report.source.headline = ODD
    report.source.uri = "https://news.example/a?b=1&c=<2>"
    report.source.published = "2018-03-05"
    report.actors[0].name = ODD
    report.actors.append(Actor("a3", "Ostravia", "country", "CZE", ["GOV", "MIL"], None, "CZEGOV"))
    report.events += [
        Event("e2", "AID", None, [], None, ["a1", "a3"], ["a2"], [span("told")], 1,
              EventDate("2018-03", "2018-03-01", "2018-03-31"), None, [], "planned", None, 0.5),
        Event("e3", "UNHEARD", "of", [], None, ["a3"], ["a1"], [span("killed")], 0, None, "p1"),
    ]  # fmt: skip
    return report


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("store") / "desk.db"
    with Store(found) as store:
        store.put(make_report())
        store.put(odd_report())
        judge(store.connection, "r1", "e1", "confirm")
        judge(store.connection, "r1", "s1", "correct", correction={"source": [list(span("Idris Welan"))]})
        judge(store.connection, "r1", "s2", "reject", "not this")
        judge(store.connection, "odd/1 ?", "a1", "confirm")
    return found


@pytest.fixture(scope="module")
def reader(path: Path) -> Iterator[Reader]:
    with Reader(path) as found:
        yield found


def made(reader: Reader, name: str, table: str | None = None, filters: Filters | None = None) -> bytes:
    return b"".join(EXPORTERS[name].make(reader, filters or Filters(), table))


def lines(reader: Reader, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in made(reader, name).decode().splitlines()]


@pytest.mark.parametrize("name", sorted(set(EXPORTERS) - {"conllu"}))
def test_the_same_store_gives_the_same_bytes(reader: Reader, name: str) -> None:
    assert made(reader, name) == made(reader, name)


@pytest.mark.parametrize("table", sorted(TABLES))
def test_csv_holds_every_value_as_it_is(reader: Reader, table: str) -> None:
    rows = list(csv.reader(io.StringIO(made(reader, "csv", table).decode(), newline="")))
    expected = list(table_rows(reader, table, Filters()))
    assert tuple(rows[0]) == TABLES[table].names
    assert len(rows) == 1 + len(expected) > 1
    for row, wanted in zip(rows[1:], expected, strict=True):
        for text, value in zip(row, wanted.values(), strict=True):
            assert text == ("" if value is None else "; ".join(value) if isinstance(value, list) else str(value))


def test_only_the_spreadsheet_tames_formulas(reader: Reader) -> None:
    plain = made(reader, "csv", "actors").decode()
    tame = made(reader, "spreadsheet", "actors").decode()
    assert '"=1+1' in plain
    assert '"=1+1' not in tame
    assert "\"'=1+1" in tame
    for text in ("=x", "+x", "-x", "@x", "\tx", "\rx"):
        assert harmless(text) == "'" + text
    assert harmless(-1.5) == -1.5


def test_all_tables_come_with_their_codebook(reader: Reader) -> None:
    archive = zipfile.ZipFile(io.BytesIO(made(reader, "csv")))
    assert set(archive.namelist()) == {f"{t}.csv" for t in TABLES} | {"codebook.md", "datapackage.json"}
    package = json.loads(archive.read("datapackage.json"))
    codebook = archive.read("codebook.md").decode()
    for resource in package["resources"]:
        header = archive.read(resource["path"]).decode().splitlines()[0].split(",")
        assert [field["name"] for field in resource["schema"]["fields"]] == header
        assert set(resource["schema"]["primaryKey"]) <= set(header)
        assert f"## {resource['name']}" in codebook


def test_every_column_is_explained() -> None:
    assert [f"{t.name}.{c.name}" for t in TABLES.values() for c in t.columns if not c.means] == []


@pytest.mark.parametrize("table", sorted(TABLES))
def test_parquet_is_read_by_arrow(reader: Reader, table: str) -> None:
    arrow = pytest.importorskip("pyarrow.parquet")
    found = arrow.read_table(io.BytesIO(made(reader, "parquet", table)))
    assert found.to_pylist() == list(table_rows(reader, table, Filters()))
    assert found.schema.field(TABLES[table].columns[0].name).metadata[b"description"]


def test_parquet_is_sent_while_its_rows_are_read(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyarrow")
    read: list[str] = []

    def counted(*given: Any) -> Iterator[dict[str, Any]]:
        for row in table_rows(*given):
            read.append(row["id"])
            yield row

    monkeypatch.setattr(parquet, "table_rows", counted)
    monkeypatch.setattr(parquet, "BATCH", 1)
    pieces = EXPORTERS["parquet"].make(reader, Filters(), "events")
    next(pieces)
    assert len(read) == 1
    assert b"".join(pieces).endswith(b"PAR1")
    assert len(read) > 2


def test_a_network_begins_before_its_events_are_counted(path: Path) -> None:
    closed = Reader(path)
    closed.close()
    pieces = EXPORTERS["gexf"].make(closed, Filters(), None)
    assert next(pieces).startswith(b"<?xml")
    with pytest.raises(sqlite3.ProgrammingError):
        next(pieces)


def test_filters_narrow_every_table(reader: Reader) -> None:
    for table in TABLES:
        wanted = list(table_rows(reader, table, Filters(outlet="Harbour Wire")))
        assert {row["article"] for row in wanted} == {"r1"}
    assert [row["id"] for row in table_rows(reader, "events", Filters(status="planned"))] == ["e2"]


def test_there_is_no_other_table(reader: Reader) -> None:
    for name in ("csv", "parquet", "panel"):
        with pytest.raises(ExportError, match="there is no"):
            made(reader, name, "secrets")


EVENT_DATA = {"polecat": "\t", "icews": "\t", "gdelt": "\t", "acled": ","}


@pytest.mark.parametrize("name", EVENT_DATA)
def test_event_data_has_a_row_for_each_actor_with_each_recipient(reader: Reader, name: str) -> None:
    quoting = csv.QUOTE_NONE if EVENT_DATA[name] == "\t" else csv.QUOTE_MINIMAL
    text = made(reader, name).decode()
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=EVENT_DATA[name], quoting=quoting))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert len(rows) == 1 + (2 if name == "acled" else 5)


def test_gdelt_has_its_columns(reader: Reader) -> None:
    header, *rows = (line.split("\t") for line in made(reader, "gdelt").decode().splitlines())
    assert len(header) == 61
    first = dict(zip(header, rows[0], strict=True))
    assert (first["SQLDATE"], first["MonthYear"], first["Year"]) == ("20180120", "201801", "2018")
    assert (first["EventRootCode"], first["QuadClass"], first["ActionGeo_Lat"]) == ("18", "4", "34.53")
    assert GDELT.ending == ".tsv"


def test_acled_counts_the_dead_and_leaves_out_what_did_not_happen(reader: Reader) -> None:
    rows = list(csv.DictReader(io.StringIO(made(reader, "acled").decode(), newline="")))
    assert [(r["event_id_cnty"], r["event_type"], r["fatalities"]) for r in rows] == [
        ("r1/e1", "Battles", "12"), ("odd/1 ?/e1", "Battles", "12")]  # fmt: skip
    assert [rows[0][name] for name in ("iso", "region")] == ["004", "Southern Asia"]


@pytest.mark.parametrize(("event", "one", "other", "told"), [
    # in Kenya: type and mode, who acts, on whom (sector, country); inter1, inter2, interaction, targeting, disorder
    ("ASSAULT", "MIL KEN", "REB KEN", (1, 2, 12, None, "Political violence")),
    ("ASSAULT", "REB KEN", "MIL KEN", (2, 1, 12, None, "Political violence")),
    ("ASSAULT:firearms", "UAF", "AGR KEN", (3, 7, 37, "Civilian targeting", "Political violence")),
    ("ASSAULT:aerial", "MIL USA", "REB", (8, 2, 28, None, "Political violence")),
    ("ASSAULT:explosives", "REB", None, (2, None, 20, None, "Political violence")),
    ("PROTEST", "LAB KEN", "GOV KEN", (6, 1, 16, None, "Demonstrations")),
    ("PROTEST:riot", "CVL", None, (5, None, 50, None, "Demonstrations")),
    ("ASSAULT:crowd-control", "COP KEN", "CVL KEN", (1, 6, 16, None, "Political violence; Demonstrations")),
    ("COERCE:arrest", "COP KEN", "JRN KEN", (1, 7, 17, None, "Strategic developments")),
])  # fmt: skip
def test_acled_kinds_of_actors(event: str, one: str, other: str | None, told: tuple[object, ...]) -> None:
    def party(says: str | None) -> Party:
        sector, _, country = (says or "").partition(" ")
        return Party(name=says, country=country or None, sectors=(sector,))

    type, _, mode = event.partition(":")
    row = acled_row({**EMPTY, "type": type, "mode": mode or None, "place_country": "KEN"}, party(one), party(other))
    assert row is not None
    columns = ("inter1", "inter2", "interaction", "civilian_targeting", "disorder_type")
    assert tuple(row[name] for name in columns) == told


@pytest.mark.parametrize(("geonames", "names"), [
    (1138958, ("Kabul", "Kabul")), (5332921, ("California", None)), (0, (None, None)),
    (5368381, ("California", "Los Angeles County")), (None, (None, None)),
])  # fmt: skip
def test_the_divisions_a_place_lies_in(geonames: int | None, names: tuple[str | None, str | None]) -> None:
    assert divisions(geonames) == names


def test_geojson_follows_the_rfc(reader: Reader) -> None:
    found = json.loads(made(reader, "geojson"))
    assert set(found) == {"type", "features"}  # RFC 7946, 3.3; no crs (4)
    assert found["type"] == "FeatureCollection"
    assert len({f["id"] for f in found["features"]}) == len(found["features"]) == 3
    for feature in found["features"]:
        assert set(feature) == {"type", "id", "geometry", "properties"}  # no bbox: no place here has an area of its own
        assert feature["geometry"]["type"] == "Point"
        lon, lat = feature["geometry"]["coordinates"]
        assert (lon, lat) == (69.17, 34.53)  # longitude first (3.1.1)


def test_geojson_has_the_box_of_a_part(tmp_path: Path) -> None:
    report = make_report("boxed")
    report.places[1].part, report.places[1].box = "northern", [34.0, 68.5, 35.5, 70.0]
    with Store(tmp_path / "boxed.db") as store:
        store.put(report)
    with Reader(tmp_path / "boxed.db") as reader:
        (feature,) = json.loads(made(reader, "geojson"))["features"]
    assert feature["bbox"] == [68.5, 34.0, 70.0, 35.5]  # west, south, east, north (RFC 7946, 5)
    assert feature["properties"]["part"] == "northern"


def test_gexf_is_read_by_networkx(reader: Reader) -> None:
    networkx = pytest.importorskip("networkx")
    data = made(reader, "gexf")
    root = ElementTree.fromstring(data)
    assert root.tag == "{http://gexf.net/1.3}gexf"
    assert root.get("version") == "1.3"
    spells = [s.attrib for s in root.iter("{http://gexf.net/1.3}spell")]
    assert spells
    assert all(s["start"] <= s["end"] and len(s["start"]) == 10 for s in spells)
    graph = networkx.read_gexf(io.BytesIO(data))
    labels = {n: d["label"] for n, d in graph.nodes(data=True)}
    assert ODD.replace("\x0b", "\ufffd").replace("\x1b", "\ufffd") in labels.values()
    assert {(labels[a], labels[b]) for a, b in graph.edges()} >= {("Ostravia", "gunmen")}


def test_the_stix_bundle_is_valid(reader: Reader) -> None:
    stix2 = pytest.importorskip("stix2")
    text = made(reader, "stix").decode()
    bundle = stix2.parse(text, allow_custom=False)
    ids = [o["id"] for o in bundle["objects"]]
    assert len(ids) == len(set(ids))
    for found in bundle["objects"]:
        for field in ("created_by_ref", "source_ref", "target_ref"):
            assert found.get(field, ids[0]) in ids
        assert set(found.get("object_refs", [])) <= set(ids)
    assert {o["type"] for o in bundle["objects"]} == {"identity", "location", "incident", "relationship", "report"}


def test_entities_are_valid_in_follow_the_money(reader: Reader) -> None:
    model = pytest.importorskip("followthemoney").model
    found = lines(reader, "ftm")
    ids = {item["id"] for item in found}
    assert len(ids) == len(found)
    for item in found:
        proxy = model.get_proxy(item, cleaned=False)
        proxy.schema.validate(item)
        for prop, value in proxy.itervalues():
            if prop.type.name == "entity":
                assert value in ids
        # Nothing was thrown away as no value of its kind.
        assert {k: len(v) for k, v in item["properties"].items()} == {
            k: len(v) for k, v in proxy.to_dict()["properties"].items()}  # fmt: skip
    assert {item["schema"] for item in found} == {"Article", "Event", "Note", "Person", "PublicBody", "LegalEntity"}


def test_standoff_marks_stand_on_their_words(reader: Reader) -> None:
    archive = zipfile.ZipFile(io.BytesIO(made(reader, "brat")))
    names = archive.namelist()
    assert sorted(names) == ["odd_1_.ann", "odd_1_.txt", "r1.ann", "r1.txt"]
    for name in ("odd_1_", "r1"):
        text = archive.read(f"{name}.txt").decode()
        marks: set[str] = set()
        for line in archive.read(f"{name}.ann").decode().splitlines():
            id, what, *words = line.split("\t")
            if id[0] == "T":
                kind, _, spans = what.partition(" ")
                pieces = [tuple(map(int, piece.split())) for piece in spans.split(";")]
                assert words == [" ".join(text[a:b] for a, b in pieces)]
                assert kind.isidentifier()
                assert id not in marks
                marks.add(id)
            elif id[0] == "E":
                assert {part.split(":")[1] for part in what.split()} <= marks
        assert marks


def test_sqlite_is_whole_and_searchable(reader: Reader, tmp_path: Path) -> None:
    file = tmp_path / "records.sqlite"
    file.write_bytes(made(reader, "sqlite"))
    base = sqlite3.connect(file)
    assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []
    for table in TABLES:
        assert base.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == len(
            list(table_rows(reader, table, Filters())))  # fmt: skip
    assert base.execute("SELECT count(*) FROM articles_fts WHERE articles_fts MATCH 'gunmen'").fetchone() == (2,)
    shown = json.loads(made(reader, "datasette-metadata"))["databases"]["records"]["tables"]
    for table, facts in shown.items():
        assert set(facts["columns"]) <= set(TABLES[table].names)


def test_the_feed_is_well_formed(reader: Reader) -> None:
    feedparser = pytest.importorskip("feedparser")
    data = made(reader, "atom")
    feed = feedparser.parse(data)
    assert not feed.bozo
    assert feed.version == "atom10"
    assert len(feed.entries) == 4
    assert len({entry.id for entry in feed.entries}) == 4
    atom = "{http://www.w3.org/2005/Atom}"
    root = ElementTree.fromstring(data)
    for entry in [root, *root.iter(f"{atom}entry")]:  # RFC 4287, 4.1.1 and 4.1.2
        for needed in ("id", "title", "updated"):
            assert len(entry.findall(f"{atom}{needed}")) == 1
    assert {e.link for e in feed.entries if "odd" in e.link} >= {
        "http://127.0.0.1:8642/event?article=odd%2F1+%3F&id=e2"}  # fmt: skip


def test_reports_come_back_as_they_were(reader: Reader) -> None:
    assert [Report.from_dict(item) for item in lines(reader, "jsonl")] == [make_report(), odd_report()]


def test_judged_records_are_gold_spans(reader: Reader) -> None:
    found = lines(reader, "gold-spans")
    assert [(line["meta"]["article"], line["answer"]) for line in found] == [
        ("r1", "accept"), ("r1", "reject"), ("odd/1 ?", "accept")]  # fmt: skip
    told = {(s["label"], found[0]["text"][s["start"] : s["end"]]) for s in found[0]["spans"]}
    assert told == {
        ("ASSAULT", "killed"), ("SOURCE", "Idris Welan"), ("CUE", "said"),
        ("CONTENT", "gunmen had killed at least 12 people in Kabul"),
    }  # fmt: skip


def test_judged_records_are_gold_for_the_scorers(reader: Reader, tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_bytes(made(reader, "gold-statements"))
    line = json.loads(gold.read_text())
    assert [len(s["content"]) for s in line["statements"]] == [1]
    assert line["discard"] == []  # the second sentence holds a rejected statement: nothing is said there
    events = lines(reader, "gold-events")
    assert [(e["event"], e["actors"]) for e in events] == [("ASSAULT", [{"text": "gunmen", "code": None}])]


def test_panels_have_zeros(reader: Reader) -> None:
    rows = list(csv.DictReader(io.StringIO(made(reader, "panel", "actor-month").decode(), newline="")))
    assert len(rows) == 3 * 3
    assert sum(int(row["events"]) for row in rows) == 5  # one of four events has two actors


def test_conllu_has_trees_and_records(path: Path) -> None:
    with Reader(path, 600) as long:
        text = made(long, "conllu", filters=Filters(outlet="Harbour Wire")).decode()
    blocks = [b for b in text.strip().split("\n\n") if b]
    assert blocks[0].startswith("# newdoc id = r1\n")
    tokens = [line.split("\t") for b in blocks for line in b.splitlines() if not line.startswith("#")]
    assert {len(t) for t in tokens} == {10}
    for b in blocks:
        rows = [line.split("\t") for line in b.splitlines() if not line.startswith("#")]
        assert [int(r[0]) for r in rows] == list(range(1, len(rows) + 1))
        assert sum(r[6] == "0" for r in rows) == 1
        assert all(0 <= int(r[6]) <= len(rows) for r in rows)
    marked = {t[1]: t[9] for t in tokens}
    assert "Event=e1:ASSAULT" in marked["killed"]
    assert "Statement=s1:cue" in marked["said"]


def test_the_command_writes_files_and_folders(
    path: Path, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["export", str(path), "--format", "csv", "--out", str(tmp_path / "all")]) == 0
    assert {p.name for p in (tmp_path / "all").iterdir()} == {f"{t}.csv" for t in TABLES} | {
        "codebook.md", "datapackage.json"}  # fmt: skip
    assert main(["export", str(path), "--format", "sqlite", "--out", str(tmp_path / "r.sqlite")]) == 0
    assert (tmp_path / "metadata.json").exists()
    assert main(["export", str(path), "--format", "geojson", "--type", "AID", "--out", str(tmp_path / "a.json")]) == 0
    assert json.loads((tmp_path / "a.json").read_text())["features"] == []
    assert not list(tmp_path.glob(".*"))
    capsysbinary.readouterr()


@pytest.mark.parametrize("arguments", [
    ["--format", "nothing"], [], ["--format", "csv"], ["--format", "csv", "--table", "x"],
    ["--format", "csv", "--table", "events", "--judged", "maybe"],
    ["--format", "geojson", "--out", "/no/such/folder/x"],
])  # fmt: skip
def test_wrong_usage_is_said_in_a_line(path: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", str(path), *arguments]) == 2
    assert capsys.readouterr().err.startswith("onrecord: ")
