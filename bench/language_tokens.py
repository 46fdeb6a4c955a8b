"""Words, sentences and lemmas from raw text: EWT dev and GUM dev (gold), PolNeAR dev (sentences of CoreNLP, silver).

    python -m bench.language_tokens [--data ../shared/data]

F1 over character spans, in per cent. PolNeAR's silver did not know of paragraph breaks: `sentence_f1_cut` cuts its
sentences at empty lines first, and `sentence_f1_ceiling` is what these score against those as they stand: the most
that a splitter which ends sentences at paragraphs can get. Lemma accuracy is with gold words and tags. Words a second
are of one core.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

from onrecord.language.lemmas import lemmatize
from onrecord.language.sentences import split
from onrecord.language.tokens import tokenize
from training import data as folder
from training.data import GoldDocument
from training.train_sentences import pieces, score


def token_f1(documents: list[GoldDocument]) -> float:
    """F1 of the words' spans."""
    right = found = there = 0
    for document in documents:
        gold = {(t.start, t.end) for t in document.tokens()}
        mine = {span for a, b in document.paragraphs for span in tokenize(document.text, a, b)}
        right, found, there = right + len(gold & mine), found + len(mine), there + len(gold)
    return 200 * right / (found + there)


def sentence_f1(documents: list[GoldDocument], cut: bool = False) -> float:
    """F1 of the sentences' spans."""
    right, found, there = score(documents, cut)
    return 200 * right / (found + there)


def sentence_ceiling(documents: list[GoldDocument]) -> float:
    """F1 of the silver's own sentences, cut at empty lines, against the silver."""
    right = found = there = 0
    for document in documents:
        gold = {(s.start, s.end) for s in document.sentences}
        cut = {piece for span in gold for piece in pieces(document, span)}
        right, found, there = right + len(gold & cut), found + len(cut), there + len(gold)
    return 200 * right / (found + there)


def lemma_accuracy(documents: list[GoldDocument]) -> float:
    """Per cent of gold words whose lemma is right, with their gold tags."""
    tokens = [t for d in documents for t in d.tokens()]
    return 100 * sum(lemmatize(t.form, t.upos, t.xpos) == t.lemma for t in tokens) / len(tokens)


def words_a_second(documents: list[GoldDocument]) -> dict[str, float]:
    """Words a second of the tokeniser alone and with the splitter."""
    begin = time.perf_counter()
    words = sum(len(tokenize(d.text, a, b)) for d in documents for a, b in d.paragraphs)
    tokens_only = time.perf_counter() - begin
    begin = time.perf_counter()
    for d in documents:
        for a, b in d.paragraphs:
            split(d.text, (a, b), tokenize(d.text, a, b))
    return {"tokens": words / tokens_only, "tokens_and_sentences": words / (time.perf_counter() - begin)}


def run(data: Path) -> dict[str, dict[str, float]]:
    """All figures by data set."""
    figures: dict[str, dict[str, float]] = {}
    for name, documents in (("ewt_dev", folder.ewt("dev", data)), ("gum_dev", folder.gum("dev", data))):
        figures[name] = {
            "token_f1": token_f1(documents),
            "sentence_f1": sentence_f1(documents),
            "lemma_accuracy": lemma_accuracy(documents),
        }
    news = folder.polnear("dev", data)
    figures["polnear_dev"] = {
        "sentence_f1": sentence_f1(news),
        "sentence_f1_cut": sentence_f1(news, cut=True),
        "sentence_f1_ceiling": sentence_ceiling(news),
    }
    figures["words_a_second"] = words_a_second(news)
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=folder.DATA)
    print(json.dumps(run(parser.parse_args().data), indent=1))


if __name__ == "__main__":
    main()
