"""Whether a day, month or weekday named without more lies behind the report or ahead of it.

The words right before the expression are asked first ("said on Tuesday", "will meet Friday"), since a parser hangs a
time on the wrong verb more often than the writer puts it far from its own; then the noun it is said of ("Tuesday's
attack"), then the tree. A report tells of what has happened, so without a sign of the future it is the past.
"""

from __future__ import annotations

from typing import Literal

from onrecord.language.reading import Sentence
from onrecord.times.words import word_set, words

Direction = Literal["past", "future", "present"] | None
# How far to the left the words of one clause are looked through; what is put off may be named at length.
_REACH, _FAR_REACH = 12, 18
_SET_OF = frozenset(["date", "deadline"])
_PUNCTUATION = frozenset([",", ";", ":", "—", "–", "--", "(", ")", '"', "“", "”", "``", "''"])


def direction(sentence: Sentence, first: int, last: int, set_for: bool = True) -> Direction:
    """Whether the words around tokens `first` to `last` (both within) speak of what lies behind or ahead.

    "present" is a present-tense verb ("the talks begin Monday"); None where nothing says. `set_for` takes "for" right
    before for a sign of what is to come ("a strike for Thursday").
    """
    near = (
        _ahead_of(sentence, first)
        or _put_off(sentence, first)
        or (_set_for(sentence, first, last) if set_for else None)
    )
    near = near or _before_a_date(sentence, first, last) or _when(sentence, first)
    near = near or _noun_of(sentence, first, last) or _possessed(sentence, first, last) or _near(sentence, first)
    if near == "past" and _supposed(sentence, first):
        return "future"
    if near is not None:
        return near
    verb = _governor(sentence, first)
    for _ in range(4):
        if verb is None:
            break
        got = _tense(sentence, verb)
        if got is not None:
            if got == "present" and not _hangs_on(sentence, first, verb):
                break
            return got
        verb = _governor(sentence, verb)
    return _by_words(sentence, first, last)


def has_been(sentence: Sentence, first: int) -> bool:
    """Whether the verb right before, with no more than its objects between, is in the past: `he fled April 2`."""
    return _near(sentence, first) == "past" or (
        not sentence.xpos[first] and _by_words(sentence, first, first) == "past"
    )


def is_planned(sentence: Sentence, first: int) -> bool:
    """Whether a verb in the present tense tells of a day to come: it stands right before, or is one of programmes."""
    i = _step_left(sentence, first - 1)
    if (i >= 0 and _is_verb(sentence, i)) or (first and sentence.words[first - 1].lower() in ("until", "till")):
        return True
    verb = _governor(sentence, first)
    return verb is None or sentence.lemmas[verb].lower() in word_set("tense", "programme_verbs")


def _supposed(sentence: Sentence, first: int) -> bool:
    """`if he won the vote on Tuesday, ties would suffer`: a supposition in the past tense, about what is to come."""
    for i in range(first - 1, max(-1, first - 1 - _REACH), -1):
        word = sentence.words[i].lower()
        if word in _PUNCTUATION:
            return False
        if word == "if":
            asked = any(w.lower() in word_set("tense", "asking_verbs") for w in sentence.lemmas[max(0, i - 3) : i])
            unreal = "had" in (w.lower() for w in sentence.words[i:first])
            return (
                not asked and not unreal and any(w.lower() in word_set("tense", "would_words") for w in sentence.words)
            )
    return False


def _noun_of(sentence: Sentence, first: int, last: int) -> Direction:
    """`Tuesday's attack`, `the attack on Tuesday`, `the deadline of Friday`: nouns that say it by themselves."""
    after = last + 1
    if after < len(sentence) and sentence.words[after] in ("'s", "’s"):
        around = list(range(after + 1, min(len(sentence), after + 4)))
    else:
        around = [_step_left(sentence, first - 1)]
    for i in around:
        if i < 0 or sentence.upos[i] not in ("NOUN", "PROPN", "X"):
            continue
        if sentence.lemmas[i].lower() in word_set("tense", "past_nouns"):
            # "She will make a statement on Tuesday": one that is not known yet.
            new = i < first and any(w.lower() in ("a", "an") for w in sentence.words[max(0, i - 2) : i])
            return "future" if new and _near(sentence, first) == "future" else "past"
    return None


