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
from onrecord.places.gazetteer import Gazetteer
from onrecord.places.renown import renown

SCORE = 0.5
_SAMPLE = 1_000  # characters that are looked at
_LONGEST = 4
_LEAST = 0.55  # renown of a state
_NAMING = frozenset(["PROPN", "NOUN", "X", "ADJ"])
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
