"""Place names that only the rest of the text shows: names found elsewhere in it, and two names run into one.

A recogniser that calls Alton a person in "Alton man charged" calls it a place in "in Alton, Illinois": what a text
names as a place for sure is a place wherever the whole name stands. "Miramar California" is two names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from onrecord.language.reading import Sentence
from onrecord.mentions.literal import is_constituency
from onrecord.mentions.literal_cues import PARTY_SIGN
from onrecord.places.beside_names import (
    BARE,
    BODIES,
    CROSSINGS,
    DIRECTIONS,
    NO_PLACE,
    NO_PLACE_NAMES,
    NUMBERED,
    ORDINALS,
    SHIPS,
    STRONG_PREPOSITIONS,
    THINGS,
    WAYS,
)
from onrecord.places.evidence import evidence_for, generic_words
from onrecord.places.folding import fold
from onrecord.places.found import Found, surface_of
from onrecord.places.gazetteer import HOWS, KINDS, Gazetteer
from onrecord.places.name_groups import inside, is_state
from onrecord.places.renown import known

_PARTY_LETTER = re.compile(r"[,(]\s*(?:" + "|".join(sorted(PARTY_SIGN)).upper() + r")\s*[-–]")
_PARTY_ENDS = frozenset(sign[-1].upper() for sign in PARTY_SIGN)
ECHO = 0.45  # score of a name that is a place elsewhere in the text
_DEMONYM = HOWS.index("demonym")
_HOLDERS = frozenset(KINDS.index(k) for k in ("country", "admin1"))
_NATURAL = frozenset(["water", "other"])  # kinds of generic words
_AMERICA = frozenset(["U.S", "US"])
_DASHES = frozenset(["-", "–", "—", "--"])
_JOINS_TWO = frozenset(["of", "in", "and", "-", "–", "/"])
_RENOWNED = 0.7  # least renown of the second of two names that a word joins
_BEFORE_ENDS = frozenset(["in", "of", "the", "and"])
# How the word before "in" or "of" ends where a place may end a body's name: most names follow none such.
_BODY_ENDS = tuple({body.split()[-2].rpartition("-")[2] for body in BODIES})


def sure_names(found: Iterable[Found], gazetteer: Gazetteer, text: str) -> frozenset[str]:
    """The folded names that the text uses of a place beyond doubt: "in Alton", "Alton, Illinois", "ALTON - "."""
    sure: set[str] = set()
    for name in found:
        sentence, first = name.sentence, name.first
        start, end = sentence.starts[first], sentence.ends[name.last - 1]
        key = known(gazetteer, text[start:end]).key
        if not key or key in sure:
            continue
        if (name.named and first and sentence.words[first - 1].lower() in STRONG_PREPOSITIONS) or evidence_for(
            gazetteer, text, start, end
        ).strict:
            sure.add(key)
    return frozenset(sure)


def echoes(
    text: str,
    capitals: Sequence[tuple[Sentence, list[int]]],
    found: Sequence[Found],
    sure: frozenset[str],
    people: frozenset[str],
) -> Iterator[Found]:
    """The other mentions of sure names: what the recogniser calls a person or organisation whole, or does not name.

    `capitals` are the sentences with the numbers of their capitalised words.
    """
    found_in: dict[int, list[Found]] = {}
    for name in found:
        found_in.setdefault(name.sentence.index, []).append(name)
    longest = max((key.count(" ") + 1 for key in sure), default=0)
    heads = {key.split(" ", 1)[0] for key in sure}
    # The first letter tells of most words that they are none of these; one with a mark may be folded into any.
    initials = {head[0].upper() for head in heads}
    for sentence, at in capitals:
        words = sentence.words
        begins = [i for i in at if ((head := words[i][0]) in initials or head > "Z") and fold(words[i]) in heads]
        if not begins:
            continue
        taken = {i for name in found_in.get(sentence.index, ()) for i in range(name.first, name.last)}
        begins = [i for i in begins if i not in taken]
        if not begins:
            continue
        whole = {(name.first, name.last) for name in sentence.names}
        within = {i for name in sentence.names for i in range(name.first, name.last)}
        for i in begins:
            for last in range(min(len(sentence), i + longest), i, -1):
                if not sentence.words[last - 1][:1].isalnum() or not taken.isdisjoint(range(i, last)):
                    continue
                key = fold(text[sentence.starts[i] : sentence.ends[last - 1]])
                if key not in sure or key in people or not _stands_alone(sentence, i, last, whole, within):
                    continue
                yield Found(sentence, i, last, ECHO, False)
                break


def _stands_alone(sentence: Sentence, first: int, last: int, whole: set[tuple[int, int]], within: set[int]) -> bool:
    """Whether the tokens are no part of a longer name."""
    if (first, last) not in whole and not within.isdisjoint(range(first, last)):
        return False
    if first and sentence.words[first - 1][:1].isupper() and sentence.upos[first - 1] == "PROPN":
        return False
    return not (last < len(sentence) and sentence.words[last][:1].isupper() and sentence.upos[last] == "PROPN")


def may_be_constituencies(text: str) -> bool:
    """Whether a party's letter and a hyphen stand in the text: in most there is none, and no sentence need be asked."""
    # The few hyphens of a text are looked at sooner than its many commas.
    for dash in "-–":
        at = text.find(dash)
        while at > 0:
            if text[max(0, at - 9) : at].rstrip()[-1:] in _PARTY_ENDS and _PARTY_LETTER.search(text) is not None:
                return True
            at = text.find(dash, at + 1)
    return False


