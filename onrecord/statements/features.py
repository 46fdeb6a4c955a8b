"""What the linker looks at: how a content or a source fragment stands to a cue.

Every feature is a number between about -1 and 2; the order of `CONTENT_FEATURES` and `SOURCE_FEATURES` is the order of
the columns the linker was trained on.
"""

from __future__ import annotations

import bisect
import math
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.statements.lexicon import Lexicon
from onrecord.statements.stream import Fragment, Stream

_SHARED = (
    "after", "gap0", "gap1", "gap_log", "same_sentence", "sentences_between", "same_paragraph", "paragraphs_between",
    "stops_between", "commas_between", "cues_between", "sources_between", "contents_between", "nearest",
    "cue_speech", "cue_noun", "cue_according", "cue_colon", "cue_comma", "cue_long", "cue_that_ahead", "cue_quoted",
    "cue_passive", "cue_sentence_initial",
    "tree_child", "tree_below", "tree_depth", "tree_parent", "tree_sibling", "tree_ccomp", "tree_none",
)  # fmt: skip
CONTENT_FEATURES = (
    *_SHARED,
    "quoted_all", "quoted_part", "starts_mark", "ends_mark", "ends_comma", "starts_lower", "starts_that", "starts_to",
    "at_sentence_start", "at_sentence_end", "continues", "alone_in_paragraph", "paragraph_start", "long",
    "broken_by_cue", "cue_has_nearer", "cue_adjacent_other_side", "source_before_cue", "source_after_cue",
    "cue_ends_sentence", "cue_in_sentence_alone", "rel_obj", "rel_parataxis", "rel_xcomp", "rel_mod",
    "last_quoted", "last_same_paragraph", "several_sentences",
)  # fmt: skip
SOURCE_FEATURES = (
    *_SHARED,
    "rel_subject", "rel_by", "rel_poss", "rel_subject_of_ancestor", "pronoun", "inverted", "of_or_by_between",
    "relative_between", "and_between", "source_quoted", "nearest_other_cue", "plain_chain",
    "content_between_only", "source_first_in_sentence",
)  # fmt: skip


@dataclass(slots=True)
class Row:
    """The fragments of a text by role, with what is asked of them again and again."""

    stream: Stream
    sources: list[Fragment]
    cues: list[Fragment]
    contents: list[Fragment]
    cue_firsts: list[int]
    source_firsts: list[int]
    content_firsts: list[int]
    cue_marks: list[list[float]]
    stops: list[int]
    commas: list[int]
    tops: dict[tuple[int, int], int]

    @classmethod
    def of(cls, stream: Stream, fragments: Sequence[Fragment], lexicon: Lexicon) -> Row:
        """Sort fragments by role and take the cues' own features."""
        by_role = {r: sorted((f for f in fragments if f.role == r), key=lambda f: f.first) for r in _ROLE_ORDER}
        stops = [i for i, w in enumerate(stream.words) if w[-1:] in (".", "?", "!", ";") and w != "..."]
        row = cls(
            stream=stream,
            sources=by_role["source"],
            cues=by_role["cue"],
            contents=by_role["content"],
            cue_firsts=[f.first for f in by_role["cue"]],
            source_firsts=[f.first for f in by_role["source"]],
            content_firsts=[f.first for f in by_role["content"]],
            cue_marks=[],
            stops=stops,
            commas=[i for i, w in enumerate(stream.words) if w == ","],
            tops={},
        )
        row.cue_marks = [_cue_features(stream, c, lexicon) for c in row.cues]
        return row

    def top(self, first: int, last: int) -> int:
        key = (first, last)
        if key not in self.tops:
            self.tops[key] = self.stream.top(first, last)
        return self.tops[key]


_ROLE_ORDER = ("source", "cue", "content")


def _count(numbers: list[int], low: int, high: int) -> int:
    """How many sorted numbers lie in `[low, high)`."""
    return max(0, bisect.bisect_left(numbers, high) - bisect.bisect_left(numbers, low))


def _cue_features(stream: Stream, cue: Fragment, lexicon: Lexicon) -> list[float]:
    words = stream.lowers[cue.first : cue.last]
    lemmas = stream.lemmas[cue.first : cue.last]
    tags = [stream.upos(i) for i in range(cue.first, cue.last)]
    verbs = [lemma for lemma, tag in zip(lemmas, tags, strict=True) if tag == "VERB"]
    speech = any(lexicon.is_parenthetical(v) for v in (verbs or lemmas))
    noun = not verbs and any(lexicon.is_noun(lemma) for lemma in lemmas)
    passive = any(
        stream.deprel(i) in ("aux:pass", "auxpass") or (stream.words[i].endswith("ed") and i == cue.first)
        for i in range(cue.first, cue.last)
    )
    ahead = stream.lowers[cue.last] if cue.last < len(stream) else ""
    first_of = stream.first_of[stream.sentence[cue.first]]
    return [
        float(speech),
        float(noun),
        float(words[0] == "according" or words[-1] == "according"),
        float(":" in words[-1] or ahead == ":"),
        float(words[-1].endswith(",") or ahead == ","),
        float(len(words) > 3),
        float(ahead == "that" or words[-1] == "that"),
        float(stream.is_quoted(cue.first)),
        float(passive),
        float(cue.first - first_of <= 1),
    ]


