"""Words that embed another act: `agreed to meet`, `threatened to attack`, `called on X to leave`, `foiled a plot`."""

from __future__ import annotations

from dataclasses import replace

from onrecord.events import targets, whom
from onrecord.events.grammar import Grammar
from onrecord.events.grammar_words import NOT_OWN, OF_OTHERS
from onrecord.events.lexicon import Lexicon, Operator
from onrecord.events.means import asked
from onrecord.events.ontology import group_of
from onrecord.events.other_senses import MEANING, far, negated, other_sense, turned_down
from onrecord.events.parties import Parties
from onrecord.events.reality import of_verb, refusal_mode, threat_mode
from onrecord.events.sites import Sites
from onrecord.events.triggers import CLAIMING, DEMANDING, Candidate, indicative

DAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february"})
DAYS |= frozenset({"march", "april", "may", "june", "july", "august", "september", "october", "november", "december"})
DAYS |= frozenset({"jan.", "feb.", "aug.", "sept.", "oct.", "nov.", "dec."})


def complement(g: Grammar, i: int, kind: str) -> list[int]:
    """Heads of the embedded clause or phrase of kind `xcomp`, `ccomp`, `acl`, `for`, `of`, `on+xcomp`, ..."""
    if kind == "xcomp":
        return g.kids(i, "xcomp") or [
            j
            for j in g.kids(i, "ccomp", "advcl")
            if any(g.lower[k] == "to" for k in g.kids(j, "mark")) and not g.kids(j, "nsubj")
        ]
    if kind == "xcomp-obj":
        return (
            g.kids(i, "xcomp", "ccomp") if g.objects(i) or any(g.kids(j, "nsubj") for j in g.kids(i, "ccomp")) else []
        )
    if kind == "ccomp":
        return g.kids(i, "ccomp")
    if kind == "that":  # `it is vital that ...`, `for ... to ...`
        return [j for j in g.kids(i, "csubj", "ccomp") if g.kids(j, "nsubj") and g.kids(j, "mark")]
    if kind == "acl":
        found = [j for j in g.kids(i, "acl") if g.s.deprels[j] == "acl"]
        # `the effort supported by Arland` is no effort to support it
        return found if g.lemmas[i] in SPOKEN else [j for j in found if g.s.xpos[j] != "VBN"]
    if kind == "obj":
        return g.kids(i, "obj")
    if kind.endswith("+xcomp"):
        preposition = kind.split("+")[0]
        who = [j for j in g.kids(i, "obl") if g.case(j) == preposition and j > i and g.lower[j] not in DAYS]
        inner = g.kids(i, "xcomp", "advcl", "ccomp") or [k for j in who for k in g.kids(j, "acl")]
        return [j for j in inner if any(g.lower[k] == "to" for k in g.kids(j, "mark"))] if who else []
    return [j for j in g.kids(i, "obl", "advcl", "nmod", "obj", "ccomp") if g.marked(j, kind)]


SPOKEN = frozenset({"demand", "order", "call", "request", "appeal", "plea", "threat"})
"""Nouns of words, which a participle behind them belongs to (`the appeal lodged against them`)."""
CEASING = frozenset({"cease", "end", "stop", "halt", "suspend", "lift", "refrain"})
"""Verbs whose object is what goes on until then."""


def inner_of(g: Grammar, heads: list[int], candidates: dict[int, Candidate]) -> tuple[Candidate | None, int | None]:
    """The event that a complement names: its own verb, else the event noun of its light verb, else a verb just
    below."""
    for h in heads:
        if h in candidates:
            return candidates[h], h
        if g.lemmas[h] in CEASING and g.verbal(h):
            return None, h  # `pressed the army to cease its air strikes`: those go on
        for j in [*g.kids(h, "obj", "nsubj:pass", "xcomp", "obl"), *g.kids(h, "nmod")]:
            if j in candidates and (g.verbal(j) or candidates[j].nominal):
                return candidates[j], h
    return None, heads[0] if heads else None


