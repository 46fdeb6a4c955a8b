"""The names of a reading put right by the tables and by the rest of the article: missed ones added, types mended."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from onrecord.actors.tables.lexicon import Entry, Lexicon, fold, shipped, words_of
from onrecord.actors.tables.phrase_words import PART
from onrecord.language.reading import Name, Reading, Sentence
from onrecord.mentions.joined_fields import over_genitive, over_list
from onrecord.mentions.joined_names import (
    around_hyphen,
    around_nickname,
    behind_office,
    from_title,
    over_compass,
    over_small_word,
    side_by_side,
)
from onrecord.mentions.names import acronym
from onrecord.mentions.no_names import is_empty, is_namesake, is_office_of_somebody, is_title_alone, titles_in_initials
from onrecord.mentions.portfolios import is_field_of_office
from onrecord.mentions.roads import roads_not_bodies
from onrecord.mentions.said_bodies import bodies_not_persons
from onrecord.mentions.town_names import name_towns
from onrecord.mentions.vocabulary import LETTERS, SUFFIXES, genders, speech_verbs, unsaid

# Kinds of names that name nobody and no place, nor does a part of them: `Boeing 737`, `the Clean Rivers Act`.
THINGS = frozenset({"product", "law"})
NAMED_KINDS = frozenset({"organization", "country", "capital", "disputed", "person"})


def correct_names(reading: Reading, lexicon: Lexicon | None = None) -> frozenset[tuple[int, int]]:
    """Set the names of every sentence: the reading's own, with those it missed, cut or took for another kind. Gives the
    words, by sentence and token, of the names of products and laws, which are none of these.
    """
    for s in reading.sentences:
        s.names = [part for n in s.names for whole in around_comma(s, n) for part in around_verb(s, whole)]
        s.names = [behind_hyphen(s, n) for n in s.names]
        s.names = over_genitive(s, over_list(s, over_small_word(s, s.names)))
        s.names = [n for n in (without_end(s, n) for n in s.names) if not is_empty(s, n)]
        s.names = behind_office(s, side_by_side(s, around_hyphen(s, around_nickname(s, from_title(s, s.names)))))
    titles_in_initials(reading)
    known = initials(reading)
    for s in reading.sentences:
        s.names = over_compass(s, add_names(s, known, lexicon))
    for s in reading.sentences:
        s.names = [n for n in s.names if n.last - n.first == 1 or not is_title_alone(s, n)]
    families = family_names(reading)
    for s in reading.sentences:
        s.names = [n for n in s.names if fold(s.words[n.last - 1]) in families or not is_title_alone(s, n)]
    for s in reading.sentences:
        s.names = [n for n in s.names if not is_adjective(s, n)]
        s.names = [
            n
            for n in s.names
            if n.last - n.first > 1 or not is_crowd(s, n.first) or (n.type == "place" and in_place(s, n))
        ]
    for s in reading.sentences:
        s.names = [
            n for n in s.names if not (is_namesake(s, n) or is_office_of_somebody(s, n) or is_field_of_office(s, n))
        ]
    add_family_names(reading)
    persons_not_places(reading)
    places_not_persons(reading)
    roads_not_bodies(reading)
    bodies_not_places(reading)
    bodies_not_persons(reading, lexicon)
    name_towns(reading, family_names(reading), in_place)
    of_one_kind(reading)
    things = [(s, n) for s in reading.sentences for n in s.names if n.kind in THINGS]
    for s, n in things:
        s.names.remove(n)
    return frozenset((s.index, k) for s, n in things for k in range(n.first, n.last))


def is_crowd(s: Sentence, i: int) -> bool:
    """Whether a word means many of a people, a faith, a party or a calling: `Mexicans`, `Muslims`, `voters`."""
    if s.xpos[i] not in ("NNS", "NNPS", "NNP") or not s.words[i].lower().endswith(("s", "men", "women", "people")):
        return False
    small = s.words[i].islower()  # `conservatives` are not the Conservatives
    for e in [e for e in shipped().get(s.words[i]) if not small or e.kind == "agent"][:1]:
        if e.kind == "people":
            return e.plural and s.words[i][:1].isupper()
        return e.kind == "agent" and e.bearer == "person" and e.plural
    return False


def around_verb(s: Sentence, n: Name) -> list[Name]:
    """A name holds no finite verb: of a headline's `Brenn accused Hask` what stands on either side is a person's, of
    `Brenn Made This Final Demand To Hask`, all in capitals, only what stands before it is a name.
    """
    verbs = [k for k in range(n.first + 1, n.last) if s.upos[k] in ("VERB", "AUX")]
    small = [k for k in verbs if s.words[k].islower() and k < n.last - 1] if n.type == "person" else []
    if small:
        return [replace(n, last=small[0]), replace(n, first=small[-1] + 1)]
    whose = {s.heads[k] for k in range(n.first, n.last) if s.deprels[k] == "nsubj"}  # "Brenn Announces"
    finite = [k for k in verbs if s.xpos[k] in ("VBD", "VBZ", "VBP", "MD") and (n.last - n.first > 3 or k in whose)]
    return [replace(n, last=finite[0])] if finite else [n]


def without_end(s: Sentence, n: Name) -> Name:
    """A name without the small words that it ends with: `Centers for Health and`; a person's without `KC`."""
    last = n.last
    while (
        n.type == "person" and last - n.first > 2 and s.words[last - 1].isupper() and fold(s.words[last - 1]) in LETTERS
    ):
        last -= 1
    while last - n.first > 1 and fold(s.words[last - 1]) in ("and", "or", "of", "for", "the", "in", "at", "&"):
        last -= 1
    return n if last == n.last else replace(n, last=last)


