"""The tokens of a whole reading in one row, and stretches of it: what labelling and linking walk over."""

from __future__ import annotations

import bisect
from dataclasses import dataclass, field
from typing import Literal

from onrecord.language.quotes import MARK, OUTSIDE, Quotation, find_quotations, quote_state
from onrecord.language.reading import Reading, Sentence
from onrecord.record import Span

Role = Literal["source", "cue", "content"]
ROLES: tuple[Role, ...] = ("source", "cue", "content")


@dataclass(slots=True)
class Fragment:
    """Tokens `[first, last)` of the stream that play one role; `score` is the mean log-probability of their labels.

    `rule` names the rule that proposed it, where one did.
    """

    role: Role
    first: int
    last: int
    score: float = 0.0
    rule: str | None = None


@dataclass(slots=True, eq=False)
class Stream:
    """A reading as one row of tokens; token numbers count through the whole text."""

    reading: Reading
    starts: list[int]
    ends: list[int]
    words: list[str]
    lowers: list[str]
    lemmas: list[str]
    sentence: list[int]
    paragraph: list[int]
    first_of: list[int]
    quotations: list[Quotation]
    quote: list[int]
    wordy: list[bool]
    _depths: dict[int, list[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, reading: Reading) -> Stream:
        """Lay the sentences of a reading end to end."""
        starts: list[int] = []
        ends: list[int] = []
        words: list[str] = []
        lemmas: list[str] = []
        sentence: list[int] = []
        paragraph: list[int] = []
        first_of: list[int] = []
        for n, s in enumerate(reading.sentences):
            first_of.append(len(starts))
            starts.extend(s.starts)
            ends.extend(s.ends)
            words.extend(s.words)
            lemmas.extend(lemma.lower() for lemma in s.lemmas)
            sentence.extend([n] * len(s))
            paragraph.extend([s.paragraph] * len(s))
        first_of.append(len(starts))
        quotations = [q for q in find_quotations(reading.text) if q.depth == 0]
        return cls(
            reading=reading,
            starts=starts,
            ends=ends,
            words=words,
            lowers=[w.lower() for w in words],
            lemmas=lemmas,
            sentence=sentence,
            paragraph=paragraph,
            first_of=first_of,
            quotations=quotations,
            quote=quote_state(reading.text, list(zip(starts, ends, strict=True))),
            wordy=[w.isalnum() or any(map(str.isalnum, w)) for w in words],
        )

    def __len__(self) -> int:
        return len(self.starts)

    def range_of(self, start: int, end: int) -> range:
        """Numbers of the tokens that share a character with `[start, end)`."""
        return range(bisect.bisect_right(self.ends, start), bisect.bisect_left(self.starts, end))

    def span(self, first: int, last: int) -> Span:
        """Character span of the tokens `[first, last)`."""
        return self.starts[first], self.ends[last - 1]

    def of_sentence(self, token: int) -> tuple[Sentence, int]:
        """The sentence of a token and the token's number within it."""
        n = self.sentence[token]
        return self.reading.sentences[n], token - self.first_of[n]

    def upos(self, token: int) -> str:
        s, i = self.of_sentence(token)
        return s.upos[i]

    def head(self, token: int) -> int:
        """The token that this one hangs on, -1 for a root, and of -1."""
        if token < 0:
            return -1
        s, i = self.of_sentence(token)
        return -1 if s.heads[i] < 0 else s.heads[i] + token - i

    def deprel(self, token: int) -> str:
        s, i = self.of_sentence(token)
        return s.deprels[i]

    def depth(self, token: int) -> int:
        """How many heads are above a token."""
        n = self.sentence[token]
        if n not in self._depths:
            self._depths[n] = _depths(self.reading.sentences[n].heads)
        return self._depths[n][token - self.first_of[n]]

    def top(self, first: int, last: int) -> int:
        """The highest token in the tree among `[first, last)`, the first such; all of one sentence."""
        return min(range(first, last), key=lambda i: (self.depth(i), i))

    def is_word(self, token: int) -> bool:
        """Whether the token has a letter or a digit."""
        return self.wordy[token]

    def is_quoted(self, token: int) -> bool:
        """Whether the token stands within quotation marks or is one."""
        return self.quote[token] != OUTSIDE

    def is_mark(self, token: int) -> bool:
        """Whether the token is a quotation mark."""
        return self.quote[token] == MARK


def _depths(heads: list[int]) -> list[int]:
    """Depth of each token below its root; a cycle, which no tree has, counts as depth 0 where it closes."""
    out = [-1] * len(heads)
    for i in range(len(heads)):
        chain = []
        j = i
        while j >= 0 and out[j] < 0:
            out[j] = 0
            chain.append(j)
            j = heads[j]
        base = out[j] if j >= 0 else -1
        for k in reversed(chain):
            base += 1
            out[k] = base
    return out
