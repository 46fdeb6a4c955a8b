"""The table of candidates that the ranker weighs: where each lies, how it bears the name, what speaks for it."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.places.bearers import ADMIN1, ADMIN2, CAPITAL, CITY, COUNTRY, KIND, NOWHERE, WIDTH, Block, Rows, bearers
from onrecord.places.gazetteer import Gazetteer
from onrecord.places.name_groups import AREAS, Group, PlaceName, group_names, inside
from onrecord.places.national_style import Told, national_style, sign_words
from onrecord.places.ranking import ALONE, GREAT, Table, empty_table

CAP = 24  # candidates a name; more only where a container is named beside it, or its country in the text
CAP_WITHIN = 400  # the same where one is
BUDGET = 1200  # candidates a window, so that agreement (quadratic in them) stays bounded
_SAID = {
    "city": {CITY, CAPITAL}, "admin2": {ADMIN2}, "admin1": {ADMIN1}, "admin": {ADMIN1, ADMIN2},
    "country": {COUNTRY}, "region": {ADMIN1, ADMIN2, *AREAS}, "water": {KIND["water"]},
    "other": {KIND["other"]}, "site": {KIND["site"]},
}  # fmt: skip
_F = {n: i for i, n in enumerate(ALONE)}
# Features by which a text speaks of a place's country.
_SIGNS = frozenset(["country_said", "home_country", "in_container", "in_loose_container", "names_container"])
_STYLE, _STYLE_ELSEWHERE = _F["style"], _F["style_elsewhere"]
_WORD = re.compile(r"[A-Za-z£₦À-ž]+(?:['’-][a-z]+)?")
_WORLDWIDE = 4  # countries named: more tell no more
_FEW_LANDS = 2  # countries: of more, which one a town lies in is not told by their being named
_READ = 20_000  # characters of a text whose words are looked through


@dataclass(frozen=True, slots=True)
class Home:
    """What is known of the article beforehand: where its outlet sits and where it was filed, as places' names."""

    outlet: str | None = None
    dateline: str | None = None


@dataclass(slots=True)
class Candidates:
    """The names of a text with the places that each may mean: groups of mentions, how many rows each has, the rows of
    the table in their order, and for each row whether the text speaks of its country."""

    groups: list[Group]
    counts: list[int]
    rows: Rows
    table: Table
    signs: list[bool]


@functools.cache
def _telling_words(gazetteer: Gazetteer) -> tuple[dict[str, int], frozenset[str]]:
    """Country numbers by capitalised one-word demonym; the demonyms and the words by which a country's papers are
    told, which a text is looked through for at once. Made once a gazetteer."""
    demonyms = {w: gazetteer.country_number[c] for w, c in gazetteer.meta.get("demonyms", {}).items()}
    return demonyms, sign_words().union(demonyms)


def words_of(text: str) -> list[str]:
    """The words of a text, in no order, as far as it is looked through, where it has not been read."""
    words: list[str] = []
    rest: list[str] = []
    for piece in text[:_READ].split():
        # Most pieces are words whole, which is cheaper to see than to match.
        (words if piece.isalpha() and piece.isascii() else rest).append(piece)
    return words + _WORD.findall(" ".join(rest))


