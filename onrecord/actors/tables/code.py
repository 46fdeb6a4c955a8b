"""How an actor phrase is coded: country, PLOVER sectors, role, code, and the table rows that say so.

`code_phrase` cuts the phrase into known pieces (longest match), finds its head, and lets the head's own piece, a
named body,
a dated office-holder, or the words it depends on give each field. The rules follow PLOVER's actor chapter: a body's
sector
goes before that of its staff ("Boko Haram gunmen" are REB), former office-holders are ELI,
unidentified armed people UAF.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from onrecord.actors.tables.lexicon import BLOCS, Entry, Lexicon, fold, key_of, shipped, words_of

# Words that end the head part of a noun phrase.
BREAKS = frozenset(
    {
        "of",
        "in",
        "from",
        "for",
        "at",
        "on",
        "with",
        "to",
        "by",
        "near",
        "against",
        "under",
        "who",
        "that",
        "which",
        "whose",
        ",",
        "(",
        "inside",
        "across",
        "within",
        "over",
        "behind",
        "about",
    }
)
# "Iranian-backed militia" is no Iranian actor.
FOREIGN = frozenset(
    {
        "backed",
        "allied",
        "aligned",
        "sponsored",
        "supported",
        "trained",
        "funded",
        "made",
        "occupied",
        "controlled",
        "held",
        "friendly",
        "armed",
        "financed",
        "built",
        "supplied",
        "inspired",
        "linked",
        "affiliated",
        "speaking",
    }
)
FORMER = frozenset(
    {
        "former",
        "ex",
        "ousted",
        "deposed",
        "erstwhile",
        "onetime",
        "then",
        "late",
        "exiled",
        "disgraced",
        "toppled",
        "fallen",
        "impeached",
        "overthrown",
    }
) - {"then", "late"}
OPPOSED = frozenset({"opposition", "dissident", "antigovernment", "antiwar", "prodemocracy"})
ARMED = frozenset({"armed", "masked", "gun", "knife", "hooded"})
ORDINARY = frozenset({"ordinary", "innocent", "unarmed", "local", "young", "elderly", "homeless", "poor", "displaced"})
# Heads that say who speaks for or leads a body, not what the body is.
OFFICE = frozenset(
    {
        "leader",
        "chief",
        "head",
        "chairman",
        "chairwoman",
        "chairperson",
        "chair",
        "director",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "aide",
        "adviser",
        "advisor",
        "coordinator",
        "manager",
        "member",
        "president",
        "secretary",
        "director general",
        "secretary general",
        "officer",
        "executive director",
        "deputy chairman",
        "founder",
        "co-founder",
        "official",
        "general secretary",
        "vice president",
        "representative",
        "staff",
        "employee",
        "worker",
        "team",
        "group",
        "council",
        "committee",
        "office",
        "unit",
        "branch",
        "commander",
        "governor",
        "delegation",
        "delegate",
        "commissioner",
        "envoy",
        "ambassador",
        "fighter",
        "supporter",
        "follower",
        "chief executive",
        "vice chairman",
        "leadership",
        "faction",
        "wing",
        "network",
        "agency",
        "department",
        "headquarters",
        "mission",
        "commission",
        "cell",
        "body",
        "bodies",
        "band",
        "crowd",
        "number",
        "men",
        "man",
        "person",
        "people",
        "personnel",
        "forces",
        "sources",
        "source",
        "gang",
        "convoy",
        "relative",
        "deputy",
        "speaker",
        "board",
        "administrator",
        "operative",
        "activist",
        "critic",
        "ally",
    }
)
# "Islamic State (IS) fighters": the short form in brackets says nothing more of the phrase.
DEFINED = re.compile(r" ?\( ?[A-Z][\w&.-]{1,9} ?\)(?= \w)")
# An office as a title ("Representative X"); in small letters anybody's.
TITLES = frozenset({"representative"})
WEAK = frozenset({"?", "-", "CVL", "LAB", "UAF", "UNK"})
NEGATED = frozenset({"anti", "pro", "non"})
PRONOUNS = frozenset(
    {"he", "she", "they", "him", "her", "them", "it", "his", "their", "its", "who", "i", "we", "you", "us", "me"}
)


@dataclass(frozen=True, slots=True)
class ActorCode:
    """What an actor phrase says of its actor.

    `country`: ISO 3166-1 alpha-3 or None; `bloc`: PLOVER's code of a body that belongs to no state (UNO, EUR, IGO, NGO,
    IMG, MNC, ISM) or None; `sectors`: PLOVER codes, main one first; `code`: country or bloc followed by the sectors, or
    what a user's dictionary says; `evidence`: one line a field, naming the words and the table row.
    """

    country: str | None = None
    bloc: str | None = None
    sectors: tuple[str, ...] = ()
    role: str | None = None
    name: str | None = None
    bearer: str | None = None
    kind: str | None = None
    wikidata: str | None = None
    given: str | None = None
    plural: bool = False
    evidence: tuple[str, ...] = ()

    @property
    def code(self) -> str | None:
        """The actor code: `given` where a dictionary gives one, else country or bloc and sectors; None where
        nothing is known.
        """
        return self.given or ((self.country or self.bloc or "") + "".join(self.sectors)) or None


@dataclass(slots=True)
class Piece:
    """A known stretch of words `[first, last)` and how it can be read."""

    first: int
    last: int
    entries: list[Entry]
    entry: Entry
    genitive: bool = False


@dataclass(slots=True)
class Parts:
    """A phrase cut into pieces: `head` are those before the first preposition, `tail` the rest."""

    words: list[str]
    folded: list[str]
    pieces: list[Piece] = field(default_factory=list)
    cut: int = 0

    @property
    def head(self) -> list[Piece]:
        return [p for p in self.pieces if p.first < self.cut]

    @property
    def tail(self) -> list[Piece]:
        return [p for p in self.pieces if p.first >= self.cut]


def cut_up(phrase: str, lexicon: Lexicon) -> Parts:
    """The known pieces of a phrase, left to right, longest first."""
    words = words_of(phrase)
    parts = Parts(words, [fold(w) for w in words])
    i = 0
    inside: set[int] = set()
    while i < len(words):
        end, entries = lexicon.longest(words, i, parts.folded)
        if entries:
            # A name of a people before a body's own name ("the French National Assembly") may be part of a longer
            # match.
            piece = Piece(i, end, entries, entries[0], end < len(words) and words[end] in ("'s", "'", "’"))
            parts.pieces.append(piece)
            inside.update(range(i, end))
            i = end
        else:
            i += 1
    parts.cut = next((k for k, w in enumerate(parts.folded) if k not in inside and w in BREAKS and k > 0), len(words))
    return parts


def parts_lower(parts: Parts, p: Piece) -> bool:
    """Whether a piece is written in small letters."""
    return all(w.islower() for w in parts.words[p.first : p.last])


GEO = frozenset({"country", "people", "capital", "city", "region", "disputed"})


def land_of(parts: Parts, pieces: list[Piece]) -> Piece | None:
    """The piece that says the country: the first one, unless what follows it makes it somebody else's ("-backed")."""
    found: Piece | None = None
    for p in pieces:
        if p.entry.kind not in GEO:
            continue
        after = parts.folded[p.last] if p.last < len(parts.folded) else ""
        before = parts.folded[p.first - 1] if p.first else ""
        if after in FOREIGN or before in NEGATED:
            continue
        if found is None or (found.entry.kind in ("region", "city") and p.entry.kind in ("country", "people")):
            found = p
    return found


