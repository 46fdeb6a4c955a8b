"""Joins between mentions that the grammar states outright: apposition, title and name, predicate, speech roles.

These come before the ranker and bind it. Each returns pairs `later index -> earlier index` over the list of phrases.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.actors.tables.lexicon import fold
from onrecord.language.reading import Reading
from onrecord.mentions.names import canonical
from onrecord.mentions.phrases import base
from onrecord.mentions.traits import Phrase, noun_entry
from onrecord.record import Mention, Statement

PEOPLE = ("person", "other")
OURS = frozenset({"we", "us", "our", "ours", "ourselves"})


def stated(phrases: Sequence[Phrase]) -> dict[int, int]:
    """Apposition, a description right before a name, and predicates: `X, the minister`, `his counterpart X`, `X is
    a minister`.
    """
    out: dict[int, int] = {}
    by_head = {(p.sentence.index, p.head): p for p in phrases}
    by_last = {(p.sentence.index, p.last): p for p in reversed(phrases)}
    turns: dict[str, Phrase] = {}
    for p in phrases:
        if p.first == 0 and p.sentence.words[p.last : p.last + 1] == [":"] and p.type == "person":
            # "Prime Minister Ann Roe: ..." and "Prime Minister: ..." in a transcript, again and again
            title = p.sentence.words[: p.name.first] if p.kind == "name" and p.name is not None else []
            join(out, turns.setdefault(" ".join(title) or p.text, p), p)
        s = p.sentence
        rel = base(s.deprels[p.head])
        other = by_head.get((s.index, s.heads[p.head])) if s.heads[p.head] >= 0 else None
        if p.pronoun is None and other is not None and other.pronoun is None and other is not p:
            apposed = rel == "appos" and fits(other, p) and not some_of(p)
            apposed = apposed and not in_a_town(p, other, by_last) and not first_of(other, p)
            if apposed and not known_apart(other, p):
                join(out, beside(p, by_last) or other, p)
            elif base(s.deprels[other.head]) != "appos" and rel == "nsubj" and predicate(p, other):
                join(out, p, other)
            elif (rel == "conj" and is_both(other, p)) or (s.deprels[p.head] == "acl:relcl" and who_is(other, p)):
                join(out, other, p)
        inner = inner_name(p, by_last)
        if inner is not None:
            join(out, p, inner)
        previous = by_last.get((s.index, p.first)) or by_last.get((s.index, p.first - 1))
        if previous is not None and previous is not p and p.pronoun is None and previous.pronoun is None:
            gap = s.words[previous.last : p.first]
            kinds = {previous.kind, p.kind}
            persons = kinds == {"name", "nominal"} and p.type == previous.type == "person" and fits(previous, p)
            closes = s.words[p.last] if p.last < len(s) else ""
            goes_on = s.words[p.last + 1] if p.last + 1 < len(s) else ""
            titled = previous.kind == "nominal" and not gap and previous.number != "p" and s.upos[p.first] == "PROPN"
            described = (
                gap == [","]
                and (p.kind == "nominal" or previous.number != "p")
                and (p.kind == "name" or p.determiner in ("def", "indef", "poss", "bare"))
                and not (p.kind == "name" and closes == "," and fold(goes_on) in ("and", "or"))
            )
            closed = closes in (",", ".", ")", "—", "-")
            if (persons and (titled or (described and closed))) or (not gap and body_by_name(previous, p)):
                join(out, previous, p)
            if p.kind == "name" and previous.kind == "name" and gap == ["("] and acronymic(previous, p):
                join(out, previous, p)
        named = called_so(p, by_last)
        if named is not None:
            join(out, named, p)
    return out


def body_by_name(described: Phrase, p: Phrase) -> bool:
    """Whether a body's name follows its description without a comma: `the statistics agency SNA`."""
    s = p.sentence
    return (
        described.kind == "nominal"
        and p.type == "organization"
        and (described.type == "organization" or described.lemma == "opposition")
        and described.determiner in ("def", "poss", "bare", "indef")
        and described.head == described.last - 1
        and described.number != "p"
        and p.kind == "name"
        and (
            s.heads[described.head] in range(p.first, p.last)
            or s.heads[p.head] in (described.head, s.heads[described.head])
        )
    )


