"""Statements by rule, from tags, tree and quotation marks: no label scores are needed.

Each rule looks for one construction (verb, `according to`, noun, adverb, headline or transcript colon, a quotation that
stands alone) and proposes a `Proposal`. A proposal may lie within another's content: a nested statement.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from onrecord.language.quotes import Quotation
from onrecord.language.reading import Sentence
from onrecord.statements.clauses import Clauses
from onrecord.statements.lexicon import Lexicon, Verb, lexicon
from onrecord.statements.stream import Fragment, Stream

_COMPLEMENT = frozenset(["ccomp"])
_OPENERS = frozenset(["that", "whether", "if", "how", "why", "what", "who", "when", "where"])
_NEGATIVE = frozenset(["not", "n't", "never", "n’t", "hardly", "neither", "nobody", "none", "no"])
# A colon speech at the head of a paragraph: `WALLACE: ...`, `Pence: ...`, `Q. ...`.
_SPEAKER_LINE = re.compile(r"[\s“\"]*([A-Z][\w.'’\-]*(?: (?:[A-Z][\w.'’\-]*|of|the|de|van|al)){0,5})(?: \([^)\n]{1,40}\))?\s?(:)\s+(?=\S)")
_NOT_SPEAKERS = frozenset(
    "note update photo photos image images video related contact source sources read more watch live opinion analysis "
    "editorial correction exclusive breaking subject from to re date time where when what why how who ps fact facts"
    " contributing credit caption location background history".split()
)
_NAMING = frozenset("call label brand term dub".split())
_LIGHT_VERBS = frozenset("make issue release give send put deliver post publish offer raise hold repeat".split())


@dataclass(slots=True)
class Proposal:
    """One statement that a rule proposes; `anchor` is the token of the verb, noun or colon it turns on."""

    rule: str
    cue: Fragment | None
    source: Fragment | None
    contents: list[Fragment]
    anchor: int
    verb: str | None = None
    kind: str | None = None
    addressee: tuple[int, int] | None = None
    within: int | None = None
    quoted: bool = False
    frame: str = ""

    @property
    def outermost(self) -> bool:
        """Whether it stands in no other's content and not in a quotation."""
        return self.within is None and not self.quoted

    @property
    def first(self) -> int:
        """The first token of all its parts."""
        return min(f.first for f in self.parts)

    @property
    def last(self) -> int:
        """One past the last token of all its parts."""
        return max(f.last for f in self.parts)

    @property
    def parts(self) -> list[Fragment]:
        """All fragments."""
        return [f for f in (self.cue, self.source, *self.contents) if f is not None]


Spans = list[tuple[int, int]]


@dataclass(slots=True)
class _Scene:
    """One sentence on its own with what the rules ask for; token numbers count within the sentence."""

    stream: Stream
    sentence: Sentence
    clauses: Clauses
    base: int
    words: Lexicon
    quotes: list[tuple[int, int, Quotation]]  # stream token stretches of the quotations that touch the sentence

    def quoted_in(self, i: int) -> Quotation | None:
        """The quotation that token `i` stands in."""
        at = self.stream.starts[self.base + i]
        return next((q for _, _, q in self.quotes if q.start <= at < q.end), None)


def propose(stream: Stream) -> list[Proposal]:
    """All statements that the rules see, in order of their anchors, nested ones included."""
    out: list[Proposal] = []
    held = lexicon()
    stretches = [(r.start, r.stop, q) for q in stream.quotations if (r := stream.range_of(q.start, q.end))]
    lasts = [b for _, b, _ in stretches]
    for n, sentence in enumerate(stream.reading.sentences):
        base = stream.first_of[n]
        end = base + len(sentence)
        near = []
        k = bisect.bisect_right(lasts, base)
        while k < len(stretches) and stretches[k][0] < end:
            near.append(stretches[k])
            k += 1
        scene = _Scene(stream, sentence, Clauses.of(sentence), base, held, near)
        for rule in _RULES:
            out.extend(rule(scene))
    out.extend(_speaker_lines(stream))
    out.extend(_signed(stream))
    out.extend(_announced(stream))
    out = _distinct(out)
    for p in out:
        p.quoted = p.cue is not None and stream.is_quoted(p.cue.first) and p.rule != "line"
    _run_on(stream, out, stretches)
    out.sort(key=lambda p: p.anchor)
    _nest(out)
    return out