def choose(parts: Parts, on: str | None, hint: str | None) -> None:
    """Among the readings of each piece, the one that fits the country named beside it, the hint, and the date."""
    lands = {p.entry.country for p in parts.pieces if p.entry.kind in GEO}
    wanted = lands or ({hint} if hint else set())
    for p in parts.pieces:
        fit = [e for e in p.entries if e.country in wanted]
        bodies = [e for e in p.entries if e.kind == "organization"]
        nouns = [e for e in p.entries if e.kind == "agent"]
        persons = [e for e in p.entries if e.kind == "person"]
        if persons:
            p.entry = office_on(persons, on, wanted)
        elif fit and p.entry.kind not in GEO:
            p.entry = fit[0]
        elif bodies and nouns and wanted and bodies[0].country not in wanted:
            p.entry = nouns[0]  # "the Indian Congress": the noun, not the body of another country
        elif bodies and nouns and not any(w[:1].isupper() for w in parts.words[p.first : p.last]):
            p.entry = nouns[0]


def office_on(terms: list[Entry], on: str | None, lands: set[str | None]) -> Entry:
    """The term that counts on a day: one held then, else the last one before it (as a former one), else the first
    after.
    """
    own = [t for t in terms if t.country in lands] or terms
    day = on or "9999"
    held = [t for t in own if t.holds(on)] if on else [t for t in own if not t.until]
    if held:
        return max(held, key=lambda t: (t.since, bool(t.wikidata)))
    past = [t for t in own if t.since <= day and t.until]
    if past:
        best = max(past, key=lambda t: t.until)
        return replace(
            best,
            sectors=("ELI",) if best.sectors[:1] and best.sectors[0] in FADING else best.sectors,
            role=f"former {best.role}" if best.role else None,
        )
    return min(own, key=lambda t: t.since)


