"""Numbers that count nothing: addresses, telephone and model numbers, scores, rankings, ages, the years of vehicles."""

from __future__ import annotations

import re

from onrecord.language.reading import Sentence
from onrecord.quantities.counted_noun import counted_noun
from onrecord.quantities.kinds import stem
from onrecord.quantities.measures import unit_at
from onrecord.quantities.tables import kinds, tables, word_set
from onrecord.times.words import word_set as time_word_set
from onrecord.times.words import words as time_words

_OLDEST = 119
_AT = frozenset(["die", "dead", "kill", "murder", "assassinate", "drown", "execute"])
_PUT = frozenset(["put", "estimate", "count", "place", "number", "list", "stand", "toll"])
_CALIBRE = re.compile(r"[\s-]?(?:mm|millimet(?:er|re)s?)\b\s+(\w[\w-]*)", re.IGNORECASE)


def is_name(text: str, sentence: Sentence, first: int, stop: int, m: re.Match[str]) -> bool:
    """Addresses, telephone numbers, model numbers, scores, rankings: numbers that count nothing."""
    before = sentence.words[first - 1].lower() if first else ""
    after = sentence.words[stop].lower() if stop < len(sentence) else ""
    counting = first > 0 and sentence.xpos[first - 1].startswith("VB")  # "militants number about a thousand"
    followed = after in word_set("not_a_count", "after") and not m["cur1"]  # "a $2bn road" is money
    if (before in word_set("not_a_count", "before") and not counting) or followed:
        return True
    calibre = _CALIBRE.match(text, m.end())
    if calibre and calibre[1].lower() in tables()["calibre"]["words"]:
        return True  # a 9mm pistol
    if _is_age(sentence, first, stop, m):
        return True
    if before == "of" and first > 1 and sentence.words[first - 2].lower() in word_set("parent", "words"):
        return True
    if m["fig1"] and re.fullmatch(r"(?:19|20)\d\d", m["fig1"]) and _is_made_then(sentence, stop):
        return True
    if m["fig1"] and after.rstrip(".") in time_words("month") and sentence.words[stop][0].isupper():
        return True  # "31 February" is no day, and no number of anything
    tail = text[m.end() : m.end() + 2]
    if re.match(r"[-–/:]\d|\s?\)\s?\d|[°′″]", tail) or (re.match(r"\s\d", tail) and m["fig1"]):
        return True
    if re.match(r"[-–‑][A-Za-z]", tail) and not unit_at(sentence, stop, text, m.end() + 1):
        return True
    for k in range(stop, min(stop + 3, len(sentence))):
        if sentence.words[k] in word_set("not_a_count", "streets"):
            return True
        if not sentence.words[k][:1].isupper():
            break
    if (
        m["fig1"]
        and m["link"]
        and m["fig2"]
        and not (m["cur1"] or m["scale2"])
        and float(m["fig1"].replace(",", "")) < 200
        and not m["between"]
    ):
        around = {w.lower() for w in sentence.words[max(0, first - 8) : stop + 4]}
        if around & word_set("not_a_count", "score_words") and not counted_noun(sentence, stop)[0]:
            return True
    return bool(
        m["fig1"]
        and first
        and sentence.xpos[first - 1] == "NNP"
        and not counted_noun(sentence, stop)[0]
        and not m["cur1"]
    )


def counts_a_name(sentence: Sentence, first: int, stop: int, noun: int) -> bool:
    """Numbers that count nothing of what follows: "Oslo 4 Bergen 4", "Five Corners", "a pick-six of the season", "the
    678 project".
    """
    word = sentence.words[noun]
    figures = sentence.words[first].isdigit() and int(sentence.words[first]) > 1 and stop == noun == first + 1
    if not any(c.isalpha() for c in word):
        return True
    lone = sentence.xpos[noun] == "NNP" and word[0].isupper() and stop == noun
    if sentence.words[stop : stop + 1] == ["of"] and sentence.xpos[stop + 1 : noun + 1] == ["NNP"] * (noun - stop):
        return True  # "Marisa Harlan, 23 of Las Vegas"
    if lone and sentence.words[first].lower() not in ("one", "a") and word.lower() not in kinds("noun"):
        return True  # "2 Timothy", "8600 Hyland Road"
    if figures and sentence.xpos[noun] == "NN" and word not in word_set("not_a_count", "collective"):
        return True
    if sentence.words[stop : stop + 2] == ["of", "the"] and sentence.xpos[noun] == "NN":
        return stem(sentence, noun) not in kinds("noun")
    named = first > 1 and sentence.words[first - 1][0].isupper()
    named = named or (first == 1 and sentence.xpos[0] == "NNP")
    if named and stop < len(sentence) and sentence.xpos[stop] == "NNP":
        return True
    if sentence.upos[noun] != "PROPN" or not word[0].isupper():
        return False
    if first and sentence.words[first][0].isupper():
        return True
    listed = not any(tag in ("VERB", "AUX") for tag in sentence.upos)
    return listed and sentence.words[first][0].isdigit() and not word.endswith("s")


def _is_made_then(sentence: Sentence, stop: int) -> bool:
    """`a 1996 Dodge pickup`, `a 2005 black Ford`: the year of a vehicle."""
    at = stop + (stop < len(sentence) and sentence.words[stop].lower() in time_word_set("cues", "colours"))
    return at < len(sentence) and sentence.words[at].lower() in time_word_set("cues", "vehicle_makers")


def _is_age_at_death(sentence: Sentence, first: int, stop: int) -> bool:
    """`the singer dies at 91`, `at the age of 91`; `put the dead at 91` is a toll."""
    before = [w.lower() for w in sentence.words[max(0, first - 3) : first]]
    if before[-2:] == ["age", "of"] or before[-1:] == ["age"]:
        return True
    if before[-1:] != ["at"] or counted_noun(sentence, stop)[0] is not None:
        return False
    lemmas = [lemma.lower() for lemma in sentence.lemmas[max(0, first - 6) : first - 1]]
    return lemmas[-1:] != [] and lemmas[-1] in _AT and not _PUT & set(lemmas)


def _is_age(sentence: Sentence, first: int, stop: int, m: re.Match[str]) -> bool:
    """`Harlan, 63, was killed`, `the driver, 34, ...`, `Harlan (63)`: a number by itself after a person."""
    if not (m["fig1"] and m["fig1"].isdigit() and first >= 2 and stop <= first + 1) or m["cur1"] or m["scale1"]:
        return False
    if _is_age_at_death(sentence, first, stop) and 0 < int(m["fig1"]) <= _OLDEST:
        return True
    opening, closing = sentence.words[first - 1], sentence.words[stop] if stop < len(sentence) else "."
    if (opening, closing) not in ((",", ","), (",", "."), ("(", ")"), (",", ";")) or not 0 < int(m["fig1"]) <= _OLDEST:
        return False
    who = first - 2
    return sentence.upos[who] == "PROPN" or (
        sentence.upos[who] == "NOUN"
        and sentence.xpos[who] != "NNS"
        and (kinds("noun").get(stem(sentence, who)) in word_set("countable_as_fate", "kinds") or closing == ",")
    )
