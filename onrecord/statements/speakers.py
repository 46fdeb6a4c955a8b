"""Who speaks: from the source's words to an actor, through mentions and coreference."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Sequence

from onrecord.record import Mention, Span
from onrecord.statements.stream import Fragment, Stream

_RELATIVE = frozenset(["who", "which", "that", "whose", "whom"])
_MALE = frozenset(["he", "him", "his", "himself"])
_FEMALE = frozenset(["she", "her", "hers", "herself"])
_FIRST_PERSON = frozenset(
    [
        "i",
        "me",
        "my",
        "mine",
        "myself",
        "we",
        "us",
        "our",
        "ours",
        "ourselves",
        "i'm",
        "i've",
        "i'll",
        "i'd",
        "we're",
        "we've",
        "we'll",
        "we'd",
    ]
)


class MentionIndex:
    """Mentions by place; finds the one that a stretch names."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self.mentions = sorted(mentions, key=lambda m: (m.start, -m.end))
        self.starts = [m.start for m in self.mentions]
        self.by_actor: dict[str, list[Mention]] = {}
        for m in self.mentions:
            if m.actor is not None:
                self.by_actor.setdefault(m.actor, []).append(m)
        # What a name means elsewhere in the text: its whole words, and a person's last word where it is one person's.
        self.by_name: dict[str, str | None] = {}
        last_names: dict[str, str | None] = {}
        for m in self.mentions:
            if m.actor is None or m.kind != "name":
                continue
            self.by_name.setdefault(m.text, m.actor)
            last = m.text.split()[-1]
            if m.type == "person" and last != m.text and last_names.setdefault(last, m.actor) != m.actor:
                last_names[last] = None
        self.by_name = last_names | self.by_name
        self.longest = max((m.end - m.start for m in self.mentions), default=0)

    def over(self, start: int, end: int) -> list[Mention]:
        """Mentions that share a character with `[start, end)`, in text order."""
        k = bisect.bisect_left(self.starts, start - self.longest)
        out = []
        while k < len(self.mentions) and self.starts[k] < end:
            if self.mentions[k].end > start:
                out.append(self.mentions[k])
            k += 1
        return out

    def may_be(self, actor: str, pronoun: str) -> bool:
        """Whether `he` or `she` may stand for the actor: a person whom no pronoun of the other gender stands for."""
        other = _FEMALE if pronoun == "he" else _MALE
        mentions = self.by_actor.get(actor, ())
        return any(m.type == "person" for m in mentions) and not any(
            m.kind == "pronoun" and m.text.lower() in other for m in mentions
        )

    def means(self, name: str) -> str | None:
        """The actor that a name means elsewhere in the text; `PENCE` is Pence."""
        if name in self.by_name or not name.isupper():
            return self.by_name.get(name)
        return self.by_name.get(name.title())

    def speaks_of_itself(
        self, stream: Stream, source: Fragment | None, contents: Sequence[Fragment], actor: str
    ) -> bool:
        """Whether `he` or `she` was taken for somebody who is named, up to there, in the words he or she says only.

        `“A neighbour who comes by night is a friend,” he said`: he is not the neighbour.
        """
        if source is None or source.last - source.first > 1 or stream.lowers[source.first] not in ("he", "she"):
            return False
        spans = [stream.span(f.first, f.last) for f in contents]
        until = stream.starts[source.first]
        named = [m for m in self.by_actor.get(actor, ()) if m.kind != "pronoun" and m.start < until]
        return bool(named) and all(any(a <= m.start and m.end <= b for a, b in spans) for m in named)

    def named_by(self, span: Span, head: Span) -> Mention | None:
        """The mention that a source names: the longest over its head word, else the first of any within it."""
        near = [m for m in self.over(*span) if m.actor is not None]
        on_head = [m for m in near if m.start <= head[0] and m.end >= head[1]]
        if on_head:
            return max(on_head, key=lambda m: (m.end - m.start, -m.start))
        within = [m for m in near if m.start >= span[0] and m.end <= span[1]]
        names = [m for m in within if m.kind == "name" and m.type in ("person", "organization")]
        return min(names or within, key=lambda m: m.type != "person", default=None)


def speaker_of(stream: Stream, source: Fragment | None, index: MentionIndex) -> str | None:
    """The actor id that a source fragment names, or None; `who` and `which` stand for their antecedent."""
    if source is None:
        return None
    last = min(source.last, stream.first_of[stream.sentence[source.first] + 1])
    head = stream.top(source.first, last)
    mention = index.named_by(stream.span(source.first, source.last), stream.span(head, head + 1))
    if mention is None and source.last - source.first == 1 and stream.lowers[source.first] in _RELATIVE:
        antecedent = _antecedent(stream, source.first)
        if antecedent is not None:
            span = stream.span(antecedent, antecedent + 1)
            mention = index.named_by(span, span)
    if mention is not None:
        return mention.actor
    text = stream.reading.text
    for start, end in (stream.span(source.first, source.last), stream.span(head, head + 1)):
        name = text[start:end].strip(" ,")
        if name[:1].isupper() and not is_first_person(name) and (actor := index.means(name)) is not None:
            return actor
    return None


def _antecedent(stream: Stream, token: int) -> int | None:
    """The noun that a relative pronoun stands for, by the tree, else the noun before it."""
    verb = token
    for _ in range(4):
        verb = stream.head(verb)
        if verb < 0:
            break
        if stream.deprel(verb).startswith("acl"):
            noun = stream.head(verb)
            return noun if noun >= 0 else None
    first = stream.first_of[stream.sentence[token]]
    return next(
        (i for i in range(token - 1, max(first, token - 6) - 1, -1) if stream.upos(i) in ("NOUN", "PROPN", "PRON")),
        None,
    )


def is_first_person(word: str) -> bool:
    """Whether a word is I, we or a form of them."""
    return word.lower().replace("’", "'") in _FIRST_PERSON