def constituencies(sentence: Sentence, gazetteer: Gazetteer, text: str, taken: list[bool]) -> Iterator[Found]:
    """The places after a party's letter: "Sen. Doe, D-Iowa City"."""
    for i in range(3, len(sentence)):
        if taken[i] or not sentence.words[i][0].isupper() or not is_constituency(sentence, i):
            continue
        for last in range(min(len(sentence), i + 3), i, -1):
            if not sentence.words[last - 1][:1].isalnum():
                continue
            key = fold(text[sentence.starts[i] : sentence.ends[last - 1]])
            if any(how != _DEMONYM for _, how in gazetteer.postings(key)[:2]):
                taken[i:last] = [True] * (last - i)
                yield Found(sentence, i, last, 0.6, False)
                break


def split_name(found: Found, gazetteer: Gazetteer, text: str) -> list[Found]:
    """ "Miramar California" and "Gold Coast of Australia" as their two names, where the second is a state or country
    that holds the first, or well known and joined to it by a word; else the name as it is."""
    sentence, first, last = found.sentence, found.first, found.last
    if known(gazetteer, text[found.start : found.end]).postings:
        return [found]
    before, _ = generic_words()
    lower = [word.lower() for word in sentence.words[first:last]]
    if lower[0] in before or not DIRECTIONS.isdisjoint(lower):
        return [found]
    if (dash := _spaced_dash(sentence, first, last)) and known(
        gazetteer, surface_of(text, sentence, first, dash)
    ).places:
        return [Found(sentence, first, dash, found.score, found.named)]  # "KHARTOUM - Shelling"
    for cut in range(first + 1, last):
        written = text[sentence.starts[cut] : sentence.ends[last - 1]]
        if len(written.strip(".")) < 3 and not written.strip(".").isupper():
            continue  # "Platte Co." is no place in Colorado
        if written.lower() in BARE:
            continue  # "Krasnodar Territory" is one name
        borne = known(gazetteer, written)
        joined = lower[cut - 1 - first] in _JOINS_TWO
        stop = cut - 1 if joined or sentence.words[cut - 1] == "," else cut
        holders = {p for p, how in borne.postings[:3] if gazetteer.columns["kind"][p] in _HOLDERS and how != _DEMONYM}
        if stop == first or not (holders or (joined and borne.renown >= _RENOWNED)):
            continue
        head = known(gazetteer, text[sentence.starts[first] : sentence.ends[stop - 1]])
        if (joined and (head.renown or sentence.words[cut - 1] == "and")) or any(
            how <= 1 and _is_in(gazetteer, p, holders) for p, how in head.postings
        ):
            return [
                Found(sentence, first, stop, found.score, found.named),
                Found(sentence, cut, last, found.score, found.named),
            ]
    return [found]


def _spaced_dash(sentence: Sentence, first: int, last: int) -> int:
    """The token of a dash between spaces within a name that opens a sentence, as after a dateline; 0 where none is."""
    if first:
        return 0
    for i in range(1, last - 1):
        if sentence.words[i] in _DASHES and sentence.starts[i] > sentence.ends[i - 1]:
            return i
    return 0


def _is_in(gazetteer: Gazetteer, place: int, holders: set[int]) -> bool:
    return bool(holders) and (inside(gazetteer, place, holders) or is_state(gazetteer, min(holders)))


