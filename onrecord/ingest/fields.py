"""One JSON object as a document."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from onrecord.ingest.days import read_day
from onrecord.ingest.document import Document

# The name of a field in our own form, and what feeds call it.
_NAMES = {
    "uri": ("uri", "url"),
    "outlet": ("outlet",),
    "headline": ("headline", "title"),
    "byline": ("byline", "author"),
}


class BadObjectError(ValueError):
    """The object is no article."""


def content_id(data: bytes) -> str:
    """The id of an input that has none: the first 16 hexadecimal digits of the SHA-256 of its bytes."""
    return hashlib.sha256(data).hexdigest()[:16]


def whole(text: str) -> str:
    """The text without lone surrogates, which no file can hold."""
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace") if not _encodes(text) else text


def _encodes(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def document_of(fields: object, data: bytes) -> Document:
    """The document of a JSON object (`text`, and where known `id`, `published`, `outlet`, `headline`, `uri`).

    `data` is the object's bytes, whose hash is the id where it has none. Fields of a wrong type are left out and noted;
    a missing or wrong text raises BadObjectError.
    """
    if not isinstance(fields, Mapping):
        raise BadObjectError(f"not a JSON object but {_kind(fields)}")
    text = fields.get("text")
    if text is None:
        raise BadObjectError('no "text"' if "text" not in fields else '"text" is null')
    if not isinstance(text, str):
        raise BadObjectError(f'"text" is {_kind(text)}, not a string')
    if not text.strip():
        raise BadObjectError('"text" is empty')
    notes: list[str] = []
    if not _encodes(text):
        text = whole(text)
        notes.append("lone surrogates in the text: replaced")
    found: dict[str, str | None] = {}
    for name, aliases in _NAMES.items():
        value = next((fields[a] for a in aliases if fields.get(a) is not None), None)
        if value is not None and not isinstance(value, str):
            notes.append(f'"{name}" is {_kind(value)}, not a string: left out')
            value = None
        found[name] = (whole(value).strip() or None) if value else None
    given = fields.get("published", fields.get("date"))
    published = read_day(given)
    if given not in (None, "") and published is None:
        notes.append(f"published {str(given)[:60]!r} is no date that can be read: left out")
    own = fields.get("id")
    if isinstance(own, int) and not isinstance(own, bool):
        own = str(own)
    if own is not None and not isinstance(own, str):
        notes.append(f'"id" is {_kind(own)}, not a string: the hash of the line stands for it')
        own = None
    return Document(id=whole(own) if own else content_id(data), text=text, published=published, notes=notes, **found)


def _kind(value: object) -> str:
    names = {bool: "a boolean", int: "a number", float: "a number", str: "a string", list: "a list", dict: "an object"}
    return "null" if value is None else names.get(type(value), type(value).__name__)
