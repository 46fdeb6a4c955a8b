"""How well actor phrases are coded: the NGEC and PETRARCH test cases, country and sector and code.

    python bench/actors.py [--data ../shared/data] [--misses]

A case counts as right only where every field it expects is right. "today" in a case is 1 June 2022, when they were
written.
CAMEO's HLH and PLOVER's MED are one sector; `no_match` asks for neither country nor a sector other than UNK.
"""

from __future__ import annotations

import argparse
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

from onrecord.actors.tables.code import ActorCode, code_phrase

TODAY = date(2022, 6, 1)
TASKS = ("actor_to_code", "generic_agent_to_code", "country_in_text")


def day_of(text: str | None) -> date | None:
    """The date a case is to be coded on."""
    if not text:
        return TODAY
    found = re.match(r"(\d{4})-(\d\d)-(\d\d)$", text) or re.match(r"(\d{4})(\d\d)(\d\d)$", text)
    return date(*map(int, found.groups())) if found else TODAY


def right(want: dict[str, Any], got: ActorCode) -> bool:
    """Whether all that a case expects is so."""
    land = got.country or got.bloc or ""
    sectors = [{"HLH": "MED"}.get(s, s) for s in got.sectors]
    main = sectors[0] if sectors else ""
    if want.get("no_match"):
        return not land and main in ("", "UNK")
    checks = []
    if "country" in want:
        checks.append(land == want["country"])
    if "not_country" in want:
        checks.append(land != want["not_country"])
    if "sector" in want:
        expected = {"HLH": "MED", "JNK": ""}.get(want["sector"], want["sector"])
        checks.append(main == expected or (expected in ("", "UNK") and main in ("", "UNK")))
    if "sector2" in want:
        checks.append(want["sector2"] in sectors[1:])
    if "sector_any_of" in want:
        checks.append(main in want["sector_any_of"])
    return all(checks)


def hint_of(case: dict[str, Any]) -> str | None:
    """The country of a case's context."""
    return code_phrase(case["context"]).country if case.get("context") else None


def run(data: Path) -> dict[str, Any]:
    """Accuracy over the cases that ask for country or sector, and how many there are; misses as `(query, want,
    got)`.
    """
    cases = [
        json.loads(x)
        for x in (data / "events" / "ngec_actor_cases_train.jsonl").read_text(encoding="utf-8").split("\n")
        if x.strip()
    ]
    misses, n, exact, plain = [], 0, 0, 0
    for case in cases:
        want = case["expected"]
        if case["task"] not in TASKS or not set(want) & {
            "country",
            "sector",
            "no_match",
            "not_country",
            "sector_any_of",
            "sector2",
        }:
            continue
        got = code_phrase(case["query"], day_of(case.get("date")), hint_of(case))
        n += 1
        if right(want, got):
            exact += 1
        else:
            misses.append(
                (case["query"], case.get("date"), {k: v for k, v in want.items() if k != "wikipedia"}, got.code)
            )
        plain += "ngec_status" not in case and right(want, got)
    sure = sum(
        c["task"] in TASKS
        and "ngec_status" not in c
        and bool(set(c["expected"]) & {"country", "sector", "no_match", "not_country", "sector_any_of"})
        for c in cases
    )
    return {"cases": n, "accuracy": exact / n, "accuracy_without_xfail": plain / sure, "misses": misses}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--misses", action="store_true")
    args = parser.parse_args()
    out = run(args.data)
    for miss in out.pop("misses") if args.misses else []:
        print(miss)
    out.pop("misses", None)
    print(json.dumps(out))


if __name__ == "__main__":
    main()
