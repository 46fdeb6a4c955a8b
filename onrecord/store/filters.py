"""What to look for in a store: the words and facets of a search, as parameterised SQL conditions.

Every kind of thing (articles, statements, events) takes every facet: an article has the facet where one of its records
has it, an event has its statement's, a statement those of the events and places told in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from onrecord.store.scales import quads

Kind = Literal["articles", "statements", "events"]

# The day a thing is counted on: that of the event or statement where known, else the day of publication, else ''.
DAY: dict[Kind, str] = {"articles": "coalesce(a.published, '')", "statements": "w.day", "events": "w.day"}
# What the conditions of `where` are over: articles `a`, or passages `w` with the facts of a statement or event.
FROM: dict[Kind, str] = {"articles": "articles a", "statements": "passages w", "events": "passages w"}
# The same with the record itself, `r`, and its article.
WIDE: dict[Kind, str] = {
    "articles": "articles a",
    "statements": "passages w CROSS JOIN statements r ON r.article = w.article AND r.id = w.id"
    " CROSS JOIN articles a ON a.key = w.article",
    "events": "passages w CROSS JOIN events r ON r.article = w.article AND r.id = w.id"
    " CROSS JOIN articles a ON a.key = w.article",
}

# Events of a thing that meet a condition.
_WITH_EVENT: dict[Kind, str] = {
    "articles": "a.key IN (SELECT e.article FROM passages e WHERE e.kind = 'event' AND e.{})",
    "statements": "EXISTS (SELECT 1 FROM events e WHERE e.article = w.article AND e.attributed_to = w.id AND e.{})",
    "events": "w.{}",
}
# Sides of the parties (migrations/004_counting.sql) that an actor of a thing is on; the speaker's is 2.
_SIDES: dict[Kind, str] = {"articles": "", "statements": "2", "events": "0, 1"}
_ONE_PARTY = "w.key IN (SELECT i.passage FROM parties i WHERE i.side IN ({}) AND i.name = ({}))"
NO_COUNTRY = "none"  # of an actor of which no country is known
_NAME = "SELECT key FROM names WHERE name = ?"


def _with_party(kind: Kind, sides: str) -> str:
    """Things in which a party of this name is on one of the sides."""
    if kind != "articles":
        return _ONE_PARTY.format(sides, _NAME)
    if sides == "2":
        return (
            "a.key IN (SELECT s.article FROM actors x JOIN statements s ON s.article = x.article"
            " AND s.speaker = x.id WHERE x.name = ?)"
        )
    return "a.key IN (SELECT x.article FROM actors x WHERE x.name = ?)"


# Of a country, of a sector: from the lists in a row of passages (migrations/012_sides.sql), `{c}`.
_COUNTRIES = {
    "0": "instr({c}.actor_countries, json_quote(?) || ',')",
    "1": "instr({c}.recipient_countries, json_quote(?) || ',')",
    "0, 1": "instr({c}.actor_countries || {c}.recipient_countries, json_quote(?) || ',')",
}  # fmt: skip
_COUNTRIES |= {"2": _COUNTRIES["0"], "3": _COUNTRIES["1"]}
_WITH_COUNTRY: dict[Kind, str] = {
    "articles": "a.key IN (SELECT x.article FROM actors x WHERE x.country = ?)",
    "statements": _COUNTRIES["2"],
    "events": _COUNTRIES["0, 1"],
}
_WITH_SECTOR: dict[Kind, str] = {
    "articles": "a.key IN (SELECT x.article FROM actor_sectors x WHERE x.sector = ?)",
    "statements": "instr({c}.sectors, json_quote(?) || ',')",
    "events": "instr({c}.sectors, json_quote(?) || ',')",
}
# What tells the actor of that name itself from others of it, in its article: its sector, its role in any case.
_OF_SECTOR = "EXISTS (SELECT 1 FROM actor_sectors x WHERE x.article = y.article AND x.actor = y.id AND x.sector = ?)"
_IN_ROLE = "lower(y.role) = lower(?)"
_OWN: dict[Kind, str] = {
    "articles": "EXISTS (SELECT 1 FROM actors y WHERE y.article = a.key AND y.name = ? AND {})",
    "statements": "EXISTS (SELECT 1 FROM statements s JOIN actors y ON y.article = s.article AND y.id = s.speaker"
    " WHERE s.article = w.article AND s.id = w.id AND y.name = ? AND {})",
    "events": "EXISTS (SELECT 1 FROM event_actors i JOIN actors y ON y.article = i.article AND y.id = i.actor"
    " WHERE i.article = w.article AND i.event = w.id AND y.name = ? AND {})",
}


def _own(kind: Kind, filters: Filters) -> Iterator[tuple[str, str]]:
    """Conditions on the actor named itself, and the value of each beside its name."""
    for condition, value in ((_OF_SECTOR, filters.actor_sector), (_IN_ROLE, filters.actor_role)):
        if value is not None:
            yield _OWN[kind].format(condition), value


_WITH_PLACE: dict[Kind, str] = {
    "articles": "a.key IN (SELECT p.article FROM places p WHERE {})",
    "statements": "EXISTS (SELECT 1 FROM places p JOIN statement_spans c ON c.article = p.article"
    " AND c.part = 'content' AND p.start >= c.start AND p.end <= c.end WHERE c.article = w.article"
    " AND c.statement = w.id AND +{})",
    "events": "w.{}",
}
# The sides of each part, kind by kind.
Part = Literal["actor", "recipient"]
PARTS: dict[Kind, dict[Part, str]] = {
    "articles": {}, "statements": {"actor": "2", "recipient": "3"}, "events": {"actor": "0", "recipient": "1"},
}  # fmt: skip
# Two actors, each named twice: once in either direction.
_PAIR = f"SELECT d.key FROM dyads d WHERE d.actor = ({_NAME}) AND d.recipient = ({_NAME})"
_SPOKEN = (
    "SELECT i.passage FROM parties i JOIN parties j ON j.passage = i.passage AND j.side = 3"
    f" WHERE i.side = 2 AND i.name = ({_NAME}) AND j.name = ({_NAME})"
)
_TOWARDS: dict[Kind, str] = {"statements": f"w.key IN ({_SPOKEN})", "events": f"w.key IN ({_PAIR})"}
_BETWEEN: dict[Kind, str] = {
    "articles": "a.key IN (SELECT x.article FROM actors x WHERE x.name = ?)"
    " AND a.key IN (SELECT x.article FROM actors x WHERE x.name = ?) AND ? <> ?",
    "statements": f"w.key IN ({_SPOKEN} UNION {_SPOKEN})",
    "events": f"w.key IN ({_PAIR} UNION {_PAIR})",
}
# Things with a verdict; an article where one of its records has it.
_JUDGED_RECORDS = (
    "w.key {{}} (SELECT p.key FROM judgements j JOIN articles b ON b.id = j.article JOIN passages p"
    " ON p.article = b.key AND p.kind = '{}' AND p.id = j.record WHERE j.active{{}})"
)
_JUDGED: dict[Kind, str] = {
    "articles": "a.id {} (SELECT j.article FROM judgements j WHERE j.active{})",
    "statements": _JUDGED_RECORDS.format("statement"),
    "events": _JUDGED_RECORDS.format("event"),
}
JUDGED = {"confirmed": "confirm", "corrected": "correct", "rejected": "reject", "unjudged": None}


def _code(country: str | None) -> str | None:
    """A country as the parties have it."""
    return "" if country == NO_COUNTRY else country


def _namesake(kind: Kind, side: str | None, paired: bool) -> str:
    """Things with a party of this name that is of this country."""
    if kind == "articles":
        return "a.key IN (SELECT x.article FROM actors x WHERE x.name = ? AND coalesce(x.country, '') = ?)"
    # Of a pair either may be on either side; who speaks is spoken of by the other.
    sides = "0, 1" if kind == "events" else "2, 3"
    sides = sides if paired else side or _SIDES[kind]
    return f"{_ONE_PARTY.format(sides, _NAME)[:-1]} AND i.country = ?)"


@dataclass(frozen=True, slots=True)
class Filters:
    """Words and facets, all of which must hold; None (or '') where anything will do.

    `words` are looked for one by one, `"two words"` together; days are ISO 8601, both ends included; `country`
    is an actor's (ISO 3166-1 alpha-3), `quote` is direct, indirect or mixed, `confidence` the least one.
    `other` is a second actor: of events between the two, of statements of one in which the other is named, of
    articles with both. `speaker` is whose word it is, `sector` a PLOVER sector of an actor, `judged` what an
    analyst said: confirmed, corrected, rejected or unjudged. `told` is `once` where an event that several
    reports tell is to count once: of those that are left, the report that tells it first stands for it.

    `actor_country` ('none' for one of no known country), `actor_sector` and `actor_role` tell namesakes apart: those of
    `actor` itself; `other_country` is that of `other`, or else of a second actor beside one of `country`.
    `part` is which part `actor` (or else `country`) takes: actor (who acts, or speaks) or recipient (who is
    acted on, or spoken of). `quad` is a class of event types, 1 to 4. `box` is part of the
    world, `south,west,north,east` in degrees, in which an event took place, or a place lies that is named.
    """

    words: str = ""
    outlet: str | None = None
    type: str | None = None
    status: str | None = None
    quote: str | None = None
    actor: str | None = None
    other: str | None = None
    country: str | None = None
    place: str | None = None
    since: str | None = None
    until: str | None = None
    confidence: float | None = None
    speaker: str | None = None
    sector: str | None = None
    mode: str | None = None
    judged: str | None = None
    told: str | None = None
    actor_country: str | None = None
    actor_sector: str | None = None
    actor_role: str | None = None
    other_country: str | None = None
    part: Part | None = None
    quad: str | None = None
    box: str | None = None

    def given(self) -> set[str]:
        """The names of what narrows anything."""
        return {name for name in self.__slots__ if getattr(self, name) not in (None, "")}


def match(words: str) -> str:
    """An FTS5 expression for the words of a search: each a quoted string, so that nothing in it is an operator."""
    parts: list[str] = []
    for n, piece in enumerate(words.replace("\0", " ").split('"')):
        found = [piece] if n % 2 else piece.split()
        # FTS5 refuses a phrase without any letter or digit in some positions; it finds nothing anyway.
        parts += [f'"{part}"' for part in found if any(c.isalnum() for c in part)]
    return " ".join(parts)


def found(kind: Kind, filters: Filters, all: bool = False) -> tuple[str, str, list[Any]]:
    """What to read the things of `kind` from, the condition that they must meet, and its values.

    Things of one actor are read from a table that holds them in order; where()'s condition is over all. With `all`
    every one is read in no order, else the newest first.
    """
    filters = filters if kind == "events" else replace(filters, told=None)
    side = PARTS[kind].get(filters.part) if filters.part else None
    if kind == "articles" or filters.actor is None or filters.other is not None or side == "3":
        return (FROM[kind], *where(kind, filters, all=all))
    rest = replace(
        filters, actor=None, actor_country=None, actor_sector=None, actor_role=None, part=None, told=None
    )  # fmt: skip
    condition, values = where(kind, rest, "c")
    condition = f"w.name = ({_NAME}) AND {condition}"
    values.insert(0, filters.actor)
    if side is not None or filters.actor_country is not None:
        condition += (
            f" AND EXISTS (SELECT 1 FROM parties i WHERE i.passage = w.key AND i.side IN ({side or _SIDES[kind]})"
            " AND i.name = w.name AND i.country = coalesce(?, i.country))"
        )
        values.append(_code(filters.actor_country))
    for own, value in _own(kind, filters):
        condition += f" AND {own}"
        values += [filters.actor, value]
    if filters.told is not None:
        first, more = _first_told(replace(filters, told=None))
        condition += f" AND {first}"
        values += more
    return "involved w" + (BESIDE if " c." in condition or "(c." in condition else ""), condition, values


# The row of passages beside one of `involved w`.
BESIDE = " CROSS JOIN passages c ON c.key = w.key"


def beside(source: str) -> tuple[str, str]:
    """The source with all columns of passages, and under which name those are that `w` may lack."""
    if source == FROM["events"]:
        return source, "w"
    return source if source.endswith(BESIDE) else source + BESIDE, "c"


# Facets that the rows of `dyads` (migrations/005_large.sql) have themselves.
_OF_DYADS = {"type", "mode", "status", "since", "until", "quad"}
NOT_TOLD_BEFORE = "{}.key NOT IN (SELECT key FROM merged)"


def of_dyads(filters: Filters) -> tuple[str, list[Any]] | None:
    """The condition on `dyads d` alone, and its values; None where that table can't tell."""
    if (given := filters.given()) == {"told"}:
        return NOT_TOLD_BEFORE.format("d"), []
    if not given <= _OF_DYADS:
        return None
    conditions, values = ["1"], []
    for name in ("type", "mode", "status"):
        if name in given:
            conditions.append(f"d.{name} = ?")
            values.append(getattr(filters, name))
    if filters.quad is not None:
        types = types_of(filters.quad)
        conditions.append(f"d.type IN ({', '.join('?' * len(types))})")
        values += types
    if filters.since is not None:
        conditions.append("d.day >= ?")
        values.append(filters.since)
    if filters.until is not None:
        conditions.append("d.day BETWEEN '0' AND ?")
        values.append(filters.until + "~")
    return " AND ".join(conditions), values