CALLED = frozenset({("known", "as"), ("alias",), ("aka",), ("nicknamed",)})
"""Words between a name and another of the same one."""
ASIDE = frozenset(
    {",", "(", "also", "better", "best", "commonly", "popularly", "widely", "the", "now", "who", "is", "``"}
)
ASIDE |= {'"', "“", "‘", "'", "formerly", "locally", "previously", "more"}
"""What may stand beside these."""


def called_so(p: Phrase, by_last: dict[tuple[int, int], Phrase]) -> Phrase | None:
    """The name that another is said to be known by: `Mohamed Hask, better known as Hasko`, `Brenn alias Dol`."""
    s = p.sentence
    if p.kind != "name":
        return None
    for k in range(p.first - 1, max(-1, p.first - 8), -1):
        named = by_last.get((s.index, k))
        if named is None or named.kind != "name":
            continue
        between = [w.lower() for w in s.words[k : p.first] if w.lower() not in ASIDE]
        stated = tuple(between) in CALLED and (between != ["nicknamed"] or s.words[k] in (",", "("))
        return named if stated and fits(named, p) else None
    return None


def first_of(several: Phrase, p: Phrase) -> bool:
    """Whether a name is only the first of those that a description counts: `two groups, Brennwacht and Veld Now`."""
    if p.kind != "name" or several.kind != "nominal" or several.number != "p" or p.together:
        return False
    s = p.sentence
    below = [j for j in s.children_of(p.head) if base(s.deprels[j]) in ("nmod", "flat", "compound")]
    return any(
        base(s.deprels[k]) == "conj" and s.upos[k] == "PROPN" for j in (p.head, *below) for k in s.children_of(j)
    )


def some_of(p: Phrase) -> bool:
    """Whether a phrase tells of some of those named before: `twelve people, among them two soldiers`."""
    before = [w.lower() for w in p.sentence.words[max(0, p.first - 2) : p.first]]
    return before in (["among", "them"], ["among", "whom"])


def beside(p: Phrase, by_last: dict[tuple[int, int], Phrase]) -> Phrase | None:
    """The person named right before the comma that opens a description; the tree may have gone past it."""
    s = p.sentence
    near = by_last.get((s.index, p.first - 1)) if p.first and s.words[p.first - 1] == "," else None
    if near is None or near.kind != "name" or {near.type, p.type} != {"person"} or p.kind != "nominal":
        return None
    return near if fits(near, p) else None


def in_a_town(p: Phrase, other: Phrase, by_last: dict[tuple[int, int], Phrase]) -> bool:
    """`the compound in Brenn, Arda`: the land behind the comma is where the town lies, nothing more."""
    near = by_last.get((p.sentence.index, p.first - 1)) if p.first and p.sentence.words[p.first - 1] == "," else None
    town = near is not None and near is not other and near.kind == "name" and near.type == "place"
    return town and p.kind == "name" and p.type == "place"


def known_apart(a: Phrase, b: Phrase) -> bool:
    """Whether the tables know two names as those of different things: `Washington, Moscow agree to talks`."""
    known = {canonical(p) for p in (a, b) if p.kind == "name"}
    return len(known) == 2 and None not in known


def join(out: dict[int, int], a: Phrase, b: Phrase) -> None:
    """Record that the later of two phrases is the same as the earlier."""
    first, later = sorted((a.index, b.index))
    if first != later:
        out.setdefault(later, first)


def fits(a: Phrase, b: Phrase) -> bool:
    """Whether two phrases can be one thing by type and number."""
    kinds = {a.type, b.type}
    for name, noun in ((a, b), (b, a)):
        # "IS fighters": the people are not the body.
        if name.kind == "name" and name.type in ("organization", "group") and noun.kind == "nominal":
            entry = noun_entry(noun)
            if entry is not None and entry.bearer == "person":
                return False
    if {a.gender, b.gender} == {"m", "f"} or {a.number, b.number} == {"s", "p"}:
        return False
    return len(kinds) == 1 or "other" in kinds or kinds == {"organization", "group"}


def predicate(subject: Phrase, noun: Phrase) -> bool:
    """`X is the leader of Y`: a person and a description of one, in the plain present or past."""
    s = noun.sentence
    cop = [j for j in s.children_of(noun.head) if base(s.deprels[j]) == "cop"]
    negated = any(fold(s.words[j]) in ("not", "n't", "never", "no") for j in s.children_of(noun.head))
    modal = any(s.xpos[j] == "MD" for j in s.children_of(noun.head))
    return (
        bool(cop)
        and not negated
        and not modal
        and subject.kind == "name"
        and noun.kind == "nominal"
        and fits(subject, noun)
        and "other" not in (subject.type, noun.type)
        and s.words[-1] != "?"
    )