def _shared(row: Row, f: Fragment, c: int) -> list[float]:
    """The features that content and source have alike, of fragment `f` against cue number `c`."""
    stream, cue = row.stream, row.cues[c]
    after = f.first >= cue.last
    low, high = (cue.last, f.first) if after else (f.last, cue.first)
    gap = max(0, high - low)
    anchor, far = (f.first, cue.last - 1) if after else (f.last - 1, cue.first)
    sentences = abs(stream.sentence[anchor] - stream.sentence[far])
    paragraphs = abs(stream.paragraph[anchor] - stream.paragraph[far])
    cues = _count(row.cue_firsts, low, high)
    sources = _count(row.source_firsts, low, high)
    contents = _count(row.content_firsts, low, high)
    out = [
        float(after),
        float(gap == 0),
        float(gap == 1),
        math.log1p(gap) / 4,
        float(sentences == 0),
        min(sentences, 4) / 4,
        float(paragraphs == 0),
        min(paragraphs, 3) / 3,
        min(_count(row.stops, low, high), 3) / 3,
        min(_count(row.commas, low, high), 3) / 3,
        min(cues, 3) / 3,
        min(sources, 3) / 3,
        min(contents, 3) / 3,
        float(cues == 0),
    ]
    out += row.cue_marks[c]
    out += _tree(row, f, cue, anchor)
    return out


def _part(row: Row, f: Fragment, token: int) -> tuple[int, int]:
    """The part of a fragment within the sentence of `token`."""
    n = row.stream.sentence[token]
    return max(f.first, row.stream.first_of[n]), min(f.last, row.stream.first_of[n + 1])


def _tree(row: Row, f: Fragment, cue: Fragment, anchor: int) -> list[float]:
    """Where the fragment hangs in the tree, seen from the cue."""
    stream = row.stream
    if stream.sentence[anchor] != stream.sentence[cue.first]:
        return [0.0] * 6 + [1.0]
    top = row.top(*_part(row, f, anchor))
    cue_top = row.top(*_part(row, cue, cue.first))
    steps = 0
    j = stream.head(top)
    child = cue.first <= j < cue.last
    above = j
    while above >= 0 and steps < 8 and not cue.first <= above < cue.last:
        above = stream.head(above)
        steps += 1
    below = above >= 0 and steps < 8
    over = stream.head(cue_top)
    parent = f.first <= over < f.last
    sibling = over >= 0 and over == j
    relation = stream.deprel(top).split(":")[0]
    return [
        float(child),
        float(below),
        steps / 8,
        float(parent),
        float(sibling),
        float(relation == "ccomp"),
        0.0,
    ]


