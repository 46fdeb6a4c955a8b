"""Names read by the model that name nobody: an article alone, a thing, an office, what is called after somebody."""

from __future__ import annotations

from onrecord.actors.tables.lexicon import Entry, fold, shipped, written_right
from onrecord.language.reading import Name, Reading, Sentence
from onrecord.mentions.phrases import base
from onrecord.mentions.vocabulary import HONORIFICS, genders, unsaid

OF_STATE = frozenset({("GOV",), ("LEG",), ("JUD",)})
"""First sectors of offices whose word alone in capitals is no body's name."""


def is_empty(s: Sentence, n: Name) -> bool:
    """Whether a name has no word that names (`The`, `Mr.`, `interior`) or names a thing (`VBIED`, `Constitution`)."""
    words = [fold(w) for w in s.words[n.first : n.last]]
    if s.words[n.first : n.last] in (["First"], ["Second"], ["Third"]):
        return True
    if words[-1] in unsaid()["thing"] and n.type != "place" and set(words[:-1]) <= {"the"}:
        return True
    if n.last - n.first == 1 and s.words[n.first].islower() and s.upos[n.first] in ("NOUN", "ADJ"):
        return s.words[0][:1].isupper()  # "the interior ministry", where the text has capitals
    return all(
        fold(w) in ("the", "a", "an", *HONORIFICS) or not any(map(str.isalnum, w)) for w in s.words[n.first : n.last]
    )


def is_namesake(s: Sentence, n: Name) -> bool:
    """Whether a person's name tells what a place or a prize is called: `the Ann Roe airport`."""
    if n.type != "person" or n.last >= len(s) or fold(s.lemmas[n.last]) not in unsaid()["named"]:
        return False
    return any(base(s.deprels[k]) in ("compound", "nmod") and s.heads[k] == n.last for k in range(n.first, n.last))


def is_title_alone(s: Sentence, n: Name) -> bool:
    """Whether a person's name is nothing but an office: `Health Minister`, `Chairman`."""
    words = s.words[n.first : n.last]
    if len(words) == 2 and fold(words[0]).rstrip(".") in HONORIFICS and n.type == "person":
        words = words[1:]  # "Mr Speaker"
    if n.type == "place" or genders()["given"].get(fold(words[0])):
        return False
    found = shipped().get(" ".join(words))
    if n.type != "person":
        # "The Tánaiste said", "Gardaí said", "the Attorney General": an office of state, read as a body.
        office = [
            e for e in found if e.kind == "agent" and (e.bearer == "group" or (e.bearer == "person" and not e.plural))
        ]
        return (
            bool(office)
            and len(office) == len(found)
            and (office[0].country is not None or (office[0].bearer == "person" and office[0].sectors[:1] in OF_STATE))
        )
    called = any(e.kind == "agent" and (e.bearer == "person" or (e.bearer == "group" and e.country)) for e in found)
    return called and not any(e.kind == "person" for e in found)


def is_office_of_somebody(s: Sentence, n: Name) -> bool:
    """Whether a body's name is an office in apposition to a person: `Ann Roe, the National Press Officer of ...`."""
    head = n.last - 1
    whole = shipped().get(" ".join(s.words[n.first : n.last]))
    if n.type != "organization" or n.last - n.first < 2 or base(s.deprels[head]) != "appos":
        return False
    if any(e.kind == "organization" for e in whole):
        return False
    above = s.heads[head]
    somebody = any(m.type == "person" and m.first <= above < m.last for m in s.names)
    office = any(
        e.kind == "agent" and e.bearer == "person" and not e.plural
        for first in range(n.first, n.last)
        for e in shipped().get(" ".join(s.words[first : n.last]))
    )
    return somebody and office


def titles_in_initials(reading: Reading) -> None:
    """Take out names that are an office in initials: the `SP` of `Superintendent of Police (SP) Ann Roe` and of `the SP
    said`, unless the article says that a body is called so.
    """
    spelled: set[str] = set()
    for s in reading.sentences:
        for k in range(2, len(s) - 1):
            if s.words[k - 1] == "(" and s.words[k + 1] == ")" and any(_office(e, s.words[k]) for e in _of(s.words[k])):
                before = " ".join(s.words[max(0, k - 4) : k - 1])
                letters = "".join(w[0] for w in before.split() if w[:1].isupper())
                title = any(e.kind == "agent" for e in _of(s.words[k - 2])) or letters.endswith(s.words[k])
                body = any(n.last == k - 1 and n.type == "organization" for n in s.names)
                if title and not body:
                    spelled.add(s.words[k])
    for s in reading.sentences:
        s.names = [n for n in s.names if n.last - n.first > 1 or s.words[n.first] not in spelled]


def _of(word: str) -> list[Entry]:
    return shipped().get(word)


def _office(e: Entry, word: str) -> bool:
    return e.kind == "agent" and e.capitals and e.bearer == "person" and written_right(e, [word])
