"""Other senses of words that embed an act, and refusals told as the choice not to do something."""

from __future__ import annotations

from dataclasses import replace

from onrecord.events.grammar import Grammar
from onrecord.events.lexicon import Lexicon, Operator
from onrecord.events.light_verbs import light_of
from onrecord.events.ontology import group_of
from onrecord.events.parties import Parties
from onrecord.events.triggers import Candidate

MEANING = frozenset({"want", "intend"})
"""Verbs of a will, which threatens only where whoever has it, or the outlet, tells it: of somebody who `intended to`,
others tell what he had in mind."""


def negated(g: Grammar, i: int) -> bool:
    """Is the verb denied?"""
    return any(g.lower[j] in ("not", "n't", "n’t", "never") for j in g.kids(i, "advmod"))


def other_sense(g: Grammar, unpromised: frozenset[str], i: int, row: Operator, heads: list[int]) -> bool:
    """Has the embedding word another sense than the row's: `called the race for Poe`, `asked how he would do it`,
    `pleaded guilty to the bombing`, `wants police disarmed` (what is wanted is not the speaker's own act), `is
    willing to bet` (one of the verbs that promise nothing)?"""
    lemma = g.lemmas[i]
    if lemma == "order" and not g.verbal(i) and any(g.lower[j] in DECREED for j in g.modifiers(i)):
        return True
    if lemma in WILLING and g.verbal(i):
        return True  # `readies to leave`: prepares
    if lemma in WILLING and row.group == "none":
        return any(g.lemmas[h] in unpromised for h in heads)
    if lemma == "call" and (row.complement == "for" or row.complement.endswith("xcomp")):
        if row.complement == "xcomp" and not any(g.kids(h, "mark") for h in heads):
            return True
        return bool(g.kids(i, "obj")) or (row.complement == "for" and bool(g.kids(i, "xcomp")))
    if row.type == "CONCEDE" and row.group == "none":
        return not negated(g, i)  # what is no act is no concession; who `will not let them go` refuses
    if lemma == "ask" and row.complement == "ccomp":
        if any(
            g.lower[j] == "would" and g.lower[k] in ("if", "whether")
            for h in heads
            for j in g.kids(h, "aux")
            for k in g.kids(h, "mark")
        ):
            return False  # `asked whether she would help`: a request
        if any(g.lower[j] in QUESTIONS for h in heads for j in g.kids(h, "advmod", "mark", "obj", "nsubj", "det")):
            return True
        firsts = [min(k for k in range(len(g.lower)) if g.below(h, k)) for h in heads]
        return any(g.lower[j] in QUESTIONS for j in firsts)  # `asked how many people he would kill`
    if row.type == "REQUEST" and row.complement == "xcomp":
        return not any(g.verbal(h) or g.kids(h, "mark", "cop") for h in heads)
    if lemma in MEANING and row.complement == "xcomp" and g.verbal(i) and row.inner_actor == "subj":
        return any(g.s.xpos[h] == "VBN" for h in heads)
    return False


def far(g: Grammar, lexicon: Lexicon, inner: Candidate, head: int | None, row: Operator) -> bool:
    """Is an event noun only spoken of in what is meant to be done (`seeks to shape the debate`, `wants to send wishes
    to the victims of the attack`), so that doing it is no such event?

    A light verb (`seeks to hold talks`) makes it one; what is threatened may stand further off (`threatened to respond
    with an attack`).
    """
    if not inner.nominal or head is None or inner.at == head:
        return False
    if row.type == "SKIP":
        spoken_of = group_of(inner.type) == "force" and g.base[inner.at] == "obj" and g.verbal(head)
        return spoken_of and light_of(g, lexicon, head) is None  # `failed to mention the attack`
    if g.base[inner.at] in ("obj", "nsubj"):
        row_of = light_of(g, lexicon, head)
        return row.complement == "xcomp" and (row_of is None or row_of.effect not in ("support", "plan"))
    return row.complement == "xcomp" and g.lemmas[g.s.heads[head]] != "threaten"


def turned_down(g: Grammar, row: Operator, i: int, inner: Candidate | None) -> Operator:
    """The row for a word under which an act of cooperation is not to be (`the decision not to fund the meeting`,
    `chose not to accept the help`): a refusal."""
    if inner is None or not g.verbal(inner.at) or group_of(inner.type) not in ("coop", "yield"):
        return row
    turned = row.type == "AGREE" or (row.type == "SKIP" and g.lemmas[i] in CHOOSING)
    if not turned or not (negated(g, inner.at) or any(g.lower[j] == "not" for j in g.kids(inner.at, "mark"))):
        return row
    return replace(row, type="REJECT", mode="=", cameo="120", status="denied")