def behind_hyphen(s: Sentence, n: Name) -> Name:
    """A name without the end of a compound before it: the `First Nations` of `under-sampled First Nations`."""
    cut = n.last - n.first > 1 and n.first > 0 and s.words[n.first - 1] == "-" and s.words[n.first].islower()
    return replace(n, first=n.first + 1) if cut and s.words[n.first + 1][:1].isupper() else n


def around_comma(s: Sentence, n: Name) -> list[Name]:
    """A person's name holds no comma but one before `Jr.`: `Health Minister, Ann Roe` is a title and a name."""
    if n.type != "person":
        return [n]
    commas = [k for k in range(n.first + 1, n.last - 1) if s.words[k] == "," and fold(s.words[k + 1]) not in SUFFIXES]
    edges = [n.first, *(k + 1 for k in commas), n.last]
    return [replace(n, first=a, last=b - (b != n.last)) for a, b in pairwise(edges)]


def of_one_kind(reading: Reading) -> None:
    """A name of several words is of one type throughout an article: the one it was read as most often, a person's
    where it is even.
    """
    held: dict[str, dict[str, int]] = {}
    for s in reading.sentences:
        for n in s.names:
            if n.last - n.first > 1:
                kinds = held.setdefault(fold(" ".join(s.words[n.first : n.last])), {})
                kinds[n.type] = kinds.get(n.type, 0) + 1
    best = {
        key: max(kinds, key=lambda k: (kinds[k], k == "person", k))
        for key, kinds in held.items()
        if len(kinds) > 1 and set(kinds) <= {"person", "organization", "other"}
    }
    for s in reading.sentences:
        for k, n in enumerate(s.names):
            kind = best.get(fold(" ".join(s.words[n.first : n.last])))
            if kind is not None and kind != n.type:
                s.names[k] = replace(n, type=kind)  # type: ignore[arg-type]


