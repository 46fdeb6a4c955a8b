"""The rules' proposals as votes on the labels: what the tree says is added to what the labeller says."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from onrecord.statements.decode import Scores
from onrecord.statements.proposals import Proposal
from onrecord.statements.stream import Role, Stream

# Log-odds that a rule adds to its label; tuned on PolNeAR dev.
WEIGHT = 1.0
# Layout says more than words: a speaker's line or a signed quotation is hardly ever anything else.
BY_LAYOUT = 20.0
_COLUMNS: dict[Role, tuple[int, int]] = {"source": (1, 2), "cue": (3, 4), "content": (5, 6)}


def votes(stream: Stream, proposals: Sequence[Proposal], weight: float = WEIGHT) -> Scores:
    """One row a token: `weight` on the labels that the proposals not within another give it, 0 elsewhere."""
    out = np.zeros((len(stream), 7), dtype=np.float32)
    for p in proposals:
        if not p.outermost:
            continue
        strength = BY_LAYOUT if p.rule == "line" else weight
        for f in p.parts:
            begin, inside = _COLUMNS[f.role]
            out[f.first, begin] = max(out[f.first, begin], strength)
            rest = out[f.first + 1 : f.last, inside]
            np.maximum(rest, strength, out=rest)
    return out
