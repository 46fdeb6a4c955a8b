"""The reading of a text: its paragraphs, sentences and tokens with tags, lemmas, tree and names.

Stages read a `Sentence` through light `Token` views; nothing is copied. Token indexes count within the sentence, heads
too (-1 is the root). Spans are character offsets into the text that was read.
"""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from onrecord.language.feats import features_of
from onrecord.language.name_kinds import NameKind
from onrecord.record import Span

_NONE: list[int] = []
_FEW_LOOKS = 4  # a sentence that is looked at so often needs no table of its tree
NameType = Literal["person", "organization", "place", "other"]


@dataclass(frozen=True, slots=True)
class Name:
    """A named entity: tokens `[first, last)` of its sentence; `other` covers nationalities, events, products.

    `kind` says more than the type where the name's words tell (`name_kinds.py`).
    """

    first: int
    last: int
    type: NameType
    score: float = 1.0
    kind: NameKind = ""


class Token:
    """A view of one token; equal when it is the same place of the same sentence."""

    __slots__ = ("i", "sentence")

    def __init__(self, sentence: Sentence, i: int) -> None:
        self.sentence = sentence
        self.i = i

    @property
    def start(self) -> int:
        return self.sentence.starts[self.i]

    @property
    def end(self) -> int:
        return self.sentence.ends[self.i]

    @property
    def text(self) -> str:
        return self.sentence.words[self.i]

    @property
    def lower(self) -> str:
        return self.sentence.words[self.i].lower()

    @property
    def lemma(self) -> str:
        return self.sentence.lemmas[self.i]

    @property
    def upos(self) -> str:
        """Universal part of speech (NOUN, PROPN, VERB, AUX, ...)."""
        return self.sentence.upos[self.i]

    @property
    def xpos(self) -> str:
        """Penn tag (VBD, VBZ, MD, ...): tense and number are read off it."""
        return self.sentence.xpos[self.i]

    @property
    def feats(self) -> str:
        """Universal features as UD writes them (`Number=Plur`, `Mood=Ind|Tense=Past|...`); "" where it has none."""
        return self.sentence.feats[self.i]

    def is_(self, feature: str) -> bool:
        """Whether the token has a universal feature, such as `Voice=Pass`."""
        return feature in self.sentence.feats[self.i].split("|")

    @property
    def deprel(self) -> str:
        """Universal Dependencies relation to the head, subtype included (`nsubj:pass`)."""
        return self.sentence.deprels[self.i]

    @property
    def head(self) -> Token | None:
        """The token it hangs on; None for the root."""
        h = self.sentence.heads[self.i]
        return None if h < 0 else Token(self.sentence, h)

    @property
    def children(self) -> list[Token]:
        """Direct dependents, in text order."""
        return [Token(self.sentence, j) for j in self.sentence.children_of(self.i)]

    def children_by(self, *deprels: str) -> list[Token]:
        """Direct dependents whose relation, or its part before the colon, is among `deprels`."""
        rels = self.sentence.deprels
        return [
            Token(self.sentence, j)
            for j in self.sentence.children_of(self.i)
            if rels[j] in deprels or rels[j].split(":")[0] in deprels
        ]

    @property
    def subtree(self) -> list[Token]:
        """The token and all below it, in text order."""
        return [Token(self.sentence, j) for j in self.sentence.subtree_of(self.i)]

    @property
    def ancestors(self) -> Iterator[Token]:
        """Head, head's head, ... up to the root."""
        h = self.sentence.heads[self.i]
        while h >= 0:
            yield Token(self.sentence, h)
            h = self.sentence.heads[h]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Token) and other.i == self.i and other.sentence is self.sentence

    def __hash__(self) -> int:
        return hash((id(self.sentence), self.i))

    def __repr__(self) -> str:
        return f"Token({self.text!r}, {self.upos}, {self.deprel}, i={self.i})"


