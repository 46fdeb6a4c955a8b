"""The lexicon: trigger words with their frames, light verbs, embedding words and word classes, read from `data/`.

A table row may name many lemmas and many conditions; `Lexicon.entries` counts lemma by frame. The tables' own
heads say what each column means.
"""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass, field
from importlib.resources import files

SPECIAL = frozenset({"polity", "party", "plural", "conflict"})
"""Classes decided by the article's actors, not by a word list."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A demand on the words around a trigger: `slot` is a grammatical place or a preposition.

    Holds when a word of `words` (lemma or form) or of a special class stands there; with neither, when anything does.
    """

    slot: str
    words: frozenset[str] = frozenset()
    special: frozenset[str] = frozenset()
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """One reading of a trigger: its PLOVER type and CAMEO code, and where its parties stand."""

    rule: str
    lemma: str
    conditions: tuple[Condition, ...]
    type: str
    mode: str | None
    cameo: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    nominal: bool = False
    strong: bool = True


@dataclass(frozen=True, slots=True)
class Light:
    """What a verb does to an event noun that is its object."""

    rule: str
    lemma: str
    effect: str
    status: str


@dataclass(frozen=True, slots=True)
class Operator:
    """A word that embeds another act, and what the whole is then coded as."""

    rule: str
    lemma: str
    complement: str
    group: str
    type: str
    mode: str | None
    cameo: str | None
    status: str
    inner_actor: str


@dataclass(slots=True)
class Lexicon:
    """All tables, indexed by lemma."""

    verbs: dict[str, list[Frame]] = field(default_factory=dict)
    nouns: dict[str, list[Frame]] = field(default_factory=dict)
    light: dict[str, list[Light]] = field(default_factory=dict)
    operators: dict[str, list[Operator]] = field(default_factory=dict)
    classes: dict[str, frozenset[str]] = field(default_factory=dict)
    object_control: frozenset[str] | None = None
    blamed_for: frozenset[tuple[str, str]] | None = None
    phrasal: frozenset[str] | None = None
    stems: frozenset[str] | None = None
    embedding: frozenset[str] | None = None
    conflict_words: frozenset[str] | None = None

    def takes_particle(self, lemma: str) -> bool:
        """Has the word entries with a particle (`hand_over`)?"""
        if self.stems is None:
            keys = [*self.verbs, *self.light, *self.operators]
            self.stems = frozenset(k.partition("_")[0] for k in keys if "_" in k)
        return lemma in self.stems

    def embeds(self, lemma: str) -> bool:
        """Has the word, alone or with a particle, entries that embed another act?"""
        if self.embedding is None:
            self.embedding = frozenset(k.partition("_")[0] for k in self.operators)
        return lemma in self.embedding

    @property
    def entries(self) -> int:
        """How many lemma-and-frame entries there are."""
        tables: list[dict[str, list[object]]] = [self.verbs, self.nouns, self.light, self.operators]  # type: ignore[list-item]
        return sum(len(rows) for table in tables for rows in table.values())


def read_table(name: str) -> list[tuple[str, list[str]]]:
    """Rows of a `data/*.psv` table as (`name:line`, cells); `#` lines and blank lines are left out."""
    text = files("onrecord.events").joinpath(f"data/{name}.psv").read_text(encoding="utf-8")
    return [
        (f"{name}:{n}", [cell.strip() for cell in line.split("|")])
        for n, line in enumerate(text.splitlines(), 1)
        if line.strip() and not line.startswith("#")
    ]


def _classes() -> dict[str, frozenset[str]]:
    text = files("onrecord.events").joinpath("data/classes.toml").read_text(encoding="utf-8")
    raw: dict[str, str] = tomllib.loads(text)["classes"]
    plain = {name: frozenset(w for w in words.split() if w[0] != "@") for name, words in raw.items()}
    for name, words in raw.items():
        for w in words.split():
            if w[0] == "@":
                plain[name] |= plain[w[1:]]
    return plain


def parse_condition(text: str, classes: dict[str, frozenset[str]]) -> Condition:
    """One condition as the tables write it: `obj=@aid/loan`, `!subj=@weather`, `passive`, `with=*`."""
    negated, text = text.startswith("!"), text.lstrip("!")
    slot, _, value = text.partition("=")
    words: set[str] = set()
    special: set[str] = set()
    for part in value.split("/"):
        if part in ("", "*"):
            continue
        if not part.startswith("@"):
            words.add(part.replace("_", " "))
        elif part[1:] in SPECIAL:
            special.add(part[1:])
        else:
            words |= classes[part[1:]]
    return Condition(slot, frozenset(words), frozenset(special), negated)


def frame_rows(rule: str, cells: list[str], classes: dict[str, frozenset[str]], nominal: bool) -> list[Frame]:
    """The frames of one table row, one a lemma. Raises KeyError for an unknown word class."""
    lemmas, when, kind, mode, cameo, actors, recipients, strength = (cells + [""] * 8)[:8]
    conditions = tuple(parse_condition(c.strip(), classes) for c in when.split(",") if c.strip() not in ("", "-"))
    return [
        Frame(
            f"{rule}:{lemma}",
            lemma,
            conditions,
            kind,
            mode or None,
            cameo or None,
            tuple(a for a in (actors or "subj").split() if a != "-"),
            tuple(r for r in (recipients or "obj").split() if r != "-"),
            nominal,
            not nominal or strength == "high",
        )
        for lemma in lemmas.split()
    ]


def _frames(name: str, classes: dict[str, frozenset[str]], nominal: bool) -> dict[str, list[Frame]]:
    out: dict[str, list[Frame]] = {}
    for rule, cells in read_table(name):
        for frame in frame_rows(rule, cells, classes, nominal):
            out.setdefault(frame.lemma, []).append(frame)
    for rows in out.values():
        rows.sort(key=lambda f: -len(f.conditions))  # the most demanding reading first; the sort keeps table order
    return out


@functools.cache
def load() -> Lexicon:
    """The shipped lexicon, read once a process."""
    classes = _classes()
    lexicon = Lexicon(_frames("verbs", classes, False), _frames("nouns", classes, True), classes=classes)
    for rule, cells in read_table("light"):
        for lemma in cells[0].split():
            lexicon.light.setdefault(lemma, []).append(Light(f"{rule}:{lemma}", lemma, cells[1], cells[2]))
    for rule, cells in read_table("operators"):
        lemmas, complement, group, kind, mode, cameo, status, inner = cells
        for lemma in lemmas.split():
            lexicon.operators.setdefault(lemma, []).append(
                Operator(f"{rule}:{lemma}", lemma, complement, group, kind, mode or None, cameo or None, status, inner)
            )
    return lexicon
