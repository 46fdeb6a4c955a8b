"""Jobs over HTTP: text, files, folders and addresses added to the store; what is being coded and what went wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from onrecord.ingest import Document, InputError, read_bytes
from onrecord.ingest.address import FetchError, fetch
from onrecord.serve import address
from onrecord.serve.bodies import Fields, read_body, read_object
from onrecord.serve.coding import document_in
from onrecord.serve.formats import Answer
from onrecord.serve.jobs import Job, Jobs, folder_files, folder_inputs
from onrecord.serve.options import Options
from onrecord.serve.problems import ProblemError
from onrecord.store.activity import failures
from onrecord.store.reader import Reader

# Kinds of files that can be added.
ENDINGS = (".txt", ".text", ".html", ".htm", ".xhtml", ".jsonl", ".ndjson", ".json")
COLUMNS = ("id", "kind", "name", "state", "inputs", "coded", "added", "updated", "unchanged", "failed", "words",
           "seconds", "rate", "left", "now")  # fmt: skip


def jobs_page(jobs: Jobs, options: Options) -> Callable[[Reader, QueryParams], Answer]:
    """The page of jobs."""

    def page(reader: Reader, given: QueryParams) -> Answer:
        shown = jobs.shown()
        data = {
            "jobs": shown,
            "failures": failures(reader, 50),
            "coding": jobs.coding,
            "roots": [root.name or str(root) for root in options.roots],
            "fetch": options.fetch,
        }
        return Answer("jobs.html", data, {}, shown, COLUMNS)

    return page


def job_routes(jobs: Jobs, options: Options) -> list[Route]:
    """POST of jobs, and GET and DELETE of one."""

    async def add(request: Request) -> Response:
        body = await read_object(request, options.limits.document)
        if "folder" in body.found:
            return _made(await run_in_threadpool(add_folder, body))
        if "address" in body.found:
            return _made(await run_in_threadpool(add_address, body))
        name = body.text("name", 200)
        document = document_in(body)
        return _made(jobs.add("text", name or document.headline or document.id, lambda: [document], 1))

    def add_folder(body: Fields) -> Job:
        wanted, published = body.needed("folder", 1000), body.day("published")
        body.done()
        files = folder_files(options.roots, wanted)
        return jobs.add("folder", wanted, folder_inputs(files, published), len(files))

    def add_address(body: Fields) -> Job:
        wanted, published = body.needed("address", 2000), body.day("published")
        body.done()
        if not options.fetch:
            raise ProblemError(403, "addresses are fetched only where the desk was started with --fetch")

        def read() -> Iterable[Document | InputError]:
            try:
                found = fetch(wanted)
            except FetchError as error:
                return [InputError(wanted, str(error))]
            ending = ".txt" if found.kind == "text/plain" else ".html"
            return [_from(each, found.address) for each in read_bytes(found.data, wanted + ending, published)]

        return jobs.add("address", wanted, read, 1)

    async def add_file(request: Request) -> Response:
        name = file_name(address.required(request.query_params, "name"))
        published = address.day(request.query_params, "published")
        data = await read_body(request, options.limits.file)
        in_lines = name.lower().endswith((".jsonl", ".ndjson"))
        many = sum(bool(line.strip()) for line in data.split(b"\n")) if in_lines else 1
        return _made(jobs.add("file", name, lambda: read_bytes(data, name, published), many))

    def one(request: Request) -> Response:
        return JSONResponse(jobs.get(_number(request)).shown())

    def stop(request: Request) -> Response:
        return JSONResponse(jobs.stop(_number(request)).shown())

    return [
        Route("/api/jobs", add, methods=["POST"]),
        Route("/api/jobs/file", add_file, methods=["POST"]),
        Route("/api/jobs/{number}", one, methods=["GET"]),
        Route("/api/jobs/{number}", stop, methods=["DELETE"]),
    ]


def file_name(given: str) -> str:
    """The last part of a file's name as a browser gives it. Raises ProblemError for a kind that can't be added."""
    name = re.split(r"[/\\]", given)[-1].strip()
    if not name.lower().endswith(ENDINGS) or name.startswith("."):
        raise ProblemError(415, f"only files of these kinds can be added: {', '.join(ENDINGS)}")
    return name


def _from(found: Document | InputError, where: str) -> Document | InputError:
    """A document that says where it was fetched."""
    if isinstance(found, Document):
        found.uri = where
    return found


def _made(job: Job) -> Response:
    return JSONResponse(job.shown(), 202, {"location": f"/api/jobs/{job.id}"})


def _number(request: Request) -> int:
    value: Any = request.path_params["number"]
    if not value.isascii() or not value.isdigit() or len(value) > 18:
        raise ProblemError(404, "there is no such job")
    return int(value)
