"""Of whom a number is said: "killed 12 policemen", "IS has 500 fighters", "the presence of IS amounts to a thousand
people".
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources

from onrecord.language.reading import Reading, Token
from onrecord.mentions.phrases import base
from onrecord.record import Actor, Mention, Quantity


def link_quantities(
    quantities: Sequence[Quantity], reading: Reading, mentions: Sequence[Mention], actors: Sequence[Actor]
) -> None:
    """Set `quantity.of` to the actor the number counts, where the words say so.

    A body's own strength is the body's (`the front has 500 fighters`, `the presence of the front amounts to a thousand
    people`); any other number is that of the mention it stands in (`killed 12 policemen`) or counts out (`12 of its
    soldiers`).
    """
    known = [m for m in mentions if m.actor is not None]
    kinds = {a.id: a for a in actors}
    words = cues()
    for q in quantities:
        if q.of is not None:
            continue
        tokens = reading.tokens_in(q.start, q.end)
        if not tokens:
            continue
        here = [m for m in known if m.start < tokens[0].sentence.end and tokens[0].sentence.start < m.end]
        own = counted_in(q, here)
        body, sure = strength(q, reading, here)
        noun = (q.unit or "").lower()
        plain = own is None or kinds[own].sectors in ([], ["UNK"], ["CVL"])
        own_people = noun in words["people"] or q.kind in words["kinds"]
        if body is not None and body != own and kinds[body].type != "person" and (plain or (sure and own_people)):
            own = body
        q.of = own or q.of


@cache
def cues() -> dict[str, frozenset[str]]:
    """The words of strength.txt by list."""
    text = resources.files("onrecord.actors.tables").joinpath("strength.txt").read_text(encoding="utf-8")
    rows = (line.partition(": ") for line in text.split("\n") if line and not line.startswith("#"))
    return {name: frozenset(cell.split()) for name, _, cell in rows}


def counted_in(q: Quantity, mentions: Sequence[Mention]) -> str | None:
    """The actor of the narrowest mention that the number stands in, else of the one it counts out (`12 of its
    soldiers`, `dozens of protesters`).
    """
    around = [
        m
        for m in mentions
        if m.kind != "pronoun"
        and m.start <= q.start + 2
        and q.end <= m.end + 12
        and m.start < q.end
        and q.start < m.end
    ]
    if around:
        return min(around, key=lambda m: (m.end - m.start, m.start)).actor
    within = [m for m in mentions if m.kind != "pronoun" and q.start < m.start and m.start < q.end <= m.end]
    return max(within, key=lambda m: (m.end - m.start, -m.start)).actor if within else None


def strength(q: Quantity, reading: Reading, mentions: Sequence[Mention]) -> tuple[str | None, bool]:
    """The actor whose size the number tells, and whether the verb says so beyond doubt (has, numbers)."""
    tokens = reading.tokens_in(q.start, q.end)
    s = tokens[0].sentence
    inside = {t.i for t in tokens if t.sentence is s}
    top = next((t for t in tokens if s.heads[t.i] not in inside), tokens[-1])
    words = cues()
    verb: Token | None = top
    while verb is not None and not verb.children_by("nsubj"):
        # A verb without a subject of its own shares it with the one it is joined to.
        if verb is not top and verb.upos in ("VERB", "AUX") and base(verb.deprel) not in ("conj", "xcomp"):
            return None, False
        verb = verb.head
    subject = next(iter(verb.children_by("nsubj")), None) if verb is not None else None
    if verb is None or subject is None or subject.i in inside:
        return None, False
    of = [c for c in subject.children_by("nmod") if c.children_by("case")]
    owner = subject.children_by("nmod:poss")
    if subject.lemma.lower() in words["size"]:
        return next((a for a in (actor_at(t, mentions) for t in [*owner, *of]) if a is not None), None), True
    below = top if top.head is None or top.upos not in ("NUM", "DET") else top.head
    if verb is not top and not (below.head == verb or top.head == verb):
        return None, False
    lemma = verb.lemma.lower()
    sure = lemma in words["own"] and base(below.deprel if below.head == verb else top.deprel) in ("obj", "obl", "xcomp")
    if not (verb is top or sure or lemma in words["have"]):
        return None, False
    if subject.lower in ("which", "that", "who") and verb.deprel.startswith("acl") and verb.head is not None:
        subject = verb.head
    return next((a for a in (actor_at(t, mentions) for t in [subject, *of]) if a is not None), None), sure


def actor_at(t: Token, mentions: Sequence[Mention]) -> str | None:
    """The actor of the narrowest mention over a token."""
    over = [m for m in mentions if m.start <= t.start and t.end <= m.end]
    return min(over, key=lambda m: (m.end - m.start, m.start)).actor if over else None
