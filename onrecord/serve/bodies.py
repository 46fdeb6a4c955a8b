"""The bodies of requests that change something: read up to a limit, and checked field by field."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from datetime import date
from typing import Any

from starlette.requests import Request

from onrecord.serve.problems import ProblemError

JSON = "application/json"
MOST_BYTES = 1_000_000  # of a body that is no file


async def read_body(request: Request, most: int = MOST_BYTES) -> bytes:
    """The body. Raises ProblemError 413 where it is longer than `most` bytes, before all of it came in."""
    told = request.headers.get("content-length", "0")
    if told.isdigit() and int(told) > most:
        raise ProblemError(413, f"longer than {most:,} bytes")
    found = bytearray()
    async for chunk in request.stream():
        found += chunk
        if len(found) > most:
            raise ProblemError(413, f"longer than {most:,} bytes")
    return bytes(found)


async def read_object(request: Request, most: int = MOST_BYTES) -> Fields:
    """The JSON object of a body. Raises ProblemError 415 for another kind of body, 400 for one that can't be read."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != JSON:
        raise ProblemError(415, f"the body must be {JSON}")
    return parsed_object(await read_body(request, most))


def parsed_object(body: bytes | str) -> Fields:
    """A JSON object as its fields. Raises ProblemError where it is none."""
    try:
        found = json.loads(body, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise ProblemError(400, f"the body is no JSON: {error}") from None
    if not isinstance(found, dict):
        raise ProblemError(422, "the body must be a JSON object")
    return Fields(found)


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is no JSON number")


class Fields:
    """The fields of a JSON object, each read once with its type; `done` refuses those that nobody asked for."""

    def __init__(self, found: dict[str, Any]) -> None:
        self.found = found
        self.asked: set[str] = set()

    def _get(self, name: str, fits: Callable[[Any], bool], what: str, default: Any) -> Any:
        self.asked.add(name)
        value = self.found.get(name)
        if value is None:
            return default
        if not fits(value):
            raise ProblemError(422, f"{name}: must be {what}")
        return value

    def text(self, name: str, longest: int = 10_000) -> str | None:
        """Text of at most `longest` characters, None where absent, null or empty."""
        value: str | None = self._get(name, lambda v: isinstance(v, str), "text", None)
        if value is not None and len(value) > longest:
            raise ProblemError(422, f"{name}: longer than {longest:,} characters")
        if value is not None and any(0xD800 <= ord(c) < 0xE000 or c == "\0" for c in value):
            raise ProblemError(422, f"{name}: holds a character that is no text")
        return value or None

    def needed(self, name: str, longest: int = 10_000) -> str:
        """Text that must be there."""
        value = self.text(name, longest)
        if value is None:
            raise ProblemError(422, f"{name}: missing")
        return value

    def one_of(self, name: str, choices: tuple[str, ...]) -> Any:
        """One of a few words, which must be there."""
        value = self.needed(name)
        if value not in choices:
            raise ProblemError(422, f"{name}: must be one of {', '.join(choices)}")
        return value

    def day(self, name: str) -> str | None:
        """An ISO 8601 day."""
        value = self.text(name, 40)
        if value is None:
            return None
        with contextlib.suppress(ValueError):
            if date.fromisoformat(value).isoformat() == value:  # Python takes other forms of ISO 8601 too
                return value
        raise ProblemError(422, f"{name}: no day like 2018-02-21")

    def object(self, name: str) -> dict[str, Any] | None:
        """A JSON object."""
        value: dict[str, Any] | None = self._get(name, lambda v: isinstance(v, dict), "an object", None)
        return value

    def objects(self, name: str, most: int) -> list[Fields]:
        """A list of JSON objects, at least one and at most `most`."""
        value = self._get(name, lambda v: isinstance(v, list) and all(isinstance(i, dict) for i in v),
                          "a list of objects", [])  # fmt: skip
        if not 1 <= len(value) <= most:
            raise ProblemError(422, f"{name}: from 1 to {most} objects")
        return [Fields(item) for item in value]

    def done(self) -> None:
        """Raises ProblemError where the object has a field that nothing asked for."""
        unknown = sorted(set(self.found) - self.asked)
        if unknown:
            raise ProblemError(422, f"{unknown[0]}: there is no such field here")
