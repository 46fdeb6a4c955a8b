"""Of whom a number is said: "killed 12 policemen", "IS has 500 fighters", "the presence of IS amounts to a thousand
people".
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.language.reading import Reading
from onrecord.mentions.phrases import base
from onrecord.record import Actor, Mention, Quantity


def link_quantities(
    quantities: Sequence[Quantity], reading: Reading, mentions: Sequence[Mention], actors: Sequence[Actor]
) -> None:
    """Set `quantity.of` to the actor the number counts, where the words say so: the mention it stands in, else the
    subject whose
    strength it is (has, numbers, amounts to), with the "of" phrase of that subject ("the presence of IS").
    """
    by_span = [m for m in mentions if m.actor is not None]
    kinds = {a.id: a for a in actors}
    for q in quantities:
        if q.of is not None:
            continue
        inside = [
            m
            for m in by_span
            if m.kind != "pronoun"
            and m.start <= q.start + 2
            and q.end <= m.end + 12
            and m.start < q.end
            and q.start < m.end
        ]
        actor = min(inside, key=lambda m: m.end - m.start).actor if inside else None
        strong = strength(q, reading, by_span)
        # A bare count of people said of a body ("amounts to a thousand people") is the body's.
        if strong is not None and (actor is None or kinds[actor].sectors in ([], ["UNK"], ["CVL"])):
            actor = strong
        if actor is not None:
            q.of = actor


HAVE = frozenset(
    {
        "have",
        "number",
        "amount",
        "total",
        "count",
        "field",
        "command",
        "boast",
        "comprise",
        "reach",
        "be",
        "include",
        "employ",
        "recruit",
    }
)


def strength(q: Quantity, reading: Reading, mentions: Sequence[Mention]) -> str | None:
    """The actor whose size the number tells."""
    tokens = reading.tokens_in(q.start, q.end)
    if not tokens:
        return None
    s = tokens[0].sentence
    inside = {t.i for t in tokens}
    top = next((t for t in tokens if s.heads[t.i] not in inside), tokens[-1])
    verb = top if any(base(s.deprels[j]) == "nsubj" for j in s.children_of(top.i)) else top.head
    if verb is not None and base(s.deprels[top.i]) in ("nummod", "det", "amod"):
        verb = verb.head if not any(base(s.deprels[j]) == "nsubj" for j in s.children_of(verb.i)) else verb
    while (
        verb is not None
        and verb.upos not in ("VERB", "AUX")
        and verb is not top
        and verb.head is not None
        and not verb.children_by("nsubj")
    ):
        verb = verb.head
    if verb is None or not (verb is top or verb.lemma.lower() in HAVE):
        return None
    subject = next((t for t in verb.children_by("nsubj")), None)
    if subject is None and base(verb.deprel) == "conj" and verb.head is not None:
        subject = next((t for t in verb.head.children_by("nsubj")), None)
    if subject is None:
        return None
    for t in [subject, *(c for c in subject.children if base(c.deprel) == "nmod")]:
        for m in mentions:
            if m.start <= t.start and t.end <= m.end and m.actor is not None:
                return m.actor
    return None
