"""The mentions of a report grouped by the thing they speak of."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.language.reading import Reading
from onrecord.mentions.coreference import corefer
from onrecord.mentions.find import phrases_of
from onrecord.mentions.links import stated
from onrecord.mentions.traits import Phrase
from onrecord.record import Mention


def cluster_mentions(reading: Reading, mentions: Sequence[Mention]) -> list[list[Phrase]]:
    """Clusters of phrases, single ones included, in order of first mention; `phrase.index` is the place in
    `mentions`.
    """
    phrases = phrases_of(reading, mentions)
    first_and_second = {p.index for p in phrases if p.pronoun is not None and p.pronoun.person < 3}
    kept = [p for p in phrases if p.index not in first_and_second]
    clusters = corefer(kept, joined=stated(phrases))
    return clusters + [[p] for p in phrases if p.index in first_and_second]
