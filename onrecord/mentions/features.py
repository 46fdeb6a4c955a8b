"""What the ranker sees of a phrase and a possible antecedent, as short named features.

A mention-ranking model in the manner of Durrett & Klein 2013 ("Easy victories"): lexical and shallow features in
conjunction with the kind of the phrase, a few facts on the cluster so far, and "new" as one more candidate.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.mentions.names import same_name
from onrecord.mentions.traits import Phrase

NEAR_PRONOUN, NEAR_NOMINAL, MOST = 5, 12, 60


@dataclass(slots=True)
class Cluster:
    """The phrases found to be one thing so far, and what they tell together."""

    members: list[Phrase] = field(default_factory=list)
    genders: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)
    types: set[str] = field(default_factory=set)
    named: bool = False

    def add(self, p: Phrase) -> None:
        """Take a phrase in."""
        self.members.append(p)
        self.genders.update({p.gender} - {"?"})
        self.numbers.update({p.number} - {"?"})
        if p.type != "other" and p.kind != "pronoun":
            self.types.add(p.type)
        self.named = self.named or p.kind == "name"


def sort_of(p: Phrase) -> str:
    """The kind of a phrase, finely: a pronoun's word, a description's determiner, name."""
    if p.pronoun is not None:
        return p.pronoun.word
    if p.kind == "name":
        return "NAME"
    return "N-" + p.determiner


def coarse(p: Phrase) -> str:
    """The kind of a phrase, coarsely."""
    if p.pronoun is not None:
        w = p.pronoun
        return f"p{w.person}{w.gender}" + ("d" if w.word in ("this", "that", "these", "those") else "")
    return "name" if p.kind == "name" else "nom"


def bucket(n: int) -> int:
    """0-4 as they are, then 5-7, 8-15, 16-31, 32 and more."""
    return n if n < 5 else 5 if n < 8 else 8 if n < 16 else 16 if n < 32 else 32


def same_head(a: Phrase, m: Phrase) -> bool:
    """Whether two phrases that are no pronouns share their head word."""
    return a.pronoun is None and m.pronoun is None and a.lemma == m.lemma


def candidates(
    m: Phrase, earlier: Sequence[Phrase], by_lemma: dict[str, list[Phrase]], names: Sequence[Phrase]
) -> list[Phrase]:
    """Possible antecedents, nearest first; bounded, so that the work stays linear in the text."""
    near = NEAR_PRONOUN if m.pronoun is not None else NEAR_NOMINAL
    out: list[Phrase] = []
    limit = MOST if m.pronoun is not None else 30
    for a in reversed(earlier[-3 * MOST :]):
        if m.sentence.index - a.sentence.index > near or len(out) >= limit:
            break
        if a.pronoun is not None and m.pronoun is None and m.kind != "name" and a.pronoun.person < 3:
            continue
        out.append(a)
    seen = {id(a) for a in out}
    if m.pronoun is None:
        extra = list(by_lemma.get(m.lemma, ())[-8:])
        if m.kind == "name":
            extra += names[-60:]
        for a in sorted(extra, key=lambda x: -x.index):
            if id(a) not in seen:
                seen.add(id(a))
                out.append(a)
    elif m.pronoun.person < 3:
        out += [a for a in by_lemma.get(m.lemma, ())[-3:] if id(a) not in seen]
    return [a for a in out if not nested(a, m)]


def agrees(a: Phrase, m: Phrase) -> bool:
    """Whether number, gender and kind of being leave it open that a pronoun m means a."""
    if a.number != "?" and m.number != "?" and a.number != m.number:
        return False
    if a.gender != "?" and m.gender != "?" and a.gender != m.gender:
        return False
    if m.gender in ("m", "f"):
        return a.type in ("person", "other") and a.gender != "n"
    return True


def nested(a: Phrase, m: Phrase) -> bool:
    """Whether one phrase lies in the other and they cannot be one thing ("his" in "his car" is another matter of
    two things).
    """
    if a.sentence is not m.sentence:
        return False
    return (a.first <= m.first and m.last <= a.last) or (m.first <= a.first and a.last <= m.last)


def new_features(m: Phrase, by_lemma: dict[str, list[Phrase]], cores: set[tuple[str, ...]]) -> list[str]:
    """Features of "this phrase speaks of something new"."""
    k = sort_of(m)
    seen = m.lemma in by_lemma
    return [
        "new",
        f"new {k}",
        f"new {k} {m.role}",
        f"new {k} {m.lemma}" if m.pronoun is None else f"new {k} q{bool(m.quoted)}",
        f"new {k} {seen} {m.core in cores}",
        f"new {coarse(m)} {m.type} {m.number}",
        f"new {k} {min(len(m.modifiers), 3)}",
        f"new {coarse(m)} w{bucket(m.last - m.first)}",
        f"new {k} {m.sentence.index == 0}",
        f"new {k} {m.type}",
        f"new {coarse(m)} {m.governor} {m.role}" if m.pronoun is not None else f"new h {m.lemma}",
    ]


def clause_path(a: Phrase, m: Phrase) -> str:
    """How m's verb hangs on a's verb in one sentence: conj, ccomp, advcl, ...; "-" where it does not."""
    s = m.sentence
    top, verb = s.heads[a.head], s.heads[m.head]
    for _ in range(4):
        if verb < 0 or verb == top:
            break
        if s.heads[verb] == top:
            return s.deprels[verb]
        verb = s.heads[verb]
    return "same" if verb >= 0 and verb == top else "-"


def pair_features(
    a: Phrase, m: Phrase, cluster: Cluster, rank: int, agreeing: int, spoke_last: bool = False
) -> list[str]:
    """Features of "m speaks of what a speaks of"; rank: how many candidates lie between; agreeing: how many of
    those agree with m; spoke_last: whether the cluster is who spoke last.
    """
    km, ka, c = sort_of(m), sort_of(a), coarse(m)
    ca = coarse(a)
    d = min(m.sentence.index - a.sentence.index, 8)
    para = m.sentence.paragraph != a.sentence.paragraph
    f = [
        "pair",
        f"k {km} {ka}",
        f"kc {c} {ca} {min(d, 3)}",
        f"d {c} {d}",
        f"dn {c} {bucket(rank)}",
        f"dg {c} {bucket(agreeing)} {min(d, 3)}",
        f"para {c} {para}",
        f"r {c} {a.role} {m.role} {min(d, 2)}",
        f"ra {c} {a.role} {ca}",
    ]
    numbers, genders, types = cluster.numbers, cluster.genders, cluster.types
    gn = "y" if m.number in numbers else "?" if m.number == "?" or not numbers else "n"
    gg = "y" if m.gender in genders else "?" if m.gender == "?" or not genders else "n"
    gt = "y" if m.type in types else "?" if m.type == "other" or not types else "n"
    f += [
        f"ag {c} {gn}{gg}{gt}",
        f"n {km} {a.number}{m.number}",
        f"g {km} {a.gender} {a.type}",
        f"t {km} {a.type} {m.type}",
        f"ct {km} {min(types) if types else '-'} {gn}{gg}",
        f"cl {c} {bucket(len(cluster.members))} {cluster.named}",
        f"last {c} {cluster.members[-1] is a if cluster.members else True}",
    ]
    q = (
        "0"
        if not a.quoted and not m.quoted
        else "s"
        if a.quoted == m.quoted
        else "b"
        if a.quoted and m.quoted
        else "a"
        if a.quoted
        else "m"
    )
    f.append(f"q {km} {ca} {q}")
    if a.sentence is m.sentence:
        near = "x" if a.sentence.heads[a.head] == m.sentence.heads[m.head] else "-"
        f += [f"bind {km} {near} {a.role} {m.role}", f"ord {c} {near}"]
        if m.pronoun is not None:
            path = clause_path(a, m)
            f += [f"path {c} {a.role} {m.role} {path}", f"spath {c} {a.speaks} {m.speaks} {path}"]
    if a.together or m.together:
        f.append(f"tog {km} {a.together} {m.together} {a.core == m.core}")
    if m.pronoun is None and a.pronoun is None:
        head = a.lemma == m.lemma
        if head:
            only_m, only_a = m.modifiers - a.modifiers, a.modifiers - m.modifiers
            mods = "=" if not only_m and not only_a else "m" if only_m and not only_a else "a" if not only_m else "x"
            f += [
                f"hm {km} {ka} {mods}",
                f"hm {c} {mods} {min(d, 4)}",
                f"hx {c} {m.core == a.core}",
                f"hl {m.lemma} {mods}",
                f"hd {m.determiner} {a.determiner} {mods} {m.number == a.number}",
            ]
        else:
            f += [
                f"nh {km} {ka}",
                f"nh {km} {gn}{gg}{gt} {min(d, 3)}",
                f"lx {a.lemma} {m.lemma}",
                f"nhl {km} {m.lemma}",
            ]
            over = any(m.lemma == x.lemma for x in cluster.members if x.pronoun is None)
            f.append(f"chm {km} {over}")
            if m.lemma in a.modifiers or a.lemma in m.modifiers:
                f.append(f"inmod {km} {ka}")
        if m.kind == "name" and a.kind == "name":
            sieve = same_name(a, m)
            f += [f"nm {sieve or '-'} {head}", f"nm {sieve or '-'} {a.type} {m.type}"]
        ma, mm = a.code, m.code
        if mm.country or ma.country:
            land = "y" if mm.country == ma.country else "-" if not (mm.country and ma.country) else "n"
            f.append(f"land {c} {ca} {land} {head}")
        if mm.sectors and ma.sectors:
            f.append(f"sec {c} {ca} {mm.sectors[0] == ma.sectors[0]} {head}")
    elif m.pronoun is not None:
        f += [f"al {c} {a.lemma}", f"gov {c} {m.governor} {a.governor == m.governor}"]
        inside = "q" if m.quoted else "-"
        f += [
            f"sp {c} {m.speaks} {a.speaks} {inside} {min(d, 2)}",
            f"ls {c} {m.speaks} {spoke_last} {inside} {para}",
            f"lsd {c} {m.speaks} {spoke_last} {inside} {min(d, 3)} {a.kind}",
        ]
        if a.pronoun is not None:
            f.append(f"pp {km} {a.pronoun.word} {min(d, 2)} {q}")
    return f
