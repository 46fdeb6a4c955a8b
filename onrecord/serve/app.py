"""The desk as an ASGI application: every page at its path, as JSON at `.json` and as a table at `.csv`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from onrecord.serve import address
from onrecord.serve.cache import Cache
from onrecord.serve.coding import coding_routes
from onrecord.serve.exporting import export_routes
from onrecord.serve.formats import csv_response, json_body, made
from onrecord.serve.jobbing import job_routes, jobs_page
from onrecord.serve.jobs import Jobs
from onrecord.serve.judging import judging_routes
from onrecord.serve.openapi import description
from onrecord.serve.opening import answered
from onrecord.serve.options import Options
from onrecord.serve.pages import CHECKS, PAGES, Page
from onrecord.serve.problems import ProblemError, problem_headers, problem_response
from onrecord.serve.rendering import prepare, render, render_head
from onrecord.serve.searching import search_routes
from onrecord.serve.security import Guard, allowed_hosts
from onrecord.serve.static_files import static_file
from onrecord.serve.world import View, picture
from onrecord.store.filters import Filters
from onrecord.store.reader import Reader, Readers, TooSlowError
from onrecord.workers import WarmCoder

NOT_THERE = "there is nothing at this address"
STREAMED = 60.0  # seconds that a table may take, which is sent as it is read


def make_app(store: str | Path, port: int, options: Options | None = None) -> ASGIApp:
    """The desk over the store at a path, for a server at `port`.

    The store must exist and be of this version (opening it as a `Store` brings it up to date).
    """
    options = options or Options()
    # What every first visitor would wait for.
    prepare()
    picture([], View())
    limits = options.limits
    seconds = limits.seconds
    name = Path(store).name
    coder = WarmCoder(options.make, limits.coding_seconds)
    cache = Cache(store)
    readers = Readers(store)
    jobs = Jobs(store, coder, limits.jobs, cache.clear)
    routes = [Route("/", _page("overview", PAGES["overview"], "html", store, readers, seconds, name, cache))]
    for path, page in {**PAGES, "jobs": jobs_page(jobs, options)}.items():
        for shape, ending in (("html", ""), ("json", ".json"), ("csv", ".csv")):
            routes.append(Route(f"/{path}{ending}", _page(path, page, shape, store, readers, seconds, name, cache)))
    routes += judging_routes(str(store), cache)
    routes += search_routes(str(store))
    routes += job_routes(jobs, options)
    routes += export_routes(str(store))
    routes += coding_routes(coder, limits)
    routes += [
        Route("/openapi.json", _openapi),
        Route("/api", _api_page(name)),
        Route("/favicon.ico", lambda request: RedirectResponse("/static/mark.svg", 308)),
        Route("/static/{name:path}", static_file),
    ]
    desk = Starlette(
        routes=routes,
        exception_handlers={
            ProblemError: _problem_handler(name),
            HTTPException: _problem_handler(name),
            TooSlowError: _problem_handler(name),
            Exception: _problem_handler(name),
        },
    )
    # Outermost, so that answers to our own mistakes carry the headers too.
    return Guard(desk, allowed_hosts(port), frozenset(options.hosts), options.token, limits.reads, limits.changes)


# Pages that many ask for and that show what a store holds, not what somebody has just changed.
KEPT = ("overview", "search", "actor", "dyad", "map", "network", "timeline", "panel", "story", "stories", "export")
# Those whose content may take longer than a moment; their title is known from their address.
LONG = ("search", "actor", "map", "network", "timeline", "panel", "stories", "export")
MEDIA = {"html": "text/html", "json": "application/json"}


def _page(
    path: str, page: Page, shape: str, store: str | Path, readers: Readers, seconds: float, name: str, cache: Cache
) -> Callable[[Request], Response]:
    # Not async: Starlette runs it in a thread of its own, so that a long query holds up nobody else.
    def answer(request: Request) -> Response:
        if shape == "csv":
            return table(request)
        if path not in KEPT:
            return Response(body(request), media_type=MEDIA[shape])
        query = urlencode(sorted(request.query_params.multi_items()))
        # A page shows its own address, as it was written.
        key = f"{path} {shape} {query} {request.url.query if shape == 'html' else ''}"
        if shape == "json" or path not in LONG:
            return Response(cache.get(key, lambda: body(request)), media_type=MEDIA[shape])
        # What is wrong with the address is told by the status, however busy the desk is.
        if path in CHECKS:
            with readers.open(seconds) as reader:
                CHECKS[path](reader, request.query_params)
            found = Filters()
        else:
            found = address.filters(request.query_params)
        return answered(
            lambda: cache.get(key, lambda: body(request)), lambda: head(request, found),
            lambda error: problem_page(problem_of(error), request, name).encode("utf-8", "replace"),
        )  # fmt: skip

    def head(request: Request, found: Filters) -> bytes:
        kind = request.query_params.get("kind") or "events"
        values = {"filters_found": found, "kind": kind, "name": request.query_params.get("name")}
        text = render_head(f"{path}.html", path, request, name, values)
        return text.encode("utf-8", "replace")

    def body(request: Request) -> bytes:
        with readers.open(seconds) as reader:
            found = page(reader, request.query_params)
            if shape == "json":
                return json_body(found)
            values = made({**found.data, **found.extra, "answer": found.data})
        return render(found.template, path, request, name, values).encode("utf-8", "replace")

    def table(request: Request) -> Response:
        reader = Reader(store, STREAMED)
        try:
            return csv_response(page(reader, request.query_params), path, reader.close)  # which closes the reader
        except BaseException:
            reader.close()
            raise

    return answer


def problem_of(error: Exception) -> ProblemError:
    """What a caller is told of an error."""
    if isinstance(error, HTTPException):
        return ProblemError(error.status_code, NOT_THERE if error.status_code == 404 else error.detail)
    if isinstance(error, TooSlowError):
        return ProblemError(503, str(error))
    if isinstance(error, ProblemError):
        return error
    return ProblemError(500, "the desk made a mistake; the terminal it was started in says more")


def problem_page(problem: ProblemError, request: Request, name: str) -> str:
    """A problem, to be read."""
    return render("problem.html", "", request, name, {"problem": problem})


def _problem_handler(name: str) -> Callable[[Request, Exception], Response]:
    def handle(request: Request, error: Exception) -> Response:
        problem = problem_of(error)
        if request.url.path.endswith((".json", ".csv")) or "text/html" not in request.headers.get("accept", ""):
            response = problem_response(problem)
        else:
            body = problem_page(problem, request, name)
            response = Response(body, problem.status, problem_headers(problem), "text/html")
        if isinstance(error, HTTPException) and error.headers:
            response.headers.update(error.headers)
        return response

    return handle


def _api_page(name: str) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        return Response(render("api.html", "api", request, name, {"api": description()}), media_type="text/html")

    return answer


def _openapi(request: Request) -> Response:
    return Response(json.dumps(description(), ensure_ascii=False), media_type="application/json")
