"""Saved searches over HTTP: kept under a name, listed with what is new, dropped."""

from __future__ import annotations

import dataclasses
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from onrecord.serve import address
from onrecord.serve.bodies import Fields, read_object
from onrecord.serve.formats import Answer
from onrecord.serve.problems import ProblemError
from onrecord.store import Store
from onrecord.store.listing import count, listing
from onrecord.store.reader import Reader
from onrecord.store.searches import SavedSearch, SearchError, drop_search, keep_search, saved_searches

LONGEST_NAME = 200


def searches_page(reader: Reader, given: QueryParams) -> Answer:
    """The searches that are kept: how much each finds, the newest of it, its feed."""
    rows: list[dict[str, Any]] = []
    for search in saved_searches(reader):
        filters = address.filters(search.filters)
        newest = listing(reader, search.kind, filters, 1).rows
        rows.append({
            **dataclasses.asdict(search),
            "count": count(reader, search.kind, filters),
            "newest": (newest[0].get("day") or newest[0]["published"]) if newest else None,
            "href": address.url("/search", search.filters, kind=search.kind),
            "feed": address.url("/feed.atom", search=search.name),
        })  # fmt: skip
    columns = ("id", "name", "kind", "filters", "count", "newest", "href", "feed", "made")
    return Answer("searches.html", {"rows": rows}, {}, rows, columns)


def search_routes(store: str) -> list[Route]:
    """POST and DELETE of searches in the store at a path."""

    def keep(name: str, kind: Any, filters: dict[str, str]) -> SavedSearch:
        try:
            with Store(store) as opened:
                return keep_search(opened.connection, name, kind, filters)
        except SearchError as error:
            raise ProblemError(409, str(error)) from None

    def drop(number: int) -> None:
        try:
            with Store(store) as opened:
                drop_search(opened.connection, number)
        except LookupError as error:
            raise ProblemError(404, str(error.args[0])) from None

    async def add(request: Request) -> Response:
        body = await read_object(request)
        name = body.needed("name", LONGEST_NAME).strip()
        if not name:
            raise ProblemError(422, "name: missing")
        kind = body.one_of("kind", address.KINDS)
        filters = _filters(body)
        body.done()
        found = await run_in_threadpool(keep, name, kind, filters)
        return JSONResponse(dataclasses.asdict(found), 201)

    async def remove(request: Request) -> Response:
        number: str = request.path_params["number"]
        if not number.isascii() or not number.isdigit() or len(number) > 18:
            raise ProblemError(404, "there is no such search")
        await run_in_threadpool(drop, int(number))
        return JSONResponse(None)

    return [
        Route("/api/searches", add, methods=["POST"]),
        Route("/api/searches/{number}", remove, methods=["DELETE"]),
    ]


def _filters(body: Fields) -> dict[str, str]:
    """The facets, checked as those of an address are. Raises ProblemError 422."""
    given = body.object("filters") or {}
    unknown = sorted(set(given) - set(address.PARAMETERS))
    if unknown:
        raise ProblemError(422, f"filters: there is no facet {unknown[0]}")
    if not all(isinstance(value, str) for value in given.values()):
        raise ProblemError(422, "filters: every value must be text")
    try:
        return address.chosen(address.filters(given))
    except ProblemError as error:
        raise ProblemError(422, f"filters: {error.detail}") from None
