"""The floor of each score: what it has reached and may not fall below without a word.

    python -m bench.floors          raise the floors to the kept figures (never lowers one)

`floors.toml` holds one floor a figure; `bench.run` fails where a figure is below its floor, and a test holds the kept
figures (`docs/figures.json`) against them. To lower one is to edit the file by hand and to give the reason in `why`.
Only shares of 1 that are better when higher have floors: a speed depends on the machine.
"""

from __future__ import annotations

import json
import math
import sys
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bench.run import Line

FILE = Path(__file__).parent / "floors.toml"
SLACK = 0.004
"""How far below a figure its floor is pinned: what another processor's arithmetic may change."""
Figures = Mapping[str, Mapping[str, float]]
Floor = dict[str, Any]


def read(path: Path = FILE) -> list[Floor]:
    """The floors: benchmark, figure, floor and, where one was lowered, why."""
    if not path.exists():
        return []
    rows: list[Floor] = tomllib.loads(path.read_text(encoding="utf-8"))["floor"]
    return rows


def shortfalls(figures: Figures, floors: Iterable[Floor]) -> list[str]:
    """One line for each figure below its floor or no longer given; benchmarks that did not run are left out."""
    out = []
    for row in floors:
        if row["bench"] not in figures:
            continue
        value = figures[row["bench"]].get(row["figure"])
        if value is None or value < row["floor"]:
            said = "is not given" if value is None else f"is {value:.4f}"
            out.append(f"{row['bench']}: {row['figure']} {said}, its floor is {row['floor']}")
    return out


def raised(figures: Figures, floors: Iterable[Floor], lines: Iterable[Line]) -> list[Floor]:
    """The floors, raised to what the scoreboard's figures have reached, with one for each figure that had none."""
    known = {(row["bench"], row["figure"]): dict(row) for row in floors}
    for line in lines:
        value = figures.get(line.bench, {}).get(line.figure)
        if not line.pinned or value is None or not 0 < value <= 1:
            continue
        row = known.setdefault((line.bench, line.figure), {"bench": line.bench, "figure": line.figure, "floor": 0.0})
        reached = math.floor((value - SLACK) * 1000) / 1000
        if reached > row["floor"]:
            row["floor"] = reached
            row.pop("why", None)
    return list(known.values())


def write(floors: Iterable[Floor], path: Path = FILE) -> None:
    """Write `floors.toml`."""
    head = "# What each score has reached: raised by `python -m bench.floors`; lowered by hand, with the reason why.\n"
    rows = [
        "\n[[floor]]\n" + "".join(f"{k} = {json.dumps(row[k], ensure_ascii=False)}\n" for k in row) for row in floors
    ]
    path.write_text(head + "".join(rows), encoding="utf-8")


def main() -> int:
    """Raise the floors to the kept figures."""
    from bench.run import KEPT, board

    kept = {name: row["figures"] for name, row in json.loads(KEPT.read_text(encoding="utf-8")).items()}
    write(raised(kept, read(), board()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
