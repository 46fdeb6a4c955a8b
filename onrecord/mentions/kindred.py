"""Descriptions of a body by what it is: `the newspaper` is the only paper that the last sentences name."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.mentions.features import Cluster
from onrecord.mentions.traits import Phrase
from onrecord.mentions.vocabulary import unsaid

NEAR = 3  # sentences back
BACK = 80  # phrases back that are looked at
# Sectors whose bodies are told by their noun: papers, firms, schools, hospitals, parties.
_TOLD = frozenset({"JRN", "BUS", "EDU", "MED", "PTY"})


def of_that_kind(m: Phrase, earlier: Sequence[Phrase], cluster_of: dict[int, Cluster]) -> Cluster | None:
    """The one body named in the last sentences that is of the sector of a definite description, if there is one."""
    sectors = m.code.sectors
    if m.type != "organization" or m.determiner not in ("def", "dem") or m.number == "p" or m.last - 1 != m.head:
        return None
    if len(sectors) != 1 or sectors[0] not in _TOLD or m.code.country or m.lemma not in unsaid()["body"]:
        return None
    found: list[Cluster] = []
    for a in earlier[-BACK:]:
        if a.kind == "nominal" and a.lemma == m.lemma and m.sentence.index - a.sentence.index <= NEAR:
            return None  # the ranker knows whether it is that one
        if m.sentence.index - a.sentence.index > NEAR or a.kind != "name" or a.type != "organization":
            continue
        inside = a.sentence is m.sentence and m.first <= a.first and a.last <= m.last
        if not inside and not a.together and a.code.sectors[:1] == sectors:
            cluster = cluster_of[a.index]
            if all(cluster is not c for c in found):
                found.append(cluster)
    return found[0] if len(found) == 1 else None
