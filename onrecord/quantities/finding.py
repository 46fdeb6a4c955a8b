"""Numbers found in a sentence and made into quantities."""

from __future__ import annotations

import bisect
import re
from functools import cache

from onrecord.language.reading import Reading, Sentence, Token
from onrecord.quantities.counted_noun import counted_noun
from onrecord.quantities.fractions import fractions
from onrecord.quantities.kinds import has_fate, is_armed, kind_of, stem
from onrecord.quantities.measures import in_metres, measure
from onrecord.quantities.not_counts import counts_a_name, is_name
from onrecord.quantities.tables import tables, word_set
from onrecord.record import Bound, Quantity, Time
from onrecord.times.numbers import read_number
from onrecord.times.words import words as time_words

# How many sentences back an armed body may be named that "the group" means.
_CONTEXT = 3
# Before "from 12 to 15" these make it a change, not a range.
_CHANGE = re.compile(
    r"\b(?:rose|risen|rises?|climb\w*|increas\w*|grew|grow\w*|jump\w*|fell|fall\w*|drop\w*|declin\w*|up|down|cut|revised)\s+$",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_HALF_OF = re.compile(r"half(?:\s+an?\s+|[\s-])", re.IGNORECASE)  # "half a million"
# "000" and "00" are ends of a number or of an hour that was taken apart.
_FIGURE = r"(?!0\d)(?:\d{1,3}(?:,\d{2,3})+|\d+)(?:\.\d+)?"


def _any(entries: list[str]) -> str:
    return "|".join(re.escape(e).replace(r"\ ", r"\s+") for e in sorted(entries, key=lambda e: (-len(e), e)))


@cache
def _pattern() -> re.Pattern[str]:
    """Bound, currency, number, multiplier, second number of a range, in one expression."""
    t = tables()
    number_words = [w for w in time_words("number") if w not in ("zero",)]
    word = rf"(?:{_any(number_words)})"
    article = r"(?:(?:an?\s+)(?=(?:hundred|thousand|million|billion|dozen)\b))?"
    half = r"(?:half(?:\s+an?\s+|[\s-])(?=(?:hundred|thousand|million|billion|dozen)\b))?"
    in_words = rf"{half}{article}{word}(?:(?:[ -]|\s+and\s+){word})*\b(?:\s+and\s+a\s+half\b)?"
    vague = _any(list(t["vague"]))
    scale = _any(["hundred", "thousand", "million", "billion", "trillion", *t["multiplier"]])
    indian = _any([w for w, n in t["multiplier"].items() if len(w) > 3])
    glued = _any([w for w in t["unit"] if w.isalpha() and len(w) < 4 and w not in t["multiplier"]])
    symbol = _any(list(t["currency_before"]))

    def number(n: int) -> str:
        return (
            rf"(?:(?P<cur{n}>{symbol})\s?)?(?:(?P<fig{n}>{_FIGURE})(?:(?:\s|-)?(?P<scale{n}>{scale})\b)?"
            rf"|(?P<vague{n}>{vague})\b|(?P<words{n}>{in_words})(?:[\s-](?P<tens{n}>{indian})\b)?)"
        )

    return re.compile(
        rf"(?<![\w.,/:+$£€#])(?<![\dA-Za-z][-–])(?:(?P<bound>{_any(list(t['bound']))})\s+)?"
        rf"(?:(?P<between>between|from)\s+)?(?:another\s+|a further\s+)?"
        rf"{number(1)}(?:(?P<link>\s*[-–]\s*|\s+(?:to|and|or)\s+){number(2)})?(?:(?![\w])|(?<=\d)(?=(?:{glued})\b))(?!\.\d)(?!,\d)(?P<after>\s+(?:{_any(list(t['bound_after']))})\b)?",
        re.IGNORECASE,
    )


def find_quantities(reading: Reading, times: list[Time]) -> list[Quantity]:
    """All quantities of a text, in text order: what is counted or measured, not times, ages, ordinals, scores or names.

    The span covers bound, number and unit (`at least 12 civilians`). `value` is the number or the lower end of a
    range, whose
    upper end is `high`; a vague number has the least it can mean. A number with no noun, unit, currency or fate near
    it is left out. `of` is None: the actors stage sets it from `counted`.
    """
    taken = sorted((t.start, t.end) for t in times)
    starts = [s for s, _ in taken]
    out: list[Quantity] = []
    for k_sentence, sentence in enumerate(reading.sentences):
        if not len(sentence):
            continue
        shares = fractions(reading.text, sentence)
        if not shares and not _has_number(sentence) and not _DIGIT.search(reading.text, sentence.start, sentence.end):
            continue
        here: list[Quantity] = list(shares)
        before: tuple[int, str | None] = (-9, None)
        armed: bool | None = None
        end_of_last = -1
        for m in _pattern().finditer(reading.text, sentence.start, sentence.end):
            for match in _readings(m, reading.text, sentence.end):
                start = _start(match)
                k = bisect.bisect_right(starts, match.end()) - 1
                if start < end_of_last or (k >= 0 and taken[k][1] > start):
                    continue
                if any(start < share.end and share.start < match.end() for share in shares):
                    continue
                if armed is None:
                    armed = any(is_armed(s) for s in reading.sentences[max(0, k_sentence - _CONTEXT) : k_sentence])
                found = _quantity(reading.text, sentence, match, before, taken, armed)
                if found is None:
                    continue
                quantity, last = found
                if k + 1 < len(taken) and taken[k + 1][0] < quantity.end:
                    continue
                fate = quantity.kind if quantity.kind in tables()["fate"] else None
                # What an adjective of its own says ("displaced families") is not said of those after the comma.
                if fate and quantity.unit and has_fate(sentence, sentence.tokens_in(quantity.start, quantity.end)):
                    fate = None
                before = (last, fate)
                end_of_last = quantity.end
                here.append(quantity)
        out += sorted(here, key=lambda q: q.start)
    for number, quantity in enumerate(out, 1):
        quantity.id = f"q{number}"
    return out


def counted(reading: Reading, quantity: Quantity) -> Token | None:
    """The noun that the quantity counts, for finding of whom it is said; None where the number stands alone."""
    tokens = reading.tokens_in(quantity.start, quantity.end)
    return next((t for t in reversed(tokens) if t.upos in ("NOUN", "PROPN") and t.xpos != "CD"), None)


@cache
def _number_words() -> frozenset[str]:
    return frozenset(w for e in (*time_words("number"), *tables()["vague"]) for w in re.split(r"[\s-]", e))


def _has_number(sentence: Sentence) -> bool:
    table = _number_words()
    return any(part in table for w in sentence.words for part in w.lower().split("-"))


def _readings(m: re.Match[str], text: str, stop: int) -> list[re.Match[str]]:
    """The match; or, where "and" joins two numbers of two nouns or two fates, each number by itself."""
    if m["link"] is None:
        return [m]
    link = m["link"].strip().lower()
    if (
        link == "to"
        and (m["between"] or "").lower() == "from"
        and _CHANGE.search(text, max(0, m.start() - 20), m.start())
    ):
        # "The toll rose from 12 to 15": the count is what it rose to.
        second = _pattern().match(text, m.end("link"), stop)
        if second and second["cur1"]:
            first = _pattern().match(text, m.start("cur1" if m["cur1"] else "between"), m.start("link"))
            return [x for x in (first, second) if x]
        return [second] if second else [m]
    if link == "to" and m["cur1"] and (low := _value(m, 1)) and (high := _value(m, 2)) and high[0] <= low[0]:
        # "$13,440 to three groups", "$4 million to $2.5 million": two numbers, no range.
        first = _pattern().match(text, m.start(), m.start("link"))
        second = _pattern().match(text, m.end("link"), stop)
        return [x for x in (first, second) if x]
    if link == "and" and (m["between"] or "").lower() != "between":
        first = _pattern().match(text, m.start(), m.start("link"))
        second = _pattern().match(text, m.end("link"), stop)
        return [x for x in (first, second) if x]
    return [m]


def _start(m: re.Match[str]) -> int:
    return (
        m.start("bound")
        if m["bound"]
        else m.start("between")
        if m["between"] and m["link"]
        else min(m.start(g) for g in ("cur1", "fig1", "vague1", "words1") if m[g])
    )


def _value(m: re.Match[str], n: int) -> tuple[float, Bound | None] | None:
    if m[f"vague{n}"]:
        least, bound = tables()["vague"][" ".join(m[f"vague{n}"].lower().split())]
        return float(least), bound
    if m[f"fig{n}"]:
        value = float(m[f"fig{n}"].replace(",", ""))
        if scale := m[f"scale{n}"]:
            scale = scale.lower()
            value *= float(tables()["multiplier"].get(scale) or time_words("number")[scale])
        return value, None
    phrase = m[f"words{n}"]
    halved = _HALF_OF.match(phrase)
    number = read_number(phrase[halved.end() :] if halved else phrase)
    if number is None:
        return None
    tens = float(tables()["multiplier"][m[f"tens{n}"].lower()]) if m[f"tens{n}"] else 1.0  # "two lakh"
    return (number * tens / 2 if halved else number * tens), None


def _quantity(
    text: str,
    sentence: Sentence,
    m: re.Match[str],
    before: tuple[int, str | None],
    taken: list[tuple[int, int]],
    armed: bool,
) -> tuple[Quantity, int] | None:
    symbol = m["cur1"]
    if symbol and symbol.lower() in word_set("currency_shared", "letters") and not _is_sum(m):
        return None
    if symbol and text[m.end() : m.end() + 1].isalpha():
        return None
    low = _value(m, 1)
    high = _value(m, 2) if m["link"] else None
    if low is None or (m["link"] and high is None):
        return None
    value, vague = low
    start, number_end = _start(m), m.end("after") if m["after"] else _number_end(m)
    span = sentence.tokens_in(start, number_end)
    if not span or is_name(text, sentence, span.start, span.stop, m):
        return None
    top = None
    if high is not None:
        top = high[0]
        # "5 to 6 million", "$3-4bn": the multiplier of the second is the first's too.
        if m["scale2"] and not m["scale1"] and m["fig1"]:
            value *= top / float(m["fig2"].replace(",", ""))
        if top <= value:
            return None
    bound: Bound = vague or "exact"
    if m["bound"]:
        bound = tables()["bound"][" ".join(m["bound"].lower().split())]
    elif m["after"]:
        bound = tables()["bound_after"][" ".join(m["after"].lower().split())]
    elif top is not None:
        bound = "about"
    unit, kind, currency, last = measure(text, sentence, m, span.stop, _number_end(m))
    if in_metres(text, m):
        value /= float(tables()["multiplier"]["m"])
        unit, kind, last = "m", "distance", span.stop
    if kind is None:
        noun, last = counted_noun(sentence, span.stop)
        part = bool(span.start) and sentence.words[span.start - 1].lower() in ("including", "them")
        joined = before[1] if part or before[0] >= span.start - 2 else None
        kind = kind_of(sentence, span.start, last, noun, joined, armed)
        held = _held(sentence, span.start) if noun is None and kind is None else None
        if noun is None and held is None and (kind is None or bare_too_small(value, m)):
            return None
        unit = " ".join(text[sentence.starts[noun] : sentence.ends[noun]].lower().split()) if noun is not None else None
        if noun is None and m["link"] and "-" in m["link"]:
            return None
        if noun is not None and kind is None and counts_a_name(sentence, span.start, span.stop, noun):
            return None
        if m["words1"] and kind is None and sentence.xpos[span.start] == "NNP" and span.start > 0:
            return None  # "inside the Bermuda Hundred river bend"
        if kind is None and bare_too_small(value, m) and not m["bound"] and top is None:
            return None  # "one hell of a night", "one of the reasons"
        if noun is None:
            last = span.stop
        if held is not None:
            unit, kind = held
    end = max(number_end, sentence.ends[last - 1])
    # A time right after ("12 people on Tuesday") ends the phrase.
    later = [s for s, _ in taken[bisect.bisect_left(taken, (start, 0)) :][:1] if s < end]
    if later:
        return None
    quantity = Quantity("", start, end, text[start:end], value, bound, unit, kind=kind, high=top, currency=currency)
    return quantity, last


def _is_sum(m: re.Match[str]) -> bool:
    """Whether a letter before the figure is money: "N5 billion", "R2,000"; "N5" is a road or a postcode."""
    return bool((m["scale1"] and m["scale1"].lower() not in ("m", "b", "k")) or "," in (m["fig1"] or ""))


def _number_end(m: re.Match[str]) -> int:
    parts = ("fig", "scale", "vague", "words", "tens")
    return max(m.end(f"{part}{n}") for n in (1, 2) for part in parts if m[f"{part}{n}"])


def bare_too_small(value: float, m: re.Match[str]) -> bool:
    """Whether a number without a noun is the pronoun "one"."""
    return bool(m["words1"]) and value == 1


def _held(sentence: Sentence, first: int) -> tuple[str, str] | None:
    """Unit and kind of a number that stands after what holds it: "a crowd of 41,000"."""
    i = first - 1
    while i > 0 and sentence.words[i].lower() in (
        "about",
        "around",
        "some",
        "nearly",
        "almost",
        "over",
        "than",
        "more",
    ):
        i -= 1
    if i < 1 or sentence.words[i].lower() != "of":
        return None
    found = tables()["holder"].get(stem(sentence, i - 1))
    return (found[0], found[1]) if found else None
