"""The times of a reading: matches chosen, years lent along lists, values given from left to right, ranges completed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from onrecord.language.reading import Reading, Sentence
from onrecord.record import Time
from onrecord.times import clocks, dates, durations, months, named_days, offsets, seasons, years
from onrecord.times.anchors import Anchor
from onrecord.times.calendar import Point
from onrecord.times.counting import date_lengths
from onrecord.times.grammar import Match, again, matches
from onrecord.times.meaning import Meaning, Place
from onrecord.times.ranges import Piece, lend_year, other_end
from onrecord.times.words import word_set, words

READINGS: dict[str, Callable[[dict[str, str], Place], Meaning | None]] = {
    "date": dates.read_date,
    "numeric": dates.read_numeric,
    "nine-eleven": dates.read_nine_eleven,
    "month": months.read_month,
    "week-of": months.read_week_of,
    "week-from": months.read_week_from,
    "day-of-month": dates.read_day_of_month,
    "year": years.read_year,
    "short-year": years.read_short_year,
    "fiscal": years.read_fiscal,
    "decade": years.read_decade,
    "century": years.read_century,
    "quarter": seasons.read_quarter,
    "season": seasons.read_season,
    "holiday": named_days.read_holiday,
    "weekday": named_days.read_weekday,
    "nth-weekday": named_days.read_nth_weekday,
    "day-count": offsets.read_day_count,
    "dayname": offsets.read_dayname,
    "unit-deixis": offsets.read_unit_deixis,
    "unit-part": offsets.read_unit_part,
    "unit-after": offsets.read_unit_after,
    "year-ago": offsets.read_year_ago,
    "offset": offsets.read_offset,
    "offset-day": offsets.read_offset_day,
    "duration": durations.read_duration,
    "vague-units": durations.read_vague_units,
    "bare-units": durations.read_bare_units,
    "set-word": durations.read_set_word,
    "set-every": durations.read_set_every,
    "set-rate": durations.read_set_rate,
    "weekdays": durations.read_weekdays,
    "weekends": durations.read_weekends,
    "vague": durations.read_vague,
    "vague-adjective": durations.read_vague_adjective,
    "that-time": durations.read_that_time,
    "clock": clocks.read_clock,
    "clock-from": clocks.read_clock_from,
    "clock-words": clocks.read_clock_words,
    "daypart": clocks.read_daypart,
    "daypart-after": clocks.read_daypart_after,
    "early-hours": clocks.read_early_hours,
}
_WRITTEN_OUT = frozenset(m for m in words("month") if len(m) > 4 or m in ("may", "june", "july"))
# Kinds that are reckoned from where the narrative is.
_RECKONED = frozenset(["offset", "offset-day", "unit-deixis", "unit-after", "year-ago"])
_NAME_TABLES = ("month", "weekday", "season", "set")
_NEAR = 7  # words before a date in which a plan or an end is spoken of
# Leading words that a pattern needs but TimeML leaves out of the extent.
_LEADING = re.compile(r"(?:in|over|at|for)\s+(?=\S)", re.IGNORECASE)

_OVER = re.compile(r"over\s+", re.IGNORECASE)

# Text put together from tokens: a sentence may end inside "10 a. m.".
# "All in all": no evening is meant.
_ALL_TOLD = re.compile(r"[\"“'‘]?At the end of the day,")
_BROKEN_CLOCK = re.compile(r"\d\s?[ap]\.\s?m\b\.?", re.IGNORECASE)


def find_times(reading: Reading, published: date | None, filed: date | None = None) -> list[Time]:
    """All time expressions of a text, in text order and without overlaps, with TIMEX3 types and values.

    `published` is the day of publication, `filed` the day in the dateline, which "today" and "Tuesday" then mean.
    Without either, relative expressions keep an underspecified value (`XXXX-WXX-2`, `XXXX-XX-XX`) and have no days.
    `earliest` and `latest` are ISO days; None for references (`PAST_REF`), durations, and years before Christ.
    """
    anchor = Anchor.of(reading.text, filed or published)
    bearers = _bearers(reading)
    out: list[Time] = []
    for sentence in reading.sentences:
        if not len(sentence):
            continue
        for start, end, meaning in _sentence_times(reading.text, sentence, anchor, bearers):
            days = meaning.days or (meaning.point.days() if meaning.point else None)
            out.append(
                Time(
                    id=f"t{len(out) + 1}",
                    start=start,
                    end=end,
                    text=reading.text[start:end],
                    type=meaning.type,
                    value=meaning.value,
                    earliest=days[0].isoformat() if days else None,
                    latest=days[1].isoformat() if days else None,
                    mod=meaning.mod,
                )
            )
    date_lengths(reading, out, anchor.published)
    return out


def _bearers(reading: Reading) -> frozenset[str]:
    """Words of times that are somebody's surname in the text: "Jason January said ... January added"."""
    found = set()
    for sentence in reading.sentences:
        for name in sentence.names:
            if name.type == "person" and name.last - name.first > 1:
                found.add(sentence.words[name.last - 1].lower())
    return frozenset(word for word in found if any(word in words(table) for table in _NAME_TABLES))


def _is_bearer(match: Match, place: Place, bearers: frozenset[str]) -> bool:
    word = place.words
    return (
        word.lower() in bearers
        and word[0].isupper()
        and place.before() not in word_set("cues", "before_month")
        and match.end - match.start == len(word.split()[0])
    )


