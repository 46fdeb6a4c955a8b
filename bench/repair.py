"""How well repair mends what is broken, and how well it leaves alone what is not.

    python -m bench.repair --data ../shared/data

Clean articles (PolNeAR dev, GeoVirus, ECB+ dev) are broken at random with a seed in the ways that the acceptance
article shows, each way apart:
- `split`: a line break inside one word in thirty, half of them the same word each time it stands; `space`: a line
  break for one space in three hundred, in the same texts (`space after a stop`: no telling it from a paragraph's end);
- `wrap`, `hyphen`: lines filled to 60-80 columns, blank lines between paragraphs, one line in six ending in a hyphen
  where a syllable might; `tight`: the same with no blank lines, so that some paragraph ends can't be told;
- `mojibake`: UTF-8 read as Windows-1252.
A break is mended when the text around it is again, to the character, what it was. False repairs are counted on the
untouched texts (also LGL and MUC-4 dev), over the kinds that change words or lines.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ftfy.bad_codecs import ok

from onrecord.repair import repair

SETS = {
    "polnear": "statements/polnear-dev.jsonl",
    "geovirus": "geo/geovirus.jsonl",
    "ecb+": "crossdoc/ecbplus-articles-dev.jsonl",
}
UNTOUCHED = SETS | {"lgl": "geo/lgl.jsonl", "muc4": "events/muc4_dev.jsonl"}
JUDGED = ("split-word", "hard-wrap", "hyphenation", "mojibake")
# Where the data itself has a sentence broken over lines, looked at by eye: article, offset (links on their own lines).
BROKEN_IN_DATA = {
    ("huff-post_2016-09-22_trump-the-dealmaker-could-addres", 2307),
    ("huff-post_2016-09-22_trump-the-dealmaker-could-addres", 2315),
    ("huff-post_2016-09-22_trump-the-dealmaker-could-addres", 2375),
    ("huff-post_2016-09-22_trump-the-dealmaker-could-addres", 2414),
    ("huff-post_2016-09-22_trump-the-dealmaker-could-addres", 2503),
    ("huff-post_2016-09-27_latinos-share-their-most-honest-", 7443),
    ("huff-post_2016-09-27_latinos-share-their-most-honest-", 7451),
    ("huff-post_2016-09-27_latinos-share-their-most-honest-", 7511),
    ("huff-post_2016-09-27_latinos-share-their-most-honest-", 7550),
    ("huff-post_2016-09-27_latinos-share-their-most-honest-", 7639),
}
VOWELS = "aeiouy"


@dataclass(frozen=True)
class Break:
    """One break: where it stands in the broken text, and what stood there before."""

    kind: str
    start: int
    end: int
    clean: str


def texts(data: Path, name: str) -> list[str]:
    """The articles of a set as clean paragraphs with single line breaks between them."""
    out = []
    for line in (data / UNTOUCHED[name]).read_text("utf-8").strip("\n").split("\n"):
        text = json.loads(line)["text"].strip()
        # What is broken in the data itself is no gold.
        text = re.sub("``|''", '"', re.sub("[\x80-\x9f]", "", text)).replace("\ufffd", "")
        if "\n" not in text:
            sentences = re.split(r"(?<=[a-z]{4}[.!?]) (?=[A-Z])", text)
            text = "\n".join(" ".join(sentences[k : k + 3]) for k in range(0, len(sentences), 3))
        out.append(re.sub(r"\s*\n\s*", "\n", re.sub(r"[ \xa0]+", " ", text)))
    return out


def sporadic(text: str, rng: random.Random) -> tuple[str, list[Break]]:
    """Line breaks inside words and for spaces, here and there."""
    words = list(re.finditer(r"[^\W\d_]{2,}", text))
    favourites = {
        w.group(): rng.randrange(1, len(w.group())) for w in words if len(w.group()) > 3 and rng.random() < 0.02
    }
    cuts: dict[int, tuple[str, int]] = {}
    for w in words:
        if w.group() in favourites:
            cuts[w.start() + favourites[w.group()]] = ("split", 0)
        elif rng.random() < 1 / 60:
            cuts[w.start() + rng.randrange(1, len(w.group()))] = ("split", 0)
    for m in re.finditer(r"(?<=\S) (?=\S)", text):
        if rng.random() < 1 / 300:
            stops = text[: m.start()].rstrip("\"'”’)")[-1:] in ".!?:;…"
            cuts[m.start()] = ("space after a stop" if stops else "space", 1)
    return _cut(text, cuts)


def _cut(text: str, cuts: dict[int, tuple[str, int]]) -> tuple[str, list[Break]]:
    out, breaks, last, size = [], [], 0, 0
    for place in sorted(cuts):
        kind, gone = cuts[place]
        out += [text[last:place], "\n"]
        size += place - last
        breaks.append(Break(kind, size, size + 1, text[place : place + gone]))
        size += 1
        last = place + gone
    out.append(text[last:])
    return "".join(out), breaks


def _syllable(word: str, room: int, rng: random.Random) -> int | None:
    """Where a typesetter might hyphenate: between two consonants or before one, two letters before, three after."""
    places = [
        k
        for k in range(2, min(room, len(word) - 2))
        if (word[k - 1].lower() in VOWELS and word[k] not in VOWELS and word[k + 1].lower() in VOWELS)
        or (word[k - 2].lower() in VOWELS and word[k - 1] not in VOWELS and word[k] not in VOWELS)
    ]
    return rng.choice(places) if places else None


def wrapped(text: str, rng: random.Random, between: str) -> tuple[str, list[Break]]:
    """Every line filled to a width, some words hyphenated; a compound may part at its own hyphen."""
    width = rng.randrange(60, 81)
    out: list[str] = []
    breaks: list[Break] = []
    size = 0
    kind = "wrap" if between == "\n\n" else "tight"

    def put(piece: str) -> None:
        nonlocal size
        out.append(piece)
        size += len(piece)

    for p, paragraph in enumerate(text.split("\n")):
        if p:
            put(between)
        column = 0
        for k, word in enumerate(paragraph.split(" ")):
            if k and column + 1 + len(word) <= width:
                put(" " + word)
                column += 1 + len(word)
                continue
            if k:
                room = width - column - 2
                own = word.find("-", 0, room + 1)
                cut = None
                if 2 < own < len(word) - 2 and word[own - 1].isalpha() and word[own + 1].isalpha():
                    put(" " + word[: own + 1])
                    breaks.append(Break("hyphen", size, size + 1, ""))
                    put("\n")
                    word = word[own + 1 :]
                elif rng.random() < 1 / 3 and word.isalpha() and (cut := _syllable(word, room, rng)):
                    put(" " + word[:cut])
                    breaks.append(Break("hyphen", size, size + 2, ""))
                    put("-\n")
                    word = word[cut:]
                else:
                    breaks.append(Break(kind, size, size + 1, " "))
                    put("\n")
            put(word)
            column = len(word)
    return "".join(out), breaks


def mojibaked(text: str, _rng: random.Random) -> tuple[str, list[Break]]:
    """Each run of non-ASCII characters as it looks when its UTF-8 is read as Windows-1252."""
    assert ok is not None
    out, breaks, last, size = [], [], 0, 0
    for m in re.finditer(r"[^\x00-\x7f]+", text):
        wrong = m.group().encode("utf-8").decode("sloppy-windows-1252")
        out += [text[last : m.start()], wrong]
        size += m.start() - last
        breaks.append(Break("mojibake", size, size + len(wrong), m.group()))
        size += len(wrong)
        last = m.end()
    out.append(text[last:])
    return "".join(out), breaks


WAYS = {
    "sporadic": sporadic,
    "wrapped": lambda t, r: wrapped(t, r, "\n\n"),
    "tight": lambda t, r: wrapped(t, r, "\n"),
    "mojibake": mojibaked,
}


def misses(broken: str, breaks: list[Break]) -> Iterator[tuple[Break, str]]:
    """The breaks that were not mended, with the repaired text about them."""
    mended = repair(broken)
    for b in breaks:
        left = mended.to_text((b.start - 1, b.start))[0]
        right = mended.to_text((b.end, b.end + 1))[1] if b.end < len(broken) else len(mended.text)
        want = broken[b.start - 1] + b.clean + broken[b.end : b.end + 1]
        if mended.text[left:right] != want:
            yield b, mended.text[max(0, left - 30) : right + 30]


def paragraphs(broken: str, breaks: list[Break], clean: str) -> tuple[int, int]:
    """How many true paragraph ends are still there after repair, of how many."""
    mended = repair(broken)
    made = {b.end - 1 for b in breaks}
    ends = [m for m in re.finditer(r"\n+", broken) if m.start() not in made]
    kept = sum("\n" in mended.text[slice(*mended.to_text(m.span()))] for m in ends)
    return kept, len(ends)


def run(data: Path, seed: int = 1, show: int = 0) -> dict[str, float]:
    """Recovery in per cent a kind, false repairs in 100,000 untouched words, words a second."""
    figures: dict[str, float] = {}
    total: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    examples: list[tuple[str, str]] = []
    for name in SETS:
        for n, text in enumerate(texts(data, name)):
            for way, breaker in WAYS.items():
                broken, breaks = breaker(text, random.Random(f"{seed} {name} {n} {way}"))
                total.update(b.kind for b in breaks)
                kept, ends = paragraphs(broken, breaks, text)
                figures[f"paragraph ends lost, {way}"] = figures.get(f"paragraph ends lost, {way}", 0) + ends - kept
                figures[f"paragraph ends, {way}"] = figures.get(f"paragraph ends, {way}", 0) + ends
                for b, around in misses(broken, breaks):
                    missed[b.kind] += 1
                    examples.append((b.kind, around))
    for kind in sorted(total):
        figures[f"mended {kind} %"] = round(100 * (1 - missed[kind] / total[kind]), 3)
        figures[f"breaks {kind}"] = total[kind]
    words = seconds = 0.0
    false: Counter[str] = Counter()
    for name in UNTOUCHED:
        for line in (data / UNTOUCHED[name]).read_text("utf-8").strip("\n").split("\n"):
            row = json.loads(line)
            text, article = row["text"], row["id"]
            words += len(text.split())
            begun = time.perf_counter()
            mended = repair(text)
            seconds += time.perf_counter() - begun
            for r in mended.repairs:
                # A C1 control, or a line broken after one of the listed pieces, is broken in the data itself.
                real = re.search("[\x80-\x9f]", r.before) or (article, r.source_start) in BROKEN_IN_DATA
                false[f"{r.kind}, rightly" if real else r.kind] += 1
                if r.kind in JUDGED and not real:
                    examples.append(
                        (
                            f"FALSE {r.kind}",
                            f"{article} {r.source_start} {mended.text[max(0, r.start - 40) : r.end + 40]!r}",
                        )
                    )
    for kind, count in sorted(false.items()):
        figures[f"untouched, {kind}"] = count
    figures["false repairs in 100,000 words"] = round(sum(false[k] for k in JUDGED) / words * 100_000, 2)
    exempt = sum(false[f"{k}, rightly"] for k in JUDGED if k != "mojibake")
    figures["false repairs in 100,000 words, none exempt"] = round(
        (sum(false[k] for k in JUDGED) + exempt) / words * 100_000, 2
    )
    figures["repairs exempt as broken in the data"] = exempt
    figures["words a second, untouched"] = round(words / seconds)
    if show:
        random.Random(seed).shuffle(examples)
        for kind in sorted({k for k, _ in examples}):
            for _, around in [e for e in examples if e[0] == kind][:show]:
                print(kind, repr(around))
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description="Recovery of broken text and false repairs of healthy text")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=0, help="print so many misses of each kind")
    args = parser.parse_args()
    for name, figure in run(args.data, args.seed, args.show).items():
        print(f"{name:40} {figure:>12,}")


if __name__ == "__main__":
    main()
