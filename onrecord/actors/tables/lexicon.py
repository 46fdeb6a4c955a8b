"""The actor tables read into one index of phrases: countries, peoples, seats of government, agent nouns, bodies,
people.

The tables lie in `tables/` beside this file; each names its source and licence. An `Entry` is one reading of one
phrase and
knows the table and line it came from, which is the evidence shown to the user. Imports nothing but the standard
library,
so that `mentions` may read it too.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Literal

EntryKind = Literal[
    "country", "people", "capital", "city", "region", "disputed", "agent", "organization", "person", "title"
]
Bearer = Literal["person", "group", "organization", "thing", "country"]

# PLOVER's codes of bodies that belong to no state.
BLOCS = frozenset({"UNO", "EUR", "IGO", "NGO", "IMG", "MNC", "ISM"})

WORD = re.compile(r"[^\W_]+(?:[.'’&/][^\W_]+)*\.?|[^\w\s]", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One reading of a phrase.

    `country` is ISO 3166-1 alpha-3 or one of `BLOCS`; `sectors` are PLOVER codes, main one first ("?" alone: a person
    of no known sector); `since` and `until` are ISO dates cut to the precision known, empty where open; `code`
    overrides the code put together from country and sectors (imported dictionaries).
    """

    phrase: str
    kind: EntryKind
    bearer: Bearer
    name: str
    country: str | None = None
    sectors: tuple[str, ...] = ()
    role: str | None = None
    since: str = ""
    until: str = ""
    wikidata: str | None = None
    source: str = ""
    code: str | None = None
    capitals: bool = False
    plural: bool = False
    article: bool = False  # a common word that names a body only with its article: The National, The Australian
    whole: bool = False  # a common word that names a body only by itself: no Huntsville Memorial Hospital
    ends: bool = False  # a common word that tells what a body is only as the last of its name: Halden Motors

    def holds(self, on: str | None) -> bool:
        """Whether the office is held on the ISO day `on`; a bare year or month covers all of itself."""
        if on is None:
            return not self.until
        return (not self.since or self.since <= on) and (not self.until or on[: len(self.until)] <= self.until)


@lru_cache(maxsize=65536)  # a text says the same words again and again
def fold(word: str) -> str:
    """A word as it is looked up: no accents, no full stops, lower case, one kind of apostrophe.

    >>> fold("Côte"), fold("U.S."), fold("N’Djamena")
    ('cote', 'us', "n'djamena")
    """
    flat = unicodedata.normalize("NFKD", word)
    flat = "".join(c for c in flat if not unicodedata.combining(c))
    return flat.replace("’", "'").replace(".", "").replace("ı", "i").replace("ø", "o").lower()


def words_of(text: str) -> list[str]:
    """The words of a phrase, written as in a text or with blanks between its tokens; hyphens part words, possessive
    `'s` and `s'` stand alone, other marks are kept as words.
    """
    out: list[str] = []
    text = text.replace(" 's", "'s").replace(" ’s", "’s")
    for w in WORD.findall(text.replace("–", "-")):
        if w[-2:] in ("'s", "’s") and len(w) > 2:
            out += [w[:-2], "'s"]
        elif w != "-":
            out.append(w)
    return out


@lru_cache(maxsize=65536)
def key_of(text: str) -> tuple[str, ...]:
    """The look-up key of a phrase.

    >>> key_of("the Al-Shabaab")
    ('al', 'shabaab')
    """
    key = tuple(k for k in (fold(w) for w in words_of(text)) if k)
    return key[1:] if len(key) > 1 and key[0] == "the" else key


