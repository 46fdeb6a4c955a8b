"""The words of attribution: verbs, nouns, adverbs and phrases, read from the tables beside this file."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of speech or thought.

    `kind` is its class (say, claim, deny, demand, ...); `denies` where it says that the content is not so or is
    refused; `frames` is a set of letters: c takes a clause (`said it rained`), q may stand beside a quotation or after
    its content (`it rained, she said`), i an infinitive (`promised to go`), n a noun phrase that is itself content
    (`denied the charge`), a an addressee as object (`told reporters`), p is used in the sourceless passive (`is
    believed to`), o a noun phrase then an infinitive (`urged them to go`).
    """

    lemma: str
    kind: str
    frames: str
    denies: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All tables, keyed by lemma or lower-case phrase."""

    verbs: dict[str, Verb]
    nouns: dict[str, str]
    adverbs: dict[str, str]
    deeds: dict[str, frozenset[str]]
    """By verb, the objects with which it tells of a deed: `recalled its ambassador`, `called a strike`."""

    def is_parenthetical(self, lemma: str) -> bool:
        """Whether the verb may follow or break up its content: `..., she said`."""
        verb = self.verbs.get(lemma)
        return verb is not None and "q" in verb.frames

    def is_noun(self, lemma: str) -> bool:
        """Whether the noun can be a cue: `his claim that`."""
        return lemma in self.nouns


def rows(name: str) -> list[list[str]]:
    """The rows of a table beside this file, comments left out."""
    text = files("onrecord.statements").joinpath(name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return list(csv.reader(lines, delimiter="\t"))


@cache
def lexicon() -> Lexicon:
    """The shipped tables, read once."""
    verbs = {}
    for lemmas, kind, frames, denies in rows("verbs.tsv"):
        for lemma in lemmas.split():
            verbs[lemma.replace("_", " ")] = Verb(lemma, kind, frames, denies == "yes")
    nouns = {lemma: kind for lemmas, kind in rows("nouns.tsv") for lemma in lemmas.split()}
    adverbs = {word: kind for words, kind in rows("adverbs.tsv") for word in words.split()}
    deeds = {verb: frozenset(objects.split()) for verb, objects in rows("deeds.tsv")}
    return Lexicon(verbs, nouns, adverbs, deeds)
