"""What a number counts: the kind of its noun, and what became of those counted.

The tree is asked first (object of "kill", subject of "were wounded", "death of"), then the words around, so that a
wrong parse costs little.
"""

from __future__ import annotations

from onrecord.language.reading import Sentence
from onrecord.quantities.tables import kinds, word_set

_MAX_CHAIN, _ASIDE = 6, 10
_TOLL_FAR = 12  # words at most from the toll to the number that it was brought to
# Before a number these join it to the one before: "23 people, including 4 women".
_JOINTS = ("and", ",", "plus", "or", "including", "them")


def stem(sentence: Sentence, i: int) -> str:
    """The lemma of token `i`, lower case; a plain plural is undone where the lemma kept it."""
    lemma = sentence.lemmas[i].lower()
    if lemma == sentence.words[i].lower():
        table = kinds("noun") | kinds("fate")
        for ending, instead in (
            ("ies", "y"),
            ("es", ""),
            ("s", ""),
            ("ed", ""),
            ("ed", "e"),
            ("ing", ""),
            ("ing", "e"),
        ):
            if lemma not in table and lemma.endswith(ending) and lemma.removesuffix(ending) + instead in table:
                return lemma.removesuffix(ending) + instead
        if lemma in ("men", "women", "children"):
            return {"men": "man", "women": "woman", "children": "child"}[lemma]
    return lemma


def kind_of(
    sentence: Sentence, first: int, last: int, noun: int | None, before: str | None, armed: bool = False
) -> str | None:
    """The kind of the quantity at tokens `[first, last)` whose head noun is `noun`.

    `before` is the fate of the quantity that this one is joined to by "and" or a comma; `armed` says that the
    sentences before speak of an armed body, which "the group" or "it" may then mean.
    """
    own = kinds("noun").get(stem(sentence, noun)) if noun is not None else None
    if noun is not None and sentence.lemmas[noun].lower() == "life":
        return _lives(sentence, first, last)
    if noun is not None and own is None:
        return _fate_of_others(sentence, first, last, noun)
    if _none_of(sentence, first):
        return own  # "none of the 40 passengers was hurt"
    held = own in word_set("held_and_harmed", "kinds")
    if own is not None and not held and own not in word_set("countable_as_fate", "kinds"):
        return own
    fate = (
        (None if held else _inside(sentence, first, last))
        or _after(sentence, last, noun)
        or _right_before(sentence, first)
        or _governed(sentence, first, noun)
        or _preceding(sentence, first)
        or _raised_toll(sentence, first)
    )
    if held:
        return fate if fate in ("killed", "injured") else own  # "beheaded three hostages"
    if fate is None and before is not None and sentence.words[first - 1].lower() in _JOINTS:
        fate = before
    if fate is None and own == "people" and _is_strength(sentence, first, noun, armed):
        return "fighters"
    return fate or own


def _lives(sentence: Sentence, first: int, last: int) -> str | None:
    """`claimed 14 lives`, `20 lives were lost`, `saved 12 lives`."""
    around = range(max(0, first - 3), min(len(sentence), last + 4))
    lemmas = {sentence.lemmas[i].lower() for i in around}
    if lemmas & word_set("lives", "saved"):
        return "rescued"
    return "killed" if lemmas & word_set("lives", "lost") else None


def _none_of(sentence: Sentence, first: int) -> bool:
    """Whether "none of the", "neither of the", "no one of the" stands before."""
    lead = [w.lower() for w in sentence.words[max(0, first - 4) : first]]
    return "of" in lead and bool({"none", "neither"} & set(lead) or "no one" in " ".join(lead))


def _fate_of_others(sentence: Sentence, first: int, last: int, noun: int) -> str | None:
    """The fate of people whose noun is in no table: `killed two senior commanders`."""
    many = sentence.xpos[noun] in ("NNS", "NNPS") or sentence.words[noun] in word_set("strength", "names")
    if not many or stem(sentence, noun) in word_set("not_people", "words"):
        return None
    fate = _right_before(sentence, first) or _governed(sentence, first, noun) or _after(sentence, last)
    return fate if fate in _OF_PEOPLE else None


