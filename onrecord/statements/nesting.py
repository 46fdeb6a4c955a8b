"""Statements within statements: which rule proposals lie in whose content, and the order of all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.statements.lexicon import lexicon
from onrecord.statements.linker import Draft
from onrecord.statements.proposals import Proposal
from onrecord.statements.spoken_to import spoken_to
from onrecord.statements.stream import Stream

# Rules whose statements are on nobody's word and yet are told as such: `is believed to`, `reportedly`.
_SOURCELESS = frozenset(["passive", "adverb", "according", "line", "announced"])
# Classes of verbs that inside a content seldom tell of a word or a thought: `the debate proved`, `he must order`.
_NO_TELLING = frozenset(["show", "order", "discuss", "decide", "quote"])
# Verbs of finding out, which tell of something known only in the past or present: not `to see whether`.
_FINDING_OUT = frozenset(["judge", "know", "announce", "promise"])
# Verbs whose content may be a noun phrase, since they name what was said: `denied the charge`.
_OF_NOUNS = frozenset(["deny", "accuse", "admit", "criticize", "demand", "doubt", "announce"])


@dataclass(slots=True)
class Placed:
    """A draft with its place among the others: `within` is the number of the statement whose content holds it.

    `rule` names the rule that proposed it, or the one that agrees with it on the cue; None where no rule does.
    """

    draft: Draft
    within: int | None
    rule: str | None
    labelled: bool

    @property
    def first(self) -> int:
        """First token of all its parts."""
        return min(f.first for f in (self.draft.cue, self.draft.source, *self.draft.contents) if f is not None)

    @property
    def last(self) -> int:
        """One past the last token of all its parts."""
        return max(f.last for f in (self.draft.cue, self.draft.source, *self.draft.contents) if f is not None)


def place(stream: Stream, drafts: Sequence[Draft], proposals: Sequence[Proposal]) -> list[Placed]:
    """Drafts from labels, and the proposals that lie within a content, in text order with `within` filled in.

    With no drafts the proposals are all there is. A proposal that shares a cue with a draft only confirms it; one that
    crosses a draft's content, or stands outside of all, is left out: the labels have the say there.
    """
    made: list[Placed] = []
    if not drafts:
        made = [
            Placed(Draft(p.cue, p.source, p.contents, 0.0, [0.0] * len(p.contents)), None, p.rule, False)
            for p in proposals
            if p.contents
        ]
    else:
        by_cue: dict[int, str] = {}
        for p in proposals:
            if p.cue is not None:
                by_cue.update((i, p.rule) for i in range(p.cue.first, p.cue.last))
        for d in drafts:
            rule = next((by_cue[i] for i in range(d.cue.first, d.cue.last) if i in by_cue), None) if d.cue else None
            made.append(Placed(d, None, rule, True))
        role = bytearray(len(stream))  # 1 content, 2 cue or source of a labelled statement
        for d in drafts:
            for f in d.contents:
                role[f.first : f.last] = b"\x01" * (f.last - f.first)
        for d in drafts:
            for g in (d.cue, d.source):
                if g is not None:
                    role[g.first : g.last] = b"\x02" * (g.last - g.first)
        for p in proposals:
            if p.cue is None or not p.contents or not tells(stream, p):
                continue
            if all(role[i] == 1 for f in p.parts for i in range(f.first, f.last)):
                heard = spoken_to(stream, p.cue)
                asked = heard is not None and p.source is not None and p.source.first <= heard < p.source.last
                source = None if asked else p.source
                made.append(Placed(Draft(p.cue, source, p.contents, 0.0, [0.0] * len(p.contents)), None, p.rule, False))
    made.sort(key=lambda m: (m.first, -m.last))
    _nest(made)
    if not drafts:
        # A cue within a quotation that is nobody's content (a title, a scare quote) is no statement of the article.
        lone = {n for n, m in enumerate(made) if m.within is None and m.rule != "line" and m.draft.cue is not None
                and stream.is_quoted(m.draft.cue.first)}  # fmt: skip
        made = without(made, lone)
    return made


def tells(stream: Stream, p: Proposal) -> bool:
    """Whether a proposal within another's content tells of somebody's word or thought.

    There the rules stand alone. It needs somebody (`which` and `that` are things), a verb that is no command or wish of
    the moment, and a content that is a clause or names an act of speech.
    """
    if p.rule in _SOURCELESS and not (p.rule == "passive" and p.kind in _NO_TELLING):
        return True
    if p.source is None or p.cue is None:
        return False
    if p.source.last - p.source.first == 1 and stream.lowers[p.source.first] in ("which", "that", "it", "this", "what"):
        return False
    if stream.upos(p.source.first) in ("ADP", "CCONJ", "SCONJ", "PUNCT"):
        return False  # a parse gone astray
    if p.rule == "noun":
        return True
    sentence, at = stream.of_sentence(p.anchor)
    finite = sentence.xpos[at] in ("VBD", "VBZ", "VBP") or any(
        sentence.xpos[at + i - p.anchor] in ("VBD", "VBZ", "VBP")
        for i in range(p.cue.first, min(p.cue.last, p.anchor))
        if stream.sentence[i] == stream.sentence[p.anchor]
    )
    if p.kind in _NO_TELLING or (p.kind in _FINDING_OUT and not finite):
        return False
    inside = [i for f in p.contents for i in range(f.first, f.last)]
    words = [i for i in inside if stream.is_word(i)]
    clause = len(words) > 2 and any(stream.upos(i) in ("VERB", "AUX") for i in inside)
    quoted = all(stream.is_quoted(i) for i in words) and stream.is_mark(inside[0])
    if clause or quoted:
        opens = stream.lowers[inside[0]]
        # A verb deep in a noun phrase makes no clause of it: `a box they had left`.
        return not (stream.upos(inside[0]) == "DET" and opens in ("a", "an") and "q" not in _frames(stream, p))
    return p.kind in _OF_NOUNS and finite


def _frames(stream: Stream, p: Proposal) -> str:
    verb = lexicon().verbs.get(stream.lemmas[p.anchor])
    return verb.frames if verb is not None else ""


def without(made: list[Placed], gone: set[int]) -> list[Placed]:
    """The statements without those numbered and without those within them."""
    for n, m in enumerate(made):
        if m.within in gone:
            gone.add(n)
    kept = [n for n in range(len(made)) if n not in gone]
    number = {old: new for new, old in enumerate(kept)}
    for n in kept:
        held = made[n].within
        made[n].within = None if held is None else number[held]
    return [made[n] for n in kept]


def _nest(made: list[Placed]) -> None:
    """Point each statement to the innermost other one with a content fragment that holds all of it."""
    holders = sorted((f.first, -f.last, n) for n, m in enumerate(made) for f in m.draft.contents)
    live: list[tuple[int, int, int]] = []
    k = 0
    for n, m in enumerate(made):
        first, last = m.first, m.last
        while k < len(holders) and holders[k][0] <= first:
            live.append(holders[k])
            k += 1
        live = [h for h in live if -h[1] > first]
        inside = [
            h
            for h in live
            if h[2] != n and -h[1] >= last and not (made[h[2]].first == first and made[h[2]].last == last)
        ]
        if inside:
            m.within = max(inside, key=lambda h: (h[0], h[1]))[2]
