"""Status and mode of events in news articles, each read against its sentence by one reader.

    python -m bench.event_status [--data ../shared/data]

Counts rows of `training/event_status.tsv` that the present coder still gives and that tell an act: the share whose
status, and of the types that have modes whose mode, is one that the reader could defend. `as they come`: each row
counts as many times as rows of the draw it stands for. Parts: `learn`, where causes of errors were looked for, and
`held`, other articles. Of each status: precision as they come (of rows coded so) and recall (of rows that are so).
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from bench.command import main
from onrecord.pipeline import Coder
from onrecord.record import Event
from training.event_status import Told, coded, told

PARTS = ("learn", "held")
Rows = list[tuple[Told, Event]]


def share(rows: list[tuple[float, bool]]) -> float:
    """The weighted share of what is right."""
    return sum(w for w, right in rows if right) / max(sum(w for w, _ in rows), 1e-9)


def statuses(rows: Rows) -> dict[str, float]:
    """Precision and recall of each status, and how many rows are so."""
    given: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    gold: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for t, e in rows:
        right = e.status in t.statuses
        given[e.status].append((t.weight, right))
        gold[e.status if right else t.statuses[0]].append((t.weight, right))
    out: dict[str, float] = {}
    for name in sorted({*given, *gold}):
        out[f"{name}: rows that are so"] = float(len(gold[name]))
        out[f"{name}: precision"] = share(given[name])
        out[f"{name}: recall"] = share(gold[name])
    return out


def figures(rows: Rows) -> dict[str, float]:
    """What is right of some rows."""
    acts = [(t, e) for t, e in rows if t.verdict != "none"]
    moded = [(t, e) for t, e in acts if t.moded]
    out = {"rows": float(len(rows)), "acts": float(len(acts)), "moded": float(len(moded))}
    out["no act, as they come"] = share([(t.weight, t.verdict == "none") for t, _ in rows])
    out["status, as they come"] = share([(t.weight, e.status in t.statuses) for t, e in acts])
    out["status, each row once"] = share([(1.0, e.status in t.statuses) for t, e in acts])
    out["mode, as they come"] = share([(t.weight, (e.mode or "-") in t.modes) for t, e in moded])
    out["mode, each row once"] = share([(1.0, (e.mode or "-") in t.modes) for t, e in moded])
    return out | statuses(acts)


def run(data: Path) -> dict[str, float]:
    """Figures by part."""
    coder, out = Coder(), dict[str, float]()
    found = [(t, e) for t, e, _ in coded(data, coder, told())]
    for part in PARTS:
        rows = [(t, e) for t, e in found if t.part == part]
        out[f"{part}: rows read"] = float(len(told(part)))
        out |= {f"{part}: {name}": value for name, value in figures(rows).items()}
    return out


if __name__ == "__main__":
    main(run)
