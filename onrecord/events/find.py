"""Finds the events of an article: triggers, parties, reality, circumstance, attribution, one record an event."""

from __future__ import annotations

from datetime import date

from onrecord.events import circumstance, embedding, reality
from onrecord.events.domain import foreign_domain
from onrecord.events.grammar import Grammar
from onrecord.events.lexicon import Lexicon, load
from onrecord.events.ontology import MUTUAL, intensity
from onrecord.events.parties import Parties
from onrecord.events.triggers import Candidate, Matcher
from onrecord.language.reading import Reading, Sentence
from onrecord.record import Actor, Event, Mention, Place, Quantity, Statement, Time


def object_control(lexicon: Lexicon) -> frozenset[str]:
    """Lemmas whose infinitive is done by their object (`urged Paris to withdraw`)."""
    return frozenset(
        lemma for lemma, rows in lexicon.operators.items() if any(r.complement == "xcomp" and r.inner_actor == "obj" for r in rows)
    )


def candidates_in(sentence: Sentence, mentions: list[Mention], actors: dict[str, Actor], lexicon: Lexicon) -> tuple[list[Candidate], Grammar, Parties]:
    """All events that the lexicon sees in one sentence, in text order, with the grammar and parties they were read from."""
    g = Grammar(sentence, object_control(lexicon))
    p = Parties(g, mentions, actors)
    matcher = Matcher(lexicon, g, p)
    found: dict[int, Candidate] = {}
    for i in range(len(sentence)):
        c = matcher.verb(i) if g.verbal(i) else None
        if c is not None:
            found[i] = c
    verbs = dict(found)
    for i in range(len(sentence)):
        if sentence.upos[i] not in ("NOUN", "PROPN"):
            continue
        c = matcher.noun(i)
        if c is None:
            continue
        lifted = embedding.lift(c, g, p, lexicon, verbs)
        if lifted is not None:
            found[i] = lifted
    embedding.apply_operators(g, p, lexicon, found)
    kept = []
    for i in sorted(found):
        c = found[i]
        reality.settle(c, g, lexicon)
        _fallback_parties(c, g, p)
        if _stands(c, g, p):
            kept.append(c)
    return _one_each(kept), g, p


def _fallback_parties(c: Candidate, g: Grammar, p: Parties) -> None:
    """Where the tree gave no party: the nearest actor on the side the frame expects."""
    if c.nominal and c.status_from is None:
        return
    if not c.actors and not g.passive(c.at) and c.frame is not None and "subj" in c.frame.actors and g.base[c.at] != "amod":
        c.actors = [a for a in p.nearest(min(c.tokens), False, 12) if a not in c.recipients]
        if c.actors:
            c.roles["actor"] = "nearest before"
    if not c.recipients and c.frame is not None and c.frame.recipients and len(c.actors) < 2 and not (g.verbal(c.at) and g.passive(c.at)):
        found = [a for a in p.nearest(max(c.tokens), True, 8) if a not in c.actors]
        if found and any(r.startswith("+") for r in c.frame.recipients):
            c.actors += found
        else:
            c.recipients = found
        if found:
            c.roles["recipient"] = "nearest after"


def _stands(c: Candidate, g: Grammar, p: Parties) -> bool:
    """Is there enough for an event: a party, and for weak nouns a verb that carries it or two parties."""
    parties = len(c.actors) + len(c.recipients)
    if parties == 0:
        return False
    if g.base[c.at] == "amod" and g.verbal(c.at):
        return parties > 1 or c.type in ("COERCE", "SANCTION")
    if c.nominal and not c.strong:
        return parties > 1
    if not c.actors and c.type not in ("ASSAULT", "COERCE", "SANCTION", "PROTEST", "RETREAT", "ACCUSE", "CONCEDE", "SUPPORT", "MOBILIZE", "AID", "REJECT"):
        return False
    return True


def _one_each(candidates: list[Candidate]) -> list[Candidate]:
    """Drop a record that another of the same sentence, type and parties already tells."""
    out: list[Candidate] = []
    for c in candidates:
        twin = next(
            (
                o
                for o in out
                if o.type == c.type
                and o.status == c.status
                and (set(c.actors) <= set(o.actors) and set(c.recipients) <= set(o.recipients) or set(o.actors) <= set(c.actors) and set(o.recipients) <= set(c.recipients))
                and (not (c.actors and o.actors) or set(c.actors) & set(o.actors))
                and (not (c.recipients and o.recipients) or set(c.recipients) & set(o.recipients))
            ),
            None,
        )
        if twin is None:
            out.append(c)
            continue
        twin.actors += [a for a in c.actors if a not in twin.actors]
        twin.recipients += [r for r in c.recipients if r not in twin.recipients and r not in twin.actors]
        twin.mode = twin.mode or c.mode
    return out


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