def _sentence_times(
    text: str, sentence: Sentence, anchor: Anchor, bearers: frozenset[str]
) -> list[tuple[int, int, Meaning]]:
    found: list[tuple[int, int, Meaning]] = []
    stop = sentence.end
    if broken := _BROKEN_CLOCK.search(text, max(sentence.start, stop - 8), min(len(text), stop + 4)):
        stop = max(stop, broken.end())
    told = _ALL_TOLD.match(text, sentence.start)
    groups = _groups(text, matches(text, told.end() if told else sentence.start, stop))
    heads = [group[0] for group in groups]
    for k, group in enumerate(groups):
        # Where the longest match means nothing, a shorter one at the same place may.
        for match in group:
            if found and match.start < found[-1][1]:
                continue
            place = Place(text, match.start, match.end, sentence, anchor)
            place.borrowed_year = lend_year(text, match, heads[k + 1 :], anchor)
            if bearers and _is_bearer(match, place, bearers):
                continue
            meaning = READINGS[match.kind](match.fields, place)
            if meaning is None and match.kind in ("date", "numeric"):
                # An impossible date is no date at all: its month alone must not stand for it.
                break
            if meaning is None:
                continue
            start, end = _extent(text, match, anchor.narrative)
            if match.kind == "duration" and durations.is_within(match.fields, place):
                start += len(_OVER.match(text, start)[0])  # type: ignore[index]
            pieces = other_end(text, start, end, meaning, sentence)
            for piece in sorted([*pieces, Piece(start, end, meaning)], key=lambda p: p.start):
                if found and piece.start < found[-1][1]:
                    continue
                found.append((piece.start, piece.end, piece.meaning))
                _remember(piece.meaning, anchor, sentence, place, match.kind)
    return found


def _groups(text: str, found: list[Match]) -> list[list[Match]]:
    """Matches gathered into runs that overlap; in each the longest first, then those that stand clear of it."""
    runs: list[list[Match]] = []
    end = -1
    for match in found:
        if match.start < end:
            runs[-1].append(match)
            end = max(end, match.end)
        else:
            runs.append([match])
            end = match.end
    out: list[list[Match]] = []
    for run in runs:
        out.extend(_split(text, run))
    return out


def _split(text: str, run: list[Match]) -> list[list[Match]]:
    """A run of overlapping matches as groups in text order, each led by a match no other overlaps more widely."""
    if not run:
        return []
    best = min(run, key=lambda m: (m.start - m.end, m.start, m.order))
    left = [m for m in run if m.end <= best.start]
    right = [m for m in run if m.start >= best.end]
    inside = [m for m in run if m is not best and m.start < best.end and m.end > best.start]
    inside.sort(key=lambda m: (m.start - m.end, m.start, m.order))
    for match in inside:
        # What a match that reaches over the edge has beside it may be one too: "at 4am on" before "Saturday, May 3".
        if match.start < best.start:
            left.extend(again(text, match, match.start, best.start))
        elif match.end > best.end:
            right.extend(again(text, match, best.end, match.end))
    return [*_split(text, left), [best, *inside], *_split(text, right)]


def _extent(text: str, match: Match, narrative: bool) -> tuple[int, int]:
    start, end = match.start, match.end
    if match.kind in ("vague", "vague-units", "that-time") and (lead := _LEADING.match(text, start, end)):
        start = lead.end()
    if match.kind in ("date", "month") and text[end - 1] == ".":
        # The stop belongs to "Feb." but not to "February", and to the sentence where the sentence ends.
        written_out = match.fields.get("month", "").rstrip(".") in _WRITTEN_OUT
        if written_out or not text[end:].lstrip()[:1].islower():
            end -= 1
    if match.kind == "day-count" and "of" in match.fields and not narrative:
        # "The fifth day of the revolt": the revolt belongs to it in narratives alone (TimeML against TIMEX2).
        end -= len(match.fields["of"]) + 1
    if match.kind == "clock" and text[start:end].lower().endswith(" local time"):
        end -= len(" local time")
    if match.kind == "clock" and text[end - 1] == "." and text[end - 3 : end - 2] not in (".", " "):
        # The stop of "2 p.m." is its own, that of "2pm." the sentence's.
        end -= 1
    while end > start and text[end - 1] in " ,":
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return start, end


def _remember(meaning: Meaning, anchor: Anchor, sentence: Sentence, place: Place, kind: str) -> None:
    point: Point | None = meaning.point
    if point is None or not meaning.anchors:
        return
    if (
        anchor.narrative
        and anchor.mentioned
        and ((point.grain == "Y" and _aside(place)) or _glanced_at(point, place, kind))
    ):
        return
    anchor.mention(point, sentence.index)


def _glanced_at(point: Point, place: Place, kind: str) -> bool:
    """A date in another year that the narrative only looks out to: `effective until 14 September 1978`, `a campaign
    planned for 1976`, `over a year earlier`. What follows stays in the year it was in."""
    year = place.anchor.year()
    if year is None or point.grain in ("DE", "CE"):
        return False
    if point.year > year:
        near = place.sentence.words[max(0, place.first - _NEAR) : place.first]
        return any(word.lower() in word_set("cues", "looks_ahead") for word in near)
    return point.year < year and kind in _RECKONED


def _aside(place: Place) -> bool:
    """A year that the narrative only glances at: in brackets, the end of a range, `since 1940`."""
    lead = place.text[max(0, place.start - 3) : place.start].rstrip()
    return lead.endswith(("(", "-", "–")) or place.before() in ("since", "until", "till", "than", "from")