def apply_operators(g: Grammar, p: Parties, lexicon: Lexicon, candidates: dict[int, Candidate]) -> None:
    """Recode embedded acts, innermost first; changes `candidates` in place."""
    sites = g.sites if g.sites is not None and g.sites.lexicon is lexicon else Sites(lexicon, g)
    for i, rows in sites.operators:
        if g.lemmas[i] == "deny" and g.verbal(i) and negated(g, i):
            continue  # `did not deny attacking`
        if g.lower[i] == "let" and g.s.xpos[i] == "VB" and not g.kids(i, "nsubj", "aux", "mark"):
            continue  # `let them fight`
        for row in rows:
            heads = complement(g, i, row.complement)
            heads = [h for h in heads if h != i]
            if not heads or other_sense(g, lexicon.classes["unpromised"], i, row, heads):
                continue
            inner, head = inner_of(g, heads, candidates)
            if inner is not None and row.type in ("AGREE", "THREATEN", "SKIP") and far(g, lexicon, inner, head, row):
                inner = None
            row = turned_down(g, row, i, inner)
            if row.complement == "obj" and (inner is None or not inner.nominal):
                continue
            if not _fits(row, inner):
                continue
            if row.complement == "xcomp" and row.type == "SKIP" and g.lemmas[i] == "expect" and g.passive(i):
                continue  # `is expected to meet` is a plan, `expects them to meet` is a guess
            if row.complement == "ccomp" and g.lemmas[i] in CLAIMING and indicative(g, heads[0]):
                continue
            if row.type == "REJECT" and all(_no_comment(g, lexicon, h) for h in heads):
                continue  # `declined to comment`: CAMEO 011, a statement
            if row.type == "REQUEST" and any(g.passive(h) and g.lemmas[h] in lexicon.classes["naming"] for h in heads):
                continue  # `asked not to be named`
            if row.type == "REQUEST" and _says_it_all(candidates.get(i)):
                continue  # `ordered the envoy to leave`: he is expelled
            if row.type == "REQUEST" and {g.lemmas[j] for j in g.kids(i, "nsubj")} & FINDINGS:
                continue  # `figures suggest that millions need help`
            if row.type == "THREATEN" and g.lemmas[i] in MEANING and _told_of(g, p, i):
                row = replace(row, type="SKIP")
            if row.type == "DROP":
                if inner is not None:
                    candidates.pop(inner.at, None)
                break
            _recode(row, i, inner, heads, g, p, candidates)
            if row.type == "AGREE" and row.status == "planned" and g.lemmas[i] not in lexicon.classes["committing"]:
                candidates[i].status = "planned"  # who offers has spoken, who is due to has not
            if row.complement in ("xcomp", "on+xcomp", "to+xcomp") and head is not None:
                _along(row, i, head, g, candidates)
            break


def _along(row: Operator, i: int, head: int, g: Grammar, candidates: dict[int, Candidate]) -> None:
    """What is joined to the embedded act (`threatened to kill them and burn the village`) is as real as that is; with
    what is agreed to it is one agreement."""
    whole = candidates.get(i)
    for j in g.kids(head, "conj"):
        c = candidates.get(j)
        if c is None or c.nominal or g.s.xpos[j] != g.s.xpos[head] or g.kids(j, "nsubj", "aux"):
            continue
        if row.type == "AGREE" and whole is not None and whole.type == "AGREE" and group_of(c.type) == "coop":
            whole.recipients += [
                a for a in [*c.actors, *c.recipients] if a not in whole.actors and a not in whole.recipients
            ]
            candidates.pop(j)
        elif row.status == "=":
            c.status_from = i
        else:
            c.status = row.status  # type: ignore[assignment]
            c.embedded = row.status != "happened"


TOLD = frozenset({"detail", "details", "comment", "comments", "specifics", "explanation", "tag", "figure", "name"})
TOLD |= frozenset({"number", "estimate", "price", "reason", "answer", "date", "timetable", "timeline", "figures"})
"""What whoever tells nothing more does not give."""


