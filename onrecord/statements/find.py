"""Statements of a text: who said what, with speaker, kind, polarity, venue, day, nesting and confidence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from onrecord.article.layout import Layout
from onrecord.language.reading import Reading
from onrecord.record import Actor, Mention, Place, Span, Statement, Time
from onrecord.statements.aged import is_by_age, who_is_so_old
from onrecord.statements.answers import is_answer, who_is_asked
from onrecord.statements.circumstances import (
    addressees_of,
    attributing_tokens,
    by_day,
    day_of,
    is_another_time,
    is_paper,
    is_past,
    is_plain_past,
    of_the_cue,
    times_of,
    venue_of,
)
from onrecord.statements.confidence import confidence_of
from onrecord.statements.decode import Scores, decode
from onrecord.statements.fields import certainty_of, kind_of, polarity_of, verb_of
from onrecord.statements.lexicon import lexicon
from onrecord.statements.linker import Draft, link
from onrecord.statements.nesting import Placed, place, without
from onrecord.statements.rules import propose
from onrecord.statements.speakers import MentionIndex, is_first_person, speaker_of
from onrecord.statements.stream import Fragment, Stream
from onrecord.statements.tagger import Tagger
from onrecord.statements.tidy import take_turns, tidy
from onrecord.statements.verb_rules import is_deed
from onrecord.statements.votes import votes

# A labelled statement less sure than this is left out, with what lies within it; tuned on PolNeAR dev.
LEAST = 0.2
# The same where nobody is said to be its source (`is expected`, `were reported`): on PolNeAR dev most of those
# below are none;
# from .2 to .35 its soft F1 goes from .775 to .776 and its strict F1 from .649 to .652, at .5 they fall.
LEAST_ALONE = 0.35
# From so many lines that begin with a speaker and a colon on a text is a transcript: every turn is somebody's word.
TURNS = 4
SURE_TURN = 0.8
_TAKES_UP = frozenset(["the", "that", "this"])
_PUTS_OUT = frozenset(
    ["issue", "release", "publish", "write", "send", "circulate", "file", "present", "post", "submit"]
)
_ADDING = frozenset(["add", "continue", "go"])
HEAD = "roles"
"""The name of the attribution head (`Reading.head`)."""


def find_statements(
    reading: Reading,
    mentions: Sequence[Mention],
    actors: Sequence[Actor],
    times: Sequence[Time],
    places: Sequence[Place],
    layout: Layout,
) -> list[Statement]:
    """All attributions of a text, in text order.

    Statements are decoded from the label scores of the attribution head together with the rules' proposals; for a
    reading without such scores the linear tagger gives them. A statement within another's content has `within` set;
    contents of those without it do not overlap.
    """
    stream = Stream.of(reading)
    if not len(stream):
        return []
    placed = drafts_of(stream)
    transcript = sum(p.rule == "line" and p.within is None for p in placed) >= TURNS
    index = MentionIndex(mentions)
    words = lexicon()
    told_on = _told_on(layout)
    out: list[Statement] = []
    days: list[str | None] = []
    clauses: list[list[int]] = []
    for n, p in enumerate(placed):
        d = p.draft
        clause = attributing_tokens(stream, d.cue, d.source, d.contents)
        speaker = speaker_of(stream, d.source, index)
        if speaker is not None and index.speaks_of_itself(stream, d.source, d.contents, speaker):
            speaker = _speaker_before(stream, p, placed[:n], out, speaker)
        speaker = _goes_on(stream, p, placed[:n], out, speaker, index)
        if speaker is None and d.source is not None and is_by_age(stream, d.source):
            speaker = who_is_so_old(stream, d.source, index)
        clauses.append(clause)
        if speaker is None and transcript and p.rule == "line" and is_answer(stream, d):
            speaker = who_is_asked(stream, placed[:n], out, index)
        if speaker is None and d.source is not None:
            speaker = _whose_paper(stream, d.source, clauses, out, index)
        before = out[-1] if out else None
        if speaker is None and d.source is None and d.cue is None and before is not None and before.within is None:
            near = stream.paragraph[d.contents[0].first] - stream.paragraph[placed[n - 1].last - 1] <= 1
            speaker = before.speaker if near and before.kind != "indirect" else None
        verb = verb_of(stream, d.cue, words)
        known = words.verbs.get(verb or "")
        dated = times_of(stream, clause, d.source, times)
        own = of_the_cue(stream, d.cue, dated)
        if told_on is not None and is_past(stream, d.cue):
            own, dated = by_day(own, told_on), by_day(dated, told_on)
        day = day_of(own) or (None if is_another_time(own) else day_of(dated))
        days.append("" if day is None and is_another_time(own) else day)
        out.append(
            Statement(
                id=f"s{n + 1}",
                speaker=speaker,
                source=_spans(stream, [d.source]),
                cue=_spans(stream, [d.cue]),
                content=_spans(stream, d.contents),
                kind=kind_of(stream, d.contents),
                verb=verb,
                addressees=addressees_of(stream, d.cue, clause, index, words, speaker),
                venue=venue_of(stream, d.cue, clause, d.source, places),
                date=day,
                polarity=polarity_of(stream, d.cue, d.source, words),
                certainty=certainty_of(stream, d.cue, d.contents, known.kind if known else None),
                within=None if p.within is None else f"s{p.within + 1}",
                confidence=max(confidence_of(stream, p), SURE_TURN if transcript and p.rule == "line" else 0.0),
            )
        )
    _speak_for_themselves(stream, placed, out)
    _carry_days(stream, placed, out, days, told_on)
    return out


def drafts_of(stream: Stream) -> list[Placed]:
    """The statements of a stream as fragments, outer ones before the ones within them."""
    proposals = propose(stream)
    scores = scores_of(stream)
    if scores is None:
        scores = Tagger.load().scores(stream, proposals)
    fragments = decode(stream, scores + votes(stream, proposals))
    drafts = take_turns([d for d in link(stream, fragments) if _stands(stream, d)], proposals)
    tidy(stream, drafts, proposals)
    for d in drafts:
        _rescore(stream, d, scores)
    placed = place(stream, drafts, proposals)
    transcript = sum(p.rule == "line" for p in proposals) >= TURNS
    doubtful = {
        n
        for n, p in enumerate(placed)
        if p.labelled
        and not (transcript and p.rule == "line")
        and confidence_of(stream, p) < (LEAST if p.draft.source else LEAST_ALONE)
    }
    return without(placed, doubtful) if doubtful else placed


def by_rules(stream: Stream) -> list[Placed]:
    """The statements that the rules alone see: no trained part has a say."""
    return place(stream, [], propose(stream))


def scores_of(stream: Stream) -> Scores | None:
    """The attribution head's scores, one row a token of the stream; None where the reading has none."""
    held = stream.reading.head(HEAD)
    if held is None:
        return None
    rows = [np.asarray(part, dtype=np.float32).reshape(-1, 7) for part in held]
    joined: Scores = np.concatenate(rows) if rows else np.zeros((0, 7), dtype=np.float32)
    return joined if len(joined) == len(stream) else None