def _fragment(scene: _Scene, role: str, stretch: tuple[int, int] | None, rule: str) -> Fragment | None:
    if stretch is None or stretch[0] >= stretch[1]:
        return None
    return Fragment(role, scene.base + stretch[0], scene.base + stretch[1], 0.0, rule)  # type: ignore[arg-type]


# --- verbs -----------------------------------------------------------------------------------------------------------


def _verbs(scene: _Scene) -> Iterator[Proposal]:
    s, c = scene.sentence, scene.clauses
    for i in range(len(s)):
        if s.upos[i] not in ("VERB", "AUX") and not s.xpos[i].startswith("VB"):
            continue
        verb = _verb_at(scene, i)
        if verb is None:
            continue
        made = _passive(scene, i, verb) if c.child(i, "aux:pass") is not None else None
        made = made or _active(scene, i, verb)
        if made is not None:
            yield made


def _verb_at(scene: _Scene, i: int) -> Verb | None:
    s, c = scene.sentence, scene.clauses
    lemma = s.lemmas[i].lower()
    for j in c.children(i, "compound:prt"):
        phrase = f"{lemma} {s.words[j].lower()}"
        if phrase in scene.words.verbs:
            return scene.words.verbs[phrase]
    if i + 1 < len(s):
        phrase = f"{lemma} {s.words[i + 1].lower()}"
        if phrase in scene.words.verbs:
            return scene.words.verbs[phrase]
    return scene.words.verbs.get(lemma)


def _subject(scene: _Scene, i: int) -> tuple[tuple[int, int] | None, int]:
    """The subject's stretch for the verb `i`, looked for through coordination and control; and the verb it was found at."""
    s, c = scene.sentence, scene.clauses
    at = i
    for _ in range(5):
        j = c.child(at, "nsubj", "csubj")
        if j is not None and j != i:
            first, last = c.reach(j)
            if not first <= i < last:
                return _trim_source(scene, j, i), at
            return (j, j + 1), at
        if s.deprels[at].split(":")[0] not in ("conj", "xcomp", "advcl", "acl", "ccomp") or s.heads[at] < 0:
            break
        if s.deprels[at].split(":")[0] == "ccomp" and at != i:
            break
        if s.deprels[at].split(":")[0] == "ccomp":
            break
        if s.deprels[at] == "acl" and s.upos[s.heads[at]] in ("NOUN", "PROPN", "PRON"):
            noun = s.heads[at]
            first, last = c.reach(noun)
            stop = min(c.low[at], last)
            a, b = c.trim(first, stop)
            if a < b and s.xpos[at] in ("VBG",):
                return (a, b), at
            break
        at = s.heads[at]
    return _neighbour(scene, i), i


def _neighbour(scene: _Scene, i: int) -> tuple[int, int] | None:
    """A name or pronoun that stands right beside a speech verb, where the tree gives the verb no subject."""
    s, c = scene.sentence, scene.clauses
    verb = scene.words.verbs.get(s.lemmas[i].lower())
    if verb is None or "q" not in verb.frames or s.xpos[i] not in ("VBD", "VBZ", "VBP"):
        return None
    first, last = c.group(i)
    j = first - 1
    if j >= 0 and s.upos[j] in ("PROPN", "PRON", "NOUN") and s.words[j].lower() not in _OPENERS:
        top = j
        while s.heads[top] >= 0 and s.heads[top] < first and s.upos[s.heads[top]] in ("PROPN", "NOUN") and c.high[s.heads[top]] < first:
            top = s.heads[top]
        return c.trim(c.low[top], first)
    if last < len(s) and (s.upos[last] in ("PROPN", "PRON") or s.upos[last] == "DET"):
        before = s.words[first - 1] if first else ""
        if before in (",", "”", '"', "''", "’", "'"):
            stop = last
            while stop < len(s) and s.upos[stop] in ("DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM"):
                stop += 1
            return c.trim(last, stop)
    return None


def _trim_source(scene: _Scene, subject: int, verb: int) -> tuple[int, int]:
    """The subject's stretch up to the verb, without a comma at its end."""
    c = scene.clauses
    first, last = c.reach(subject)
    if subject < verb:
        last = min(last, verb)
    elif first <= verb:
        first = verb + 1
    return c.trim(first, last)


