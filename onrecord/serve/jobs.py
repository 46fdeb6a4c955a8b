"""Jobs: articles that are coded into the store while the desk is open, one job after the other."""

from __future__ import annotations

import itertools
import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from onrecord import __version__
from onrecord.ingest import Document, InputError, read_inputs
from onrecord.serve.problems import ProblemError
from onrecord.store import Store, StoreError
from onrecord.store.failures import note_failure
from onrecord.workers import WarmCoder

JobKind = Literal["text", "file", "folder", "address"]
State = Literal["waiting", "coding", "done", "stopped", "failed"]
KEPT = 50  # errors and ids of articles that a job shows
FINISHED = 100  # finished jobs that are shown

Inputs = Callable[[], Iterable[Document | InputError]]


@dataclass(slots=True)
class Job:
    """What is being coded, how far it is and what went wrong."""

    id: int
    kind: JobKind
    name: str
    read: Inputs
    inputs: int | None  # how many there are, None where not known (a file of a folder may hold many)
    state: State = "waiting"
    coded: int = 0
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    failed: int = 0
    words: int = 0
    seconds: float = 0.0
    started: float | None = None
    now: str | None = None
    errors: list[dict[str, str]] = field(default_factory=list)
    articles: list[str] = field(default_factory=list)
    stopping: bool = False

    def shown(self) -> dict[str, Any]:
        """The job as the API gives it."""
        seconds = time.monotonic() - self.started if self.state == "coding" and self.started else self.seconds
        done = self.coded + self.failed
        rate = self.words / seconds if seconds > 0 and self.words else None
        inputs = self.inputs if self.inputs is None or done <= self.inputs else None
        left = None
        if self.state == "coding" and inputs is not None and done:
            left = (inputs - done) * seconds / done
        return {
            **{name: getattr(self, name) for name in ("id", "kind", "name", "state", "coded", "added", "updated",
                                                      "unchanged", "failed", "words")},
            "inputs": inputs,
            "seconds": round(seconds, 1),
            "rate": None if rate is None else round(rate, 1),
            "left": None if left is None else round(left, 1),
            "now": self.now,
            "errors": list(self.errors),
            "articles": list(self.articles),
        }  # fmt: skip


class Jobs:
    """The jobs of one desk: a queue, and a thread that works through it."""

    def __init__(
        self, store: str | Path, coder: WarmCoder, most: int, ended: Callable[[], None] = lambda: None
    ) -> None:
        """`ended` is called when a job has ended: the store holds other things then."""
        self._ended = ended
        self._store = store
        self._coder = coder
        self._most = most
        self._jobs: dict[int, Job] = {}
        self._numbers = itertools.count(1)
        self._change = threading.Condition()
        self._thread: threading.Thread | None = None

    def add(self, kind: JobKind, name: str, read: Inputs, inputs: int | None) -> Job:
        """Put a job at the end. Raises ProblemError where too many wait already."""
        with self._change:
            if sum(job.state == "waiting" for job in self._jobs.values()) >= self._most:
                raise ProblemError(429, "too many jobs wait already", retry=10)
            job = Job(next(self._numbers), kind, name, read, inputs)
            self._jobs[job.id] = job
            finished = [n for n, j in self._jobs.items() if j.state in ("done", "stopped", "failed")]
            for number in finished[:-FINISHED]:
                del self._jobs[number]
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="jobs", daemon=True)
                self._thread.start()
            self._change.notify_all()
            return job

    def get(self, number: int) -> Job:
        """The job of this number. Raises ProblemError where there is none (or it is long finished)."""
        try:
            return self._jobs[number]
        except KeyError:
            raise ProblemError(404, "there is no such job") from None

    def stop(self, number: int) -> Job:
        """End a job after the article that is being coded; what it has stored stays."""
        job = self.get(number)
        with self._change:
            job.stopping = True
            if job.state == "waiting":
                job.state = "stopped"
        return job

    def shown(self) -> list[dict[str, Any]]:
        """All jobs, the newest first."""
        with self._change:
            jobs = list(self._jobs.values())
        return [job.shown() for job in reversed(jobs)]

    @property
    def coding(self) -> bool:
        """Whether a job is being worked at."""
        return any(job.state == "coding" for job in list(self._jobs.values()))

    def _work(self) -> None:
        while True:
            with self._change:
                self._change.wait_for(lambda: any(job.state == "waiting" for job in self._jobs.values()))
                job = next(job for job in self._jobs.values() if job.state == "waiting")
                job.state, job.started = "coding", time.monotonic()
            try:
                self._run(job)
            except Exception as error:
                # Whatever it is, it ends this job and no other; the page shows it.
                job.errors.append({"name": job.name, "reason": f"{type(error).__name__}: {error}"})
                job.failed += 1
                job.state = "failed"
            job.seconds = time.monotonic() - (job.started or 0)
            job.now = None
            self._ended()

    def _run(self, job: Job) -> None:
        with Store(self._store) as store:
            for document in job.read():
                if job.stopping:
                    job.state = "stopped"
                    return
                if isinstance(document, InputError):
                    self._failed(job, store, document)
                    continue
                job.now = document.uri or document.id
                report = self._coder.attempt(document)
                if isinstance(report, InputError):
                    self._failed(job, store, report)
                    continue
                try:
                    outcome = store.put(report)
                except StoreError as error:
                    self._failed(job, store, InputError(document.uri or document.id, str(error)))
                    continue
                job.coded += 1
                setattr(job, outcome, getattr(job, outcome) + 1)
                job.words += len(report.text.split())
                job.articles = [*job.articles[1 - KEPT :], report.id]
        # Nothing but errors is a job that failed.
        job.state = "failed" if job.failed and not job.coded else "done"

    def _failed(self, job: Job, store: Store, error: InputError) -> None:
        job.failed += 1
        name = error.name if error.line is None else f"{error.name}, line {error.line}"
        if len(job.errors) < KEPT:
            job.errors.append({"name": name, "reason": error.message})
        note_failure(store, name, error.message, __version__)


def folder_files(roots: tuple[Path, ...], wanted: str) -> list[str]:
    """The files of a folder, or the one file, below one of the roots; links are not followed.

    Raises ProblemError where it lies elsewhere or is not there.
    """
    if not roots:
        raise ProblemError(403, "folders can be added only where the desk was started with --root FOLDER")
    for root in roots:
        base = root.resolve()
        path = (base / wanted).resolve()
        if path != base and base not in path.parents:
            continue
        if path.is_file():
            return [str(path)]
        if path.is_dir():
            return sorted(_below(path))
    raise ProblemError(404, "there is no such folder below the folders that may be added")


def _below(folder: Path) -> Iterator[str]:
    for place, folders, names in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = os.path.join(place, name)
            if not name.startswith(".") and not os.path.islink(path) and os.path.isfile(path):
                yield path


def folder_inputs(files: list[str], published: str | None) -> Inputs:
    """How the files of a folder are read."""
    return lambda: read_inputs(files, published=published)
