"""From mentions to actors: one `Actor` for each real-world actor of an article, with the evidence for each field."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date

from onrecord.actors.article_wide import (
    from_article,
    from_body,
    from_opening,
    police_ranks,
    same_description,
    sheriffs_deputies,
    teams_not_countries,
    told_in_headline,
    towns_not_countries,
)
from onrecord.actors.blocs import (
    houses_of_parliament,
    presidents_of_bodies,
    sides_not_parties,
    union_of_states,
    unions_of_parties,
)
from onrecord.actors.commanders import from_commander
from onrecord.actors.draft import Draft
from onrecord.actors.in_full import Bodies, at_its_post, bodies_described, in_full, is_of_many
from onrecord.actors.lying import LIKELY, SAYS, Lands, located
from onrecord.actors.namesakes import bodies_at_home, regions_not_countries
from onrecord.actors.nobody import is_nobody, literal
from onrecord.actors.own_words import own_code, title_words
from onrecord.actors.owners import from_owner
from onrecord.actors.quantities import link_quantities
from onrecord.actors.short_forms import short_forms, spelt_out
from onrecord.actors.tables.code import ActorCode
from onrecord.actors.tables.lexicon import Lexicon, fold, shipped
from onrecord.actors.tables.phrase_words import PAST
from onrecord.language.reading import Reading
from onrecord.mentions.cluster import cluster_mentions
from onrecord.mentions.literal import literal_use
from onrecord.mentions.traits import Phrase
from onrecord.mentions.vocabulary import speech_verbs, unsaid
from onrecord.record import Actor, Mention, Quantity, Source, Span, Time

# Heads that, with a country, mean its government as a whole.
GOVERNMENTS = frozenset(
    {"government", "authorities", "administration", "regime", "leadership", "presidency", "executive"}
)
LAND = frozenset({"country", "people"})
# Beside these they are those of a part of it.
LOCAL = frozenset({"state", "provincial", "local", "regional", "city", "municipal", "district"})
SEATS = frozenset(
    {
        "Kremlin",
        "Downing Street",
        "White House",
        "Whitehall",
        "Elysee",
        "Blue House",
        "Zhongnanhai",
        "Casa Rosada",
        "Planalto",
        "La Moneda",
        "Miraflores",
        "Quirinale",
        "Moncloa",
        "Los Pinos",
        "Malacanang",
        "German Chancellery",
        "Buckingham Palace",
    }
)


def resolve_actors(
    reading: Reading,
    mentions: list[Mention],
    source: Source | None = None,
    times: list[Time] | None = None,
    quantities: list[Quantity] | None = None,
    published: date | None = None,
    lexicon: Lexicon | None = None,
    lands: Mapping[Span, tuple[str, float]] | None = None,
) -> list[Actor]:
    """The actors of an article, in order of first mention, ids a1, a2, ...

    `lands` are the names of places in the article: their countries (ISO 3166-1 alpha-3) with the odds for each.

    Sets `mention.actor`, the type of pronouns and descriptions, and `quantity.of`. A place name meant literally
    gets no actor; a
    country or its seat that acts or is spoken of as a state belongs to the country's actor. Offices count on the
    day of publication.
    """
    lexicon = lexicon or shipped()
    day = published or day_of(source)
    drafts = [Draft(c) for c in cluster_mentions(reading, mentions)]
    described = bodies_described([d.phrases for d in drafts])
    short = short_forms([d.phrases for d in drafts])
    people = full_names(drafts)
    places = {start: (end, *land) for (start, end), land in (lands or {}).items()}
    for d in drafts:
        code(d, day, lexicon, reading.text, people, places, described, short)
    regions_not_countries(drafts, reading, places)
    bodies_at_home(drafts, places)
    teams_not_countries(drafts, reading)
    towns_not_countries(drafts, reading)
    drafts = union_of_states(drafts)
    unions_of_parties(drafts)
    sides_not_parties(drafts, reading)
    presidents_of_bodies(drafts)
    houses_of_parliament(drafts)
    owner = {p.index: d for d in drafts for p in d.phrases}
    for d in drafts:
        from_owner(d, owner, reading)
    from_opening(drafts, places)
    from_commander(drafts)
    from_article(drafts, unnamed(drafts, places, reading))
    from_body(drafts)
    police_ranks(drafts)
    sheriffs_deputies(drafts, reading)
    drafts = told_in_headline(same_description(merge(drafts, lexicon)), source.headline if source else None)
    actors: list[Actor] = []
    for d in sorted(drafts, key=lambda x: x.phrases[0].index):
        actor = finish(d, mentions, len(actors) + 1)
        if actor is not None:
            actors.append(actor)
    link_quantities(quantities or [], reading, mentions, actors)
    return actors


def unnamed(drafts: list[Draft], places: Lands, reading: Reading) -> list[tuple[int, str]]:
    """Sentence and country of each name of a place that no phrase coded with a country holds: what tells more than
    these do.
    """
    held = [(p.start, p.end) for d in drafts for p, c in d.codes if c.country]
    named = {fold(p.text) for d in drafts for p, c in d.codes if c.country and p.kind == "name"}
    starts = [s.start for s in reading.sentences]
    return [
        (bisect_right(starts, at) - 1, land)
        for at, (end, land, odds) in places.items()
        if odds >= LIKELY and fold(reading.text[at:end]) not in named and not any(a <= at < b for a, b in held)
    ]


def day_of(source: Source | None) -> date | None:
    """The day of publication, if the source has one."""
    try:
        return date.fromisoformat(source.published[:10]) if source is not None and source.published else None
    except ValueError:
        return None


def full_names(drafts: list[Draft]) -> dict[str, list[frozenset[str]]]:
    """The persons that the article names by two words or more: each by the words of the name, under each of these."""
    out: dict[str, list[frozenset[str]]] = {}
    for d in drafts:
        for p in d.phrases:
            if p.kind == "name" and p.type == "person" and len(p.given) > 1:
                for word in p.given:
                    out.setdefault(word, []).append(frozenset(p.given))
    return out


def code(
    d: Draft,
    day: date | None,
    lexicon: Lexicon,
    text: str,
    people: dict[str, list[frozenset[str]]],
    places: Lands,
    described: Bodies,
    short: dict[str, str],
) -> None:
    """Code every telling phrase of a draft and put the fields together, the surest first: names with titles, names,
    descriptions.
    """
    d.phrases.sort(key=lambda p: p.index)
    seen: set[str] = set()
    for p in d.phrases:
        if p.pronoun is None and p.text not in seen:
            seen.add(p.text)
            posted = at_its_post(p, day, lexicon)
            own = posted or in_full(p, described, day, lexicon) or spelt_out(p, short, day, lexicon)
            own = own or own_code(p, day, lexicon, people)
            d.codes.append((p, own if posted is not None else located(p, own, places)))
    # A whole name known to the tables before everything, then the phrases that say most.
    order = sorted(
        d.codes,
        key=lambda x: (
            x[1].kind != "person" and x[1].given is None,
            x[0].kind != "name" or of_the_past(*x),
            vague(x[1]),
            -len(x[0].words),
            x[0].index,
        ),
    )
    types = [p.type for p, _ in d.codes if p.type != "other"]
    person = "person" in types and (
        types.count("person") * 2 >= len(types) or any(p.kind == "name" and p.type == "person" for p in d.phrases)
    )
    # A region inside a name ("Pwani Petroleum") tells less of the country than a description does ("a Kenyan company").
    sure = [c for _, c in order if c.country and not regional(c)]
    # What a union of states is called by says nothing of its sector: "the bloc", "the alliance".
    union = any(is_of_many(c) for p, c in order if p.kind == "name")
    for p, c in order:
        if person and p.kind == "name" and c.kind in ("country", "capital", "city", "region") and p.type == "person":
            continue  # a person named Jordan
        region = bool(sure) and regional(c)
        if d.country is None and d.bloc is None and (c.country or c.bloc) and not region:
            d.country, d.bloc = c.country, c.bloc
            d.evidence += [f"{p.text!r}: {e}" for e in c.evidence if e.startswith("country")] or [
                f"country: {p.text!r}"
            ]
        sectors = [s for s in c.sectors if s not in ("UNK",)]
        if sectors and not d.sectors and not (union and p.kind == "nominal"):
            d.sectors = sectors
            d.evidence += [f"{p.text!r}: {e}" for e in c.evidence if "sectors" in e and not e.startswith("country")]
        if d.role is None and c.role and person:
            d.role = role_words(p, c)
        d.given = d.given or c.given
        d.wikidata = d.wikidata or (c.wikidata if c.kind in ("person", "organization", "country") else None)
    if (
        not d.sectors
        and any(c.sectors == ("UNK",) for _, c in d.codes)
        and not any(p.kind == "name" for p in d.phrases)
    ):
        d.sectors = ["UNK"]
    if not d.sectors and any(p.type == "group" and p.kind == "nominal" and c.kind == "people" for p, c in d.codes):
        d.sectors = ["CVL"]
        d.evidence.append("sectors: people of a country are civilians")
    d.name = best_name(d, text)
    d.land = land_of(d, person)
    d.type = (
        "person"
        if person
        else "country"
        if d.land
        else "group"
        if types and max(sorted(set(types)), key=types.count) == "group"
        else "organization"
        if types
        else None
    )
    if d.land is None and not person:
        as_town(d, places)


def as_town(d: Draft, places: Lands) -> None:
    """A town that acts stands for those who govern it; one that does not is nobody."""
    names = [p for p in d.phrases if p.kind == "name"]
    seen = [places[p.start] for p in names if p.type == "place" and p.start in places]
    other = any(c.kind not in (None, "city", "capital", "region") for p, c in d.codes if p.kind == "name")
    d.town = bool(seen) and not other and any(map(speaks, names))
    if d.town:
        d.type = "organization"
        d.sectors = d.sectors or ["GOV"]
        if d.country is None and seen[0][2] >= LIKELY:
            d.country = seen[0][1]
            d.evidence.append(f"country: {names[0].text!r} {SAYS}")
    elif all(p.type in ("place", "other") for p in d.phrases if p.pronoun is None):
        d.type = None


def regional(c: ActorCode) -> bool:
    """Whether the country is that of a region or a town in the words."""
    return any("divisions.tsv" in e or e.endswith(SAYS) for e in c.evidence)


def role_words(p: Phrase, c: ActorCode) -> str | None:
    """The role as the text has it, in the text's capitals: "Foreign Minister"; the table's where the text has none."""
    wanted = fold(c.role or "")
    words = p.sentence.words[p.first : p.last]
    n = len(wanted.split())
    for k in range(len(words) - n + 1):
        if fold(" ".join(words[k : k + n])) == wanted:
            return " ".join(words[k : k + n])
    return c.role


def vague(c: ActorCode) -> bool:
    """Whether a description says little of what somebody is now: no sector, a civilian's, a former office."""
    return not c.sectors or c.sectors[0] in ("UNK", "CVL", "ELI")


