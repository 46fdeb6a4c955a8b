"""Standoff annotation as brat reads it: for each article a text file and an annotation file, in one archive.

Statements are events of type Statement on their cue with the arguments Source and Content; coded events are events on
their trigger with Actor, Recipient and Place; mentions, times and quantities are text-bound. Offsets are code points.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from onrecord.export.csv_tables import entry
from onrecord.export.exporter import Archive, Exporter, encoded
from onrecord.store.filters import WIDE, Filters, where
from onrecord.store.reader import Reader

Spans = list[tuple[int, int]]


class _Notes:
    """The annotation file of one article."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: list[str] = []
        self._marks: dict[tuple[str, tuple[tuple[int, int], ...]], str] = {}
        self._events = 0
        self._facts = 0

    def mark(self, kind: str, spans: Spans) -> str | None:
        """A text-bound annotation; the same one again is not written twice. None where the spans are empty."""
        pieces = tuple(piece for start, end in sorted(spans) for piece in self._pieces(start, end))
        if not pieces:
            return None
        if (kind, pieces) not in self._marks:
            id = self._marks[kind, pieces] = f"T{len(self._marks) + 1}"
            where = ";".join(f"{start} {end}" for start, end in pieces)
            words = " ".join(self.text[start:end] for start, end in pieces)
            self.lines.append(f"{id}\t{kind} {where}\t{words}")
        return self._marks[kind, pieces]

    def event(self, kind: str, trigger: str, parts: list[tuple[str, str]]) -> str:
        """An event on its trigger; a part that comes again is numbered."""
        self._events += 1
        seen: dict[str, int] = {}
        written = []
        for part, mark in parts:
            seen[part] = seen.get(part, 0) + 1
            written.append(f"{part}{seen[part] if seen[part] > 1 else ''}:{mark}")
        id = f"E{self._events}"
        self.lines.append(f"{id}\t" + " ".join([f"{kind}:{trigger}", *written]))
        return id

    def fact(self, name: str, of: str, value: str) -> None:
        """An attribute."""
        self._facts += 1
        self.lines.append(f"A{self._facts}\t{name} {of} {_word(value)}")

    def note(self, of: str, words: str) -> None:
        """A remark."""
        self._facts += 1
        self.lines.append(f"#{self._facts}\tAnnotatorNotes {of}\t{' '.join(words.split())}")

    def _pieces(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The span without line ends, which a brat annotation can't hold, and without space at its ends."""
        for found in re.finditer(r"[^\n\r]+", self.text[start:end]):
            words = found[0]
            left = start + found.start() + len(words) - len(words.lstrip())
            right = start + found.start() + len(words.rstrip())
            if left < right:
                yield left, right


def _word(value: str) -> str:
    return re.sub(r"[^\w-]+", "_", value)


def annotation_file(report: dict[str, Any]) -> str:
    """The annotation file of a report (as plain JSON values)."""
    notes = _Notes(report["text"])
    first: dict[str, str] = {}
    names = {a["id"]: a for a in report["actors"]}
    for m in report["mentions"]:
        mark = notes.mark(m["type"].capitalize(), [(m["start"], m["end"])])
        if mark and m["actor"] and m["kind"] != "pronoun":
            first.setdefault(m["actor"], mark)
    for actor, mark in first.items():
        notes.note(mark, f"{names[actor]['name']} {names[actor]['code'] or ''}")
    places = {}
    for p in report["places"]:
        mark = notes.mark("Place", [(p["start"], p["end"])])
        if mark:
            places[p["id"]] = mark
            if p["lat"] is not None:
                notes.note(mark, f"{p['name']} {p['lat']:.4f} {p['lon']:.4f} {p['country'] or ''}")
    for t in report["times"]:
        mark = notes.mark("Time", [(t["start"], t["end"])])
        if mark:
            notes.note(mark, f"{t['type']} {t['value']}")
    for q in report["quantities"]:
        notes.mark("Quantity", [(q["start"], q["end"])])
    for s in report["statements"]:
        cue = notes.mark("Cue", s["cue"]) or notes.mark("Content", s["content"])
        parts = [(part.capitalize(), notes.mark(part.capitalize(), s[part])) for part in ("source", "content")]
        if cue:
            made = notes.event("Cue" if s["cue"] else "Content", cue, [(p, m) for p, m in parts if m and m != cue])
            notes.fact("Kind", made, s["kind"])
            notes.fact("Polarity", made, s["polarity"])
    for e in report["events"]:
        trigger = notes.mark(_word(e["type"]), e["trigger"])
        if not trigger:
            continue
        parts = [("Actor", first.get(a)) for a in e["actors"]] + [("Recipient", first.get(a)) for a in e["recipients"]]
        parts.append(("Place", places.get(e["place"])))
        made = notes.event(_word(e["type"]), trigger, [(p, m) for p, m in parts if m])
        notes.fact("Status", made, e["status"])
    return "".join(line + "\n" for line in notes.lines)


def file_stem(id: str) -> str:
    """A file's name for an article's id."""
    return re.sub(r"[^\w.-]+", "_", id).strip(".")[:100] or "article"


def _make(reader: Reader, filters: Filters, table: str | None) -> Iterator[bytes]:
    condition, values = where("articles", filters)
    used: dict[str, int] = {}
    archive = Archive()
    for row in reader.stream(f"SELECT a.report FROM {WIDE['articles']} WHERE {condition} ORDER BY a.key", values):
        report = json.loads(row["report"])
        stem = file_stem(report["id"])
        used[stem] = used.get(stem, 0) + 1
        stem += f"-{used[stem]}" if used[stem] > 1 else ""
        text = report["text"].encode("utf-8", "surrogatepass").decode("utf-8", "replace")
        yield from archive.add(entry(f"{stem}.txt"), [text.encode()])
        yield from archive.add(entry(f"{stem}.ann"), encoded([annotation_file({**report, "text": text})]))
    yield from archive.close()


BRAT = Exporter("brat", "standoff annotation for linguists (brat)", ".zip", "application/zip", _make)
