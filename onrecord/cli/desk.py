"""`onrecord desk`: the record store in the browser."""

from __future__ import annotations

import argparse
import contextlib
import errno
import ipaddress
import secrets
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
  onrecord desk --root archive/        folders below archive/ can be added from the browser
  onrecord desk --host 0.0.0.0 --allow-host desk.example.org:8642
                                       for others too: each needs the token that is printed

The desk answers on this machine alone (127.0.0.1) unless --host says otherwise. Control-C ends it.
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
    p.add_argument("--host", default="127.0.0.1", metavar="ADDRESS", help="address to listen at (default 127.0.0.1)")
    p.add_argument("--allow-host", action="append", default=[], metavar="NAME:PORT",
                   help="a Host value to answer to besides those of loopback; may be given again")  # fmt: skip
    p.add_argument(
        "--token-file", metavar="FILE", help="where the token stands that others must show (default: a new one)"
    )
    p.add_argument("--root", action="append", default=[], metavar="FOLDER",
                   help="a folder from which files may be added in the browser; may be given again")  # fmt: skip
    p.add_argument("--fetch", action="store_true", help="let pages of public web addresses be added in the browser")
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
        for root in args.root:
            if not Path(root).is_dir():
                raise ValueError(f"{root}: no such folder")
        token = _token(args)
        listening = _listen(args.host, args.port)
    except (StoreError, OSError, ValueError) as error:
        print(f"onrecord: {error}", file=sys.stderr)
        return 2
    with listening:
        return _serve(args, listening, token)


def _token(args: argparse.Namespace) -> str | None:
    """The token that every request must show; None on loopback, where none is asked for unless a file gives one."""
    if args.token_file:
        token = Path(args.token_file).read_text(encoding="utf-8").strip()
        if len(token) < 16 or not token.isascii() or not token.isprintable() or set(token) & set(" ;,"):
            raise ValueError(f"{args.token_file}: a token has at least 16 letters, digits or signs without spaces")
        return token
    return None if _is_loopback(args.host) else secrets.token_urlsafe(24)


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _listen(host: str, port: int | None) -> socket.socket:
    """A socket. Raises OSError where the wanted port is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, PORT if port is None else port), family=family)
    except OSError as error:
        if port is None and error.errno == errno.EADDRINUSE:
            return socket.create_server((host, 0), family=family)
        raise OSError(f"{host}, port {port}: {error.strerror or error}; another --port, or 0 for a free one") from error


def _serve(args: argparse.Namespace, listening: socket.socket, token: str | None) -> int:
    import uvicorn

    from onrecord.serve import make_app
    from onrecord.serve.options import Options

    port: int = listening.getsockname()[1]
    named = "[::1]" if ":" in args.host else "127.0.0.1"
    address = f"http://{named}:{port}/" + (f"?token={token}" if token else "")
    hosts = list(args.allow_host)
    with contextlib.suppress(ValueError):  # a name is not a number
        if not ipaddress.ip_address(args.host).is_unspecified:
            hosts.append(f"[{args.host}]:{port}" if ":" in args.host else f"{args.host}:{port}")
    options = Options(tuple(hosts), token, tuple(map(Path, args.root)), args.fetch)
    config = uvicorn.Config(
        make_app(args.store, port, options),
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