def _rescore(stream: Stream, draft: Draft, scores: Scores) -> None:
    """Give each fragment the mean log-probability of its role by the head alone."""
    columns = {"source": (1, 2), "cue": (3, 4), "content": (5, 6)}
    for f in (draft.cue, draft.source, *draft.contents):
        if f is not None:
            part = scores[f.first : f.last, columns[f.role]]
            f.score = float(np.logaddexp(part[:, 0], part[:, 1]).mean())


def _stands(stream: Stream, draft: Draft) -> bool:
    """Whether a draft has what a statement needs: content of words, and a cue or a source or quotation marks.

    In a headline the cue must be a known word of speech or thought, or a mark: `Accountant Goes on Spree` has none.
    """
    if draft.cue is not None and _is_headline(stream, draft.cue.first) and not _is_known(stream, draft):
        return False
    if draft.cue is not None and _is_in_a_name(stream, draft.cue):
        return False
    if draft.cue is not None and _is_a_phone_call(stream, draft.cue, draft.contents):
        return False
    if draft.cue is not None and _tells_of_a_deed(stream, draft.cue):
        return False
    if draft.cue is not None or draft.source is not None:
        return True
    words = sum(stream.is_word(i) for f in draft.contents for i in range(f.first, f.last))
    return words >= 3 and stream.is_quoted(draft.contents[0].first)


