"""Who may ask, and what a page may do.

Threats: a web page elsewhere in the same browser that sends requests here (by name, by rebinding a name of its own to
127.0.0.1, in a frame, as an image); and article text that tries to become part of our pages. The first is met by an
exact list of Host values and by Origin and Sec-Fetch-Site on anything that changes; the second by escaping (templates)
and by a policy under which only our own style sheets and scripts are ever used.
"""

from __future__ import annotations

import hmac
import math
import time
from urllib.parse import parse_qsl, quote, urlencode

from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.serve.problems import ProblemError, problem_response

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")

POLICY = "; ".join(
    [
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self' blob:",  # blob: a chart on its way to being saved as PNG
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    ]
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-cache",
}


COOKIE = "onrecord-token"


def allowed_hosts(port: int) -> frozenset[str]:
    """The Host values a browser sends when it was really asked for this server."""
    hosts = {f"{name}:{port}" for name in LOOPBACK}
    return frozenset(hosts | set(LOOPBACK) if port == 80 else hosts)


class Guard:
    """ASGI middleware: refuses requests that were not meant for us and puts the security headers on every answer.

    `hosts` are the Host values of loopback, `others` those that the user allows besides; where there is a `token` every
    request must carry it, as `Authorization: Bearer` or in a cookie, which an address with `?token=` sets once.
    """

    def __init__(
        self, app: ASGIApp, hosts: frozenset[str], others: frozenset[str] = frozenset(), token: str | None = None,
        reads: float = 100.0, changes: float = 10.0,
    ) -> None:  # fmt: skip
        self.app = app
        self.hosts = hosts
        self.others = frozenset(name.lower() for name in others)
        self.token = token
        self.rates = {True: Rate(reads), False: Rate(changes)}  # by whether the method is safe

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":  # no web sockets here
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                ours = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
                kept = [(name, value) for name, value in message["headers"] if name.decode().lower() not in HEADERS]
                message["headers"] = kept + ours
            await send(message)

        given: dict[str, list[str]] = {}
        for name, value in scope["headers"]:
            given.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
        problem = self._refusal(scope, given)
        if problem is not None:
            await problem_response(problem)(scope, receive, send_guarded)
        elif (entered := self._entry(scope)) is not None:
            await entered(scope, receive, send_guarded)
        elif self.token is not None and not self._knows_token(given):
            refused = ProblemError(401, "a token is needed: Authorization: Bearer, or ?token= once in the browser")
            await problem_response(refused)(scope, receive, send_guarded)
        else:
            await self.app(scope, receive, send_guarded)

    def _refusal(self, scope: Scope, given: dict[str, list[str]]) -> ProblemError | None:
        host = given.get("host", [])
        if len(host) != 1 or host[0].lower() not in self.hosts | self.others:
            return ProblemError(421, "this server answers to its own address only")
        safe = scope["method"] in SAFE_METHODS
        wait = self.rates[safe].wait((scope.get("client") or ("",))[0], time.monotonic())
        if wait > 0:
            return ProblemError(429, "too many requests", retry=math.ceil(wait))
        if safe:
            return None
        # A name of ours may stand behind a server that speaks TLS for us; loopback does not.
        schemes = ("http", "https") if host[0].lower() in self.others else ("http",)
        ours = {f"{scheme}://{host[0].lower()}" for scheme in schemes}
        if any(origin not in ours for origin in given.get("origin", [])):
            return ProblemError(403, "a request that changes something must come from the desk's own pages (Origin)")
        if any(site != "same-origin" for site in given.get("sec-fetch-site", [])):
            return ProblemError(
                403, "a request that changes something must come from the desk's own pages (Sec-Fetch-Site)"
            )
        return None

    def _knows_token(self, given: dict[str, list[str]]) -> bool:
        shown = [value[7:].strip() for value in given.get("authorization", []) if value[:7].lower() == "bearer "]
        for header in given.get("cookie", []):
            for part in header.split(";"):
                name, _, value = part.strip().partition("=")
                if name == COOKIE:
                    shown.append(value)
        return any(self._is_token(value) for value in shown)

    def _is_token(self, value: str) -> bool:
        return hmac.compare_digest(value.encode("utf-8", "replace"), (self.token or "").encode())

    def _entry(self, scope: Scope) -> ASGIApp | None:
        """Where the address carries the right token: a cookie with it, and the same address without it."""
        if self.token is None or scope["method"] != "GET" or b"token=" not in scope["query_string"]:
            return None
        pairs = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        if not any(name == "token" and self._is_token(value) for name, value in pairs):
            return None
        query = urlencode([(name, value) for name, value in pairs if name != "token"])
        path = "/" + quote(scope["path"].lstrip("/\\"))
        response = RedirectResponse(path + ("?" + query if query else ""), 303)
        response.set_cookie(COOKIE, self.token, max_age=30 * 86400, httponly=True, samesite="strict")
        return response


class Rate:
    """How often each client may ask: so many times a second, four times as many at once."""

    CLIENTS = 10_000  # whose rates are remembered

    def __init__(self, second: float) -> None:
        self.second = second
        self.most = 4 * second
        self._left: dict[str, tuple[float, float]] = {}  # client -> requests left, when it was counted

    def wait(self, client: str, now: float) -> float:
        """Seconds until this client may ask again; 0 where it may ask now, which is then counted."""
        left, then = self._left.pop(client, (self.most, now))
        left = min(self.most, left + (now - then) * self.second)
        allowed = left >= 1
        self._left[client] = (left - 1 if allowed else left, now)
        if len(self._left) > self.CLIENTS:
            del self._left[next(iter(self._left))]
        return 0.0 if allowed else (1 - left) / self.second
