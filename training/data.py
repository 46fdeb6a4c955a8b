"""Loaders for the data folder: every training script and bench reads its data through these.

All offsets are half-open `[start, end)` in code points into the `text` of their document, and token indexes count
within the sentence (a head of -1 is the root, None is unknown), as in `onrecord.language.reading`.

The treebanks do not ship running text in one piece. A document of UD_English-EWT is rebuilt from its sentences
(`# text`, `SpaceAfter=No`): sentences of a paragraph are joined by a space, or by nothing where the last token says so,
and paragraphs (`# newpar`) by an empty line.
"""

from __future__ import annotations

import gzip
import itertools
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

Span = tuple[int, int]
Split = Literal["train", "dev"]

_BREAK = re.compile(r"\n[^\S\n]*\n\s*")

DATA = Path("../shared/data")
"""The data folder, seen from the root of the repository."""


@dataclass(slots=True)
class GoldToken:
    """A syntactic word. The two words of a multiword token ("do" + "n't") have their own spans."""

    start: int
    end: int
    form: str
    lemma: str
    upos: str
    xpos: str
    head: int | None
    deprel: str
    feats: str = ""
    """Universal features as the treebank has them; "" where it has none (GUM's copy in the data folder has none)."""


@dataclass(slots=True)
class GoldName:
    """A named entity over tokens `[first, last)` with the type its source gives it."""

    first: int
    last: int
    type: str


@dataclass(slots=True)
class GoldSentence:
    """A sentence, its tokens, and the multiword tokens in it as token ranges `[first, last)`."""

    id: str
    start: int
    end: int
    paragraph: int
    tokens: list[GoldToken]
    multiword: list[Span] = field(default_factory=list)
    names: list[GoldName] | None = None


@dataclass(slots=True)
class GoldDocument:
    """A document: running text, paragraphs as character spans, sentences in order."""

    id: str
    text: str
    paragraphs: list[Span]
    sentences: list[GoldSentence]

    def tokens(self) -> Iterator[GoldToken]:
        """All tokens in order."""
        for sentence in self.sentences:
            yield from sentence.tokens


@dataclass(slots=True)
class TaggedSentence:
    """A sentence of a names corpus that has words only, no running text."""

    words: list[str]
    names: list[GoldName]


def ewt(split: Split, data: Path = DATA) -> list[GoldDocument]:
    """UD_English-EWT with running text rebuilt; `split` is "train" or "dev"."""
    return conllu_documents((data / "language" / f"ewt-{split}.conllu").read_text(encoding="utf-8"))


def conllu_documents(content: str) -> list[GoldDocument]:
    """The documents of a CoNLL-U text, split at `# newdoc`; one document where there is none."""
    documents: list[GoldDocument] = []
    pieces: list[str] = []
    length = 0

    def close() -> None:
        if documents:
            documents[-1].text = "".join(pieces)

    gap = ""
    for block in content.strip().split("\n\n"):
        lines = block.split("\n")
        comments = [line for line in lines if line.startswith("#")]
        rows = [line.split("\t") for line in lines if not line.startswith("#")]
        if not documents or any(c.startswith("# newdoc") for c in comments):
            close()
            pieces, length, gap = [], 0, ""
            documents.append(GoldDocument(_value(comments, "newdoc id"), "", [], []))
        document = documents[-1]
        new_paragraph = not document.sentences or any(c.startswith("# newpar") for c in comments)
        if document.sentences:
            gap = "\n\n" if new_paragraph else gap
            pieces.append(gap)
            length += len(gap)
        sentence, text, spaced = _sentence(rows, length)
        sentence.id = _value(comments, "sent_id")
        pieces.append(text)
        length += len(text)
        if new_paragraph:
            document.paragraphs.append((sentence.start, sentence.end))
        else:
            document.paragraphs[-1] = (document.paragraphs[-1][0], sentence.end)
        sentence.paragraph = len(document.paragraphs) - 1
        document.sentences.append(sentence)
        gap = " " if spaced else ""
    close()
    return documents


