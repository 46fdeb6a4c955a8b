"""Words by which the grammar of a sentence is read: relatives, particles, what makes a noun somebody else's."""

from __future__ import annotations

RELATIVES = frozenset({"who", "which", "that", "whom", "whose", "whoever"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ"})
PARTICLES = frozenset(
    [
        "up",
        "forward",
        "down",
        "out",
        "off",
        "over",
        "in",
        "back",
        "away",
        "on",
        "into",
        "aside",
        "together",
        "with",
        "for",
        "upon",
        "to",
        "against",
    ]
)
NOT_OWN = frozenset({"by", "over", "amid", "despite", "after", "about", "against", "because"})
"""Before a noun: somebody else's (`ties frayed by a threat to leave`)."""
OF_OTHERS = frozenset(
    {"foil", "thwart", "prevent", "avert", "stop", "disrupt", "frustrate", "uncover", "discover", "expose"}
)
OF_OTHERS |= frozenset(
    {"reveal", "unearth", "detect", "investigate", "condemn", "denounce", "reject", "block", "abort"}
)
"""Verbs of those who meet with others' plans: `police foiled a plot to bomb the mall`."""
HYPHENS = frozenset({"-", "‐", "‑", "–"})
"""What joins a word to the next one (`a no-fly zone`, `an Arland-backed militia`)."""
DEFINITE = frozenset({"the", "this", "that", "these", "those"})
"""Before a noun that takes up what was told before."""

ACTS = frozenset({"step", "risk", "chance", "habit", "practice", "strategy", "tactic", "course", "role", "mistake"})
ACTS |= frozenset({"job", "task", "business", "path", "liberty", "trouble", "precaution", "lead", "way", "policy"})
"""Nouns whose gerund is done by whoever takes, has or makes them (`took the step of criticizing them`)."""
GRADING = frozenset({"give", "award", "hand", "grant", "deal", "send", "pay", "owe"})
"""Verbs whose indirect object did what `for` says (`gave the mayor a bad mark for dismissing it`)."""

GATHERINGS = frozenset({"rally", "debate", "interview", "event", "conference", "hearing", "broadcast", "show", "tour"})
HOLDING = frozenset({"open", "hold", "give", "begin", "start", "end", "close", "host", "use", "conclude"})
"""Occasions to speak, with the verbs of whoever speaks at them."""
CALLING = frozenset({"call", "appeal", "plead"})
"""Verbs whose infinitive is done by whoever stands behind their preposition."""

DOCUMENTS = frozenset(
    [
        "declaration",
        "statement",
        "letter",
        "report",
        "resolution",
        "note",
        "message",
        "speech",
        "petition",
        "order",
        "directive",
        "injunction",
        "ruling",
        "edict",
        "motion",
        "appeal",
        "communique",
        "decree",
        "bill",
        "lawsuit",
        "complaint",
        "article",
        "editorial",
        "tweet",
        "post",
        "video",
        "campaign",
        "offensive",
        "raid",
        "attack",
        "operation",
    ]
)

PLACED = frozenset({"in", "at", "on", "near", "outside", "from", "inside"})
"""Prepositions before a place, of which a participle behind a comma is not said."""
KIN = frozenset(
    {"parent", "mother", "father", "family", "relative", "widow", "wife", "husband", "spouse", "brother", "sister"}
) | frozenset({"son", "daughter", "child", "friend", "colleague", "comrade", "lawyer", "body", "funeral", "memory"})
"""Nouns of those who are somebody's, with whom something was done to that one."""

SHOWING = frozenset(
    {"video", "photo", "photograph", "picture", "image", "footage", "film", "clip", "recording", "tape", "report"}
)
"""Nouns of what shows somebody doing something."""

OTHERS = frozenset(
    {"reject", "dismiss", "deny", "receive", "oppose", "block", "veto", "refute", "face", "quote", "cite"}
)
"""Verbs over a document or campaign of somebody else than their subject."""

EXPLETIVE = frozenset({"it", "this", "that", "these", "those", "there", "what", "who"})
"""Subjects that say nothing of whom a predicate is true (`it was Brenn who opposed it`)."""

RANKS = frozenset({"first", "second", "third", "last", "latest", "only", "next", "sole"})
"""Words of who it is of all that do what an infinitive tells (`the first premier to visit Arland`)."""
WHERE_WHEN = frozenset({"where", "when", "why"})
"""Adverbs that open a relative clause in which its antecedent is neither subject nor object."""
GIVING = frozenset({"give", "grant", "leave", "afford", "offer"})
"""Verbs that give somebody the time, right or means to do what an infinitive tells."""
