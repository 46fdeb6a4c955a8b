"""Which phrases of an article speak of one thing.

Names first, by sieves (names.py), then every phrase in text order picks its antecedent, or none, by a ranked choice
whose
weights were learned on GUM (training/train_coref.py). Below the margin it stays alone: abstaining is better than a
guess.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from onrecord.actors.tables.lexicon import fold
from onrecord.mentions.binding import is_doer, is_told_of, named_below, names_below
from onrecord.mentions.commands import commander_of
from onrecord.mentions.families import of_family
from onrecord.mentions.features import Cluster, agrees, candidates, new_features, pair_features
from onrecord.mentions.kindred import called_so, of_that_kind
from onrecord.mentions.names import canonical, keys, middle_name, of_other_side, same_name, same_person
from onrecord.mentions.offices import in_office
from onrecord.mentions.own_side import beside_us, is_own_side, speakers_of
from onrecord.mentions.sequel import body_that_spoke, goes_on, introduced, its_own, spoke_before, tells_of_oneself
from onrecord.mentions.titles import described, just_spoke, titled
from onrecord.mentions.traits import Phrase, noun_entry

# What the benchmark over all noun phrases adds to "new" (best on GUM dev between 0 and -0.9); a report, which had
# better abstain, adds nothing.
ALL_NOUNS_MARGIN = -0.3

# What "new" gets for he and she, who are hardly ever somebody not yet spoken of. Tuned on GUM dev and PolNeAR dev.
SOMEBODY = -1.0

# The sieves that join names, surest first, and how many names back they look.
SIEVES = ("exact", "acronym", "alias", "person", "part", "middle")
NAMES_BACK = 120


@dataclass(slots=True)
class Ranker:
    """The learned weights by feature name; unknown features weigh nothing. `margin` is added to "new"."""

    weights: dict[str, float] = field(default_factory=dict)
    margin: float = 0.0

    def score(self, features: Sequence[str]) -> float:
        """The sum of the features' weights."""
        get = self.weights.get
        total = 0.0
        for f in features:
            total += get(f, 0.0)
        return total


@cache
def shipped_ranker() -> Ranker:
    """The ranker that comes with the package, read once a process."""
    text = resources.files("onrecord.mentions").joinpath("tables", "ranker.tsv").read_text(encoding="utf-8")
    weights = {}
    for line in text.split("\n"):
        if line and not line.startswith("#"):
            name, _, value = line.rpartition("\t")
            weights[name] = float(value)
    return Ranker(weights, weights.pop("margin", 0.0))


@dataclass(slots=True)
class State:
    """What has been read so far, as the candidates are drawn from it."""

    earlier: list[Phrase] = field(default_factory=list)
    by_lemma: dict[str, list[Phrase]] = field(default_factory=dict)
    names: list[Phrase] = field(default_factory=list)
    by_key: dict[str, list[int]] = field(default_factory=dict)  # places in `names`
    cores: set[tuple[str, ...]] = field(default_factory=set)
    cluster_of: dict[int, Cluster] = field(default_factory=dict)
    speaker: Cluster | None = None  # who spoke last, in the article's own words
    spoke_in: int | None = None  # in which sentence

    def add(self, p: Phrase, cluster: Cluster) -> None:
        """Take a phrase with its cluster in."""
        cluster.add(p)
        self.cluster_of[p.index] = cluster
        if p.speaks:
            self.speaker, self.spoke_in = cluster, p.sentence.index
        self.earlier.append(p)
        self.by_lemma.setdefault(p.lemma, []).append(p)
        if p.kind == "name":
            for key in keys(p):
                self.by_key.setdefault(key, []).append(len(self.names))
            self.names.append(p)
        if p.pronoun is None:
            self.cores.add(p.core)

    def move(self, cluster: Cluster, into: Cluster) -> None:
        """Put the phrases of one cluster into another."""
        for p in cluster.members:
            into.add(p)
            self.cluster_of[p.index] = into
        if self.speaker is cluster:
            self.speaker = into


def choices(m: Phrase, state: State) -> tuple[list[Phrase], list[list[str]]]:
    """The candidates of a phrase with their features, nearest first."""
    found = candidates(m, state.earlier, state.by_lemma, state.names)
    rows, agreeing = [], 0
    for rank, a in enumerate(found):
        cluster = state.cluster_of[a.index]
        rows.append(pair_features(a, m, cluster, rank, agreeing, cluster is state.speaker))
        agreeing += agrees(a, m)
    return found, rows


