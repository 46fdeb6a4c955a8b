"""Judgements over HTTP."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient


def test_a_record_is_judged_and_the_judgement_taken_back(own: TestClient) -> None:
    said = {"article": "r1", "record": "e1", "verdict": "correct", "correction": {"type": "COERCE"}, "note": "n"}
    made = own.post("/api/judgements", json=said)
    assert made.status_code == 201
    assert made.json()["correction"] == {"type": "COERCE"}
    shown = own.get("/judgements.json?article=r1").json()
    assert shown["rows"] == [made.json()]
    assert shown["count"] == {"confirm": 0, "correct": 1, "reject": 0, "orphaned": 0}
    assert own.get("/search.json?judged=corrected").json()["rows"][0]["judged"] == "correct"
    assert own.get("/event.json?article=r1&id=e1").json()["judgements"] == [made.json()]
    number = made.json()["id"]
    assert own.put(f"/api/judgements/{number}", json={"verdict": "reject", "note": "no"}).json()["verdict"] == "reject"
    assert own.delete(f"/api/judgements/{number}").json() is None
    assert own.delete(f"/api/judgements/{number}").status_code == 404


@pytest.mark.parametrize(("body", "status"), [
    ({}, 422), ({"article": "r1", "record": "e1", "verdict": "maybe"}, 422),
    ({"article": "r1", "record": "e9", "verdict": "confirm"}, 404),
    ({"article": "no", "record": "e1", "verdict": "confirm"}, 404),
    ({"article": "r1", "record": "e1", "verdict": "confirm", "other": 1}, 422),
    ({"article": "r1", "record": "e1", "verdict": "correct"}, 422),
    ({"article": "r1", "record": "e1", "verdict": "confirm", "note": 5}, 422),
    ([], 422),
])  # fmt: skip
def test_what_can_not_be_said_is_a_problem(own: TestClient, body: object, status: int) -> None:
    answer = own.post("/api/judgements", json=body)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert own.get("/judgements.json").json()["rows"] == []


def test_a_form_or_too_much_is_refused(own: TestClient) -> None:
    assert own.post("/api/judgements", data={"article": "r1"}).status_code == 415
    assert own.post("/api/judgements", content=b"{", headers={"content-type": "application/json"}).status_code == 400
    much = b'{"note": "' + b"x" * 1_100_000 + b'"}'
    assert own.post("/api/judgements", content=much, headers={"content-type": "application/json"}).status_code == 413


def test_a_page_from_elsewhere_can_not_judge(own: TestClient) -> None:
    said = {"article": "r1", "record": "e1", "verdict": "confirm"}
    assert own.post("/api/judgements", json=said, headers={"origin": "http://evil.example"}).status_code == 403


def test_the_list_of_judgements_goes_on_where_a_page_ended(own: TestClient) -> None:
    for record in ("e1", "s1", "s2", "a1", "p1"):
        own.post("/api/judgements", json={"article": "r1", "record": record, "verdict": "confirm"})
    first = own.get("/judgements.json?limit=2").json()
    own.post("/api/judgements", json={"article": "r1", "record": "t1", "verdict": "confirm"})
    second = own.get(f"/judgements.json?limit=5&after={first['next']}").json()
    assert [row["record"] for row in first["rows"] + second["rows"]] == ["p1", "a1", "s2", "s1", "e1"]
    assert second["next"] is None
