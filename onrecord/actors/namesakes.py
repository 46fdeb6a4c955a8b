"""Names that mean one thing in the press of one country and another in that of the next: Georgia, Congress, Labour."""

from __future__ import annotations

from collections import Counter

from onrecord.actors.draft import Draft
from onrecord.actors.lying import LIKELY, Lands
from onrecord.actors.tables.lexicon import fold, shipped
from onrecord.actors.tables.phrase_words import BODIES_AT_HOME, NAMESAKES
from onrecord.language.reading import Reading


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
    """A body known by a common word is the home country's of that name where the article speaks of that country and of
    nothing else of the known one's: `the Congress` in a report from India is the party.
    """
    for d in drafts:
        own = {fold(p.own) for p in d.phrases if p.kind == "name"}
        rows = [row for row in BODIES_AT_HOME if d.country == row.abroad and own and own <= row.words]
        if not rows:
            continue
        spoken = Counter(c.country for x in drafts if x is not d for p, c in x.codes if c.country)
        spoken.update(land for _, land, odds in places.values() if odds >= LIKELY)
        best = next((row for row in rows if spoken[row.home] > 1 and not spoken[row.abroad]), None)
        if best is not None and spoken[best.home] * 2 > sum(spoken.values()):
            d.country, d.sectors, d.name, d.wikidata = best.home, list(best.sectors), best.name, best.wikidata
            d.codes = [(p, c) for p, c in d.codes if c.country != best.abroad]
            d.evidence = [f"country and sectors: {best.name!r}, in an article on {best.home}"]
