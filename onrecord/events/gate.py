"""The gate: is what the lexicon or the head proposes a political event at all, or of another world (sport, business,
weather, private life)?

One logistic model over named features (type, trigger, parties, what the word lists of other worlds say) and four mean
vectors of the shared encoder (shape 4 x 384): the sentence, the trigger, the actors, the recipients. Trained by
`training/train_event_gate.py`; `model/README.md` says with what.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib.resources import files
from io import BytesIO

import numpy as np
import numpy.typing as npt

from onrecord.events.domain import domain_scores
from onrecord.events.grammar import Grammar
from onrecord.events.head import Linear, linear, mean_of
from onrecord.events.parties import Parties
from onrecord.events.party_words import BLOCS
from onrecord.events.targets import is_built
from onrecord.events.triggers import Candidate

Floats = npt.NDArray[np.float32]

LEAST = -0.4
"""Score (log odds) from which an event passes the gate. Of what was dropped at this score, out of fold: one in fifty
political events, three in four of other worlds' (`model/README.md`)."""
RESCUE = 1.0
"""Score from which an event passes although the word lists take its sentence for another world's."""

SELDOM_PRIVATE = frozenset({"explosives", "suicide-attack", "abduct"})
"""Modes of ASSAULT that other worlds hardly have: bombs and hostages."""
LEAST_SELDOM_PRIVATE = -2.5
"""Score from which an event of these modes passes: MUC-4 dev .502 to .508, no more events from invented sentences of
other worlds."""
PUBLIC_KILLING = frozenset({"assassinate", "assassination", "massacre", "behead", "lynch"})
"""Triggers of ASSAULT that the same holds of: nobody is assassinated in private."""
OF_STATE = frozenset({"MIL", "COP", "GOV", "JUD", "LEG", "REB", "UAF", "PRM", "SPY"})
"""Sectors of those whom news names by their office when they are hurt."""
CIVILIANS = frozenset({"civilian", "protester", "protestor", "demonstrator"})
"""Words for people who are hurt in a conflict; at home they are called otherwise."""
LEAST_PUBLIC_VICTIM = -2.5
"""Score from which the harm of these people passes. Of what it lets in on MUC-4 dev six of seven rows are right."""
PUBLIC_ARTICLE = 0.5
"""Mean score of an article that tells of public events; who is hurt or arrested there, unnamed, is so in public
(`46 people had been arrested`)."""
LEAST_AMID_EVENTS = -1.2
"""Score from which an attack passes in such an article (`two teachers have been killed`)."""
LEAST_OF_COURT = -1.2
"""Score from which an arrest by the police or a sentence by a court passes, where either is named."""

CAMPAIGN = "campaign"
"""The world of whoever runs for office: what is held there for oneself is against nobody, whatever the sentence."""

ARTICLE = 0.5
"""How much the mean score of the article so far counts."""
FAR = 4.0
"""Scores count no further than this in that mean."""
UNLIKELY = 0.05
"""Probability below which a type is no runner-up, unless there is no other."""


@dataclass(slots=True)
class GateFeatures:
    """Features of one proposed event."""

    sparse: dict[str, float]
    dense: Floats


def gate_features(c: Candidate, g: Grammar, p: Parties, vectors: Floats, world: str | None) -> GateFeatures:
    """Features of a candidate; `vectors` are those of its sentence's words, `world` what `foreign_domain` says."""
    out: dict[str, float] = {
        f"type:{c.type}": 1.0,
        f"type:{c.type}:{c.mode}": 1.0,
        f"trigger:{c.lemma}": 1.0,
        f"rule:{c.rule.partition(':')[0]}": 1.0,
        f"status:{c.status}": 1.0,
        f"world:{world}": 1.0,
        "nominal" if c.nominal else "verbal": 1.0,
        f"parties:{min(len(c.actors), 2)}:{min(len(c.recipients), 2)}": 1.0,
    }
    if not c.strong:
        out["weak"] = 1.0
    for name, score in domain_scores(g).items():
        out[f"words:{name}"] = min(score, 4) / 2
    lands = []
    for side, keys in (("actor", c.actors), ("recipient", c.recipients)):
        for key in keys[:3]:
            a = p.actors[key]
            lands.append(a.country)
            for name in party_kinds(key, p):
                out[f"{side}:{name}"] = 1.0
                out[f"party:{name}"] = 1.0
    if len({x for x in lands if x}) > 1:
        out["two countries"] = 1.0
    if not any(lands):
        out["no country"] = 1.0
    if c.link is not None:
        out["link"] = c.link
    if c.model is not None:
        out["model"] = c.model
    return GateFeatures(out, dense_of(c, p, vectors))