_OF_PEOPLE = frozenset(["killed", "injured", "detained", "missing", "hostages"])


def _fate(sentence: Sentence, i: int) -> str | None:
    fates = kinds("fate")
    # "Missing" keeps its own entry whatever the lemma is.
    return fates.get(stem(sentence, i)) or fates.get(sentence.words[i].lower())


def has_fate(sentence: Sentence, tokens: range) -> bool:
    """Whether a word among the tokens says what became of those counted."""
    return any(_fate(sentence, i) for i in tokens)


def _inside(sentence: Sentence, first: int, last: int) -> str | None:
    """`30 wounded soldiers`, `12 dead`."""
    return next((f for i in range(first, last) if (f := _fate(sentence, i))), None)


def _after(sentence: Sentence, last: int, noun: int | None = None) -> str | None:
    """`12 people were reportedly killed`, `30 others wounded`, `five of them dead`, `40 died`."""
    chain = word_set("chain", "words")
    active = False
    last = _past_the_aside(sentence, last)
    for i in range(last, min(len(sentence), last + _MAX_CHAIN)):
        word = sentence.words[i].lower()
        if sentence.lemmas[i].lower() == "lose" and {"life", "lives"} & set(sentence.words[i + 1 : i + 3]):
            return "killed"
        fate = _fate(sentence, i)
        if fate == "rescued" and noun is not None and sentence.deprels[noun] == "nmod":
            return None  # "a poll of 2,000 voters was released"
        if fate is not None:
            transitive = word not in word_set("intransitive", "words")
            # "Twelve fighters killed a guard": what follows is the object.
            if transitive and not active and _has_object(sentence, i):
                return None
            return fate
        if word not in chain:
            return None
        if word in word_set("chain", "active"):
            active = False
        elif word in word_set("chain", "passive"):
            active = True
    return None


def _past_the_aside(sentence: Sentence, last: int) -> int:
    """The token after the commas of `eight people, two of them officers, died`; else the token itself."""
    if sentence.words[last : last + 1] != [","]:
        return last
    for i in range(last + 1, min(len(sentence), last + _ASIDE)):
        if sentence.words[i] == ",":
            return i + 1
        if sentence.xpos[i].startswith(("VB", "MD")) and sentence.words[i].lower() != "including":
            break
    return last


def _has_object(sentence: Sentence, i: int) -> bool:
    """Whether a noun phrase follows the verb at once."""
    if i + 1 >= len(sentence) or sentence.xpos[i] not in ("VBD", "VBP", "VBZ", "VB", "VBG", ""):
        return False
    after = sentence.words[i + 1].lower()
    return (
        after in ("a", "an", "the", "his", "her", "their", "its", "at", "more", "several") and after != "at"
    ) or sentence.xpos[i + 1] in ("CD", "NN", "NNS", "NNP", "JJ", "PRP$")


def _governed(sentence: Sentence, first: int, noun: int | None) -> str | None:
    """The verb or noun above, where the counted are its object, its passive subject or what it is `of`."""
    i = noun if noun is not None else first
    for _ in range(3):
        above, rel = sentence.heads[i], sentence.deprels[i]
        if above < 0:
            return None
        if any(sentence.words[c].lower() in ("not", "n't", "never") for c in sentence.children_of(above)):
            return None  # "three men were not arrested"
        fate = _fate(sentence, above)
        if rel in ("obj", "nsubj:pass", "iobj", "nsubj:outer") and fate:
            return fate
        if rel == "nsubj":
            participle = sentence.xpos[above] in ("VBN", "JJ", "NN") or sentence.lemmas[above].lower() in word_set(
                "intransitive", "words"
            )
            return fate if participle else None
        if (
            rel in ("nmod", "compound", "nummod", "dep", "appos", "root")
            and fate
            and sentence.upos[above] in ("NOUN", "ADJ")
        ):
            return fate
        if rel == "obl" and fate and sentence.words[first - 1].lower() in ("to", "at", "of"):
            return fate
        if rel in ("obl", "obj") and sentence.lemmas[above].lower() in word_set("toll", "verbs"):
            return _toll(sentence, above)
        if sentence.lemmas[above].lower() in word_set("documents", "words"):
            return None  # "a poll of 2,000 voters was released"
        if rel not in ("conj", "nummod", "nmod", "appos", "dep", "compound"):
            return None
        i = above
    return None


