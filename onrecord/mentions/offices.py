"""Descriptions by an office that somebody named in the article holds or held: `Ann Roe` ... `the former senator`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from onrecord.actors.tables.lexicon import shipped
from onrecord.actors.tables.senses import office_words
from onrecord.mentions.features import Cluster
from onrecord.mentions.traits import Phrase

BACK = 60  # phrases back that somebody must have been spoken of
_EMPTY = frozenset({"former", "ex", "then", "late", "acting"})


@lru_cache(maxsize=4096)
def offices_of(person: str) -> frozenset[frozenset[str]]:
    """The offices of somebody whom the tables know, each by its words."""
    return frozenset(office_words(e.role) - _EMPTY for e in shipped().get(person) if e.kind == "person" and e.role)


def in_office(m: Phrase, earlier: Sequence[Phrase], cluster_of: dict[int, Cluster]) -> Cluster | None:
    """The one person spoken of before who holds or held the office, of two words or more, that a description names:
    `the former secretary of state`.
    """
    role = m.code.role
    if m.determiner != "def" or m.number == "p" or not role or m.code.country or role.count(" ") < 1:
        return None
    wanted = office_words(role) - _EMPTY
    found: list[Cluster] = []
    for a in earlier[-BACK:]:
        if a.kind == "name" and a.type == "person" and a.code.kind == "person" and a.code.name:
            cluster = cluster_of[a.index]
            if wanted in offices_of(a.code.name) and all(cluster is not c for c in found):
                found.append(cluster)
    return found[0] if len(found) == 1 else None
