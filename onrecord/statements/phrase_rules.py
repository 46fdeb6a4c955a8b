"""Rules for what is no verb: `according to`, nouns (`his claim that`), adverbs (`reportedly`)."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.statements.proposals import Proposal, Scene, Spans, fragment, joined
from onrecord.statements.subjects import subject_of

_LIGHT_VERBS = frozenset(
    [
        "make",
        "issue",
        "release",
        "give",
        "send",
        "put",
        "deliver",
        "post",
        "publish",
        "offer",
        "raise",
        "hold",
        "repeat",
    ]
)


def according(scene: Scene) -> Iterator[Proposal]:
    """`according to X`, `in the words of X`: the phrase gives the source, the rest of the sentence the content."""
    s, c = scene.sentence, scene.clauses
    for i in range(len(s) - 2):
        if s.words[i].lower() != "according" or s.words[i + 1].lower() != "to":
            continue
        noun = s.heads[i]
        if not i < noun < len(s):
            noun = next((k for k in range(i + 2, len(s)) if s.upos[k] in ("NOUN", "PROPN", "PRON")), -1)
            if noun < 0:
                continue
        last = c.high[noun] + 1
        first = i + 2
        if i <= 1:
            # At the head of the sentence the phrase ends with a comma; a parse that takes in the clause is cut there.
            comma = next(
                (k for k in range(noun + 1, last) if s.words[k] == "," and _main_verb_after(scene, k, i)), last
            )
            last = min(last, comma)
        source = c.trim(first, max(last, noun + 1))
        contents: Spans = []
        low, high = i, source[1]
        if low > 1:
            contents.append(c.trim(0, low))
        goes_on = any(0 <= s.heads[k] < low and s.upos[k] != "PUNCT" for k in range(high, len(s))) or any(
            s.heads[k] >= high and s.upos[k] != "PUNCT" for k in range(low)
        )
        if high < len(s) - 1 and (low <= 1 or (s.words[high] in (",", "—", "–") and goes_on)):
            contents.append(c.trim(high, len(s)))
        contents = [x for x in contents if x[1] - x[0] > 1]
        if contents:
            yield Proposal(
                "according",
                fragment(scene, "cue", (i, i + 2), "according"),
                fragment(scene, "source", source, "according"),
                [f for x in joined(scene, contents) if (f := fragment(scene, "content", x, "according"))],
                scene.base + i,
                "according to",
                "report",
            )


def _main_verb_after(scene: Scene, k: int, i: int) -> bool:
    """Whether a clause with a subject and a verb of its own begins after the comma `k`."""
    s, c = scene.sentence, scene.clauses
    for j in range(k + 1, min(len(s), k + 25)):
        if s.upos[j] in ("VERB", "AUX") and s.xpos[j] in ("VBD", "VBZ", "VBP", "MD"):
            return any(s.deprels[x].startswith("nsubj") and x > k and x < j for x in range(k + 1, j)) or c.low[j] > i
    return False


def _that_clause(scene: Scene, i: int) -> int | None:
    """The clause with `that` which says what the noun `i` is about, not one that only describes the noun."""
    s, c = scene.sentence, scene.clauses
    for j in c.children(i, "acl", "ccomp", "appos"):
        if j > i + 1 and s.words[c.low[j]].lower() == "that" and s.deprels[j] != "acl:relcl":
            return j
    if i + 1 >= len(s) or s.words[i + 1].lower() != "that":
        return None
    for j in s.children_of(i):
        subject = c.child(j, "nsubj")
        if j > i + 1 and c.low[j] == i + 1 and s.upos[j] in ("VERB", "AUX") and subject is not None:
            return j if s.words[subject].lower() != "that" else None
    return None


def nouns(scene: Scene) -> Iterator[Proposal]:
    """`his claim that`, `Ann Roe's warning that`, `a promise to`."""
    s, c = scene.sentence, scene.clauses
    for i in range(len(s)):
        lemma = s.lemmas[i].lower()
        if s.upos[i] != "NOUN" or lemma not in scene.words.nouns:
            continue
        clause = _that_clause(scene, i)
        if clause is None:
            continue
        owner = c.child(i, "nmod:poss")
        source = None
        cue_first = i
        if owner is not None and owner < i:
            a, b = c.reach(owner)
            mark = next((k for k in range(a, b) if s.xpos[k] == "POS" or s.words[k] in ("'s", "’s")), b)
            source = c.trim(a, min(mark, b) if mark > a else b)
        else:
            of = next((j for j in c.children(i, "nmod") if j > i and j < clause
                       and s.words[c.low[j]].lower() in ("by", "from")), None)  # fmt: skip
            if of is not None:
                source = c.trim(c.low[of] + 1, c.high[of] + 1)
        if (
            source is None
            and s.heads[i] >= 0
            and s.deprels[i] in ("obj",)
            and s.lemmas[s.heads[i]].lower() in _LIGHT_VERBS
        ):
            source, _ = subject_of(scene, s.heads[i])
            cue_first = c.group(s.heads[i])[0] if source is not None else i
        content = c.trim(c.low[clause], c.high[clause] + 1)
        yield Proposal(
            "noun",
            fragment(scene, "cue", (cue_first, i + 1), "noun"),
            fragment(scene, "source", source, "noun"),
            [f for x in joined(scene, [content]) if (f := fragment(scene, "content", x, "noun"))],
            scene.base + i,
            lemma,
            scene.words.nouns[lemma],
        )


def adverbs(scene: Scene) -> Iterator[Proposal]:
    """`He reportedly fled`: the clause without the adverb is content on nobody's word."""
    s, c = scene.sentence, scene.clauses
    for i in range(len(s)):
        kind = scene.words.adverbs.get(s.words[i].lower())
        if kind is None or s.heads[i] < 0:
            continue
        head = s.heads[i]
        if (
            s.upos[head] not in ("VERB", "AUX", "ADJ", "NOUN")
            or scene.words.verbs.get(s.lemmas[head].lower()) is not None
        ):
            continue
        first, last = c.reach(head)
        pieces = [x for x in (c.trim(first, i), c.trim(i + 1, last)) if x[0] < x[1]]
        if pieces and last - first > 3:
            yield Proposal(
                "adverb",
                fragment(scene, "cue", (i, i + 1), "adverb"),
                None,
                [f for x in pieces if (f := fragment(scene, "content", x, "adverb"))],
                scene.base + i,
                s.words[i].lower(),
                kind,
            )
