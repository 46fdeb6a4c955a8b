"""The country of offices and bodies of state that name none, from where the article was filed.

"BANDARA, Zambia - Police said": police, the government and the army are those of the dateline's country, unless the
sentence speaks of another one or the article speaks more of it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence

from onrecord.actors.article_wide import of_both, of_elsewhere
from onrecord.actors.draft import STATE_SECTORS
from onrecord.actors.tables.phrase_words import HEADS_OF_STATE, SENT
from onrecord.language.reading import Reading
from onrecord.mentions.quotations import quotes_of
from onrecord.record import Actor, Mention, Place, Source

# What has one state each, and who would govern it.
OF_ONE_STATE = STATE_SECTORS | {"OPP", "PTY"}
NAMED = 2  # times that the country around is named where the article speaks more of another
OPENS = 4  # characters before a country that a sentence begins with
SURE = 0.6  # least confidence in the place of the dateline
# Seats of international bodies: what is filed there is seldom of the country around.
SEATS_OF_MANY = frozenset({"Brussels", "Geneva", "The Hague", "Strasbourg", "Vienna", "Davos", "United Nations"})


def give_home(
    reading: Reading, actors: Sequence[Actor], mentions: Sequence[Mention], places: Sequence[Place], source: Source
) -> None:
    """Set country and code of the actors that are of the dateline's country by the article alone, and of their own
    people after them."""
    _give_home(reading, actors, mentions, places, source)
    of_their_owners(actors, mentions)


def _give_home(
    reading: Reading, actors: Sequence[Actor], mentions: Sequence[Mention], places: Sequence[Place], source: Source
) -> None:
    lands = _lands(reading, actors, mentions, places)
    spoken = Counter(land for in_sentence in lands.values() for _, land in in_sentence)
    filed = _filed_from(places, source)
    home = filed.country if filed is not None else _spoken_of(spoken, places) if source.dateline is None else None
    if home is None:
        return
    # Where the article speaks more of another country, only who stands for a whole state is of the one around.
    other = max((n for land, n in spoken.items() if land != home), default=0)
    whole = other > spoken[home]
    if whole and (filed is None or spoken[home] < NAMED or other >= 2 * spoken[home]):
        return
    why = f"filed from {filed.name}" if filed is not None else "the article's places lie there"
    of_actor: dict[str, list[Mention]] = {}
    for m in mentions:
        if m.actor is not None and m.kind != "pronoun":
            of_actor.setdefault(m.actor, []).append(m)
    for actor in actors:
        if _is_namesake(actor, of_actor.get(actor.id, []), spoken, home):
            actor.name, actor.country, actor.code = of_actor[actor.id][0].text, home, home + "".join(actor.sectors)
            actor.links.pop("wikidata", None)
            actor.evidence = [f"country: {why}; parties of many countries are called {actor.name!r}"]
    edges = quotes_of(reading)
    after = source.dateline.end if source.dateline is not None else 0
    own = {a.id: a.country for a in actors}
    starts = [m.start for m in mentions]
    for _ in range(2):  # whoever is of a body takes its country after it
        for actor in actors:
            told = of_actor.get(actor.id, [])
            if not _may_be_home(actor, told) or _of_others(told, mentions, starts, own, home):
                continue
            state = _stands_for_state(actor, told)
            heads = actor.type == "person" and (actor.role or "").lower() in HEADS_OF_STATE
            abroad = _told_before(reading, told[0], lands) if heads else None
            if abroad is not None and abroad != home:
                actor.country, actor.code = abroad, abroad + "".join(actor.sectors)
                actor.evidence.append(f"country: {abroad}, of which the sentence before tells")
                own[actor.id] = abroad
                continue
            both = len(spoken) > 1 and of_both(told[0].text.lower().split(), actor.sectors)
            if both or (whole and not state):
                continue
            for m in told:
                # "Information Minister Ann Roe told Britain": of an office-holder what goes before tells.
                end = m.start if actor.type == "person" and m.kind == "name" and actor.role else None
                inside = bisect_right(edges, m.start) % 2
                beside = [
                    (at, x)
                    for at, x in sorted(lands.get(_sentence(reading, m.start), []))
                    if (end is None or at < end) and (inside or not bisect_right(edges, at) % 2)
                ]
                # "Kenyan soldiers backed by Rwandan ones took the town, the defence ministry said"
                opens = state and [x for at, x in beside if at >= after][:1] == [home]
                if opens or {x for _, x in beside} <= {home}:
                    actor.country, actor.code = home, home + "".join(actor.sectors)
                    actor.evidence.append(f"country: {why}, and {m.text!r} is said of no other's")
                    own[actor.id] = home
                    break


def of_their_owners(actors: Sequence[Actor], mentions: Sequence[Mention]) -> None:
    """Give `her foreign minister` the country that she turned out to be of."""
    country = {a.id: a.country for a in actors}
    whose = {m.start: m.actor for m in mentions if m.kind == "pronoun" and m.actor is not None}
    first: dict[str, Mention] = {}
    for m in mentions:
        if m.actor is not None and m.kind != "pronoun":
            first.setdefault(m.actor, m)
    for actor in actors:
        told = first.get(actor.id)
        if told is None or told.kind != "nominal" or not STATE_SECTORS & set(actor.sectors):
            continue
        land = country.get(whose.get(told.start) or "")
        if land is not None and _may_be_home(actor, [told]):
            actor.country, actor.code = land, land + "".join(actor.sectors)
            actor.evidence.append(f"country: {told.text!r} is that of somebody of {land}")


def _told_before(reading: Reading, m: Mention, lands: dict[int, list[tuple[int, str]]]) -> str | None:
    """The country that the sentence before, in the same paragraph, begins with, where that of the mention names none:
    `Kenya has protested. President Ann Roe called up reserves`."""
    at = _sentence(reading, m.start)
    if at < 1 or lands.get(at) or reading.sentences[at].paragraph != reading.sentences[at - 1].paragraph:
        return None
    first = min(lands.get(at - 1, []), default=None)
    opens = first is not None and first[0] - reading.sentences[at - 1].start <= OPENS
    return first[1] if first is not None and opens else None


def _stands_for_state(actor: Actor, told: Sequence[Mention]) -> bool:
    """Whether an actor is a head of state or of government, or a ministry or who speaks for one."""
    if actor.type == "person":
        role = (actor.role or "").lower()
        return role in HEADS_OF_STATE or "ministry" in role.split(" ")
    return any(m.kind == "nominal" and m.text.lower().split(" ")[-1] == "ministry" for m in told)


def _filed_from(places: Sequence[Place], source: Source) -> Place | None:
    """The place of the dateline, where it is sure; None at the seats of international bodies."""
    line = source.dateline
    filed = next((p for p in places if line is not None and p.id == line.place), None)
    if line is None or filed is None or filed.name is None or filed.confidence < SURE or filed.name in SEATS_OF_MANY:
        return None
    # "PORT DELANO, Karawe": neither the port nor the land is the one that is known.
    other = any(p.country is None and line.start <= p.start < line.end for p in places)
    return None if other or len(filed.text.split()) > len(filed.name.split()) else filed


NEARLY_ALL = 0.8  # share of the names of countries and places that one country must have to be home without a dateline
PLACES = 2  # and how many different places of the article must lie in it


def _spoken_of(spoken: Counter[str], places: Sequence[Place]) -> str | None:
    """The country of an article without a dateline: nearly all that it names is of it, two places at least."""
    if not spoken:
        return None
    most = max(spoken.values())
    best = min(land for land, n in spoken.items() if n == most)
    names = {p.name for p in places if p.country == best and p.confidence >= SURE and p.feature != "country"}
    return best if len(names) >= PLACES and most >= NEARLY_ALL * sum(spoken.values()) else None


def _may_be_home(actor: Actor, told: Sequence[Mention]) -> bool:
    """Whether it is an office or body of state of no known country, and not one of many ("a regime")."""
    if actor.country is not None or actor.code != "".join(actor.sectors):  # a bloc's has its code without a country
        return False
    if (actor.role or "").lower().split(" ")[-1] in SENT or (told and told[0].text.lower().endswith("diplomats")):
        return False  # an ambassador is of another country, mostly
    if told and of_elsewhere(told[0].text.lower().split()):
        return False
    one_of_many = bool(told) and actor.type != "person" and told[0].text.lower().startswith(("a ", "an "))
    return bool(told and set(actor.sectors[:1]) & OF_ONE_STATE) and not one_of_many


def _is_namesake(actor: Actor, told: Sequence[Mention], spoken: Counter[str], home: str) -> bool:
    """Whether a party that the tables know by a word ("Conservatives") is the home country's of that name: the article
    speaks of nothing else of the known one's country."""
    abroad = actor.country is not None and actor.country != home and spoken[actor.country] <= len(told)
    return abroad and actor.sectors[:1] == ["PTY"] and bool(told) and all(len(m.text.split()) == 1 for m in told)


