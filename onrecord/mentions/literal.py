"""Is a place name meant literally, or does it stand for a government, a people, a team or a firm?

"Moscow said", "Washington's strategy", "the Paris agreement", "a Kansas farmer" speak of no place. Decided from the
grammar around the name by cues whose words and weights stand in `literal.toml`; each cue is checked in the tree and,
where the tree may be wrong, by the words beside the name. Classes after Gritta et al., "A pragmatic guide to
geoparsing evaluation" (2020).
"""

from __future__ import annotations

import functools
import math
import tomllib
from dataclasses import dataclass
from pathlib import Path

from onrecord.language.reading import Sentence, Token
from onrecord.mentions.score_lines import beside_score

_CASES = frozenset(["ADP", "SCONJ", "ADV"])
_NOMINAL = {"NOUN", "PROPN", "ADJ", "NUM", "SYM", "X"}


@dataclass(frozen=True)
class Cues:
    """The tables of literal.toml as sets."""

    score: dict[str, float]
    words: dict[str, frozenset[str]]
    seats: frozenset[str]


@functools.cache
def cues() -> Cues:
    """The shipped table, read once."""
    table = tomllib.loads(Path(__file__).with_name("literal.toml").read_text(encoding="utf-8"))
    words = {
        f"{part}.{name}": frozenset(text.split())
        for part in ("verbs", "adjectives", "nouns", "prepositions")
        for name, text in table[part].items()
    }
    seats = frozenset(s.strip() for s in table["seats"]["names"].replace("\n", "").split("|"))
    return Cues(table["score"], words, seats)


def head_of(sentence: Sentence, first: int, last: int) -> Token:
    """The token of `[first, last)` that the others hang on: its head lies outside, the last such where several."""
    if last - first == 1:
        return Token(sentence, first)
    outside = [i for i in range(first, last) if not first <= sentence.heads[i] < last]
    return sentence[outside[-1] if outside else last - 1]


def literal_use(sentence: Sentence, first: int, last: int, prior: float = 0.0) -> float:
    """How probable it is that the place name at tokens `[first, last)` means the place itself; 0.5 is even.

    `prior` are log-odds known beforehand: a village hardly ever stands for a government.
    """
    total = prior + sum(points for _, points in reasons(sentence, first, last))
    return 1.0 / (1.0 + math.exp(-total))


def reasons(sentence: Sentence, first: int, last: int) -> list[tuple[str, float]]:
    """The cues found, each with its log-odds for a literal use; their sum decides."""
    table = cues()
    found = ["start"]
    name = " ".join(sentence.words[first:last]).lower().removeprefix("the ")
    if _is_dateline(sentence, first, last):
        found.append("dateline")
    else:
        seat = name in table.seats
        if seat:
            found.append("seat")
        head = head_of(sentence, first, last)
        if beside_score(sentence, first, last):
            found.append("sport")  # the tree of "Brazil 2-1 Germany" says nothing
        else:
            said = _grammar(sentence, first, last, head, 0)
            # "Northern Chad" is a place, whatever the verb; the "West Nile virus" and an "East Timor minister" are not.
            if (
                first
                and sentence.words[first - 1].lower() in table.words["nouns.part"]
                and not any(cue.startswith("modifier") for cue in said)
            ):
                said.append("part")
            found += said
            below = sentence.children_of(head.i)
            if any(sentence.deprels[j].startswith("appos") for j in below) and any(
                _in("nouns.place", c) for c in head.children_by("appos") if c.upos == "NOUN"
            ):
                found.append("called_place")
    return [(cue, table.score[cue]) for cue in found]


def _is_dateline(sentence: Sentence, first: int, last: int) -> bool:
    """ "KABUL, Jan 20 (Reuters) -" or "MOSCOW:" at the head of a sentence."""
    if first > 0 or len(sentence) <= last:
        return False
    words = sentence.words
    if words[last] in (":", "—", "–", "--", "-"):
        return words[0].isupper() or words[last] != "-"
    return (
        words[0].isupper()
        and len(words[0]) > 3
        and any(w in ("—", "–", "--", "-", ":") for w in words[last : last + 9])
    )


def is_constituency(sentence: Sentence, first: int) -> bool:
    """ "Sen. Doe, D-Iowa", "Doe (R-Westfield)": the place that elected a member."""
    words = sentence.words
    if first < 3 or words[first - 1] not in "-–" or words[first - 3] not in (",", "("):
        return False
    return words[first - 2].isupper() and words[first - 2].lower() in cues().words["nouns.party_sign"]