def content_features(row: Row, k: int, c: int) -> list[float]:
    """Content number `k` against cue number `c`, in the order of `CONTENT_FEATURES`."""
    stream, f, cue = row.stream, row.contents[k], row.cues[c]
    after = f.first >= cue.last
    quoted = [i for i in range(f.first, f.last) if stream.is_word(i)]
    inside = sum(stream.is_quoted(i) for i in quoted)
    n = stream.sentence[f.first]
    last_n = stream.sentence[f.last - 1]
    start, end = stream.first_of[n], stream.first_of[last_n + 1]
    opening, closing = stream.words[f.first], stream.words[f.last - 1]
    ends_comma = (
        closing == ","
        or (f.last < len(stream) and stream.words[f.last] == ",")
        or (stream.is_mark(f.last - 1) and f.last - f.first > 1 and stream.words[f.last - 2] == ",")
    )
    first_word = next((i for i in range(f.first, f.last) if stream.is_word(i)), f.first)
    before = row.contents[k - 1] if k else None
    following = row.contents[k + 1] if k + 1 < len(row.contents) else None
    # The cue stands between two contents of one sentence: "We waited," she said, "and nobody came."
    broken = bool(
        after
        and before is not None
        and before.last <= cue.first
        and stream.sentence[before.last - 1] == stream.sentence[cue.first] == n
    ) or bool(
        not after
        and following is not None
        and following.first >= cue.last
        and stream.sentence[following.first] == stream.sentence[cue.first] == last_n
    )
    nearer = bool(
        (after and before is not None and before.first >= cue.last)
        or (not after and following is not None and following.last <= cue.first)
    )
    at_cue = bisect.bisect_left(row.content_firsts, cue.first)
    left = row.contents[at_cue - 1] if at_cue else None
    right = row.contents[at_cue] if at_cue < len(row.contents) else None
    if after:
        other_side = (
            left is not None
            and cue.first - left.last <= 12
            and (stream.sentence[left.last - 1] == stream.sentence[cue.first])
        )
    else:
        other_side = right is not None and right.first - cue.last <= 3
    src = bisect.bisect_left(row.source_firsts, cue.first)
    source_left = row.sources[src - 1] if src else None
    source_right = row.sources[src] if src < len(row.sources) else None
    cue_n = stream.sentence[cue.first]
    cue_end = stream.first_of[cue_n + 1]
    paragraph_start = f.first == 0 or stream.paragraph[f.first - 1] != stream.paragraph[f.first]
    paragraph_end = f.last >= len(stream) or stream.paragraph[f.last] != stream.paragraph[f.last - 1]
    tail = f.last - 1
    relation = stream.deprel(row.top(*_part(row, f, f.first if after else tail)))
    base = relation.split(":")[0]
    return [
        *_shared(row, f, c),
        float(bool(quoted) and inside == len(quoted)),
        float(0 < inside < len(quoted)),
        float(stream.is_mark(f.first)),
        float(stream.is_mark(f.last - 1)),
        float(ends_comma),
        float(stream.words[first_word][:1].islower()),
        float(opening.lower() in ("that", "whether", "if", "how", "why", "what")),
        float(opening.lower() == "to"),
        float(f.first - start <= 1),
        float(end - f.last <= 1),
        float(k > 0 and before is not None and stream.is_quoted(f.first) and stream.is_quoted(before.last - 1)),
        float(paragraph_start and end - f.last <= 1 and (paragraph_end or stream.is_mark(f.last - 1))),
        float(paragraph_start),
        min(f.last - f.first, 60) / 60,
        float(broken),
        float(nearer),
        float(other_side),
        float(source_left is not None and 0 <= cue.first - source_left.last <= 2),
        float(source_right is not None and 0 <= source_right.first - cue.last <= 2),
        float(cue_end - cue.last <= 2 or (source_right is not None and cue_end - source_right.last <= 2)),
        float(not (left is not None and stream.sentence[left.last - 1] == cue_n)
              and not (right is not None and stream.sentence[right.first] == cue_n)),
        float(base in ("obj", "iobj")),
        float(base == "parataxis"),
        float(base in ("xcomp", "advcl")),
        float(base in ("nmod", "obl", "acl")),
        float(before is not None and stream.is_quoted(before.last - 1)),
        float(before is not None and stream.paragraph[before.last - 1] == stream.paragraph[f.first]),
        float(last_n > n),
    ]  # fmt: skip


def source_features(row: Row, k: int, c: int) -> list[float]:
    """Source number `k` against cue number `c`, in the order of `SOURCE_FEATURES`."""
    stream, f, cue = row.stream, row.sources[k], row.cues[c]
    after = f.first >= cue.last
    low, high = (cue.last, f.first) if after else (f.last, cue.first)
    between = stream.lowers[low:high] if high - low < 40 else []
    same = stream.sentence[f.first] == stream.sentence[cue.first]
    subject = by = poss = chain = False
    if same:
        top = row.top(*_part(row, f, f.first))
        head = stream.head(top)
        base = stream.deprel(top).split(":")[0]
        in_cue = cue.first <= head < cue.last
        subject = in_cue and base in ("nsubj", "csubj")
        by = in_cue and base in ("obl", "nmod")
        poss = in_cue and stream.deprel(top) == "nmod:poss"
        # The subject of a verb that the cue is coordinated with or hangs from.
        above = row.top(*_part(row, cue, cue.first))
        steps = 0
        while above >= 0 and steps < 4:
            if above == head and base == "nsubj":
                chain = True
                break
            if stream.deprel(above).split(":")[0] not in ("conj", "xcomp", "advcl", "acl", "cop", "aux", "dep"):
                break
            above = stream.head(above)
            steps += 1
    other = bisect.bisect_left(row.cue_firsts, f.last)
    follower = row.cues[other] if other < len(row.cues) else None
    contents = _count(row.content_firsts, low, high)
    start = stream.first_of[stream.sentence[f.first]]
    return [
        *_shared(row, f, c),
        float(subject),
        float(by),
        float(poss),
        float(chain),
        float(f.last - f.first == 1 and stream.upos(f.first) == "PRON"),
        float(after and high - low == 0),
        float(bool(between) and between[-1] in ("by", "of", "from")),
        float(any(w in ("who", "which", "that", "whose") for w in between)),
        float(any(w in ("and", "but", "or") for w in between)),
        float(stream.is_quoted(f.first)),
        float(not after and follower is not None and follower is not cue and follower.first < cue.first),
        float(
            bool(between) and all(w in (",", "who", "also", "has", "have", "had", "and", "is", "was") for w in between)
        ),
        float(contents > 0 and _count(row.cue_firsts, low, high) == 0),
        float(f.first - start <= 1),
    ]
