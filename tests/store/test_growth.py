"""A page's work grows as the store does: twice the articles make it twice, not four times. Steps of SQLite count."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.datastructures import QueryParams

from bench.desk import names, reports
from onrecord.serve.formats import made
from onrecord.serve.pages import PAGES
from onrecord.store import Store
from onrecord.store.reader import Reader

ARTICLES = (90, 180, 360)
A, B = names(2)
ADDRESSES = [
    ("actor", {"name": A}),
    ("actor", {"name": A, "actor_sector": "GOV"}),
    ("actor", {"name": A, "actor_country": "AAA"}),
    ("dyad", {"actor": A, "other": B}),
    *(
        (page, facets)
        for page in ("search", "map", "network", "timeline", "panel", "stories", "export")
        for facets in (
            {"actor": A}, {"actor": A, "told": "once"}, {"actor": A, "type": "AID"},
            {"actor": A, "actor_sector": "GOV"},
            {"sector": "GOV"}, {"country": "AAB", "told": "once"}, {"words": "minister", "country": "AAB"},
            {"judged": "unjudged"}, {"speaker": A, "status": "happened"}, {"actor": A, "other": B},
        )
    ),
    *(
        (page, {**more, **facets})
        for page, more in (
            ("network", {"layer": "both"}), ("map", {"layer": "places"}), ("panel", {"by": "actor"}),
            ("search", {"kind": "statements"}), ("search", {"kind": "articles"}),
        )
        for facets in ({"actor": A}, {"sector": "GOV"}, {"country": "AAB", "type": "AID"})
    ),
]  # fmt: skip


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("growth")
    paths = [folder / f"{articles}.db" for articles in ARTICLES]
    for path, articles in zip(paths, ARTICLES, strict=True):
        with Store(path) as store:
            for report in reports(articles):
                store.put(report)
    return paths


def steps(path: Path, page: str, query: dict[str, str]) -> int:
    """Hundreds of steps of SQLite that a page takes, with all that its template asks for."""
    count = 0

    def step() -> int:
        nonlocal count
        count += 1
        return 0

    with Reader(path) as reader:
        reader.connection.set_progress_handler(step, 100)
        answer = PAGES[page](reader, QueryParams(query))
        made({**answer.data, **answer.extra})
    return count


@pytest.mark.parametrize(("page", "query"), ADDRESSES)
def test_the_work_of_a_page_grows_as_the_store(stores: list[Path], page: str, query: dict[str, str]) -> None:
    first, second, third = (steps(path, page, query) for path in stores)
    # What is always the same falls out; where each thing is compared with each other the growth would be fourfold.
    assert third - second < 2.5 * (second - first) + 50, (first, second, third)
