"""`onrecord desk`: the record store in the browser."""

from __future__ import annotations

import argparse
import contextlib
import socket
import sys
import threading
from pathlib import Path
from typing import Any

PORT = 8642

EXAMPLES = """\
examples:
  onrecord desk                        desk.db in this folder, in the browser
  onrecord desk archive.db --port 9000 another store, at another port
  onrecord desk --no-browser           prints the address only

The desk answers on this machine alone (127.0.0.1) and changes nothing in the store. Control-C ends it.
"""


def _port(value: str) -> int:
    if not value.isdigit() or not 0 <= int(value) <= 65535:
        raise argparse.ArgumentTypeError(f"{value!r} is no port (0 to 65535; 0 takes a free one)")
    return int(value)


def add_parser(subparsers: Any) -> None:
    """Add the command and its options to the command line."""
    p = subparsers.add_parser(
        "desk",
        help="search, read, map and compare a record store in the browser",
        description="Serve the desk over a record store on this machine and open it in the browser.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    p.add_argument("store", nargs="?", default="desk.db", metavar="DB", help="a record store (default desk.db)")
    p.add_argument("--port", type=_port, metavar="N", help=f"port (default {PORT}, or a free one if that is taken)")
    p.add_argument("--no-browser", action="store_true", help="don't open a browser")


def run(args: argparse.Namespace) -> int:
    """Serve until interrupted."""
    from onrecord.store import Store, StoreError

    if not Path(args.store).is_file():
        print(f"onrecord: {args.store}: no such store (onrecord code FOLDER --store {args.store} makes it)",
              file=sys.stderr)  # fmt: skip
        return 2
    try:
        Store(args.store).close()  # says what is wrong with the file; brings an older one up to date
        listening = _listen(args.port)
    except (StoreError, OSError) as error:
        print(f"onrecord: {error}", file=sys.stderr)
        return 2
    with listening:
        return _serve(args, listening)


def _listen(port: int | None) -> socket.socket:
    """A socket on loopback. Raises OSError where the wanted port is taken."""
    try:
        return socket.create_server(("127.0.0.1", PORT if port is None else port))
    except OSError as error:
        if port is None:
            return socket.create_server(("127.0.0.1", 0))
        raise OSError(f"port {port}: {error.strerror or error}; another --port, or 0 for a free one") from error


def _serve(args: argparse.Namespace, listening: socket.socket) -> int:
    import uvicorn

    from onrecord.serve import make_app

    port: int = listening.getsockname()[1]
    address = f"http://127.0.0.1:{port}/"
    config = uvicorn.Config(
        make_app(args.store, port),
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        lifespan="off",
        ws="none",
        http="h11",
        timeout_keep_alive=15,
        limit_concurrency=64,
        h11_max_incomplete_event_size=65536,
        timeout_graceful_shutdown=2,
    )
    print(f"{args.store} is open at {address} (Control-C ends it)", flush=True)
    if not args.no_browser:
        threading.Thread(target=_open_browser, args=(address,), daemon=True).start()
    with contextlib.suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listening])
    return 0


def _open_browser(address: str) -> None:
    """Open a browser if there is one. The socket listens already: a request that comes early waits."""
    import webbrowser

    with contextlib.suppress(webbrowser.Error, OSError):
        webbrowser.open(address)