def _no_comment(g: Grammar, lexicon: Lexicon, h: int) -> bool:
    """Is what is declined only to say more (`to comment`, `to answer questions`, `to give details`)?"""
    told = {g.lemmas[j] for j in g.kids(h, "obj")}
    if g.lemmas[h] in ("give", "provide", "offer", "disclose"):
        return bool(told & TOLD)
    return g.lemmas[h] in lexicon.classes["comment"]


FINDINGS = frozenset(
    {"figure", "number", "datum", "data", "study", "poll", "survey", "evidence", "statistic", "result"}
)
"""What asks for nothing."""


def _says_it_all(own: Candidate | None) -> bool:
    """Is the word, with its complement, a deed of force by a row of its own?"""
    if own is None or own.frame is None or group_of(own.type) != "force":
        return False
    return any(c.slot == "xcomp" and not c.negated for c in own.frame.conditions)


def _told_of(g: Grammar, p: Parties, i: int) -> bool:
    """Is the will laid to somebody by another (`prosecutors believe that he intended to attack`)?"""
    h = g.s.heads[i]
    if g.base[i] != "ccomp" or h < 0 or not g.verbal(h) or g.s.xpos[i] != "VBD":
        return False
    teller, own = p.of(g.surface_subject(h)), p.of(g.subjects(i))
    return bool(teller and own) and not set(teller) & set(own)


def _fits(row: Operator, inner: Candidate | None) -> bool:
    if row.group == "none":
        return inner is None
    if inner is None:
        return False
    return row.group in ("any", inner.type, group_of(inner.type))


