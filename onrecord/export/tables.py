"""The tables of a store as researchers use them: one row an article, statement, event, mention, actor, place, ..."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.export.field_docs import meaning
from onrecord.store.filters import WIDE, Filters, Kind
from onrecord.store.listing import FIRST, REPORTS, in_order
from onrecord.store.reader import Reader, Row
from onrecord.store.scales import intensity, quad_of


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its type (string, integer, number, list of strings), what it means, and the SQL that gives it."""

    name: str
    type: str
    means: str
    sql: str


@dataclass(frozen=True, slots=True)
class TableOf:
    """A table: what its rows are, its columns, and from where they are read."""

    name: str
    says: str
    kind: Kind  # whose filters narrow it
    source: str  # SQL of its FROM
    order: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)


def _c(name: str, type: str, sql: str, doc: str = "") -> Column:
    """A column; `doc` is what it means, or the field of the data model (`Event.mode`) that says so."""
    field = doc[:1].isupper() and "." in doc and " " not in doc
    return Column(name, type, meaning(doc) if field else doc, sql)


_ARTICLE = _c("article", "string", "a.id", "id of the article, as in the table articles")
_PUBLISHED = _c("published", "string", "a.published", "Source.published")
_OUTLET = _c("outlet", "string", "a.outlet", "Source.outlet")
_ID = "unique in its article"


def _spans(model: str, table: str = "r") -> tuple[Column, ...]:
    what = "first character in the article's text, counted from 0"
    return (
        _c("start", "integer", f"{table}.start", what),
        _c("end", "integer", f"{table}.end", "character after the last one"),
        _c("text", "string", f"{table}.text", f"{model}.text"),
    )


def _parties(column: str, side: str) -> str:
    return (
        f"(SELECT json_group_array(v) FROM (SELECT coalesce({column}, '') AS v FROM event_actors i JOIN actors x"
        f" ON x.article = i.article AND x.id = i.actor WHERE i.article = w.article AND i.event = w.id"
        f" AND i.side = '{side}' ORDER BY i.n))"
    )


def _listed(table: str, column: str, of: str) -> str:
    return (
        f"(SELECT json_group_array(v) FROM (SELECT {column} AS v FROM {table} z WHERE z.article = w.article"
        f" AND z.{of} = w.id ORDER BY z.n))"
    )


def _part(part: str) -> Column:
    return _c(
        f"{part}_spans", "strings",
        "(SELECT json_group_array(v) FROM (SELECT z.start || '-' || z.end AS v FROM statement_spans z"
        f" WHERE z.article = w.article AND z.statement = w.id AND z.part = '{part}' ORDER BY z.n))",
        f"Statement.{part}",
    )  # fmt: skip


_JUDGED = _c(
    "judged", "string",
    "(SELECT j.verdict FROM judgements j WHERE j.article = a.id AND j.record = w.id AND j.active)",
    "what an analyst said of it: confirm, correct, reject; empty where nobody did",
)  # fmt: skip