def _is_in_a_name(stream: Stream, cue: Fragment) -> bool:
    """Whether a cue is the end of somebody's name: the `Said` of `President Omar Said`."""
    i = cue.first
    return cue.last - i == 1 and stream.deprel(i) == "flat" and stream.words[i][:1].isupper()


def _is_a_phone_call(stream: Stream, cue: Fragment, contents: Sequence[Fragment]) -> bool:
    """`He called his counterpart`, `had called her on Thursday`: spoken to, where `called it unfair` says something."""
    call = next((i for i in range(cue.first, cue.last) if stream.lemmas[i] == "call"), None)
    if (
        call is None
        or len(contents) != 1
        or stream.upos(call) != "VERB"
        or stream.lowers[cue.last - 1] in ("for", "on")
    ):
        return False
    f = contents[0]
    below = {stream.deprel(i) for i in range(f.first, f.last) if stream.head(i) == call}
    said = any(stream.is_quoted(i) for i in range(f.first, min(f.last + 3, len(stream))))
    return "obj" in below and below <= {"obj", "obl", "obl:tmod", "advmod", "punct"} and not said


def _tells_of_a_deed(stream: Stream, cue: Fragment) -> bool:
    """`Recalled its ambassador`, `called a strike`: nothing is said."""
    words = lexicon()
    for i in range(cue.first, cue.last):
        if stream.lemmas[i] in words.deeds and stream.upos(i) == "VERB":
            return is_deed(*stream.of_sentence(i), words)
    return False


def _is_headline(stream: Stream, token: int) -> bool:
    """Whether the token's sentence is a paragraph of its own without a stop at its end."""
    n = stream.sentence[token]
    first, last = stream.first_of[n], stream.first_of[n + 1]
    begins = first == 0 or stream.paragraph[first - 1] != stream.paragraph[first]
    ends = last == len(stream) or stream.paragraph[last] != stream.paragraph[first]
    return begins and ends and stream.is_word(last - 1)


def _is_known(stream: Stream, draft: Draft) -> bool:
    """Whether the cue has a word of the lexicon or is a mark, or words of the content are quoted.

    Verbs that only go with quotations (`go on`) do not count where nothing is quoted.
    """
    words = lexicon()
    if draft.cue is None or any(stream.is_quoted(f.first) or stream.is_quoted(f.last - 1) for f in draft.contents):
        return True
    for i in range(draft.cue.first, draft.cue.last):
        lemma, word = stream.lemmas[i], stream.lowers[i]
        two = f"{lemma} {stream.lowers[i + 1]}" if i + 1 < len(stream) else ""
        if not stream.is_word(i) or word == "according":
            return True
        verb = words.verbs.get(two) or words.verbs.get(lemma)
        if (verb is not None and verb.frames != "q") or lemma in words.nouns or word in words.adverbs:
            return True
    return False


def _spans(stream: Stream, fragments: Sequence[Fragment | None]) -> list[Span]:
    return [stream.span(f.first, f.last) for f in fragments if f is not None]


def _speaker_before(
    stream: Stream, placed: Placed, earlier: Sequence[Placed], out: Sequence[Statement], not_this: str
) -> str | None:
    """The last other speaker outside of others' content in this paragraph or the two before it."""
    for p, statement in zip(reversed(earlier), reversed(out), strict=False):
        if stream.paragraph[placed.first] - stream.paragraph[p.first] > 2:
            return None
        if p.within is None and statement.speaker not in (None, not_this):
            return statement.speaker
    return None


