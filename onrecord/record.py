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
RecordKind = Literal["statement", "event", "actor", "place", "time", "quantity", "mention"]
Verdict = Literal["confirm", "correct", "reject"]


@dataclass(slots=True)
class Repair:
    """One place where the text differs from what came in."""

    kind: str  # what was wrong: split-word, hard-wrap, hyphen, mojibake, ligature, soft-hyphen, ...
    start: int  # where it stands in the repaired text
    end: int
    source_start: int  # where it stood in the text as it came in
    source_end: int
    before: str  # the words as they came in
    after: str  # the words as repaired


@dataclass(slots=True)
class Dateline:
    """The line that opens a report and says where (and at times when) it was filed: `KABUL, Jan 20 (Reuters) -`."""

    start: int  # span of the dateline, its dash or colon included
    end: int
    place: str | None = None  # id of the place it names
    date: str | None = None  # ISO 8601 day of filing
    agency: str | None = None  # agency named in it: Reuters
    place_start: int | None = None  # span of the place in it: KABUL
    place_end: int | None = None


@dataclass(slots=True)
class Source:
    """Where the article comes from, as given by the input or read off its layout."""

    uri: str | None = None  # file or address
    outlet: str | None = None  # who published it: Daily Times
    headline: str | None = None
    byline: str | None = None  # who wrote it
    published: str | None = None  # ISO 8601 publication date, null where unknown
    dateline: Dateline | None = None
    agency: str | None = None  # agency that supplied it
    language: str | None = None  # ISO 639-1 code of the text


@dataclass(slots=True)
class Mention:
    """A stretch of text that speaks of a person, an organization, a group or a place."""

    id: str  # m1, m2, ... in text order
    start: int
    end: int
    text: str  # the words
    kind: MentionKind  # name (Mr Haddad), nominal (the minister), pronoun (she)
    type: MentionType  # what it speaks of
    actor: str | None = None  # id of the actor it refers to
    place: str | None = None  # id of the place it refers to


@dataclass(slots=True)
class Actor:
    """One real-world actor in this article, after coreference."""

    id: str  # a1, a2, ... by first mention
    name: str  # the fullest name, else the description
    type: ActorType
    country: str | None = None  # ISO 3166-1 alpha-3 code of its state
    sectors: list[str] = field(default_factory=list)  # PLOVER sector codes: GOV, MIL, REB, ...
    role: str | None = None  # office or description: Foreign Minister
    code: str | None = None  # country and sectors as CAMEO writes them: PAKGOV
    mentions: list[str] = field(default_factory=list)  # ids of its mentions in text order
    links: dict[str, str] = field(default_factory=dict)  # identifiers elsewhere: wikidata, geonames
    evidence: list[str] = field(default_factory=list)  # why it was coded so, in words


@dataclass(slots=True)
class Candidate:
    """A runner-up place: what the name could also have meant."""

    name: str
    country: str | None  # ISO 3166-1 alpha-3
    geonames: int | None  # GeoNames id
    score: float  # its share of belief, 0 to 1


@dataclass(slots=True)
class Place:
    """A literal place; a place name used for a government or a people is an actor instead."""

    id: str  # p1, p2, ... in text order
    start: int
    end: int
    text: str  # the words
    name: str | None  # its name in the gazetteer, null where it was not found
    lat: float | None  # degrees north, WGS 84
    lon: float | None  # degrees east
    country: str | None  # ISO 3166-1 alpha-3
    feature: Feature
    part: str | None = None  # the part meant: north and east
    relation: str | None = None  # where the text places it against the named point: 20 km north of
    geonames: int | None = None  # GeoNames id
    radius_km: float | None = None  # how far the thing reaches round its point, kilometres
    box: list[float] | None = None  # the area of a part, a range or a border: south, west, north, east, degrees
    confidence: float = 0.0  # 0 to 1
    candidates: list[Candidate] = field(default_factory=list)  # runners-up, best first


@dataclass(slots=True)
class Time:
    """A time expression with its TIMEX3 type and value and the earliest and latest day it can mean."""

    id: str  # t1, t2, ... in text order
    start: int
    end: int
    text: str  # the words
    type: TimeType  # TIMEX3 type
    value: str  # TIMEX3 value: 2018-02-20, 2018-W08, P3D, PRESENT_REF
    earliest: str | None = None  # first day it can mean, ISO 8601
    latest: str | None = None  # last day it can mean
    mod: str | None = None  # TIMEX3 modifier: APPROX, START, END, ...


