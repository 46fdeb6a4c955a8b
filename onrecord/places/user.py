"""The user's own gazetteer: places added from GeoNames dumps or CSV files, which override the embedded ones.

An SQLite file in the user's data folder (`$XDG_DATA_HOME/onrecord/gazetteer.db`, `~/.local/share/...` without it), or
wherever `--gazetteer PATH` says. Reading a full GeoNames dump (13 million rows) keeps a few thousand rows in memory.
"""

from __future__ import annotations

import csv
import os
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord.places.folding import fold
from onrecord.places.gazetteer import Entry, Gazetteer, How, Kind, Match

SCHEMA = """
CREATE TABLE IF NOT EXISTS place (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, lat REAL NOT NULL, lon REAL NOT NULL, country TEXT, kind TEXT NOT NULL,
  admin1 TEXT, population INTEGER NOT NULL, geonames INTEGER UNIQUE
);
CREATE TABLE IF NOT EXISTS name (key TEXT NOT NULL, place INTEGER NOT NULL REFERENCES place(id), how TEXT NOT NULL,
  PRIMARY KEY (key, place)) WITHOUT ROWID;
PRAGMA user_version = 1;
"""
# GeoNames feature classes and codes by our kinds; what is not here is "other".
KINDS_OF_CLASS: dict[str, Kind] = {"A": "admin2", "P": "city", "H": "water", "S": "site", "L": "region", "R": "site"}
KINDS_OF_CODE: dict[str, Kind] = {
    "ADM1": "admin1",
    "PPLC": "capital",
    "PCLI": "country",
    "PCLD": "country",
    "CONT": "continent",
}
GEONAMES_COLUMNS = 19
BATCH = 5000
MOST_NAMES = 60


@dataclass(frozen=True, slots=True)
class Row:
    """One place as a user's file gives it."""

    name: str
    names: tuple[str, ...]
    lat: float
    lon: float
    country: str | None
    kind: Kind
    admin1: str | None
    population: int
    geonames: int | None


@dataclass(frozen=True, slots=True)
class Added:
    """How a file went in: rows added or replaced, and each row that could not be read (`line number: reason`)."""

    places: int
    problems: tuple[str, ...]


def default_path() -> Path:
    """Where the user's gazetteer lies unless told otherwise."""
    base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / "onrecord" / "gazetteer.db"


