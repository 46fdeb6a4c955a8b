"""Reading: body text to sentences, tokens, tags, lemmas, trees and names, by one small model read once.

`LanguageModel.load().read(text, paragraphs)` gives a `Reading`; the stages after it read nothing else of the language.
"""

from onrecord.language.model import LanguageModel
from onrecord.language.reading import Name, Reader, Reading, Sentence, Token

__all__ = ["LanguageModel", "Name", "Reader", "Reading", "Sentence", "Token"]
