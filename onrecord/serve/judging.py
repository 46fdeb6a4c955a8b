"""Judgements over HTTP: kept, changed and taken back."""

from __future__ import annotations

import dataclasses
import json
from typing import Any, get_args

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from onrecord.record import Judgement, Verdict
from onrecord.serve.bodies import Fields, read_object
from onrecord.serve.cache import Cache
from onrecord.serve.problems import ProblemError
from onrecord.store import Store
from onrecord.store.judgements import JudgementError, amend, judge, undo

LONGEST_NOTE = 10_000
LONGEST_CORRECTION = 20_000  # characters of its JSON


def judging_routes(store: str, cache: Cache) -> list[Route]:
    """POST, PUT and DELETE of judgements on the store at a path."""

    def change(work: Any, *values: Any) -> Judgement | None:
        try:
            with Store(store) as opened:
                found: Judgement | None = work(opened.connection, *values)
        except LookupError as error:
            raise ProblemError(404, str(error.args[0])) from None
        except JudgementError as error:
            raise ProblemError(422, str(error)) from None
        cache.clear()
        return found

    async def keep(request: Request) -> Response:
        body = await read_object(request)
        article, record = body.needed("article"), body.needed("record", 20)
        said = _said(body)
        by = body.text("judge", 200) or ""
        body.done()
        found = await run_in_threadpool(change, judge, article, record, *said, by)
        return _answer(found, 201)

    async def again(request: Request) -> Response:
        body = await read_object(request)
        said = _said(body)
        body.done()
        return _answer(await run_in_threadpool(change, amend, _number(request), *said), 200)

    async def back(request: Request) -> Response:
        return _answer(await run_in_threadpool(change, undo, _number(request)), 200)

    return [
        Route("/api/judgements", keep, methods=["POST"]),
        Route("/api/judgements/{number}", again, methods=["PUT"]),
        Route("/api/judgements/{number}", back, methods=["DELETE"]),
    ]


def _said(body: Fields) -> tuple[str, str, dict[str, Any] | None]:
    verdict = body.one_of("verdict", get_args(Verdict))
    note = body.text("note", LONGEST_NOTE) or ""
    correction = body.object("correction")
    if correction is not None and len(json.dumps(correction)) > LONGEST_CORRECTION:
        raise ProblemError(422, f"correction: longer than {LONGEST_CORRECTION:,} characters")
    return verdict, note, correction


def _number(request: Request) -> int:
    value: str = request.path_params["number"]
    if not value.isascii() or not value.isdigit() or len(value) > 18:
        raise ProblemError(404, "there is no such judgement")
    return int(value)


def _answer(found: Judgement | None, status: int) -> Response:
    return JSONResponse(None if found is None else dataclasses.asdict(found), status)
