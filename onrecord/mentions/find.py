"""The mentions of an article: names, descriptions and pronouns that speak of people, bodies, groups and places."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.actors.tables.code import code_phrase
from onrecord.actors.tables.lexicon import Lexicon, fold, shipped, written_right
from onrecord.language.reading import Name, Reading, Sentence
from onrecord.mentions.phrases import base, bounds, coordination, heads, writes
from onrecord.mentions.portfolios import office_before
from onrecord.mentions.renaming import correct_names, is_crowd
from onrecord.mentions.traits import Phrase, describe, noun_entry
from onrecord.mentions.vocabulary import HONORIFICS, PAIRS, genders, lines, pronouns, unsaid
from onrecord.record import Mention, MentionType


@dataclass(frozen=True, slots=True)
class Found:
    """A mention before coreference: tokens `[first, last)`, and where its name proper begins."""

    sentence: Sentence
    first: int
    last: int
    kind: str


def noun_phrases(reading: Reading, wide: bool = True) -> list[Phrase]:
    """Every noun phrase, coordinations too, in text order, outer before inner; `index` is the place in the list."""
    spans: dict[tuple[int, int, int], Sentence] = {}
    together = set()
    for s in reading.sentences:
        for i in heads(s, True):
            first, last = bounds(s, i, wide)
            spans.setdefault((s.index, first, last), s)
            both = coordination(s, i, wide)
            if both and (s.index, *both) not in spans:
                spans[(s.index, *both)] = s
                together.add((s.index, *both))
    order = sorted(spans, key=lambda k: (k[0], k[1], -k[2]))
    return describe(reading, [(spans[k], k[1], k[2]) for k in order], frozenset(together))


def title_start(s: Sentence, name: Name) -> int:
    """Where the title before a person's name begins ("Russian Foreign Minister Sergei Lavrov"); `name.first` where
    there is none.
    """
    lexicon = shipped()
    first = name.first
    verbs = [pos in ("VERB", "AUX") for pos in s.upos]
    folded = [fold(w) for w in s.words]
    honor = genders()["title"]
    while first and (folded[first - 1].rstrip(".") in honor or folded[first - 1].rstrip(".") in HONORIFICS):
        first -= 1
    if first > 1 and (folded[first - 2].rstrip("'"), folded[first - 1]) in PAIRS:
        first -= 2  # "Tan Sri Ann Roe"
    if first > 3 and s.words[first - 1] == ")" and s.words[first - 3] == "(" and s.words[first - 2].isupper():
        first -= 3  # "Superintendent of Police (SP) Ann Roe": the title is told twice
    office = office_before(s, first)
    if office is not None:
        first, agents = office, []
    else:
        # An agent noun that ends right before the name.
        for start in range(max(0, first - 6), first):
            words = [w for w in s.words[start:first] if w != "-"]  # vice-president
            found = lexicon.entries.get(tuple(fold(w) for w in words)) if s.words[start] != "-" else None
            agents = [e for e in found or () if e.kind == "agent" and e.bearer == "person"]
            if any(written_right(e, words) for e in agents) and not any(verbs[start:first]):
                first = start
                break
        else:
            return first
    while first:
        k = first - 1
        known = lexicon.entries.get((folded[k],), [])
        word = s.words[k]
        if s.upos[k] in ("DET", "PRON", "PUNCT", "VERB", "AUX", "CCONJ", "ADP", "SCONJ") or word in ("'s", "’s"):
            break
        if (
            word[:1].isupper()
            or folded[k] in ("former", "ex", "deputy", "acting", "then", "vice", "senior")
            or any(e.kind in ("agent", "people") for e in known)
        ):
            if (
                base(s.deprels[k]) in ("nsubj", "root", "obj")
                and s.upos[k] != "ADJ"
                and s.heads[k] not in range(k, name.last)
                and not any(s.heads[j] == k and base(s.deprels[j]) == "flat" for j in range(name.first, name.last))
            ):
                break
            first = k
            continue
        whose = before_field(s, k, name.last)
        if whose is None:
            break
        first = whose
    first = before_short_form(s, both_callings(s, name, first))
    if first > 1 and s.words[first - 1] in ("of", "for") and first < name.first:
        end, found = lexicon.longest(s.words, first - 2)
        if end > first and found[0].kind == "organization":
            first -= 2  # "Bank of Canada governor Ann Roe"
    seated = bool(agents) and agents[0].sectors[:1] == ("LEG",)
    seat = next((n for n in s.names if n.last == first - 1), None) if seated else None
    place = seat is not None and (
        seat.type != "person"
        or (seat.last - seat.first == 1 and not (seat.first and s.words[seat.first - 1][:1].isupper()))
    )
    if seat is not None and place and folded[first - 1] == "and" and s.words[first][:1].isupper():
        first = seat.first  # "Orlo and Halden MP Ann Roe"
    inside = next((n for n in s.names if n.first < first < n.last), None)
    if inside is not None:
        first = inside.first  # "Brenn-Hask CEO Ann Roe"
    # "his counterpart X", "the minister X": a description beside the name, not its title.
    if (
        first
        and (s.upos[first - 1] in ("PRON", "DET") or s.words[first - 1] in ("'s", "’s"))
        and not s.words[name.first - 1][:1].isupper()
    ):
        return name.first
    return first


def before_field(s: Sentence, k: int, last: int) -> int | None:
    """Where a body's name begins that goes before the field of an office, which ends with token `k`: `Social Democrats
    housing spokesperson Ann Roe`, `Orlo city council member Ann Roe`; None where none does.
    """
    first = k
    while first >= 0 and s.words[first].islower() and s.upos[first] in ("NOUN", "ADJ"):
        if base(s.deprels[first]) not in ("compound", "amod") or not first < s.heads[first] < last or k - first > 1:
            return None
        first -= 1
    body = next((n for n in s.names if n.last == first + 1 and n.type == "organization"), None)
    return body.first if body is not None and first < k else None


def both_callings(s: Sentence, name: Name, first: int) -> int:
    """Where `first`, the start of a title, is behind another of the same person: `Filmmaker and best-selling author Ann
    Roe` is one person, with no article before either.
    """
    joined = next(
        (s.heads[k] for k in range(first, name.last) if s.deprels[k] == "conj" and 0 <= s.heads[k] < first), None
    )
    if (
        joined is None
        or first == name.first
        or s.xpos[joined] not in ("NN", "NNP")
        or "and" not in s.words[joined:first]
    ):
        return first
    start = min([joined, *(k for k in s.children_of(joined) if s.deprels[k] in ("compound", "amod"))])
    near = start == 0 or s.upos[start - 1] not in ("DET", "PRON", "PROPN", "NUM", "PART")
    entries = shipped().get(s.words[joined])
    plain = all(
        s.upos[k] in ("ADJ", "NOUN", "ADV", "PUNCT", "VERB") or s.words[k] == "and" for k in range(start, first)
    )
    bearer = any(e.kind == "agent" and e.bearer == "person" for e in entries)
    return start if near and plain and bearer else first


def before_short_form(s: Sentence, first: int) -> int:
    """`Islamic State (IS) fighters` begins with the name before the brackets."""
    for k in (first, first + 1):  # the tree may put the closing bracket out or in
        if 4 <= k <= len(s) and s.words[k - 1] == ")" and s.words[k - 3] == "(" and s.words[k - 2][:1].isupper():
            name = next((n for n in s.names if n.last == k - 3 and n.type == "organization"), None)
            if name is not None:
                return name.first - (fold(s.words[name.first - 1]) == "the" if name.first else 0)
    return first


def after_name(s: Sentence, first: int) -> int:
    """A description that begins in the middle of a body's name, or right behind it, begins with that name:
    `Front of Arda and the Vale fighters`.
    """
    name = next((n for n in s.names if n.type == "organization" and n.first < first <= n.last), None)
    if name is None or (first == name.last and s.upos[first] not in ("NOUN", "ADJ", "NUM")):
        return first
    return name.first - (name.first > 0 and fold(s.words[name.first - 1]) == "the")


def find_spans(reading: Reading, lexicon: Lexicon | None = None) -> list[Found]:
    """All mentions as token spans, in text order, outer before inner."""
    out: dict[tuple[int, int, int], Found] = {}

    def put(s: Sentence, first: int, last: int, kind: str) -> None:
        if first < last:
            out.setdefault((s.index, first, last), Found(s, first, last, kind))

    words = unsaid()
    things = correct_names(reading, lexicon)
    for s in reading.sentences:
        inside = {k for n in s.names for k in range(n.first, n.last)}
        titles = [(title_start(s, n), n.first) for n in s.names if n.type == "person"]
        inside.update(k for title in titles for k in range(*title))
        for n in s.names:
            first, last = n.first, n.last
            if s.words[last - 1] in ("'s", "’s", "'") and last - first > 1:
                last -= 1
            if fold(s.words[first]) == "the" and last - first > 1 and n.type != "person":
                first += 1
            if n.type == "person" and any(start <= n.first and n.last <= end for start, end in titles):
                continue  # "Orlo" in "Orlo and Halden MP Ann Roe"
            put(s, title_start(s, n) if n.type == "person" else first, last, "name")
        for i in heads(s):
            if i in inside or (s.index, i) in things:
                continue
            if i > 1 and s.words[i - 1] == "-" and s.words[i - 2].lower() in ("in", "of", "at", "to"):
                continue  # the end of a compound: "commander-in-chief"
            word = fold(s.words[i])
            if s.upos[i] == "PRON":
                pro = pronouns().get(word)
                if pro and pro.word not in ("this", "that", "these", "those"):
                    put(s, i, i + 1, "pronoun")
                continue
            first, last = bounds(s, i)
            first = after_name(s, before_short_form(s, first))
            if is_crowd(s, i) and base(s.deprels[i]) in ("nsubj", "obl", "conj", "root", "obj", "nmod"):
                acts = base(s.deprels[i]) == "nsubj"
                if acts or s.words[i][:1].isupper():
                    put(s, first, last, "crowd")
                    continue
            # A description must not swallow a name that stands beside it without a comma.
            while (
                last - 1 > i
                and last - 1 in inside
                and base(s.deprels[last - 1]) in ("appos", "flat", "compound", "nmod")
                and s.upos[last - 1] == "PROPN"
                and not any(s.upos[k] == "ADP" for k in range(i + 1, last))
            ):
                last -= 1
            phrase = describe(reading, [(s, first, last)])[0]
            if phrase.kind == "nominal" and (lies_there(phrase) or tells_of_country(phrase)):
                put(s, first, last, "site")
            elif (
                phrase.type in ("person", "group", "organization")
                and phrase.kind == "nominal"
                and listed(phrase, words["site"], words["occasion"], words["event"])
                and not no_actor(phrase, words["deed"], words["room"])
            ):
                put(s, first, last, "nominal")
            elif phrase.kind == "nominal" and is_site(phrase):
                put(s, first, last, "site")
    return sorted(out.values(), key=lambda f: (f.sentence.index, f.first, -f.last))


def listed(p: Phrase, sites: frozenset[str], vague: frozenset[str], events: frozenset[str]) -> bool:
    """Whether a description is worth listing."""
    e = noun_entry(p)
    acts = p.role in ("subj", "pass", "poss") or p.speaks
    head = fold(p.sentence.lemmas[p.head])
    if e is not None and " " not in e.name:
        if head in sites and not (acts and p.determiner in ("def", "poss", "dem")):
            return False
        form = fold(p.sentence.words[p.head])
        if head in vague and form not in unsaid()["plural"] and not is_somebody(p, e.bearer, e.sectors, acts):
            return False
        if head in events and not p.speaks and not any(w[:1].isupper() for w in p.sentence.words[p.first + 1 : p.head]):
            return False
    if e is not None and not e.sectors and e.bearer == "organization" and p.determiner not in ("def", "dem", "poss"):
        return acts or said_whose(p)
    if e is not None and p.role in ("obj", "obl", "conj", "nmod", "other") and p.last - p.first == 1:
        # "was taken prisoner", "using attack, fighter and bomber aircraft": one word that has a plural, and no article
        return p.number == "p" or p.token.text[:1].isupper()
    if p.role == "compound":
        return e is not None and bool(e.sectors) and e.sectors != ("?",) and writes(p.sentence, p.head)
    return True


def is_somebody(p: Phrase, bearer: str, sectors: tuple[str, ...], acts: bool) -> bool:
    """Whether a description by a vague noun speaks of somebody all the same: `our partners`, `a senior Iraqi general`,
    `a general was arrested`.
    """
    if bearer == "person":
        if p.role == "appos" or is_named(p) or (said_whose(p) and sectors != ("?",)):
            return True
        if acts and p.determiner == "indef":
            return True
    return p.determiner in ("def", "dem", "poss") and (acts or p.last - p.first > 2 or p.number == "p")


def said_whose(p: Phrase) -> bool:
    """Whether a name or a people stands before the noun: `a militant Sunni group`, `a senior Iraqi general`."""
    return any(w[:1].isupper() for w in p.sentence.words[max(p.first, 1) : p.head])


def is_named(p: Phrase) -> bool:
    """Whether a name stands in apposition to a description: `another host, Ann Roe`."""
    s = p.sentence
    return any(base(s.deprels[j]) == "appos" and s.upos[j] == "PROPN" for j in s.children_of(p.head))


@cache
def site_nouns() -> frozenset[str]:
    """Nouns for places."""
    return frozenset(w for row in lines("sites.txt") for cell in row for w in cell.split())


def is_site(p: Phrase) -> bool:
    """Whether a description speaks of a place: `the besieged city`, `a crowded market`."""
    if fold(p.sentence.lemmas[p.head]) not in site_nouns() or p.role == "compound":
        return False
    return not p.token.text[:1].isupper()


def lies_there(p: Phrase) -> bool:
    """Whether a place that could stand for its people does not: `in the country`, `the hospital has 300 beds`, `the
    village was shelled`, `Arda, the largest city`.
    """
    s = p.sentence
    if not is_site(p) and not (fold(s.lemmas[p.head]) in unsaid()["land"] and p.determiner in ("def", "dem", "poss")):
        return False
    if p.role == "subj":
        verb = s.heads[p.head]
        return p.governor in unsaid()["still"] or any(s.deprels[j] == "cop" for j in s.children_of(verb))
    if p.role in ("obl", "nmod"):
        case = next((j for j in s.children_of(p.head) if s.deprels[j] == "case" and j < p.head), None)
        if case is not None and fold(s.words[case]) == "of":
            return p.governor in unsaid()["part"]
        return case is not None and fold(s.words[case]) in unsaid()["where"]
    if p.role == "appos":
        return any(n.type == "place" and n.first <= s.heads[p.head] < n.last for n in s.names)
    return p.role == "pass"


def tells_of_country(p: Phrase) -> bool:
    """Whether a description in apposition says what a country is: `Norway, Zambia's largest donor`."""
    s = p.sentence
    above = s.heads[p.head]
    if p.role != "appos" or not p.first or s.words[p.first - 1] != "," or p.number == "p":
        return False
    land = next((n for n in s.names if n.type == "place" and n.first <= above < n.last <= p.first), None)
    if land is None or land.last != p.first - 1:
        return False
    known = shipped().get(" ".join(s.words[land.first : land.last]))
    own = noun_entry(p)
    return bool(known) and known[0].kind == "country" and own is not None and own.bearer in ("person", "organization")


