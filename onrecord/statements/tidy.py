"""Small repairs of labelled statements where the tree is surer than the labels."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.statements.linker import Draft
from onrecord.statements.proposals import Proposal
from onrecord.statements.stream import Fragment, Stream

_EMPTY = frozenset(["DET", "ADP", "SCONJ", "CCONJ", "PUNCT", "PART"])


def tidy(stream: Stream, drafts: Sequence[Draft], proposals: Sequence[Proposal]) -> None:
    """Drop contents of one empty word; end a content where the clause of its noun or relative pronoun ends.

    Labels run over the end of `his claim that the bridge was safe` into the verb that follows; the tree does not.
    """
    ends: dict[tuple[int, int], int] = {}
    for p in proposals:
        if p.cue is not None and len(p.contents) == 1 and _is_subordinate(stream, p):
            ends[p.anchor, p.contents[0].first] = p.contents[0].last
    for d in drafts:
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


def _is_subordinate(stream: Stream, p: Proposal) -> bool:
    """Whether the clause of the proposal stands before a verb that it is no part of."""
    if p.rule == "noun":
        return True
    return p.rule == "verb" and stream.deprel(p.anchor) == "acl:relcl" and stream.head(p.anchor) < p.anchor


def _is_empty(stream: Stream, f: Fragment) -> bool:
    return f.last - f.first == 1 and stream.upos(f.first) in _EMPTY and not stream.is_quoted(f.first)
