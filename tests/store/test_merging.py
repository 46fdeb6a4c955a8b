"""Events that several reports tell: joined the same whatever the order in which the reports come in."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

import pytest

from onrecord.record import Actor, Coder, Event, EventDate, Mention, Place, Quantity, Report, Source
from onrecord.store import Store

POINTS = {"Dorsk": (1.0, 2.0), "Vell": (1.1, 2.1), "Farholm": (9.0, 9.0)}


@dataclass(frozen=True)
class Told:
    """What a report tells: article, day it came out, day of the event, who, whom, where, how many killed, its words."""

    id: str
    out: str
    day: str | None
    who: str
    whom: str
    place: str | None = None
    killed: int | None = None
    words: str = "struck the harbour at dawn"
    type: str = "ASSAULT"
    status: str = "happened"


def report(told: Told) -> Report:
    names = [name for name in (told.who, told.whom) if name]
    text = " ".join([*names, told.words, str(told.killed or ""), told.place or ""]) + "."
    actors, mentions = [], []
    for n, name in enumerate(names):
        start = text.index(name)
        kind = "name" if name[0].isupper() else "nominal"
        actors.append(Actor(f"a{n}", name, "group", None, [], None, None, [f"m{n}"]))
        mentions.append(Mention(f"m{n}", start, start + len(name), name, kind, "group", f"a{n}"))  # type: ignore[arg-type]
    by_name = {actor.name: actor.id for actor in actors}
    places = []
    if told.place:
        start = text.rindex(told.place)
        places.append(
            Place("p0", start, start + len(told.place), told.place, told.place, *POINTS[told.place], "OST", "city")
        )
    numbers = []
    if told.killed is not None:
        start = text.index(str(told.killed))
        numbers.append(Quantity("q0", start, start + len(str(told.killed)), str(told.killed), told.killed, "exact",
                                "people", None, "killed"))  # fmt: skip
    trigger = text.index(told.words)
    event = Event(
        "e1", told.type, None, [], None, [by_name[told.who]] if told.who else [],
        [by_name[told.whom]] if told.whom else [], [(trigger, trigger + 6)], 0,
        EventDate(told.day, told.day, told.day) if told.day else None, "p0" if told.place else None,
        [q.id for q in numbers], told.status, None, 0.8,  # type: ignore[arg-type]
    )  # fmt: skip
    return Report(told.id, Source(published=told.out, outlet=told.id), text, Coder("1"), sentences=[(0, len(text))],
                  mentions=mentions, actors=actors, places=places, quantities=numbers, events=[event])  # fmt: skip


A = Told("a", "2020-05-02", "2020-05-01", "Ostmark", "Velia", "Dorsk", 12)
# What else is told, and whether it is the same event as A.
CASES = [
    ("the same words a day later", Told("b", "2020-05-03", "2020-05-01", "Ostmark", "Velia", "Dorsk", 12), True),
    ("another toll, near by", Told("b", "2020-05-02", "2020-05-01", "Ostmark", "Velia", "Vell", 14), True),
    ("a denial of it", Told("b", "2020-05-02", "2020-05-01", "Ostmark", "Velia", "Dorsk", status="denied"), True),
    ("no actor named", Told("b", "2020-05-02", "2020-05-01", "gunmen", "Velia", "Dorsk", 12), True),
    ("no date but that of publication", Told("b", "2020-05-02", None, "Ostmark", "Velia", "Dorsk", 12), True),
    ("another day", Told("b", "2020-05-04", "2020-05-03", "Ostmark", "Velia", "Dorsk", 12), False),
    ("another place", Told("b", "2020-05-02", "2020-05-01", "Ostmark", "Velia", "Farholm", 12), False),
    ("a plan", Told("b", "2020-05-02", "2020-05-01", "Ostmark", "Velia", "Dorsk", status="planned"), False),
    ("another type", Told("b", "2020-05-02", "2020-05-01", "Ostmark", "Velia", "Dorsk", type="AID"), False),
    ("ten times as many killed", Told("b", "2020-05-02", "2020-05-01", "Ostmark", "Velia", "Dorsk", 120), False),
    ("others, elsewhere in the country", Told("b", "2020-05-02", "2020-05-01", "Nereth", "Sulland", None,
                                             words="shelled a village in the hills"), False),
]  # fmt: skip


def merged(store: Store) -> dict[str, str]:
    """Article -> the article that tells the event first."""
    rows = store.connection.execute(
        "SELECT a.id, coalesce(b.id, a.id) FROM passages w JOIN articles a ON a.key = w.article LEFT JOIN merged m"
        " ON m.key = w.key LEFT JOIN passages v ON v.key = m.leader LEFT JOIN articles b ON b.key = v.article"
        " WHERE w.kind = 'event'"
    )
    return dict(rows)


@pytest.mark.parametrize(("says", "other", "same"), CASES, ids=[case[0] for case in CASES])
def test_what_is_told_twice(tmp_path: Path, says: str, other: Told, same: bool) -> None:
    with Store(tmp_path / "m.db") as store:
        store.put(report(A))
        store.put(report(other))
        assert merged(store) == {"a": "a", "b": "a" if same else "b"}, says


def crowd(seed: int) -> list[Told]:
    """Reports of a few events, from few actors, places and days, so that many are alike."""
    made = random.Random(seed)
    return [
        Told(f"r{n:02}", f"2020-05-{made.randint(2, 6):02}", made.choice([None, "2020-05-02", "2020-05-03"]),
             made.choice(["Ostmark", "Nereth", "gunmen"]), made.choice(["Velia", "Sulland", ""]),
             made.choice([None, "Dorsk", "Farholm"]), made.choice([None, 3, 4, 40]),
             made.choice(["struck the harbour at dawn", "shelled a village in the hills"]),
             made.choice(["ASSAULT", "ASSAULT", "AID"]))
        for n in range(24)
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
def test_the_order_in_which_reports_come_in_changes_nothing(tmp_path: Path, seed: int) -> None:
    told = crowd(seed)
    with Store(tmp_path / "one.db") as store:
        for each in told:
            store.put(report(each))
        expected = merged(store)
    assert len(set(expected.values())) < len(expected)
    mixed = random.Random(seed + 100).sample(told, len(told))
    with Store(tmp_path / "other.db") as store:
        for each in mixed:
            store.put(report(each))
        assert merged(store) == expected
        # Coded again, in other words first and as they were then: the same again.
        for each in mixed[:8]:
            store.put(report(Told(each.id, "2020-05-09", None, "Sulland", "Nereth")))
        for each in mixed[:8]:
            store.put(report(each))
        assert merged(store) == expected
        # And all of it compared anew, as a store of an older version is.
        store.connection.execute("DELETE FROM merged")
        store.connection.execute("INSERT INTO unmerged SELECT key FROM passages WHERE kind = 'event'")
    with Store(tmp_path / "other.db") as store:
        assert merged(store) == expected
        assert store.connection.execute("SELECT count(*) FROM unmerged").fetchone() == (0,)


def test_no_event_leads_that_follows(tmp_path: Path) -> None:
    with Store(tmp_path / "m.db") as store:
        for each in crowd(3):
            store.put(report(each))
        chained = store.connection.execute("SELECT count(*) FROM merged WHERE leader IN (SELECT key FROM merged)")
        assert chained.fetchone() == (0,)