def _recode(
    row: Operator,
    i: int,
    inner: Candidate | None,
    heads: list[int],
    g: Grammar,
    p: Parties,
    candidates: dict[int, Candidate],
) -> None:
    owner = [] if g.verbal(i) else g.slot(i, "poss") or g.slot(i, "by") or g.slot(i, "from")
    governor_subject = p.of(g.subjects(i)) if g.verbal(i) else p.of(owner) or p.of(_noun_owner(g, i))
    if (
        g.verbal(i)
        and row.inner_actor == "subj"
        and row.complement == "xcomp"
        and g.passive(i)
        and not governor_subject
    ):
        governor_subject = p.of(g.surface_subject(i))  # `is scheduled to meet`
    if not g.verbal(i) and g.s.upos[i] == "ADJ":
        governor_subject = p.of(g.surface_subject(i))
    inner_parties: list[str] = []
    if row.inner_actor in ("obj", "on", "to", "for"):
        source = (g.indirect(i) or g.objects(i)) if row.inner_actor == "obj" else g.prepositional(i, row.inner_actor)
        source = (
            [j for j in source if j not in heads and candidates.get(j) is not inner] if inner is not None else source
        )
        inner_parties = p.of(source)
        if not inner_parties:
            inner_parties = [a for h in heads for a in p.of(g.kids(h, "nsubj"))]
    undergoing: list[str] = []
    if row.type == "REQUEST" and row.complement == "xcomp" and heads and g.passive(heads[0]):
        undergoing, inner_parties = inner_parties, []  # `ordered the detainees to be freed`: they are not asked
        if inner is not None and not inner.recipients:
            inner.recipients = [a for a in undergoing if a not in inner.actors]
    if inner is not None:
        if row.status != "=":
            unmeant = row.type == "SKIP" and row.status == "planned" and g.verbal(i) and negated(g, i)
            inner.status = "denied" if unmeant else row.status  # type: ignore[assignment]
            inner.embedded = row.status != "happened"
            inner.disowned = inner.disowned or g.lemmas[i] == "deny"
        if row.status in ("=", "happened") and row.complement == "xcomp" and g.verbal(i):
            inner.status_from = i  # `began to shell`, `used batons to beat`: as real as the verb above
        wanted = inner_parties if row.inner_actor != "subj" else governor_subject
        if row.complement == "ccomp" and row.inner_actor == "subj" and (inner.nominal or g.passive(inner.at)):
            wanted = []  # `two were freed, the minister said`: by whom is not told
        if row.complement == "ccomp" and row.inner_actor == "subj" and _of_something_else(g, inner.at):
            wanted = []  # `officials said many comments opposed the plan`: not the officials
        if row.complement == "ccomp" and row.inner_actor == "subj" and _of_what_came_before(g, i, inner.at):
            wanted = []  # `a week of shelling that residents say killed dozens`: not the residents
        controlled = row.inner_actor not in ("subj", "obj") and g.verbal(inner.at) and not g.kids(inner.at, "nsubj")
        if wanted and (not inner.actors or (controlled and not g.passive(inner.at))):
            inner.actors = [a for a in wanted if a not in inner.recipients]
    if row.type == "SKIP":
        return
    mode = row.mode
    if mode == "=":
        mode = None
        if inner is not None:
            mode = (
                threat_mode(inner.type, inner.mode, inner.cameo)
                if row.type == "THREATEN"
                else refusal_mode(inner.type, inner.mode)
            )
    if row.type in ("REQUEST", "REJECT") and mode is None and inner is None:
        mode = asked(g, heads)
    existing = candidates.get(i)
    c = Candidate(
        i,
        existing.tokens if existing else [i],
        existing.lemma if existing else g.lemmas[i],
        row.rule,
        row.type,
        mode,
        row.cameo,
        nominal=not g.verbal(i),
    )
    c.frame = existing.frame if existing else None
    c.actors = list(governor_subject) or (list(existing.actors) if existing else [])
    c.roles = {"actor": "subj"} if governor_subject else {}
    unasked = row.type == "REQUEST" and inner is not None and _not_to_be(g, inner)
    unasked |= row.type == "REQUEST" and inner is not None and inner.nominal and inner.lemma in whom.GIVEN
    unasked |= row.type == "REQUEST" and not g.verbal(i) and inner is not None and inner.lemma in whom.FORBIDDING
    unasked |= row.type == "REJECT" and any(g.lemmas[h] in whom.DISOWNING for h in heads)
    others = row.type == "REQUEST" and (row.inner_actor, row.complement) == ("obj", "xcomp") and g.verbal(i)
    unasked = unasked or (others and bool(g.objects(i)) and not g.passive(i) and not inner_parties and not undergoing)
    if inner_parties:
        c.recipients = [a for a in inner_parties if a not in c.actors]
        c.roles["recipient"] = row.inner_actor
    elif inner is not None and not unasked:
        c.recipients = [
            a
            for a in [
                *inner.recipients,
                *(inner.actors if row.inner_actor != "subj" or row.type in ("AGREE", "REJECT") else []),
            ]
            if a not in c.actors
        ]
        c.roles["recipient"] = "recipient of the inner act"
    if existing and row.type == "AGREE" and "joint" in existing.roles:
        c.actors += [a for a in existing.actors if a not in c.actors and a not in c.recipients]
    if not c.recipients and not unasked:
        if existing:
            c.recipients = [a for a in existing.recipients if a not in c.actors]
        if not c.recipients:
            kind = None if inner is None else inner.type
            c.recipients, why = whom.of_content(row.type, heads, c.actors, kind, g, p)
            if why:
                c.roles["recipient"] = why
    if inner is not None:
        c.runners_up = [inner.type]
        c.tokens = sorted({*c.tokens, *inner.tokens}) if row.type in ("AGREE", "CONCEDE") else c.tokens
    candidates[i] = c
    if inner is not None and inner.at != i:
        told = row.status == "denied" and g.lemmas[i] == "deny" and g.verbal(inner.at) and negated(g, inner.at)
        if told:
            return  # `denied that it had not released them`: the release is told as a deed
        absorbed = row.type in ("AGREE", "CONCEDE", "RETREAT") or group_of(inner.type) in ("coop", "yield", "words")
        absorbed |= row.type == "THREATEN" and g.lemmas[i] in MEANING  # `wants to ban it`: told once
        if absorbed and row.type not in ("ACCUSE",):
            candidates.pop(inner.at, None)


