"""Stretches of a reading that may name a place: the model's place names, and what the gazetteer knows among the rest.

The gazetteer is asked only about capitalised words outside names of people and organisations, the longest name first,
so that a weak recogniser does not lose "Balkh" and "Jordan Peterson" does not become a country. Peoples and languages
("Afghan", "Russians") are never candidates.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from onrecord.language.reading import Name, Reading, Sentence
from onrecord.places.beside_names import (
    ADDRESSES,
    AT,
    BARE,
    DIRECTIONS,
    JOINERS,
    KIN,
    MOVED,
    STANDS_IN,
    STRONG_PREPOSITIONS,
    TAUGHT_AT,
    TITLES,
    TOWN_PARTS,
)
from onrecord.places.capitalised import LONGEST, capitalised_names
from onrecord.places.evidence import evidence_for
from onrecord.places.folding import fold
from onrecord.places.found import Found, surface_of
from onrecord.places.gazetteer import HOWS, Gazetteer, NameSource
from onrecord.places.mistaken import filed_from, mistaken
from onrecord.places.no_towns import SAINTS, is_a_firm, is_no_town
from onrecord.places.renown import CAPITAL, FAMOUS, known, renown
from onrecord.places.second_look import (
    constituencies,
    echoes,
    is_no_place,
    is_people,
    may_be_constituencies,
    road_end,
    split_name,
    sure_names,
)
from onrecord.places.sites import inner_name, is_site
from onrecord.places.small_letters import countries_named, in_small_letters, small_names, small_towns

_first_token = attrgetter("first")
_ARTICLES, _POSSESSIVE = frozenset(["the", "a", "an"]), frozenset(["'s", "’s"])
_AT_THE_END = frozenset(["'s", "’s", ",", ".", "-", "–"])  # of a name, and no part of it
_DEMONYM = HOWS.index("demonym")
_SURE = 0.8  # score of a person's or a body's long name that is not doubted


def candidates(reading: Reading, gazetteer: Gazetteer, user: NameSource | None = None) -> list[Found]:
    """Possible place names of the reading, in text order, none overlapping another; `user` adds names of the user's."""
    found: list[Found] = []
    people = _surnames(reading)
    text = reading.text
    capitals: list[tuple[Sentence, list[int]]] = []
    small = in_small_letters(reading)
    lands = countries_named(reading, gazetteer) if small else frozenset()
    elected = may_be_constituencies(text)
    for sentence in reading.sentences:
        words = sentence.words
        taken = [False] * len(words)
        here: list[Found] = []
        if sentence.names:
            here += _from_names(sentence, gazetteer, text, taken, people)
        if small:
            here += small_names(sentence, gazetteer, text, taken)
            here += small_towns(sentence, gazetteer, text, taken, lands)
        if words[0].isupper() and not any(f.first == 0 for f in here):
            here += filed_from(sentence, gazetteer, text, taken)
        begins = [i for i, word in enumerate(words) if word[0].isupper()]
        if begins:
            capitals.append((sentence, begins))
            if elected:
                here += constituencies(sentence, gazetteer, text, taken)
        if user is not None:
            here += _from_user(sentence, user, text, taken)
        here += capitalised_names(sentence, gazetteer, text, taken, begins)
        if here:
            for name in here:
                if name.last < len(words) and words[name.last] == "states":
                    _take_in_states(name, gazetteer, text)
            kept = [f for f in here if not _is_person(f, people, gazetteer, text)]
            if len(kept) > 1:
                kept.sort(key=_first_token)
                kept = _joined(kept, gazetteer, text)
            found += kept
    if sure := sure_names(found, gazetteer, text):
        names = frozenset(fold(word) for word in people)
        if again := list(echoes(text, capitals, found, sure, names)):
            found = sorted([*found, *again], key=lambda f: (f.start, f.end))
    return found


def _take_in_states(found: Found, gazetteer: Gazetteer, text: str) -> None:
    """Let "the Gulf states", "the Baltic states" be the region, where the gazetteer knows one of that name."""
    if known(gazetteer, surface_of(text, found.sentence, found.first, found.last + 1)).places:
        found.last += 1


def _joined(here: list[Found], gazetteer: Gazetteer, text: str) -> list[Found]:
    """Neighbours that are one: "Strait of Hormuz", "Austria-Hungary" in two pieces, where it is in the gazetteer."""
    out: list[Found] = []
    for found in here:
        before = out[-1] if out else None
        if (
            before is not None
            and found.first == before.last + 1
            and before.sentence.words[before.last].lower() in ("of", "-", "–")
        ):
            whole = known(gazetteer, surface_of(text, found.sentence, before.first, found.last))
            points = max((renown(gazetteer, p, how) for p, how in whole.postings[:2] if how != _DEMONYM), default=0.0)
            if points:
                score = max(before.score, found.score, points)
                out[-1] = Found(found.sentence, before.first, found.last, score, before.named)
                continue
        out.append(found)
    return out


