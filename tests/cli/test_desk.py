"""`onrecord desk`: says where it is, and what is wrong before it serves."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from onrecord.cli.desk import _listen
from onrecord.cli.main import main
from onrecord.store import Store
from tests.conftest import make_report


@pytest.fixture
def store(tmp_path: Path) -> Path:
    with Store(tmp_path / "desk.db") as made:
        made.put(make_report())
    return tmp_path / "desk.db"


def test_it_says_where_it_is(store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    served: list[tuple[str, int]] = []
    monkeypatch.setattr("uvicorn.Server.run", lambda self, sockets: served.append(sockets[0].getsockname()))
    assert main(["desk", str(store), "--port", "0", "--no-browser"]) == 0
    ((host, port),) = served
    assert host == "127.0.0.1"
    assert f"http://127.0.0.1:{port}/" in capsys.readouterr().out


def test_a_browser_is_opened_at_its_address(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("uvicorn.Server.run", lambda self, sockets: None)
    monkeypatch.setattr("onrecord.cli.desk._open_browser", opened.append)
    assert main(["desk", str(store), "--port", "0"]) == 0
    assert [address[:17] for address in opened] == ["http://127.0.0.1:"]


def test_what_is_no_store_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["desk", str(tmp_path / "none.db")]) == 2
    assert "no such store" in capsys.readouterr().err
    (tmp_path / "text.db").write_text("a text, not a database, and long enough to be sure " * 9)
    assert main(["desk", str(tmp_path / "text.db")]) == 2
    assert "text.db" in capsys.readouterr().err


def test_a_taken_port_is_refused(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert main(["desk", str(store), "--port", str(taken.getsockname()[1])]) == 2
    assert "another --port" in capsys.readouterr().err


def test_it_listens_on_this_machine_alone() -> None:
    with _listen("127.0.0.1", 0) as listening:
        assert listening.getsockname()[0] == "127.0.0.1"


@pytest.mark.parametrize("port", ["-1", "65536", "http"])
def test_a_wrong_port_is_wrong_usage(port: str) -> None:
    with pytest.raises(SystemExit) as error:
        main(["desk", "--port", port])
    assert error.value.code == 2
