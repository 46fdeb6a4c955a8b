"""Which language a text is in."""

from __future__ import annotations

import re

_SAMPLE = 3000  # characters looked at
_FEW = 8  # words
# The most frequent function words of English; no other language written in Latin letters has a fifth of them.
_ENGLISH = frozenset(
    re.findall(
        r"\w+",
        "the of to and in that for is was on with he it as at by said from his they are have has had not this were who "
        "been their",
    )
)


def identify_language(text: str) -> str | None:
    """The ISO 639-1 code of the language most of the text is in; None for a text with hardly a letter."""
    sample = text[:_SAMPLE] if len(text) <= 3 * _SAMPLE else text[:_SAMPLE] + "\n" + text[len(text) // 2 :][:_SAMPLE]
    words = re.findall(r"[^\W\d_]+", sample.lower())
    if sum(map(len, words)) < 20:
        return None if not sample.isascii() or not words else "en"
    share = sum(w in _ENGLISH for w in words) / len(words)
    if share > 0.2:
        return "en"  # surely, and without loading a model
    if len(words) < _FEW and sample.isascii():
        return "en"  # too little to tell: a headline or a line of a list, and English is what we can read
    import py3langid  # type: ignore[import-untyped]

    code, _ = py3langid.classify(sample)
    if code != "en" and share > 0.12 and sample.isascii():
        return "en"
    return str(code)