def _active(scene: _Scene, i: int, verb: Verb) -> Proposal | None:
    s, c = scene.sentence, scene.clauses
    source, owner = _subject(scene, i)
    cue = c.group(i)
    if owner != i and s.deprels[i] == "xcomp" and s.heads[i] == owner and owner < i and i - owner <= 4:
        # `declined to say`, `wants to know`: the governing verb is part of the cue.
        cue = (c.group(owner)[0], cue[1])
    inside = scene.quoted_in(i)
    contents = _contents(scene, i, verb, source, cue, inside)
    if not contents:
        return None
    if source is not None:
        source = _clear(source, [cue, *contents])
    addressee = None
    if "a" in verb.frames:
        j = c.child(i, "iobj") or c.child(i, "obj")
        if j is not None:
            addressee = c.reach(j)
            if any(a < addressee[1] and addressee[0] < b for a, b in contents):
                addressee = None
    if " " in verb.lemma.replace("_", " ") and cue[1] < len(s) and contents[0][0] == cue[1] + 1:
        cue = (cue[0], cue[1] + 1)
    nxt = cue[1]
    if nxt < len(s) and s.words[nxt] == ":" and any(a == nxt + 1 for a, _ in contents):
        cue = (cue[0], nxt + 1)
    return Proposal(
        rule="verb",
        cue=_fragment(scene, "cue", cue, "verb"),
        source=_fragment(scene, "source", source, "verb"),
        contents=[f for x in contents if (f := _fragment(scene, "content", x, "verb"))],
        anchor=scene.base + i,
        verb=verb.lemma.replace("_", " "),
        kind=verb.kind,
        addressee=None if addressee is None else (scene.base + addressee[0], scene.base + addressee[1]),
    )


def _clear(stretch: tuple[int, int], taken: Spans) -> tuple[int, int] | None:
    """A stretch cut back so that it shares no token with those taken."""
    first, last = stretch
    for a, b in taken:
        if a < last and first < b:
            if a <= first and b >= last:
                return None
            if a > first:
                last = a
            else:
                first = b
    return (first, last) if first < last else None


def _contents(
    scene: _Scene,
    i: int,
    verb: Verb,
    source: tuple[int, int] | None,
    cue: tuple[int, int],
    inside: Quotation | None,
) -> Spans:
    """Content stretches of the verb `i`, by quotation, clause, parenthesis, infinitive and noun phrase in that order."""
    s, c = scene.sentence, scene.clauses
    found: Spans = []
    clause = c.child(i, "ccomp")
    frame = verb.frames
    if "q" in frame and inside is None:
        found += _quotations(scene, i, cue, source)
    if clause is not None and ("c" in frame or "q" in frame) and _speech_clause(scene, i, clause, frame):
        found += _pieces(scene, c.reach(clause), cue, source, i)
    if not found and "q" in frame:
        found += _parenthesis(scene, i, cue, source)
    if not found and "o" in frame:
        found += _object_and_more(scene, i)
    if not found and "i" in frame:
        j = c.child(i, "xcomp")
        if j is not None and j > i and any(s.words[k].lower() == "to" for k in s.children_of(j)):
            found.append(c.trim(*c.reach(j)))
    if not found and " " in verb.lemma.replace("_", " ") and "n" in frame:
        particle = verb.lemma.replace("_", " ").split()[-1]
        for j in c.children(i, "obl", "advcl", "nmod", "obj", "ccomp", "xcomp"):
            if j > i + 1 and s.words[i + 1].lower() == particle:
                found.append(c.trim(max(c.low[j], i + 2), c.high[j] + 1))
                break
    if not found and "n" in frame:
        j = c.child(i, "obj")
        if j is not None and j > i and c.child(i, "aux:pass") is None and s.upos[j] != "PRON":
            found.append(c.trim(*c.reach(j)))
    return _joined(scene, [f for f in found if f[0] < f[1]])


