"""Finds the events of an article: triggers, parties, reality, circumstance, attribution, one record an event."""

from __future__ import annotations

from datetime import date

from onrecord.events import blame, circumstance, contexts, dating, denial, gate, head, means, placing, toll, trust
from onrecord.events.codebook import Codebook
from onrecord.events.doers import judge_of
from onrecord.events.domain import foreign_domain, of_a_contest, of_words
from onrecord.events.find_sentence import candidates_in
from onrecord.events.grammar import Grammar
from onrecord.events.instances import instances
from onrecord.events.lexicon import load
from onrecord.events.nation import give_countries
from onrecord.events.ontology import GROUPS, MUTUAL, SPEECH, intensity, types
from onrecord.events.parties import Parties
from onrecord.events.promotion import Promotion
from onrecord.events.retelling import EACH_OTHER, told_once
from onrecord.events.stand_ins import Together
from onrecord.events.triggers import MEASURES, Candidate
from onrecord.events.weigh import Weigher
from onrecord.language.reading import Reading
from onrecord.record import Actor, Event, Mention, Place, Quantity, Statement, Time


def attribution(start: int, end: int, statements: list[Statement]) -> str | None:
    """The innermost statement whose content holds the trigger and whose cue does not."""
    holding = [
        s
        for s in statements
        if any(a <= start and end <= b for a, b in s.content) and not any(a < end and start < b for a, b in s.cue)
    ]
    if not holding:
        return None
    return min(holding, key=lambda s: sum(b - a for a, b in s.content)).id


def _kind_of_word(c: Candidate, g: Grammar, statements: list[Statement]) -> str:
    """On what kind of word an event stands: that of its statement, else the outlet's own."""
    at = c.at if c.at in c.tokens else c.tokens[0]
    held = attribution(*g.s.span(at, at + 1), statements)
    return next((s.kind for s in statements if s.id == held), "outlet")


def find_events(
    reading: Reading,
    mentions: list[Mention],
    actors: list[Actor],
    places: list[Place],
    times: list[Time],
    quantities: list[Quantity],
    statements: list[Statement],
    published: date | str | None,
    codebook: Codebook | None = None,
) -> list[Event]:
    """Events of an article, ids `e1`, `e2`, ... in text order.

    `published` anchors events whose own words give no date. Never raises on odd trees. A party that no earlier stage
    took
    for an actor (`aid to Haiti`) is added to `mentions` and `actors` in place.
    """
    lexicon = load() if codebook is None else codebook.extend()
    by_id = {a.id: a for a in actors}
    promotion = Promotion(mentions, actors, places)
    trained = head.load()
    about, judge = contexts.load(), gate.load()
    if isinstance(published, str):
        published = date.fromisoformat(published[:10]) if len(published) >= 10 else None
    per_sentence = _by_sentence(reading, mentions)
    out: list[Event] = []
    again: set[int] = set()
    bare: set[int] = set()
    tolls: dict[int, bool] = {}
    before: list[float] = []
    together = Together()
    for sentence in reading.sentences:
        if not sentence.words or -1 not in sentence.heads:
            continue
        here = per_sentence[sentence.index]
        found, g, p = candidates_in(sentence, here, by_id, lexicon, promotion, together=together)
        if trained is not None and "vectors" in reading.scores and len(p.mentions) + len(p.idle_heads) > 1:
            weigher = Weigher(trained, reading, lexicon, g, p)
            for c in found:
                face_each_other(c, p)
                weigher.complete(c)
            for c in found:
                weigher.check(c, found)
            found = sorted([*found, *weigher.propose(found)], key=lambda c: c.at)
        votes = circumstance.context_votes(g) if found else {}
        vectors = reading.scores["vectors"][sentence.index] if "vectors" in reading.scores else None
        told: list[Event] = []
        for c in found:
            give_countries(c, g, p, places)
            if of_words(c, g, p, lexicon.classes["figurative"], lexicon.classes["harm"]):
                if of_a_contest(c, g):
                    continue
                c.type, c.mode, c.cameo, c.note = "ACCUSE", "disapprove", "111", "an attack in words"
            blame.spare_victims(c, g, p, lexicon)
            world = foreign_domain(g, c, p)
            if judge is None or vectors is None or c.type not in types():
                if world is not None:
                    continue
            elif not judge.admits(c, g, p, vectors, world, before):
                continue
            if at_home(c, p):
                continue
            means.settle(c, g, p)
            face_each_other(c, p)
            if about is not None and vectors is not None:
                chosen = about.choose(c, votes, p.actors, vectors)
            else:
                chosen = circumstance.choose_contexts(c, votes, p.actors)
            sure = trust.confidence(c, g, p, vectors, _kind_of_word(c, g, statements), len(told))
            if sure is None:
                continue
            c.confidence = sure
            found_here = _with_instances(c, g, p, chosen, places, times, quantities, statements, published, mentions)
            claim = c.lemma in blame.ANSWERING  # `claimed responsibility`, of which the sentence before says for what
            if c.nominal and len(found_here) == 1 and (claim or g.definite(c.at)):
                again.add(id(found_here[0]))
                if claim or (c.answered and not c.recipients and found_here[0].place is None):
                    bare.add(id(found_here[0]))
            if len(found_here) == 1 and toll.of_what_was_told(c, g, lexicon):
                tolls[id(found_here[0])] = any(p.named(r) for r in c.recipients)
            told += found_here
        toll.keep_to_their_own(told, quantities)
        out += told
        together.read(g, p)
    states = frozenset(a.id for a in actors if a.type == "country")
    by_name = {m.actor for m in mentions if m.kind == "name"}
    names = {a.id: a.name for a in actors if a.id in by_name}
    headed = bool(reading.sentences) and reading.sentences[0].words[-1:] not in (["."], ["”"], ['"'])
    harm = {q.id: (q.kind, q.value) for q in quantities if headed and q.kind in HARM}
    out = told_once(out, again, bare, tolls, states, {x.id: x for x in places}, names, harm)
    promotion.settle(out, reading.text)
    _no_actor_for_a_place(out, mentions)
    for n, e in enumerate(out, 1):
        e.id = f"e{n}"
    return out


