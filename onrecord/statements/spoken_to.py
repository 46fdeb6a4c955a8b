"""Who is spoken to where the verb is passive: `Ann Roe was asked about the dam`."""

from __future__ import annotations

from onrecord.statements.lexicon import lexicon
from onrecord.statements.stream import Fragment, Stream

# Asking verbs that are no verbs of speech otherwise: `was pressed on the dam`, but `pressed the button`.
_QUESTIONED = frozenset(["press", "question", "quiz", "grill", "interview"])
# Whoever is convinced or persuaded holds what follows.
_HOLDS = frozenset(["convince", "persuade"])


def spoken_to(stream: Stream, cue: Fragment) -> int | None:
    """The token that heads who is spoken to by a cue in the passive, as its subject or the noun before its participle;
    None for cues of other verbs and forms.
    """
    for i in range(cue.first, cue.last):
        sentence, at = stream.of_sentence(i)
        if sentence.xpos[at] != "VBN" or not _takes_a_hearer(sentence.lemmas[at]):
            continue
        relations = {sentence.deprels[j]: j for j in reversed(sentence.children_of(at))}
        if "aux" in relations and "aux:pass" not in relations:
            continue  # `has asked`
        subject = relations.get("nsubj:pass")
        if subject is None and "aux:pass" not in relations:
            subject = _before_participle(sentence.heads, sentence.upos, sentence.deprels, at)
        if subject is not None and subject < at:
            return i - at + subject
    return None


def _takes_a_hearer(lemma: str) -> bool:
    verb = lexicon().verbs.get(lemma)
    return lemma in _QUESTIONED or (verb is not None and "a" in verb.frames and lemma not in _HOLDS)


def _before_participle(heads: list[int], upos: list[str], deprels: list[str], at: int) -> int | None:
    """The noun that a participle describes: of `Ann Roe, asked about the dam, said`."""
    head = heads[at]
    if head < 0 or deprels[at].split(":")[0] not in ("acl", "advcl"):
        return None
    if deprels[at] == "acl":
        return head if upos[head] in ("NOUN", "PROPN", "PRON") else None
    subjects = (j for j, (h, rel) in enumerate(zip(heads, deprels, strict=True)) if h == head and rel == "nsubj")
    return next(subjects, None)
