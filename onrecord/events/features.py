"""Features of a dyad: what the lexicon, the words and the shared encoder say of two parties in a sentence.

A dyad is read with its two parties as the only mentions, so that the features of given spans and of spans that the
pipeline found are the same. Sparse features are named strings (they can be shown as evidence); the dense part is
seven mean vectors of the encoder (shape 7 x 384): actor, recipient, path, trigger, sentence, path verbs, and the
trigger's dependents.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from onrecord.events.find_sentence import candidates_in
from onrecord.events.grammar import Grammar
from onrecord.events.head import mean_of
from onrecord.events.lexicon import Lexicon
from onrecord.events.triggers import Candidate
from onrecord.language.reading import Reading, Sentence
from onrecord.record import Actor, Mention, Span

Floats = npt.NDArray[np.float32]

ACTOR, RECIPIENT = "A", "R"


@dataclass(slots=True)
class DyadFeatures:
    """Features of one dyad, with the lexicon's best candidate and the token taken for its trigger."""

    sparse: dict[str, float]
    dense: Floats
    best: Candidate | None
    trigger: int
    sentence: Sentence


def _parties() -> dict[str, Actor]:
    return {
        k: Actor(k, k, "country", country=c) for k, c in ((ACTOR, "XXX"), (RECIPIENT, "YYY"))
    }  # of two countries, no matter which


def link_of(c: Candidate) -> str:
    """How a candidate links the two parties: AR, rev, A, R or x."""
    has_actor = ACTOR in c.actors
    if RECIPIENT in c.actors and ACTOR in c.recipients:
        return "rev"
    if has_actor and (RECIPIENT in c.recipients or RECIPIENT in c.actors):
        return "AR"
    if has_actor:
        return "A"
    return "R" if RECIPIENT in c.recipients or RECIPIENT in c.actors else "x"


def dyad_features(
    reading: Reading, actor: list[Span], recipient: list[Span], lexicon: Lexicon, grammar: Grammar | None = None
) -> DyadFeatures:
    """Features of the dyad with these character spans; `grammar` is that of their sentence, where it was made before.
    Raises ValueError where the reading has no sentence."""
    if not reading.sentences:
        raise ValueError("the reading has no sentence")
    tokens_a = [t for a, b in actor for t in reading.tokens_in(a, b)]
    tokens_r = [t for a, b in recipient for t in reading.tokens_in(a, b)]
    s = next((t.sentence for t in tokens_a), reading.sentences[0])
    mentions = [Mention(f"m{ACTOR}", a, b, "", "name", "place", ACTOR) for a, b in actor]
    mentions += [Mention(f"m{RECIPIENT}", a, b, "", "name", "place", RECIPIENT) for a, b in recipient]
    out: dict[str, float] = {}
    best: Candidate | None = None
    best_rank, best_sentence = -1, s
    second = next((t.sentence for t in tokens_r if t.sentence is not s), None)
    for q in [s] if second is None else [s, second]:
        known = grammar if grammar is not None and grammar.s is q else None
        found, _, _ = candidates_in(q, mentions, _parties(), lexicon, grammar=known)
        for c in found:
            link = link_of(c)
            out[f"lex:{c.type}:{link}"] = 1.0
            out[f"status:{c.status}:{link}"] = 1.0
            out[f"rule:{c.rule.partition(':')[0]}:{c.lemma}:{c.type}"] = 1.0
            for t in c.runners_up:
                out[f"runner:{t}"] = 1.0
            if c.mode:
                out[f"mode:{c.type}:{c.mode}"] = 1.0
            rank = {"AR": 3, "A": 2, "R": 1}.get(link, 0)
            if rank > best_rank:
                best, best_rank, best_sentence = c, rank, q
    if best is None:
        out["nothing"] = 1.0
    else:
        out[f"best:{best.type}"] = 2.0
        out[f"best:{best.type}:{best.status}"] = 1.0
    in_a = {t.i for t in tokens_a if t.sentence is s}
    in_r = {t.i for t in tokens_r if t.sentence is s}
    path = _words(s, in_a, in_r, out)
    at = best.at if best is not None and best_sentence is s else _above(s, in_a)
    return DyadFeatures(out, _dense(reading, s, in_a, in_r, path, at), best, at, s)