def _speech_clause(scene: _Scene, i: int, clause: int, frame: str) -> bool:
    """Whether a clausal complement can be content: finite, or introduced."""
    s, c = scene.sentence, scene.clauses
    if "c" in frame:
        return True
    first = c.low[clause]
    return clause < i or s.words[first].lower() in _OPENERS or scene.stream.is_mark(scene.base + first)


def _pieces(
    scene: _Scene, reach: tuple[int, int], cue: tuple[int, int], source: tuple[int, int] | None, i: int
) -> Spans:
    """A content's reach, cut where the cue and the source stand in it."""
    c, s = scene.clauses, scene.sentence
    first, last = reach
    low, high = cue
    if source is not None and source[1] <= low and low - source[1] <= 2:
        low = source[0]
    elif source is not None and source[0] >= high and source[0] - high <= 2:
        high = source[1]
    if last <= low or first >= high:
        return [c.trim(first, last)]
    # The words that belong to the verb besides its content (on Monday, in Oslo) go with the cue.
    for j in s.children_of(i):
        if s.deprels[j].split(":")[0] in ("obl", "advmod", "obj", "iobj") and c.low[j] == high:
            high = c.high[j] + 1
    return [x for x in (c.trim(first, min(low, last)), c.trim(max(high, first), last)) if x[0] < x[1]]


def _parenthesis(scene: _Scene, i: int, cue: tuple[int, int], source: tuple[int, int] | None) -> Spans:
    """`It rained, she said`: the sentence around the clause of the verb, where a comma parts them."""
    c, s = scene.clauses, scene.sentence
    if s.deprels[i].split(":")[0] not in ("parataxis", "root", "ccomp", "advcl", "conj", "dep") or source is None:
        return []
    low = min(cue[0], source[0])
    high = max(cue[1], source[1])
    if high - low > 25 or c.child(i, "ccomp") is not None:
        return []
    for j in s.children_of(i):
        if s.deprels[j].split(":")[0] in ("obl", "advmod", "iobj") and high <= c.low[j] <= high + 1:
            high = max(high, c.high[j] + 1)
    before = low > 1 and s.words[low - 1] in (",", "?", "!", "—", "–")
    if not before or not any(s.upos[k] in ("VERB", "AUX") for k in range(low)):
        return []
    out = [c.trim(0, low)]
    if s.deprels[i] == "parataxis" and high + 1 < len(s) and s.words[high] == "," and s.words[-1] != "?":
        out.append(c.trim(high, len(s)))
    return out


def _object_and_more(scene: _Scene, i: int) -> Spans:
    """`urged them to go`, `called it a farce`, `accused him of lying`: the object with what is said of it."""
    s, c = scene.sentence, scene.clauses
    j = c.child(i, "obj", "iobj")
    k = c.child(i, "xcomp")
    if k is None and s.lemmas[i].lower() in ("accuse", "blame", "fault", "describe", "regard", "criticize", "criticise"):
        k = next((x for x in c.children(i, "obl", "advcl", "nmod") if x > i), None)
    if k is None and j is not None and j > i and s.lemmas[i].lower() in _NAMING:
        return [c.trim(c.low[j], max(c.high[j], c.high[i]) + 1)]
    if k is None or k < i:
        return []
    first = c.low[k]
    if j is not None and i < j <= k:
        first = min(first, c.low[j])
    elif j is not None and j < i:
        return []
    if first <= i:
        first = i + 1
    return [c.trim(first, c.high[k] + 1)]


def _quotations(
    scene: _Scene, i: int, cue: tuple[int, int], source: tuple[int, int] | None
) -> Spans:
    """Quotations beside the verb's own words in its sentence: before with a comma, after, or both."""
    s, base = scene.sentence, scene.base
    out: Spans = []
    low = min(cue[0], source[0]) if source else cue[0]
    high = max(cue[1], source[1]) if source else cue[1]
    for first, last, q in scene.quotes:
        a, b = first - base, last - base
        inner_end = q.inner[1] - 1
        closing = scene.stream.reading.text[inner_end : inner_end + 1]
        words = sum(scene.stream.is_word(k) for k in range(first, last))
        if b <= low:
            parted = closing in (",", "?", "!", "—", "-", "…", ".") or (b < len(s) and s.words[b] in (",", "—", "–"))
            if parted and low - b <= 4 and not any(s.upos[k] == "VERB" for k in range(max(b, 0), low)):
                out.append((a, b))
        elif a >= high:
            lead = s.words[a - 1] if a > 0 else ""
            between = [k for k in range(high, max(a, high)) if s.upos[k] == "VERB"]
            if (lead in (",", ":", "that", "—") or a == high) and not between and (words > 1 or lead in (":", ",")):
                taken = any(x[0] >= high for x in out)
                if not taken or closing:
                    out.append((a, b))
    return out


