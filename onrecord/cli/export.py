"""`onrecord export`: a record store, or part of it, in the format of another tool."""

from __future__ import annotations

import argparse
import dataclasses
import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.export.exporter import Exporter
    from onrecord.store.filters import Filters

EXAMPLES = """\
examples:
  onrecord export desk.db --list                                       every format
  onrecord export desk.db --format csv --table events > events.csv     one table
  onrecord export desk.db --format parquet --out tables/               all tables and their codebook in a folder
  onrecord export desk.db --format geojson --type ASSAULT --since 2024-01-01 --out map.geojson
  onrecord export desk.db --format panel --table dyad-month --out panel.csv
  onrecord export desk.db --format sqlite --out records.sqlite         with metadata.json beside it, for Datasette
  onrecord export desk.db --format gold-spans > gold.jsonl             what analysts judged, for Prodigy

exit status: 0 written, 2 wrong usage or a store that can't be read
"""
# Filters of the command line, by the field of `Filters`.
FACETS = {
    "words": "words that must occur", "type": "PLOVER event type", "mode": "PLOVER mode", "status": "happened, ...",
    "quote": "direct, indirect or mixed", "actor": "name of an actor", "other": "name of a second actor",
    "speaker": "on whose word", "country": "country of an actor, ISO 3166-1 alpha-3", "sector": "PLOVER sector",
    "place": "name of a place", "outlet": "who published", "judged": "confirmed, corrected, rejected or unjudged",
    "actor_country": "country of --actor itself, where several have the name",
    "actor_sector": "PLOVER sector of --actor itself, where several have the name",
    "actor_role": "role of --actor itself, where several have the name",
    "other_country": "country of --other, or of a second actor beside one of --country",
    "part": "what --actor (or --country) does: actor acts or speaks, recipient is acted on or spoken of",
    "quad": "1 verbal, 2 material cooperation, 3 verbal, 4 material conflict",
    "box": "south,west,north,east in degrees: where it took place",
    "told": "once: an event that several reports tell counts once",
}  # fmt: skip
# Files of a format with several tables go into a folder; those of others are one file.
SUFFIXES = {"csv": ".csv", "spreadsheet": ".csv", "parquet": ".parquet"}
FOREVER = 1e9  # seconds; a command is stopped by hand


def _day(value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f"{value!r} is no date like 2018-02-21") from None


def _share(value: str) -> float:
    try:
        found = float(value)
    except ValueError:
        found = -1.0
    if not 0 <= found <= 1:
        raise argparse.ArgumentTypeError(f"{value!r} is no number from 0 to 1")
    return found


def add_parser(subparsers: Any) -> None:
    """Add the command and its options to the command line."""
    p = subparsers.add_parser(
        "export",
        help="a record store in the format of another tool",
        description="Write a record store, or the part that the filters leave, in the format of another tool.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    p.add_argument("store", metavar="DB", help="a record store (SQLite)")
    p.add_argument("--format", metavar="NAME", help="the format; --list names them")
    p.add_argument("--table", metavar="NAME", help="one table of a format with several")
    p.add_argument("--out", metavar="FILE", help="write there instead of to standard output; a folder for all tables")
    p.add_argument("--list", action="store_true", help="list the formats and tables")
    for name, says in FACETS.items():
        p.add_argument(f"--{name.replace('_', '-')}", metavar="VALUE", help=says)
    p.add_argument("--since", type=_day, metavar="DATE", help="first day")
    p.add_argument("--until", type=_day, metavar="DATE", help="last day")
    p.add_argument("--confidence", type=_share, metavar="NUMBER", help="least confidence, 0 to 1")


def run(args: argparse.Namespace) -> int:
    """Write the export."""
    from onrecord.export.exporter import ExportError
    from onrecord.export.exporters import EXPORTERS
    from onrecord.store import Store, StoreError
    from onrecord.store.filters import JUDGED, Filters, corners
    from onrecord.store.reader import Reader
    from onrecord.store.scales import quad_names

    if args.list:
        return _list()
    if args.format not in EXPORTERS:
        wrong = "which --format?" if args.format is None else f"there is no format {args.format}"
        return _wrong(f"{wrong} There are {', '.join(EXPORTERS)}")
    if args.told not in (None, "once"):
        return _wrong("--told must be once")
    if args.part not in (None, "actor", "recipient"):
        return _wrong("--part must be one of actor, recipient")
    if args.box is not None:
        try:
            corners(args.box)
        except ValueError:
            return _wrong("--box must be south,west,north,east in degrees")
    if args.quad not in (None, *quad_names()):
        return _wrong(f"--quad must be one of {', '.join(quad_names())}")
    if args.judged is not None and args.judged not in JUDGED:
        return _wrong(f"--judged must be one of {', '.join(JUDGED)}")
    if not Path(args.store).is_file():
        return _wrong(f"{args.store}: no such store")
    given = {field.name: getattr(args, field.name) for field in dataclasses.fields(Filters)}
    filters = Filters(**{**given, "words": args.words or ""})
    try:
        Store(args.store).close()  # says what is wrong with the file; brings an older one up to date
        with Reader(args.store, FOREVER) as reader:
            _write(EXPORTERS[args.format], reader, filters, args)
    except (StoreError, ExportError, OSError) as error:
        if isinstance(error, BrokenPipeError):
            raise
        return _wrong(str(error))
    return 0


def _wrong(reason: str) -> int:
    print(f"onrecord: {reason}", file=sys.stderr)
    return 2


def _list() -> int:
    from onrecord.export.exporters import EXPORTERS
    from onrecord.export.panels import PANELS
    from onrecord.export.tables import TABLES

    for exporter in EXPORTERS.values():
        print(f"{exporter.name:<20}{exporter.says}")
    print(f"\ntables of csv, spreadsheet, parquet: {', '.join(TABLES)}\ntables of panel: {', '.join(PANELS)}")
    return 0


def _write(exporter: Exporter, reader: Any, filters: Filters, args: argparse.Namespace) -> None:
    from onrecord.export.codebook import codebook_markdown, datapackage
    from onrecord.export.exporter import ExportError
    from onrecord.export.sqlite import datasette_metadata
    from onrecord.export.tables import TABLES

    out = Path(args.out) if args.out else None
    several = exporter.name in SUFFIXES
    if several and args.table is None and out is not None and out.suffix not in (".zip", SUFFIXES[exporter.name]):
        out.mkdir(parents=True, exist_ok=True)
        for name in TABLES:
            _to_file(exporter.make(reader, filters, name), out / (name + SUFFIXES[exporter.name]))
        (out / "codebook.md").write_text(codebook_markdown(), encoding="utf-8")
        (out / "datapackage.json").write_text(datapackage(SUFFIXES[exporter.name][1:]), encoding="utf-8")
        return
    if several and args.table is None and (out is None or out.suffix != ".zip"):
        raise ExportError("which --table? Or --out FOLDER (or FILE.zip) for all of them")
    chunks = exporter.make(reader, filters, args.table)
    if out is None:
        _copy(chunks, sys.stdout.buffer)
        return
    _to_file(chunks, out)
    if exporter.name == "sqlite":
        out.with_name("metadata.json").write_text(datasette_metadata(), encoding="utf-8")


def _to_file(chunks: Iterator[bytes], path: Path) -> None:
    """Whole or not at all: under another name until it is written."""
    pending = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with pending.open("wb") as stream:
            _copy(chunks, stream)
        pending.replace(path)
    finally:
        pending.unlink(missing_ok=True)


def _copy(chunks: Iterator[bytes], out: BinaryIO) -> None:
    for chunk in chunks:
        out.write(chunk)
    out.flush()
