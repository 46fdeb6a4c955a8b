"""Noun phrases of a sentence: where they begin and end, read off the tree with safeguards against its errors.

Two conventions of span: `close` (a report's mentions: title, determiner and modifiers, "of" phrases; no possessive
mark, no
relative clause) and `wide` (OntoNotes: the whole phrase with apposition, relative clause and possessive mark).
"""

from __future__ import annotations

from onrecord.actors.tables.lexicon import fold
from onrecord.language.reading import Sentence
from onrecord.mentions.vocabulary import unsaid

NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
# Dependents of a predicate noun that belong to its clause, not to the noun phrase.
CLAUSAL = frozenset(
    {
        "nsubj",
        "csubj",
        "cop",
        "aux",
        "mark",
        "advcl",
        "ccomp",
        "xcomp",
        "expl",
        "parataxis",
        "discourse",
        "vocative",
        "dislocated",
        "obj",
        "iobj",
        "punct",
        "reparandum",
        "orphan",
        "list",
        "dep",
    }
)
DAYS = frozenset({"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"})
EDGE = frozenset({"punct", "case", "cc", "mark"})
RELATIVE = frozenset(
    {"who", "which", "that", "whom", "whose", "what", "where", "when", "why", "how", "whoever", "whatever"}
)
INSIDE = frozenset({"compound", "flat", "fixed", "goeswith"})


def base(deprel: str) -> str:
    """The relation without its subtype."""
    return deprel.partition(":")[0]


def heads(s: Sentence, all_nouns: bool = False) -> list[int]:
    """Tokens that head a noun phrase: nouns, names, pronouns, and (with `all_nouns`) determiners and numbers that
    stand alone.
    """
    out = []
    for i, pos in enumerate(s.upos):
        rel = base(s.deprels[i])
        if (rel in INSIDE and not writes(s, i)) or rel in ("case", "mark", "cc", "punct"):
            continue
        if pos in NOMINAL:
            if pos == "PRON" and (
                (s.words[i].lower() in RELATIVE and s.xpos[i] not in ("DT",)) or rel == "expl" or s.xpos[i] == "EX"
            ):
                continue
            out.append(i)
        elif pos == "ADJ" and (s.deprels[i] == "nmod:desc" or (rel == "nsubj" and _is_owned(s, i))):
            out.append(i)  # a noun, whatever its tag: "Norway's premier Ann Roe", "Norway's premier visits Peru"
        elif (
            all_nouns
            and rel in ("nsubj", "obj", "obl", "nmod", "iobj", "conj", "root")
            and (pos in ("DET", "NUM") or (pos == "ADJ" and any(s.upos[j] == "DET" for j in s.children_of(i))))
        ):
            out.append(i)
    return out


def _is_owned(s: Sentence, i: int) -> bool:
    """Whether a possessive hangs on the token."""
    return any(s.deprels[j] == "nmod:poss" for j in s.children_of(i))


def writes(s: Sentence, i: int) -> bool:
    """Whether the noun tells whose paper another is: `police reports`."""
    return base(s.deprels[i]) == "compound" and s.heads[i] > i and fold(s.lemmas[s.heads[i]]) in unsaid()["paper"]


def is_clause(s: Sentence, i: int) -> bool:
    """Whether the noun is the predicate of a clause."""
    return any(base(s.deprels[j]) in ("cop", "nsubj", "csubj") for j in s.children_of(i))


def parts_of(s: Sentence, i: int, wide: bool) -> list[int]:
    """Dependents of a head that its phrase takes in."""
    clause = is_clause(s, i)
    out = []
    for j in s.children_of(i):
        rel = base(s.deprels[j])
        if wide and rel == "case" and j == i + 1 and s.words[j] in ("'s", "’s", "'", "’"):
            out.append(j)
            continue
        if rel in CLAUSAL or (rel in ("case", "cc") and s.deprels[j] != "cc:preconj") or rel == "conj":
            continue
        if rel in ("advmod", "obl") and (clause or (j < i and not wide)):
            continue
        if rel == "nmod" and j < i and s.upos[j] == "PRON" and s.deprels[j] != "nmod:poss":
            continue  # "among them two soldiers"
        if not wide and (rel == "appos" or (rel == "acl" and j > i)):
            continue
        out.append(j)
    return out


def bounds(s: Sentence, i: int, wide: bool = False) -> tuple[int, int]:
    """Tokens `[first, last)` of the phrase headed by `i`."""
    inside = {i}
    todo = list(parts_of(s, i, wide))
    direct = set(todo)
    while todo:
        j = todo.pop()
        inside.add(j)
        for k in s.children_of(j):
            if not wide and (base(s.deprels[k]) in ("appos", "parataxis") or s.deprels[k] == "acl:relcl"):
                continue
            todo.append(k)
    # The phrase is the unbroken run around its head; a tree with crossing arcs may leave holes, which end it.
    first = last = i
    gap = frozenset(
        j for j in range(len(s)) if base(s.deprels[j]) == "punct" or (s.upos[j] == "PART" and s.heads[j] in inside)
    )
    while first > 0 and (
        first - 1 in inside or (first - 1 in gap and any(k in inside for k in range(max(0, first - 3), first - 1)))
    ):
        first -= 1
    while last + 1 < len(s) and (
        last + 1 in inside or (last + 1 in gap and any(k in inside for k in range(last + 2, min(len(s), last + 4))))
    ):
        last += 1
    while first < i and (base(s.deprels[first]) in EDGE and first not in direct):
        first += 1
    while first < i and base(s.deprels[first]) == "punct":
        first += 1
    while last > i and base(s.deprels[last]) == "punct":
        last -= 1
    if not wide:
        # "the ministry on Wednesday": the day is the verb's.
        day = next((k for k in range(i + 1, last) if s.words[k].lower() == "on" and s.words[k + 1] in DAYS), None)
        last = day - 1 if day is not None else last
    if first and s.words[first].lower() in ("least", "most") and s.words[first - 1].lower() == "at":
        first -= 1
    # "and wounded 20 civilians" where the tree takes the verb for an adjective.
    if not wide and first < i and s.upos[first + 1] == "NUM" and s.xpos[first] in ("VBN", "VBD", "JJ"):
        first += s.words[first].endswith("ed")
    if not wide and last > i and s.words[last] in ("'s", "’s", "'", "’"):
        last -= 1
    return first, last + 1


def coordination(s: Sentence, i: int, wide: bool = False) -> tuple[int, int] | None:
    """The whole of "A, B and C" where `i` is its first part; None where nothing is coordinated."""
    others = [j for j in s.children_of(i) if base(s.deprels[j]) == "conj" and s.upos[j] in NOMINAL]
    if not others:
        return None
    first, _ = bounds(s, i, wide)
    _, last = bounds(s, max(others), wide)
    return (first, last) if last > first else None


def head_of(s: Sentence, first: int, last: int) -> int:
    """The head of the tokens `[first, last)`: the one whose own head lies outside; the last such noun in case of
    doubt.
    """
    tops = [
        i
        for i in range(first, last)
        if not first <= s.heads[i] < last and base(s.deprels[i]) not in ("punct", "case", "cc", "mark")
    ]
    for i in tops:
        if s.upos[i] in NOMINAL:
            # "Islamic State (IS) fighters": the noun after the brackets, where the tree takes the name for the head.
            close = i + 3
            if close + 1 < last and s.words[close] == ")" and s.words[i + 1] == "(" and s.upos[close + 1] == "NOUN":
                return close + 1
            return i
    return tops[0] if tops else last - 1
