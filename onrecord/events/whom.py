"""Whom words are meant for: the one who is asked and not the one it is asked for, the one who did a deed that is
condemned and not the one who suffered it."""

from __future__ import annotations

from onrecord.events.grammar import Grammar
from onrecord.events.lexicon import Lexicon
from onrecord.events.parties import Parties
from onrecord.events.party_words import INSTRUMENTS

DO = frozenset({"acl", "advcl", "ccomp", "xcomp"})
"""Clauses that tell what somebody is asked to do."""


def meant(
    kind: str, mode: str | None, slot: str, heads: list[int], g: Grammar, p: Parties, lexicon: Lexicon
) -> list[int]:
    """Of the words in a recipient's place the ones that a recipient of an event of this type is read from."""
    if kind == "ACCUSE" and slot == "at":  # `railed at a rally`
        heads = [j for j in heads if g.lemmas[j] not in lexicon.classes["talks"] | OCCASIONS]
    if kind in ("ACCUSE", "REJECT", "SUPPORT") and slot == "obj":
        heads = [k for j in heads for k in _of_deal(j, g, p)]
    if kind == "REQUEST" and slot == "on":  # `her call for a ban on migrants`: they are not asked
        heads = [j for j in heads if g.s.heads[j] < 0 or not is_harm(g.lemmas[g.s.heads[j]], lexicon)]
    if kind == "REQUEST" and slot == "of":  # `demanded the release of nine teachers`: they are not asked
        heads = [j for j in heads if g.s.heads[j] < 0 or g.lemmas[g.s.heads[j]] not in GIVEN]
    if kind == "REQUEST" and slot == "for":
        return [k for j in heads if _asked(j, g, p) for k in _of_thing(j, g, p)]
    if slot == "for" and kind in ("SUPPORT", "REQUEST", "REJECT"):
        heads = [j for j in heads if not _office(j, g, lexicon)]  # `endorsed Brenn for president`
    if (
        kind == "ACCUSE" and slot == "obj.poss"
    ):  # `criticised Arland's raid`, but `criticised Arland's mayor`: the mayor
        return [j for j in heads if g.s.heads[j] < 0 or not p.is_party(g.s.heads[j])]
    if kind == "ACCUSE" and mode == "disapprove" and slot.endswith(".of"):
        suffered = lexicon.classes["suffering"]
        return [j for j in heads if g.s.heads[j] < 0 or g.lemmas[g.s.heads[j]] not in suffered]
    if kind in ("SUPPORT", "REJECT") and slot in ("obj", "for"):
        return [k for j in (heads if slot == "obj" else g.spread(heads)) for k in _of_harm(j, g, p, lexicon)]
    return heads


OCCASIONS = frozenset({"rally", "debate", "event", "fundraiser", "dinner", "speech", "appearance", "stop"})
DEALS = frozenset({"deal", "agreement", "accord", "pact", "treaty"})


def _of_deal(j: int, g: Grammar, p: Parties) -> list[int]:
    """Of a deal named after whom it is with (`the Arland nuclear deal`) the words of who is said to have made it."""
    named = [k for k in g.kids(j, "compound", "amod") if p.is_polity(k)]
    if g.lemmas[j] not in DEALS or not named or p.mention_at(j) is not None:
        return [j]
    made = [k for clause in g.kids(j, "acl") if g.passive(clause) for k in g.by(clause)]
    return [*g.kids(j, "nmod:poss"), *made]


def is_of_deal(i: int, g: Grammar) -> bool:
    """Is a deal named after the word?"""
    return g.base[i] in ("compound", "amod") and g.s.heads[i] >= 0 and g.lemmas[g.s.heads[i]] in DEALS


def _of_harm(j: int, g: Grammar, p: Parties, lexicon: Lexicon) -> list[int]:
    """Of a ban, an attack or the like that is backed or opposed the words of who does it (`opposed Arland's raids on
    them`), not of those whom it hits (`backed a ban on migrants`)."""
    if not is_harm(g.lemmas[j], lexicon) or p.mention_at(j) is not None:
        return [j]
    return [*g.kids(j, "nmod:poss"), *(k for k in g.kids(j, "nmod") if g.case(k) == "by")]


def is_harm(noun: str, lexicon: Lexicon) -> bool:
    """Is it the noun of what is done against somebody?"""
    named = ("restriction", "sanction", "attackn", "suffering")
    return noun in HARMS or (noun not in EFFORTS and any(noun in lexicon.classes[x] for x in named))


