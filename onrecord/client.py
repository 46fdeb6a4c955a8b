"""A client of the desk's HTTP API, typed: the same records as in the package, over the wire.

    desk = Desk("http://127.0.0.1:8642")
    report = desk.code("Text of an article.", published="2018-02-21")
    for event in desk.search("events", type="ASSAULT", since="2018-01-01"):
        ...

Standard library only; one request at a time, a new connection each.
"""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote, urlencode, urlsplit

from onrecord.record import Judgement, Report, Verdict

Kind = Literal["events", "statements", "articles"]
Plain = dict[str, Any]


class ProblemError(Exception):
    """The desk refused: the HTTP status and what is wrong, in words (RFC 9457)."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(f"{status}: {detail}")
        self.status = status
        self.detail = detail


class Desk:
    """The desk at an address; `token` where it asks for one. Raises ProblemError for what the desk refuses, OSError
    where it can't be reached."""

    def __init__(self, address: str = "http://127.0.0.1:8642", token: str | None = None, seconds: float = 60.0) -> None:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise ValueError(f"{address!r} is no http or https address")
        self._base = f"{parts.scheme}://{parts.netloc}"
        self._token = token
        self._seconds = seconds

    def get(self, path: str, **values: object) -> Any:
        """The JSON of a page: `get("network", layer="events")`. Values that are None are left out."""
        return json.loads(self._ask("GET", f"/{path}.json", values))

    def search(self, kind: Kind = "events", limit: int = 200, **facets: object) -> Iterator[Plain]:
        """All rows that the facets leave, newest first, page by page."""
        after: str | None = None
        while True:
            page = self.get("search", kind=kind, limit=limit, after=after, **facets)
            yield from page["rows"]
            after = page["next"]
            if after is None:
                return

    def report(self, article: str) -> Report:
        """The report of an article in the store."""
        return Report.from_dict(self.get("article", id=article))

    def explain(self, article: str, record: str) -> list[str]:
        """Why a record is in a report."""
        lines: list[str] = self.get("explain", article=article, id=record)["lines"]
        return lines

    def code(self, text: str, **fields: str | None) -> Report:
        """The report of one article; `fields` are id, published, outlet, headline, byline, uri. Nothing is stored."""
        return Report.from_dict(self._send("POST", "/api/code", {"text": text, **fields}))

    def code_batch(self, documents: Iterable[Plain]) -> list[Report | ProblemError]:
        """A report or a problem for each document (`text` and fields as in `code`), in order."""
        found: list[Report | ProblemError] = []
        for result in self._send("POST", "/api/code/batch", {"documents": list(documents)})["results"]:
            if "report" in result:
                found.append(Report.from_dict(result["report"]))
            else:
                found.append(ProblemError(result["error"]["status"], result["error"]["detail"]))
        return found

    def judge(
        self, article: str, record: str, verdict: Verdict, note: str = "", correction: Plain | None = None,
        judge: str = "",
    ) -> Judgement:  # fmt: skip
        """Confirm, correct or reject a record."""
        said = {"article": article, "record": record, "verdict": verdict, "note": note, "correction": correction,
                "judge": judge}  # fmt: skip
        return _judgement(self._send("POST", "/api/judgements", said))

    def undo(self, judgement: int) -> Judgement | None:
        """Take a judgement back; the one that counts then."""
        found = self._send("DELETE", f"/api/judgements/{judgement}", None)
        return None if found is None else _judgement(found)

    def add_text(self, text: str, **fields: str | None) -> Plain:
        """Code an article into the store; the job."""
        found: Plain = self._send("POST", "/api/jobs", {"text": text, **fields})
        return found

    def add_file(self, path: str | Path, published: str | None = None) -> Plain:
        """Code a file into the store; the job."""
        file = Path(path)
        values = {"name": file.name, "published": published}
        found: Plain = json.loads(
            self._ask("POST", "/api/jobs/file", values, file.read_bytes(), "application/octet-stream")
        )
        return found

    def job(self, number: int) -> Plain:
        """How far a job is."""
        found: Plain = json.loads(self._ask("GET", f"/api/jobs/{number}", {}))
        return found

    def export(self, format: str, path: str | Path, table: str | None = None, **facets: object) -> None:
        """Write an export of the store to a file, as it comes in."""
        values = {"table": table, **facets}
        with self._open("GET", f"/export/{quote(format)}", values) as answer, Path(path).open("wb") as out:
            while chunk := answer.read(1 << 20):
                out.write(chunk)

    def _send(self, method: str, path: str, body: Plain | None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        return json.loads(self._ask(method, path, {}, data, "application/json"))

    def _ask(
        self, method: str, path: str, values: Plain, data: bytes | None = None, kind: str | None = None
    ) -> bytes:  # fmt: skip
        with self._open(method, path, values, data, kind) as answer:
            body: bytes = answer.read()
            return body

    def _open(self, method: str, path: str, values: Plain, data: bytes | None = None, kind: str | None = None) -> Any:
        query = urlencode({name: value for name, value in values.items() if value is not None})
        request = urllib.request.Request(self._base + path + (f"?{query}" if query else ""), data, method=method)
        request.add_header("accept", "application/json")
        if kind is not None and data is not None:
            request.add_header("content-type", kind)
        if self._token is not None:
            request.add_header("authorization", f"Bearer {self._token}")
        try:
            # No proxy: the desk is on this machine or a named one.
            return urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=self._seconds)
        except urllib.error.HTTPError as error:
            raise _problem(error) from None


def _problem(error: urllib.error.HTTPError) -> ProblemError:
    try:
        detail = json.loads(error.read())["detail"]
    except (ValueError, KeyError, TypeError):
        detail = error.reason
    return ProblemError(error.code, str(detail))


def _judgement(found: Plain) -> Judgement:
    return Judgement(**{**found, "spans": [(start, end) for start, end in found["spans"]]})