def _toll(sentence: Sentence, verb: int) -> str | None:
    """`the death toll rose to 40`, `the number of missing reached 12`."""
    subjects = [c for c in sentence.children_of(verb) if sentence.deprels[c].startswith("nsubj")]
    for s in subjects:
        for j in sentence.subtree_of(s):
            if fate := _fate(sentence, j):
                return fate
    return None


def _raised_toll(sentence: Sentence, first: int) -> str | None:
    """`bringing the toll in last week's flood to 43`, wherever the tree hangs the number."""
    if not first or sentence.words[first - 1].lower() not in ("to", "at"):
        return None
    for i in range(first - 2, max(0, first - _TOLL_FAR), -1):
        if sentence.upos[i] == "NUM" or sentence.words[i] == ",":
            return None
        if sentence.words[i].lower() == "toll":
            raised = word_set("toll", "raised")
            verb = any(lemma.lower() in raised for lemma in sentence.lemmas[max(0, i - 4) : i])
            return _fate(sentence, i) if verb else None
    return None


def _right_before(sentence: Sentence, first: int) -> str | None:
    """`wounded 30 others`: the verb stands right before, whatever the tree says."""
    i = first - 1
    if i < 0 or (i and sentence.words[i - 1].lower() in word_set("chain", "passive")):
        return None
    return _fate(sentence, i) if sentence.xpos[i] in ("VBD", "VBN", "VBG", "JJ") else None


def _preceding(sentence: Sentence, first: int) -> str | None:
    """Without a tree: `killing at least 12`, `wounded dozens`, `the death toll rose to`."""
    skip = word_set("chain", "before")
    if first > 3 and [w.lower() for w in (sentence.words[first - 3], sentence.words[first - 1])] == ["from", "to"]:
        first -= 3  # "rose from 12 to 15"
    for i in range(first - 1, max(-1, first - 5), -1):
        word = sentence.words[i].lower()
        if fate := _fate(sentence, i):
            prior = sentence.words[i - 1].lower() if i else ""
            if prior in ("was", "were", "been", "being", "are", "is"):
                return None
            named = sentence.xpos[i].startswith(("VB", "NN")) or not sentence.xpos[i] or prior == "the"
            return fate if named else None  # "put the dead at 45"
        if word not in skip:
            return None
    return None


def is_armed(sentence: Sentence) -> bool:
    """Whether the sentence names an armed body."""
    bodies, names = word_set("strength", "bodies"), word_set("strength", "names")
    return any(w in names or w.lower() in bodies or stem(sentence, i) in bodies for i, w in enumerate(sentence.words))


def _is_strength(sentence: Sentence, first: int, noun: int | None, armed: bool) -> bool:
    """`the group amounts to a thousand people`: the size of an armed body is counted in fighters."""
    i = noun if noun is not None else first
    verb = next(
        (
            j
            for j in range(first - 1, max(-1, first - 5), -1)
            if sentence.lemmas[j].lower() in word_set("strength", "verbs")
        ),
        None,
    )
    above = sentence.heads[i]
    if verb is None and above >= 0 and sentence.lemmas[above].lower() in word_set("strength", "verbs"):
        verb = above
    if verb is None:
        return False
    bodies = word_set("strength", "bodies")
    if any(stem(sentence, j) in bodies or sentence.words[j] in word_set("strength", "names") for j in range(verb)):
        return True
    after = {w.lower() for w in sentence.words[i + 1 : i + 6]}
    if after & word_set("strength", "after"):
        return True
    subject = {w.lower() for w in sentence.words[max(0, verb - 4) : verb]}
    return armed and bool(subject & word_set("strength", "stand_ins"))
