"""Names that capitals and the words beside them tell to be no town's: "MENA reported", "an issue of The Atlantic",
"Birds Australia", "Rollo's Grill"."""

from __future__ import annotations

from onrecord.language.reading import Sentence
from onrecord.places.beside_names import BRANDED, DIRECTIONS, HELD_IN, NO_PLACE_ENDS, PARTS, SHOPS, STORMS
from onrecord.places.found import surface_of
from onrecord.places.gazetteer import HOWS, KINDS, Gazetteer
from onrecord.places.renown import known, renown

_ABBREVIATION, _COUNTRY = HOWS.index("abbreviation"), KINDS.index("country")
_WIDE = frozenset(KINDS.index(k) for k in ("country", "admin1", "continent", "region"))
_VERBS = frozenset(["VERB", "AUX"])
_SAID_IN_TEXT = frozenset(["VERB", "AUX", "NOUN", "ADJ"])
SAINTS = frozenset(["St.", "St", "Saint", "Santa", "San", "Queen", "King", "Prince", "Princess"])
# Parts of speech after a possessive that owns nothing.
_OWNS_NOTHING = frozenset(["PUNCT", "ADP", "SCONJ", "PRON", "CCONJ"])
_LONGEST_ACRONYM = 6


def is_no_town(sentence: Sentence, gazetteer: Gazetteer, first: int, last: int) -> bool:
    """Whether a name that the recogniser took for a place is a body's, a paper's or the end of one."""
    if last - first == 1 and is_acronym(sentence, gazetteer, first):
        return True
    words = sentence.words
    if last - first > 1 and words[last - 1].lower() in NO_PLACE_ENDS:
        return True
    if last < len(words) and words[last].lower() in BRANDED and sentence.starts[last] == sentence.ends[last - 1] + 1:
        # "Queens apartments" are in Queens.
        return words[last][-1] != "s" or known(gazetteer, " ".join(words[first:last])).renown < 0.6
    if first and _is_storm(words, first):
        return True
    if first > 1 and words[first - 1] == "in" and words[first - 2].lower() in HELD_IN:
        return not known(gazetteer, " ".join(words[first:last])).postings
    return bool(first) and (
        is_titled(sentence, gazetteer, first, last) or _ends_a_name(sentence, gazetteer, first, last)
    )


def is_acronym(sentence: Sentence, gazetteer: Gazetteer, i: int) -> bool:
    """Whether a word in capitals stands among words that are not, where no dateline does: the name of a body, unless
    the gazetteer has it for an abbreviation or a state ("UAE", "NSW")."""
    words = sentence.words
    word = words[i]
    if not word.isupper() or not 2 < len(word) <= _LONGEST_ACRONYM or not word.isalpha():
        return False
    after = words[i + 1] if i + 1 < len(words) else ""
    if after.isupper() and len(after) > 1:
        return False
    if not i:
        if sentence.upos[1:2] and sentence.upos[1] not in _VERBS:
            return False  # "MALTA - ", "OSLO, May 3"
    elif (words[i - 1].isupper() and len(words[i - 1]) > 1) or not words[i - 1].isalpha():
        return False  # "MIEH MIEH/BEIRUT"
    kind = gazetteer.columns["kind"]
    return not any(how == _ABBREVIATION or kind[p] in _WIDE for p, how in known(gazetteer, word).postings[:2])


def _is_storm(words: list[str], first: int) -> bool:
    before = words[first - 1].lower()
    return before in STORMS or (before == "and" and first > 2 and words[first - 3].lower() in STORMS)


def is_titled(sentence: Sentence, gazetteer: Gazetteer, first: int, last: int) -> bool:
    """Whether "The" has a capital within a sentence: a paper, a firm or a house ("told The Atlantic"), unless the name
    is a country's or has the article in the gazetteer ("The Hague")."""
    words = sentence.words
    if first < 2 or words[first - 1] != "The" or not words[first - 2].islower():
        return False
    borne = known(gazetteer, " ".join(words[first:last])).places[:2]
    kind = gazetteer.columns["kind"]
    return not any(kind[p] == _COUNTRY or gazetteer.name(p).startswith("The ") for p, _ in borne)


def _ends_a_name(sentence: Sentence, gazetteer: Gazetteer, first: int, last: int) -> bool:
    """Whether a word with a capital that is no place runs into the name: the end of a body's ("Birds Australia")."""
    words = sentence.words
    at = first - 1
    if at < 0 or not words[at][0].isupper() or sentence.upos[at] != "PROPN":
        return False  # most names
    before = words[at].lower().rstrip(".")
    if before in DIRECTIONS or before in PARTS or sentence.starts[first] != sentence.ends[at] + 1:
        return False
    name = sentence.name_at(at)
    if name is not None and name.type in ("place", "person"):
        return False  # two names; "President Doe"
    # In a headline every word has a capital.
    lower = [i for i, word in enumerate(words) if word.islower() and sentence.upos[i] in _SAID_IN_TEXT]
    return len(lower) > 1 and not known(gazetteer, " ".join(words[at:last])).places


def is_a_firm(sentence: Sentence, gazetteer: Gazetteer, text: str, first: int, last: int) -> bool:
    """ "St. Paul's United Church", "Knucklehead's Bar", "Swift & Co": what the recogniser stopped in the middle of."""
    words = sentence.words
    if last >= len(words) or words[last] not in ("'s", "’s", "'", "’", "&"):
        return False
    if words[last] in ("'s", "’s") and (last + 1 == len(words) or sentence.upos[last + 1] in _OWNS_NOTHING):
        # "A job at Delmon's, he said": nothing is owned, so it is a shop, a church, somebody's house.
        return known(gazetteer, surface_of(text, sentence, first, last)).renown < 0.6
    if last + 1 >= len(words) or not words[last + 1][:1].isupper():
        return False
    if words[first] in SAINTS:
        return True
    firm = known(gazetteer, surface_of(text, sentence, first, last)).postings[:2]
    shop = words[last] == "&" or words[last + 1].lower() in SHOPS
    return max((renown(gazetteer, p, how) for p, how in firm), default=0.0) < (0.6 if shop else 0.3)