def add_family_names(reading: Reading) -> None:
    """A family name that the article gives in full elsewhere is that person's, though it was read as no name or as a
    body's; not where it begins or ends a longer name (`Brenn Foundation`).
    """
    families = frozenset(f for f in family_names(reading) if len(f) > 2 and is_free(f, reading))
    for s in reading.sentences:
        taken = {k: n for n in s.names for k in range(n.first, n.last)}
        for k, word in enumerate(s.words):
            if fold(word) not in families or not word[:1].isupper():
                continue
            n = taken.get(k)
            if n is not None and n.last - n.first == 1 and n.type in ("organization", "other"):
                s.names[s.names.index(n)] = replace(n, type="person")
            beside = [j for j in (k - 1, k + 1) if 0 <= j < len(s) and s.upos[j] == "PROPN"]
            if n is None and s.upos[k] == "PROPN" and not beside:
                s.names.append(Name(k, k + 1, "person", 0.5))
        s.names.sort(key=lambda n: (n.first, n.last))


def is_free(family: str, reading: Reading) -> bool:
    """Whether a family name is nothing else: nothing to the tables, or a body that the article never names in full
    (Ann Stanford and no Stanford University).
    """
    known = shipped().get(family)
    if any(e.kind != "organization" or e.capitals for e in known):
        return False
    return not known or not any(
        n.type != "person" and n.last - n.first > 1 and fold(s.words[n.first]) == family
        for s in reading.sentences
        for n in s.names
    )


def initials(reading: Reading) -> dict[str, Name]:
    """Names in capitals (MRJ, IS) that stand anywhere in the article, or in brackets behind the name that they shorten,
    and the initials of its bodies: they are names wherever they stand in capitals.
    """
    out: dict[str, Name] = {}
    bodies: dict[str, Name] = {}
    for s in reading.sentences:
        for n in s.names:
            short = s.words[n.last + 1] if s.words[n.last : n.last + 1] == ["("] and n.last + 2 < len(s) else ""
            if short.isupper() and s.words[n.last + 2] == ")":
                words = tuple(fold(w) for w in s.words[n.first : n.last])
                if fold(short) in acronym(words):
                    out.setdefault(short, replace(n, score=0.9))
        for n in s.names:
            word = s.words[n.last - 1]
            if (
                n.last - n.first == 1
                and word.isupper()
                and 2 <= len(word) <= 6
                and word.isalpha()
                and n.type != "other"
            ):
                out.setdefault(word, n)
            if n.type == "organization" and n.last - n.first > 2:
                short_forms = acronym(tuple(fold(w) for w in s.words[n.first : n.last]))
                bodies |= {a.upper(): replace(n, score=0.9) for a in sorted(short_forms) if len(a) > 2 and a.isalpha()}
    return bodies | out


