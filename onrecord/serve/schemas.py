"""JSON schemas of what the API answers with, besides the data model: rows of lists, timelines, networks, problems."""

from __future__ import annotations

from typing import Any, get_args

from onrecord.record import RecordKind, Verdict

Schema = dict[str, Any]

# Rows of lists: JSON type of each column ("?" where it may be null), in the order of the columns.
_ARTICLE = {"article": "string", "headline": "string?", "outlet": "string?", "published": "string?"}
ROWS: dict[str, dict[str, str]] = {
    "ArticleRow": {
        **_ARTICLE, "byline": "string?", "uri": "string?", "language": "string?", "words": "integer",
        "statements": "integer", "events": "integer", "opening": "string", "coder": "string",
    },
    "StatementRow": {
        **_ARTICLE, "id": "string", "day": "string", "date": "string?", "speaker": "string?",
        "speaker_country": "string?", "source": "string", "cue": "string", "content": "string", "kind": "string",
        "verb": "string?", "polarity": "string", "certainty": "string", "within": "string?", "confidence": "number",
        "judged": "string?",
    },
    "EventRow": {
        **_ARTICLE, "id": "string", "day": "string", "date": "string?", "earliest": "string?", "latest": "string?",
        "type": "string", "mode": "string?", "cameo": "string?", "actors": "strings", "recipients": "strings",
        "status": "string", "trigger": "string", "place": "string?", "lat": "number?", "lon": "number?",
        "place_country": "string?", "attributed_to": "string?", "speaker": "string?", "sentence": "string?",
        "confidence": "number", "judged": "string?", "reports": "integer",
    },
    "PointRow": {
        "name": "string?", "lat": "number", "lon": "number", "country": "string?", "feature": "string", "n": "integer",
    },
    "Node": {
        "id": "integer", "name": "string", "type": "string?", "country": "string?", "code": "string?", "n": "integer",
        "events": "integer", "statements": "integer", "label": "string", "shared": "boolean",
    },
}  # fmt: skip


def ref(name: str) -> Schema:
    """A reference to a named schema."""
    return {"$ref": f"#/components/schemas/{name}"}


def list_of(item: Schema) -> Schema:
    """A JSON array."""
    return {"type": "array", "items": item}


def object_of(**properties: Schema) -> Schema:
    """A JSON object that has all of these properties."""
    return {"type": "object", "properties": properties, "required": list(properties)}


def or_null(schema: Schema) -> Schema:
    """The schema, or null."""
    return {"anyOf": [schema, {"type": "null"}]}


def row_schema(columns: dict[str, str]) -> Schema:
    """The schema of a row of a list."""

    def schema(kind: str) -> Schema:
        if kind == "strings":
            return list_of(STRING)
        return {"type": [kind[:-1], "null"] if kind.endswith("?") else kind}

    return object_of(**{name: schema(kind) for name, kind in columns.items()})


INTEGER: Schema = {"type": "integer"}
NUMBER: Schema = {"type": "number"}
STRING: Schema = {"type": "string"}
BOOLEAN: Schema = {"type": "boolean"}
NULLABLE: Schema = {"type": ["string", "null"]}
OBJECT: Schema = {"type": "object"}
COUNTED = list_of({"type": "array", "prefixItems": [STRING, INTEGER], "items": False})
BY_NAME: Schema = {"type": "object", "additionalProperties": INTEGER}

# Schemas that several answers share, by name.
SHARED: dict[str, Schema] = {
    **{name: row_schema(columns) for name, columns in ROWS.items()},
    "Timeline": object_of(
        unit=STRING,
        periods=list_of(STRING),
        counts={"type": "object", "additionalProperties": BY_NAME},
        outside=INTEGER,
        undated=INTEGER,
        since=STRING,
        until=STRING,
    ),
    "Article": object_of(id=STRING, headline=NULLABLE, outlet=NULLABLE, published=NULLABLE, uri=NULLABLE),
    "Series": object_of(name=STRING, quad=STRING, total=INTEGER, counts=list_of(INTEGER)),
    "Edge": object_of(
        source=INTEGER,
        target=INTEGER,
        kind={"enum": ["acts", "speaks"]},
        n=INTEGER,
        cooperation=INTEGER,
        conflict=INTEGER,
        types=BY_NAME,
        first=NULLABLE,
        last=NULLABLE,
    ),
    "Job": object_of(
        id=INTEGER,
        kind={"enum": ["text", "file", "folder", "address"]},
        name=STRING,
        state={"enum": ["waiting", "coding", "done", "stopped", "failed"]},
        inputs={"type": ["integer", "null"]},
        **dict.fromkeys(("coded", "added", "updated", "unchanged", "failed", "words"), INTEGER),
        seconds=NUMBER,
        rate={"type": ["number", "null"]},
        left={"type": ["number", "null"]},
        now=NULLABLE,
        errors=list_of(object_of(name=STRING, reason=STRING)),
        articles=list_of(STRING),
    ),
    "SavedSearch": object_of(
        id=INTEGER, name=STRING, kind={"enum": ["events", "statements", "articles"]}, filters=OBJECT, made=STRING
    ),
    "Problem": object_of(type=STRING, title=STRING, status=INTEGER, detail=STRING),
}
# What is asked of a judgement.
VERDICT: Schema = {"enum": list(get_args(Verdict))}
RECORD_KIND: Schema = {"enum": list(get_args(RecordKind))}


