"""A store with a few reports, and a browser of sorts that asks the desk about it."""

from __future__ import annotations

from pathlib import Path

import numpy as np  # noqa: F401 (whole before the tests: a thread of the desk may be at it when Hypothesis looks)
import pytest
from starlette.testclient import TestClient

from onrecord.record import Actor, Event, EventDate, Report, Statement
from onrecord.serve import make_app
from onrecord.serve.options import Limits, Options
from onrecord.store import Store
from tests.conftest import make_report

PORT = 8642
BASE = f"http://127.0.0.1:{PORT}"


# Tests ask faster than people do.
FAST = Limits(reads=1e6, changes=1e6)


def client_of(path: Path, options: Options | None = None) -> TestClient:
    app = make_app(path, PORT, options or Options(limits=FAST))
    return TestClient(app, base_url=BASE, raise_server_exceptions=False)


def second_report(id: str = "r2", published: str | None = "2018-03-05") -> Report:
    """Another day, with an event between two actors and another kind of statement."""
    report = make_report(id)
    report.source.published = published
    report.source.outlet = "Coast Courier"
    report.actors = [
        Actor("a1", "Ostravia", "country", "CZE", ["GOV"], None, "CZEGOV", ["m1", "m4"], {"wikidata": "Q12"}, ["why"]),
        Actor("a2", "Idris Welan", "person", "AFG", ["COP"], "spokesman", "AFGCOP", ["m2"]),
    ]
    report.events.append(
        Event("e2", "AID", None, [], "070", ["a1"], ["a2"], [(20, 24)], 0, EventDate("2018-03-01", "2018-03-01",
              "2018-03-02"), None, [], "planned", None, 0.4)
    )  # fmt: skip
    report.statements.append(
        Statement("s3", "a2", [], [(30, 34)], [(40, 60)], "mixed", "say", polarity="denied", confidence=0.3)
    )
    return report


@pytest.fixture(scope="session")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("desk") / "desk.db"
    with Store(found) as store:
        store.put(make_report())
        store.put(second_report())
        store.put(second_report("r3", None))
    return found


@pytest.fixture(scope="session")
def client(path: Path) -> TestClient:
    return client_of(path)


@pytest.fixture
def own(tmp_path: Path) -> TestClient:
    """A desk over a store of the test's own, asked as its own pages ask."""
    with Store(tmp_path / "desk.db") as store:
        store.put(make_report())
    client = client_of(tmp_path / "desk.db")
    client.headers.update({"origin": BASE, "sec-fetch-site": "same-origin"})
    return client
