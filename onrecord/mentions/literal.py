"""Is a place name meant literally, or does it stand for a government, a people, a team or a firm?

"Moscow said", "Washington's strategy", "the Paris agreement", "a Kansas farmer" speak of no place. Decided from the
grammar around the name by cues whose words and weights stand in `literal.toml`; each cue is checked in the tree and,
where the tree may be wrong, by the words beside the name. Classes after Gritta et al., "A pragmatic guide to
geoparsing evaluation" (2020).

Tokens are told by their numbers in the sentence: every name of every text comes through here.
"""

from __future__ import annotations

import math

from onrecord.language.reading import Sentence
from onrecord.mentions.literal_beside import before_title, is_called_place, lies_in
from onrecord.mentions.literal_cues import (
    ACTS,
    ADDRESSED,
    BEATEN,
    BELONGS,
    FEELS,
    HAPPENING,
    HYPHENED_ACTOR,
    HYPHENED_PLACE,
    ILLNESS,
    LIES,
    MANY,
    PACT,
    PART,
    PARTY,
    PARTY_SIGN,
    PERSON,
    PLACE,
    PLAYS,
    POLITY,
    SCHOLAR,
    SCORE,
    SEATED,
    SEATS,
    SEEMS,
    SPEAKS,
    STANCE,
    TEAM,
    VISITED,
    is_in,
)
from onrecord.mentions.literal_prepositions import by_preposition, preposition_of
from onrecord.mentions.score_lines import beside_score

_NOMINAL = frozenset(["NOUN", "PROPN", "ADJ", "NUM", "SYM", "X"])
_BREAKS = frozenset(["ADP", "PUNCT", "VERB", "CCONJ"])
_MODIFIES = frozenset(["compound", "amod", "nmod", "flat", "nummod"])
_BASED = frozenset(["compound", "obl", "advmod", "amod"])
_BESIDE_COMMA = frozenset(["appos", "nmod", "list", "obl"])
_DASHES = frozenset([":", "—", "–", "―", "‒", "--", "-"])
_OPENS, _CLOSES = frozenset(['"', "“", "``"]), frozenset(['"', "”", "''"])
_EXAMPLES = frozenset(["including", "such", "like"])
_OWNS = frozenset(["'s", "’s", "'", "’"])

_BELONGING, _LYING, _ACTING = PERSON | SCHOLAR | BELONGS, LIES | VISITED, POLITY | PERSON
# What a noun that a name modifies makes of it, in the order in which it is asked.
_MODIFIED = (
    (PACT, "modifier_of_pact"),
    (ILLNESS, "modifier_of_illness"),
    (PLACE, "modifier_of_place"),
    (HAPPENING | SEATED, "modifier_of_happening"),
    (PERSON, "modifier_of_person"),
    (POLITY, "modifier_of_polity"),
    (TEAM, "modifier_of_team"),
)
_MODIFIED_NAME = (*_MODIFIED[:2], (TEAM, "modifier_of_team"), *_MODIFIED[2:-1])
_SUBJECT = ((SPEAKS, "speaks"), (PLAYS, "sport"), (ACTS, "acts"), (LIES, "subject_lies"))


def head_of(sentence: Sentence, first: int, last: int) -> int:
    """The token of `[first, last)` that the others hang on: its head lies outside, the last such where several."""
    if last - first > 1:
        heads = sentence.heads
        for i in range(last - 1, first - 1, -1):
            if not first <= heads[i] < last:
                return i
    return last - 1


def literal_use(sentence: Sentence, first: int, last: int, prior: float = 0.0) -> float:
    """How probable it is that the place name at tokens `[first, last)` means the place itself; 0.5 is even.

    `prior` are log-odds known beforehand: a village hardly ever stands for a government.
    """
    total = prior + sum([SCORE[cue] for cue in _cues(sentence, first, last)])
    return 1.0 / (1.0 + math.exp(-total))


def reasons(sentence: Sentence, first: int, last: int) -> list[tuple[str, float]]:
    """The cues found, each with its log-odds for a literal use; their sum decides."""
    return [(cue, SCORE[cue]) for cue in _cues(sentence, first, last)]