def find_events(
    reading: Reading,
    mentions: list[Mention],
    actors: list[Actor],
    places: list[Place],
    times: list[Time],
    quantities: list[Quantity],
    statements: list[Statement],
    published: date | str | None,
) -> list[Event]:
    """Events of an article, ids `e1`, `e2`, ... in text order.

    `published` anchors events whose own words give no date. Never raises on odd trees; a sentence that breaks no rule of
    the lexicon gives no event.
    """
    lexicon = load()
    by_id = {a.id: a for a in actors}
    if isinstance(published, str):
        published = date.fromisoformat(published[:10]) if len(published) >= 10 else None
    per_sentence = _by_sentence(reading, mentions)
    out: list[Event] = []
    for sentence in reading.sentences:
        if not sentence.words or -1 not in sentence.heads:
            continue
        found, g, p = candidates_in(sentence, per_sentence[sentence.index], by_id, lexicon)
        votes = circumstance.context_votes(g) if found else {}
        for c in found:
            if foreign_domain(g, c, p):
                continue
            out.append(_event(c, g, p, votes, places, times, quantities, statements, published, mentions))
    out = _once(out)
    for n, e in enumerate(out, 1):
        e.id = f"e{n}"
    return out


def _by_sentence(reading: Reading, mentions: list[Mention]) -> dict[int, list[Mention]]:
    out: dict[int, list[Mention]] = {s.index: [] for s in reading.sentences}
    for m in mentions:
        s = reading.sentence_at(m.start)
        if s is not None:
            out[s.index].append(m)
    return out


def _event(
    c: Candidate,
    g: Grammar,
    p: Parties,
    votes: dict[str, list[int]],
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
    taken = {m.place for m in mentions if m.place is not None and m.actor in parties}
    place, place_from = circumstance.choose_place(g, c, places, {t for t in taken if t})
    when, when_from = circumstance.choose_time(g, c.at, times, published, c.status)
    contexts = sorted(votes, key=lambda k: (-len(votes[k]), min(abs(j - c.at) for j in votes[k]), k))[:2]
    evidence = {
        "trigger": c.lemma,
        "rule": c.rule,
        "roles": dict(c.roles),
        "runners_up": [t for t in c.runners_up if t != c.type],
        "score": intensity(c.type, c.mode),
        "date_from": when_from,
        "place_from": place_from,
    }
    if c.note:
        evidence["light_verb"] = c.note
    return Event(
        id="",
        type=c.type,
        mode=c.mode,
        contexts=contexts,
        cameo=c.cameo,
        actors=list(c.actors),
        recipients=list(c.recipients),
        trigger=spans,
        sentence=s.index,
        date=when,
        place=place,
        quantities=circumstance.choose_quantities(g, c, quantities),
        status=c.status,
        attributed_to=attribution(spans[0][0], spans[0][1], statements),
        confidence=_confidence(c),
        evidence=evidence,
    )


def _confidence(c: Candidate) -> float:
    score = 0.55 if c.nominal else 0.7
    if c.actors and c.recipients or (c.type in MUTUAL and len(c.actors) > 1):
        score += 0.15
    if not c.strong:
        score -= 0.1
    if c.embedded or c.status in ("hypothetical", "denied", "called-for"):
        score -= 0.2
    if any(v.startswith("nearest") for v in c.roles.values()):
        score -= 0.1
    return round(max(0.05, min(0.95, score)), 3)


def _once(events: list[Event]) -> list[Event]:
    """One event told in several sentences once: same type, parties that agree, no two different days or statuses."""
    out: list[Event] = []
    for e in events:
        first = next((o for o in out if _same(o, e)), None)
        if first is None:
            out.append(e)
            continue
        first.evidence.setdefault("also_in", []).append(e.sentence)
        first.recipients += [r for r in e.recipients if r not in first.recipients and r not in first.actors]
        first.actors += [a for a in e.actors if a not in first.actors and a not in first.recipients]
        first.quantities += [q for q in e.quantities if q not in first.quantities]
        first.place = first.place or e.place
        first.mode = first.mode or e.mode
        if first.evidence.get("date_from") == "article" and e.evidence.get("date_from") in ("clause", "sentence"):
            first.date, first.evidence["date_from"] = e.date, e.evidence["date_from"]
        if first.attributed_to is not None and e.attributed_to is None:
            first.attributed_to = None
    return out


def _same(a: Event, b: Event) -> bool:
    if a.type != b.type or a.status != b.status or a.sentence == b.sentence:
        return False
    if a.mode is not None and b.mode is not None and a.mode != b.mode:
        return False
    if a.evidence.get("trigger") != b.evidence.get("trigger") and a.type not in ("CONSULT", "ASSAULT"):
        return False
    if not (a.actors and set(a.actors) & set(b.actors)):
        return False
    if a.recipients and b.recipients and not set(a.recipients) & set(b.recipients):
        return False
    explicit = all(e.evidence.get("date_from") in ("clause", "sentence") for e in (a, b))
    if explicit and a.date and b.date and (a.date.earliest, a.date.latest) != (b.date.earliest, b.date.latest):
        return False
    return not (a.place and b.place and a.place != b.place)
