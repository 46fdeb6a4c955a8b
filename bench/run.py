"""Runs every benchmark on the data folder, prints one table and writes its figures into docs/quality.md.

    python -m bench.run --data ../shared/data          all
    python -m bench.run --only times places            some; the other figures stay as they are

Each benchmark runs in a process of its own, so that one that fails or lacks its data costs no other; what was skipped
is said, with the reason. The last figures of each are kept in `docs/figures.json`. `bars.toml` holds what to compare a
figure with: our bar, a peer's figure, the human ceiling.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import platform
import re
import subprocess
import sys
import tempfile
import time
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.floors import read, shortfalls

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "quality.md"
KEPT = HERE.parent / "docs" / "figures.json"
BEGIN, END = "<!-- generated: figures -->", "<!-- end -->"

# Modules of this folder that are no benchmark.
MACHINERY = {"__init__", "run", "command", "floors", "sets", "speed_probe"}

CALL = """
import importlib, json, sys
from pathlib import Path
figures = importlib.import_module("bench." + sys.argv[1]).run(Path(sys.argv[2]))
Path(sys.argv[3]).write_text(json.dumps(figures, default=str))
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a benchmark gave: its figures, or why it was skipped or failed."""

    name: str
    figures: dict[str, float]
    seconds: float
    reason: str | None = None
    python: str = ""
    """The interpreter it ran on and its pace; "" where that was not kept."""


def interpreter() -> str:
    """The Python that runs this, and how fast it is now: what its speeds are to be read with."""
    began = time.process_time()
    for _ in range(10_000_000):
        pass
    pace = time.process_time() - began
    return f"{platform.python_implementation()} {platform.python_version()}, ten million empty steps in {pace:.2f} s"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the scoreboard: a figure of a benchmark, what it says, and what to compare it with."""

    bench: str
    figure: str
    says: str
    bar: float | str = ""
    peer: str = ""
    human: str = ""
    pinned: bool = True
    """Has it a floor? Not where less is better, nor where a figure only tells of others."""


def board() -> list[Line]:
    """The scoreboard's lines, as `bars.toml` lists them."""
    return [Line(**row) for row in tomllib.loads((HERE / "bars.toml").read_text(encoding="utf-8"))["line"]]


def benchmarks() -> list[str]:
    """Names of the benchmarks here, in the order of the scoreboard, then by name."""
    order = list(dict.fromkeys(line.bench for line in board()))
    programs = [p for p in HERE.glob("*.py") if p.stem not in MACHINERY]
    names = [p.stem for p in programs if "\ndef run(" in p.read_text(encoding="utf-8")]
    return sorted(names, key=lambda n: (order.index(n) if n in order else len(order), n))


def flat(figures: dict[str, Any], under: str = "") -> dict[str, float]:
    """Nested figures by their path (`geovirus / resolution / acc161`); what is no number is left out."""
    out: dict[str, float] = {}
    for name, value in figures.items():
        path = f"{under} / {name}" if under else str(name)
        if isinstance(value, dict):
            out |= flat(value, path)
        elif isinstance(value, int | float):
            out[path] = float(value)
    return out


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
            return Outcome(name, {}, seconds, last, interpreter())
        return Outcome(name, flat(json.loads(answer.read_text(encoding="utf-8"))), seconds, python=interpreter())


def number(value: float) -> str:
    """A figure as a reader wants it: counts whole, shares with three digits, the rest with one."""
    if value == int(value) and abs(value) >= 2:
        return f"{int(value):,}"
    return f"{value:.3f}" if abs(value) < 10 else f"{value:,.1f}"


def table(outcomes: list[Outcome]) -> list[list[str]]:
    """The scoreboard: the lines of bars.toml whose benchmark ran, then benchmarks that it doesn't name, in full."""
    ran = {o.name: o.figures for o in outcomes if o.reason is None}
    lines = [line for line in board() if line.bench in ran]
    named = {line.bench for line in lines}
    lines += [Line(name, figure, figure) for name, figures in ran.items() if name not in named for figure in figures]
    out = []
    for line in lines:
        value = ran[line.bench].get(line.figure)
        bar = number(line.bar) if isinstance(line.bar, int | float) else line.bar
        out.append([line.bench, line.says, "not given" if value is None else number(value), bar, line.peer, line.human])
    return out


