"""A family name alone, where the article names several of a family: the one who spoke or was spoken of last."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.mentions.features import Cluster
from onrecord.mentions.traits import Phrase

SHARE = 4  # times as often as another that one of the family is spoken of
BACK = 40  # phrases back that count as just spoken of


def of_family(
    m: Phrase,
    names: Sequence[Phrase],
    earlier: Sequence[Phrase],
    cluster_of: dict[int, Cluster],
    speaker: Cluster | None,
) -> Cluster | None:
    """Whom a family name alone means of several persons named in full with it; None where there is but one."""
    if m.type != "person" or len(m.given) != 1:
        return None
    bearers: list[Cluster] = []
    for a in names:
        full = a.type == "person" and len(a.given) > 1 and a.given[-1] == m.given[0]
        if full and {a.gender, m.gender} != {"m", "f"} and all(cluster_of[a.index] is not c for c in bearers):
            bearers.append(cluster_of[a.index])
    if len(bearers) < 2:
        return None
    # Whom a whole article is about keeps the family name, whoever of the family is named once.
    most = max(len(c.members) for c in bearers)
    bearers = [c for c in bearers if len(c.members) * SHARE >= most]
    if m.speaks and any(c is speaker for c in bearers):
        return speaker
    for a in reversed(earlier[-BACK:]):
        if any(cluster_of[a.index] is c for c in bearers):
            return cluster_of[a.index]
    return None
