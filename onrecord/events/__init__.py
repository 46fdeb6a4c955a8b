"""Events: who did what to whom, in PLOVER and CAMEO, with status, place, date and on whose word.

A lexicon of triggers and frames (`data/`) proposes, the tree gives the parties, the words around give the status, a
learned head (`model/`) weighs the type and completes the parties.
"""

from onrecord.events.dyads import DyadClass, classify_dyad
from onrecord.events.find import find_events

__all__ = ["DyadClass", "classify_dyad", "find_events"]
