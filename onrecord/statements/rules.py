"""Statements by rule, from tags, tree and quotation marks: no label scores are needed.

Each rule looks for one construction (verb, `according to`, noun, adverb, speaker's line) and proposes statements; here
they are made one list, quotations that go on are given to whom they belong, and nesting is marked.
"""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterator

from onrecord.language.quotes import Quotation
from onrecord.statements.clauses import Clauses
from onrecord.statements.lexicon import lexicon
from onrecord.statements.line_rules import announced, signed, speaker_lines
from onrecord.statements.phrase_rules import according, adverbs, nouns
from onrecord.statements.proposals import Proposal, Scene
from onrecord.statements.stream import Fragment, Stream
from onrecord.statements.verb_rules import verbs

# No sentence of prose is longer; what is, is a table or a list run together, and its tree says nothing.
LONGEST_SENTENCE = 300

_RULES: tuple[Callable[[Scene], Iterator[Proposal]], ...] = (verbs, according, nouns, adverbs)


def propose(stream: Stream) -> list[Proposal]:
    """All statements that the rules see, in order of their anchors, nested ones included."""
    out: list[Proposal] = []
    held = lexicon()
    stretches = [(r.start, r.stop, q) for q in stream.quotations if (r := stream.range_of(q.start, q.end))]
    lasts = [b for _, b, _ in stretches]
    for n, sentence in enumerate(stream.reading.sentences):
        if len(sentence) > LONGEST_SENTENCE:
            continue
        base = stream.first_of[n]
        end = base + len(sentence)
        near = []
        k = bisect.bisect_right(lasts, base)
        while k < len(stretches) and stretches[k][0] < end:
            near.append(stretches[k])
            k += 1
        scene = Scene(stream, sentence, Clauses.of(sentence), base, held, near)
        for rule in _RULES:
            out.extend(rule(scene))
    out.extend(speaker_lines(stream))
    out.extend(signed(stream))
    out.extend(announced(stream))
    out = _distinct(out)
    for p in out:
        p.quoted = p.cue is not None and stream.is_quoted(p.cue.first) and p.rule != "line"
    _run_on(stream, out, stretches)
    out.sort(key=lambda p: p.anchor)
    _nest(out)
    return out


def _distinct(proposals: list[Proposal]) -> list[Proposal]:
    """One proposal an anchor; a weaker rule gives way where it shares its content with a stronger one."""
    order = {"line": 0, "announced": 0, "according": 1, "verb": 2, "passive": 3, "noun": 4, "adverb": 5}
    out: list[Proposal] = []
    cues: set[int] = set()
    for p in sorted(proposals, key=lambda p: (order[p.rule], p.anchor)):
        if p.anchor in cues:
            continue
        out.append(p)
        if p.cue is not None:
            cues.update(range(p.cue.first, p.cue.last))
    # A quotation before and after two verbs goes to the nearer.
    taken: dict[tuple[int, int], Proposal] = {}
    for p in sorted(out, key=lambda p: p.anchor):
        for f in list(p.contents):
            key = (f.first, f.last)
            other = taken.get(key)
            if other is None or other is p:
                taken[key] = p
                continue
            far, near = (other, p) if _distance(other, f) > _distance(p, f) else (p, other)
            far.contents = [x for x in far.contents if (x.first, x.last) != key]
            taken[key] = near
    return [p for p in out if p.contents]


def _distance(p: Proposal, f: Fragment) -> int:
    return max(p.anchor - f.last, f.first - p.anchor, 0)


def _run_on(stream: Stream, proposals: list[Proposal], stretches: list[tuple[int, int, Quotation]]) -> None:
    """Give quotations without a cue of their own to the statement that they go on with, or make them statements."""
    covered = bytearray(len(stream))
    outer = [p for p in proposals if not p.quoted]
    for p in outer:
        for f in p.contents:
            covered[f.first : f.last] = b"\x01" * (f.last - f.first)
    anchors = sorted(outer, key=lambda p: p.anchor)
    places = [p.anchor for p in anchors]
    last_spoken: Proposal | None = None
    for first, last, q in stretches:
        at = bisect.bisect_right(places, first) - 1
        before = anchors[at] if at >= 0 else None
        if all(covered[first:last]):
            owner = next(
                (p for p in anchors[max(0, at - 3) : at + 4] if any(f.first <= first < f.last for f in p.contents)),
                None,
            )
            last_spoken = owner or last_spoken
            continue
        n = stream.sentence[first]
        opens = first <= stream.first_of[n] + 1
        words = sum(stream.is_word(k) for k in range(first, last))
        finished = stream.reading.text[q.inner[1] - 1 : q.inner[1]] in tuple(".?!…,—") or not q.closed
        if any(covered[max(first, last - 2) : last]):
            # A speaker's line within marks: what follows goes on with it.
            spoken = (
                p for p in anchors[max(0, at - 3) : at + 4] if any(f.first < last - 1 <= f.last for f in p.contents)
            )
            last_spoken = next(spoken, last_spoken)
        aside = stream.lowers[first + 1 : first + 2] == ["("] and words <= 3
        if any(covered[first:last]) or not opens or not words or aside or not (finished or q.continues):
            continue
        fragment = Fragment("content", first, last, 0.0, "quotation")
        follows = last_spoken is not None and stream.paragraph[first] - stream.paragraph[last_spoken.last - 1] <= 1
        if follows and last_spoken is not None and (before is None or before.last <= first):
            last_spoken.contents.append(fragment)
        elif words >= 3:
            last_spoken = Proposal("quotation", None, None, [fragment], first)
            proposals.append(last_spoken)


def _nest(proposals: list[Proposal]) -> None:
    """Mark each proposal with the number of the nearest one whose content holds all of it."""
    holders: list[tuple[int, int, int]] = sorted(
        ((f.first, -f.last, n) for n, p in enumerate(proposals) for f in p.contents)
    )
    stack: list[tuple[int, int, int]] = []
    events = sorted(range(len(proposals)), key=lambda n: (proposals[n].first, -proposals[n].last))
    k = 0
    for n in events:
        p = proposals[n]
        while k < len(holders) and holders[k][0] <= p.first:
            stack.append(holders[k])
            k += 1
        stack = [h for h in stack if -h[1] > p.first]
        inside = [h for h in stack if h[2] != n and -h[1] >= p.last and proposals[h[2]].anchor != p.anchor]
        if inside:
            holder = max(inside, key=lambda h: (h[0], h[1]))
            if proposals[holder[2]].within != n:
                p.within = holder[2]
