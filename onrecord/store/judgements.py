"""Judgements: an analyst confirms, corrects or rejects a record; kept apart from the record and never lost.

Coding an article again ties each judgement to the record that now stands in its place, or keeps it as an orphan.
"""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime
from typing import Any, get_args

from onrecord.record import Judgement, RecordKind, Verdict
from onrecord.store.anchors import PARTS, Anchor, anchor_of, anchors, fitting
from onrecord.store.reader import Reader, Row

# What a correction may say of each kind of record.
CORRECTABLE: dict[RecordKind, tuple[str, ...]] = {
    "statement": ("speaker", "kind", "polarity", "certainty", "date", "source", "cue", "content", "addressees"),
    "event": ("type", "mode", "status", "date", "place", "actors", "recipients", "attributed_to", "trigger", "cameo",
              "contexts"),
    "actor": ("name", "type", "country", "sectors", "role", "code"),
    "place": ("name", "lat", "lon", "country", "feature", "geonames"),
    "time": ("type", "value"),
    "quantity": ("value", "high", "bound", "unit", "kind"),
    "mention": ("type", "kind", "actor", "start", "end"),
}  # fmt: skip
_COLUMNS = "key, article, kind, spans, type, words, was, verdict, note, correction, judge, made, coder, record, active"


class JudgementError(ValueError):
    """A judgement that can't be kept: on nothing, or a correction of what such a record has not."""


def judge(
    connection: sqlite3.Connection, article: str, record: str, verdict: Verdict, note: str = "",
    correction: dict[str, Any] | None = None, judge: str = "", made: str | None = None,
) -> Judgement:  # fmt: skip
    """Keep what is said of a record of an article; what was said of it before becomes its history.

    `made` is when (ISO 8601), now by default. Raises LookupError where there is no such record, JudgementError for a
    correction that such a record can't have, or none where the verdict is `correct`.
    """
    line = connection.execute("SELECT report, coder FROM articles WHERE id = ?", (article,)).fetchone()
    anchor = anchor_of(json.loads(line[0]), record) if line else None
    if anchor is None:
        raise LookupError(f"there is no record {record} in the article {article}" if line else
                          f"there is no article {article}")  # fmt: skip
    check(anchor.kind, verdict, correction)
    made = made or datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    connection.execute("BEGIN IMMEDIATE")
    try:
        key = connection.execute(
            "INSERT INTO judgements (article, kind, spans, type, words, was, verdict, note, correction, judge, made,"
            " coder, record, active) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)",
            (article, anchor.kind, json.dumps(anchor.spans), anchor.type, anchor.words,
             json.dumps(anchor.was, ensure_ascii=False), verdict, note,
             None if correction is None else json.dumps(correction, ensure_ascii=False), judge, made, line[1], record),
        ).lastrowid  # fmt: skip
        _settle(connection, article)
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    found = judgement(connection, key or 0)
    assert found is not None
    return found


def check(kind: RecordKind, verdict: Verdict, correction: dict[str, Any] | None) -> None:
    """Raises JudgementError where the correction doesn't go with the verdict or the kind of record."""
    if (verdict == "correct") != bool(correction):
        raise JudgementError("a correction goes with the verdict 'correct', and with no other")
    wrong = [field for field in correction or {} if field not in CORRECTABLE[kind]]
    if wrong:
        raise JudgementError(
            f"a correction of {kind} can't have {', '.join(wrong)}; it can have {', '.join(CORRECTABLE[kind])}"
        )


def undo(connection: sqlite3.Connection, key: int) -> Judgement | None:
    """Take a judgement back; what was said of its record before counts again and is returned, None where nothing was.

    Raises LookupError where there is no such judgement.
    """
    found = judgement(connection, key)
    if found is None:
        raise LookupError(f"there is no judgement {key}")
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute("DELETE FROM judgements WHERE key = ?", (key,))
        _settle(connection, found.article)
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM judgements WHERE article = ? AND kind = ? AND active AND record IS ?"
        " AND (record IS NOT NULL OR (spans = ? AND type = ?))",
        (found.article, found.kind, found.record, json.dumps(found.spans), found.type),
    ).fetchone()
    return _judgement(row) if row else None


