"""Towns that were read as a body or a person: what stands before `residents` or `police`, or behind `in`, and is a town
to the gazetteer, is that town.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from onrecord.actors.tables.lexicon import fold, shipped
from onrecord.language.reading import Name, Reading, Sentence
from onrecord.mentions.vocabulary import genders, unsaid
from onrecord.places.gazetteer import embedded

DOUBTFUL = 0.8  # a body that the model is surer of is one
LEAST_PEOPLE = 20_000  # fewer, and any word is a town somewhere
MANY_PEOPLE = 200_000  # the same of another name of it: Raqqa is Ar Raqqah
_AREAS = frozenset({"city", "capital", "admin1", "admin2"})


def name_towns(reading: Reading, families: frozenset[str], in_place: Callable[[Sentence, Name], bool]) -> None:
    """Correct the type of such names, wherever they stand in the article; a family name of it is no town."""
    found: set[str] = set()
    for s in reading.sentences:
        s.names = sorted([*s.names, *_unread(s, families)], key=lambda n: (n.first, n.last))
        for n in s.names:
            if n.type in ("person", "organization") and n.last - n.first < 4 and _may_be(s, n, families):
                beside = n.last < len(s) and fold(s.lemmas[n.last]) in unsaid()["dweller"] and s.words[n.last].islower()
                key = " ".join(s.words[n.first : n.last])
                if (beside or (n.type == "organization" and in_place(s, n))) and (key in found or is_town(key)):
                    found.add(key)
    if not found:
        return
    for s in reading.sentences:
        for k, n in enumerate(s.names):
            if n.type in ("person", "organization") and " ".join(s.words[n.first : n.last]) in found:
                s.names[k] = replace(n, type="place")


def _unread(s: Sentence, families: frozenset[str]) -> list[Name]:
    """Towns before such a word that were read as no name: `Halden residents fled`."""
    out = []
    for k in range(len(s) - 1):
        if s.upos[k] != "PROPN" or fold(s.lemmas[k + 1]) not in unsaid()["dweller"] or not s.words[k + 1].islower():
            continue
        n = Name(k, k + 1, "place", 0.6)
        alone = s.name_at(k) is None and (k == 0 or s.upos[k - 1] not in ("PROPN", "PUNCT"))
        if alone and _may_be(s, n, families) and is_town(s.words[k]):
            out.append(n)
    return out


def _may_be(s: Sentence, n: Name, families: frozenset[str]) -> bool:
    """Whether nothing speaks against a town: no given name, no family name of the article, nothing of the tables."""
    words = s.words[n.first : n.last]
    if fold(words[-1]) in families or genders()["given"].get(fold(words[0])) or not words[0][:1].isupper():
        return False
    if n.type == "organization" and (n.score >= DOUBTFUL or all(w.isupper() for w in words)):
        return False
    return not any(e.kind in ("organization", "person", "agent", "people") for e in shipped().get(" ".join(words)))


def is_town(name: str) -> bool:
    """Whether the gazetteer's best places of a name are areas and one of them a town or area of some size."""
    found = embedded().lookup(name)[:3]
    if not found or found[0].entry.kind not in _AREAS:
        return False
    return any(m.entry.population >= (LEAST_PEOPLE if m.how == "main" else MANY_PEOPLE) for m in found)
