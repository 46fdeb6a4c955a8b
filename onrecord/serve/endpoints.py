"""Every address of the API that is read: its parameters, and the schema of its answer."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.serve.address import BOX, MOST, PARAMETERS, QUADS
from onrecord.serve.highlights import LAYERS
from onrecord.serve.schemas import (
    BOOLEAN,
    BY_NAME,
    COUNTED,
    INTEGER,
    NULLABLE,
    NUMBER,
    OBJECT,
    RECORD_KIND,
    STRING,
    VERDICT,
    Schema,
    list_of,
    object_of,
    or_null,
    ref,
)  # fmt: skip
from onrecord.store.filters import JUDGED

# Choices of the pages of analysis, the first by default.
LAYERS_OF_NETWORK = ("events", "statements", "both")
UNITS = ("auto", "day", "week", "month", "year")
SERIES_BY = ("type", "status", "quad", "none")
PANEL_BY = ("dyad", "actor", "country", "country-dyad")
PANEL_UNITS = ("month", "week", "day")
MOST_NODES = 500
MOST_ROWS = 5000

_FACETS = tuple(PARAMETERS)

# Path -> what it answers with, its parameters and the schema of its JSON.
PATHS: dict[str, tuple[str, tuple[str, ...], Schema]] = {
    "/overview": (
        "What is new, who is active, what happens over time, what failed to code",
        (),
        object_of(
            totals=OBJECT,
            articles=list_of(ref("ArticleRow")),
            statements=list_of(ref("StatementRow")),
            events=list_of(ref("EventRow")),
            actors=list_of(OBJECT),
            pairs=list_of(OBJECT),
            timeline=ref("Timeline"),
            failures=list_of(OBJECT),
        ),
    ),
    "/search": (
        "Articles, statements or events with words and facets, newest first, a page at a time",
        ("kind", *_FACETS, "limit", "after"),
        object_of(
            kind=STRING,
            filters=OBJECT,
            count=INTEGER,
            rows=list_of({"anyOf": [ref("EventRow"), ref("StatementRow"), ref("ArticleRow")]}),
            next=NULLABLE,
            facets={"type": "object", "additionalProperties": list_of(object_of(value=STRING, count=INTEGER))},
        ),
    ),
    "/article": ("The report of one article", ("id", "show"), ref("Report")),
    "/actor": (
        "Who an actor is and why it was coded so; what it said, did and had done to it",
        ("name", "actor_country", "actor_sector", "actor_role"),
        object_of(
            name=STRING,
            articles=INTEGER,
            named=BOOLEAN,
            namesakes=list_of(
                object_of(country=STRING, articles=INTEGER, roles=list_of(STRING), wikidata=list_of(STRING))
            ),
            guises=list_of(
                object_of(sector=STRING, articles=INTEGER, first=NULLABLE, last=NULLABLE, roles=list_of(STRING))
            ),
            titles=list_of(
                object_of(
                    role=STRING,
                    articles=INTEGER,
                    first=NULLABLE,
                    last=NULLABLE,
                    countries=list_of(STRING),
                    wikidata=list_of(STRING),
                )
            ),
            also=COUNTED,
            **dict.fromkeys(("types", "countries", "roles", "codes", "sectors", "aliases"), COUNTED),
            links={"type": "object", "additionalProperties": STRING},
            evidence=list_of(object_of(reason=STRING, articles=list_of(STRING))),
            actor_country=NULLABLE,
            actor_sector=NULLABLE,
            actor_role=NULLABLE,
            statements=list_of(ref("StatementRow")),
            statement_count=INTEGER,
            spoken_of=INTEGER,
            acting=list_of(ref("EventRow")),
            receiving=list_of(ref("EventRow")),
            event_count=INTEGER,
            counterparts=list_of(OBJECT),
            timeline=ref("Timeline"),
        ),
    ),
    "/dyad": (
        "Two actors over time: events and statements between them",
        ("actor", "other", "actor_country", "other_country", "since", "until"),
        object_of(
            actor=STRING,
            other=STRING,
            actor_country=NULLABLE,
            other_country=NULLABLE,
            events=list_of(ref("EventRow")),
            event_count=INTEGER,
            statements=list_of(ref("StatementRow")),
            statement_count=INTEGER,
            article_count=INTEGER,
            timeline=ref("Timeline"),
        ),
    ),
    "/map": (
        "Points of events, or of places as articles name them",
        ("layer", "lat", "lon", "zoom", *_FACETS),
        object_of(
            layer=STRING,
            filters=OBJECT,
            view=OBJECT,
            located=INTEGER,
            events=INTEGER,
            points=list_of(ref("PointRow")),
        ),
    ),
    "/event": (
        "One event: its sentence, parties, place, on whose word, why it was coded, and who else reports the deed",
        ("article", "id"),
        object_of(
            article=ref("Article"),
            event=ref("Event"),
            row=ref("EventRow"),
            sentence=NULLABLE,
            explain=list_of(STRING),
            actors=list_of(ref("Actor")),
            recipients=list_of(ref("Actor")),
            place=or_null(ref("Place")),
            statement=or_null(ref("Statement")),
            quantities=list_of(ref("Quantity")),
            judgements=list_of(ref("Judgement")),
            accounts=list_of({"allOf": [ref("EventRow"), object_of(shared=list_of(STRING))]}),
        ),
    ),
    "/story": (
        "Articles that tell the same story, side by side",
        ("article",),
        object_of(
            article=ref("Article"),
            events=list_of(
                object_of(
                    event=ref("EventRow"),
                    accounts=list_of({"allOf": [ref("EventRow"), object_of(shared=list_of(STRING))]}),
                )
            ),
            articles=list_of(
                object_of(
                    article=STRING,
                    headline=NULLABLE,
                    outlet=NULLABLE,
                    published=NULLABLE,
                    score=NUMBER,
                    shared=list_of(STRING),
                )
            ),
            accounts=list_of(
                object_of(article=STRING, statements=list_of(ref("StatementRow")), events=list_of(ref("EventRow")))
            ),
        ),
    ),
    "/stories": (
        "The events that most reports tell, each once, with the outlets that tell it",
        ("limit", *_FACETS),
        object_of(
            filters=OBJECT,
            rows=list_of({"allOf": [ref("EventRow"), object_of(outlets=list_of(STRING))]}),
        ),
    ),
    "/searches": (
        "The searches that are kept under a name, with how much each finds and its feed",
        (),
        object_of(
            rows=list_of(
                object_of(
                    id=INTEGER,
                    name=STRING,
                    kind={"enum": ["events", "statements", "articles"]},
                    filters=OBJECT,
                    made=STRING,
                    count=INTEGER,
                    newest=NULLABLE,
                    href=STRING,
                    feed=STRING,
                )
            )
        ),
    ),
    "/network": (
        "Who acts on whom and who speaks of whom",
        ("layer", "limit", *_FACETS),
        object_of(
            layer=STRING,
            filters=OBJECT,
            nodes=list_of(ref("Node")),
            edges=list_of(ref("Edge")),
            left_out=object_of(nodes=INTEGER, edges=INTEGER),
        ),
    ),
    "/timeline": (
        "Events by period, and by type, status or quad class",
        ("unit", "by", *_FACETS),
        object_of(
            unit=STRING,
            by=STRING,
            filters=OBJECT,
            periods=list_of(STRING),
            series=list_of(ref("Series")),
            outside=INTEGER,
            undated=INTEGER,
            since=STRING,
            until=STRING,
        ),
    ),
    "/panel": (
        "Events of each dyad, actor or country in each day, week or month, zeros filled in",
        ("by", "unit", *_FACETS, "limit", "after"),
        object_of(
            by=STRING,
            unit=STRING,
            filters=OBJECT,
            columns=list_of(STRING),
            count=INTEGER,
            undated=INTEGER,
            rows=list_of(OBJECT),
            next=NULLABLE,
        ),
    ),
    "/judgements": (
        "What analysts say of records, the newest first",
        ("verdict", "kind", "state", "article", "limit", "after"),
        object_of(
            count=object_of(confirm=INTEGER, correct=INTEGER, reject=INTEGER, orphaned=INTEGER),
            rows=list_of(ref("Judgement")),
            next=NULLABLE,
        ),
    ),
    "/jobs": (
        "What is being coded, how fast, how long it will take, and what went wrong",
        (),
        object_of(
            jobs=list_of(ref("Job")),
            failures=list_of(object_of(name=STRING, reason=STRING, article=NULLABLE)),
            coding=BOOLEAN,
            roots=list_of(STRING),
            fetch=BOOLEAN,
        ),
    ),
    "/export": (
        "The formats in which the store, or what the facets leave of it, can be had",
        _FACETS,
        object_of(
            filters=OBJECT,
            counts=BY_NAME,
            formats=list_of(
                object_of(name=STRING, says=STRING, ending=STRING, media_type=STRING, takes_table=BOOLEAN, href=STRING)
            ),
            tables=list_of(object_of(name=STRING, says=STRING, columns=list_of(STRING))),
            panels=list_of(STRING),
        ),
    ),
    "/explain": (
        "Why a record is in a report, a line a fact",
        ("article", "id"),
        object_of(article=STRING, id=STRING, lines=list_of(STRING)),
    ),
}

# Parameters that are not facets: schema and what they mean. One that means something else on a page stands under it.
OTHER: dict[str, tuple[Schema, str]] = {
    "kind": ({"enum": ["events", "statements", "articles"], "default": "events"}, "what to look for"),
    "limit": ({"type": "integer", "minimum": 1, "maximum": MOST, "default": 25}, "rows of a page"),
    "after": (STRING, "`next` of the page before: rows added meanwhile neither repeat nor hide one"),
    "id": (STRING, "id of the record, unique in its article: e3"),
    "article": (STRING, "id of the article"),
    "name": (STRING, "name of the actor"),
    "show": (list_of({"enum": list(LAYERS)}), "highlights that are switched on (page only)"),
    "layer": ({"enum": ["events", "places"], "default": "events"}, "what the points are"),
    "lat": ({"type": "number", "minimum": -90, "maximum": 90}, "middle of the view, degrees north"),
    "lon": ({"type": "number", "minimum": -180, "maximum": 180}, "middle of the view, degrees east"),
    "zoom": ({"type": "number", "minimum": 0, "maximum": 7, "default": 0}, "how close; 0 is the whole world"),
    "verdict": (VERDICT, "what was said"),
    "/judgements kind": (RECORD_KIND, "what was judged"),
    "state": ({"enum": ["attached", "orphaned"]}, "whether the present report has the record"),
    "search": (STRING, "name of a saved search; the facets are those it was saved with"),
    "/article id": (STRING, "id of the article"),
    "/network layer": ({"enum": list(LAYERS_OF_NETWORK), "default": "events"}, "what passes between actors"),
    "/network limit": ({"type": "integer", "minimum": 1, "maximum": MOST_NODES, "default": 100}, "actors at most"),
    "/timeline unit": ({"enum": list(UNITS), "default": "auto"}, "length of a period"),
    "/timeline by": ({"enum": list(SERIES_BY), "default": "type"}, "a series for each"),
    "/panel unit": ({"enum": list(PANEL_UNITS), "default": "month"}, "length of a period"),
    "/panel by": ({"enum": list(PANEL_BY), "default": "dyad"}, "whose events are counted"),
    "/panel limit": ({"type": "integer", "minimum": 1, "maximum": MOST_ROWS, "default": 200}, "rows of a page"),
}
NEEDED: dict[str, set[str]] = {
    "/article": {"id"}, "/actor": {"name"}, "/dyad": {"actor", "other"}, "/event": {"article", "id"},
    "/story": {"article"}, "/explain": {"article", "id"},
}  # fmt: skip
# An empty field of a form is one that was left open.
_OPEN: Schema = {"type": "string", "maxLength": 0}
EXACT: dict[str, Schema] = {
    "since": {"anyOf": [{"type": "string", "format": "date"}, _OPEN]},
    "until": {"anyOf": [{"type": "string", "format": "date"}, _OPEN]},
    "confidence": {"anyOf": [{"type": "number", "minimum": 0, "maximum": 1}, _OPEN]},
    "judged": {"enum": [*JUDGED, ""]},
    "told": {"enum": ["once", ""]},
    "box": {"anyOf": [{"type": "string", "pattern": f"^{BOX}$"}, _OPEN]},
    "part": {"enum": ["actor", "recipient", ""]},
    "quad": {"enum": [*QUADS, ""]},
}


@dataclass(frozen=True, slots=True)
class Change:
    """An address that changes or codes something: method and path, what it does, what is sent, what comes back."""

    method: str
    path: str
    name: str
    says: str
    sent: tuple[str, Schema] | None  # media type and schema
    status: int
    back: tuple[str, Schema]
    query: tuple[str, ...] = ()


# Names of files that can be added.
FILES = r"^[^\s./\\][^/\\]*\.(txt|text|html|htm|xhtml|jsonl|ndjson|json)$"
_JSON = "application/json"
_LINES = "application/x-ndjson"
CHANGES = (
    Change("post", "/api/judgements", "judge", "Confirm, correct or reject a record",
           (_JSON, ref("NewJudgement")), 201, (_JSON, ref("Judgement"))),
    Change("put", "/api/judgements/{number}", "amend_judgement", "Change what a judgement says",
           (_JSON, ref("ChangedJudgement")), 200, (_JSON, ref("Judgement"))),
    Change("delete", "/api/judgements/{number}", "undo_judgement",
           "Take a judgement back; what counts of its record then", None, 200, (_JSON, or_null(ref("Judgement")))),
    Change("post", "/api/searches", "save_search", "Keep a search under a name",
           (_JSON, ref("NewSearch")), 201, (_JSON, ref("SavedSearch"))),
    Change("delete", "/api/searches/{number}", "drop_search", "Keep a search no longer", None, 200,
           (_JSON, {"type": "null"})),
    Change("post", "/api/code", "code", "The report of one article; nothing is stored",
           (_JSON, ref("NewDocument")), 200, (_JSON, ref("Report"))),
    Change("post", "/api/code/batch", "code_batch", "The reports of some articles, in order; nothing is stored",
           (_JSON, ref("NewBatch")), 200,
           (_JSON, object_of(results=list_of({"anyOf": [object_of(report=ref("Report")),
                                                        object_of(error=ref("Problem"))]})))),
    Change("post", "/api/code/stream", "code_stream",
           "Articles in, a JSON object a line; reports or problems out, a line each, while more come in",
           (_LINES, {}), 200, (_LINES, {})),
    Change("post", "/api/jobs", "add_job", "Code text, a folder or an address into the store",
           (_JSON, ref("NewJob")), 202, (_JSON, ref("Job"))),
    Change("post", "/api/jobs/file", "add_file", "Code a file into the store: its bytes are the body",
           ("application/octet-stream", {}), 202, (_JSON, ref("Job")), ("name", "published")),
    Change("get", "/api/jobs/{number}", "job", "One job", None, 200, (_JSON, ref("Job"))),
    Change("delete", "/api/jobs/{number}", "stop_job", "End a job after the article that is being coded",
           None, 200, (_JSON, ref("Job"))),
)  # fmt: skip
OTHER["/api/jobs/file name"] = ({"type": "string", "pattern": FILES}, "name of the file; its ending tells its kind")
OTHER["/api/jobs/file published"] = ({"type": "string", "format": "date"}, "publication day of what carries none")
NEEDED["/api/jobs/file"] = {"name"}
