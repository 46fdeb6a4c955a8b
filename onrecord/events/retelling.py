"""One event told in several sentences is given once: what speaks for and against two records being of one event."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from onrecord.events.lexicon import load, read_table
from onrecord.events.ontology import SPEECH
from onrecord.record import Event, Place

EACH_OTHER = "each other"
"""The recipient's role where both sides stand on both sides."""
TWO_SIDED = ("CONSULT", "ASSAULT")
"""Types whose triggers speak of one event in many words (`attack`, `kill`; `meet`, `talks`)."""
EXPLICIT = ("clause", "sentence", "offset")
"""Where a date was found that the event's own words give."""
REACH = 8
"""Sentences back to which a definite noun takes an event up."""
ONCE_A_DAY = SPEECH | {"PROTEST"}
"""Types of which one actor does one thing to one recipient a day, however many words tell it: the filter of event data
(Schrodt and others), which keep one row of a source, target and code a day."""
DONE_TO = ("ASSAULT", "COERCE", "SANCTION")
"""Types of what is done to somebody, who is told again without who did it."""
OPENING = 4
"""Sentences of the body that tell again what the headline tells."""
HARMED = frozenset({"injure", "wound", "maim", "hurt", "fight"})
"""Words of an attack that say whom it harmed, beside those of killing (class `once`)."""
REAL = ("happened", "ongoing")
DESCRIBING = frozenset({"this", "that", "these", "those", "a", "an", "the", "his", "her", "their", "its", "our"})
"""First words of a description, also where a headline's capitals make it look like a name."""


def told_once(
    events: list[Event],
    again: set[int],
    bare: set[int],
    tolls: dict[int, bool],
    states: frozenset[str],
    places: dict[str, Place],
    names: Mapping[str, str] | None = None,
    harm: Mapping[str, tuple[str, float]] | None = None,
) -> list[Event]:
    """One event told in several sentences once: same type, parties that agree, no two different days or statuses.

    `again` holds the events (by `id()`) that a definite noun tells (`the attack`): a re-mention of the last event of
    that kind where nothing speaks against it. `bare` holds those of them of which nothing is told but who answers for
    them (`claimed responsibility for the attack`): no event without the one that they speak of. `tolls` holds those
    that tell the outcome of an attack told before, and whether a victim is named. `states` are the ids of countries, to
    which the same is done again and again; `places` are the article's by id, `names` those of the actors who are named,
    by id; `harm` tells of each number of killed and hurt, by its id, of which it is and the number.
    """
    named = {k: n for k, n in (names or {}).items() if n.split()[:1] and n.split()[0].lower() not in DESCRIBING}
    out: list[Event] = []
    met: set[int] = set()
    for e in events:
        first = next((o for o in out if _same(o, e, states, places) or _one_act(o, e, states, places)), None)
        if first is None:
            told = next((o for o in out if id(o) not in met and _headline_toll(o, e, named, places, harm or {})), None)
            if told is not None:  # the body's words say more
                out.remove(told)
                out.append(e)
                e.evidence["also_in"] = [told.sentence]
                e.place, e.mode = e.place or told.place, e.mode or told.mode
                e.actors = e.actors or [a for a in told.actors if a not in e.recipients]
                continue
            first = next((o for o in out if id(o) not in met and _headline_of(o, e, named, places)), None)
            if first is not None:
                met.add(id(first))
                first.actors = _known(first.actors, e.actors, named)
                first.recipients = [r for r in _known(first.recipients, e.recipients, named) if r not in first.actors]
                first.evidence.setdefault("also_in", []).append(e.sentence)
                first.quantities += [q for q in e.quantities if q not in first.quantities]
                first.place, first.mode = first.place or e.place, first.mode or e.mode
                _date_by(first, e)
                continue
        if first is None and id(e) in again:
            nameless = named if id(e) in bare else None
            spoken_of = [o for o in reversed(out) if _taken_up(o, e, places, nameless)]
            first = next((o for o in spoken_of if _same_word(o, e)), spoken_of[0] if spoken_of else None)
            if first is not None and first.actors and not set(first.actors) & set(e.actors):
                first.actors = [a for a in e.actors if a not in first.recipients]  # "militants" by the claimant's name
        of_attack = False
        if first is None and id(e) in tolls:
            first = next((o for o in reversed(out) if _attack_of(o, e, tolls[id(e)], places)), None)
            of_attack = first is not None
        if first is None:
            if id(e) not in bare:
                out.append(e)
            continue
        first.evidence.setdefault("also_in", []).append(e.sentence)
        # a side that the first telling names is not added to, but by the toll: its row must be true of its own sentence
        # (where it says who was killed, not even by that)
        adds = not first.recipients or (of_attack and not _tells_harm(first))
        if adds and not (of_attack and _two_sided(first)):
            first.recipients += [r for r in e.recipients if r not in first.recipients and r not in first.actors]
        if not first.actors:
            first.actors = [a for a in e.actors if a not in first.recipients]
        first.quantities += [q for q in e.quantities if q not in first.quantities]
        first.place = first.place or e.place
        first.mode = first.mode or e.mode
        _date_by(first, e)
        if first.attributed_to is not None and e.attributed_to is None:
            first.attributed_to = None
    return out