def _tops(s: Sentence, inside: set[int]) -> list[int]:
    return [i for i in sorted(inside) if s.heads[i] not in inside]


def _above(s: Sentence, inside: set[int]) -> int:
    tops = _tops(s, inside)
    root = s.heads.index(-1)
    return s.heads[tops[0]] if tops and s.heads[tops[0]] >= 0 else root


def _words(s: Sentence, in_a: set[int], in_r: set[int], out: dict[str, float]) -> list[int]:
    """Word, bigram and path features; gives the tokens of the path between the parties."""
    sequence = []
    names: dict[int, str] = {i: n.type for n in s.names for i in range(n.first, n.last)}
    for i in range(len(s)):
        if i in in_a:
            sequence.append("ACT")
        elif i in in_r:
            sequence.append("REC")
        elif i in names:
            sequence.append("NAME_" + names[i])
        elif s.upos[i] == "NUM":
            sequence.append("NUM")
        else:
            sequence.append(s.lemmas[i].lower())
    low = min(min(in_a, default=0), min(in_r, default=len(s) - 1))
    high = max(min(in_a, default=0), min(in_r, default=len(s) - 1))
    kept = [i for i in range(len(s)) if not (i and sequence[i] == sequence[i - 1] and sequence[i] in ("ACT", "REC"))]
    for i in kept:
        if s.upos[i] in ("PUNCT", "DET"):
            continue
        out[("between:" if low <= i <= high else "outside:") + sequence[i]] = 1.0
        out["word:" + sequence[i]] = 1.0
    for i, j in pairwise(kept):
        out[f"pair:{sequence[i]}_{sequence[j]}"] = 1.0
    tops_a, tops_r = _tops(s, in_a), _tops(s, in_r)
    if not tops_a or not tops_r:
        return [s.heads.index(-1)]
    a, r = tops_a[0], tops_r[0]
    whole = s.path(a, r)
    path = [i for i in whole if i not in in_a and i not in in_r]
    for i in path:
        out["path:" + sequence[i]] = 1.0
    out["relations:" + ">".join(s.deprels[i] for i in path)[:40]] = 1.0
    out["actor:" + s.deprels[a]] = 1.0
    out["recipient:" + s.deprels[r]] = 1.0
    if s.heads[a] >= 0:
        out["actor_head:" + sequence[s.heads[a]]] = 1.0
    over = sequence[s.heads[r]] if s.heads[r] >= 0 else "ROOT"
    out["recipient_head:" + over] = 1.0
    for k in s.children_of(r):
        if s.deprels[k] == "case":
            out["recipient_case:" + sequence[k]] = 1.0
            out[f"recipient_under:{over}_{sequence[k]}"] = 1.0
    return path or [a]


def _dense(reading: Reading, s: Sentence, in_a: set[int], in_r: set[int], path: list[int], at: int) -> Floats:
    vectors: Floats = reading.scores["vectors"][s.index]

    at = at if at < len(s) else s.heads.index(-1)
    verbs = [i for i in path if s.upos[i] == "VERB"] or path
    below = s.children_of(at) or [at]
    return np.concatenate(
        [
            mean_of(vectors, sorted(in_a)),
            mean_of(vectors, sorted(in_r)),
            mean_of(vectors, path),
            vectors[at],
            np.add.reduce(vectors, axis=0) / np.float32(len(s)),
            mean_of(vectors, verbs),
            mean_of(vectors, below),
        ]
    )


def grammar_of(s: Sentence) -> Grammar:
    """The grammar of a sentence without object control, for reading status off a proposed trigger."""
    return Grammar(s)
