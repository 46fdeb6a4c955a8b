"""What a phrase tells about the thing it speaks of: kind, type, number, gender, person, and its words ready to compare.

A `Phrase` is the working form of a mention; it is built from tokens alone, so that any list of spans can be described.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from onrecord.actors.tables.code import ActorCode, code_phrase
from onrecord.actors.tables.lexicon import Entry, fold, shipped, written_right
from onrecord.language.reading import Name, Reading, Sentence, Token
from onrecord.mentions.joined_names import member_for
from onrecord.mentions.phrases import base, head_of
from onrecord.mentions.quotations import quotes_of
from onrecord.mentions.vocabulary import (
    COMPASS,
    DEFINITE,
    HONORIFICS,
    INDEFINITE,
    Pronoun,
    genders,
    is_title,
    pronouns,
    short_titles,
    speech_verbs,
)
from onrecord.record import MentionKind, MentionType


@dataclass(eq=False)
class Phrase:
    """One noun phrase as the coreference stage sees it; token indexes count within `sentence`."""

    index: int
    sentence: Sentence
    first: int
    last: int
    head: int
    kind: MentionKind
    type: MentionType
    number: str = "?"
    gender: str = "?"
    pronoun: Pronoun | None = None
    name: Name | None = None
    together: bool = False
    quoted: int = 0
    words: list[str] = field(default_factory=list)

    @property
    def start(self) -> int:
        return self.sentence.starts[self.first]

    @property
    def end(self) -> int:
        return self.sentence.ends[self.last - 1]

    @property
    def token(self) -> Token:
        return self.sentence[self.head]

    @cached_property
    def lemma(self) -> str:
        """The head's lemma, folded; of a name its last word, the family name of a person."""
        if self.kind == "name" and self.given:
            return self.given[-1]
        return fold(self.sentence.lemmas[self.head] or self.sentence.words[self.head])

    @cached_property
    def text(self) -> str:
        return " ".join(self.sentence.words[self.first : self.last])

    @cached_property
    def called(self) -> str:
        """The words with the article that stands before a name of one word (`The Times`), or with the country that
        owns a body (`Kenya's Supreme Court`).
        """
        words = self.sentence.words
        if self.kind == "name" and fold(self.text) in COMPASS and words[self.last : self.last + 1] in (["and"], ["or"]):
            # "North and South Korea"
            land = words[self.last + 2 : self.last + 3]
            if land and fold(words[self.last + 1]) in COMPASS and shipped().get(f"{self.text} {land[0]}"):
                return f"{self.text} {land[0]}"
        owner = self.owner
        if owner is not None and code_phrase(f"{owner.name}'s {self.text}").kind in ("agent", "organization"):
            return f"{owner.name}'s {self.text}"
        article = words[self.first - 1] if self.first else ""
        one = self.kind == "name" and self.last - self.first == 1
        return f"{article} {self.text}" if one and article in ("The", "the") else self.text

    @cached_property
    def own(self) -> str:
        """The words of the name proper, as written; of a description all its words."""
        n = self.name
        words = self.sentence.words[n.first : n.last] if n is not None else self.sentence.words[self.first : self.last]
        return " ".join(words).removesuffix("'s").removesuffix("’s").strip()

    @cached_property
    def core(self) -> tuple[str, ...]:
        """The folded words without determiner, possessive mark and honorific: what an exact match compares."""
        drop = {"the", "a", "an", "'s", "’s", "'", "’", ",", '"', "“", "”"}
        out = [w for w in self.words if w not in drop]
        while len(out) > 1 and out[0].rstrip(".") in HONORIFICS:
            out = out[1:]
        return tuple(out)

    @cached_property
    def given(self) -> tuple[str, ...]:
        """The words of the name proper inside the phrase (without title): ("sergei", "lavrov")."""
        if self.kind != "name":
            return ()
        if self.name is not None:
            words = [fold(w) for w in self.sentence.words[self.name.first : self.name.last]]
        else:
            run = [self.head]
            while run[0] > self.first and self.sentence.upos[run[0] - 1] == "PROPN":
                run.insert(0, run[0] - 1)
            while run[-1] + 1 < self.last and self.sentence.upos[run[-1] + 1] == "PROPN":
                run.append(run[-1] + 1)
            words = [fold(self.sentence.words[k]) for k in run]
        words = [w for w in words if w not in ("'s", "the", "'", "’s")]
        while len(words) > 1 and (words[0] in HONORIFICS or (self.type == "person" and is_title(words[0]))):
            words = words[1:]
        return tuple(words)

    @cached_property
    def title(self) -> frozenset[str]:
        """The folded words of the title before a name."""
        first = self.name.first if self.name is not None else self.head
        before = self.words[: max(0, first - self.first)]
        return frozenset([*before, *(short_titles()[w] for w in before if w in short_titles())])

    @cached_property
    def code(self) -> ActorCode:
        """How the actor tables code the phrase."""
        return code_phrase(self.called) if self.kind != "pronoun" else ActorCode()

    @cached_property
    def owner(self) -> Entry | None:
        """The country that a body stands behind: `Kenya's Supreme Court`."""
        words = self.sentence.words
        if self.kind != "name" or self.type != "organization" or self.first < 2:
            return None
        if words[self.first - 1] not in ("'s", "’s", "'", "’"):
            return None
        return next((e for e in shipped().get(words[self.first - 2])[:1] if e.kind == "country"), None)

    @cached_property
    def land(self) -> str | None:
        """The country that its words or its owner say (not the one that the tables know a body of that name in)."""
        if self.owner is not None:
            return self.owner.country
        return self.code.country if self.code.kind != "organization" else None

    @cached_property
    def determiner(self) -> str:
        """def, dem, indef, poss, bare: how the phrase is determined."""
        s = self.sentence
        first = fold(s.words[self.first])
        if self.kind == "pronoun":
            return "pron"
        if first in ("this", "that", "these", "those"):
            return "dem"
        if first in DEFINITE:
            return "def"
        if s.upos[self.first] == "PRON" or any(s.deprels[j] == "nmod:poss" for j in s.children_of(self.head)):
            return "poss"
        return "indef" if first in INDEFINITE or s.upos[self.first] == "NUM" else "bare"

    @cached_property
    def role(self) -> str:
        """subj, pass, obj, obl, nmod, poss, appos, conj, root, other: the phrase's place in its clause."""
        rel = self.sentence.deprels[self.head]
        return {
            "nsubj": "subj",
            "nsubj:pass": "pass",
            "obj": "obj",
            "iobj": "obj",
            "nmod:poss": "poss",
            "csubj": "subj",
        }.get(
            rel,
            base(rel)
            if base(rel) in ("obl", "nmod", "appos", "conj", "root", "compound", "vocative", "parataxis")
            else "other",
        )

    @cached_property
    def speaks(self) -> bool:
        """Whether it is who says something, outside of quotation marks: `said X`, `he told`, `according to X`."""
        if self.quoted or self.role not in ("subj", "pass", "nmod", "obl"):
            return False
        h = self.sentence.heads[self.head]
        if self.role == "pass":
            return self.governor == "quote"  # "he was quoted as saying"
        if self.role == "subj":
            return self.governor in speech_verbs()
        return h >= 0 and any(
            self.sentence.words[j].lower() == "according" for j in self.sentence.children_of(self.head)
        )

    @cached_property
    def modifiers(self) -> frozenset[str]:
        """The folded content words beside the head."""
        s = self.sentence
        return frozenset(
            fold(s.lemmas[k] or s.words[k])
            for k in range(self.first, self.last)
            if k != self.head and s.upos[k] in ("NOUN", "PROPN", "ADJ", "NUM")
        )

    @cached_property
    def compounds(self) -> frozenset[str]:
        """The folded nouns that stand before the head as its first part: `oil` of `the oil giant`."""
        s = self.sentence
        return frozenset(
            fold(s.lemmas[k] or s.words[k])
            for k in range(self.first, self.head)
            if s.heads[k] == self.head and base(s.deprels[k]) == "compound"
        )

    @cached_property
    def governor(self) -> str:
        """Lemma of the verb or noun it hangs on."""
        h = self.sentence.heads[self.head]
        return fold(self.sentence.lemmas[h]) if h >= 0 else ""


