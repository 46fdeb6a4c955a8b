"""When two names are names of one thing: the sieves, surest first.

After Lee et al. 2013 (Stanford's sieves): exact match, table aliases, acronyms, then parts of a person's name with
spelling variants ("Kh Asif" and "Khawaja Asif"). A later sieve never joins what a stronger fact
keeps apart (two given names, two countries).
"""

from __future__ import annotations

from functools import lru_cache

from onrecord.actors.tables.lexicon import fold, shipped
from onrecord.actors.tables.phrase_words import AREAS
from onrecord.mentions.traits import Phrase
from onrecord.mentions.vocabulary import COMPASS, HONORIFICS, SUFFIXES, genders, unsaid

SMALL = frozenset(
    {"of", "the", "and", "for", "in", "on", "to", "de", "la", "del", "von", "van", "al", "el", "bin", "ibn", "&"}
)
# Words that a body's name may have or not: what is longer by others is another body ("European Council on Foreign
# Relations").
LEGAL_FORMS = frozenset(
    [
        "inc",
        "co",
        "corp",
        "corporation",
        "company",
        "companies",
        "ltd",
        "limited",
        "plc",
        "llc",
        "ag",
        "sa",
        "nv",
        "group",
        "holding",
        "holdings",
        "motor",
        "motors",
        "news",
        "agency",
        "party",
        "movement",
        "organization",
        "organisation",
    ]
)
# Last words of bodies' names that take up the whole name behind an article.
SHORT = unsaid()["name"] | unsaid()["press"]
PARTICLES = frozenset(
    {
        "al",
        "el",
        "bin",
        "ibn",
        "de",
        "da",
        "do",
        "dos",
        "del",
        "la",
        "le",
        "van",
        "von",
        "der",
        "den",
        "abu",
        "bint",
        "ben",
        "di",
        "st",
        "ul",
        "ur",
        "-",
    }
)


def acronym(words: tuple[str, ...]) -> set[str]:
    """The acronyms a name can have: initials with and without small words; three letters or more also of its last
    words: the Brenn County Road Improvement District is the RID.
    """
    if len(words) < 2:
        return set()
    large = "".join(w[0] for w in words if w and w not in SMALL)
    return {"".join(w[0] for w in words if w), large, *(large[k:] for k in range(1, len(large) - 2))}


def canonical(p: Phrase) -> str | None:
    """The name the tables know the thing by, a country's ISO code where it is a country or its seat; None where
    unknown.
    """
    return known_as(p.called if p.called is not p.text else p.own)


@lru_cache(maxsize=16384)
def known_as(own: str) -> str | None:
    """`canonical` of the words of a name."""
    for e in shipped().get(own):
        if e.capitals and not own.replace(".", "").replace(" ", "").isupper():
            continue
        if e.kind in ("country", "capital"):
            return f"country:{e.country}" if e.kind == "country" else f"seat:{e.country}:{fold(own)}"
        if e.kind == "organization" and own[:1].isupper():
            return f"body:{e.name}:{e.country}"
        if e.kind == "person":
            return f"person:{fold(e.name)}"
    return None


def close(a: str, b: str) -> bool:
    """Spelling variants: equal but for one letter in names of five or more ("Mohamed", "Mohammed")."""
    if a == b:
        return True
    if min(len(a), len(b)) < 5 or abs(len(a) - len(b)) > 1:
        return False
    k = 0
    while k < min(len(a), len(b)) and a[k] == b[k]:
        k += 1
    return a[k + 1 :] == b[k + 1 :] or a[k:] == b[k + 1 :] or a[k + 1 :] == b[k:]


def keys(p: Phrase) -> frozenset[str]:
    """What two names must share for `same_name` to hold: a word but for one letter of it (then its first or its last
    two letters are the same), initials, or the canonical name. The rest need not be compared.
    """
    out = {k for w in p.given for k in ("^" + w[:2], w[-2:] + "$", "^" + w.rstrip(".")[:2], w.rstrip(".")[-2:] + "$")}
    out |= {f"={a}" for a in acronym(p.given)}
    if len(p.given) == 1:
        out.add(f"={p.given[0]}")
    known = canonical(p)
    if known:
        out.add(known)
    return frozenset(out)


def person_parts(words: tuple[str, ...]) -> list[str]:
    """Given and family names without suffix and particles."""
    parts = [w.rstrip(".") for w in words if w not in SUFFIXES and w not in HONORIFICS]
    return [w for w in parts if w not in PARTICLES] or parts