EFFORTS = frozenset(
    {"campaign", "campaigns", "operation", "operations", "measure", "measures", "rule", "rules", "control"}
)
"""Of their words those that may be meant for somebody's good."""
HARMS = frozenset({"discrimination", "containment", "defeat", "crackdown", "persecution", "deportation", "expulsion"})
HARMS |= frozenset({"fight", "battle", "feud", "quarrel", "rivalry", "row", "defeat", "loss", "downfall"})
HARMS |= frozenset(
    {"detention", "arrest", "prosecution", "invasion", "occupation", "exclusion", "surveillance", "tax", "tariff"}
)
"""Nouns of what is done against whoever stands behind `on`, `against` or `of`, beside the classes of attacks and
bans."""


def _asked(j: int, g: Grammar, p: Parties) -> bool:
    """Is a party after `for` itself asked to do something (`called for the army to help`), not asked for (`called for a
    special prosecutor`)? Of a thing that is asked for its owner is asked (`called for his resignation`)."""
    if g.lemmas[j] in ("release", "boycott"):
        return False  # good for the one, bad for the other, done by somebody else
    if g.verbal(j) or not p.is_party(j):
        return True
    return any(g.base[k] in DO and g.s.xpos[k] == "VB" for k in g.kids(j, *DO))


LEAVING = frozenset(
    {"resignation", "departure", "removal", "ouster", "overthrow", "dismissal", "dissolution", "recall"}
)
LEAVING |= frozenset({"withdrawal", "impeachment", "abdication", "surrender", "disarmament", "restraint", "apology"})
"""Nouns of what whoever stands behind `of` is asked to do or to undergo, so that he is meant."""

FORBIDDING = frozenset({"ban", "bar", "deport", "expel", "prohibit", "outlaw", "jail", "intern"})
"""Acts of a state, which a call to do them asks of it and not of those whom they are for."""
GIVEN = frozenset({"release", "freeing", "return", "repatriation", "extradition", "handover", "liberation"})
GIVEN |= frozenset({"formation", "creation", "establishment"})
"""Nouns of what is asked for, of which whoever stands behind `of` is not asked."""


def _of_thing(j: int, g: Grammar, p: Parties) -> list[int]:
    """Of a thing that is asked for the words of who is to give or do it (`Arland's mediation`, `help from Arland`), not
    of those whom it is for (`the internment of rebels`)."""
    if g.verbal(j) or p.is_party(j):
        return [j]
    hit = ("against", "on") if g.lemmas[j] != "ban" else ()  # `called for a ban on migrants`: they are not asked
    behind = ("from", "by", *hit, *(("of",) if g.lemmas[j] in LEAVING else ()))
    return [*g.kids(j, "nmod:poss"), *(k for k in g.kids(j, "nmod") if g.case(k) in behind)]


def _office(j: int, g: Grammar, lexicon: Lexicon) -> bool:
    """Does a bare noun name an office that somebody seeks (`for president`)?"""
    bare = g.s.xpos[j] == "NN" and not g.kids(j, "det", "nmod:poss", "amod", "compound", "appos", "flat")
    return bare and g.lemmas[j] in lexicon.classes["office"]


def blamed(heads: list[int], g: Grammar, p: Parties, lexicon: Lexicon) -> list[str]:
    """Who is blamed: of a deed its author, else whom the words name."""
    suffered, deeds = lexicon.classes["suffering"], lexicon.classes["attackn"]
    out: list[str] = []
    plain: list[int] = []
    for j in g.spread(heads):
        of = [k for k in g.prepositional(j, "of") if g.lemmas[k] in deeds or g.lemmas[k] in suffered]
        if p.mention_at(j) is not None or not (of or g.lemmas[j] in deeds or g.lemmas[j] in suffered):
            plain.append(j)
            continue
        for k in of or [j]:  # `acts of violence`
            out += [a for a in _authors(k, g, p, g.lemmas[k] in suffered) if a not in out]
    rest = heads if len(plain) == len(g.spread(heads)) else plain
    return [*out, *(a for a in p.of(rest) if a not in out)] if rest else out


def _authors(i: int, g: Grammar, p: Parties, suffered: bool) -> list[str]:
    """Who did a deed; its owner and the party after `of` suffered what is `suffered` (`the murder of the envoy`)."""
    if suffered:
        found = p.below(i, ("by",)) or p.laid_to(i)
        within = [
            k for k in g.kids(i, "nmod") if g.case(k) in ("in", "during")
        ]  # `the murder of Brenn in a raid by rebels`
        within += [m for k in g.kids(i, "nmod") for m in g.kids(k, "nmod") if g.case(m) in ("in", "during")]
        return found or next((a for k in within if (a := p.below(k, ("by",)) or p.laid_to(k))), [])
    found = p.owner(i) or p.below(i, ("by", "from", "of")) or p.laid_to(i)
    if found:
        return found
    before = [j for j in g.modifiers(i) if g.lemmas[j] not in INSTRUMENTS and not p.is_goal(j)]
    return next((a for a in (p.single(j, False) for j in before) if a), [])


