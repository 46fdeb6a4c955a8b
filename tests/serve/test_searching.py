"""Saved searches: kept under a name, listed, a feed each, dropped."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

feedparser = pytest.importorskip("feedparser")


def test_a_search_is_kept_listed_fed_and_dropped(own: TestClient) -> None:
    said = {"name": "Attacks & <raids>", "kind": "events", "filters": {"type": "ASSAULT", "told": "once"}}
    made = own.post("/api/searches", json=said)
    assert made.status_code == 201
    (row,) = own.get("/searches.json").json()["rows"]
    assert (row["name"], row["count"], row["filters"]) == (said["name"], 1, said["filters"])
    assert own.get(row["href"]).status_code == 200
    assert "Attacks &amp; &lt;raids&gt;" in own.get("/searches").text
    feed = feedparser.parse(own.get(row["feed"]).content)
    assert not feed.bozo
    assert feed.feed.title == "On Record: Attacks & <raids>"
    assert len(feed.entries) == 1
    assert feed.feed.links[1].href.endswith(row["feed"])
    assert own.post("/api/searches", json=said).status_code == 409
    assert own.delete(f"/api/searches/{made.json()['id']}").json() is None
    assert own.delete(f"/api/searches/{made.json()['id']}").status_code == 404
    assert own.get(row["feed"]).status_code == 404


@pytest.mark.parametrize("body", [
    {}, {"name": "x"}, {"name": " ", "kind": "events"}, {"name": "x", "kind": "people"},
    {"name": "x", "kind": "events", "filters": {"sort": "day"}},
    {"name": "x", "kind": "events", "filters": {"since": "yesterday"}},
    {"name": "x", "kind": "events", "filters": {"type": 5}}, {"name": "x" * 201, "kind": "events"},
])  # fmt: skip
def test_what_can_not_be_kept_is_a_problem(own: TestClient, body: object) -> None:
    assert own.post("/api/searches", json=body).status_code == 422
    assert own.get("/searches.json").json() == {"rows": []}
