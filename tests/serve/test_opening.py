"""Pages that take longer than a moment begin with what is round them; what they hold follows, and errors are told."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import anyio
import pytest
from starlette.responses import StreamingResponse

from onrecord.serve import app as desk
from onrecord.serve import opening
from onrecord.serve.opening import answered
from onrecord.serve.rendering import CONTENT
from onrecord.store.reader import TooSlowError
from tests.serve.conftest import client_of
from tests.serve.page import Parsed

LONG = [f"/{path}" for path in desk.LONG if path != "actor"]
NARROWED = [
    "/search?words=talks&kind=statements",
    "/network?country=AFG",
    "/map?zoom=2&lat=10&lon=10",
    "/panel?by=actor",
    "/actor?name=Ostravia",
]
WAITING = '<p class="waiting" role="status">Reading the store …</p>\n'


@pytest.fixture
def late(monkeypatch: pytest.MonkeyPatch) -> None:
    """No page is made before its head was sent."""
    headed = threading.Event()
    render, render_head = desk.render, desk.render_head

    def after_the_head(*given: Any) -> str:
        assert headed.wait(30)
        return render(*given)

    def first(*given: Any) -> str:
        headed.set()
        return render_head(*given)

    monkeypatch.setattr(opening, "MOMENT", 0.01)
    monkeypatch.setattr(desk, "render", after_the_head)
    monkeypatch.setattr(desk, "render_head", first)


@pytest.mark.parametrize("address", LONG + NARROWED)
def test_a_page_in_two_parts_is_the_page(
    path: Path, address: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "MOMENT", 30.0)
    whole = client_of(path).get(address)
    request.getfixturevalue("late")
    parts = client_of(path).get(address)
    assert parts.status_code == whole.status_code == 200
    assert WAITING in parts.text
    assert WAITING not in whole.text
    assert parts.text.replace(WAITING, "") == whole.text
    for name, value in whole.headers.items():
        assert name == "content-length" or parts.headers[name] == value
    assert Parsed(parts.text).structure.count(("main", ("id",))) == 1


def test_the_head_is_sent_while_the_page_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MOMENT", 0.01)
    go = threading.Event()

    def make() -> bytes:
        assert go.wait(30)
        return f"head{CONTENT}rest".encode()

    response = answered(make, lambda: b"head", lambda error: b"")
    assert isinstance(response, StreamingResponse)
    sent: list[bytes] = []

    async def read() -> None:
        async for part in response.body_iterator:
            sent.append(bytes(part) if not isinstance(part, str) else part.encode())
            go.set()  # only now can the rest be made

    anyio.run(read)
    assert sent == [b"head", b"rest"]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/search?since=yesterday", 400),
        ("/panel?by=month", 400),
        ("/timeline?unit=day", 200),
        ("/actor", 400),
        ("/actor?name=no+one", 404),
    ],
)
def test_a_wrong_address_is_told_by_its_status(path: Path, address: str, status: int) -> None:
    assert client_of(path).get(address, headers={"accept": "text/html"}).status_code == status


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (TooSlowError("the question takes too long"), "the question takes too long"),
        (ValueError("a secret"), "a mistake"),
    ],
)
def test_what_goes_wrong_late_is_told_in_the_page(
    path: Path, error: Exception, says: str, late: None, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    def fail(template: str, *rest: Any) -> str:
        made = render(template, *rest)
        if template == "network.html":
            raise error
        return made

    render = desk.render
    monkeypatch.setattr(desk, "render", fail)
    answer = client_of(path).get("/network", headers={"accept": "text/html"})
    assert answer.status_code == 200  # which was sent before
    assert says in answer.text
    assert "a secret" not in answer.text
    assert str(error) in capsys.readouterr().err
    assert answer.text.rstrip().endswith("</html>")


def test_text_of_the_address_is_escaped_in_the_head(path: Path, late: None) -> None:
    page = client_of(path).get("/search", params={"words": "</title><script>alert(1)</script>"})
    assert "<script>alert" not in page.text
    assert "&lt;/title&gt;" in page.text.partition(CONTENT)[0]
