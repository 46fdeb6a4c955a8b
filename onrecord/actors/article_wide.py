"""What the rest of an article tells of an actor: which country's, police or army, and who is the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.actors.around import lands_around
from onrecord.actors.draft import STATE_SECTORS, Draft
from onrecord.actors.lying import LIKELY, Lands
from onrecord.actors.owners import posted_at, pronoun_before
from onrecord.actors.tables.lexicon import fold, shipped
from onrecord.actors.tables.phrase_words import ELSEWHERE, OF_SEVERAL, OFFICE, PRIVATE, RANKS
from onrecord.actors.tables.sport import on_sport
from onrecord.language.reading import Reading

# Of these, a state or province after a town's name tells which town it is: "Dublin, Ohio".
_WITH_STATES = frozenset({"USA", "CAN", "AUS"})
INTRODUCED = 4  # sentences at the head of a report in which it introduces what its headline speaks of


def towns_not_countries(drafts: list[Draft], reading: Reading) -> None:
    """`Dublin`, which the article says lies in Ohio, is that town, which may act too, and stands for no country."""
    for d in drafts:
        named = [(p, c) for p, c in d.codes if p.kind == "name"]
        seats = {fold(p.text): p.text for p, c in named if c.kind == "capital"}
        if not d.land or not seats or any(c.kind not in ("capital", "region") for _, c in named):
            continue
        for town, land in _towns_in_states(reading):
            if fold(town) in seats and land != d.land:
                d.name, d.land, d.country, d.wikidata, d.type = seats[fold(town)], None, land, None, "organization"
                d.evidence = [f"country: {town!r} lies in a state of {land}"]
                break


def _towns_in_states(reading: Reading) -> Iterator[tuple[str, str]]:
    """The words before a comma and a state, with the state's country."""
    for s in reading.sentences:
        for i, word in enumerate(s.words[1:-1], 1):
            if word == "," and s.words[i + 1][:1].isupper() and s.words[i - 1][:1].isupper():
                for entry in shipped().longest(s.words, i + 1)[1]:
                    if entry.kind == "region" and entry.country in _WITH_STATES:
                        yield s.words[i - 1], entry.country


def teams_not_countries(drafts: list[Draft], reading: Reading) -> None:
    """A capital that acts in an article on sport is a team (`a contest against Washington`), not its country."""
    if not on_sport(s.words for s in reading.sentences):
        return
    for d in drafts:
        named = [c for p, c in d.codes if p.kind == "name"]
        if d.land and named and all(c.kind == "capital" for c in named):
            d.land, d.country, d.wikidata, d.type, d.evidence = None, None, None, None, []


def from_article(drafts: list[Draft], placed: Sequence[tuple[int, str]] = ()) -> None:
    """What the article as a whole tells of the country of an office or a body of state that names none; `placed` are
    the sentences and countries of its places, which tell something where all that it names is of one country.
    """
    named = [(p.sentence.index, c.country, d) for d in drafts for p, c in d.codes if c.country]
    # "The president met his Kenyan counterpart": of another country.
    met = {
        (p.sentence.index, d.country)
        for d in drafts
        for p in d.phrases
        if p.kind == "nominal" and fold(p.lemma) == "counterpart"
    }
    for d in drafts:
        if d.country is not None or d.bloc is not None or d.land or not set(d.sectors[:1]) & STATE_SECTORS:
            continue
        first = next((p for p in d.phrases if p.pronoun is None), None)
        if first is None or (first.kind == "nominal" and first.determiner not in ("def", "poss")):
            continue
        if fold(first.sentence.lemmas[first.head]) in OF_SEVERAL or of_elsewhere(first.words):
            continue
        if posted_at(first) is not None and pronoun_before(first) is not None:
            continue  # "its soldiers in Halden" are of another country than that
        others = [(n, land) for n, land, other in named if other is not d]
        if of_both(first.words, d.sectors) and len({land for _, land in others}) > 1:
            continue
        found = lands_around(first.sentence.index, others)
        if found is None and placed and len({land for _, land in (*others, *placed)}) == 1:
            found = lands_around(first.sentence.index, [*others, *placed])
        if found is not None and (first.sentence.index, found[0]) not in met:
            d.country = found[0]
            d.evidence.append(f"country: {found[1]}")


def of_both(words: Sequence[str], sectors: list[str]) -> bool:
    """Whether folded words speak of governments or forces that two countries have each: `both delegations`."""
    return words[:1] in (["both"], ["either"], ["neither"]) and sectors[:1] in (["GOV"], ["MIL"])


def of_elsewhere(words: Sequence[str]) -> bool:
    """Whether folded words say that officials are of other countries: `Western diplomats`, `the foreign envoys`; the
    foreign minister is not.
    """
    told = [w for w in words if w not in ("the", "some", "several", "two", "three", "senior")]
    return (
        bool(told) and told[0] in ELSEWHERE and told[-1].endswith("s") and told[1:2] not in (["ministry"], ["affairs"])
    )


