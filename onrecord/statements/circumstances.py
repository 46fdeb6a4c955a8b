"""To whom, where and when a statement was made: read off the attributing clause, the words around cue and source."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from functools import cache

from onrecord.record import Place, Time, Venue
from onrecord.statements.lexicon import Lexicon, rows
from onrecord.statements.speakers import MentionIndex
from onrecord.statements.spoken_to import spoken_to
from onrecord.statements.stream import Fragment, Stream

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_AT = frozenset(["in", "at", "on", "during", "before", "after", "via", "through", "over", "by", "from", "to"])


@cache
def _venues() -> dict[str, str]:
    return {word.replace("_", " "): kind for words, kind in rows("venues.tsv") for word in words.split()}


def is_paper(noun: str) -> bool:
    """Whether the noun is something written to speak in: a statement, a letter, a report."""
    return _venues().get(noun) in ("statement", "writing")


def attributing_tokens(
    stream: Stream, cue: Fragment | None, source: Fragment | None, contents: Sequence[Fragment]
) -> list[int]:
    """Tokens of the cue's sentence that are not content: the clause that says who spoke, to whom, where, when.

    Kept to the stretch around the cue that no content parts from it.
    """
    if cue is None:
        return []
    n = stream.sentence[cue.first]
    first, last = stream.first_of[n], stream.first_of[n + 1]
    for f in contents:
        if f.last <= cue.first:
            first = max(first, f.last)
        elif f.first >= cue.last:
            last = min(last, f.first)
    # A phrase before the content counts too where the cue follows it at once: `In Oslo on Monday, "...," she said`.
    return list(range(first, last))


def addressees_of(stream: Stream, cue: Fragment | None, clause: Sequence[int], index: MentionIndex, words: Lexicon,
                  speaker: str | None) -> list[str]:  # fmt: skip
    """Actor ids of those spoken to: `told X`, `said to X`, `asked X`, `wrote to X`, `X was asked`."""
    if cue is None:
        return []
    out: list[str] = []
    heard = spoken_to(stream, cue)
    if heard is not None:
        mention = index.on(stream.span(heard, heard + 1))
        if mention is not None and mention.actor is not None and mention.actor != speaker:
            out.append(mention.actor)
    allowed = set(clause)
    for i in range(cue.first, cue.last):
        verb = words.verbs.get(stream.lemmas[i])
        if stream.upos(i) != "VERB" or (verb is None and stream.lemmas[i] not in ("speak", "talk")):
            continue
        sentence, at = stream.of_sentence(i)
        base = i - at
        for j in sentence.children_of(at):
            relation = sentence.deprels[j].split(":")[0]
            if base + j not in allowed or j < at:
                continue
            case = [sentence.words[k].lower() for k in sentence.children_of(j) if sentence.deprels[k] == "case"]
            direct = relation in ("iobj", "obj") and verb is not None and "a" in verb.frames
            if direct or (relation in ("obl", "nmod") and case in (["to"], ["with"])):
                mention = index.on(stream.span(base + j, base + j + 1))
                if mention is not None and mention.actor is not None and mention.actor not in (*out, speaker):
                    out.append(mention.actor)
    return out


def venue_of(
    stream: Stream, cue: Fragment | None, clause: Sequence[int], source: Fragment | None, places: Sequence[Place]
) -> Venue | None:
    """The occasion or means (`a press conference in Moscow`, `a statement`, `Twitter`), else the place of speaking."""
    table = _venues()
    taken = set(range(source.first, source.last)) if source is not None else set()
    free = [i for i in clause if i not in taken]
    for i in free:
        lemma = stream.lemmas[i]
        known = lemma in table or (i + 1 < len(stream) and f"{lemma} {stream.lemmas[i + 1]}" in table)
        if not known or stream.upos(i) not in ("NOUN", "PROPN") or (_is_time(stream, i) and stream.words[i].istitle()):
            continue
        first = i
        sentence_first = stream.first_of[stream.sentence[i]]
        while first > sentence_first and first - 1 in free and i - first < 8 and stream.lowers[first - 1] not in _AT:
            if stream.upos(first - 1) in ("VERB", "PUNCT", "PRON", "SCONJ", "CCONJ", "AUX"):
                break
            first -= 1
        if first == sentence_first or stream.lowers[first - 1] not in _AT or stream.lowers[first - 1] == "to":
            continue
        last = i + 1
        end = free[-1] + 1
        while last < end and last - i < 12 and last in free:
            if stream.lowers[last] in ("in", "at", "with", "of", "on", "to", "for") and last + 1 < end:
                stop = _phrase(stream, last + 1, end)
                if stop == last + 1 or _is_time(stream, last + 1):
                    break
                last = stop
            elif stream.upos(last) in ("NOUN", "PROPN") and not _is_time(stream, last):
                last += 1
            else:
                break
        start, stop_at = stream.span(first, last)
        return Venue(stream.reading.text[start:stop_at], _place_in(places, start, stop_at), start, stop_at)
    spoken = range(cue.first, cue.last) if cue is not None else range(0)
    for i in free:
        # The place must hang on the cue: `the unrest in Oslo, she said` was not said there.
        if stream.lowers[i] in ("in", "at") and i + 1 in free and stream.head(stream.head(i)) in spoken:
            start, stop_at = stream.span(i + 1, _phrase(stream, i + 1, free[-1] + 1) or i + 2)
            found = next((p for p in places if p.start >= start and p.start < stop_at), None)
            if found is not None:
                return Venue(found.text, found.id, found.start, found.end)
    return None


_WEEKDAYS = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "today",
        "yesterday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "morning",
        "evening",
        "afternoon",
        "night",
        "week",
        "month",
        "year",
    ]
)


def _is_time(stream: Stream, i: int) -> bool:
    return stream.lowers[i] in _WEEKDAYS


def _phrase(stream: Stream, first: int, end: int) -> int:
    """One past the last token of the noun phrase that begins at `first`."""
    last = first
    while (
        last < end
        and stream.upos(last) in ("DET", "ADJ", "NOUN", "PROPN", "NUM", "PART")
        and not _is_time(stream, last)
    ):
        last += 1
    return last


def _place_in(places: Sequence[Place], start: int, end: int) -> str | None:
    return next((p.id for p in places if p.start >= start and p.end <= end), None)


def times_of(stream: Stream, clause: Sequence[int], source: Fragment | None, times: Sequence[Time]) -> list[Time]:
    """The dates in the attributing clause; not those in what is told of the speaker (`Brenn, held on Monday, said`)."""
    if not clause:
        return []
    start, end = stream.span(clause[0], clause[-1] + 1)
    told = (0, 0)
    if source is not None:
        breaks = [i for i in range(source.first, source.last) if stream.words[i] in (",", "(", "—", "–")]
        if breaks:
            told = stream.span(breaks[0], source.last)
    starts = [t.start for t in times]
    near = times[bisect.bisect_left(starts, start) : bisect.bisect_left(starts, end)]
    return [t for t in near if t.type in ("DATE", "TIME") and not told[0] <= t.start < told[1]]


_CLAUSES = ("acl", "advcl", "ccomp", "parataxis", "csubj")


def of_the_cue(stream: Stream, cue: Fragment | None, dated: Sequence[Time]) -> list[Time]:
    """Of the dates those that hang on the cue, through no other clause."""
    out = []
    for t in dated:
        inside = stream.range_of(t.start, t.end)
        i = stream.top(inside.start, inside.stop) if inside else -1
        for _ in range(4):
            if i < 0 or cue is None or cue.first <= i < cue.last or stream.deprel(i).startswith(_CLAUSES):
                break
            i = stream.head(i)
        if cue is not None and cue.first <= i < cue.last:
            out.append(t)
    return out


def by_day(dated: Sequence[Time], day: str) -> list[Time]:
    """The dates that do not lie after the day: `offered to meet them on Tuesday and said` was not said on that one."""
    return [t for t in dated if t.earliest is None or t.earliest <= day]


def is_past(stream: Stream, cue: Fragment | None) -> bool:
    """Whether the cue tells of speech that is over."""
    if cue is None:
        return False
    tokens = (stream.of_sentence(i) for i in range(cue.first, cue.last))
    return any(sentence.xpos[at] == "VBD" for sentence, at in tokens)


def day_of(dated: Sequence[Time]) -> str | None:
    """The day that the dates of an attributing clause name, as an ISO date; None where no single day is."""
    for t in dated:
        if t.earliest is not None and t.earliest == t.latest:
            return t.earliest
        day = _DAY.match(t.value)
        if day is not None:
            return day.group()
    return None


def is_another_time(dated: Sequence[Time]) -> bool:
    """Whether the clause dates the speaking otherwise than by a day (`said in June 2012`): then it was not the day of
    the report.
    """
    return any(t.earliest is not None and t.latest is not None and t.value not in ("PRESENT_REF",) for t in dated)


def is_plain_past(stream: Stream, cue: Fragment | None) -> bool:
    """Whether the cue tells of speech in the simple past or present (`said`, `says`), hence of the report's own day."""
    if cue is None:
        return False
    tags = []
    for i in range(cue.first, cue.last):
        sentence, at = stream.of_sentence(i)
        tags.append(sentence.xpos[at])
    if any(stream.lemmas[i] in ("have", "be") for i in range(cue.first, cue.last)):
        return any(t in ("VBD", "VBZ", "VBP") for t in tags) and not any(
            stream.lemmas[i] == "have" for i in range(cue.first, cue.last)
        )
    return any(t in ("VBD", "VBZ", "VBP", "VBN") for t in tags)  # a past form may be taken for a participle