def _cues(sentence: Sentence, first: int, last: int) -> list[str]:
    """The cues found."""
    found = ["start"]
    words = sentence.words
    name = words[first] if last - first == 1 else " ".join(words[first:last])
    if not first and _is_dateline(sentence, first, last):
        found.append("dateline")
    else:
        if name.lower().removeprefix("the ") in SEATS:
            found.append("seat")
        head = head_of(sentence, first, last)
        below = sentence.children_of(head)
        if beside_score(sentence, first, last):
            found.append("sport")  # the tree of "Brazil 2-1 Germany" says nothing
        else:
            said = _grammar(sentence, first, last, head, below)
            # "Northern Chad" is a place, whatever the verb; the "West Nile virus" and an "East Timor minister" are not.
            if first and words[first - 1].lower() in PART and not any(cue.startswith("modifier") for cue in said):
                said.append("part")
            found += said
            closes = last + (last < len(words) and words[last] in (",", "."))  # “Hudson,”
            if first and closes < len(words) and words[first - 1] in _OPENS and words[closes] in _CLOSES:
                found.append("title")
            if below and is_called_place(sentence, below):
                found.append("called_place")
            if last + 1 < len(words) and words[last] == "in" and lies_in(sentence, below):
                found.append("in_place")
    return found


def _is_dateline(sentence: Sentence, first: int, last: int) -> bool:
    """ "KABUL, Jan 20 (Reuters) -" or "MOSCOW:" at the head of a sentence."""
    words = sentence.words
    if first > 0 or len(words) <= last:
        return False
    if words[last] in _DASHES:
        return words[0].isupper() or words[last] != "-"
    return words[0].isupper() and len(words[0]) > 3 and not _DASHES.isdisjoint(words[last : last + 9])


def is_constituency(sentence: Sentence, first: int) -> bool:
    """ "Sen. Doe, D-Iowa", "Doe (R-Westfield)": the place that elected a member."""
    words = sentence.words
    if first < 3 or words[first - 1] not in "-–" or words[first - 3] not in (",", "("):
        return False
    return words[first - 2].isupper() and words[first - 2].lower() in PARTY_SIGN


def is_affiliation(sentence: Sentence, first: int) -> bool:
    """Whether a person before the name is said to belong there: "a senior at Chase Law School", "who taught at"."""
    words = sentence.words
    at = first - 1
    if at > 0 and words[at].lower() == "the":
        at -= 1
    if at < 1 or words[at].lower() not in ("at", "with", "from"):
        return False
    return is_in(sentence, at - 1, _BELONGING)


def _grammar(sentence: Sentence, first: int, last: int, head: int, below: list[int], depth: int = 0) -> list[str]:
    """Cues of the name's place in the sentence; `below` are the dependents of its head."""
    words = sentence.words
    deprel = sentence.deprels[head]
    relation = deprel.partition(":")[0]
    governor = sentence.heads[head]
    if first > 2 and words[first - 1] in "-–" and is_constituency(sentence, first):
        return ["constituency"]
    # "Kabul-based": the hyphen decides, whatever the tree says.
    after = words[last] if last < len(words) else ""
    if after in ("-", "–") and last + 1 < len(words):
        if is_in(sentence, last + 1, HYPHENED_PLACE):
            return ["preposition_place"]
        if words[last + 1].lower() in HYPHENED_ACTOR:
            return ["based"]
    if relation in _BASED and after and after.lower().removeprefix("-") in HYPHENED_ACTOR:
        return ["based"]
    preposition = preposition_of(sentence, first, below)
    if first > 0 and words[first - 1] == "," and relation in _BESIDE_COMMA and preposition < 0:
        return ["unmarked"]
    owns = after in _OWNS and sentence.upos[last] in ("PART", "PUNCT")
    if deprel in ("nmod:unmarked", "obl:unmarked") and not owns:
        return ["unmarked"]
    if first > 1 and words[first - 1].lower() == "to" and words[first - 2].lower() == "according":
        return ["according"]
    if governor < 0:
        found = _before_noun(sentence, last) or by_preposition(sentence, preposition, head)
        return found or _after_comma(sentence, first, last)
    if owns:
        return _possessed(sentence, last, governor)
    if relation == "conj" and depth < 4 and preposition < 0 and _is_first_conjunct(sentence, governor, head):
        return _mate(sentence, governor, depth)
    if not depth and (title := before_title(sentence, first, last)):
        return title
    if depth < 4 and (of_all := _as_example(sentence, first, head, below, depth)):
        return of_all
    if said := by_preposition(sentence, preposition, head):
        return said
    if relation in _MODIFIES and _modifies(sentence, last, governor):
        return [_modifier(sentence, _beyond_pair(sentence, last, governor))]
    if before_noun := _before_noun(sentence, last):
        return before_noun
    if relation in ("nsubj", "csubj"):
        return _subject(sentence, head, governor)
    if relation in ("obj", "iobj"):
        if is_in(sentence, governor, VISITED):
            return ["visited"]
        if is_in(sentence, governor, BEATEN):
            return ["sport"]
        return ["addressed" if is_in(sentence, governor, ADDRESSED) else "object_other"]
    if relation == "vocative":
        return ["speaks"]
    return []