def is_affiliation(sentence: Sentence, first: int) -> bool:
    """Whether a person before the name is said to belong there: "a senior at Chase Law School", "who taught at"."""
    words = sentence.words
    at = first - 1
    if at > 0 and words[at].lower() == "the":
        at -= 1
    if at < 1 or words[at].lower() not in ("at", "with", "from"):
        return False
    before = sentence[at - 1]
    return _in("nouns.person", before) or _in("nouns.scholar", before) or _in("verbs.belongs", before)


def _in(name: str, token: Token) -> bool:
    """Whether the token's lemma or form is in a list of the table."""
    words = cues().words[name]
    sentence, i = token.sentence, token.i
    return sentence.lemmas[i].lower() in words or sentence.words[i].lower() in words


def _grammar(sentence: Sentence, first: int, last: int, head: Token, depth: int) -> list[str]:
    """Cues of the name's place in the sentence."""
    words = sentence.words
    deprel = head.deprel
    relation = deprel.partition(":")[0]
    governor = head.head
    if first > 2 and words[first - 1] in "-–" and is_constituency(sentence, first):
        return ["constituency"]
    # "Kabul-based": the hyphen decides, whatever the tree says.
    after = words[last] if last < len(words) else ""
    if after in ("-", "–") and last + 1 < len(words):
        if _in("nouns.hyphened_place", sentence[last + 1]):
            return ["preposition_place"]
        if words[last + 1].lower() in cues().words["nouns.hyphened_actor"]:
            return ["based"]
    if (
        relation in ("compound", "obl", "advmod", "amod")
        and after
        and after.lower().removeprefix("-") in cues().words["nouns.hyphened_actor"]
    ):
        return ["based"]
    if (
        first > 0
        and words[first - 1] == ","
        and relation in ("appos", "nmod", "list", "obl")
        and not _preposition(sentence, first, head)
    ):
        return ["unmarked"]
    if deprel in ("nmod:unmarked", "obl:unmarked") and not _possessive(sentence, last):
        return ["unmarked"]
    if first > 1 and words[first - 1].lower() == "to" and words[first - 2].lower() == "according":
        return ["according"]
    if governor is None:
        found = _before_noun(sentence, last) or _by_preposition(sentence, first, head, None)
        return found or _after_comma(sentence, first, last)
    if _possessive(sentence, last):
        return _possessed(sentence, last, governor)
    if (
        relation == "conj"
        and depth < 4
        and (mate := _first_conjunct(head)) is not None
        and not _preposition(sentence, first, head)
    ):
        return _grammar(sentence, mate.i, mate.i + 1, mate, depth + 1)
    if depth < 4 and (of_all := _as_example(sentence, first, head, governor, depth)):
        return of_all
    if by_preposition := _by_preposition(sentence, first, head, governor):
        return by_preposition
    if (
        relation in ("compound", "amod", "nmod", "flat", "nummod")
        and (noun := _modified(sentence, last, head)) is not None
    ):
        return [_modifier(sentence, _beyond_pair(sentence, last, noun))]
    if before_noun := _before_noun(sentence, last):
        return before_noun
    if relation in ("nsubj", "csubj"):
        return _subject(head, governor)
    if relation in ("obj", "iobj"):
        if _in("verbs.visited", governor):
            return ["visited"]
        return ["addressed" if _in("verbs.addressed", governor) else "object_other"]
    if relation == "vocative":
        return ["speaks"]
    return []


def _as_example(sentence: Sentence, first: int, head: Token, governor: Token, depth: int) -> list[str]:
    """Cues of the many that the name is an example of: "five states, including Norway, signed", "the allies that voted
    against it include Norway".
    """
    if head.deprel == "obj" and governor.lemma in ("include", "comprise"):
        for many in governor.children_by("nsubj"):
            for verb in many.children_by("acl"):
                if _in("nouns.many", many) and (who := next(iter(verb.children_by("nsubj")), None)) is not None:
                    return _subject(who, verb)
    before = {c.lower for c in head.children_by("case") if c.i < first}  # "including" is a verb in form
    if before & {"including", "such", "like"} and _in("nouns.many", governor):
        return _grammar(sentence, governor.i, governor.i + 1, governor, depth + 1)
    return []


def _after_comma(sentence: Sentence, first: int, last: int) -> list[str]:
    """ "Pretoria, which chairs the bloc, called for calm" where the tree lost the verb: the verb after the commas."""
    if first > 0 or last >= len(sentence) or sentence.words[last] != ",":
        return []
    close = next((i for i in range(last + 1, min(len(sentence) - 1, last + 25)) if sentence.words[i] == ","), None)
    if close is None or sentence.upos[close + 1] not in ("VERB", "AUX"):
        return []
    verb = sentence[close + 1]
    if _in("verbs.speaks", verb):
        return ["speaks"]
    return ["acts"] if _in("verbs.acts", verb) else []


