"""The API's description (OpenAPI 3.1), written from the data model: types, and the comments beside its fields."""

from __future__ import annotations

import dataclasses
import inspect
import types
import typing
from functools import cache
from typing import Any

from onrecord import __version__, record
from onrecord.export.exporter import Exporter
from onrecord.export.exporters import EXPORTERS
from onrecord.export.field_docs import comments
from onrecord.export.panels import PANELS
from onrecord.export.tables import TABLES
from onrecord.serve.address import LONGEST, PARAMETERS
from onrecord.serve.endpoints import CHANGES, EXACT, NEEDED, OTHER, PATHS
from onrecord.serve.exporting import ARCHIVES
from onrecord.serve.schemas import NO_NULL, SENT, SHARED, SOME, STRING, list_of, object_of, ref


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
    for change in CHANGES:
        parameters = [_parameter(change.path, name) for name in change.query]
        if "{number}" in change.path:
            parameters.append({"name": "number", "in": "path", "required": True, "schema": {"type": "integer",
                               "minimum": 1}, "description": "its id"})  # fmt: skip
        kind, schema = change.back
        operation: dict[str, Any] = {
            "operationId": change.name,
            "summary": change.says,
            "parameters": parameters,
            "responses": {
                str(change.status): {"description": "done", "content": {kind: {"schema": schema}}},
                "default": _ref_problem(),
            },
        }
        if change.sent is not None:
            kind, schema = change.sent
            operation["requestBody"] = {"required": True, "content": {kind: {"schema": schema}}}
        paths.setdefault(change.path, {})[change.method] = operation
    paths |= {f"/export/{name}": _export(exporter) for name, exporter in EXPORTERS.items()}
    paths["/feed.atom"] = _feed()
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
            "schemas": {**_models(), **SHARED, **SENT},
            "responses": {
                "Problem": {
                    "description": "what is wrong with the request (RFC 9457)",
                    "content": {"application/problem+json": {"schema": ref("Problem")}},
                }
            },
        },
    }


def _facets() -> list[dict[str, Any]]:
    return [_parameter("", name) for name in PARAMETERS]


def _export(exporter: Exporter) -> dict[str, Any]:
    tables, says = (PANELS, "the first") if exporter.name == "panel" else (tuple(TABLES), "an archive of all")
    table = {"name": "table", "in": "query", "schema": {"enum": list(tables)},
             "description": f"one table; without it {says}"}  # fmt: skip
    kinds = {exporter.media_type.partition(";")[0], *(["application/zip"] if exporter.name in ARCHIVES else [])}
    return {
        "get": {
            "operationId": "export_" + exporter.name.replace("-", "_"),
            "summary": f"What the facets leave of the store: {exporter.says}",
            "parameters": [*([table] if exporter.takes_table else []), *_facets()],
            "responses": {
                "200": {"description": "the file, streamed", "content": {kind: {} for kind in sorted(kinds)}},
                "default": _ref_problem(),
            },
        }
    }


def _feed() -> dict[str, Any]:
    return {
        "get": {
            "operationId": "feed",
            "summary": "The newest things of a search as an Atom feed: of the search of a name, or of these facets",
            "parameters": [_parameter("/feed.atom", "search"), _parameter("/search", "kind"), *_facets()],
            "responses": {
                "200": {"description": "the feed", "content": {"application/atom+xml": {}}},
                "default": _ref_problem(),
            },
        }
    }


def _ref_problem() -> dict[str, str]:
    return {"$ref": "#/components/responses/Problem"}


def _parameter(path: str, name: str) -> dict[str, Any]:
    schema, what = OTHER.get(f"{path} {name}") or OTHER.get(name) or (EXACT.get(name, STRING), PARAMETERS[name])
    if schema == STRING:
        schema = {"type": "string", "maxLength": LONGEST, "pattern": NO_NULL}
    found = {"name": name, "in": "query", "description": what, "schema": schema}
    if name not in NEEDED.get(path, ()):
        return {**found, "schema": _left_open(schema)}
    # What is needed is more than spaces.
    pattern = schema.get("pattern", NO_NULL).replace(NO_NULL, SOME)
    return {**found, "required": True, "schema": {**schema, "minLength": 1, "pattern": pattern}}


def _left_open(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema, or nothing: an empty field of a form is one that was left open."""
    if "enum" in schema:
        return {**schema, "enum": list(dict.fromkeys([*schema["enum"], ""]))}
    if schema.get("type") in ("integer", "number") or "format" in schema:
        return {"anyOf": [schema, {"type": "string", "maxLength": 0}]}
    return schema


def _models() -> dict[str, Any]:
    """A schema for every class of the data model."""
    found: dict[str, Any] = {}
    for name, model in vars(record).items():
        if not (dataclasses.is_dataclass(model) and isinstance(model, type)):
            continue
        told = comments(model)
        hints = typing.get_type_hints(model)
        properties = {}
        for field in dataclasses.fields(model):
            schema = _schema(hints[field.name])
            if field.name in told:
                schema = {**schema, "description": told[field.name]}
            properties[field.name] = schema
        found[name] = {**object_of(**properties), "description": inspect.cleandoc(model.__doc__ or "")}
    return found


def _schema(hint: Any) -> dict[str, Any]:
    """The JSON schema of a type of the data model."""
    if hint is type(None):
        return {"type": "null"}
    if hint is Any:
        return {}
    if dataclasses.is_dataclass(hint):
        return ref(typing.cast(type, hint).__name__)
    simple = {str: "string", int: "integer", float: "number", bool: "boolean"}
    if hint in simple:
        return {"type": simple[hint]}
    origin, parts = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Literal:
        return {"enum": list(parts)}
    if origin in (typing.Union, types.UnionType):
        return {"anyOf": [_schema(part) for part in parts]}
    if origin is list:
        return list_of(_schema(parts[0]))
    if origin is tuple:
        return {"type": "array", "prefixItems": [_schema(part) for part in parts], "items": False}
    if origin is dict:
        return {"type": "object", "additionalProperties": _schema(parts[1])}
    raise TypeError(f"no schema for {hint}")  # a new kind of field in the data model