WRITTEN = frozenset({"REQUEST", "THREATEN", "AGREE", "CONCEDE"})
"""Types whose recipient is whom they are written to."""
LETTERS = frozenset(
    {"letter", "message", "email", "e-mail", "memo", "note", "cable", "telegram", "petition", "telephone"}
)
LETTERS |= frozenset({"call", "tweet", "appeal", "fax", "memorandum", "text"})


def addressed(i: int, g: Grammar) -> list[int]:
    """Whom the words of a verb are written to (`asked in a letter to Brenn`, `sent the party a letter asking`)."""
    h = g.s.heads[i]
    written = [j for j in g.kids(i, "obl") if g.case(j) == "in" and g.lemmas[j] in LETTERS]
    if h >= 0 and g.base[i] == "acl" and g.lemmas[h] in LETTERS:
        written.append(h)
    found = [k for j in written for k in g.kids(j, "nmod", "obl") if g.case(k) == "to"]
    found = found or [k for j in written for k in g.kids(i, "obl") if k > j and g.case(k) == "to"]
    if not found and h >= 0 and g.s.xpos[i] == "VBG" and (h in written or g.base[i] == "advcl"):
        v = g.s.heads[h] if h in written else h
        if v >= 0 and g.lemmas[v] in ("write", "send", "address", "deliver"):
            found = g.indirect(v) or [k for k in g.kids(v, "obl") if g.case(k) == "to"]
    return found


CONTENT = ("iobj", "obj", "with", "to", "from", "against", "on", "for", "of", "in")
"""Places of an embedded verb in which the party may stand whom a promise, refusal, threat or request is meant for."""
OWN_DOING = frozenset(
    {"send", "put", "deploy", "dispatch", "withdraw", "pull", "take", "present", "buy", "sell", "end"}
)
OWN_DOING |= frozenset({"open", "reopen"})
"""Verbs whose object is the own of whoever promises (`agreed to send troops`, `vowed to take the campaign there`)."""
DISOWNING = frozenset({"disavow", "denounce", "repudiate", "renounce", "disown"})
"""Verbs of turning from somebody: who refuses to do so refuses that one nothing."""


def of_content(
    kind: str, heads: list[int], actors: list[str], inner: str | None, g: Grammar, p: Parties
) -> tuple[list[str], str]:
    """Whom an act of words of a type is meant for, by the words that tell its content (of the type `inner`), and where
    they stand."""
    for h in heads:
        if kind == "REJECT" and g.lemmas[h] in DISOWNING:
            continue
        for slot in CONTENT:
            if slot == "in" and inner == "CONSULT":
                continue  # `expected to meet in Geneva`
            if slot == "obj" and kind == "REQUEST":
                continue  # `asked to leave the country`
            found = g.slot(h, slot)
            if slot == "of" and kind in ("REJECT", "THREATEN"):
                found = [j for j in found if j not in g.kids(h, "obj") and g.s.heads[j] == h]
            if slot == "in":
                found = [j for j in found if not p.is_polity(j)]  # `agreed to hold a vote in Tolsk`
            if slot == "obj" and kind == "AGREE" and (g.lemmas[h] in OWN_DOING or _their_own(found, actors, g, p)):
                continue
            got = _of_object(kind, h, g, p) if slot == "obj" else p.of(found)
            got = [a for a in got if a not in actors]
            if got:
                return got, f"{slot} of {g.lemmas[h]}"
    return [], ""


def _their_own(found: list[int], actors: list[str], g: Grammar, p: Parties) -> bool:
    """Are the words for somebody or something of the actors themselves (`agreed to return their envoys`)?"""
    owners = [p.mention_at(k) for j in found for k in g.kids(j, "nmod:poss") if g.s.upos[k] == "PRON"]
    return any(m is not None and m.actor in actors for m in owners)


def _of_object(kind: str, h: int, g: Grammar, p: Parties) -> list[str]:
    """Of an embedded verb's object the party: what is refused or threatened is itself one (Brenn is not refused who is
    named in `to give up letters of Brenn`), what is promised may be somebody's, but not where it is to be."""
    heads = g.slot(h, "obj")
    if kind in ("REJECT", "THREATEN"):
        return p.of(heads, False)
    found = p.of(heads, True, far=False)
    return found or [a for j in heads for a in p.below(j, ("with", "for", "to", "against", "between", "on"))]
