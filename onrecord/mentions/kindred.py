"""Descriptions of a body by what it is: `the newspaper` is the only paper that the last sentences name."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.actors.tables.lexicon import fold
from onrecord.mentions.features import Cluster
from onrecord.mentions.traits import Phrase
from onrecord.mentions.vocabulary import unions, unsaid

NEAR = 3  # sentences back
BACK = 80  # phrases back that are looked at
FAR = 15  # sentences back for a body whose name holds the noun
# Of these there is one without a name in every article: "the Halden State" is not "the state".
_OF_NO_NAME = frozenset({"state", "press", "government", "world", "nation", "country", "public", "house", "people"})
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


def called_so(m: Phrase, earlier: Sequence[Phrase], cluster_of: dict[int, Cluster]) -> Cluster | None:
    """The last body whose name has a definite description of one word as its head: `the alliance` after `the Halden
    Nurses Alliance`, `the ministry` after `the Ministry of Mines`; or that is known to be called so: `the alliance` and
    `the military alliance` after `NATO`."""
    if m.determiner not in ("def", "dem") or m.number == "p" or m.last - 1 != m.head:
        return None
    bare = m.last - m.first == 2
    if m.lemma in _OF_NO_NAME or not (bare or m.modifiers <= unsaid()["union"]):
        return None
    found: Phrase | None = None
    for a in reversed(earlier):
        if found is not None:
            if a.sentence is not found.sentence:
                return cluster_of[found.index]
            if _is_called(a, m.lemma) and cluster_of[a.index] is not cluster_of[found.index]:
                return None  # "the EU and ASEAN": either is a bloc
            continue
        if m.sentence.index - a.sentence.index > FAR:
            return None
        if (
            a.kind == "nominal"
            and a.lemma == m.lemma
            and not any(x.kind == "name" for x in cluster_of[a.index].members)
        ):
            return None  # another one, or one that only the ranker tells from this
        if (
            a.kind != "name"
            or a.type != "organization"
            or a.together
            or (a.sentence is m.sentence and a.last > m.first)
        ):
            continue
        if bare and _heads(a, m.lemma):
            return cluster_of[a.index]
        if _is_called(a, m.lemma):
            found = a
    return cluster_of[found.index] if found is not None else None


def _is_called(a: Phrase, lemma: str) -> bool:
    """Whether a name is that of a body of states that is known to be called by the noun."""
    known = a.kind == "name" and a.type == "organization" and a.code.kind == "organization"
    return known and lemma in unions().get(a.code.name or "", ())


def _heads(a: Phrase, lemma: str) -> bool:
    """Whether a name's own head is this noun: its last word, or its first one before "of" or "for"."""
    words = [fold(w) for w in a.sentence.words[a.first : a.last]]
    if len(words) < 2:
        return False
    if words[0] in ("the",):
        words = words[1:]
    joined = next((k for k, w in enumerate(words) if w in ("of", "for", "on", "in")), len(words))
    return joined > 0 and words[joined - 1] == lemma
