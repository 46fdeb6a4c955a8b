"""Names that were read in pieces: a nickname inside a person's name, a body whose words were read as two bodies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from onrecord.actors.tables.lexicon import Entry, fold, shipped
from onrecord.language.reading import Name, Sentence
from onrecord.mentions.vocabulary import COMPASS, PAIRS, short_titles, unsaid

SCHOOLS = frozenset({"university", "college", "institute"})
"""Bodies that are called by the town they teach in: `University of Halden`."""
OPENS, CLOSES = frozenset("\"“‘'"), frozenset("\"”’'")


def around_nickname(s: Sentence, names: list[Name]) -> list[Name]:
    """`Ann “Bo” Roe` is one person: the name before the quotation marks goes on to the one after them."""
    out = list(names)
    for n in names:
        if n.type != "person" or n not in out or not s.words[n.last : n.last + 1] or s.words[n.last] not in OPENS:
            continue
        close = next((k for k in (n.last + 2, n.last + 3) if s.words[k : k + 1] and s.words[k] in CLOSES), None)
        if close is None or close + 1 >= len(s) or not all(w[:1].isupper() for w in s.words[n.last + 1 : close]):
            continue
        after = next((m for m in out if m.first == close + 1 and m.type == "person"), None)
        last = after.last if after is not None else close + 2
        if after is None and not (s.upos[close + 1] == "PROPN" and s.words[close + 1][:1].isupper()):
            continue
        out = [m for m in out if m.last <= n.first or m.first >= last]
        out.append(replace(n, last=last))
    return sorted(out, key=lambda n: (n.first, n.last))


def from_title(s: Sentence, names: list[Name]) -> list[Name]:
    """A person's name begins right behind a short title: the `Wade` of `Sen. Wade Brenn` is part of it."""
    out = []
    taken = {k for n in names for k in range(n.first, n.last)}
    for n in names:
        first = n.first
        while n.type == "person" and first and s.upos[first - 1] == "PROPN" and first - 1 not in taken:
            first -= 1
        # The title itself stays outside.
        start = next((k for k in range(first, n.first) if fold(s.words[k]) in short_titles()), None)
        behind = range(start + 1, n.first) if start is not None else range(0)
        if behind and all(s.words[k][:1].isupper() and s.words[k].isalpha() for k in behind):
            n = replace(n, first=behind[0])
        out.append(n)
    return out


def lengthened(names: list[Name], whole: Callable[[Name], Name]) -> list[Name]:
    """The names, each as far as `whole` reads it; what one before now holds is none of its own."""
    out: list[Name] = []
    for n in names:
        if not out or n.first >= out[-1].last:
            out.append(whole(n))
    return out


def over_compass(s: Sentence, names: list[Name]) -> list[Name]:
    """The seat of a member is called by a town and a point of the compass: `Nairobi West MP Ann Roe`."""

    def whole(n: Name) -> Name:
        behind = s.words[n.last : n.last + 2]
        side = len(behind) == 2 and fold(behind[0]) in COMPASS | {"central"} and behind[0].istitle()
        seat = n.type == "place" and side and any(_is_member(e) for e in shipped().get(behind[1]))
        return replace(n, last=n.last + 1) if seat else n

    return lengthened(names, whole)


def _is_member(entry: Entry) -> bool:
    """Whether a word is what members of a parliament are called."""
    return entry.kind == "agent" and entry.sectors[:1] == ("LEG",)


def behind_office(s: Sentence, names: list[Name]) -> list[Name]:
    """A person's name that was read with the party and the office before it begins behind these: the `Omar Roe` of
    `Likud MK Omar Roe`, as of `Tan Sri Omar Roe`.
    """
    out = []
    for n in names:
        first = n.first
        if n.type == "person":
            folded = [fold(w) for w in s.words[n.first : n.last]]
            if len(folded) > 2 and tuple(folded[:2]) in PAIRS:
                first += 2
            elif len(folded) > 3:
                end, found = shipped().longest(s.words, n.first)
                body = bool(found) and found[0].kind == "organization"
                upto, office = shipped().longest(s.words, end) if body and end < n.last - 1 else (end, [])
                if upto < n.last - 1 and any(e.kind == "agent" and e.bearer == "person" for e in office):
                    first = upto
        out.append(replace(n, first=first) if first != n.first else n)
    return out


def around_hyphen(s: Sentence, names: list[Name]) -> list[Name]:
    """A body's short name goes on behind a hyphen in capitals (`KBR-TF`), unless that names another (`NATO-EU`)."""

    def whole(n: Name) -> Name:
        behind = s.words[n.last : n.last + 2]
        goes_on = (
            n.type == "organization"
            and n.last - n.first == 1
            and s.words[n.first].isupper()
            and len(behind) == 2
            and behind[0] == "-"
            and behind[1].isalpha()
            and behind[1].isupper()
            and s.ends[n.last - 1] == s.starts[n.last]
            and s.ends[n.last] == s.starts[n.last + 1]
            and not shipped().get(behind[1])
        )
        return replace(n, last=n.last + 2) if goes_on else n

    return lengthened(names, whole)