def is_street(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a name is but the name of a street: "Rivers and Stokes avenues", "the corner of Fifth and Ontario"."""
    words = sentence.words
    beside = words[last].lower() if last < len(words) else ""
    before = words[first - 1].lower() if first else ""
    if beside != "and" and before != "and" and beside.rstrip(".") not in WAYS:
        return False  # most names
    joined, of = before == "and", before == "of"
    # "Near Rivers Avenue"; "a Queens street" is one in Queens. In a text in small letters there is no telling.
    way = beside.rstrip(".") in WAYS and (words[last][0].isupper() or words[first].islower())
    if not (way or joined or beside == "and") or words[last - 1].lower().rstrip(".") in WAYS:
        return False  # most names; and what is a whole name
    if way:
        return True
    lead = [word.lower() for word in words[max(0, first - 6) : first]]
    if beside == "and":
        after = [word.lower() for word in words[last + 1 : last + 4]]
        if after[:1] and _is_ordinal(after[0]):
            return True
        if any(word.endswith("s") and word.removesuffix("s") in WAYS for word in after[1:]):
            return True
        return of and len(lead) > 1 and lead[-2] in CROSSINGS
    return joined and len(lead) > 1 and (_is_ordinal(lead[-2]) or not CROSSINGS.isdisjoint(lead))


def is_way(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a name is one of a street whole: "Harbour Street", "N. Mill Rd."."""
    words = sentence.words
    return last - first > 1 and words[last - 1][0].isupper() and words[last - 1].lower().rstrip(".") in WAYS


def is_landmark(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a name is one of a street, a water or a mountain by its words: "Harbour Street", "Lake Arden"."""
    if last - first < 2:
        return False
    words = sentence.words
    before, after = generic_words()
    ends, opens = after.get(words[last - 1].lower()), before.get(words[first].lower())
    return ends in _NATURAL or opens in _NATURAL or is_way(sentence, first, last)


def _is_ordinal(word: str) -> bool:
    """ "fifth", "5th": the name of a street, beside another's."""
    return word in ORDINALS or (word[:1].isdigit() and word[-2:] in ("st", "nd", "rd", "th"))


def is_no_place(sentence: Sentence, first: int, last: int) -> bool:
    """Whether it only looks like a place: "Earth", "EST", "Seventh" Street, "Exit 6", a ship."""
    words = sentence.words
    if words[first] in SHIPS or (first and words[first - 1] in SHIPS):
        return True
    if last - first == 1:
        plain = words[first].lower().rstrip(".")
        if plain in NO_PLACE or (plain in NUMBERED and last < len(words) and words[last].isdigit()):
            return True
        return plain in THINGS and first > 0 and words[first - 1].lower() == "the"
    if " ".join(words[first:last]).lower() in NO_PLACE_NAMES:
        return True
    if last - first > 2:
        return False
    end = words[last - 1]
    return (end.isdigit() or len(end) == 1) and words[first].lower() in NUMBERED


def road_end(sentence: Sentence, first: int, last: int) -> int:
    """Where the name of a road ends that begins like the country: "U.S. 36", "US-24"; `last` for all else."""
    words = sentence.words
    if last - first > 1 or last >= len(words) or words[first].rstrip(".") not in _AMERICA:
        return last
    at = last + 1 if words[last] == "-" else last
    return at + 1 if at < len(words) and words[at].isdigit() and len(words[at]) < 4 else last


def ends_a_body(sentence: Sentence, first: int) -> bool:
    """ "Organization for Security and Cooperation in Europe", "Islamic State in Iraq and Syria": the end of a name."""
    words = sentence.words
    if not first or words[first - 1] not in _BEFORE_ENDS:
        return False  # most names
    if first > 2 and words[first - 1] == "the":
        first -= 1
    if first < 3:
        return False
    if words[first - 1] == "and" and words[first - 2][0].isupper():
        first -= 2  # the second of the places
    if not words[first - 2].lower().endswith(_BODY_ENDS):
        return False
    lead = " ".join(words[max(0, first - 6) : first]).lower().replace(" - ", "-")
    return lead.endswith(BODIES)


def is_people(sentence: Sentence, first: int, postings: list[tuple[int, int]]) -> bool:
    """ "Somali refugees": a people, though a region elsewhere is called so too."""
    named = {p for p, how in postings if how != _DEMONYM}
    if all(p in named for p, how in postings if how == _DEMONYM):
        return False  # "Singapore"
    after = first + 1
    return (
        after < len(sentence)
        and (sentence.upos[after] == "NOUN" or (sentence.upos[after] == "ADJ" and sentence.heads[first] >= after))
        and (sentence.words[after].lower() not in generic_words()[1])
    )
