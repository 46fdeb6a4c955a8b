"""What changes the store: judging records with the keyboard, undoing it, adding articles."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import served
from tests.browser.test_pages import OMDURMAN
from tests.browser.visitor import Visitor, visitor

INVENTED = (
    "LUSAKA, May 3 - Zambia's transport minister, Chola Mwanamwambwa, said on Friday that soldiers had detained four "
    "drivers near Kitwe.\n\n“Nobody was hurt,” he told reporters in Lusaka."
)


@pytest.fixture
def analyst(browser: Browser, samples: Path, tmp_path: Path) -> Iterator[Visitor]:
    """A visitor to a desk of its own, over a copy of the store."""
    path = Path(shutil.copy(samples, tmp_path / "own.db"))
    with served(path) as address:
        found = visitor(browser, address)
        yield found
        assert found.faults == []
        found.context.close()


def test_records_are_judged_and_judgements_undone_by_keys(analyst: Visitor) -> None:
    page, keys = analyst.page, analyst.page.keyboard
    badge = page.locator("#e1 > .lead > .judged")
    card = page.locator("#card")
    analyst.go(f"/article?id={OMDURMAN}#e1")
    keys.press("a")
    expect(badge).to_have_text("confirmed")
    keys.press("x")
    expect(badge).to_have_text("rejected")
    keys.press("u")
    expect(badge).to_have_text("confirmed")
    # A note, which is text whatever it says.
    keys.press("m")
    expect(page.locator("#note")).to_be_focused()
    keys.type("<img src=x onerror=alert(1)> seen")
    keys.press("Enter")
    expect(card).to_contain_text("<img src=x onerror=alert(1)> seen")
    # The next record is corrected in a form.
    keys.press("j")
    expect(card.locator("code").first).not_to_have_text("e1")
    analyst.go(f"/article?id={OMDURMAN}#e2")
    expect(card.locator("code").first).to_have_text("e2")
    keys.press("c")
    page.locator("#correct-status").select_option("hypothetical")
    page.locator("form.correcting button[type=submit]").click()
    expect(page.locator("#e2 > .lead > .judged")).to_have_text("corrected")
    expect(card).to_contain_text("corrected to status: hypothetical")
    # All of it is there for the next reader and on the page of judgements; undone it can be in its own visit only.
    analyst.go(f"/article?id={OMDURMAN}&show=events#e1")
    expect(badge).to_have_text("confirmed")
    keys.press("u")
    expect(card).to_contain_text("nothing of this visit to undo")
    analyst.go("/judgements")
    expect(page.locator(".items")).to_contain_text("hypothetical")
    expect(page.locator(".items")).to_contain_text("<img src=x onerror=alert(1)> seen")
    analyst.go("/judgements?verdict=reject")
    expect(page.locator(".empty")).to_be_visible()


def test_words_that_are_selected_correct_a_span(analyst: Visitor) -> None:
    page = analyst.page
    analyst.go(f"/article?id={OMDURMAN}#e1")
    page.keyboard.press("c")
    expect(page.locator("#correct-trigger")).to_be_visible()
    words = page.locator("#text .is-trigger:not(.is-headline)").first
    words.dblclick()
    page.locator("#correct-trigger").click()
    expect(page.locator("form.correcting")).to_contain_text(f"“{words.inner_text()}")
    page.locator("form.correcting button[type=submit]").click()
    expect(page.locator("#e1 > .lead > .judged")).to_have_text("corrected")
    found = page.evaluate("fetch('/judgements.json').then((answer) => answer.json())")["rows"][0]
    start, end = found["correction"]["trigger"][0]
    text = page.locator("#text").evaluate("(element) => element.textContent")
    assert text[start:end].strip() == words.inner_text()


def test_why_is_told_in_the_card(analyst: Visitor) -> None:
    analyst.go(f"/article?id={OMDURMAN}#e1")
    analyst.page.keyboard.press("w")
    expect(analyst.page.locator("#card details[open]")).to_contain_text("trigger")
    analyst.page.keyboard.press("w")
    expect(analyst.page.locator("#card details[open]")).to_have_count(0)


def test_a_text_that_is_added_is_coded_and_can_be_read(analyst: Visitor) -> None:
    page = analyst.page
    analyst.go("/jobs")
    page.fill("form[data-add=text] textarea", INVENTED)
    page.fill("form[data-add=text] input[name=headline]", "Four drivers held")
    page.fill("form[data-add=text] input[name=published]", "2024-05-04")
    page.click("form[data-add=text] button")
    job = page.locator("#jobs .job").first
    expect(job.locator(".status")).to_have_text("done", timeout=60_000)
    job.locator("a").first.click()
    expect(page.locator("#text")).to_contain_text("Chola Mwanamwambwa")
    expect(page.locator(".records")).to_contain_text("said")


def test_a_folder_is_added_and_what_can_not_be_is_named(analyst: Visitor, tmp_path: Path) -> None:
    folder = tmp_path / "inbox/May"
    folder.mkdir(parents=True)
    (folder / "drivers.txt").write_text(INVENTED, encoding="utf-8")
    (folder / "photo.png").write_bytes(b"\x89PNG")
    (folder / "broken.jsonl").write_text('{"text": 1}\n', encoding="utf-8")
    page = analyst.page
    analyst.go("/jobs")
    page.set_input_files("input[webkitdirectory]", tmp_path / "inbox")
    page.click("text=Code the folder")
    expect(page.locator("#told")).to_contain_text("inbox/May/photo.png: only files of these kinds")
    expect(page.locator("#jobs .job", has_text="drivers.txt").locator(".status")).to_have_text("done", timeout=60_000)
    expect(page.locator("#jobs .job", has_text="broken.jsonl")).to_contain_text("broken.jsonl, line 1", timeout=60_000)
    assert "415" in analyst.faults.pop()


def test_a_file_that_can_not_be_added_is_refused_in_words(analyst: Visitor, tmp_path: Path) -> None:
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n")
    analyst.go("/jobs")
    analyst.page.set_input_files("input[type=file]", tmp_path / "picture.png")
    analyst.page.click("form[data-add=file] button")
    expect(analyst.page.locator("#told")).to_contain_text("only files of these kinds")
    assert "415" in analyst.faults.pop()