def _possessed(sentence: Sentence, first: int, last: int) -> Direction:
    """`during Monday's debate`, `after the court's Monday verdict` has been, `ahead of Monday's vote` is to come."""
    if first < 1 or last + 1 >= len(sentence):
        return None
    before = sentence.words[first - 1].lower()
    if sentence.words[last + 1] not in ("'s", "’s"):
        word = sentence.words[first].lower().rstrip(".")
        to_come = word in words("month") and sentence.lemmas[last + 1].lower() in word_set("tense", "dated_nouns")
        if word not in words("weekday") and word not in words("month"):
            return None
        if to_come or sentence.upos[last + 1] != "NOUN":
            return None  # "after the November election" may be either
        i = first - 1
        while i > 0 and (sentence.upos[i] in ("PART", "DET", "ADJ", "NOUN", "PROPN", "PRON")) and first - i < 6:
            i -= 1
        return "past" if sentence.words[i].lower() in ("after", "following", "since") else None
    if before in word_set("tense", "past_before_possessive"):
        return "past"
    ahead = before == "of" and first > 1 and sentence.words[first - 2].lower() in ("ahead", "advance")
    return "future" if ahead else None


def _set_for(sentence: Sentence, first: int, last: int) -> Direction:
    """`a strike for Thursday`, `the hearing set for Monday`: what is put on a day has that day ahead."""
    if first > 1 and sentence.words[first - 1].lower() == "of" and sentence.lemmas[first - 2].lower() in _SET_OF:
        return "future"  # "a trial date of Sept. 9"
    owns = last + 1 < len(sentence) and sentence.words[last + 1] in ("'s", "’s")
    return "future" if first > 1 and sentence.words[first - 1].lower() == "for" and not owns else None


def _ahead_of(sentence: Sentence, first: int) -> Direction:
    """`ahead of voting Tuesday`, `in advance of the vote on Monday`."""
    i = _step_left(sentence, first - 1)
    while i > 1 and sentence.upos[i] in ("NOUN", "ADJ", "DET", "PROPN") and first - i < 6:
        i -= 1
    words = [w.lower() for w in sentence.words[max(0, i - 1) : i + 1]]
    return "future" if words in (["ahead", "of"], ["advance", "of"]) and i + 1 < first else None


def _before_a_date(sentence: Sentence, first: int, last: int) -> Direction:
    """`before the October election`: what lies ahead, or else lay close behind, whatever the verb's tense."""
    if last + 1 >= len(sentence) or sentence.lemmas[last + 1].lower() not in word_set("tense", "dated_nouns"):
        return None
    i = first - 1 if first and sentence.upos[first - 1] in ("DET", "PRON", "PART") else first
    return "present" if i and sentence.words[i - 1].lower() in ("before", "until", "by") else None


def _put_off(sentence: Sentence, first: int) -> Direction:
    """`adjourned the case to April 8`, `extended the truce until Monday`."""
    word = sentence.words[first - 1].lower() if first else ""
    if first < 2 or word not in word_set("tense", "until_words"):
        return None
    verb = None
    for j in range(first - 2, max(-1, first - 2 - _FAR_REACH), -1):
        lemma = sentence.lemmas[j].lower()
        if sentence.words[j].lower() in word_set("tense", "clause_openers") and sentence.upos[j] != "DET":
            break
        if lemma in word_set("tense", "put_off_verbs"):
            return "future"
        if verb is None and (_is_verb(sentence, j) or sentence.xpos[j] == "MD"):
            verb = j
            # "She had until Monday to pay", "has been closed until Monday"
            if word in ("until", "till") and (lemma in word_set("tense", "leaving_verbs") or _perfect(sentence, j)):
                return "future"
    # "Closures through Thursday", "closed until Friday": no finite verb says that they have been.
    return "future" if word in ("until", "till", "through") and _verbless(sentence) else None


def _perfect(sentence: Sentence, verb: int) -> bool:
    """Whether the verb is in the present perfect: `has been shut`."""
    return sentence.xpos[verb] == "VBN" and any(
        w.lower() in ("has", "have", "'ve") for w in sentence.words[max(0, verb - 4) : verb]
    )


def _verbless(sentence: Sentence) -> bool:
    return "VBD" not in sentence.xpos and "VBZ" not in sentence.xpos and "VBP" not in sentence.xpos


def _when(sentence: Sentence, first: int) -> Direction:
    """`He will sing when they take the stage on Friday`: the present tense after "when" is the future of "will"."""
    for i in range(first - 1, max(-1, first - 1 - _REACH), -1):
        if sentence.words[i].lower() in ("when", "once", "if", "until"):
            clause = sentence.xpos[i + 1 : first]
            ahead = {w.lower() for w in sentence.words[:i]} & {"will", "'ll", "wo"}
            return "future" if ahead and {"VBP", "VBZ"} & set(clause) and "VBD" not in clause else None
        if sentence.words[i] in _PUNCTUATION:
            return None
    return None


def _step_left(sentence: Sentence, i: int) -> int:
    """The first token at or left of `i` that is no preposition, article or adverb of the time expression."""
    skip = word_set("tense", "before_time")
    while i >= 0 and sentence.words[i].lower() in skip:
        i -= 1
    return i


