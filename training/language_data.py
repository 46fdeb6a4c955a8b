"""Training material of the shared encoder, as lists of `Item`: words with whatever labels a source has.

Sources and licences are in the README beside each file of the data folder. -100 marks a label that is not known.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from onrecord.language.quotes import quote_state
from onrecord.language.sentences import split
from onrecord.language.tokens import tokenize
from training import data as sources
from training.language_corpus import UNKNOWN
from training.roles import role_labels

NAME_LABELS = ["O"] + [f"{p}-{t}" for t in ("person", "organization", "place", "other") for p in "BI"]
ROLE_LABELS = ["O"] + [f"{p}-{t}" for t in ("source", "cue", "content") for p in "BI"]
TITLES = frozenset(
    """
    president mr mr. mrs mrs. ms ms. dr dr. sir senator sen. sen rep. rep representative governor gov. gov minister
    prime professor prof. prof king queen prince princess pope general gen. colonel col. captain capt. lord lady judge
    justice secretary chancellor director chairman ceo ambassador dame st. vice deputy foreign former
    """.split()  # noqa: SIM905 (a list of sixty literals reads worse)
)


@dataclass(slots=True)
class Item:
    """One sentence. Label lists are as long as `words`, or empty where the source has none of that kind."""

    words: list[str]
    upos: list[str] = field(default_factory=list)
    xpos: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    relations: list[str] = field(default_factory=list)
    names: list[int] = field(default_factory=list)
    roles: list[int] = field(default_factory=list)
    quotes: list[int] = field(default_factory=list)


KINDS = {
    "PER": "person", "PERSON": "person", "person": "person",
    "ORG": "organization", "ORGANIZATION": "organization", "corporation": "organization", "group": "organization",
    "LOC": "place", "LOCATION": "place", "location": "place",
    "MISC": "other", "product": "other", "creative-work": "other",
}  # fmt: skip
"""Name types of the sources and ours; a type that is missing here (dates, numbers) is no name."""


def name_labels(words: int, names: Iterable[sources.GoldName]) -> list[int]:
    """A label number for each of `words` words."""
    out = [0] * words
    for n in names:
        if n.type in KINDS:
            for i in range(n.first, n.last):
                out[i] = NAME_LABELS.index(("B-" if i == n.first else "I-") + KINDS[n.type])
    return out


def tree_item(sentence: sources.GoldSentence) -> Item:
    """A treebank sentence."""
    return Item(
        words=[t.form for t in sentence.tokens],
        upos=[t.upos for t in sentence.tokens],
        xpos=[t.xpos for t in sentence.tokens],
        heads=[-1 if t.head is None else t.head for t in sentence.tokens],
        relations=[t.deprel for t in sentence.tokens],
        names=[] if sentence.names is None else name_labels(len(sentence.tokens), sentence.names),
    )


def ewt_train(data: Path) -> list[Item]:
    """UD English-EWT, train."""
    return [tree_item(s) for d in sources.ewt("train", data) for s in d.sentences]


def ewt_dev(data: Path) -> list[Item]:
    """UD English-EWT, dev, with UNER's names."""
    return [tree_item(s) for d in sources.ewt_with_names(data) for s in d.sentences]


def tagged(sentences: Iterable[sources.TaggedSentence]) -> list[Item]:
    """Sentences of a names corpus."""
    return [Item(words=s.words, names=name_labels(len(s.words), s.names)) for s in sentences]


def gum_names(document: dict[str, Any]) -> list[int]:
    """Names out of GUM's noun phrases: the run of proper nouns round the head of a person, organization or place.

    Proper nouns outside any such run keep an unknown label: GUM does not say which abstract things are names.
    """
    tokens = document["tokens"]
    text = document["text"]
    proper = [t[3] in ("NNP", "NNPS") for t in tokens]
    labels = [UNKNOWN if p else 0 for p in proper]
    starts = {t[0]: i for i, t in enumerate(tokens)}
    taken = [False] * len(tokens)
    for m in sorted(document["mentions"], key=lambda m: m["tok"][0] - m["tok"][1]):
        if m["type"] not in ("person", "organization", "place", "event", "object", "abstract"):
            continue
        head = starts.get(m["head"][0])
        if head is None or not proper[head] or taken[head]:
            continue
        kind = m["type"] if m["type"] in ("person", "organization", "place") else "other"
        if kind == "other" and "wiki" not in m:
            continue
        first = last = head
        low, high = m["tok"]
        while first > low and (proper[first - 1] or tokens[first - 1][3] == "HYPH"):
            first -= 1
        while last + 1 < high and (
            proper[last + 1]
            or tokens[last + 1][3] in ("HYPH", "CD")
            or (
                kind != "person"
                and last + 2 < high
                and text[tokens[last + 1][0] : tokens[last + 1][1]] in ("of", "for", "the", "and", "&")
                and (proper[last + 2] or text[tokens[last + 2][0] : tokens[last + 2][1]] == "the")
            )
        ):
            last += 1
        while kind == "person" and first < last and text[tokens[first][0] : tokens[first][1]].lower() in TITLES:
            labels[first] = 0
            first += 1
        while last > head and not proper[last] and tokens[last][3] != "CD":
            last -= 1
        if any(taken[first : last + 1]):
            continue
        for i in range(first, last + 1):
            taken[i] = True
            labels[i] = NAME_LABELS.index(("B-" if i == first else "I-") + kind)
    return labels


