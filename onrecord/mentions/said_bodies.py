"""Names taken for people's that the text calls a body: `Lixin, a construction firm`, `the newspaper, Dagens Speil`."""

from __future__ import annotations

from dataclasses import replace

from onrecord.actors.tables.lexicon import Lexicon, fold, shipped
from onrecord.language.reading import Name, Reading, Sentence
from onrecord.mentions.phrases import base
from onrecord.mentions.vocabulary import genders


def bodies_not_persons(reading: Reading, lexicon: Lexicon | None = None) -> None:
    """Make a name whose description in apposition is a body's the name of a body, wherever the article has it."""
    lexicon = lexicon or shipped()
    said = {
        _text(s, n)
        for s in reading.sentences
        for n in s.names
        if n.type == "person"
        and not genders()["given"].get(fold(s.words[n.first]))
        and _is_called_a_body(s, n, lexicon)
    }
    if not said:
        return
    for s in reading.sentences:
        s.names = [
            replace(n, type="organization") if n.type == "person" and _text(s, n) in said else n for n in s.names
        ]


def _text(s: Sentence, n: Name) -> str:
    return " ".join(s.words[n.first : n.last])


def _is_called_a_body(s: Sentence, n: Name, lexicon: Lexicon) -> bool:
    """Whether the name stands in apposition to a noun that only bodies are called, or such a noun to it."""
    before = n.first - 1
    if n.last - n.first == 1 and s.words[n.first].isupper() and n.first > 1 and s.upos[before] == "NOUN":
        return _bears_no_person(s, before, lexicon)  # "the statistics agency SNA"
    head = next((i for i in range(n.first, n.last) if not n.first <= s.heads[i] < n.last), n.first)
    tied = before >= 0 and (n.first <= s.heads[before] < n.last or s.heads[head] == before)
    link = s.deprels[before if s.heads[head] != before else head] if tied else ""
    called = (
        base(link) in ("compound", "appos", "flat", "nmod") and s.xpos[before] == "NN" and s.words[before].islower()
    )
    if called and _bears_no_person(s, before, lexicon):
        return True  # "the rights group Brennwacht", "housing charity Threshold"
    closed = s.words[n.last : n.last + 1] in ([","], ["("], ["—"], ["–"], ["-"])  # not "Ann Roe of Renewal, a party"
    beside = [j for j in s.children_of(head) if base(s.deprels[j]) == "appos" and j >= n.last and closed]
    if base(s.deprels[head]) == "appos" and 0 <= s.heads[head] < n.first:
        beside.append(s.heads[head])
    return any(s.upos[j] == "NOUN" and _bears_no_person(s, j, lexicon) for j in beside)


def _bears_no_person(s: Sentence, j: int, lexicon: Lexicon) -> bool:
    found = [e for e in lexicon.entries.get((fold(s.lemmas[j]),), []) if e.kind == "agent"]
    longer = lexicon.get(f"{s.words[j - 1]} {s.words[j]}") if j else []
    if any(e.bearer == "person" for e in longer):
        return False  # "medical examiner"
    return bool(found) and all(e.bearer == "organization" for e in found)