HEAD = ["benchmark", "figure", "ours", "bar", "peer", "human"]


def printed(rows: list[list[str]]) -> str:
    """The rows aligned for a terminal."""
    widths = [max(len(row[k]) for row in [HEAD, *rows]) for k in range(len(HEAD))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in [HEAD, *rows]
    )


# The figures of one fifth of the statements, least sure first: `reliability, fifth 2: right`.
FIFTH = re.compile(r"reliability, fifth \d")


def reliability(outcomes: list[Outcome]) -> list[str]:
    """How sure statements are against how many are right, a row a fifth of them; nothing where it was not measured."""
    figures = next((o.figures for o in outcomes if o.name == "statements" and o.reason is None), {})
    fifths = [n for n in range(1, 6) if f"reliability, fifth {n}: right" in figures]
    if not fifths:
        return []
    names = {1: "the least sure fifth", 5: "the surest fifth"}
    rows = [
        f"| {names.get(n, f'fifth {n}')} | {number(figures[f'reliability, fifth {n}: confidence'])} "
        f"| {number(figures[f'reliability, fifth {n}: right'])} |"
        for n in fifths
    ]
    head = [
        "",
        "How far the confidence of statements is right (PolNeAR dev; right: source and content as annotated):",
        "",
    ]
    return [*head, "| statements | mean confidence | share right |", "|---|---:|---:|", *rows]


def page(outcomes: list[Outcome], data: Path) -> str:
    """The generated part of docs/quality.md."""
    lines = [f"| {' | '.join(HEAD)} |", "|---|---|---:|---:|---|---|"]
    rows = [row for row in table(outcomes) if not FIFTH.match(row[1])]
    lines += [f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in rows]
    lines += reliability(outcomes)
    lines += ["", "Each benchmark alone: `python -m bench.NAME --data DATA`.", ""]
    for python in sorted({o.python for o in outcomes if o.python}):
        lines.append(f"- On {python}: {', '.join(f'`{o.name}`' for o in outcomes if o.python == python)}.")
    skipped = [o for o in outcomes if o.reason is not None]
    lines += [f"- `{o.name}` was skipped: {o.reason.replace(str(data), 'DATA')}" for o in skipped if o.reason]
    return "\n".join(lines).rstrip()


def keep(outcomes: list[Outcome]) -> list[Outcome]:
    """Put the new outcomes beside the last ones of the other benchmarks; all of them, in the scoreboard's order."""
    kept = {name: Outcome(**row) for name, row in json.loads(KEPT.read_text("utf-8")).items()} if KEPT.exists() else {}
    kept |= {o.name: o for o in outcomes}
    ordered = {name: kept[name] for name in benchmarks() if name in kept}
    rows = {name: dataclasses.asdict(o) | {"seconds": round(o.seconds)} for name, o in ordered.items()}
    KEPT.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    return list(ordered.values())


def main() -> int:
    """Run, print, write; exit status 1 where a benchmark failed (unless for missing data) or a score fell too low."""
    parser = argparse.ArgumentParser(description="Run every benchmark and write docs/quality.md.")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="the data folder")
    parser.add_argument("--all", action="store_true", help="print every figure too, by its full name")
    parser.add_argument("--only", nargs="+", choices=benchmarks(), help="these alone")
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
        if args.all:
            print("\n".join(f"    {figure} = {value:g}" for figure, value in outcomes[-1].figures.items()))
    print()
    print(printed(table(outcomes)))
    for outcome in outcomes:
        if outcome.reason:
            print(f"skipped {outcome.name}: {outcome.reason}")
    kept = keep(outcomes)
    text = PAGE.read_text(encoding="utf-8")
    head, rest = text.split(BEGIN)
    PAGE.write_text(f"{head}{BEGIN}\n\n{page(kept, args.data)}\n\n{END}{rest.split(END, 1)[1]}", encoding="utf-8")
    print(f"\nwritten: {PAGE.relative_to(HERE.parent)}")
    fallen = shortfalls({o.name: o.figures for o in outcomes if o.reason is None}, read())
    for line in fallen:
        print(f"below its floor: {line}", file=sys.stderr)
    return 1 if fallen or any(o.reason and "FileNotFoundError" not in o.reason for o in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main())
