"""The actor tables as entries of the lexicon: named bodies, countries, agent nouns, people with their offices."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from importlib import resources

from onrecord.actors.tables.lexicon import Bearer, Entry, EntryKind, Lexicon, fold, key_of
from onrecord.actors.tables.phrase_words import EVERYDAY


def plural_of(noun: str) -> str:
    """The regular plural of the last word of a phrase; of the first before "of" ("chiefs of police")."""
    head, of, tail = noun.partition(" of ")
    if re.search(r"(s|x|z|ch|sh)$", head):
        head += "es"
    elif re.search(r"[^aeiou]y$", head):
        head = head[:-1] + "ies"
    else:
        head += "s"
    return head + of + tail


def table(name: str) -> Iterator[tuple[int, list[str]]]:
    """Line number and cells of each row of a table."""
    text = resources.files("onrecord.actors.tables").joinpath(name).read_text(encoding="utf-8")
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line.split("\t")


def listed(cell: str) -> list[str]:
    """The items of a `;`-separated cell; "-" is none."""
    return [] if cell.strip() in ("", "-") else [x.strip() for x in cell.split(";") if x.strip()]


def sectors_of(cell: str) -> tuple[str, ...]:
    """The sectors of a cell; "-" is none."""
    return () if cell.strip() in ("", "-") else tuple(cell.strip().split(","))


def needs_capitals(phrase: str) -> bool:
    """Short names in capitals (IS, WHO, US) are read only where they are written so."""
    bare = re.sub(r"[^\w]", "", phrase)
    return len(bare) <= 5 and bare.isupper()


def countries(lexicon: Lexicon) -> None:
    """Countries, their people and capitals; other seats of government; regions, cities, disputed entities."""
    for _, (iso, kind, word, qid) in table("countries.tsv"):
        if kind == "short":
            lexicon.names[iso] = word
            lexicon.wikidata.setdefault(iso, qid)
    lexicon.names.update(
        {
            "USA": "United States",
            "GBR": "United Kingdom",
            "RUS": "Russia",
            "CHN": "China",
            "KOR": "South Korea",
            "PRK": "North Korea",
            "COD": "Democratic Republic of the Congo",
            "COG": "Republic of the Congo",
            "MMR": "Myanmar",
            "IRN": "Iran",
            "SYR": "Syria",
            "PSE": "Palestine",
            "TWN": "Taiwan",
            "HKG": "Hong Kong",
            "VAT": "Vatican",
            "GMB": "Gambia",
            "BHS": "Bahamas",
            "CIV": "Ivory Coast",
            "LAO": "Laos",
            "BOL": "Bolivia",
            "VEN": "Venezuela",
        }
    )

    def put(word: str, kind: EntryKind, iso: str, source: str, sectors: tuple[str, ...] = ()) -> None:
        lexicon.add(
            Entry(
                word,
                kind,
                "country",
                lexicon.names.get(iso, iso),
                iso,
                sectors,
                wikidata=lexicon.wikidata.get(iso),
                source=source,
                capitals=needs_capitals(word),
                plural=kind == "people" and word.endswith("s"),
            )
        )

    hand: dict[str, EntryKind] = {
        "name": "country",
        "people": "people",
        "region": "region",
        "city": "city",
        "disputed": "disputed",
    }
    for number, (iso, kind, cell) in table("names_extra.tsv"):
        for word in listed(cell):
            put(word, hand[kind], iso, f"names_extra.tsv:{number}", ("PRE",) if kind == "disputed" else ())
    for number, (word, iso) in table("seats.tsv"):
        put(word, "capital", iso, f"seats.tsv:{number}")
    kinds: dict[str, EntryKind] = {"short": "country", "name": "country", "people": "people", "capital": "capital"}
    for number, (iso, kind, word, _) in table("countries.tsv"):
        have = lexicon.entries.get(key_of(word), [])
        if not any(e.kind in ("country", "people", "disputed") for e in have) and not (kind == "capital" and have):
            if kind == "capital" and word.startswith("The "):
                continue  # "The Valley": without its article a common word
            put(word, kinds[kind], iso, f"countries.tsv:{number}")
    for number, (word, iso) in table("divisions.tsv"):
        if key_of(word) not in lexicon.entries and not word.startswith("The ") and word.lower() not in EVERYDAY:
            put(word, "region", iso, f"divisions.tsv:{number}")


def agents(lexicon: Lexicon) -> None:
    """Agent nouns with their plurals; those of one country's press first."""
    for number, (iso, sectors, kind, cell) in table("national_offices.tsv"):
        put_agents(lexicon, f"national_offices.tsv:{number}", sectors, kind, cell, None if iso == "-" else iso)
    for number, (sectors, kind, cell) in table("agents.tsv"):
        put_agents(lexicon, f"agents.tsv:{number}", sectors, kind, cell, None)


def put_agents(lexicon: Lexicon, source: str, sectors: str, kind: str, cell: str, iso: str | None) -> None:
    """The entries of one row of agent nouns."""
    ends = kind == "name"
    bearer: Bearer = "organization" if ends else kind  # type: ignore[assignment]
    for phrase in listed(cell):
        if ends:
            lexicon.add(Entry(phrase, "agent", bearer, phrase, None, sectors_of(sectors), source=source, ends=True))
            continue
        fixed = phrase.endswith("!")
        single, _, many = phrase.rstrip("!").partition("/")
        forms = [(single, kind == "group" or fixed)] + ([] if fixed else [(many or plural_of(single), True)])
        for form, plural in forms:
            if any(e.kind == "agent" for e in lexicon.get(form)):
                continue  # the first row that has a noun says what it is
            lexicon.add(
                Entry(
                    form,
                    "agent",
                    bearer,
                    single,
                    iso,
                    sectors_of(sectors),
                    source=source,
                    plural=plural,
                    capitals=needs_capitals(single),
                )
            )


