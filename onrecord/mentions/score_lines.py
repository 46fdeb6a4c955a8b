"""Scores beside a name: in "Brazil 2-1 Germany" and "Oslo 4 Bergen 4" sides are named, no places."""

from __future__ import annotations

import re

from onrecord.language.reading import Sentence

_AGAINST = frozenset(["v", "v.", "vs", "vs."])
_SCORE = re.compile(r"^\d{1,3}[-–]\d{1,3}$")


def beside_score(sentence: Sentence, first: int, last: int) -> bool:
    """ "Brazil 2-1 Germany", "Brazil 2 Germany 1"."""
    words = sentence.words
    after = words[last] if last < len(words) else words[-1]
    before = words[first - 1] if first else words[0]
    if (first and before in _AGAINST) or (after in _AGAINST and last < len(words)):
        return True  # sides of a match, parties of a case: "Marlow v. Kent"
    # Most names have no figure beside them.
    if not (after[0].isdigit() or before[0].isdigit() or (first and words[max(0, first - 3)][0].isdigit())):
        return False
    if last + 1 < len(words) and words[last].isdigit() and len(words[last]) < 4 and sentence.xpos[last + 1] == "NNP":
        return True
    if first > 0 and last < len(words) and words[first - 1].isdigit() and words[last].isdigit():
        return True
    near = ["".join(words[max(0, first - 3) : first]), *words[max(0, first - 1) : first]]
    near += [*words[last : last + 1], "".join(words[last : last + 3])]
    return any(w[:1].isdigit() and _SCORE.match(w) for w in near)
