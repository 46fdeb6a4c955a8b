"""The learned head at work in an article: checks the lexicon's types, completes parties, proposes dyads the lexicon
missed."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.events import bystanders, targets, unreal, whom
from onrecord.events.blame import ANSWERING
from onrecord.events.features import DyadFeatures, dyad_features
from onrecord.events.grammar import Grammar
from onrecord.events.head import Head
from onrecord.events.lexicon import Lexicon
from onrecord.events.ontology import MUTUAL, group_of
from onrecord.events.other_senses import told_to_the_press
from onrecord.events.parties import Parties
from onrecord.events.reality import of_verb
from onrecord.events.toll import RESULTS
from onrecord.events.triggers import Candidate
from onrecord.language.reading import Reading
from onrecord.record import Span

OVERRULE = 0.7
"""Probability from which another type replaces the lexicon's; chosen among 0.5 to 0.8: of judged rows that a surer one
changed 15 of 37 are right, below 1 of 18 (`model/README.md`)."""
KEEP = 0.15
"""Probability of its own type from which the lexicon is never overruled; chosen with it
among 0.08 to 0.3."""
COMPLETE = 0.4
"""Link score from which a second party is added to an event that has one."""
OUTSIDE = 0.8
"""The same for a party of the verb that the event's is joined to; of those that stand elsewhere outside the event's
words 2 of 13 were right among judged rows, so that they are never added."""
PROPOSE = 0.65
"""Link score from which two parties without any event between them get one, typed by the head alone."""
OWN_DEEDS = frozenset({"THREATEN", "ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "SANCTION"})
"""Types that a speaker doesn't do by telling what others do."""
SETTLED = frozenset({"convict", "arrest", "discontinue", "troops", "obstruct"})
"""Modes that the codebook settles against the head's training data: convictions are SANCTION, no ACCUSE; who is caught
is arrested, not attacked; international sanctions are SANCTION, no COERCE; troops sent are MOBILIZE, no AID; who
occupies a hall or a square protests, and attacks nobody."""
HURTING = RESULTS | {"shoot", "shooting", "stab", "gun_down", "shoot_dead"} - {"damage", "destroy"}
"""Triggers that tell who was hurt, which no head makes a protest of, whoever the parties are."""
YIELDING = {"CONCEDE", "RETREAT"}
"""Types that the head learned as one, which the lexicon alone tells apart."""
RECEIVING = frozenset({"receive", "get", "obtain", "win", "secure", "accept", "gain", "borrow"})
"""Verbs whose subject is given what somebody gives."""
GIFTS = frozenset({"AID", "SUPPORT", "COOPERATE", "CONCEDE"})
"""Types of what is given."""
OF_MONEY = frozenset({"make", "spend", "establish"})
"""Verbs that tell by themselves of no act but of one that costs."""
PASSED_BY = frozenset({"in", "at", "than"})
"""Prepositions before whoever only lives where money is spent, or is compared with."""
OF_TIME = frozenset({"after", "before", "when", "while", "since", "because", "as"})
BY_WORDS = frozenset({"PROTEST", "REJECT", "SUPPORT", "REQUEST", "ACCUSE", "CONSULT", "CONCEDE"})
SPREAD = frozenset({"across", "throughout", "around", "in", "at", "through", "into"})
"""Prepositions before the land or town where an event of such a type is, not whom it is meant for."""
PAIRS = 8
"""Pairs of a sentence that are looked at."""

AGENTIVE = frozenset({"nsubj", "nsubj:pass", "obl:agent", "nmod:poss"})


@dataclass(slots=True)
class Party:
    """An actor of the sentence at its head token."""

    actor: str
    at: int
    span: Span
    a_place: bool = False
    """Is it a described place (`a jail`), which nothing is done to?"""


