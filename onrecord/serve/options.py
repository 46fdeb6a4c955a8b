"""What the one who starts the desk decides: who may ask, what may be added, how much is too much."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is too much; a request beyond a limit is refused with 413 or 429."""

    reads: float = 100.0  # requests a second of one client that change nothing; four times as many at once
    changes: float = 10.0  # the same for those that change something
    file: int = 20_000_000  # bytes of an uploaded file
    document: int = 4_000_000  # bytes of one article
    batch: int = 50  # articles of a batch
    stream: int = 10_000  # articles of a stream
    coding: int = 8  # requests that wait for the coder
    jobs: int = 20  # jobs that wait
    seconds: float = 10.0  # of the queries of one page
    coding_seconds: float = 120.0  # of one article


def make_coder() -> Any:
    """The coder of the desk's own process; the models are loaded there and not here."""
    from onrecord.pipeline import Coder

    return Coder()


@dataclass(frozen=True, slots=True)
class Options:
    """`hosts` are further Host values (name:port) than those of loopback; `token` must then come with every request.

    `roots` are folders from which files may be added, `fetch` whether addresses may be fetched, `make` makes the coder.
    """

    hosts: tuple[str, ...] = ()
    token: str | None = None
    roots: tuple[Path, ...] = ()
    fetch: bool = False
    limits: Limits = field(default_factory=Limits)
    make: Callable[[], Any] = make_coder
