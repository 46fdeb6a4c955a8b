"""What people do at the desk: read with the keyboard, touch a highlight, judge, move the map, save a picture."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, expect

from onrecord.serve import app
from tests.browser.test_pages import OMDURMAN
from tests.browser.visitor import PHONE, Visitor, visitor


@pytest.fixture
def reader(browser: Browser, desk: str) -> Iterator[Visitor]:
    found = visitor(browser, desk)
    yield found
    assert found.faults == []
    found.context.close()


def test_from_the_overview_to_the_words_by_keyboard_alone(reader: Visitor) -> None:
    reader.go("/")
    keys = reader.page.keyboard
    keys.press("Tab")
    expect(reader.page.locator(".skip")).to_be_focused()
    keys.press("/")
    expect(reader.page.locator("#quick")).to_be_focused()
    keys.type("shells")
    keys.press("Enter")
    reader.page.wait_for_url("**/search?words=shells")
    for _ in range(200):  # to the first result's article
        keys.press("Tab")
        if "/article?" in (reader.page.evaluate("document.activeElement.href") or ""):
            break
    keys.press("Enter")
    reader.page.wait_for_url("**/article?id=*")
    card = reader.page.locator("#card")
    expect(card.locator(".record").first).to_be_visible()  # the record that the search found
    before = reader.page.url
    keys.press("j")
    expect(reader.page).not_to_have_url(before)
    keys.press("k")
    expect(reader.page).to_have_url(before)
    # Highlights off and on again, and the address holds it.
    actors = reader.page.locator("#show-actors")
    expect(actors).to_be_checked()
    keys.press("3")
    expect(actors).not_to_be_checked()
    expect(reader.page).to_have_url(re.compile(r"show=none(?!.*show=actors)"))
    keys.press("3")
    expect(actors).to_be_checked()
    expect(reader.page).to_have_url(re.compile("show=actors"))
    keys.press("Escape")
    expect(card).to_contain_text("No record is chosen")


def test_the_bar_is_there_while_a_page_is_made(reader: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    made, render = threading.Event(), app.render
    monkeypatch.setattr(app, "render", lambda *given: render(*given) if made.wait(30) else "")
    reader.page.goto(f"{reader.base}/network?limit=77", wait_until="commit")
    waiting = reader.page.locator(".waiting")
    expect(waiting).to_be_visible()
    expect(reader.page.locator("#quick")).to_be_visible()
    made.set()
    expect(reader.page.locator("#network svg")).to_be_visible()
    expect(waiting).to_be_hidden()


def test_a_highlight_under_the_pointer_shows_its_record(reader: Visitor) -> None:
    reader.go(f"/article?id={OMDURMAN}")
    card = reader.page.locator("#card")
    trigger = reader.page.locator("#text .is-trigger:not(.is-headline)").first
    record = (trigger.get_attribute("data-records") or "").split()[0]
    trigger.hover()
    expect(card.locator("code").first).to_have_text(record)
    expect(card.locator(".tag").first).to_be_visible()
    expect(card.locator(".confidence").first).to_be_visible()
    expect(card.locator("button")).to_have_count(0)
    trigger.click()
    expect(reader.page).to_have_url(re.compile(f"#{record}$"))
    expect(card.locator("button").first).to_be_visible()


def test_a_touch_on_a_phone_opens_the_record_below(browser: Browser, desk: str) -> None:
    reader = visitor(browser, desk, PHONE)
    reader.go(f"/article?id={OMDURMAN}")
    expect(reader.page.locator("#card")).not_to_be_visible()
    reader.page.locator("#text .is-trigger:not(.is-headline)").first.tap()
    card = reader.page.locator("#card")
    expect(card).to_be_visible()
    box = card.bounding_box()
    assert box is not None
    assert box["y"] > PHONE[1] / 3
    assert box["width"] == PHONE[0]
    assert reader.faults == []
    reader.context.close()


def test_the_map_moves_and_its_address_with_it(reader: Visitor) -> None:
    reader.go("/map")
    picture = reader.page.locator("svg.live-map")
    expect(picture).to_be_visible()
    marks = picture.locator("circle.point")
    before = marks.count()
    assert before > 2
    picture.focus()
    for _ in range(3):
        reader.page.keyboard.press("+")
    expect(reader.page).to_have_url(re.compile(r"zoom=3\.0"))
    reader.page.keyboard.press("ArrowRight")
    expect(reader.page).to_have_url(re.compile(r"lon=5\."))
    assert marks.count() < before  # what lies outside is not drawn
    # Narrowing keeps the view.
    reader.page.locator(".facet a[href*='type=']").first.click()
    reader.page.wait_for_url(re.compile(r"type=[A-Z]+"))
    expect(reader.page).to_have_url(re.compile(r"zoom=3\.0"))
    expect(reader.page.locator("svg.live-map")).to_be_visible()
    expect(reader.page.locator("svg.live-map .disputed").first).to_be_attached()


def test_charts_are_saved_as_pictures(reader: Visitor, tmp_path: Path) -> None:
    reader.go("/")
    for kind in ("SVG", "PNG"):
        with reader.page.expect_download() as waiting:
            reader.page.click(f"figure[data-chart=events-by-type] button:has-text('{kind}')")
        path = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(path)
        assert path.stat().st_size > 2000
    drawing = ElementTree.parse(tmp_path / "events-by-type.svg")
    assert {element.tag.rpartition("}")[2] for element in drawing.iter()} <= {
        "svg", "g", "a", "rect", "line", "text", "title", "path"}  # fmt: skip
    assert (tmp_path / "events-by-type.png").read_bytes().startswith(b"\x89PNG")