def _whose_paper(
    stream: Stream,
    source: Fragment,
    clauses: Sequence[Sequence[int]],
    out: Sequence[Statement],
    index: MentionIndex,
) -> str | None:
    """Who spoke in the paper that a source takes up: `Roe said in a statement` ... `the statement added`; else who put
    it out in the sentences before: `the ministry issued a statement`.
    """
    head = stream.top(source.first, min(source.last, stream.first_of[stream.sentence[source.first] + 1]))
    noun = stream.lemmas[head]
    if stream.lowers[source.first] not in _TAKES_UP or not is_paper(noun):
        return None
    told = zip(reversed(clauses[: len(out)]), reversed(out), strict=True)
    for clause, statement in told:
        if statement.speaker and any(stream.lemmas[i] == noun for i in clause):
            return statement.speaker
    start = stream.first_of[max(0, stream.sentence[source.first] - 3)]
    for i in range(source.first - 1, start - 1, -1):
        verb = stream.head(i)
        if stream.lemmas[i] != noun or verb < 0 or stream.lemmas[verb] not in _PUTS_OUT:
            continue
        doers = (j for j in range(start, i) if stream.head(j) == verb and stream.deprel(j) == "nsubj")
        mention = next((m for j in doers if (m := index.on(stream.span(j, j + 1))) is not None), None)
        if mention is not None:
            return mention.actor
    return None


def _goes_on(
    stream: Stream,
    placed: Placed,
    earlier: Sequence[Placed],
    out: Sequence[Statement],
    speaker: str | None,
    index: MentionIndex,
) -> str | None:
    """The speaker of `he added` and of a `she said` or `they said` that nobody was found for: who spoke just before.

    Only somebody in the same paragraph or the one before it whom no pronoun of the other gender stands for.
    """
    d = placed.draft
    if d.source is None or d.source.last - d.source.first > 1 or placed.within is not None:
        return speaker
    word = stream.lowers[d.source.first]
    adds = d.cue is not None and any(stream.lemmas[i] in _ADDING for i in range(d.cue.first, d.cue.last))
    if word not in ("he", "she", "they") or (speaker is not None and not adds):
        return speaker
    for p, statement in zip(reversed(earlier), reversed(out), strict=False):
        if stream.paragraph[d.source.first] - stream.paragraph[p.first] > 1:
            break
        if p.within is None and statement.speaker is not None:
            return statement.speaker if index.may_be(statement.speaker, word) else speaker
    return speaker


def _speak_for_themselves(stream: Stream, placed: Sequence[Placed], out: Sequence[Statement]) -> None:
    """A first person who speaks within a quotation or a turn is the one quoted: `“We want peace,” said Ann Roe`."""
    for n, p in enumerate(placed):
        source = p.draft.source
        if p.within is None or source is None or source.last - source.first > 1:
            continue
        spoken = stream.is_quoted(source.first) or placed[p.within].rule == "line"
        if is_first_person(stream.lowers[source.first]) and spoken:
            out[n].speaker = out[p.within].speaker


def _told_on(layout: Layout) -> str | None:
    """The day that `said` without a day means: the dateline's where it has one in full, else publication."""
    dateline = layout.source.dateline
    if dateline is not None and dateline.date is not None and len(dateline.date) == 10:
        return dateline.date
    return layout.source.published


def _carry_days(
    stream: Stream, placed: Sequence[Placed], out: Sequence[Statement], days: Sequence[str | None], told_on: str | None
) -> None:
    """Statements without a day of their own take the day of the same speech event, else the day of the report.

    The same speech event: the same speaker, in the paragraph of a statement with a day or the next one. `days` has ""
    for what was said at a time that is no day: it stays without one, and so does what goes on with it.
    """
    said: dict[str, tuple[str, int]] = {}
    for p, statement, own in zip(placed, out, days, strict=True):
        paragraph = stream.paragraph[p.first]
        key = statement.speaker or ""
        if own is not None and key:
            said[key] = (own, paragraph)
            continue
        if own is not None or statement.within is not None:
            continue
        held = said.get(key)
        if held is not None and paragraph - held[1] <= 1:
            statement.date = held[0] or None
            said[key] = (held[0], paragraph)
        elif p.draft.cue is None or is_plain_past(stream, p.draft.cue):
            statement.date = told_on