def of_the_past(p: Phrase, c: ActorCode) -> bool:
    """Whether what stands with a person's name says what they were: "the minister, retired general Ann Roe"."""
    # "retired" is read as a verb that is left out.
    words = {fold(w) for w in p.sentence.words[max(0, p.first - 1) : p.last]}
    return p.type == "person" and bool(words & PAST) and c.role is not None


def best_name(d: Draft, whole: str) -> str:
    """The fullest name without its title, as the text writes it; else the first description."""
    names = [p for p in d.phrases if p.kind == "name"]
    if names:

        def proper(p: Phrase) -> str:
            s, n = p.sentence, p.name
            start, end = s.span(n.first, n.last) if n is not None else (p.start, p.end)
            text = " ".join(whole[start:end].split())
            text = text.removesuffix("'s").removesuffix("’s").strip()
            if sum(map(text.count, '"“”')) % 2:
                text = text.translate(dict.fromkeys(map(ord, '"“”')))  # half a nickname: `Bo" Brenn`
            if p.type == "person":
                words = text.split(" ")
                if len(words) > 3 and title_words(words[1:]) and any(e.kind in LAND for e in shipped().get(words[0])):
                    words = words[1:]  # "US President Ann Roe"
                text = " ".join(words[title_words(words) :])
            return text[4:] if text.lower().startswith("the ") else text

        texts = [proper(p) for p in names]
        known = next((c.name for _, c in d.codes if c.name and c.kind in ("organization", "country", "capital")), None)
        if known and names[0].type != "person":
            return known
        return max(texts, key=lambda t: (len(t.split()), sum(map(str.isalpha, t)), -texts.index(t)))
    p = next((p for p in d.phrases if p.pronoun is None), d.phrases[0])
    return " ".join(whole[p.start : p.end].split())


