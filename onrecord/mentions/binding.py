"""Whom a pronoun cannot mean by its place in the clause (Chomsky 1981, principles B and C): `he praised him` speaks of
two people, and so does `he praised Brenn`.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.language.reading import Sentence
from onrecord.mentions.features import Cluster
from onrecord.mentions.names import same_name
from onrecord.mentions.phrases import base
from onrecord.mentions.traits import Phrase

DONE_TO = frozenset({"against", "to", "by", "at", "on", "of"})
"""Prepositions before whoever is another than the subject; `around him`, `with her`, `behind them` may be the same."""
OUTSIDE = frozenset({"parataxis", "discourse", "vocative", "dislocated"})
"""Relations that lead out of what stands below a subject."""
BESIDE = frozenset({"conj", "advcl"})
"""Relations that lead out of it where the clause has a subject of its own."""
OF_OTHERS = frozenset(
    {
        "mock",
        "ridicule",
        "criticize",
        "criticise",
        "condemn",
        "denounce",
        "slam",
        "blast",
        "deride",
        "lambast",
        "assail",
    }
) | frozenset({"hail", "applaud", "deplore", "decry"})
"""Verbs of what one does to what is somebody else's."""
BRINGING = frozenset({"enable", "allow", "let", "permit", "make", "leave", "cause", "force", "give", "prompt", "lead"})
"""Verbs whose participle tells what a whole clause brings about (`it sold oil, enabling it to fight on`)."""
BLAMED = frozenset({"for", "of", "from", "into"})
"""Marks of a gerund that tells what the object does (`blamed Brenn for having him killed`)."""
DEEP = 5
"""Clauses up to which the doer of a verb without a subject is looked for."""


def own_verb(m: Phrase) -> int:
    """The word whose object or oblique a personal pronoun is, or whose object it owns where nobody does that to his
    own (`mocked his speech`), -1 where it is none of these."""
    s = m.sentence
    if m.pronoun is None or m.pronoun.person != 3 or m.pronoun.word.endswith(("self", "selves")):
        return -1
    if s.deprels[m.head] == "nmod:poss" and m.gender in ("m", "f"):
        thing = s.heads[m.head]
        own = any(s.words[j].lower() == "own" for j in s.children_of(thing))
        verb = s.heads[thing] if s.deprels[thing] == "obj" and not own else -1
        return verb if verb >= 0 and s.lemmas[verb].lower() in OF_OTHERS else -1
    if s.deprels[m.head] in ("obj", "iobj"):
        return s.heads[m.head]
    if base(s.deprels[m.head]) != "obl":
        return -1
    marked = any(s.words[j].lower() in DONE_TO for j in s.children_of(m.head) if s.deprels[j] == "case")
    return s.heads[m.head] if marked else -1


def doers(s: Sentence, v: int, depth: int = 0) -> list[int]:
    """Heads of who does what the verb tells, or undergoes it: its subject, else the one that it shares."""
    if v < 0 or depth > DEEP:
        return []
    own = [j for j in s.children_of(v) if base(s.deprels[j]) == "nsubj"]
    relation, h = s.deprels[v], s.heads[v]
    if own:
        relative = s.words[own[0]].lower() in ("who", "which", "that")
        return [h] if relative and relation == "acl:relcl" else own
    if h < 0:
        return []
    if relation == "acl" and s.xpos[v] == "VBG":
        return [h]
    if relation == "xcomp":
        asked = [j for j in s.children_of(h) if s.deprels[j] in ("obj", "iobj") and j < v]
        return asked or doers(s, h, depth + 1)
    if relation == "advcl" and any(s.words[j].lower() in BLAMED for j in s.children_of(v) if s.deprels[j] == "mark"):
        blamed = [j for j in s.children_of(h) if s.deprels[j] in ("obj", "nsubj:pass") and j < v]
        return blamed or doers(s, h, depth + 1)
    if relation == "advcl" and s.xpos[v] == "VBG" and s.lemmas[v].lower() in BRINGING:
        return []
    if relation == "conj" or (relation == "advcl" and s.xpos[v] in ("VBG", "VB")):
        return doers(s, h, depth + 1) if s.upos[h] in ("VERB", "AUX", "ADJ") else []
    return []


def is_doer(m: Phrase, cluster: Cluster) -> bool:
    """Principle B: is the pronoun the object of what somebody of the cluster does?"""
    v = own_verb(m)
    if v < 0:
        return False
    found = doers(m.sentence, v)
    for p in reversed(cluster.members):
        if p.sentence is not m.sentence:
            return False
        if p.head in found:
            return True
    return False


def below(s: Sentence, v: int, j: int) -> bool:
    """Does a word stand below a verb, within what the verb's subject commands?"""
    for _ in range(len(s)):
        if j < 0 or base(s.deprels[j]) in OUTSIDE:
            return False
        if base(s.deprels[j]) in BESIDE and any(base(s.deprels[k]) == "nsubj" for k in s.children_of(j)):
            return False
        j = s.heads[j]
        if j == v:
            return True
    return False


def names_below(m: Phrase, phrases: Sequence[Phrase]) -> list[Phrase]:
    """Principle C: the names after a subject pronoun that stand below its verb, which name others. `phrases` are those
    of its sentence."""
    s = m.sentence
    if m.pronoun is None or m.pronoun.person != 3 or base(s.deprels[m.head]) != "nsubj" or s.heads[m.head] < 0:
        return []
    v = s.heads[m.head]
    return [
        p
        for p in phrases
        if p.kind == "name" and not p.together and p.first > m.head and p.quoted == m.quoted and below(s, v, p.head)
    ]


def is_told_of(m: Phrase, cluster: Cluster) -> bool:
    """Principle C of descriptions: is it somebody of the cluster as whose word or deed the description is told? `Ann
    Roe said the party leader was out of touch` speaks of another leader."""
    s = m.sentence
    if m.kind != "nominal" or m.type != "person" or m.determiner not in ("def", "dem") or m.quoted:
        return False
    here = {x.head for x in cluster.members if x.sentence is s and x.last <= m.first}
    v = s.heads[m.head] if here else -1
    for _ in range(len(s)):
        if v < 0:
            return False
        subject = next((j for j in s.children_of(v) if base(s.deprels[j]) == "nsubj" and j < m.first), -1)
        if subject in here and below(s, v, m.head):
            return True
        v = s.heads[v]
    return False


def named_below(cluster: Cluster, names: Sequence[Phrase]) -> bool:
    """Is one of the names below a pronoun that of the cluster?"""
    return any(x.kind == "name" and same_name(x, n) for n in names for x in cluster.members)
