"""Exports over HTTP: what the store's formats are, and each of them streamed; a search as an Atom feed."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from onrecord.export.atom import ATOM, feed
from onrecord.export.conllu import CONLLU
from onrecord.export.exporter import Exporter, ExportError, encoded
from onrecord.export.exporters import EXPORTERS
from onrecord.export.panels import PANELS
from onrecord.export.tables import TABLES
from onrecord.serve import address
from onrecord.serve.formats import Answer, Later
from onrecord.serve.problems import ProblemError
from onrecord.store.facets import facets
from onrecord.store.filters import Filters
from onrecord.store.listing import count
from onrecord.store.reader import Reader
from onrecord.store.searches import search_named

SECONDS = 600.0  # that an export may take; it holds up nobody else
# Asked for one table or none; what they give without one is an archive.
ARCHIVES = ("csv", "spreadsheet", "parquet")


def export_page(reader: Reader, given: QueryParams) -> Answer:
    """The formats in which the store, or what the facets leave of it, can be had."""
    found = address.filters(given)
    formats = [
        {
            "name": e.name, "says": e.says, "ending": e.ending, "media_type": e.media_type,
            "takes_table": e.takes_table, "href": address.url(f"/export/{e.name}", address.chosen(found)),
        }
        for e in EXPORTERS.values()
    ]  # fmt: skip
    data: dict[str, Any] = {
        "filters": address.chosen(found),
        "counts": {kind: count(reader, kind, found) for kind in address.KINDS},
        "formats": formats,
        "tables": [{"name": table.name, "says": table.says, "columns": list(table.names)} for table in TABLES.values()],
        "panels": list(PANELS),
    }
    extra = {"filters_found": found, "facets": Later(lambda: facets(reader, "events", found))}
    return Answer("export.html", data, extra, formats, ("name", "says", "ending", "media_type", "takes_table"))


def export_routes(store: str) -> list[Route]:
    """GET of each export, and of the feed."""

    def export(request: Request) -> Response:
        exporter = EXPORTERS.get(request.path_params["format"])
        if exporter is None:
            raise ProblemError(404, f"there is no such format; there are {', '.join(EXPORTERS)}")
        found = address.filters(request.query_params)
        table = address.text(request.query_params, "table")
        if table is not None and not exporter.takes_table:
            raise ProblemError(400, "table: this format has no tables")
        if exporter is CONLLU:
            return _streamed(store, exporter, lambda _: read_again(store, found), table)
        return _streamed(store, exporter, lambda reader: exporter.make(reader, found, table), table)

    def atom(request: Request) -> Response:
        base = str(request.base_url).rstrip("/")
        name = address.text(request.query_params, "search")
        kind = address.one_of(request.query_params, "kind", ("events", "statements", "articles"))
        found = address.filters(request.query_params)

        def make(reader: Reader) -> Iterator[bytes]:
            search = search_named(reader, name) if name else None
            if name and search is None:
                raise ProblemError(404, "there is no saved search of this name")
            if search is not None:
                wanted = address.filters(search.filters)
                query = address.url("", search.filters, kind=search.kind)[1:]
                return encoded(feed(reader, search.kind, wanted, base, query, search.name))
            query = address.url("", address.chosen(found), kind=kind)[1:]
            return encoded(feed(reader, kind, found, base, query))

        return _streamed(store, ATOM, make, None, False)

    return [Route("/export/{format}", export), Route("/feed.atom", atom)]


READING = threading.Semaphore()


def read_again(store: str, found: Filters) -> Iterator[bytes]:
    """CoNLL-U, which reads every text again: one at a time, in a process of its own that holds up nobody else."""
    if not READING.acquire(blocking=False):
        raise ProblemError(429, "another export in CoNLL-U is being made", retry=30)
    given = [f"--{name.replace('_', '-')}={value}" for name, value in address.chosen(found).items()]
    command = [sys.executable, "-m", "onrecord.cli.main", "export", store, "--format", CONLLU.name, *given]
    try:
        with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, bufsize=0) as process:
            ends = threading.Timer(SECONDS, process.kill)
            ends.start()
            try:
                assert process.stdout is not None
                while chunk := process.stdout.read(65536):
                    yield chunk
            finally:
                ends.cancel()
                process.kill()
    finally:
        READING.release()


def _streamed(store: str, exporter: Exporter, make: Any, table: str | None, saved: bool = True) -> Response:
    reader = Reader(store, SECONDS)
    try:
        chunks = make(reader)
        # The first piece before the answer begins, so that what is wrong can still be said.
        first = next(chunks, b"")
    except ExportError as error:
        reader.close()
        raise ProblemError(501 if "pyarrow" in str(error) else 400, str(error)) from None
    except BaseException:
        reader.close()
        raise

    def rest() -> Iterator[bytes]:
        try:
            yield first
            yield from chunks
        finally:
            reader.close()

    archive = exporter.name in ARCHIVES and table is None
    name = "-".join(["onrecord", exporter.name, *([table] if table else [])]) + (".zip" if archive else exporter.ending)
    return StreamingResponse(
        rest(),
        media_type="application/zip" if archive else exporter.media_type,
        headers={"content-disposition": f'attachment; filename="{name}"'} if saved else {},
    )