def _subject(head: Token, governor: Token) -> list[str]:
    """Subject of a verb, or of what a copula says of it."""
    passive = head.deprel == "nsubj:pass" or any(c.deprel == "aux:pass" for c in governor.children)
    # "was angered by", "is prepared to": the tree calls a participle now a verb, now an adjective.
    linked = passive or governor.upos == "ADJ" or any(c.deprel == "cop" for c in governor.children)
    if linked and _in("adjectives.feels", governor):
        return ["feels"]
    if passive:
        if _in("verbs.lies", governor) or _in("verbs.visited", governor):
            return ["subject_lies"]
        return ["addressed"] if _in("verbs.addressed", governor) else []
    if any(c.deprel == "cop" for c in governor.children) or governor.upos not in ("VERB", "AUX"):
        return ["party"] if _is_party(governor) else ["subject_lies"]
    if _in("verbs.seems", governor) and any(
        _in("adjectives.feels", c) or (c.upos == "VERB" and c.deprel == "xcomp" and _acts(c))
        for c in governor.children
        if c.i > governor.i
    ):
        return ["feels"]
    if governor.lemma == "have" and any(_in("nouns.stance", c) for c in governor.children_by("obj")):
        return ["acts"]
    if any(c.lower in ("'s", "’s") for c in governor.children if c.deprel == "aux"):
        return ["acts"]
    for list_name, cue in (
        ("verbs.speaks", "speaks"),
        ("verbs.plays", "sport"),
        ("verbs.acts", "acts"),
        ("verbs.lies", "subject_lies"),
    ):
        if _in(list_name, governor):
            return [cue]
    return ["subject_other"]


def _acts(verb: Token) -> bool:
    """Whether only people and governments do it: "seems to accept"."""
    return _in("verbs.speaks", verb) and not _in("verbs.lies", verb)


def _is_party(predicate: Token) -> bool:
    """ "a member of the alliance", "one of the mediators": a role that a state takes."""
    if _in("nouns.party", predicate):
        return True
    return predicate.upos in ("NUM", "PRON", "DET") and any(
        _in("nouns.party", c) for c in predicate.children_by("nmod")
    )


def _possessive(sentence: Sentence, last: int) -> bool:
    return (
        last < len(sentence)
        and sentence.words[last] in ("'s", "’s", "'", "’")
        and sentence.upos[last] in ("PART", "PUNCT")
    )


def _possessed(sentence: Sentence, last: int, governor: Token) -> list[str]:
    """What the name owns: "Iran's government", "Iran's coast"."""
    noun = governor
    if governor.i < last or governor.upos == "VERB":
        after = next((i for i in range(last + 1, len(sentence)) if sentence.upos[i] in ("NOUN", "PROPN")), None)
        if after is None:
            return ["possessor_other"]
        noun = sentence[after]
    between = [sentence[i] for i in range(last + 1, min(noun.i + 1, len(sentence)))]
    if _in("nouns.place", noun):
        return ["possessor_of_place"]
    if _in("nouns.polity", noun) or _in("nouns.person", noun):
        return ["possessor_of_polity"]
    if noun.upos == "PROPN":
        # "Iran's Hassan Rouhani", "Nigeria's Borno State"
        name = sentence.name_at(noun.i)
        if name is not None and name.type == "person":
            return ["possessor_of_polity"]
        return ["possessor_of_place"] if any(_in("nouns.place", t) for t in between) else ["possessor_other"]
    if _in("nouns.happening", noun):
        return ["modifier_of_happening"]
    return ["possessor_other"]


def _modified(sentence: Sentence, last: int, head: Token) -> Token | None:
    """The noun that the name modifies from its left, or None."""
    governor = head.head
    if governor is None or governor.i < last or governor.upos not in _NOMINAL:
        return None
    if any(
        sentence.upos[i] in ("ADP", "PUNCT", "VERB", "CCONJ") and sentence.words[i] not in "-–/"
        for i in range(last, governor.i)
    ):
        return None
    return governor


def _beyond_pair(sentence: Sentence, last: int, noun: Token) -> Token:
    """ "the India-Pakistan border": the border, not Pakistan."""
    governor = noun.head
    paired = noun.i == last + 1 and sentence.words[last] in "-–/" and noun.upos == "PROPN"
    return governor if paired and governor is not None and governor.i > noun.i else noun


