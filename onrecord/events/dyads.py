"""Classifying a dyad whose two parties are given: relation classification for people with their own entities."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onrecord.events import head
from onrecord.events.features import dyad_features
from onrecord.events.lexicon import load
from onrecord.events.ontology import types
from onrecord.record import Span

if TYPE_CHECKING:
    from onrecord.language.reading import Reading


@dataclass(slots=True)
class DyadClass:
    """The PLOVER type of a dyad, its quad class (1 to 4), a probability for each type and the words that spoke for
    it."""

    type: str
    quad: int
    scores: dict[str, float] = field(default_factory=dict)
    reasons: list[str] = field(default_factory=list)


def classify_dyad(
    text: str,
    actor_span: Span | list[Span],
    recipient_span: Span | list[Span],
    reading: Reading | None = None,
) -> DyadClass:
    """What the first party does to the second in `text`.

    Spans are character offsets into `text`, one or a list of them. `reading` saves a pass of the language model
    where the
    text was read already. Raises ValueError for a text without a sentence or a span outside the text.
    """
    actor = actor_span if isinstance(actor_span, list) else [actor_span]
    recipient = recipient_span if isinstance(recipient_span, list) else [recipient_span]
    for a, b in [*actor, *recipient]:
        if not 0 <= a < b <= len(text):
            raise ValueError(f"span [{a}, {b}) is not inside the text of {len(text)} characters")
    if reading is None:
        from onrecord.language import LanguageModel  # heavy: only where no reading is given

        reading = LanguageModel.load().read(text, [(0, len(text))])
    found = dyad_features(reading, actor, recipient, load())
    trained = head.load()
    if trained is None:
        kind = found.best.type if found.best is not None else "CONSULT"
        return DyadClass(kind, types()[kind].quad, {kind: 0.5}, [found.best.rule] if found.best else [])
    scores = trained.type.probabilities(found)
    kind = max(scores, key=lambda t: (scores[t], t))
    reasons = [name for name, _ in trained.type.reasons(found, kind)]
    return DyadClass(kind, types()[kind].quad, dict(sorted(scores.items(), key=lambda x: (-x[1], x[0]))), reasons)