def _surnames(reading: Reading) -> frozenset[str]:
    """Words that name people in the text: "Whitlow" after "Dorian Whitlow", or mostly taken for a person."""
    full: set[str] = set()
    alone: dict[str, int] = {}
    for sentence in reading.sentences:
        words = sentence.words
        for name in sentence.names:
            first, last, type = name.first, name.last, name.type
            if (
                type == "person"
                and name.score >= 0.5
                and (1 < last - first < 4 or (first and _is_title(words[first - 1])))
            ):
                full.add(words[last - 1])
            elif last - first == 1 and (type == "person" or type == "place"):
                alone[words[first]] = alone.get(words[first], 0) + (1 if type == "person" else -1)
    return frozenset(full | {word for word, more in alone.items() if more > 1})


def _is_title(word: str) -> bool:
    """Whether a word stands before a surname: "Mr.", "President", "Gen."."""
    return word[0].isupper() and word.lower().rstrip(".") in TITLES


def _is_person(found: Found, people: frozenset[str], gazetteer: Gazetteer, text: str) -> bool:
    """Whether a one-word name is the surname of someone in the text and nothing beside it says place."""
    sentence, first = found.sentence, found.first
    if found.last - first > 1:
        return False
    if first and sentence.words[first - 1].lower() in ADDRESSES:
        return True  # "Mr. Houston"
    if sentence.words[first] not in people:
        return False
    owns = found.last < len(sentence) and sentence.words[found.last] in ("'s", "’s")
    if first and sentence.words[first - 1].lower() in STRONG_PREPOSITIONS and not owns:
        return False
    kind = gazetteer.columns["kind"]
    postings = known(gazetteer, surface_of(text, sentence, first, found.last)).postings[:1]
    if any(kind[p] in FAMOUS and kind[p] != CAPITAL and how <= 1 for p, how in postings):
        return False
    seen = evidence_for(gazetteer, text, found.start, found.end)
    # "The Clinton camp" is no camp.
    return not (seen.strict or (seen.kind and seen.kind != "site"))


def _from_names(
    sentence: Sentence, gazetteer: Gazetteer, text: str, taken: list[bool], people: frozenset[str]
) -> list[Found]:
    """The model's place names, trimmed, two run into one as two; also marks the tokens of all its names."""
    words = sentence.words
    out: list[Found] = []
    for name in sentence.names:
        first, last = name.first, name.last
        type = name.type
        if type != "place":
            pair = last - first == 3 and words[first + 1] in "-–"
            if type == "other" and (last - first == 1 or pair):
                continue  # "the Syria-Turkey border": two names
            if type != "other" and not _is_settled(name, words, people):
                found = mistaken(sentence, gazetteer, text, first, last, name.score)
            else:
                found = None
            if found is not None:
                out.append(found)
            elif (
                type == "organization"
                and last - first > 1
                and first
                and is_site(sentence, last)
                and _is_stood_at(sentence, gazetteer, text, first, last)
            ):
                out.append(Found(sentence, first, last, 0.6, True))
            taken[first:last] = [True] * (last - first)
            continue
        while first < last and (not words[first][0].isalnum() or words[first].lower() in _ARTICLES):
            first += 1
        while last > first and (words[last - 1] in _AT_THE_END or words[last - 1] in JOINERS):
            last -= 1
        if first > 1 and words[first - 1] in _POSSESSIVE and words[first - 2] == "People":
            first -= 2  # "the People's Republic of China" is not the Republic of China
        if last - first == 1 and first > 1 and words[first - 1] in _POSSESSIVE:
            first = _whole_county(sentence, gazetteer, text, first)
        if first == last or not (words[first][0].isupper() or _has_capital(words[first:last])):
            continue
        # "St. Mary's Hospital": the building, where the recogniser stopped at the saint.
        beyond = last + 2
        if (
            beyond <= len(words)
            and words[last] in ("'s", "’s")
            and words[last + 1][:1].isupper()
            and words[first] in SAINTS
            and is_site(sentence, beyond)
        ):
            last = beyond
        last = road_end(sentence, first, last)
        taken[first:last] = [True] * (last - first)
        if (last - first == 1 and words[first].lower() in BARE) or is_no_place(sentence, first, last):
            continue
        if is_no_town(sentence, gazetteer, first, last):
            continue
        if last - first == 1 and first and words[first - 1].lower() in KIN:
            continue  # "her daughter Georgia"
        if is_a_firm(sentence, gazetteer, text, first, last):
            continue
        meant = known(gazetteer, text[sentence.starts[first] : sentence.ends[last - 1]])
        postings = meant.postings
        if postings and postings[0][1] == _DEMONYM and not _place_first(postings):
            continue
        if not postings and last - first > 1 and _is_described(sentence, gazetteer, first, last):
            continue
        if last - first == 1 and postings and postings[-1][1] == _DEMONYM and is_people(sentence, first, postings):
            continue
        # Direction words belong to the name only where the gazetteer says so: "northern Syria", but "South Africa".
        if (
            not postings
            and last - first > 1
            and (words[first].lower() in DIRECTIONS or words[first].lower() in TOWN_PARTS)
            and known(gazetteer, surface_of(text, sentence, first + 1, last)).postings
        ):
            first += 1
        place = Found(sentence, first, last, max(name.score, meant.renown), True)
        if postings or last - first == 1:
            out.append(place)
        else:
            out += split_name(place, gazetteer, text)
    return out


