"""What a statement's words say of it: kind, verb, polarity, certainty."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from onrecord.record import Certainty, Polarity, StatementKind
from onrecord.statements.lexicon import Lexicon, rows
from onrecord.statements.stream import Fragment, Stream

_NEGATIONS = frozenset(["not", "n't", "n’t", "never", "neither", "nor", "no", "hardly", "cannot"])
_NO_ONE = frozenset(["nobody", "none", "neither", "no"])
# The act of speaking itself is imagined: `would say`, `if she says`.
_IMAGINED = frozenset(["would", "could", "might", "may", "should", "'d", "’d"])
_WEAK_KINDS = frozenset(["suggest", "believe", "fear", "hope", "predict", "doubt"])
_REFUSALS = frozenset(["decline", "refuse", "fail"])


@cache
def _hedges() -> dict[str, str]:
    return {word: kind for words, kind in rows("hedges.tsv") for word in words.split()}


def kind_of(stream: Stream, contents: Sequence[Fragment]) -> StatementKind:
    """Direct where all words stand within quotation marks (double or single), indirect where none does, else mixed."""
    words = [i for f in contents for i in range(f.first, f.last) if stream.is_word(i)]
    inside = sum(stream.is_quoted(i) for i in words)
    return "indirect" if not inside else "direct" if inside == len(words) else "mixed"


def verb_of(stream: Stream, cue: Fragment | None, words: Lexicon) -> str | None:
    """The lemma that carries the cue: its last known verb, else noun, else verb of any kind; None for a bare colon."""
    if cue is None:
        return None
    inside = range(cue.first, cue.last)
    if any(stream.lowers[i] == "according" for i in inside):
        return "according to"
    phrases = [f"{stream.lemmas[i]} {stream.lowers[i + 1]}" for i in inside if i + 1 < len(stream)]
    two = next((p for p in reversed(phrases) if p in words.verbs), None)
    if two is not None:
        return two
    tags = {i: stream.upos(i) for i in inside}
    known = [i for i in inside if tags[i] in ("VERB", "AUX") and stream.lemmas[i] in words.verbs]
    if known:
        # `declined to say`: the thing said is what was declined, but the act is the declining; the last verb names it.
        return stream.lemmas[known[-1]]
    nouns = [i for i in inside if stream.lemmas[i] in words.nouns or stream.lowers[i] in words.adverbs]
    if nouns:
        return stream.lemmas[nouns[-1]]
    verbs = [i for i in inside if tags[i] == "VERB"]
    if verbs:
        return stream.lemmas[verbs[-1]]
    return next((stream.lemmas[i] for i in inside if tags[i] in ("NOUN", "AUX")), None)


def polarity_of(stream: Stream, cue: Fragment | None, source: Fragment | None, words: Lexicon) -> Polarity:
    """Denied where an odd number of negatives governs the content: not, never, nobody, deny, refuse, decline.

    `did not deny` is affirmed, `denied`, `did not say` and `declined to say` are denied.
    """
    if cue is None:
        return "affirmed"
    count = 0
    for i in range(cue.first, cue.last):
        verb = words.verbs.get(stream.lemmas[i])
        if (
            stream.lowers[i] in _NEGATIONS
            or stream.lemmas[i] in _REFUSALS
            or (verb is not None and verb.denies and stream.upos(i) in ("VERB", "AUX"))
            or (words.nouns.get(stream.lemmas[i]) == "deny" and stream.upos(i) == "NOUN")
        ):
            count += 1
    if source is not None and stream.lowers[source.first] in _NO_ONE:
        count += 1
    return "denied" if count % 2 else "affirmed"


def certainty_of(stream: Stream, cue: Fragment | None, contents: Sequence[Fragment], kind: str | None) -> Certainty:
    """How firmly the statement stands.

    hypothetical: the act of speaking is itself imagined (`would say`, `if she says`); conditional: the content hangs on
    an if or unless; hedged: a weak verb (`suggested`, `believes`) or a hedge (`may`, `probably`) in cue or content;
    asserted: none of these.
    """
    hedges = _hedges()
    if cue is not None:
        before = stream.lowers[max(stream.first_of[stream.sentence[cue.first]], cue.first - 1) : cue.last]
        if any(w in _IMAGINED for w in before):
            return "hypothetical"
        top = stream.top(cue.first, min(cue.last, stream.first_of[stream.sentence[cue.first] + 1]))
        sentence, i = stream.of_sentence(top)
        if any(
            sentence.deprels[j] == "mark" and sentence.words[j] in ("if", "If", "unless", "Unless", "should", "Should")
            for j in sentence.children_of(i)
        ):
            return "hypothetical"
    found = _weakening(stream, contents)
    # `asked if` and `wonder if` bring a question, no condition.
    if "conditional" in found and not (found["conditional"] == contents[0].first and kind in ("ask", "doubt", "know")):
        return "conditional"
    if "hedged" in found or kind in _WEAK_KINDS:
        return "hedged"
    if cue is not None and any(hedges.get(stream.lowers[i]) == "hedged" for i in range(cue.first, cue.last)):
        return "hedged"
    return "asserted"


def _weakening(stream: Stream, contents: Sequence[Fragment]) -> dict[str, int]:
    """What weakens the main clauses of the content's first sentence (`may`, `probably`, `if ...`) and where it stands;
    what weakens something told within them, or later sentences of a long quotation, says nothing of the whole.
    """
    hedges = _hedges()
    sentence = stream.sentence[contents[0].first]
    inside = {
        i for f in contents for i in range(f.first, f.last) if stream.sentence[i] == sentence and stream.is_word(i)
    }
    tops = {i for i in inside if stream.head(i) not in inside}
    while True:  # what is joined to a main clause, and the clause that `is likely to` brings, are main clauses too
        more = {i for i in inside if stream.head(i) in tops and stream.deprel(i) in ("conj", "xcomp")} - tops
        if not more:
            break
        tops |= more
    found: dict[str, int] = {}
    for i in sorted(inside):
        kind = hedges.get(stream.lowers[i]) or hedges.get(stream.lemmas[i])
        if stream.lowers[i] == "may" and stream.upos(i) != "AUX":
            continue  # the month
        up = stream.head(i)
        near = i in tops or up in tops
        holds = near or stream.lemmas[i] in ("seem", "appear")
        if kind == "conditional":
            holds = near or (up >= 0 and stream.head(up) in tops)
        if kind is not None and holds:
            found.setdefault(kind, i)
    return found
