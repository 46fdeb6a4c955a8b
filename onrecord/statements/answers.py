"""Who answers in an interview printed as questions and answers: `Q: ...`, `A: ...`."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.record import Statement
from onrecord.statements.linker import Draft
from onrecord.statements.nesting import Placed
from onrecord.statements.speakers import MentionIndex
from onrecord.statements.stream import Stream

_ANSWERS = frozenset(["a", "answer"])
_QUESTIONS = frozenset(["q", "question"])


def is_answer(stream: Stream, draft: Draft) -> bool:
    """Whether a turn is the answer of whoever is interviewed."""
    return _label(stream, draft) in _ANSWERS


def who_is_asked(
    stream: Stream, earlier: Sequence[Placed], out: Sequence[Statement], index: MentionIndex
) -> str | None:
    """The actor who answers: the one who spoke last before the first question, else the first person named before it;
    None where no question goes before."""
    first = next((n for n, p in enumerate(earlier) if p.rule == "line" and _label(stream, p.draft) in _QUESTIONS), None)
    if first is None:
        return None
    start = stream.starts[earlier[first].first]
    people = [m for m in index.mentions if m.start < start and m.kind == "name" and m.type == "person" and m.actor]
    named = {m.actor for m in people}
    spoke = next((s.speaker for s in reversed(out[:first]) if s.speaker in named), None)
    return spoke or next((m.actor for m in people), None)


def _label(stream: Stream, draft: Draft) -> str:
    """The one word before the colon of a turn, in small letters."""
    f = draft.source
    return stream.lowers[f.first].rstrip(".") if f is not None and f.last - f.first == 1 else ""
