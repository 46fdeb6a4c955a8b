"""The newest things of a search as an Atom feed (RFC 4287)."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from urllib.parse import urlencode
from xml.sax.saxutils import escape

from onrecord.export.exporter import Exporter, encoded
from onrecord.export.gexf import NOT_XML, attribute
from onrecord.export.stix import NAMESPACE
from onrecord.store.filters import Filters, Kind
from onrecord.store.listing import listing
from onrecord.store.reader import Reader, Row

NEWEST = 50  # entries of a feed


def feed(reader: Reader, kind: Kind, filters: Filters, base: str, query: str, name: str = "") -> Iterator[str]:
    """The feed of a search; `base` is the address of the desk, `query` the search as its address writes it.

    `name` is that of a saved search, by which the feed then goes.
    """
    rows = listing(reader, kind, filters, NEWEST).rows
    newest = max((_when(row) for row in rows), default=_when({}))
    own = f"{base}/search?{query}" if query else f"{base}/search"
    yield '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
    own_id = _id("search", name) if name else _id(kind, query)
    yield f"<title>On Record: {_text(name or _title(kind, filters))}</title>\n<id>{own_id}</id>\n"
    yield f"<updated>{newest}</updated>\n<author><name>On Record</name></author>\n"
    yield f'<link rel="alternate" type="text/html" href={attribute(own)}/>\n'
    asked = urlencode({"search": name}) if name else query
    feed_link = f"{base}/feed.atom?{asked}" if asked else f"{base}/feed.atom"
    yield f'<link rel="self" type="application/atom+xml" href={attribute(feed_link)}/>\n'
    for row in rows:
        yield _entry(kind, row, base)
    yield "</feed>\n"


def _entry(kind: Kind, row: Row, base: str) -> str:
    id = row.get("id", "")
    if kind == "events":
        link = f"{base}/event?" + urlencode({"article": row["article"], "id": id})
        who, whom = (", ".join(row[side]) or "nobody named" for side in ("actors", "recipients"))
        title, summary = f"{row['type']} ({row['status']}): {who} → {whom}", row["sentence"] or row["trigger"]
    elif kind == "statements":
        link = f"{base}/article?" + urlencode({"id": row["article"]}) + f"#{id}"
        title, summary = f"{row['speaker'] or row['source'] or 'Somebody'}: {row['cue']}", row["content"]
    else:
        link = f"{base}/article?" + urlencode({"id": row["article"]})
        title, summary = row["headline"] or row["article"], row["opening"]
    day = f"<published>{_when(row)}</published>" if row["published"] else ""
    author = f"<author><name>{_text(row['outlet'])}</name></author>" if row["outlet"] else ""
    return (
        f"<entry><title>{_text(title)}</title><id>{_id(kind, row['article'], id)}</id>"
        f"<updated>{_when(row)}</updated>{day}{author}"
        f'<link rel="alternate" type="text/html" href={attribute(link)}/>'
        f'<summary type="text">{_text(summary)}</summary></entry>\n'
    )


def _when(row: Row) -> str:
    """When the article came out; the store does not keep when a record was made."""
    day = (row.get("published") or "")[:10]
    return f"{day if len(day) == 10 else '1970-01-01'}T00:00:00Z"


def _text(value: str) -> str:
    return escape(NOT_XML.sub("\ufffd", " ".join(value.split())))


def _id(*parts: str) -> str:
    return f"urn:uuid:{uuid.uuid5(NAMESPACE, 'atom ' + ' '.join(parts))}"


def _title(kind: Kind, filters: Filters) -> str:
    chosen = [str(value) for value in (filters.words, filters.type, filters.actor, filters.other, filters.speaker,
                                       filters.country, filters.place, filters.outlet) if value]  # fmt: skip
    return f"{kind} " + ", ".join(chosen) if chosen else kind


def _make(reader: Reader, filters: Filters, table: str | None) -> Iterator[bytes]:
    return encoded(feed(reader, "events", filters, "http://127.0.0.1:8642", ""))


ATOM = Exporter("atom", "the newest events, as a feed", ".atom", "application/atom+xml", _make)
