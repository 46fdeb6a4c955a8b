"""The address of a page holds all of its state: reading it, checking it and writing it."""

from __future__ import annotations

import base64
import binascii
import contextlib
import json
import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, get_args
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from onrecord.serve.problems import ProblemError
from onrecord.store.filters import JUDGED, Filters, Kind
from onrecord.store.listing import Mark
from onrecord.store.timeline import following

QUADS = ("1", "2", "3", "4")
_DEGREES = r"-?[0-9]{1,3}(\.[0-9]{1,12})?"
BOX = rf"{_DEGREES}(,{_DEGREES}){{3}}"
LONGEST = 500  # characters of one value of an address
MOST = 200  # rows of a page
KINDS: tuple[Kind, ...] = get_args(Kind)

# What each value of an address is called in words; the order is that of the search form.
PARAMETERS: dict[str, str] = {
    "words": 'words, all of which must occur; "two words" together',
    "type": "PLOVER event type",
    "mode": "PLOVER mode of the event",
    "status": "status of the event: happened, ongoing, planned, called-for, threatened, hypothetical, denied",
    "quote": "how a statement is given: direct, indirect, mixed",
    "actor": "name of an actor: speaker, who acts, or to whom it is done",
    "other": "name of a second actor: between the two",
    "actor_country": "country of the actor named, where several have the name; ISO 3166-1 alpha-3, or none",
    "speaker": "name of the actor on whose word it is told",
    "country": "country of an actor, ISO 3166-1 alpha-3",
    "sector": "PLOVER sector of an actor: GOV, MIL, REB, ...",
    "place": "name of a place",
    "outlet": "who published the article",
    "since": "first day, ISO 8601",
    "until": "last day, ISO 8601",
    "confidence": "least confidence of a record, 0 to 1",
    "judged": "what an analyst said of it: confirmed, corrected, rejected, unjudged",
    "actor_sector": "PLOVER sector of the actor named, where several have the name",
    "actor_role": "role of the actor named as articles give it, in any case, where several have the name",
    "other_country": "country of the second actor named, or of one beside an actor of `country`",
    "part": "the part that `actor` (or else `country`) takes: actor (acts, speaks), recipient (acted on, spoken of)",
    "quad": "class of event types: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict",
    "box": "part of the world that it took place in: south,west,north,east in degrees",
    "told": "once: an event that several reports tell counts once",
}

# Facets whose value is any text.
_PLAIN = (
    "outlet", "type", "mode", "status", "quote", "actor", "actor_country", "other", "speaker", "country", "sector",
    "place", "actor_sector", "actor_role", "other_country",
)  # fmt: skip


def text(given: Mapping[str, str], name: str, longest: int = LONGEST) -> str | None:
    """A value of the address, None where it is absent or empty. Raises ProblemError where it is far too long."""
    if isinstance(given, QueryParams) and len(given.getlist(name)) > 1:
        raise ProblemError(400, f"{name}: given more than once")
    value = given.get(name, "").strip(" ")  # a name may end in other white space
    if len(value) > longest:
        raise ProblemError(400, f"{name}: longer than {longest} characters")
    if "\0" in value:
        raise ProblemError(400, f"{name}: holds a null character")
    return value or None


def required(given: Mapping[str, str], name: str) -> str:
    """A value that must be there."""
    value = text(given, name)
    if value is None:
        raise ProblemError(400, f"{name}: missing from the address")
    return value


def number(given: Mapping[str, str], name: str, default: float, low: float, high: float) -> float:
    """A number from `low` to `high`."""
    value = text(given, name)
    if value is None:
        return default
    if not re.fullmatch(r"-?[0-9]{1,9}(\.[0-9]{1,30})?([eE]-?[0-9]{1,3})?", value) or not low <= float(value) <= high:
        raise ProblemError(400, f"{name}: not a number from {low:g} to {high:g}")
    return float(value)


def integer(given: Mapping[str, str], name: str, default: int, low: int, high: int) -> int:
    """A whole number from `low` to `high`."""
    value = text(given, name)
    if value is None:
        return default
    # 10.0 is a whole number to JSON Schema.
    if not re.fullmatch(r"-?[0-9]{1,9}(\.0{1,30})?", value) or not low <= float(value) <= high:
        raise ProblemError(400, f"{name}: not a whole number from {low} to {high}")
    return int(float(value))