def _value(comments: list[str], key: str) -> str:
    for comment in comments:
        if comment.startswith(f"# {key} = "):
            return comment.split(" = ", 1)[1].strip()
    return ""


def _sentence(rows: list[list[str]], offset: int) -> tuple[GoldSentence, str, bool]:
    """The sentence, its text, and whether a space follows it."""
    tokens: list[GoldToken] = []
    multiword: list[Span] = []
    pieces: list[str] = []
    at = offset
    spaced = False
    last_of_word = 0  # id of the last syntactic word of the multiword token that is being read
    for row in rows:
        if "." in row[0]:  # an empty node of the enhanced graph
            continue
        if "-" in row[0]:
            first, last_of_word = (int(x) for x in row[0].split("-"))
            multiword.append((first - 1, last_of_word))
            glued = "SpaceAfter=No" in row[9]
            continue
        if spaced:
            pieces.append(" ")
            at += 1
        form = row[1]
        head = int(row[6]) - 1 if row[6] != "_" else None
        tokens.append(GoldToken(at, at + len(form), form, row[2], row[3], row[4], head, row[7], row[5].strip("_")))
        pieces.append(form)
        at += len(form)
        number = int(row[0])
        if number < last_of_word:
            spaced = False
        elif number == last_of_word:
            spaced = not glued
        else:
            spaced = "SpaceAfter=No" not in row[9]
    return GoldSentence("", offset, at, 0, tokens, multiword), "".join(pieces), spaced


def gum(split: Split, data: Path = DATA) -> list[GoldDocument]:
    """GUM (the genres whose texts may be shared), without its entities and coreference."""
    documents = []
    for record in _jsonl(data / "coref" / f"gum-{split}.jsonl"):
        text = record["text"]
        paragraphs = [(p["span"][0], p["span"][1]) for p in record["paragraphs"]]
        document = GoldDocument(record["id"], text, paragraphs, [])
        paragraph = 0
        for k, item in enumerate(record["sentences"]):
            first, last = item["tok"]
            start, end = item["span"]
            while paragraph + 1 < len(paragraphs) and paragraphs[paragraph][1] <= start:
                paragraph += 1
            tokens = [
                GoldToken(s, e, text[s:e], lemma, upos, xpos, head - first if head >= 0 else -1, deprel)
                for s, e, upos, xpos, lemma, head, deprel in record["tokens"][first:last]
            ]
            document.sentences.append(GoldSentence(f"{record['id']}-{k + 1}", start, end, paragraph, tokens))
        documents.append(document)
    return documents


def polnear_texts(split: Split, data: Path = DATA) -> dict[str, str]:
    """The article texts of PolNeAR by id."""
    return {r["id"]: r["text"] for r in _jsonl(data / "statements" / f"polnear-{split}.jsonl")}


def polnear(split: Split, data: Path = DATA) -> list[GoldDocument]:
    """SILVER: what Stanford CoreNLP reads in PolNeAR's news articles.

    Tags are Penn tags (`upos` is empty), relations are Stanford's, names are CoreNLP's types. Paragraphs are the runs
    of text between empty lines. CoreNLP did not know of them: some of its sentences reach over a paragraph break.
    """
    texts = polnear_texts(split, data)
    documents = []
    for record in _jsonl(data / "language" / f"polnear-corenlp-{split}.jsonl.gz"):
        text = texts[record["id"]]
        paragraphs = blocks(text)
        document = GoldDocument(record["id"], text, paragraphs, [])
        paragraph = 0
        for k, rows in enumerate(record["sentences"]):
            if not rows:
                continue
            start, end = rows[0][0], rows[-1][1]
            while paragraph + 1 < len(paragraphs) and paragraphs[paragraph][1] <= start:
                paragraph += 1
            tokens = [GoldToken(s, e, text[s:e], lemma, "", tag, head, rel) for s, e, tag, lemma, _, head, rel in rows]
            sentence = GoldSentence(f"{record['id']}-{k + 1}", start, end, paragraph, tokens)
            sentence.names = _runs([row[4] for row in rows])
            document.sentences.append(sentence)
        documents.append(document)
    return documents


