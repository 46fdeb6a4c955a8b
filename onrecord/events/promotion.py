"""Parties that no stage before took for actors: a place name in a party's place, a described group nobody listed.

`aid to Haiti` and `troops to Darfur` make the place a party; `warplanes bombed` makes the planes one. Such a phrase
gets
an actor of its own (or the article's actor of that country) the moment an event is recorded with it, not before.
"""

from __future__ import annotations

import functools

from onrecord.actors import code_phrase
from onrecord.actors.tables.code import ActorCode
from onrecord.actors.tables.lexicon import shipped
from onrecord.events.grammar import Grammar
from onrecord.mentions.vocabulary import unsaid
from onrecord.record import Actor, ActorType, Event, Mention, Place

OWNED = frozenset({"campaign", "team", "staff", "office", "administration", "committee", "camp", "government"})
OWNED |= frozenset({"cabinet", "foundation", "company", "party", "aide", "organization", "movement", "firm", "website"})
"""Bodies that are told apart by whose they are."""
MADE_OF = frozenset({"convoy", "column", "fleet", "flotilla"})
"""Nouns of several vehicles, which are whose these are."""
coded = functools.lru_cache(maxsize=20000)(lambda phrase: code_phrase(phrase))


class Promotion:
    """Holds back new actors until an event needs them."""

    def __init__(self, mentions: list[Mention], actors: list[Actor], places: list[Place]) -> None:
        self.mentions = mentions
        self.actors = actors
        self.places = {p.id: p for p in places}
        self.pending: dict[str, tuple[Actor, Mention | None, Mention]] = {}
        self.by_name = {a.name.replace("’", "'").lower(): a.id for a in reversed(actors)}
        self.by_country: dict[str, str] = {}
        for a in actors:
            if a.type == "country" and a.country and a.country not in self.by_country:
                self.by_country[a.country] = a.id

    def of_mention(self, m: Mention) -> Actor | None:
        """The held-back actor of a mention that has none."""
        key = f"new:{m.start}:{m.end}"
        if key in self.pending:
            return self.pending[key][0]
        place = self.places.get(m.place or "")
        code: ActorCode = coded(m.text)
        if place is not None and m.kind == "name" and place.feature == "water":
            return None
        if place is not None and place.feature == "site" and m.kind == "name" and not code.code:
            return None  # a square or a strait: where, not who
        if place is not None and m.kind == "name" and m.text.lower().split()[-1] in unsaid()["road"]:
            return None
        if place is not None and place.country and code.kind != "country":
            known = self.by_country.get(place.country) if place.feature == "country" else None
            actor = Actor(known or key, place.name or m.text, "country", country=place.country, code=place.country)
        else:
            if m.kind == "pronoun":
                return None
            if not code.code and m.kind != "name":
                return None
            actor = self._actor(key, m.text, code, m.type)
        self.pending[key] = (actor, m, m)
        return actor

    def of_phrase(self, g: Grammar, i: int, owner: str = "") -> Actor | None:
        """The held-back actor of a noun phrase that is no mention at all, where its head is a known kind of actor; it
        is called after its `owner` (`Ann Roe's campaign` for `her campaign`)."""
        s = g.s
        joined = s.deprels[i] == "conj" and s.heads[i] >= 0 and s.deprels[s.heads[i]] == "amod"
        if s.upos[i] == "ADJ" and s.words[i][:1].isupper() and (joined or s.deprels[i] == "amod"):
            nation: ActorCode = coded(f"{s.words[i]} government")  # `a Russian ultimatum`
            if not nation.country:
                return None
            start, end = s.span(i, i + 1)
            key = f"new:{start}:{end}"
            if key not in self.pending:
                known = self.by_country.get(nation.country)
                m = Mention("", start, end, s.words[i], "name", "place")
                name = nation.name or shipped().names.get(nation.country, s.words[i])
                self.pending[key] = (
                    Actor(known or key, name, "country", country=nation.country, code=nation.country),
                    None,
                    m,
                )
            return self.pending[key][0]
        if s.upos[i] not in ("NOUN", "PROPN") or (s.upos[i] == "NOUN" and not coded(s.words[i]).code):
            return None
        if s.words[i].lower() in unsaid()["road"]:
            return None
        first, last = _phrase(g, i)
        start, end = s.span(first, last + 1)
        text = " ".join(s.words[first : last + 1])
        code = coded(text)
        if not code.code:
            return None
        if g.lemmas[i] in MADE_OF:
            made = [k for k in g.kids(i, "nmod") if g.case(k) == "of" and s.upos[k] == "NOUN"]
            inside = [coded(" ".join(s.words[_phrase(g, k)[0] : k + 1])) for k in made]
            code = next((c for c in inside if c.code), code)  # `a convoy of aid lorries`
        key = f"new:{start}:{end}"
        if key not in self.pending:
            m = Mention("", start, end, text, "name" if s.upos[i] == "PROPN" else "nominal", "group")
            actor = self._actor(key, text, code, "group")
            if owner and g.lemmas[i] in OWNED and actor.type != "country" and actor.name == text:
                actor.name = f"{owner}'{'' if owner.endswith('s') else 's'} {text}"
                actor.id = self.by_name.get(actor.name.lower(), actor.id)
            self.pending[key] = (actor, None, m)
        return self.pending[key][0]

    def of_nation(self, g: Grammar, j: int, i: int) -> Actor | None:
        """The held-back actor of one of the nations (at `j`) whose people the noun at `i` names together (`Arlandic and
        Brennish soldiers`), None where the words name nobody of a country."""
        text = f"{g.s.words[j]} {g.s.words[i]}"
        code = coded(text)
        if not code.country or not code.sectors:
            return None
        start, end = g.s.span(j, i + 1 if j == i - 1 else j + 1)
        key = f"new:{start}:{end}"
        if key not in self.pending:
            m = Mention("", start, end, text, "nominal", "group")
            actor = self._actor(key, text, code, "group")
            actor.name = text
            actor.id = self.by_name.get(text.lower(), key)
            self.pending[key] = (actor, None, m)
        return self.pending[key][0]

    def of_count(self, g: Grammar, i: int) -> Actor:
        """The held-back actor of people who are only counted (`left nine dead`, `thousands marched`)."""
        start, end = g.s.span(i, i + 1)
        key = f"new:{start}:{end}"
        if key not in self.pending:
            text = g.s.words[i]
            actor = Actor(key, text, "group", sectors=["CVL"], code="CVL", evidence=["people counted without a noun"])
            self.pending[key] = (actor, None, Mention("", start, end, text, "nominal", "group"))
        return self.pending[key][0]

    def of_thing(self, g: Grammar, i: int) -> Actor:
        """The held-back actor that a building, vehicle or installation stands for as the target of an attack: those
        whose it is where its words say so, else civilians (PLOVER codes the owners or users of what is attacked).
        """
        first, last = _phrase(g, i)
        start, end = g.s.span(first, last + 1)
        key = f"new:{start}:{end}"
        if key not in self.pending:
            text = " ".join(g.s.words[first : last + 1])
            actor = self._actor(key, text, coded(text), "group")
            actor.name, actor.type = text, "group"
            if not actor.sectors and not actor.country:
                actor.sectors, actor.code = ["CVL"], "CVL"
            self.pending[key] = (actor, None, Mention("", start, end, text, "nominal", "other"))
        return self.pending[key][0]

    def _actor(self, key: str, text: str, code: ActorCode, kind: str) -> Actor:
        if code.kind == "country" and code.country:
            known = self.by_country.get(code.country)
            return Actor(
                known or key,
                code.name or text,
                "country",
                country=code.country,
                sectors=list(code.sectors),
                code=code.code,
            )
        sort: ActorType = "group"
        for kind_of in ("person", "organization"):
            if code.bearer == kind_of or (code.bearer not in ("person", "organization", "group") and kind == kind_of):
                sort = kind_of
        return Actor(
            key,
            code.name or text,
            sort,
            country=code.country,
            sectors=list(code.sectors),
            role=code.role,
            code=code.code,
            evidence=list(code.evidence),
        )

    def settle(self, events: list[Event], text: str) -> None:
        """Give the held-back actors that events use their ids, and put them and their mentions into the report's
        lists."""
        used = sorted(
            {a for e in events for a in [*e.actors, *e.recipients] if a.startswith("new:")},
            key=_place,
        )
        names: dict[str, str] = {}
        top_a = max((int(a.id[1:]) for a in self.actors if a.id[1:].isdigit()), default=0)
        top_m = max((int(m.id[1:]) for m in self.mentions if m.id[1:].isdigit()), default=0)
        by_name: dict[tuple[str, str | None], Actor] = {}
        for key in used:
            actor, _, m = self.pending[key]
            known = by_name.get((actor.name.lower(), actor.country))
            if known is None:
                top_a += 1
                actor.id, actor.mentions = f"a{top_a}", []
                actor.evidence = [*actor.evidence, "made a party by an event"]
                self.actors.append(actor)
                by_name[actor.name.lower(), actor.country] = known = actor
            names[key] = known.id
        for key, (actor, old, m) in sorted(self.pending.items(), key=lambda kv: _place(kv[0])):
            final = names.get(key)
            if final is None:
                # a place that stands for a country the article already has as an actor
                if (
                    not actor.id.startswith("new:")
                    and key not in names
                    and any(actor.id in (*e.actors, *e.recipients) for e in events)
                ):
                    final = actor.id
                else:
                    continue
            if old is None:
                top_m += 1
                m.id, m.text = f"m{top_m}", text[m.start : m.end]
                self.mentions.append(m)
            if m.actor is None:
                m.actor = final
                owner = next((a for a in self.actors if a.id == final), None)
                if owner is not None and m.id not in owner.mentions:
                    owner.mentions.append(m.id)
        for e in events:
            e.actors = list(dict.fromkeys(names.get(a, a) for a in e.actors))
            mutual = e.evidence.get("roles", {}).get("recipient") == "each other"
            others = dict.fromkeys(names.get(a, a) for a in e.recipients)
            e.recipients = [a for a in others if mutual or a not in e.actors]


def _phrase(g: Grammar, i: int) -> tuple[int, int]:
    """First and last token of the noun phrase at `i`, without what follows behind prepositions."""
    s, first, last = g.s, i, i
    while (
        first > 0
        and s.deprels[first - 1] in ("det", "amod", "compound", "nummod", "flat")
        and first <= s.heads[first - 1] <= i
    ):
        first -= 1
    while last + 1 < len(s) and s.deprels[last + 1] in ("flat", "compound") and s.heads[last + 1] == i:
        last += 1
    return first, last


def _place(key: str) -> tuple[int, int]:
    """Where a held-back actor stands, from its key `new:START:END`: an order that leaves no ties to a set's."""
    _, start, end = key.split(":")
    return int(start), int(end)