def corefer(
    phrases: Sequence[Phrase],
    ranker: Ranker | None = None,
    joined: dict[int, int] | None = None,
    grouped: bool = True,
) -> list[list[Phrase]]:
    """Clusters of the phrases (given in text order, `index` = place in the list), single ones included, in order of
    first mention.

    joined: index of a phrase to index of an earlier one that a surer rule has made the same (apposition, role,
    speaker).
    grouped: whether bare group nouns of one kind ("police") are one body throughout.
    """
    ranker = ranker or shipped_ranker()
    state, clusters = State(), list[Cluster]()
    sides = sides_of(phrases) if grouped else {}
    known: dict[tuple[str, ...] | str, Cluster] = {}
    by_sentence: dict[int, list[Phrase]] = {}
    for p in phrases:
        by_sentence.setdefault(p.sentence.index, []).append(p)
    for m in phrases:
        home: Cluster | None = None
        if joined and m.index in joined and joined[m.index] in state.cluster_of:
            home = state.cluster_of[joined[m.index]]
        if home is not None and m.kind == "name" and m.type == "person" and of_another_name(m, home):
            home = None  # "its candidate, Mr Dol", where the party spoken of before has another one
        if m.kind == "name" and not m.together and (home is None or not home.named):
            named_before = named(m, state, known)
            if home is not None and named_before is not None:
                # "The economy minister, Mr Brenn," of whom the article has spoken by name: the two are one.
                clusters.remove(home)
                state.move(home, named_before)
            home = named_before or home or introduced(m, state, office)
        if home is None and m.pronoun is not None and m.gender in ("m", "f") and m.speaks:
            home = spoke_before(m, state)
        if home is None and m.pronoun is not None:
            home = goes_on(m, state) or its_own(m, state) or tells_of_oneself(m, state) or body_that_spoke(m, state)
        if home is None and m.kind == "nominal" and m.type == "person":
            home = (
                just_spoke(m, state)
                or titled(m, state)
                or in_office(m, state.earlier, state.cluster_of)
                or described(m, state)
            )
        if home is None and m.kind == "nominal" and m.type == "organization":
            home = called_so(m, state.earlier, state.cluster_of) or of_that_kind(m, state.earlier, state.cluster_of)
            if home is not None and (at_odds(m, home) or of_another_kind(m, home)):
                home = None
        if home is None and grouped and m.kind == "nominal" and m.lemma in same_kinds():
            home = same_people(m, state, sides)
        if home is None and m.lemma in LANDS and m.number != "p" and m.determiner == "def" and m.last - m.first == 2:
            home = the_country(m, state)
        if home is None and not (m.kind == "name" and m.type in ("person", "place", "organization", "group")):
            found, rows = choices(m, state)
            best, best_score = None, ranker.score(new_features(m, state.by_lemma, state.cores)) + ranker.margin
            if m.pronoun is not None and m.gender in ("m", "f"):
                best_score += SOMEBODY
            others = names_below(m, by_sentence[m.sentence.index])
            told = speakers_of(m, by_sentence[m.sentence.index]) if beside_us(m) else []
            ours = [x.code for p in told for x in known_as(p, state)]
            land = commanded_from(m, state)
            for a, row in zip(found, rows, strict=True):
                cluster = state.cluster_of[a.index]
                thing = m.gender == "n"  # `denied it`: not the subject, hence no other body either, but what it did
                if not allowed(a, m, cluster) or named_below(cluster, others) or (not thing and is_doer(m, cluster)):
                    continue
                if (ours and is_own_side(ours, cluster)) or (land and is_of_another(cluster, land)):
                    continue
                score = ranker.score(row)
                if score > best_score:
                    best, best_score = a, score
            if best is not None and is_doer(m, state.cluster_of[best.index]):
                best = None
            if best is not None:
                home = state.cluster_of[best.index]
        if home is None:
            home = Cluster()
            clusters.append(home)
        state.add(m, home)
        if m.kind == "name" and not m.together:
            for key in keys_of(m):
                known[key] = home if of_other_land(m, known.get(key, home)) else known.get(key, home)
    return [c.members for c in clusters]


def keys_of(m: Phrase) -> list[tuple[str, ...] | str]:
    """What an exact or alias match looks up."""
    keys: list[tuple[str, ...] | str] = [(m.type if m.type in ("person", "place") else "", *m.given)]
    known = canonical(m)
    return [*keys, known] if known else keys


def of_other_gender(m: Phrase, cluster: Cluster) -> bool:
    """Whether all that a cluster tells of gender speaks against a phrase: `Mrs. Brenn` is not `President Brenn`, whom
    the article calls `Mr. Brenn` too.
    """
    told = cluster.genders & {"m", "f"}
    return m.gender in ("m", "f") and bool(told) and m.gender not in told