def _not_to_be(g: Grammar, inner: Candidate) -> bool:
    """Is it asked that something be not done (`recommended that no charges be filed against Brenn`)?"""
    return g.verbal(inner.at) and group_of(inner.type) in ("force", "words") and of_verb(g, inner.at).negated


def _of_something_else(g: Grammar, i: int) -> bool:
    """Has the verb a subject of its own that is no pronoun?"""
    return g.verbal(i) and any(g.s.upos[j] != "PRON" for j in g.subjects(i))


def _of_what_came_before(g: Grammar, i: int, inner: int) -> bool:
    """Has the finite verb `inner` no subject, in a relative clause whose speaker's verb is at `i`?"""
    finite = g.verbal(inner) and g.s.xpos[inner] in ("VBD", "VBZ", "VBP") and not g.kids(inner, "nsubj", "csubj")
    return finite and g.base[inner] == "ccomp" and g.base[i] == "acl"


def _noun_owner(g: Grammar, i: int) -> list[int]:
    if g.case(i) in NOT_OWN:
        return []
    v = g.governor(i)
    return g.subjects(v) if v is not None and g.lemmas[v] not in OF_OTHERS else []


ENDING = frozenset({"avoid", "stop", "end", "halt", "prevent", "lift", "respect"})
"""Verbs of what must be done with an act, by whoever does it (`raids by Arland must be stopped`)."""
SAYING = frozenset(
    [
        "say",
        "tell",
        "insist",
        "stress",
        "declare",
        "warn",
        "add",
        "argue",
        "believe",
        "state",
        "emphasize",
        "emphasise",
        "reiterate",
        "maintain",
        "think",
        "announce",
    ]
)


def speakers_demand(g: Grammar, p: Parties, lexicon: Lexicon, candidates: dict[int, Candidate]) -> None:
    """`said that Y must release Z`: the speaker's demand on Y (PLOVER REQUEST) beside the act that is called for."""
    for i in range(len(g.lower)):
        if g.lemmas[i] not in SAYING or not g.verbal(i) or i in candidates:
            continue
        for h in [*g.kids(i, "ccomp"), *([g.s.heads[i]] if g.base[i] == "parataxis" and g.s.heads[i] >= 0 else [])]:
            if not any(g.lower[j] in DEMANDING for j in g.kids(h, "aux")):
                continue
            if g.s.upos[h] not in ("VERB", "ADJ") or (not g.passive(h) and g.lemmas[h] in lexicon.classes["unasked"]):
                continue  # `should win`, `should be a hero`: nothing that is asked of the subject
            speaker, asked = p.of(g.surface_subject(i)), p.of(g.surface_subject(h))
            if g.passive(h) and any(whom.is_harm(g.lemmas[j], lexicon) for j in g.surface_subject(h)):
                continue  # `discrimination against migrants must not be borne`: they are not asked
            inner = candidates.get(h)
            if g.passive(h) and g.lemmas[h] not in ENDING:
                # `voters should be allowed to return`: they are not asked
                asked = [a for a in p.of(g.by(h)) if not targets.is_town(p, a)]
                if not asked and (inner is None or any(g.lemmas[j] == "have" for j in g.kids(h, "aux"))):
                    continue
            asked = [a for a in asked if a not in speaker]
            if not speaker or not (asked or (g.passive(h) and g.lemmas[h] not in ENDING)):
                continue
            c = Candidate(
                i,
                [i, *[j for j in g.kids(h, "aux") if g.lower[j] in DEMANDING][:1]],
                g.lemmas[i],
                "demand:must",
                "REQUEST",
                None,
                "100",
            )
            c.actors, c.recipients = speaker, asked
            c.mode = refusal_mode(inner.type, inner.mode) if inner is not None and not negated(g, h) else "change"
            c.roles = {"actor": "subj", "recipient": "subj of the complement"}
            c.tokens = [i]
            candidates[i] = c
            if inner is not None and inner.status not in ("denied",):
                inner.status, inner.embedded = "called-for", True
                if group_of(inner.type) in ("coop", "words"):
                    candidates.pop(h, None)
            break