def _is_verb(sentence: Sentence, i: int) -> bool:
    return sentence.xpos[i].startswith("VB") or sentence.upos[i] in ("VERB", "AUX")


def _near(sentence: Sentence, first: int) -> Direction:
    """The tense of the last verb before the expression in the same clause, with nothing but its objects between."""
    i = _step_left(sentence, first - 1)
    adjacent = True
    for j in range(i, max(-1, first - 1 - _REACH), -1):
        word = sentence.words[j].lower()
        if word in _PUNCTUATION or word in word_set("tense", "clause_openers"):
            return None
        if word in word_set("tense", "future_adjectives") and not _is_verb(sentence, j):
            return "future"
        if sentence.xpos[j] == "MD" or word in word_set("tense", "future_auxiliaries"):
            return _group_tense(sentence, j, j)
        if _is_verb(sentence, j):
            # A participle before its noun ("wounded soldiers") says nothing of the clause.
            if not adjacent and sentence.deprels[j] in ("amod", "compound"):
                continue
            # "Planned a march on Saturday", which is new; "planned the attack on Saturday"
            new = sentence.words[j + 1].lower() in ("a", "an", "another")
            if new and not adjacent and sentence.lemmas[j].lower() in word_set("tense", "schedule_verbs"):
                return "future"
            return _group_tense(sentence, j, j if adjacent else -1)
        adjacent = False
    return None


def _group_tense(sentence: Sentence, verb: int, adjacent: int) -> Direction:
    """The tense of the verb with the auxiliaries that stand before it."""
    tag, lemma = sentence.xpos[verb], sentence.lemmas[verb].lower()
    helpers: list[str] = []
    for j in range(verb if tag == "MD" else verb - 1, max(-1, verb - 7), -1):
        word = sentence.words[j].lower()
        if word in word_set("tense", "auxiliaries"):
            helpers.append(word)
        elif not (sentence.upos[j] in ("ADV", "PART") or sentence.xpos[j].startswith("RB")):
            break
    past = word_set("tense", "past_auxiliaries")
    if set(helpers) & word_set("tense", "future_auxiliaries"):
        # "May have left", but "may have to leave"
        unreal = ({"have", "'ve"} & set(helpers) and tag != "VB") or (
            {"could", "would"} & set(helpers) and {"not", "n't"} & set(helpers)
        )
        return "past" if unreal else "future"
    scheduled = lemma in word_set("tense", "schedule_verbs")
    if "to" in helpers:
        return _to_be_done(sentence, verb, helpers) or _infinitive(sentence, verb)
    if tag == "VBN" or (tag == "VBD" and helpers):
        if scheduled and not ("had" in helpers and "been" not in helpers):
            return "future"
        if not helpers and lemma in word_set("tense", "bare_schedule_verbs"):
            return "future"  # "Graduation set June 6"
        if "being" in helpers and not set(helpers) & {"is", "are", "am", "'s", "'re", "'m"}:
            return "past"  # "after being halted on Sunday"
        return "past" if not helpers or set(helpers) & past else "present"
    if tag == "VBD":
        return "past"
    if tag == "VB" and set(helpers) & past:
        return "past"
    if tag == "VBG":
        if helpers:
            return "past" if set(helpers) & past else "present"
        # "Accused of shelling the town on Saturday": a gerund after a preposition has happened.
        before = sentence.words[verb - 1].lower() if verb else ""
        if before == "of" and verb > 1 and sentence.words[verb - 2].lower() in ("ahead", "advance"):
            return "future"
        if before in (",", "—", "–", "”", '"', "''") and lemma in word_set("tense", "told_gerunds"):
            return "past"
        return "past" if before in word_set("tense", "past_prepositions") else None
    if tag in ("VBZ", "VBP"):
        # "Police are sure the attack was on Tuesday": a copula far off governs other words.
        return "present" if adjacent == verb else None
    return None


def _to_be_done(sentence: Sentence, verb: int, helpers: list[str]) -> Direction:
    """`a queen to be crowned Saturday`; not `the first woman to be elected`."""
    if sentence.xpos[verb] != "VBN" or "be" not in helpers:
        return None
    at = next((j for j in range(verb - 1, max(-1, verb - 5), -1) if sentence.words[j].lower() == "to"), 0)
    if at < 1 or sentence.upos[at - 1] not in ("NOUN", "PROPN"):
        return None
    counted = {w.lower() for w in sentence.words[max(0, at - 5) : at]} & word_set("tense", "only_ones")
    return None if counted else "future"