def of_other_land(m: Phrase, cluster: Cluster) -> bool:
    """Whether a body is said to be of another country than all of a cluster: Uganda's Supreme Court is not Kenya's."""
    lands = {x.land for x in cluster.members if x.kind == "name" and x.type == "organization"} - {None}
    return m.type == "organization" and m.land is not None and bool(lands) and m.land not in lands


def named(m: Phrase, state: State, known: dict[tuple[str, ...] | str, Cluster]) -> Cluster | None:
    """The cluster of an earlier name of the same thing, by the sieves in order."""
    of_several = of_family(m, state.names[-NAMES_BACK:], state.earlier, state.cluster_of, state.speaker)
    if of_several is not None and not of_other_gender(m, of_several):
        return of_several
    for key in keys_of(m):
        if key in known and not of_other_gender(m, known[key]) and not of_other_land(m, known[key]):
            return known[key]
    best: tuple[int, int] | None = None
    oldest = len(state.names) - NAMES_BACK
    for place in {n for key in keys(m) for n in state.by_key.get(key, ()) if n >= oldest}:
        a = state.names[place]
        if a.together or of_other_gender(m, state.cluster_of[a.index]):
            continue
        sieve = same_name(a, m)
        inside = a.sentence is m.sentence and a.first <= m.first and m.last <= a.last
        if sieve in ("person", "middle") and any(
            (len(x.given) > 1 or (x.title and x.given[-1:] != a.given[-1:]))
            and x.type == "person"
            and not (same_person(x, m) or (sieve == "middle" and middle_name(x, m)))
            for x in state.cluster_of[a.index].members
            if x.kind == "name"
        ):
            continue  # the family name between two of a family joins them not
        if sieve and not (inside and sieve != "exact"):
            rank = (SIEVES.index(sieve), -place)
            best = rank if best is None else min(best, rank)
    return state.cluster_of[state.names[-best[1]].index] if best is not None else None


def known_as(p: Phrase, state: State) -> list[Phrase]:
    """A phrase with what the article has called the person before, if it names one."""
    before = [a for a in state.by_lemma.get(p.lemma, ()) if a.kind == "name"] if p.kind == "name" else []
    return [p, *(x for a in before[-1:] for x in state.cluster_of[a.index].members if x.pronoun is None)]


def commanded_from(m: Phrase, state: State) -> str | None:
    """The country of who commands what a description names: the army that Kenya's president deploys is Kenya's."""
    at = commander_of(m) if m.kind == "nominal" and m.type != "person" else None
    near = state.earlier[-20:] if at is not None else []
    of = next((a for a in near if a.sentence is m.sentence and a.head == at), None)
    known = state.cluster_of[of.index].members if of is not None else []
    return next((x.code.country for x in known if x.code.country and x.code.sectors[:1] in ((), ("GOV",))), None)


def is_of_another(cluster: Cluster, land: str) -> bool:
    """Whether all that a cluster tells of its country speaks against this one."""
    lands = {x.code.country for x in cluster.members if x.pronoun is None} - {None}
    return bool(lands) and land not in lands


def at_odds(m: Phrase, cluster: Cluster) -> bool:
    """Whether a description names another office or another country than all that a cluster tells: the health minister
    is not the prime minister, the government of one country not that of another.
    """
    own = office(m)
    others = {office(x) for x in cluster.members if x.pronoun is None} - {""}
    if own and others and own not in others:
        return True
    lands = {x.code.country for x in cluster.members if x.pronoun is None} - {None}
    return m.code.country is not None and bool(lands) and m.code.country not in lands


def of_another_kind(m: Phrase, cluster: Cluster) -> bool:
    """Whether the noun before the head tells it from all of a cluster with that head: the oil giant is not the retail
    giant.
    """
    if not m.compounds:
        return False
    alike = [x.compounds for x in cluster.members if x.kind == "nominal" and x.lemma == m.lemma and x.compounds]
    return bool(alike) and not any(m.compounds & own for own in alike)


def office(p: Phrase) -> str:
    """The office of two words or more that a phrase names: `prime minister`, `foreign secretary`; else nothing."""
    entry = noun_entry(p) if p.type == "person" and p.kind == "nominal" else None
    if entry is not None:
        return entry.name if " " in entry.name else ""
    role = p.code.role if p.kind == "name" and p.title else None
    return fold(role) if role and " " in role else ""