def _date_by(first: Event, e: Event) -> None:
    """Date an event whose own words name no day by those of its other telling."""
    if first.evidence.get("date_from") in ("article", "statement") and e.evidence.get("date_from") in EXPLICIT:
        first.date, first.evidence["date_from"] = e.date, e.evidence["date_from"]


def _one_act(a: Event, b: Event, states: frozenset[str], places: dict[str, Place]) -> bool:
    """Do two words of a sentence, or two of an article, tell one act by one actor to one recipient?"""
    if a.type != b.type or not _alike(a, b) or _other_day(a, b):
        return False
    if _elsewhere(places.get(a.place or ""), places.get(b.place or "")):
        return False
    modes_differ = a.mode is not None and b.mode is not None and a.mode != b.mode
    if a.sentence == b.sentence:
        if set(a.trigger) & set(b.trigger):
            crossed = bool(set(a.actors) & set(b.recipients) or set(b.actors) & set(a.recipients))
            parted = crossed or (a.place, a.date) != (b.place, b.date)
            return not parted and bool({*a.actors, *a.recipients} & {*b.actors, *b.recipients})
        same = set(a.actors) == set(b.actors) and set(a.recipients) == set(b.recipients)
        return same and bool(a.actors or a.recipients) and not modes_differ
    if modes_differ or not set(a.recipients) & set(b.recipients):
        return False
    if a.type in ONCE_A_DAY and set(a.actors) & set(b.actors):
        sides = ((set(a.actors), set(b.actors)), (set(a.recipients), set(b.recipients)))
        return all(x <= y or y <= x for x, y in sides)
    if _word(a) != _word(b) or (a.actors and b.actors) or a.status != b.status:
        return False  # `police shot Orlov`, later `Orlov was shot`
    return a.type in ONCE_A_DAY or (a.type in DONE_TO and bool((set(a.recipients) & set(b.recipients)) - states))


def _alike(a: Event, b: Event) -> bool:
    """Are both as real: of one status, or both done?"""
    return a.status == b.status or (a.status in REAL and b.status in REAL)


def _headline_of(a: Event, b: Event, named: Mapping[str, str], places: dict[str, Place]) -> bool:
    """Is `a` the headline of `b`: the same act with one side the same and the other side told by no name in one of
    them (`Senator backs Orlov`, then `Anna Keller backed Pavel Orlov`)?"""
    if a.sentence != 0 or not 0 < b.sentence <= OPENING or a.status != b.status or not _agree(a, b, places):
        return False
    if _word(a) != _word(b) and (a.mode is None or a.mode != b.mode):
        return False
    if set(a.actors) & set(b.recipients) or set(a.recipients) & set(b.actors):
        return False
    if not (a.recipients or b.recipients) and _met_others(set(a.actors), set(b.actors)):
        return False
    sides = ((a.actors, b.actors), (a.recipients, b.recipients))
    shared = [bool(set(x) & set(y)) for x, y in sides]
    if not any(shared):
        return False
    return all(one or _may_be(x, y, named) for one, (x, y) in zip(shared, sides, strict=True))


def _headline_toll(
    a: Event, b: Event, named: Mapping[str, str], places: dict[str, Place], harm: Mapping[str, tuple[str, float]]
) -> bool:
    """Is `a` the headline of the attack `b` by its toll: `Two killed as gunmen storm post`, `Rebels killed two soldiers
    in an attack on a camp`?"""
    if a.sentence != 0 or not 0 < b.sentence <= OPENING or a.type != "ASSAULT" or not _agree(a, b, places):
        return False
    if a.status != b.status or not {harm[q] for q in a.quantities if q in harm} & {
        harm[q] for q in b.quantities if q in harm
    }:
        return False
    return _may_be(a.actors[:1], b.actors[:1], named) and not set(a.actors) & set(b.recipients)


