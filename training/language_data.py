"""Training material of the shared encoder, as lists of `Item`: words with whatever labels a source has.

Sources and licences are in the README beside each file of the data folder. -100 marks a label that is not known.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from onrecord.language.quotes import quote_state
from onrecord.language.tokens import tokenize
from training.roles import role_labels

UNKNOWN = -100
NAME_LABELS = ["O"] + [f"{p}-{t}" for t in ("person", "organization", "place", "other") for p in "BI"]
ROLE_LABELS = ["O"] + [f"{p}-{t}" for t in ("source", "cue", "content") for p in "BI"]
TITLES = frozenset(
    "president mr mr. mrs mrs. ms ms. dr dr. sir senator sen. sen rep. rep representative governor gov. gov minister "
    "prime professor prof. prof king queen prince princess pope general gen. colonel col. captain capt. lord lady judge "
    "justice secretary chancellor director chairman ceo ambassador dame st. vice deputy foreign former".split()
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


def conllu_sentences(path: Path) -> Iterator[list[list[str]]]:
    """The word rows (ten columns) of each sentence; ranges and empty nodes left out."""
    rows: list[list[str]] = []
    for line in path.open(encoding="utf-8"):
        line = line.rstrip("\n")
        if not line:
            if rows:
                yield rows
            rows = []
        elif not line.startswith("#"):
            columns = line.split("\t")
            if columns[0].isdigit():
                rows.append(columns)
    if rows:
        yield rows


def ewt(path: Path) -> list[Item]:
    """UD English-EWT."""
    return [
        Item(
            words=[r[1] for r in rows],
            upos=[r[3] for r in rows],
            xpos=[r[4] for r in rows],
            heads=[int(r[6]) - 1 for r in rows],
            relations=[r[7] for r in rows],
        )
        for rows in conllu_sentences(path)
    ]


def bio(labels: Iterable[str | None]) -> list[int]:
    """Label numbers for one entity type (or None) a token; neighbours of one type are one name."""
    out: list[int] = []
    before: str | None = None
    for t in labels:
        out.append(0 if t is None else NAME_LABELS.index(("I-" if t == before else "B-") + t))
        before = t
    return out


def uner(path: Path) -> list[list[int]]:
    """Names of UNER, a list a sentence."""
    kinds = {"PER": "person", "ORG": "organization", "LOC": "place"}
    out: list[list[int]] = []
    rows: list[int] = []
    for line in path.open(encoding="utf-8"):
        columns = line.rstrip("\n").split("\t")
        if len(columns) > 2 and columns[0].isdigit():
            tag = columns[2]
            rows.append(0 if tag[0] == "O" else NAME_LABELS.index(f"{tag[0]}-{kinds.get(tag[2:], 'other')}"))
        elif rows:
            out.append(rows)
            rows = []
    return out + ([rows] if rows else [])


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


def gum(path: Path) -> list[Item]:
    """GUM, as the data folder's coreference files hold it."""
    items = []
    for line in path.open(encoding="utf-8"):
        d = json.loads(line)
        names = gum_names(d)
        for s in d["sentences"]:
            a, b = s["tok"]
            rows = d["tokens"][a:b]
            items.append(
                Item(
                    words=[d["text"][r[0] : r[1]] for r in rows],
                    upos=[r[2] for r in rows],
                    xpos=[r[3] for r in rows],
                    heads=[r[5] - a if r[5] >= 0 else -1 for r in rows],
                    relations=[r[6] for r in rows],
                    names=names[a:b],
                )
            )
    return [i for i in items if i.words]


def column_names(path: Path) -> list[Item]:
    """wikigold and WNUT-17: a word and its name tag a line."""
    kinds = {
        "PER": "person", "person": "person", "ORG": "organization", "corporation": "organization", "group": "organization",
        "LOC": "place", "location": "place", "MISC": "other", "product": "other", "creative-work": "other",
    }  # fmt: skip
    items, words, tags = [], [], []

    def done() -> None:
        if words:
            out, before = [], "O"
            for t in tags:
                if t == "O":
                    out.append(0)
                else:
                    inside = t[0] == "I" and before[2:] == t[2:]
                    out.append(NAME_LABELS.index(f"{'I' if inside else 'B'}-{kinds[t[2:]]}"))
                before = t
            items.append(Item(words=list(words), names=out))
        words.clear()
        tags.clear()

    for line in path.open(encoding="utf-8"):
        columns = line.split()
        if len(columns) < 2 or columns[0] == "-DOCSTART-":
            done()
        else:
            words.append(columns[0])
            tags.append(columns[-1])
    done()
    return items


def polnear(texts: Path, silver: Path) -> list[list[list[Item]]]:
    """PolNeAR articles as paragraphs of sentences: gold roles, CoreNLP's silver names and (where tokens agree) tags."""
    kinds = {"PERSON": "person", "ORGANIZATION": "organization", "LOCATION": "place", "MISC": "other"}
    readings = {}
    with gzip.open(silver, "rt", encoding="utf-8") as lines:
        for line in lines:
            d = json.loads(line)
            readings[d["id"]] = d["sentences"]
    articles = []
    for line in texts.open(encoding="utf-8"):
        d = json.loads(line)
        if d["id"] not in readings:
            continue
        text = d["text"]
        cut: list[list[Item]] = []
        spans: list[tuple[int, int]] = []
        places: list[tuple[Item, int]] = []
        end_before = 0
        for rows in readings[d["id"]]:
            if not rows:
                continue
            start, end = rows[0][0], rows[-1][1]
            own = tokenize(text, max(start, end_before), end)
            if not own:
                continue
            fresh = not cut or "\n" in text[end_before:start]
            end_before = end
            tags = {(r[0], r[1]): r[2] for r in rows}
            types: list[str | None] = []
            k = 0
            for a, b in own:
                while k < len(rows) - 1 and rows[k][1] <= a:
                    k += 1
                types.append(kinds.get(rows[k][4]) if rows[k][0] < b else None)
            item = Item(
                words=[text[a:b] for a, b in own],
                xpos=[tags.get((a, b), "") if re.search(r"[A-Za-z0-9]", text[a:b]) else "" for a, b in own],
                names=bio(types),
            )
            places += [(item, i) for i in range(len(own))]
            spans += own
            if fresh:
                cut.append([])
            cut[-1].append(item)
        roles = role_labels(text, spans, d["statements"], d.get("discard") or [])
        quotes = quote_state(text, spans)
        for (item, _), role, quote in zip(places, roles, quotes, strict=True):
            item.roles.append(role)
            item.quotes.append(quote)
        articles.append(cut)
    return articles
