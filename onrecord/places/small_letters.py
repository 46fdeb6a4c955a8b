"""Place names in text that is written all in small letters, where no capital shows what is a name.

Only names that are readily meant are looked for: countries, regions, states, capitals and large towns; a single word
needs the tag of a proper noun or a preposition of place before it, and a word that is also a common noun ("turkey")
needs the preposition.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.language.reading import Reading, Sentence
from onrecord.places.beside_names import BARE, COMMON_NOUNS, NEVER, NO_PLACE, PLAIN_WORDS, STRONG_PREPOSITIONS
from onrecord.places.folding import fold
from onrecord.places.found import Found
from onrecord.places.gazetteer import HOWS, KINDS, Gazetteer
from onrecord.places.renown import renown

SCORE = 0.5
_SAMPLE = 1_000  # characters that are looked at
_LONGEST = 4
_LEAST = 0.55  # renown of a state
_NAMING = frozenset(["PROPN", "NOUN", "X", "ADJ"])
_TOWNS = frozenset(KINDS.index(k) for k in ("admin2", "city", "capital"))
_COUNTRY, _MAIN, _DEMONYM = KINDS.index("country"), HOWS.index("main"), HOWS.index("demonym")
_LEAST_LETTERS = 5  # of a small town's name
_TO = frozenset(["to", "of", "into", "against", "with", "and", "through", "across"])


def in_small_letters(reading: Reading) -> bool:
    """Whether the text has no capital letter, as far as it is looked at."""
    sample = reading.text[:_SAMPLE]
    return sample == sample.lower() and any(c.isalpha() for c in sample)


def small_names(sentence: Sentence, gazetteer: Gazetteer, text: str, taken: list[bool]) -> Iterator[Found]:
    """Well-known places in the sentence, the longest name first; marks their tokens."""
    for i, word in enumerate(sentence.words):
        if taken[i] or not word[0].isalpha() or sentence.upos[i] not in _NAMING:
            continue
        for last in range(min(len(sentence), i + _LONGEST), i, -1):
            if any(taken[i:last]) or not sentence.words[last - 1][0].isalpha():
                continue
            if last - i == 1 and not _may_stand(sentence, i):
                continue
            key = fold(text[sentence.starts[i] : sentence.ends[last - 1]])
            if any(how <= 1 and renown(gazetteer, p, how) >= _LEAST for p, how in gazetteer.postings(key)[:2]):
                yield Found(sentence, i, last, SCORE, False)
                taken[i:last] = [True] * (last - i)
                break


def countries_named(reading: Reading, gazetteer: Gazetteer) -> frozenset[int]:
    """Numbers of the countries that the text speaks of, by their names or their peoples'."""
    kind, country = gazetteer.columns["kind"], gazetteer.columns["country"]
    words = {w for sentence in reading.sentences for w in sentence.words if len(w) > 3 and w.isalpha()}
    return frozenset(
        country[p]
        for word in sorted(words - COMMON_NOUNS - PLAIN_WORDS)
        for p, how in gazetteer.postings(fold(word))[:1]
        if how == _DEMONYM or (kind[p] == _COUNTRY and how <= 1)
    )


def small_towns(
    sentence: Sentence, gazetteer: Gazetteer, text: str, taken: list[bool], countries: frozenset[int]
) -> Iterator[Found]:
    """Small towns of countries that the text speaks of, after a preposition of place; marks their tokens."""
    kind, country = gazetteer.columns["kind"], gazetteer.columns["country"]
    words, upos = sentence.words, sentence.upos
    for i, word in enumerate(words):
        if not i or taken[i] or upos[i] != "PROPN" or words[i - 1].lower() not in STRONG_PREPOSITIONS:
            continue
        if any(word.lower() in listed for listed in (NEVER, BARE, NO_PLACE, PLAIN_WORDS, COMMON_NOUNS)):
            continue
        for last in range(min(len(words), i + _LONGEST), i, -1):
            surface = text[sentence.starts[i] : sentence.ends[last - 1]]
            if any(taken[i:last]) or upos[last - 1] != "PROPN" or len(surface) < _LEAST_LETTERS:
                continue
            if last < len(words) and upos[last] in ("NOUN", "PROPN"):
                continue  # "near walden air base"
            borne = gazetteer.postings(fold(surface))
            if any(how == _MAIN and kind[p] in _TOWNS and country[p] in countries for p, how in borne):
                yield Found(sentence, i, last, SCORE, False)
                taken[i:last] = [True] * (last - i)
                break


def _may_stand(sentence: Sentence, i: int) -> bool:
    """Whether a single word can be a name where it stands."""
    word = sentence.words[i].lower()
    if len(word) < 4 or any(word in words for words in (NEVER, BARE, NO_PLACE, PLAIN_WORDS)):
        return False
    before = sentence.words[i - 1].lower() if i else ""
    if before in STRONG_PREPOSITIONS:
        return True
    if word in COMMON_NOUNS:
        return False
    return sentence.upos[i] == "PROPN" or before in _TO
