"""What an article's other actors tell of words that stand for a union of states or of parties: Brussels, the bloc, the
coalition; and of who presides over what is no state."""

from __future__ import annotations

from onrecord.actors.draft import Draft
from onrecord.actors.tables.lexicon import fold
from onrecord.actors.tables.phrase_words import ANYWHERE, IS_SIDES, OF_POLITICS, SIDES_OR_PARTIES
from onrecord.language.reading import Reading
from onrecord.mentions.literal import literal_use
from onrecord.mentions.traits import Phrase

UNION = "European Union"
_PARTIES = frozenset({"PTY", "LEG"})
_FIGHTERS = frozenset({"MIL", "REB", "PRM", "UAF"})


def union_of_states(drafts: list[Draft]) -> list[Draft]:
    """The drafts with `Brussels` and `the bloc` as the European Union, where the article speaks of the union or its
    bodies and of nothing else that is Belgian."""
    union = next((d for d in drafts if any(c.name == UNION for _, c in d.codes)), None)
    bodies = union is not None or any(d.bloc == "EUR" for d in drafts)
    belgian = any(c.country == "BEL" and fold(p.own) != "brussels" for d in drafts for p, c in d.codes)
    if not bodies:
        return drafts
    out = []
    for d in drafts:
        named = [p for p in d.phrases if p.kind == "name"]
        seat = d.land == "BEL" and not belgian and bool(named) and all(fold(p.own) == "brussels" for p in named)
        told = [p for p in d.phrases if p.pronoun is None]
        bloc = union is not None and bool(told) and all(p.core == ("bloc",) and p.determiner == "def" for p in told)
        if seat:
            d.phrases = [p for p in d.phrases if not _is_place(p)]  # "In Brussels" is the town
            if not d.phrases:
                continue
        if (seat or bloc) and union is not None and d is not union:
            union.take_in(d)
            continue
        if seat:
            d.country, d.land, d.bloc, d.sectors, d.type = None, None, "EUR", [], "organization"
            d.name, d.wikidata = UNION, "Q458"
            d.codes = [(p, c) for p, c in d.codes if c.country != "BEL"]
            d.evidence = ["country: 'Brussels' in an article on bodies of the European Union"]
        out.append(d)
    return out


def _is_place(p: Phrase) -> bool:
    """Whether the name of a seat means the town."""
    n = p.name
    first, last = (n.first, n.last) if n is not None else (p.first, p.last)
    return p.kind == "name" and p.type == "place" and literal_use(p.sentence, first, last) >= 0.5


def unions_of_parties(drafts: list[Draft]) -> None:
    """A `coalition`, and a member of one, is of parties where the article speaks of parties and members of parliament
    rather than of armies."""
    for_war = [d for d in drafts if d.sectors[:1] == ["MIL"] and _is_coalition(d)]
    if not for_war:
        return
    others = [d for d in drafts if d not in for_war]
    parties = sum(bool(_PARTIES.intersection(d.sectors[:1])) for d in others)
    if parties < 2 or parties <= sum(bool(_FIGHTERS.intersection(d.sectors[:1])) for d in others):
        return
    for d in for_war:
        of_others = any("of" in p.words and p.lemma == "coalition" for p in d.phrases)
        d.sectors = [] if of_others else ["PTY"]  # "a coalition of charities"
        d.evidence = [e for e in d.evidence if "sectors:" not in e]
        d.evidence.append("sectors: a coalition in an article on parties")


def _is_coalition(d: Draft) -> bool:
    """Whether only the word `coalition` makes a draft an army's."""
    told = [c for _, c in d.codes if c.sectors]
    return bool(told) and all(any("sectors: 'coalition'" in e.lower() for e in c.evidence) for c in told)


def sides_not_parties(drafts: list[Draft], reading: Reading) -> None:
    """`All parties`, `the warring parties`, `the parties to the talks` are sides, which are of no politics, unless the
    article speaks of political parties or of parliament."""
    found = [(d, _sides(d)) for d in drafts if d.sectors[:1] == ["PTY"] and d.type != "person"]
    if not any(told for _, told in found):
        return
    sides = [d for d, told in found if told]
    politics = any(_PARTIES.intersection(d.sectors[:1]) for d in drafts if all(d is not x for x in sides)) or any(
        fold(lemma) in OF_POLITICS for s in reading.sentences for lemma in s.lemmas
    )
    for d, told in found:
        if told == "sides" or (told == "either" and not politics):
            said = next((c.country for _, c in d.codes if c.country), None)  # "the parties to the conflict in Iraq"
            d.sectors, d.country, d.type = ["UNK"], said, "group"
            d.evidence = [e for e in d.evidence if "sectors:" not in e and (said or not e.startswith("country"))]
            d.evidence.append("sectors: the parties are sides")


def _sides(d: Draft) -> str:
    """What the words of a draft that is only called `parties` say: "sides", "either" or "" where they are political."""
    told = [p for p in d.phrases if p.pronoun is None]
    if not told or any(p.kind == "name" or fold(p.sentence.words[p.head]) not in ("parties", "party") for p in told):
        return ""
    found = ""
    for p in told:
        s = p.sentence
        before = {fold(w) for w in s.words[p.first : p.head]}
        behind = [fold(w) for w in s.words[p.head + 1 : p.head + 3]]
        sides = bool(IS_SIDES & {*before, *behind[:1]}) or behind in (["to", "the"], ["to", "a"], ["to", "this"])
        if not before <= IS_SIDES | SIDES_OR_PARTIES or (behind and not sides and p.last > p.head + 1):
            return ""
        if sides:
            found = "sides"
        elif p.number == "p" and before:
            found = found or "either"
    return found


def presidents_of_bodies(drafts: list[Draft]) -> None:
    """The president of a body that is no state's is no head of state: `Prairie Pulse president Ann Roe`."""
    for d in drafts:
        if d.type != "person" or d.sectors != ["GOV"] or d.country is not None or fold(d.role or "") not in ANYWHERE:
            continue
        if any(c.sectors and c.role != d.role for _, c in d.codes):
            continue
        for p in d.phrases:
            if p.kind != "name" or p.name is None:
                continue
            body = next(
                (
                    n
                    for n in p.sentence.names
                    if n.type == "organization" and p.first <= n.first and n.last < p.name.first
                ),
                None,
            )
            if body is None or fold(p.sentence.words[body.last]) not in ("president", "vice", "boss"):
                continue
            of = next(
                (x for x in drafts for q in x.phrases if q.sentence is p.sentence and q.first == body.first), None
            )
            d.sectors = list(of.sectors) if of is not None and of is not d else []
            d.evidence = [e for e in d.evidence if "sectors:" not in e]
            d.evidence.append(f"sectors: {p.text!r} presides over no state")
            break


_HOUSES = frozenset({"house", "chamber", "floor of the house", "finance committee", "estimates committee"})


def houses_of_parliament(drafts: list[Draft]) -> None:
    """`The House` and `the Chamber`, which no table knows, are of parliament where the article speaks of one."""
    parliament = any(d.sectors[:1] == ["LEG"] for d in drafts)
    for d in drafts:
        named = [p for p in d.phrases if p.kind == "name"]
        if not parliament or d.sectors or d.country or d.bloc or not named or d.type != "organization":
            continue
        if all(fold(p.own).removeprefix("the ") in _HOUSES for p in named):
            d.sectors = ["LEG"]
            d.evidence.append(f"sectors: {named[0].own!r} in an article on a parliament")