def add_names(s: Sentence, known: dict[str, Name] | None = None, lexicon: Lexicon | None = None) -> list[Name]:
    """The names of a sentence: those read by the model, and those the tables (or the rest of the article) know that
    it missed.
    """
    lexicon = lexicon or shipped()
    # Hyphens part words in the tables: `at` says which token each comes from.
    at, words = [], []
    for k, w in enumerate(s.words):
        pieces_of = words_of(w) if "-" in w else [w]
        at += [k] * len(pieces_of)
        words += pieces_of
    folded = [fold(w) for w in words]
    out = [n for n in s.names if n.type != "other" or n.kind in THINGS]
    taken = {k for n in out for k in range(n.first, n.last)}
    shouting = len(s) > 3 and sum(w.isupper() for w in s.words) * 2 > len(s)
    step = 0
    while step < len(words):
        upto, entries = lexicon.longest(words, step, folded)
        i, end = at[step], at[upto - 1] + 1 if upto > step else at[step]
        if (step and at[step - 1] == i) or (upto < len(words) and upto > step and at[upto] == end - 1):
            end, entries = i, []  # a part of a token is no name: `Iran-backed`
            upto = step
        step = max(upto, step + 1)
        entry: Entry | None = next((e for e in entries if e.kind in NAMED_KINDS), None)
        # A word that opens a sentence has its capital anyway; the tagger must see a name in it.
        proper = (
            entry is not None
            and (
                any(s.upos[k] == "PROPN" for k in range(i, end))
                or sum(s.words[k][:1].isupper() for k in range(i, end)) > 1
            )
            and all(s.words[k][:1].isupper() or end - i > 1 for k in range(i, end))
        )
        if (
            entry is not None
            and entry.capitals
            and entry.kind == "organization"
            and s.words[i].isupper()
            and not shouting
        ):
            proper = True
        if entry is not None and proper and entry.kind in ("organization", "capital") and end - i > 1:
            # The tables know the whole of a name that was read in pieces: `Islamic State of Iraq and the Levant`.
            pieces = [n for n in out if n.first < end and i < n.last]
            # Of two words only where a land was read: `USA Today`.
            begun = len(pieces) == 1 and pieces[0].last - pieces[0].first == 1 and is_land(s.words[pieces[0].first])
            # "Port-au-Prince", of which "Port-au" was read.
            whole = (end - i > 2 or entry.bearer == "group" or begun) and all(
                i <= n.first and n.last <= end for n in pieces
            )
            if whole and not (len(pieces) == 1 and (pieces[0].first, pieces[0].last) == (i, end)):
                out = [n for n in out if n not in pieces]
                taken -= set(range(i, end))
        longer = proper and end - i > 1
        if not longer and not taken & {i} and known and s.words[i] in known and not shouting:
            out.append(Name(i, i + 1, known[s.words[i]].type, 0.5))
            taken.add(i)
        elif entry is not None and proper and entries[0].kind != "people" and not taken & set(range(i, end)):
            kind = (
                "place"
                if entry.kind in ("country", "capital", "disputed")
                else "person"
                if entry.bearer == "person"
                else "organization"
            )
            out.append(Name(i, end, kind, 0.5))  # type: ignore[arg-type]
            taken.update(range(i, end))
    return sorted(out, key=lambda n: (n.first, n.last))


def is_land(word: str) -> bool:
    """Whether the tables know a word as a country, its seat, a region or a city."""
    known = shipped().get(word)
    return bool(known) and known[0].kind in ("country", "capital", "region", "city")


SPOKEN_TO = frozenset({"speaker", "president", "chairman", "chairwoman", "chairperson", "minister", "ambassador"})
"""Offices by which somebody is spoken to with `Mr` or `Madam`."""


def family_names(reading: Reading) -> frozenset[str]:
    """The last words of the persons that the article names more fully or with a title."""
    honor = genders()["title"]
    return frozenset(
        fold(s.words[n.last - 1])
        for s in reading.sentences
        for n in s.names
        if n.type == "person"
        and (n.last - n.first > 1 or (n.first and fold(s.words[n.first - 1]) in honor))
        and not (n.last - n.first == 1 and fold(s.words[n.first]) in SPOKEN_TO)  # "Mr Speaker"
        # nor the `MK` of a "Likud MK"
        and not any(e.kind == "agent" and e.capitals for e in shipped().get(s.words[n.last - 1]))
    )


# Words before a name that make it a place, and words before those that do not ("faith in Brenn").
IN = frozenset({"in", "near", "around", "outside", "inside", "throughout", "across", "toward", "towards", "at"})
TRUST = frozenset(
    {"faith", "confidence", "trust", "interest", "interested", "believe", "belief", "hope", "disappointed", "at"}
)


def in_place(s: Sentence, n: Name) -> bool:
    """Whether the words before a name make it a place: `near Al Sharqah`, `the city of Sharqah`."""
    if n.first == 0 or (n.last < len(s) and s.words[n.last] in ("'s", "’s")):
        return False
    word, before = fold(s.words[n.first - 1]), fold(s.words[n.first - 2]) if n.first > 1 else ""
    if word == "of":
        return before in ("city", "town", "village", "province", "district", "region", "outskirts", "suburb", "island")
    verb = s.lemmas[n.first - 2].lower() if n.first > 1 else ""
    return word in IN and not {before, verb} & TRUST