def _no_actor_for_a_place(events: list[Event], mentions: list[Mention]) -> None:
    """Take from an event the place whose very words are one of its parties."""
    parties = {(m.place, m.actor) for m in mentions if m.place is not None and m.actor is not None}
    for e in events:
        if e.place is not None and any((e.place, a) in parties for a in (*e.actors, *e.recipients)):
            e.place, e.evidence["place_from"] = None, "none"


def at_home(c: Candidate, p: Parties) -> bool:
    """Is it a trip of somebody within the own country (`arrives at a hearing in the capital`), which is no visit?"""
    if c.type != "CONSULT" or c.mode != "visit" or len(c.actors) != 1 or not c.recipients:
        return False
    lands = {p.actors[r].country for r in c.recipients}
    places_only = all(r.startswith("new:") or p.actors[r].type == "country" for r in c.recipients)
    return places_only and lands == {p.actors[c.actors[0]].country} and None not in lands


def face_each_other(c: Candidate, p: Parties) -> None:
    """Two sides that sign with each other, or fail to agree with each other, stand on both sides of the event."""
    lone = bool(c.actors) and not c.recipients and not c.nominal and c.type not in MUTUAL
    if lone and any(p.g.lower[j] == "each" and p.g.kids(j, "fixed") for j in p.g.objects(c.at)):
        c.recipients = list(c.actors)  # `accused each other`
        c.roles["recipient"] = EACH_OTHER
        return
    truce = c.type in ("CONCEDE", "RETREAT") and (c.cameo or "").startswith("087")
    if not (c.type in ("SUPPORT", "REJECT") or truce) or c.recipients or len(c.actors) < 2:
        return
    told = c.frame is not None and any(r.startswith("+") for r in c.frame.recipients)
    lands = {p.actors[a].country or p.actors[a].code for a in c.actors}
    if len(lands) > 1 and (told or c.lemma in RECIPROCAL):
        c.recipients = list(c.actors)
        c.roles["recipient"] = EACH_OTHER


HARM = frozenset({"killed", "injured"})
"""Kinds of numbers by which an attack is told again."""
RECIPROCAL = frozenset(
    {"sign", "agree", "ratify", "fail", "conclude", "upgrade", "restore", "normalize", "normalise"}
) | frozenset({"reach", "clinch", "seal", "strike", "finalize", "finalise", "ink", "forge", "secure", "hammer out"})


def _by_sentence(reading: Reading, mentions: list[Mention]) -> dict[int, list[Mention]]:
    out: dict[int, list[Mention]] = {s.index: [] for s in reading.sentences}
    for m in mentions:
        s = reading.sentence_at(m.start)
        if s is not None:
            out[s.index].append(m)
    return out


def _with_instances(
    c: Candidate,
    g: Grammar,
    p: Parties,
    chosen: list[str],
    places: list[Place],
    times: list[Time],
    quantities: list[Quantity],
    statements: list[Statement],
    published: date | None,
    mentions: list[Mention],
) -> list[Event]:
    """The event, and the single ones told with it (`including one in ...`), each with its own place and date."""
    out: list[Event] = []
    spans = []
    for single, tokens in instances(c, g, p):
        start, end = g.s.span(tokens.start, tokens.stop)
        own_places = [x for x in places if start <= x.start < end]
        own_times = [x for x in times if start <= x.start < end]
        if not own_places and not own_times:
            continue
        own_numbers = [x for x in quantities if start <= x.start < end]
        out.append(_event(single, g, p, chosen, own_places, own_times, own_numbers, statements, published, mentions))
        spans.append((start, end))
    if not out:
        return [_event(c, g, p, chosen, places, times, quantities, statements, published, mentions)]

    def outside(x: Place | Time | Quantity | Mention) -> bool:
        return not any(a <= x.start < b for a, b in spans)

    def of_the_whole(actor: str) -> bool:
        if actor.startswith("new:"):
            return not any(a <= int(actor.split(":")[1]) < b for a, b in spans)
        return any(m.actor == actor and outside(m) for m in p.mentions)

    c.recipients = [r for r in c.recipients if of_the_whole(r)]

    whole = _event(
        c,
        g,
        p,
        chosen,
        [x for x in places if outside(x)],
        [x for x in times if outside(x)],
        [x for x in quantities if outside(x)],
        statements,
        published,
        mentions,
    )
    return [whole, *out]


