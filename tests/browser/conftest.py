"""A desk over the coded sample articles, and Chromium to walk it with.

Without Chromium (CHROMIUM names one) or without the bundled scripts these tests are deselected, and the end of the run
says so; with ONRECORD_BROWSER=required, as in continuous integration, that is an error instead.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, sync_playwright

from onrecord.ingest import read_inputs
from onrecord.pipeline import Coder
from onrecord.record import Report
from onrecord.serve import make_app
from onrecord.serve.static_files import scripted
from onrecord.store import Store

ROOT = Path(__file__).parent.parent.parent
HERE = Path(__file__).parent
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
         "--disable-sync"]  # fmt: skip
MISSING = pytest.StashKey[str]()


def chromium() -> str | None:
    """Path of the browser."""
    return os.environ.get("CHROMIUM") or next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    missing = (
        "no Chromium (CHROMIUM=... names one)"
        if chromium() is None
        else "the desk's scripts are not bundled (`make web` does it)"
        if not scripted()
        else ""
    )
    ours = [item for item in items if HERE in item.path.parents]
    if not missing or not ours:
        return
    if os.environ.get("ONRECORD_BROWSER") == "required":
        raise pytest.UsageError(f"browser tests are required, but {missing}")
    config.stash[MISSING] = f"{len(ours)} browser tests not run: {missing}"
    config.hook.pytest_deselected(items=ours)
    items[:] = [item for item in items if item not in ours]


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    if MISSING in config.stash:
        terminalreporter.write_line(config.stash[MISSING], yellow=True)


@contextlib.contextmanager
def served(store: Path) -> Iterator[str]:
    """The desk over a store, at an address, for as long as the context lasts."""
    listening = socket.create_server(("127.0.0.1", 0))
    port: int = listening.getsockname()[1]
    server = uvicorn.Server(
        uvicorn.Config(make_app(store, port), log_level="error", lifespan="off", ws="none", http="h11")
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="package")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the sample articles, coded."""
    path = tmp_path_factory.mktemp("browser") / "desk.db"
    coder = Coder()
    with Store(path) as store:
        for found in coder.stream(read_inputs([ROOT / "samples/articles"])):
            assert isinstance(found, Report)
            store.put(found)
    return path


@pytest.fixture(scope="package")
def desk(samples: Path) -> Iterator[str]:
    with served(samples) as address:
        yield address


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield opened
        opened.close()
