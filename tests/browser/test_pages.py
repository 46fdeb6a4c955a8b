"""Every page as it is seen: wide and on a phone, light and dark, with and without scripts, on paper."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import ROOT
from tests.browser.visitor import PHONE, WIDE, visitor

OMDURMAN = "de96dbb8b9e54cf7"  # shelling of a market, as doctors tell it
TORKHAM = "d0c42f51bd4b3cf0"  # a broken text, mended

PAGES = [
    "/",
    "/search",
    "/search?kind=statements&quote=direct",
    "/search?kind=articles&words=market",
    "/search?words=nothing+has+this",
    f"/article?id={OMDURMAN}",
    f"/article?id={OMDURMAN}#e1",
    f"/article?id={TORKHAM}&original=1",
    "/actor?name=Pakistan",
    "/dyad?actor=Philippines&other=China",
    "/map",
    "/map?lat=20&lon=60&zoom=2.4",
    "/map?layer=places",
    f"/event?article={OMDURMAN}&id=e1",
    f"/story?article={OMDURMAN}",
    "/stories",
    "/search?told=once",
    "/searches",
    f"/explain?article={OMDURMAN}&id=e1",
    "/network",
    "/network?layer=both&country=CHN",
    "/timeline",
    "/timeline?by=quad&unit=month",
    "/panel",
    "/panel?by=country&unit=month",
    "/judgements",
    "/jobs",
    "/export?country=CHN",
    "/api",
    "/no-such-page",
]
LOOKS = [(WIDE, False), (WIDE, True), (PHONE, False), (PHONE, True)]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = ROOT / "web/node_modules/axe-core/axe.min.js"


@pytest.mark.parametrize(("size", "dark"), LOOKS)
def test_pages_open_without_a_fault_and_axe_finds_nothing_serious(
    browser: Browser, desk: str, size: tuple[int, int], dark: bool
) -> None:
    reader = visitor(browser, desk, size, dark)
    checker = AXE.read_text(encoding="utf-8")
    serious = []
    for address in PAGES:
        reader.go(address)
        assert reader.page.locator("main").inner_text().strip(), address
        assert reader.page.evaluate("document.documentElement.scrollWidth") <= size[0], address
        if (size, dark) == (PHONE, True):
            continue  # nothing that axe looks at is peculiar to this look
        reader.page.evaluate(checker)
        result: dict[str, Any] = reader.page.evaluate(
            f"axe.run({{runOnly: {json.dumps(RULES)}, resultTypes: ['violations']}})"
        )
        serious += [
            (address, violation["id"], node["html"][:120], node.get("failureSummary", "")[:300])
            for violation in result["violations"]
            if violation["impact"] in ("serious", "critical")
            for node in violation["nodes"][:3]
        ]
    assert serious == []
    # The one fault is the page that is not there.
    assert [fault for fault in reader.faults if "/no-such-page" not in fault] == []
    reader.context.close()


def test_reading_and_searching_need_no_script(browser: Browser, desk: str) -> None:
    reader = visitor(browser, desk, scripts=False)
    page = reader.page
    reader.go("/")
    page.fill("#quick", "market")
    page.press("#quick", "Enter")
    expect(page).to_have_url(re.compile("words=market"))
    page.click(".tabs >> text=Articles")
    page.click(".items .headline >> nth=0")
    expect(page).to_have_url(re.compile("/article[?]id="))
    # Highlights are switched in a form, and a highlight leads to its record.
    page.uncheck("#show-events")
    page.check("#show-original")
    page.click("text=Show >> nth=-1")
    expect(page.locator("#show-events")).not_to_be_checked()
    expect(page.locator("#original")).to_be_visible()
    page.click("#text a.is-content >> nth=0")
    expect(page).to_have_url(re.compile("#[a-z]+[0-9]+$"))
    record = page.url.rpartition("#")[2]
    expect(page.locator(f"li#{record}")).to_be_visible()
    reader.go("/map")
    page.click(".mapmoves a >> nth=0")
    expect(page).to_have_url(re.compile("zoom=1"))
    before = page.url
    page.click("svg.map a >> nth=0", force=True)
    expect(page).not_to_have_url(before)
    expect(page).to_have_url(re.compile("/(map|search)[?]"))
    reader.context.close()


def test_an_article_on_paper_is_text_and_records(browser: Browser, desk: str) -> None:
    reader = visitor(browser, desk)
    reader.page.emulate_media(media="print")
    reader.go(f"/article?id={OMDURMAN}")
    for hidden in (".bar", ".layers", ".foot", ".card"):
        assert not reader.page.is_visible(hidden)
    assert reader.page.is_visible("#text")
    assert reader.page.is_visible("#e1")
    assert reader.page.pdf().startswith(b"%PDF")
    reader.context.close()
