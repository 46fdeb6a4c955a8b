"""Whose word a verb reports: the subject through coordination and control, or the name that stands beside it."""

from __future__ import annotations

from onrecord.statements.proposals import OPENERS, Scene


def subject_of(scene: Scene, i: int) -> tuple[tuple[int, int] | None, int]:
    """The subject's stretch for the verb `i`, through coordination and control; and the verb it was found at."""
    s, c = scene.sentence, scene.clauses
    at = i
    for _ in range(5):
        j = c.child(at, "nsubj", "csubj")
        if j is not None and j != i:
            first, last = c.reach(j)
            if not first <= i < last:
                return _trim_source(scene, j, i), at
            return (j, j + 1), at
        if s.deprels[at].split(":")[0] not in ("conj", "xcomp", "advcl", "acl", "ccomp") or s.heads[at] < 0:
            break
        if s.deprels[at].split(":")[0] == "ccomp" and at != i:
            break
        if s.deprels[at].split(":")[0] == "ccomp":
            break
        if s.deprels[at] == "acl" and s.upos[s.heads[at]] in ("NOUN", "PROPN", "PRON"):
            noun = s.heads[at]
            first, last = c.reach(noun)
            stop = min(c.low[at], last)
            a, b = c.trim(first, stop)
            if a < b and s.xpos[at] in ("VBG",):
                return (a, b), at
            break
        at = s.heads[at]
    return _neighbour(scene, i), i


def _neighbour(scene: Scene, i: int) -> tuple[int, int] | None:
    """A name or pronoun that stands right beside a speech verb, where the tree gives the verb no subject."""
    s, c = scene.sentence, scene.clauses
    verb = scene.words.verbs.get(s.lemmas[i].lower())
    if verb is None or "q" not in verb.frames or s.xpos[i] not in ("VBD", "VBZ", "VBP"):
        return None
    first, last = c.group(i)
    j = first - 1
    if j >= 0 and s.upos[j] in ("PROPN", "PRON", "NOUN") and s.words[j].lower() not in OPENERS:
        top = j
        while (
            s.heads[top] >= 0
            and s.heads[top] < first
            and s.upos[s.heads[top]] in ("PROPN", "NOUN")
            and c.high[s.heads[top]] < first
        ):
            top = s.heads[top]
        return c.trim(c.low[top], first)
    if last < len(s) and (s.upos[last] in ("PROPN", "PRON") or s.upos[last] == "DET"):
        before = s.words[first - 1] if first else ""
        if before in (",", "”", '"', "''", "’", "'"):
            stop = last
            while stop < len(s) and s.upos[stop] in ("DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM"):
                stop += 1
            return c.trim(last, stop)
    return None


def _trim_source(scene: Scene, subject: int, verb: int) -> tuple[int, int]:
    """The subject's stretch up to the verb, without a comma at its end."""
    c = scene.clauses
    first, last = c.reach(subject)
    if subject < verb:
        last = min(last, verb)
    elif first <= verb:
        first = verb + 1
    return c.trim(first, last)
