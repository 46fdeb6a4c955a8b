"""Train the coreference ranker on GUM train (gold clusters in OntoNotes style) and on pronouns of news, and write
onrecord/mentions/tables/ranker.tsv.

    python training/train_coref.py [--data ../shared/data] [--gold-trees] [--epochs 6]

Phrases come from the language model's reading of the raw text (or, with --gold-trees, from GUM's own trees). GUM has
little news, and none that quotes much, so the third-person pronouns of one in `EVERY` PolNeAR train articles are added
with the chains of Stanford's CoreNLP as if they were gold; more of them, or descriptions too, makes GUM dev worse. The
model is log-linear: P(antecedent | phrase) over the candidates and "new", the gold antecedents marginalised out;
AdaGrad, L1 by truncation at the end. Features seen fewer than 4 times are left out.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from bench.coref import documents, model, phrases_of
from bench.statements import documents as articles
from bench.statements import paragraphs_of
from onrecord.mentions.coreference import State, choices
from onrecord.mentions.features import Cluster, new_features
from onrecord.mentions.find import noun_phrases

HEAD = """# Weights of the coreference ranker, learned by training/train_coref.py from GUM train (annotations CC BY 4.0,
# amir-zeldes/gum; texts as listed in GUM's licence file) and pronouns of PolNeAR train with CoreNLP's chains. Feature,
# weight.
"""
OUT = Path(__file__).resolve().parents[1] / "onrecord" / "mentions" / "tables" / "ranker.tsv"


EVERY = 8
Example = tuple[list[list[str]], list[int]]


def silver(data: Path) -> list[Example]:
    """The third-person pronouns of news with the antecedents that CoreNLP gives them, as `examples`."""
    texts = {a["id"]: a["text"] for a in articles(data, "polnear-train.jsonl")[::EVERY]}
    out: list[Example] = []
    with gzip.open(data / "language" / "polnear-corenlp-train.jsonl.gz", "rt", encoding="utf-8") as lines:
        for held in (json.loads(line) for line in lines):
            text = texts.get(held["id"])
            if text is None:
                continue
            chain_of: dict[int, int] = {}  # where the head of a mention begins, and its chain
            for number, chain in enumerate(held["coref"]):
                for sentence, _, _, head in chain:
                    chain_of.setdefault(held["sentences"][sentence][head][0], number)
            state, homes = State(), dict[int, Cluster]()
            for m in noun_phrases(model().read(text, paragraphs_of(text)), wide=True):
                key = None if m.together else chain_of.get(m.sentence.starts[m.head])
                if m.pronoun is not None and m.pronoun.person == 3 and key is not None:
                    found, rows = choices(m, state)
                    good = [
                        k + 1
                        for k, a in enumerate(found)
                        if not a.together and chain_of.get(a.sentence.starts[a.head]) == key
                    ]
                    if good:
                        out.append(([new_features(m, state.by_lemma, state.cores), *rows], good))
                state.add(m, homes.setdefault(key, Cluster()) if key is not None else Cluster())
    return out


def examples(data: Path, gold_trees: bool, limit: int | None) -> list[Example]:
    """For each phrase the feature rows (row 0 is "new") and which rows are right."""
    out = []
    for doc in documents(data, "train")[:limit]:
        phrases = phrases_of(doc, gold_trees)
        gold = {tuple(span): k for k, cluster in enumerate(doc["onto_clusters"]) for span in cluster}
        state, homes = State(), dict[int, Cluster]()
        for m in phrases:
            key = gold.get((m.start, m.end))
            found, rows = choices(m, state)
            good = [k + 1 for k, a in enumerate(found) if key is not None and gold.get((a.start, a.end)) == key]
            out.append(([new_features(m, state.by_lemma, state.cores), *rows], good or [0]))
            state.add(m, homes.setdefault(key, Cluster()) if key is not None else Cluster())
    return out


def train(data: list[Example], epochs: int, seed: int = 7) -> dict[str, float]:
    """Weights by feature."""
    counts = Counter(f for rows, _ in data for row in rows for f in row)
    index = {f: i for i, f in enumerate(sorted(f for f, n in counts.items() if n >= 4))}
    packed = []
    for rows, good in data:
        ids = [[index[f] for f in row if f in index] for row in rows]
        flat = np.array([i for r in ids for i in r], dtype=np.int32)
        starts = np.cumsum([0] + [len(r) for r in ids])
        owner = np.repeat(np.arange(len(ids)), [len(r) for r in ids]).astype(np.int16)
        packed.append((flat, starts, owner, np.array(good)))
    w = np.zeros(len(index))
    g2 = np.full(len(index), 1e-2)
    total = np.zeros(len(index))
    rng = np.random.default_rng(seed)
    for epoch in range(epochs):
        loss = 0.0
        for k in rng.permutation(len(packed)):
            flat, starts, owner, good = packed[k]
            n = len(starts) - 1
            scores = np.bincount(owner, w[flat], n)
            scores -= scores.max()
            p = np.exp(scores)
            p /= p.sum()
            q = np.zeros(n)
            q[good] = p[good]
            mass = q.sum()
            loss -= np.log(max(mass, 1e-12))
            q /= max(mass, 1e-12)
            delta = (q - p)[owner]
            grad = np.zeros(0)
            ids, inverse = np.unique(flat, return_inverse=True)
            grad = np.bincount(inverse, delta, len(ids)) - 2e-5 * w[ids]
            g2[ids] += grad * grad
            w[ids] += 0.15 * grad / np.sqrt(g2[ids])
        if epoch >= epochs // 2:
            total += w
        print(f"epoch {epoch}: loss {loss / len(packed):.4f}", flush=True)
    mean = total / (epochs - epochs // 2)
    return {f: float(mean[i]) for f, i in index.items() if abs(mean[i]) >= 0.08}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--gold-trees", action="store_true")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--limit", type=int)
    args = parser.parse_args()
    weights = train([*examples(args.data, args.gold_trees, args.limit), *silver(args.data)], args.epochs)
    head = HEAD
    OUT.write_text(head + "".join(f"{f}\t{v:.2f}\n" for f, v in sorted(weights.items())), encoding="utf-8")
    print(json.dumps({"features": len(weights), "bytes": OUT.stat().st_size}))


if __name__ == "__main__":
    main()