# Words that say no more than what a body is: Fars and Fars News Agency are one.
WHAT_IT_IS = frozenset({"news", "agency", "university", "newspaper", "group", "party", "daily", "television", "tv"})


def same_body(a: str, b: str) -> bool:
    """Whether two names that stand side by side in a row of many bodies are names of one: a name and its initials,
    or a name with and without a word for what it is.
    """
    x, y = key_of(a), key_of(b)
    if x == y or set(x) ^ set(y) <= WHAT_IT_IS:
        return True
    short, full = sorted((x, y), key=len)
    initials = {"".join(w[0] for w in full), "".join(w[0] for w in full if w not in ("of", "the", "and", "for", "in"))}
    return len(full) > 1 and "".join(short) in initials


def bodies_of(name: str, aliases: str, qid: str) -> Iterator[tuple[str, str]]:
    """Each name in a row of organizations.tsv with the name of the body that it means.

    `|` parts bodies of one kind and country; a row of more than four aliases without `|` and without a Wikidata id
    lists bodies of one kind (a country's papers), where only neighbours can be names of one.
    """
    first, *others = aliases.split("|")
    yield name, name
    held = name
    for word in listed(first):
        if not others and qid == "-" and len(listed(aliases)) > 4 and not same_body(held, word):
            held = word
        yield held, word
    for part in others:
        own = listed(part)
        yield from ((own[0], word) for word in own)


def bodies(lexicon: Lexicon) -> None:
    """Named organisations and armed groups."""
    for number, (written, aliases, land, sectors, kind, qid) in table("organizations.tsv"):
        name = written.removeprefix("=")
        bearer: Bearer = "person" if kind == "person" else "group" if kind == "group" else "organization"
        for known, alias in bodies_of(name, aliases, qid):
            word = alias.removeprefix("=")
            lexicon.add(
                Entry(
                    word,
                    "organization",
                    bearer,
                    known,
                    None if land == "-" else land,
                    sectors_of(sectors),
                    wikidata=None if qid == "-" or known != name else qid,
                    source=f"organizations.tsv:{number}",
                    capitals=needs_capitals(word),
                    article=word.startswith("The ") and len(key_of(word)) == 1,
                    whole=word != alias or word == name != written,
                )
            )
    for number, (name, aliases, land, sectors) in table("groups.tsv"):
        for word in [name, *listed(aliases)]:
            if not any(e.kind == "organization" for e in lexicon.get(word)):
                lexicon.add(
                    Entry(
                        word,
                        "organization",
                        "group",
                        name,
                        land,
                        sectors_of(sectors),
                        source=f"groups.tsv:{number}",
                        capitals=needs_capitals(word),
                    )
                )


def people(lexicon: Lexicon) -> None:
    """Office-holders with their terms, under the full name, first and last name, and family name.

    Rows of one person (the same Wikidata id, or the same first and family name in one country) share all names and the
    id; a term of open end gives way to one of the same office with an end.
    """
    rows: list[tuple[Entry, list[str], str]] = []
    for file in ("officials.tsv", "past_leaders.tsv"):
        for number, cells in table(file):
            name, aliases, land, sectors, role, since, until, qid = (cells + [""] * 8)[:8]
            e = Entry(name, "person", "person", name, land, sectors_of(sectors), role, since, until, qid or None,
                      f"{file}:{number}")  # fmt: skip
            rows.append((e, [name, *listed(aliases)], name.split()[-1]))
    for number, (name, family, land, role, since, until, qid, _) in table("leaders.tsv"):
        parts = name.split()
        last = family if family != "-" else parts[-1]
        forms = [name] + ([f"{parts[0]} {last}"] if len(parts) > 2 and family != "-" else [])
        e = Entry(name, "person", "person", name, land, ("GOV",), None if role == "-" else role, since, until,
                  None if qid == "-" else qid, f"leaders.tsv:{number}")  # fmt: skip
        rows.append((e, forms, last))
    ids: dict[tuple[str, str, str | None], str] = {}
    for e, forms, last in rows:
        if e.wikidata:
            ids.update(((fold(f.split()[0]), fold(last), e.country), e.wikidata) for f in forms if " " in f)
    names: dict[str, list[str]] = {}
    ended: set[tuple[str, str | None, str]] = set()
    ids_of = [e.wikidata or ids.get((fold(forms[0].split()[0]), fold(last), e.country)) for e, forms, last in rows]
    for (e, forms, last), known in zip(rows, ids_of, strict=True):
        if known:
            names.setdefault(known, []).extend([*forms, last])
            if e.until:
                ended.add((known, e.role, e.since[:4]))
    for (e, forms, last), known in zip(rows, ids_of, strict=True):
        if known and not e.until and (known, e.role, e.since[:4]) in ended:
            continue
        lexicon.terms.append(replace(e, wikidata=known))
        for form in dict.fromkeys([*forms, last, *(names[known] if known else ())]):
            term = replace(e, phrase=form, wikidata=known)
            if len(key_of(form)) > 1:
                lexicon.add(term)
            else:
                lexicon.surnames.setdefault(fold(form), []).append(term)