def no_actor(p: Phrase, deeds: frozenset[str], rooms: frozenset[str]) -> bool:
    """`the commission of a felony`, `the firm's offices`: senses of a noun that are no body."""
    s, word = p.sentence, fold(p.sentence.words[p.head])
    if word in rooms:
        return True
    if word == "side" and any(s.deprels[j] == "case" and s.words[j] == "on" for j in s.children_of(p.head)):
        return True  # "the queue on the Polish side"
    if word == "party" and p.determiner == "bare" and s.words[p.head + 1 : p.head + 2] == ["to"]:
        return True  # "be party to a crime"
    if word == "couple" and p.head + 1 < len(s) and s.xpos[p.head + 1] == "NNS":
        return True  # "a couple hours later"
    if word in deeds and p.head + 1 < len(s) and fold(s.words[p.head + 1]) == "of":
        end = max(p.last, min(p.head + 4, len(s)))
        of = code_phrase(" ".join(s.words[p.head + 2 : end]))
        named = any(w[:1].isupper() for w in s.words[p.head + 2 : end])
        return not named and (of.kind is None or (of.kind == "agent" and of.bearer == "thing"))
    return False


def find_mentions(reading: Reading, lexicon: Lexicon | None = None) -> list[Mention]:
    """The mentions of an article in text order. `actor` and `place` are set by later stages.

    A name mention takes in the title before it; a description its modifiers and "of" phrases, but no relative
    clause and no possessive mark. Names that only the tables (`lexicon`: those shipped, with a user's own actors if
    any) know are added to the reading's own names.
    """
    found = find_spans(reading, lexicon)
    phrases = describe(reading, [(f.sentence, f.first, f.last) for f in found])
    return [
        Mention(
            f"m{k}",
            p.start,
            p.end,
            reading.text[p.start : p.end],
            "nominal" if f.kind == "crowd" else p.kind if p.kind == "pronoun" or f.kind != "name" else "name",
            "place"
            if f.kind == "site"
            else "group"
            if f.kind == "crowd"
            else p.type
            if p.type != "other" or p.kind == "pronoun"
            else name_type(p),
        )
        for k, (f, p) in enumerate(zip(found, phrases, strict=True), 1)
    ]


def name_type(p: Phrase) -> MentionType:
    """The type of a mention whose tables say nothing: what the model's name says."""
    return p.name.type if p.name is not None else "other"


def phrases_of(reading: Reading, mentions: Sequence[Mention]) -> list[Phrase]:
    """The mentions as phrases, in their order; kind and type are the mentions' own."""
    spans = []
    starts = [s.start for s in reading.sentences]
    for m in mentions:
        s = reading.sentences[max(0, bisect_right(starts, m.start) - 1)]
        inside = s.tokens_in(m.start, m.end)
        first = inside[0] if len(inside) else 0
        spans.append((s, first, inside[-1] + 1 if len(inside) else min(1, len(s))))
    out = describe(reading, spans)
    for p, m in zip(out, mentions, strict=True):
        p.kind, p.type = m.kind, m.type if m.kind != "pronoun" else p.type
        if m.kind == "nominal" and m.type == "group" and is_crowd(p.sentence, p.head):
            p.number, p.gender = "p", "?"
    return out