def add(source: Path, target: Path, embedded: Gazetteer | None = None) -> Added:
    """Read `source` (GeoNames dump: 19 tab-separated columns; or CSV with a header of at least name, lat, lon; also
    country, kind, aliases separated by "|", population, geonames, admin1) into the gazetteer at `target`.

    A place that has the GeoNames id of one already there replaces it. Raises OSError where a file cannot be read or
    written, ValueError where the file is neither format. Bad rows are passed over and reported, up to 20 of them.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    problems: list[str] = []
    count = 0
    connection = sqlite3.connect(target)
    try:
        connection.executescript(SCHEMA)
        with connection:
            for row in read_rows(source, problems):
                _put(connection, row)
                count += 1
    finally:
        connection.close()
    return Added(count, tuple(problems))


def read_rows(source: Path, problems: list[str]) -> Iterator[Row]:
    """The places of a file, one at a time; what is wrong with a row goes to `problems`."""
    with source.open(encoding="utf-8", errors="replace", newline="") as handle:
        first = handle.readline()
        handle.seek(0)
        if first.count("\t") >= GEONAMES_COLUMNS - 1:
            yield from _geonames(handle, problems)
            return
        header = [h.strip().lower() for h in next(csv.reader([first]), [])]
        if not {"name", "lat", "lon"} <= set(header):
            raise ValueError(
                f"{source}: neither a GeoNames dump (19 columns) nor a CSV with name, lat, lon in its header"
            )
        yield from _csv(handle, header, problems)


def _note(problems: list[str], line: int, reason: object) -> None:
    if len(problems) < 20:
        problems.append(f"line {line}: {reason}")


def _point(lat: str, lon: str) -> tuple[float, float]:
    point = float(lat), float(lon)
    if not (-90 <= point[0] <= 90 and -180 <= point[1] <= 180):
        raise ValueError(f"no point on the earth: {lat}, {lon}")
    return point


def _geonames(lines: Iterable[str], problems: list[str]) -> Iterator[Row]:
    for number, line in enumerate(lines, 1):
        cell = line.rstrip("\r\n").split("\t")
        try:
            if len(cell) < GEONAMES_COLUMNS:
                raise ValueError(f"{len(cell)} columns, not {GEONAMES_COLUMNS}")
            lat, lon = _point(cell[4], cell[5])
            kind = KINDS_OF_CODE.get(cell[7]) or KINDS_OF_CLASS.get(cell[6], "other")
            names = (cell[2], *(n for n in cell[3].split(",") if n))
            yield Row(
                cell[1], names, lat, lon, cell[8] or None, kind, cell[10] or None, int(cell[14] or 0), int(cell[0])
            )
        except ValueError as error:
            _note(problems, number, error)


def _csv(lines: Iterable[str], header: list[str], problems: list[str]) -> Iterator[Row]:
    known = {"continent", "region", "water", "site", "other", "country", "admin1", "admin2", "city", "capital"}
    reader = csv.reader(lines)
    next(reader, None)
    for values in reader:
        cell = dict(zip(header, (v.strip() for v in values), strict=False))
        try:
            name = cell.get("name", "")
            if not fold(name):
                raise ValueError("no name")
            lat, lon = _point(cell.get("lat", ""), cell.get("lon", ""))
            kind = cell.get("kind") or cell.get("feature") or "city"
            if kind not in known:
                raise ValueError(f"kind {kind!r} is none of {', '.join(sorted(known))}")
            names = tuple(n.strip() for n in (cell.get("aliases") or "").split("|") if n.strip())
            yield Row(
                name, names, lat, lon, (cell.get("country") or "").upper() or None, kind,  # type: ignore[arg-type]
                cell.get("admin1") or None, int(cell.get("population") or 0),
                int(cell["geonames"]) if cell.get("geonames") else None,
            )  # fmt: skip
        except ValueError as error:
            _note(problems, reader.line_num, error)


def _put(connection: sqlite3.Connection, row: Row) -> None:
    if row.geonames is not None:
        old = connection.execute("SELECT id FROM place WHERE geonames = ?", (row.geonames,)).fetchone()
    else:
        old = connection.execute(
            "SELECT id FROM place WHERE name = ? AND lat = ? AND lon = ?", (row.name, row.lat, row.lon)
        ).fetchone()
    if old:
        connection.execute("DELETE FROM name WHERE place = ?", old)
        connection.execute("DELETE FROM place WHERE id = ?", old)
    place = connection.execute(
        "INSERT INTO place (name, lat, lon, country, kind, admin1, population, geonames) VALUES (?,?,?,?,?,?,?,?)",
        (row.name, row.lat, row.lon, row.country, row.kind, row.admin1, row.population, row.geonames),
    ).lastrowid
    keys: dict[str, str] = {}
    for n, name in enumerate((row.name, *row.names[:MOST_NAMES])):
        if key := fold(name):
            keys.setdefault(key, "main" if n == 0 else "alternate")
    connection.executemany("INSERT OR IGNORE INTO name VALUES (?,?,?)", [(k, place, how) for k, how in keys.items()])


class UserGazetteer:
    """The user's gazetteer, open for reading. Not shared between threads."""

    def __init__(self, path: Path, embedded: Gazetteer) -> None:
        self._connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        self._embedded = embedded

    def lookup(self, name: str) -> list[Match]:
        """The places called `name`, the most populous first; their `index` is negative."""
        rows = self._connection.execute(
            "SELECT p.id, p.name, p.lat, p.lon, p.country, p.kind, p.admin1, p.population, p.geonames, n.how"
            " FROM name n JOIN place p ON p.id = n.place WHERE n.key = ? ORDER BY p.population DESC, p.id LIMIT 40",
            (fold(name),),
        ).fetchall()
        return [Match(self._entry(*row[:9]), _how(row[9])) for row in rows]

    def _entry(
        self, id: int, name: str, lat: float, lon: float, country: str | None, kind: Kind, admin1: str | None,
        population: int, geonames: int | None,
    ) -> Entry:  # fmt: skip
        iso2 = country if country and len(country) == 2 else None
        first = self._embedded.admin1_of_code.get(f"{iso2}.{admin1}") if iso2 and admin1 else None
        iso3 = self._embedded.iso3(iso2) if iso2 else country
        radius = {"country": 300.0, "admin1": 80.0, "admin2": 25.0}.get(kind, 3.0)
        return Entry(-id, name, lat, lon, iso3, kind, first, None, population, radius, geonames)


def _how(text: str) -> How:
    return "main" if text == "main" else "alternate"
