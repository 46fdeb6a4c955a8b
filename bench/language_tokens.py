"""Words, sentences and lemmas from raw text: EWT dev and GUM dev (gold), PolNeAR dev (sentences of CoreNLP, silver).

    python -m bench.language_tokens [--data ../shared/data]

F1 over character spans, in per cent. PolNeAR's silver did not know of paragraph breaks: `sentence_f1_cut` cuts its
sentences at empty lines first, and `sentence_f1_ceiling` is what these score against those as they stand: the most
that a splitter which ends sentences at paragraphs can get. `sentence_f1_mended` and `sentence_f1_mended_ceiling` are
the same where two more of its habits are undone (`mended`): a quotation mark that opens a paragraph stays with the
sentence before the break, and a question in quotation marks ends the sentence of "he asked". Lemma accuracy is with
gold words and tags. Words a second are of one core.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path

from onrecord.language.lemmas import lemmatize
from onrecord.language.sentences import split
from onrecord.language.tokens import tokenize
from onrecord.record import Span
from training import data as folder
from training.data import GoldDocument
from training.train_sentences import pieces

Sentences = Callable[[GoldDocument], set[Span]]
MARKS = ("''", '"', "”", "'", "“", "``")  # as the articles open quotations with them


def token_f1(documents: list[GoldDocument]) -> float:
    """F1 of the words' spans."""
    right = found = there = 0
    for document in documents:
        gold = {(t.start, t.end) for t in document.tokens()}
        mine = {span for a, b in document.paragraphs for span in tokenize(document.text, a, b)}
        right, found, there = right + len(gold & mine), found + len(mine), there + len(gold)
    return 200 * right / (found + there)


def as_given(document: GoldDocument) -> set[Span]:
    """The sentences of the document as its silver has them."""
    return {(s.start, s.end) for s in document.sentences}


def cut(document: GoldDocument) -> set[Span]:
    """The silver's sentences, cut at empty lines."""
    return {piece for span in as_given(document) for piece in pieces(document, span)}


def mended(document: GoldDocument) -> set[Span]:
    """The silver's sentences, cut at empty lines, a quotation mark that opens a paragraph with what it opens, and none
    of them ended within a paragraph before a small letter."""
    text = document.text
    heads = [a + len(text[a:b]) - len(text[a:b].lstrip()) for a, b in document.paragraphs]
    spans = sorted(cut(document))
    starts = {start for start, _ in spans}
    out: list[Span] = []
    for start, end in spans:
        head = max((h for h in heads if h <= start), default=start)
        if head not in starts and text[head:start].strip() in MARKS:
            start = head
        if out and text[start].islower() and "\n\n" not in text[out[-1][1] : start]:
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return set(out)


def own(document: GoldDocument) -> set[Span]:
    """The sentences that our splitter finds."""
    found: set[Span] = set()
    for paragraph in document.paragraphs:
        tokens = tokenize(document.text, *paragraph)
        found |= {(tokens[a][0], tokens[b - 1][1]) for a, b in split(document.text, paragraph, tokens)}
    return found


def agreement(documents: list[GoldDocument], one: Sentences, other: Sentences) -> float:
    """F1 of one way to split the documents against another."""
    right = total = 0
    for document in documents:
        mine, theirs = one(document), other(document)
        right, total = right + len(mine & theirs), total + len(mine) + len(theirs)
    return 200 * right / total


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
            "sentence_f1": agreement(documents, own, as_given),
            "lemma_accuracy": lemma_accuracy(documents),
        }
    news = folder.polnear("dev", data)
    figures["polnear_dev"] = {
        "sentence_f1": agreement(news, own, as_given),
        "sentence_f1_cut": agreement(news, own, cut),
        "sentence_f1_ceiling": agreement(news, cut, as_given),
        "sentence_f1_mended": agreement(news, own, mended),
        "sentence_f1_mended_ceiling": agreement(news, mended, as_given),
    }
    figures["words_a_second"] = words_a_second(news)
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=folder.DATA)
    print(json.dumps(run(parser.parse_args().data), indent=1))


if __name__ == "__main__":
    main()
