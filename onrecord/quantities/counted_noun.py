"""The noun that a number counts: the head of the run of adjectives and nouns after it."""

from __future__ import annotations

from onrecord.language.reading import Sentence
from onrecord.quantities.kinds import stem
from onrecord.quantities.tables import kinds

_NOUN_RUN = 5


def counted_noun(sentence: Sentence, stop: int) -> tuple[int | None, int]:
    """The head noun that follows the number: the last noun of the run of adjectives and nouns, and the token after
    it."""
    i = stop
    if i < len(sentence) and sentence.words[i].lower() == "of":
        i += 1
        while i < len(sentence) and sentence.words[i].lower() in (
            "the",
            "these",
            "those",
            "its",
            "their",
            "his",
            "her",
            "thousands",
        ):
            i += 1
    noun: int | None = None
    last = min(len(sentence), i + _NOUN_RUN)
    j = i - 1
    while (j := j + 1) < last:
        tag, word = sentence.upos[j], sentence.words[j].lower()
        if word in ("more", "other", "-", "so", "additional") and noun is None:
            continue
        if word in ("'s", "’s") and noun is not None:
            # "Seven of Orlin's friends", "12 of the region's schools"
            noun, last = None, min(len(sentence), j + _NOUN_RUN)
            continue
        if noun is None and tag in ("VERB", "ADV", "ADJ") and sentence.words[j + 1 : j + 2] == ["-"]:
            # "40 laid-off workers", "20 first-graders"
            j += 1 if sentence.upos[j + 2 : j + 3] == ["NOUN"] else 2
            last = min(len(sentence), last + 2)
            continue
        named = noun is not None and sentence.xpos[noun] == "NNP"
        if named and word in ("-", "–") and sentence.upos[j + 1 : j + 2] == ["VERB"]:
            j += 1  # "seven IS-held towns"
            continue
        if named and tag == "ADJ" and sentence.upos[j + 1 : j + 2] == ["NOUN"]:
            continue  # "six IS tactical units"
        if word in ("-", "–") and noun is not None and j + 1 < len(sentence) and sentence.words[j + 1][0].isdigit():
            continue  # "20 F-16 jets"
        model = tag == "NUM" and noun is not None and sentence.upos[noun] == "PROPN"
        if model and j + 1 < len(sentence) and sentence.upos[j + 1] in ("NOUN", "PROPN"):
            continue  # "22 Boeing 787 jets"
        if tag == "NOUN" or tag == "PROPN" or (tag in ("X", "") and stem(sentence, j) in kinds("noun")):
            if noun is not None and sentence.xpos[noun] == "NNS" and stem(sentence, noun) in kinds("noun"):
                break
            noun = j
            if tag in ("X", ""):
                break
            continue
        if word == "others" and noun is None:
            noun = j
            break
        participle = tag == "VERB" and sentence.xpos[j] in ("VBN", "VBG")
        if noun is None and (
            tag in ("ADJ", "NUM") or (participle and j + 1 < len(sentence) and sentence.upos[j + 1] in ("NOUN", "ADJ"))
        ):
            continue
        if noun is None and tag in ("X", "") and j + 1 < len(sentence) and stem(sentence, j + 1) in kinds("noun"):
            continue
        break
    if noun is None or sentence.xpos[noun] == "CD":
        return None, stop
    return noun, noun + 1