def from_opening(drafts: list[Draft], lands: Lands) -> None:
    """Bodies of state and who speaks for them are of the country that the sentence opens with: `In Moscow, the foreign
    ministry said`."""
    for d in drafts:
        if d.country is not None or d.bloc is not None or d.land or not set(d.sectors[:1]) & STATE_SECTORS:
            continue
        if d.type == "person" and "spoke" not in (d.role or ""):
            continue  # "In Paris, the minister met ...": he may be there on a visit
        for p in d.phrases:
            s = p.sentence
            at = lands.get(s.starts[1]) if len(s) > 3 and s.words[0] == "In" else None
            if at is None or at[2] < LIKELY or p.pronoun is not None:
                continue
            comma = next((k for k in range(2, min(8, len(s))) if s.starts[k] >= at[0]), 0)
            if s.words[comma] == "," and comma < p.first <= comma + 2:
                d.country = at[1]
                d.evidence.append(f"country: {p.text!r} is where the sentence opens")
                break


def from_body(drafts: list[Draft]) -> None:
    """Who speaks for or leads a body of the article is of its sector: `vice president of the Halden Center`, of which
    the article says elsewhere that it is a think tank.
    """
    bodies = [
        (p, d)
        for d in drafts
        if d.type in ("organization", "group") and set(d.sectors) - {"UNK", "CVL"}
        for p in d.phrases
        if p.kind == "name"
    ]
    for d in drafts:
        if d.type != "person" or d.given or not OFFICE & {fold(d.role or ""), fold(d.role or "").split(" ")[-1]}:
            continue
        for p in d.phrases:
            of = next(
                (
                    x
                    for q, x in bodies
                    if q.sentence is p.sentence
                    and p.head < q.first
                    and q.last <= p.last
                    and p.sentence.upos[q.first - 1] in ("ADP", "DET")
                ),
                None,
            )
            if p.pronoun is None and of is not None and of.sectors != d.sectors:
                d.sectors = list(of.sectors)
                d.evidence.append(f"sectors: {p.text!r} speaks for {of.name!r}")
                if d.country is None and d.bloc is None:
                    d.country, d.bloc = of.country, of.bloc
                break


def police_ranks(drafts: list[Draft]) -> None:
    """A `Lt.` or `Sgt.` belongs to the police where the article speaks of police and of no soldiers."""
    ranked = [d for d in drafts if d.sectors[:1] == ["MIL"] and fold(d.role or "") in RANKS and not d.given]
    soldiers = any(d.sectors[:1] == ["MIL"] and all(d is not r for r in ranked) for d in drafts)
    police = next((d for d in drafts if d.sectors[:1] == ["COP"]), None)
    if police is None or soldiers:
        return
    for d in ranked:
        d.sectors[0] = "COP"
        d.evidence.append(f"sectors: a rank of the police, of whom the article speaks ({police.name!r})")


def sheriffs_deputies(drafts: list[Draft], reading: Reading) -> None:
    """A `Deputy Ann Roe`, and deputies, are a sheriff's where the article speaks of one, else of a parliament."""
    if not any(fold(w) in ("sheriff", "sheriffs") for s in reading.sentences for w in s.words):
        return
    for d in drafts:
        said = {fold(p.sentence.words[p.head]) for p in d.phrases if p.kind == "nominal"} | {fold(d.role or "")}
        if d.sectors[:1] == ["LEG"] and not d.given and said & {"deputy", "deputies"}:
            d.sectors[0] = "COP"
            d.evidence.append("sectors: a deputy in an article that speaks of a sheriff")


def same_description(drafts: list[Draft]) -> list[Draft]:
    """One draft for several people described in the same words throughout an article: `commissioners`, `the
    commissioners`. Where the words say only that they are people they may be others each time.
    """
    out: list[Draft] = []
    held: dict[tuple[str, ...], Draft] = {}
    for d in drafts:
        key = plain_group(d)
        if key is None:
            out.append(d)
        elif key in held:
            held[key].take_in(d)
        else:
            held[key] = d
            out.append(d)
    return out


def told_in_headline(drafts: list[Draft], headline: str | None) -> list[Draft]:
    """One draft for what the headline speaks of and the report then introduces in the same words: `Aid convoy shelled`,
    `An aid convoy was shelled on Monday`.
    """
    if not headline:
        return drafts
    out = list(drafts)
    for d in drafts:
        said = [p for p in d.phrases if p.pronoun is None]
        if not said or any(p.kind != "nominal" or p.sentence.index or p.determiner != "bare" for p in said):
            continue
        alike = [e for e in out if e is not d and _introduces(e, said[0].core)]
        if len(alike) == 1 and len(said[0].core) > 1:
            alike[0].take_in(d)
            out = [e for e in out if e is not d]
    return out


def _introduces(d: Draft, core: tuple[str, ...]) -> bool:
    """Whether a draft is first spoken of near the head of the report, with an indefinite article, in these words."""
    first = min((p for p in d.phrases if p.pronoun is None), key=lambda p: p.index, default=None)
    near = first is not None and 0 < first.sentence.index <= INTRODUCED
    return near and first is not None and first.determiner == "indef" and first.core == core


def plain_group(d: Draft) -> tuple[str, ...] | None:
    """The words that describe a group, if all its descriptions are these and neither counted nor possessed."""
    said = [p for p in d.phrases if p.pronoun is None]
    words = {p.core for p in said}
    if d.type != "group" or len(words) != 1 or any(p.kind != "nominal" for p in said):
        return None
    core = said[0].core
    if any(p.number != "p" or p.determiner not in ("bare", "def") for p in said) or any(w.isdigit() for w in core):
        return None
    return None if len(core) == 1 and fold(said[0].lemma) in PRIVATE else core
