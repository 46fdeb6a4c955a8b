"""Triggers: words of a sentence that the lexicon reads as events, with the places of their parties."""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.events import stand_ins, targets, whom
from onrecord.events.grammar import Grammar
from onrecord.events.grammar_words import RELATIVES
from onrecord.events.lexicon import Condition, Frame, Lexicon
from onrecord.events.naming import calls_names, of_no_confidence, praised
from onrecord.events.parties import Parties
from onrecord.events.party_words import INSTRUMENTS
from onrecord.events.sites import Sites
from onrecord.record import Status


@dataclass(slots=True)
class Candidate:
    """A possible event at token `at`; parties are actor ids; `tokens` are the words of the trigger."""

    at: int
    tokens: list[int]
    lemma: str
    rule: str
    type: str
    mode: str | None
    cameo: str | None
    actors: list[str] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    status: Status = "happened"
    strong: bool = True
    nominal: bool = False
    status_from: int | None = None
    embedded: bool = False
    negated: bool = False
    disowned: bool = False
    of_itself: bool = False
    located: bool = False
    answered: bool = False
    roles: dict[str, str] = field(default_factory=dict)
    runners_up: list[str] = field(default_factory=list)
    frame: Frame | None = None
    confidence: float = 0.5
    note: str | None = None
    model: float | None = None
    link: float | None = None
    gate: float | None = None
    opinion: float | None = None


ADVERBIAL = frozenset({"up", "out", "down", "together", "over", "off", "away", "in", "on"})
"""Slots that a particle or adverb fills as well as a phrase."""


