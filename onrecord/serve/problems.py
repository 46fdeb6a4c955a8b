"""Errors a caller can understand: RFC 9457 problem details."""

from __future__ import annotations

import json
from http import HTTPStatus

from starlette.responses import Response


class ProblemError(Exception):
    """A request that can't be answered: its HTTP status and what is wrong with it, in words."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail

    @property
    def title(self) -> str:
        return HTTPStatus(self.status).phrase


def problem_response(problem: ProblemError) -> Response:
    """The problem as `application/problem+json`."""
    body = {"type": "about:blank", "title": problem.title, "status": problem.status, "detail": problem.detail}
    return Response(
        json.dumps(body, ensure_ascii=False), status_code=problem.status, media_type="application/problem+json"
    )
