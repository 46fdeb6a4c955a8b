"""Words of other worlds: sport, business, weather, kitchens and films use the verbs of politics for other things."""

from __future__ import annotations

import functools

from onrecord.events.grammar import Grammar
from onrecord.events.lexicon import read_table
from onrecord.events.parties import Parties
from onrecord.events.party_words import PRIVATE
from onrecord.events.targets import CROWDS, is_built, is_thing
from onrecord.events.triggers import Candidate


@functools.cache
def _table() -> dict[str, list[tuple[str, int]]]:
    out: dict[str, list[tuple[str, int]]] = {}
    for _, (domain, weight, words) in read_table("domains"):
        for w in words.split():
            out.setdefault(w, []).append((domain, int(weight)))
    return out


def domain_scores(g: Grammar) -> dict[str, int]:
    """How much each other world is spoken of in the sentence; names count only where the table lists them as names."""
    table, out = _table(), dict[str, int]()
    for i, lemma in enumerate(g.lemmas):
        proper = g.s.upos[i] == "PROPN" and not (i == 0 and g.lower[0] in table)  # any word may open a sentence
        if g.s.upos[i] == "VERB" and lemma in VERBS_TOO:
            continue
        known = table.get(lemma) or table.get(g.lower[i]) or []
        if g.s.upos[i] == "VERB" and lemma not in table:  # `runs a farm` is no cricket, `fighting` is violence
            known = [(domain, weight) for domain, weight in known if domain == "violence"]
        for domain, weight in known:
            if proper == domain.endswith("-name"):
                domain = domain.removesuffix("-name")
                out[domain] = out.get(domain, 0) + weight
    return out


VERBS_TOO = frozenset({"match", "score", "play", "host", "market", "price", "fund", "storm", "fish", "hunt"})
"""Nouns of other worlds that are verbs of any."""
PUBLIC = frozenset({"PROTEST", "ASSAULT", "COERCE", "SANCTION", "RETREAT", "AID"})
"""Types that stay events between parties without office, as long as the sentence speaks of no other world."""
MISHAP = ("accident", "weather")
PLAIN = frozenset({"AID", "COERCE", "SANCTION", "RETREAT"})
"""Types that a word of culture beside them leaves political (`granted asylum to the poet`)."""
AGAINST_PEOPLE = frozenset({"arrest", "convict", "expel", "deport", "cyber", "misinformation"})
"""Modes of what is done to people, not against a disease."""
PLAY = frozenset({"sport", "culture", "recipe"})
"""Worlds in which a country is a team or a setting."""


def historical(g: Grammar) -> bool:
    """Does the sentence tell of a time before the second half of the twentieth century (`in 1812`, `in the ninth
    century`)?"""
    for i, word in enumerate(g.lower):
        year = len(word) == 4 and word.isdigit() and word[0] in "12" and int(word) < 1945
        era = g.lemmas[i] in ("century", "bc", "b.c.")
        if (
            (year or era)
            and g.base[i] in ("obl", "nmod")
            and (g.case(i) in ("in", "by", "since", "until", "from") or word in ("bc", "b.c."))
        ):
            return True
        if era and any(w in ("ago", "third", "ninth") for w in g.lower[max(0, i - 2) : i + 2]):
            return True
    return any(w in ("bc", "b.c.") for w in g.lower)


def _one_private(c: Candidate, p: Parties) -> bool:
    """Are all parties single unnamed private people (`a man`, `the woman`)?"""
    parties = {a for a in (*c.actors, *c.recipients) if not is_built(p, a)}
    return bool(parties) and all(
        p.actors[a].type == "person"
        and not p.named(a)
        and not (c.actors and p.actors[a].country)
        and set(p.actors[a].sectors) <= PRIVATE
        for a in parties
    )


KIN = frozenset({"girlfriend", "boyfriend", "wife", "husband", "ex-wife", "ex-husband", "fiance", "fiancee", "spouse"})
KIN |= frozenset({"ex-girlfriend", "ex-boyfriend", "roommate", "flatmate", "stepson", "stepdaughter", "sibling"})
KIN |= frozenset({"son", "daughter", "mother", "father", "brother", "sister", "lover", "baby", "toddler", "infant"})


def _at_home(c: Candidate, g: Grammar, p: Parties) -> bool:
    """Is it done to the own family, or to somebody's (`gunned down his girlfriend`)?"""
    heads = [i for i, here in enumerate(p.heads) for m in here if m.actor in c.recipients]
    return any(g.lemmas[i] in KIN and g.kids(i, "nmod:poss") for i in heads)


GATHERING = frozenset({"rally", "march", "parade", "hold", "stage", "lead", "attend", "organize", "organise", "launch"})
AGAINST = frozenset({"against", "protest", "demand", "demanding", "oppose", "opposing", "denounce", "denouncing"})


