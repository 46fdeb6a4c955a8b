"""Codebooks: maps of our types onto other schemes, and types of a user's own.

A codebook is a TOML file. `[types]` maps `TYPE` or `TYPE:mode` to values of `fields` (the most particular key counts).
`[[add]]` tables add event types with their triggers, in the words of the lexicon tables:

    name = "mine"
    fields = ["class"]
    [types]
    ASSAULT = ["violence"]
    [[add]]
    type = "LANDGRAB"
    definition = "Takes land from those who use it"
    group = "force"
    verbs = ["grab seize | obj=land/farm/farmland | LANDGRAB | | 171 | subj | from obj"]
    examples = ["Settlers grabbed farmland from villagers."]
    maps = { quad = ["4", "Material conflict"] }
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from onrecord.events.lexicon import Lexicon, frame_rows, load
from onrecord.record import Event

SHIPPED = ("cameo", "polecat", "quad", "acled")


class CodebookError(ValueError):
    """A codebook that cannot be used; the message names the file and what is wrong."""


@dataclass(frozen=True, slots=True)
class AddedType:
    """An event type that a user's codebook adds."""

    type: str
    definition: str
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    maps: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Codebook:
    """A scheme that events can be written in."""

    name: str
    fields: tuple[str, ...]
    types: dict[str, tuple[str, ...]]
    about: str = ""
    status: tuple[str, ...] = ()
    from_event: str | None = None
    added: tuple[AddedType, ...] = ()

    def map(self, event: Event) -> dict[str, str] | None:
        """The event in this scheme, one value a field; None where the scheme does not count it."""
        if self.status and event.status not in self.status:
            return None
        values = self.types.get(f"{event.type}:{event.mode}") or self.types.get(event.type)
        if self.from_event == "cameo" and event.cameo:
            values = (event.cameo[:2], event.cameo)
        for a in self.added:
            if values is None and a.type == event.type and self.name in a.maps:
                values = tuple(a.maps[self.name])
        return dict(zip(self.fields, values, strict=False)) if values is not None else None

    def extend(self, lexicon: Lexicon | None = None) -> Lexicon:
        """The lexicon with this codebook's own triggers put first. Raises CodebookError for a row that cannot be
        read."""
        base = lexicon or load()
        out = Lexicon(dict(base.verbs), dict(base.nouns), base.light, base.operators, base.classes)
        for a in self.added:
            for rows, table, nominal in ((a.verbs, out.verbs, False), (a.nouns, out.nouns, True)):
                for n, row in enumerate(rows, 1):
                    try:
                        frames = frame_rows(
                            f"{self.name}:{n}", [c.strip() for c in row.split("|")], base.classes, nominal
                        )
                    except (KeyError, ValueError) as error:
                        raise CodebookError(f"codebook {self.name}: type {a.type}, row {row!r}: {error}") from error
                    for frame in frames:
                        table[frame.lemma] = [frame, *table.get(frame.lemma, [])]
        return out


def parse(text: str, origin: str) -> Codebook:
    """A codebook from TOML text. Raises CodebookError."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CodebookError(f"{origin}: not valid TOML: {error}") from error
    name = raw.get("name")
    if not isinstance(name, str) or not name:
        raise CodebookError(f"{origin}: `name` is missing")
    columns = tuple(str(f) for f in raw.get("fields", []))
    types: dict[str, tuple[str, ...]] = {}
    for key, values in raw.get("types", {}).items():
        if not isinstance(values, list) or len(values) != len(columns):
            raise CodebookError(
                f"{origin}: types.{key} needs {len(columns)} values, one for each of {', '.join(columns)}"
            )
        types[key] = tuple(str(v) for v in values)
    added = []
    for table in raw.get("add", []):
        if "type" not in table or not (table.get("verbs") or table.get("nouns")):
            raise CodebookError(f"{origin}: an [[add]] table needs `type` and `verbs` or `nouns`")
        added.append(
            AddedType(
                str(table["type"]),
                str(table.get("definition", "")),
                tuple(table.get("verbs", ())),
                tuple(table.get("nouns", ())),
                tuple(table.get("examples", ())),
                dict(table.get("maps", {})),
            )
        )
    return Codebook(
        name,
        columns,
        types,
        str(raw.get("about", "")),
        tuple(raw.get("status", ())),
        raw.get("from_event"),
        tuple(added),
    )


def read_codebook(name_or_path: str | Path) -> Codebook:
    """A shipped codebook by name (cameo, polecat, quad, acled), else a TOML file. Raises CodebookError, OSError."""
    if str(name_or_path) in SHIPPED:
        resource = files("onrecord.events").joinpath(f"data/maps/{name_or_path}.toml")
        return parse(resource.read_text(encoding="utf-8"), f"{name_or_path}.toml")
    return parse(Path(name_or_path).read_text(encoding="utf-8"), str(name_or_path))