def describe(
    reading: Reading,
    spans: Iterable[tuple[Sentence, int, int]],
    together: frozenset[tuple[int, int, int]] = frozenset(),
) -> list[Phrase]:
    """Phrases of token spans `(sentence, first, last)`, in the order given; `together` marks coordinations
    (sentence, first, last).
    """
    edges = quotes_of(reading)
    out: list[Phrase] = []
    for s, first, last in spans:
        head = head_of(s, first, last)
        p = make(len(out), s, first, last, head, (s.index, first, last) in together)
        at = bisect_right(edges, p.start)
        p.quoted = at if at % 2 else 0
        out.append(p)
    return out


def make(index: int, s: Sentence, first: int, last: int, head: int, together: bool = False) -> Phrase:
    """A phrase with its traits."""
    word = fold(s.words[head])
    pro = pronouns().get(word) if last - first == 1 and s.upos[head] in ("PRON", "DET") else None
    words = [fold(w) for w in s.words[first:last]]
    name = next((n for n in s.names if n.first <= head < n.last and first <= n.first), None) if not pro else None
    if name is not None and name.first == first and not together:
        name = member_for(s, name, last) or name
    if name is not None and name.type != "person" and not together:
        name = titled_by(s, name, last) or name
    if name is None and pro is None:
        # "Foreign Minister X" with the title taken for the head: the name that ends the phrase is what it is about.
        name = next(
            (
                n
                for n in s.names
                if n.type == "person"
                and first <= head < n.first
                and n.last in (last, last - 1)
                and (n.last == last or s.words[last - 1] in ("'s", "’s", "'"))
                and not together
                and all(
                    s.upos[k] in ("NOUN", "PROPN", "ADJ", "ADV") or s.words[k] in ("and", "-") or s.words[k - 1] == "-"
                    for k in range(head, n.first)
                )
            ),
            None,
        )
    p = Phrase(index, s, first, last, head, "nominal", "other", pronoun=pro, name=name, together=together, words=words)
    if pro:
        p.kind = "pronoun"
        p.number, p.gender = pro.number, pro.gender
        p.type = "person" if pro.person < 3 or pro.gender in ("m", "f") else "other"
        return p
    named = name is not None and name.type != "other"
    if named or (s.upos[head] == "PROPN" and not is_office(p)):
        p.kind = "name"
    p.type = type_of(p)
    p.number = number_of(p)
    p.gender = gender_of(p)
    return p