@dataclass(slots=True, eq=False)
class Sentence:
    """One sentence as parallel lists, one item a token."""

    index: int
    paragraph: int
    starts: list[int]
    ends: list[int]
    words: list[str]
    lemmas: list[str]
    upos: list[str]
    xpos: list[str]
    heads: list[int]
    deprels: list[str]
    names: list[Name] = field(default_factory=list)
    given_feats: list[str] | None = None
    """Universal features that came with the sentence; None: told from tags and tree when `feats` is asked for."""
    _children: dict[int, list[int]] | None = None
    _looks: int = 0

    @property
    def start(self) -> int:
        return self.starts[0]

    @property
    def end(self) -> int:
        return self.ends[-1]

    def __len__(self) -> int:
        return len(self.words)

    def __getitem__(self, i: int) -> Token:
        if not -len(self.words) <= i < len(self.words):
            raise IndexError(i)
        return Token(self, i % len(self.words))

    def __iter__(self) -> Iterator[Token]:
        return (Token(self, i) for i in range(len(self.words)))

    @property
    def feats(self) -> list[str]:
        """Universal features of each token as UD writes them, "" where it has none."""
        if self.given_feats is None:
            self.given_feats = features_of((self.words, self.upos, self.xpos, self.heads, self.deprels))
        return self.given_feats

    @property
    def root(self) -> Token:
        return Token(self, self.heads.index(-1))

    def children_of(self, i: int) -> list[int]:
        """Numbers of the direct dependents, in text order; read the list only."""
        table = self._children
        if table is None:
            heads = self.heads
            if self._looks < _FEW_LOOKS:
                self._looks += 1
                found, at = [], -1
                for _ in range(heads.count(i)):
                    at = heads.index(i, at + 1)
                    found.append(at)
                return found
            table = self._children = {}
            for j, h in enumerate(heads):
                if h in table:
                    table[h].append(j)
                else:
                    table[h] = [j]
        return table.get(i, _NONE)

    def subtree_of(self, i: int) -> list[int]:
        out, todo = [], [i]
        while todo:
            j = todo.pop()
            out.append(j)
            todo.extend(self.children_of(j))
        return sorted(out)

    def path(self, i: int, j: int) -> list[int]:
        """Token indexes from `i` to `j` through the tree, both ends included."""
        up = [i]
        while self.heads[up[-1]] >= 0:
            up.append(self.heads[up[-1]])
        down = [j]
        while down[-1] not in up:
            down.append(self.heads[down[-1]])
        return up[: up.index(down[-1])] + down[::-1]

    def span(self, first: int, last: int) -> Span:
        """Character span of the tokens `[first, last)`."""
        return self.starts[first], self.ends[last - 1]

    def tokens_in(self, start: int, end: int) -> range:
        """Indexes of the tokens that share a character with `[start, end)`."""
        return range(bisect.bisect_right(self.ends, start), bisect.bisect_left(self.starts, end))

    def name_at(self, i: int) -> Name | None:
        """The name that token `i` belongs to."""
        return next((n for n in self.names if n.first <= i < n.last), None)


@dataclass(slots=True, eq=False)
class Reading:
    """A text as read: paragraphs (character spans) and sentences in order.

    `scores` holds what later heads of the shared model said, by head name, one array a sentence (for "roles": shape
    (tokens, labels), log-probabilities); `later` the heads that are run when `head` first asks for them.
    """

    text: str
    paragraphs: list[Span]
    sentences: list[Sentence]
    scores: dict[str, list[Any]] = field(default_factory=dict)
    later: dict[str, Callable[[Reading], list[Any]]] = field(default_factory=dict, repr=False)

    def head(self, name: str) -> list[Any] | None:
        """What the head `name` says, one array a sentence; None where the reader has no such head."""
        if name not in self.scores and name in self.later:
            self.scores[name] = self.later[name](self)
        return self.scores.get(name)

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that covers the character offset, or None (between sentences)."""
        k = bisect.bisect_right(self.sentences, offset, key=lambda s: s.start) - 1
        if k < 0 or offset >= self.sentences[k].end:
            return None
        return self.sentences[k]

    def token_at(self, offset: int) -> Token | None:
        """The token that covers the character offset."""
        s = self.sentence_at(offset)
        if s is None:
            return None
        found = s.tokens_in(offset, offset + 1)
        return s[found[0]] if found else None

    def tokens_in(self, start: int, end: int) -> list[Token]:
        """All tokens that share a character with `[start, end)`, across sentences."""
        first = max(0, bisect.bisect_right(self.sentences, start, key=lambda s: s.start) - 1)
        near = itertools.takewhile(lambda s: s.start < end, itertools.islice(self.sentences, first, None))
        return [s[i] for s in near for i in s.tokens_in(start, end)]


class Reader(Protocol):
    """Whatever reads a text for the later stages: the shipped `LanguageModel`, a `SpacyReader`, one of your own."""

    version: str
    """Which reader it is, and of which version; reports carry it."""

    def read(self, text: str, paragraphs: Sequence[Span]) -> Reading:
        """Read the given stretches of `text` (character spans, in order, not overlapping); the rest is left out."""
        ...
