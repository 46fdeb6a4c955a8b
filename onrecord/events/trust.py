"""How far an event can be trusted: the probability that a careful coder would defend its row.

One logistic model over named features of the row (type, trigger, how parties were found, what they are, reality, whose
words it stands in, what lexicon, head and gate say) and four mean vectors of the encoder (sentence, trigger, actors,
recipients). Trained by `training/train_event_trust.py` on rows of news articles, each read against its article;
`model/README.md` says how many and with what agreement.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib.resources import files
from io import BytesIO

import numpy as np
import numpy.typing as npt

from onrecord.events.gate import GateFeatures, dense_of, party_kinds
from onrecord.events.grammar import Grammar
from onrecord.events.head import Linear, linear
from onrecord.events.ontology import MUTUAL, group_of
from onrecord.events.parties import Parties
from onrecord.events.triggers import Candidate

Floats = npt.NDArray[np.float32]

LEAST = 0.4
"""Probability of the model below which a row is not given (`model/README.md` has what other values cost)."""
LEAST_OF_HEAD = 0.7
"""Confidence below which a row that the head alone proposes is not given where its parties are not of two countries: of
judged ones below it 2 of 19 were right, of those from it 25 of 43."""
LATER = 0.15
"""What an event loses that is not the first of its sentence: of first ones 80 % are of the class that coders gave to
the sentence (cameo_class_train), of second ones 46 %."""
FAR = 12
"""Words between a trigger and a party from which on it is far off."""


def trust_features(c: Candidate, g: Grammar, p: Parties, vectors: Floats, told: str, nth: int) -> GateFeatures:
    """Features of an event that passed the gate; `told` is the kind of the statement that it stands in (`outlet`:
    none), `nth` its number among the events of its sentence."""
    s, at = g.s, c.at
    group = str(group_of(c.type))
    out: dict[str, float] = {
        f"type:{c.type}": 1.0,
        f"mode:{c.type}:{c.mode}": 1.0,
        f"trigger:{c.lemma}": 1.0,
        f"rule:{c.rule.partition(':')[0]}": 1.0,
        f"status:{c.status}": 1.0,
        f"status:{c.status}:{group}": 1.0,
        f"reality:{c.roles.get('reality', 'none').partition(' ')[0]}": 1.0,
        f"told:{told}": 1.0,
        f"told:{told}:{group}": 1.0,
        f"tag:{s.xpos[at]}": 1.0,
        f"tag:{s.xpos[at]}:{group}": 1.0,
        f"relation:{g.base[at]}": 1.0,
        f"nth:{min(nth, 3)}": 1.0,
        f"parties:{min(len(c.actors), 2)}:{min(len(c.recipients), 2)}:{group}": 1.0,
        "base": base_score(c, 0),
    }
    if s.heads[at] >= 0:
        out[f"above:{g.base[at]}:{g.lemmas[s.heads[at]]}"] = 1.0
    for i in s.children_of(at):
        if g.base[i] in ("aux", "mark", "advmod", "expl", "cop"):
            out[f"below:{g.base[i]}:{g.lemmas[i]}"] = 1.0
    subjects = g.surface_subject(at) if g.verbal(at) else []
    for i in subjects[:1]:
        out[f"subject:{s.upos[i]}:{group}"] = 1.0
        if s.upos[i] == "PRON":
            out[f"subject:{g.lower[i]}"] = 1.0
    if s.words[-1] == "?":
        out["question"] = 1.0
    if s.xpos[at] in ("VBZ", "VBP", "VB") and not g.kids(at, "aux"):
        out[f"present:{group}"] = 1.0
    if any(x in ("could", "would", "might", "may", "can", "should", "if") for x in g.lower):
        out["modal sentence"] = 1.0
    out["length"] = min(len(s), 60) / 60
    for name in ("nominal", "strong", "embedded", "negated", "located"):
        if getattr(c, name):
            out[name] = 1.0
    for name, value in (("model", c.model), ("link", c.link), ("gate", c.gate), ("opinion", c.opinion)):
        if value is None:
            out[f"no {name}"] = 1.0
        else:
            out[name] = value
    if c.note:
        out[f"note:{c.note.partition(':')[0]}"] = 1.0
    for side, keys in (("actor", c.actors), ("recipient", c.recipients)):
        slot = c.roles.get(side, "none").split(" ")[0]
        out[f"{side} by:{slot}"] = 1.0
        out[f"{side} by:{slot}:{group}"] = 1.0
        for key in keys[:2]:
            for name in party_kinds(key, p):
                out[f"{side}:{name}"] = 1.0
                out[f"{side}:{name}:{group}"] = 1.0
        here = [i for i, ms in enumerate(p.heads) if any(m.actor in keys for m in ms)]
        if keys and not here:
            out[f"{side} not seen"] = 1.0
        elif here:
            near = min(abs(i - at) for i in here)
            out[f"{side} far"] = min(near, FAR) / FAR
            if all(s.upos[i] == "PRON" for i in here):
                out[f"{side} pronoun"] = 1.0
            out[f"{side} stands:{g.base[min(here, key=lambda i: (abs(i - at), i))]}"] = 1.0
    if c.type in MUTUAL and len(c.actors) > 1:
        out["together"] = 1.0
    return GateFeatures(out, dense_of(c, p, vectors))


def base_score(c: Candidate, nth: int) -> float:
    """What the making of the row alone says of it, before anything is learned; `nth` as in `trust_features`."""
    score = 0.55 if c.nominal else 0.7
    if (c.actors and c.recipients) or (c.type in MUTUAL and len(c.actors) > 1):
        score += 0.15
    if not c.strong:
        score -= 0.1
    if c.embedded or c.status in ("hypothetical", "denied", "called-for"):
        score -= 0.2
    if any(v.startswith("nearest") for v in c.roles.values()):
        score -= 0.1
    if c.model is not None and c.link is not None:
        score = 0.4 * score + 0.35 * c.model + 0.25 * c.link
    return round(max(0.05, min(0.95, score) - (LATER if nth else 0.0)), 3)


@dataclass(slots=True)
class Trust:
    """The trained model; `scale` are intercept and slope of the log odds over the mean of its probability and the base
    score."""

    model: Linear
    scale: tuple[float, float]

    def probability(self, f: GateFeatures) -> float:
        """That a careful coder would defend the row."""
        return float(1.0 / (1.0 + np.exp(-float(self.model.logits(f)[0]))))

    def confidence(self, probability: float, base: float) -> float:
        """How far to trust the row: what of a hundred such rows was found right, those half right counted half. The
        base score holds it up where a sentence tells its main event in a way that the model saw seldom."""
        a, b = self.scale
        return float(1.0 / (1.0 + np.exp(-(a + b * (probability + base) / 2))))


def unpack(data: bytes) -> Trust:
    """The model from the bytes of its npz."""
    with np.load(BytesIO(data), allow_pickle=False) as z:
        a, b = (float(x) for x in z["trust_scale_to_worth"])
        return Trust(linear(z, "trust"), (a, b))


@functools.cache
def load() -> Trust | None:
    """The shipped model, None where the package carries none (then the making of the row alone decides)."""
    path = files("onrecord.events").joinpath("model/trust.npz")
    return unpack(path.read_bytes()) if path.is_file() else None


def confidence(c: Candidate, g: Grammar, p: Parties, vectors: Floats | None, told: str, nth: int) -> float | None:
    """How far to trust an event, between .01 and .99; None where it is no row to give."""
    model, base = load() if vectors is not None else None, base_score(c, nth)
    if model is None or vectors is None:
        return base
    probability = model.probability(trust_features(c, g, p, vectors, told, nth))
    if probability < LEAST:
        return None
    sure = round(max(0.01, min(0.99, model.confidence(probability, base))), 3)
    if sure < LEAST_OF_HEAD and c.rule.startswith("head:"):
        lands = {p.actors[a].country for a in (*c.actors, *c.recipients)} - {None}
        return sure if len(lands) > 1 else None
    return sure
