"""Participles that only describe: `backed` in `an Arland-backed militia`, `stationed` in `troops stationed abroad`."""

from __future__ import annotations

from onrecord.events.grammar import Grammar
from onrecord.events.grammar_words import HYPHENS
from onrecord.events.triggers import Candidate


def within_a_word(c: Candidate, g: Grammar) -> bool:
    """Is the participle part of a compound that describes (`Arland-backed`, `her Orlov-supporting neighbours`)?"""
    i, s = c.at, g.s
    if c.nominal or i < 2 or g.base[i] not in ("amod", "compound"):
        return False
    return g.lower[i - 1] in HYPHENS and s.ends[i - 2] == s.starts[i - 1] and s.ends[i - 1] == s.starts[i]


def stationed(c: Candidate, g: Grammar) -> bool:
    """Does a participle only tell which troops are meant (`forces stationed in the gulf`)?"""
    return c.type == "MOBILIZE" and not (c.actors or c.nominal) and g.base[c.at] in ("acl", "amod")
