"""What an actor phrase says of its actor: country, PLOVER sectors, role and code, with their evidence."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ActorCode:
    """What an actor phrase says of its actor.

    `country`: ISO 3166-1 alpha-3 or None; `bloc`: PLOVER's code of a body that belongs to no state (UNO, EUR, IGO, NGO,
    IMG, MNC, ISM) or None; `sectors`: PLOVER codes, main one first; `code`: country or bloc followed by the sectors, or
    what a user's dictionary says; `evidence`: one line a field, naming the words and the table row.
    """

    country: str | None = None
    bloc: str | None = None
    sectors: tuple[str, ...] = ()
    role: str | None = None
    name: str | None = None
    bearer: str | None = None
    kind: str | None = None
    wikidata: str | None = None
    given: str | None = None
    plural: bool = False
    evidence: tuple[str, ...] = ()

    @property
    def code(self) -> str | None:
        """The actor code: `given` where a dictionary gives one, else country or bloc and sectors; None where
        nothing is known.
        """
        return self.given or ((self.country or self.bloc or "") + "".join(self.sectors)) or None
