"""The country of an actor by where the place in its words lies: `Halden police` are of the country of Halden."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from onrecord.actors.tables.actor_code import ActorCode
from onrecord.actors.tables.lexicon import fold, shipped
from onrecord.actors.tables.phrase_words import FACING, FOREIGN, LIES
from onrecord.mentions.traits import Phrase

# By where a name of a place begins: where it ends, the country that it lies in, and the odds for it.
Lands = Mapping[int, tuple[int, str, float]]

LIKELY = 0.6  # odds that give a country to a phrase that names none
SURE = 0.75  # odds that go before the tables' capitals and regions
SAYS = "lies there"  # ends the evidence
_TOWNS = frozenset({"capital", "city", "region"})


def located(p: Phrase, c: ActorCode, lands: Lands) -> ActorCode:
    """The coding of a phrase with the country that the place named in it lies in, where its words name no country, or
    only a capital or region that the article's place of that name is not: `Athens police` in a report from Ohio.
    """
    if not lands or c.given is not None or c.bloc is not None:
        return c
    found = _places(p, lands) or _of_place(p, lands)
    if len({land for _, _, land, _ in found}) != 1:
        return c  # none, or "officials in Halden, Arda and Veld": of no one country
    first, last, land, odds = found[0]
    words = " ".join(p.sentence.words[first:last])
    said = (f"country: {words!r} {SAYS}",)
    if c.country is None and c.kind in ("agent", "organization") and odds >= LIKELY:
        return replace(c, country=land, evidence=c.evidence + said)
    if c.country in (None, land) or odds < SURE or not _is_town(words, c):
        return c
    rest = tuple(e for e in c.evidence if not e.startswith("country:"))
    if c.kind in _TOWNS:
        return ActorCode(land, sectors=c.sectors, kind="city", bearer=c.bearer, evidence=said)
    return replace(c, country=land, evidence=rest + said)


def _of_place(p: Phrase, lands: Lands) -> list[tuple[int, int, str, float]]:
    """The place that somebody named with an office is of: `President Ann Roe of Halden`."""
    s = p.sentence
    if p.kind != "name" or p.type != "person" or not p.title or s.words[p.last : p.last + 1] != ["of"]:
        return []
    first = p.last + 1 + (s.words[p.last + 1 : p.last + 2] == ["the"])
    at = lands.get(s.starts[first]) if first < len(s) else None
    if at is None:
        return []
    last = next((k for k in range(first + 1, len(s)) if s.starts[k] >= at[0]), len(s))
    owns = last < len(s) and s.words[last] in ("'s", "’s", "'", "’")
    return [] if owns else [(first, last, at[1], at[2])]


def _is_calling(word: str) -> bool:
    """Whether a word is nothing to the tables but a calling or a kind of body."""
    found = shipped().get(word)
    return bool(found) and all(e.kind == "agent" for e in found)


def _is_town(words: str, c: ActorCode) -> bool:
    """Whether the coding has its country from these words or one of them, as that of a capital or a region."""
    said = next((e.split("'")[1] for e in c.evidence if e.startswith("country: '")), "")
    meant = [e.kind for e in shipped().get(said) if e.country == c.country]
    return bool(meant) and _TOWNS.issuperset(meant) and f" {said} " in f" {words} "


def _places(p: Phrase, lands: Lands) -> list[tuple[int, int, str, float]]:
    """The places by which a phrase says where somebody is at home: tokens `[first, last)`, country and odds. Those
    before its head go before those behind it.
    """
    s = p.sentence
    own = range(p.name.first, p.name.last) if p.name is not None and p.type == "person" else range(0)
    before: list[tuple[int, int, str, float]] = []
    behind: list[tuple[int, int, str, float]] = []
    for i in range(p.first, p.last):
        at = lands.get(s.starts[i])
        if at is None or at[0] > p.end or i in own:
            continue
        last = next((k for k in range(i + 1, p.last) if s.starts[k] >= at[0]), p.last)
        if shipped().longest(s.words, i)[0] > last:
            continue  # "Supreme Court", though there is a town of Supreme
        if last == i + 1 and i > p.first and s.words[i - 1] == "of" and _is_calling(s.words[i]):
            continue  # "High Court of Justice", though there is a town of Justice
        after = s.words[last] if last < len(s) else ""
        if fold(p.lemma) in FACING and after in ("'s", "’s", "'", "’"):
            continue  # "the Kremlin's friend"
        if after in ("-", "–") and last + 1 < len(s):
            after = s.words[last + 1]  # "Halden-backed rebels"
        k = i - 1
        while k > p.first and (s.upos[k] in ("DET", "ADJ") or fold(s.words[k]) == "the"):
            k -= 1
        at_home = k < p.first or s.upos[k] not in ("ADP", "SCONJ", "PART", "VERB") or fold(s.words[k]) in LIES
        if at_home and fold(after) not in FOREIGN:
            (before if last <= p.head else behind).append((i, last, at[1], at[2]))
    return before or behind
