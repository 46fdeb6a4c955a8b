"""From a word of a phrase to the actors it names: the bridge between the tree and the article's mentions."""

from __future__ import annotations

from onrecord.actors.tables.lexicon import shipped
from onrecord.events import stand_ins
from onrecord.events.grammar import Grammar
from onrecord.events.grammar_words import RELATIVES
from onrecord.events.party_words import (
    AT_TALKS,
    BLOCS,
    CLAIMS,
    EDGES,
    FAR,
    HELD,
    HELD_IN_MIND,
    INSTRUMENTS,
    LAID_TO,
    NEAR,
    OF_STATE,
    OFFICE,
    PRIVATE,
    RELATED,
    SEATS,
    STRONG,
    TALKS,
    TOPIC,
    TOWARD,
)
from onrecord.events.promotion import Promotion
from onrecord.events.stand_ins import Together
from onrecord.record import Actor, Mention


class Parties:
    """The actors of one sentence by token."""

    def __init__(
        self,
        grammar: Grammar,
        mentions: list[Mention],
        actors: dict[str, Actor],
        promotion: Promotion | None = None,
        things: frozenset[str] = frozenset(),
        strikes: frozenset[str] = frozenset(),
        together: Together | None = None,
    ) -> None:
        self.g = grammar
        self.together = together
        self.actors = actors
        self.promotion = promotion
        self.things, self.strikes = things, strikes
        s = grammar.s
        inside_sentence = [m for m in mentions if m.start < s.end and m.end > s.start]
        self.mentions = [m for m in inside_sentence if m.actor is not None and m.actor in actors]
        self.idle = [m for m in inside_sentence if m.actor is None] if promotion is not None else []
        self.cover: list[list[Mention]] = [[] for _ in s.words]
        self.heads: list[list[Mention]] = [[] for _ in s.words]
        for m in self.mentions:
            inside = s.tokens_in(m.start, m.end)
            for j in inside:
                self.cover[j].append(m)
                if s.heads[j] not in inside:
                    self.heads[j].append(m)
        self.idle_heads: dict[int, Mention] = {}
        for m in self.idle:
            inside = s.tokens_in(m.start, m.end)
            for j in inside:
                if s.heads[j] not in inside:
                    self.idle_heads.setdefault(j, m)

    def promoted(self, i: int) -> str | None:
        """The actor that the phrase at token `i` would become as a party, None where it can be none."""
        if self.promotion is None:
            return None
        m = self.idle_heads.get(i)
        if m is not None and m.kind == "nominal" and self.held_in_mind(i):
            return None
        actor = self.promotion.of_mention(m) if m is not None else None
        if actor is None:
            owner = [self.actors[a] for j in self.g.kids(i, "nmod:poss") for a in self.single(j, False)]
            actor = self.promotion.of_phrase(self.g, i, owner[0].name if len(owner) == 1 else "")
        return self.actors.setdefault(actor.id, actor).id if actor is not None else None

    def by_words(self, i: int) -> list[str]:
        """The actor that the words at token `i` name by themselves, whatever mention they stand in."""
        actor = self.promotion.of_phrase(self.g, i) if self.promotion is not None else None
        if actor is None or self.promotion is None:
            return []
        known = self.promotion.by_name.get(actor.name.lower(), actor.id)
        return [known if known in self.actors else self.actors.setdefault(actor.id, actor).id]

    def of_nation(self, j: int, i: int) -> str | None:
        """The actor of the nation at `j` among those whose people the noun at `i` names together."""
        actor = self.promotion.of_nation(self.g, j, i) if self.promotion is not None else None
        if actor is None:
            return None
        return actor.id if actor.id in self.actors else self.actors.setdefault(actor.id, actor).id

    def mention_at(self, i: int) -> Mention | None:
        """The mention whose head the token is (the longest), else the shortest that covers it."""
        if self.heads[i]:
            return max(self.heads[i], key=lambda m: (m.end - m.start, -m.start))
        if self.cover[i] and self.g.s.upos[i] in ("NOUN", "PROPN", "PRON", "ADJ"):
            m = min(self.cover[i], key=lambda m: (m.end - m.start, m.start))
            return None if m.kind == "nominal" and self._said_within(i, m) else m
        return None

    def _said_within(self, i: int, m: Mention) -> bool:
        """Stands the word in what a description says of its head (`thugs` in `families of pupils killed by thugs`)?"""
        g, j = self.g, i
        while j >= 0 and m not in self.heads[j]:
            if g.base[j] in ("acl", "advcl"):
                return True
            if g.base[j] == "nmod" and g.case(j) not in ("of", "") and i in self.idle_heads:
                return True  # a place is a party of its own, no rally is
            if g.base[j] == "nmod" and g.case(j) and j != i and g.s.upos[i] == "ADJ":
                return True  # `terrorist` in `the victim of a terrorist attack`
            j = g.s.heads[j]
        return False

    def single(self, i: int, deep: bool = True, far: bool = True) -> list[str]:
        """Actor ids of the phrase that token `i` heads, conjuncts left out; `deep` looks inside a phrase that is no
        actor, `far` also behind its prepositions of place and aim (`the blast at a bank` is not the bank's doing).
        """
        them = stand_ins.all_of_them(i, self)
        if them:
            return them
        if self.g.lemmas[i] == "opposition" and any(self.g.case(k) == "to" for k in self.g.kids(i, "nmod")):
            return []  # `in opposition to the bill`: no party
        m = self.mention_at(i)
        if self.held_in_mind(i) and (m is None or m.kind == "nominal"):
            owner = self.owner(i)  # `Orlov's positions`: he is the party
            if owner and all(self.actors[a].type == "person" for a in owner):
                return owner
        if m is not None and m.actor is not None:
            several = self._names_beside(i) or stand_ins.of_each(i, m, self) or stand_ins.of_nations(i, self)
            return several or [self._name_beside(i, m) or m.actor]
        if self.g.lower[i] == "whose":
            return stand_ins.of_relative(i, self)
        own = stand_ins.of_nations(i, self) or [a for a in [self.promoted(i)] if a is not None]
        if own:
            return own
        same = stand_ins.same_speaker(i, self) or stand_ins.of_those_before(i, self)
        if same or not deep:
            return same
        g = self.g
        if g.lemmas[i] in EDGES:
            return []
        if g.lemmas[i] in CLAIMS:  # `an inquiry into claims that soldiers abused children`
            found = [a for c in g.kids(i, "acl", "ccomp") for j in g.surface_subject(c) for a in self.single(j, False)]
            if found:
                return found
        behind = self.laid_to(i) if g.lemmas[i] in INSTRUMENTS else []
        if behind:  # `by a missile fired by rebels`
            return behind
        found = self.owner(i)
        if found:
            return found
        found = self.below(i, NEAR, far) or self.laid_to(i, True)
        if found:
            return found
        common = []
        for j in g.modifiers(i) if g.lemmas[i] not in INSTRUMENTS | RELATED else ():
            if j in self.idle_heads and self.idle_heads[j].type == "place" and g.s.upos[j] != "ADJ":
                if g.lemmas[i] in self.strikes and self.a_country(j):
                    return self.single(j, False)  # `a U.S. airstrike`
                continue  # `San Francisco pupils`: where they are from, not who they are
            if g.s.upos[j] == "NOUN":
                if g.lemmas[j] not in INSTRUMENTS:
                    common.append(j)
                continue
            found = self.single(j, False)
            if found:
                return found
        seated = g.lemmas[i] in SEATS  # `the parliament complex in Tolsk`: the parliament before the town
        found = [] if seated or not far else self.below(i, AT_TALKS if g.lemmas[i] in TALKS else FAR)
        if found:
            return found
        for j in common:  # `an association agreement with Arland`: Arland before the association
            found = self.single(j, False)
            if found:
                return found
        found = self.below(i, FAR) if seated and far else []
        if found:
            return found
        for j in g.kids(i, "appos", "nmod") if far else g.kids(i, "appos"):
            if (g.s.deprels[j] == "nmod:poss" and g.lemmas[i] in RELATED) or g.case(j) in TOPIC:
                continue
            found = self._outside(g.case(j), self.single(j, False))
            if found:
                return found
        return []

    def _outside(self, preposition: str, found: list[str]) -> list[str]:
        """Of actors behind a preposition those that are not only where something is (`a bill in the Senate`)."""
        return [a for a in found if preposition not in ("in", "at") or "LEG" not in self.actors[a].sectors]

    def _name_beside(self, i: int, m: Mention) -> str | None:
        """The name that a bare description introduces (`human rights group Veritas International`)."""
        if m.kind != "nominal" or m.actor is None or self.actors[m.actor].country:
            return None
        for j in self.g.kids(i, "appos", "flat"):
            named = self.mention_at(j)
            if named is not None and named.kind == "name" and named.actor not in (None, m.actor) and j - i <= 4:
                return named.actor
        return None

    def held_in_mind(self, i: int) -> bool:
        """Is the word what somebody has, thinks or says (`Orlov's positions`, but `rebel positions`)?"""
        g = self.g
        return g.lemmas[i] in HELD_IN_MIND and g.s.upos[i] == "NOUN" and bool(g.kids(i, "nmod:poss"))

    def _names_beside(self, i: int) -> list[str]:
        """The names that a plural description introduces (`two groups, Brennwacht and Justice Now, sued`)."""
        if self.g.s.xpos[i] != "NNS":
            return []
        g, named = self.g, list[str]()
        first = g.kids(i, "appos")
        inside = [k for j in first for k in self._joined_below(j)]
        for j in [*g.spread(first), *inside]:
            m = self.mention_at(j)
            if m is not None and m.kind == "name" and m.actor is not None and m.actor not in named:
                named.append(m.actor)
        return named if len(named) > 1 else []

    def _joined_below(self, i: int) -> list[int]:
        """Names joined to a word within the name at `i` (`the Centre for Open Rivers and Veldwacht`, where the parser
        joins Veldwacht to the rivers)."""
        g = self.g
        within = g.kids(i, "nmod", "flat", "compound")
        return [k for j in within for k in g.kids(j, "conj") if self.heads[k]]

    def laid_to(self, i: int, toward: bool = False) -> list[str]:
        """Who is said to be behind a deed (`strikes attributed to Arland`, `an attack claimed by rebels`), or with
        `toward` before one (`protests aimed at Arland`)."""
        g = self.g
        said = g.kids(i, "acl")
        for j in said:  # `the plan that Arland had put forward`
            if "by" in LAID_TO.get(g.lemmas[j], ()) and g.s.deprels[j] == "acl:relcl" and not g.passive(j):
                found = [a for k in g.kids(j, "nsubj") if g.lower[k] not in RELATIVES for a in self.single(k, False)]
                if found:
                    return found
        for j in [*said, *(k for clause in said for k in g.kids(clause, "xcomp"))]:
            ways = LAID_TO.get(g.lemmas[j]) or (TOWARD.get(g.lemmas[j], ()) if toward else ())
            for preposition in ways:
                found = [a for k in g.prepositional(j, preposition) for a in self.single(k, False)]
                if found:
                    return found
        return []

    def owner(self, i: int) -> list[str]:
        """Whose it is (`Arland's`, `their`)."""
        if self.g.lemmas[i] in RELATED:
            return []
        owners = (self.single(j, False) for j in self.g.kids(i, "nmod:poss"))
        return next((found for found in owners if found), []) or self._in_hands(i)

    def _in_hands(self, i: int) -> list[str]:
        """Whose a participle says that it is (`a house belonging to Orlov`, `a hotel owned by the party`)."""
        g = self.g
        held = [k for j in g.kids(i, "acl") for x in HELD.get(g.lemmas[j], ()) for k in g.prepositional(j, x)]
        return next((found for found in (self.single(k, False) for k in held) if found), [])

    def below(self, i: int, prepositions: tuple[str, ...], far: bool = True) -> list[str]:
        """Actors behind one of these prepositions; `far` as in `single`."""
        for preposition in prepositions:
            for j in self.g.kids(i, "nmod", "obl"):
                if self.g.marked(j, preposition):
                    found = self._outside(preposition, self.of([j], far=far))
                    if found:
                        return found
        return []

    def of(self, heads: list[int], deep: bool = True, far: bool = True) -> list[str]:
        """Actor ids named by these words and their conjuncts, each once, in order."""
        out: list[str] = []
        for i in self.g.spread([k for h in heads for k in self._of_clause(h)]):
            if self._titled_again(i):
                continue
            out += [a for a in self.single(i, deep, far) if a not in out]
        for i in heads:
            out += [a for a in self._beside(i) if a not in out]
        return out

    def _titled_again(self, i: int) -> bool:
        """Is it the first of two titles of the person named behind them (`the pollster and strategist Ann Roe`)?"""
        g, m = self.g, self.mention_at(i) if self.g.s.xpos[i] == "NN" else None
        if m is None or m.kind != "nominal" or m.type != "person":
            return False
        for k in g.kids(i, "conj"):
            other = self.mention_at(k)
            if other is not None and other.kind == "name" and other.type == "person":
                first = min(g.s.tokens_in(other.start, other.end), default=k)
                return g.s.upos[first] == "NOUN" and g.lower[first - 1] == "and"
        return False

    def _of_clause(self, i: int) -> list[int]:
        """For a clause in a party's place its subject (`calling for Arland to act`), else the word itself."""
        g = self.g
        if g.verbal(i) and g.base[i] in ("advcl", "ccomp", "xcomp", "acl"):
            return g.kids(i, "nsubj") or [i]
        return [i]

    def _beside(self, i: int) -> list[str]:
        """The actor named right before `and` and the name at `i`, where the parser missed that the two are joined."""
        m, s = self.mention_at(i), self.g.s
        if m is None or m.kind != "name" or m.actor is None or self.g.kids(i, "conj"):
            return []
        first = min(s.tokens_in(m.start, m.end), default=i)
        while first > 0 and s.deprels[first - 1] == "det":
            first -= 1
        if first < 2 or self.g.lower[first - 1] not in ("and", "&") or s.heads[i] == first - 2:
            return []
        other = next((x for x in self.cover[first - 2] if x.kind == "name" and x.actor not in (None, m.actor)), None)
        if other is None or other.actor is None or other.end > s.ends[first - 2]:
            return []
        if self.actors[other.actor].type == "person" and self.actors[m.actor].type != "person":
            return []
        return [other.actor]

    def antecedents(self, i: int) -> list[int]:
        """Heads of the other mentions in the sentence of the actor that the word at `i` stands for."""
        own = self.single(i, False)
        return [j for j, here in enumerate(self.heads) if j != i and any(m.actor in own for m in here)] if own else []

    def is_polity(self, i: int) -> bool:
        """Does the word name a country, a place or a government?"""
        m = self.mention_at(i) or self.idle_heads.get(i)
        if m is None:
            name = self.g.s.name_at(i)
            return name is not None and name.type == "place"
        return m.type == "place" or (m.actor is not None and self.actors[m.actor].type == "country")

    def is_goal(self, i: int) -> bool:
        """Is the word the name of a town before a noun of attack (`the Tolsk offensive`): its goal, not its author?"""
        m = self.idle_heads.get(i)
        if m is None:
            held = self.mention_at(i)
            known = shipped().get(held.text) if held is not None and held.kind == "name" else []
            return bool(known) and known[0].kind == "capital"
        return m.type == "place" and self.g.s.upos[i] == "PROPN" and not self.a_country(i)

    def a_country(self, i: int) -> bool:
        key, m = self.promoted(i), self.idle_heads.get(i)
        place = self.promotion.places.get(m.place or "") if self.promotion is not None and m is not None else None
        return key is not None and (
            not key.startswith("new:") or (place is not None and place.feature == "country" and m is not None)
        )

    def is_party(self, i: int) -> bool:
        """Does the word stand for an actor?"""
        return self.mention_at(i) is not None or self.promoted(i) is not None

    def political(self, actor: str) -> bool:
        """Is the actor a state, of a state's bodies, armed, a party or an international body?"""
        a = self.actors[actor]
        if not a.country and a.sectors and set(a.sectors) <= PRIVATE and self._alone(actor):
            return False
        return bool(
            a.type == "country"
            or STRONG & set(a.sectors)
            or (a.code or "")[:3] in BLOCS
            or (a.country and a.type != "group")
        )

    def of_one_state(self, a: str, b: str) -> bool:
        """Is one of the two a state and the other one who holds office in it, or its army, police, courts? What he says
        of it, and what they do, is not done to it."""
        one, other = self.actors[a], self.actors[b]
        if one.type == other.type or "country" not in (one.type, other.type) or one.country != other.country:
            return False
        return bool(OF_STATE & set((other if one.type == "country" else one).sectors))

    def _alone(self, actor: str) -> bool:
        """Is the actor here one unnamed person (`the plumber`), not several or a name?"""
        heads = [(i, m) for i, here in enumerate(self.heads) for m in here if m.actor == actor and m.kind != "pronoun"]
        return bool(heads) and all(
            m.kind == "nominal" and m.type == "person" and self.g.s.xpos[i] == "NN" for i, m in heads
        )

    def named(self, actor: str) -> bool:
        """Is the actor called by a name somewhere in the sentence?"""
        return actor.startswith("new:") or any(m.kind == "name" for m in self.mentions if m.actor == actor)

    def institutional(self, actor: str) -> bool:
        """Is the actor political by what it is, not only by its nation?"""
        a = self.actors[actor]
        return a.type != "country" and bool(OFFICE & set(a.sectors) or (a.code or "")[:3] in BLOCS)

    def venue(self, j: int, actor: str) -> bool:
        """Is it the court where something is done (`filed suit in federal court`)?"""
        g = self.g
        while g.base[j] in ("amod", "compound", "flat"):
            j = g.s.heads[j]
        return "JUD" in self.actors[actor].sectors and g.case(j) in ("in", "at", "before", "with")
