"""Learns which universal features words have: writes `onrecord/language/feats.tsv`.

    python -m training.train_feats [--data ../shared/data] [--out onrecord/language/feats.tsv]

From UD_English-EWT train (GUM's copy in the data folder has no features). What is looked up comes from
`onrecord.language.feats.observe`; a line is kept only where on the training words it is right at least `GAIN` times
more than what would be found without it.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from onrecord.language.feats import Tree, observe, universal

GAIN = 2

HEADER = """\
# Written by training/train_feats.py from UD_English-EWT train (CC BY-SA 4.0): what is looked up, and the features.
"""


def gold(path: Path) -> Iterator[tuple[Tree, list[str]]]:
    """The trees of a CoNLL-U file, each with its words' universal features."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.split("\n") if line[:1].isdigit()]
        rows = [r for r in rows if r[0].isdigit()]
        if rows:
            tree = ([r[1] for r in rows], [r[3] for r in rows], [r[4] for r in rows],
                    [int(r[6]) - 1 for r in rows], [r[7] for r in rows])  # fmt: skip
            yield tree, [universal(r[5]) for r in rows]


def learn(sentences: list[tuple[Tree, list[str]]], gain: int = GAIN) -> dict[str, str]:
    """The decision list: from the least telling key up, each kept where it does better than what is there."""
    seen = [(keys, answer) for tree, answers in sentences for keys, answer in zip(observe(tree), answers, strict=True)]
    table: dict[str, str] = {}
    deepest = max(len(keys) for keys, _ in seen)
    for level in range(1, deepest + 1):
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        right: Counter[str] = Counter()
        for keys, answer in seen:
            if level > len(keys):
                continue
            key = keys[-level]
            counts[key][answer] += 1
            right[key] += next((table[k] for k in keys[len(keys) - level + 1 :] if k in table), "") == answer
        for key, found in counts.items():
            answer, times = min(found.items(), key=lambda x: (-x[1], x[0]))
            if times - right[key] >= (1 if level == 1 else gain):
                table[key] = answer
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("onrecord/language/feats.tsv"))
    args = parser.parse_args()
    table = learn(list(gold(args.data / "language" / "ewt-train.conllu")))
    lines = [f"{key}\t{feats}\n" for key, feats in sorted(table.items())]
    args.out.write_text(HEADER + "".join(lines), encoding="utf-8")
    print(f"{len(lines)} lines")


if __name__ == "__main__":
    main()