class Weigher:
    """Weighs the events of one sentence; `link` and `type` calls are counted to keep the cost linear."""

    def __init__(self, head: Head, reading: Reading, lexicon: Lexicon, g: Grammar, p: Parties) -> None:
        self.head, self.reading, self.lexicon, self.g, self.p = head, reading, lexicon, g, p
        self.parties = self._parties()
        self.known: dict[tuple[Span, Span], DyadFeatures] = {}
        self.passed: set[tuple[str, str]] = set()
        self.budget = PAIRS

    def _parties(self) -> list[Party]:
        s = self.g.s
        out: dict[tuple[str, int], Party] = {}
        for i in range(len(s)):
            for m in self.p.heads[i]:
                held = m.kind == "nominal" and self.p.held_in_mind(i)
                if m.actor is not None and s.upos[i] != "ADJ" and s.start <= m.start and not held:
                    place = m.kind == "nominal" and m.type == "place"
                    out.setdefault((m.actor, i), Party(m.actor, i, (m.start, m.end), place))
        for i, m in self.p.idle_heads.items():
            if m.type == "place" or m.kind == "name":
                key = self.p.promoted(i)
                if key is not None:
                    out.setdefault((key, i), Party(key, i, (m.start, m.end)))
        return sorted(out.values(), key=lambda x: (x.at, -(x.span[1] - x.span[0])))

    def features(self, a: Party, b: Party) -> DyadFeatures | None:
        """Features of a pair, None where the budget of the sentence is spent."""
        key = (a.span, b.span)
        if key not in self.known:
            if self.budget <= 0:
                return None
            self.budget -= 1
            self.known[key] = dyad_features(self.reading, [a.span], [b.span], self.lexicon, self.g)
        return self.known[key]

    def at(self, actor: str, near: int) -> Party | None:
        """The mention of an actor that is nearest to a token."""
        found = [x for x in self.parties if x.actor == actor]
        return min(found, key=lambda x: (abs(x.at - near), x.at), default=None)

    def check(self, c: Candidate, found: list[Candidate]) -> None:
        """Let the head confirm or overrule the type of an event with two parties; `found` are all of the sentence."""
        others = c.recipients or [x for x in c.actors[1:] if c.type in MUTUAL]
        if not c.actors or not others:
            return
        a, b = self.at(c.actors[0], c.at), self.at(others[0], c.at)
        if a is None or b is None or a.at == b.at:
            return
        f = self.features(a, b)
        if f is None:
            return
        scores = self.head.type.probabilities(f)
        own = scores.get(c.type, 0.0)
        top = max(scores, key=lambda t: (scores[t], t))
        link = self.head.link.probabilities(f)["link"]
        main = (f.best is None or f.best.at == c.at) and c.mode not in SETTLED
        c.runners_up = [t for t, v in sorted(scores.items(), key=lambda x: (-x[1], x[0])) if v > 0.05 and t != c.type][
            :3
        ]
        if (
            main
            and top != c.type
            and {top, c.type} != YIELDING
            and scores[top] >= OVERRULE
            and own < KEEP
            and not (top == "PROTEST" and c.lemma in HURTING)
            and not any(o is not c and o.type == top and a.actor in o.actors and b.actor in o.recipients for o in found)
            and not (top == "SUPPORT" and group_of(c.type) in ("words", "force"))
            and not (top == "CONCEDE" and (c.type == "COERCE" or self._for_a_motion(c)))
            and c.status in ("happened", "ongoing", "planned")
            and not of_verb(self.g, c.at).negated  # the head hardly sees a `not`
        ):
            c.runners_up = [c.type, *[t for t in c.runners_up if t != top]][:3]
            c.note = f"head: {top} {scores[top]:.2f} over {c.type} {own:.2f}"
            if (
                c.type == "AGREE"
                and c.rule.startswith("operators:")
                and top in ("SUPPORT", "CONSULT", "AID", "COOPERATE")
            ):
                c.status = "planned"  # `ready to back them`
            c.type, c.mode, c.cameo = top, None, None
            own = scores[top]
        c.model = own
        c.link = link

    def _for_a_motion(self, c: Candidate) -> bool:
        """Is it a word for a motion or bill (`approved the motion`), which yields nothing to anybody?"""
        objects = {self.g.lemmas[j] for j in self.g.objects(c.at)} if c.lemma in self.lexicon.classes["settled"] else ()
        return bool(self.lexicon.classes["motions"].intersection(objects))

    def complete(self, c: Candidate) -> None:
        """Add the recipient that the link model finds for an event with an actor only."""
        if (
            c.lemma in ANSWERING
            or not c.actors
            or c.recipients
            or (len(c.actors) > 1 and (c.type in MUTUAL or "joint" in c.roles))
        ):
            return
        a = self.at(c.actors[0], c.at)
        if a is None:
            return
        best: tuple[float, Party] | None = None
        for b in sorted(self.parties, key=lambda x: (abs(x.at - c.at), x.at)):
            if b.actor in c.actors or b.at == a.at or _overlap(a.span, b.span) or b.a_place:
                continue
            if any(x.actor == a.actor and _within(b.span, x.span) for x in self.parties):
                continue  # `the state's governor said he would not`: whose governor he is
            if (
                self._path(a.at, b.at) is not None
                and self.g.base[b.at] == "nmod"
                and self.g.case(b.at) in ("of", "from")
            ):
                continue  # `Senator Brenn of Ohio, the leader, opposed it`
            if self.p.of_one_state(a.actor, b.actor) or self._asked_about(c.at, b.at):
                continue
            path = self._path(c.at, b.at)
            if self.g.base[b.at] == "conj" and c.type == "MOBILIZE" and self.g.s.heads[b.at] in self.g.objects(c.at):
                continue  # `sent in troops and police`
            if self._told_of(a.at, b.at) or (c.type not in YIELDING and self._of_another_clause(path or [])):
                continue
            if c.type in BY_WORDS and self.g.case(b.at) in SPREAD and self._setting(c, a, b):
                continue  # `struck across Arland`, `failed to agree in Geneva`
            street = c.type == "PROTEST" and self.g.case(b.at) != "against" and self.g.base[b.at] != "compound"
            if street and self.g.lemmas[b.at] == "street" and self.p.actors[b.actor].type != "country":
                continue
            if (street or (c.type == "ASSAULT" and c.nominal)) and targets.is_town(self.p, b.actor):
                continue  # `the attack at a market in Tolsk`, `took to the streets of Tolsk`
            f = self.features(a, b)
            if f is None:
                break
            score = self.head.link.probabilities(f)["link"]
            moved = c.type == "MOBILIZE"
            if path is None and ((group_of(c.type) == "force" and not moved) or not self._beside(c.at, b.at, moved)):
                if score >= OUTSIDE:
                    self.passed.add((a.actor, b.actor))
                continue
            if path is not None and (
                self._undergoes(path)
                or self.p.venue(b.at, b.actor)
                or bystanders.stands_by(c, path, self.g, self.p, self.lexicon)
            ):
                continue
            clauses = sum(self.g.base[j] in ("acl", "advcl", "ccomp") for j in path or ())
            enough = OUTSIDE if path is None else COMPLETE if clauses < 2 else PROPOSE
            if score >= enough and (best is None or score > best[0]):
                best = (score, b)
        if best is not None:
            c.recipients = [best[1].actor]
            c.roles["recipient"] = f"link {best[0]:.2f}"

    def _path(self, top: int, below: int) -> list[int] | None:
        """The words from one below another up to that other, which is left out; None where it is not below it."""
        found, j = [], below
        while j >= 0 and j != top:
            found.append(j)
            j = self.g.s.heads[j]
        return found if j == top else None

    def _beside(self, at: int, b: int, moved: bool) -> bool:
        """Is a word an object of the verb that another is joined to (`urged the strikers to go home and promised
        talks`), or whose object it has; for those who are `moved` also where that was?"""
        g, h = self.g, self.g.s.heads[b]
        if h >= 0 and g.base[h] == "obj" and g.base[b] == "nmod" and not self.p.is_party(h):
            h = g.s.heads[h]  # `filed a complaint to the council, demanding ...`
        joined = g.s.heads[at] == h and g.base[at] in ("conj", "advcl")
        joined = joined or (h >= 0 and g.s.heads[h] == at and g.base[h] == "conj")
        owned = g.s.deprels[b] == "nmod:poss"
        return joined and (
            g.base[b] in ("obj", "iobj") or owned or g.case(b) in ("to", "at", "against", *(("in",) if moved else ()))
        )

    def _told_of(self, a: int, b: int) -> bool:
        """Does a word stand in a clause that says who the actor is (`activists aligned with Orlov marched`)?"""
        path = self._path(a, b)
        return path is not None and any(self.g.base[j] == "acl" for j in path)

    def _of_another_clause(self, path: list[int]) -> bool:
        """Leads the way to a word through a clause of time or reason with a subject of its own (`quit after they
        blocked a road in Arland`)?"""
        g = self.g
        clauses = [j for j in path if g.base[j] == "advcl" and g.kids(j, "nsubj")]
        return any(g.lower[k] in OF_TIME for j in clauses for k in g.kids(j, "mark", "advmod"))

    def _setting(self, c: Candidate, a: Party, b: Party) -> bool:
        """Is the party only the town where something was, or the land where its own people marched? Strangers who march
        in a land march against it (PLOVER's coded records)."""
        actor, other = self.p.actors[a.actor], self.p.actors[b.actor]
        at_home = other.type == "country" and actor.country in (None, other.country)
        return targets.is_town(self.p, b.actor) or (c.type == "PROTEST" and at_home)

    def _undergoes(self, path: list[int]) -> bool:
        """Is something done to a word in a clause of its own (`threatened strikes unless the hostages were freed`)?"""
        g = self.g
        return len(path) > 1 and g.s.deprels[path[0]] == "nsubj:pass" and g.base[path[1]] == "advcl"

    def _asked_about(self, top: int, below: int) -> bool:
        """Does a word stand in an indirect question below another (`investigate how the senate lost the letter`)?"""
        g, j = self.g, below
        while j >= 0 and j != top:
            asking = [k for k in (j, *g.kids(j, "advmod", "mark")) if g.lower[k] in ("how", "why")]
            if asking:
                return True
            j = g.s.heads[j]
        return False

    def propose(self, found: list[Candidate]) -> list[Candidate]:
        """Events between parties that no event of the lexicon links."""
        linked = {(x, y) for c in found for x in c.actors for y in [*c.actors, *c.recipients]}
        linked |= self.passed | {(y, x) for x, y in linked}
        out: list[Candidate] = []
        for a in self.parties:
            if self.g.s.deprels[a.at] not in AGENTIVE:
                continue
            for b in self.parties:
                if not (self.p.political(a.actor) and self.p.political(b.actor)):
                    continue
                if a.actor == b.actor or (a.actor, b.actor) in linked or _overlap(a.span, b.span) or b.at < a.at:
                    continue
                if self.p.of_one_state(a.actor, b.actor):
                    continue
                f = self.features(a, b)
                if f is None:
                    return out
                score = self.head.link.probabilities(f)["link"]
                if score < PROPOSE:
                    continue
                scores = self.head.type.probabilities(f)
                top = max(scores, key=lambda t: (scores[t], t))
                at = self._trigger(a, b, f)
                told = next((c for c in found if c.type == top and a.actor in c.actors and c.recipients), None)
                if told is not None:  # the lexicon's event of that type and actor says to whom it is done
                    unknown = not any(self.p.actors[r].country for r in told.recipients)
                    land = self.p.actors[b.actor].country
                    at_home = land == self.p.actors[a.actor].country and self.g.case(b.at) in ("in", "at", "on")
                    of_deal = whom.is_of_deal(b.at, self.g)  # `slammed the Arland deal`
                    ours = unknown and land and group_of(top) != "force" and not (at_home or of_deal)
                    if ours and self._names_whose(told, b) and not _done_to_by(told, b.actor, found):
                        told.recipients.append(b.actor)  # `sent troops to the peace force in Arland`
                    continue
                if scores[top] < 0.5 or at is None or any(at in c.tokens for c in found):
                    continue
                if any(at == c.at and c.type != top for c in out):  # a word tells of one deed
                    continue
                doers = self.p.of(self.g.surface_subject(at)) if top in OWN_DEEDS else []
                if doers and a.actor not in doers:
                    continue  # `police said that he wanted to bomb the ministry`
                lemma = self.g.lemmas[at]
                if lemma in self.lexicon.classes["eventless"] or self._set_aside(at):
                    continue
                if top == "CONCEDE" and lemma in self.lexicon.classes["settled"]:
                    continue  # `signed a decree`, `adopted a resolution`: nobody yields
                if lemma in OF_MONEY and (top != "AID" or self.g.case(b.at) in PASSED_BY):
                    continue  # `made a third attempt`, `spent millions in Ohio`
                if lemma == "join" and self.g.passive(at) and top != "CONSULT":
                    continue  # `protesters were joined by drivers`: with them, not against them
                if group_of(top) in ("force", "words") and not self._of_group(lemma, group_of(top)):
                    continue
                given = lemma in RECEIVING and top in GIFTS and self.g.case(b.at) == "from" and not self.g.passive(at)
                sides = ([b.actor], [a.actor]) if given else ([a.actor], [b.actor])  # `received loans from Arland`
                c = Candidate(at, [at], lemma, f"head:{lemma}", top, None, None, *sides)
                r = of_verb(self.g, at)
                if r.negated:
                    continue  # `did not respond to Arland`: of what the lexicon doesn't know, its absence is no event
                c.status = r.status
                if c.status == "planned" and top in ("THREATEN", "REJECT"):
                    c.status = "happened"
                c.runners_up = [
                    t for t, v in sorted(scores.items(), key=lambda x: (-x[1], x[0])) if v > 0.05 and t != top
                ][:3]
                c.model, c.link = scores[top], score
                c.roles = {"actor": f"link {score:.2f}", "recipient": f"link {score:.2f}"}
                if told_to_the_press(c, self.p) or not unreal.settle(c, self.g):
                    continue
                out.append(c)
                linked |= {(a.actor, b.actor), (b.actor, a.actor)}
        return out

    def _names_whose(self, told: Candidate, b: Party) -> bool:
        """Does a party stand below an event as one of its own, or say where its recipient is (`inspectors to the plant
        in Arland`), and not in what a word between them tells?"""
        path = self._path(told.at, b.at)
        if path is None:
            return self.g.case(b.at) != "as"
        if any(self.g.case(j) in ("including", "such", "like") for j in path):
            return False
        if not bystanders.stands_by(told, path, self.g, self.p, self.lexicon):
            return True
        return any(x.at == path[1] and x.actor in told.recipients for x in self.parties) if len(path) > 1 else False

    def _set_aside(self, at: int) -> bool:
        """Do the words around a verb make it no event, whoever the parties are (`sent letters`)?"""
        sites = self.g.sites
        if sites is None or at not in sites.verbs:
            return False
        left = [sites.open.get((at, key), []) for key, _ in sites.verbs[at][1]]
        return any(f.type == "SKIP" and not hanging for frames in left for f, hanging in frames[:1])

    def _of_group(self, lemma: str, group: str | None) -> bool:
        """Can the verb tell of force or of words against somebody at all (`imposed`, not `reacted`; `dismissed`, not
        `found`)?"""
        known = [*self.lexicon.verbs.get(lemma, ()), *self.lexicon.operators.get(lemma, ())]
        return any(group_of(f.type) == group for f in known)

    def _trigger(self, a: Party, b: Party, f: DyadFeatures) -> int | None:
        s = self.g.s
        path = [i for i in s.path(a.at, b.at) if s.upos[i] == "VERB"]
        if path:
            return (
                path[1]
                if len(path) > 1 and self.g.lemmas[path[0]] in ("say", "tell", "announce", "report", "add")
                else path[0]
            )
        return None


def _done_to_by(told: Candidate, actor: str, found: list[Candidate]) -> bool:
    """Does another event of the sentence tell what the recipients of one do to an actor (`blocked the union's statement
    condemning Arland`)?"""
    return any(o is not told and actor in o.recipients and set(o.actors) & set(told.recipients) for o in found)


def _overlap(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _within(a: Span, b: Span) -> bool:
    return b[0] <= a[0] and a[1] <= b[1] and a != b
