"""One event told in several sentences is given once: what speaks for and against two records being of one event."""

from __future__ import annotations

from onrecord.events.lexicon import load
from onrecord.record import Event, Place

EACH_OTHER = "each other"
"""The recipient's role where both sides stand on both sides."""
TWO_SIDED = ("CONSULT", "ASSAULT")
"""Types whose triggers speak of one event in many words (`attack`, `kill`; `meet`, `talks`)."""
EXPLICIT = ("clause", "sentence", "offset")
"""Where a date was found that the event's own words give."""
REACH = 8
"""Sentences back to which a definite noun takes an event up."""


def told_once(
    events: list[Event],
    again: set[int],
    bare: set[int],
    tolls: dict[int, bool],
    states: frozenset[str],
    places: dict[str, Place],
) -> list[Event]:
    """One event told in several sentences once: same type, parties that agree, no two different days or statuses.

    `again` holds the events (by `id()`) that a definite noun tells (`the attack`): a re-mention of the last event of
    that kind where nothing speaks against it. `bare` holds those of them of which nothing is told but who answers for
    them (`claimed responsibility for the attack`): no event without the one that they speak of. `tolls` holds those
    that tell the outcome of an attack told before, and whether a victim is named. `states` are the ids of countries, to
    which the same is done again and again; `places` are the article's by id.
    """
    out: list[Event] = []
    for e in events:
        first = next((o for o in out if _same(o, e, states, places)), None)
        if first is None and id(e) in again:
            first = next((o for o in reversed(out) if _taken_up(o, e, places)), None)
        of_attack = False
        if first is None and id(e) in tolls:
            first = next((o for o in reversed(out) if _attack_of(o, e, tolls[id(e)], places)), None)
            of_attack = first is not None
        if first is None:
            if id(e) not in bare:
                out.append(e)
            continue
        first.evidence.setdefault("also_in", []).append(e.sentence)
        mutual = first.evidence["roles"].get("recipient") == EACH_OTHER
        if not (of_attack and _two_sided(first)):
            first.recipients += [r for r in e.recipients if r not in first.recipients and r not in first.actors]
        if not mutual:
            first.actors += [a for a in e.actors if a not in first.actors and a not in first.recipients]
        first.quantities += [q for q in e.quantities if q not in first.quantities]
        first.place = first.place or e.place
        first.mode = first.mode or e.mode
        if first.evidence.get("date_from") == "article" and e.evidence.get("date_from") in EXPLICIT:
            first.date, first.evidence["date_from"] = e.date, e.evidence["date_from"]
        if first.attributed_to is not None and e.attributed_to is None:
            first.attributed_to = None
    return out


def _agree(a: Event, b: Event, places: dict[str, Place]) -> bool:
    """No two modes, sentences in one, days or places that differ."""
    if a.type != b.type or a.sentence == b.sentence:
        return False
    if a.mode is not None and b.mode is not None and a.mode != b.mode:
        return False
    if _other_day(a, b):
        return False
    return not _elsewhere(places.get(a.place or ""), places.get(b.place or ""))


def _elsewhere(a: Place | None, b: Place | None) -> bool:
    """Are the two places apart: neither one place named twice, nor a country or province that may hold the other?"""
    if (
        a is None
        or b is None
        or (a.name, a.country) == (b.name, b.country)
        or (a.geonames and a.geonames == b.geonames)
    ):
        return False
    return a.country != b.country or not {a.feature, b.feature} & {"country", "admin", "region"}


def _done_once(a: Event, b: Event, states: frozenset[str]) -> bool:
    """Do both tell of the killing, or both of the abduction, of the same people, by nobody else?"""
    if a.type != "ASSAULT" or (a.type, a.status) != (b.type, b.status) or a.sentence == b.sentence:
        return False
    abducted = (a.mode == "abduct", b.mode == "abduct")
    killed = {str(e.evidence.get("trigger")).replace(" ", "_") for e in (a, b)} <= load().classes["once"]
    if not (all(abducted) or (killed and not any(abducted))):
        return False
    if a.actors and b.actors and not set(a.actors) & set(b.actors):
        return False
    if _other_day(a, b):
        return False
    return bool((set(a.recipients) & set(b.recipients)) - states)


def _other_day(a: Event, b: Event) -> bool:
    """Do their own words give the two different days?"""
    explicit = all(e.evidence.get("date_from") in EXPLICIT for e in (a, b))
    if not (explicit and a.date and b.date):
        return False
    return (a.date.earliest, a.date.latest) != (b.date.earliest, b.date.latest)


def _same(a: Event, b: Event, states: frozenset[str], places: dict[str, Place]) -> bool:
    if _done_once(a, b, states):
        return True
    if a.status != b.status or not _agree(a, b, places):
        return False
    alike = a.evidence.get("trigger") == b.evidence.get("trigger")
    if not alike and a.type not in TWO_SIDED:
        return False
    if not a.actors and not b.actors:
        return alike and bool(set(a.recipients) & set(b.recipients))
    if not set(a.actors) & set(b.actors):
        return False
    if any(_two_sided(x) and y.recipients and not set(y.recipients) & set(x.actors) for x, y in ((a, b), (b, a))):
        return False  # `police and rebels fought`, `police shot four men`: others than those who fought
    return not (a.recipients and b.recipients and not set(a.recipients) & set(b.recipients))


def _two_sided(e: Event) -> bool:
    """Do its parties fight each other, so that the dead are of one of them?"""
    return len(e.actors) > 1 and (not e.recipients or e.evidence["roles"].get("recipient") == EACH_OTHER)


def _attack_of(a: Event, b: Event, named: bool, places: dict[str, Place]) -> bool:
    """Can `a` be the attack whose toll `b` tells? A named victim of a fight is an event of its own."""
    if not 0 < b.sentence - a.sentence <= REACH or not _agree(a, b, places) or a.status != b.status:
        return False
    return not (named and _two_sided(a)) and a.mode != "abduct"


def _taken_up(a: Event, b: Event, places: dict[str, Place]) -> bool:
    """Can the definite noun `b` speak of the event `a` before it?"""
    if not 0 < b.sentence - a.sentence <= REACH or not _agree(a, b, places) or b.status not in (a.status, "happened"):
        return False
    sides = ((a.actors, b.actors), (a.recipients, b.recipients))
    apart = any(x and y and not set(x) & set(y) for x, y in sides)
    return not apart and not set(a.actors) & set(b.recipients) and not set(a.recipients) & set(b.actors)
