"""What each page holds: from the values of an address and a reader of the store to an answer."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from starlette.datastructures import QueryParams

from onrecord.export.explanation import explain
from onrecord.serve import address
from onrecord.serve.analysis import network_page, panel_page, timeline_page
from onrecord.serve.charts import above_and_below, strips
from onrecord.serve.closeup import event_page, explain_page, judgements_page, stories_page, story_page
from onrecord.serve.exporting import export_page
from onrecord.serve.formats import Answer, Later
from onrecord.serve.highlights import LAYERS, headline_span, highlights_of, layout_of, pieces
from onrecord.serve.original import original
from onrecord.serve.problems import ProblemError
from onrecord.serve.schemas import ROWS
from onrecord.serve.searching import searches_page
from onrecord.serve.world import DEEPEST, View, disputed_areas, picture
from onrecord.store.activity import NEWEST, active_actors, active_pairs, counterparts, failures, identity
from onrecord.store.facets import facets
from onrecord.store.filters import Filters, Kind
from onrecord.store.judgements import judgements
from onrecord.store.listing import count, listing
from onrecord.store.points import located, points
from onrecord.store.reader import Reader, Row
from onrecord.store.scales import quad_names
from onrecord.store.timeline import timeline

_ROW = {"articles": "ArticleRow", "statements": "StatementRow", "events": "EventRow"}

Page = Callable[[Reader, QueryParams], Answer]


def overview(reader: Reader, given: QueryParams) -> Answer:
    """What is new, who is active, what happens over time, what was said last, what failed to code."""
    everything = Filters()
    totals = reader.rows(
        "SELECT (SELECT count(*) FROM articles) AS articles, (SELECT count(*) FROM statements) AS statements,"
        " (SELECT count(*) FROM events) AS events, (SELECT count(DISTINCT outlet) FROM articles) AS outlets,"
        " (SELECT min(published) FROM articles) AS first, (SELECT max(published) FROM articles) AS last"
    )[0]
    over_time = timeline(reader, everything)

    def newest(kind: Kind) -> list[Row]:
        # What is planned for later than the newest article is not what is new; without days anything is.
        dated = listing(reader, kind, Filters(until=totals["last"][:10]), 6).rows if totals["last"] else []
        return dated or listing(reader, kind, everything, 6).rows

    data = {
        "totals": totals,
        "articles": listing(reader, "articles", everything, 6).rows,
        "statements": newest("statements"),
        "events": newest("events"),
        "actors": active_actors(reader, 10),
        "pairs": [{**pair, "types": json.loads(pair["types"])} for pair in active_pairs(reader, 10)],
        "timeline": dataclasses.asdict(over_time),
        "failures": failures(reader, 20),
    }
    table = [
        {"type": name, "period": period, "events": n}
        for name, counts in sorted(over_time.counts.items())
        for period, n in sorted(counts.items())
    ]
    extra = {
        "chart": strips(over_time), "quads": quad_names(), "newest": NEWEST,
        "picture": Later(lambda: picture(points(reader, "events", everything), View())),
        "located": Later(lambda: located(reader, everything)[0]),
    }  # fmt: skip
    return Answer("overview.html", data, extra, table, ("type", "period", "events"))


def search(reader: Reader, given: QueryParams) -> Answer:
    """Articles, statements or events with words and facets."""
    kind = address.one_of(given, "kind", ("events", "statements", "articles"))
    found = address.filters(given)
    limit = address.integer(given, "limit", 25, 1, address.MOST)
    after = address.read_mark(given)
    commonest = facets(reader, kind, found)
    page = listing(reader, kind, found, limit, after)
    total = count(reader, kind, found)
    data: dict[str, Any] = {
        "kind": kind,
        "filters": address.chosen(found),
        "count": total,
        "rows": page.rows,
        "next": address.write_mark(page.after),
        "facets": {name: [{"value": value, "count": n} for value, n in values] for name, values in commonest.items()},
    }
    counts = Later(lambda: {k: total if k == kind else count(reader, k, found) for k in address.KINDS})
    extra = {"counts": counts, "filters_found": found, "facet_values": commonest}
    return Answer("search.html", data, extra, page.rows, tuple(ROWS[_ROW[kind]]))


def article(reader: Reader, given: QueryParams) -> Answer:
    """One article's report, and its text with every record as a highlight."""
    wanted = address.required(given, "id")
    line = reader.value("SELECT report FROM articles WHERE id = ?", (wanted,))
    if line is None:
        raise ProblemError(404, "there is no article of this id")
    report: dict[str, Any] = json.loads(line)
    text = report["text"]

    def words(spans: list[list[int]]) -> str:
        return " … ".join(text[start:end] for start, end in spans)

    shown = [name for name in given.getlist("show") if name in LAYERS] or (
        [] if "show" in given else [name for name in LAYERS if name != "quantities"]
    )
    extra: dict[str, Any] = {
        "pieces": pieces(text, [*highlights_of(report), *layout_of(report)]),
        "explained": partial(explain, report),
        "headed": headline_span(report) is not None,
        "original": original(report) if address.text(given, "original") else None,
        "layers": LAYERS,
        "shown": shown,
        "words": words,
        "actors": {a["id"]: a for a in report["actors"]},
        "places": {p["id"]: p for p in report["places"]},
        "quantities": {q["id"]: q for q in report["quantities"]},
        "statements": {s["id"]: s for s in report["statements"]},
        "judgements": {
            j.record: dataclasses.asdict(j)
            for j in judgements(reader, article=wanted, state="attached", active=True, limit=5000)[0]
        },
    }
    table = [{"record": "statement", "id": s["id"], "words": words(s["content"]), **_speaker(s, extra)}
             for s in report["statements"]] + [
        {
            "record": "event", "id": e["id"], "words": words(e["trigger"]), "type": e["type"], "status": e["status"],
            "who": [extra["actors"][a]["name"] for a in e["actors"]],
            "whom": [extra["actors"][a]["name"] for a in e["recipients"]],
            "date": (e["date"] or {}).get("value"), "confidence": e["confidence"],
        }
        for e in report["events"]
    ]  # fmt: skip
    columns = ("record", "id", "type", "status", "who", "whom", "date", "words", "confidence")
    return Answer("article.html", report, extra, table, columns)


