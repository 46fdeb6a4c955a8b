"""Names that mean one thing in the press of one country and another in that of the next: Georgia, Congress, Labour."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container

from onrecord.actors.draft import Draft
from onrecord.actors.lying import LIKELY, Lands
from onrecord.actors.tables.home_bodies import HOME_BODIES
from onrecord.actors.tables.lexicon import fold, shipped
from onrecord.actors.tables.phrase_words import NAMESAKES, PARTY_PEOPLE
from onrecord.language.reading import Reading
from onrecord.mentions.traits import Phrase


def regions_not_countries(drafts: list[Draft], reading: Reading, places: Lands) -> None:
    """`Georgia` beside two regions or cities of the United States, or in an article whose places lie there, where
    nothing else is of the country of that name, is the region, which is no actor of its own.
    """
    for land, (name, other) in NAMESAKES.items():
        of_it = [d for d in drafts if d.country == land]
        else_of_it = any(c.country == land and name not in p.words for d in drafts for p, c in d.codes)
        if not of_it or else_of_it:
            continue
        beside = set()
        for s in reading.sentences:
            for n in s.names:
                called = " ".join(s.words[n.first : n.last])
                known = shipped().get(called) if n.type == "place" else []
                if known and known[0].kind in ("region", "city") and known[0].country == other:
                    beside.add(fold(called))
        if len(beside) < 2 and not _lies_in(other, name, places, reading):
            continue
        for d in of_it:
            if d.land is not None:
                d.land, d.wikidata, d.type = None, None, None
            d.country = other
            d.evidence = [e for e in d.evidence if not e.startswith("country") and "country:" not in e]
            d.evidence.append(f"country: {name.title()!r} beside places of {other}")


def _lies_in(land: str, name: str, places: Lands, reading: Reading) -> bool:
    """Whether all places of the article but the namesake itself lie in one country, this one."""
    found = {
        at for start, (end, at, odds) in places.items()
        if odds >= LIKELY and name not in fold(reading.text[start:end]).split()
    }  # fmt: skip
    return found == {land}


def bodies_at_home(drafts: list[Draft], places: Lands) -> None:
    """A body known by a common word is the one that the home country's press calls so, where the article speaks mostly
    of that country and of nothing else of the country whose body the tables know: `the Congress` in a report from India
    is the party, and so is who is called by it (`Labor leader Ann Roe`).
    """
    called = [(d, _words_of(d)) for d in drafts]
    spoken = Counter(c.country for d in drafts for p, c in d.codes if c.country and not _tells_by(p, HOME_BODIES))
    spoken.update(land for _, land, odds in places.values() if odds >= LIKELY)
    if not spoken:
        return
    most = max(spoken.values())
    home = min(land for land, n in spoken.items() if n == most)
    if most < 2 or most * 2 <= sum(spoken.values()):
        return
    for d, words in called:
        rows = [row for word in sorted(words) for row in HOME_BODIES[word] if row.country == home]
        best = next((row for row in rows if words <= row.words), None)
        if d.country != home and d.bloc is None and (d.country is None or not spoken[d.country]) and best is not None:
            d.country, d.sectors, d.name, d.wikidata = home, list(best.sectors), best.name, best.wikidata
            d.type, d.land = "organization", None
            d.codes = [(p, c) for p, c in d.codes if c.country in (None, home)]
            d.evidence = [f"country and sectors: {best.name!r}, in an article on {home}"]
        elif best is None and (d.country in (None, home) or not spoken[d.country]):
            _is_of_party(d, home)


# Sectors that a calling alone tells, where the body is not known.
_UNSURE = frozenset({"PTY", "UNK", "CVL", "LAB"})


def _is_of_party(d: Draft, home: str) -> None:
    """Who is called by a party's common name at home is of it: `Labor leader Ann Roe`, `Labour's spokesman`."""
    for p in d.phrases:
        for n in (3, 2, 1):
            row = next((r for r in HOME_BODIES.get(" ".join(p.words[:n]), ()) if r.country == home), None)
            if row is None or p.pronoun is not None or not p.sentence.words[p.first][:1].isupper():
                continue
            if _is_whom(p, n) and row.sectors[:1] == ("PTY",):
                d.country = home
                d.sectors = list(row.sectors) if set(d.sectors) <= _UNSURE else d.sectors
                d.evidence = [e for e in d.evidence if not e.startswith("country") and "country:" not in e]
                d.evidence.append(f"country and sectors: {p.text!r} is of {row.name!r}, in an article on {home}")
                return


def _is_whom(p: Phrase, n: int) -> bool:
    """Whether behind the first `n` words of a phrase somebody of a party is named, with a field at most before it."""
    for word in p.sentence.words[p.first + n : min(p.last, p.first + n + 3)]:
        if word.lower() in PARTY_PEOPLE:
            return True
        if not word.islower():
            return False
    return False


def _words_of(d: Draft) -> frozenset[str]:
    """What a body is called, where all its names are common words of `HOME_BODIES`; else nothing."""
    named = [p for p in d.phrases if p.pronoun is None]
    called = frozenset(fold(p.own).removeprefix("the ") for p in named)
    capitals = all(any(w[:1].isupper() for w in p.own.split() if fold(w) != "the") for p in named)
    return (
        called if named and capitals and d.type != "person" and all(w in HOME_BODIES for w in called) else frozenset()
    )


def _tells_by(p: Phrase, words: Container[str]) -> bool:
    """Whether a phrase begins with one of the words that name one body here and another there."""
    told = p.words[1:] if p.words[:1] == ["the"] else p.words
    return any(" ".join(told[:n]) in words for n in (1, 2, 3))