def is_both(other: Phrase, p: Phrase) -> bool:
    """`Ann Roe, the mayor and member for Orlo`: two callings in apposition to one person."""
    callings = other.kind == "nominal" and other.type == p.type == "person" and "p" not in (other.number, p.number)
    s = p.sentence
    named = any(n.type == "person" and n.first <= s.heads[other.head] < n.last for n in s.names)
    return callings and other.role == "appos" and named and p.determiner == "bare" and p.name is None


def who_is(named: Phrase, noun: Phrase) -> bool:
    """`Ann Roe, who is also party chairman`: the name and what the clause says that she is."""
    s = noun.sentence
    who = any(s.words[j].lower() == "who" and base(s.deprels[j]) == "nsubj" for j in s.children_of(noun.head))
    return who and named.type == noun.type == "person" and predicate(named, noun)


KINDS = frozenset({"party", "movement", "newspaper", "network", "airline", "agency", "broadcaster", "channel", "firm"})
"""Nouns that stand behind a body's name and say what it is: `the Brennwacht party`."""


def inner_name(p: Phrase, by_last: dict[tuple[int, int], Phrase]) -> Phrase | None:
    """The name of a body in a phrase that ends with what it is: `the agrarian PSL party`, `the Law (LO) party`."""
    s = p.sentence
    if p.type not in ("organization", "group") or p.head != p.last - 1 or fold(s.words[p.head]) not in KINDS:
        return None
    end = p.head - 3 if s.words[p.head - 1] == ")" and s.words[p.head - 3 : p.head - 2] == ["("] else p.head
    named = by_last.get((s.index, end))
    if named is None or named is p or named.kind != "name" or named.first < p.first or named.type == "person":
        return None
    return named if named.type in ("organization", "group") else None


def acronymic(a: Phrase, b: Phrase) -> bool:
    """`Movement for Justice (MJ)`."""
    letters = b.text.replace(".", "")
    initials = "".join(w[0] for w in a.text.split() if w[:1].isalpha())
    capitals = "".join(w[0] for w in a.text.split() if w[:1].isupper())
    return letters.isupper() and 1 < len(letters) <= 8 and letters.upper() in (initials.upper(), capitals)


def link_speakers(reading: Reading, mentions: Sequence[Mention], statements: Sequence[Statement]) -> int:
    """Give I, me, my (and we of a speaker who is a country or body) inside a quotation the speaker's actor; you the
    addressee's.

    Call it once the statements' speakers are known. Only pronouns inside quotation marks, in the content of a
    direct or mixed statement or of a speaker's line, innermost first. Returns how many mentions were set. "We" of a
    person stays open: it is the speaker's side, not the speaker.
    """
    done = 0
    spans = sorted(
        (
            (b, e - b, s.id, e, s)
            for s in statements
            if s.kind != "indirect" or [reading.text[x:y] for x, y in s.cue] == [":"]  # a speaker's line
            for b, e in s.content
        ),
        key=lambda x: x[:3],
    )
    persons = {m.actor for m in mentions if m.kind != "pronoun" and m.type == "person"}
    bodies = {m.actor for m in mentions if m.kind != "pronoun" and m.actor} - persons
    live: list[tuple[int, int, str, int, Statement]] = []
    k = 0
    for m in sorted(mentions, key=lambda m: m.start):
        if m.kind != "pronoun":
            continue
        while k < len(spans) and spans[k][0] <= m.start:
            live.append(spans[k])
            k += 1
        live = [x for x in live if x[3] > m.start]
        word = fold(m.text)
        around = [x for x in live if m.end <= x[3]]
        if not around:
            continue
        inside = min(around, key=lambda x: x[1:3])[4]
        speaks = word in ("i", "me", "my", "mine", "myself")
        if inside.speaker and (speaks or (word in OURS and inside.speaker in bodies)):
            m.actor, done = inside.speaker, done + 1
        elif word in ("you", "your", "yours", "yourself") and len(inside.addressees) == 1:
            m.actor, done = inside.addressees[0], done + 1
    return done
