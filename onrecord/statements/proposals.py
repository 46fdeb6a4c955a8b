"""What a rule proposes, and the sentence it looks at."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.language.quotes import Quotation
from onrecord.language.reading import Sentence
from onrecord.statements.clauses import Clauses
from onrecord.statements.lexicon import Lexicon
from onrecord.statements.stream import Fragment, Stream

# Words that open a content clause.
OPENERS = frozenset(["that", "whether", "if", "how", "why", "what", "who", "when", "where"])


@dataclass(slots=True)
class Proposal:
    """One statement that a rule proposes; `anchor` is the token of the verb, noun or colon it turns on."""

    rule: str
    cue: Fragment | None
    source: Fragment | None
    contents: list[Fragment]
    anchor: int
    verb: str | None = None
    kind: str | None = None
    addressee: tuple[int, int] | None = None
    within: int | None = None
    quoted: bool = False
    frame: str = ""

    @property
    def outermost(self) -> bool:
        """Whether it stands in no other's content and not in a quotation."""
        return self.within is None and not self.quoted

    @property
    def first(self) -> int:
        """The first token of all its parts."""
        return min(f.first for f in self.parts)

    @property
    def last(self) -> int:
        """One past the last token of all its parts."""
        return max(f.last for f in self.parts)

    @property
    def parts(self) -> list[Fragment]:
        """All fragments."""
        return [f for f in (self.cue, self.source, *self.contents) if f is not None]


Spans = list[tuple[int, int]]


@dataclass(slots=True)
class Scene:
    """One sentence on its own with what the rules ask for; token numbers count within the sentence."""

    stream: Stream
    sentence: Sentence
    clauses: Clauses
    base: int
    words: Lexicon
    quotes: list[tuple[int, int, Quotation]]  # stream token stretches of the quotations that touch the sentence

    def quoted_in(self, i: int) -> Quotation | None:
        """The quotation that token `i` stands in."""
        at = self.stream.starts[self.base + i]
        return next((q for _, _, q in self.quotes if q.start <= at < q.end), None)


def fragment(scene: Scene, role: str, stretch: tuple[int, int] | None, rule: str) -> Fragment | None:
    if stretch is None or stretch[0] >= stretch[1]:
        return None
    return Fragment(role, scene.base + stretch[0], scene.base + stretch[1], 0.0, rule)  # type: ignore[arg-type]


def clear(stretch: tuple[int, int], taken: Spans) -> tuple[int, int] | None:
    """A stretch cut back so that it shares no token with those taken."""
    first, last = stretch
    for a, b in taken:
        if a < last and first < b:
            if a <= first and b >= last:
                return None
            if a > first:
                last = a
            else:
                first = b
    return (first, last) if first < last else None


def joined(scene: Scene, stretches: Spans) -> Spans:
    """Stretches in order, overlapping or touching ones made one; a quotation that one cuts is taken in whole."""
    whole: Spans = []
    for first, last in stretches:
        for x, y, _ in scene.quotes:
            a, b = x - scene.base, y - scene.base
            if a < last < b and last - a > 1 and first <= a:
                last = b
        whole.append((first, last))
    out: Spans = []
    for first, last in sorted(whole):
        if out and first <= out[-1][1]:
            out[-1] = (out[-1][0], max(last, out[-1][1]))
        else:
            out.append((first, last))
    return out
