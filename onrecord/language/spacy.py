"""A `Reading` as a spaCy `Doc` and back, and a spaCy pipeline in the place of the shipped model.

spaCy is no dependency of onrecord: it is imported when something here is called, and a missing one is said so plainly.

To read with your own pipeline, hand a `SpacyReader` to the coder, or read with it alone (docs/readers.md):

    import spacy
    from onrecord.language.spacy import SpacyReader

    reader = SpacyReader(spacy.load("my_pipeline"))
    report = Coder(reader=reader).code_text(text)
    reading = reader.read(text, [(0, len(text))])

The later stages expect Universal Dependencies for English (relations such as `nsubj`, `obl`, `acl:relcl`) and Penn
tags, as a pipeline trained on UD_English-EWT or GUM gives them. spaCy's own English pipelines use another scheme
(ClearNLP: `dobj`, `pobj`, `prep`); with those, what rests on names and words works and what rests on trees loses
accuracy. `SpacyReader` therefore says so once, in a warning, where the pipeline's parser knows `dobj` or `pobj`.
"""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Mapping, Sequence
from typing import Any, cast

from onrecord.language.name_kinds import NameKind, kind_of
from onrecord.language.reading import Name, NameType, Reading, Sentence
from onrecord.record import Span

NAME_TYPES: dict[str, NameType] = {
    "PERSON": "person",
    "PER": "person",
    "ORG": "organization",
    "ORGANIZATION": "organization",
    "GPE": "place",
    "LOC": "place",
    "LOCATION": "place",
    "FAC": "place",
    "NORP": "other",
    "EVENT": "other",
    "PRODUCT": "other",
    "WORK_OF_ART": "other",
    "LAW": "other",
    "LANGUAGE": "other",
    "MISC": "other",
    "person": "person",
    "organization": "organization",
    "place": "place",
    "other": "other",
}
"""spaCy's entity labels as our name types; labels not listed (dates, amounts) are no names."""

KINDS: dict[str, NameKind] = {"FAC": "facility", "EVENT": "event", "PRODUCT": "product", "LAW": "law"}
"""spaCy's entity labels that tell a name's kind; of other labels the name's words may tell."""


def _spacy(module: str) -> Any:
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise ImportError(
            "spaCy is not installed; `pip install spacy` gives it (onrecord needs it here only)"
        ) from error


def to_doc(reading: Reading, vocab: Any = None) -> Any:
    """The reading as a spaCy `Doc`: words, tags, features, lemmas, trees, sentences and entities (our type names).

    The `Doc` has its own text: words joined by one space where any white space stood. `doc.user_data["onrecord"]` holds
    the character offset of each token in the text that was read, and the paragraph of each sentence. `vocab` is a
    `spacy.vocab.Vocab`, a new one by default. Raises ImportError where spaCy is missing.
    """
    tokens_module = _spacy("spacy.tokens")
    if vocab is None:
        vocab = _spacy("spacy.vocab").Vocab()
    words: list[str] = []
    spaces: list[bool] = []
    lemmas: list[str] = []
    upos: list[str] = []
    xpos: list[str] = []
    feats: list[str] = []
    heads: list[int] = []
    deprels: list[str] = []
    entities: list[str] = []
    opens: list[bool] = []
    spans: list[Span] = []
    for sentence in reading.sentences:
        base = len(words)
        tags = ["O"] * len(sentence)
        for name in sentence.names:
            for i in range(name.first, name.last):
                tags[i] = ("B-" if i == name.first else "I-") + name.type
        words += sentence.words
        lemmas += sentence.lemmas
        upos += sentence.upos
        xpos += sentence.xpos
        feats += sentence.feats
        heads += [base + (h if h >= 0 else i) for i, h in enumerate(sentence.heads)]
        deprels += ["ROOT" if h < 0 else r for h, r in zip(sentence.heads, sentence.deprels, strict=True)]
        entities += tags
        opens += [i == 0 for i in range(len(sentence))]
        spans += list(zip(sentence.starts, sentence.ends, strict=True))
        spaces += [i + 1 == len(sentence) or sentence.starts[i + 1] > sentence.ends[i] for i in range(len(sentence))]
    doc = (
        tokens_module.Doc(
            vocab,
            words=words,
            spaces=spaces,
            lemmas=lemmas,
            pos=upos,
            tags=xpos,
            morphs=feats,
            heads=heads,
            deps=deprels,
            ents=entities,
            sent_starts=opens,
        )
        if words
        else tokens_module.Doc(vocab)
    )
    doc.user_data["onrecord"] = {
        "text": reading.text,
        "paragraphs": list(reading.paragraphs),
        "spans": spans,
        "sentence_paragraphs": [s.paragraph for s in reading.sentences],
    }
    return doc


