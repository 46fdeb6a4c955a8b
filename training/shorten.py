"""Cuts a news sentence down to its main clause: long sentences with a known event make short ones with the same."""

from __future__ import annotations

from onrecord.language.reading import Sentence

LEFT_OUT = frozenset({"advcl", "acl:relcl", "parataxis", "appos", "acl", "dep", "discourse"})
"""Relations whose phrases are left out."""
SAYING = frozenset({"say", "tell", "report", "announce", "add", "note", "state"})
"""Verbs whose content is taken instead of them."""
LONG = 8
"""Words from which no further adverbial is kept."""


def shorten(s: Sentence) -> str | None:
    """The sentence without its side clauses, None where that leaves too little or no less."""
    top = s.heads.index(-1)
    if s.lemmas[top] in SAYING:
        top = next((k for k in s.children_of(top) if s.deprels[k] in ("ccomp", "parataxis")), top)
    kept: set[int] = set()
    todo = [top]
    while todo:
        j = todo.pop()
        kept.add(j)
        for k in s.children_of(j):
            relation = s.deprels[k]
            if relation in LEFT_OUT or (j == top and relation in ("punct", "mark", "cc")):
                continue
            if relation == "conj" and s.upos[k] == "VERB":
                continue
            if j == top and relation.startswith("obl") and relation != "obl:agent" and len(kept) > LONG:
                continue
            todo.append(k)
    words = [s.words[i] for i in sorted(kept)]
    if not 3 <= len(words) < len(s) - 3:
        return None
    text = " ".join(words).replace(" 's", "'s").replace(" n't", "n't").replace(" ,", ",").strip(" ,;:")
    return text[:1].upper() + text[1:] + "." if text else None
