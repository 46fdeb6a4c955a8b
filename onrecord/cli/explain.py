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

STATUS = {
    "happened": "told as having happened",
    "ongoing": "told as going on",
    "planned": "still to come",
    "called-for": "asked for, not done",
    "threatened": "threatened, not done",
    "hypothetical": "only supposed or possible",
    "denied": "said not to have happened",
}
SLOTS = {
    "subj": "the subject of the trigger",
    "obj": "its object",
    "iobj": "its indirect object",
    "poss": "the owner of the noun",
    "by": "a by phrase",
    "mod": "a word before the noun",
    "nearest before": "the nearest party before the trigger (the parse gave none)",
    "nearest after": "the nearest party after the trigger (the parse gave none)",
}


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
                print("\n".join(explain(report, event)))
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


def explain(report: dict[str, Any], event: dict[str, Any]) -> list[str]:
    """The explanation, a line a fact."""
    text, evidence = report.get("text", ""), event.get("evidence") or {}
    actors = {a["id"]: a for a in report.get("actors", [])}

    def party(ids: list[str]) -> str:
        names = [f"{actors[i]['name']} ({actors[i].get('code') or 'no code'})" if i in actors else i for i in ids]
        return ", ".join(names) or "nobody named"

    words = " … ".join(text[a:b] for a, b in event.get("trigger", []))
    mode = f", mode {event['mode']}" if event.get("mode") else ""
    cameo = f", CAMEO {event['cameo']}" if event.get("cameo") else ""
    lines = [f"{event['id']}: {event['type']}{mode}{cameo}, confidence {event.get('confidence', 0):.2f}"]
    sentences = report.get("sentences", [])
    if 0 <= event.get("sentence", -1) < len(sentences):
        a, b = sentences[event["sentence"]]
        lines.append(f"  sentence    {' '.join(text[a:b].split())}")
    lines.append(
        f"  trigger     {words!r} read as {evidence.get('trigger', '?')!r} by rule {evidence.get('rule', '?')}"
    )
    roles = evidence.get("roles") or {}
    lines.append(f"  actors      {party(event.get('actors', []))}{_found(roles, 'actor')}")
    lines.append(f"  recipients  {party(event.get('recipients', []))}{_found(roles, 'recipient')}")
    cue = f" (words: {roles['reality']})" if roles.get("reality") else ""
    lines.append(f"  status      {event['status']}: {STATUS.get(event['status'], '')}{cue}")
    statement = next((s for s in report.get("statements", []) if s["id"] == event.get("attributed_to")), None)
    if statement is None:
        lines.append("  told by     the outlet itself")
    else:
        lines.append(
            f"  told by     {party([x for x in [statement.get('speaker')] if x])}, statement {statement['id']}"
        )
    when = event.get("date") or {}
    lines.append(f"  when        {when.get('value') or 'not known'} (from the {evidence.get('date_from', 'article')})")
    place = next((p for p in report.get("places", []) if p["id"] == event.get("place")), None)
    lines.append(f"  where       {place['name'] or place['text'] if place else 'not told'}")
    if event.get("contexts"):
        lines.append(f"  contexts    {', '.join(event['contexts'])}")
    if evidence.get("type_probability") is not None:
        link = evidence.get("link_probability")
        lines.append(
            f"  model       {evidence['type_probability']:.2f} for this type"
            + (f", {link:.2f} that the two are linked" if link is not None else "")
        )
    if evidence.get("runners_up"):
        lines.append(f"  runners-up  {', '.join(evidence['runners_up'])}")
    if evidence.get("note"):
        lines.append(f"  note        {evidence['note']}")
    if evidence.get("also_in"):
        lines.append(f"  also told   in sentences {', '.join(str(n) for n in evidence['also_in'])}")
    return lines


def _found(roles: dict[str, str], role: str) -> str:
    slot = roles.get(role) or (roles.get("joint") if role == "recipient" else None)
    if not slot:
        return ""
    return f" - {SLOTS.get(slot, f'found at: {slot}')}"
