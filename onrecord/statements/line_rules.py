"""Rules of layout: speaker lines with a colon, signed quotations, a colon that announces the next paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.statements.clauses import Clauses
from onrecord.statements.lexicon import lexicon
from onrecord.statements.proposals import Proposal, Scene, clear, fragment
from onrecord.statements.stream import Fragment, Stream
from onrecord.statements.subjects import subject_of

# A colon speech at the head of a paragraph: `WALLACE: ...`, `Pence: ...`, `Q. ...`.
_SPEAKER_LINE = re.compile(
    r"[\s“\"]*([A-Z][\w.'’\-]*(?: (?:[A-Z][\w.'’\-]*|of|the|de|van|al)){0,5})(?: \([^)\n]{1,40}\))?\s?(:)\s+(?=\S)"
)
_NOT_SPEAKERS = frozenset(
    [
        "note",
        "update",
        "photo",
        "photos",
        "image",
        "images",
        "video",
        "related",
        "contact",
        "source",
        "sources",
        "read",
        "more",
        "watch",
        "live",
        "opinion",
        "analysis",
        "editorial",
        "correction",
        "exclusive",
        "breaking",
        "subject",
        "from",
        "to",
        "re",
        "date",
        "time",
        "where",
        "when",
        "what",
        "why",
        "how",
        "who",
        "ps",
        "fact",
        "facts",
        "contributing",
        "credit",
        "caption",
        "location",
        "background",
        "history",
    ]
)


def speaker_lines(stream: Stream) -> Iterator[Proposal]:
    """Headlines (`Pence: ...`) and transcripts (`WALLACE: ...`): a name and a colon at the head of a paragraph."""
    text = stream.reading.text
    for start, end in stream.reading.paragraphs:
        m = _SPEAKER_LINE.match(text, start, end)
        if m is None or m.group(1).split()[0].lower().strip(".") in _NOT_SPEAKERS:
            continue
        source = stream.range_of(m.start(1), m.end(1))
        colon = stream.range_of(m.start(2), m.end(2))
        content = stream.range_of(m.end(), end)
        if not source or not colon or len(content) < 2 or source.stop > colon.start:
            continue
        verb = len(source) > 1 and stream.lemmas[source.start] in lexicon().verbs  # `Question:` asks
        if verb and stream.words[source.start].istitle():
            continue  # `Said Ann Roe: ...`
        last = content.stop
        while last > content.start + 1 and stream.words[last - 1] in (".", ";"):
            last -= 1
        yield Proposal(
            "line",
            Fragment("cue", colon.start, colon.stop, 0.0, "line"),
            Fragment("source", source.start, source.stop, 0.0, "line"),
            [Fragment("content", content.start, last, 0.0, "line")],
            colon.start,
            None,
            "say",
        )


_SIGNED = re.compile(r"[\s\xa0]*[—―–-]{1,2}[\s\xa0]*([A-Z][^\n“”\"]{1,80})$")


def signed(stream: Stream) -> Iterator[Proposal]:
    """A quotation signed after a dash at the end of its paragraph: `“…” — Ann Roe`."""
    text = stream.reading.text
    for q in stream.quotations:
        stop = text.find("\n", q.end)
        stop = len(text) if stop < 0 else stop
        m = _SIGNED.match(text, q.end, min(stop, q.end + 100)) if stop - q.end < 100 else None
        if m is None:
            continue
        content = stream.range_of(q.start, q.end)
        source = stream.range_of(m.start(1), m.end(1))
        if len(content) < 4 or not source or content.stop >= source.start:
            continue
        last = source.stop
        while last > source.start + 1 and stream.words[last - 1] in (".", ","):
            last -= 1
        yield Proposal(
            "line",
            Fragment("cue", content.stop, source.start, 0.0, "line"),
            Fragment("source", source.start, last, 0.0, "line"),
            [Fragment("content", content.start, content.stop, 0.0, "line")],
            content.stop,
            None,
            "say",
        )


def announced(stream: Stream) -> Iterator[Proposal]:
    """A paragraph that ends with a speech verb and a colon, and the quotation or paragraph that follows it."""
    words = lexicon()
    sentences = stream.reading.sentences
    for n, s in enumerate(sentences[:-1]):
        following = sentences[n + 1]
        if s.words[-1] != ":" or (following.paragraph == s.paragraph and not stream.is_mark(stream.first_of[n + 1])):
            continue
        c = Clauses.of(s)
        i = next(
            (i for i in range(len(s) - 1, max(-1, len(s) - 15), -1)
             if s.upos[i] == "VERB" and "q" in getattr(words.verbs.get(s.lemmas[i].lower()), "frames", "")), None,
        )  # fmt: skip
        if i is None:
            continue
        scene = Scene(stream, s, c, stream.first_of[n], words, [])
        source, _ = subject_of(scene, i)
        first = stream.first_of[n + 1]
        q = next((q for q in stream.quotations if q.start <= stream.starts[first] < q.end), None)
        last = stream.range_of(q.start, q.end).stop if q is not None else stream.first_of[n + 2]
        cue = c.group(i)
        if cue[1] == len(s) - 1:
            cue = (cue[0], len(s))
        source = clear(source, [cue]) if source is not None else None
        verb = words.verbs[s.lemmas[i].lower()]
        yield Proposal(
            "announced",
            fragment(scene, "cue", cue, "announced"),
            fragment(scene, "source", source, "announced"),
            [Fragment("content", first, last, 0.0, "announced")],
            scene.base + i,
            verb.lemma,
            verb.kind,
        )
