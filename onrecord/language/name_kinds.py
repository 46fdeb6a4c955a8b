"""What a name is of beyond its type: a facility, an event, a product or a law, where its words tell.

The labels that names were learned from know people, bodies, places and all else; no data at hand marks facilities, and
few names in it are events or products. So this goes by words alone (`name_kinds.toml`) and is meant to be right rather
than complete: a name whose words tell nothing has no kind. The type of a name stays what it is.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Sequence
from importlib.resources import files
from typing import Literal, NamedTuple

NameKind = Literal["", "facility", "event", "product", "law"]
"""`""` where the words do not tell."""

_OPENERS = frozenset(("the", "a", "an"))
_DASH = re.compile(r"\s*[-‐‑]\s*")
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_NUMBERED = re.compile(r"([A-Za-z]{1,3})-?\d{1,4}[A-Z]{0,2}s?(?: .*)?\Z")
_DESIGNATION = re.compile(r"(?:.* )?([A-Za-z]{1,3})-\d{1,4}[A-Z]{0,2}s?(?: .*)?\Z")
_MODEL = re.compile(r"[A-Z]?\d{2,4}(?:-\d+)?[A-Z]*s?\Z")


def kind_of(words: Sequence[str], type: str) -> NameKind:
    """The kind of a name of these words and of this type; a person has none."""
    if type == "person":
        return ""
    own = list(words[1:] if words[0].lower() in _OPENERS else words)
    if len(own) > 1 and _YEAR.match(own[-1]):  # "World Cup 2018"
        own.pop()
    if own and own[-1] == "'s":
        own.pop()
    if not own:
        return ""
    kind = _told(own, type)
    if kind:
        whole = " ".join(own)
        if any(f" {x} " in f" {whole} " for x in _table().exceptions) or (type == "organization" and "for" in own):
            return ""  # "Office for the Protection of the Constitution"
    return kind


def _told(words: list[str], type: str) -> NameKind:
    """What the words tell, exceptions aside."""
    table = _table()
    whole = " ".join(words)
    joined = _DASH.sub("-", whole)
    if joined in table.whole:
        return table.whole[joined]
    if type != "organization" and (found := _DESIGNATION.match(joined)) and found[1] in table.designations:
        return "product"
    numbered = _NUMBERED.match(joined) if type == "place" else None
    if numbered and numbered[1] in table.roads:
        return "facility"
    last = words[-1].removesuffix(".")
    if len(words) > 1:
        if words[0] in table.numbered and words[1][:1].isdigit():
            return "facility"
        if words[0] in table.makers and _MODEL.match(words[1]):
            return "product"
        for kind, openings in table.openings:
            if whole.startswith(openings):
                return kind
        ending = table.pairs.get(f"{words[-2]} {last}") or table.last.get(last)
        if ending:
            return ending
    return table.first.get(words[0], "")


class _Table(NamedTuple):
    """`name_kinds.toml`, by the part of a name that is looked at."""

    whole: dict[str, NameKind]
    first: dict[str, NameKind]
    last: dict[str, NameKind]
    pairs: dict[str, NameKind]
    openings: list[tuple[NameKind, tuple[str, ...]]]
    exceptions: list[str]
    roads: frozenset[str]
    numbered: frozenset[str]
    makers: frozenset[str]
    designations: frozenset[str]


@functools.cache
def _table() -> _Table:
    text = files("onrecord.language").joinpath("name_kinds.toml").read_text(encoding="utf-8")
    rows: dict[NameKind, dict[str, list[str]]] = tomllib.loads(text)  # type: ignore[assignment]

    def words(part: str) -> dict[str, NameKind]:
        return {word: kind for kind, row in rows.items() for word in row.get(part, ())}

    return _Table(
        whole={_DASH.sub("-", word): kind for word, kind in words("whole").items()},
        first=words("first"),
        last=words("last"),
        pairs=words("pairs"),
        openings=[(kind, tuple(f"{x} " for x in row.get("opening", ()))) for kind, row in rows.items()],
        exceptions=list(words("not")),
        roads=frozenset(rows["facility"]["roads"]),
        numbered=frozenset(rows["facility"]["numbered"]),
        makers=frozenset(rows["product"]["makers"]),
        designations=frozenset(rows["product"]["designations"]),
    )
