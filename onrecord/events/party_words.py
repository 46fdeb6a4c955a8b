"""Words and sectors by which the parties of an event are found: who acts for a state, who is behind a deed."""

from __future__ import annotations

STRONG = frozenset(
    {
        "GOV",
        "MIL",
        "COP",
        "JUD",
        "LEG",
        "PTY",
        "PRM",
        "REB",
        "SPY",
        "UAF",
        "OPP",
        "PRE",
        "ELI",
        "REF",
        "SOC",
        "REL",
        "LAB",
        "JRN",
        "CRM",
    }
)
"""PLOVER sectors that make an act political whatever the words around it."""
BLOCS = frozenset({"IGO", "UNO", "EUR", "NGO", "ISM", "IMG"})

PRIVATE = frozenset({"LAB", "CRM", "SOC", "CVL", "EDU", "BUS", "MED", "UNK"})
"""Sectors of private people: one of them alone, unnamed, makes nothing political (`a driver`, `the plumber`)."""
OFFICE = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "PTY", "REB", "SPY", "UAF", "OPP", "PRE"})
"""Sectors that hold or fight for power."""

OF_STATE = frozenset({"GOV", "MIL", "COP", "JUD", "SPY"})
"""Sectors of the arms of a state."""

CLAUSES = frozenset({"where", "when", "who", "which", "after", "before", "while", "as", "because", "since", "that"})
CLAUSES |= frozenset({"how", "why", "what", "whether", "although", "though"})
"""Words that open another clause, which holds no party of this one."""

REPORTS = frozenset({"say", "report", "confirm", "state", "tell", "add", "note", "announce"})
"""Verbs that tell on whose word something is told."""

DECLARED = frozenset({"call", "urge", "condemn", "demand", "support", "welcome", "reject", "ask", "appeal", "accuse"})
DECLARED |= frozenset({"oppose", "denounce", "deplore", "thank"})
"""What a body does by saying that it does (`we condemn`)."""

LAID_TO = {
    "attribute": ("to",),
    "blame": ("on",),
    "claim": ("by",),
    "ascribe": ("to",),
    "pin": ("on",),
    "fire": ("by",),
    "launch": ("by",),
    "plant": ("by",),
    "drop": ("by",),
    "lay": ("by",),
    "detonate": ("by",),
    "make": ("by",),
    "commit": ("by",),
    "carry": ("by",),
    "conduct": ("by",),
    "perpetrate": ("by",),
    "stage": ("by",),
    "mount": ("by",),
    "impose": ("by",),
    "issue": ("by",),
    "submit": ("by",),
    "propose": ("by",),
    "present": ("by",),
    "table": ("by",),
    "announce": ("by",),
    "take": ("by",),
    "adopt": ("by",),
    "write": ("by",),
    "pen": ("by",),
    "author": ("by",),
    "publish": ("by",),
    "release": ("by",),
    "produce": ("by",),
    "set": ("by",),
    "offer": ("by",),
    "draft": ("by",),
    "demand": ("by",),
    "float": ("by",),
    "file": ("by",),
    "bring": ("by",),
    "lodge": ("by",),
    "sign": ("by",),
    "sponsor": ("by",),
    "introduce": ("by",),
    "circulate": ("by",),
}
"""Participles after a deed or a weapon, with the preposition before whoever is behind it."""
TOWARD = {"direct": ("against", "at"), "aim": ("at",)}
"""The same before whom it is meant for."""
HELD = {"belong": ("to",), "own": ("by",)}
"""Participles after a thing, with the preposition before whoever has it."""
HELD_IN_MIND = frozenset({"position", "presidency", "tenure", "record", "stance", "view", "legacy", "leadership"})
HELD_IN_MIND |= frozenset({"policy", "plan", "idea", "proposal", "remark", "comment", "candidacy", "credential"})
"""What somebody has, thinks and says: no party beside him."""
INSTRUMENTS = frozenset({"drone", "missile", "bomb", "rocket", "artillery", "mortar", "car", "truck", "tank", "mine"})
"""Means, which are no party (`drone strikes`)."""

CLAIMS = frozenset({"claim", "allegation", "accusation", "report", "suspicion", "suggestion", "complaint"})
"""Nouns whose clause says who is meant."""

NEAR = ("by", "of", "from")
FAR = ("against", "for", "on", "in", "between", "among", "with", "at", "to")
"""Where the actor stands inside a phrase that is not itself one: `the government's decision`, `a ruling by the
court`."""


SEATS = frozenset({"complex", "building", "headquarters", "compound", "office", "premises", "grounds", "hall", "gate"})
"""Buildings that are named after the body that sits in them."""
RELATED = frozenset({"competitor", "rival", "opponent", "ally", "supporter", "critic", "foe", "adversary", "colleague"})
RELATED |= frozenset({"enthusiast", "loyalist", "fan", "surrogate", "donor", "detractor", "voter", "delegate"})
RELATED |= frozenset({"friend", "relative", "family", "wife", "husband", "brother", "sister", "son", "daughter"})
RELATED |= frozenset(
    {"father", "mother", "follower", "predecessor", "successor", "counterpart", "backer", "challenger"}
)
"""People who are somebody's and not himself (`most of his rivals`)."""
EDGES = frozenset({"margin", "margins", "sideline", "sidelines", "outskirt", "outskirts", "fringe", "fringes", "eve"})
"""Nouns of where and when something else was (`attacks on the margins of the rally`)."""
TALKS = frozenset({"summit", "conference", "meeting", "talk", "session", "forum", "discussion", "negotiation"})
AT_TALKS = ("in", "between", "among", "with", "at", "to")
"""Of these the ones that say who is at talks or where they are; `on`, `for` and `against` say what they are about."""
TOPIC = frozenset({"about", "regarding", "concerning"})
"""Prepositions before what a paper or word is about (`gave up letters about Brenn`)."""
ASIDE = frozenset({"including", "such", "like", "by", "according", "via", "unlike", "besides", "alongside"})
"""Prepositions before whoever is an example of a side, did the deed, or stands beside it."""
HELP = frozenset({"assistance", "help", "support", "aid", "cooperation", "backing", "approval", "defense", "defence"})
"""What others give to a deed (`searched the house with the help of the army`)."""
