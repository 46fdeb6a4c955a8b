"""The command `onrecord`: finds the subcommand and runs it."""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import os
import sys
from collections.abc import Sequence

from onrecord import __version__

# One module of this package a command, in the order of `onrecord --help`. Each has `add_parser(subparsers)`, which
# names the command as the module is named, and `run(args) -> exit status`; neither imports a model before `run`.
COMMANDS = ("code", "show", "stats", "explain", "actor", "gazetteer", "export", "desk")

EXAMPLES = """\
examples:
  onrecord code article.txt                          one article, marked and listed
  onrecord code archive/ --workers 4 --out out.jsonl a folder of text, HTML and JSONL
  onrecord code samples --store desk.db              into a record store
  onrecord stats desk.db                             what the store holds
"""


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = argparse.ArgumentParser(
        prog="onrecord",
        description="Turns news reports into records: who said what, who did what to whom, where, when, on whose word.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"onrecord {__version__}")
    subparsers = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name in COMMANDS:
        if importlib.util.find_spec(f"onrecord.cli.{name}"):
            importlib.import_module(f"onrecord.cli.{name}").add_parser(subparsers)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns its exit status: 0 all done, 1 something was not, 2 wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # the same bytes whatever the locale
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    args = parser().parse_args(argv)
    command = importlib.import_module(f"onrecord.cli.{args.command}")
    try:
        status: int = command.run(args)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader (`head`) has enough; Python would complain once more when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("onrecord: stopped", file=sys.stderr)
        return 130
    return status


if __name__ == "__main__":
    sys.exit(main())
