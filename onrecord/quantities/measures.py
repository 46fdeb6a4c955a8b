"""What a number measures: a unit, a percentage, a sum of money in the currency that the text speaks of."""

from __future__ import annotations

import re
from functools import lru_cache

from onrecord.language.reading import Sentence
from onrecord.quantities.tables import tables

_METRES_AFTER = re.compile(
    r"(?: by | x |[ -](?:long|wide|tall|high|deep|away|sprint|freestyle|hurdles"
    r"|butterfly|backstroke|relay|tower|statue|cliff|radius|perimeter|stretch|tunnel|pool|waves?)\b)"
)
_METRES_BEFORE = re.compile(r"\d\s?m(?: by | x )$")
# "26.9 degrees in latitude", "3.8 degrees on the Richter scale", "30 degrees north".
_NOT_OF_HEAT = frozenset(
    [
        "spin",
        "turn",
        "view",
        "angle",
        "rotation",
        "arc",
        "panorama",
        "latitude",
        "longitude",
        "richter",
        "north",
        "south",
        "east",
        "west",
        "n",
        "s",
        "e",
        "w",
    ]
)

_GLUED = re.compile(r"[A-Za-z]{1,3}\b")


@lru_cache(maxsize=16)
def currency(word: str, table: str, text: str) -> str | None:
    """The ISO 4217 code of a currency's sign or name; one that several countries share is that of the country whose
    words the text has most of, None where it has none."""
    code: str = tables()[table][word]
    if code != "shared":
        return code
    shared = tables()["currency_shared"]
    lowered = text.lower()
    points = {
        code: sum(lowered.count(w) for w in found)
        for code, found in shared["words"][shared["same"].get(word, word)].items()
    }
    best = max(points, key=lambda c: points[c])
    return best if points[best] else None


def unit_at(sentence: Sentence, stop: int, text: str, at: int) -> bool:
    m = re.compile(r"[A-Za-z]+").match(text, at)
    return bool(m and m[0].lower() in tables()["unit"])


def measure(
    text: str, sentence: Sentence, m: re.Match[str], stop: int, end: int
) -> tuple[str | None, str | None, str | None, int]:
    """Unit, kind, currency and the token after them, where the number `m`, whose tokens end before `stop` and whose
    characters end at `end`, is a measure or money."""
    symbol = m["cur1"] or m["cur2"]
    if symbol:
        code = currency(symbol.lower(), "currency_before", text)
        return code or symbol, "money", code, stop
    if text[end : end + 1] == "%":
        return "%", "percentage", None, max(stop, sentence.tokens_in(end, end + 1)[-1] + 1)
    glued = _GLUED.match(text, end)
    whole = stop >= len(sentence) or sentence.starts[stop] != end
    if glued and whole and glued[0].lower() in tables()["unit"]:
        unit, kind = tables()["unit"][glued[0].lower()]
        return unit, kind, None, stop  # "20mm" as one token
    at = stop + (stop < len(sentence) and sentence.words[stop] in ("-", "‑", "–"))
    at += at < len(sentence) and sentence.words[at].lower() == "of" and bool(m["vague1"])
    more = sentence.words[at].lower() in ("more", "additional", "further") if at + 1 < len(sentence) else False
    at += more and _singular(sentence.words[at + 1].lower()) in tables()["unit"]
    for n in (2, 1):
        if at + n > len(sentence):
            continue
        phrase = " ".join(w.lower() for w in sentence.words[at : at + n])
        single = " ".join(
            [*(w.lower() for w in sentence.words[at : at + n - 1]), _singular(sentence.words[at + n - 1].lower())]
        )
        for form in (phrase, single):
            if form in tables()["unit"] and not (form in ("m", "mw") and m["scale1"]):
                unit, kind = tables()["unit"][form]
                if form == "pound" and _of_money(sentence, stop):
                    return "GBP", "money", "GBP", at + n
                if form == "degree" and {w.lower() for w in sentence.words[at + n : at + n + 4]} & _NOT_OF_HEAT:
                    return None, None, None, stop
                return unit, kind, None, at + n
            if form in tables()["currency_after"] and not (form == "won" and sentence.xpos[at].startswith("VB")):
                code = currency(form, "currency_after", text)
                return code or form, "money", code, at + n
    return None, None, None, stop


def _of_money(sentence: Sentence, stop: int) -> bool:
    """Whether money is spoken of before a number of pounds."""
    lemmas = {lemma.lower() for lemma in sentence.lemmas[max(0, stop - 7) : stop]}
    return bool(lemmas & set(tables()["sterling"]["words"]))


def _singular(word: str) -> str:
    if word in ("feet", "inches"):
        return {"feet": "foot", "inches": "inch"}[word]
    return word[:-1] if word.endswith("s") and len(word) > 2 else word


def in_metres(text: str, m: re.Match[str]) -> bool:
    """`50m by 30m`, `20m deep`, `a 100m sprint`: metres, not millions."""
    if (m["scale1"] or "").lower() != "m" or m["cur1"] or m["link"]:
        return False
    return bool(
        _METRES_AFTER.match(text, m.end("scale1")) or _METRES_BEFORE.search(text, max(0, m.start() - 12), m.start())
    )