def opinion_features(c: Candidate, g: Grammar, p: Parties, vectors: Floats) -> GateFeatures:
    """Features for a second opinion on the type, without what the lexicon made of the trigger."""
    s = g.s
    out = {f"trigger:{c.lemma}": 1.0, f"head:{g.lemmas[c.at]}": 1.0, f"tag:{s.xpos[c.at]}": 1.0}
    for i in s.children_of(c.at):
        out[f"below:{g.base[i]}:{g.lemmas[i]}"] = 1.0
    if s.heads[c.at] >= 0:
        out[f"above:{g.base[c.at]}:{g.lemmas[s.heads[c.at]]}"] = 1.0
    for side, keys in (("actor", c.actors), ("recipient", c.recipients)):
        for key in keys[:2]:
            for name in party_kinds(key, p):
                out[f"{side}:{name}"] = 1.0
    trigger = [i for i in c.tokens if i < len(vectors)]
    return GateFeatures(out, vectors[trigger or [c.at]].mean(axis=0))


def party_kinds(key: str, p: Parties) -> list[str]:
    """What a party is: kind, sectors, whether named, of a country, a body of states."""
    a = p.actors[key]
    out = [a.type, "named" if p.named(key) else "unnamed"]
    out += a.sectors or ["no sector"]
    if a.country:
        out.append("of a country")
    if (a.code or "")[:3] in BLOCS:
        out.append("bloc")
    if p.political(key):
        out.append("political")
    if p.institutional(key):
        out.append("institutional")
    return out


def dense_of(c: Candidate, p: Parties, vectors: Floats) -> Floats:
    """Mean vectors of the sentence, the trigger, the actors, the recipients."""

    def heads(keys: list[str]) -> list[int]:
        wanted = set(keys)
        return [i for i, here in enumerate(p.heads) if any(m.actor in wanted for m in here)]

    trigger = [i for i in c.tokens if i < len(vectors)]
    blocks = [
        vectors.mean(axis=0),
        *(mean_of(vectors, tokens) for tokens in (trigger, heads(c.actors), heads(c.recipients))),
    ]
    return np.concatenate(blocks).astype(np.float32)


def least_of(c: Candidate, g: Grammar, p: Parties, so_far: float) -> float:
    """Score from which an event passes whose sentence no word list takes for another world's; `so_far` is the mean
    score of what the article told before it."""
    if c.type == "ASSAULT":
        if c.mode in SELDOM_PRIVATE or c.lemma in PUBLIC_KILLING:
            return LEAST_SELDOM_PRIVATE
        people = {r for r in c.recipients if p.actors[r].type in ("person", "group") and not is_built(p, r)}
        words = {g.lemmas[i] for i, here in enumerate(p.heads) if any(m.actor in people for m in here)}
        if words & CIVILIANS or any(OF_STATE & set(p.actors[r].sectors) for r in people):
            return LEAST_PUBLIC_VICTIM
        if so_far >= PUBLIC_ARTICLE:
            return LEAST_AMID_EVENTS
    sectors = {s for a in c.actors for s in p.actors[a].sectors}
    if (c.mode == "arrest" and sectors & OF_STATE) or (c.mode in ("arrest", "convict") and "JUD" in sectors):
        return LEAST_OF_COURT
    return LEAST


@dataclass(slots=True)
class Gate:
    """The trained gate."""

    model: Linear
    opinion: Linear

    def score(self, f: GateFeatures) -> float:
        """Log odds that the event is political."""
        return float(self.model.logits(f)[0])

    def admits(
        self, c: Candidate, g: Grammar, p: Parties, vectors: Floats, world: str | None, before: list[float]
    ) -> bool:
        """Does the candidate pass? Sets its `gate`, the probability that it is political.

        `before` holds the scores of what the article proposed so far, and gets this one: what an article is about it
        says at its head, and a sentence of it that leaves it open is read in that light.
        """
        own = self.score(gate_features(c, g, p, vectors, world))
        so_far = sum(before) / (len(before) + 2)
        score = own + ARTICLE * so_far
        before.append(max(-FAR, min(FAR, own)))
        c.gate = float(1.0 / (1.0 + np.exp(-score)))
        amid = world == "private" and so_far >= PUBLIC_ARTICLE and c.type in ("ASSAULT", "COERCE")
        least = LEAST if amid else least_of(c, g, p, so_far) if world is None else RESCUE
        if world == CAMPAIGN or score < least:
            return False
        if c.model is None:
            self.second_opinion(c, g, p, vectors)
        return True

    def second_opinion(self, c: Candidate, g: Grammar, p: Parties, vectors: Floats) -> None:
        """The likeliest other types of an event that the lexicon alone decided, before any that the lexicon saw."""
        scores = self.opinion.probabilities(opinion_features(c, g, p, vectors))
        c.opinion = scores.get(c.type, 0.0)
        others = sorted((t for t in scores if t != c.type), key=lambda t: (-scores[t], t))
        likely = [t for t in others[:3] if scores[t] > UNLIKELY] or others[:1]
        c.runners_up = list(dict.fromkeys([*(t for t in c.runners_up if t != c.type), *likely]))[:3]


def unpack(data: bytes) -> Gate:
    """A gate from the bytes of its npz."""
    with np.load(BytesIO(data), allow_pickle=False) as z:
        return Gate(linear(z, "gate"), linear(z, "opinion"))


@functools.cache
def load() -> Gate | None:
    """The shipped gate, None where the package carries none (then the word lists alone decide)."""
    path = files("onrecord.events").joinpath("model/gate.npz")
    return unpack(path.read_bytes()) if path.is_file() else None
