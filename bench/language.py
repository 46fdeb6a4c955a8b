"""The language model against gold trees and names: EWT dev, GUM dev, UNER EWT dev; against silver names, PolNeAR dev.

    python -m bench.language [--data ../shared/data]

Gold tokens: tags, heads and labelled heads over all tokens, punctuation counted. From raw text: tokens and sentences
are ours; a token is right when its characters are the gold token's, an arc when both its ends and its relation are
(as the CoNLL 2018 shared task scores). Names are right when characters and type are.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from onrecord.language import LanguageModel, Reading
from training.data import GoldDocument, GoldSentence, ewt, ewt_with_names, gum, polnear

Figures = dict[str, float]
NAME_TYPES = {
    "PER": "person", "PERSON": "person", "ORG": "organization", "ORGANIZATION": "organization",
    "LOC": "place", "LOCATION": "place", "person": "person", "organization": "organization", "place": "place",
}  # fmt: skip
"""Names of the types in the gold and in our readings; others are left out."""


def f1(hit: int, said: int, there: int) -> float:
    return 2 * hit / (said + there) if said + there else 0.0


def gold_tokens(model: LanguageModel, documents: Iterable[GoldDocument]) -> Figures:
    """UPOS, XPOS, UAS, LAS, lemma and (where the gold has them) feature accuracy; sentences and tokens are given."""
    from onrecord.language.feats import features_of, universal
    from onrecord.language.lemmas import lemmatize

    sentences = [s for d in documents for s in d.sentences]
    found = model.analyse([[t.form for t in s.tokens] for s in sentences])
    n: Counter[str] = Counter()
    for gold, said in zip(sentences, found, strict=True):
        feats = features_of(([t.form for t in gold.tokens], said.upos, said.xpos, said.heads, said.deprels))
        for i, t in enumerate(gold.tokens):
            head = -1 if t.head is None else t.head
            n["all"] += 1
            n["upos"] += said.upos[i] == t.upos
            n["xpos"] += said.xpos[i] == t.xpos
            n["uas"] += said.heads[i] == head
            n["las"] += said.heads[i] == head and said.deprels[i] == t.deprel
            n["gold feats"] += bool(t.feats)
            n["feats"] += feats[i] == universal(t.feats)
            n["lemma"] += lemmatize(t.form, said.upos[i], said.xpos[i]) == t.lemma
    told = ("upos", "xpos", "uas", "las", "lemma", *(("feats",) if n["gold feats"] else ()))
    return {k: n[k] / n["all"] for k in told}


def arcs_of(sentences: Iterable[GoldSentence]) -> set[tuple[int, ...] | tuple[object, ...]]:
    out: set[tuple[object, ...]] = set()
    for s in sentences:
        for t in s.tokens:
            head = (-1, -1) if t.head is None or t.head < 0 else (s.tokens[t.head].start, s.tokens[t.head].end)
            out.add((t.start, t.end, *head, t.deprel))
    return out


def read_raw(model: LanguageModel, documents: list[GoldDocument]) -> list[Reading]:
    return [model.read(d.text, d.paragraphs) for d in documents]


def raw_text(readings: list[Reading], documents: list[GoldDocument]) -> Figures:
    """Token, sentence, labelled-attachment and (where the gold has them) feature F1; given only text and paragraphs."""
    from onrecord.language.feats import universal

    n: Counter[str] = Counter()

    def add(name: str, gold: set[object], said: set[object]) -> None:
        n[name + "/hit"] += len(gold & said)
        n[name + "/said"] += len(said)
        n[name + "/gold"] += len(gold)

    for d, r in zip(documents, readings, strict=True):
        add("token", {(t.start, t.end) for s in d.sentences for t in s.tokens},
            {x for s in r.sentences for x in zip(s.starts, s.ends, strict=True)})  # fmt: skip
        add(
            "sentence",
            {(s.tokens[0].start, s.tokens[-1].end) for s in d.sentences},
            {(s.start, s.end) for s in r.sentences},
        )
        said: set[object] = set()
        for s in r.sentences:
            for i, h in enumerate(s.heads):
                head = (-1, -1) if h < 0 else (s.starts[h], s.ends[h])
                said.add((s.starts[i], s.ends[i], *head, s.deprels[i]))
        add("las", set(arcs_of(d.sentences)), said)
        if any(t.feats for s in d.sentences for t in s.tokens):
            add("feats", {(t.start, t.end, universal(t.feats)) for s in d.sentences for t in s.tokens},
                {x for s in r.sentences for x in zip(s.starts, s.ends, s.feats, strict=True)})  # fmt: skip
    told = ("token", "sentence", "las", *(("feats",) if n["feats/gold"] else ()))
    return {f"{k}_f1": f1(n[k + "/hit"], n[k + "/said"], n[k + "/gold"]) for k in told}


def names(readings: list[Reading], documents: list[GoldDocument]) -> Figures:
    """Exact-match F1 of persons, organizations and places; sentences without name annotation are left out."""
    hit = said = there = 0
    for d, r in zip(documents, readings, strict=True):
        gold, known = set(), []
        for s in d.sentences:
            if s.names is None:
                continue
            known.append((s.start, s.end))
            gold |= {
                (s.tokens[n.first].start, s.tokens[n.last - 1].end, NAME_TYPES[n.type])
                for n in s.names
                if n.type in NAME_TYPES
            }
        found = {(*s.span(n.first, n.last), n.type) for s in r.sentences for n in s.names if n.type in NAME_TYPES}
        found = {f for f in found if any(a <= f[0] < b for a, b in known)}
        hit, said, there = hit + len(gold & found), said + len(found), there + len(gold)
    return {"precision": hit / max(said, 1), "recall": hit / max(there, 1), "f1": f1(hit, said, there)}


def run(data: Path) -> Figures:
    """All figures, shares between 0 and 1, and the seconds to the first sentence."""
    begun = time.perf_counter()
    model = LanguageModel.load()
    model.read("A first sentence.", [(0, 17)])
    out: Figures = {"load_to_first_sentence_s": time.perf_counter() - begun}
    for name, documents in (("ewt_dev", ewt("dev", data)), ("gum_dev", gum("dev", data))):
        out |= {f"{name}_gold_tokens_{k}": v for k, v in gold_tokens(model, documents).items()}
        readings = read_raw(model, documents)
        out |= {f"{name}_raw_{k}": v for k, v in raw_text(readings, documents).items()}
    documents = ewt_with_names(data)
    out |= {f"uner_ewt_dev_names_{k}": v for k, v in names(read_raw(model, documents), documents).items()}
    news = polnear("dev", data)
    readings = read_raw(model, news)
    out["polnear_dev_sentence_f1"] = raw_text(readings, news)["sentence_f1"]
    out |= {f"polnear_dev_silver_names_{k}": v for k, v in names(readings, news).items()}
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    for name, value in run(parser.parse_args().data).items():
        print(f"{name:48} {value:.4f}" if value < 10 else f"{name:48} {value:.0f}")


if __name__ == "__main__":
    main()
