"""Who commands a body that a phrase names, or says what it will do: `the president ordered the army to stand by`."""

from __future__ import annotations

from onrecord.actors.tables.lexicon import fold
from onrecord.actors.tables.phrase_words import COMMANDS, WILL
from onrecord.mentions.traits import Phrase
from onrecord.mentions.vocabulary import speech_verbs


def commander_of(p: Phrase) -> int | None:
    """The token of who commands what a phrase names, or says what it will do; None where nobody does."""
    s = p.sentence
    verb = s.heads[p.head]
    if verb < 0:
        return None
    if s.deprels[p.head] in ("obj", "iobj") and fold(s.lemmas[verb]) in COMMANDS:
        return _subject(p, verb)
    # "said the army would stand by"
    above = s.heads[verb]
    told = s.deprels[p.head] in ("nsubj", "nsubj:pass") and s.deprels[verb] == "ccomp" and above >= 0
    will = any(fold(s.words[j]) in WILL for j in s.children_of(verb) if s.deprels[j] == "aux")
    return _subject(p, above) if told and will and fold(s.lemmas[above]) in speech_verbs() else None


def _subject(p: Phrase, verb: int) -> int | None:
    """The subject of a verb, or of the one that it is joined to without a subject of its own."""
    s = p.sentence
    for _ in range(3):
        own = next((j for j in s.children_of(verb) if s.deprels[j] == "nsubj"), None)
        if own is not None or s.deprels[verb] not in ("conj", "xcomp") or s.heads[verb] < 0:
            return own
        verb = s.heads[verb]
    return None