def _of_others(
    told: Sequence[Mention], mentions: Sequence[Mention], starts: list[int], own: dict[str, str | None], home: str
) -> bool:
    """Whether the words name somebody else, who is not known to be of the country: "the coalition's spokesman"."""
    inside = (
        x for m in told for x in mentions[bisect_left(starts, m.start) : bisect_left(starts, m.end)] if x.end <= m.end
    )
    return any(
        x.kind != "pronoun" and x.actor not in (None, told[0].actor) and own.get(x.actor or "") != home for x in inside
    )


def _sentence(reading: Reading, at: int) -> int:
    """Number of the sentence at a place of the text, -1 where none is."""
    s = reading.sentence_at(at)
    return -1 if s is None else s.index


def _lands(
    reading: Reading, actors: Sequence[Actor], mentions: Sequence[Mention], places: Sequence[Place]
) -> dict[int, list[tuple[int, str]]]:
    """By sentence, the countries that it speaks of and where in the text, one entry a mention: of whom and of where."""
    lands = {a.id: a.country for a in actors}
    out: dict[int, list[tuple[int, str]]] = {}
    spans = {(p.start, p.end): p.country for p in places}
    spans |= {(m.start, m.end): lands[m.actor] for m in mentions if m.actor in lands and m.kind != "pronoun"}
    for (start, _), land in spans.items():
        if land is not None:
            out.setdefault(_sentence(reading, start), []).append((start, land))
    return out