def _infinitive(sentence: Sentence, verb: int) -> Direction:
    """`is due to speak`, `plans to travel`: ahead; `managed to flee`, `began to fire`: done."""
    for j in range(verb - 1, max(-1, verb - 9), -1):
        word = sentence.words[j].lower()
        if word in _PUNCTUATION:
            break
        if word == "to" and j and sentence.lemmas[j - 1].lower() == "be":
            return "future"
        if sentence.lemmas[j].lower() in word_set("tense", "future_verbs") | word_set("tense", "future_adjectives"):
            return "future"
        if sentence.xpos[j] == "VBN" and _group_tense(sentence, j, -1) == "future":
            return "future"  # "will be allowed to lapse"
        if sentence.lemmas[j].lower() in word_set("tense", "implicative_verbs"):
            return "past" if sentence.xpos[j] in ("VBD", "VBN") else None
        if _is_verb(sentence, j) and word not in word_set("tense", "auxiliaries"):
            return "past" if sentence.xpos[j] in ("VBD", "VBN") else None
    return None


def _hangs_on(sentence: Sentence, i: int, verb: int) -> bool:
    """Whether the tree hangs the time on the verb itself, not on a noun below it or a verb out of reach."""
    if not 0 < i - verb <= _REACH and sentence.heads[i] != verb:
        return False
    h = sentence.heads[i]
    return h == verb or (h >= 0 and sentence.heads[h] == verb and sentence.upos[h] not in ("NOUN", "PROPN"))


def _governor(sentence: Sentence, i: int) -> int | None:
    seen = 0
    h = sentence.heads[i]
    while h >= 0 and seen < 8:
        if sentence.upos[h] in ("VERB", "AUX") or sentence.xpos[h].startswith("VB"):
            return h
        if any(sentence.deprels[c] == "cop" for c in sentence.children_of(h)):
            return h
        if sentence.lemmas[h].lower() in word_set("tense", "future_adjectives"):
            return h
        h = sentence.heads[h]
        seen += 1
    return None


def _tense(sentence: Sentence, verb: int) -> Direction:
    """The tense of a verb by its dependents in the tree."""
    future = word_set("tense", "future_auxiliaries")
    helpers = [c for c in sentence.children_of(verb) if sentence.deprels[c].startswith(("aux", "cop"))]
    words = {sentence.words[c].lower() for c in helpers}
    if words & future and not (words & {"have", "'ve"}):
        unmet = words & {"would", "could"} and any(
            sentence.words[c].lower() in ("not", "n't") for c in sentence.children_of(verb)
        )
        return "past" if unmet else "future"
    tag = sentence.xpos[verb]
    lemma = sentence.lemmas[verb].lower()
    told = lemma in word_set("tense", "told_verbs") and bool(words & word_set("tense", "past_auxiliaries"))
    if not told and lemma in word_set("tense", "future_verbs") and tag in ("VBN", "JJ", "VBZ", "VBP", "VBG"):
        return "future"
    if lemma in word_set("tense", "future_adjectives"):
        return "future"
    tags = {sentence.xpos[c] for c in helpers}
    marks = {sentence.words[c].lower() for c in sentence.children_of(verb) if sentence.deprels[c] == "mark"}
    if tag == "VB" or "to" in marks:
        if "be" in {sentence.lemmas[c].lower() for c in helpers if sentence.xpos[c] in ("VBZ", "VBP")}:
            return "future"
        above = sentence.heads[verb]
        if above >= 0 and sentence.lemmas[above].lower() == "be" and sentence.xpos[above] in ("VBZ", "VBP"):
            return "future"
        if above >= 0 and sentence.lemmas[above].lower() in word_set("tense", "future_verbs"):
            return "future"
        return None
    if (tag in ("VBD", "VBN") and "to" not in marks and not tags & {"VBZ", "VBP"}) or "VBD" in tags:
        return "past"
    if words & {"has", "have", "'ve", "had"}:
        return "past"
    if tag == "VBG" and not helpers:
        return None
    if tag in ("VBZ", "VBP", "VBG") or tags:
        return "present"
    return None


def _by_words(sentence: Sentence, first: int, last: int) -> Direction:
    """Without a tree: the nearest telling word before, within the clause; else a coming event after it."""
    future = word_set("tense", "future_auxiliaries") | word_set("tense", "future_adjectives")
    for i in range(first - 1, max(-1, first - 10), -1):
        word = sentence.words[i].lower()
        if word in future:
            return "future"
        if sentence.xpos[i] in ("VBD", "VBN") or word in word_set("tense", "past_words"):
            return "past"
        if word in (";", ":"):
            break
    after = sentence.words[last + 1 : last + 4]
    if any(tag == "VBD" for tag in sentence.xpos[last + 1 :] if after[:1] in (["'s"], ["’s"])):
        return None
    if any(word.lower() in word_set("tense", "future_nouns") for word in after):
        return "future"
    return None