def titled_by(s: Sentence, body: Name, last: int) -> Name | None:
    """The person whose title begins with a body's name, where the tree takes this for the head: `Likud MK Omar Roe`."""
    who = next((n for n in s.names if n.type == "person" and n.last == last and n.first > body.last), None)
    if who is None:
        return None
    calling = shipped().get(" ".join(s.words[body.last : who.first]))
    return who if any(e.kind == "agent" and e.bearer == "person" and not e.plural for e in calling) else None


def is_office(p: Phrase) -> bool:
    """Whether a phrase that no name was seen in is a description in capitals: `the Prime Minister`, `the Navy`."""
    if p.name is not None or p.together or (p.head and p.sentence.upos[p.head - 1] == "PROPN" and p.head == p.first):
        return False
    noun = noun_entry(p)
    whole = " ".join(p.sentence.words[p.first : p.last])
    return noun is not None and not any(e.kind in ("organization", "person") for e in shipped().get(whole))


def noun_entry(p: Phrase) -> Entry | None:
    """The agent-table row of the head noun, with the words before it where they make a longer phrase ("prime
    minister").
    """
    s = p.sentence
    lexicon = shipped()
    for first in range(max(p.first, p.head - 3), p.head + 1):
        after_number = first > 0 and s.words[first - 1][:1].isdigit()  # "at 6 PM" is no prime minister
        found = [
            e
            for e in lexicon.get(" ".join(s.words[first : p.head + 1]))
            if e.kind == "agent"
            and not (e.capitals and (after_number or not written_right(e, s.words[first : p.head + 1])))
        ]
        if found:
            return found[0]
    return None


def type_of(p: Phrase) -> MentionType:
    """person, organization, group, place or other."""
    s = p.sentence
    if p.together:
        return "group" if s.upos[p.head] == "PROPN" else "other"
    if p.kind == "name":
        own = (
            " ".join(s.words[p.name.first : p.name.last])
            if p.name
            else " ".join(s.words[p.first : p.last]).removesuffix("'s").removesuffix("’s")
        )
        for e in shipped().get(own)[:1]:
            if e.kind in ("country", "capital", "city", "region", "disputed") and (
                p.name is None or p.name.type in ("place", "other")
            ):
                return "place"
            if p.name is not None and p.name.type == "person" and " " not in own and e.kind == "organization":
                continue  # the family name of somebody in the article, else it were no person's by now
            if e.kind == "organization" and any(w[:1].isupper() for w in own.split()):
                if e.capitals and not own.replace(".", "").isupper():
                    continue
                return "group" if e.bearer == "group" else "person" if e.bearer == "person" else "organization"
            if e.kind == "person":
                return "person"
        if p.name is not None and p.name.type != "other":
            return p.name.type
        first = fold(s.words[p.first])
        if genders()["title"].get(first) or genders()["given"].get(first) or (p.last - p.first > 1 and is_title(first)):
            return "person"
        return "other"
    noun = noun_entry(p)
    if noun is not None:
        if noun.bearer == "thing":
            return "other"
        if noun.bearer == "person":
            return "group" if s.xpos[p.head] == "NNS" else "person"
        return "group" if noun.bearer == "group" else "organization"
    peoples = [x for x in shipped().get(s.words[p.head]) if x.kind == "people"]
    if peoples and s.words[p.head][:1].isupper():
        return "group" if s.xpos[p.head] in ("NNS", "NNPS") or peoples[0].plural else "person"
    return "other"


def number_of(p: Phrase) -> str:
    """s, p or ?."""
    if p.together:
        return "p"
    tag = p.sentence.xpos[p.head]
    if p.kind == "name":
        return (
            "p" if tag == "NNPS" and p.type != "organization" else "?" if p.type in ("organization", "group") else "s"
        )
    if tag in ("NNS", "NNPS") or p.lemma in ("people", "police", "troops", "cattle"):
        return "p"
    if p.type in ("organization", "group"):
        return "?"
    return "s" if tag in ("NN", "NNP") else "?"


def gender_of(p: Phrase) -> str:
    """m, f, n or ?; a person's from title, noun or given name."""
    if p.together:
        return "?"
    tables = genders()
    if p.type in ("organization", "place"):
        return "n"
    if p.kind == "name":
        for w in p.words:
            g = tables["title"].get(w) or tables["noun"].get(w)
            if g:
                return g
        given = p.given
        if len(given) > 1 or (p.type == "person" and given):
            g = tables["given"].get(given[0])
            if g:
                return g
        return "?"
    word = fold(p.sentence.words[p.head])
    g = tables["noun"].get(word)
    if g:
        return g
    if p.type == "person" or p.type == "group":
        return "?"
    return "n"
