"""Stories: when two reports tell of one event; a comparison of what was coded, that changes no record."""

from onrecord.stories.same_event import Shared, Telling, TellingParty, shared, window

__all__ = ["Shared", "Telling", "TellingParty", "shared", "window"]