def _joined(scene: _Scene, stretches: Spans) -> Spans:
    """Stretches in order, overlapping or touching ones made one; a quotation that one cuts is taken in whole."""
    whole: Spans = []
    for first, last in stretches:
        for x, y, _ in scene.quotes:
            a, b = x - scene.base, y - scene.base
            if a < last < b and last - a > 1 and first <= a:
                last = b
        whole.append((first, last))
    out: Spans = []
    for first, last in sorted(whole):
        if out and first <= out[-1][1]:
            out[-1] = (out[-1][0], max(last, out[-1][1]))
        else:
            out.append((first, last))
    return out


def _passive(scene: _Scene, i: int, verb: Verb) -> Proposal | None:
    """`is believed to have fled`, `it was reported that`, `the charge was denied by Ann Roe`."""
    s, c = scene.sentence, scene.clauses
    subject = c.child(i, "nsubj", "csubj")
    expletive = c.child(i, "expl")
    clause = c.child(i, "ccomp", "csubj")
    infinitive = c.child(i, "xcomp")
    agent = next((j for j in c.children(i, "obl", "nmod") if c.child(j, "case") is not None
                  and s.words[c.child(j, "case") or 0].lower() == "by"), None)  # fmt: skip
    cue = c.group(i)
    contents: Spans = []
    if infinitive is not None and infinitive > i and ("p" in verb.frames or "o" in verb.frames) and "a" not in verb.frames:
        if subject is not None and subject < i:
            contents.append(c.trim(c.low[subject], min(c.reach(subject)[1], cue[0])))
        contents.append(c.trim(max(c.low[infinitive], cue[1]), c.high[infinitive] + 1))
    elif clause is not None and clause > i and "c" in verb.frames:
        contents.append(c.trim(max(c.low[clause], cue[1]), c.high[clause] + 1))
        word = s.words[subject].lower() if subject is not None else ""
        if expletive is not None or word == "it":
            cue = (min(cue[0], expletive if expletive is not None else subject or cue[0]), cue[1])
    elif agent is not None and subject is not None and "n" in verb.frames:
        contents.append(c.trim(c.low[subject], min(c.reach(subject)[1], cue[0])))
    else:
        return None
    source = None
    if agent is not None:
        first, last = c.reach(agent)
        source = _clear(c.trim(max(first, agent - (agent - first)) + 1, last), contents)
    contents = [x for x in contents if x[0] < x[1]]
    if not contents:
        return None
    return Proposal(
        "passive",
        _fragment(scene, "cue", cue, "passive"),
        _fragment(scene, "source", source, "passive"),
        [f for x in contents if (f := _fragment(scene, "content", x, "passive"))],
        scene.base + i,
        verb.lemma.replace("_", " "),
        verb.kind,
    )


# --- phrases, nouns, adverbs -----------------------------------------------------------------------------------------


def _according(scene: _Scene) -> Iterator[Proposal]:
    """`according to X`, `in the words of X`: the phrase gives the source, the rest of the sentence the content."""
    s, c = scene.sentence, scene.clauses
    for i in range(len(s) - 2):
        if s.words[i].lower() != "according" or s.words[i + 1].lower() != "to":
            continue
        noun = s.heads[i]
        if not i < noun < len(s):
            noun = next((k for k in range(i + 2, len(s)) if s.upos[k] in ("NOUN", "PROPN", "PRON")), -1)
            if noun < 0:
                continue
        last = c.high[noun] + 1
        first = i + 2
        if i <= 1:
            # At the head of the sentence the phrase ends with a comma; a parse that takes in the clause is cut there.
            comma = next((k for k in range(noun + 1, last) if s.words[k] == "," and _main_verb_after(scene, k, i)), last)
            last = min(last, comma)
        source = c.trim(first, max(last, noun + 1))
        contents: Spans = []
        low, high = i, source[1]
        if low > 1:
            contents.append(c.trim(0, low))
        goes_on = any(0 <= s.heads[k] < low and s.upos[k] != "PUNCT" for k in range(high, len(s)))
        if high < len(s) - 1 and (low <= 1 or (s.words[high] in (",", "—", "–") and goes_on)):
            contents.append(c.trim(high, len(s)))
        contents = [x for x in contents if x[1] - x[0] > 1]
        if contents:
            yield Proposal(
                "according",
                _fragment(scene, "cue", (i, i + 2), "according"),
                _fragment(scene, "source", source, "according"),
                [f for x in _joined(scene, contents) if (f := _fragment(scene, "content", x, "according"))],
                scene.base + i,
                "according to",
                "report",
            )