def from_doc(doc: Any, name_types: Mapping[str, NameType] = NAME_TYPES) -> Reading:
    """A spaCy `Doc` as a reading; white-space tokens are left out and what hangs on them is hung higher.

    A `Doc` made by `to_doc` gives back its text, paragraphs and offsets; any other is read as `doc.text` with its lines
    as paragraphs. A `Doc` without sentences is one sentence, one without a tree has its first word as the root.
    """
    kept = doc.user_data.get("onrecord")
    if kept and len(kept["spans"]) == len(doc):
        reading = Reading(kept["text"], [cast(Span, tuple(p)) for p in kept["paragraphs"]], [])
        _append(reading, doc, kept["spans"], 0, name_types)
        for sentence, paragraph in zip(reading.sentences, kept["sentence_paragraphs"], strict=False):
            sentence.paragraph = paragraph
        return reading
    text = doc.text
    paragraphs: list[Span] = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            a = at + len(line) - len(line.lstrip())
            paragraphs.append((a, a + len(line.strip())))
        at += len(line) + 1
    reading = Reading(text, paragraphs, [])
    _append(reading, doc, [(t.idx, t.idx + len(t.text)) for t in doc], 0, name_types)
    for sentence in reading.sentences:
        sentence.paragraph = next(
            (k for k, (a, b) in enumerate(paragraphs) if a <= sentence.start < b), max(0, len(paragraphs) - 1)
        )
    return reading


def _append(
    reading: Reading, doc: Any, spans: Sequence[Span], paragraph: int, name_types: Mapping[str, NameType]
) -> None:
    """Adds the sentences of a `Doc` to the reading; `spans` are its tokens in the reading's text."""
    sentences = list(doc.sents) if doc.has_annotation("SENT_START") else [doc[:]] if len(doc) else []
    for sent in sentences:
        tokens = [t for t in sent if not t.is_space and t.text]
        if not tokens:
            continue
        place = {t.i: k for k, t in enumerate(tokens)}
        heads = [_head(t, place) for t in tokens]
        roots = [k for k, h in enumerate(heads) if h < 0]
        parsed = doc.has_annotation("DEP")
        for k in range(len(tokens)):  # exactly one root: the first; further ones hang on it
            if heads[k] < 0 and k != roots[0]:
                heads[k] = roots[0]
        names = []
        for entity in sent.ents:
            kind = name_types.get(entity.label_)
            inside = [place[t.i] for t in entity if t.i in place]
            if kind and inside:
                own = [tokens[k].text for k in range(inside[0], inside[-1] + 1)]
                told = KINDS.get(entity.label_) or kind_of(own, kind)
                names.append(Name(inside[0], inside[-1] + 1, kind, kind=told))
        reading.sentences.append(
            Sentence(
                index=len(reading.sentences),
                paragraph=paragraph,
                starts=[spans[t.i][0] for t in tokens],
                ends=[spans[t.i][1] for t in tokens],
                words=[t.text for t in tokens],
                lemmas=[t.lemma_ or t.text.lower() for t in tokens],
                upos=[t.pos_ or "X" for t in tokens],
                xpos=[t.tag_ for t in tokens],
                heads=heads,
                deprels=[
                    "root" if heads[k] < 0 else (t.dep_ if parsed and t.dep_ != "ROOT" else "dep")
                    for k, t in enumerate(tokens)
                ],
                names=names,
                given_feats=[str(t.morph) for t in tokens] if doc.has_annotation("MORPH") else None,
            )
        )


def _head(token: Any, place: Mapping[int, int]) -> int:
    """The index of the token's head among the kept tokens, -1 where it is the root; white space is stepped over."""
    at = token
    while at.head.i != at.i:
        at = at.head
        if at.i in place:
            return place[at.i]
    return -1


class SpacyReader:
    """A spaCy pipeline with the face of `LanguageModel`: `.read(text, paragraphs) -> Reading`.

    `pipeline` is a loaded spaCy `Language`. `name_types` says what its entity labels are to us. Each paragraph is read
    by itself, as with the shipped model. `Reading.scores` stays empty, so stages that use the model's own attribution
    head fall back on their rules.
    """

    def __init__(self, pipeline: Any, name_types: Mapping[str, NameType] = NAME_TYPES) -> None:
        self.pipeline = pipeline
        self.name_types = dict(name_types)
        about = pipeline.meta
        self.version = f"spacy {about.get('lang', '')}_{about.get('name', '')} {about.get('version', '')}"
        labels = set(pipeline.pipe_labels.get("parser", []))
        if labels & {"dobj", "pobj"}:
            warnings.warn(
                "this pipeline's trees are not Universal Dependencies; what rests on trees will lose accuracy",
                stacklevel=2,
            )

    def read(self, text: str, paragraphs: Sequence[Span]) -> Reading:
        """Read the given stretches of `text` (character spans, in order, not overlapping); the rest is left out."""
        reading = Reading(text, list(paragraphs), [])
        docs = self.pipeline.pipe([text[a:b] for a, b in paragraphs])
        for p, ((start, _), doc) in enumerate(zip(paragraphs, docs, strict=True)):
            spans = [(start + t.idx, start + t.idx + len(t.text)) for t in doc]
            _append(reading, doc, spans, p, self.name_types)
        return reading