def candidate_table(
    text: str,
    names: Sequence[PlaceName],
    home: Home,
    gazetteer: Gazetteer,
    words: Sequence[Sequence[str]] | None = None,
) -> Candidates:
    """The candidates of the names, with the first round's features; `words` are the text's, sentence by sentence, where
    it has been read."""
    groups = group_names(gazetteer, text, names)
    if not groups:
        return Candidates([], [], Rows([], [], [], [], [], []), empty_table(), [])
    cap = max(4, min(CAP, BUDGET // len(groups)))
    demonyms, telling = _telling_words(gazetteer)
    told = _told(text, words, telling)
    said = {demonyms[w] for w in told.words if w in demonyms}
    many = any(len(g.bearers.usable) > cap for g in groups)
    lands = _abroad(said, groups, gazetteer) if many else NOWHERE
    blocks = [g.bearers.block(gazetteer, CAP_WITHIN if g.strict or g.loose else cap, lands) for g in groups]
    rows = Rows(*map(list, map(itertools.chain.from_iterable, zip(*[block.rows for block in blocks], strict=True))))
    counts = [len(block.rows.places) for block in blocks]
    starts = [0, *itertools.accumulate(counts)]
    flat = bytearray().join([block.cells for block in blocks])
    marks = _Marks(memoryview(flat).cast("d"), [False] * len(rows.places))
    _said_by_text(marks, text[:_READ], told, said, groups, counts, rows, home, gazetteer)
    for group, block, start in zip(groups, blocks, starts, strict=False):
        if group.article or group.strict or group.loose or group.kind:
            _said_beside(marks, group, block, start, gazetteer)
    order = sorted(range(len(groups)), key=[g.members[0] for g in groups].__getitem__)
    before = [-1] * len(groups)
    for a, b in itertools.pairwise(order):
        before[b] = a
    table = Table(
        numbers=np.frombuffer(flat).reshape(-1, WIDTH),
        group=np.arange(len(groups)).repeat(counts),
        starts=np.array(starts[:-1]),
        weight=np.array([g.weight for g in groups]),
        previous=np.array(before),
    )
    return Candidates(groups, counts, rows, table, marks.signs)


def _told(text: str, words: Sequence[Sequence[str]] | None, telling: frozenset[str]) -> Told:
    """The telling words of a text, with what follows them where it has been read into `words`."""
    told: dict[str, int] = {}
    if words is None:
        for word in words_of(text):
            if word in telling:
                told[word] = told.get(word, 0) + 1
        return Told(told)
    after: set[str] = set()
    for sentence in words:
        for word in telling.intersection(sentence):  # few sentences hold one
            often, at = sentence.count(word), -1
            told[word] = told.get(word, 0) + often
            for _ in range(often):
                at = sentence.index(word, at + 1)
                after.update(sentence[at + 1 : at + 2])
    return Told(told, after)


def _abroad(said: set[int], groups: list[Group], gazetteer: Gazetteer) -> frozenset[int]:
    """The one or two countries that the text names (of `said` the people), but the United States, of whose towns enough
    are among the first; none where it names more."""
    kind, country = gazetteer.columns["kind"], gazetteer.columns["country"]
    lands = said.union([country[p] for p, _ in [g.bearers.usable[0] for g in groups] if kind[p] == COUNTRY])
    lands -= {0, gazetteer.country_number["USA"]}
    return frozenset(lands) if len(lands) <= _FEW_LANDS else NOWHERE


@dataclass(slots=True)
class _Marks:
    """The cells of the table, one row after the other, which are set where they lie; single cells of an array are slow
    to write."""

    cells: memoryview[float]
    signs: list[bool]  # by row, whether the text speaks of its country

    def add(self, feature: str, rows: Iterable[int], value: float = 1.0) -> None:
        cells, column = self.cells, _F[feature]
        for row in rows:
            cells[row * WIDTH + column] = value
        if feature in _SIGNS:
            for row in rows:
                self.signs[row] = True


def _said_by_text(
    marks: _Marks,
    text: str,
    told: Told,
    said: set[int],
    groups: list[Group],
    counts: list[int],
    rows: Rows,
    home: Home,
    gazetteer: Gazetteer,
) -> None:
    """What the whole text says of each candidate: its country or state is named (`said` are countries whose people
    are), its country's papers write so (by the words that are `told`)."""
    kind, country = gazetteer.columns["kind"], gazetteer.columns["country"]
    said = set(said)
    said1: set[int] = set()
    lands = 0
    held: set[int] = set()
    for group in groups:
        held |= group.strict
        usable = group.bearers.usable
        p, how = usable[0]
        first = kind[p]
        if first == COUNTRY:
            said.add(country[p])
            lands += how == 0
        elif first == ADMIN1:
            said1.add(p)
        if len(usable) > 1 and kind[usable[1][0]] == ADMIN1:
            said1.add(usable[1][0])
    places, countries, kinds, admin1s, _, _ = rows
    named = said - {0}
    if named:
        marks.add("country_said", [n for n, x in enumerate(countries) if x in named and kinds[n] != COUNTRY])
    if great := [n for n, x in enumerate(marks.cells[GREAT::WIDTH].tolist()) if x]:
        _among_the_great(marks, named, groups, counts, great, countries, gazetteer)
    if said1:
        marks.add("admin1_said", [n for n, x in enumerate(admin1s) if x in said1])
    if held:
        marks.add("names_container", [n for n, x in enumerate(places) if x in held])
    if lands != 1 and COUNTRY in kinds:
        marks.add("among_countries", [n for n, x in enumerate(kinds) if x == COUNTRY], (min(4, lands) - 1) / 3)
    for place_of in filter(None, (home.outlet, home.dateline)):
        borne = bearers(gazetteer, place_of)
        if borne is not None:
            p = borne.postings[0][0]
            if country[p]:
                marks.add("home_country", [n for n, x in enumerate(countries) if x == country[p]])
            around = p if kind[p] == ADMIN1 else gazetteer.columns["admin1"][p]
            marks.add("home_admin1", [n for n, x in enumerate(admin1s) if x == around])
    style = national_style(text, told)
    if style:
        # A report that names countries is no piece of local news.
        abroad = 1 + sum(gazetteer.countries[x] not in style for x in said)
        shares = {gazetteer.country_number[code]: share / abroad for code, share in style.items()}
        top = max(shares.values())
        cells, at = marks.cells, 0
        for n, (land, there) in enumerate(zip(countries, kinds, strict=True)):
            if land and there >= ADMIN1:
                share = shares.get(land, 0.0)
                cells[at + _STYLE], cells[at + _STYLE_ELSEWHERE] = share, top - share
                if share:
                    marks.signs[n] = True
            at += WIDTH


def _among_the_great(
    marks: _Marks,
    named: set[int],
    groups: list[Group],
    counts: list[int],
    great: list[int],
    countries: Sequence[int],
    gazetteer: Gazetteer,
) -> None:
    """A report that names countries, or capitals of others, means the great city of a name, the more so where that
    one's country is named."""
    kind, country = gazetteer.columns["kind"], gazetteer.columns["country"]
    seats = []  # by group, the country whose capital its name first means; 0: none
    for group in groups:
        place = group.bearers.usable[0][0]
        seats.append(country[place] if kind[place] == CAPITAL else 0)
    group_of = list(itertools.chain.from_iterable(itertools.repeat(k, count) for k, count in enumerate(counts)))
    worldly: dict[int, list[int]] = {}
    for row in great:
        own = group_of[row]
        others = named.union(seat for k, seat in enumerate(seats) if seat and k != own)
        if others:
            worldly.setdefault(min(_WORLDWIDE, len(others)), []).append(row)
    for number, rows in worldly.items():
        marks.add("great_abroad", rows, number / _WORLDWIDE)
    if named:
        marks.add("great_said", [n for n in great if countries[n] in named])


def _said_beside(marks: _Marks, group: Group, block: Block, start: int, gazetteer: Gazetteer) -> None:
    """What the words beside a name say of its candidates (their rows begin at `start`): articles, containers, kinds."""
    kinds = list(enumerate(block.rows.kinds, start))
    if group.article:
        marks.add("article_town", [n for n, kind in kinds if kind >= ADMIN2])
        marks.add("article_area", [n for n, kind in kinds if kind < ADMIN2 and kind not in (COUNTRY, ADMIN1)])
    if group.strict:
        places = enumerate(block.rows.places, start)
        inner = [n for n, place in places if inside(gazetteer, place, group.strict)]
        marks.add("in_container", inner)
        marks.add("out_of_container", sorted({n for n, _ in kinds}.difference(inner)))
    elif group.loose:
        places = enumerate(block.rows.places, start)
        marks.add("in_loose_container", [n for n, place in places if inside(gazetteer, place, group.loose)])
    if wanted := _SAID.get(group.kind):
        marks.add("kind_said", [n for n, kind in kinds if kind in wanted])
        marks.add("kind_not_said", [n for n, kind in kinds if kind not in wanted])
