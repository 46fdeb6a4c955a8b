"""Small repairs of labelled statements where the tree is surer than the labels."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence

from onrecord.statements.linker import Draft
from onrecord.statements.proposals import Proposal
from onrecord.statements.spoken_to import spoken_to
from onrecord.statements.stream import Fragment, Stream

# `KISUMU, June 3 (Agency) -`: where a report was filed is nobody's content.
_DATELINE = re.compile(
    r"[A-Z][A-Z .'’\-]{2,30}(?:, [A-Z][A-Za-z. ]{2,25})?(?:,? \d{1,2})?(?: \([^)\n]{2,40}\))? ?(?:—|–|--|-)\s+"
)
_EMPTY = frozenset(["DET", "ADP", "SCONJ", "CCONJ", "PUNCT", "PART"])


def tidy(stream: Stream, drafts: Sequence[Draft], proposals: Sequence[Proposal]) -> None:
    """Drop contents of one empty word; end a content where the clause of its noun or relative pronoun ends.

    Labels run over the end of `his claim that the bridge was safe` into the verb that follows; the tree does not.
    """
    ends: dict[tuple[int, int], int] = {}
    for p in proposals:
        if p.cue is not None and len(p.contents) == 1 and _is_subordinate(stream, p):
            ends[p.anchor, p.contents[0].first] = p.contents[0].last
    datelines = _datelines(stream)
    turns = sorted(
        p.source.first for p in proposals if p.rule == "line" and p.source is not None and p.source.first < p.anchor
    )
    for d in drafts:
        for f in d.contents:
            # Nobody's words run on into the next speaker's turn.
            k = bisect.bisect_right(turns, f.first)
            if k < len(turns) and turns[k] < f.last:
                f.last = turns[k] - (turns[k] - 1 > f.first and stream.is_mark(turns[k] - 1))
        if any(f.first < end and start < f.last for f in d.contents for start, end in datelines):
            _cut_datelines(d, datelines)
        for f in d.contents:
            _trim_end(stream, f)
        if d.cue is not None:
            _trim_cue(stream, d.cue)
            _drop_spoken_to(stream, d)
        if d.source is not None:
            _trim_source(stream, d)
        elif d.cue is not None and len(d.contents) > 1:
            _quoted_as_saying(stream, d)
        if len(d.contents) > 1:
            kept = [n for n, f in enumerate(d.contents) if not _is_empty(stream, f)]
            if kept:
                d.content_links = [d.content_links[n] for n in kept]
                d.contents = [d.contents[n] for n in kept]
        if d.cue is None:
            continue
        for f in d.contents:
            for anchor in range(d.cue.first, d.cue.last):
                last = ends.get((anchor, f.first))
                if last is not None and f.first < last < f.last and not stream.is_quoted(f.last - 1):
                    f.last = last


def take_turns(drafts: Sequence[Draft], proposals: Sequence[Proposal]) -> list[Draft]:
    """The drafts with every speaker's line as its layout has it: who stands before the colon says what follows it, and
    what goes on in the paragraphs after it; nobody else says any of it.
    """
    turns = [
        p for p in proposals if p.rule == "line" and p.within is None and p.cue is not None and p.source is not None
    ]
    if not turns:
        return list(drafts)
    taken: list[tuple[int, int]] = sorted((f.first, f.last) for p in turns for f in p.parts)
    starts = [a for a, _ in taken]

    def free(f: Fragment) -> bool:
        k = bisect.bisect_left(starts, f.last) - 1
        return k < 0 or taken[k][1] <= f.first

    out = []
    own: dict[int, Draft] = {}
    for d in drafts:
        if d.cue is not None:
            own.update((i, d) for i in range(d.cue.first, d.cue.last))
        kept = [n for n, f in enumerate(d.contents) if free(f)]
        if kept and (d.cue is None or free(d.cue)):
            d.content_links = [d.content_links[n] for n in kept]
            d.contents = [d.contents[n] for n in kept]
            out.append(d)
    for p in turns:
        assert p.cue is not None
        held = own.get(p.cue.first)
        links = held.content_links if held is not None else []
        link = max(links, default=0.0)
        out.append(
            Draft(p.cue, p.source, list(p.contents), held.source_link if held else 0.0, [link] * len(p.contents))
        )
    return sorted(out, key=lambda d: min(f.first for f in d.contents))


def _trim_end(stream: Stream, f: Fragment) -> None:
    """A content does not end with the word that opens the next clause: `the road was shut, while`."""
    last = f.last - 1
    if last - f.first > 2 and stream.upos(last) in ("CCONJ", "SCONJ") and stream.head(last) >= f.last:
        f.last = last - (stream.words[last - 1] == ",")


def _trim_cue(stream: Stream, cue: Fragment) -> None:
    """A cue does not end with the first word of a time: `said last` of `said last week`."""
    last = cue.last - 1
    opens = (
        last > cue.first
        and stream.upos(last - 1) != "ADP"
        and stream.upos(last) in ("ADJ", "DET", "NUM")
        and stream.head(last) == last + 1
    )
    if (
        opens
        and stream.deprel(last) in ("amod", "det", "nummod")
        and stream.deprel(last + 1).startswith(("obl", "nmod"))
    ):
        cue.last = last


def _trim_source(stream: Stream, d: Draft) -> None:
    """A source that is an article alone is none; of `who in 2010 said` it is `who`."""
    f = d.source
    assert f is not None
    if f.last - f.first == 1 and stream.lowers[f.first] in ("the", "a", "an"):
        if f.last < len(stream) and stream.words[f.first] == "A" and stream.words[f.last] == ":":
            return  # the answer in a transcript
        d.source = None
    elif f.last - f.first > 1 and stream.lowers[f.first] in ("who", "which") and stream.upos(f.first + 1) == "ADP":
        f.last = f.first + 1


def _quoted_as_saying(stream: Stream, d: Draft) -> None:
    """Of `Ann Roe was quoted as saying that ...` the subject is whose word it is, no part of what was said."""
    assert d.cue is not None
    words = stream.lowers[d.cue.first : d.cue.last]
    subject = d.contents[0]
    if words[-2:] != ["as", "saying"] or not 0 <= d.cue.first - subject.last <= 1:
        return
    if any(stream.deprel(i) == "nsubj:pass" for i in range(subject.first, subject.last)):
        d.source = subject
        d.contents, d.content_links = d.contents[1:], d.content_links[1:]


def _drop_spoken_to(stream: Stream, d: Draft) -> None:
    """Of `Ann Roe was asked about the dam` and `Ann Roe, pressed on the dam, said` Ann Roe is who was spoken to: it is
    neither her word nor is she a part of it."""
    assert d.cue is not None
    heard = spoken_to(stream, d.cue)
    if heard is None:
        return
    if d.source is not None and d.source.first <= heard < d.source.last:
        d.source = None
    kept = [n for n, f in enumerate(d.contents) if not (f.first <= heard < f.last <= d.cue.first)]
    if kept:
        d.contents, d.content_links = [d.contents[n] for n in kept], [d.content_links[n] for n in kept]


def _datelines(stream: Stream) -> list[tuple[int, int]]:
    """Token stretches of datelines at the head of paragraphs."""
    found = ((start, _DATELINE.match(stream.reading.text, start, end)) for start, end in stream.reading.paragraphs)
    stretches = [stream.range_of(start, m.end()) for start, m in found if m is not None]
    return [(r.start, r.stop) for r in stretches if r]


def _cut_datelines(d: Draft, datelines: Sequence[tuple[int, int]]) -> None:
    """Let contents begin after a dateline; drop those that are nothing else, unless no content would be left."""
    kept = []
    for f, link in zip(d.contents, d.content_links, strict=True):
        first = max([f.first, *(end for start, end in datelines if start <= f.first < end)])
        if first < f.last:
            f.first = first
            kept.append((f, link))
    if kept:
        d.contents = [f for f, _ in kept]
        d.content_links = [link for _, link in kept]


def _is_subordinate(stream: Stream, p: Proposal) -> bool:
    """Whether the clause of the proposal stands before a verb that it is no part of."""
    if p.rule == "noun":
        return True
    return p.rule == "verb" and stream.deprel(p.anchor) == "acl:relcl" and stream.head(p.anchor) < p.anchor


def _is_empty(stream: Stream, f: Fragment) -> bool:
    return f.last - f.first == 1 and stream.upos(f.first) in _EMPTY and not stream.is_quoted(f.first)
