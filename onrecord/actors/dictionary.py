"""A user's own actors: TOML or CSV dictionaries that add to the shipped tables or override them (docs/actors.md).

TOML: `[[actor]]` tables; CSV: a header row; both with the fields name (required), aliases (list, or
";"-separated), country, sectors (list or ";"-separated), type (person|organization|group|country), role,
since, until, wikidata, code.
"""

from __future__ import annotations

import copy
import csv
import io
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from onrecord.actors.petrarch import read_petrarch
from onrecord.actors.tables.lexicon import Bearer, Entry, Lexicon, shipped

FIELDS = frozenset({"name", "aliases", "country", "sectors", "type", "role", "since", "until", "wikidata", "code"})
TYPES: dict[str, Bearer] = {"person": "person", "organization": "organization", "group": "group", "country": "country"}


class DictionaryError(ValueError):
    """A dictionary that cannot be used; the message names the file, the row and the reason."""


def read_dictionary(path: Path) -> list[Entry]:
    """The entries of a dictionary file: `.toml`, `.csv`, or a PETRARCH/CAMEO `.txt` actor or agent file.

    Raises DictionaryError for a file that cannot be read as such; OSError where it is not there.
    """
    if path.suffix.lower() == ".txt":
        return read_petrarch(path)
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    rows: list[dict[str, Any]]
    if path.suffix.lower() == ".toml":
        try:
            rows = tomllib.loads(text).get("actor", [])
        except tomllib.TOMLDecodeError as error:
            raise DictionaryError(f"{path.name}: {error}") from None
    elif path.suffix.lower() == ".csv":
        rows = [{k: v for k, v in r.items() if k and v} for r in csv.DictReader(io.StringIO(text))]
    else:
        raise DictionaryError(f"{path.name}: a dictionary is .toml, .csv or PETRARCH .txt")
    return [e for k, row in enumerate(rows, 1) for e in entries_of(row, f"{path.name}:{k}")]


def items(value: Any) -> list[str]:
    """A list, or the `;`-separated items of a cell."""
    return [
        str(x).strip() for x in (value if isinstance(value, list) else str(value or "").split(";")) if str(x).strip()
    ]


def entries_of(row: Any, where: str) -> list[Entry]:
    """The entries of one row, one for the name and each alias."""
    if not isinstance(row, dict) or not row.get("name"):
        raise DictionaryError(f"{where}: an actor needs a name")
    unknown = sorted(set(row) - FIELDS)
    if unknown:
        raise DictionaryError(f"{where}: unknown field {unknown[0]!r}; known are {', '.join(sorted(FIELDS))}")
    kind = str(row.get("type", "organization"))
    if kind not in TYPES:
        raise DictionaryError(f"{where}: type {kind!r} is none of {', '.join(TYPES)}")
    for key in ("since", "until"):
        if row.get(key) and not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", str(row[key])):
            raise DictionaryError(f"{where}: {key} {str(row[key])!r} is no ISO date")
    name = str(row["name"]).strip()
    return [
        Entry(
            alias,
            "person" if kind == "person" else "country" if kind == "country" else "organization",
            TYPES[kind],
            name,
            str(row["country"]).strip() if row.get("country") else None,
            tuple(items(row.get("sectors"))),
            row.get("role") or None,
            str(row.get("since") or ""),
            str(row.get("until") or ""),
            row.get("wikidata") or None,
            where,
            str(row.get("code") or ""),
        )
        for alias in [name, *items(row.get("aliases"))]
    ]


def with_dictionaries(paths: Sequence[Path]) -> Lexicon:
    """The shipped tables with the user's dictionaries before them; a later file goes before an earlier one."""
    base = shipped()
    lexicon = copy.copy(base)
    lexicon.entries = {k: list(v) for k, v in base.entries.items()}
    lexicon.starts = dict(base.starts)
    for path in paths:
        for entry in read_dictionary(path):
            lexicon.add(entry, first=True)
    return lexicon
