"""The Python client against a desk that listens on a socket."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn

from onrecord.client import Desk, ProblemError
from onrecord.record import Report
from onrecord.serve import make_app
from onrecord.serve.options import Options
from onrecord.store import Store
from tests.conftest import make_report
from tests.serve.coder import make
from tests.serve.conftest import FAST, second_report

TOKEN = "a-token-of-sixteen-or-more"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = tmp_path_factory.mktemp("client") / "desk.db"
    with Store(path) as store:
        store.put(make_report())
        store.put(second_report())
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        app = make_app(path, port, Options(limits=FAST, make=make, token=TOKEN))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off", ws="none"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{port}"
        server.should_exit = True
        thread.join(10)


@pytest.fixture
def desk(address: str) -> Desk:
    return Desk(address, TOKEN)


def test_it_reads_codes_judges_and_exports(desk: Desk, tmp_path: Path) -> None:
    assert desk.report("r1") == make_report()
    assert {row["id"] for row in desk.search("events", limit=1)} == {"e1", "e2"}
    assert [row["article"] for row in desk.search("events", limit=1)] == ["r2", "r2", "r1"]
    assert desk.explain("r1", "e1")[0].startswith("e1: ASSAULT")
    assert desk.code("Some words.", published="2018-02-21").source.published == "2018-02-21"
    first, second = desk.code_batch([{"text": "One."}, {"text": ""}])
    assert isinstance(first, Report)
    assert isinstance(second, ProblemError)
    judged = desk.judge("r1", "e1", "correct", correction={"type": "COERCE"})
    assert (judged.record, judged.spans) == ("e1", make_report().events[0].trigger)
    assert desk.undo(judged.id) is None
    desk.export("geojson", tmp_path / "a.json", type="ASSAULT")
    assert (tmp_path / "a.json").read_text().startswith('{"type": "FeatureCollection"')


def test_it_adds_to_the_store(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "feed.jsonl"
    file.write_text('{"id": "new", "text": "A new article."}\n')
    job = desk.add_file(file)
    for _ in range(500):
        job = desk.job(job["id"])
        if job["state"] not in ("waiting", "coding"):
            break
        time.sleep(0.02)
    assert job["added"] == 1
    assert desk.report("new").text == "A new article."


def test_what_the_desk_refuses_is_a_problem(address: str, desk: Desk) -> None:
    with pytest.raises(ProblemError, match="404"):
        desk.report("nothing")
    with pytest.raises(ProblemError) as refused:
        Desk(address, "wrong").report("r1")
    assert refused.value.status == 401
    with pytest.raises(ValueError, match="no http"):
        Desk("file:///etc")