def one_of(given: Mapping[str, str], name: str, choices: tuple[Any, ...]) -> Any:
    """One of a few words; the first where the address has none."""
    value = text(given, name)
    if value is None:
        return choices[0]
    if value not in choices:
        raise ProblemError(400, f"{name}: must be one of {', '.join(c for c in choices if c)}")
    return value


def day(given: Mapping[str, str], name: str) -> str | None:
    """An ISO 8601 day."""
    value = text(given, name)
    if value is None:
        return None
    with contextlib.suppress(ValueError):
        if date.fromisoformat(value).isoformat() == value:  # Python takes other forms of ISO 8601 too
            return value
    raise ProblemError(400, f"{name}: no day like 2018-02-21")


def box(given: Mapping[str, str]) -> str | None:
    """A part of the world."""
    value = text(given, "box", 100)
    if value is None:
        return None
    if re.fullmatch(BOX, value.strip()):
        return value.strip()
    raise ProblemError(400, "box: not south,west,north,east in degrees")


def filters(given: Mapping[str, str]) -> Filters:
    """The facets of an address."""
    confidence = number(given, "confidence", -1, 0, 1)
    return Filters(
        words=text(given, "words") or "",
        **{name: text(given, name) for name in _PLAIN},
        since=day(given, "since"),
        until=day(given, "until"),
        confidence=None if confidence < 0 else confidence,
        judged=one_of(given, "judged", (None, *JUDGED)),
        told=one_of(given, "told", (None, "once")),
        part=one_of(given, "part", (None, "actor", "recipient")),
        box=box(given),
        quad=one_of(given, "quad", (None, *QUADS)),
    )


def chosen(found: Filters) -> dict[str, str]:
    """The facets that are set, as an address writes them."""
    plain = {name: getattr(found, name) for name in PARAMETERS}
    return {name: f"{value:g}" if isinstance(value, float) else value for name, value in plain.items() if value}


def url(path: str, given: Mapping[str, Any] | None = None, **changes: Any) -> str:
    """`path` with the values of `given` and `changes`; None takes a value away, a list gives it several times."""
    merged = {**(given or {}), **changes}
    kept = {name: value for name, value in merged.items() if value not in (None, "", [])}
    return path + ("?" + urlencode(kept, doseq=True) if kept else "")


def within(given: Mapping[str, str], period: str, unit: Any) -> dict[str, str]:
    """The facets `given`, narrowed to the days of a period by its first one."""
    start = date.fromisoformat(period)
    try:
        last = (following(start, unit) - timedelta(days=1)).isoformat()
    except (ValueError, OverflowError):  # the calendar ends with the year 9999
        last = date.max.isoformat()
    since, until = given.get("since"), given.get("until")
    return {**given, "since": max(since, period) if since else period, "until": min(until, last) if until else last}


def write_mark(mark: Mark | None) -> str | None:
    """Where a page ended, as one opaque word."""
    return None if mark is None else _opaque(mark)


def read_mark(given: Mapping[str, str]) -> Mark | None:
    """The place that `write_mark` wrote into `after`."""
    found = _transparent(given)
    if found is None:
        return None
    if len(found) == 3:
        start, key, place = found
        if isinstance(start, str) and all(type(n) is int and abs(n) < 2**62 for n in (key, place)):
            return start, key, place
    raise ProblemError(400, BAD_MARK)


def write_words(words: list[str]) -> str:
    """The same for a list that is ordered by words."""
    return _opaque(words)


def read_words(given: Mapping[str, str], many: int) -> list[str] | None:
    """The words that `write_words` wrote into `after`."""
    found = _transparent(given)
    if found is None:
        return None
    if len(found) != many or not all(isinstance(word, str) for word in found):
        raise ProblemError(400, BAD_MARK)
    return found


BAD_MARK = "after: not a mark that a page of this list gave"


def _opaque(values: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def _transparent(given: Mapping[str, str]) -> list[Any] | None:
    value = text(given, "after", 4 * LONGEST)
    if value is None:
        return None
    try:
        found = json.loads(base64.urlsafe_b64decode(value + "=" * (-len(value) % 4)))
    except (binascii.Error, ValueError, RecursionError):
        found = None
    if not isinstance(found, list):
        raise ProblemError(400, BAD_MARK)
    return found
