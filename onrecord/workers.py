"""Coding in several processes: results in the order of the documents, few documents held at a time."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Protocol

from onrecord.ingest import Document, InputError
from onrecord.record import Report

# Documents in flight a worker: enough that none waits, few enough that memory stays flat on an endless stream.
IN_FLIGHT = 4


class Attempts(Protocol):
    """What a process does with a document: a report, or an error that says why there is none; it does not raise."""

    def attempt(self, document: Document) -> Report | InputError: ...


Make = Callable[[], Attempts]

_coder: Attempts | None = None


def failure(document: Document, reason: str) -> InputError:
    """The error for a document that could be read but not coded."""
    return InputError(document.uri or document.id, f"not coded: {reason}")


def _start(make: Make) -> None:
    """Load the models once in each process."""
    global _coder
    _coder = make()


def _attempt(document: Document) -> Report | InputError:
    assert _coder is not None
    return _coder.attempt(document)


def _pool(workers: int, make: Make) -> ProcessPoolExecutor:
    # spawn: the same on every platform, and no threads of the model runtime are copied into a child.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_start, initargs=(make,))


def in_processes(documents: Iterable[Document | InputError], workers: int, make: Make) -> Iterator[Report | InputError]:
    """One result a document, in order; `make` (picklable) makes the coder of each process.

    A document that kills its process costs itself alone.
    """
    waiting: deque[tuple[Document | None, Future[Report | InputError] | InputError]] = deque()
    pool = _pool(workers, make)

    def first() -> Report | InputError:
        nonlocal pool
        document, result = waiting.popleft()
        if document is None or isinstance(result, InputError):
            assert isinstance(result, InputError)
            return result
        try:
            return result.result()
        except BrokenProcessPool:
            pool.shutdown(wait=False, cancel_futures=True)
            outcome = _alone(document, make)
            # The others in flight were innocent or will show themselves: give them a fresh pool.
            pool = _pool(workers, make)
            for k, (other, future) in enumerate(waiting):
                if other is not None and isinstance(future, Future) and (not future.done() or future.exception()):
                    waiting[k] = (other, submit(other))
            return outcome

    def submit(document: Document) -> Future[Report | InputError]:
        try:
            return pool.submit(_attempt, document)
        except BrokenProcessPool as broken:  # found out in `first`, when its turn comes
            result: Future[Report | InputError] = Future()
            result.set_exception(broken)
            return result

    try:
        for document in documents:
            if isinstance(document, InputError):
                waiting.append((None, document))
            else:
                waiting.append((document, submit(document)))
            if len(waiting) >= workers * IN_FLIGHT:
                yield first()
        while waiting:
            yield first()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _alone(document: Document, make: Make) -> Report | InputError:
    """Code a document in a process of its own, to learn whether it was the one that broke the pool."""
    with _pool(1, make) as pool:
        try:
            return pool.submit(_attempt, document).result()
        except BrokenProcessPool:
            return failure(document, "its process was ended from outside (out of memory?)")
