"""Trains the sentence splitter: writes `onrecord/language/sentences.tsv`.

    python -m training.train_sentences [--data ../shared/data] [--out onrecord/language/sentences.tsv]

Logistic regression over the observations of `onrecord.language.sentences`, on UD_English-EWT and GUM (gold) and the
PolNeAR articles as Stanford CoreNLP splits them (silver). Weights are rounded to hundredths and small ones dropped.
Seeded; takes about two minutes on one core.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from onrecord.language.sentences import places, split
from onrecord.language.tokens import tokenize
from training import data as folder
from training.data import GoldDocument

RARE = 3
"""Observations seen fewer times than this are left out."""


SPOKEN = tuple(f"sign={sign}|c-|{shape}" for sign in "?!" for shape in ("x|",))
"""How the third observation begins where a question or cry in quotation marks is followed by a word."""


def examples(documents: list[GoldDocument]) -> tuple[list[list[str]], list[int]]:
    """Observations and answers (1: a sentence ends here) at every place of the documents."""
    seen: list[list[str]] = []
    answers: list[int] = []
    for document in documents:
        starts = np.array(sorted(s.start for s in document.sentences))
        crossing = [s for s in document.sentences if "\n\n" in document.text[s.start : s.end]]
        for a, b in document.paragraphs:
            if any(s.start < b and s.end > a for s in crossing):
                continue  # silver that did not see the paragraph break is wrong around it
            tokens = tokenize(document.text, a, b)
            for i, observations in places(document.text, tokens):
                k = int(np.searchsorted(starts, tokens[i][1]))
                if i == 0 and document.text[slice(*tokens[0])] in ("''", '"', "”", "'"):
                    continue  # a mark that silver gave to the paragraph before
                seen.append(observations)
                answers.append(int(k < len(starts) and starts[k] <= tokens[i + 1][0]))
    return seen, answers


def train(
    seen: list[list[str]], answers: list[int], weight: list[float], epochs: int = 20, decay: float = 5e-6
) -> dict[str, float]:
    """The weight of each observation; `weight` says how much each example counts."""
    counts: dict[str, int] = {}
    for row in seen:
        for name in row:
            counts[name] = counts.get(name, 0) + 1
    index = {name: k + 2 for k, name in enumerate(sorted(n for n, c in counts.items() if c >= RARE))}
    x = np.array([[index.get(name, 1) for name in row] for row in seen], dtype=np.int32)
    y = np.array(answers, dtype=np.float64)
    u = np.array(weight)
    w = np.zeros(len(index) + 2)
    g2 = np.full(len(w), 1e-8)
    bias, bias2 = 0.0, 1e-8
    rng = np.random.default_rng(1)
    for _ in range(epochs):
        order = rng.permutation(len(y))
        for at in range(0, len(order), 256):
            rows = order[at : at + 256]
            w[1] = 0.0
            p = 1 / (1 + np.exp(-(w[x[rows]].sum(1) + bias)))
            d = (p - y[rows]) * u[rows]
            grad = np.bincount(x[rows].ravel(), np.repeat(d, x.shape[1]), len(w)) + decay * len(rows) * w
            g2 += grad * grad
            w -= 0.1 * grad / np.sqrt(g2)
            bias2 += d.sum() ** 2
            bias -= 0.1 * d.sum() / np.sqrt(bias2)
    weights = {name: float(w[k]) for name, k in index.items()}
    weights["bias"] = bias
    return weights


def write(weights: dict[str, float], path: Path, smallest: float = 0.1) -> None:
    """The table: weight in hundredths, tab, observation; the heaviest first."""
    rows = [(round(100 * v), k) for k, v in weights.items() if abs(v) >= smallest or k == "bias"]
    rows.sort(key=lambda row: (-abs(row[0]), row[1]))
    head = "# Written by training/train_sentences.py; the weight in hundredths and the observation.\n"
    path.write_text(head + "".join(f"{v}\t{k}\n" for v, k in rows), encoding="utf-8")


def score(documents: list[GoldDocument], cut: bool = False) -> tuple[int, int, int]:
    """Sentences that are right, found, and there.

    `cut`: gold sentences that reach over a paragraph break are cut at it first.
    """
    right = found = there = 0
    for document in documents:
        gold = {(s.start, s.end) for s in document.sentences}
        if cut:
            gold = {piece for span in gold for piece in pieces(document, span)}
        mine: set[tuple[int, int]] = set()
        for paragraph in document.paragraphs:
            tokens = tokenize(document.text, *paragraph)
            mine |= {(tokens[a][0], tokens[b - 1][1]) for a, b in split(document.text, paragraph, tokens)}
        right, found, there = right + len(gold & mine), found + len(mine), there + len(gold)
    return right, found, there


def pieces(document: GoldDocument, span: tuple[int, int]) -> list[tuple[int, int]]:
    """A sentence cut at the paragraph breaks that it reaches over."""
    start, end = span
    pieces = []
    for a, b in document.paragraphs:
        if a < end and b > start:
            text = document.text[max(a, start) : min(b, end)]
            left = max(a, start) + len(text) - len(text.lstrip())
            if text.strip() not in ("", "''", '"', "”", "'"):
                pieces.append((left, left + len(text.strip())))
    return pieces


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=folder.DATA)
    parser.add_argument("--out", type=Path, default=Path("onrecord/language/sentences.tsv"))
    args = parser.parse_args()
    seen: list[list[str]] = []
    answers: list[int] = []
    weight: list[float] = []
    for documents, counts in (
        (folder.ewt("train", args.data), 1.0),
        (folder.gum("train", args.data), 1.0),
        (folder.polnear("train", args.data), 0.5),
    ):
        s, a = examples(documents)
        if counts < 1.0:  # CoreNLP ends a sentence inside “Why?” she asked
            kept = [k for k, row in enumerate(s) if not row[2].startswith(SPOKEN)]
            s, a = [s[k] for k in kept], [a[k] for k in kept]
        print(len(s), sum(a))
        seen += s
        answers += a
        weight += [counts] * len(s)
    write(train(seen, answers, weight), args.out)
    for name, documents in (
        ("ewt", folder.ewt("dev", args.data)),
        ("gum", folder.gum("dev", args.data)),
        ("polnear", folder.polnear("dev", args.data)),
    ):
        for cut in (False, True):
            right, found, there = score(documents, cut)
            f1 = 200 * right / (found + there)
            how = "cut at paragraphs" if cut else "as they are"
            print(f"{name}: sentence F1 {f1:.2f}, gold {how} ({right} right, {found} found, {there} there)")


if __name__ == "__main__":
    main()
