"""One page fetched from the web, where a user asks for it: from public addresses alone, within limits.

The host's name is looked up once, every address it has must be public, and the connection goes to the address that was
checked: a name that changes its mind leads nowhere. Redirects are followed a few times, each checked anew. No cookies,
no credentials, no proxy.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit, urlunsplit

MOST_BYTES = 5_000_000
SECONDS = 20.0  # for all of it, redirects included
REDIRECTS = 3
KINDS = ("text/html", "application/xhtml+xml", "text/plain")
# Addresses that a gateway turns into IPv4 ones (RFC 6052), private ones too.
TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
PORTS = {"http": 80, "https": 443}


class FetchError(ValueError):
    """The address can't or may not be fetched; the message says why."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: its bytes, its media type, and the address that gave it in the end."""

    data: bytes
    kind: str
    address: str


def fetch(address: str) -> Fetched:
    """The page at an http or https address. Raises FetchError."""
    deadline = time.monotonic() + SECONDS
    for _ in range(REDIRECTS + 1):
        scheme, host, port, path = _parts(address)
        found = _get(scheme, host, port, path, public_address(host, port), deadline)
        if isinstance(found, str):
            address = urljoin(address, found)
            continue
        return Fetched(found[0], found[1], address)
    raise FetchError(f"more than {REDIRECTS} redirects")


def _parts(address: str) -> tuple[str, str, int, str]:
    try:
        parts = urlsplit(address)
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except ValueError as error:
        raise FetchError(f"no address: {error}") from None
    if parts.scheme not in PORTS or not host:
        raise FetchError("only http and https addresses are fetched")
    if parts.username is not None or parts.password is not None:
        raise FetchError("an address with a user name or password is not fetched")
    if port not in (None, PORTS[parts.scheme]):
        raise FetchError("only the usual ports, 80 and 443, are fetched from")
    path = urlunsplit(("", "", parts.path or "/", parts.query, ""))
    if any(not "!" <= c <= "~" for c in path):
        raise FetchError("the address holds characters that must be percent-encoded")
    return parts.scheme, host, PORTS[parts.scheme], path


def public_address(host: str, port: int) -> str:
    """The numeric address of a host. Raises FetchError where any of its addresses is private, local or reserved."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise FetchError(f"{host}: no such host") from None
    numbers = [str(entry[4][0]) for entry in found]
    for number in numbers:
        value = ipaddress.ip_address(number.partition("%")[0])
        mapped = getattr(value, "ipv4_mapped", None) or getattr(value, "sixtofour", None)
        for each in (value, *([mapped] if mapped else [])):
            if not each.is_global or each.is_multicast or each in TRANSLATED:
                raise FetchError(f"{host}: is at {number}, which is no public address")
    if not numbers:
        raise FetchError(f"{host}: no such host")
    return numbers[0]


def _get(scheme: str, host: str, port: int, path: str, number: str, deadline: float) -> tuple[bytes, str] | str:
    """The body and its media type, or where a redirect leads."""
    try:
        plain = socket.create_connection((number, port), timeout=_left(deadline))
        with plain, _cut_off(plain, deadline):
            link = ssl.create_default_context().wrap_socket(plain, server_hostname=host) if scheme == "https" else plain
            connection = http.client.HTTPConnection(host, port)
            connection.sock = link
            connection.request("GET", path, headers={"accept": ", ".join(KINDS), "user-agent": "onrecord",
                                                     "accept-encoding": "identity"})  # fmt: skip
            answer = connection.getresponse()
            if answer.status in (301, 302, 303, 307, 308):
                return answer.headers.get("location", "") or ""
            if answer.status != 200:
                raise FetchError(f"the server answered {answer.status}")
            kind = answer.headers.get_content_type()
            if kind not in KINDS:
                raise FetchError(f"is {kind}, not a page or text")
            body = bytearray()
            while chunk := answer.read1(65536):
                body += chunk
                if len(body) > MOST_BYTES:
                    raise FetchError(f"longer than {MOST_BYTES:,} bytes")
                link.settimeout(_left(deadline))
            return bytes(body), kind
    except (OSError, http.client.HTTPException) as error:
        raise FetchError(f"can't be fetched: {error or type(error).__name__}") from None


@contextlib.contextmanager
def _cut_off(link: socket.socket, deadline: float) -> Iterator[None]:
    """Ends the connection at the deadline, whatever the other side sends: a byte now and then would reset a timeout."""

    same = link.dup()  # TLS takes the socket over, not the connection

    def cut() -> None:
        with contextlib.suppress(OSError):
            same.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(_left(deadline), cut)
    timer.daemon = True
    timer.start()
    try:
        yield
        _left(deadline)  # what was cut off may look like an end
    except (OSError, http.client.HTTPException):
        _left(deadline)  # says so where it is the deadline that ended it
        raise
    finally:
        timer.cancel()
        same.close()


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise FetchError(f"took longer than {SECONDS:g} seconds")
    return left