def _given(needed: tuple[str, ...], **properties: Schema) -> Schema:
    """The schema of an object that is sent to us: these fields and no other."""
    return {"type": "object", "properties": properties, "required": list(needed), "additionalProperties": False}


NO_NULL = "^[^\\u0000]*$"
SOME = "^[^\\u0000]*[^ \\u0000][^\\u0000]*$"  # and more than spaces
_DAY: Schema = {"type": ["string", "null"], "format": "date"}


def _text(longest: int, shortest: int = 0) -> Schema:
    kind = "string" if shortest else ["string", "null"]
    return {"type": kind, "minLength": shortest, "maxLength": longest, "pattern": NO_NULL}


_DOCUMENT = {
    "text": _text(2_000_000, 1), "id": _text(2000), "published": _DAY, "outlet": _text(2000), "headline": _text(2000),
    "byline": _text(2000), "uri": _text(2000),
}  # fmt: skip


def _said(needed: tuple[str, ...], **properties: Schema) -> Schema:
    """A verdict with what goes with it: a correction with `correct` and with no other."""
    note = {"note": _text(10_000)}
    fields = {"type": "object", "minProperties": 1, "description": "field to right value"}
    return {
        "oneOf": [
            _given((*needed, "verdict", "correction"), **properties, verdict={"const": "correct"}, **note,
                   correction=fields),
            _given((*needed, "verdict"), **properties, verdict={"enum": ["confirm", "reject"]}, **note,
                   correction={"type": "null"}),
        ]
    }  # fmt: skip


_PLAIN = {"type": "string", "maxLength": 500, "pattern": NO_NULL}
# Facets as an address writes them.
_FACETS_SENT: Schema = {
    "type": ["object", "null"],
    "additionalProperties": False,
    "properties": {
        **dict.fromkeys(("words", "type", "mode", "status", "quote", "actor", "actor_country", "other", "speaker",
                         "country", "sector",
                         "place", "outlet"), _PLAIN),
        "since": {"type": "string", "format": "date"}, "until": {"type": "string", "format": "date"},
        "confidence": {"type": "string", "pattern": r"^(0(\.[0-9]{1,9})?|1(\.0)?)$"},
        "judged": {"enum": ["confirmed", "corrected", "rejected", "unjudged", ""]}, "told": {"enum": ["once", ""]},
    },
}  # fmt: skip
_ITEM = {"type": "object", "description": "a NewDocument; one that is none gives an error in its place"}
# What is sent to us, by name.
SENT: dict[str, Schema] = {
    "NewDocument": _given(("text",), **_DOCUMENT),
    "NewBatch": _given(("documents",), documents={**list_of(_ITEM), "minItems": 1, "maxItems": 50}),
    "NewJudgement": _said(("article", "record"), article=_text(10_000, 1), record=_text(20, 1), judge=_text(200)),
    "ChangedJudgement": _said(()),
    "NewSearch": _given(
        ("name", "kind"), name={"type": "string", "minLength": 1, "maxLength": 200, "pattern": SOME},
        kind={"enum": ["events", "statements", "articles"]}, filters=_FACETS_SENT,
    ),
    "NewJob": {
        "anyOf": [
            _given(("text",), name=_text(200), **_DOCUMENT),
            _given(("folder",), folder=_text(1000, 1), published=_DAY),
            _given(("address",), address=_text(2000, 1), published=_DAY),
        ]
    },
}  # fmt: skip
