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
from typing import Any, Literal

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
    table = _table()
    whole = " ".join(own)
    joined = _DASH.sub("-", whole)
    if any(f" {x} " in f" {whole} " for x in table["not"]) or (type == "organization" and "for" in own):
        return ""  # "Office for the Protection of the Constitution"
    if joined in table["whole"]:
        return table["whole"][joined]  # type: ignore[no-any-return]
    if type != "organization" and (found := _DESIGNATION.match(joined)) and found[1] in table["designations"]:
        return "product"
    numbered = _NUMBERED.match(joined)
    if type == "place" and numbered and numbered[1] in table["roads"]:
        return "facility"
    last = own[-1].removesuffix(".")
    if len(own) > 1:
        if own[0] in table["numbered"] and own[1][:1].isdigit():
            return "facility"
        if own[0] in table["makers"] and _MODEL.match(own[1]):
            return "product"
        for kind, openings in table["opening"]:
            if any(whole.startswith(x + " ") for x in openings):
                return kind  # type: ignore[no-any-return]
        kind = table["pairs"].get(f"{own[-2]} {last}") or table["last"].get(last)
        if kind:
            return kind  # type: ignore[no-any-return]
    return table["first"].get(own[0], "")  # type: ignore[no-any-return]


@functools.cache
def _table() -> dict[str, Any]:
    rows = tomllib.loads(files("onrecord.language").joinpath("name_kinds.toml").read_text(encoding="utf-8"))
    out: dict[str, Any] = {
        part: {word: kind for kind, row in rows.items() for word in row.get(part, ())}
        for part in ("last", "pairs", "first")
    }
    out["whole"] = {_DASH.sub("-", word): kind for kind, row in rows.items() for word in row.get("whole", ())}
    out["opening"] = [(kind, row["opening"]) for kind, row in rows.items() if "opening" in row]
    out["not"] = [word for row in rows.values() for word in row.get("not", ())]
    for kind, part in (
        ("facility", "roads"),
        ("facility", "numbered"),
        ("product", "makers"),
        ("product", "designations"),
    ):
        out[part] = frozenset(rows[kind][part])
    return out