def _mate(sentence: Sentence, governor: int, depth: int) -> list[str]:
    """Cues of the name that another is joined to: "At-Bashy and Kochkor"."""
    name = sentence.name_at(governor)
    first, last = (name.first, name.last) if name is not None else (governor, governor + 1)
    head = head_of(sentence, first, last)
    return _grammar(sentence, first, last, head, sentence.children_of(head), depth + 1)


def _as_example(sentence: Sentence, first: int, head: int, below: list[int], depth: int) -> list[str]:
    """Cues of the many that the name is an example of: "five states, including Norway, signed", "the allies that voted
    against it include Norway".
    """
    governor, deprels = sentence.heads[head], sentence.deprels
    if deprels[head] == "obj" and sentence.lemmas[governor] in ("include", "comprise"):
        for many in _below(sentence, governor, "nsubj"):
            for verb in _below(sentence, many, "acl"):
                if is_in(sentence, many, MANY) and (who := _below(sentence, verb, "nsubj")):
                    return _subject(sentence, who[0], verb)
    # "including" is a verb in form
    for j in below:
        if j < first and deprels[j].startswith("case") and sentence.words[j].lower() in _EXAMPLES:
            if is_in(sentence, governor, MANY):
                return _grammar(sentence, governor, governor + 1, governor, sentence.children_of(governor), depth + 1)
            break
    return []


def _below(sentence: Sentence, i: int, relation: str) -> list[int]:
    """Direct dependents in a relation, whatever its subtype."""
    return [j for j in sentence.children_of(i) if sentence.deprels[j].partition(":")[0] == relation]


def _after_comma(sentence: Sentence, first: int, last: int) -> list[str]:
    """ "Pretoria, which chairs the bloc, called for calm" where the tree lost the verb: the verb after the commas."""
    words = sentence.words
    if first > 0 or last >= len(words) or words[last] != ",":
        return []
    close = next((i for i in range(last + 1, min(len(words) - 1, last + 25)) if words[i] == ","), None)
    if close is None or sentence.upos[close + 1] not in ("VERB", "AUX"):
        return []
    if is_in(sentence, close + 1, SPEAKS):
        return ["speaks"]
    return ["acts"] if is_in(sentence, close + 1, ACTS) else []


def _subject(sentence: Sentence, head: int, governor: int) -> list[str]:
    """Subject of a verb, or of what a copula says of it."""
    below = sentence.children_of(governor)
    deprels, upos = sentence.deprels, sentence.upos
    relations = [deprels[j] for j in below]
    passive = deprels[head] == "nsubj:pass" or "aux:pass" in relations
    copula = "cop" in relations
    # "was angered by", "is prepared to": the tree calls a participle now a verb, now an adjective.
    if (passive or copula or upos[governor] == "ADJ") and is_in(sentence, governor, FEELS):
        return ["feels"]
    if passive:
        if is_in(sentence, governor, _LYING):
            return ["subject_lies"]
        return ["addressed"] if is_in(sentence, governor, ADDRESSED) else []
    if copula or upos[governor] not in ("VERB", "AUX"):
        return ["party"] if _is_party(sentence, governor) else ["subject_lies"]
    if is_in(sentence, governor, SEEMS) and any(
        is_in(sentence, j, FEELS) or (upos[j] == "VERB" and deprels[j] == "xcomp" and _only_people_do(sentence, j))
        for j in below
        if j > governor
    ):
        return ["feels"]
    if sentence.lemmas[governor] == "have" and any(
        relation.partition(":")[0] == "obj" and is_in(sentence, j, STANCE)
        for j, relation in zip(below, relations, strict=True)
    ):
        return ["acts"]
    if any(
        relation == "aux" and sentence.words[j].lower() in ("'s", "’s")
        for j, relation in zip(below, relations, strict=True)
    ):
        return ["acts"]
    for listed, cue in _SUBJECT:
        if is_in(sentence, governor, listed):
            return [cue]
    return ["subject_other"]