def same_person(a: Phrase, b: Phrase) -> bool:
    """Whether two person names can be one person: same family name, and given names that do not clash."""
    x, y = person_parts(a.given), person_parts(b.given)
    if not x or not y:
        return False
    ga, gb = a.gender, b.gender
    if {ga, gb} == {"m", "f"}:
        return False
    if x[-1] + "s" == y[-1] or y[-1] + "s" == x[-1]:
        return False  # "the Brenns" are a family
    if len(x) > len(y):
        x, y = y, x
    if len(x) == 1:
        shorter, longer = (a, b) if len(person_parts(a.given)) == 1 else (b, a)
        # "President Brenn" is the president of that name, not any other of the family.
        known = shorter.code.name if shorter.code.kind == "person" and shorter.title - HONORIFICS else None
        if known and len(y) > 1 and longer.type == "person" and not fold(known).split()[0].startswith(y[0][:1]):
            return False
        if x[0] in genders()["title"] and not shorter.title & HONORIFICS and x[0] != y[-1]:
            return False  # "King" alone is a title
        # A single name: the family name, or the given name of a fuller one.
        return close(x[0], y[-1]) or (len(y) > 1 and x[0] == y[0] and len(x[0]) > 2)
    if y[: len(x)] == x and not any(e.bearer == "organization" for e in shipped().get(y[-1])):
        return True  # "Mohd Zaki" of "Mohd Zaki Harun", as many peoples call a person
    if not close(x[-1], y[-1]):
        return False
    first_x, first_y = x[0], y[0]
    return (
        close(first_x, first_y)
        or first_y.startswith(first_x)
        or first_x.startswith(first_y)
        or first_x in y[:-1]
        or first_y in x[:-1]
    )


def middle_name(a: Phrase, b: Phrase) -> bool:
    """Whether a name of one word is the middle one of three, by which many peoples call a person: `Omar Halden Roe` is
    `Halden`; no given name is.
    """
    x, y = sorted((person_parts(a.given), person_parts(b.given)), key=len)
    return len(x) == 1 and len(y) > 2 and x[0] in y[1:-1] and len(x[0]) > 3 and x[0] not in genders()["given"]


def same_name(a: Phrase, b: Phrase) -> str:
    """Which sieve joins two names: exact, alias, acronym, person, part, middle; "" where none does."""
    if a.given == b.given and a.given:
        return "exact" if not clash(a, b) else ""
    if len(b.given) == 1 < len(a.given) and a.given[-1] == b.given[0] in unsaid()["press"] and takes_up(b):
        return "part"  # "The Halden Times" ... "the Times", whatever else the tables know as The Times
    ca, cb = canonical(a), canonical(b)
    if ca and cb:
        return "alias" if ca == cb else "acronym" if _initials(a, b) else ""
    if len(b.given) == 1 and b.given[0] in COMPASS and len(a.given) == 2 and a.given[0] == b.given[0]:
        # "North Korea" ... "the North"
        return "alias" if (ca or "").startswith("country:") and takes_up(b) else ""
    person = "person" in (a.type, b.type)
    if person and {a.type, b.type} <= {"person", "other"}:
        return "person" if same_person(a, b) else "middle" if middle_name(a, b) else ""
    if person or "place" in (a.type, b.type):
        return ""
    x, y = sorted((a.given, b.given), key=len)
    if x and x[-1] in AREAS and y[: len(x)] == x:
        return ""  # "Halden County" is none of its bodies
    if (
        len(x) == 1
        and len(y) > 1
        and a.token.text.isupper() != b.token.text.isupper()
        and x[0] in acronym(y)
        and len(x[0]) > 1
    ):
        return "acronym"
    if len(b.given) == 1 < len(y) and b.given[0] in SHORT and takes_up(b):
        stem = next((k for k, w in enumerate(y) if w in ("for", "of")), len(y)) - 1
        if b.given[0] in (y[-1], y[stem]) and not of_other_side(a, b):
            return "part"  # "the State Department" ... "The Department accepts", "League for Rights" ... "the League"
    if (
        x
        and len(x) < len(y)
        and (y[: len(x)] == x or y[-len(x) :] == x)
        and len(x[0]) > 3
        and ("organization" in (a.type, b.type) or "group" in (a.type, b.type))
    ):
        longer_is_other = (ca or cb) is not None and not set(y) - set(x) <= LEGAL_FORMS
        # "the Indian Navy" ... "the Navy"
        nation = len(y) == 2 and y[1] == x[0] and any(e.kind in ("people", "country") for e in shipped().get(y[0]))
        whole = (len(x) > 1 or y[0] == x[0] or nation) and not longer_is_other
        return "part" if whole and not clash(a, b) else ""
    return ""


def _initials(a: Phrase, b: Phrase) -> bool:
    """Whether one is the initials of the other, whatever else the tables know by them: the RSF of a report on the Rapid
    Support Forces are not Reporters Without Borders."""
    x, y = sorted((a, b), key=lambda p: len(p.given))
    letters = x.given[0] if len(x.given) == 1 else ""
    whole = "".join(w[0] for w in y.given if w not in SMALL)
    return len(letters) > 2 and letters == whole and x.token.text.isupper() and not y.token.text.isupper()


def of_other_side(a: Phrase, b: Phrase) -> bool:
    """Whether one is an army or a police and the other fights them: `the Army` is not the New People's Army."""
    first = {a.code.sectors[:1], b.code.sectors[:1]}
    return ("REB",) in first and bool(first & {("MIL",), ("COP",)})


def takes_up(p: Phrase) -> bool:
    """Whether a name of one word stands with the article before it: `the Ministry`."""
    return (p.first > 0 and fold(p.sentence.words[p.first - 1]) == "the") or p.words[0] == "the"


def clash(a: Phrase, b: Phrase) -> bool:
    """Same words, yet two things: a person and a place ("Washington"), the health ministries of two countries."""
    kinds = {a.type, b.type}
    if a.land and b.land and a.land != b.land:
        return True
    return kinds in ({"person", "place"}, {"person", "organization"}) or {a.gender, b.gender} == {"m", "f"}
