"""Templates: the only way into a page, and everything that enters is escaped."""

from __future__ import annotations

import re
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.requests import Request

from onrecord.serve import address
from onrecord.serve.codes import says, when
from onrecord.serve.static_files import scripted
from onrecord.store.scales import quad_of, quads

# The pages that the bar leads to.
MENU = (
    ("overview", "Overview"), ("search", "Search"), ("stories", "Stories"), ("map", "Map"), ("network", "Network"),
    ("timeline", "Over time"),
    ("panel", "Tables"), ("judgements", "Judgements"), ("jobs", "Jobs"),
    ("export", "Export"), ("api", "API"),
)  # fmt: skip


# Where the head of a page ends and its content begins.
CONTENT = '<main id="main">\n'


class Given(dict[str, str | None]):
    """The values of an address; None for one that it has not."""

    def __missing__(self, name: str) -> None:
        return None


def exactly(text: str) -> Markup:
    """Escaped so that a browser's text content is the same text: it would read a bare CR as LF, and has no NUL."""
    return Markup(str(escape(text)).replace("\r", "&#13;").replace("\0", "\ufffd"))


def visible(text: str) -> str:
    """Text whose line breaks can be seen."""
    return text.replace("\r\n", "⏎").replace("\r", "⏎").replace("\n", "⏎").replace("\0", "\ufffd")


def web_link(value: str | None) -> str | None:
    """An address that is safe to make a link of: http or https with a host; None for anything else."""
    try:
        parts = urlsplit(value or "")
    except ValueError:
        return None
    return value if parts.scheme in ("http", "https") and parts.netloc else None


def identifier_link(source: str, value: str) -> str | None:
    """Where an actor's identifier leads."""
    if source == "wikidata" and re.fullmatch(r"Q[0-9]{1,12}", value):
        return f"https://www.wikidata.org/wiki/{value}"
    if source == "geonames" and re.fullmatch(r"[0-9]{1,12}", str(value)):
        return f"https://www.geonames.org/{value}"
    return None


def one_of_series(by: str, series: dict[str, Any]) -> dict[str, str]:
    """The facet that leaves what a series of the timeline counts."""
    if by == "none" or (by == "quad" and series["quad"] == "0"):
        return {}
    return {by: series["quad"] if by == "quad" else series["name"]}


@cache
def environment() -> Environment:
    made = Environment(
        loader=PackageLoader("onrecord.serve"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, keep_trailing_newline=False,
    )  # fmt: skip
    made.filters["exactly"] = exactly
    made.filters["visible"] = visible
    made.filters["when"] = when
    made.filters["s"] = lambda n: "" if n == 1 else "s"
    made.filters["count"] = lambda n: f"{n:,}"
    made.globals.update(
        url=address.url, within=address.within, says=says, one_of_series=one_of_series,
        quad_of=quad_of, web_link=web_link, identifier_link=identifier_link, chosen=address.chosen,
        scripted=scripted, menu=lambda: MENU, event_types=lambda: sorted(quads()),
    )  # fmt: skip
    return made


def prepare() -> None:
    """Compile all templates, so that the first visitor to a page does not wait for it."""
    for name in environment().list_templates(extensions=["html"]):
        environment().get_template(name)


def render_head(template: str, path: str, request: Request, store: str, values: dict[str, Any]) -> str:
    """The page of a template up to where its content begins; `values` are those its title needs."""
    page = environment().get_template(template)
    context = page.new_context(values)
    parts = ("title", "styles", "scripts")
    head = {name: Markup("".join(page.blocks[name](context)) if name in page.blocks else "") for name in parts}
    before, mark, _ = render("opening.html", path, request, store, {"head": head}).partition(CONTENT)
    return f'{before}{mark}<p class="waiting" role="status">Reading the store …</p>\n'


def render(template: str, path: str, request: Request, store: str, values: dict[str, Any]) -> str:
    """The page of a template; `path` is its own, for its links to other shapes and to itself."""
    query = request.url.query
    return (
        environment()
        .get_template(template)
        .render(
            **values,
            path=path,
            store=store,
            given=Given(request.query_params),
            query="?" + query if query else "",
        )
    )
