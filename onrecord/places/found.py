"""A stretch of a reading that may name a place."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.language.reading import Sentence


@dataclass(slots=True)
class Found:
    """Tokens `[first, last)` of a sentence that may name a place; `score` is the recogniser's or ours."""

    sentence: Sentence
    first: int
    last: int
    score: float
    named: bool

    @property
    def start(self) -> int:
        return self.sentence.starts[self.first]

    @property
    def end(self) -> int:
        return self.sentence.ends[self.last - 1]


def surface_of(text: str, sentence: Sentence, first: int, last: int) -> str:
    """What the tokens `[first, last)` are written as in `text`."""
    return text[sentence.starts[first] : sentence.ends[last - 1]]
