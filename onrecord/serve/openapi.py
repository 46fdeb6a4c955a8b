"""The API's description (OpenAPI 3.1), written from the data model: types, and the comments beside its fields."""

from __future__ import annotations

import dataclasses
import inspect
import re
import types
import typing
from functools import cache
from typing import Any

from onrecord import __version__, record
from onrecord.serve.address import KINDS, MOST, PARAMETERS
from onrecord.serve.highlights import LAYERS

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
    },
    "EventRow": {
        **_ARTICLE, "id": "string", "day": "string", "date": "string?", "earliest": "string?", "latest": "string?",
        "type": "string", "mode": "string?", "cameo": "string?", "actors": "strings", "recipients": "strings",
        "status": "string", "trigger": "string", "place": "string?", "lat": "number?", "lon": "number?",
        "place_country": "string?", "attributed_to": "string?", "speaker": "string?", "sentence": "string?",
        "confidence": "number",
    },
    "PointRow": {
        "name": "string?", "lat": "number", "lon": "number", "country": "string?", "feature": "string", "n": "integer",
    },
}  # fmt: skip

_FACETS = tuple(PARAMETERS)
# Path -> what it answers with, its parameters and the schema of its JSON.
PATHS: dict[str, tuple[str, tuple[str, ...], dict[str, Any]]] = {}


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def _list(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item}


def _object(**properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties)}


_INTEGER, _STRING, _NULLABLE = {"type": "integer"}, {"type": "string"}, {"type": ["string", "null"]}
_COUNTED = _list({"type": "array", "prefixItems": [_STRING, _INTEGER], "items": False})
_TIMELINE = _object(
    unit=_STRING,
    periods=_list(_STRING),
    counts={"type": "object", "additionalProperties": {"type": "object", "additionalProperties": _INTEGER}},
    outside=_INTEGER,
    undated=_INTEGER,
)

PATHS.update(
    {
        "/overview": (
            "What is new, who is active, what happens over time, what failed to code",
            (),
            _object(
                totals={"type": "object"},
                articles=_list(_ref("ArticleRow")),
                statements=_list(_ref("StatementRow")),
                events=_list(_ref("EventRow")),
                actors=_list({"type": "object"}),
                pairs=_list({"type": "object"}),
                timeline=_TIMELINE,
                failures=_list({"type": "object"}),
            ),
        ),
        "/search": (
            "Articles, statements or events with words and facets, newest first, a page at a time",
            ("kind", *_FACETS, "limit", "after"),
            _object(
                kind=_STRING,
                filters={"type": "object"},
                count=_INTEGER,
                rows=_list({"anyOf": [_ref("EventRow"), _ref("StatementRow"), _ref("ArticleRow")]}),
                next=_NULLABLE,
                facets={"type": "object", "additionalProperties": _list(_object(value=_STRING, count=_INTEGER))},
            ),
        ),
        "/article": ("The report of one article", ("id", "show"), _ref("Report")),
        "/actor": (
            "Who an actor is and why it was coded so; what it said, did and had done to it",
            ("name",),
            _object(
                name=_STRING,
                articles=_INTEGER,
                **dict.fromkeys(("types", "countries", "roles", "codes", "sectors", "aliases"), _COUNTED),
                links={"type": "object", "additionalProperties": _STRING},
                evidence=_list(_object(reason=_STRING, articles=_list(_STRING))),
                statements=_list(_ref("StatementRow")),
                statement_count=_INTEGER,
                acting=_list(_ref("EventRow")),
                receiving=_list(_ref("EventRow")),
                event_count=_INTEGER,
                counterparts=_list({"type": "object"}),
                timeline=_TIMELINE,
            ),
        ),
        "/dyad": (
            "Two actors over time: events and statements between them",
            ("actor", "other", "since", "until"),
            _object(
                actor=_STRING,
                other=_STRING,
                events=_list(_ref("EventRow")),
                event_count=_INTEGER,
                statements=_list(_ref("StatementRow")),
                timeline=_TIMELINE,
            ),
        ),
        "/map": (
            "Points of events, or of places as articles name them",
            ("layer", "lat", "lon", "zoom", *_FACETS),
            _object(
                layer=_STRING,
                filters={"type": "object"},
                view={"type": "object"},
                located=_INTEGER,
                events=_INTEGER,
                points=_list(_ref("PointRow")),
            ),
        ),
    }
)

