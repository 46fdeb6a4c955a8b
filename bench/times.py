"""Times against gold: WikiWars and MEANTIME (spans and TIMEX3 values), GUM (days), and documents a second.

    python -m bench.times [--data ../shared/data] [--words]

Readings come from the shipped language model; `--words` reads with tokens only, to see what the rules do without
tags. GUM's `dates` are TEI: `when`, or `from`/`to`, or `notBefore`/`notAfter`. An item is looked at where a found
time overlaps it (best character Dice, one to one). `when` is right where the value is the same to the precision of
the gold. Intervals are scored twice, since GUM's ends are at times inclusive, at times exclusive, and at times a
part of what is marked: "gum exact" wants the first and the last day to be the gold's (a year or month given as an
end is taken with all its days); "gum right" lets each differ by a tenth of the interval and a week, and takes the
decade for "early 1990s". Items with no year (`--03`) or an open interval (`notBefore` alone) are counted on the
side that is given. Precision is not measured on GUM: it marks dates only.
"""

from __future__ import annotations

import argparse
import calendar
import json
import re
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent / "scorers"))

from score_time import score
from spanmatch import match_overlap

from onrecord.language import LanguageModel
from onrecord.language.reading import Reading, Sentence
from onrecord.language.tokens import tokenize
from onrecord.record import Time
from onrecord.times import find_times

Reader = Callable[[str, list[tuple[int, int]]], Reading]


