"""Pack the training sentences into one file of flat arrays.

    python -m training.pack_language --out build/language/corpus.npz [--data ../shared/data] [--quick] [--share 0.2]

Packing needs the tokeniser and the data folder; training from the packed file needs neither.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.language.pieces import Pieces, shape_of
from training.data import gum, wikigold, wnut17
from training.language_corpus import LABELS, UNKNOWN
from training.language_data import (
    NAME_LABELS,
    ROLE_LABELS,
    Item,
    ewt_dev,
    ewt_train,
    gum_train,
    polnear,
    tagged,
    tree_item,
    unlabelled,
)
from training.language_network import pretrained

MAX_WORDS, MAX_PIECES = 150, 250
"""Longer sentences are left out of training (fewer than one in a thousand)."""
PARAGRAPH_WORDS = 400


class Packer:
    """Appends sentences to flat lists."""

    def __init__(self, pieces: Pieces, tables: dict[str, dict[str, int]]) -> None:
        self.vocabulary, self.tables = pieces, tables
        self.flat: dict[str, list[Any]] = {k: [] for k in ("pieces", "shapes", "firsts", "quotes", *LABELS)}
        self.piece_counts: list[int] = []
        self.word_counts: list[int] = []
        self.groups: list[tuple[int, int]] = []  # of the part at hand: ranges of sentences that are read together
        self.parts: dict[str, np.ndarray[Any, Any]] = {}

    def sentence(self, item: Item) -> bool:
        """Append one; False where it is too long or empty."""
        ids = self.vocabulary.of(item.words)
        if not ids or len(ids) > MAX_WORDS or sum(map(len, ids)) + 2 > MAX_PIECES:
            return False
        at = 1
        flat = self.flat
        flat["pieces"].append(self.vocabulary.start)
        flat["shapes"].append(0)
        for word, pieces in zip(item.words, ids, strict=True):
            flat["firsts"].append(at)
            flat["pieces"] += pieces
            flat["shapes"] += [shape_of(word)] * len(pieces)
            at += len(pieces)
        flat["pieces"].append(self.vocabulary.stop)
        flat["shapes"].append(0)
        self.piece_counts.append(at + 1)
        self.word_counts.append(len(ids))
        for name in LABELS:
            values: Sequence[Any] = getattr(item, name) or [UNKNOWN] * len(ids)
            if name in self.tables:
                values = [self.tables[name].get(v, UNKNOWN) for v in values]
            flat[name] += values
        flat["quotes"] += item.quotes or [0] * len(ids)
        return True

    def part(self, name: str, groups: Iterable[Iterable[Item]]) -> None:
        """Append a named part: groups of sentences that are read together (one each, but for paragraphs)."""
        ranges: list[tuple[int, int]] = []
        for group in groups:
            first, words = len(self.piece_counts), 0
            for item in group:
                if words + len(item.words) > PARAGRAPH_WORDS and len(self.piece_counts) > first:
                    ranges.append((first, len(self.piece_counts)))
                    first, words = len(self.piece_counts), 0
                if self.sentence(item):
                    words += len(item.words)
            if len(self.piece_counts) > first:
                ranges.append((first, len(self.piece_counts)))
        self.parts[name] = np.array(ranges, dtype=np.int32).reshape(-1, 2)

    def save(self, path: Path, labels: dict[str, Any]) -> None:
        small = {"pieces": np.uint16, "shapes": np.uint8, "quotes": np.uint8}
        arrays: dict[str, Any] = {k: np.array(v, dtype=small.get(k, np.int16)) for k, v in self.flat.items()}
        arrays["piece_counts"] = np.array(self.piece_counts, dtype=np.int16)
        arrays["word_counts"] = np.array(self.word_counts, dtype=np.int16)
        arrays |= {f"part_{k}": v for k, v in self.parts.items()}
        path.parent.mkdir(parents=True, exist_ok=True)
        np.savez_compressed(path, labels=np.frombuffer(json.dumps(labels).encode(), dtype=np.uint8), **arrays)


def spread(groups: Iterable[list[Item]], share: float) -> Iterator[list[Item]]:
    """Evenly drawn, that share of the groups: all at 1."""
    return (g for k, g in enumerate(groups) if int((k + 1) * share) > int(k * share))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--tokenizer", type=Path, default=None, help="word pieces; default: the pretrained encoder's")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--quick", action="store_true", help="little data, to prove the path")
    parser.add_argument("--share", type=float, default=1.0, help="of the sentences and paragraphs to learn from")
    args = parser.parse_args()
    few = slice(0, 40) if args.quick else slice(None)
    trees = (ewt_train(args.data) + gum_train(args.data))[few]
    names = (tagged(wikigold(args.data)) + tagged(wnut17(args.data)))[few]
    tables = {
        name: {v: k for k, v in enumerate(sorted({x for i in trees for x in getattr(i, name)}))}
        for name in ("upos", "xpos", "relations")
    }
    packer = Packer(Pieces(args.tokenizer or pretrained("tokenizer.json")), tables)
    news = (p for a in polnear("train", args.data)[few][: 4 if args.quick else None] for p in a)
    packer.part("trees", spread(([i] for i in trees), args.share))
    packer.part("news", spread(news, args.share))
    packer.part("names", spread(([i] for i in names), args.share))
    packer.part("texts", spread(unlabelled(args.data, 1 if args.quick else None), args.share))
    packer.part("dev", ([i] for i in ewt_dev(args.data)[few]))
    packer.part("gum_dev", ([tree_item(s)] for d in gum("dev", args.data) for s in d.sentences[few]))
    packer.part("news_dev", (p for a in polnear("dev", args.data)[: 2 if args.quick else None] for p in a))
    labels = {k: list(v) for k, v in tables.items()} | {"names": NAME_LABELS, "roles": ROLE_LABELS}
    packer.save(args.out, labels)
    for name, ranges in packer.parts.items():
        words = sum(sum(packer.word_counts[a:b]) for a, b in ranges)
        print(f"{name:9} {int((ranges[:, 1] - ranges[:, 0]).sum())} sentences, {words} words")


if __name__ == "__main__":
    main()