def is_adjective(s: Sentence, n: Name) -> bool:
    """`a Tajik newspaper`: the name of a people before a noun names nobody."""
    if n.last - n.first > 1 or n.type == "place" or n.last >= len(s) or s.upos[n.last] not in ("NOUN", "ADJ"):
        return False
    known = shipped().get(s.words[n.first])
    return bool(known) and known[0].kind == "people"


def persons_not_places(reading: Reading) -> None:
    """A given name before a country's or a capital's is a person's: `Denzel Washington`, `Michael Jordan`."""
    given = genders()["given"]
    for s in reading.sentences:
        for k, n in enumerate(s.names):
            if n.type == "person" or not n.first <= n.last - 2:
                continue
            known = shipped().get(s.words[n.last - 1])
            whole = shipped().get(" ".join(s.words[n.first : n.last]))
            seat = bool(known) and known[0].kind in ("country", "capital")
            if seat and not whole and n.type == "place" and given.get(fold(s.words[n.first])):
                s.names[k] = replace(n, type="person")


def places_not_persons(reading: Reading) -> None:
    """Correct names read as persons that are places: those that stand after "in" or "near" somewhere in the article,
    and those that the tables know as a country, its seat or a city; unless the article has a person of that family
    name ("Denzel Washington").
    """
    families = family_names(reading)
    votes: dict[str, int] = {}
    inside: set[str] = set()
    for s in reading.sentences:
        for n in s.names:
            key = fold(" ".join(s.words[n.first : n.last]))
            sure = 2 if in_place(s, n) else 0
            inside.update({key} if sure else ())
            votes[key] = votes.get(key, 0) + sure + (n.type == "place") - (n.type == "person")
    for s in reading.sentences:
        for k, n in enumerate(s.names):
            if n.last - n.first == 1 and fold(s.words[n.first]) in families:
                # The article's own Peter Washington, unless it speaks of the city too.
                if n.type == "place" and fold(s.words[n.first]) not in inside:
                    s.names[k] = replace(n, type="person")
                continue
            if n.type != "person":
                continue
            words = s.words[n.first : n.last]
            key = fold(" ".join(words))
            known = shipped().get(" ".join(words))
            if n.last - n.first > 1 and not (known and known[0].kind == "country"):
                known = []
            place = bool(known) and known[0].kind in ("country", "capital", "city") and words[0][:1].isupper()
            if (
                known
                and known[0].kind == "organization"
                and known[0].bearer != "person"
                and s.words[n.last - 1][:1].isupper()
            ):
                s.names[k] = replace(n, type="organization")  # "The Kremlin denied"
                continue
            if place or (votes[key] > 0 and not genders()["given"].get(fold(words[0]))):
                s.names[k] = replace(n, type="place")


def speech(s: Sentence, i: int) -> bool:
    """Whether a word hangs on a verb of speech."""
    return s.heads[i] >= 0 and fold(s.lemmas[s.heads[i]]) in speech_verbs()


def bodies_not_places(reading: Reading) -> None:
    """Correct unknown names read as places whose last word says that they are bodies: `Free Valley Front`."""
    ends = unsaid()["name"]
    for s in reading.sentences:
        for k, n in enumerate(s.names):
            # "Racing Arda said": only the last word is a land, and who speaks is no town.
            if n.type == "place" and n.last - n.first > 1 and fold(s.words[n.first]) not in PART:
                speaks = any(s.deprels[j] == "nsubj" and speech(s, j) for j in range(n.first, n.last))
                last = shipped().get(s.words[n.last - 1])
                whole = shipped().get(" ".join(s.words[n.first : n.last]))
                if speaks and not whole and last and last[0].kind in ("country", "capital", "region"):
                    s.names[k] = replace(n, type="organization")
    for s in reading.sentences:
        for k, n in enumerate(s.names):
            if n.type == "place" and n.last - n.first > 1 and fold(s.words[n.last - 1]) in ends:
                known = shipped().get(" ".join(s.words[n.first : n.last]))
                if not known or known[0].kind == "organization":
                    s.names[k] = replace(n, type="organization")
