"""The fields of one phrase's code, filled from its pieces, the surest source first.

The rules follow PLOVER's actor chapter: a body's sector goes before that of its staff ("Boko Haram gunmen" are REB),
former office-holders are ELI, unidentified armed people UAF.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.actors.tables.actor_code import ActorCode
from onrecord.actors.tables.lexicon import BLOCS, fold
from onrecord.actors.tables.phrase_words import (
    ANYWHERE,
    AREAS,
    ARMED,
    FACING,
    FORMER,
    HIGH_RANKS,
    KIN,
    LEADS,
    MINISTERS,
    OFFICE,
    PART,
    PRIVATE,
    PRONOUNS,
    RANKS,
    SENT,
    SERVES,
    SHADOW,
    TEAMS,
    TITLES,
)
from onrecord.actors.tables.pieces import Parts, Piece, is_charge, land_of, parts_lower, several_lands, stands_at
from onrecord.actors.tables.senses import FADING

WEAK = frozenset({"?", "-", "CVL", "LAB", "UAF", "UNK"})


@dataclass(slots=True)
class Coding:
    """The working state of one phrase."""

    parts: Parts
    hint: str | None
    country: str | None = None
    bloc: str | None = None
    sectors: list[str] = field(default_factory=list)
    role: str | None = None
    name: str | None = None
    bearer: str | None = None
    kind: str | None = None
    wikidata: str | None = None
    code: str | None = None
    plural: bool = False
    noun_land: str | None = None
    faces: bool = False  # it is somebody's friend, foe or rival
    evidence: list[str] = field(default_factory=list)

    def say(self, what: str, p: Piece) -> None:
        words = " ".join(self.parts.words[p.first : p.last])
        self.evidence.append(f"{what}: {words!r} ({p.entry.source})")

    def run(self) -> None:
        """Fill the fields, the surest source first."""
        parts = self.parts
        head, tail = parts.head, parts.tail
        if self.is_sent(head):
            tail = []
        noun = self.head_noun(head)
        if noun is not None and fold(noun.entry.name) in FACING:  # whose friends they are tells nothing of them
            kept = [p for p in head if p.entry.kind == "person" or not p.genitive or p.last > noun.first]
            self.faces, head = len(kept) < len(head), kept
        person = next((p for p in parts.pieces if p.entry.kind == "person"), None)
        body = next((p for p in reversed(head) if p.entry.kind == "organization"), None)
        whose: Piece | None = None
        far = next((p for p in tail if p.entry.kind == "organization" and not is_charge(parts, p)), None)
        if person is not None and noun is not None and person in tail:
            # "a spokesman for X", "a critic of X": somebody else, who may be of the same body.
            if far is None and noun.entry.name in SERVES:
                far = person
            person, whose = None, person
        elif person is not None and noun is not None and person.last <= noun.first and noun in head:
            # "a Brenn supporter" is not Brenn, nor is "Brenn campaign manager Ann Roe".
            last = [p for p in parts.pieces if p.entry.kind == "person"][-1]
            if last.first < noun.last and far is None and noun.entry.name in SERVES:
                far = person
            person, whose = (last, None) if last.first >= noun.last else (None, person)
        if person is not None:
            self.take_person(person)
            if noun is not None and noun.last <= person.first and (self.role or "").startswith("former "):
                # The article's own title goes before what the tables know of the day.
                name, wikidata, said = self.name, self.wikidata, list(self.evidence)
                self.take_noun(noun, head, tail, far)
                self.name, self.wikidata, self.bearer, self.kind = name, wikidata, "person", "person"
                self.evidence = said + self.evidence[len(said) :]
        elif body is not None and not (noun is not None and noun.first > body.first and self.outranks(noun, body)):
            self.take_body(body, noun)
        elif noun is not None:
            self.take_noun(noun, head, tail, far)
            if body is not None:
                self.set_land(body.entry.country)
                self.say("country", body)
        elif any(p.entry.kind == "agent" for p in tail):
            # An unknown name with its description: "X, a Peruvian judge".
            behind = next(p for p in tail if p.entry.kind == "agent")
            self.take_noun(behind, [], tail, far)
        elif far is not None and head == []:
            self.take_body(far, None)
        self.take_country(head, tail, body or far)
        if whose is not None and self.country is None and self.bloc is None:
            self.set_land(whose.entry.country)  # "supporters of X" are of his country
            self.say("country", whose)
        if self.faces and self.sectors == ["CVL"]:
            self.sectors = ["UNK"]  # a state's friend is no private one
        self.temper()
        self.bare(head)

    def head_noun(self, pieces: list[Piece]) -> Piece | None:
        nouns = [p for p in pieces if p.entry.kind == "agent" and not p.genitive]
        return nouns[-1] if nouns else next((p for p in reversed(pieces) if p.entry.kind == "agent"), None)

    def is_sent(self, head: list[Piece]) -> bool:
        """Whether what follows is where somebody was sent: "ambassador to X"."""
        noun = self.head_noun(head)
        goes = self.parts.cut < len(self.parts.folded) and self.parts.folded[self.parts.cut] == "to"
        return goes and noun is not None and noun.entry.name.split()[-1] in SENT

    def outranks(self, noun: Piece, body: Piece) -> bool:
        """A noun of strong sector after a body without one: "UN peacekeepers" are UNO MIL, "White House press
        corps" JRN.
        """
        strong = bool(noun.entry.sectors) and noun.entry.sectors[0] not in WEAK
        return strong and (
            not body.entry.sectors or noun.entry.sectors[0] in ("JRN", "MED", "REF", "CRM", "OPP", "ELI")
        )

    def take_person(self, p: Piece) -> None:
        e = p.entry
        self.name, self.bearer, self.kind, self.role, self.wikidata, self.code = (
            e.name,
            "person",
            "person",
            e.role,
            e.wikidata,
            e.code,
        )
        self.sectors = list(e.sectors)
        self.set_land(e.country)
        self.say("country, sectors and role", p)

    def take_body(self, p: Piece, noun: Piece | None) -> None:
        e = p.entry
        self.sectors = list(e.sectors)
        self.bearer, self.kind, self.name, self.wikidata, self.code = (
            e.bearer,
            "organization",
            e.name,
            e.wikidata,
            e.code,
        )
        self.set_land(e.country)
        self.say("country and sectors", p)
        if noun is not None and noun.first >= p.last:
            self.bearer, self.plural, self.name, self.wikidata = noun.entry.bearer, noun.entry.plural, None, None
            self.kind = "agent"
            if noun.entry.bearer == "person":
                self.role = noun.entry.name
            if not self.sectors and noun.entry.sectors and noun.entry.sectors[0] not in ("?", "-"):
                self.sectors = list(noun.entry.sectors)
                self.say("sectors", noun)

    def take_noun(self, noun: Piece, head: list[Piece], tail: list[Piece], far: Piece | None) -> None:
        e = noun.entry
        self.bearer, self.kind, self.plural, self.code = e.bearer, "agent", e.plural, e.code
        self.role = e.name if e.bearer == "person" else None
        if self.role and noun.first and self.parts.folded[noun.first - 1] == "deputy":
            self.role = f"deputy {self.role}"
        if e.country and e.code is not None:
            self.set_land(e.country)
        elif e.country:
            self.noun_land = e.country  # "the taoiseach", where no other word says whose
        source, sectors = noun, list(e.sectors)
        if e.name in TITLES and parts_lower(self.parts, noun):
            sectors = ["?"]
        minister = e.name in MINISTERS and noun.first > 0 and self.parts.words[noun.first].istitle()
        before_name = self.parts.words[noun.last : noun.last + 1]
        if minister or (e.name in TEAMS and parts_lower(self.parts, noun) and before_name and before_name[0].istitle()):
            sectors = ["?"]
        # "Chief economist of the treasury" is of the treasury, as its chief is.
        chief = noun.first > 0 and self.parts.folded[noun.first - 1] == "chief"
        office = chief or e.name in OFFICE or fold(e.phrase) in OFFICE
        before = [
            p
            for p in head
            if p.entry.kind == "agent"
            and p.last <= noun.first
            and not (p.entry.name == "deputy" and p.last == noun.first)  # "deputy director": no member of parliament
        ]
        if e.name in PRIVATE or sectors[:1] == ["CVL"]:
            before, tail = (
                [p for p in q if p.entry.name not in AREAS] for q in (before, tail)
            )  # "a Halden County woman"
        if e.name in KIN:
            before = [p for p in before if not (p.genitive and p.entry.sectors[:1] == ("CRM",))]
        beside = before[-1] if before and before[-1].last == noun.first else None
        behind = [p for p in tail if p.entry.kind == "agent" and not stands_at(self.parts, p)]
        police = next((p for p in before if p.entry.sectors[:1] == ("COP",)), None)
        if (e.name in RANKS or e.name in HIGH_RANKS) and police is not None:
            source, sectors = police, list(police.entry.sectors)
        elif e.name in ANYWHERE and beside is not None and beside.entry.bearer in ("organization", "group"):
            source, sectors = beside, [s for s in beside.entry.sectors if s not in ("?", "-")] or sectors
        elif sectors[:1] == ["PTY"] and e.bearer == "organization" and beside is not None and _are_workers(beside):
            source, sectors = beside, list(beside.entry.sectors)  # "the Halden Doctors Alliance"
        elif far is not None and far.entry.sectors and (office or not sectors or sectors[0] in WEAK):
            source, sectors = far, list(far.entry.sectors)
        elif not sectors or sectors[0] in WEAK or office:
            strong = [
                p
                for p in before
                if p.entry.sectors
                and p.entry.sectors[0] not in ("?", "-")
                and not (e.bearer == "organization" and p.entry.sectors == ("CVL",) and self._in_capitals(p, noun))
                and (
                    p.genitive or p.entry.bearer in ("organization", "group") or not sectors or sectors[0] in ("?", "-")
                )
            ]
            of = [p for p in behind if p.entry.sectors and p.entry.sectors[0] not in ("?", "-", "CVL")]
            of.sort(key=lambda p: p.entry.bearer == "person")  # "president of a liberal think tank"
            weak_of = [p for p in behind if p.entry.sectors and p.entry.sectors[0] not in ("?", "-")]
            if strong and not (office and sectors and sectors[0] not in WEAK and not strong[-1].genitive):
                source, sectors = strong[-1], list(strong[-1].entry.sectors)
            elif of and (office or not sectors or sectors[0] in ("?", "-")):
                source, sectors = of[0], list(of[0].entry.sectors)
            elif behind and (not sectors or sectors[0] in ("?", "-")):
                source, sectors = (weak_of or behind)[0], list((weak_of or behind)[0].entry.sectors)
        self.sectors = [s for s in sectors if s not in ("?", "-")]
        if sectors and sectors[0] == "?":
            self.sectors = ["GOV"] if minister else ["UNK"]
        if self.sectors:
            self.say("sectors", source)
        if far is not None:
            self.set_land(far.entry.country)
            self.say("country", far)
        modifiers = {p.entry.name for p in before}
        if "opposition" in modifiers and "OPP" not in self.sectors and self.sectors[:1] != ["UNK"]:
            self.sectors.append("OPP")

    def _in_capitals(self, p: Piece, noun: Piece) -> bool:
        """Whether both are words of a name: the `People's Council` is no civilians'."""
        return self.parts.words[p.first][:1].isupper() and self.parts.words[noun.first][:1].isupper()

    def set_land(self, land: str | None) -> None:
        if land in BLOCS:
            self.bloc = land
        elif land:
            self.country = land

    def take_country(self, head: list[Piece], tail: list[Piece], body: Piece | None) -> None:
        if self.country or (self.bloc in ("UNO", "EUR", "IGO") and self.kind != "person"):
            return
        folded = self.parts.folded
        minority = (
            bool(head and tail)
            and all(p.entry.kind == "people" for p in head)
            and ("ethnic" in folded[: self.parts.cut] or folded[self.parts.cut : self.parts.cut + 1] == ["of"])
        )  # "ethnic Albanians in Serbia", "the Albanians of Serbia": people of the country they live in
        for pieces in (tail, head) if minority else (head, tail):
            p = land_of(self.parts, pieces)
            if pieces is tail and self.kind == "agent" and several_lands(self.parts, tail):
                return  # "officials in Mexico, China and Japan" are of no one country
            if p is not None:
                self.country = p.entry.country
                if self.bloc in ("NGO", "IMG", "MNC", "ISM"):
                    self.bloc = None
                if p.entry.kind == "disputed" and "PRE" not in self.sectors:
                    self.sectors.append("PRE")
                if self.wikidata is None and self.kind is None and p.entry.kind in ("country", "capital"):
                    self.wikidata = p.entry.wikidata
                self.say("country", p)
                return
        if self.noun_land and not self.bloc:
            self.set_land(self.noun_land)
            return
        if self.hint and not self.bloc and self.kind in ("agent", "organization", "person"):
            self.country = self.hint
            self.evidence.append(f"country: from the context ({self.hint})")

    def temper(self) -> None:
        """Former office-holders, armed men, ordinary people; leaders of a country without another sector are its
        government.
        """
        words = set(self.parts.folded[: self.parts.cut])
        faded = words & FORMER
        if faded and self.sectors and self.sectors[0] in FADING | {"PTY"} and self.kind != "organization":
            self.sectors = ["ELI"]
            self.evidence.append(f"sectors: {sorted(faded)[0]!r} makes an office-holder ELI")
        if words & SHADOW and self.sectors[:1] == ["GOV"] and self.bearer == "person":
            self.sectors = ["PTY", "OPP"]
            self.evidence.append("sectors: a shadow office is the opposition's")
        if words & ARMED and self.sectors in (["UNK"], [], ["CVL"]) and self.kind == "agent":
            self.sectors = ["UAF"]
            self.evidence.append(f"sectors: {sorted(words & ARMED)[0]!r} people of no known side are UAF")
        if "ordinary" in words and not self.sectors:
            self.sectors = ["CVL"]
        if (
            self.sectors == ["UNK"]
            and self.country
            and self.bearer == "person"
            and (self.role or "").removeprefix("deputy ") in LEADS
        ):
            self.sectors = ["ELI"] if faded else ["GOV"]
            self.evidence.append(f"sectors: {self.role!r} of a country")
        if self.sectors == ["UNK"] and (
            self.bloc in ("UNO", "EUR", "IGO") or (self.role in ("spokesman", "leader") and self.bloc)
        ):
            self.sectors = []

    def bare(self, head: list[Piece]) -> None:
        """A phrase that is only a place or people name; a pronoun; an unknown name."""
        if self.kind is None:
            p = land_of(self.parts, self.parts.pieces)
            if p is not None:
                if self.is_body(p):
                    self.kind = self.bearer = "organization"
                    self.wikidata = None
                    self.country = self.country if p.entry.kind == "country" else None
                    return
                self.kind, self.bearer, self.plural = p.entry.kind, "country", p.entry.plural
                rest = [
                    w
                    for k, w in enumerate(self.parts.folded)
                    if not p.first <= k < p.last and w not in ("the", "a", "an")
                ]
                if not rest and p.entry.kind == "capital":
                    self.sectors = ["GOV"]
                elif not rest and p.entry.kind == "city":
                    self.sectors = ["CVL"]
                if p.entry.kind in ("country", "capital"):
                    self.name = p.entry.name
                elif p.entry.kind == "people":
                    self.bearer = "group" if p.entry.plural else "person" if not rest else None
        if self.kind is None and len(self.parts.folded) == 1 and self.parts.folded[0] in PRONOUNS:
            self.sectors = ["UNK"]

    def is_body(self, p: Piece) -> bool:
        """Whether a name only has that of a country or its capital in it: `Racing Arda`, `Voices USA Action`,
        `Voices for Kenya` and `Paris Mutual` are not the government.
        """
        words = self.parts.words
        if p.entry.kind not in ("country", "capital"):
            return False
        if p.first == 0:
            after = words[p.last :]
            return p.entry.kind == "capital" and bool(after) and all(w[:1].isupper() and w.isalpha() for w in after)
        before = [w for w in words[: p.first] if fold(w) not in ("the", "a", "an")]
        rest = before + words[p.last :]
        if before and before[-1] == "for":
            rest.remove("for")
        capitals = all(w[:1].isupper() for w in rest)
        return len(rest) > len(words[p.last :]) and capitals and not any(fold(w) in PART for w in before)

    def result(self) -> ActorCode:
        return ActorCode(
            self.country,
            self.bloc,
            tuple(dict.fromkeys(self.sectors)),
            self.role,
            self.name,
            self.bearer,
            self.kind,
            self.wikidata,
            self.code or None,
            self.plural,
            tuple(self.evidence),
        )


# Sectors of callings whose members make up a body.
_WORKERS = frozenset({"MED", "EDU", "LAB", "AGR", "JUD", "JRN"})


def _are_workers(p: Piece) -> bool:
    """Whether a piece is a calling in the plural, of whom a body may consist."""
    e = p.entry
    return e.bearer == "person" and e.plural and not _WORKERS.isdisjoint(e.sectors[:1])