def blocks(text: str) -> list[Span]:
    """The spans of the stretches between empty lines, white space trimmed."""
    spans: list[Span] = []
    at = 0
    for end, following in [m.span() for m in _BREAK.finditer(text)] + [(len(text), len(text))]:
        block = text[at:end]
        start = at + len(block) - len(block.lstrip())
        if block.strip():
            spans.append((start, start + len(block.strip())))
        at = following
    return spans


def ewt_with_names(data: Path = DATA) -> list[GoldDocument]:
    """EWT dev with the names of UNER (PER, ORG, LOC) in each sentence.

    UNER cuts a few words otherwise; names are carried over by their characters. Raises ValueError where the two files
    differ in a sentence's characters.
    """
    documents = ewt("dev", data)
    tagged = _uner(data / "language" / "uner-ewt-dev.iob2")
    for document in documents:
        for sentence in document.sentences:
            words, labels = tagged[sentence.id]
            forms = [t.form for t in sentence.tokens]
            names = _iob(labels)
            if words != forms:
                if "".join(words) != "".join(forms):
                    raise ValueError(f"UNER and EWT differ in the characters of {sentence.id}")
                theirs, ours = _places(words), _places(forms)
                names = [
                    GoldName(
                        next(i for i, (_, end) in enumerate(ours) if end > theirs[name.first][0]),
                        next(i for i, (_, end) in enumerate(ours) if end >= theirs[name.last - 1][1]) + 1,
                        name.type,
                    )
                    for name in names
                ]
            sentence.names = names
    return documents


def _places(words: list[str]) -> list[Span]:
    """Where words stand when they are written without white space."""
    ends = list(itertools.accumulate(len(word) for word in words))
    return [(end - len(word), end) for word, end in zip(words, ends, strict=True)]


def wikigold(data: Path = DATA) -> list[TaggedSentence]:
    """Gold names of Wikipedia articles (PER, ORG, LOC, MISC)."""
    return _conll(data / "language" / "ner-wikigold.conll")


def wnut17(data: Path = DATA) -> list[TaggedSentence]:
    """Gold names of social media (person, location, corporation, group, product, creative-work)."""
    return _conll(data / "language" / "ner-wnut17-train.conll")


def _conll(path: Path) -> list[TaggedSentence]:
    sentences = []
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        rows = [row.split() for row in block.split("\n") if len(row.split()) >= 2]
        if rows:
            sentences.append(TaggedSentence([r[0] for r in rows], _iob([r[-1] for r in rows])))
    return sentences


def _uner(path: Path) -> dict[str, tuple[list[str], list[str]]]:
    found: dict[str, tuple[list[str], list[str]]] = {}
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        rows = block.split("\n")
        cells = [row.split("\t") for row in rows if row.split("\t")[0].isdigit()]
        found[_value(rows, "sent_id")] = ([c[1] for c in cells], [c[2] for c in cells])
    return found


def _iob(labels: list[str]) -> list[GoldName]:
    """Names of IOB1 or IOB2 labels."""
    names: list[GoldName] = []
    last = "O"
    for i, label in enumerate(labels):
        if label != "O":
            prefix, _, kind = label.partition("-")
            if names and last != "O" and prefix == "I" and names[-1].last == i and names[-1].type == kind:
                names[-1].last = i + 1
            else:
                names.append(GoldName(i, i + 1, kind))
        last = label
    return names


def _runs(labels: list[str]) -> list[GoldName]:
    """Names of plain labels: a run of one label is one name."""
    return _iob([label if label == "O" else f"I-{label}" for label in labels])


def _jsonl(path: Path) -> Iterator[dict[str, Any]]:
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    for line in content.decode("utf-8").split("\n"):
        if line:
            record: dict[str, Any] = json.loads(line)
            yield record
