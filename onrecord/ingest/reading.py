"""Reading inputs: files, folders and standard input as a stream of documents."""

from __future__ import annotations

import io
import json
import os
import stat
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import BinaryIO

from onrecord.ingest.decoding import NotTextError, decode
from onrecord.ingest.document import Document
from onrecord.ingest.errors import InputError
from onrecord.ingest.fields import BadObjectError, content_id, document_of
from onrecord.ingest.page import read_page

STANDARD_INPUT = "-"
_LINES = (".jsonl", ".ndjson")
_PAGES = (".html", ".htm", ".xhtml")


def read_inputs(
    paths: Sequence[str | os.PathLike[str]], stdin: BinaryIO | None = None, published: str | None = None
) -> Iterator[Document | InputError]:
    """The documents of the inputs, one at a time, in the order of `paths`; within a folder by name, folders and all.

    An input is a text, HTML, JSON or JSONL file (told by its ending; all else by its first bytes), a folder, or `-`
    for standard input (`stdin`; text, or JSONL where its first line is a JSON object). What cannot be read gives one
    `InputError`, the rest goes on. `published` (an ISO day) is for documents that carry no date. Files and folders in a
    folder whose name begins with a dot are passed over.

    Ids are unique: where one comes again, the later document gets `#2`, `#3`, ... and a note that names both places.
    """
    seen: dict[str, tuple[str, int]] = {}
    for found, where in _all(paths, stdin):
        if isinstance(found, InputError):
            yield found
            continue
        if found.published is None and published is not None:
            found = replace(found, published=published)
        yield _unique(found, where, seen)


def read_bytes(data: bytes, name: str, published: str | None = None) -> Iterator[Document | InputError]:
    """The documents of one file given as its bytes and its name, as `read_inputs` reads a file of that name."""
    ending = os.path.splitext(name)[1].lower()
    found = _lines(io.BytesIO(data), name, 0) if ending in _LINES else _one(data, name, ending)
    seen: dict[str, tuple[str, int]] = {}
    for each, where in found:
        if isinstance(each, InputError):
            yield each
        else:
            yield _unique(replace(each, published=each.published or published), where, seen)


def _unique(document: Document, where: str, seen: dict[str, tuple[str, int]]) -> Document:
    first = seen.get(document.id)
    if first is None:
        seen[document.id] = (where, 1)
        return document
    count = first[1] + 1
    while f"{document.id}#{count}" in seen:
        count += 1
    own = f"{document.id}#{count}"
    seen[document.id] = (first[0], count)
    seen[own] = (where, 1)
    note = f"the id {document.id!r} is that of {first[0]} too: this one, {where}, is {own!r}"
    return replace(document, id=own, notes=[*document.notes, note])


Found = tuple[Document | InputError, str]


def _all(paths: Sequence[str | os.PathLike[str]], stdin: BinaryIO | None) -> Iterator[Found]:
    for path in paths:
        name = os.fspath(path)
        if name == STANDARD_INPUT:
            yield from _standard(stdin if stdin is not None else sys.stdin.buffer)
        elif os.path.isdir(name):
            yield from _folder(name)
        else:
            yield from _file(name)


def _folder(name: str) -> Iterator[Found]:
    """Every file below a folder, in the order of their paths, each folder once even where links make a circle."""
    entered: set[str] = set()
    anything = False
    waiting = [name]
    while waiting:
        path = waiting.pop()
        if not os.path.isdir(path):
            anything = True
            yield from _file(path, within=True)
            continue
        real = os.path.realpath(path)
        if real in entered:
            continue
        entered.add(real)
        try:
            inside = sorted(entry for entry in os.listdir(path) if not entry.startswith("."))
        except OSError as error:
            anything = True
            yield InputError(path, _reason(error)), path
            continue
        waiting.extend(os.path.join(path, entry) for entry in reversed(inside))
    if not anything:
        yield InputError(name, "a folder without files"), name


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()