def _for_oneself(g: Grammar, c: Candidate, p: Parties) -> bool:
    """Is it the meeting of a campaigner (`held rallies across the state`), which is against nobody?"""
    if not c.actors or AGAINST & set(g.lower) or AGAINST & set(g.lemmas):
        return False
    return all(
        p.actors[a].type == "person" and {"GOV", "PTY", "LEG", "ELI"} & set(p.actors[a].sectors) for a in c.actors
    )


FESTIVE = frozenset({"celebrate", "cheer", "mourn", "commemorate", "worship", "pray", "welcome", "greet", "watch"})
"""What people gather to do who protest against nobody."""
HELD = frozenset({"jail", "imprison", "detain", "arrest", "free", "release", "slay", "kill", "die", "death", "justice"})
"""Words of those for whom people take to the streets."""


def _for_candidate(g: Grammar, c: Candidate, p: Parties) -> bool:
    """Is it a rally for somebody who seeks or holds office (`attended a rally for the senator`)?"""
    if (AGAINST | HELD) & {*g.lower, *g.lemmas}:
        return False
    held = [k for j in c.tokens for k in g.prepositional(j, "for")]
    return any(
        p.actors[a].type == "person" and {"GOV", "PTY", "LEG", "ELI"} & set(p.actors[a].sectors)
        for k in held
        for a in p.single(k, False)
    )


POLITICIANS = frozenset({"GOV", "PTY", "LEG", "ELI", "OPP", "JRN", "SOC", "BUS", "JUD", "EDU", "MED"})
QUARRELS = frozenset({"clash", "spar", "feud", "battle"})
"""What people without arms do with each other in words, where it is `over` something."""
SPEAKING = frozenset({"PTY", "JRN", "BUS", "MED"})
ARMED = frozenset({"MIL", "REB", "UAF", "COP", "CRM", "PRM", "SPY"})


ANSWERS = frozenset({"shoot back", "fire back", "hit back", "punch back", "return fire", "shoot"})
"""Verbs of answers, which blame nobody where none is named."""


def _rival(p: Parties, actor: str) -> bool:
    """Is the actor told of only as somebody's rivals or critics?"""
    a = p.actors[actor]
    return not ARMED & set(a.sectors) and a.name.split()[-1].lower().rstrip("s") in RIVALS


RIVALS = frozenset({"rival", "opponent", "critic", "challenger", "foe", "detractor"})
CONTESTS = frozenset({"battle", "fight", "war", "contest"})
"""Nouns of what candidates and parties have with each other, which is no act of any of them."""


def of_a_contest(c: Candidate, g: Grammar) -> bool:
    """Is an attack that is one of words only a contest (`the long battle with the senator`), or only an answer?"""
    if c.lemma in ANSWERS and not c.recipients:
        return True  # `shot back: "That would be good"`
    return c.nominal and c.lemma in CONTESTS and c.status_from is None and "over" not in g.lower[c.at :]


def of_words(c: Candidate, g: Grammar, p: Parties, figurative: frozenset[str], harm: frozenset[str]) -> bool:
    """Is the attack one of words (`attacked her rival's record`, `shot back`): between politicians, without arms?"""
    if c.type not in ("ASSAULT", "MOBILIZE") or not (
        c.lemma in figurative or c.nominal or g.lemmas[c.at] in figurative
    ):
        return False
    if c.mode in ("aerial", "heavy-weapons", "drone", "explosives"):
        return False  # `threatened to resume air strikes`
    if g.lemmas[c.at] == "shoot" and not g.particle(c.at):
        return False  # `shot back` is said, `was shot` is not
    if not {g.lemmas[i] for i in c.tokens} & figurative:
        return False
    sides = [*c.actors, *c.recipients]
    if harm & (set(g.lemmas) - {g.lemmas[c.at]}) and not _of_record(c, g, p):
        return False
    armed = any(p.actors[k].type == "country" or ARMED & set(p.actors[k].sectors) for k in sides)
    if not armed and c.recipients and _of_record(c, g, p):
        return True
    if c.lemma in QUARRELS and any(g.case(j) == "over" or g.marked(j, "over") for j in g.kids(c.at, "obl", "advcl")):
        crowd = ARMED | {"OPP", "CVL", "LAB", "REL", "UNK"}  # who also fights in the streets
        return bool(sides) and not any(p.actors[k].type == "country" or crowd & set(p.actors[k].sectors) for k in sides)

    def speaks(key: str) -> bool:
        a = p.actors[key]
        if a.type == "country" or ARMED & set(a.sectors):
            return False
        return bool(POLITICIANS & set(a.sectors)) and (a.type == "person" or bool(SPEAKING & set(a.sectors)))

    if not c.actors:  # of whoever only suffers it, a name must say that he is a public figure
        built = any(k.startswith("new:") and p.actors[k].type != "person" for k in sides)  # `attacks on hotels`
        return bool(sides) and not built and all(speaks(k) and p.named(k) for k in sides)
    campaigners = any(  # with their allies
        speaks(k) and p.actors[k].type == "person" and SPEAKING & set(p.actors[k].sectors) for k in c.actors
    ) and not any(p.actors[k].type == "country" or ARMED & set(p.actors[k].sectors) for k in c.actors)
    named = bool(c.recipients) and all(p.actors[k].type == "person" and p.named(k) for k in c.recipients)
    hurling = all(_rival(p, k) or (speaks(k) and p.actors[k].type == "person") for k in c.actors)
    people = [*c.actors, *c.recipients]
    if named and c.actors and all(p.actors[k].type == "person" and p.named(k) for k in people):
        hurling = hurling or any(speaks(k) for k in people)  # `Roe attacked the senator`: two with names
    if (
        named
        and hurling
        and not any(ARMED & set(p.actors[k].sectors) for k in c.actors)
        and not any(ARMED & set(p.actors[k].sectors) for k in c.recipients)
    ):
        return True  # `attacked Brenn's wife`: of somebody with a name, by people who have no arms
    if campaigners and c.nominal:  # `her attacks on immigrants`
        return not any(p.actors[k].type == "country" or ARMED & set(p.actors[k].sectors) for k in c.recipients)
    said = all(speaks(k) and p.actors[k].type == "person" for k in c.actors) and not c.nominal
    hearers = {k for k in c.recipients if said and {"LEG", "PTY", "JRN"} & set(p.actors[k].sectors)}
    return all(speaks(k) or k in hearers for k in sides)  # `attacked some lawmakers`


