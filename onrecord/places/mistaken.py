"""Names taken for a person, a body or nothing that are places by where they stand: "near Tyler", "retook Lalibela"."""

from __future__ import annotations

from onrecord.language.reading import Sentence
from onrecord.places.beside_names import BARE, BEFORE_OF, KIN, NEVER, STRONG_PREPOSITIONS, TAKEN
from onrecord.places.evidence import evidence_for
from onrecord.places.found import Found
from onrecord.places.gazetteer import Gazetteer
from onrecord.places.name_groups import inside
from onrecord.places.no_towns import is_acronym
from onrecord.places.renown import known
from onrecord.places.second_look import is_no_place

LISTED = 0.8  # least score of a place beside which a name is one too
DOUBTED = 0.7  # score of a person or body below which the gazetteer is believed sooner
LEAST_SURE = 0.95  # score of a person or body below which what is done to it may tell that it is a place
_POSSESSIVE = frozenset(["'s", "’s"])
_DASHES = frozenset(["—", "–", "―", "--", "-"])
_DATELINE_ENDS = frozenset([",", "(", "/"])
_DATELINE = 10  # words in which the dash of a dateline stands


def _is_plain(sentence: Sentence, first: int) -> bool:
    """Whether a single word is one that is hardly ever meant as a place."""
    plain = sentence.words[first].lower()
    return plain in NEVER or plain in BARE or is_no_place(sentence, first, first + 1)


def mistaken(sentence: Sentence, gazetteer: Gazetteer, text: str, first: int, last: int, sure: float) -> Found | None:
    """A name taken for a person or an organisation that is, whole, the name of a place and stands like one:
    a country or region anywhere, a town after a preposition of place or before ", Kenya"."""
    words = sentence.words
    if words[first].lower() == "the":
        first += 1
    if last - first > 1 and words[last - 1] in _POSSESSIVE:
        last -= 1
    if first >= last:
        return None
    # Not a part of a longer capitalised name: "Nile Rodgers", "West Nile".
    if first and sentence.upos[first - 1] == "PROPN" and words[first - 1][0].isupper():
        return None
    if last < len(words) and sentence.upos[last] == "PROPN" and words[last][0].isupper():
        return None
    points = known(gazetteer, text[sentence.starts[first] : sentence.ends[last - 1]]).spelt_renown
    if not points or (last - first == 1 and points < 0.6 and _is_plain(sentence, first)):
        return None
    if last - first == 1 and is_acronym(sentence, gazetteer, first):
        return None
    before = words[first - 1].lower() if first else ""
    if before in KIN:
        return None  # "her son Jordan"
    if points >= 0.75:
        return Found(sentence, first, last, max(0.5, points), False)
    placed = before in STRONG_PREPOSITIONS or (
        before == "of" and first > 1 and (words[first - 2].lower() in BEFORE_OF or _is_somebody(sentence, first - 2))
    )
    # A name of several words that the gazetteer knows, where the recogniser is in doubt: "Deir al-Zor".
    placed = placed or (sure < 0.7 and last - first > 1)
    placed = placed or _is_filed_from(sentence, first, last)
    placed = placed or (sure < LEAST_SURE and _is_taken(sentence, first, last))
    if not placed:
        seen = evidence_for(gazetteer, text, sentence.starts[first], sentence.ends[last - 1])
        placed = bool(seen.strict or seen.kind) or (
            first > 1 and before in (",", "and", "or") and _listed(sentence, gazetteer, text, first)
        )
        # "Diffa in southeastern Niger"; "Eritrea's Massawa"
        said = words[last : last + 1] == ["in"] or (before in _POSSESSIVE and sure < DOUBTED)
        if not placed and seen.loose and said:
            borne = known(gazetteer, text[sentence.starts[first] : sentence.ends[last - 1]]).places
            placed = any(inside(gazetteer, p, set(seen.loose)) for p, _ in borne)
    if placed and points >= 0.3:
        return Found(sentence, first, last, max(0.5, points), False)
    return None


def _is_somebody(sentence: Sentence, i: int) -> bool:
    """Whether a token ends the name of a person: "Dorian Whitlow of Tyler"."""
    name = sentence.name_at(i)
    return name is not None and name.type == "person" and name.last == i + 1


def _listed(sentence: Sentence, gazetteer: Gazetteer, text: str, first: int) -> bool:
    """Whether the word before the comma or "and" is a place, or in a list that opens with "in" or "from"."""
    before = sentence.name_at(first - 2)
    if before is not None and before.type == "place" and before.last == first - 1 and before.score >= LISTED:
        return True  # "reached Mora and Banki"
    i = first - 1
    while (
        i > 0 and first - i < 40 and (sentence.words[i] in (",", "and", "or", ";") or sentence.words[i][:1].isupper())
    ):
        i -= 1
    return sentence.words[i].lower() in STRONG_PREPOSITIONS


def _is_filed_from(sentence: Sentence, first: int, last: int) -> bool:
    """ "OAKTON -- The council": a name in capitals at the head, before a dash."""
    words = sentence.words
    return (
        first == 0
        and last + 1 < len(words)
        and words[last] in ("—", "–", "―", "--", "-")
        and sentence.starts[last] > sentence.ends[last - 1]
        and all(word.isupper() for word in words[:last])
    )


def _is_taken(sentence: Sentence, first: int, last: int) -> bool:
    """ "Troops retook Lalibela and Dessie": what only a place is the object of."""
    heads, deprels = sentence.heads, sentence.deprels
    at = next((i for i in range(first, last) if not first <= heads[i] < last), first)
    if deprels[at] == "conj":
        at = heads[at]
    return deprels[at] == "obj" and sentence.lemmas[heads[at]].lower() in TAKEN


def filed_from(sentence: Sentence, gazetteer: Gazetteer, text: str, taken: list[bool]) -> list[Found]:
    """The place of a dateline at the head of the sentence, in capitals ("ADDIS ABABA - Ethiopian troops"), which the
    recogniser took for something else or for the beginning of a longer name."""
    words = sentence.words
    last = 0
    while last < len(words) and words[last].isupper() and words[last].isalpha():
        last += 1
    if last == len(words) or last > 4 or len(words[0]) < 3:
        return []
    name = sentence.name_at(0)
    if name is not None and (name.type == "place" or (name.type == "person" and name.last <= last)):
        return []
    dash = last
    if words[last] in _DATELINE_ENDS:
        dash = next((i for i in range(last, min(len(words), _DATELINE)) if words[i] in _DASHES), last)
    if words[dash] not in _DASHES or sentence.starts[dash] == sentence.ends[dash - 1]:
        return []
    if not known(gazetteer, text[sentence.starts[0] : sentence.ends[last - 1]]).places:
        return []
    taken[:last] = [True] * last
    return [Found(sentence, 0, last, 0.9, True)]