def _only_people_do(sentence: Sentence, verb: int) -> bool:
    """Whether only people and governments do it: "seems to accept"."""
    return is_in(sentence, verb, SPEAKS) and not is_in(sentence, verb, LIES)


def _is_party(sentence: Sentence, predicate: int) -> bool:
    """ "a member of the alliance", "one of the mediators": a role that a state takes."""
    if is_in(sentence, predicate, PARTY):
        return True
    return sentence.upos[predicate] in ("NUM", "PRON", "DET") and any(
        sentence.deprels[j].partition(":")[0] == "nmod" and is_in(sentence, j, PARTY)
        for j in sentence.children_of(predicate)
    )


def _possessed(sentence: Sentence, last: int, governor: int) -> list[str]:
    """What the name owns: "Iran's government", "Iran's coast"."""
    noun, upos = governor, sentence.upos
    if governor < last or upos[governor] == "VERB":
        after = next((i for i in range(last + 1, len(upos)) if upos[i] in ("NOUN", "PROPN")), None)
        if after is None:
            return ["possessor_other"]
        noun = after
    if is_in(sentence, noun, PLACE):
        return ["possessor_of_place"]
    if is_in(sentence, noun, _ACTING):
        return ["possessor_of_polity"]
    if upos[noun] == "PROPN":
        # "Iran's Hassan Rouhani", "Nigeria's Borno State"
        name = sentence.name_at(noun)
        if name is not None and name.type == "person":
            return ["possessor_of_polity"]
        of_place = any(is_in(sentence, i, PLACE) for i in range(last + 1, noun + 1))
        return ["possessor_of_place" if of_place else "possessor_other"]
    return ["modifier_of_happening" if is_in(sentence, noun, HAPPENING) else "possessor_other"]


def _modifies(sentence: Sentence, last: int, noun: int) -> bool:
    """Whether the name modifies the noun from its left, with nothing between that parts them."""
    if noun < last or sentence.upos[noun] not in _NOMINAL:
        return False
    return not any(sentence.upos[i] in _BREAKS and sentence.words[i] not in "-–/" for i in range(last, noun))


def _beyond_pair(sentence: Sentence, last: int, noun: int) -> int:
    """ "the India-Pakistan border": the border, not Pakistan."""
    paired = noun == last + 1 and sentence.words[last] in "-–/" and sentence.upos[noun] == "PROPN"
    return sentence.heads[noun] if paired and sentence.heads[noun] > noun else noun


def _modifier(sentence: Sentence, noun: int) -> str:
    """The cue of the noun that a name modifies."""
    proper = sentence.upos[noun] == "PROPN"
    form = sentence.words[noun].lower()
    said = (sentence.lemmas[noun].lower(), form)
    for listed, cue in _MODIFIED_NAME if proper and form not in ("city", "town", "county") else _MODIFIED:
        if not listed.isdisjoint(said):
            return cue
    return "modifier_of_name" if proper else "modifier_other"


def _before_noun(sentence: Sentence, last: int) -> list[str]:
    """Where the tree gives no modifier, the word right after the name may still be a noun it modifies."""
    if last >= len(sentence.words) or sentence.upos[last] != "NOUN":
        return []
    cue = _modifier(sentence, last)
    return [cue] if cue != "modifier_other" else []


def _is_first_conjunct(sentence: Sentence, mate: int, head: int) -> bool:
    """Whether the name is joined to another before it."""
    return mate < head and sentence.upos[mate] in ("PROPN", "NOUN")
