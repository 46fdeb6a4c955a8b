"""Answers that are kept: as long as the store is as it was, a little longer while it is written to, made once."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.serve.cache import FRESH, STALE, Cache
from onrecord.store import Store
from tests.conftest import make_report
from tests.serve.conftest import BASE, client_of, second_report


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Store(tmp_path / "desk.db") as store:
        store.put(make_report())
    return tmp_path / "desk.db"


def test_an_answer_is_made_once_until_the_store_changes_and_a_little_later(path: Path) -> None:
    now = [0.0]
    cache = Cache(path, lambda: now[0])
    made: list[int] = []

    def make() -> bytes:
        made.append(1)
        return b"%d" % len(made)

    assert [cache.get("a", make) for _ in range(3)] == [b"1"] * 3
    now[0] = 1e6  # however long
    assert cache.get("a", make) == b"1"
    with Store(path) as store:
        store.put(second_report())
    assert cache.get("a", make) == b"2"
    now[0] += FRESH / 2
    with Store(path) as store:
        store.put(second_report("r3"))
    assert cache.get("a", make) == b"2"  # still fresh enough
    now[0] += STALE
    assert cache.get("a", make) == b"3"
    cache.clear()
    assert cache.get("a", make) == b"4"


def test_what_fails_is_not_kept_and_others_are_not_held_up(path: Path) -> None:
    cache = Cache(path)

    def fail() -> bytes:
        raise ValueError("no")

    for _ in range(2):
        with pytest.raises(ValueError, match="no"):
            cache.get("a", fail)
    assert cache.get("a", lambda: b"x") == b"x"


def test_many_who_ask_at_once_wait_for_one(path: Path) -> None:
    cache = Cache(path)
    made: list[int] = []
    go = threading.Event()

    def make() -> bytes:
        made.append(1)
        go.wait(10)
        return b"x"

    answers: list[bytes] = []
    threads = [threading.Thread(target=lambda: answers.append(cache.get("a", make))) for _ in range(8)]
    for thread in threads:
        thread.start()
    go.set()
    for thread in threads:
        thread.join()
    assert answers == [b"x"] * 8
    assert made == [1]


def test_the_old_answer_is_given_while_the_new_one_is_made_behind_it(path: Path) -> None:
    now = [0.0]
    cache = Cache(path, lambda: now[0])
    cache.get("a", lambda: b"old")
    with Store(path) as store:
        store.put(second_report())
    now[0] = STALE / 2
    made: list[int] = []
    go, done = threading.Event(), threading.Event()

    def make() -> bytes:
        made.append(1)
        go.wait(10)
        done.set()
        return b"new"

    assert [cache.get("a", make) for _ in range(3)] == [b"old"] * 3
    go.set()
    assert done.wait(10)
    while cache.get("a", make) == b"old":
        pass
    assert cache.get("a", make) == b"new"
    assert made == [1]


def test_what_can_not_be_made_behind_is_tried_again(path: Path) -> None:
    now = [0.0]
    cache = Cache(path, lambda: now[0])
    cache.get("a", lambda: b"old")
    with Store(path) as store:
        store.put(second_report())
    now[0] = STALE / 2
    tried = threading.Event()

    def fail() -> bytes:
        tried.set()
        raise ValueError("no")

    assert cache.get("a", fail) == b"old"
    assert tried.wait(10)
    now[0] = STALE
    with pytest.raises(ValueError, match="no"):
        cache.get("a", fail)


def test_what_a_user_changed_is_seen_at_once(path: Path) -> None:
    client: TestClient = client_of(path)
    client.headers.update({"origin": BASE})
    assert client.get("/search.json").json()["rows"][0]["judged"] is None
    client.post("/api/judgements", json={"article": "r1", "record": "e1", "verdict": "reject"})
    assert client.get("/search.json").json()["rows"][0]["judged"] == "reject"


def test_every_address_has_its_own_answer(path: Path) -> None:
    client = client_of(path)
    assert "a=1" not in client.get("/search").text
    assert "type=AID&amp;x=1" in client.get("/search?type=AID&x=1").text
    assert "x=1&amp;type=AID" in client.get("/search?x=1&type=AID").text
    assert client.get("/search.json?kind=articles").json() != client.get("/search.json").json()
