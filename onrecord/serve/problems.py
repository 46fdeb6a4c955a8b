"""Errors a caller can understand: RFC 9457 problem details."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from starlette.responses import Response


class ProblemError(Exception):
    """A request that can't be answered: its HTTP status, what is wrong in words, when to try again (seconds)."""

    def __init__(self, status: int, detail: str, retry: int | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.retry = retry

    @property
    def title(self) -> str:
        return HTTPStatus(self.status).phrase


def problem_body(problem: ProblemError) -> dict[str, Any]:
    """The problem as plain JSON values."""
    return {"type": "about:blank", "title": problem.title, "status": problem.status, "detail": problem.detail}


def problem_headers(problem: ProblemError) -> dict[str, str]:
    """The headers that go with it."""
    headers = {} if problem.retry is None else {"retry-after": str(problem.retry)}
    return {**headers, "www-authenticate": "Bearer"} if problem.status == 401 else headers


def problem_response(problem: ProblemError) -> Response:
    """The problem as `application/problem+json`."""
    return Response(
        json.dumps(problem_body(problem), ensure_ascii=False),
        status_code=problem.status,
        headers=problem_headers(problem),
        media_type="application/problem+json",
    )