def corners(box: str) -> tuple[float, float, float, float]:
    """South, west, north and east of a box, in which nothing is where it is no part of the world.

    Raises ValueError where it is not four numbers.
    """
    south, west, north, east = map(float, box.split(","))
    return south, west, north, east


def types_of(quad: str) -> list[str]:
    """The event types of a quad class."""
    return sorted(type for type, (found, _) in quads().items() if found == quad)


# Facets by which things stand together in an index of passages.
_INDEXED = ("type", "quad", "outlet", "place", "since", "until")


def where(kind: Kind, filters: Filters, lists: str = "w", all: bool = False) -> tuple[str, list[Any]]:
    """The condition that things of `kind` must meet, and its values; `1` where anything will do.

    `lists` is the name of the row of passages that has the lists of migrations/012_sides.sql.
    """
    if filters.told is not None and kind == "events":
        return _told_once(filters, all)
    # Where few things are left by who takes part, the "+" keeps SQLite from going through all of the kind; where most
    # are, from going through an index of them, which is not in the order of the table.
    few = filters.speaker is not None or filters.other is not None or filters.actor is not None
    few |= all and not any(getattr(filters, name) for name in _INDEXED)
    conditions: list[str] = [] if kind == "articles" else [f"{'+' if few else ''}w.kind = '{kind[:-1]}'"]
    values: list[Any] = []

    def add(condition: str, *found: Any) -> None:
        conditions.append(condition.format(c=lists))
        values.extend(found)

    if filters.words.strip():
        expression = match(filters.words)
        if not expression:
            add("0")
        elif kind == "articles":
            add("a.key IN (SELECT rowid FROM article_words WHERE article_words MATCH ?)", expression)
        else:
            add(f"w.key IN (SELECT rowid FROM {kind[:-1]}_words WHERE {kind[:-1]}_words MATCH ?)", expression)
    thing = "a" if kind == "articles" else "w"
    if filters.outlet is not None:
        add(f"{thing}.outlet = ?", filters.outlet)
    for column, value in (("type", filters.type), ("status", filters.status), ("mode", filters.mode)):
        if value is not None:
            add(_WITH_EVENT[kind].format(f"{column} = ?"), value)
    if filters.quad is not None:
        types = types_of(filters.quad)
        add(_WITH_EVENT[kind].format(f"type IN ({', '.join('?' * len(types))})"), *types)
    if filters.quote is not None and kind == "articles":
        quoted = "SELECT s.article FROM passages s WHERE s.kind = 'statement' AND s.quote = ?"
        add(f"a.key IN ({quoted})", filters.quote)
    elif filters.quote is not None:
        add("w.quote = ?", filters.quote)
    side = PARTS[kind].get(filters.part) if filters.part else None
    if filters.actor is not None and filters.other is not None:
        both = (filters.actor, filters.other)
        if side is None:
            add(_BETWEEN[kind], *both, *reversed(both))
        else:
            add(_TOWARDS[kind], *(both if filters.part == "actor" else reversed(both)))
    elif filters.actor is not None or filters.other is not None:
        add(_with_party(kind, side or _SIDES[kind]), filters.actor or filters.other)
    for name, country in ((filters.actor, filters.actor_country), (filters.other, filters.other_country)):
        if name is not None and country is not None:
            add(_namesake(kind, side, filters.other is not None), name, _code(country))
    if filters.actor is not None:
        for own, value in _own(kind, filters):
            add(own, filters.actor, value)
    if filters.country is not None and side is not None and filters.actor is None:
        add(_COUNTRIES[side], filters.country)
    elif filters.country is not None:
        add(_WITH_COUNTRY[kind], filters.country)
    if filters.other is None and filters.other_country is not None:
        facing = {"0": "1", "1": "0", "2": "3", "3": "2"}
        add(_COUNTRIES[facing[side]] if side else _WITH_COUNTRY[kind], filters.other_country)
    if filters.speaker is not None:
        add(_with_party(kind, "2"), filters.speaker)
    if filters.sector is not None:
        add(_WITH_SECTOR[kind], filters.sector)
    if filters.judged is not None:
        verdict = JUDGED[filters.judged]
        if verdict is None:
            add(_JUDGED[kind].format("NOT IN", ""))
        else:
            add(_JUDGED[kind].format("IN", " AND j.verdict = ?"), verdict)
    if filters.place is not None:
        add(_WITH_PLACE[kind].format("place = ?" if kind == "events" else "p.name = ?"), filters.place)
    if filters.box is not None:
        south, west, north, east = corners(filters.box)
        over = "w" if kind == "events" else "p"
        # A box may lie over the line on which the days begin.
        within = f"{over}.lat BETWEEN ? AND ? AND ({over}.lon >= ? {'AND' if west <= east else 'OR'} {over}.lon <= ?)"
        add(within if kind == "events" else _WITH_PLACE[kind].format(within), south, north, west, east)
    if filters.since is not None:
        add(f"{DAY[kind]} >= ?", filters.since)
    if filters.until is not None:
        add(f"{DAY[kind]} BETWEEN '0' AND ?", filters.until + "~")
    if filters.confidence is not None and kind != "articles":
        add("w.confidence >= ?", filters.confidence)
    return " AND ".join(conditions) or "1", values


def _told_once(filters: Filters, all: bool) -> tuple[str, list[Any]]:
    """The condition that leaves one event of those that tell the same."""
    everything = replace(filters, told=None)
    condition, values = where("events", everything, all=all)
    first, more = _first_told(everything)
    return f"{condition} AND {first}", [*values, *more]


def _first_told(filters: Filters) -> tuple[str, list[Any]]:
    """That of those that tell the same as an event, and are left by the filters, it is the first.

    The first of all where it is left, else the first that came in. Only what is told more than once is looked at.
    """
    if filters == Filters():
        return NOT_TOLD_BEFORE.format("w"), []
    condition, values = where("events", filters)
    left = f"merged {{}} CROSS JOIN passages w ON w.key = {{}} WHERE {condition}"
    others = f"SELECT w.key FROM {left.format('o', 'o.leader')}"
    firsts = f"SELECT min(w.key) FROM {left.format('m', 'm.key')} AND m.leader NOT IN ({others}) GROUP BY m.leader"
    return f"({NOT_TOLD_BEFORE.format('w')} OR w.key IN ({firsts}))", [*values, *values]