def speaks(p: Phrase) -> bool:
    """Whether a place's name is the subject of a verb of speech and means who governs it: `Halden announced`."""
    if p.kind != "name" or p.role != "subj" or p.governor not in speech_verbs() | unsaid()["govern"]:
        return False
    first, last = (p.name.first, p.name.last) if p.name is not None else (p.first, p.last)
    return literal_use(p.sentence, first, last) < 0.5


def land_of(d: Draft, person: bool) -> str | None:
    """The country this draft stands for as a whole: by its own name, its seat, or its government."""
    if person:
        return None
    for p, c in d.codes:
        if c.country is None:
            continue
        if p.kind == "name" and (c.kind in ("country", "capital", "disputed") or c.name in SEATS):
            return c.country
        if p.kind == "nominal" and fold(p.sentence.words[p.head]) in GOVERNMENTS and set(c.sectors) <= {"GOV"}:
            local = LOCAL & set(p.words) or any(e.endswith(SAYS) for e in c.evidence)
            if not local and p.determiner in ("def", "poss", "bare") and sum(w.sectors != () for _, w in d.codes) < 4:
                return c.country
    return None


def in_dictionary(d: Draft, lexicon: Lexicon) -> str | None:
    """The name of a user's own actor that a name of the draft means, if any."""
    if lexicon is shipped():
        return None
    own = (e for p in d.phrases if p.kind == "name" for e in lexicon.get(p.text) if e.code is not None)
    return next((e.name for e in own), None)