# Parameters that are not facets: schema and what they mean.
OTHER: dict[str, tuple[dict[str, Any], str]] = {
    "kind": ({"enum": ["events", "statements", "articles"], "default": "events"}, "what to look for"),
    "limit": ({"type": "integer", "minimum": 1, "maximum": MOST, "default": 25}, "rows of a page"),
    "after": (_STRING, "`next` of the page before: rows added meanwhile neither repeat nor hide one"),
    "id": (_STRING, "id of the article"),
    "name": (_STRING, "name of the actor"),
    "show": (_list({"enum": list(LAYERS)}), "highlights that are switched on (page only)"),
    "layer": ({"enum": ["events", "places"], "default": "events"}, "what the points are"),
    "lat": ({"type": "number", "minimum": -90, "maximum": 90}, "middle of the view, degrees north"),
    "lon": ({"type": "number", "minimum": -180, "maximum": 180}, "middle of the view, degrees east"),
    "zoom": ({"type": "integer", "minimum": 0, "maximum": 7, "default": 0}, "how close; 0 is the whole world"),
}
_NEEDED = {"/article": {"id"}, "/actor": {"name"}, "/dyad": {"actor", "other"}}
_EXACT: dict[str, dict[str, Any]] = {
    "since": {"type": "string", "format": "date"},
    "until": {"type": "string", "format": "date"},
    "confidence": {"type": "number", "minimum": 0, "maximum": 1},
}


@cache
def description() -> dict[str, Any]:
    """The whole description as plain JSON values."""
    paths: dict[str, Any] = {}
    for path, (what, names, schema) in PATHS.items():
        for ending, content in ((".json", {"application/json": {"schema": schema}}), (".csv", {"text/csv": {}})):
            paths[path + ending] = {
                "get": {
                    "operationId": path[1:] + ending.replace(".", "_"),
                    "summary": what + ("" if ending == ".json" else " (as a table)"),
                    "parameters": [_parameter(path, name) for name in names],
                    "responses": {"200": {"description": "found", "content": content}, "default": _ref_problem()},
                }
            }
    assert KINDS  # the kinds of rows below are those of the store's lists
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "On Record desk",
            "version": __version__,
            "description": "Who said what, who did what to whom, where, when, and on whose word. Every page of the desk"
            " answers at the same address with .json or .csv after its path. Spans are half-open [start, end) in"
            " Unicode code points into a report's text.",
        },
        "paths": paths,
        "components": {
            "schemas": {**_models(), **{name: _row(columns) for name, columns in ROWS.items()}, "Problem": _PROBLEM},
            "responses": {
                "Problem": {
                    "description": "what is wrong with the request (RFC 9457)",
                    "content": {"application/problem+json": {"schema": _ref("Problem")}},
                }
            },
        },
    }


_PROBLEM = _object(type=_STRING, title=_STRING, status=_INTEGER, detail=_STRING)


def _ref_problem() -> dict[str, str]:
    return {"$ref": "#/components/responses/Problem"}


def _parameter(path: str, name: str) -> dict[str, Any]:
    schema, what = OTHER.get(name) or (_EXACT.get(name, _STRING), PARAMETERS[name])
    found = {"name": name, "in": "query", "description": what, "schema": schema}
    return {**found, "required": True} if name in _NEEDED.get(path, ()) else found


def _row(columns: dict[str, str]) -> dict[str, Any]:
    def schema(kind: str) -> dict[str, Any]:
        if kind == "strings":
            return _list(_STRING)
        return {"type": [kind[:-1], "null"] if kind.endswith("?") else kind}

    return _object(**{name: schema(kind) for name, kind in columns.items()})


def _models() -> dict[str, Any]:
    """A schema for every class of the data model."""
    found: dict[str, Any] = {}
    for name, model in vars(record).items():
        if not (dataclasses.is_dataclass(model) and isinstance(model, type)):
            continue
        comments = _comments(model)
        hints = typing.get_type_hints(model)
        properties = {}
        for field in dataclasses.fields(model):
            schema = _schema(hints[field.name])
            if field.name in comments:
                schema = {**schema, "description": comments[field.name]}
            properties[field.name] = schema
        found[name] = {**_object(**properties), "description": inspect.cleandoc(model.__doc__ or "")}
    return found


def _comments(model: type) -> dict[str, str]:
    """Field -> the comment on its line."""
    return dict(re.findall(r"^    (\w+):[^#\n]*#\s*(.+?)\s*$", inspect.getsource(model), re.MULTILINE))


def _schema(hint: Any) -> dict[str, Any]:
    """The JSON schema of a type of the data model."""
    if hint is type(None):
        return {"type": "null"}
    if hint is Any:
        return {}
    if dataclasses.is_dataclass(hint):
        return _ref(typing.cast(type, hint).__name__)
    simple = {str: "string", int: "integer", float: "number", bool: "boolean"}
    if hint in simple:
        return {"type": simple[hint]}
    origin, parts = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Literal:
        return {"enum": list(parts)}
    if origin in (typing.Union, types.UnionType):
        return {"anyOf": [_schema(part) for part in parts]}
    if origin is list:
        return _list(_schema(parts[0]))
    if origin is tuple:
        return {"type": "array", "prefixItems": [_schema(part) for part in parts], "items": False}
    if origin is dict:
        return {"type": "object", "additionalProperties": _schema(parts[1])}
    raise TypeError(f"no schema for {hint}")  # a new kind of field in the data model