TABLES: dict[str, TableOf] = {
    table.name: table
    for table in (
        TableOf("articles", "one row an article", "articles", WIDE["articles"], "a.key", (
            _c("article", "string", "a.id", "Report.id"), _c("uri", "string", "a.uri", "Source.uri"), _OUTLET,
            _c("headline", "string", "a.headline", "what stands above it"),
            _c("byline", "string", "a.byline", "Source.byline"), _PUBLISHED,
            _c("agency", "string", "a.agency", "Source.agency"),
            _c("language", "string", "a.language", "Source.language"),
            _c("words", "integer", "a.words", "words of the text"),
            _c("statements", "integer", "(SELECT count(*) FROM statements z WHERE z.article = a.key)", "how many"),
            _c("events", "integer", "(SELECT count(*) FROM events z WHERE z.article = a.key)", "how many"),
            _c("coder", "string", "a.coder", "Coder.version"), _c("text", "string", "a.text", "Report.text"),
        )),
        TableOf("statements", "one row a statement: who said what", "statements",
                WIDE["statements"] + " LEFT JOIN actors x ON x.article = w.article AND x.id = r.speaker",
                "w.article, w.n", (
            _ARTICLE, _PUBLISHED, _OUTLET, _c("id", "string", "w.id", _ID),
            _c("day", "string", "w.day", "day on which it was said where known, else of publication"),
            _c("speaker", "string", "r.speaker", "Statement.speaker"),
            _c("speaker_name", "string", "x.name", "Actor.name"),
            _c("speaker_country", "string", "x.country", "Actor.country"),
            _c("speaker_code", "string", "x.code", "Actor.code"),
            _c("source", "string", "r.source_text", "the words that name the speaker"),
            _c("cue", "string", "r.cue_text", "the words that attribute"),
            _c("content", "string", "r.content_text", "the words that were said"),
            _part("source"), _part("cue"), _part("content"), _c("kind", "string", "r.kind", "Statement.kind"),
            _c("verb", "string", "r.verb", "Statement.verb"),
            _c("addressees", "strings", _listed("statement_addressees", "z.actor", "statement"),
               "Statement.addressees"),
            _c("venue", "string", "r.venue", "where or on what occasion, in the article's words"),
            _c("date", "string", "r.date", "Statement.date"), _c("polarity", "string", "r.polarity",
                                                                  "Statement.polarity"),
            _c("certainty", "string", "r.certainty", "Statement.certainty"),
            _c("within", "string", "r.within", "Statement.within"),
            _c("confidence", "number", "r.confidence", "Statement.confidence"), _JUDGED,
        )),
        TableOf("events", "one row an event: who did what to whom", "events",
                WIDE["events"] + " LEFT JOIN places p ON p.article = w.article AND p.id = r.place"
                " LEFT JOIN statements s ON s.article = w.article AND s.id = r.attributed_to"
                " LEFT JOIN actors t ON t.article = w.article AND t.id = s.speaker",
                "w.article, w.n", (
            _ARTICLE, _PUBLISHED, _OUTLET, _c("id", "string", "w.id", _ID),
            _c("day", "string", "w.day", "first day it can have taken place on where known, else of publication"),
            _c("type", "string", "r.type", "Event.type"), _c("mode", "string", "r.mode", "Event.mode"),
            _c("cameo", "string", "r.cameo", "Event.cameo"),
            _c("quad", "string", "r.type",
               "quad class: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict"),
            _c("intensity", "number", "r.mode", "PLOVER's intensity of the type and mode, -10 to 10"),
            _c("contexts", "strings", _listed("event_contexts", "z.context", "event"), "Event.contexts"),
            _c("actors", "strings", _parties("x.name", "actor"), "names of who did it"),
            _c("actor_countries", "strings", _parties("x.country", "actor"), "their states, in the same order"),
            _c("actor_codes", "strings", _parties("x.code", "actor"), "their codes, in the same order"),
            _c("recipients", "strings", _parties("x.name", "recipient"), "names of whom it was done to"),
            _c("recipient_countries", "strings", _parties("x.country", "recipient"), "their states"),
            _c("recipient_codes", "strings", _parties("x.code", "recipient"), "their codes"),
            _c("trigger", "string", "r.trigger_text", "the words that tell it"),
            _c("sentence", "string", "w.words", "its sentence"), _c("date", "string", "r.date", "EventDate.value"),
            _c("earliest", "string", "r.earliest", "EventDate.earliest"),
            _c("latest", "string", "r.latest", "EventDate.latest"),
            _c("place", "string", "coalesce(p.name, p.text)", "where it took place"),
            _c("lat", "number", "p.lat", "Place.lat"), _c("lon", "number", "p.lon", "Place.lon"),
            _c("place_country", "string", "p.country", "Place.country"),
            _c("geonames", "integer", "p.geonames", "Place.geonames"),
            _c("quantities", "strings", _listed("event_quantities", "z.quantity", "event"), "Event.quantities"),
            _c("status", "string", "r.status", "Event.status"),
            _c("attributed_to", "string", "r.attributed_to", "Event.attributed_to"),
            _c("speaker_name", "string", "t.name", "on whose word it is told; empty: the outlet's own"),
            _c("confidence", "number", "r.confidence", "Event.confidence"), _JUDGED,
            _c("same_as", "string", f"(SELECT b.id || '/' || v.id FROM passages v JOIN articles b ON b.key = v.article"
               f" WHERE v.key = {FIRST})", "article/id of the telling of the event that came first, perhaps its own"),
            _c("reports", "integer", REPORTS, "how many articles tell it"),
        )),
        TableOf("mentions", "one row a mention of somebody or something", "articles",
                "mentions r JOIN articles a ON a.key = r.article", "r.article, r.start, r.end, r.id", (
            _ARTICLE, _c("id", "string", "r.id", _ID), *_spans("Mention"),
            _c("kind", "string", "r.kind", "Mention.kind"), _c("type", "string", "r.type", "Mention.type"),
            _c("actor", "string", "r.actor", "Mention.actor"), _c("place", "string", "r.place", "Mention.place"),
        )),
        TableOf("actors", "one row an actor of an article", "articles",
                "actors r JOIN articles a ON a.key = r.article",
                "r.article, CAST(substr(r.id, 2) AS INTEGER), r.id", (
            _ARTICLE, _c("id", "string", "r.id", _ID), _c("name", "string", "r.name", "Actor.name"),
            _c("type", "string", "r.type", "person, organization, group or country"),
            _c("country", "string", "r.country", "Actor.country"),
            _c("sectors", "strings", "(SELECT json_group_array(v) FROM (SELECT z.sector AS v FROM actor_sectors z"
               " WHERE z.article = r.article AND z.actor = r.id ORDER BY z.n))", "Actor.sectors"),
            _c("role", "string", "r.role", "Actor.role"), _c("code", "string", "r.code", "Actor.code"),
            _c("mentions", "integer", "(SELECT count(*) FROM mentions z WHERE z.article = r.article"
               " AND z.actor = r.id)", "how often it is mentioned"),
            _c("wikidata", "string", "json_extract(r.links, '$.wikidata')", "its identifier in Wikidata"),
        )),
        TableOf("places", "one row a place that is named", "articles",
                "places r JOIN articles a ON a.key = r.article", "r.article, r.start, r.end, r.id", (
            _ARTICLE, _c("id", "string", "r.id", _ID), *_spans("Place"),
            _c("name", "string", "r.name", "Place.name"), _c("lat", "number", "r.lat", "Place.lat"),
            _c("lon", "number", "r.lon", "Place.lon"), _c("country", "string", "r.country", "Place.country"),
            _c("feature", "string", "r.feature", "country, admin, city, region, site, water or other"),
            _c("part", "string", "r.part", "Place.part"), _c("relation", "string", "r.relation", "Place.relation"),
            _c("geonames", "integer", "r.geonames", "Place.geonames"),
            _c("radius_km", "number", "r.radius_km", "Place.radius_km"),
            _c("confidence", "number", "r.confidence", "Place.confidence"),
        )),
        TableOf("times", "one row a time expression", "articles",
                "times r JOIN articles a ON a.key = r.article", "r.article, r.start, r.end, r.id", (
            _ARTICLE, _c("id", "string", "r.id", _ID), *_spans("Time"), _c("type", "string", "r.type", "Time.type"),
            _c("value", "string", "r.value", "Time.value"), _c("earliest", "string", "r.earliest", "Time.earliest"),
            _c("latest", "string", "r.latest", "Time.latest"), _c("mod", "string", "r.mod", "Time.mod"),
        )),
        TableOf("quantities", "one row a number with what it counts", "articles",
                "quantities r JOIN articles a ON a.key = r.article", "r.article, r.start, r.end, r.id", (
            _ARTICLE, _c("id", "string", "r.id", _ID), *_spans("Quantity"),
            _c("value", "number", "r.value", "Quantity.value"), _c("high", "number", "r.high", "Quantity.high"),
            _c("bound", "string", "r.bound", "exact, at-least, at-most or about"),
            _c("unit", "string", "r.unit", "Quantity.unit"), _c("kind", "string", "r.kind", "Quantity.kind"),
            _c("currency", "string", "r.currency", "Quantity.currency"),
            _c("of", "string", "r.of", "Quantity.of"),
        )),
    )
}  # fmt: skip


def table_rows(reader: Reader, name: str, filters: Filters) -> Iterator[Row]:
    """The rows of a table that the filters leave, in the order of the articles. Raises KeyError for no such table."""
    table = TABLES[name]
    selected = ", ".join(f'{column.sql} AS "{column.name}"' for column in table.columns)
    lists = [column.name for column in table.columns if column.type == "strings"]
    key = "a.key" if table.kind == "articles" else "w.key"
    query = (
        f"SELECT {selected} FROM {table.source} WHERE {key} IN (SELECT value FROM json_each(?)) ORDER BY {table.order}"
    )
    for keys in in_order(reader, table.kind, filters):
        for row in reader.rows(query, [keys]):
            for column in lists:
                row[column] = json.loads(row[column])
            if name == "events":
                row["quad"] = quad_of(row["type"])
                row["intensity"] = intensity(row["type"], row["mode"])
            yield row
