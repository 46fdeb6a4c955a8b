"""Coding over HTTP: one article, a batch, a stream; nothing is stored."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from onrecord.ingest import Document, InputError
from onrecord.ingest.fields import BadObjectError, document_of
from onrecord.record import Report
from onrecord.serve.bodies import Fields, parsed_object, read_object
from onrecord.serve.options import Limits
from onrecord.serve.problems import ProblemError, problem_body
from onrecord.workers import WarmCoder

NDJSON = "application/x-ndjson"
# Other media types that streams of JSON lines are sent as.
LINES = (NDJSON, "application/jsonl", "application/jsonlines", "text/plain")


def coding_routes(coder: WarmCoder, limits: Limits) -> list[Route]:
    """POST /api/code, /api/code/batch and /api/code/stream."""

    async def one(request: Request) -> Response:
        body = await read_object(request, limits.document)
        document = document_in(body)
        return _json((await _coded(document)).to_dict())

    async def batch(request: Request) -> Response:
        body = await read_object(request, limits.document * 5)
        items = body.objects("documents", limits.batch)
        body.done()
        results = []
        for item in items:
            try:
                results.append({"report": (await _coded(document_in(item))).to_dict()})
            except ProblemError as problem:
                results.append({"error": problem_body(problem)})
        return _json({"results": results})

    async def stream(request: Request) -> Response:
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind not in LINES:
            raise ProblemError(415, f"the body must be {NDJSON}: a JSON object a line")
        return _Lines(results(request))

    async def results(request: Request) -> AsyncIterator[dict[str, Any]]:
        number = 0
        async for line in lines_of(request, limits.document):
            number += 1
            try:
                if line is None:
                    raise ProblemError(413, f"line {number}: longer than {limits.document:,} bytes")
                if number > limits.stream:
                    raise ProblemError(413, f"more than {limits.stream:,} articles in a stream")
                yield (await _coded(document_in(parsed_object(line)))).to_dict()
            except ProblemError as problem:
                yield problem_body(problem)
            if number > limits.stream:
                return

    async def _coded(document: Document) -> Report:
        if coder.waiting >= limits.coding:
            raise ProblemError(429, "too many articles wait for the coder already", retry=5)
        found = await run_in_threadpool(coder.attempt, document)
        if isinstance(found, InputError):
            raise ProblemError(422, found.message)
        return found

    return [
        Route("/api/code", one, methods=["POST"]),
        Route("/api/code/batch", batch, methods=["POST"]),
        Route("/api/code/stream", stream, methods=["POST"]),
    ]


def document_in(body: Fields) -> Document:
    """The article that an object holds. Raises ProblemError where it holds none."""
    for name in ("id", "headline", "outlet", "uri", "byline"):
        body.text(name, 2000)
    body.day("published")
    body.needed("text", 2_000_000)
    body.done()
    try:
        return document_of(body.found, json.dumps(body.found, sort_keys=True).encode())
    except BadObjectError as error:
        raise ProblemError(422, str(error)) from None


async def lines_of(request: Request, most: int) -> AsyncIterator[bytes | None]:
    """The lines of a body as they come in, blank ones left out; None for one that is too long, which ends them."""
    pending = bytearray()
    async for chunk in request.stream():
        pending += chunk
        *whole, rest = pending.split(b"\n")
        pending = bytearray(rest)
        for line in whole:
            if len(line) > most:
                yield None
                return
            if line.strip():
                yield bytes(line)
        if len(pending) > most:
            yield None
            return
    if pending.strip():
        yield bytes(pending)


def _json(value: Any) -> Response:
    return Response(json.dumps(value, ensure_ascii=False), media_type="application/json")


class _Lines(Response):
    """A JSON object a line, each sent as soon as it is made, while the request still comes in."""

    def __init__(self, made: AsyncIterator[dict[str, Any]]) -> None:
        super().__init__(media_type=NDJSON)
        del self.headers["content-length"]
        self._made = made

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        try:
            async for value in self._made:
                line = json.dumps(value, ensure_ascii=False).encode() + b"\n"
                await send({"type": "http.response.body", "body": line, "more_body": True})
        except ClientDisconnect:
            return
        await send({"type": "http.response.body", "body": b"", "more_body": False})
