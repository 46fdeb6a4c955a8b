"""`onrecord code`: articles in, reports out."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    pass

FORMATS = ("jsonl", "text", "table", "csv")

EXAMPLES = """\
inputs:
  files and folders of text, HTML and JSONL; - for standard input (text, or JSONL where its first line is an object).
  JSONL objects carry "text" and, where known, "id", "published", "outlet", "headline", "uri".

examples:
  onrecord code article.txt                              read it on the terminal, marked in colour
  onrecord code article.txt --published 2018-02-21       the day it came out: "on Tuesday" becomes a date
  onrecord code archive/ --workers 4 --out reports.jsonl one report a line
  onrecord code feed.jsonl --format table > rows.tsv     one row a record
  onrecord code archive/ --store desk.db                 into a record store; coding again changes nothing
  cat article.txt | onrecord code -                      one report as a line of JSON

exit status:
  0 all was coded; 1 something was not (one line on standard error names it, the rest is coded); 2 wrong usage
"""


def _day(value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f"{value!r} is no date like 2018-02-21") from None


def _workers(value: str) -> int:
    if not value.isdigit() or int(value) < 1:
        raise argparse.ArgumentTypeError(f"{value!r} is no number of processes")
    return int(value)


def add_parser(subparsers: Any) -> None:
    """Add the command and its options to the command line."""
    p = subparsers.add_parser(
        "code",
        help="code articles into reports",
        description="Code articles: print, or store, one report for each.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    p.add_argument("inputs", nargs="+", metavar="INPUT", help="a file, a folder, or - for standard input")
    p.add_argument(
        "--format",
        choices=FORMATS,
        help="jsonl: one report a line; text: to be read; table, csv: one row a record "
        "(default: text on a terminal, jsonl in a pipe or file, nothing with --store alone)",
    )
    p.add_argument(
        "--spans",
        choices=("text", "source"),
        default="text",
        help="what spans index: the repaired text (default) or the text as it came in",
    )
    p.add_argument("--published", type=_day, metavar="DATE", help="publication date of inputs that carry none")
    p.add_argument(
        "--workers", type=_workers, default=1, metavar="N", help="processes (default 1); the reports are the same"
    )
    p.add_argument("--codebook", metavar="FILE", help="a TOML file with event types of your own (docs/codebooks.md)")
    p.add_argument(
        "--actors",
        action="append",
        type=Path,
        default=[],
        metavar="FILE",
        help="actors of your own: .toml, .csv, or PETRARCH and CAMEO .txt (docs/actors.md); may be given again",
    )
    p.add_argument("--out", metavar="FILE", help="write there instead of to standard output")
    p.add_argument("--store", metavar="DB", help="put the reports into this record store (SQLite; made if absent)")


def run(args: argparse.Namespace) -> int:
    """Code all inputs; 0 only where all of them were coded."""
    with contextlib.ExitStack() as stack:
        try:
            codebook = _codebook(args.codebook)
            _check_actors(args.actors)
            out = _output(args, stack)
            store = _store(args.store, stack)
        except (OSError, ValueError) as error:
            print(f"onrecord: {error}", file=sys.stderr)
            return 2
        return _code(args, out, store, codebook, stack)


def _output(args: argparse.Namespace, stack: contextlib.ExitStack) -> TextIO | None:
    if args.out:
        return stack.enter_context(open(args.out, "w", encoding="utf-8", errors="backslashreplace", newline="\n"))
    return None if args.store and not args.format else sys.stdout


def _codebook(path: str | None) -> Any:
    if path is None:
        return None
    from onrecord.events.codebook import read_codebook

    codebook = read_codebook(path)  # CodebookError is a ValueError
    codebook.extend()  # a row that cannot be read is said before anything is coded
    return codebook


def _check_actors(paths: list[Path]) -> None:
    """A file that cannot be used is said before anything is coded; DictionaryError is a ValueError."""
    if paths:
        from onrecord.actors.dictionary import read_dictionary

        for path in paths:
            read_dictionary(path)


def _store(path: str | None, stack: contextlib.ExitStack) -> Any:
    if path is None:
        return None
    from onrecord.store import Store

    return stack.enter_context(Store(path))


def _code(args: argparse.Namespace, out: TextIO | None, store: Any, codebook: Any, stack: contextlib.ExitStack) -> int:
    from onrecord import __version__
    from onrecord.cli.progress import Progress
    from onrecord.collector import collect_seldom
    from onrecord.export import writer_for
    from onrecord.ingest import InputError, read_inputs
    from onrecord.pipeline import code_all
    from onrecord.store.failures import forget_failures, note_failure

    if store is not None and args.spans == "source":
        print("onrecord: a store keeps spans of the repaired text; leave out --spans source", file=sys.stderr)
        return 2
    format = args.format or ("text" if out is not None and out.isatty() else "jsonl")
    if format == "text" and args.spans == "source":
        print("onrecord: --format text marks the repaired text; leave out --spans source", file=sys.stderr)
        return 2
    writer = writer_for(format, out) if out is not None else None
    shown = sys.stderr.isatty() and (out is None or not out.isatty())
    progress = stack.enter_context(Progress(args.inputs, shown))
    documents = progress.watch(read_inputs(args.inputs, published=args.published))
    if store is not None:
        forget_failures(store, args.inputs)
    results = code_all(documents, workers=args.workers, spans=args.spans, codebook=codebook, actors=args.actors)
    collect_seldom()  # the models of a single process are loaded
    coded, failed = 0, 0
    outcomes: dict[str, int] = {}
    for result in results:
        if isinstance(result, InputError):
            failed += 1
            progress.say(f"onrecord: {result}")
            if store is not None:
                name = result.name if result.line is None else f"{result.name}, line {result.line}"
                note_failure(store, name, result.message, __version__)
            continue
        coded += 1
        progress.coded(result)
        if result.source.language not in (None, "en"):
            failed += 1
            name = result.source.uri or result.id
            progress.say(f"onrecord: {name}: not coded beyond its layout: its language is {result.source.language}")
        if store is not None:
            outcome = store.put(result)
            outcomes[outcome] = outcomes.get(outcome, 0) + 1
        if writer is not None:
            writer.write(result)
    if store is not None:
        parts = ", ".join(f"{n} {outcome}" for outcome, n in sorted(outcomes.items()))
        progress.say(f"{coded} article{'s' if coded != 1 else ''} in {os.path.basename(args.store)}: {parts or 'none'}")
    if not coded and not failed:
        progress.say("onrecord: no article in the inputs")
        return 1
    return 1 if failed else 0
