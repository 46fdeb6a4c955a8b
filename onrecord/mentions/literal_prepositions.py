"""What the preposition before a place name says of its use: "in X", "with X", "of X", "between X and Y", "by X"."""

from __future__ import annotations

from onrecord.language.reading import Sentence
from onrecord.mentions.literal_cues import (
    BETWEEN_PARTIES,
    FOR_PERSON,
    FROM_PERSON,
    JOINS,
    OF_PARTY,
    OF_PLACE,
    ON_PARTY,
    PACT,
    PARTY_PREPOSITIONS,
    PERSON,
    PLACE,
    POLITY,
    PREPOSITIONS,
    RESULT,
    SPEAKS,
    TO_PERSON,
    TO_PLACE,
    is_in,
)

_OF_SOMEBODY = frozenset([",", "both", "formerly", "all"])
_CASES = frozenset(["ADP", "SCONJ", "ADV"])
_OF_POLITY = POLITY | PERSON | PACT | OF_PARTY


def preposition_of(sentence: Sentence, first: int, below: list[int]) -> int:
    """The preposition that governs the name, in the tree or right before it (articles and adjectives between); -1
    where there is none."""
    upos, deprels = sentence.upos, sentence.deprels
    for j in reversed(below):
        if j < first and deprels[j].startswith("case") and upos[j] in _CASES:
            return j
    i = first - 1
    if i < 0 or upos[i] != "ADP" or deprels[i] != "case":
        return -1
    # "Of Walden police": the preposition of the noun after the name; "in Walden police custody" is in Walden.
    noun = -1 if sentence.words[i].lower() in PREPOSITIONS else sentence.heads[i]
    return -1 if noun > first and upos[noun] == "NOUN" and is_in(sentence, noun, _OF_POLITY) else i


def by_preposition(sentence: Sentence, preposition: int, head: int) -> list[str]:
    """Cues of "in X", "with X", "of X", "between X and Y", "by X"."""
    if preposition < 0:
        return []
    words, upos, governor = sentence.words, sentence.upos, sentence.heads[head]
    # "in Paris talks", "to Moscow's government": the preposition is not the name's own.
    word = words[preposition].lower()
    before = preposition - 1
    if word == "by" and governor >= 0 and upos[governor] == "VERB":
        passive = sentence.deprels[head] == "obl:agent" or sentence[governor].is_("Voice=Pass")
        return ["passive_agent"] if passive else ["preposition_place"]
    if governor >= 0 and word == "between":
        return ["between_parties" if is_in(sentence, governor, BETWEEN_PARTIES) else "preposition_place"]
    if word == "of":
        close = [governor] if governor >= 0 and upos[governor] in ("NOUN", "PROPN", "ADJ", "ADV") else []
        close += [before] if before >= 0 else []
        if any(is_in(sentence, i, PLACE) or is_in(sentence, i, OF_PLACE) for i in close):
            return ["of_place"]
        if before >= 0 and (words[before] in _OF_SOMEBODY or words[before].isdigit()):
            return ["of_place"]  # "Doe, 26, of Paris"; "Doe, formerly of Paris"; "Troop 17 of Paris"
        return ["of_polity" if any(is_in(sentence, i, _OF_POLITY) for i in close) else "of_other"]
    if governor >= 0 and word in ("over", "to", "against") and is_in(sentence, governor, RESULT):
        return ["sport"]
    if governor >= 0 and word == "to":
        speaks = upos[governor] == "VERB" and is_in(sentence, governor, SPEAKS)
        # "A fare from Lagos to Accra", whoever offers it.
        way = "from" in (w.lower() for w in words[max(0, preposition - 6) : preposition])
        moves = upos[governor] == "VERB" and is_in(sentence, governor, TO_PLACE)  # "admitted to Kenya"
        if (speaks or is_in(sentence, governor, TO_PERSON)) and not way and not moves:
            return ["to_person"]
    if governor >= 0 and word in ("on", "upon"):
        pressed = [governor]
        if upos[governor] == "VERB":
            pressed += [
                j for j in sentence.children_of(governor) if sentence.deprels[j].partition(":")[0] in ("nsubj", "obj")
            ]
        return ["preposition_party" if any(is_in(sentence, i, ON_PARTY) for i in pressed) else "of_other"]
    if (
        governor >= 0
        and word in ("for", "from")
        and is_in(sentence, governor, FOR_PERSON if word == "for" else FROM_PERSON)
    ):
        return ["from_person"]
    if word in PARTY_PREPOSITIONS:
        # "along with Benin"; "shares a border with Sudan"
        if before >= 0 and words[before].lower() in ("along", "together"):
            return ["of_other"]
        if governor >= 0 and word == "with" and is_in(sentence, governor, JOINS):
            return ["preposition_place"]  # "a cable that connects Kenya with Oman"
        border = any(i >= 0 and is_in(sentence, i, PLACE) for i in (governor, max(before, 0)))
        return ["preposition_place" if border else "preposition_party"]
    return ["preposition_place"] if word in PREPOSITIONS else ["of_other"]
