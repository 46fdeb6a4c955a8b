"""Single instances told after a sum of them: `several attacks in Arland, including one on a hotel in Vesk on May 3`.

Each `one` or `another` after `including` or `among them` that has a place or a date of its own is an event of the same
type beside the sum. Read from the words, since parsers hang such phrases anywhere.
"""

from __future__ import annotations

from dataclasses import replace

from onrecord.events.grammar import Grammar
from onrecord.events.parties import Parties
from onrecord.events.triggers import Candidate

OPENERS = frozenset({"including", "among", "included"})
MEMBERS = frozenset({"one", "another"})
TARGET = frozenset({"on", "against", "at", "targeting"})
FURTHEST = 16
SINGLE = "one of them"
"""The note on a single event of a sum; whatever place its words name is its."""


def instances(c: Candidate, g: Grammar, p: Parties) -> list[tuple[Candidate, range]]:
    """The single events of a plural event noun, each with the tokens that tell of it."""
    if not c.nominal or not g.s.xpos[c.at].endswith("S") or c.status not in ("happened", "ongoing"):
        return []
    opener = next((j for j in range(c.at + 1, len(g.lower)) if g.lower[j] in OPENERS), None)
    if opener is None or any(g.verbal(j) and g.s.xpos[j] not in ("VBG", "VBN") for j in range(c.at + 1, opener)):
        return []
    starts = [j for j in range(opener + 1, len(g.lower)) if g.lower[j] in MEMBERS]
    if not starts or starts[0] - opener > 3:
        return []
    out = []
    for n, j in enumerate(starts):
        end = min([*starts[n + 1 : n + 2], j + FURTHEST, len(g.lower)])
        stop = next((k for k in range(j, end) if g.lower[k] in (";", ".") or g.s.upos[k] == "SCONJ"), end)
        following = g.lower[j + 1] if j + 1 < len(g.lower) else ""
        if following not in TARGET | {"in", "near", "outside", "that", "which"}:
            continue
        span = range(j, stop)
        recipients: list[str] = []
        if following in TARGET:
            for k in span:
                m = p.heads[k] and p.mention_at(k)
                if m and m.actor is not None and m.actor not in c.actors:
                    recipients = [m.actor]
                    break
                own = p.promoted(k) if g.s.upos[k] in ("NOUN", "PROPN") and g.base[k] != "compound" else None
                if own is not None and own not in c.actors:
                    recipients = [own]
                    break
        single = replace(
            c,
            at=j,
            tokens=sorted({*c.tokens, j}),
            actors=list(c.actors),
            recipients=recipients,
            roles={**c.roles, "recipient": "after " + g.lower[j]},
            runners_up=list(c.runners_up),
            note=SINGLE,
        )
        out.append((single, span))
    return out
