"""Readings of the statement corpora without the language model: from silver parses (PolNeAR) and gold trees (GUM).

For training and tuning what stands after the labels. The silver parses are in Stanford's scheme; their relations are
renamed to Universal Dependencies where the two agree but for the name.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord.language.reading import Name, NameType, Reading, Sentence
from onrecord.record import Span

_RELATIONS = {
    "dobj": "obj", "nsubjpass": "nsubj:pass", "csubjpass": "csubj:pass", "auxpass": "aux:pass", "neg": "advmod",
    "mwe": "fixed", "nmod:tmod": "obl:tmod", "nmod:npmod": "obl:npmod", "name": "flat", "cc:preconj": "cc:preconj",
}  # fmt: skip
_UPOS = {
    "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "PRP": "PRON", "PRP$": "PRON", "WP": "PRON",
    "WP$": "PRON", "EX": "PRON", "DT": "DET", "PDT": "DET", "WDT": "DET", "IN": "ADP", "TO": "PART", "POS": "PART",
    "RP": "ADP", "JJ": "ADJ", "JJR": "ADJ", "JJS": "ADJ", "RB": "ADV", "RBR": "ADV", "RBS": "ADV", "WRB": "ADV",
    "VB": "VERB", "VBD": "VERB", "VBZ": "VERB", "VBP": "VERB", "VBG": "VERB", "VBN": "VERB", "MD": "AUX", "CC": "CCONJ",
    "CD": "NUM", "UH": "INTJ", "SYM": "SYM", "$": "SYM", "#": "SYM", "FW": "X", "LS": "X",
}  # fmt: skip
_NAMES: dict[str, NameType] = {
    "PERSON": "person", "ORGANIZATION": "organization", "LOCATION": "place", "MISC": "other",
}  # fmt: skip
_LINE = re.compile(r"[^\n]+")


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    """All documents of a JSON-lines file (gzip where its name ends so)."""
    held = path.read_bytes()
    text = (gzip.decompress(held) if path.suffix == ".gz" else held).decode("utf-8")
    return [json.loads(line) for line in text.split("\n") if line.strip()]


def paragraphs_of(text: str) -> list[Span]:
    """The lines of a text that hold more than white space."""
    return [m.span() for m in _LINE.finditer(text) if not m.group().isspace()]


def silver_reading(text: str, document: dict[str, Any]) -> Reading:
    """A reading from one document of polnear-corenlp-*.jsonl; sentences are cut where a paragraph ends."""
    paragraphs = paragraphs_of(text)
    sentences: list[Sentence] = []
    for tokens in document["sentences"]:
        for run in _by_paragraph(tokens, paragraphs):
            sentences.append(_silver_sentence(text, tokens, run, len(sentences), paragraphs))
    return Reading(text, paragraphs, sentences)


def _paragraph_at(offset: int, paragraphs: list[Span]) -> int:
    low, high = 0, len(paragraphs)
    while low < high:
        middle = (low + high) // 2
        if paragraphs[middle][1] <= offset:
            low = middle + 1
        else:
            high = middle
    return min(low, len(paragraphs) - 1)


def _by_paragraph(tokens: list[list[Any]], paragraphs: list[Span]) -> Iterator[range]:
    begin = 0
    for i in range(1, len(tokens) + 1):
        if i == len(tokens) or _paragraph_at(tokens[i][0], paragraphs) != _paragraph_at(tokens[begin][0], paragraphs):
            yield range(begin, i)
            begin = i


def _silver_sentence(text: str, tokens: list[list[Any]], run: range, index: int, paragraphs: list[Span]) -> Sentence:
    rows = [tokens[i] for i in run]
    heads = [row[5] - run.start if row[5] in run else -1 for row in rows]
    roots = [i for i, h in enumerate(heads) if h == -1]
    for i in roots[1:]:
        heads[i] = roots[0]
    deprels = []
    upos = []
    for i, (_, _, tag, lemma, _, _, relation) in enumerate(rows):
        parent_tag = rows[heads[i]][2] if heads[i] >= 0 else ""
        name = "root" if heads[i] == -1 else _RELATIONS.get(relation, relation)
        if name == "root" and heads[i] >= 0:
            name = "parataxis"
        if name == "nmod" and parent_tag[:1] in ("V", "J"):
            name = "obl"
        deprels.append(name)
        kind = _UPOS.get(tag, "PUNCT")
        if kind == "VERB" and (relation in ("aux", "auxpass", "cop") or lemma == "be"):
            kind = "AUX"
        if kind == "ADP" and relation == "mark":
            kind = "SCONJ"
        upos.append(kind)
    names: list[Name] = []
    for i, row in enumerate(rows):
        kind_of_name = _NAMES.get(row[4])
        if kind_of_name is None:
            continue
        if names and names[-1].last == i and names[-1].type == kind_of_name:
            names[-1] = Name(names[-1].first, i + 1, kind_of_name)
        else:
            names.append(Name(i, i + 1, kind_of_name))
    return Sentence(
        index=index,
        paragraph=_paragraph_at(rows[0][0], paragraphs),
        starts=[row[0] for row in rows],
        ends=[row[1] for row in rows],
        words=[text[row[0] : row[1]] for row in rows],
        lemmas=[row[3] for row in rows],
        upos=upos,
        xpos=[row[2] for row in rows],
        heads=heads,
        deprels=deprels,
        names=names,
    )


def gum_reading(document: dict[str, Any]) -> Reading:
    """A reading from one document of gum-*.jsonl (gold tokens, tags, trees; no names)."""
    text = document["text"]
    paragraphs = [(p["span"][0], p["span"][1]) for p in document["paragraphs"]] or [(0, len(text))]
    paragraphs = paragraphs_of(text)
    sentences = []
    for sentence in document["sentences"]:
        first, last = sentence["tok"]
        rows = document["tokens"][first:last]
        if not rows:
            continue
        sentences.append(
            Sentence(
                index=len(sentences),
                paragraph=_paragraph_at(rows[0][0], paragraphs),
                starts=[row[0] for row in rows],
                ends=[row[1] for row in rows],
                words=[text[row[0] : row[1]] for row in rows],
                lemmas=[row[4] for row in rows],
                upos=[row[2] for row in rows],
                xpos=[row[3] for row in rows],
                heads=[row[5] - first if row[5] >= 0 and first <= row[5] < last else -1 for row in rows],
                deprels=[row[6] for row in rows],
            )
        )
    return Reading(text, paragraphs, sentences)