@cache
def same_kinds() -> frozenset[str]:
    """Group nouns of which one article means one body where nothing tells them apart: police, troops, residents."""
    text = resources.files("onrecord.mentions").joinpath("tables", "same_kind.txt").read_text(encoding="utf-8")
    return frozenset(w for line in text.split("\n") if not line.startswith("#") for w in line.split())


def sides_of(phrases: Sequence[Phrase]) -> dict[str, set[str]]:
    """For each of the group nouns the countries whose people the article calls so."""
    out: dict[str, set[str]] = {}
    for p in phrases:
        if p.kind == "nominal" and p.lemma in same_kinds() and p.code.country:
            out.setdefault(p.lemma, set()).add(p.code.country)
    return out


def same_people(m: Phrase, state: State, sides: dict[str, set[str]]) -> Cluster | None:
    """The cluster of the last phrase of the very same words; none where bare words could mean two countries' people
    (`police` among Israeli and Iraqi police).
    """
    if m.determiner not in ("def", "bare") or m.sentence.upos[m.first] == "NUM":
        return None
    if len(m.core) == 1 and len(sides.get(m.lemma, ())) > 1:
        return None
    for a in reversed(state.by_lemma.get(m.lemma, ())):
        if a.kind == "nominal" and a.core == m.core and a.determiner in ("def", "bare"):
            return state.cluster_of[a.index]
    return None


THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
OTHERS = frozenset({"other", "another"})
LANDS = frozenset({"country", "nation"})


def the_country(m: Phrase, state: State) -> Cluster | None:
    """`the country` is the last country named, within four sentences; one that acts goes before one that is only a
    place.
    """
    near = [a for a in state.names[-40:] if m.sentence.index - a.sentence.index <= 4 and a.code.kind == "country"]
    last = [a for a in near if a.sentence is near[-1].sentence] if near else []
    best = next((a for a in reversed(last) if a.role in ("subj", "pass", "poss")), near[-1] if near else None)
    return state.cluster_of[best.index] if best is not None else None


def of_another_name(m: Phrase, cluster: Cluster) -> bool:
    """Whether a cluster has a person's full name that shares no word with this one."""
    others = [x for x in cluster.members if x.kind == "name" and x.type == "person" and len(x.given) > 1]
    return len(m.given) > 1 and bool(others) and all(set(m.given).isdisjoint(x.given) for x in others)


def owned_by(m: Phrase, cluster: Cluster) -> bool:
    """Whether a description says that somebody is another's whom the cluster names: Brenn's deputy is not Brenn."""
    s = m.sentence
    owner = next((fold(s.words[j]) for j in s.children_of(m.head) if s.deprels[j] == "nmod:poss"), None)
    return any(x.kind == "name" and x.given and x.given[-1] == owner for x in cluster.members)


def allowed(a: Phrase, m: Phrase, cluster: Cluster) -> bool:
    """Hard limits that the ranker may not cross: he is not she, one person's two different names, a person is no
    place.
    """
    if of_other_gender(m, cluster):
        return False
    if (
        m.pronoun is not None
        and m.pronoun.person == 3
        and m.gender in ("m", "f")
        and cluster.types
        and "person" not in cluster.types
    ):
        return False
    one = cluster.named and cluster.types == {"person"} and "p" not in cluster.numbers
    if one and m.pronoun is not None and m.pronoun.word in THEY:
        return False  # one person called by name is not they
    if m.pronoun is not None and m.gender in ("m", "f") and a.role == "compound" and a.type != "person":
        return False  # the place in "Halden Governor Ann Roe"
    if m.kind == "nominal" and m.number != "p" and at_odds(m, cluster):
        return False
    if m.kind == "nominal" and of_another_kind(m, cluster):
        return False
    if m.kind == "nominal" and any(of_other_side(x, m) for x in cluster.members if x.kind == "name"):
        return False
    if m.kind == "nominal" and m.type == "person" and (owned_by(m, cluster) or is_told_of(m, cluster)):
        return False
    # "the other officer" is not the one named.
    if m.kind == "nominal" and m.number != "p" and cluster.named and m.modifiers & OTHERS:
        return False
    if m.kind == "nominal" and m.words[:1] and m.words[0].lower() == "another":
        return False  # somebody not yet told of
    # "both countries" are not the one named.
    if m.kind == "nominal" and m.number == "p" and cluster.named and m.lemma in LANDS | {"government", "state"}:
        return False
    # "The minister lied," he said: what is inside the quotation does not tell who speaks, what is outside it may.
    if m.pronoun is not None and m.role == "subj" and m.speaks and a.quoted:
        return False
    return not (m.kind == "name" and a.kind == "name" and m.type != "other")
