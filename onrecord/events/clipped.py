"""Headline verbs without auxiliary and object: passive (`Six herders killed`) or active (`Rebels attacked`)?"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.events.grammar import Grammar


def clipped(g: Grammar, i: int) -> bool | None:
    """Headline verbs without auxiliary and object: passive in `Six herders killed in Turkana`, active in `Rebels
    attacked in north`; None where the clause is no such one.

    A verb that is hardly ever without its object (class `suffered`) is passive whoever its subject is; one that
    may lack it (class `attack`) is active where the subject is armed and passive in a line without articles else. One
    that blames or praises (class `judged`) is passive before `for` or `over` (`Minister slammed for remarks`).
    """
    s = g.s
    if not g.suffered or s.xpos[i] not in ("VBN", "VBD") or not g.verbal(i):
        return None
    lemma = g.lemmas[i]
    if lemma == "shoot" and "dead" in g.lower[i + 1 : i + 2]:
        lemma = "shoot_dead"
    judged = lemma in g.judged and g.lower[i + 1 : i + 2] in (["for"], ["over"], ["after"])
    if lemma not in g.suffered and lemma not in g.attacks and not judged:
        return None
    if s.deprels[i] not in ("root", "parataxis", "ccomp", "conj"):
        return None
    subject = g.kids(i, "nsubj")
    if len(subject) != 1 or subject[0] > i or s.upos[subject[0]] not in ("NOUN", "PROPN", "NUM"):
        return None
    if g.kids(i, "aux", "iobj", "ccomp") or g.by(i):
        return None
    if any(not g.kids(j, "case") for j in g.kids(i, "obj")):
        return None
    after = s.children_of(i)
    if any(j > i and g.base[j] in ("conj", "xcomp") and g.verbal(j) for j in after):
        return None
    if any(g.base[j] in ("obl", "dep", "nmod") and j == i + 1 and s.upos[j] == "PROPN" for j in after):
        return None  # a name right after the verb: an object that the parser misread
    if i + 1 < len(s) and s.upos[i + 1] in ("DET", "PRON", "NUM", "ADJ") and g.lower[i + 1] != "dead":
        return None
    if judged:
        return True
    article = any(s.upos[j] == "DET" for j in g.kids(subject[0], "det"))
    if lemma in g.suffered:
        return None if article else True
    if g.lemmas[subject[0]] in g.attackers or g.lower[subject[0]] in g.attackers:
        return False
    if s.upos[subject[0]] == "PROPN" and s.name_at(subject[0]) is not None:
        return None
    return None if article else True
