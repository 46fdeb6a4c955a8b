"""Descriptions coded with the name that the article gives in full for a short form in them: `RSF fighters` in a report
on the Rapid Support Forces, whatever else the tables know by these letters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from onrecord.actors.in_full import is_known_body
from onrecord.actors.tables.code import ActorCode, code_phrase
from onrecord.actors.tables.lexicon import Lexicon, fold
from onrecord.mentions.names import acronym
from onrecord.mentions.traits import Phrase

LEAST = 3  # letters of a short form


def short_forms(clusters: Sequence[Sequence[Phrase]]) -> dict[str, str]:
    """By folded short form, the only body of several words that the article names in full and that it stands for."""
    out: dict[str, set[str]] = {}
    for phrases in clusters:
        for p in phrases:
            if p.kind == "name" and p.type in ("organization", "group") and len(p.given) > 1 and is_known_body(p.code):
                for short in acronym(p.given):
                    if len(short) >= LEAST:
                        out.setdefault(short, set()).add(p.code.name or p.text)
    return {short: next(iter(names)) for short, names in out.items() if len(names) == 1}


def spelt_out(p: Phrase, short: dict[str, str], day: date | None, lexicon: Lexicon) -> ActorCode | None:
    """The coding of a description with the full name in place of the short form before its head; None where there is
    none."""
    words = p.sentence.words[p.first : p.last]
    if p.kind != "nominal":
        return None
    told = [short.get(fold(w)) if w.isupper() and k < p.head - p.first else None for k, w in enumerate(words)]
    if not any(told):
        return None
    c = code_phrase(" ".join(name or w for name, w in zip(told, words, strict=True)), day, lexicon=lexicon)
    return c if c.kind is not None else None
