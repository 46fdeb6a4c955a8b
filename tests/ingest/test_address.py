"""Only public addresses are fetched, whatever they are called."""

from __future__ import annotations

import contextlib
import socket
import threading
from typing import Any

import pytest

from onrecord.ingest.address import FetchError, fetch, public_address

REFUSED = [
    "ftp://news.example/", "file:///etc/passwd", "javascript:alert(1)", "//news.example", "news.example", "",
    "http://", "http://user:secret@news.example/", "http://news.example:8080/", "http://news.example:22/",
    "http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://0.0.0.0/", "http://10.0.0.1/",
    "http://192.168.1.1/", "http://172.16.0.1/", "http://169.254.169.254/latest/meta-data/", "http://100.64.0.1/",
    "http://[fd00::1]/", "http://[fe80::1]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:10.0.0.1]/",
    "http://2130706433/", "http://0x7f000001/", "http://127.1/", "http://224.0.0.1/", "http://[2002:7f00:1::]/",
    "http://[64:ff9b::7f00:1]/", "http://[::]/", "http://255.255.255.255/", "http://[bad/", "http://a b/",
    "http://news.example/\r\nHost: evil",
]  # fmt: skip


@pytest.mark.parametrize("address", REFUSED)
def test_what_is_not_public_is_refused(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: Any, **__: Any) -> Any:
        raise AssertionError("connected")

    monkeypatch.setattr(socket, "create_connection", never)
    with pytest.raises(FetchError):
        fetch(address)


def _resolving(monkeypatch: pytest.MonkeyPatch, *numbers: str) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(2, 1, 6, "", (number, 80)) for number in numbers])


def test_a_name_with_one_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    _resolving(monkeypatch, "8.8.8.8", "10.0.0.1")
    with pytest.raises(FetchError, match="no public address"):
        public_address("news.example", 80)


class Answer:
    """A server that says one thing."""

    def __init__(self, data: bytes) -> None:
        self.there, self.here = socket.socketpair()
        self.here.sendall(data)
        self.here.shutdown(socket.SHUT_WR)


def _answering(monkeypatch: pytest.MonkeyPatch, *answers: bytes) -> list[tuple[str, int]]:
    _resolving(monkeypatch, "8.8.8.8")
    kept = [Answer(data) for data in answers]
    asked: list[tuple[str, int]] = []

    def connect(where: tuple[str, int], timeout: float) -> socket.socket:
        asked.append(where)
        return kept[len(asked) - 1].there

    monkeypatch.setattr(socket, "create_connection", connect)
    return asked


OK = b"HTTP/1.1 200 OK\r\ncontent-type: text/html; charset=utf-8\r\n\r\n<p>words</p>"


def test_a_page_is_fetched_from_the_address_that_was_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    moved = b"HTTP/1.1 301 Moved\r\nlocation: /there\r\n\r\n"
    asked = _answering(monkeypatch, moved, OK)
    found = fetch("http://news.example/here")
    assert (found.data, found.kind, found.address) == (b"<p>words</p>", "text/html", "http://news.example/there")
    assert asked == [("8.8.8.8", 80)] * 2


@pytest.mark.parametrize("answer", [
    b"HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1/\r\n\r\n",
    b"HTTP/1.1 302 Found\r\nlocation: file:///etc/passwd\r\n\r\n",
    b"HTTP/1.1 404 Not Found\r\n\r\n", b"HTTP/1.1 200 OK\r\ncontent-type: application/zip\r\n\r\nPK", b"nonsense",
    b"HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n\r\n" + b"x" * 200_000,
])  # fmt: skip
def test_other_answers_are_refused(monkeypatch: pytest.MonkeyPatch, answer: bytes) -> None:
    monkeypatch.setattr("onrecord.ingest.address.MOST_BYTES", 100_000)
    _answering(monkeypatch, answer[:150_000])
    numbers = {"news.example": "8.8.8.8", "127.0.0.1": "127.0.0.1"}
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *_, **__: [(2, 1, 6, "", (numbers[host], 80))])
    with pytest.raises(FetchError):
        fetch("http://news.example/")


def test_who_sends_a_byte_now_and_then_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.ingest.address.SECONDS", 0.3)
    _resolving(monkeypatch, "8.8.8.8")
    there, here = socket.socketpair()
    monkeypatch.setattr(socket, "create_connection", lambda *_, **__: there)
    stop = threading.Event()

    def drip() -> None:
        with contextlib.suppress(OSError):
            here.sendall(b"HTTP/1.1 200 OK\r\n")
            while not stop.wait(0.05):
                here.sendall(b"x")  # of a header that never ends

    thread = threading.Thread(target=drip)
    thread.start()
    with pytest.raises(FetchError, match="took longer"):
        fetch("http://news.example/")
    stop.set()
    thread.join()
