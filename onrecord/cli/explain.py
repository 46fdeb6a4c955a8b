"""`onrecord explain`: why an event is in a report, in words."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

EXAMPLES = """\
examples:
  onrecord code article.txt --format jsonl > out.jsonl
  onrecord explain out.jsonl e3                    event e3 of the first report that has one
  onrecord explain out.jsonl ARTICLE:e3            of the report with this id
  onrecord explain out.jsonl all                   every event
"""


def add_parser(subparsers: Any) -> None:
    """Add the command and its options to the command line."""
    p = subparsers.add_parser(
        "explain",
        help="why an event is in a report: trigger, rule, parties, status, runner-up types",
        description="Tell why an event is in a report.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    p.add_argument(
        "report", metavar="REPORT", help="reports as `onrecord code --format jsonl` writes them; - for standard input"
    )
    p.add_argument(
        "event", metavar="EVENT", help="an event's id, ARTICLE:EVENT where there are several reports, or all"
    )


def run(args: argparse.Namespace) -> int:
    """Print the explanation; 1 where no such event is found, 2 where the file cannot be read."""
    from onrecord.export.explanation import explain_event

    try:
        reports = read_reports(args.report)
    except (OSError, ValueError) as error:
        print(f"onrecord: {args.report}: {error}", file=sys.stderr)
        return 2
    article, _, wanted = args.event.rpartition(":")
    shown = 0
    for report in reports:
        if article and not str(report.get("id", "")).startswith(article):
            continue
        for event in report.get("events", []):
            if wanted in ("all", event["id"]):
                if shown:
                    print()
                print("\n".join(explain_event(report, event)))
                shown += 1
                if wanted != "all":
                    return 0
    if not shown:
        print(f"onrecord: no event {args.event} in {args.report}", file=sys.stderr)
        return 1
    return 0


def read_reports(name: str) -> list[dict[str, Any]]:
    """Reports of a JSONL file. Raises OSError, ValueError with the line's number."""
    text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
    out = []
    for n, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            found = json.loads(line)
        except json.JSONDecodeError as error:
            raise ValueError(f"line {n} is not JSON: {error.msg}") from error
        if not isinstance(found, dict) or "events" not in found:
            raise ValueError(f"line {n} is no report")
        out.append(found)
    return out