def _modifier(sentence: Sentence, noun: Token) -> str:
    """The cue of the noun that a name modifies."""
    plain = noun.lower
    if _in("nouns.pact", noun):
        return "modifier_of_pact"
    if _in("nouns.illness", noun):
        return "modifier_of_illness"
    if noun.upos == "PROPN" and _in("nouns.team", noun) and plain not in ("city", "town", "county"):
        return "modifier_of_team"
    if _in("nouns.place", noun):
        return "modifier_of_place"
    if _in("nouns.happening", noun) or _in("nouns.seated", noun):
        return "modifier_of_happening"
    if _in("nouns.person", noun):
        return "modifier_of_person"
    if _in("nouns.polity", noun):
        return "modifier_of_polity"
    if _in("nouns.team", noun):
        return "modifier_of_team"
    return "modifier_of_name" if noun.upos == "PROPN" else "modifier_other"


def _before_noun(sentence: Sentence, last: int) -> list[str]:
    """Where the tree gives no modifier, the word right after the name may still be a noun it modifies."""
    if last >= len(sentence) or sentence.upos[last] != "NOUN":
        return []
    cue = _modifier(sentence, sentence[last])
    return [cue] if cue != "modifier_other" else []


def _first_conjunct(head: Token) -> Token | None:
    """The conjunct that the name is joined to, where that is a name too."""
    mate = head.head
    return mate if mate is not None and mate.upos in ("PROPN", "NOUN") and mate.i < head.i else None


def _preposition(sentence: Sentence, first: int, head: Token) -> Token | None:
    """The preposition that governs the name: in the tree, or right before it (articles and adjectives between)."""
    for j in reversed(sentence.children_of(head.i)):
        if j < first and sentence.upos[j] in _CASES and sentence.deprels[j].split(":")[0] == "case":
            return sentence[j]
    i = first - 1
    while (
        i >= 0
        and first - i < 5
        and sentence.upos[i] in ("DET", "ADJ", "NOUN")
        and sentence.words[i].lower() not in cues().words["nouns.place"]
    ):
        if sentence.upos[i] == "NOUN" and sentence.heads[i] not in (head.i, sentence.heads[head.i]):
            return None
        i -= 1
    return (
        sentence[i]
        if i >= 0 and sentence.upos[i] == "ADP" and sentence.deprels[i] == "case" and i == first - 1
        else None
    )


def _by_preposition(sentence: Sentence, first: int, head: Token, governor: Token | None) -> list[str]:
    """Cues of "in X", "with X", "of X", "between X and Y", "by X"."""
    preposition = _preposition(sentence, first, head)
    if preposition is None:
        return []
    # "in Paris talks", "to Moscow's government": the preposition is not the name's own.
    word = preposition.lower
    if word == "by" and governor is not None and governor.upos == "VERB":
        passive = head.deprel == "obl:agent" or governor.is_("Voice=Pass")
        return ["passive_agent"] if passive else ["preposition_place"]
    if governor is not None and word == "between":
        return ["between_parties" if _in("prepositions.between", governor) else "preposition_place"]
    if word == "of":
        noun = governor if governor is not None and governor.upos in ("NOUN", "PROPN", "ADJ", "ADV") else None
        before = sentence[preposition.i - 1] if preposition.i else None
        close = [t for t in (noun, before) if t is not None]
        if any(_in("nouns.place", t) for t in close) or (before is not None and before.text == ","):
            return ["of_place"]  # "Doe, 26, of Paris"
        if any(_in("nouns.polity", t) or _in("nouns.person", t) or _in("nouns.pact", t) for t in close):
            return ["of_polity"]
        return ["of_polity"] if any(_in("prepositions.of_party", t) for t in close) else ["of_other"]
    if governor is not None and word == "to":
        speaks = governor.upos == "VERB" and _in("verbs.speaks", governor)
        # "A fare from Lagos to Accra", whoever offers it.
        way = "from" in (w.lower() for w in sentence.words[max(0, preposition.i - 6) : preposition.i])
        if (speaks or _in("prepositions.to_person", governor)) and not way:
            return ["to_person"]
    if governor is not None and word in ("on", "upon"):
        pressed = [governor, *governor.children_by("nsubj", "obj")] if governor.upos == "VERB" else [governor]
        return ["preposition_party" if any(_in("prepositions.on_party", t) for t in pressed) else "of_other"]
    if governor is not None and word in ("for", "from") and _in(f"prepositions.{word}_person", governor):
        return ["from_person"]
    if word in cues().words["prepositions.party"]:
        # "along with Benin"; "shares a border with Sudan"
        along = preposition.i > 0 and sentence.words[preposition.i - 1].lower() in ("along", "together")
        before = sentence[preposition.i - 1] if preposition.i else preposition
        border = any(t is not None and _in("nouns.place", t) for t in (governor, before))
        return ["of_other" if along else "preposition_place" if border else "preposition_party"]
    return ["preposition_place"] if word in cues().words["prepositions.place"] else ["of_other"]
