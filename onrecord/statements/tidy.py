"""Small repairs of labelled statements where the tree is surer than the labels."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.statements.linker import Draft
from onrecord.statements.proposals import Proposal
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
    for d in drafts:
        if any(f.first < end and start < f.last for f in d.contents for start, end in datelines):
            _cut_datelines(d, datelines)
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
