"""What words say of actors: the data tables, the lexicon read from them, and the coding of one phrase.

Rests on the standard library and these tables alone, so that `onrecord.mentions` may use it too.
"""

from onrecord.actors.tables.code import ActorCode, code_phrase
from onrecord.actors.tables.lexicon import Lexicon, shipped

__all__ = ["ActorCode", "Lexicon", "code_phrase", "shipped"]