def _file(name: str, within: bool = False) -> Iterator[Found]:
    shown = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    try:
        if os.path.islink(name) and not os.path.exists(name):
            yield InputError(shown, "a broken symbolic link"), shown
            return
        if within and not stat.S_ISREG(os.stat(name).st_mode):
            yield InputError(shown, "not a regular file"), shown
            return
        with open(name, "rb") as stream:
            if name.lower().endswith(_LINES):
                yield from _lines(stream, shown, 0)
            else:
                yield from _one(stream.read(), shown, os.path.splitext(name)[1].lower())
    except OSError as error:
        yield InputError(shown, _reason(error)), shown
    except ValueError as error:  # a null character in the name
        yield InputError(shown, str(error)), shown


def _standard(stream: BinaryIO) -> Iterator[Found]:
    name = "standard input"
    first = stream.readline()
    if first.lstrip(b"\xef\xbb\xbf \t").startswith(b"{"):
        try:
            is_lines = isinstance(json.loads(_utf8(first)), dict)
        except (ValueError, RecursionError):
            is_lines = False
        if is_lines:
            yield from _lines(stream, name, 0, first)
            return
    yield from _one(first + stream.read(), name, "")


def _utf8(data: bytes) -> str:
    return data.decode("utf-8-sig", "replace")


def _lines(stream: BinaryIO, name: str, before: int, first: bytes | None = None) -> Iterator[Found]:
    """The objects of JSONL, a line each; blank lines are passed over."""
    if first is None:
        first = stream.readline()
        if first.startswith((b"\xff\xfe", b"\xfe\xff")):
            stream = io.BytesIO(decode(first + stream.read())[0].encode("utf-8"))
            first = stream.readline()
    anything = False
    for number, line in enumerate(chain([first], iter(stream.readline, b"")), before + 1):
        bare = line.removeprefix(b"\xef\xbb\xbf").strip()
        if not bare:
            continue
        anything = True
        where = f"{name}, line {number}"
        try:
            text, note = decode(bare)
            document = document_of(json.loads(text), bare)
        except NotTextError as error:
            yield InputError(name, str(error), number), where
        except BadObjectError as error:
            yield InputError(name, str(error), number), where
        except json.JSONDecodeError as error:
            yield InputError(name, f"not JSON: {error.msg} (column {error.colno})", number), where
        except RecursionError:
            yield InputError(name, "JSON nested too deeply", number), where
        except ValueError as error:
            yield InputError(name, f"not JSON: {error}", number), where
        else:
            if note:
                document.notes.append(note)
            yield document, where
    if not anything:
        yield InputError(name, "empty"), name


def _one(data: bytes, name: str, ending: str) -> Iterator[Found]:
    """The one document of a file of text or HTML, or those of a JSON file."""
    if not data.strip():
        yield InputError(name, "empty"), name
        return
    try:
        text, note = decode(data)
    except NotTextError as error:
        yield InputError(name, str(error)), name
        return
    if ending == ".json":
        yield from _json(text, data, name)
        return
    if not text.strip():
        yield InputError(name, "empty"), name
        return
    notes = [note] if note else []
    uri = None if name == "standard input" else name
    opening = text[:500].lstrip().lower()
    if ending in _PAGES or opening.startswith(("<!doctype html", "<html")):
        page = read_page(text)
        if not page.text.strip():
            yield InputError(name, "a page without text"), name
            return
        notes += [page.note] if page.note else []
        yield (
            Document(
                id=content_id(data),
                text=page.text,
                uri=page.uri or uri,
                outlet=page.outlet,
                headline=page.headline,
                published=page.published,
                byline=page.byline,
                notes=notes,
            ),
            name,
        )
        return
    yield Document(id=content_id(data), text=text, uri=uri, notes=notes), name


def _json(text: str, data: bytes, name: str) -> Iterator[Found]:
    """A JSON file: one object, a list of objects, or JSONL under another name."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        yield from _lines(io.BytesIO(data), name, 0)
        return
    if not isinstance(value, list):
        value, single = [value], True
    else:
        single = False
    for number, item in enumerate(value, 1):
        where = name if single else f"{name}, item {number}"
        try:
            own = data if single else json.dumps(item, ensure_ascii=True).encode()
            yield document_of(item, own), where
        except BadObjectError as error:
            yield InputError(where, str(error)), where
    if not value:
        yield InputError(name, "empty"), name