def _may_be(a: list[str], b: list[str], named: Mapping[str, str]) -> bool:
    """Can the two sides be the same: is one of them not told, or told by no name, or by the same last name?"""
    if not a or not b:
        return True
    if len(a) > 1 or len(b) > 1:
        return False
    x, y = named.get(a[0]), named.get(b[0])
    return x is None or y is None or x.split()[-1].lower() == y.split()[-1].lower()


def _known(a: list[str], b: list[str], named: Mapping[str, str]) -> list[str]:
    """The side that is told by name, else the one that is told at all; what both share once."""
    if set(a) & set(b):
        return a
    if not a:
        return list(b)
    if b and a[0] in named and b[0] in named:
        return a if len(named[a[0]]) >= len(named[b[0]]) else list(b)
    return list(b) if b and a[0] not in named and b[0] in named else a


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
    x, y = (a.date.earliest, a.date.latest), (b.date.earliest, b.date.latest)
    if a.date.earliest and a.date.latest and b.date.earliest and b.date.latest:
        return a.date.earliest > b.date.latest or b.date.earliest > a.date.latest
    return x != y


def _same(a: Event, b: Event, states: frozenset[str], places: dict[str, Place]) -> bool:
    if _done_once(a, b, states):
        return True
    if a.status != b.status or not _agree(a, b, places):
        return False
    alike = _word(a) == _word(b)
    if not alike and a.type not in TWO_SIDED:
        return False
    if not a.actors and not b.actors:
        return alike and bool(set(a.recipients) & set(b.recipients))
    if not set(a.actors) & set(b.actors):
        return False
    if not (a.recipients or b.recipients) and _met_others(set(a.actors), set(b.actors)):
        return False
    if any(_two_sided(x) and y.recipients and not set(y.recipients) & set(x.actors) for x, y in ((a, b), (b, a))):
        return False  # `police and rebels fought`, `police shot four men`: others than those who fought
    return not (a.recipients and b.recipients and not set(a.recipients) & set(b.recipients))


def _met_others(a: set[str], b: set[str]) -> bool:
    """Have both a company of several, and each somebody whom the other has not (`met the premier`, `met the king`)?"""
    return len(a) > 1 and len(b) > 1 and not (a <= b or b <= a)


def _two_sided(e: Event) -> bool:
    """Do its parties fight each other, so that the dead are of one of them?"""
    return len(e.actors) > 1 and (not e.recipients or e.evidence["roles"].get("recipient") == EACH_OTHER)


def _attack_of(a: Event, b: Event, named: bool, places: dict[str, Place]) -> bool:
    """Can `a` be the attack whose toll `b` tells? A named victim of a fight is an event of its own."""
    if not 0 < b.sentence - a.sentence <= REACH or not _agree(a, b, places) or a.status != b.status:
        return False
    return not (named and _two_sided(a)) and a.mode != "abduct"


def _word(e: Event) -> str:
    """The verb that an event is told by, or that its noun is made of (`endorsement`: `endorse`)."""
    told = str(e.evidence.get("trigger"))
    return _deeds().get(told, told)


@functools.cache
def _deeds() -> dict[str, str]:
    """The table of nouns of deeds: the verb that each is made of."""
    return {noun: verb for _, (verb, nouns) in read_table("deeds") for noun in nouns.split()}


def _tells_harm(e: Event) -> bool:
    """Does its own word say whom it harmed (`killed two guards`), not only what was attacked?"""
    word = str(e.evidence.get("trigger")).replace(" ", "_")
    return word in HARMED or word in load().classes["once"]


def _same_word(a: Event, b: Event) -> bool:
    """Does `a` tell by the verb or noun of `b` what was done: `attacked`, of which `b` says `the attack`?"""
    word = _word(b)
    roles: Mapping[str, str] = a.evidence.get("roles", {})
    return word == _word(a) or any(role.split(" ")[-1] == word for role in roles.values())


def _taken_up(a: Event, b: Event, places: dict[str, Place], named: Mapping[str, str] | None = None) -> bool:
    """Can the definite noun `b` speak of the event `a` before it? Where `named` are given, `a` may describe who did it
    and `b` name them (`militants`, `the Vale Front claimed responsibility`)."""
    if not 0 < b.sentence - a.sentence <= REACH or not _agree(a, b, places) or b.status not in (a.status, "happened"):
        return False
    sides = ((a.actors, b.actors), (a.recipients, b.recipients))
    described = named is not None and not any(x in named for x in a.actors) and any(x in named for x in b.actors)
    apart = any(x and y and not set(x) & set(y) for x, y in (sides[1:] if described else sides))
    return not apart and not set(a.actors) & set(b.recipients) and not set(a.recipients) & set(b.actors)
