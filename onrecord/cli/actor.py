"""`onrecord actor PHRASE`: how an actor phrase is coded, and by which table row."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.actors.tables.actor_code import ActorCode
    from onrecord.actors.tables.lexicon import Lexicon

EXAMPLES = """\
examples:
  onrecord actor "Russian Foreign Minister" --on 2018-02-20
  onrecord actor "Afghan Taliban fighters" --format json
  onrecord actor "Front for Renewal" --dictionary ours.toml
"""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    p = subparsers.add_parser(
        "actor",
        help="explain how an actor phrase is coded",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    p.add_argument("phrase", help="the words of an actor, in quotation marks")
    p.add_argument(
        "--on",
        type=date.fromisoformat,
        metavar="DATE",
        help="the day for which offices count (default: the latest known)",
    )
    p.add_argument("--country", metavar="ISO3", help="the country meant where the phrase names none")
    p.add_argument(
        "--dictionary",
        action="append",
        type=Path,
        default=[],
        metavar="FILE",
        help="a dictionary of your own (.toml, .csv, PETRARCH .txt)",
    )
    p.add_argument("--format", choices=("text", "json"), default="text")


def run(args: argparse.Namespace) -> int:
    """Print the coding; exit status 1 where nothing is known of the phrase, 2 for a dictionary that cannot be used."""
    from onrecord.actors.dictionary import DictionaryError, with_dictionaries
    from onrecord.actors.tables.code import code_phrase

    try:
        lexicon = with_dictionaries(args.dictionary) if args.dictionary else None
    except (DictionaryError, OSError) as error:
        print(f"onrecord actor: {error}", file=sys.stderr)
        return 2
    c = code_phrase(args.phrase, args.on, args.country, lexicon)
    fields = {
        "phrase": args.phrase,
        "on": args.on.isoformat() if args.on else None,
        "code": c.code,
        "country": c.country,
        "bloc": c.bloc,
        "sectors": list(c.sectors),
        "role": c.role,
        "name": c.name,
        "type": c.bearer,
        "wikidata": c.wikidata,
        "held by": held_by(lexicon, c, args.on),
        "evidence": list(c.evidence),
    }
    if args.format == "json":
        print(json.dumps(fields, ensure_ascii=False))
    else:
        for key, value in fields.items():
            if key != "evidence" and value:
                print(f"{key:9} {', '.join(value) if isinstance(value, list) else value}")
        for line in c.evidence:
            print(f"          {line}")
    return 0 if c.code else 1


def held_by(lexicon: Lexicon | None, c: ActorCode, on: date | None) -> list[str]:
    """Who held the office that a phrase names on the day: `Sergei Lavrov (2004-03 to now, officials.tsv:4)`."""
    from onrecord.actors.tables.lexicon import shipped
    from onrecord.actors.tables.senses import holders

    if on is None or c.kind != "agent" or not c.country or not c.role:
        return []
    found = holders(lexicon or shipped(), c.country, c.role, on.isoformat())
    return [f"{e.name} ({e.since} to {e.until or 'now'}, {e.source})" for e in found]
