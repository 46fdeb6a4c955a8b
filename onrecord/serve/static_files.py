"""Style sheets, pictures and the bundled scripts: a fixed list of files, served as they are."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from starlette.requests import Request
from starlette.responses import Response

from onrecord.serve.problems import ProblemError

TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
}


@cache
def names() -> dict[str, Traversable]:
    """Name below /static/ -> its file; those in `built/` are there where the scripts were bundled (web/)."""
    found: dict[str, Traversable] = {}
    root = files("onrecord.serve") / "static"
    for folder, before in ((root, ""), (root / "built", "built/")):
        if folder.is_dir():
            found.update({before + f.name: f for f in folder.iterdir() if f.name.rpartition(".")[2] in TYPES})
    return found


def scripted() -> bool:
    """Whether the scripts were bundled; without them pages work all the same."""
    return "built/desk.js" in names()


@cache
def _file(name: str) -> tuple[bytes, str]:
    body = names()[name].read_bytes()
    return body, '"' + hashlib.sha256(body).hexdigest()[:16] + '"'


def static_file(request: Request) -> Response:
    """One of the files, with an entity tag of its bytes. Raises ProblemError (404) for any other name."""
    name: str = request.path_params["name"]
    if name not in names():
        raise ProblemError(404, "there is no such file")
    body, tag = _file(name)
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers={"etag": tag})
    return Response(body, media_type=TYPES[name.rpartition(".")[2]], headers={"etag": tag})
