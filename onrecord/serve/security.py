"""Who may ask, and what a page may do.

Threats: a web page elsewhere in the same browser that sends requests here (by name, by rebinding a name of its own to
127.0.0.1, in a frame, as an image); and article text that tries to become part of our pages. The first is met by an
exact list of Host values and by Origin and Sec-Fetch-Site on anything that changes; the second by escaping (templates)
and by a policy under which only our own style sheets and scripts are ever used.
"""

from __future__ import annotations

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


def allowed_hosts(port: int) -> frozenset[str]:
    """The Host values a browser sends when it was really asked for this server."""
    hosts = {f"{name}:{port}" for name in LOOPBACK}
    return frozenset(hosts | set(LOOPBACK) if port == 80 else hosts)


class Guard:
    """ASGI middleware: refuses requests that were not meant for us and puts the security headers on every answer."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str]) -> None:
        self.app = app
        self.hosts = hosts

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

        problem = self._refusal(scope)
        if problem is not None:
            await problem_response(problem)(scope, receive, send_guarded)
        else:
            await self.app(scope, receive, send_guarded)

    def _refusal(self, scope: Scope) -> ProblemError | None:
        given: dict[str, list[str]] = {}
        for name, value in scope["headers"]:
            given.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
        host = given.get("host", [])
        if len(host) != 1 or host[0].lower() not in self.hosts:
            return ProblemError(421, "this server answers to its own loopback address only")
        if scope["method"] in SAFE_METHODS:
            return None
        origins = given.get("origin", [])
        if any(origin != f"http://{host[0].lower()}" for origin in origins):
            return ProblemError(403, "a request that changes something must come from the desk's own pages (Origin)")
        if any(site != "same-origin" for site in given.get("sec-fetch-site", [])):
            return ProblemError(
                403, "a request that changes something must come from the desk's own pages (Sec-Fetch-Site)"
            )
        return None
