"""Bodies of state that a country's leader commands are that country's: `President Roe said he had ordered the army to
stand by`, whatever other country the article speaks of."""

from __future__ import annotations

from onrecord.actors.draft import STATE_SECTORS, Draft
from onrecord.actors.tables.lexicon import fold
from onrecord.actors.tables.phrase_words import SENT
from onrecord.mentions.commands import commander_of


def from_commander(drafts: list[Draft]) -> None:
    """Give bodies of state of no known country that of whoever, of a country's government, commands them."""
    by_head = {(p.sentence.index, p.head): d for d in drafts for p in d.phrases}
    for d in drafts:
        if d.country is not None or d.bloc is not None or d.land:
            continue
        if not STATE_SECTORS & set(d.sectors[:1]):
            continue
        for p in d.phrases:
            if d.type == "person" and p.role != "obj":
                continue  # "said the president would come": perhaps another country's
            at = commander_of(p) if p.kind == "nominal" and p.determiner in ("def", "bare") else None
            of = by_head.get((p.sentence.index, at)) if at is not None else None
            if of is not None and of is not d and _governs(of):
                d.country = of.land or of.country
                d.evidence.append(f"country: {p.text!r} is what {of.name!r} commands")
                break


def _governs(d: Draft) -> bool:
    """Whether a draft is a country that acts or somebody of its government."""
    if d.land is not None:
        return True
    sent = fold(d.role or "").split(" ")[-1] in SENT
    return d.type == "person" and d.country is not None and d.sectors[:1] == ["GOV"] and not sent
