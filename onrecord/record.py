"""The one data model: what onrecord says of one article (the report) and the records in it.

Imports nothing of ours. Every span is half-open `[start, end)` in Unicode code points into `Report.text` (the repaired
text) unless its name begins with `source_`. A discontinuous thing is a list of spans. Absent is `None` or empty.
Field order is the order in which a report is written; `docs/codebook.md` is generated from the field docs here.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import Any, Literal

Span = tuple[int, int]

MentionKind = Literal["name", "nominal", "pronoun"]
MentionType = Literal["person", "organization", "group", "place", "other"]
ActorType = Literal["person", "organization", "group", "country"]
Feature = Literal["country", "admin", "city", "region", "site", "water", "other"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
Bound = Literal["exact", "at-least", "at-most", "about"]
StatementKind = Literal["direct", "indirect", "mixed"]
Polarity = Literal["affirmed", "denied"]
Certainty = Literal["asserted", "hedged", "conditional", "hypothetical"]
Status = Literal["happened", "ongoing", "planned", "called-for", "threatened", "hypothetical", "denied"]


@dataclass(slots=True)
class Repair:
    """One place where the text differs from what came in."""

    kind: str
    start: int
    end: int
    source_start: int
    source_end: int
    before: str
    after: str


@dataclass(slots=True)
class Dateline:
    """The line that opens a report and says where (and at times when) it was filed: `KABUL, Jan 20 (Reuters) -`."""

    start: int
    end: int
    place: str | None = None
    date: str | None = None
    agency: str | None = None


@dataclass(slots=True)
class Source:
    """Where the article comes from, as given by the input or read off its layout."""

    uri: str | None = None
    outlet: str | None = None
    headline: str | None = None
    byline: str | None = None
    published: str | None = None
    dateline: Dateline | None = None
    agency: str | None = None
    language: str | None = None


@dataclass(slots=True)
class Mention:
    """A stretch of text that speaks of a person, an organization, a group or a place."""

    id: str
    start: int
    end: int
    text: str
    kind: MentionKind
    type: MentionType
    actor: str | None = None
    place: str | None = None


@dataclass(slots=True)
class Actor:
    """One real-world actor in this article, after coreference."""

    id: str
    name: str
    type: ActorType
    country: str | None = None
    sectors: list[str] = field(default_factory=list)
    role: str | None = None
    code: str | None = None
    mentions: list[str] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)
    evidence: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Candidate:
    """A runner-up place: what the name could also have meant."""

    name: str
    country: str | None
    geonames: int | None
    score: float


@dataclass(slots=True)
class Place:
    """A literal place; a place name used for a government or a people is an actor instead."""

    id: str
    start: int
    end: int
    text: str
    name: str | None
    lat: float | None
    lon: float | None
    country: str | None
    feature: Feature
    part: str | None = None
    relation: str | None = None
    geonames: int | None = None
    radius_km: float | None = None
    confidence: float = 0.0
    candidates: list[Candidate] = field(default_factory=list)


@dataclass(slots=True)
class Time:
    """A time expression with its TIMEX3 type and value and the earliest and latest day it can mean."""

    id: str
    start: int
    end: int
    text: str
    type: TimeType
    value: str
    earliest: str | None = None
    latest: str | None = None
    mod: str | None = None


@dataclass(slots=True)
class Quantity:
    """A number with its unit, bound, kind and of whom it is said."""

    id: str
    start: int
    end: int
    text: str
    value: float
    bound: Bound
    unit: str | None
    of: str | None = None
    kind: str | None = None
    high: float | None = None
    currency: str | None = None


@dataclass(slots=True)
class Venue:
    """Where or on what occasion a statement was made."""

    text: str
    place: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(slots=True)
class Statement:
    """An attribution: whose word (source), the cue, what was said (content)."""

    id: str
    speaker: str | None
    source: list[Span]
    cue: list[Span]
    content: list[Span]
    kind: StatementKind
    verb: str | None = None
    addressees: list[str] = field(default_factory=list)
    venue: Venue | None = None
    date: str | None = None
    polarity: Polarity = "affirmed"
    certainty: Certainty = "asserted"
    within: str | None = None
    confidence: float = 0.0


@dataclass(slots=True)
class EventDate:
    """When an event took place: a TIMEX3 value and the interval of days it allows."""

    value: str | None
    earliest: str | None
    latest: str | None


@dataclass(slots=True)
class Event:
    """Who did what to whom, as PLOVER and CAMEO code it, with its status and on whose word it is told."""

    id: str
    type: str
    mode: str | None
    contexts: list[str]
    cameo: str | None
    actors: list[str]
    recipients: list[str]
    trigger: list[Span]
    sentence: int
    date: EventDate | None = None
    place: str | None = None
    quantities: list[str] = field(default_factory=list)
    status: Status = "happened"
    attributed_to: str | None = None
    confidence: float = 0.0
    evidence: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Coder:
    """What made the report: the version of onrecord and of each model in it."""

    version: str
    models: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Report:
    """All that onrecord says of one article."""

    id: str
    source: Source
    text: str
    coder: Coder
    repairs: list[Repair] = field(default_factory=list)
    sentences: list[Span] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    actors: list[Actor] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)
    quantities: list[Quantity] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def to_dict(self) -> dict[str, Any]:
        """The report as plain JSON values, in field order; spans become two-element lists."""
        plain: dict[str, Any] = dataclasses.asdict(self)
        return plain

    @classmethod
    def from_dict(cls, plain: dict[str, Any]) -> Report:
        """The report that `to_dict` gave, read back from JSON. Raises KeyError or TypeError for anything else."""

        def spans(items: list[list[int]]) -> list[Span]:
            return [(start, end) for start, end in items]

        def place(item: dict[str, Any]) -> Place:
            return Place(**{**item, "candidates": [Candidate(**c) for c in item["candidates"]]})

        def statement(item: dict[str, Any]) -> Statement:
            parts = {part: spans(item[part]) for part in ("source", "cue", "content")}
            return Statement(**{**item, **parts, "venue": Venue(**item["venue"]) if item["venue"] else None})

        def event(item: dict[str, Any]) -> Event:
            day = EventDate(**item["date"]) if item["date"] else None
            return Event(**{**item, "trigger": spans(item["trigger"]), "date": day})

        source = plain["source"]
        dateline = Dateline(**source["dateline"]) if source["dateline"] else None
        return cls(
            **{
                **plain,
                "source": Source(**{**source, "dateline": dateline}),
                "coder": Coder(**plain["coder"]),
                "repairs": [Repair(**r) for r in plain["repairs"]],
                "sentences": spans(plain["sentences"]),
                "mentions": [Mention(**m) for m in plain["mentions"]],
                "actors": [Actor(**a) for a in plain["actors"]],
                "places": [place(p) for p in plain["places"]],
                "times": [Time(**t) for t in plain["times"]],
                "quantities": [Quantity(**q) for q in plain["quantities"]],
                "statements": [statement(s) for s in plain["statements"]],
                "events": [event(e) for e in plain["events"]],
            }
        )
