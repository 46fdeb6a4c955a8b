"""What an actor's owner tells of it: `its foreign minister`, `Halden's troops`, the soldiers that Halden sent."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.actors.draft import STATE_SECTORS, Draft
from onrecord.actors.tables.code import code_phrase
from onrecord.actors.tables.lexicon import fold
from onrecord.actors.tables.phrase_words import ANYWHERE, FACING, KEEPS, OFFICE, POSTED, SENT, SERVES
from onrecord.language.reading import Reading, Sentence
from onrecord.mentions.traits import Phrase

_FORCES = frozenset({"MIL", "COP"})
COUNTRY = frozenset({"country", "nation", "homeland"})
_RELATIVE = frozenset({"which", "that", "who", "whose"})


def from_owner(d: Draft, owner: dict[int, Draft], reading: Reading) -> None:
    """What the possessor tells: `its foreign minister`, `his Pakistani counterpart` (who holds the same office)."""
    for p in d.phrases:
        s = p.sentence
        poss = possessor(p)
        if poss is None:
            poss = keeper(p, d.sectors)
        if poss is None:
            continue
        of = next(
            (x for x in owner.values() for q in x.phrases if q.sentence is s and q.head == poss and x is not d), None
        )
        if of is None:
            continue
        if p.kind == "nominal" and fold(p.lemma) in FACING and of.type != "person":
            continue  # "Kenya's closest friend" is no Kenyan
        if (
            fold(p.lemma) in COUNTRY
            and s.upos[poss] == "PRON"
            and of.type == "person"
            and of.country
            and d.land is None
        ):
            d.land, d.country, d.type = of.country, of.country, "country"
            d.evidence.append(f"country: {p.text!r} is that of {of.name!r}")
            continue
        if fold(s.words[p.head]) in ("counterpart", "counterparts", "predecessor", "successor"):
            if of.sectors and not [x for x in d.sectors if x != "UNK"]:
                d.sectors = list(of.sectors)
                d.evidence.append(f"sectors: {p.text!r} holds the office of {of.name!r}")
            d.role = of.role if d.role in (None, "counterpart") and of.role else d.role
        body = of.type in ("organization", "group") and bool(set(of.sectors) - {"UNK"})
        # The president of a union is no head of state.
        led = fold(d.role or "") in ANYWHERE and d.sectors == ["GOV"] and not set(of.sectors) & STATE_SECTORS
        if body and (led or (OFFICE & {fold(p.lemma), fold(d.role or "")} and set(d.sectors) <= {"UNK"})):
            d.sectors = list(of.sectors)
            d.evidence.append(f"sectors: {p.text!r} are those of {of.name!r}")
        named = p.kind == "name" and p.type == "person" and p.name is not None and p.first == p.name.first
        if body and named and not d.sectors:  # "the Halden Union's Ann Roe"
            d.sectors = list(of.sectors)
            d.evidence.append(f"sectors: {p.text!r} is of {of.name!r}")
        if of.type == "person" and fold(p.lemma) in SERVES and set(d.sectors) <= {"UNK"} and set(of.sectors) - {"UNK"}:
            d.sectors = list(of.sectors)  # "the minister's office", "Roe's spokesman"
            d.evidence.append(f"sectors: {p.text!r} are those of {of.name!r}")
            d.country, d.bloc = d.country or of.country, d.bloc or of.bloc
        if fold(s.words[p.head]) in ("deputy", "deputies") and of.type == "person" and d.sectors[:1] == ["LEG"]:
            d.sectors = list(of.sectors)  # of whatever that one leads: no member of parliament
            d.evidence.append(f"sectors: {p.text!r} is under {of.name!r}")
        if (
            d.country is None
            and d.bloc is None
            and (of.land or (of.type in ("organization", "group", "country") and of.country))
        ):
            d.country = of.land or of.country
            d.evidence.append(f"country: {p.text!r} belongs to {of.name!r}")
        leads = d.type == "person" and bool(OFFICE & {fold(p.lemma), fold(d.role or "")})
        staff = d.type != "person" and bool(STATE_SECTORS & set(d.sectors[:1]))  # "NATO ... its troops"
        if (leads or staff) and d.country is None and d.bloc is None and of.type == "organization" and of.bloc:
            d.bloc = of.bloc  # "the IMF ... its mission chief"
            heads = leads and d.sectors == ["GOV"] and fold(d.role or "") in ANYWHERE
            d.sectors = [] if heads else [x for x in d.sectors if x != "UNK"]
            d.evidence.append(f"country: {p.text!r} belongs to {of.name!r}")
        if of.land and d.sectors == ["UNK"] and fold(d.role or "").split(" ")[-1] in SENT:
            d.sectors = ["GOV"]  # "its representative in Halden"
            d.evidence.append(f"sectors: {d.role!r} of a country")


def possessor(p: Phrase) -> int | None:
    """The token of whom a described person or body belongs to: `its minister`, `Kenya's Health Minister Ann Roe`."""
    s = p.sentence
    if p.kind == "nominal":
        owner = next((j for j in s.children_of(p.head) if s.deprels[j] == "nmod:poss"), None)
        return owner if owner is None or fold(s.words[owner]) != "whose" else _told_of(s, p.head)
    if p.kind != "name" or p.name is None or not p.first or (p.first == p.name.first and p.type != "person"):
        return None
    before = p.first - 1
    if s.words[before] in ("'s", "’s", "'", "’"):
        return before - 1 if before else None
    return before if s.xpos[before] == "PRP$" else None


def keeper(p: Phrase, sectors: Sequence[str]) -> int | None:
    """The token of who has, sends or loses a force that no word says whose it is: `Halden, which has 400 soldiers in
    Orlo`, `Halden sent police officers`.
    """
    s = p.sentence
    if p.kind != "nominal" or p.role != "obj" or not _FORCES & set(sectors[:1]) or p.determiner == "def":
        return None
    verb = s.heads[p.head]
    subject = next((j for j in s.children_of(verb) if s.deprels[j] == "nsubj"), None)
    if fold(s.lemmas[verb]) not in KEEPS or subject is None:
        return None
    return _told_of(s, subject) if fold(s.words[subject]) in _RELATIVE else subject


def posted_at(p: Phrase) -> int | None:
    """Where the place begins in a description that says where somebody is: the `in Halden` of `troops in Halden`."""
    s = p.sentence
    if p.kind != "nominal":
        return None
    for k in range(p.head + 1, p.last - 1):
        if fold(s.words[k]) in POSTED:
            named = next((j for j in range(k + 1, p.last) if s.upos[j] not in ("DET", "ADJ")), k)
            where = code_phrase(" ".join(s.words[k + 1 : p.last])).kind
            return k if s.upos[named] == "PROPN" and where not in ("organization", "person", "agent") else None
    return None


def pronoun_before(p: Phrase) -> str | None:
    """The pronoun that says whose somebody is: the `its` of `its troops in Halden`."""
    s = p.sentence
    owner = next((j for j in s.children_of(p.head) if s.deprels[j] == "nmod:poss" and p.first <= j < p.head), None)
    return fold(s.words[owner]) if owner is not None and s.upos[owner] == "PRON" else None


def _told_of(s: Sentence, j: int) -> int | None:
    """The token of what the relative clause around a token tells of."""
    for _ in range(4):
        if s.deprels[j] == "acl:relcl":
            return s.heads[j]
        j = s.heads[j]
        if j < 0:
            return None
    return None
