"""Training labels of the attribution head: one role label a token, made from attribution relations."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Mapping, Sequence

from onrecord.language.quotes import quote_state
from onrecord.record import Span

LABELS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
IGNORED = -100
"""The label of a token in a region that the annotator left out; PyTorch's cross entropy skips it by default."""

# Where roles of two statements share a token, the rarer role wins: later ones here overwrite earlier ones.
_ORDER = ("content", "source", "cue")

__all__ = ["IGNORED", "LABELS", "quote_state", "role_labels"]


def role_labels(
    text: str,
    token_spans: Sequence[Span],
    statements: Iterable[Mapping[str, Sequence[Sequence[int]]]],
    discard: Iterable[Sequence[int]] = (),
) -> list[int]:
    """One index into `LABELS` a token, `IGNORED` for tokens in a `discard` region.

    `statements` are mappings of "source", "cue" and "content" to fragments (character spans in `text`). A token
    belongs to a fragment when they share a character other than white space. Fragments of one statement and role that
    only white space separates are one, unless a line break is between them. `token_spans` are in text order.
    """
    starts = [s for s, _ in token_spans]
    ends = [e for _, e in token_spans]

    def tokens(start: int, end: int) -> range:
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return range(bisect.bisect_right(ends, start), bisect.bisect_left(starts, end))

    owner: list[tuple[str, int] | None] = [None] * len(token_spans)
    pieces: dict[str, list[tuple[int, int]]] = {role: [] for role in _ORDER}
    for statement in statements:
        for role in _ORDER:
            joined: list[list[int]] = []
            for start, end in sorted((f[0], f[1]) for f in statement.get(role) or ()):
                gap = text[joined[-1][1] : start] if joined else "x"
                if joined and not gap.strip() and "\n" not in gap:
                    joined[-1][1] = max(end, joined[-1][1])
                else:
                    joined.append([start, end])
            pieces[role].extend((s, e) for s, e in joined)
    for role in _ORDER:
        # A source that several statements share stands in the list once for each; it is one fragment.
        for n, (start, end) in enumerate(sorted(set(pieces[role]))):
            for i in tokens(start, end):
                owner[i] = (role, n)
    labels = []
    before: tuple[str, int] | None = None
    for mine in owner:
        if mine is None:
            labels.append(0)
        else:
            inside = 1 if mine == before else 0
            labels.append(1 + 2 * ("source", "cue", "content").index(mine[0]) + inside)
        before = mine
    for region in discard:
        for i in tokens(region[0], region[1]):
            labels[i] = IGNORED
    return labels
