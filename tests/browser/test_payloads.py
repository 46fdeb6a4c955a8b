"""Text that would be script, everywhere that text goes: nothing of it runs, and nothing of it is even tried."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Error

from onrecord.store import Store
from onrecord.store.judgements import judge
from tests.browser.conftest import served
from tests.browser.visitor import visitor
from tests.serve.test_security import PAYLOADS, laced

PAGES = ["/", "/search?kind=events&limit=200", "/search?kind=statements&limit=200", "/search?kind=articles&limit=200",
         "/map", "/map?layer=places", "/network?layer=both&limit=500", "/timeline", "/panel", "/judgements?limit=200",
         "/jobs"]  # fmt: skip


def test_no_payload_runs(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "<img src=x onerror=alert(1)>.db"
    with Store(path) as store:
        for n, payload in enumerate(PAYLOADS):
            store.put(laced(payload, f"x{n}"))
            judge(store.connection, f"x{n}", "e1", "reject", note=payload, judge=payload)
    with served(path) as address:
        reader = visitor(browser, address)
        for page in PAGES:
            reader.go(page)
        for n, payload in enumerate(PAYLOADS):
            reader.go(f"/article?id=x{n}&original=1#e1")
            # The record under the pointer and in the card, with its note.
            reader.page.hover("#text .hl >> nth=0")
            reader.page.keyboard.press("j")
            reader.page.keyboard.press("w")
            reader.page.keyboard.press("x")
            reader.page.keyboard.press("c")
            if n % 5 == 0:
                reader.go(f"/actor?name={quote('a1 ' + payload)}")
                reader.go(f"/event?article=x{n}&id=e1")
                reader.go(f"/story?article=x{n}")
                reader.go(f"/search?words={quote(payload)}")
        # Names of files, as the script of the page shows them while they wait and when they failed.
        reader.go("/jobs")
        for payload in PAYLOADS[:20]:
            name = payload.replace("/", "_").replace("\\", "_").lstrip(". ") + ".txt"
            reader.page.evaluate(
                "name => fetch(`/api/jobs/file?${new URLSearchParams({ name })}`, { method: 'POST', body: '' })", name
            )
            reader.page.wait_for_timeout(120)  # ten changes a second are taken
        reader.go("/jobs")
        assert reader.page.locator("#jobs .job").count() == 20
        assert reader.page.locator("#jobs", has_text=PAYLOADS[0].replace("/", "_")).count() == 1
        reader.page.wait_for_load_state("networkidle")
        assert reader.faults == []
        # The browser itself keeps to it: no script of ours could make elements of text.
        with pytest.raises(Error, match="TrustedHTML"):
            reader.page.evaluate("document.body.innerHTML = '<b>text</b>'")
        reader.context.close()