@dataclass(slots=True)
class Quantity:
    """A number with its unit, bound, kind and of whom it is said."""

    id: str  # q1, q2, ... in text order
    start: int
    end: int
    text: str  # the words
    value: float  # the number; the lower one of a range
    bound: Bound
    unit: str | None  # what is counted: people, tanks, per cent
    of: str | None = None  # id of the actor it is said of
    kind: str | None = None  # killed, injured, fighters, money, ...
    high: float | None = None  # the upper number of a range
    currency: str | None = None  # ISO 4217 code of a sum of money


@dataclass(slots=True)
class Venue:
    """Where or on what occasion a statement was made."""

    text: str  # the words
    place: str | None = None  # id of the place
    start: int | None = None
    end: int | None = None


@dataclass(slots=True)
class Statement:
    """An attribution: whose word (source), the cue, what was said (content)."""

    id: str  # s1, s2, ... in text order
    speaker: str | None  # id of the actor whose word it is
    source: list[Span]  # spans of the words that name the speaker
    cue: list[Span]  # spans of the words that attribute: said, according to
    content: list[Span]  # spans of what was said
    kind: StatementKind  # direct: in quotation marks; indirect: not; mixed: partly
    verb: str | None = None  # lemma of the cue
    addressees: list[str] = field(default_factory=list)  # ids of the actors it was said to
    venue: Venue | None = None
    date: str | None = None  # ISO 8601 day on which it was said
    polarity: Polarity = "affirmed"  # denied: the speaker says it is not so
    certainty: Certainty = "asserted"  # how firmly the speaker puts it
    within: str | None = None  # id of the statement that quotes this one
    confidence: float = 0.0  # 0 to 1


@dataclass(slots=True)
class EventDate:
    """When an event took place: a TIMEX3 value and the interval of days it allows."""

    value: str | None  # TIMEX3 value
    earliest: str | None  # first day, ISO 8601
    latest: str | None  # last day


@dataclass(slots=True)
class Event:
    """Who did what to whom, as PLOVER and CAMEO code it, with its status and on whose word it is told."""

    id: str  # e1, e2, ... in text order
    type: str  # PLOVER event type
    mode: str | None  # PLOVER mode of the type
    contexts: list[str]  # PLOVER contexts
    cameo: str | None  # CAMEO code
    actors: list[str]  # ids of who did it
    recipients: list[str]  # ids of whom it was done to
    trigger: list[Span]  # spans of the words that tell it
    sentence: int  # number of its sentence, from 0
    date: EventDate | None = None
    place: str | None = None  # id of where it took place
    quantities: list[str] = field(default_factory=list)  # ids of its numbers: killed, injured, ...
    status: Status = "happened"  # whether it happened, as the text tells it
    attributed_to: str | None = None  # id of the statement that tells it; null: the outlet's own word
    confidence: float = 0.0  # 0 to 1
    evidence: dict[str, Any] = field(default_factory=dict)  # which rule or model found it, and from what


@dataclass(slots=True)
class Coder:
    """What made the report: the version of onrecord and of each model in it."""

    version: str  # version of onrecord
    models: dict[str, str] = field(default_factory=dict)  # model name to version


@dataclass(slots=True)
class Report:
    """All that onrecord says of one article."""

    id: str  # the input's own id, else a hash of its bytes
    source: Source
    text: str  # the repaired text that all spans index
    coder: Coder
    repairs: list[Repair] = field(default_factory=list)  # in text order
    sentences: list[Span] = field(default_factory=list)  # spans of the sentences that were read
    mentions: list[Mention] = field(default_factory=list)  # in text order
    actors: list[Actor] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)  # in text order
    times: list[Time] = field(default_factory=list)  # in text order
    quantities: list[Quantity] = field(default_factory=list)  # in text order
    statements: list[Statement] = field(default_factory=list)  # in text order
    events: list[Event] = field(default_factory=list)  # in text order
    notes: list[str] = field(default_factory=list)  # what a reader should know: no date, another language

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


@dataclass(slots=True)
class Judgement:
    """What an analyst says of a record. It is tied to the article's words, so that it outlives the record."""

    id: int  # unique in its store
    article: str  # id of the report
    kind: RecordKind  # what was judged
    record: str | None  # id of the record in the present report; null where no record fits it any longer (orphaned)
    spans: list[Span]  # where the record stood when it was judged
    type: str  # its type then: the event's type, the kind of statement, the type of actor, ...
    words: str  # the words at the spans
    was: dict[str, Any]  # the record as it was judged, names in the place of ids
    verdict: Verdict  # confirm: it is right; correct: it is so instead; reject: there is no such thing
    note: str = ""  # what the analyst wrote beside it
    correction: dict[str, Any] | None = None  # field to right value, where the verdict is correct
    judge: str = ""  # who judged, where known
    made: str = ""  # when, ISO 8601 in UTC
    coder: str = ""  # version of onrecord that made the record
    active: bool = True  # it is the newest on its record; older ones are its history
