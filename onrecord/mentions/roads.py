"""Names of roads that the model takes for bodies or people: `the Pacific Highway`, `Mombasa Road`."""

from __future__ import annotations

from dataclasses import replace

from onrecord.actors.tables.lexicon import fold, shipped
from onrecord.language.reading import Reading
from onrecord.mentions.vocabulary import unsaid


def roads_not_bodies(reading: Reading) -> None:
    """Let names of two words and more that end like a road's be places, unless the tables know the whole name."""
    for s in reading.sentences:
        for k, n in enumerate(s.names):
            if n.type in ("organization", "person") and n.last - n.first > 1 and s.words[n.last - 1][:1].isupper():
                road = fold(s.words[n.last - 1]) in unsaid()["road"]
                if road and not shipped().get(" ".join(s.words[n.first : n.last])):
                    s.names[k] = replace(n, type="place")
