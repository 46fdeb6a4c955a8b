"""Who stands where around a word: subjects, objects, obliques, through passive, control, relative clauses, conjunction.

Works on the Universal Dependencies tree of one sentence. Trees from a parser are wrong in about one arc of seven, so
each question has a second way to its answer (by-phrases however they are labelled, subjects shared along conjuncts).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.events.clipped import clipped
from onrecord.events.doers import author, described, joined_to, judge_of, of_ones_own, shown, who_it_is
from onrecord.events.grammar_words import (
    CALLING,
    DEFINITE,
    GIVING,
    GRADING,
    NOMINAL,
    NOT_OWN,
    OF_OTHERS,
    PARTICLES,
    PLACED,
    RANKS,
    RELATIVES,
    WHERE_WHEN,
)
from onrecord.language.reading import Sentence

if TYPE_CHECKING:
    from onrecord.events.sites import Sites


class Grammar:
    """The grammatical places of one sentence; every answer is a list of token indexes in text order."""

    def __init__(
        self,
        sentence: Sentence,
        object_control: frozenset[str] = frozenset(),
        suffered: frozenset[str] = frozenset(),
        attacks: frozenset[str] = frozenset(),
        attackers: frozenset[str] = frozenset(),
        blamed_for: frozenset[tuple[str, str]] = frozenset(),
        phrasal: frozenset[str] = frozenset(),
        judged: frozenset[str] = frozenset(),
    ) -> None:
        self.phrasal = phrasal
        self.s = sentence
        self.blamed_for = blamed_for
        self.suffered, self.attacks, self.attackers, self.judged = suffered, attacks, attackers, judged
        self.object_control = object_control
        self.lemmas = [lemma.lower() for lemma in sentence.lemmas]
        self.lower = [word.lower() for word in sentence.words]
        self.base = [rel.split(":")[0] for rel in sentence.deprels]
        self.sites: Sites | None = None
        self._particles: dict[int, list[str]] = {}
        self._kids: dict[tuple[int, tuple[str, ...]], list[int]] = {}  # the same is asked many times over

    # -- small questions ---------------------------------------------------------------------------------------------
    def kids(self, i: int, *rels: str) -> list[int]:
        """Dependents of `i` whose relation (with or without its subtype) is among `rels`."""
        known = self._kids.get((i, rels))
        if known is None:
            deps, base = self.s.deprels, self.base
            known = [j for j in self.s.children_of(i) if deps[j] in rels or base[j] in rels]
            self._kids[i, rels] = known
        return known[:]

    def spread(self, heads: list[int]) -> list[int]:
        """The words and their conjuncts (nominal ones), each once, in order."""
        out: list[int] = []
        for h in heads:
            for j in (h, *self.kids(h, "conj"), *self._beside_comma(h)):
                if j not in out and (j == h or self.s.upos[j] != "VERB"):
                    out.append(j)
        return out

    def _beside_comma(self, h: int) -> list[int]:
        """The second of two subjects that a headline parts with a comma alone (`Washington, Moscow agree to talks`)."""
        s, j = self.s, h + 2
        if self.base[h] != "nsubj" or j not in self.kids(h, "appos") or s.words[h + 1] != ",":
            return []
        names = s.upos[h] == s.upos[j] == "PROPN"
        headline = s.words[-1] not in (".", "”", '"') and s.words[j + 1 : j + 2] != [","]
        return [j] if names and headline and j < s.heads[h] else []

    def case(self, i: int) -> str:
        """The preposition(s) of a nominal: `with`, `in`, ..., the first word of a fixed expression."""
        cases = self.kids(i, "case")
        return self.lower[cases[0]] if cases else ""

    def verbal(self, i: int) -> bool:
        """Is the word used as a verb?"""
        return self.s.upos[i] == "VERB"

    def below(self, top: int, j: int) -> bool:
        """Does the word at `j` hang, by any steps, on the one at `top`, or is it that one?"""
        while j >= 0 and j != top:
            j = self.s.heads[j]
        return j == top

    def relative(self, i: int) -> bool:
        """Is it the verb of a relative clause, or joined to it?"""
        while self.base[i] == "conj":
            i = self.s.heads[i]
        return self.s.deprels[i] == "acl:relcl"

    def finite(self, i: int) -> bool:
        """Has the verb a tense of its own, so that its subject is its own too?"""
        return self.s.xpos[i] in ("VBD", "VBZ", "VBP") or bool(self.kids(i, "aux"))

    def passive(self, i: int) -> bool:
        """Is the verb passive (also the reduced relative: `men arrested in the raid`)?"""
        deps = self.s.deprels
        kids = self.s.children_of(i)
        short = clipped(self, i)
        if short is not None:
            return short
        if any(deps[j] in ("nsubj:pass", "aux:pass", "obl:agent", "csubj:pass") for j in kids):
            return True
        if self.s.xpos[i] not in ("VBN", "VBD"):
            return False
        if any(self.base[j] in ("nsubj", "csubj") for j in kids):
            return self._reduced(i)
        if deps[i] == "acl" or (deps[i] == "amod" and self.s.xpos[i] == "VBN"):
            return not any(deps[j] == "obj" for j in kids) or self.s.xpos[i] == "VBN"
        if deps[i] == "conj" and self.s.heads[i] >= 0 and self.s.xpos[i] == "VBN":
            h = self.s.heads[i]
            owed = all(self.s.upos[j] in ("SYM", "NUM") for j in kids if deps[j] == "obj")  # `fined $900`
            return self.s.xpos[h] == "VBN" and self.verbal(h) and owed and self.passive(h)
        if self.s.xpos[i] != "VBN":
            return False
        auxiliaries = [self.lower[j] for j in self.kids(i, "aux")]
        if any(a in ("have", "has", "had", "having", "'ve") for a in auxiliaries):
            return any(a in ("been", "being") for a in auxiliaries)
        return not any(self.base[j] == "obj" for j in kids)

    def _reduced(self, i: int) -> bool:
        """Is it a participle taken for the sentence's verb (`officers charged over the raid resigned`)?"""
        s = self.s
        if s.xpos[i] != "VBD" or self.kids(i, "obj", "aux") or self.lemmas[i] not in self.suffered | self.judged:
            return False
        return any(
            s.xpos[j] in ("VBD", "VBZ", "VBP") and j > i and not self.kids(j, "nsubj", "mark", "expl")
            for j in self.kids(i, "ccomp", "parataxis")
        )

    def particle(self, i: int) -> list[str]:
        """Particles that may form one word with the verb, nearest first."""
        known = self._particles.get(i)
        if known is not None:
            return known
        out = [self.lower[j] for j in self.kids(i, "compound")]
        out += [self.lower[j] for j in self.kids(i, "advmod") if self.lower[j] in PARTICLES and j > i]
        misread = self.lower[i + 1] == "in" and self.base[i + 1] == "case" if i + 1 < len(self.lower) else True
        if not misread and self.lower[i + 1] in PARTICLES:  # `gave in Cairo` is not `gave in`
            out.append(self.lower[i + 1])
        self._particles[i] = out = list(dict.fromkeys(out))
        return out

    # -- the places --------------------------------------------------------------------------------------------------
    def _up(self, i: int, depth: int) -> list[int]:
        """The surface subject that a verb without one of its own takes from above."""
        s, h = self.s, self.s.heads[i]
        if h < 0 or depth > 6:
            return []
        rel = s.deprels[i]
        if rel == "acl:relcl":
            return who_it_is(self, h) or [h]
        if rel == "conj":
            return self.surface_subject(joined_to(self, i), depth + 1)
        if rel in ("xcomp", "ccomp") or (rel == "advcl" and not self._own_mark(i)) or rel == "parataxis":
            if rel == "parataxis" and s.xpos[i] not in ("VBG", "VBN"):
                return []
            if rel == "ccomp" and not any(self.lower[j] == "to" for j in self.kids(i, "mark")) and s.xpos[i] != "VBG":
                return []
            if rel == "xcomp" and self.lemmas[h] in CALLING:
                asked = [j for j in self.kids(h, "obl") if h < j < i and self.case(j) in ("for", "on", "upon", "to")]
                if asked:
                    return asked[:1]  # `called for Brenn to be prosecuted`
            left = self.lemmas[h] in ("leave", "have", "get") and s.xpos[i] == "VBN"  # `left four gunmen killed`
            if rel in ("xcomp", "ccomp") and (left or self.lemmas[h] in self.object_control):
                found = self.indirect(h) or self.objects(h, depth + 1) or self.kids(h, "obl")
                if found:
                    return found
            if rel == "xcomp" and self.lemmas[h] in GIVING and self.lemmas[h] != "offer" and self.indirect(h):
                return self.indirect(h)
            harm = rel == "advcl" and s.xpos[i] == "VBG" and self.lemmas[i] in self.suffered
            if harm and self.lemmas[h] in self.attacks and self.passive(h):
                return self.by(h)  # `was shelled by rebels, killing nine`
            return described(self, i) or self.surface_subject(h, depth + 1)
        if rel == "advcl":
            if s.deprels[h] == "advmod" and s.heads[h] >= 0:
                h = s.heads[h]  # `stopped short of endorsing`
            gerund = s.xpos[i] == "VBG" or any(self.lower[j] == "having" for j in self.kids(i, "aux"))
            if gerund and any((self.lemmas[h], self.lower[j]) in self.blamed_for for j in self.kids(i, "mark")):
                return self.objects(h, depth + 1)  # `jailed her for helping rebels`: she helped
            if gerund and any(self.lower[j] == "for" for j in self.kids(i, "mark")):
                if self.lemmas[h] in GRADING and self.indirect(h) and not self.passive(h):
                    return self.indirect(h)  # `gave the mayor a bad mark for dismissing it`
                at = [j for j in self.prepositional(h, "against") if h < j < i]
                at = at or [
                    j for j in self.kids(h, "obl") if self.case(j) == "at" and h < j < i and s.upos[j] == "PROPN"
                ]
                at = at or [j for k in self.kids(h, "xcomp") if k < i for j in described(self, k)]
                if at and not self.passive(h):
                    return at  # `railed against the party for refusing`: it refused
            beside = self.by(h) if s.xpos[i] == "VBG" and self.passive(h) else []
            if beside and beside[-1] == i - 1:
                return beside  # `were met by gunmen firing rifles`
            return self.surface_subject(h, depth + 1)
        if rel == "acl":
            if i and self.lower[i - 1] == "," and self.base[h] == "obl" and self.case(h) in PLACED and s.heads[h] >= 0:
                return self.surface_subject(s.heads[h], depth + 1)  # `were held in a jail, charged with theft`
            if any(self.lower[j] == "to" for j in self.kids(i, "mark")):
                owner = self.kids(h, "nmod:poss")
                if owner or self.case(h) in NOT_OWN:
                    return owner
                if any(self.lower[j] in RANKS for j in self.kids(h, "amod")) and who_it_is(self, h):
                    return who_it_is(self, h)  # `was the first premier to visit Arland`
                if s.heads[h] >= 0 and self.base[h] == "obj" and self.lemmas[s.heads[h]] in GIVING:
                    return self.indirect(s.heads[h])  # `gave the army a week to leave`
                of_another = s.heads[h] < 0 or (self.base[h] == "obj" and self.lemmas[s.heads[h]] in OF_OTHERS)
                return [] if of_another else self.surface_subject(s.heads[h], depth + 1)
            if self.lemmas[h] == "responsibility" and s.heads[h] >= 0 and self.base[h] == "obj":
                return self.surface_subject(s.heads[h], depth + 1)  # `claimed responsibility for bombing the hotel`
            if self.case(i) or self._own_mark(i):
                judge = judge_of(self, i)
                if judge is not None:
                    return self.objects(judge)
                own = self.kids(h, "nmod:poss") or of_ones_own(self, h, depth)
                return own or (who_it_is(self, h) if self.case(h) == "" and self.kids(h, "cop") else [])
            made = shown(self, h, i) or (author(self, h, depth) if s.xpos[i] != "VBN" else [])
            return made or who_it_is(self, h) or [h]
        if rel == "amod":
            return [h]
        return []

    def _own_mark(self, i: int) -> bool:
        return any(self.lower[j] not in ("to",) for j in self.kids(i, "mark"))

    def surface_subject(self, i: int, depth: int = 0) -> list[int]:
        """The grammatical subject of a verb, active or passive, its own or a shared one."""
        if depth > 6:
            return []
        own = self.kids(i, "nsubj", "csubj")
        own = [j for j in own if self.s.upos[j] in NOMINAL or self.s.deprels[j].startswith("nsubj")]
        if own and min(own) < i < max(own):
            own = [j for j in own if j < i]  # what the parser took for a second subject is the object
        if own:
            if self.lower[own[0]] in RELATIVES and self.base[i] == "acl" and self.s.heads[i] >= 0:
                h = self.s.heads[i]
                made = author(self, h, depth) if self.s.deprels[own[0]] == "nsubj" else []
                return made or who_it_is(self, h) or [h]
            return own
        return self._cut_off(i) or self._up(i, depth)

    def _cut_off(self, i: int) -> list[int]:
        """A name right before a finite verb without a subject that the parser hung on a word behind the verb
        (`The U.S. has suspended aid`, read as if `U.S.` belonged to `aid`): the verb's subject.
        """
        s = self.s
        if s.xpos[i] not in ("VBD", "VBZ", "VBP") and not self.kids(i, "aux"):
            return []
        first = min([i, *(j for j in self.kids(i, "aux", "advmod") if j < i)])
        j = first - 1
        if j < 0 or s.upos[j] != "PROPN" or self.base[j] not in ("compound", "nmod", "amod", "flat") or self.case(j):
            return []
        return [j] if s.heads[j] >= i else []

    def by(self, i: int) -> list[int]:
        """Agents in `by` phrases, however the parser labelled them."""
        agents = [j for j in self.kids(i, "obl:agent") if self.case(j) in ("by", "")]  # never `according to`
        return agents or [j for j in self.kids(i, "obl", "nmod") if self.case(j) == "by"]

    def subjects(self, i: int) -> list[int]:
        """Who does it (logical subject)."""
        if not self.verbal(i) and self.s.upos[i] != "ADJ" and not self.kids(i, "cop"):
            return []
        if not self.passive(i):
            return self.surface_subject(i)
        return self.by(i) or self._shared_agent(i) or self._who_had_it_done(i)

    def _who_had_it_done(self, i: int) -> list[int]:
        """Who has others do it (`had him killed`)."""
        h = self.s.heads[i]
        had = self.base[i] in ("xcomp", "ccomp") and h >= 0 and self.lemmas[h] == "have" and self.verbal(h)
        willed = had and self.s.xpos[h] in ("VB", "VBG") and any(j < i for j in self.kids(h, "obj"))
        return self.surface_subject(h) if willed else []

    def _shared_agent(self, i: int) -> list[int]:
        """The agent of a passive joined to this one (`was arrested and questioned by police`)."""
        if self.base[i] == "conj" and not self.kids(i, "nsubj") and self.s.heads[i] >= 0:
            h = self.s.heads[i]
            return self.by(h) if self.verbal(h) and self.passive(h) else []
        joined = [j for j in self.kids(i, "conj") if self.verbal(j) and not self.kids(j, "nsubj", "aux") and j - i <= 4]
        return next((self.by(j) for j in joined if self.s.xpos[j] == "VBN" and self.by(j)), [])

    def objects(self, i: int, depth: int = 0) -> list[int]:
        """Whom it is done to (logical object)."""
        if self.passive(i):
            return self.surface_subject(i, depth)
        found = [j for j in self.kids(i, "obj") if self.lower[j] not in RELATIVES]
        if found:
            return found
        second = self.kids(i, "nsubj")
        if second and min(second) < i < max(second) and self.kids(i, "xcomp"):
            return [j for j in second if j > i]
        alone = [j for j in self.kids(i, "iobj") if j > i and not self.kids(i, "ccomp", "xcomp")]
        if alone:  # nothing is given: the parser's slip (`allowed inspectors into the camp`)
            return alone
        behind = [j for j in self.kids(i, "obl") if self._particle_of(i, j)]
        if behind:
            return behind
        if self.base[i] == "acl" and self.s.heads[i] >= 0:  # also `three people police arrested`
            own = [j for j in self.kids(i, "nsubj") if self.lower[j] not in RELATIVES]
            if own and self.s.deprels[i] == "acl" and not self.kids(i, "mark", "obj"):
                return who_it_is(self, self.s.heads[i]) or [self.s.heads[i]]
            whole = any(self.lower[j] in WHERE_WHEN for j in self.kids(i, "advmod"))  # `the town where they met`
            if self.s.deprels[i] == "acl:relcl" and (own or self.kids(i, "obj")) and not whole:
                return [self.s.heads[i]]
        if self.s.deprels[i] == "conj" and self.s.heads[i] >= 0 and depth < 3 and self.verbal(self.s.heads[i]):
            # "attacked and burned the station": the object may stand on either verb
            head = self.s.heads[i]
            mine = [j for j in self.kids(head, "obj") if j > i]
            if mine:
                return mine
        if depth < 3 and not self.kids(i, "iobj"):
            shared = [
                o
                for j in self.kids(i, "conj")
                if self.verbal(j) and j - i <= 3 and not self.kids(j, "nsubj")
                for o in self.kids(j, "obj")
            ]
            if shared:
                return shared
        return []

    def _particle_of(self, i: int, j: int) -> bool:
        """Is the preposition of `j` rather the particle of the verb right before it (`hand over their weapons`)?"""
        return any(k == i + 1 and f"{self.lemmas[i]}_{self.lower[k]}" in self.phrasal for k in self.kids(j, "case"))

    def indirect(self, i: int) -> list[int]:
        """The indirect object."""
        return self.kids(i, "iobj")

    def prepositional(self, i: int, preposition: str) -> list[int]:
        """Nominals under `i`, or under its object, that `preposition` marks."""
        own = [
            j
            for j in self.kids(i, "obl", "nmod", "advcl", "acl", "obj", "ccomp", "advmod")
            if self.marked(j, preposition)
        ]
        own = own or [j for j in self.kids(i, "xcomp") if self.s.upos[j] == "NOUN" and self.marked(j, preposition)]
        if own:
            return own
        below = self.kids(i, "obj", "xcomp", "nsubj:pass", "obl")
        if not self.verbal(i) and preposition != "of":  # `aid for regions of Arland` is not Arland's aid
            below += self.kids(i, "nmod")
        found = [j for o in below for j in self.kids(o, "nmod", "obl", "acl") if self.marked(j, preposition)]
        if found:
            return found
        if not self.verbal(i) and self.s.heads[i] >= 0 and self.base[i] in ("obj", "obl", "nsubj"):
            above = self.s.heads[i]
            return [j for j in self.kids(above, "obl") if j > i and self.marked(j, preposition)]
        return []

    def marked(self, j: int, preposition: str) -> bool:
        """Does the preposition (or conjunction) introduce the phrase? The `to` of an infinitive is none."""
        if preposition == "to" and (self.s.xpos[j] == "VB" or self.kids(j, "aux")):
            return False  # `to meet`, `to be held`
        return any(self.lower[k] == preposition for k in self.kids(j, "case", "mark"))

    def definite(self, i: int) -> bool:
        """Does the noun take up what was told before (`the attack`)?"""
        return any(self.lower[j] in DEFINITE for j in self.kids(i, "det"))

    def modifiers(self, i: int) -> list[int]:
        """Compounds and adjectives before a noun."""
        return self.kids(i, "compound", "amod", "nmod:desc", "flat")

    def slot(self, i: int, name: str) -> list[int]:
        """The words in a named place: subj, obj, iobj, poss, mod, a preposition, ccomp, xcomp, acl, advcl, or
        `outer.inner`."""
        if "." in name:
            outer, inner = name.split(".", 1)
            return [k for j in self.slot(i, outer) for k in self.slot(j, inner)]
        if name == "subj":
            return self.subjects(i)
        if name == "surf":
            return self.surface_subject(i)
        if name == "obj":
            return self.objects(i)
        if name == "iobj":
            return self.indirect(i)
        if name == "poss":
            return self.kids(i, "nmod:poss")
        if name == "mod":
            return self.modifiers(i)
        if name in ("ccomp", "xcomp", "acl", "advcl"):
            return self.kids(i, name)
        if name == "by":
            return self.by(i) or self.prepositional(i, "by")
        return self.prepositional(i, name)

    def governor(self, i: int) -> int | None:
        """The verb that a noun is an argument of, looking through `of` phrases (`a series of attacks`)."""
        j, steps = i, 0
        while self.s.heads[j] >= 0 and steps < 4:
            h = self.s.heads[j]
            if self.verbal(h):
                return h
            if self.base[j] not in ("nmod", "conj", "appos", "compound", "flat"):
                return None
            if self.base[j] == "nmod" and self.case(j) not in ("of", ""):
                return None  # `gave details about the arrests`: the verb has no hand in them
            j, steps = h, steps + 1
        return None
