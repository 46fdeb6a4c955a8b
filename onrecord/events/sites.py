"""Where in a sentence the words of the lexicon stand, and which of their frames its words leave open.

All of it hangs on the sentence alone. It is found once and used again for each pair of parties that the sentence is
read for (`features.dyad_features`), so that a pair costs no more than what hangs on its parties.
"""

from __future__ import annotations

from onrecord.events.grammar import Grammar
from onrecord.events.lexicon import Condition, Frame, Lexicon, Operator


class Sites:
    """The places of one sentence: verbs and nouns with frames, words that embed another act, innermost first."""

    def __init__(self, lexicon: Lexicon, g: Grammar) -> None:
        self.lexicon = lexicon
        self.open: dict[tuple[int, str], list[tuple[Frame, list[Condition]]]] = {}
        """By token and key of the lexicon: frames whose conditions on words hold, with those on parties."""
        self.verbs: dict[int, tuple[str, list[tuple[str, list[int]]]]] = {}
        """By token: the lemma, and its keys in the lexicon with the tokens of their particles."""
        self.nouns: dict[int, list[Frame]] = {}
        upos = g.s.upos
        for i in range(len(g.s)):
            if upos[i] == "VERB":
                lemma, keys = verb_keys(g, i, lexicon)
                if keys:
                    self.verbs[i] = lemma, keys
            elif upos[i] in ("NOUN", "PROPN") or (upos[i] == "ADJ" and g.kids(i, "cop")):
                rows = lexicon.nouns.get(g.lemmas[i]) or lexicon.nouns.get(g.lower[i]) or []
                if upos[i] == "ADJ":  # `is critical of`; `is offensive` is no offensive
                    rows = [f for f in rows if "subj" in f.actors]
                month = upos[i] == "PROPN" and i + 1 < len(g.s) and g.s.xpos[i + 1] == "CD"  # `a March 1 caucus`
                if rows and g.base[i] != "compound" and not month:
                    self.nouns[i] = rows
        embedding = {i: acts for i, lemma in enumerate(g.lemmas) if (acts := operators_at(g, i, lemma, lexicon))}
        depth = {i: _depth(g, i) for i in embedding}
        self.operators: list[tuple[int, list[Operator]]] = [
            (i, embedding[i]) for i in sorted(embedding, key=lambda k: (-depth[k], k))
        ]


def keys_of(g: Grammar, i: int) -> list[str]:
    """The lemma with each of its particles, then alone."""
    return [*(f"{g.lemmas[i]}_{p}" for p in g.particle(i)), g.lemmas[i]]


def operators_at(g: Grammar, i: int, lemma: str, lexicon: Lexicon) -> list[Operator]:
    """The rows of the word at token `i` that embed another act."""
    if not lexicon.embeds(lemma):
        return []
    return next((lexicon.operators[k] for k in keys_of(g, i) if k in lexicon.operators), [])


def verb_keys(g: Grammar, i: int, lexicon: Lexicon) -> tuple[str, list[tuple[str, list[int]]]]:
    """The lemma of a verb and its keys in the lexicon, with a particle first, each with the particle's token."""
    lemma = mend_lemma(g, i, lexicon.verbs)
    keys: list[tuple[str, list[int]]] = []
    for p in g.particle(i) if lexicon.takes_particle(lemma) else ():
        keys.append((f"{lemma}_{p}", [j for j in range(i + 1, min(i + 7, len(g.lower))) if g.lower[j] == p][:1]))
    keys.append((lemma, []))
    return lemma, [(key, tokens) for key, tokens in keys if key in lexicon.verbs]


def _depth(g: Grammar, i: int) -> int:
    n, h = 0, g.s.heads[i]
    while h >= 0:
        n, h = n + 1, g.s.heads[h]
    return n


def mend_lemma(g: Grammar, i: int, known: dict[str, list[Frame]]) -> str:
    """The lemma, or where the lexicon lacks it a regular base form of the word that it holds (taggers slip on rare
    words)."""
    lemma = g.lemmas[i]
    if lemma in known:
        return lemma
    form = g.lower[i]
    for ending, cut in (
        ("ied", "y"),
        ("ies", "y"),
        ("ing", ""),
        ("ing", "e"),
        ("ed", ""),
        ("ed", "e"),
        ("es", ""),
        ("s", ""),
    ):
        if form.endswith(ending) and len(form) > len(ending) + 2:
            stem = form[: -len(ending)] + cut
            for base in (stem, stem[:-1] if len(stem) > 3 and stem[-1:] == stem[-2:-1] else stem):
                if base in known:
                    return base
    return lemma