def merge(drafts: list[Draft], lexicon: Lexicon) -> list[Draft]:
    """One draft a country: its name, its capital that acts, its seat of government, its government; one a user's own
    actor, by whichever of its names.
    """
    by_land: dict[str, Draft] = {}
    out = []
    for d in drafts:
        own = in_dictionary(d, lexicon)
        key = f"dictionary: {own}" if own is not None else d.land
        if key is None:
            out.append(d)
            continue
        have = by_land.get(key)
        if have is None:
            by_land[key] = d
            out.append(d)
        else:
            have.take_in(d)
    return out


def finish(d: Draft, mentions: list[Mention], number: int) -> Actor | None:
    """The `Actor` of a draft, and its mentions set; None where nothing of it is an actor."""
    d.phrases.sort(key=lambda p: p.index)
    if d.type is None or all(p.pronoun is not None for p in d.phrases):
        return None
    own = [p for p in d.phrases if not literal(p, d)]
    if not own or all(p.pronoun is not None for p in own) or is_nobody(own):
        return None
    actor = Actor(f"a{number}", d.name, d.type, d.country, list(d.sectors), d.role, None)
    if d.type == "country":
        actor.name = shipped().names.get(d.land or "", d.name)
        actor.sectors = [s for s in d.sectors if s == "PRE"] or ["GOV"]
        actor.country = d.land
        d.wikidata = shipped().wikidata.get(d.land or "") or d.wikidata
        actor.role = None
    if d.type == "person" and actor.sectors == ["UNK"] and actor.name and any(p.kind == "name" for p in d.phrases):
        actor.sectors = []
    actor.code = d.given or ((actor.country or d.bloc or "") + "".join(actor.sectors)) or None
    if d.wikidata and d.wikidata != "-":
        actor.links["wikidata"] = d.wikidata
    actor.evidence = list(dict.fromkeys(d.evidence))
    for p in own:
        m = mentions[p.index]
        m.actor = actor.id
        # "in the country": who lives there may be an actor elsewhere, here it is a place.
        site = m.kind == "nominal" and m.type == "place"
        if (m.kind != "name" and not site) or m.type == "other":
            m.type = actor.type if actor.type != "country" else "organization"
        elif actor.type == "country" and not site:
            m.type = "organization"  # Moscow said: the government, not the place
        actor.mentions.append(m.id)
    return actor
