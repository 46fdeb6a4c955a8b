"""Actors: who takes part in the news, coded by country, PLOVER sector and role.

`code_phrase` codes any actor phrase from data tables; `resolve_actors` makes one `Actor` of all mentions of one
real-world actor in an article, and `give_home` adds what the dateline tells; a user's own dictionary adds to the tables
or overrides them.
"""

from onrecord.actors.at_home import give_home
from onrecord.actors.quantities import link_quantities
from onrecord.actors.resolve import resolve_actors
from onrecord.actors.tables.code import ActorCode, code_phrase

__all__ = ["ActorCode", "code_phrase", "give_home", "link_quantities", "resolve_actors"]
