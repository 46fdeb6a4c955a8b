"""What single words tell: titles, determiners, pronouns, gender, and heads that go unsaid, from this room's tables."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

from onrecord.actors.tables.lexicon import shipped

COMPASS = frozenset({"north", "south", "east", "west"})
DEFINITE = frozenset({"the", "this", "that", "these", "those", "both", "said"})
INDEFINITE = frozenset(
    {
        "a",
        "an",
        "some",
        "another",
        "any",
        "several",
        "many",
        "few",
        "more",
        "most",
        "one",
        "two",
        "three",
        "four",
        "five",
        "no",
        "each",
        "every",
        "dozens",
        "hundreds",
        "thousands",
        "various",
        "such",
        "other",
        "numerous",
        "much",
        "all",
    }
)


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A pronoun's person, number, gender ("?" where open) and case."""

    word: str
    person: int
    number: str
    gender: str
    case: str


def lines(name: str) -> list[list[str]]:
    """The rows of one of this room's tables."""
    text = resources.files("onrecord.mentions").joinpath("tables", name).read_text(encoding="utf-8")
    return [x.split("\t") for x in text.split("\n") if x.strip() and not x.startswith("#")]


def listed(name: str) -> dict[str, frozenset[str]]:
    """The rows `key: words` of one of this room's tables."""
    rows = (row[0].split(": ", 1) for row in lines(name))
    return {key: frozenset(words.split()) for key, words in rows}


_BESIDE = listed("honorifics.txt")
# What stands before a person's name and says no office, and what stands behind it.
HONORIFICS = _BESIDE["before"]
SUFFIXES = _BESIDE["after"] | _BESIDE["letters"]
LETTERS = _BESIDE["letters"]
PAIRS = frozenset(tuple(pair.split("-")) for pair in _BESIDE["pairs"])


@cache
def pronouns() -> dict[str, Pronoun]:
    """Pronouns by their word."""
    return {r[0]: Pronoun(r[0], int(r[1]), r[2], r[3], r[4]) for r in lines("pronouns.tsv")}


@cache
def genders() -> dict[str, dict[str, str]]:
    """Word to gender, by kind of word: title, noun, given name."""
    out: dict[str, dict[str, str]] = {"title": {}, "noun": {}, "given": {}}
    for gender, kind, cell in lines("gender.tsv"):
        for w in cell.split():
            # A name that both sexes bear tells nothing.
            out[kind][w] = "?" if w in out[kind] and out[kind][w] != gender else gender
    return out


@cache
def unsaid() -> dict[str, frozenset[str]]:
    """Lists of head words (unsaid.txt): site and occasion are not listed as actors unless they act; deed and room are
    no actors; name ends the name of a body.
    """
    return listed("unsaid.txt")


@cache
def unions() -> dict[str, frozenset[str]]:
    """Bodies of many states with the nouns that they are called by (unions.tsv)."""
    return {name: frozenset(nouns.split("; ")) for name, nouns in lines("unions.tsv")}


@cache
def short_titles() -> dict[str, str]:
    """Titles as shortened before a name (short_titles.tsv) with the whole word."""
    return {row[0]: row[1] for row in lines("short_titles.tsv")}


@cache
def speech_verbs() -> frozenset[str]:
    """Lemmas of verbs whose subject speaks (unsaid.txt, "speech")."""
    return unsaid()["speech"]


@cache
def is_title(word: str) -> bool:
    """Whether a folded word is a title or office that stands before a name ("minister", "president")."""
    return any(e.kind == "agent" and e.bearer == "person" for e in shipped().get(word))
