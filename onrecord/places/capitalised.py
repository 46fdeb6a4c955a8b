"""Capitalised words that the gazetteer knows, outside the names that the language model found: which may be places."""

from __future__ import annotations

from onrecord.language.reading import Sentence
from onrecord.places.beside_names import BARE, JOINERS, NEVER, PLACE_PREPOSITIONS
from onrecord.places.evidence import evidence_for
from onrecord.places.found import Found
from onrecord.places.gazetteer import HOWS, KINDS, Gazetteer
from onrecord.places.no_towns import is_acronym, is_titled
from onrecord.places.renown import known, renown
from onrecord.places.second_look import is_no_place, is_people

LONGEST = 6  # tokens of a name that the gazetteer is asked for
# Parts of speech that a one-word name may be taken for; at the head of a sentence every word has a capital.
_NAMING, _NAMING_FIRST = frozenset(["PROPN", "X", "NOUN", "ADJ"]), frozenset(["PROPN", "X"])
# Those that a capital at the head of a sentence or a headline makes no part of a name.
_OPENS_NO_NAME = frozenset(["ADP", "VERB", "AUX", "PRON", "ADV", "SCONJ", "CCONJ", "PART", "INTJ"])
_COUNTRY = KINDS.index("country")
_ABBREVIATION, _DEMONYM = HOWS.index("abbreviation"), HOWS.index("demonym")


def capitalised_names(
    sentence: Sentence, gazetteer: Gazetteer, text: str, taken: list[bool], begins: list[int]
) -> list[Found]:
    """What the gazetteer knows among the capitalised words (at `begins`) that are not taken yet."""
    words, upos, starts, ends = sentence.words, sentence.upos, sentence.starts, sentence.ends
    out: list[Found] = []
    n = len(words)
    for i in begins:
        if taken[i]:
            continue
        end = i + 1
        if end < n and not taken[end] and _may_go_on(words[end]):
            most = i + LONGEST if i + LONGEST < n else n
            end += 1
            while end < most and not taken[end] and _may_go_on(words[end]):
                end += 1
            while end > i + 1 and not (words[end - 1][0].isupper() or words[end - 1][0].isdigit()):
                end -= 1
        alone = upos[i] in (_NAMING if i else _NAMING_FIRST)
        if not alone and (end == i + 1 or upos[i] in _OPENS_NO_NAME):
            continue  # "The", "Police", "In New"
        for last in range(end, i if alone else i + 1, -1):
            # Part of a longer name that the gazetteer does not know: "Paris Hilton", "Lincoln Center".
            if (
                last < n
                and words[last][0].isupper()
                and (taken[last] or upos[last] == "PROPN")
                and starts[last] == ends[last - 1] + 1
            ):
                continue
            if last - i > 1:
                closes = words[last - 1][0]
                if not (closes.isupper() or closes.isdigit()):
                    continue
                if last - i > 2 and any(w[0].isdigit() for w in words[i + 1 : last - 1]):
                    continue
            meant = known(gazetteer, text[starts[i] : ends[last - 1]])
            postings = meant.places
            if not postings:
                continue
            if last - i == 1 and meant.postings[-1][1] == _DEMONYM and is_people(sentence, i, meant.postings):
                break
            if (score := _plausible(sentence, gazetteer, text, i, last, postings)) > 0:
                out.append(Found(sentence, i, last, score, False))
                taken[i:last] = [True] * (last - i)
                break
    return out


def _may_go_on(word: str) -> bool:
    """Whether a name may hold the word after its first one."""
    head = word[0]
    return head.isupper() or head.isdigit() or word in JOINERS


def _plausible(
    sentence: Sentence,
    gazetteer: Gazetteer,
    text: str,
    first: int,
    last: int,
    postings: list[tuple[int, int]],
) -> float:
    """How far the words and what the name could be speak for a place; 0 where they do not."""
    words, upos = sentence.words, sentence.upos
    surface = text[sentence.starts[first] : sentence.ends[last - 1]]
    if last - first == 1:
        plain = surface.lower()
        if plain in NEVER or plain in BARE or len(plain.strip(".")) < 2 or is_no_place(sentence, first, last):
            return 0.0
        if is_acronym(sentence, gazetteer, first):
            return 0.0
    if is_titled(sentence, gazetteer, first, last):
        return 0.0
    if words[first] == "THE" and gazetteer.columns["kind"][postings[0][0]] != _COUNTRY:
        return 0.0  # "THE UNION" in a headline
    best = 0.0
    for p, how in postings[:4]:
        if how == _ABBREVIATION and not (
            "." in surface
            or (surface.isupper() and words[first - 1 : first] == [","])
            or surface in ("US", "UK", "USA", "UAE")
        ):
            continue
        points = renown(gazetteer, p, how)
        if how == _ABBREVIATION and points == 0.4:
            points = 0.6  # "L.A."
        best = max(best, points, 0.5 if last - first > 1 and how == 0 else 0.0)
    if not best:
        return 0.0
    # The end of a longer name.
    if (
        best < 0.8
        and first > 0
        and upos[first - 1] == "PROPN"
        and words[first - 1][0].isupper()
        and sentence.starts[first] == sentence.ends[first - 1] + 1
    ):
        return 0.0
    preposition = first > 0 and words[first - 1].lower() in PLACE_PREPOSITIONS
    if best < 0.6 or first == 0:
        seen = evidence_for(gazetteer, text, sentence.starts[first], sentence.ends[last - 1])
        if seen.strict or seen.kind:
            best += 0.3
        elif not preposition and best < 0.8:
            best -= 0.3
    if preposition:
        best += 0.15
    return best if best >= 0.45 else 0.0
