"""Event rows of articles that nothing is learned from, each read against its article and judged.

    python -m bench.event_rows [--data ../shared/data]

Counts the judged rows (`training/event_judgements.tsv`) that the present coder still gives: the share that is right,
half right (`partly`: a party or the status is wrong) and wrong, how far confidence tells the right ones from the
others, and how far it is from their worth (right 1, partly 1/2; mean over fifths). Rows that came since nobody judged.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import numpy as np

from bench.command import main
from onrecord.pipeline import Coder
from training.event_rows import WORTH, Judgement, articles, judgements, row_of, told_apart

PARTS = ("fresh", "fresh-2", "fresh-3", "fresh-4")


def still_given(data: Path, part: str) -> list[tuple[Judgement, float]]:
    """The judged rows of a part that the coder gives, with their confidence."""
    known: dict[str, dict[tuple[int, str, str], Judgement]] = defaultdict(dict)
    for j in judgements(part):
        known[j.article][j.start, j.type, j.row] = j
    coder, out = Coder(), list[tuple[Judgement, float]]()
    for key, text, day in articles(data, set(known)):
        report = coder.code_text(text, published=day)
        names = {a.id: a.name for a in report.actors}
        for e in report.events:
            j = known[key].get((e.trigger[0][0], e.type, row_of(e, names)))  # type: ignore[assignment]
            if j is not None:
                out.append((j, e.confidence))
    return out


def distance(values: np.ndarray, worth: np.ndarray) -> float:
    """Mean distance of confidence from worth over fifths of the rows, the least sure first."""
    fifths = np.array_split(np.argsort(values, kind="stable"), 5)
    return float(np.mean([abs(values[rows].mean() - worth[rows].mean()) for rows in fifths]))


def agreement() -> float:
    """Share of rows of which two readers say the same."""
    again = {(j.article, j.start, j.type, j.row): j.verdict for j in judgements("dev-again")}
    pairs = [(j.verdict, again.get((j.article, j.start, j.type, j.row))) for j in judgements("dev")]
    return sum(a == b for a, b in pairs if b) / max(sum(b is not None for _, b in pairs), 1)


def run(data: Path) -> dict[str, float]:
    """Figures by part."""
    out: dict[str, float] = {"two readers agree": agreement()}
    for part in PARTS:
        rows = still_given(data, part)
        if not rows:
            continue
        verdicts = [j.verdict for j, _ in rows]
        values = np.array([c for _, c in rows])
        worth = np.array([WORTH[v] for v in verdicts])
        out[f"{part}: judged"] = float(len(judgements(part)))
        out[f"{part}: still given"] = float(len(rows))
        for verdict in WORTH:
            out[f"{part}: {verdict}"] = verdicts.count(verdict) / len(rows)
            all_of = [j.verdict for j in judgements(part)]
            out[f"{part}: {verdict}, of all when judged"] = all_of.count(verdict) / len(all_of)
        out[f"{part}: confidence tells right ones"] = told_apart(values, worth == 1)
        out[f"{part}: confidence from worth"] = distance(values, worth)
        sure = values >= np.median(values)
        out[f"{part}: right, the surer half"] = float((worth[sure] == 1).mean())
        out[f"{part}: wrong, the surer half"] = float((worth[sure] == 0).mean())
    return out


if __name__ == "__main__":
    main(run)
