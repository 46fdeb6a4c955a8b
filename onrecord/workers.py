"""Coding in several processes: results in the order of the documents, few documents held at a time."""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Protocol

from onrecord.collector import collect_seldom
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
    collect_seldom()


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


class WarmCoder:
    """One process with the models loaded, for whoever asks: each asks in turn, and none waits for a document for ever.

    The process starts with the first document. One that dies, or takes too long, costs its document alone.
    """

    def __init__(self, make: Make, seconds: float = 120.0) -> None:
        """`make` (picklable) makes the coder of the process; `seconds` is the longest for one document."""
        self._make = make
        self._seconds = seconds
        self._turn = threading.Condition()
        self._next = 0  # the ticket that is served
        self._tickets = 0
        self._process: multiprocessing.context.SpawnProcess | None = None
        self._line: multiprocessing.connection.Connection | None = None

    @property
    def waiting(self) -> int:
        """How many have asked and have no answer yet."""
        return self._tickets - self._next

    def attempt(self, document: Document) -> Report | InputError:
        """A report, or an error that says why there is none; it does not raise."""
        with self._turn:
            ticket = self._tickets
            self._tickets += 1
            self._turn.wait_for(lambda: self._next == ticket)
        try:
            return self._ask(document)
        finally:
            with self._turn:
                self._next += 1
                self._turn.notify_all()

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
        self._process = self._line = None

    def _ask(self, document: Document) -> Report | InputError:
        if self._process is None or not self._process.is_alive():
            context = multiprocessing.get_context("spawn")
            self._line, theirs = context.Pipe()
            self._process = context.Process(target=_serve, args=(self._make, theirs), daemon=True)
            self._process.start()
            theirs.close()  # so that the end of the process is the end of the line
        assert self._line is not None
        try:
            self._line.send(document)
            if self._line.poll(self._seconds):
                answer: Report | InputError = self._line.recv()
                return answer
        except (EOFError, OSError):
            self.close()
            return failure(document, "its process was ended from outside (out of memory?)")
        self.close()
        return failure(document, f"took longer than {self._seconds:g} seconds")


def _serve(make: Make, line: multiprocessing.connection.Connection) -> None:
    """What the process of a `WarmCoder` does."""
    coder = make()
    collect_seldom()
    while True:
        try:
            document = line.recv()
        except (EOFError, KeyboardInterrupt):
            return
        line.send(coder.attempt(document))