class Matcher:
    """Matches the lexicon against one sentence."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar, parties: Parties) -> None:
        self.lexicon = lexicon
        self.g = grammar
        self.p = parties
        if lexicon.conflict_words is None:
            lexicon.conflict_words = frozenset(
                w for w, rows in lexicon.verbs.items() if any(_is_conflict(f.type) for f in rows)
            )
        self.conflict_words = lexicon.conflict_words
        if grammar.sites is None or grammar.sites.lexicon is not lexicon:
            grammar.sites = Sites(lexicon, grammar)
        self.sites = grammar.sites
        self.asked = False
        """Has a condition asked who the parties are?"""

    # -- conditions --------------------------------------------------------------------------------------------------
    def holds(self, i: int, c: Condition) -> bool:
        """Does the condition hold of the words around token `i`?"""
        return self._holds(i, c) != c.negated

    def _holds(self, i: int, c: Condition) -> bool:
        g = self.g
        if c.slot == "passive":
            return g.passive(i)
        if c.slot in ("named", "praised"):
            return calls_names(g, i) and (c.slot == "named" or praised(g, i))
        if c.slot == "no-confidence":
            return of_no_confidence(g, i)
        if c.slot == "plural":
            return g.s.xpos[i] in ("NNS", "NNPS")
        if c.slot == "neg":
            return any(g.lower[j] in ("not", "n't", "n’t", "never", "no") for j in g.kids(i, "advmod", "det"))
        found = g.slot(i, c.slot)
        if c.slot in ADVERBIAL and not (found or c.words or c.special):
            return c.slot in g.particle(i)
        if c.slot in ("dead", "hostage", "jointly", "responsible"):
            return c.slot in g.lower[i + 1 : i + 6]
        if not c.words and not c.special:
            return bool(found)
        words = g.spread(found)
        several = len(words) > 1
        pronouns = [j for j in words if g.s.upos[j] == "PRON"]
        if pronouns:
            self.asked = True
            words += [k for j in pronouns for k in self.p.antecedents(j)]
        if any(g.lemmas[j] in c.words or g.lower[j] in c.words for j in words):
            return True
        if c.words and any(g.lower[k] in c.words or g.lemmas[k] in c.words for j in words for k in self._inside(j)):
            return True
        if not c.special:
            return False
        self.asked |= "polity" in c.special or "party" in c.special
        if "polity" in c.special and any(self.p.is_polity(j) for j in words):
            return True
        if "party" in c.special and any(self.p.is_party(j) for j in words):
            return True
        if "plural" in c.special and (
            several or any(g.s.xpos[j] in ("NNS", "NNPS") or g.lower[j] in ("they", "we", "both") for j in words)
        ):
            return True
        return "conflict" in c.special and any(g.lemmas[j] in self.conflict_words for j in words)

    def _inside(self, j: int) -> list[int]:
        """Words of a phrase that may carry its class: what `a group of rebels` or `thousands of troops` is made of, the
        words of a name or title (`Defense Minister Ann Poe`)."""
        g = self.g
        out = [
            k
            for k in g.kids(j, "nmod")
            if g.case(k) == "of" and (g.lemmas[j] in MEASURES or g.s.upos[j] in ("NUM", "SYM"))
        ]
        if g.s.upos[j] == "PROPN":
            out += g.kids(j, "compound", "flat", "appos", "nmod:desc")
        else:
            out += g.kids(j, "compound", "flat")
        return out

    def choose(self, i: int, key: str, rows: list[Frame]) -> tuple[Frame | None, list[str]]:
        """The most demanding frame whose conditions all hold, and the types of the others that hold."""
        left = self.sites.open.get((i, key))
        if left is None:
            left = self.sites.open[i, key] = self._open(i, rows)
        held = [f for f, conditions in left if all(self.holds(i, c) for c in conditions)]
        if not held:
            return None, []
        others = [f.type for f in held[1:] if f.type != held[0].type]
        return held[0], list(dict.fromkeys(others))

    def _open(self, i: int, rows: list[Frame]) -> list[tuple[Frame, list[Condition]]]:
        """Frames that the words around allow, each with its conditions that hang on who the parties are."""
        out: list[tuple[Frame, list[Condition]]] = []
        for f in rows:
            hanging: list[Condition] = []
            for c in f.conditions:
                self.asked = False
                holds = self.holds(i, c)
                if self.asked:
                    hanging.append(c)
                elif not holds:
                    break
            else:
                out.append((f, hanging))
        return out

    # -- words -------------------------------------------------------------------------------------------------------
    def verb(self, i: int) -> Candidate | None:
        """The event that a verb (or participle) names, if any."""
        g, verbs = self.g, self.lexicon.verbs
        lemma, keys = self.sites.verbs[i]
        runners: list[str] = []
        for key, extra in keys:
            frame, others = self.choose(i, key, verbs[key])
            runners += others
            if frame is None or frame.type == "SKIP":
                if frame is not None:
                    return None
                continue
            c = Candidate(
                i,
                [i, *extra],
                key.replace("_", " "),
                frame.rule,
                frame.type,
                frame.mode,
                frame.cameo,
                frame=frame,
                runners_up=runners,
            )
            self.fill(c, frame, i)
            told = g.kids(i, "ccomp")
            if c.type == "REQUEST" and lemma in CLAIMING and told and indicative(g, told[0]):
                continue  # `insisted that it never met him`: a claim, no demand
            if c.type == "ACCUSE" and told and "ccomp.subj" in frame.recipients and not g.subjects(told[0]):
                continue  # `claimed they had been robbed`: nobody is named
            if c.type == "ACCUSE" and told and "ccomp.subj" in frame.recipients and self._alone(g.subjects(told[0])):
                continue  # `the band said they were responsible`: themselves, or people of another sentence
            if (
                lemma == "agree"
                and c.type == "AGREE"
                and told
                and not any(g.lower[j] in FUTURE for j in g.kids(told[0], "aux"))
            ):
                continue  # `agrees that he lied`: an opinion
            if c.of_itself:
                continue  # `claimed that they had attacked`: a claim about oneself accuses nobody
            return c
        return None

    def _alone(self, heads: list[int]) -> bool:
        """Is it a pronoun whose actor the sentence does not name?"""
        return bool(heads) and all(self.g.s.upos[j] == "PRON" and not self.p.antecedents(j) for j in heads)

    def noun(self, i: int) -> Candidate | None:
        """The event that a noun names, if any."""
        g = self.g
        frame, others = self.choose(i, "", self.sites.nouns[i])
        if frame is None or frame.type == "SKIP":
            return None
        c = Candidate(
            i,
            [i],
            g.lemmas[i],
            frame.rule,
            frame.type,
            frame.mode,
            frame.cameo,
            strong=frame.strong,
            nominal=True,
            frame=frame,
            runners_up=others,
        )
        self.fill(c, frame, i)
        return c

    # -- parties -----------------------------------------------------------------------------------------------------
    def fill(self, c: Candidate, frame: Frame, i: int) -> None:
        """Find the parties that the frame asks for, first place first; `+` places join the actors."""
        for slot in frame.actors:
            if not c.actors:
                self._take(c, i, slot, c.actors, "actor")
        for slot in sorted(frame.recipients, key=lambda s: s != "iobj"):  # whom it is given to, where so named
            joint = slot.startswith("+")
            if joint:
                self._take(c, i, slot[1:], c.actors, "joint")
            elif not c.recipients:
                self._take(c, i, slot, c.recipients, "recipient")
                c.of_itself |= slot == "ccomp.subj" and bool(c.recipients) and set(c.recipients) <= set(c.actors)
        own = bool(c.recipients) and set(c.recipients) <= set(c.actors)
        c.of_itself |= own and c.type == "ACCUSE" and not c.nominal
        c.recipients = [r for r in c.recipients if r not in c.actors]
        if own and not c.nominal and c.type != "ACCUSE":
            c.recipients = [a for a in stand_ins.of_speaker(i, self.p) if a not in c.actors]
        elif c.type == "ASSAULT" and stand_ins.own_side(c.actors, c.recipients, self.p):
            c.recipients = [a for a in stand_ins.of_speaker(i, self.p, True) if a not in c.actors] or c.recipients
        if not c.recipients and not own and c.type in whom.WRITTEN and self.g.verbal(i):
            c.recipients = [a for a in self.p.of(whom.addressed(i, self.g), False) if a not in c.actors]
            if c.recipients:
                c.roles["recipient"] = "to whom it is written"

    def _take(self, c: Candidate, i: int, slot: str, into: list[str], role: str) -> None:
        g = self.g
        heads = [g.s.heads[i]] if slot == "that" and g.s.heads[i] >= 0 else g.slot(i, slot)
        if c.type == "PROTEST" and role == "recipient":
            heads = [j for j in heads if g.lemmas[j] not in self.lexicon.classes["protestn"]]  # `riots in protest`
        if slot == "mod" and role == "actor":
            heads = [j for j in heads if g.lemmas[j] not in INSTRUMENTS]  # `tank shelling`
        deep = role != "actor" or slot in ("subj", "by", "poss")
        if role == "recipient":
            heads = whom.meant(c.type, c.mode, slot, heads, g, self.p, self.lexicon)
        if role == "actor" and c.type == "ASSAULT" and slot == "subj" and not g.passive(i) and g.relative(i):
            ground = self.lexicon.classes["ground"]  # `the attack in the town of Tolsk which killed nine`
            heads = [j for j in heads if g.lemmas[j] not in ground and not targets.is_spot(self.p, j)]
            heads = [j for j in heads if not self._of_deed(j)]
        if slot == "mod" and role == "actor" and c.type == "ASSAULT":
            goals = [j for j in heads if self.p.is_goal(j)]
            heads = [j for j in heads if j not in goals]
            if goals and not c.recipients:
                c.recipients += self.p.of(goals, deep)
                c.roles.setdefault("recipient", slot)
        if role == "recipient" and c.type == "PROTEST" and slot in STREETS:
            heads = [j for j in heads if not self.p.is_goal(j)]
        if role == "recipient" and c.type == "ASSAULT":
            towns = [j for j in heads if slot in WHERE and self.p.is_goal(j)]
            heads = [j for j in heads if j not in towns]
            c.located |= bool(towns)
            where = self.lexicon.classes["ground"] if slot in WHERE else frozenset()
            found = [a for a in targets.targets(self.p, heads, where) if a not in into]
            if slot in WHERE:
                c.located |= any(targets.is_town(self.p, a) for a in found)
                found = [a for a in found if not targets.is_town(self.p, a)]
        elif role == "recipient" and c.type == "ACCUSE" and c.mode == "disapprove":
            found = [a for a in whom.blamed(heads, g, self.p, self.lexicon) if a not in into]
        else:
            found = [a for a in self.p.of(heads, deep, far=role != "actor") if a not in into]
        if not found and slot in ("subj", "obj", "surf") and c.type in COUNTED:
            found = [a for a in targets.counted(self.p, heads, role == "actor") if a not in into]
        if role == "recipient" and c.type == "CONSULT" and c.mode is None and slot in ("in", "at"):
            found = [a for a in found if not targets.is_town(self.p, a)]  # `took part in a debate in Tolsk`
        if role == "actor" and slot == "poss" and found:
            found = [a for a in stand_ins.of_clause(heads[0], i, self.p) if a not in into] or found
        if role == "actor" and slot == "subj" and g.s.deprels[i] == "acl:relcl" and found:
            mine = [
                j for j in heads if g.s.upos[j] == "PRON" and j in g.kids(i, "nsubj") and g.lower[j] not in RELATIVES
            ]
            if mine and not g.passive(i) and set(found) <= set(self.p.single(g.s.heads[i], False)):
                found = []  # `the migrants they must expel`: others than the migrants
        if role == "actor" and slot == "subj":  # a dateline, the place of a meeting: a town does nothing by itself
            found = [a for a in found if not targets.is_town(self.p, a)]
        if role == "recipient":
            found = [a for a in found if not any(m.actor == a for m in self.p.heads[i])]  # its own phrase
            if slot.partition(".")[2] in ("by", "of", "from", "poss"):
                found = [a for a in found if a not in c.actors]  # `was criticized by Arland`: by its doer
        if found:
            into += found
            c.roles.setdefault(role, slot)

    def _of_deed(self, j: int) -> bool:
        """Is it what a noun of attack says was hit (`the bombing of a barracks which killed nine`)?"""
        h = self.g.s.heads[j]
        hit = h >= 0 and self.g.base[j] == "nmod" and self.g.case(j) in ("of", "on", "against", "at")
        return hit and any(
            f.type == "ASSAULT" and "of" not in f.actors for f in self.lexicon.nouns.get(self.g.lemmas[h], ())
        )


STREETS = frozenset({"in", "through", "on", "to", "outside"})
"""Prepositions behind which a town is where people protest, not whom they protest against."""
COUNTED = frozenset({"ASSAULT", "COERCE", "PROTEST"})
"""Types whose parties news often only counts."""
WHERE = frozenset({"in", "near", "at"})
"""Prepositions behind which a town is where an attack was, not whom it was on."""
CLAIMING = frozenset({"insist", "suggest"})
FUTURE = frozenset({"should", "will", "would", "shall", "can", "could", "'ll", "’ll"})
SPEAKERS = frozenset({"i", "we", "it", "there", "this"})
DEMANDING = frozenset({"must", "should", "ought"})


def indicative(g: Grammar, h: int) -> bool:
    """Is a clause told as a fact (`insisted that he had left`), not asked for (`insisted that he leave`)?"""
    if any(g.lower[j] in DEMANDING for j in g.kids(h, "aux")):
        return False
    if any(g.lower[j] in SPEAKERS for j in g.subjects(h)):
        return True  # `insisted, "I have ..."`: of oneself nobody demands
    return g.s.xpos[h] in ("VBD", "VBZ") or any(g.lower[j] != "be" for j in g.kids(h, "aux", "cop"))


MEASURES = frozenset(
    [
        "group",
        "number",
        "thousand",
        "hundred",
        "dozen",
        "series",
        "handful",
        "score",
        "member",
        "million",
        "unit",
        "lot",
        "majority",
        "couple",
        "wave",
        "team",
        "volley",
        "barrage",
        "hail",
        "salvo",
        "crowd",
        "band",
        "gang",
        "host",
        "load",
        "worth",
        "rest",
        "percent",
        "amount",
        "batch",
        "sum",
        "more",
        "contingent",
        "%",
        "package",
        "cent",
        "coalition",
        "pair",
        "string",
        "round",
        "shipment",
        "piece",
        "package",
        "consignment",
        "set",
        "ton",
        "tonne",
        "raft",
        "total",
        "some",
        "many",
        "one",
        "two",
        "three",
    ]
)


def _is_conflict(event_type: str) -> bool:
    return event_type in ("ASSAULT", "COERCE", "SANCTION", "THREATEN", "MOBILIZE")
