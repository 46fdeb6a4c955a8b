"""From label scores to fragments: constrained Viterbi within paragraphs, quotations kept whole."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from onrecord.statements.stream import ROLES, Fragment, Role, Stream

LABELS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
_BEGIN: dict[Role, int] = {"source": 1, "cue": 3, "content": 5}
_INSIDE: dict[Role, int] = {"source": 2, "cue": 4, "content": 6}
_CONTENT = (5, 6)
NEVER = -1e4
# Marks that are a cue by themselves: `Pence: ...`, `"..." — Ann Roe`.
_LONE_CUES = frozenset([":", "—", "–", "―", "-", "--"])

Scores = npt.NDArray[np.float32]

# Added to the score of "no role": below 0 gives more statements, above 0 fewer. Tuned on PolNeAR dev.
OUTSIDE_BIAS = 0.0
# A quotation of at least this many words is content as a whole or not at all.
WHOLE_FROM = 3
# The mean probability of content from which such a quotation is content.
WHOLE_AT = 0.5


def _transitions() -> Scores:
    """Scores of label to label: an inside label goes on with its own role only."""
    table = np.zeros((7, 7), dtype=np.float32)
    for role in ROLES:
        begin, inside = _BEGIN[role], _INSIDE[role]
        table[:, inside] = NEVER
        table[begin, inside] = table[inside, inside] = 0.0
    return table


_TRANSITIONS = _transitions()


def whole_quotations(stream: Stream, scores: Scores, at: float = WHOLE_AT) -> Scores:
    """The scores with every longer quotation made content throughout, where its words are content on the whole.

    A quotation with a clear cue in it, such as a transcript within marks, is left as it is.
    """
    out = scores.copy()
    for q in stream.quotations:
        tokens = stream.range_of(q.start, q.end)
        words = [i for i in tokens if stream.is_word(i)]
        if len(words) < WHOLE_FROM:
            continue
        if float(scores[tokens[0] : tokens[-1] + 1, 3].max()) > 3:
            continue  # votes may lift a score above 0, the logarithm of certainty
        chance = np.minimum(1, np.exp(scores[words][:, _CONTENT]).sum(axis=1))
        if float(chance.mean()) < at:
            continue
        first, last = tokens[0], tokens[-1] + 1
        out[first:last, :5] = NEVER
        out[first:last, 5] = np.maximum(out[first:last, 5], -20)
        out[first:last, 6] = np.maximum(out[first:last, 6], -20)
        out[first + 1 : last, 5] = NEVER
    return out


def viterbi(scores: Scores, lengths: Sequence[int]) -> npt.NDArray[np.int64]:
    """The best label row of each of several sequences laid end to end; all run abreast, step by step."""
    count, longest = len(lengths), max(lengths, default=0)
    best = np.empty(0, dtype=np.int64)
    if not longest:
        return best
    order = np.argsort(-np.asarray(lengths), kind="stable")
    sizes = np.asarray(lengths)[order]
    offsets = np.concatenate([[0], np.cumsum(lengths)])[order]
    back = np.zeros((longest, count, 7), dtype=np.int8)
    live = scores[offsets].astype(np.float32, copy=True)
    live[:, (2, 4, 6)] += NEVER
    for t in range(1, longest):
        n = int(np.searchsorted(-sizes, -t, side="left"))  # sequences longer than t
        step = live[:n, :, None] + _TRANSITIONS
        back[t, :n] = step.argmax(axis=1)
        live[:n] = step.max(axis=1) + scores[offsets[:n] + t]
    best = np.zeros(len(scores), dtype=np.int64)
    for k in range(count):
        at = int(live[k].argmax())
        base = int(offsets[k])
        for t in range(int(sizes[k]) - 1, -1, -1):
            best[base + t] = at
            at = int(back[t, k, at])
    return best


def decode(stream: Stream, scores: Scores, bias: float = OUTSIDE_BIAS) -> list[Fragment]:
    """Fragments in text order from one row of label scores (log-probabilities) a token of the stream."""
    if not len(stream):
        return []
    biased = scores.astype(np.float32, copy=True)
    biased[:, 0] += bias
    biased = whole_quotations(stream, biased)
    lengths: list[int] = []
    before = -1
    for p in stream.paragraph:
        if p != before:
            lengths.append(0)
            before = p
        lengths[-1] += 1
    return fragments_of(stream, viterbi(biased, lengths), scores)


def fragments_of(stream: Stream, labels: npt.NDArray[np.int64], scores: Scores | None = None) -> list[Fragment]:
    """The runs of equal role in a row of labels; runs end where a paragraph does."""
    found: list[Fragment] = []
    open_role: Role | None = None
    for i, label in enumerate(labels.tolist()):
        role = ROLES[(label - 1) // 2] if label > 0 else None
        begins = label % 2 == 1 or role != open_role or (i > 0 and stream.paragraph[i] != stream.paragraph[i - 1])
        if role is not None and begins:
            found.append(Fragment(role, i, i + 1))
        elif role is not None:
            found[-1].last = i + 1
        open_role = role
    if scores is not None:
        chances = np.stack([np.logaddexp(scores[:, _BEGIN[r]], scores[:, _INSIDE[r]]) for r in ROLES], axis=1)
        for f in found:
            f.score = float(chances[f.first : f.last, ROLES.index(f.role)].mean())
    return [f for f in found if any(stream.is_word(i) for i in range(f.first, f.last)) or _is_colon(stream, f)]


def _is_colon(stream: Stream, fragment: Fragment) -> bool:
    """A cue that is a colon or a dash alone: `Pence: ...`."""
    return fragment.role == "cue" and any(stream.words[i] in _LONE_CUES for i in range(fragment.first, fragment.last))