def _speaker(statement: dict[str, Any], extra: dict[str, Any]) -> dict[str, Any]:
    speaker = extra["actors"].get(statement["speaker"])
    return {
        "type": statement["kind"],
        "who": speaker["name"] if speaker else None,
        "date": statement["date"],
        "confidence": statement["confidence"],
    }


def check_actor(reader: Reader, given: QueryParams) -> None:
    """Raise a problem where the address names no actor of the store."""
    if not reader.value("SELECT 1 FROM actors WHERE name = ? LIMIT 1", (address.required(given, "name"),)):
        raise ProblemError(404, "there is no actor of this name")


def actor(reader: Reader, given: QueryParams) -> Answer:
    """Who an actor is and why we think so, what it said and did, and with whom."""
    name = address.required(given, "name")
    who = identity(reader, name)
    if who is None:
        raise ProblemError(404, "there is no actor of this name")
    mine = Filters(
        actor=name,
        actor_country=address.text(given, "actor_country"),
        actor_sector=address.text(given, "actor_sector"),
        actor_role=address.text(given, "actor_role"),
    )
    over_time = timeline(reader, mine)
    said = listing(reader, "statements", mine, 15)
    acting = listing(reader, "events", replace(mine, part="actor"), 15)
    receiving = listing(reader, "events", replace(mine, part="recipient"), 15)
    data = {
        **who,
        "actor_country": mine.actor_country,
        "actor_sector": mine.actor_sector,
        "actor_role": mine.actor_role,
        "statements": said.rows,
        "statement_count": count(reader, "statements", mine),
        "spoken_of": count(reader, "statements", replace(mine, part="recipient")),
        "acting": acting.rows,
        "receiving": receiving.rows,
        "event_count": over_time.total,
        "counterparts": counterparts(reader, mine),
        "timeline": dataclasses.asdict(over_time),
    }
    extra = {
        "chart": above_and_below(over_time), "quads": quad_names(),
        "picture": Later(lambda: picture(points(reader, "events", mine), View())),
    }  # fmt: skip

    def table() -> Iterator[Row]:
        return iter(listing(reader, "events", mine, 200).rows)

    return Answer("actor.html", data, extra, table, tuple(ROWS["EventRow"]))


def dyad(reader: Reader, given: QueryParams) -> Answer:
    """Two actors over time: cooperation above the line, conflict below it, events and statements between them."""
    one, other = address.required(given, "actor"), address.required(given, "other")
    for name in (one, other):
        if not reader.value("SELECT 1 FROM actors WHERE name = ? LIMIT 1", (name,)):
            raise ProblemError(404, f"there is no actor of the name {name}")
    both = Filters(
        actor=one,
        other=other,
        actor_country=address.text(given, "actor_country"),
        other_country=address.text(given, "other_country"),
    )
    over_time = timeline(reader, both, address.day(given, "since"), address.day(given, "until"))
    events = listing(reader, "events", both, address.MOST)
    data = {
        "actor": one,
        "other": other,
        "actor_country": both.actor_country,
        "other_country": both.other_country,
        "events": events.rows,
        "event_count": count(reader, "events", both),
        "statements": listing(reader, "statements", both, 25).rows,
        "statement_count": count(reader, "statements", both),
        "article_count": count(reader, "articles", both),
        "timeline": dataclasses.asdict(over_time),
    }
    extra = {"chart": above_and_below(over_time, 1200), "quads": quad_names()}
    return Answer("dyad.html", data, extra, events.rows, tuple(ROWS["EventRow"]))


def world_map(reader: Reader, given: QueryParams) -> Answer:
    """Events where they took place, or places as articles name them."""
    layer = address.one_of(given, "layer", ("events", "places"))
    found = address.filters(given)
    view = View(
        address.number(given, "lat", 0, -90, 90),
        address.number(given, "lon", 0, -180, 180),
        address.number(given, "zoom", 0, 0, DEEPEST),
    )
    view = View() if view.zoom == 0 else view
    rows = points(reader, layer, found)
    with_point, total = located(reader, found)
    data = {
        "layer": layer,
        "filters": address.chosen(found),
        "view": {"lat": view.lat, "lon": view.lon, "zoom": view.zoom},
        "located": with_point,
        "events": total,
        "points": rows,
    }
    extra = {
        "picture": Later(lambda: picture(rows, view)), "filters_found": found, "disputed": disputed_areas(),
        "facets": Later(lambda: facets(reader, "events" if layer == "events" else "articles", found)),
    }  # fmt: skip
    return Answer("map.html", data, extra, rows, ("name", "lat", "lon", "country", "feature", "n"))


# What tells at once that an address leads nowhere, of pages that may take longer than a moment.
CHECKS: dict[str, Callable[[Reader, QueryParams], None]] = {"actor": check_actor}

# Path of each page, without the ending that asks for another shape.
PAGES: dict[str, Page] = {
    "overview": overview,
    "search": search,
    "article": article,
    "actor": actor,
    "dyad": dyad,
    "map": world_map,
    "event": event_page,
    "story": story_page,
    "stories": stories_page,
    "searches": searches_page,
    "network": network_page,
    "timeline": timeline_page,
    "panel": panel_page,
    "judgements": judgements_page,
    "explain": explain_page,
    "export": export_page,
}
