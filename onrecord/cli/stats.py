"""`onrecord stats`: what a record store holds, on a page."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onrecord.store import Overview

EXAMPLES = """\
examples:
  onrecord stats desk.db            articles, outlets, who speaks most, what happens most and where
  onrecord stats desk.db --top 25   longer lists
  onrecord stats desk.db --json     the same numbers for a program
"""


def add_parser(subparsers: Any) -> None:
    """Add the command and its options to the command line."""
    p = subparsers.add_parser(
        "stats",
        help="what a record store holds",
        description="Print what a record store holds: articles, speakers, events, pairs of actors, places.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    p.add_argument("store", metavar="DB", help="a record store made by `onrecord code --store`")
    p.add_argument("--top", type=int, default=8, metavar="N", help="length of each list (default 8)")
    p.add_argument("--json", action="store_true", help="print JSON")


def run(args: argparse.Namespace) -> int:
    """Print the overview of the store."""
    from onrecord.store import Store, StoreError, overview

    if not Path(args.store).is_file():
        print(f"onrecord: {args.store}: no such store", file=sys.stderr)
        return 2
    try:
        with Store(args.store) as store:
            found = overview(store, args.top)
    except StoreError as error:
        print(f"onrecord: {error}", file=sys.stderr)
        return 2
    if args.json:
        print(json.dumps(dataclasses.asdict(found), ensure_ascii=False, indent=1))
    else:
        _print(found, args.store)
    return 0


def _print(found: Overview, name: str) -> None:
    from rich.columns import Columns
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from onrecord.export.wording import one_line

    console = Console(highlight=False, emoji=False)
    if not console.is_terminal:
        console.width = 110
    days = f", {found.first} to {found.last}" if found.first else ""
    console.print(Text(f"{Path(name).name}: {found.articles:,} articles, {found.words:,} words{days}", "bold"))
    console.print("  ".join(f"{n:,} {kind}" for kind, n in found.records.items() if n))
    console.print()
    lists = {
        "Outlets": found.outlets,
        "Who speaks": found.speakers,
        "Events": found.events,
        "Status of events": found.statuses,
        "Who to whom": found.pairs,
        "Where": found.places,
    }
    tables = []
    for title, counts in lists.items():
        if not counts:
            continue
        table = Table(title=title, title_justify="left", title_style="bold", show_header=False, box=None)
        table.add_column(max_width=44, no_wrap=True, overflow="ellipsis")
        table.add_column(justify="right", style="cyan")
        for label, n in counts:
            table.add_row(Text(one_line(label)), f"{n:,}")
        tables.append(table)
    console.print(Columns(tables, padding=(1, 4)))
