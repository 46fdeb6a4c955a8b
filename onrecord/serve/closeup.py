"""Pages on one record or one story: an event with its reasons, articles side by side, why a record is there."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

from starlette.datastructures import QueryParams

from onrecord.export.explanation import explain
from onrecord.serve import address
from onrecord.serve.formats import Answer, Later
from onrecord.serve.problems import ProblemError
from onrecord.serve.schemas import ROWS
from onrecord.store.accounts import accounts, most_told, story, told_elsewhere, told_in
from onrecord.store.facets import facets
from onrecord.store.judgements import counts, judgements
from onrecord.store.listing import rows_of
from onrecord.store.reader import Reader, Row


def event_page(reader: Reader, given: QueryParams) -> Answer:
    """One event: its sentence, parties, place, on whose word, why it was coded, who else reports the deed."""
    head, report = _article(reader, address.required(given, "article"))
    wanted = address.required(given, "id")
    event = next((e for e in report["events"] if e["id"] == wanted), None)
    if event is None:
        raise ProblemError(404, "there is no event of this id in the article")
    by_id = {item["id"]: item for part in ("actors", "places", "statements", "quantities") for item in report[part]}
    key = reader.value("SELECT key FROM articles WHERE id = ?", (head["id"],))
    row = rows_of(reader, "events", [(key, wanted)])[0]
    data = {
        "article": head,
        "event": event,
        "row": row,
        "sentence": row["sentence"],
        "explain": explain(report, wanted) or [],
        "actors": [by_id[a] for a in event["actors"]],
        "recipients": [by_id[a] for a in event["recipients"]],
        "place": by_id.get(event["place"]),
        "statement": by_id.get(event["attributed_to"]),
        "quantities": [by_id[q] for q in event["quantities"]],
        "judgements": [dataclasses.asdict(j) for j in judgements(reader, article=head["id"], record=wanted)[0]],
        "accounts": accounts(reader, head["id"], wanted),
    }
    return Answer("event.html", data, {}, [row, *data["accounts"]], tuple(ROWS["EventRow"]))


def story_page(reader: Reader, given: QueryParams) -> Answer:
    """Articles that tell the same story, side by side."""
    head, _ = _article(reader, address.required(given, "article"))
    found = story(reader, head["id"])
    told = [{"article": id, **told_in(reader, id)} for id in [head["id"], *(row["article"] for row in found)]]
    data = {"article": head, "events": told_elsewhere(reader, head["id"]), "articles": found, "accounts": told}
    columns = ("article", "headline", "outlet", "published", "score", "shared")
    return Answer("story.html", data, {}, found, columns)


def stories_page(reader: Reader, given: QueryParams) -> Answer:
    """The events that most reports tell."""
    found = address.filters(given)
    rows = most_told(reader, found, address.integer(given, "limit", 25, 1, address.MOST))
    data = {"filters": address.chosen(found), "rows": rows}
    extra = {"filters_found": found, "facets": Later(lambda: facets(reader, "events", found))}
    return Answer("stories.html", data, extra, rows, (*ROWS["EventRow"], "outlets"))


def explain_page(reader: Reader, given: QueryParams) -> Answer:
    """Why a record is in a report, a line a fact."""
    head, report = _article(reader, address.required(given, "article"))
    wanted = address.required(given, "id")
    lines = explain(report, wanted)
    if lines is None:
        raise ProblemError(404, "there is no record of this id in the article")
    data = {"article": head["id"], "id": wanted, "lines": lines}
    return Answer("explain.html", data, {}, [{"line": line} for line in lines], ("line",))


def judgements_page(reader: Reader, given: QueryParams) -> Answer:
    """What analysts say of records, the newest first."""
    after = address.read_words(given, 1)
    if after is not None and not after[0].isdigit():
        raise ProblemError(400, "after: not a mark that a page of this list gave")
    rows, following = judgements(
        reader,
        article=address.text(given, "article"),
        verdict=address.one_of(given, "verdict", (None, "confirm", "correct", "reject")),
        kind=address.one_of(
            given, "kind", (None, "statement", "event", "actor", "place", "time", "quantity", "mention")
        ),
        state=address.one_of(given, "state", (None, "attached", "orphaned")),
        limit=address.integer(given, "limit", 25, 1, address.MOST),
        after=int(after[0][:18]) if after else None,
    )
    plain = [dataclasses.asdict(row) for row in rows]
    data = {
        "count": counts(reader),
        "rows": plain,
        "next": None if following is None else address.write_words([str(following)]),
    }
    columns = ("id", "article", "kind", "record", "type", "words", "verdict", "note", "correction", "judge", "made",
               "coder", "active")  # fmt: skip
    return Answer("judgements.html", data, {}, plain, columns)


def _article(reader: Reader, wanted: str) -> tuple[Row, dict[str, Any]]:
    found = reader.rows("SELECT id, headline, outlet, published, uri, report FROM articles WHERE id = ?", (wanted,))
    if not found:
        raise ProblemError(404, "there is no article of this id")
    report: dict[str, Any] = json.loads(found[0].pop("report"))
    return found[0], report