def _is_settled(name: Name, words: list[str], people: frozenset[str]) -> bool:
    """Whether there is no doubt of a name that is taken for a person or a body: of thousands of people of several
    names, surnames of the text's people and bodies of three words and more that the recogniser was sure of, none was
    a place."""
    if name.score < _SURE:
        return False
    several = name.last - name.first - 1
    if several and name.first and words[name.first - 1].lower() in STANDS_IN:
        return words[name.last : name.last + 1] in (["'s"], ["’s"], ["'"])  # "around Chasiv Yar", not "in Ada Holt's"
    if name.type == "person":
        return several > 0 or words[name.first] in people
    return several > 1


def _has_capital(words: list[str]) -> bool:
    """Whether one of the words begins with a capital, or has letters of which we cannot tell."""
    return any(word[0].isupper() or not word.isascii() for word in words)


def _whole_county(sentence: Sentence, gazetteer: Gazetteer, text: str, first: int) -> int:
    """Where "Prince George's County" begins, of which the recogniser found the last word; `first` for all else."""
    words = sentence.words
    if words[first].lower() not in BARE or not words[first][0].isupper():
        return first
    for begin in (first - 3, first - 2):
        if (
            begin >= 0
            and words[begin][0].isupper()
            and known(gazetteer, surface_of(text, sentence, begin, first + 1)).places
        ):
            return begin
    return first


def _is_described(sentence: Sentence, gazetteer: Gazetteer, first: int, last: int) -> bool:
    """ "The Soviet republic": a people's adjective and a noun in small letters, no name."""
    words = sentence.words[first:last]
    return words[-1].islower() and all(word.islower() or gazetteer.demonym(word) for word in words)


def _is_stood_at(sentence: Sentence, gazetteer: Gazetteer, text: str, first: int, last: int) -> bool:
    """ "Outside the General Hospital", "taken to Walden Jail", "in Walden County Circuit Court": the building that
    somebody is said to stand at or, where it is called after a place, to be in or be taken to."""
    words = sentence.words
    at = first - 1 if words[first - 1].lower() != "the" else first - 2
    before = words[at].lower() if at >= 0 else ""
    if before in AT:
        return True
    if words[last - 1].lower() in TAUGHT_AT:
        return False  # "went to Walden High School": belonged there
    if before == "in" or (before == "to" and not MOVED.isdisjoint(sentence.lemmas[max(0, at - 5) : at])):
        return inner_name(sentence, gazetteer, text, first, last) is not None
    return False


def _place_first(postings: list[tuple[int, int]]) -> bool:
    return any(how != _DEMONYM for _, how in postings[:3])


def _from_user(sentence: Sentence, user: NameSource, text: str, taken: list[bool]) -> Iterator[Found]:
    """Names that the user's gazetteer knows: all of several words, and single proper nouns."""
    for i, word in enumerate(sentence.words):
        if taken[i] or not word[:1].isupper():
            continue
        for last in range(min(len(sentence), i + LONGEST), i, -1):
            if (
                any(taken[i:last])
                or not sentence.words[last - 1][:1].isalnum()
                or (last - i == 1 and sentence.upos[i] != "PROPN")
            ):
                continue
            if user.lookup(text[sentence.starts[i] : sentence.ends[last - 1]]):
                yield Found(sentence, i, last, 0.6, False)
                taken[i:last] = [True] * (last - i)
                break