def gum_train(data: Path) -> list[Item]:
    """GUM, train, with the names that its noun phrases give."""
    items = []
    lines = (data / "coref" / "gum-train.jsonl").open(encoding="utf-8")
    for document, line in zip(sources.gum("train", data), lines, strict=True):
        names = gum_names(json.loads(line))
        at = 0
        for sentence in document.sentences:
            item = tree_item(sentence)
            item.names = names[at : at + len(item.words)]
            at += len(item.words)
            if item.words:
                items.append(item)
    return items


def polnear(split: sources.Split, data: Path) -> list[list[list[Item]]]:
    """PolNeAR articles as paragraphs of sentences: gold roles, CoreNLP's silver names and (where tokens agree) tags.

    Sentences are CoreNLP's, words are our tokeniser's; a line break between sentences begins a paragraph.
    """
    with (data / "statements" / f"polnear-{split}.jsonl").open(encoding="utf-8") as lines:
        gold = {d["id"]: d for d in map(json.loads, lines)}
    articles = []
    for document in sources.polnear(split, data):
        text = document.text
        cut: list[list[Item]] = []
        items: list[Item] = []
        spans: list[tuple[int, int]] = []
        before = 0
        for sentence in document.sentences:
            start, end = sentence.tokens[0].start, sentence.tokens[-1].end
            own = tokenize(text, max(start, before), end)
            if not own:
                continue
            if not cut or "\n" in text[before:start]:
                cut.append([])
            before = end
            item = Item(
                words=[text[a:b] for a, b in own],
                xpos=silver_tags(text, own, sentence),
                names=silver_names(own, sentence),
            )
            cut[-1].append(item)
            items += [item] * len(own)
            spans += own
        statements = gold[document.id]
        roles = role_labels(text, spans, statements["statements"], statements.get("discard") or [])
        for item, role, quote in zip(items, roles, quote_state(text, spans), strict=True):
            item.roles.append(role)
            item.quotes.append(quote)
        articles.append(cut)
    return articles


def silver_tags(text: str, own: list[tuple[int, int]], sentence: sources.GoldSentence) -> list[str]:
    """The silver Penn tag of each of our words that is one of the silver words; "" elsewhere and for signs."""
    tags = {(t.start, t.end): t.xpos for t in sentence.tokens}
    return [tags.get((a, b), "") if re.search(r"[A-Za-z0-9]", text[a:b]) else "" for a, b in own]


def silver_names(own: list[tuple[int, int]], sentence: sources.GoldSentence) -> list[int]:
    """Name labels of our words from the silver names that cover them."""
    covering: list[tuple[int, int, sources.GoldName]] = [
        (sentence.tokens[n.first].start, sentence.tokens[n.last - 1].end, n) for n in sentence.names or []
    ]
    names = []
    for start, end, name in covering:
        inside = [i for i, (a, b) in enumerate(own) if a < end and b > start]
        if inside:
            names.append(sources.GoldName(inside[0], inside[-1] + 1, name.type))
    return name_labels(len(own), names)


TEXTS = (
    ("crossdoc/ecbplus-articles-train.jsonl", None),
    ("crossdoc/meantime-train.jsonl", None),
    ("time/wikiwars-train.jsonl", None),
    ("events/muc4_train.jsonl", None),
    ("events/india_police_train.jsonl", None),
    ("events/ngec_synthetic_train.jsonl", 1500),
)
"""Texts without labels that the teacher reads for the student, and how many of their documents at most."""


def unlabelled(data: Path, most: int | None = None) -> Iterator[list[Item]]:
    """Paragraphs of news without labels; at most `most` documents a file."""
    for name, limit in TEXTS:
        with (data / name).open(encoding="utf-8") as lines:
            for line in itertools.islice(lines, most if limit is None else min(limit, most or limit)):
                record = json.loads(line)
                text = record.get("text") or " ".join(s["text"] for s in record.get("sentences") or ())
                at = 0
                for part in re.split(r"(\n\s*\n|\n(?=[A-Z“\"]))", text):
                    paragraph = [] if not part.strip() else _paragraph(text, at, at + len(part))
                    at += len(part)
                    if paragraph:
                        yield paragraph


def _paragraph(text: str, start: int, end: int) -> list[Item]:
    own = tokenize(text, start, end)
    quotes = quote_state(text, own)
    return [
        Item(words=[text[a:b] for a, b in own[first:last]], quotes=list(quotes[first:last]))
        for first, last in split(text, (start, end), own)
    ]