# Sectors that an actor loses with the office.
FADING = frozenset({"GOV", "LEG", "MIL", "SPY", "JUD", "COP"})


def code_phrase(
    phrase: str, on: date | None = None, country_hint: str | None = None, lexicon: Lexicon | None = None
) -> ActorCode:
    """Code any actor phrase.

    phrase: the words of a mention ("three US soldiers"); on: the day for which offices count (None: the latest known);
    country_hint: ISO 3166-1 alpha-3 of the country meant where the phrase names none and its own word is ambiguous;
    lexicon: the tables, with a user's own dictionary if any (default: those shipped).
    Returns an empty `ActorCode` for a phrase that names no actor. Never raises on any text.
    """
    phrase = DEFINED.sub("", " ".join(phrase.split()[:60]))
    if lexicon is None or lexicon is shipped():
        return code_by_tables(phrase, on, country_hint)
    return code_words(phrase, on, country_hint, lexicon)


@lru_cache(maxsize=16384)  # an article says the same phrases again and again
def code_by_tables(phrase: str, on: date | None, country_hint: str | None) -> ActorCode:
    """`code_words` by the shipped tables."""
    return code_words(phrase, on, country_hint, shipped())


def code_words(phrase: str, on: date | None, country_hint: str | None, lexicon: Lexicon) -> ActorCode:
    """`code_phrase` of a phrase with single blanks."""
    whole = lexicon.get(phrase)
    if whole and whole[0].code is not None:
        return given(phrase, whole, on)
    parts = cut_up(phrase, lexicon)
    day = on.isoformat() if on else None
    choose(parts, day, country_hint)
    surname(parts, lexicon, day, country_hint)
    out = Coding(parts, country_hint)
    out.run()
    return out.result()


def given(phrase: str, entries: list[Entry], on: date | None) -> ActorCode:
    """The coding of a phrase that stands whole in a user's own dictionary."""
    day = on.isoformat() if on else None
    own = [e for e in entries if e.code is not None]
    dated = [e for e in own if (e.since or e.until) and e.holds(day)]
    e = (dated or [x for x in own if not x.since and not x.until] or own)[0]
    bloc = e.country if e.country in BLOCS else None
    return ActorCode(
        None if bloc else e.country,
        bloc,
        e.sectors,
        e.role,
        e.name,
        e.bearer,
        e.kind,
        e.wikidata,
        e.code or None,
        evidence=(f"{phrase!r}: {e.source}",),
    )


