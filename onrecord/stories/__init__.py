"""Stories: when two reports tell of one event; a comparison of what was coded, that changes no record."""

from onrecord.stories.same_event import Telling, TellingParty, score, shared, window

__all__ = ["Telling", "TellingParty", "score", "shared", "window"]