def _event(
    c: Candidate,
    g: Grammar,
    p: Parties,
    chosen: list[str],
    places: list[Place],
    times: list[Time],
    quantities: list[Quantity],
    statements: list[Statement],
    published: date | None,
    mentions: list[Mention],
) -> Event:
    s = g.s
    spans = [s.span(j, j + 1) for j in c.tokens]
    parties = set(c.actors) | set(c.recipients)
    spans_taken = {tuple(int(x) for x in a.split(":")[1:]) for a in parties if a.startswith("new:")}
    taken = {
        m.place for m in mentions if m.place is not None and (m.actor in parties or (m.start, m.end) in spans_taken)
    }
    apart = _spoken_of(c, g)
    place, place_from = placing.choose_place(g, c, places, {t for t in taken if t}, apart)
    # A meeting that is planned has the date of the meeting.
    dated = max(c.tokens) if c.type == "AGREE" and c.status == "planned" else c.at
    at = spans[c.tokens.index(dated)][0] if dated in c.tokens else spans[0][0]
    said = [
        x.content
        for x in statements
        if not any(a <= at < b for a, b in x.content)
        and (c.type in SPEECH or not any(a <= at < b for a, b in x.cue))  # `sentenced her on Monday` says no words
    ]
    when, when_from = dating.choose_time(
        g,
        dated,
        times,
        published,
        c.status,
        [span for content in said for span in content],
        _told_on(c, g, statements),
        apart,
    )
    status = denial.status_of(c, g, statements)
    if status != c.status:
        c.roles["reality"] = ", ".join(filter(None, [c.roles.get("reality"), "in what is denied"]))
        c.status = status
    evidence = {
        "trigger": c.lemma,
        "rule": c.rule,
        "roles": dict(c.roles),
        "runners_up": [t for t in c.runners_up if t != c.type],
        "quad": types()[c.type].quad if c.type in types() else None,
        "score": intensity(c.type, c.mode),
        "date_from": when_from,
        "place_from": place_from,
    }
    if c.note:
        evidence["note"] = c.note
    if c.model is not None:
        evidence["type_probability"] = round(c.model, 3)
    if c.gate is not None:
        evidence["political_probability"] = round(c.gate, 3)
    if c.link is not None:
        evidence["link_probability"] = round(c.link, 3)
    return Event(
        id="",
        type=c.type,
        mode=c.mode,
        contexts=list(chosen),
        cameo=c.cameo or (types()[c.type].cameo if c.type in types() else None),
        actors=list(c.actors),
        recipients=list(c.recipients),
        trigger=spans,
        sentence=s.index,
        date=when,
        place=place,
        quantities=circumstance.choose_quantities(g, c, quantities),
        status=status,
        attributed_to=attribution(spans[0][0], spans[0][1], statements),
        confidence=c.confidence,
        evidence=evidence,
    )


def _spoken_of(c: Candidate, g: Grammar) -> bool:
    """Is a deed only spoken of by what the sentence tells (`condemned the attack`, `protests over the killing`,
    `convicted of killing a judge`)?"""
    if c.status_from is not None or c.type not in GROUPS["force"]:
        return False
    if not c.nominal:
        return g.s.xpos[c.at] == "VBG" and c.status == "happened" and judge_of(g, c.at) is not None
    if g.base[c.at] == "obl":
        return g.case(c.at) in ("after", "before", "following", "over", "for", "about", "since", "of", "into")
    if g.base[c.at] == "nmod":
        return g.lemmas[g.s.heads[c.at]] not in MEASURES
    return g.base[c.at] == "obj" and g.governor(c.at) is not None


def _told_on(c: Candidate, g: Grammar, statements: list[Statement]) -> date | None:
    """The day of the statement in which an actor does what the event tells: words are spoken when they are told, and a
    press conference is held when somebody speaks at it."""
    if c.type not in SPEECH | {"CONSULT"} or c.status not in ("happened", "ongoing"):
        return None
    for s in statements:
        if s.date and len(s.date) == 10 and s.speaker in c.actors and any(g.s.start <= a < g.s.end for a, _ in s.cue):
            return date.fromisoformat(s.date)
    return None