def _main_verb_after(scene: _Scene, k: int, i: int) -> bool:
    """Whether a clause with a subject and a verb of its own begins after the comma `k`."""
    s, c = scene.sentence, scene.clauses
    for j in range(k + 1, min(len(s), k + 25)):
        if s.upos[j] in ("VERB", "AUX") and s.xpos[j] in ("VBD", "VBZ", "VBP", "MD"):
            return any(s.deprels[x].startswith("nsubj") and x > k and x < j for x in range(k + 1, j)) or c.low[j] > i
    return False


def _nouns(scene: _Scene) -> Iterator[Proposal]:
    """`his claim that`, `Ann Roe's warning that`, `a promise to`."""
    s, c = scene.sentence, scene.clauses
    for i in range(len(s)):
        lemma = s.lemmas[i].lower()
        if s.upos[i] != "NOUN" or lemma not in scene.words.nouns:
            continue
        clause = next((j for j in c.children(i, "acl", "ccomp", "appos") if j > i + 1 and s.words[c.low[j]].lower() == "that"
                       and s.deprels[j] != "acl:relcl"), None)  # fmt: skip
        if clause is None and i + 1 < len(s) and s.words[i + 1].lower() == "that":
            clause = next((j for j in s.children_of(i) if j > i + 1 and c.low[j] == i + 1 and s.upos[j] in ("VERB", "AUX")
                           and c.child(j, "nsubj") is not None
                           and s.words[c.child(j, "nsubj") or 0].lower() != "that"), None)  # fmt: skip
        if clause is None:
            continue
        owner = c.child(i, "nmod:poss")
        source = None
        cue_first = i
        if owner is not None and owner < i:
            a, b = c.reach(owner)
            mark = next((k for k in range(a, b) if s.xpos[k] == "POS" or s.words[k] in ("'s", "’s")), b)
            source = c.trim(a, min(mark, b) if mark > a else b)
        else:
            of = next((j for j in c.children(i, "nmod") if j > i and j < clause
                       and s.words[c.low[j]].lower() in ("by", "from")), None)  # fmt: skip
            if of is not None:
                source = c.trim(c.low[of] + 1, c.high[of] + 1)
        if source is None and s.heads[i] >= 0 and s.deprels[i] in ("obj",) and s.lemmas[s.heads[i]].lower() in _LIGHT_VERBS:
            source, _ = _subject(scene, s.heads[i])
            cue_first = c.group(s.heads[i])[0] if source is not None else i
        content = c.trim(c.low[clause], c.high[clause] + 1)
        yield Proposal(
            "noun",
            _fragment(scene, "cue", (cue_first, i + 1), "noun"),
            _fragment(scene, "source", source, "noun"),
            [f for x in _joined(scene, [content]) if (f := _fragment(scene, "content", x, "noun"))],
            scene.base + i,
            lemma,
            scene.words.nouns[lemma],
        )


def _adverbs(scene: _Scene) -> Iterator[Proposal]:
    """`He reportedly fled`: the clause without the adverb is content on nobody's word."""
    s, c = scene.sentence, scene.clauses
    for i in range(len(s)):
        kind = scene.words.adverbs.get(s.words[i].lower())
        if kind is None or s.heads[i] < 0:
            continue
        head = s.heads[i]
        if s.upos[head] not in ("VERB", "AUX", "ADJ", "NOUN") or scene.words.verbs.get(s.lemmas[head].lower()) is not None:
            continue
        first, last = c.reach(head)
        pieces = [x for x in (c.trim(first, i), c.trim(i + 1, last)) if x[0] < x[1]]
        if pieces and last - first > 3:
            yield Proposal(
                "adverb",
                _fragment(scene, "cue", (i, i + 1), "adverb"),
                None,
                [f for x in pieces if (f := _fragment(scene, "content", x, "adverb"))],
                scene.base + i,
                s.words[i].lower(),
                kind,
            )


