"""Names of bodies that were cut where a list or a genitive goes on: `Ministry of Trade and Arts`, `Teachers' Union`."""

from __future__ import annotations

from dataclasses import replace

from onrecord.actors.tables.lexicon import fold, shipped
from onrecord.actors.tables.phrase_words import FIELDS, PORTFOLIOS
from onrecord.language.reading import Name, Sentence
from onrecord.mentions.joined_names import lengthened
from onrecord.mentions.vocabulary import unsaid


def over_list(s: Sentence, names: list[Name]) -> list[Name]:
    """A ministry's name goes on over the fields that it is for: `Ministry of Land, Transport and Tourism`."""

    def whole(n: Name) -> Name:
        listed = fold(s.words[n.first]) in PORTFOLIOS and "of" in s.words[n.first : n.last]
        return replace(n, last=_end_of_fields(s, n.last)) if n.type == "organization" and listed else n

    return lengthened(names, whole)


def _end_of_fields(s: Sentence, last: int) -> int:
    """Where a list of fields of policy in capitals ends that goes on at token `last`; `last` where none does."""
    k = last
    while k < len(s):
        joint = k
        while joint < len(s) and s.words[joint] in (",", "and", "&"):
            joint += 1
        end = joint
        while end < len(s) and s.words[end][:1].isupper():
            end += 1
        words = [fold(w) for w in s.words[joint:end]]
        if joint == k or not words or not any(w in FIELDS for w in words) or words[-1] not in FIELDS:
            return k
        k = end
    return k


def over_genitive(s: Sentence, names: list[Name]) -> list[Name]:
    """A body's name goes on over the genitive of those who make it up or sit in it: `Teachers' Union`, `Magistrate's
    Court`."""

    def whole(n: Name) -> Name:
        whose, at = n.last - 1, n.last
        if s.words[whose] in ("'s", "’s", "'", "’"):
            whose, at = whose - 1, n.last - 1
        if n.type == "organization" and whose > n.first - 1 and s.words[at : at + 1] and _sit_in_it(s, whose, at):
            end = at + 1
            while end < len(s) and s.words[end][:1].isupper():
                end += 1
            if end > at + 1 and fold(s.words[end - 1]) in unsaid()["name"] | {"court", "courts"}:
                return replace(n, last=max(n.last, end))
        return n

    return lengthened(names, whole)


def _sit_in_it(s: Sentence, whose: int, mark: int) -> bool:
    """Whether a word in capitals before a mark of genitive is a calling: `Owners'`, `Magistrate's`."""
    if s.words[mark] not in ("'s", "’s", "'", "’") or not s.words[whose][:1].isupper():
        return False
    return any(e.kind == "agent" and e.bearer in ("person", "group") for e in shipped().get(s.words[whose]))
