"""Every figure of a page that is a link leads to as many things as it says."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.ingest import read_inputs
from onrecord.pipeline import Coder
from onrecord.record import Report
from onrecord.store import Store
from tests.serve.conftest import client_of

PAGES = [
    "/", "/search", "/search?kind=statements", "/actor?name=Pakistan", "/actor?name=China",
    "/dyad?actor=Philippines&other=China", "/map", "/network", "/network?layer=statements", "/timeline",
    "/timeline?by=quad&unit=month", "/timeline?by=status&unit=year", "/timeline?by=none&unit=day",
    "/timeline?since=2023-03-01&until=2023-05-20", "/panel", "/panel?by=actor&unit=week",
    "/panel?by=country&unit=day&limit=5000", "/panel?by=country-dyad", "/panel?type=ASSAULT",
]  # fmt: skip


class Links(HTMLParser):
    """The links of a page with their text, or what they are labelled with."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._open: list[str] | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found.append((dict(attrs).get("href") or "", ""))
            label = dict(attrs).get("aria-label")
            self._open = [label] if label else []
        elif tag == "title":
            self._open = None  # of a drawing: what a pointer is told

    def handle_data(self, data: str) -> None:
        if self._open is not None:
            self._open.append(data)
            self.found[-1] = (self.found[-1][0], " ".join(self._open).strip())

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            if self._open:
                self.found[-1] = (self.found[-1][0], " ".join(self._open).strip())
            self._open = None


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    path = tmp_path_factory.mktemp("figures") / "desk.db"
    with Store(path) as store:
        for found in Coder().stream(read_inputs([Path(__file__).parent.parent.parent / "samples/articles"])):
            assert isinstance(found, Report)
            store.put(found)
    return client_of(path)


@pytest.mark.parametrize("page", PAGES)
def test_a_figure_leads_to_what_it_counts(client: TestClient, page: str) -> None:
    checked = 0
    for href, text in Links(client.get(page).text).found:
        # "12", "12 events", "ASSAULT 12", "ASSAULT, week of 2023-03-13: 9", "2023-05-22: 3 Verbal conflict"
        figure = re.search(r"(?:^|[ :])([\d,]+)(?: \D*)?$", " ".join(text.split()))
        if not href.startswith("/search?") or figure is None or "facet" in href or re.fullmatch(r"\d{4}", text):
            continue
        answer = client.get(href.replace("/search?", "/search.json?"))
        assert answer.json()["count"] == int(figure[1].replace(",", "")), (text, href)
        checked += 1
    assert checked >= 3
