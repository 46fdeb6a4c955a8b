"""Events: who did what to whom, in PLOVER and CAMEO, with status, place, date and on whose word.

A lexicon of triggers and frames (`data/`) proposes, the tree gives the parties, the words around give the status.
"""

from onrecord.events.find import find_events

__all__ = ["find_events"]