def amend(
    connection: sqlite3.Connection, key: int, verdict: Verdict, note: str, correction: dict[str, Any] | None
) -> Judgement:
    """Change what a judgement says. Raises LookupError where there is none, JudgementError as `judge` does."""
    found = judgement(connection, key)
    if found is None:
        raise LookupError(f"there is no judgement {key}")
    check(found.kind, verdict, correction)
    connection.execute(
        "UPDATE judgements SET verdict = ?, note = ?, correction = ? WHERE key = ?",
        (verdict, note, None if correction is None else json.dumps(correction, ensure_ascii=False), key),
    )
    changed = judgement(connection, key)
    assert changed is not None
    return changed


def judgement(connection: sqlite3.Connection, key: int) -> Judgement | None:
    """One judgement, by its number."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM judgements WHERE key = ?", (key,)).fetchone()
    return _judgement(row) if row else None


def reattach(connection: sqlite3.Connection, report: dict[str, Any]) -> None:
    """Tie the judgements of an article to the records of its new report; runs within the transaction that stores it."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM judgements WHERE article = ? ORDER BY key", (report["id"],)
    ).fetchall()
    if not rows:
        return
    candidates: dict[RecordKind, list[Anchor]] = {kind: list(anchors(report, kind)) for kind in PARTS}
    for found in map(_judgement, rows):
        spans = tuple((start, end) for start, end in found.spans)
        old = Anchor(found.kind, found.record or "", found.type, spans, found.words, found.was)
        also = (found.correction or {}).get(PARTS[found.kind][1])
        record = fitting(old, also, report["text"], candidates[found.kind])
        connection.execute("UPDATE judgements SET record = ? WHERE key = ?", (record, found.id))
    _settle(connection, report["id"])


def judgements(
    reader: Reader, *, article: str | None = None, record: str | None = None, verdict: str | None = None,
    kind: str | None = None, state: str | None = None, active: bool = False, limit: int = 50, after: int | None = None,
) -> tuple[list[Judgement], int | None]:  # fmt: skip
    """Judgements, the newest first, and where the next page starts; `state` is attached or orphaned."""
    conditions, values = ["1"], []
    for column, value in (("article", article), ("record", record), ("verdict", verdict), ("kind", kind)):
        if value is not None:
            conditions.append(f"{column} = ?")
            values.append(value)
    if state is not None:
        conditions.append("record IS NOT NULL" if state == "attached" else "record IS NULL")
    if active:
        conditions.append("active")
    if after is not None:
        conditions.append("key < ?")
        values.append(str(after))
    rows = reader.rows(
        f"SELECT {_COLUMNS} FROM judgements WHERE {' AND '.join(conditions)} ORDER BY key DESC LIMIT ?",
        [*values, limit + 1],
    )
    found = [_judgement(tuple(row.values())) for row in rows[:limit]]
    return found, found[-1].id if len(rows) > limit else None


def counts(reader: Reader) -> Row:
    """How many records are confirmed, corrected and rejected, and how many judgements have lost theirs."""
    verdicts = ", ".join(f"count(*) FILTER (WHERE verdict = '{v}') AS {v}" for v in get_args(Verdict))
    return reader.rows(
        f"SELECT {verdicts}, count(*) FILTER (WHERE record IS NULL) AS orphaned FROM judgements WHERE active"
    )[0]


def _settle(connection: sqlite3.Connection, article: str) -> None:
    """The newest judgement on each record of an article is the active one; each orphaned place counts as a record."""
    connection.execute(
        "UPDATE judgements SET active = key IN (SELECT max(key) FROM judgements WHERE article = ?1"
        " GROUP BY kind, coalesce(record, spans || type)) WHERE article = ?1",
        (article,),
    )


def _judgement(row: tuple[Any, ...]) -> Judgement:
    key, article, kind, spans, type, words, was, verdict, note, correction, judge, made, coder, record, active = row
    return Judgement(
        key, article, kind, record, [(start, end) for start, end in json.loads(spans)], type, words, json.loads(was),
        verdict, note, None if correction is None else json.loads(correction), judge, made, coder, bool(active),
    )  # fmt: skip
