"""Which sense of a known piece is meant: by the country beside it, the hint, and who held the office on the day."""

from __future__ import annotations

from dataclasses import replace

from onrecord.actors.tables.lexicon import Entry, Lexicon, fold
from onrecord.actors.tables.phrase_words import ALONE, BREAKS
from onrecord.actors.tables.pieces import GEO, Parts, Piece


def choose(parts: Parts, on: str | None, hint: str | None) -> None:
    """Among the readings of each piece, the one that fits the country named beside it, the hint, and the date."""
    lands = {p.entry.country for p in parts.pieces if p.entry.kind in GEO}
    wanted = lands or ({hint} if hint else set())
    titles = {fold(p.entry.name) for p in parts.pieces if p.entry.kind == "agent" and p.entry.bearer == "person"}
    for p in parts.pieces:
        fit = [e for e in p.entries if e.country in wanted]
        bodies = [e for e in p.entries if e.kind == "organization"]
        nouns = [e for e in p.entries if e.kind == "agent"]
        persons = [e for e in p.entries if e.kind == "person"]
        if persons:
            p.entry = office_on(persons, on, wanted, titles)
        elif fit and p.entry.kind not in GEO:
            p.entry = fit[0]
        elif bodies and nouns and wanted and bodies[0].country not in wanted:
            p.entry = nouns[0]  # "the Indian Congress": the noun, not the body of another country
        elif bodies and nouns and not any(w[:1].isupper() for w in parts.words[p.first : p.last]):
            p.entry = nouns[0]


def office_on(
    terms: list[Entry], on: str | None, lands: set[str | None], titles: set[str] | frozenset[str] = frozenset()
) -> Entry:
    """The term that counts on a day: one held then, else the last one before it (as a former one), else the first
    after. Where no day is known, the office that the phrase itself names (`titles`) is held.
    """
    if on is None and titles:
        named = [t for t in terms if titles & set(fold(t.role or "").split()) or fold(t.role or "") in titles]
        if named:
            return max(named, key=lambda t: (not t.until, t.since))
    own = [t for t in terms if t.country in lands] or terms
    day = on or "9999"
    held = [t for t in own if t.holds(on)] if on else [t for t in own if not t.until]
    if held:
        return max(held, key=lambda t: (t.since, bool(t.wikidata)))
    past = [t for t in own if t.since <= day and t.until]
    if past:
        best = max(past, key=lambda t: t.until)
        return replace(
            best,
            sectors=("ELI",) if best.sectors[:1] and best.sectors[0] in FADING else best.sectors,
            role=f"former {best.role}" if best.role else None,
        )
    return min(own, key=lambda t: t.since)


# Sectors that an actor loses with the office.
FADING = frozenset({"GOV", "LEG", "MIL", "SPY", "JUD", "COP"})


def surname(parts: Parts, lexicon: Lexicon, on: str | None, hint: str | None) -> None:
    """A family name is the office-holder of that name, where just one country has one: after a title or beside a
    country, or alone where it is renowned.
    """
    taken = {k for p in parts.pieces for k in range(p.first, p.last)}
    lands = {p.entry.country for p in parts.pieces if p.entry.kind in GEO} or ({hint} if hint else set())
    titles = {fold(p.entry.name) for p in parts.pieces if p.entry.kind == "agent" and p.entry.bearer == "person"}
    if any(p.entry.kind == "person" for p in parts.pieces):
        return
    unknown = [
        k
        for k in range(len(parts.words))
        if k not in taken and parts.words[k][:1].isupper() and parts.folded[k] not in BREAKS
    ]
    if len(unknown) != 1:
        return
    k = unknown[0]
    if parts.folded[k + 1 : k + 2] and parts.folded[k + 1][:1].isdigit():
        return  # "the May 6 vote"
    if parts.folded[k] not in ALONE:
        # What stands behind an unknown name is no title of its bearer: "Fox executives" are a company's.
        titles &= {fold(p.entry.name) for p in parts.pieces if p.first < k}
    bearers = lexicon.surnames.get(parts.folded[k], [])
    known = [e for e in bearers if not on or not e.since or e.since <= on] or (bearers if titles else [])
    if not (lands or titles) and (len(parts.words) > 1 or parts.folded[k] not in ALONE):
        return
    fit = [e for e in known if not lands or e.country in lands]
    if titles and len({e.country for e in fit}) > 1:
        fit = [e for e in fit if titles & set(fold(e.role or "").split())]
    if on and (lands or titles):
        fit = [e for e in fit if e.holds(on)] or [e for e in fit if not e.until or on[:4] <= later(e.until)]
    if fit and len({(e.country, fold(e.name.split()[-1])) for e in fit}) == 1:
        parts.pieces.append(Piece(k, k + 1, fit, office_on(fit, on, lands, titles)))
        parts.pieces.sort(key=lambda p: p.first)


def later(until: str) -> str:
    """The last year in which a former office-holder is still called by the title."""
    return str(int(until[:4]) + 15)


def holders(lexicon: Lexicon, country: str, role: str, on: str) -> list[Entry]:
    """Who held an office of a country on an ISO day: the terms that say so, the latest begun first."""
    wanted = office_words(role)
    found = [e for e in lexicon.terms if e.country == country and e.role and office_words(e.role) == wanted]
    held = sorted((e for e in found if e.since and e.holds(on)), key=lambda e: e.since, reverse=True)
    return list({e.name: e for e in reversed(held)}.values())[::-1]


# One office under two names.
SAME_OFFICE = {"defence": "defense", "external": "foreign", "affairs": "", "federal": ""}


def office_words(role: str) -> frozenset[str]:
    """The words of an office as they are compared: Minister of External Affairs is Foreign Minister."""
    words = (SAME_OFFICE.get(w, w) for w in fold(role).split() if w not in ("of", "the", "for"))
    return frozenset(w for w in words if w)