_RULES: tuple[Callable[[_Scene], Iterator[Proposal]], ...] = (_verbs, _according, _nouns, _adverbs)


# --- lines and runs ---------------------------------------------------------------------------------------------------


def _speaker_lines(stream: Stream) -> Iterator[Proposal]:
    """Headlines (`Pence: ...`) and transcripts (`WALLACE: ...`): a name and a colon at the head of a paragraph."""
    text = stream.reading.text
    for start, end in stream.reading.paragraphs:
        m = _SPEAKER_LINE.match(text, start, end)
        if m is None or m.group(1).split()[0].lower().strip(".") in _NOT_SPEAKERS:
            continue
        source = stream.range_of(m.start(1), m.end(1))
        colon = stream.range_of(m.start(2), m.end(2))
        content = stream.range_of(m.end(), end)
        if not source or not colon or len(content) < 2 or source.stop > colon.start:
            continue
        last = content.stop
        while last > content.start + 1 and stream.words[last - 1] in (".", ";"):
            last -= 1
        yield Proposal(
            "line",
            Fragment("cue", colon.start, colon.stop, 0.0, "line"),
            Fragment("source", source.start, source.stop, 0.0, "line"),
            [Fragment("content", content.start, last, 0.0, "line")],
            colon.start,
            None,
            "say",
        )


_SIGNED = re.compile(r"[\s\xa0]*[—―–-]{1,2}[\s\xa0]*([A-Z][^\n“”\"]{1,80})$")


def _signed(stream: Stream) -> Iterator[Proposal]:
    """A quotation signed after a dash at the end of its paragraph: `“…” — Ann Roe`."""
    text = stream.reading.text
    for q in stream.quotations:
        stop = text.find("\n", q.end)
        stop = len(text) if stop < 0 else stop
        m = _SIGNED.match(text, q.end, min(stop, q.end + 100)) if stop - q.end < 100 else None
        if m is None:
            continue
        content = stream.range_of(q.start, q.end)
        source = stream.range_of(m.start(1), m.end(1))
        if len(content) < 4 or not source or content.stop >= source.start:
            continue
        last = source.stop
        while last > source.start + 1 and stream.words[last - 1] in (".", ","):
            last -= 1
        yield Proposal(
            "line",
            Fragment("cue", content.stop, source.start, 0.0, "line"),
            Fragment("source", source.start, last, 0.0, "line"),
            [Fragment("content", content.start, content.stop, 0.0, "line")],
            content.stop,
            None,
            "say",
        )


def _announced(stream: Stream) -> Iterator[Proposal]:
    """A paragraph that ends with a speech verb and a colon, and the quotation or paragraph that follows it."""
    words = lexicon()
    sentences = stream.reading.sentences
    for n, s in enumerate(sentences[:-1]):
        following = sentences[n + 1]
        if s.words[-1] != ":" or following.paragraph == s.paragraph and not stream.is_mark(stream.first_of[n + 1]):
            continue
        c = Clauses.of(s)
        i = next(
            (i for i in range(len(s) - 1, max(-1, len(s) - 15), -1)
             if s.upos[i] == "VERB" and "q" in getattr(words.verbs.get(s.lemmas[i].lower()), "frames", "")), None,
        )  # fmt: skip
        if i is None:
            continue
        scene = _Scene(stream, s, c, stream.first_of[n], words, [])
        source, _ = _subject(scene, i)
        first = stream.first_of[n + 1]
        q = next((q for q in stream.quotations if q.start <= stream.starts[first] < q.end), None)
        last = stream.range_of(q.start, q.end).stop if q is not None else stream.first_of[n + 2]
        cue = c.group(i)
        if cue[1] == len(s) - 1:
            cue = (cue[0], len(s))
        source = _clear(source, [cue]) if source is not None else None
        verb = words.verbs[s.lemmas[i].lower()]
        yield Proposal(
            "announced",
            _fragment(scene, "cue", cue, "announced"),
            _fragment(scene, "source", source, "announced"),
            [Fragment("content", first, last, 0.0, "announced")],
            scene.base + i,
            verb.lemma,
            verb.kind,
        )