def surname(parts: Parts, lexicon: Lexicon, on: str | None, hint: str | None) -> None:
    """A family name after a title or beside a country is the office-holder of that name, where just one fits."""
    taken = {k for p in parts.pieces for k in range(p.first, p.last)}
    lands = {p.entry.country for p in parts.pieces if p.entry.kind in GEO} or ({hint} if hint else set())
    titled = any(p.entry.kind == "agent" and p.entry.bearer == "person" for p in parts.pieces)
    if any(p.entry.kind == "person" for p in parts.pieces) or not (lands or titled):
        return
    unknown = [
        k
        for k in range(len(parts.words))
        if k not in taken and parts.words[k][:1].isupper() and parts.folded[k] not in BREAKS
    ]
    if len(unknown) != 1:
        return
    k = unknown[0]
    fit = [e for e in lexicon.surnames.get(parts.folded[k], []) if (not lands or e.country in lands) and e.holds(on)]
    if fit and len({(e.country, fold(e.name.split()[-1])) for e in fit}) == 1:
        parts.pieces.append(Piece(k, k + 1, fit, office_on(fit, on, lands)))
        parts.pieces.sort(key=lambda p: p.first)


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
    evidence: list[str] = field(default_factory=list)

    def say(self, what: str, p: Piece) -> None:
        words = " ".join(self.parts.words[p.first : p.last])
        self.evidence.append(f"{what}: {words!r} ({p.entry.source})")

    def run(self) -> None:
        """Fill the fields, the surest source first."""
        parts = self.parts
        head, tail = parts.head, parts.tail
        person = next((p for p in parts.pieces if p.entry.kind == "person"), None)
        body = next((p for p in reversed(head) if p.entry.kind == "organization"), None)
        noun = self.head_noun(head)
        far = next((p for p in tail if p.entry.kind == "organization"), None)
        if person is not None:
            self.take_person(person)
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
        self.temper()
        self.bare(head)

    def head_noun(self, pieces: list[Piece]) -> Piece | None:
        nouns = [p for p in pieces if p.entry.kind == "agent" and not p.genitive]
        return nouns[-1] if nouns else next((p for p in reversed(pieces) if p.entry.kind == "agent"), None)

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
        if e.country and e.code is not None:
            self.set_land(e.country)
        source, sectors = noun, list(e.sectors)
        if e.name in TITLES and parts_lower(self.parts, noun):
            sectors = ["?"]
        office = e.name in OFFICE or fold(e.phrase) in OFFICE
        before = [p for p in head if p.entry.kind == "agent" and p.last <= noun.first]
        behind = [p for p in tail if p.entry.kind == "agent"]
        if far is not None and far.entry.sectors and (office or not sectors or sectors[0] in WEAK):
            source, sectors = far, list(far.entry.sectors)
        elif not sectors or sectors[0] in WEAK or office:
            strong = [
                p
                for p in before
                if p.entry.sectors
                and p.entry.sectors[0] not in ("?", "-")
                and (
                    p.genitive or p.entry.bearer in ("organization", "group") or not sectors or sectors[0] in ("?", "-")
                )
            ]
            of = [p for p in behind if p.entry.sectors and p.entry.sectors[0] not in ("?", "-", "CVL")]
            weak_of = [p for p in behind if p.entry.sectors and p.entry.sectors[0] not in ("?", "-")]
            if strong and not (office and sectors and sectors[0] not in WEAK and not strong[-1].genitive):
                source, sectors = strong[-1], list(strong[-1].entry.sectors)
            elif of and (office or not sectors or sectors[0] in ("?", "-")):
                source, sectors = of[0], list(of[0].entry.sectors)
            elif behind and (not sectors or sectors[0] in ("?", "-")):
                source, sectors = (weak_of or behind)[0], list((weak_of or behind)[0].entry.sectors)
        self.sectors = [s for s in sectors if s not in ("?", "-")]
        if sectors and sectors[0] == "?":
            self.sectors = ["UNK"]
        if self.sectors:
            self.say("sectors", source)
        if far is not None:
            self.set_land(far.entry.country)
            self.say("country", far)
        modifiers = {p.entry.name for p in before}
        if "opposition" in modifiers and "OPP" not in self.sectors and self.sectors[:1] != ["UNK"]:
            self.sectors.append("OPP")

    def set_land(self, land: str | None) -> None:
        if land in BLOCS:
            self.bloc = land
        elif land:
            self.country = land

    def take_country(self, head: list[Piece], tail: list[Piece], body: Piece | None) -> None:
        if self.country or (self.bloc in ("UNO", "EUR", "IGO") and self.kind != "person"):
            return
        for pieces in (head, tail):
            p = land_of(self.parts, pieces)
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
        if words & ARMED and self.sectors in (["UNK"], [], ["CVL"]) and self.kind == "agent":
            self.sectors = ["UAF"]
            self.evidence.append(f"sectors: {sorted(words & ARMED)[0]!r} people of no known side are UAF")
        if "ordinary" in words and not self.sectors:
            self.sectors = ["CVL"]
        if self.sectors == ["UNK"] and self.country and self.bearer == "person" and self.role in LEADS:
            self.sectors = ["GOV"]
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


# Heads that, beside a country's name, mean its government.
LEADS = frozenset(
    {
        "leader",
        "chief",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "counterpart",
        "secretary",
        "head",
        "negotiator",
        "delegate",
    }
)

__all__ = ["ActorCode", "code_phrase", "key_of"]