def side_by_side(s: Sentence, names: list[Name]) -> list[Name]:
    """Two bodies side by side, where one names the other more closely in the tree, are one: `Combined` and `Joint Task
    Force`; so is a body with the operation behind a dash.
    """
    out: list[Name] = []
    for n in names:
        before = out[-1] if out else None
        if before is not None and before.type == n.type == "person" and before.last == n.first:
            # `General Omar` and `Halden Roe`, where the tree takes them for one name.
            tied = any(
                s.deprels[k] in ("flat", "compound")
                and (k in range(b.first, b.last) and s.heads[k] in range(a.first, a.last))
                for a, b in ((n, before), (before, n))
                for k in range(b.first, b.last)
            )
            if tied:
                out[-1] = replace(before, last=n.last)
                continue
        if before is not None and before.type == n.type == "organization":
            gap = s.words[before.last : n.first]
            dashed = gap in (["-"], ["–"], ["—"]) and s.words[n.first] == "Operation"
            tied = not gap and any(
                a.first <= s.heads[k] < a.last and s.deprels[k].partition(":")[0] in ("compound", "amod", "flat")
                for a, b in ((n, before), (before, n))
                for k in range(b.first, b.last)
            )
            if dashed or (tied and s.words[before.last - 1] not in ("'s", "’s")):
                out[-1] = replace(before, last=n.last)
                continue
        out.append(n)
    return out


OF = frozenset({"for", "of", "on"})
FORCES = frozenset({"police", "constabulary"})


def over_small_word(s: Sentence, names: list[Name]) -> list[Name]:
    """A body read in two pieces around a small word: `Centre for` and `Veld Security`, `Ethics` and `Anti-Bribery
    Commission`, `Orlo` and `Halden Police`.
    """
    out: list[Name] = []
    for n in names:
        a = out[-1] if out else None
        if a is not None and a.type == "organization" and n.type == "place" and _learns_at(s, a, n):
            out[-1] = replace(a, last=n.last)
            continue
        if a is not None and a.type == n.type == "organization":
            gap = s.words[a.last : n.first]
            topic = not gap and fold(s.words[a.last - 1]) in OF
            if topic or _of_topic(s, a, n, gap) or (gap in (["and"], ["&"]) and _one_body(s, a, n)):
                out[-1] = replace(a, last=n.last)
                continue
        out.append(n)
    return out


def _learns_at(s: Sentence, a: Name, place: Name) -> bool:
    """`University of` and `Halden` are one body."""
    seat = s.words[a.last : place.first] == ["of"] and fold(s.words[a.last - 1]) in SCHOOLS
    return seat and a.last - a.first == 1 and any(s.heads[k] == a.last - 1 for k in range(place.first, place.last))


def _one_body(s: Sentence, a: Name, b: Name) -> bool:
    """Whether two names around `and` are one: the tree hangs the first, behind an article, on the noun that ends the
    second; or both are parts of the land of one police force.
    """
    end = fold(s.words[b.last - 1])
    if a.last - a.first > 2 or shipped().get(" ".join(s.words[a.first : a.last])) or b.last - b.first < 2:
        return False
    if end in FORCES:
        return s.words[a.first].istitle()
    behind_article = a.first > 0 and fold(s.words[a.first - 1]) == "the"
    below = s.deprels[a.last - 1] in ("compound", "amod") and b.first <= s.heads[a.last - 1] < b.last
    return end in unsaid()["name"] and behind_article and below


def _of_topic(s: Sentence, a: Name, b: Name, gap: list[str]) -> bool:
    """Whether a name says what the body named before it is for: `Standing Committee` on `Public Accounts`."""
    return (
        len(gap) == 1
        and gap[0] in OF
        and fold(s.words[a.last - 1]) in unsaid()["name"]
        and not shipped().get(" ".join(s.words[b.first : b.last]))
        and any(s.heads[k] == a.last - 1 for k in range(b.first, b.last))
    )


def member_for(s: Sentence, seat: Name, last: int) -> Name | None:
    """The member of a house whose seat is called by two places: `Orlo and Halden MP Ann Roe`."""
    if s.words[seat.last : seat.last + 1] != ["and"]:
        return None
    who = next((n for n in s.names if n.type == "person" and n.last == last and n.first > seat.last + 1), None)
    between = s.words[seat.last + 1 : who.first] if who is not None else []
    return who if any(e.sectors[:1] == ("LEG",) for w in between for e in shipped().get(w)) else None
