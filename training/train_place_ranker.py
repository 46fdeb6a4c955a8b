"""Fit the weights of the place ranker (onrecord/places/tables/ranker.toml) on gold place spans.

    python training/train_place_ranker.py --data ../shared/data [--folds 5] [--write]

Conditional logit: the candidates of a name compete, any that is right (same GeoNames id, or within 161 km of the gold
point; 800 km for countries, regions and seas) may win. bench/places.py has the
official figures. Reports figures out of fold (documents split in folds by a hash of their id) and across sets
(trained on one, tested on the other); with --write it fits on both sets and writes the table.
"""

from __future__ import annotations

import argparse
import json
import sys
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from onrecord.places.candidate_table import Home, candidate_table
from onrecord.places.gazetteer import KINDS, embedded
from onrecord.places.name_groups import PlaceName
from onrecord.places.ranking import ALONE, TOGETHER, Floats, Table, Weights, rank, to_toml, together
from onrecord.places.resolving import resolve

NEAR_KM = 161.0
WIDE_KM = 800.0
PENALTY = 0.5
STEADY = 0.2  # share of the first round's weights in the second's
# What the gold sets cannot teach or hold too few cases of (they name no outlet and no dateline, and Washington in
# reports of local papers mostly): set by hand, modest.
GIVEN = {
    "home_country": 1.2, "home_admin1": 2.0, "capital_elsewhere": -3.2, "article_town": -2.0,
    "in_container": 4.0, "out_of_container": -4.0, "in_loose_container": 2.0,
    "kind_said": 1.8, "kind_not_said": -1.8, "site": 2.5,
    "named_as_country": -3.0,
}  # fmt: skip


@dataclass
class Case:
    """One document: its table, which candidates are right, and counts for scoring."""

    key: str
    table: Table
    right: Floats
    weight: Floats
    gold: int


def distances(lat: Floats, lon: Floats, to_lat: float, to_lon: float) -> Floats:
    a, b = np.radians(lat), np.radians(to_lat)
    h = np.sin((b - a) / 2) ** 2 + np.cos(a) * np.cos(b) * np.sin(np.radians(to_lon - lon) / 2) ** 2
    result: Floats = 12742.0 * np.arcsin(np.sqrt(np.clip(h, 0, 1)))
    return result


def read_cases(path: Path) -> list[Case]:
    """The documents of a gold file as tables of candidates."""
    gazetteer = embedded()
    ids = np.frombuffer(gazetteer.columns["geonames"], dtype=np.uint32)
    cases = []
    for line in path.read_text(encoding="utf-8").strip().split("\n"):
        doc: dict[str, Any] = json.loads(line)
        tops = doc["toponyms"]
        found = candidate_table(doc["text"], [PlaceName(t["start"], t["end"]) for t in tops], Home(), gazetteer)
        groups, table = found.groups, found.table
        right = np.zeros(len(table.place))
        weight = np.zeros(len(groups))
        ends = [*table.starts[1:], len(table.place)]
        for k, group in enumerate(groups):
            low, high = int(table.starts[k]), int(ends[k])
            for i in group.members:
                gold = tops[i]
                if gold["lat"] is None:
                    continue
                weight[k] += 1
                # Two sources put the middle of a country or an ocean hundreds of km apart: nothing to learn.
                wide = np.where(table.kind[low:high] <= KINDS.index("country"), WIDE_KM, NEAR_KM)
                ok = distances(table.lat[low:high], table.lon[low:high], gold["lat"], gold["lon"]) <= wide
                if gold.get("geonames_id"):
                    ok = ok | (ids[table.place[low:high]] == gold["geonames_id"])
                right[low:high] += ok
        cases.append(Case(doc["id"], table, right, weight, sum(t["lat"] is not None for t in tops)))
    return cases