@dataclass(slots=True)
class Lexicon:
    """Phrases to entries. `longest(words, i)` is the one look-up; later additions come before earlier ones."""

    entries: dict[tuple[str, ...], list[Entry]] = field(default_factory=dict)
    starts: dict[str, int] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    wikidata: dict[str, str] = field(default_factory=dict)
    surnames: dict[str, list[Entry]] = field(default_factory=dict)
    terms: list[Entry] = field(default_factory=list)  # every office with who held it when, once each

    def add(self, entry: Entry, first: bool = False) -> None:
        """Put an entry in; with `first` it goes before what is there (a user's own dictionary)."""
        key = key_of(entry.phrase)
        if not key:
            return
        have = self.entries.setdefault(key, [])
        have.insert(0, entry) if first else have.append(entry)
        self.starts[key[0]] = max(self.starts.get(key[0], 0), len(key))

    def longest(self, words: list[str], i: int, folded: list[str] | None = None) -> tuple[int, list[Entry]]:
        """The end and the entries of the longest phrase that begins at word `i`; `(i, [])` where there is none."""
        keys = folded if folded is not None else [fold(w) for w in words]
        most = min(self.starts.get(keys[i], 0), len(words) - i)
        for n in range(most, 0, -1):
            found = self.entries.get(tuple(keys[i : i + n]))
            if found:
                fit = [
                    e for e in found
                    if written_right(e, words[i : i + n])
                    and (not e.article or self.alone(words, keys, i, found))
                    and (not e.ends or ends_name(words, i, i + n))
                    and (not e.whole or is_whole(words, i, i + n))
                ]  # fmt: skip
                if fit:
                    return i + n, fit
        return i, []

    def alone(self, words: list[str], keys: list[str], i: int, found: list[Entry]) -> bool:
        """Whether a common word names a body: after "The" (after "the" where it means nothing else) and before no
        name and no noun of ours: "The Australian government".
        """
        if i + 1 < len(words) and words[i + 1][:1].isupper():
            return False  # "The National Iodine Board"
        after = self.entries.get((keys[i + 1],), []) if i + 1 < len(words) else []
        before = words[i - 1] if i else ""
        other = any(e.kind in ("people", "country", "agent") for e in found)
        return before in (("The",) if other else ("The", "the")) and not any(e.kind == "agent" for e in after)

    def get(self, phrase: str) -> list[Entry]:
        """All entries of exactly this phrase."""
        found = [e for e in self.entries.get(key_of(phrase), []) if not e.ends]
        if any(e.article for e in found) and phrase[:4].lower() != "the ":
            return [e for e in found if not e.article]
        return found


# Lower-case words that are also names: these names need their capital even in a phrase written in small letters.
def written_right(entry: Entry, words: list[str]) -> bool:
    """Whether the capitals fit: IS and WHO only in capitals, other names with a capital or in an all-capital phrase."""
    if entry.kind == "agent" or entry.kind == "title":
        return not entry.capitals or words[0].rstrip("s").isupper()  # "the CM", not three cm
    written = "".join(w for w in words if w != "'s")
    surface = written.replace(".", "")
    if entry.kind == "organization" and len(surface) == 2 and "." in written and entry.country not in BLOCS:
        return False  # "the D.A." is a district attorney, "the U.N." a body
    if entry.capitals:
        return surface.isupper() or surface == entry.phrase.replace(".", "").replace(" ", "").replace("-", "")
    if (
        entry.kind in ("capital", "people", "country")
        and len(surface) > 4
        and surface.islower()
        and entry.kind == "capital"
    ):
        return True
    # Armed groups with names of three words or more are known in a text without capitals too.
    rebels = entry.kind == "organization" and len(words) > 2 and entry.sectors[:1] == ("REB",)
    return rebels or any(w[:1].isupper() for w in words)


def ends_name(words: list[str], first: int, last: int) -> bool:
    """Whether the words `[first, last)` end a name: capitals on them and before them, none after."""
    before = words[first - 1] if first else ""
    if before in (",", "&") and first > 1:
        before = words[first - 2]  # "Halden Software, Inc."
    return (
        words[first][:1].isupper()
        and before[:1].isupper()
        and not (last < len(words) and (words[last][:1].isupper() or words[last] == "'s"))
    )


OPENERS = frozenset(
    ["the", "in", "but", "and", "when", "if", "as", "while", "for", "to", "from", "by", "with", "after"]
)
"""Words with a capital at the head of a sentence that are part of no name."""


def is_whole(words: list[str], first: int, last: int) -> bool:
    """Whether no name goes on before or after the words `[first, last)`."""
    before = words[first - 1] if first else ""
    opens = first < 2 and before.lower() in OPENERS
    return (opens or not before[:1].isupper()) and not (last < len(words) and words[last][:1].isupper())


@cache
def shipped() -> Lexicon:
    """The tables that come with the package, read once a process."""
    # The reader of the tables makes entries, so it stands above this file.
    from onrecord.actors.tables.read_tables import agents, bodies, countries, people

    lexicon = Lexicon()
    bodies(lexicon)
    countries(lexicon)
    agents(lexicon)
    people(lexicon)
    return lexicon
