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
        """Whether `he`, `she` or `they` may stand for the actor: a person (for `they` also a group or body) whom no
        pronoun of another gender stands for.
        """
        others = {"he": _FEMALE, "she": _MALE}.get(pronoun, _FEMALE | _MALE)
        mentions = self.by_actor.get(actor, ())
        return any(m.type == "person" or pronoun == "they" for m in mentions) and not any(
            m.kind == "pronoun" and m.text.lower() in others for m in mentions
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

    def on(self, head: Span) -> Mention | None:
        """The longest mention with an actor over a head word."""
        found = [m for m in self.over(*head) if m.actor is not None and m.start <= head[0] and m.end >= head[1]]
        return max(found, key=lambda m: (m.end - m.start, -m.start), default=None)


# How what names a speaker may hang on the head of a source that is none: `a UN report`, `Brenn's lawyer`, `the memo by
# the bank`; not what the study is about or where the poll was taken.
_NAMING = frozenset(["compound", "nmod:poss", "appos", "flat", "amod", "conj"])
_BY = frozenset(["of", "by", "from", "at"])


def _beside(stream: Stream, source: range, head: int, index: MentionIndex) -> Mention | None:
    """A mention that hangs directly on the source's head: people before bodies, bodies before descriptions."""
    found = []
    for i in source:
        up = stream.head(i)
        # `research done by the bank`, `one of her lawyers, Ann Roe`: one step further.
        far = up in source and stream.head(up) == head and (
            stream.deprel(up) == "acl" if stream.deprel(i).startswith("obl") else stream.deprel(i) == "appos"
        )  # fmt: skip
        if up != head and not far:
            continue
        case = {stream.lowers[j] for j in source if stream.head(j) == i and stream.deprel(j) == "case"}
        by = case & ({"by"} if stream.deprel(i).startswith("obl") else _BY)
        if stream.deprel(i) in _NAMING or (stream.deprel(i).startswith(("nmod", "obl")) and by):
            mention = index.on(stream.span(i, i + 1))
            if mention is not None:
                found.append(mention)
    order = {"person": 0, "organization": 1}
    return min(found, key=lambda m: (m.kind != "name", order.get(m.type, 2)), default=None)


def speaker_of(stream: Stream, source: Fragment | None, index: MentionIndex) -> str | None:
    """The actor id that a source fragment names, or None; `who` and `which` stand for their antecedent."""
    if source is None:
        return None
    last = min(source.last, stream.first_of[stream.sentence[source.first] + 1])
    head = stream.top(source.first, last)
    mention = index.on(stream.span(head, head + 1)) or _beside(stream, range(source.first, last), head, index)
    if mention is None and source.last - source.first == 1 and stream.lowers[source.first] in _RELATIVE:
        antecedent = _antecedent(stream, source.first)
        if antecedent is not None:
            mention = index.on(stream.span(antecedent, antecedent + 1))
    if mention is None:
        mention = _named_last(stream, source, last, index)
    if mention is not None:
        return mention.actor
    text = stream.reading.text
    for start, end in (stream.span(source.first, source.last), stream.span(head, head + 1)):
        name = text[start:end].strip(" ,")
        if name[:1].isupper() and not is_first_person(name) and (actor := index.means(name)) is not None:
            return actor
    return None


def _named_last(stream: Stream, source: Fragment, last: int, index: MentionIndex) -> Mention | None:
    """The person whose name ends a source of one run of nouns, whatever the tree makes of the title: `Halden community
    safety councillor Ann Roe`."""
    if any(
        stream.upos(i) not in ("NOUN", "PROPN", "ADJ", "PUNCT") or stream.words[i] == ","
        for i in range(source.first, last)
    ):
        return None
    end = stream.span(last - 1, last)[1]
    found = [m for m in index.over(*stream.span(last - 1, last)) if m.actor and m.end == end and m.type == "person"]
    return max((m for m in found if m.kind == "name"), key=lambda m: m.end - m.start, default=None)


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
