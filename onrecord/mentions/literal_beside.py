"""What the words right beside a place name say of its use: "Arbat, a town", "Diffa in Niger", "Arizona Sen."."""

from __future__ import annotations

from onrecord.language.reading import Sentence
from onrecord.mentions.literal_cues import PERSON, PLACE, POLITY, is_in

_STANDS_IN = frozenset(["in", "at", "near", "outside", "around", "across", "throughout", "inside"])


def is_called_place(sentence: Sentence, below: list[int]) -> bool:
    """ "Arbat, a town in the north"."""
    deprels = sentence.deprels
    for j in below:
        if deprels[j].startswith("appos") and sentence.upos[j] == "NOUN" and is_in(sentence, j, PLACE):
            return True
    return False


def lies_in(sentence: Sentence, below: list[int]) -> bool:
    """ "Diffa in southern Niger hosts refugees": no government is said to be in a country."""
    for j in below:
        if sentence.deprels[j].partition(":")[0] == "nmod" and sentence.upos[j] == "PROPN":
            name = sentence.name_at(j)
            return name is not None and name.type == "place"
    return False


def before_title(sentence: Sentence, first: int, last: int) -> list[str]:
    """ "Lost to Arizona Sen. Doe", "between Walden Fire Chief Doe": a name before an office or a body in capitals,
    whatever the tree says, unless a preposition of place stands right before it ("in Ohio Gov. Doe said")."""
    words = sentence.words
    if last >= len(words) or not words[last][0].isupper() or sentence.upos[last] != "PROPN":
        return []  # most names
    if sentence.starts[last] != sentence.ends[last - 1] + 1:
        return []
    before = words[first - 1].lower() if first else ""
    if before in _STANDS_IN or (before in ("the", "downtown") and first > 1 and words[first - 2].lower() in _STANDS_IN):
        return []
    end = last
    while end < len(words) and words[end][0].isupper() and sentence.upos[end] == "PROPN":
        end += 1
    for i in range(last, end):
        if is_in(sentence, i, PERSON):
            return ["modifier_of_person"]
        if is_in(sentence, i, POLITY):
            return ["modifier_of_polity"]
    return []
