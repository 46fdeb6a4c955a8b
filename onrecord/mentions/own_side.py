"""Whom `they` cannot mean beside `we` and `us` in a quotation: the speaker's own people.

"We were on the road when they attacked us," said a union leader: whoever attacked, it was not the workers.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.actors.tables.actor_code import ActorCode
from onrecord.actors.tables.lexicon import fold
from onrecord.language.reading import Sentence
from onrecord.mentions.features import Cluster
from onrecord.mentions.links import OURS
from onrecord.mentions.traits import Phrase

_THEY = frozenset({"they", "them", "their", "theirs"})
# Whose people protesters mostly are.
_MARCHING = frozenset({"LAB", "EDU", "AGR", "SOC", "OPP"})
_UP = 4  # words up to the verb of a clause


def beside_us(m: Phrase) -> bool:
    """Whether a phrase is a `they` inside a quotation whose clause speaks of `us` too."""
    if m.pronoun is None or m.pronoun.word not in _THEY or not m.quoted:
        return False
    s = m.sentence
    verb = _verb(s, m.head)
    return verb >= 0 and any(fold(w) in OURS and _verb(s, k) == verb for k, w in enumerate(s.words))


def _verb(s: Sentence, k: int) -> int:
    """The verb of the clause that a word stands in, -1 where none is found."""
    for _ in range(_UP):
        k = s.heads[k]
        if k < 0 or s.upos[k] in ("VERB", "AUX"):
            return k
    return -1


def speakers_of(m: Phrase, phrases: Sequence[Phrase]) -> list[Phrase]:
    """Who speaks the quotation around a phrase, by the words of its sentence: the speaker and what is said of him."""
    said = [p for p in phrases if p.speaks and not p.quoted and p.pronoun is None]
    return said + [p for p in phrases if p.role == "appos" and any(p.sentence.heads[p.head] == x.head for x in said)]


def is_own_side(codes: Sequence[ActorCode], cluster: Cluster) -> bool:
    """Whether a cluster is people of the sector, and of no other country, of somebody coded so."""
    theirs = [x.code for x in cluster.members if x.pronoun is None and x.code.sectors]
    return any(_of_one_side(own, other) for own in codes for other in theirs)


def _of_one_side(own: ActorCode, other: ActorCode) -> bool:
    """Whether two are coded alike, or one marches and the other protests, and no two countries are told."""
    if not own.sectors or own.sectors[0] == "UNK" or (own.country and other.country and own.country != other.country):
        return False
    return own.sectors[0] == other.sectors[0] or (own.sectors[0] in _MARCHING and other.sectors[0] == "OPP")