DECREED = frozenset({"executive", "standing", "court"})
"""Words of orders that are laws, addressed to nobody."""
CHOOSING = frozenset({"decide", "choose", "opt", "resolve", "vote"})
"""Verbs of a choice, which `not` makes a refusal."""
WILLING = frozenset({"ready", "willing", "prepared"})
QUESTIONS = frozenset({"how", "why", "whether", "if", "what", "when", "where", "who", "which"})
"""Words that open a question."""

SPOKEN = frozenset({"speak", "talk", "converse", "discuss", "chat"})
"""Verbs of talk, which with the press alone is no talks."""
GATHERING = frozenset({"gather", "march", "take", "pour", "come", "assemble", "rally", "block", "go", "strike", "walk"})
GATHERING |= frozenset({"stage", "hold", "occupy", "descend", "turn", "flood", "demonstrate", "stand", "sit", "camp"})
GATHERING |= frozenset({"join", "converge", "meet", "fill", "mass", "line", "crowd", "flock", "return", "plan", "want"})
"""Verbs of what people do in the streets, of which `to protest` says that it was a protest; of other acts it gives the
motive."""


def discharged(c: Candidate, g: Grammar) -> bool:
    """Is it a patient who goes home (`was treated at a hospital and released`)?"""
    if c.lemma not in ("release", "discharge") or c.nominal or c.actors:
        return False
    h = g.s.heads[c.at]
    treated = g.base[c.at] == "conj" and h >= 0 and g.lemmas[h] in TREATED
    return treated or any(g.lemmas[j] in HOSPITALS for j in g.prepositional(c.at, "from"))


def beside_the_deed(c: Candidate, g: Grammar, p: Parties) -> bool:
    """Does a word of force or protest only stand beside what is told: the deed of which somebody is charged, told
    without its victim (`charged with murder`), a rally that one listener was at, a campaign that a politician wages?"""
    if c.recipients:
        return False
    people = [p.actors[a].type == "person" for a in c.actors]
    if c.nominal and c.type == "ASSAULT":
        return g.s.heads[c.at] >= 0 and (g.lemmas[g.s.heads[c.at]], g.case(c.at)) in CHARGED
    if c.type == "PROTEST" and c.nominal:
        attended = any(g.lemmas[j] == "attend" for j in c.tokens)
        return attended and people == [True] and g.lemmas[c.at] in ("rally", "parade", "event")
    if c.type == "ASSAULT" and g.lemmas[c.at] == "wage" and any(people):
        return not any({"MIL", "REB", "UAF", "PRM"} & set(p.actors[a].sectors) for a in c.actors)
    return False


def within_family(c: Candidate, g: Grammar, p: Parties) -> bool:
    """Is it violence by one person against the own family (`a soldier shot dead his wife`), a private crime?"""
    if c.type != "ASSAULT" or not c.actors or not g.verbal(c.at) or any(p.actors[a].type != "person" for a in c.actors):
        return False
    hurt = [j for j in g.spread(g.objects(c.at)) if g.lower[j] not in ("himself", "herself")]
    return bool(hurt) and all(_own_kin(j, c, g, p) for j in hurt)


def _own_kin(j: int, c: Candidate, g: Grammar, p: Parties) -> bool:
    """Is the word for people of the family of who did it?"""
    kin = [k for k in (j, *g.kids(j, "nmod")) if g.lemmas[k] in KIN]
    for k in (x for i in kin for x in g.kids(i, "nmod:poss")):
        m = p.mention_at(k)
        if g.lower[k] in ("his", "her") and (m is None or m.actor in c.actors):
            return True
    return False


KIN = frozenset({"wife", "husband", "spouse", "partner", "girlfriend", "boyfriend", "lover", "fiance", "fiancee"})
KIN |= frozenset({"ex-wife", "ex-husband", "ex-girlfriend", "ex-boyfriend", "child", "son", "daughter", "baby", "kid"})
KIN |= frozenset({"stepson", "stepdaughter", "parent", "mother", "father", "brother", "sister", "sibling", "family"})
KIN |= frozenset({"mother-in-law", "father-in-law", "in-law", "cousin", "uncle", "aunt", "grandmother", "nephew"})
"""Words for people of the own family."""
CHARGED = frozenset({("charge", "with"), ("indict", "for"), ("charge", "of"), ("count", "of"), ("suspicion", "of")})
CHARGED |= frozenset((lemma, "of") for lemma in ("acquit", "convict", "clear"))
"""Words before a deed that somebody is only said to have done, or is tried for."""
TREATED = frozenset({"treat", "examine", "hospitalize", "hospitalise", "evaluate", "admit"})
HOSPITALS = frozenset({"hospital", "clinic", "infirmary"})


