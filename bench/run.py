"""Runs every benchmark on the data folder, prints one table and writes its figures into docs/quality.md.

    python -m bench.run --data ../shared/data          all, and write docs/quality.md
    python -m bench.run --only times places            some, printed only

Each benchmark runs in a process of its own, so that one that fails or lacks its data costs no other; what was skipped
is said, with the reason. `bars.toml` holds what to compare a figure with: our bar, a peer's figure, the human ceiling.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "quality.md"
BEGIN, END = "<!-- generated: figures -->", "<!-- end -->"

# Modules of this folder that are no benchmark.
MACHINERY = {"__init__", "run", "command", "sets", "speed_probe"}

CALL = """
import importlib, json, sys
from pathlib import Path
figures = importlib.import_module("bench." + sys.argv[1]).run(Path(sys.argv[2]))
Path(sys.argv[3]).write_text(json.dumps({name: float(value) for name, value in figures.items()}))
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a benchmark gave: its figures, or why it was skipped or failed."""

    name: str
    figures: dict[str, float]
    seconds: float
    reason: str | None = None


def benchmarks() -> list[str]:
    """Names of the benchmarks here, in the order of bars.toml, then by name."""
    order = list(bars())
    names = [p.stem for p in HERE.glob("*.py") if p.stem not in MACHINERY]
    return sorted(names, key=lambda n: (order.index(n) if n in order else len(order), n))


def bars() -> dict[str, dict[str, dict[str, Any]]]:
    """Benchmark -> figure -> bar, peer, human (each may be missing)."""
    return tomllib.loads((HERE / "bars.toml").read_text(encoding="utf-8"))


def run_one(name: str, data: Path) -> Outcome:
    """Run one benchmark in a process of its own, its own lines passed on indented."""
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "figures.json"
        done = subprocess.run(
            [sys.executable, "-c", CALL, name, str(data), str(answer)], capture_output=True, text=True, check=False
        )
        for line in done.stdout.splitlines():
            print("   ", line)
        seconds = time.perf_counter() - start
        if done.returncode or not answer.exists():
            last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
            return Outcome(name, {}, seconds, last)
        return Outcome(name, json.loads(answer.read_text(encoding="utf-8")), seconds)


def number(value: float) -> str:
    """A figure as a reader wants it: counts whole, shares with three digits, the rest with one."""
    if value == int(value) and abs(value) >= 2:
        return f"{int(value):,}"
    return f"{value:.3f}" if abs(value) < 10 else f"{value:,.1f}"


def table(outcomes: list[Outcome]) -> list[list[str]]:
    """Benchmark, figure, value, bar, peer, human ceiling: one row a figure."""
    known = bars()
    out = []
    for outcome in outcomes:
        notes = known.get(outcome.name, {})
        for figure, value in outcome.figures.items():
            note = notes.get(figure, {})
            bar = note.get("bar")
            compared = [number(bar) if isinstance(bar, int | float) else str(bar or "")]
            compared += [str(note.get(key, "")) for key in ("peer", "human")]
            out.append([outcome.name, figure, number(value), *compared])
    return out


HEAD = ["benchmark", "figure", "ours", "bar", "peer", "human"]


def printed(rows: list[list[str]]) -> str:
    """The rows aligned for a terminal."""
    widths = [max(len(row[k]) for row in [HEAD, *rows]) for k in range(len(HEAD))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in [HEAD, *rows]
    )


def page(outcomes: list[Outcome], data: Path) -> str:
    """The generated part of docs/quality.md."""
    lines = [f"| {' | '.join(HEAD)} |", "|---|---|---:|---:|---|---|"]
    lines += [f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in table(outcomes)]
    lines += ["", "Each benchmark alone: `python -m bench.NAME --data DATA`.", ""]
    skipped = [o for o in outcomes if o.reason is not None]
    lines += [f"- `{o.name}` was skipped: {o.reason.replace(str(data), 'DATA')}" for o in skipped if o.reason]
    return "\n".join(lines).rstrip()


def main() -> int:
    """Run, print, write; exit status 1 where a benchmark failed for another reason than missing data."""
    parser = argparse.ArgumentParser(description="Run every benchmark and write docs/quality.md.")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="the data folder")
    parser.add_argument("--only", nargs="+", choices=benchmarks(), help="these alone; docs/quality.md stays as it is")
    args = parser.parse_args()
    if not args.data.is_dir():
        print(f"skipped everything: {args.data} is no folder (DATA=... names the data folder)")
        return 0
    outcomes = []
    for name in args.only or benchmarks():
        print(f"{name} ...", flush=True)
        outcomes.append(run_one(name, args.data))
        reason = f", skipped: {outcomes[-1].reason}" if outcomes[-1].reason else ""
        print(f"{name}: {outcomes[-1].seconds:.0f} s{reason}", flush=True)
    print()
    print(printed(table(outcomes)))
    for outcome in outcomes:
        if outcome.reason:
            print(f"skipped {outcome.name}: {outcome.reason}")
    if not args.only:
        text = PAGE.read_text(encoding="utf-8")
        head, rest = text.split(BEGIN)
        PAGE.write_text(
            f"{head}{BEGIN}\n\n{page(outcomes, args.data)}\n\n{END}{rest.split(END, 1)[1]}", encoding="utf-8"
        )
        print(f"\nwritten: {PAGE.relative_to(HERE.parent)}")
    return 1 if any(o.reason and "FileNotFoundError" not in o.reason for o in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main())
