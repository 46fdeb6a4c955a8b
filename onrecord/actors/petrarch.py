"""PETRARCH and CAMEO actor and agent dictionaries, read as they are (Schrodt et al., PETRARCH-2 manual).

Actor file: `NAME_ [CODE]`, aliases on lines that begin with `+`, dated roles `[CODE >970101]`, `[CODE <1991]`,
`[CODE 970101-061231]` on
the same or indented lines, `#` and `;` comments. Agent file: `NOUN [~COP]`, `NOUN {PLURAL} [~COP]`. CAMEO sector
codes are kept in
`code`; country and PLOVER sectors are read off it where they can be.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from onrecord.actors.tables.lexicon import BLOCS, Bearer, Entry

# CAMEO's role codes whose PLOVER name differs; the rest carry over.
RENAMED = {"MED": "JRN", "HLH": "MED", "INS": "REB", "SEP": "REB", "RAD": "REB", "UIS": "UAF"}
SECTORS = frozenset(
    "GOV MIL COP JUD LEG PTY PRM REB SPY UAF AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP REL SOC".split()  # noqa: SIM905
)
CODE = re.compile(r"\[\s*(~?[A-Za-z~]+)?\s*((?:[<>]?\s*\d{4,9})(?:\s*-\s*\d{4,9})?)?\s*\]")


def day(text: str, end: bool = False) -> str:
    """An ISO date of a PETRARCH date: 1997, 970101, 19970101.

    >>> day("970101"), day("1991"), day("20130522")
    ('1997-01-01', '1991', '2013-05-22')
    """
    digits = re.sub(r"\D", "", text)
    if len(digits) == 4:
        return digits
    if len(digits) == 6:
        digits = ("19" if digits[:2] > "30" else "20") + digits
    if len(digits) != 8:
        return digits[:4]
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"


def term(dates: str) -> tuple[str, str]:
    """Since and until of a date restriction."""
    dates = dates.replace(" ", "")
    if dates.startswith(">"):
        return day(dates), ""
    if dates.startswith("<"):
        return "", day(dates)
    first, _, last = dates.partition("-")
    return (day(first), day(last)) if last else ("", "") if not first else (day(first), day(first))


def split_code(code: str) -> tuple[str | None, tuple[str, ...]]:
    """Country (or bloc) and PLOVER sectors of a CAMEO code.

    >>> split_code("RUSGOV"), split_code("IGOUNO"), split_code("~COP")
    (('RUS', ('GOV',)), ('UNO', ()), (None, ('COP',)))
    """
    parts = [code.lstrip("~")[k : k + 3].upper() for k in range(0, len(code.lstrip("~")), 3)]
    land: str | None = None
    sectors: list[str] = []
    for k, part in enumerate(parts):
        renamed = RENAMED.get(part, part)
        if part in ("UNO", "EUR"):
            land = part
        elif k == 0 and not code.startswith("~") and renamed not in SECTORS:
            land = part if part in BLOCS or len(part) == 3 else None
        elif renamed in SECTORS and renamed not in sectors:
            sectors.append(renamed)
    return land, tuple(sectors)


def read_petrarch(path: Path) -> list[Entry]:
    """The entries of an actor or agent file; lines that cannot be read are passed over. Bytes that are no UTF-8 are
    replaced.
    """
    out: list[Entry] = []
    names: list[str] = []
    block: list[Entry] = []  # what the name at hand has been given so far
    for number, raw in enumerate(path.read_text(encoding="utf-8", errors="replace").split("\n"), 1):
        line = raw.split("#")[0].rstrip()
        if not line.strip() or line.lstrip().startswith(("!", ";")):
            continue
        where = f"{path.name}:{number}"
        own = line.split("[")[0].strip()
        if own.startswith("+"):
            names.append(clean(own[1:]))
        elif own:
            plural = re.search(r"\{(.*?)\}", own)
            single = clean(re.sub(r"\{.*?\}", "", own))
            names = [single, *([clean(plural.group(1))] if plural else [])]
            block = []
        found = [(code, *term(dates or "")) for code, dates in CODE.findall(line) if code]
        for code, since, until in found:
            fresh = [entry(n, names[0], code, since, until, where) for n in names if n]
            out += fresh
            block += fresh[:1]
        if own.startswith("+") and not found and names:
            # An alias after the codes takes the codes of the name it belongs to.
            out += [replace(e, phrase=names[-1], source=where) for e in block]
    return out


def clean(name: str) -> str:
    """`UNITED_NATIONS_` as a phrase."""
    return " ".join(name.replace("_", " ").split())


def shown(name: str) -> str:
    """A name in capitals as it would be written."""
    return " ".join(w if len(w) < 4 and len(name.split()) == 1 else w.capitalize() for w in name.split())


def entry(phrase: str, name: str, code: str, since: str, until: str, where: str) -> Entry:
    """One entry; agents (`~COP`) are nouns, the rest named actors."""
    land, sectors = split_code(code)
    if code.startswith("~"):
        return Entry(phrase.lower(), "agent", "person", phrase.lower(), None, sectors, source=where)
    bearer: Bearer = "country" if land and not sectors and land not in BLOCS and len(code) == 3 else "organization"
    return Entry(
        phrase,
        "country" if bearer == "country" else "organization",
        bearer,
        shown(name),
        land,
        sectors,
        since=since,
        until=until,
        source=where,
        code=code,
    )
