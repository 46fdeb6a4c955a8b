"""The record store: puts reports in, whole or not at all, and gives them back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, NamedTuple, Self

from onrecord.consistency import faults
from onrecord.record import Report
from onrecord.store.judgements import reattach
from onrecord.store.merging import Merger
from onrecord.store.rows import report_rows
from onrecord.store.schema import StoreError, open_store

__all__ = ["Article", "Outcome", "Store", "StoreError"]

Outcome = Literal["added", "updated", "unchanged"]


class Article(NamedTuple):
    """One article of the store, in a line."""

    id: str
    published: str | None
    outlet: str | None
    headline: str | None
    uri: str | None
    statements: int
    events: int


class Store:
    """A record store in one file; a context manager. Several processes may use the same file."""

    def __init__(self, path: str | Path) -> None:
        """Open the store at `path`, making it if absent. Raises StoreError where the file is something else."""
        self.path = Path(path)
        self.connection = open_store(path)
        self._merger = Merger(self.connection)
        self._catch_up()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self.connection.close()

    def put(self, report: Report) -> Outcome:
        """Store a report (its spans indexing its own text), whole or not at all.

        The same report again changes nothing; another report of the same id (a new text, a new version of the coder)
        takes the old one's place. Raises StoreError where the report contradicts itself, e.g. names an unknown actor.
        """
        if wrong := faults(report):
            raise StoreError(f"{report.id}: not stored, the report contradicts itself: {wrong[0]}")
        plain = report.to_dict()
        line = json.dumps(plain, ensure_ascii=False, allow_nan=False)
        digest = hashlib.sha256(line.encode("utf-8", "surrogatepass")).hexdigest()
        c = self.connection
        c.execute("BEGIN IMMEDIATE")
        try:
            old = c.execute("SELECT digest FROM articles WHERE id = ?", (report.id,)).fetchone()
            if old is not None and old[0] == digest:
                c.execute("ROLLBACK")
                return "unchanged"
            # References within a report may point forward while it is written; they are checked at COMMIT.
            c.execute("PRAGMA defer_foreign_keys = ON")
            again = [] if old is None else self._merger.leaving(report.id)
            c.execute("DELETE FROM articles WHERE id = ?", (report.id,))
            self._merger.arrived(self._insert(report, line, digest), again)
            reattach(c, plain)
            c.execute("COMMIT")
        except BaseException:
            c.execute("ROLLBACK")
            raise
        return "added" if old is None else "updated"

    def _insert(self, report: Report, line: str, digest: str) -> int:
        source = report.source
        values = (
            report.id, source.uri, source.outlet, source.headline, source.byline, source.published, source.agency,
            source.language, report.text, len(report.text.split()), report.coder.version,
            json.dumps(report.coder.models, sort_keys=True), digest, line,
        )  # fmt: skip
        key = self.connection.execute(
            "INSERT INTO articles (id, uri, outlet, headline, byline, published, agency, language, text, words, coder,"
            f" models, digest, report) VALUES ({_marks(values)})",
            values,
        ).lastrowid
        for table, row in report_rows(report):
            self.connection.execute(f"INSERT INTO {table} VALUES (?, {_marks(row)})", (key, *row))
        assert key is not None
        return key

    def _catch_up(self) -> None:
        """Join the events of a store that an older version wrote, some at a time so that others may write too."""
        more = self.connection.execute("SELECT EXISTS (SELECT 1 FROM unmerged)").fetchone()[0]
        while more:
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                more = self._merger.catch_up()
                self.connection.execute("COMMIT")
            except BaseException:
                self.connection.execute("ROLLBACK")
                raise

    def get(self, id: str) -> dict[str, Any] | None:
        """The report of an article as plain JSON values, as it was put in; None where there is none."""
        found = self.connection.execute("SELECT report FROM articles WHERE id = ?", (id,)).fetchone()
        return None if found is None else json.loads(found[0])

    def articles(self) -> Iterator[Article]:
        """All articles, oldest first, those without a date last."""
        rows = self.connection.execute(
            "SELECT id, published, outlet, headline, uri,"
            " (SELECT count(*) FROM statements s WHERE s.article = a.key),"
            " (SELECT count(*) FROM events e WHERE e.article = a.key)"
            " FROM articles a ORDER BY published IS NULL, published, id"
        )
        return (Article(*row) for row in rows)

    def search(self, query: str, limit: int = 20) -> list[str]:
        """Ids of the articles with all the words of `query` in headline or text, best first."""
        words = " ".join('"' + word.replace('"', '""') + '"' for word in query.split())
        if not words:
            return []
        rows = self.connection.execute(
            "SELECT a.id FROM article_words w JOIN articles a ON a.key = w.rowid"
            " WHERE article_words MATCH ? ORDER BY bm25(article_words, 4.0, 1.0), a.id LIMIT ?",
            (words, limit),
        )
        return [row[0] for row in rows]


def _marks(values: tuple[Any, ...]) -> str:
    return ", ".join("?" * len(values))