def documents(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSONL file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Lines with text in them, as paragraphs."""
    return [(m.start(), m.end()) for m in re.finditer(r"[^\n]*\S[^\n]*", text)]


def words_only(text: str, spans: list[tuple[int, int]]) -> Reading:
    """A reading with tokens and rough sentences, without tags, tree and names."""
    sentences: list[Sentence] = []
    for k, (start, end) in enumerate(spans):
        here: list[tuple[int, int]] = []
        tokens = tokenize(text, start, end)
        for i, token in enumerate(tokens):
            here.append(token)
            last = i + 1 == len(tokens)
            if last or (text[token[0] : token[1]] in (".", "!", "?") and text[tokens[i + 1][0]].isupper()):
                n = len(here)
                shown = [text[a:b] for a, b in here]
                sentences.append(
                    Sentence(
                        len(sentences),
                        k,
                        [a for a, _ in here],
                        [b for _, b in here],
                        shown,
                        [w.lower() for w in shown],
                        ["X"] * n,
                        [""] * n,
                        [-1] * n,
                        ["dep"] * n,
                    )
                )
                here = []
    return Reading(text, spans, sentences)


def gum_right(gold: dict[str, Any], found: Time) -> bool:
    """Whether a found time says what a GUM date says; the module's docstring defines it."""
    if when := gold.get("when"):
        return _same(when, found)
    first, last = gold.get("from") or gold.get("notBefore"), gold.get("to") or gold.get("notAfter")
    if str(first or last).startswith("--"):
        return _months(str(first or last), found)
    if str(first or last).startswith("-"):
        return _same(str(first or last), found)
    spans = [(found.earliest, found.latest)] if found.earliest and found.latest else []
    if re.fullmatch(r"\d{2,3}", found.value):
        # "The early 1990s", of which GUM at times marks "1990s" alone: the decade counts too.
        pad = 4 - len(found.value)
        spans.append((f"{found.value}{'0' * pad}-01-01", f"{found.value}{'9' * pad}-12-31"))
    return any(_covers(first, last, date.fromisoformat(e), date.fromisoformat(v)) for e, v in spans)


def gum_exact(gold: dict[str, Any], found: Time) -> bool:
    """The same without any allowance for intervals."""
    if gold.get("when"):
        return _same(gold["when"], found)
    first, last = gold.get("from") or gold.get("notBefore"), gold.get("to") or gold.get("notAfter")
    if str(first or last).startswith("-"):
        return gum_right(gold, found)
    try:
        return (not first or found.earliest == _day(first, False).isoformat()) and (
            not last or found.latest == _last_day(last)
        )
    except ValueError:
        return False


def _last_day(text: str) -> str:
    """The last day of a day, month or year."""
    parts = [int(p) for p in text.split("-")]
    if len(parts) == 3:
        return text
    month = parts[1] if len(parts) == 2 else 12
    return date(parts[0], month, calendar.monthrange(parts[0], month)[1]).isoformat()


def _same(when: str, found: Time) -> bool:
    if ":" in when:
        return when.removesuffix(":00") in found.value.replace("T24:00", "T00:00")
    if when.startswith("--"):
        return found.value[4:].startswith(when[1:])
    if when.startswith("-"):
        return found.value == f"BC{when[1:].zfill(4)}"
    if re.fullmatch(r"\d{1,3}", when):
        when = when.zfill(4)
    if found.value[: len(when)] == when:
        return True
    return len(when) == 10 and found.latest == when and (found.earliest == when or found.mod == "END")


def _covers(first: str | None, last: str | None, earliest: date, latest: date) -> bool:
    try:
        # An end given as a month or year may be meant with it or without it.
        begins = [_day(first, False), _day(first, True)] if first else []
        ends = [_day(last, False), _day(last, True)] if last else []
    except ValueError:
        return False
    slack = 7 + ((ends[1] - begins[0]).days // 10 if begins and ends else 31)
    return (not begins or any(abs((earliest - a).days) <= slack for a in begins)) and (
        not ends or any(abs((latest - b).days) <= slack for b in ends)
    )


def _months(first: str, found: Time) -> bool:
    season = {"03": "SP", "06": "SU", "09": "FA", "12": "WI"}.get(first[2:4])
    return found.value[4:].startswith(first[1:5]) or (season is not None and found.value.endswith(season))


def _day(text: str, last: bool) -> date:
    parts = [int(p) for p in text.split("-")]
    if len(parts) == 3:
        return date(*parts)
    if len(parts) == 2:
        return date(parts[0], parts[1], 28 if last else 1)
    return date(parts[0], 12 if last else 1, 31 if last else 1)


def gum(paths: list[Path], read: Reader) -> dict[str, float]:
    """Share of GUM's dates that are found, rightly resolved, and resolved to the very days."""
    total = overlap = right = exact = 0
    for path in paths:
        for doc in documents(path):
            times = find_times(read(doc["text"], paragraphs(doc["text"])), _published(doc.get("date")))
            golds = doc["dates"]
            total += len(golds)
            for i, j in match_overlap([tuple(g["span"]) for g in golds], [(t.start, t.end) for t in times]):
                overlap += 1
                right += gum_right(golds[i], times[j])
                exact += gum_exact(golds[i], times[j])
    return {"dates": total, "found": overlap / total, "right": right / total, "exact": exact / total}


def _published(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def timex(path: Path, read: Reader) -> tuple[dict[str, Any], float]:
    """TempEval-3 figures on one file, and documents of 3,000 characters a second of CPU given the reading."""
    gold, pred = {}, {}
    spent = characters = 0.0
    # The rules are compiled once a process, before the clock runs.
    find_times(words_only("It rained on 3 May.", [(0, 19)]), None)
    for doc in documents(path):
        reading = read(doc["text"], paragraphs(doc["text"]))
        began = time.process_time()
        times = find_times(reading, _published(doc["dct"]))
        spent += time.process_time() - began
        characters += len(doc["text"])
        gold[doc["id"]] = doc
        pred[doc["id"]] = {"times": [{"start": t.start, "end": t.end, "type": t.type, "value": t.value} for t in times]}
    return score(gold, pred), characters / 3000 / spent


def articles_a_second(path: Path, read: Reader) -> float:
    """Articles as they come, every fifth, a second of CPU given the reading."""
    readings = [read(d["text"], paragraphs(d["text"])) for d in list(documents(path))[::5]]
    began = time.process_time()
    for reading in readings:
        find_times(reading, date(2010, 6, 1))
    return len(readings) / (time.process_time() - began)


def run(data: Path, words: bool = False) -> dict[str, float]:
    """All figures as plain numbers; sets that `data` lacks are left out."""
    read: Reader = words_only if words else LanguageModel.load().read
    out: dict[str, float] = {}
    # Times of day and sets are too few in each set: counted over both.
    rare = {"TIME": [0.0, 0], "SET": [0.0, 0]}
    for name in ("wikiwars-train", "meantime-train"):
        path = data / "time" / f"{name}.jsonl"
        if not path.exists():
            continue
        report, speed = timex(path, read)
        for key in ("strict", "relaxed", "type", "value"):
            out[f"{name} {key}"] = report[key]["f1"]
        for kind, figures in report["by_type"].items():
            out[f"{name} {kind} right"] = figures["value_right"]
            if kind in rare:
                rare[kind][0] += figures["value_right"] * figures["gold"]
                rare[kind][1] += figures["gold"]
        out[f"{name} documents/s"] = round(speed, 1)
    out |= {f"{kind} right": round(right / total, 4) for kind, (right, total) in rare.items() if total}
    if (path := data / "geo" / "lgl.jsonl").exists():
        out["lgl documents/s"] = round(articles_a_second(path, read))
    paths = [p for p in (data / "coref" / f"gum-{part}.jsonl" for part in ("train", "dev")) if p.exists()]
    if paths:
        out |= {f"gum {key}": round(value, 4) for key, value in gum(paths, read).items()}
    return out


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--words", action="store_true", help="read with tokens only")
    args = parser.parse_args()
    for key, value in run(args.data, args.words).items():
        print(f"{key:40} {value:g}")