def _distinct(proposals: list[Proposal]) -> list[Proposal]:
    """One proposal an anchor; a weaker rule gives way where it shares its content with a stronger one."""
    order = {"line": 0, "announced": 0, "according": 1, "verb": 2, "passive": 3, "noun": 4, "adverb": 5}
    out: list[Proposal] = []
    cues: set[int] = set()
    for p in sorted(proposals, key=lambda p: (order[p.rule], p.anchor)):
        if p.anchor in cues:
            continue
        out.append(p)
        if p.cue is not None:
            cues.update(range(p.cue.first, p.cue.last))
    # A quotation before and after two verbs goes to the nearer.
    taken: dict[tuple[int, int], Proposal] = {}
    for p in sorted(out, key=lambda p: p.anchor):
        for f in list(p.contents):
            key = (f.first, f.last)
            other = taken.get(key)
            if other is None or other is p:
                taken[key] = p
                continue
            far, near = (other, p) if _distance(other, f) > _distance(p, f) else (p, other)
            far.contents = [x for x in far.contents if (x.first, x.last) != key]
            taken[key] = near
    return [p for p in out if p.contents]


def _distance(p: Proposal, f: Fragment) -> int:
    return max(p.anchor - f.last, f.first - p.anchor, 0)


def _run_on(stream: Stream, proposals: list[Proposal], stretches: list[tuple[int, int, Quotation]]) -> None:
    """Give quotations without a cue of their own to the statement that they go on with, or make them statements."""
    covered = bytearray(len(stream))
    outer = [p for p in proposals if not p.quoted]
    for p in outer:
        for f in p.contents:
            covered[f.first : f.last] = b"\x01" * (f.last - f.first)
    anchors = sorted(outer, key=lambda p: p.anchor)
    places = [p.anchor for p in anchors]
    last_spoken: Proposal | None = None
    for first, last, q in stretches:
        at = bisect.bisect_right(places, first) - 1
        before = anchors[at] if at >= 0 else None
        if all(covered[first:last]):
            owner = next((p for p in anchors[max(0, at - 3) : at + 4] if any(f.first <= first < f.last for f in p.contents)), None)
            last_spoken = owner or last_spoken
            continue
        n = stream.sentence[first]
        opens = first <= stream.first_of[n] + 1
        words = sum(stream.is_word(k) for k in range(first, last))
        finished = stream.reading.text[q.inner[1] - 1 : q.inner[1]] in tuple(".?!…,—") or not q.closed
        if any(covered[first:last]) or not opens or words < 3 or not (finished or q.continues):
            continue
        fragment = Fragment("content", first, last, 0.0, "quotation")
        follows = last_spoken is not None and stream.paragraph[first] - stream.paragraph[last_spoken.last - 1] <= 1
        if follows and last_spoken is not None and (before is None or before.last <= first):
            last_spoken.contents.append(fragment)
        else:
            last_spoken = Proposal("quotation", None, None, [fragment], first)
            proposals.append(last_spoken)


def _nest(proposals: list[Proposal]) -> None:
    """Mark each proposal with the number of the nearest one whose content holds all of it."""
    holders: list[tuple[int, int, int]] = sorted(
        ((f.first, -f.last, n) for n, p in enumerate(proposals) for f in p.contents)
    )
    stack: list[tuple[int, int, int]] = []
    events = sorted(range(len(proposals)), key=lambda n: (proposals[n].first, -proposals[n].last))
    k = 0
    for n in events:
        p = proposals[n]
        while k < len(holders) and holders[k][0] <= p.first:
            stack.append(holders[k])
            k += 1
        stack = [h for h in stack if -h[1] > p.first]
        inside = [h for h in stack if h[2] != n and -h[1] >= p.last and proposals[h[2]].anchor != p.anchor]
        if inside:
            holder = max(inside, key=lambda h: (h[0], h[1]))
            if proposals[holder[2]].within != n:
                p.within = holder[2]