def fit(rows: list[tuple[Floats, Table, Floats, Floats]], width: int) -> Floats:
    """Weights that make the right candidates of each name most probable."""
    features = np.concatenate([r[0] for r in rows])
    right, group, starts, weight, at = [], [], [], [], 0
    base = 0
    for f, table, ok, w in rows:
        right.append(np.minimum(ok / np.maximum(w[table.group], 1e-9), 1.0))
        group.append(table.group + base)
        starts.append(table.starts + at)
        weight.append(w)
        base, at = base + len(table.starts), at + len(f)
    g, s = np.concatenate(group), np.concatenate(starts)
    share, w = np.concatenate(right), np.concatenate(weight)
    has = np.maximum.reduceat(share, s) > 0
    w = np.where(has, np.sqrt(w), 0.0)

    def loss(x: Floats) -> tuple[float, Floats]:
        score = features @ x
        e = np.exp(score - np.maximum.reduceat(score, s)[g])
        p = e / np.add.reduceat(e, s)[g]
        hit = np.add.reduceat(p * share, s)
        hit = np.where(has, np.maximum(hit, 1e-12), 1.0)
        grad_score = -w[g] * (p * share / hit[g] - p) * has[g]
        value = -(w * np.log(hit)).sum() + PENALTY * (x @ x)
        return float(value), features.T @ grad_score + 2 * PENALTY * x

    found = minimize(loss, np.zeros(width), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    result: Floats = found.x
    return result


def train(cases: Sequence[Case]) -> Weights:
    """Both rounds: the first alone, the second on the first's (then its own) probabilities."""
    used = [c for c in cases if len(c.table.place)]
    first = fit([(c.table.alone, c.table, c.right, c.weight) for c in used], len(ALONE))
    weights = Weights(first, np.concatenate((first, np.zeros(len(TOGETHER)))))
    for turn in range(2):
        rows = []
        for c in used:
            p = c.table.softmax(c.table.alone @ first) if turn == 0 else rank(c.table, weights, rounds=1)
            rows.append((np.concatenate((c.table.alone, together(c.table, p)), 1), c.table, c.right, c.weight))
        weights = Weights(first, fit(rows, len(ALONE) + len(TOGETHER)))
    # The second round learns to lean on the other names; where a text has few of them the first one's say is missed.
    weights.second[: len(ALONE)] += STEADY * (first - weights.second[: len(ALONE)])
    for name, value in GIVEN.items():
        for array in (weights.first, weights.second):
            array[ALONE.index(name)] = value
    return weights


def test(cases: Sequence[Case], weights: Weights) -> tuple[float, int]:
    """Mentions put right, and gold mentions with a point (those without a candidate count as wrong)."""
    right, total = 0.0, 0
    for c in cases:
        total += c.gold
        if not len(c.table.place):
            continue
        p = rank(c.table, weights)
        ends = [*c.table.starts[1:], len(p)]
        for k, low in enumerate(c.table.starts):
            right += c.right[low + int(np.argmax(p[low : ends[k]]))]
    return right, total


def official(path: Path, keys: set[str], weights: Weights) -> tuple[int, int, int, int]:
    """Mentions of the documents `keys` that `resolve` puts within 161 km, as the scorer counts, and all of them; those
    put in the right country, and those with a country in gold and a place found."""
    right = total = same = asked = 0
    for line in path.read_text(encoding="utf-8").strip().split("\n"):
        doc: dict[str, Any] = json.loads(line)
        if doc["id"] not in keys:
            continue
        tops = [t for t in doc["toponyms"] if t["lat"] is not None]
        names = [PlaceName(t["start"], t["end"]) for t in doc["toponyms"]]
        found = {
            (n.start, n.end): r.entry for n, r in zip(names, resolve(doc["text"], names, weights=weights), strict=True)
        }
        for top in tops:
            entry = found[top["start"], top["end"]]
            total += 1
            if entry is not None:
                here = np.array([entry.lat]), np.array([entry.lon])
                right += bool(distances(*here, top["lat"], top["lon"])[0] <= NEAR_KM)
            want = embedded().country(top["country"]) if top.get("country") else None
            if entry is not None and want is not None:
                asked += 1
                same += want.country == entry.country
    return right, total, same, asked


def out_of_fold(data: Path, sets: dict[str, list[Case]], folds: int = 5) -> dict[str, dict[str, float]]:
    """By set, with weights that have not seen the document: shares of the gold mentions within 161 km
    (`within_161_km`), with the right id or near (`as_fitted`) and, where gold says it, in the right country
    (`country_right`)."""
    everything = [case for cases in sets.values() for case in cases]
    fitted = {name: [0.0, 0] for name in sets}
    counts = {name: [0, 0, 0, 0] for name in sets}
    for fold in range(folds):
        held = {c.key for c in everything if zlib.crc32(c.key.encode()) % folds == fold}
        weights = train([c for c in everything if c.key not in held])
        for name, cases in sets.items():
            right, total = test([c for c in cases if c.key in held], weights)
            fitted[name] = [fitted[name][0] + right, fitted[name][1] + total]
            more = official(data / "geo" / f"{name}.jsonl", held, weights)
            counts[name] = [a + b for a, b in zip(counts[name], more, strict=True)]
    out = {}
    for name, (near, total, same, asked) in counts.items():
        out[name] = {"within_161_km": near / total, "as_fitted": fitted[name][0] / fitted[name][1]}
        if asked:
            out[name]["country_right"] = same / asked
    return out


def ceiling(cases: Sequence[Case]) -> float:
    """Share of gold mentions whose right place is among the candidates at all."""
    best = sum(np.maximum.reduceat(c.right, c.table.starts).sum() for c in cases if len(c.table.place))
    return float(best / sum(c.gold for c in cases))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    sets = {n: read_cases(args.data / "geo" / f"{n}.jsonl") for n in ("lgl", "geovirus")}
    for name, cases in sets.items():
        print(f"{name}: right place among the candidates {ceiling(cases):.4f}")
    everything = [*sets["lgl"], *sets["geovirus"]]
    figures = out_of_fold(args.data, sets, args.folds)
    for name, figure in figures.items():
        print(f"out of fold, {name}:", *(f"{key} {value:.4f}" for key, value in figure.items()))
    notes = [f"{n} {f['within_161_km']:.4f}" for n, f in figures.items()]
    for train_on, test_on in (("lgl", "geovirus"), ("geovirus", "lgl")):
        right, total = test(sets[test_on], train(sets[train_on]))
        print(f"trained on {train_on}, tested on {test_on}: {right / total:.4f}")
    weights = train(everything)
    for name, cases in sets.items():
        right, total = test(cases, weights)
        print(f"trained on both, on {name} itself: {right / total:.4f}")
    if args.write:
        path = Path(__file__).resolve().parents[1] / "onrecord" / "places" / "tables" / "ranker.toml"
        note = (
            "Weights of the place ranker: made by training/train_place_ranker.py from LGL and GeoVirus, not by hand.\n"
            f"Within 161 km, out of fold over documents: {', '.join(notes)}."
        )
        path.write_text(to_toml(list(weights.first), list(weights.second), note), encoding="utf-8")
        print(f"wrote {path}")


if __name__ == "__main__":
    main()
