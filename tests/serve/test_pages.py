"""Every page in its three shapes; every link leads somewhere; the article reads as its text."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from onrecord.export.exporters import EXPORTERS
from onrecord.record import Report
from onrecord.serve.endpoints import CHANGES, PATHS
from onrecord.serve.openapi import description
from onrecord.serve.options import Options
from onrecord.serve.pages import PAGES
from onrecord.serve.schemas import ROWS
from onrecord.store import Store
from tests.conftest import TEXT, make_report
from tests.serve.conftest import FAST, client_of
from tests.serve.page import Parsed

# Addresses of pages that have something on them, without the ending.
ADDRESSES = [
    ("overview", ""),
    ("search", ""),
    ("search", "?kind=statements"),
    ("search", "?kind=articles"),
    ("search", "?kind=statements&words=find+them&quote=direct"),
    ("search", "?type=ASSAULT&status=happened&actor=gunmen&place=Kabul&since=2018-01-01&until=2018-12-31"),
    ("search", "?actor=Ostravia&other=Idris+Welan&confidence=0.2"),
    ("article", "?id=r1"),
    ("article", "?id=r2&show=events&show=repairs"),
    ("actor", "?name=Idris+Welan"),
    ("dyad", "?actor=Ostravia&other=Idris+Welan"),
    ("map", ""),
    ("map", "?layer=places&zoom=3&lat=34&lon=69"),
    ("map", "?lat=20&lon=60&zoom=2.4"),
    ("search", "?speaker=Idris+Welan&sector=REB&judged=unjudged"),
    ("event", "?article=r2&id=e2"),
    ("story", "?article=r1"),
    ("network", "?layer=both&limit=20"),
    ("timeline", "?unit=week&by=quad&type=ASSAULT"),
    ("timeline", "?by=none"),
    ("panel", "?by=dyad&unit=week"),
    ("panel", "?by=country&since=2018-01-01&until=2018-01-31&unit=day"),
    ("judgements", ""),
    ("explain", "?article=r1&id=s1"),
    ("export", "?type=ASSAULT"),
    ("search", "?actor=gunmen&part=actor&quad=4"),
    ("actor", "?name=gunmen&actor_country=none"),
]


@pytest.mark.parametrize(("page", "query"), ADDRESSES)
def test_a_page_comes_in_three_shapes(client: TestClient, page: str, query: str) -> None:
    html = client.get(f"/{page}{query}")
    assert html.status_code == 200
    assert html.headers["content-type"] == "text/html; charset=utf-8"
    plain = client.get(f"/{page}.json{query}")
    assert plain.status_code == 200
    assert plain.headers["content-type"] == "application/json"
    table = client.get(f"/{page}.csv{query}")
    assert table.status_code == 200
    rows = list(csv.reader(io.StringIO(table.text, newline="")))
    assert len(rows) > (page not in ("judgements", "story"))  # of those there may be none
    assert {len(row) for row in rows} == {len(rows[0])}
    # A page names its other shapes, with the same query.
    assert f"/{page}.json{query}" in unescape(html.text)


def test_every_link_of_every_page_leads_somewhere(client: TestClient) -> None:
    waiting, seen = ["/", "/api"], {"/", "/api"}
    while waiting:
        at = waiting.pop(0)
        answer = client.get(at, headers={"accept": "text/html"})
        assert answer.status_code == 200, at
        if "text/html" not in answer.headers["content-type"]:
            continue
        page = Parsed(answer.text)
        ids = page.values("id")
        assert len(ids) == len(set(ids)), at
        for link in page.values("href", "src"):
            target, _, anchor = link.partition("#")
            if link.startswith("#"):
                assert anchor in {*ids, "main"}, (at, link)
            elif target.startswith("/") and target not in seen and len(seen) < 150:
                seen.add(target)
                waiting.append(target)
    assert {"/map", "/search", "/openapi.json", "/static/base.css", "/article?id=r1"} <= seen


def test_the_article_page_reads_as_the_text(client: TestClient) -> None:
    page = Parsed(client.get("/article?id=r1").text)
    assert page.text == TEXT
    ids = page.values("id")
    for record in ("s1", "s2", "e1", "a1", "a2", "p1", "p2", "t1", "q1", "r1"):
        assert record in ids


def test_the_highlights_that_are_on_stand_in_the_address(client: TestClient) -> None:
    def on(query: str) -> set[str]:
        page = Parsed(client.get("/article" + query).text)
        return {a["value"] or "" for tag, a in page.elements if a.get("type") == "checkbox" and "checked" in a}

    assert on("?id=r1") == {"statements", "events", "actors", "places", "times", "repairs"}
    assert on("?id=r1&show=none&show=events") == {"events"}
    assert on("?id=r1&show=none") == set()


def test_the_json_of_an_article_is_its_report(client: TestClient) -> None:
    assert Report.from_dict(client.get("/article.json?id=r1").json()) == make_report()


@pytest.mark.parametrize(("kind", "schema"), [("articles", "ArticleRow"), ("statements", "StatementRow"),
                                              ("events", "EventRow")])  # fmt: skip
def test_rows_are_as_the_api_describes_them(client: TestClient, kind: str, schema: str) -> None:
    kinds = {"string": str, "integer": int, "number": (int, float), "strings": list}
    rows = client.get(f"/search.json?kind={kind}").json()["rows"]
    assert rows
    for row in rows:
        assert list(row) == list(ROWS[schema])
        for name, told in ROWS[schema].items():
            assert (row[name] is None and told.endswith("?")) or isinstance(row[name], kinds[told.rstrip("?")]), name


def test_answers_have_the_properties_the_api_names(client: TestClient) -> None:
    for page, query in ADDRESSES:
        schema = PATHS[f"/{page}"][2]
        answer = client.get(f"/{page}.json{query}").json()
        if "$ref" in schema:
            schema = description()["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
        assert list(answer) == schema["required"], page


def test_the_description_is_whole() -> None:
    found = description()
    schemas = found["components"]["schemas"]
    pages = {f"/{page}.{shape}" for page in [*PAGES, "jobs"] for shape in ("json", "csv")}
    exports = {f"/export/{name}" for name in EXPORTERS}
    assert set(found["paths"]) == pages | {change.path for change in CHANGES} | exports | {"/feed.atom"}
    text = json.dumps(found)
    for part in text.split('"#/components/schemas/')[1:]:
        assert part.split('"')[0] in schemas
    assert schemas["Statement"]["properties"]["polarity"]["enum"] == ["affirmed", "denied"]
    assert schemas["Actor"]["properties"]["code"]["description"].startswith("country and sectors")


def test_pages_of_a_list_follow_each_other(client: TestClient) -> None:
    whole = client.get("/search.json?kind=statements").json()
    found: list[Any] = []
    after: str | None = ""
    for _ in range(whole["count"] + 1):
        page = client.get(f"/search.json?kind=statements&limit=2&after={after}").json()
        found += page["rows"]
        after = page["next"]
        if after is None:
            break
    assert found == whole["rows"]
    assert len(found) == whole["count"] == 8


def test_a_list_stays_itself_while_articles_come_in(tmp_path: Path) -> None:
    with Store(tmp_path / "a.db") as store:
        for n in range(4):
            store.put(make_report(f"old{n}"))
        client = client_of(tmp_path / "a.db")
        first = client.get("/search.json?kind=events&limit=2").json()
        for n in range(3):
            store.put(make_report(f"new{n}"))
        second = client.get(f"/search.json?kind=events&limit=2&after={first['next']}").json()
        assert [r["article"] for r in first["rows"] + second["rows"]] == ["old3", "old2", "old1", "old0"]
        assert client.get("/search.json?kind=events").json()["count"] == 7


# Address -> status. Wrong addresses are told what is wrong; none is a mistake of ours.
WRONG = [
    ("/nothing", 404),
    ("/article.json?id=unknown", 404),
    ("/article.json", 400),
    ("/actor.json?name=nobody", 404),
    ("/dyad.json?actor=Ostravia", 400),
    ("/dyad.json?actor=Ostravia&other=nobody", 404),
    ("/search.json?since=yesterday", 400),
    ("/search.json?until=2018-02-30", 400),
    ("/search.json?kind=secrets", 400),
    ("/search.json?limit=0", 400),
    ("/search.json?limit=1e9", 400),
    ("/search.json?confidence=nan", 400),
    ("/search.json?confidence=2", 400),
    ("/search.json?after=AAAA", 400),
    ("/search.json?after=WzEsMiwzXQ", 400),
    ("/search.json?after=%FF", 400),
    ("/search.json?words=" + "x" * 501, 400),
    ("/search.json?actor=%00", 400),
    ("/map.json?zoom=8", 400),
    ("/map.json?lat=91&zoom=2", 400),
    ("/static/../app.py", 404),
    ("/static/%2e%2e%2fapp.py", 404),
]


@pytest.mark.parametrize(("address", "status"), WRONG)
def test_errors_are_problem_details(client: TestClient, address: str, status: int) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == status
    assert body["detail"]


def test_a_reader_gets_an_error_as_a_page(client: TestClient) -> None:
    answer = client.get("/article?id=unknown", headers={"accept": "text/html"})
    assert answer.status_code == 404
    assert "there is no article of this id" in answer.text


# What people type, and what they should not be able to do with it.
WORDS = ['"', '""', "a OR b", "NEAR(a b)", "text:x", "*", "a*", "^a", "-a", "(", "'; DROP TABLE articles; --", "Kabul'",
         "{text} : x", "\\", "%", "NOT", "a AND", "“We will", "é", "日本", "🙂", "  ", "x" * 500]  # fmt: skip


@pytest.mark.parametrize("words", WORDS)
def test_any_words_can_be_looked_for(client: TestClient, words: str) -> None:
    for kind in ("articles", "statements", "events"):
        assert client.get(f"/search.json?kind={kind}&words={quote(words)}").status_code == 200


def test_words_in_quotation_marks_stand_together(client: TestClient) -> None:
    def count(words: str) -> int:
        found: int = client.get(f"/search.json?kind=statements&words={quote(words)}").json()["count"]
        return found

    assert count("them find") == 3
    assert count('"find them"') == 3
    assert count('"them find"') == 0


def test_a_page_that_takes_too_long_says_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    monkeypatch.setattr("onrecord.serve.pages.active_actors", lambda reader, top: reader.rows(endless))
    answer = client_of(path, Options(limits=replace(FAST, seconds=0.05))).get("/overview.json")
    assert answer.status_code == 503
    assert "narrow it" in answer.json()["detail"]


def test_sentences_are_read_again_for_linguists(client: TestClient) -> None:
    answer = client.get("/export/conllu?outlet=Harbour+Wire")
    words = [line.split("\t") for line in answer.text.splitlines() if line and not line.startswith("#")]
    assert answer.headers["content-disposition"] == 'attachment; filename="onrecord-conllu.conllu"'
    assert words
    assert {len(columns) for columns in words} == {10}


def test_an_empty_store_has_pages(tmp_path: Path) -> None:
    Store(tmp_path / "empty.db").close()
    client = client_of(tmp_path / "empty.db")
    for page in ("/", "/search", "/search?kind=articles", "/map", "/overview.csv", "/search.csv", "/map.csv"):
        assert client.get(page).status_code == 200
    assert "The store is empty" in client.get("/").text
