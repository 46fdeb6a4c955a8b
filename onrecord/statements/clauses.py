"""A sentence's tree as stretches: how far each token's clause reaches, and the words of a verb group."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.language.reading import Sentence

_GROUP = frozenset(["aux", "aux:pass", "auxpass", "neg", "cop"])
# Adverbs and the like that may stand within a verb group without breaking it.
_LIGHT = frozenset(["advmod", "discourse"])
_NO_EDGE = frozenset([",", ".", ";", ":", "—", "–", "--", "-", "―", "…", "..."])


@dataclass(slots=True)
class Clauses:
    """One sentence with the reach of each token's subtree, found in one pass."""

    sentence: Sentence
    low: list[int]
    high: list[int]

    @classmethod
    def of(cls, sentence: Sentence) -> Clauses:
        """Lowest and highest token below each token; a parse that is no tree still ends."""
        n = len(sentence)
        low, high = list(range(n)), list(range(n))
        waiting = [0] * n
        for h in sentence.heads:
            if h >= 0:
                waiting[h] += 1
        ready = [i for i in range(n) if not waiting[i]]
        while ready:
            i = ready.pop()
            h = sentence.heads[i]
            if h < 0:
                continue
            low[h] = min(low[h], low[i])
            high[h] = max(high[h], high[i])
            waiting[h] -= 1
            if not waiting[h]:
                ready.append(h)
        return cls(sentence, low, high)

    def reach(self, i: int) -> tuple[int, int]:
        """Tokens `[first, last)` of the subtree of `i`, holes filled."""
        return self.low[i], self.high[i] + 1

    def child(self, i: int, *relations: str) -> int | None:
        """The first dependent of `i` in one of these relations (or a subtype of it)."""
        rels = self.sentence.deprels
        for j in self.sentence.children_of(i):
            if rels[j] in relations or rels[j].split(":")[0] in relations:
                return j
        return None

    def children(self, i: int, *relations: str) -> list[int]:
        """The dependents of `i` in one of these relations (or a subtype of one)."""
        rels = self.sentence.deprels
        return [j for j in self.sentence.children_of(i) if rels[j] in relations or rels[j].split(":")[0] in relations]

    def group(self, i: int) -> tuple[int, int]:
        """The verb group around the verb `i`: auxiliaries, negation and light adverbs before it, its particle after."""
        s = self.sentence
        first = i
        while first > 0:
            j = first - 1
            rel = s.deprels[j]
            if (
                (s.heads[j] == i and rel in _GROUP)
                or (s.heads[j] == i and rel in _LIGHT and s.upos[j] in ("ADV", "PART"))
                or (s.upos[j] in ("AUX", "PART") and s.heads[j] in (i, s.heads[i]) and s.words[j].lower() != "to")
            ):
                first = j
            else:
                break
        while first < i and s.upos[first] == "ADV" and s.words[first].lower() in ("when", "where", "how", "why"):
            first += 1
        last = i + 1
        if last < len(s) and s.heads[last] == i and s.deprels[last] == "compound:prt":
            last += 1
        return first, last

    def trim(self, first: int, last: int) -> tuple[int, int]:
        """A stretch without the stops, commas and dashes at its edges."""
        words = self.sentence.words
        while first < last and words[first] in _NO_EDGE:
            first += 1
        while last > first and words[last - 1] in _NO_EDGE:
            last -= 1
        return first, last
