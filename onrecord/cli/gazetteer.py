"""`onrecord gazetteer`: the user's own places, which override the embedded gazetteer."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

EXAMPLES = """\
examples:
  onrecord gazetteer add allCountries.txt            a GeoNames dump (geonames.org/export)
  onrecord gazetteer add camps.csv                   name,lat,lon; country,kind,aliases,population,geonames
  onrecord gazetteer add camps.csv --gazetteer my.db into a file of your own
  onrecord gazetteer find "Bidi Bidi"                what a name can mean
"""


def add_parser(subparsers: Any) -> None:
    """Register the command."""
    parser = subparsers.add_parser(
        "gazetteer",
        help="add places of your own, or look a name up",
        description="Places of your own, which override the embedded gazetteer.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("action", choices=("add", "find"), help="add FILE..., or find NAME...")
    parser.add_argument("what", nargs="+", metavar="FILE|NAME")
    parser.add_argument("--gazetteer", type=Path, help="the user gazetteer (default: in your data folder)")


def run(args: argparse.Namespace) -> int:
    """Exit status 0 where every file was read and every row of it taken, or every name found."""
    from onrecord.places.gazetteer import embedded
    from onrecord.places.user import UserGazetteer, add, default_path

    path: Path = args.gazetteer or default_path()
    status = 0
    if args.action == "add":
        for name in args.what:
            try:
                done = add(Path(name), path)
            except (OSError, ValueError) as error:
                print(f"onrecord: {name}: {error}", file=sys.stderr)
                status = 1
                continue
            print(f"{name}: {done.places} places into {path}")
            for problem in done.problems:
                print(f"onrecord: {name}: {problem}", file=sys.stderr)
                status = 1
        return status
    for name in args.what:
        matches = (UserGazetteer(path, embedded()).lookup(name) if path.exists() else []) + embedded().lookup(name)
        if not matches:
            print(f"onrecord: {name}: not in the gazetteer", file=sys.stderr)
            status = 1
        for match in matches[:20]:
            e = match.entry
            print(
                f"{e.name}\t{e.kind}\t{e.country or '-'}\t{e.lat}\t{e.lon}\t{e.population}"
                f"\t{e.geonames or '-'}\t{match.how}"
            )
    return status
