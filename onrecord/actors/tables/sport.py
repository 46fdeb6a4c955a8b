"""Whether a text reports on sport, so that its cities and countries are teams."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.actors.tables.phrase_words import SPORT

SPORTING = 4  # words of sport that such a text has, each counted once
_FORMS = frozenset(form for word in SPORT for form in (word, word.capitalize(), word.upper()))


def on_sport(sentences: Iterable[list[str]]) -> bool:
    """Whether the words, sentence by sentence, are of a report on sport."""
    said: set[str] = set()
    for words in sentences:
        if found := _FORMS.intersection(words):
            said.update(word.lower() for word in found)
            if len(said) >= SPORTING:
                return True
    return False