def _of_record(c: Candidate, g: Grammar, p: Parties) -> bool:
    """Is it on what somebody thinks, did or has (`attacked Brenn's ties to the banks`), or for what he did (`attacked
    Brenn for being soft`)?"""
    if not g.verbal(c.at):
        return False
    blamed = any(g.marked(j, "for") for j in g.kids(c.at, "advcl"))
    held = [j for j in g.objects(c.at) if g.kids(j, "nmod:poss") and g.s.upos[j] == "NOUN"]
    return blamed or any(not p.is_party(j) and not is_thing(p, j) and g.lemmas[j] in HELD_THINGS for j in held)


HELD_THINGS = frozenset({"tie", "record", "plan", "policy", "character", "position", "remark", "comment", "proposal"})
HELD_THINGS |= frozenset(
    {"idea", "vote", "career", "past", "credential", "view", "support", "claim", "stance", "honesty"}
)
"""What of somebody is attacked in words alone."""


def foreign_domain(g: Grammar, c: Candidate, p: Parties) -> str | None:
    """The other world that the event belongs to, None where it is political."""
    parties = {*c.actors, *c.recipients}
    if c.type == "PROTEST" and FESTIVE & {g.lemmas[j] for i in c.tokens for j in g.kids(i, "advcl", "xcomp", "acl")}:
        return "campaign"
    if c.type == "PROTEST" and c.lemma in GATHERING and (_for_oneself(g, c, p) or _for_candidate(g, c, p)):
        return "campaign"
    own = {a for a in parties if not (a.startswith("new:") and p.actors[a].type == "country")} or parties
    political = sum(p.political(a) for a in own)
    institutional = sum(p.institutional(a) for a in parties)
    if historical(g):
        return "history"
    scores = domain_scores(g)
    violence, health = scores.pop("violence", 0), scores.pop("health", 0)
    if health and not violence and c.type in ("COERCE", "SANCTION") and c.mode not in AGAINST_PEOPLE:
        return "health"  # what is closed or forbidden against a disease
    domain, weight = max(scores.items(), key=lambda kv: (kv[1], kv[0]), default=("", 0))
    played = institutional == 0 and (domain != "culture" or weight >= 4 or not PLAIN & {c.type})
    if c.type == "ASSAULT" and not c.actors and not violence and max(scores.get(k, 0) for k in MISHAP) >= 2:
        return "accident"  # whoever dies in a crash, nobody attacked
    if weight >= 2 and (political == 0 or (domain in PLAY and (played or weight >= 4))):
        return domain
    if weight >= 4 and not any(p.actors[a].country for a in own):
        return domain
    if weight >= 1 and political == 0 and c.type != "PROTEST" and not violence:
        return domain
    if c.type == "ASSAULT" and not (c.actors and political) and not violence and _one_private(c, p):
        return "private"  # of whatever country a man is who was shot at home
    if c.type == "ASSAULT" and political == 0 and not violence and _at_home(c, g, p):
        return "private"
    places_only = not (own - {a for a in parties if a.startswith("new:") and p.actors[a].type == "country"})
    if c.nominal and not c.actors and parties and places_only:
        return "no party"
    crowd = any(p.actors[a].name.lower() in CROWDS for a in parties)
    if not c.actors and political == 0 and c.type in ("COERCE", "SANCTION") and not (violence or crowd):
        return "private"
    named = any(p.named(a) for a in own)
    nations = {p.actors[a].country for a in parties if p.actors[a].country}
    if nations and len(parties) > 1 and c.type in ("THREATEN", "REQUEST", "ACCUSE", "REJECT"):
        named = True  # `French farmers said they would blockade Paris`: people of a nation against a party
    if political == 0 and not named and parties and (c.type not in PUBLIC or c.type == "AID"):
        return "private"
    return None
