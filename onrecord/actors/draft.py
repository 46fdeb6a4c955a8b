"""An actor in the making: the phrases that speak of it, and what they tell together."""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.actors.tables.code import ActorCode
from onrecord.mentions.traits import Phrase
from onrecord.record import ActorType

# Sectors of which every state has its own: without a word of whose, they are those of the state the article is about.
STATE_SECTORS = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "SPY"})


@dataclass(slots=True)
class Draft:
    """An actor in the making: its phrases and the coding of each that says something."""

    phrases: list[Phrase]
    codes: list[tuple[Phrase, ActorCode]] = field(default_factory=list)
    country: str | None = None
    bloc: str | None = None
    sectors: list[str] = field(default_factory=list)
    role: str | None = None
    given: str | None = None
    type: ActorType | None = None
    name: str = ""
    wikidata: str | None = None
    land: str | None = None
    town: bool = False  # it is named as a town, which acts in some of its names and is a place in the others
    evidence: list[str] = field(default_factory=list)

    def take_in(self, other: Draft) -> None:
        """Add the phrases of a draft that turned out to be the same actor; the fields stay this one's."""
        self.phrases += other.phrases
        self.codes += other.codes
        self.evidence += [e for e in other.evidence if e not in self.evidence]