def told_to_the_press(c: Candidate, p: Parties) -> bool:
    """Is it only talk with journalists (`spoke with reporters`), who ask and then report?"""
    if c.type != "CONSULT" or c.lemma not in SPOKEN:
        return False
    return any(set(p.actors[a].sectors) == {"JRN"} for a in (*c.actors, *c.recipients))


def a_motive(c: Candidate, g: Grammar) -> bool:
    """Is a protest only why another act was done (`resigned to protest the killing`)?"""
    if c.type != "PROTEST" or c.lemma != "protest" or c.nominal or c.embedded or g.s.xpos[c.at] != "VB":
        return False
    h = g.s.heads[c.at]
    if g.base[c.at] != "advcl" or h < 0 or not g.verbal(h):
        return False
    return any(g.lower[k] == "to" for k in g.kids(c.at, "mark")) and g.lemmas[h] not in GATHERING


BEARERS = frozenset({"pac", "voter", "people", "person", "those", "one", "electorate", "donor", "resident"})
BEARERS |= frozenset(
    {
        "group",
        "organization",
        "committee",
        "fund",
        "delegate",
        "superdelegate",
        "elector",
        "caucus-goer",
        "ad",
        "advertisement",
        "candidate",
    }
)
"""Nouns of whoever is only told apart by what they favour (`a fund backing the governor`)."""
FAVOURING = frozenset({"support", "back", "favor", "favour", "oppose", "endorse", "vote", "like", "prefer", "agree"})


RUNNING = frozenset({"take on", "battle", "face off", "challenge"})
"""Verbs of rivals, of whom the present and the future say that they run against each other."""
HELPING = frozenset({"is", "are", "'s", "’s", "'re", "’re", "am", "be", "been", "will", "'ll", "’ll", "would", "can"})
HELPING |= frozenset({"could", "ca", "wo", "may", "might", "must", "should"})


def running(c: Candidate, g: Grammar) -> bool:
    """Do they only stand for election against each other (`is taking on the senator in Ohio`)?"""
    if c.type != "ACCUSE" or c.lemma not in RUNNING or not g.verbal(c.at):
        return False
    helped = any(g.lower[j] in HELPING for j in g.kids(c.at, "aux"))
    infinitive = g.s.xpos[c.at] == "VB" and any(g.lower[j] == "to" for j in g.kids(c.at, "mark"))
    return helped or infinitive


CHOSEN = frozenset({"elect", "nominate", "appoint"})
"""Participles of whoever is told apart by his office."""
BOUND = frozenset({"pledge", "commit", "bind", "promise"})
"""Participles of whoever is told apart by whom they will vote for."""


def _may(g: Grammar, i: int) -> bool:
    """Is it only something that somebody can or could do?"""
    return any(g.lower[j] in ("can", "could", "ca", "may", "might") for j in g.kids(i, "aux"))


def told_apart(c: Candidate, g: Grammar) -> bool:
    """Does the act only say which voters or donors are meant (`voters who back the governor`, without a comma)?"""
    at, h = c.at, g.s.heads[c.at]
    if h >= 0 and g.base[at] == "acl" and g.s.xpos[at] == "VBN" and c.lemma in BOUND and g.lemmas[h] in BEARERS:
        return True  # `delegates pledged to the governor`
    if h >= 0 and g.s.deprels[at] == "acl" and c.lemma in CHOSEN and g.s.xpos[at] == "VBN" and not g.by(at):
        return True  # `the first mayor elected here`
    if g.s.deprels[at] == "acl:relcl" and c.lemma in FAVOURING and _may(g, at):
        return True  # `leaders who can support the candidate of their choice`
    if (
        h < 0
        or c.lemma not in FAVOURING
        or g.base[at] != "acl"
        or g.case(h) == "among"
        or g.passive(at)
        or not g.verbal(at)
    ):
        return False
    return (g.lemmas[h] in BEARERS or g.lower[h] in BEARERS) and at > h and "," not in g.s.words[h:at]
