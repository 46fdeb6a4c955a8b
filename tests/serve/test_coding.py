"""The coder as a service, and jobs that add to the store."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from onrecord.serve.options import Limits, Options
from onrecord.store import Store
from tests.serve.coder import make
from tests.serve.conftest import BASE, client_of

LIMITS = Limits(reads=1e6, changes=1e6, document=5000, file=20_000, batch=5, stream=4, coding_seconds=1.5)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("jobs")
    folder = base / "archive"
    (folder / "inner").mkdir(parents=True)
    (folder / "one.txt").write_text("The first text.")
    (folder / "inner" / "two.txt").write_text("The second text.")
    (folder / ".hidden.txt").write_text("Not for anybody.")
    (base / "secret.txt").write_text("A secret.")
    (folder / "link.txt").symlink_to(base / "secret.txt")
    (folder / "out").symlink_to(base)
    return folder


@pytest.fixture(scope="module")
def desk(root: Path, tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    path = tmp_path_factory.mktemp("store") / "desk.db"
    Store(path).close()
    client = client_of(path, Options(roots=(root,), limits=LIMITS, make=make))
    client.headers.update({"origin": BASE, "sec-fetch-site": "same-origin"})
    return client


def finished(desk: TestClient, job: dict[str, Any]) -> dict[str, Any]:
    for _ in range(600):
        job = desk.get(f"/api/jobs/{job['id']}").json()
        if job["state"] not in ("waiting", "coding"):
            return job
        time.sleep(0.02)
    raise AssertionError(job)


def test_one_article_is_coded_and_not_stored(desk: TestClient) -> None:
    answer = desk.post("/api/code", json={"text": "Some words.", "published": "2018-02-21", "id": "mine"})
    assert answer.status_code == 200
    assert (answer.json()["id"], answer.json()["source"]["published"]) == ("mine", "2018-02-21")
    assert desk.get("/article.json?id=mine").status_code == 404


@pytest.mark.parametrize(("body", "status"), [
    ({}, 422), ({"text": ""}, 422), ({"text": " "}, 422), ({"text": 5}, 422), ({"text": "x", "published": "soon"}, 422),
    ({"text": "x", "more": 1}, 422), ({"text": "go wrong"}, 422), ({"text": "x" * 6000}, 413), (["x"], 422),
    ({"text": "die now"}, 422), ({"text": "sleep long"}, 422), ({"text": "\ud800"}, 422),
])  # fmt: skip
def test_what_can_not_be_coded_is_a_problem_and_the_rest_goes_on(desk: TestClient, body: object, status: int) -> None:
    answer = desk.post("/api/code", content=json.dumps(body), headers={"content-type": "application/json"})
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert desk.post("/api/code", json={"text": "Still there."}).status_code == 200


def test_a_batch_gives_a_result_or_a_problem_each(desk: TestClient) -> None:
    texts = ["First.", "go wrong", "Third."]
    results = desk.post("/api/code/batch", json={"documents": [{"text": t} for t in texts]}).json()["results"]
    assert [list(r) for r in results] == [["report"], ["error"], ["report"]]
    assert results[1]["error"]["detail"] == "not coded: it went wrong"
    assert desk.post("/api/code/batch", json={"documents": [{"text": "x"}] * 6}).status_code == 422
    assert desk.post("/api/code/batch", json={"documents": []}).status_code == 422


def test_a_stream_answers_line_by_line(desk: TestClient) -> None:
    lines = b'{"text": "First."}\n\n{"text": 3}\nno json\n{"text": "Fourth."}\n{"text": "One too many."}\n'
    answer = desk.post("/api/code/stream", content=lines, headers={"content-type": "application/x-ndjson"})
    assert answer.status_code == 200
    found = [json.loads(line) for line in answer.text.splitlines()]
    assert [item.get("text") or item["status"] for item in found] == ["First.", 422, 400, "Fourth.", 413]
    assert desk.post("/api/code/stream", json={"text": "x"}).status_code == 415


def test_a_line_that_is_far_too_long_ends_the_stream(desk: TestClient) -> None:
    answer = desk.post("/api/code/stream", content=b"x" * 9000, headers={"content-type": "application/x-ndjson"})
    assert json.loads(answer.text)["status"] == 413


def test_text_is_added_to_the_store(desk: TestClient) -> None:
    answer = desk.post("/api/jobs", json={"text": "Pasted words.", "name": "a paste", "id": "pasted"})
    assert answer.status_code == 202
    assert answer.headers["location"] == f"/api/jobs/{answer.json()['id']}"
    job = finished(desk, answer.json())
    assert (job["state"], job["name"], job["added"], job["articles"]) == ("done", "a paste", 1, ["pasted"])
    assert desk.get("/article.json?id=pasted").json()["text"] == "Pasted words."
    assert job in desk.get("/jobs.json").json()["jobs"]


def test_a_file_is_added_and_what_is_wrong_in_it_is_named(desk: TestClient) -> None:
    lines = b'{"text": "Line one.", "id": "l1"}\n{"no": 1}\n{"text": "go wrong", "uri": "u3"}\n'
    job = finished(desk, desk.post("/api/jobs/file?name=C:\\news\\feed.jsonl", content=lines).json())
    assert (job["name"], job["state"], job["coded"], job["failed"]) == ("feed.jsonl", "done", 1, 2)
    assert [error["name"] for error in job["errors"]] == ["feed.jsonl, line 2", "u3"]
    assert {f["name"] for f in desk.get("/jobs.json").json()["failures"]} >= {"feed.jsonl, line 2", "u3"}
    again = finished(desk, desk.post("/api/jobs/file?name=feed.jsonl", content=lines).json())
    assert again["unchanged"] == 1


@pytest.mark.parametrize(("name", "data", "status"), [
    ("a.exe", b"x", 415), ("", b"x", 400), (".txt", b"x", 415), ("a.txt", b"x" * 20_001, 413), ("a", b"x", 415),
])  # fmt: skip
def test_files_of_another_kind_or_too_long_are_refused(desk: TestClient, name: str, data: bytes, status: int) -> None:
    assert desk.post("/api/jobs/file", params={"name": name}, content=data).status_code == status


def test_a_folder_is_added_from_below_a_root_alone(desk: TestClient) -> None:
    job = finished(desk, desk.post("/api/jobs", json={"folder": "."}).json())
    assert (job["state"], job["inputs"], job["coded"]) == ("done", 2, 2)
    job = finished(desk, desk.post("/api/jobs", json={"folder": "inner"}).json())
    assert (job["coded"], job["unchanged"]) == (1, 1)


@pytest.mark.parametrize("wanted", ["..", "../secret.txt", "/etc", "link.txt", "out", "out/secret.txt", "no", "~",
                                    "inner/../../secret.txt", "//etc/passwd"])  # fmt: skip
def test_nothing_outside_a_root_is_read(desk: TestClient, wanted: str) -> None:
    assert desk.post("/api/jobs", json={"folder": wanted}).status_code == 404


def test_without_a_root_or_leave_nothing_is_read(tmp_path: Path) -> None:
    Store(tmp_path / "desk.db").close()
    client = client_of(tmp_path / "desk.db", Options(make=make))
    assert client.post("/api/jobs", json={"folder": "."}).status_code == 403
    assert client.post("/api/jobs", json={"address": "https://news.example/"}).status_code == 403


def test_a_job_is_stopped_and_others_wait_their_turn(desk: TestClient) -> None:
    lines = b"\n".join(json.dumps({"text": f"slowly {n}"}).encode() for n in range(40))
    long = desk.post("/api/jobs/file?name=long.jsonl", content=lines).json()
    waiting = desk.post("/api/jobs", json={"text": "Later."}).json()
    assert desk.post("/api/code", json={"text": "At once."}).status_code == 200  # between two articles of the job
    assert desk.delete(f"/api/jobs/{waiting['id']}").json()["state"] == "stopped"
    for _ in range(200):
        now = desk.get(f"/api/jobs/{long['id']}").json()
        if now["coded"]:
            break
        time.sleep(0.02)
    assert now["rate"] > 0
    assert now["left"] > 0
    desk.delete(f"/api/jobs/{long['id']}")
    done = finished(desk, long)
    assert done["state"] == "stopped"
    assert 0 < done["coded"] < 40
    assert desk.get("/api/jobs/999").status_code == desk.delete("/api/jobs/x").status_code == 404
