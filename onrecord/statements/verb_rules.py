"""The verb rule: verbs of speech and thought with their subject and what they report, active and passive."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.language.quotes import Quotation
from onrecord.language.reading import Sentence
from onrecord.statements.lexicon import Lexicon, Verb
from onrecord.statements.proposals import OPENERS, Proposal, Scene, Spans, clear, fragment, joined
from onrecord.statements.subjects import subject_of

# Verbs whose content is an object and what it is called or charged with, up to the end of the verb's own clause.
_NAMING = frozenset(
    ["call", "label", "brand", "term", "dub", "describe", "portray", "characterize", "characterise", "depict"]
)
_DEFINITE = frozenset(["the", "this", "that", "these", "those", "it"])
_CHARGING = frozenset(["accuse", "blame", "fault", "regard", "criticize", "criticise", "praise", "laud"])


def verbs(scene: Scene) -> Iterator[Proposal]:
    s, c = scene.sentence, scene.clauses
    for i in range(len(s)):
        if s.upos[i] not in ("VERB", "AUX") and not s.xpos[i].startswith("VB"):
            continue
        verb = _verb_at(scene, i)
        if verb is None or is_deed(s, i, scene.words):
            continue
        made = _passive(scene, i, verb) if c.child(i, "aux:pass") is not None else None
        made = made or _active(scene, i, verb)
        if made is not None:
            yield made


def _verb_at(scene: Scene, i: int) -> Verb | None:
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


def _active(scene: Scene, i: int, verb: Verb) -> Proposal | None:
    s, c = scene.sentence, scene.clauses
    source, owner = subject_of(scene, i)
    cue = c.group(i)
    if owner != i and s.deprels[i] == "xcomp" and s.heads[i] == owner and owner < i and i - owner <= 4:
        # `declined to say`, `wants to know`: the governing verb is part of the cue.
        cue = (c.group(owner)[0], cue[1])
    inside = scene.quoted_in(i)
    contents = _contents(scene, i, verb, source, cue, inside)
    if not contents:
        return None
    if source is not None:
        source = clear(source, [cue, *contents])
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
        cue=fragment(scene, "cue", cue, "verb"),
        source=fragment(scene, "source", source, "verb"),
        contents=[f for x in contents if (f := fragment(scene, "content", x, "verb"))],
        anchor=scene.base + i,
        verb=verb.lemma.replace("_", " "),
        kind=verb.kind,
        addressee=None if addressee is None else (scene.base + addressee[0], scene.base + addressee[1]),
    )


def _contents(
    scene: Scene,
    i: int,
    verb: Verb,
    source: tuple[int, int] | None,
    cue: tuple[int, int],
    inside: Quotation | None,
) -> Spans:
    """Content stretches of the verb `i`: by quotation, clause, parenthesis, infinitive, noun phrase in that order."""
    s, c = scene.sentence, scene.clauses
    found: Spans = []
    clause = c.child(i, "ccomp")
    frame = verb.frames
    if "q" in frame and inside is None:
        found += _quotations(scene, i, cue, source)
    if clause is not None and ("c" in frame or "q" in frame) and _speech_clause(scene, i, clause, frame):
        found += _pieces(scene, c.reach(clause), cue, source, i)
    if not found and "a" in frame:
        found += _after_addressee(scene, i)
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
    return joined(scene, [f for f in found if f[0] < f[1]])


def is_deed(s: Sentence, i: int, words: Lexicon) -> bool:
    """Whether the object of the verb `i` tells that something is done and nothing said: `recalled its ambassador`,
    `called a strike`, but not `called the strike a farce`."""
    objects = words.deeds.get(s.lemmas[i])
    if objects is None or any(s.deprels[j] in ("xcomp", "ccomp") for j in s.children_of(i)):
        return False
    done = [j for j in s.children_of(i) if s.deprels[j] in ("obj", "nsubj:pass") and s.lemmas[j] in objects]
    if s.lemmas[i] in _NAMING:
        done = [j for j in done if not any(s.words[k].lower() in _DEFINITE for k in s.children_of(j))]
    return bool(done)


def _after_addressee(scene: Scene, i: int) -> Spans:
    """`assured lawmakers that ...`, where the tree hangs the clause on the addressee."""
    s, c = scene.sentence, scene.clauses
    for j in s.children_of(i):
        if j <= i or s.deprels[j].split(":")[0] not in ("obj", "iobj", "ccomp", "obl"):
            continue
        for k in c.children(j, "acl", "ccomp", "advcl", "parataxis"):
            if k > j and s.words[c.low[k]].lower() in ("that", "whether", "if"):
                return [c.trim(c.low[k], c.high[k] + 1)]
        first, last = c.reach(j)
        that = next((x for x in range(max(first, i + 2), last) if s.words[x].lower() == "that"), None)
        if that is not None and that - i <= 6 and any(s.upos[x] in ("VERB", "AUX") for x in range(that, last)):
            return [c.trim(that, last)]
    return []


def _speech_clause(scene: Scene, i: int, clause: int, frame: str) -> bool:
    """Whether a clausal complement can be content: finite, or introduced."""
    s, c = scene.sentence, scene.clauses
    if "c" in frame:
        return True
    first = c.low[clause]
    return clause < i or s.words[first].lower() in OPENERS or scene.stream.is_mark(scene.base + first)


def _pieces(
    scene: Scene, reach: tuple[int, int], cue: tuple[int, int], source: tuple[int, int] | None, i: int
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
    pieces = [x for x in (c.trim(first, min(low, last)), c.trim(max(high, first), last)) if x[0] < x[1]]
    # A bare `that` which the parse hung on the wrong clause is no piece of the content.
    return [x for x in pieces if len(pieces) == 1 or x[1] - x[0] > 1 or s.upos[x[0]] not in ("SCONJ", "DET", "PRON")]


def _parenthesis(scene: Scene, i: int, cue: tuple[int, int], source: tuple[int, int] | None) -> Spans:
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


def _object_and_more(scene: Scene, i: int) -> Spans:
    """`urged them to go`, `called it a farce`, `accused him of lying`: the object with what is said of it."""
    s, c = scene.sentence, scene.clauses
    j = c.child(i, "obj", "iobj")
    k = c.child(i, "xcomp")
    lemma = s.lemmas[i].lower()
    if k is None and lemma in _CHARGING:
        k = next((x for x in c.children(i, "obl", "advcl", "nmod") if x > i), None)
    if k is None and j is not None and j > i:
        if lemma in _CHARGING and any(s.words[x].lower() in ("of", "for", "as") for x in range(j, c.high[j] + 1)):
            return [c.trim(*c.reach(j))]
        if lemma in _NAMING:
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


def _quotations(scene: Scene, i: int, cue: tuple[int, int], source: tuple[int, int] | None) -> Spans:
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
            # `..., she said, pointing at the river, "..."` goes on with a quotation that came before.
            goes_on = bool(out) and lead == ","
            between = [
                k for k in range(high, max(a, high)) if s.upos[k] == "VERB" and not (goes_on and s.xpos[k] == "VBG")
            ]
            if (lead in (",", ":", "that", "—") or a == high) and not between and (words > 1 or lead in (":", ",")):
                taken = any(x[0] >= high for x in out)
                if not taken or closing:
                    out.append((a, b))
    return out


def _passive(scene: Scene, i: int, verb: Verb) -> Proposal | None:
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
    if (
        infinitive is not None
        and infinitive > i
        and ("p" in verb.frames or "o" in verb.frames)
        and "a" not in verb.frames
    ):
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
        source = clear(c.trim(max(first, agent - (agent - first)) + 1, last), contents)
    contents = [x for x in contents if x[0] < x[1]]
    if not contents:
        return None
    return Proposal(
        "passive",
        fragment(scene, "cue", cue, "passive"),
        fragment(scene, "source", source, "passive"),
        [f for x in contents if (f := fragment(scene, "content", x, "passive"))],
        scene.base + i,
        verb.lemma.replace("_", " "),
        verb.kind,
    )
